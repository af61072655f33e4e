package statute

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strconv"

	"luxing/workflows/calendar"
)

// The doubled part of delayed-performance interest is 0.0175 % a day of what
// is unpaid (迟延履行利息解释 art. 1).
const (
	doubledRate    = 175       // per
	doubledPer     = 1_000_000 // million
	doubledPercent = "0.0175"
)

// interestFrom is the first day the interpretation of 2014 applies to. Its
// text at hand gives no date; earlier delay follows rules this book does not
// hold (art. 7).
var interestFrom = calendar.NewDate(2014, 8, 1)

// PaymentOrder says what a payment pays first.
type PaymentOrder string

// Orders of payment. The first is the law's where assets do not suffice
// (迟延履行利息解释 art. 4), the others need the parties' agreement.
const (
	PrincipalFirst PaymentOrder = "principal_first" // principal, general interest, doubled part
	GeneralFirst   PaymentOrder = "general_first"   // general interest, principal, doubled part
	DoubledFirst   PaymentOrder = "doubled_first"   // doubled part, general interest, principal
)

// Payment is money paid on a day.
type Payment struct {
	Date calendar.Date `json:"date"`
	Fen  int64         `json:"fen"`
}

// Suspension is time for which the doubled part is not counted: a stay or
// deferral for a review the debtor did not ask for (art. 3). Both days belong
// to it.
type Suspension struct {
	From calendar.Date `json:"from"`
	To   calendar.Date `json:"to"`
}

// Instalment is one part of the debt with its own performance period.
type Instalment struct {
	Due calendar.Date `json:"due"` // last day of its performance period
	Fen int64         `json:"fen"`
}

// GeneralInterest is interest the document itself awards for the time of
// delay: simple, by the day, on unpaid principal.
type GeneralInterest struct {
	// AnnualMillionths is the yearly rate: 4.35 % is 43,500.
	AnnualMillionths int64 `json:"annual_millionths"`
	DaysInYear       int   `json:"days_in_year"` // 360 or 365
}

// InterestInput is what delayed-performance interest is counted from.
type InterestInput struct {
	// PrincipalFen is the unpaid money debt but for general interest, due by
	// From, the last day of its performance period (or the day of effect if
	// none is set). Instalments replace both.
	PrincipalFen int64
	From         calendar.Date
	Instalments  []Instalment

	// To is the day of payment of what is left, or the day asked for.
	To          calendar.Date
	Payments    []Payment
	Suspensions []Suspension
	// PaymentOrder is PrincipalFirst if empty.
	PaymentOrder PaymentOrder
	// AgreedPenalty: the debtor already bears what a mediation agreement sets
	// for default, and owes nothing on top (民事调解规定 art. 15).
	AgreedPenalty bool
	General       *GeneralInterest
	// SkipPaymentDay leaves out the day of payment, as some courts do.
	SkipPaymentDay bool
}

// Segment is a run of days with the same unpaid principal.
type Segment struct {
	From         calendar.Date `json:"from"`
	To           calendar.Date `json:"to"`
	Days         int           `json:"days"`
	PrincipalFen int64         `json:"principal_fen"`
	Suspended    bool          `json:"suspended,omitempty"`
	Doubled      string        `json:"doubled"`           // yuan, exact
	General      string        `json:"general,omitempty"` // yuan, exact
}

// InterestResult shows both parts of delayed-performance interest apart.
type InterestResult struct {
	DoubledFen     int64 `json:"doubled_fen"`      // accrued, half a fen up
	DoubledLeftFen int64 `json:"doubled_left_fen"` // accrued and unpaid
	GeneralFen     int64 `json:"general_fen"`
	GeneralLeftFen int64 `json:"general_left_fen"`
	// DoubledExact is the doubled part in yuan before rounding, a fraction
	// where it has no end.
	DoubledExact     string    `json:"doubled_exact"`
	PrincipalLeftFen int64     `json:"principal_left_fen"`
	OverpaidFen      int64     `json:"overpaid_fen,omitempty"`
	Days             int       `json:"days"` // of delay, suspended ones left out
	Segments         []Segment `json:"segments"`
	Steps            []Step    `json:"steps"`
	Convention       string    `json:"convention"`

	doubled *big.Rat // fen
}

// DoubledRat returns the doubled part in fen before rounding.
func (r InterestResult) DoubledRat() *big.Rat { return new(big.Rat).Set(r.doubled) }

