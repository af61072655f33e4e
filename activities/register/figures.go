package register

import (
	"fmt"
	"slices"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// query is how a figure is counted. The texts are SQL over one of the tables
// facts, spans and happenings, which both databases understand.
type query struct {
	table string
	// day is the column by which a row falls into a period.
	day string
	// where chooses what is below the line, beside the period.
	where string
	// above chooses what is above the line as well; empty is all of it.
	above string
	how   method
}

// method is what a figure does with what it chose.
type method int

const (
	share    method = iota // above ÷ all
	versus                 // above ÷ the rest
	tally                  // all
	sum                    // of amounts
	median                 // of days
	standing               // above ÷ all at the end of each step, see [Register.standing]
)

// Figures lists every figure, in the order of the page.
func Figures() []Figure { return slices.Clone(allFigures) }

// FindFigure returns the figure with that ID.
func FindFigure(id string) (Figure, bool) {
	i := slices.IndexFunc(allFigures, func(f Figure) bool { return f.ID == id })
	if i < 0 {
		return Figure{}, false
	}
	return allFigures[i], true
}

var allFigures = slices.Concat(reformFigures, phaseFigures(), mechanismFigures())

var reformFigures = []Figure{
	{
		ID: "voluntary-performance", Group: GroupPerformance, Name: "自动履行率（未进入首次执行）", NameEN: "voluntary performance, never enforced",
		Definition:   "生效且有给付内容的文书中，至今未进入首次执行的比例。仍在履行期内的、时效届满的和移送破产的也计入分子，新近生效的文书因此偏高。",
		DefinitionEN: "Of the documents with something to perform that took effect in the period, the share that has not become a first enforcement case so far. Those still in their term, time-barred or in bankruptcy are above the line too, so recent months read high.",
		Numerator:    "其中未申请过执行的案件", NumeratorEN: "of these, cases that nobody applied to enforce",
		Denominator: "期间内生效、有给付内容的案件", DenominatorEN: "cases whose document with something to perform took effect in the period",
		Day: "文书生效日", DayEN: "the day the document took effect", Unit: Percent, Source: FromUsage, Margin: 10,
		Note: "未见官方公式，报刊用法：生效给付文书中未成为首执的比例。口径不明的公布值：镇海2019年1至8月37.52%，全国2024年57.99%、2025年61.01%。No official formula was found; do not put these numbers on one chart with ours.",
		sql:  query{table: "facts", day: "payable_on", where: "payable_on <> ''", above: "enforced_on = ''", how: share},
	},
	{
		ID: "voluntary-performance-settled", Group: GroupPerformance, Name: "自动履行率（自动÷（自动+首执））", NameEN: "voluntary performance, of those decided either way",
		Definition:   "期间内已见分晓的案件（自动履行完毕，或者首次申请执行）中，自动履行完毕的比例。与上一口径不可混用。",
		DefinitionEN: "Of the cases that went one way or the other in the period, performed in full or first enforced, the share that was performed. Not to be mixed with the definition above.",
		Numerator:    "期间内未经执行即全部履行的案件", NumeratorEN: "cases performed in full in the period without enforcement",
		Denominator: "期间内全部履行或首次申请执行的案件", DenominatorEN: "cases performed in full or first enforced in the period",
		Day: "履行完毕日或申请执行日，以先者为准", DayEN: "the day of full performance or of the application, the earlier", Unit: Percent, Source: FromUsage, Margin: 10,
		Note: "由公布的自动履行与首执之比推算：镇海约为23%、43%、49.5%（2019上、2019下、2020上）。Inferred from published ratios, not published itself.",
		sql:  query{table: "facts", day: "settled_on", where: "settled_on <> ''", above: "settled = 1", how: share},
	},
	{
		ID: "voluntary-to-first-enforcement", Group: GroupPerformance, Name: "自动履行与首次执行之比", NameEN: "voluntary performance to first enforcement",
		Definition:   "期间内自动履行完毕的案件数与首次申请执行的案件数之比（件数，不是金额）。",
		DefinitionEN: "Cases performed in full without enforcement in the period, to cases first enforced in it: a ratio of numbers of cases, not of money.",
		Numerator:    "期间内自动履行完毕的案件", NumeratorEN: "cases performed in full in the period without enforcement",
		Denominator: "期间内首次申请执行的案件", DenominatorEN: "cases first enforced in the period",
		Day: "履行完毕日或申请执行日", DayEN: "the day of full performance or of the application", Unit: Ratio, Source: FromReport, Margin: 20,
		Note: "镇海2020年上半年0.98:1。",
		sql:  query{table: "facts", day: "settled_on", where: "settled_on <> ''", above: "settled = 1", how: versus},
	},
	{
		ID: "enforcement-share", Group: GroupPerformance, Name: "执行收案占比", NameEN: "enforcement share of filings",
		Definition:   "期间内收到的全部案件（民事案件和执行案件）中执行案件的比例。",
		DefinitionEN: "Of all cases that came in, civil and enforcement, the share of enforcement cases.",
		Numerator:    "期间内申请执行的案件", NumeratorEN: "enforcement cases applied for in the period",
		Denominator: "期间内立案材料收到的民事案件与申请执行的案件", DenominatorEN: "civil cases filed and enforcement cases applied for in the period",
		Day: "收到立案材料或执行申请之日", DayEN: "the day of filing or of the application", Unit: Percent, Source: FromReport, Margin: 10,
		Note: "镇海2019年1至8月2,709件，41.62%。公布值的分母含本系统不办理的案件类型。The published base includes kinds of cases that are not kept here.",
		sql:  query{table: "facts", day: "filed_on", where: "kind IN ('case', 'enforcement')", above: "kind = 'enforcement'", how: share},
	},
	{
		ID: "mediation-performance", Group: GroupPerformance, Name: "调解自动履行率", NameEN: "mediation performance rate",
		Definition:   "一减（调解案件中进入执行的÷调解结案的）。仅计一审调解，不计诉前调解和二审调解。",
		DefinitionEN: "One minus mediated cases that were enforced over cases mediated. First instance only, neither before the suit nor on appeal.",
		Numerator:    "其中至今未申请执行的案件", NumeratorEN: "of these, cases not enforced so far",
		Denominator: "期间内达成一审调解的案件", DenominatorEN: "cases mediated at first instance in the period",
		Day: "达成调解协议之日", DayEN: "the day of the agreement", Unit: Percent, Source: FromReport, Margin: 10,
		Note: "顺义2006至2008年58.2%、67.3%、70.8%；全国诉前调解2023年95.36%为另一口径。",
		sql:  query{table: "facts", day: "mediated_on", where: "mediated_on <> ''", above: "enforced_on = ''", how: share},
	},
	{
		ID: "in-court-performance", Group: GroupPerformance, Name: "当庭履行率（占调解）", NameEN: "in-court performance, of mediated cases",
		Definition:   "一审调解的案件中当庭全部履行的比例。当庭宣判后当庭履行的不计入，见下一口径。",
		DefinitionEN: "Of cases mediated at first instance, those performed in full in court. Performance after a judgment pronounced in court is in the next figure and not in this one.",
		Numerator:    "其中当庭全部履行的案件", NumeratorEN: "of these, cases performed in full in court",
		Denominator: "期间内达成一审调解的案件", DenominatorEN: "cases mediated at first instance in the period",
		Day: "达成调解协议之日", DayEN: "the day of the agreement", Unit: Percent, Source: FromUsage, Margin: 10,
		Note: "公式见报告（当庭履行÷调解），未见公布值。",
		sql:  query{table: "facts", day: "mediated_on", where: "mediated_on <> ''", above: "in_court_on <> ''", how: share},
	},
	{
		ID: "in-court-performance-prompted", Group: GroupPerformance, Name: "当庭履行率（占当庭提示）", NameEN: "in-court performance, of those prompted",
		Definition:   "当庭调解或当庭宣判、作了当庭履行提示的案件中，当庭全部履行的比例。",
		DefinitionEN: "Of cases in which performance was prompted in court, on mediation or on a judgment pronounced there, those performed in full at once.",
		Numerator:    "其中当庭全部履行的案件", NumeratorEN: "of these, cases performed in full in court",
		Denominator: "期间内作当庭履行提示的案件", DenominatorEN: "cases prompted in court in the period",
		Day: "当庭履行提示之日", DayEN: "the day of the prompt", Unit: Percent, Source: OurOwn, Margin: 10,
		Note: "本院口径，无出处。",
		sql:  query{table: "facts", day: "prompted_on", where: "prompted_on <> ''", above: "in_court_on <> ''", how: share},
	},
	{
		ID: "public-notice", Group: GroupTrial, Name: "公告送达率", NameEN: "public-notice rate",
		Definition:   "期间内收案的民事案件中，用过公告送达的比例。一案多次公告计一件。",
		DefinitionEN: "Of civil cases filed in the period, those in which anything was served by public notice. Several notices in one case are one.",
		Numerator:    "其中至今发布过公告的案件", NumeratorEN: "of these, cases with a public notice so far",
		Denominator: "期间内收到立案材料的民事案件", DenominatorEN: "civil cases filed in the period",
		Day: "收到立案材料之日", DayEN: "the day of filing", Unit: Percent, Source: FromReport, Margin: 5,
		Note: "另一法院2008年5.5%，2016年上半年17.8%；宁波未见。",
		sql:  query{table: "facts", day: "filed_on", where: "kind = 'case'", above: "notice_on <> ''", how: share},
	},
	{
		ID: "preservation", Group: GroupTrial, Name: "保全率", NameEN: "preservation rate",
		Definition:   "期间内收案的民事案件中，裁定准予财产保全的比例。",
		DefinitionEN: "Of civil cases filed in the period, those in which preservation was granted.",
		Numerator:    "其中至今裁定保全的案件", NumeratorEN: "of these, cases with a ruling that preserves so far",
		Denominator: "期间内收到立案材料的民事案件", DenominatorEN: "civil cases filed in the period",
		Day: "收到立案材料之日", DayEN: "the day of filing", Unit: Percent, Source: FromUsage, Margin: 10,
		Note: "公式见报告（准予保全÷收案），未见公布值。",
		sql:  query{table: "facts", day: "filed_on", where: "kind = 'case'", above: "preserved_on <> ''", how: share},
	},
	{
		ID: "on-time-closing", Group: GroupTrial, Name: "审限内结案率", NameEN: "closed within the trial limit",
		Definition:   "期间内一审办结的案件中，在审限内（依法扣除、延长后）办结的比例。发回重审的以再次办结为准。",
		DefinitionEN: "Of cases concluded at first instance in the period, those within the trial limit as it stood after exclusions and extensions. A case remanded counts by its second conclusion.",
		Numerator:    "其中在审限内办结的案件", NumeratorEN: "of these, cases within the trial limit",
		Denominator: "期间内一审办结的已立案案件", DenominatorEN: "accepted cases concluded at first instance in the period",
		Day: "一审办结日", DayEN: "the day first instance was concluded", Unit: Percent, Source: FromReport, Margin: 5,
		Note: "某市2022年买卖合同案件99.45%。以判决、调解、裁定之日为办结日，不是送达或归档之日。",
		sql:  query{table: "facts", day: "concluded_on", where: "kind = 'case' AND accepted_on <> '' AND concluded_on <> ''", above: "in_time = 1", how: share},
	},
	{
		ID: "over-twelve-months", Group: GroupTrial, Name: "超12个月未结案件比", NameEN: "pending for over twelve months",
		Definition:   "期末立案已超过12个月而一审未结的案件，占期间内办理的案件（期初未结加期间内立案）的比例。",
		DefinitionEN: "At the end of the period, cases accepted more than twelve months before and not concluded at first instance, over the cases handled in it: those pending at its start and those accepted in it.",
		Numerator:    "期末超过12个月未结的案件", NumeratorEN: "cases pending for over twelve months at the end of the period",
		Denominator: "期间内办理的案件", DenominatorEN: "cases handled in the period",
		Day: "立案之日；分子看期末", DayEN: "the day of acceptance; above the line, the end of the period", Unit: Percent, Source: FromUsage, Margin: 5,
		Note: "全国2023年末0.109%，其分母未见明文；此处分母是推定。The published base was not seen; ours is assumed.",
		sql:  query{table: "facts", day: "accepted_on", where: "kind = 'case' AND accepted_on <> ''", how: standing},
	},
	{
		ID: "bankruptcy-handoffs", Group: GroupTrial, Name: "移送破产案件数", NameEN: "bankruptcy handoffs",
		Definition:   "期间内首次进入移送破产环节的案件数，不论受理与否。",
		DefinitionEN: "Cases handed off to bankruptcy for the first time in the period, whether accepted or not.",
		Numerator:    "期间内移送破产的案件", NumeratorEN: "cases handed off in the period",
		Day: "移送之日", DayEN: "the day of the handoff", Unit: Count, Source: OurOwn,
		Note: "本院口径。",
		sql:  query{table: "facts", day: "handoff_on", where: "handoff_on <> ''", how: tally},
	},
	{
		ID: "certificates", Group: GroupIncentive, Name: "出具自动履行证明书数", NameEN: "certificates of voluntary performance",
		Definition:   "期间内出具的自动履行证明书份数，含其后撤销的。",
		DefinitionEN: "Certificates issued in the period, those revoked later included.",
		Numerator:    "期间内出具的证明书", NumeratorEN: "certificates issued in the period",
		Day: "出具之日", DayEN: "the day of issue", Unit: Count, Source: FromReport,
		Note: "镇海：2019年9月316份，2020年5月累计882份。宁波2020年1至7月1,649份“已发放”，可能是累计数，不可与同期自动履行5,967件相除。",
		sql:  query{table: "facts", day: "certified_on", where: "certified_on <> ''", how: tally},
	},
	{
		ID: "list-entries", Group: GroupIncentive, Name: "列入诚信履行名单数", NameEN: "entries in the integrity list",
		Definition:   "期间内列入诚信履行名单的主体次数，含其后移出的。",
		DefinitionEN: "Entries made in the integrity list in the period, those removed later included.",
		Numerator:    "期间内的列入", NumeratorEN: "entries made in the period",
		Day: "列入之日", DayEN: "the day of entry", Unit: Count, Source: FromReport,
		Note: "以登记簿所记的每次列入为准。",
		sql:  query{table: listedEntries, day: "on_day", where: "1 = 1", how: tally},
	},
	{
		ID: "repairs", Group: GroupIncentive, Name: "准予信用修复数", NameEN: "credit repairs granted",
		Definition:   "期间内准予信用修复的申请数，含其后撤销的。",
		DefinitionEN: "Applications for credit repair granted in the period, those revoked later included.",
		Numerator:    "期间内准予的修复", NumeratorEN: "repairs granted in the period",
		Day: "准予之日", DayEN: "the day of the decision", Unit: Count, Source: FromReport,
		Note: "全国2025年失信修复266.96万人次，为另一口径。",
		sql:  query{table: "facts", day: "repaired_on", where: "repaired_on <> ''", how: tally},
	},
	{
		ID: "repaired-money", Group: GroupIncentive, Name: "修复后履行金额", NameEN: "money performed after repair",
		Definition:   "准予信用修复之日起，同一案件的执行中到位的金额。",
		DefinitionEN: "Money that came in, in the enforcement of the same case, from the day a repair was granted.",
		Numerator:    "期间内到位的金额", NumeratorEN: "money received in the period",
		Day: "款项到账之日", DayEN: "the day of the payment", Unit: MoneyFen, Source: OurOwn,
		Note: "本院口径：同一案件有数名债务人的，自最早一次准予起计，不区分何人付款。",
		sql:  query{table: repairedMoney, day: "on_day", where: "1 = 1", how: sum},
	},
}

// repairedMoney are the payments in the enforcement of cases whose credit was
// repaired, from that day on.
const repairedMoney = `(SELECT p.key AS key, e.kind AS kind, e.court AS court, e.division AS division, p.on_day AS on_day, p.amount_fen AS amount, p.pos AS n
	FROM (SELECT case_key, MIN(repaired_on) AS since FROM facts WHERE repaired_on <> '' GROUP BY case_key) r
	JOIN facts e ON e.case_key = r.case_key AND e.kind = 'enforcement' JOIN payments p ON p.key = e.key AND p.on_day >= r.since) AS repaired`

// listedEntries are the entries of the integrity list's batches that were
// published, by the division that keeps the batch.
const listedEntries = `(SELECT l.batch AS key, w.kind AS kind, w.court AS court, w.division AS division, l.listed_on AS on_day, l.pos AS n
	FROM list_entries l JOIN workflows w ON w.key = l.batch WHERE l.listed_on <> '') AS listed`

// phaseFigures are the median days of every phase that a case or an
// enforcement case leaves.
func phaseFigures() []Figure {
	var all []Figure
	for _, m := range []struct {
		kind    casefile.Kind
		machine *lifecycle.Machine
		prefix  string
	}{{casefile.KindCase, lifecycle.Case, "days-"}, {casefile.KindEnforcement, lifecycle.Enforcement, "enforcement-days-"}} {
		for _, s := range m.machine.States {
			if s.Terminal {
				continue
			}
			all = append(all, Figure{
				ID: m.prefix + string(s.State), Group: GroupPhases, Name: m.machine.Name + "“" + s.Name + "”用时（中位数）", NameEN: "median days in " + s.NameEN,
				Definition:   fmt.Sprintf("期间内离开“%s”阶段的，在该阶段停留的自然日数的中位数。一案数次经过该阶段的，各次分别计算；仍在该阶段的不计入。", s.Name),
				DefinitionEN: fmt.Sprintf("The median number of calendar days that was spent in %q by what left it in the period. A case that passed it twice counts twice; what is still in it does not count.", s.NameEN),
				Numerator:    "各次停留的日数", NumeratorEN: "days of each stay",
				Denominator: "期间内结束的停留", DenominatorEN: "stays that ended in the period",
				Day: "离开该阶段之日", DayEN: "the day it left", Unit: CourtDays, Source: OurOwn, Margin: 25,
				Note: "公布的平均用时（全国2021年1至10月一审67.44天、执行79.56天）是平均数，与中位数不可比。Published durations are averages.",
				sql:  query{table: "spans", day: "to_on", where: fmt.Sprintf("kind = '%s' AND phase = '%s'", m.kind, s.State), how: median},
			})
		}
	}
	return all
}

// mechanismCount is how many mechanisms the reform has.
const mechanismCount = 12

// mechanismFigures count the cases in which each of the twelve mechanisms did
// something. Their names are in package workflows and may be the court's.
func mechanismFigures() []Figure {
	var all []Figure
	for n := 1; n <= mechanismCount; n++ {
		all = append(all, Figure{
			ID: fmt.Sprintf("mechanism-%02d", n), Group: GroupMechanisms, Name: fmt.Sprintf("机制%s起作用的案件数", numerals[n]), NameEN: fmt.Sprintf("cases in which mechanism %d acted", n),
			Definition:   "期间内该项机制首次在其中起作用的案件数。一案数次起作用计一件。",
			DefinitionEN: "Cases in which the mechanism acted for the first time in the period. A case in which it acts again is not counted again.",
			Numerator:    "首次起作用的案件", NumeratorEN: "cases in which it first acted",
			Day: "首次起作用之日", DayEN: "the day it first acted", Unit: Count, Source: OurOwn,
			Note: "本院口径。",
			sql:  query{table: "happenings", day: "on_day", where: "what = '" + mechanismUsed(n) + "'", how: tally},
		})
	}
	return all
}

var numerals = [...]string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"}
