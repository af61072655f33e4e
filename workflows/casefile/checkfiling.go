package casefile

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"luxing/workflows/calendar"
	"luxing/workflows/policy"
	"luxing/workflows/statute"
)

// Bounds of a filing.
const (
	// MaxFiling is the largest filing, in bytes of JSON.
	MaxFiling      = 1 << 20
	maxParties     = 200
	maxAttachments = 500
	maxRelated     = 50
)

// smallClaimsSince is when small-claims procedure came into being, with the
// Civil Procedure Law as amended in 2012.
var smallClaimsSince = calendar.NewDate(2013, 1, 1)

// ReadFiling reads one filing from JSON and finds everything that is wrong
// with it at once, in form and in content. Data beyond [MaxFiling] is refused
// unread. Today is the court's day, after which nothing can have been filed.
//
// Case numbers come back in the official form, with full-width brackets. The
// filing is nil if it could not be read at all; with faults it is good for
// nothing but naming it in a report.
func ReadFiling(data []byte, p policy.Policy, today calendar.Date) (*Filing, Faults) {
	var faults Faults
	if len(data) > MaxFiling {
		faults.Add("", "过大 too large", "不超过%[1]d字节；材料只存引用 at most %[1]d bytes; attachments go by reference", MaxFiling)
		return nil, faults
	}
	f := &Filing{}
	faults = decodeStrict(data, f)
	for _, fault := range faults {
		if fault.Field == "" {
			return nil, faults
		}
	}
	faults = merge(faults, f.check(p, today, func(names ...string) bool {
		return slices.ContainsFunc(faults, func(fault Fault) bool {
			return slices.ContainsFunc(names, func(name string) bool { return topField(fault.Field) == name })
		})
	}))
	if faults == nil {
		f.normalise()
	}
	return f, faults
}

// normalise brings what may be written in two ways into one.
func (f *Filing) normalise() {
	if f.CaseNumber != "" {
		f.CaseNumber = NormalNumber(f.CaseNumber)
	}
	for i, n := range f.RelatedCases {
		f.RelatedCases[i] = NormalNumber(n)
	}
	for i := range f.Parties {
		f.Parties[i].IDNumber = strings.ToUpper(f.Parties[i].IDNumber)
	}
}

