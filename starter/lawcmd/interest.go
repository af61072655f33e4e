package lawcmd

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"luxing/workflows/calendar"
	"luxing/workflows/policy"
	"luxing/workflows/statute"
)

const interestEdition = "迟延履行利息解释（法释〔2014〕8号） / Delayed Interest Interpretation 2014"

type interestAnswer struct {
	Principal     string            `json:"principal"`
	From          calendar.Date     `json:"from"`
	To            calendar.Date     `json:"to"`
	Result        string            `json:"result"` // the doubled part
	Exact         string            `json:"exact"`
	Unpaid        string            `json:"unpaid"` // of the doubled part
	General       string            `json:"general"`
	GeneralUnpaid string            `json:"general_unpaid"`
	PrincipalLeft string            `json:"principal_left"`
	Overpaid      string            `json:"overpaid,omitempty"`
	Days          int               `json:"days"`
	Segments      []interestSegment `json:"segments"`
	Convention    string            `json:"convention"`
	Edition       string            `json:"edition"`
	Provisional   bool              `json:"provisional"`
	Policy        string            `json:"policy"`
	Steps         []statute.Step    `json:"steps"`
}

type interestSegment struct {
	From      calendar.Date `json:"from"`
	To        calendar.Date `json:"to"`
	Days      int           `json:"days"`
	Principal string        `json:"principal"`
	Suspended bool          `json:"suspended,omitempty"`
	Doubled   string        `json:"doubled"`
	General   string        `json:"general,omitempty"`
}

type interestFlags struct {
	principal, from, to, order, rate, court, policy string
	payments, suspends, instalments                 []string
	yearDays                                        int
	penalty, json                                   bool
}

func (c *config) interest() *cobra.Command {
	var f interestFlags
	cmd := &cobra.Command{
		Use:     "interest",
		Short:   "迟延履行利息 / delayed-performance interest",
		Example: "  law interest --principal 300000 --from 2019-07-01 --to 2019-09-29\n  law interest --principal 300000 --from 2019-07-01 --to 2019-12-31 \\\n    --payment 2019-10-01:100000 --suspend 2019-11-01..2019-11-30",
		Args:    noArgs,
		RunE:    func(*cobra.Command, []string) error { return c.runInterest(f) },
	}
	fl := cmd.Flags()
	fl.StringVar(&f.principal, "principal", "", "未清偿的金钱债务（不含一般债务利息） / unpaid debt without general interest, in YUAN")
	fl.StringVar(&f.from, "from", "", "履行期间最后一日 / last day of the performance period, DATE")
	fl.StringVar(&f.to, "to", "", "支付之日 / day of payment, DATE")
	fl.StringArrayVar(&f.payments, "payment", nil, "部分清偿 / part payment, DATE:YUAN; may be repeated")
	fl.StringArrayVar(&f.suspends, "suspend", nil, "不计算的期间，首尾两日均不计 / days not counted, both ends included, DATE..DATE; may be repeated")
	fl.StringArrayVar(&f.instalments, "instalment", nil, "分期履行 / instalment by the last day of its period, DATE:YUAN, in place of --principal and --from; may be repeated")
	fl.StringVar(&f.order, "order", string(statute.PrincipalFirst), "清偿顺序 / what a payment pays first: principal_first, or as agreed general_first, doubled_first")
	fl.BoolVar(&f.penalty, "agreed-penalty", false, "已承担调解书约定的违约责任 / the debtor already bears the agreed penalty")
	fl.StringVar(&f.rate, "general-rate", "", "生效法律文书确定的年利率，百分之 / yearly rate the document awards, in percent, as 4.35")
	fl.IntVar(&f.yearDays, "general-year", 365, "年利率按360或365日 / days of a year of --general-rate")
	fl.StringVar(&f.court, "court", "", "法院代码 / court whose policy applies")
	fl.StringVar(&f.policy, "policy", "", "政策文件 / policy FILE to apply")
	fl.BoolVar(&f.json, "json", false, "JSON")
	return cmd
}

// parse reads all flags and reports every fault.
func (f interestFlags) parse() (in statute.InterestInput, faults []policy.Fault) {
	note := func(bad *policy.Fault) {
		if bad != nil {
			faults = append(faults, *bad)
		}
	}
	need := func(field, text, want string) {
		if text == "" {
			faults = append(faults, policy.Fault{Field: field, Rule: "缺少 is missing", Want: want})
		}
	}
	var bad *policy.Fault
	if len(f.instalments) == 0 {
		need("--principal", f.principal, "以元为单位的金额（如300000） an amount in yuan, as 300000")
		need("--from", f.from, "履行期的末日（如2019-07-01） the last day of the performance period, as 2019-07-01")
	}
	if f.principal != "" {
		in.PrincipalFen, bad = yuan("--principal", f.principal)
		note(bad)
	}
	in.From, bad = date("--from", f.from)
	note(bad)
	need("--to", f.to, "付款之日（如2019-09-29） the day of payment, as 2019-09-29")
	in.To, bad = date("--to", f.to)
	note(bad)
	for _, s := range f.payments {
		d, fen := dated("--payment", s, note)
		in.Payments = append(in.Payments, statute.Payment{Date: d, Fen: fen})
	}
	for _, s := range f.instalments {
		d, fen := dated("--instalment", s, note)
		in.Instalments = append(in.Instalments, statute.Instalment{Due: d, Fen: fen})
	}
	for _, s := range f.suspends {
		from, to, ok := strings.Cut(s, "..")
		if !ok || from == "" || to == "" {
			note(&policy.Fault{Field: "--suspend", Rule: "“" + s + "”不是期间 “" + s + "” is no range", Want: "起止两日（如2019-11-01..2019-11-30） DATE..DATE, as 2019-11-01..2019-11-30"})
			continue
		}
		a, bad := date("--suspend", from)
		note(bad)
		b, bad := date("--suspend", to)
		note(bad)
		in.Suspensions = append(in.Suspensions, statute.Suspension{From: a, To: b})
	}
	in.PaymentOrder, in.AgreedPenalty = statute.PaymentOrder(f.order), f.penalty
	if f.rate != "" {
		millionths, bad := percent("--general-rate", f.rate)
		note(bad)
		in.General = &statute.GeneralInterest{AnnualMillionths: millionths, DaysInYear: f.yearDays}
	}
	return in, faults
}