// Interest counts delayed-performance interest. A debt due by From and paid on
// To bears interest for To minus From days: the day after the performance
// period is the first, the day of payment the last. Amounts are exact; fen are
// rounded, half up, once at the end. Errors are *[FieldError], joined when
// there are several.
func Interest(in InterestInput) (InterestResult, error) {
	if err := in.check(); err != nil {
		return InterestResult{}, err
	}
	a := newAccount(in)
	a.run()
	return a.result()
}

// Interest is [Interest] with the court's convention on the day of payment.
func (b *Book) Interest(in InterestInput) (InterestResult, error) {
	if !b.policy.Interest.CountPaymentDay {
		in.SkipPaymentDay = true
	}
	return Interest(in)
}

func (in *InterestInput) check() error {
	var errs []error
	bad := func(field, rule, want string) { errs = append(errs, &FieldError{field, rule, want}) }
	if len(in.Instalments) == 0 {
		if in.PrincipalFen < 0 {
			bad("principal", Yuan(in.PrincipalFen)+"为负数 is negative", "不小于零 0 or more")
		}
		if in.From.IsZero() {
			bad("from", "缺少 is missing", "履行期的末日 the last day of the performance period")
		}
	} else if in.PrincipalFen != 0 || !in.From.IsZero() {
		bad("instalments", "与本金同时给出 are given beside a principal", "只给出其一 one or the other")
	}
	first := in.From
	var total int64
	for i, p := range in.Instalments {
		f := "instalments[" + strconv.Itoa(i) + "]"
		if p.Fen < 0 {
			bad(f, Yuan(p.Fen)+"为负数 is negative", "不小于零 0 or more")
		} else if total += p.Fen; total < 0 {
			bad(f, "合计超出范围 the sum is out of range", fmt.Sprintf("不超过%[1]d元 at most %[1]d yuan", int64(MaxYuan)))
			total = 0
		}
		if p.Due.IsZero() {
			bad(f+".due", "缺少 is missing", "该期履行期的末日 the last day of its performance period")
		} else if first.IsZero() || p.Due.Before(first) {
			first = p.Due
		}
	}
	switch {
	case in.To.IsZero():
		bad("to", "缺少 is missing", "付款之日 the day of payment")
	case !first.IsZero() && in.To.Before(first):
		bad("to", fmt.Sprintf("%[1]s在起算日（%[2]s）之前 %[1]s is before from %[2]s", in.To, first), "该日或者更晚 that day or a later one")
	}
	if !first.IsZero() && first.AddDays(1).Before(interestFrom) {
		bad("from", first.String()+"早于2014年司法解释施行 is before the interpretation of 2014 applied", fmt.Sprintf("%[1]s或者更晚：此前的迟延适用本系统未收录的规定（迟延履行利息解释第7条） %[1]s", interestFrom.AddDays(-1))+" or later: earlier delay follows rules this book does not hold (迟延履行利息解释第7条)")
	}
	var paid int64
	for i, p := range in.Payments {
		f := "payments[" + strconv.Itoa(i) + "]"
		switch {
		case p.Fen <= 0:
			bad(f, Yuan(p.Fen)+"不是付款 is no payment", "大于零 above 0")
		case paid+p.Fen < 0:
			bad(f, "合计超出范围 the sum is out of range", fmt.Sprintf("不超过%[1]d元 at most %[1]d yuan", int64(MaxYuan)))
		default:
			paid += p.Fen
		}
		if p.Date.IsZero() {
			bad(f+".date", "缺少 is missing", "付款之日 the day of payment")
		} else if p.Date.After(in.To) {
			bad(f+".date", fmt.Sprintf("%[1]s在截止日（%[2]s）之后 %[1]s is after to %[2]s", p.Date, in.To), "该日或者更早 that day or an earlier one")
		}
	}
	for i, s := range in.Suspensions {
		f := "suspensions[" + strconv.Itoa(i) + "]"
		if s.From.IsZero() || s.To.IsZero() {
			bad(f, "缺少起日或者止日 has no beginning or no end", "起止两日 both days")
		} else if s.To.Before(s.From) {
			bad(f, fmt.Sprintf("止日%[1]s在起日（%[2]s）之前 %[1]s is before %[2]s", s.To, s.From), "止日不早于起日 an end on or after the beginning")
		}
	}
	if !slices.Contains([]PaymentOrder{"", PrincipalFirst, GeneralFirst, DoubledFirst}, in.PaymentOrder) {
		bad("order", fmt.Sprintf("现为“%[1]s” is %[1]q", in.PaymentOrder), "先还本金（principal_first）、先还一般债务利息（general_first）或者先还加倍部分债务利息（doubled_first） principal_first, general_first or doubled_first")
	}
	if g := in.General; g != nil {
		if g.AnnualMillionths < 0 || g.AnnualMillionths > 1_000_000 {
			bad("general.annual_millionths", fmt.Sprintf("现为“%[1]d” is %[1]d", g.AnnualMillionths), "0至1000000之间，以百万分之一为单位 0 to 1000000, as 43500 for 4.35 %")
		}
		if g.DaysInYear != 360 && g.DaysInYear != 365 {
			bad("general.days_in_year", fmt.Sprintf("现为“%[1]d” is %[1]d", g.DaysInYear), "360或者365日 360 or 365 days")
		}
	}
	return errors.Join(errs...)
}