// caseKey is the form of a case's key.
var caseKey = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]*[a-z0-9])?$`)

// ValidKey reports whether s has the form of a case's key: 3 to 64 lower-case
// letters, digits and hyphens, no hyphen at either end, and not the key of a
// workflow linked to another case.
func ValidKey(s string) bool { return badKey(s) == "" }

func badKey(s string) string {
	switch {
	case len(s) < 3 || len(s) > 64 || !caseKey.MatchString(s):
		return "3至64个小写字母、数字或者连字符（如nb-2019-001234） 3 to 64 lower-case letters, digits and hyphens, such as nb-2019-001234"
	case strings.HasSuffix(s, EnforcementKey("")), strings.Contains(s, CertificateKey("", "")):
		// It would be the workflow ID of another case's enforcement or certificate.
		return "不以-zhi结尾、不含-zhengming-的标识：这些是关联流程的标识 a key without -zhi at its end or -zhengming- in it: those name linked workflows"
	}
	return ""
}

// Check finds every fault of the filing at once. A nil result is a clean bill.
// The small-claims limit is the policy's for the province and year; where
// neither law nor policy gives one, none is applied.
func (f *Filing) Check(p policy.Policy, today calendar.Date) Faults {
	return f.check(p, today, func(...string) bool { return false })
}

// unread reports whether any of the fields could not be read. Rules about
// several fields then say nothing: what they would say follows from that.
type unread func(fields ...string) bool

func (f *Filing) check(p policy.Policy, today calendar.Date, unread unread) Faults {
	var fs Faults
	f.checkKey(&fs)
	court, known := f.checkCourt(&fs, p)
	f.checkFiledOn(&fs, today)
	f.checkNumber(&fs, today, unread)
	checkText(&fs, "cause", f.Cause, 60, true, "以中文写明的案由（如民间借贷纠纷） the cause of action in Chinese, such as 民间借贷纠纷")
	if f.Cause != "" && badText(f.Cause, 60) == "" && !hasHan(f.Cause) {
		fs.Add("cause", "案由 the cause of action", "中文案由（如民间借贷纠纷） the cause in Chinese, such as 民间借贷纠纷")
	}
	if f.ClaimFen < 0 || f.ClaimFen > MaxFen {
		fs.Add("claimFen", "诉讼标的额 the amount claimed", "0至%[1]d分 0 to %[1]d fen", MaxFen)
	}
	f.checkFeeKind(&fs)
	f.checkProcedure(&fs, court, known)
	if f.Procedure == SmallClaims {
		f.checkSmallClaims(&fs, p, court, known, unread)
	} else if f.SmallClaimsAgreed && !unread("procedure") {
		fs.Add("smallClaimsAgreed", "民事诉讼法第165条第2款", "不选（false），或者适用小额诉讼程序（small_claims） false, or procedure small_claims")
	}
	checkText(&fs, "division", f.Division, 50, true, "承办庭室（如民一庭） the division, such as 民一庭")
	checkID(&fs, "judge", f.Judge, "法官的编号，不是姓名 the judge's ID, not a name")
	if f.Clerk != "" {
		checkID(&fs, "clerk", f.Clerk, "书记员的编号，不是姓名 the clerk's ID, not a name")
	}
	fs = append(fs, checkParties("parties", f.Parties, f.FiledOn)...)
	if !unread("parties") {
		checkSides(&fs, f)
	}
	fs = append(fs, checkAttachments("attachments", f.Attachments)...)
	f.checkRelated(&fs, today)
	if f.RetrialOf != "" {
		if bad := badKey(f.RetrialOf); bad != "" {
			fs.Add("retrialOf", "原案件标识 the original case's key", "%s", bad)
		} else if f.RetrialOf == f.Key {
			fs.Add("retrialOf", "本案自身 this very case", "被再审的裁判所在案件的标识 the key of the case whose judgment is tried again")
		}
		if f.Procedure == Summary || f.Procedure == SmallClaims {
			fs.Add("procedure", "再审案件不适用简易程序（简易程序规定第1条） no summary procedure for a retrial", "普通程序（ordinary） ordinary")
		}
	}
	return fs
}

func (f *Filing) checkKey(fs *Faults) {
	if bad := badKey(f.Key); bad != "" {
		fs.Add("key", "案件标识 the case's key", "%s", bad)
		return
	}
	if carvedKey.MatchString(f.Key) {
		fs.Add("key", "案件标识 the case's key", "不以-xianxing-、-fenan-加数字结尾的标识：这些是从另一案分出的案件的标识 a key that does not end in -xianxing- or -fenan- and a number: those name cases carved out of another")
		return
	}
	for _, p := range f.Parties {
		for _, personal := range []string{p.IDNumber, p.Phone} {
			if len(personal) >= 7 && strings.Contains(f.Key, strings.ToLower(personal)) {
				fs.Add("key", "标识不含个人信息 no personal data in the key", "立案系统自己的编号，不是当事人的证件号码或者电话号码 a number of the intake system's own, not a party's identity or telephone number")
				return
			}
		}
	}
}

func (f *Filing) checkCourt(fs *Faults, p policy.Policy) (Court, bool) {
	court, known := CourtOf(p, f.Court)
	switch {
	case !known:
		fs.Add("court", "法院代字 the court's code", "%s", CourtHint(p, f.Court))
	case p.Court != "" && p.Court != f.Court:
		fs.Add("court", "法院政策 the policy in force is another court's", "制定该政策的法院（%[1]s） “%[1]s”, whose policy this is", p.Court)
	}
	return court, known
}

func (f *Filing) checkFiledOn(fs *Faults, today calendar.Date) {
	switch {
	case f.FiledOn.IsZero():
		need(fs, "filedOn", false, "法院收到起诉状之日（如2019-03-04） the day the court received the complaint, as 2019-03-04")
	case f.FiledOn.Before(firstDay):
		checkDay(fs, "filedOn", f.FiledOn)
	case f.FiledOn.After(today):
		fs.Add("filedOn", "不能在将来 not in the future", "%[1]s或者更早 %[1]s or earlier", today)
	}
}

func (f *Filing) checkNumber(fs *Faults, today calendar.Date, unread unread) {
	if f.CaseNumber == "" {
		return
	}
	const rule = "法院案号规定第3条"
	n, err := ParseCaseNumber(f.CaseNumber)
	switch {
	case err != nil && ValidQuotedNumber(f.CaseNumber):
		fs.Add("caseNumber", rule, "现行格式的案号（如（2019）浙0211民初1234号）；其他格式的案号填入关联案件（relatedCases） a number in today's form such as （2019）浙0211民初1234号; numbers of other forms go into relatedCases")
	case err != nil:
		fs.Add("caseNumber", rule, "%s", err)
	case n.Part > 0:
		fs.Add("caseNumber", rule, "案件本身的案号，不带“之一”等：那是文书或者先行判决的编号 the number of a suit, without 之 after it: that is a document's or a partial judgment's")
	case n.Court != f.Court && !unread("court"):
		fs.Add("caseNumber", rule, "本案法院“%[1]s”的案号，不是“%[2]s”的 a number of the case's own court, %[1]s, not %[2]s", quote(f.Court), n.Court)
	case n.Type != "民初":
		fs.Add("caseNumber", rule, "民事一审（民初）的案号，不是%[1]s的 a number of a first-instance civil case, 民初, not %[1]s", n.Type)
	case !f.FiledOn.IsZero() && !f.FiledOn.Before(firstDay) && !f.FiledOn.After(today) &&
		(n.Year < f.FiledOn.Year() || n.Year > f.FiledOn.Year()+1 || n.Year > today.Year()):
		// A complaint of December may be accepted, and numbered, in January.
		fs.Add("caseNumber", rule, "收到起诉材料或者立案之年（%[1]d年）的案号 a number of the year the case was filed or accepted in, %[1]d", f.FiledOn.Year())
	}
}

// suitKinds are the kinds of fee that a suit can have; the rest of the fee
// table is for applications. Only some are kinds of money claim.
var suitKinds = []struct {
	kind  statute.CaseKind
	name  string
	money bool
}{
	{statute.Property, "财产案件", true},
	{statute.Labour, "劳动争议", true},
	{statute.IntellectualProperty, "知识产权", true},
	{statute.Divorce, "离婚", false},
	{statute.Personality, "人格权", false},
	{statute.NonProperty, "其他非财产案件", false},
}

// FeeKinds lists the kinds of fee that a filing may name.
func FeeKinds() []FeeKind {
	kinds := make([]FeeKind, len(suitKinds))
	for i, k := range suitKinds {
		kinds[i] = FeeKind(k.kind)
	}
	return kinds
}

func (f *Filing) checkFeeKind(fs *Faults) {
	if f.FeeKind == "" {
		return
	}
	names, named := make([]string, len(suitKinds)), make([]string, len(suitKinds))
	for i, k := range suitKinds {
		if string(k.kind) != string(f.FeeKind) {
			names[i], named[i] = string(k.kind), k.name+"（"+string(k.kind)+"）"
			continue
		}
		if f.Procedure == SmallClaims && !k.money {
			fs.Add("feeKind", "民事诉讼法第165条、第166条第1项 small claims are for money only", "金钱给付类的案件，或者适用其他程序 a kind of money claim, or another procedure")
		}
		return
	}
	fs.Add("feeKind", "诉讼费用交纳办法第13条", "下列之一（%[1]s），财产案件可以不填 one of %[2]s, or nothing for property", strings.Join(named, "、"), strings.Join(names, ", "))
}

// checkProcedure finds combinations that the law does not allow.
func (f *Filing) checkProcedure(fs *Faults, court Court, known bool) {
	switch f.Procedure {
	case Ordinary:
	case Summary, SmallClaims:
		if known && !court.TriesSummarily() {
			fs.Add("procedure", "民事诉讼法第160、165条", "普通程序（ordinary）：%[1]s不是基层人民法院 ordinary: “%[1]s” is no primary court", court.Name)
		}
		f.checkMissing(fs)
	default:
		fs.Add("procedure", "审理程序 the procedure", "普通程序（ordinary）、简易程序（summary）或者小额诉讼程序（small_claims） ordinary, summary or small_claims")
	}
}

// checkSmallClaims finds what small-claims procedure is not for: other claims
// than for money, and claims over the limit of the province and year.
func (f *Filing) checkSmallClaims(fs *Faults, p policy.Policy, court Court, known bool, unread unread) {
	if !f.FiledOn.IsZero() && !f.FiledOn.Before(firstDay) && f.FiledOn.Before(smallClaimsSince) {
		fs.Add("procedure", "民事诉讼法（2012）第162条", "普通程序（ordinary）或者简易程序（summary）：小额诉讼自%[1]s起施行 ordinary or summary: there are small claims since %[1]s", smallClaimsSince)
	}
	if f.ClaimFen == 0 {
		fs.Add("claimFen", "民事诉讼法第165条 small claims are for money only", "诉讼标的额，或者适用其他程序 the amount claimed, or another procedure")
	}
	if !known || f.FiledOn.IsZero() || unread("smallClaimsAgreed") {
		return
	}
	limit, set := p.SmallClaimsLimit(court.Province(), f.FiledOn.Year())
	if !set {
		return
	}
	fen, article := limit.Mandatory*100, "民事诉讼法第165条第1款"
	if f.SmallClaimsAgreed {
		fen, article = limit.Agreed*100, "民事诉讼法第165条第2款"
	}
	if f.ClaimFen > fen && f.ClaimFen <= MaxFen {
		noteZH, note := "", ""
		if limit.Assumed {
			noteZH, note = "（尚无公布数字，按本院政策推定）", " (assumed by the court's policy, for want of a published figure)"
		}
		fs.Add("claimFen", article, "不超过%[1]d分，即%[2]s%[3]d年的限额%[4]s，或者适用其他程序 at most %[1]d fen, “%[2]s”'s limit for %[3]d%[5]s, or another procedure",
			fen, limit.Province, limit.Year, noteZH, note)
	}
}

// checkMissing refuses quick procedures where somebody cannot be found: such
// cases need public notice, which these procedures do not have.
func (f *Filing) checkMissing(fs *Faults) {
	for _, p := range f.Parties {
		switch {
		case !p.WhereaboutsUnknown || p.Side == Plaintiff:
		case f.Procedure == Summary && p.Side == Defendant:
			fs.Add("procedure", "民诉法解释第140条、第257条第1项", "普通程序（ordinary）：被告“%[1]s”下落不明 ordinary: defendant %[1]s cannot be found", quote(p.ID))
			return
		case f.Procedure == SmallClaims && p.Side != Guarantor:
			fs.Add("procedure", "民事诉讼法第166条第4项；民诉法解释第140条", "普通程序（ordinary）：“%[1]s”下落不明 ordinary: %[1]s cannot be found", quote(p.ID))
			return
		}
	}
}

// checkSides wants somebody to sue and somebody to be sued.
func checkSides(fs *Faults, f *Filing) {
	if len(f.On(Plaintiff)) == 0 {
		fs.Add("parties", "民事诉讼法第122条 a suit has a plaintiff", "至少一名原告（plaintiff） at least one party of side plaintiff")
	}
	if len(f.On(Defendant)) == 0 {
		fs.Add("parties", "民事诉讼法第122条 a suit has a defendant", "至少一名被告（defendant） at least one party of side defendant")
	}
}

func (f *Filing) checkRelated(fs *Faults, today calendar.Date) {
	if len(f.RelatedCases) > maxRelated {
		fs.Add("relatedCases", "关联案件过多 too many related cases", "不超过%[1]d项 at most %[1]d", maxRelated)
		return
	}
	seen := map[string]bool{}
	own := NormalNumber(f.CaseNumber)
	for i, s := range f.RelatedCases {
		path := fmt.Sprintf("relatedCases[%d]", i)
		n := NormalNumber(s)
		year, ok := quotedYear(s)
		switch {
		case !ok:
			fs.Add(path, "案号 a case number", "案号（如（2019）浙0211民初1234号），或者旧式案号（如（2013）宛龙梅民初字第153号） a number such as （2019）浙0211民初1234号, or an older one in the form that was used before, such as （2013）宛龙梅民初字第153号")
		case year > today.Year():
			fs.Add(path, "案号 a case number", "不晚于%[1]d年 a year up to %[1]d", today.Year())
		case n == own:
			fs.Add(path, "关联案件 a related case", "本案以外的案件 another case than this one")
		case seen[n]:
			fs.Add(path, "关联案件重复 related case named twice", "每个案号只列一次 each number once")
		}
		seen[n] = true
	}
}