func dated(field, text string, note func(*policy.Fault)) (calendar.Date, int64) {
	day, amount, ok := strings.Cut(text, ":")
	if !ok || day == "" {
		note(&policy.Fault{Field: field, Rule: "“" + text + "”不是日期和金额 “" + text + "” is not a day and an amount", Want: "日期和金额（如2019-10-01:100000） DATE:YUAN, as 2019-10-01:100000"})
		return calendar.Date{}, 0
	}
	d, bad := date(field, day)
	note(bad)
	fen, bad := yuan(field, amount)
	note(bad)
	return d, fen
}

// percent reads a rate of at most four decimals exactly, as millionths.
func percent(field, text string) (int64, *policy.Fault) {
	bad := &policy.Fault{Field: field, Rule: "“" + text + "”不是利率 “" + text + "” is no rate", Want: "年利率的百分数，0至100之间，至多四位小数（如4.35） percent a year from 0 to 100 with at most four decimals, as 4.35"}
	whole, frac, dot := strings.Cut(text, ".")
	if whole == "" || len(whole) > 3 || len(frac) > 4 || dot && frac == "" {
		return 0, bad
	}
	n, err := strconv.ParseUint(whole+frac+strings.Repeat("0", 4-len(frac)), 10, 32)
	if err != nil || n > 1_000_000 {
		return 0, bad
	}
	return int64(n), nil
}

func (c *config) runInterest(f interestFlags) error {
	in, faults := f.parse()
	if len(faults) > 0 {
		return &InputError{Faults: faults}
	}
	p, err := c.court(f.court, f.policy)
	if err != nil {
		return err
	}
	r, err := statute.NewBook(nil, p).Interest(in)
	if err != nil {
		return input(err, map[string]string{
			"principal": "--principal", "from": "--from", "to": "--to", "payments": "--payment",
			"suspensions": "--suspend", "instalments": "--instalment", "order": "--order", "general.annual_millionths": "--general-rate", "general.days_in_year": "--general-year",
		})
	}
	a := interestAnswer{
		Principal: statute.Yuan(in.PrincipalFen), From: in.From, To: in.To,
		Result: statute.Yuan(r.DoubledFen), Exact: r.DoubledExact, Unpaid: statute.Yuan(r.DoubledLeftFen),
		General: statute.Yuan(r.GeneralFen), GeneralUnpaid: statute.Yuan(r.GeneralLeftFen),
		PrincipalLeft: statute.Yuan(r.PrincipalLeftFen), Days: r.Days, Convention: r.Convention,
		Edition: interestEdition, Policy: p.Hash(), Segments: []interestSegment{}, Steps: r.Steps,
	}
	if len(in.Instalments) > 0 {
		a.From = in.Instalments[0].Due
		var sum int64
		for _, i := range in.Instalments {
			sum += i.Fen
			if i.Due.Before(a.From) {
				a.From = i.Due
			}
		}
		a.Principal = statute.Yuan(sum)
	}
	if r.OverpaidFen > 0 {
		a.Overpaid = statute.Yuan(r.OverpaidFen)
	}
	for _, s := range r.Segments {
		a.Segments = append(a.Segments, interestSegment{s.From, s.To, s.Days, statute.Yuan(s.PrincipalFen), s.Suspended, s.Doubled, s.General})
	}
	if f.json {
		return printJSON(c.out, a)
	}
	return c.printInterest(a)
}

func (c *config) printInterest(a interestAnswer) error {
	rows := [][]string{
		{"本金 principal", a.Principal + " 元"},
		{"期间 time", a.From.String() + " 至 " + a.To.String() + "，计" + strconv.Itoa(a.Days) + "日 / " + strconv.Itoa(a.Days) + " days"},
		{"加倍部分 doubled part", a.Result + " 元"},
		{"一般债务利息 general", a.General + " 元"},
		{"未清偿本金 principal left", a.PrincipalLeft + " 元"},
		{"未付加倍部分 doubled unpaid", a.Unpaid + " 元"},
		{"计算方法 convention", a.Convention},
		{"依据 edition", a.Edition},
	}
	if a.Overpaid != "" {
		rows = append(rows, []string{"多付 overpaid", a.Overpaid + " 元"})
	}
	if err := table(c.out, rows); err != nil {
		return err
	}
	fmt.Fprintln(c.out, "\n计算 how")
	return table(c.out, stepRows(a.Steps))
}