// account runs through the days of delay, segment by segment.
type account struct {
	in       InterestInput
	debts    []Instalment // by due day
	payments []Payment    // by the last day they leave unpaid
	start    calendar.Date
	end      calendar.Date // last day counted

	principal, doubledPaid, generalPaid, overpaid int64 // fen
	doubled, general                              *big.Rat
	days                                          int
	segments                                      []Segment
	steps                                         []Step
}

func newAccount(in InterestInput) *account {
	if in.PaymentOrder == "" {
		in.PaymentOrder = PrincipalFirst
	}
	a := &account{in: in, doubled: new(big.Rat), general: new(big.Rat), end: in.To}
	a.debts = slices.Clone(in.Instalments)
	if len(a.debts) == 0 {
		a.debts = []Instalment{{in.From, in.PrincipalFen}}
	}
	slices.SortStableFunc(a.debts, func(x, y Instalment) int { return x.Due.Compare(y.Due) })
	a.start = a.debts[0].Due
	for _, d := range a.debts {
		a.principal += d.Fen
	}
	a.payments = slices.Clone(in.Payments)
	slices.SortStableFunc(a.payments, func(x, y Payment) int { return x.Date.Compare(y.Date) })
	if in.SkipPaymentDay {
		a.end = a.end.AddDays(-1)
	}
	if a.end.Before(a.start) {
		a.end = a.start
	}
	return a
}

// through is the last day for which money paid on a day still counts as
// unpaid.
func (a *account) through(paid calendar.Date) calendar.Date {
	if a.in.SkipPaymentDay {
		return paid.AddDays(-1)
	}
	return paid
}

// overdue is the principal unpaid and past its own due day on the day after d.
// What is paid goes to the instalment that fell due first.
func (a *account) overdue(d calendar.Date) int64 {
	var notYet int64
	for _, i := range a.debts {
		if i.Due.After(d) {
			notYet += i.Fen
		}
	}
	return max(a.principal-notYet, 0)
}

func (a *account) suspended(d calendar.Date) bool {
	return slices.ContainsFunc(a.in.Suspensions, func(s Suspension) bool { return !d.Before(s.From) && !d.After(s.To) })
}

// bounds are the days after which something changes.
func (a *account) bounds() []calendar.Date {
	days := []calendar.Date{a.start, a.end}
	for _, d := range a.debts {
		days = append(days, d.Due)
	}
	for _, p := range a.payments {
		days = append(days, a.through(p.Date))
	}
	for _, s := range a.in.Suspensions {
		days = append(days, s.From.AddDays(-1), s.To)
	}
	slices.SortFunc(days, calendar.Date.Compare)
	days = slices.Compact(days)
	return slices.DeleteFunc(days, func(d calendar.Date) bool { return d.Before(a.start) || d.After(a.end) })
}

func (a *account) run() {
	bounds := a.bounds()
	a.pay(bounds[0])
	for i, d := range bounds[1:] {
		a.accrue(bounds[i], d)
		a.pay(d)
	}
}

func (a *account) accrue(after, through calendar.Date) {
	days, principal := through.Sub(after), a.overdue(after)
	s := Segment{From: after.AddDays(1), To: through, Days: days, PrincipalFen: principal, Suspended: a.suspended(after.AddDays(1))}
	if principal == 0 {
		return
	}
	doubled := new(big.Rat)
	if !s.Suspended && !a.in.AgreedPenalty {
		doubled.SetFrac(product(principal, doubledRate, int64(days)), big.NewInt(doubledPer))
		a.days += days
	}
	a.doubled.Add(a.doubled, doubled)
	s.Doubled = exactYuan(doubled)
	span := s.From.String() + "至" + s.To.String()
	switch {
	case a.in.AgreedPenalty:
	case s.Suspended:
		a.step(s.To, "0.00", fmt.Sprintf("%s，%d日不计（非因被执行人申请的中止、暂缓） / %d days suspended, not counted", span, days, days), delayRules.cite("3/3"))
	default:
		a.step(s.To, s.Doubled, fmt.Sprintf("%s，%s元×%s%%×%d日 / %s yuan for %d days", span, Yuan(principal), doubledPercent, days, Yuan(principal), days), delayRules.cite("1/3"))
	}
	if g := a.in.General; g != nil {
		general := new(big.Rat).SetFrac(product(principal, g.AnnualMillionths, int64(days)), big.NewInt(int64(g.DaysInYear)*1_000_000))
		a.general.Add(a.general, general)
		s.General = exactYuan(general)
	}
	a.segments = append(a.segments, s)
}

func (a *account) step(d calendar.Date, amount, reason, article string) {
	a.steps = append(a.steps, Step{Date: d.String(), Amount: amount, Reason: reason, Article: article})
}

// pay applies the payments that are counted as unpaid through d, and those
// made before the debt was due on the first day.
func (a *account) pay(d calendar.Date) {
	for len(a.payments) > 0 && !a.through(a.payments[0].Date).After(d) {
		p := a.payments[0]
		a.payments = a.payments[1:]
		left := p.Fen
		take := func(owed int64) int64 {
			n := min(left, max(owed, 0))
			left -= n
			return n
		}
		principal := func() { a.principal -= take(a.principal) }
		general := func() { a.generalPaid += take(owed(a.general, a.generalPaid)) }
		doubled := func() { a.doubledPaid += take(owed(a.doubled, a.doubledPaid)) }
		order := map[PaymentOrder][]func(){
			PrincipalFirst: {principal, general, doubled},
			GeneralFirst:   {general, principal, doubled},
			DoubledFirst:   {doubled, general, principal},
		}[a.in.PaymentOrder]
		for _, to := range order {
			to()
		}
		a.overpaid += left
		a.step(p.Date, "0.00", fmt.Sprintf("支付%s元，%s，未清偿本金%s元 / paid %s yuan, %s, %s yuan of principal left",
			Yuan(p.Fen), orderZH[a.in.PaymentOrder], Yuan(a.principal), Yuan(p.Fen), orderEN[a.in.PaymentOrder], Yuan(a.principal)), delayRules.cite("4"))
	}
}

// owed is what is accrued, to the fen, and not yet paid.
func owed(accrued *big.Rat, paid int64) int64 {
	n, _ := roundFen(accrued)
	return n - paid
}

var orderZH = map[PaymentOrder]string{
	PrincipalFirst: "先清偿生效法律文书确定的金钱债务", GeneralFirst: "依约定先清偿一般债务利息", DoubledFirst: "依约定先清偿加倍部分债务利息",
}

var orderEN = map[PaymentOrder]string{
	PrincipalFirst: "the debt itself first", GeneralFirst: "general interest first as agreed", DoubledFirst: "the doubled part first as agreed",
}

func (a *account) result() (InterestResult, error) {
	r := InterestResult{
		DoubledExact: exactYuan(a.doubled), PrincipalLeftFen: a.principal, OverpaidFen: a.overpaid,
		Days: a.days, Segments: a.segments, Steps: a.steps, doubled: a.doubled,
	}
	var ok, ok2 bool
	r.DoubledFen, ok = roundFen(a.doubled)
	r.GeneralFen, ok2 = roundFen(a.general)
	if !ok || !ok2 {
		return InterestResult{}, &FieldError{"principal", "利息超出范围 gives interest out of range", fmt.Sprintf("利息不超过%[1]d元 interest of at most %[1]d yuan", int64(MaxYuan))}
	}
	r.DoubledLeftFen, r.GeneralLeftFen = r.DoubledFen-a.doubledPaid, r.GeneralFen-a.generalPaid
	if a.in.AgreedPenalty {
		r.Steps = append([]Step{{Amount: "0.00", Reason: "已承担调解书约定的违约责任，不再计加倍部分债务利息 / the agreed penalty excludes the doubled part", Article: mediationRules.cite("15")}}, r.Steps...)
	}
	if diff := new(big.Rat).Sub(rat(r.DoubledFen), a.doubled); diff.Sign() != 0 {
		r.Steps = append(r.Steps, Step{Amount: exactYuan(diff), Reason: "四舍五入到分 / rounded to the fen"})
	}
	r.Convention = "自履行期间届满次日起至支付之日止，支付当日计算 / from the day after the performance period to the day of payment, that day counted"
	if a.in.SkipPaymentDay {
		r.Convention = "自履行期间届满次日起至支付之日止，支付当日不计算 / from the day after the performance period to the day of payment, that day not counted"
	}
	return r, nil
}

func product(a, b, c int64) *big.Int {
	p := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
	return p.Mul(p, big.NewInt(c))
}
