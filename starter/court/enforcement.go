package court

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"luxing/workflows"
	"luxing/workflows/bilingual"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// LateEnforcement is an application for enforcement of a case that has closed.
type LateEnforcement struct {
	Case  string
	Party string // the creditor
	// Role and Actor are of who hands it in.
	Role  lifecycle.Role
	Actor string
	// From is the number that the enforcement would have had when the application
	// was filled in; 0 where nobody looked. One for the creditor with this number
	// or a later one is what was applied for, though it has ended meanwhile.
	From int
}

// enforceable are the reasons of a closed case whose document may still be
// enforced; of the others, why not.
var (
	enforceable = []string{workflows.ClosedPerformed, workflows.ClosedEnforced, workflows.ClosedTimeBarred, workflows.ClosedTerminated, workflows.ClosedBankruptcy}

	elsewhere = map[string]string{
		workflows.ClosedTransferred: "由受移送的法院执行 another court enforces it",
		workflows.ClosedSetAside:    "原裁判已被撤销 the document was set aside",
	}
)

// EnforcedLate reports whether what a case that closed for a reason left
// unperformed may still be applied for.
func EnforcedLate(reason string) bool { return slices.Contains(enforceable, reason) }

// LateCreditors are those to whom something of a closed case was due by somebody
// who is not bankrupt, in order; whether it still is, an application finds out.
func LateCreditors(reason string, os []casefile.ObligationView) (ids []string) {
	out := bankrupts(reason, os)
	for _, o := range os {
		if (!o.NextDue.IsZero() || !o.Defaulted.IsZero()) && !slices.Contains(ids, o.Creditor) && !leftTo(out, o) {
			ids = append(ids, o.Creditor)
		}
	}
	return ids
}

// ApplyEnforcement applies for the enforcement of a case that has closed: of
// what was left when the two years were over (民诉法解释第481条), when five years
// of searches ended (第517条), or when the enforcement ended otherwise, and of the
// interest that a debtor who paid late did not pay (民事诉讼法第264条). It is made
// from what the register has of the case. While an enforcement for that creditor
// is open there is no other: sent again it is answered AlreadyFiled.
func (c *Court) ApplyEnforcement(ctx context.Context, a LateEnforcement) (Application, error) {
	if err := checkKey(a.Case); err != nil {
		return Application{}, err
	}
	if err := c.needRegister(); err != nil {
		return Application{}, err
	}
	seen, err := c.View(ctx, a.Case)
	if err != nil {
		return Application{}, err
	}
	retrial, err := c.Register.Retrial(ctx, a.Case)
	if err != nil {
		return Application{}, registerError("find a retrial of "+a.Case, err)
	}
	if err := a.check(seen, retrial); err != nil {
		return Application{}, err
	}
	if _, ok := seen.Filing.Party(a.Party); !ok {
		return Application{}, &NotFoundError{What: "当事人 party", ID: clipped(a.Party), Near: partyIDs(seen.Filing)}
	}
	at := c.clockOf(seen)
	made := Application{Case: a.Case, Party: a.Party}
	past, err := c.pastEnforcements(ctx, a, seen)
	if err != nil {
		return Application{}, err
	}
	if past.open != "" {
		made.Key, made.Status = past.open, AlreadyFiled
		return made, nil
	}
	past.retrial = retrial
	in, err := c.lateEnforcement(a, seen, past, calendar.Of(at))
	if err != nil {
		return Application{}, err
	}
	// The register may not know yet what another began a moment ago.
	for n := past.next; n <= maxAgain; n++ {
		in.Key = casefile.Again(casefile.EnforcementKey(a.Case), n)
		made.Key = in.Key
		made.Status, err = c.begin(ctx, in.Key, casefile.EnforceWorkflow, "执行 enforcement "+a.Case+" "+a.Party, at, in)
		if err != nil || made.Status == Filed {
			return made, err
		}
		holder, err := c.View(ctx, in.Key)
		if err != nil {
			return Application{}, err
		}
		if owedTo(holder.Obligations, a.Party) {
			return made, nil
		}
	}
	return Application{}, badInput("申请执行 application for enforcement", "key", "申请次数过多 applied for too often", "不超过%[1]d次 at most %[1]d", maxAgain)
}

func partyIDs(f *casefile.Filing) (ids []string) {
	for _, p := range f.Parties {
		ids = append(ids, p.ID)
	}
	return ids
}

func owedTo(os []casefile.ObligationView, party string) bool {
	return slices.ContainsFunc(os, func(o casefile.ObligationView) bool { return o.Creditor == party })
}

// check says all at once what keeps an application from being made.
func (a LateEnforcement) check(seen Seen, retrial *casefile.RetrialState) error {
	e := &InputError{What: "申请执行 application for enforcement"}
	if a.Party == "" {
		e.Faults.Add("party", "申请执行人 the creditor who applies", "当事人的编号（如P1） a party's ID, such as P1")
	}
	if !slices.ContainsFunc(lifecycle.Case.Rows, func(r lifecycle.Row) bool {
		return r.Event == lifecycle.ApplyEnforcement && lifecycle.KnownRole(a.Role) && slices.Contains(r.By, a.Role)
	}) {
		e.Faults.Add("as", "由立案窗口、书记员或者接口代为提交 who hands it in", "书记员（clerk:ID）、立案窗口（intake:ID）或者接口（integration:ID） clerk:ID, intake:ID or integration:ID")
	}
	if a.Actor == "" {
		e.Faults.Add("as", "提交人 who hands it in", "身份和编号（ROLE:ID） ROLE:ID")
	}
	switch reason := seen.Row.Reason; {
	case seen.Kind != casefile.KindCase || seen.Filing == nil:
		e.Faults.Add("key", "须为民事案件 a civil case", "民事案件的标识（%[1]s） the civil case's key, %[1]s", seen.Row.Case)
		return e
	case seen.Row.Phase != lifecycle.Closed:
		e.Faults.Add("key", "案件未结，在案件中申请执行 the case is open", "在案件中作出申请执行的决定（apply_enforcement） apply_enforcement, decided in the case")
	case !EnforcedLate(reason):
		e.Faults.Add("key", "该案没有可供执行的内容 nothing of it can be enforced", "%s", orElse(elsewhere[reason], "有给付内容的裁判的案件 a case with a document that orders performance"))
	}
	if fault, want := notDuring(retrial, seen.Key); fault != "" {
		e.Faults.Add("key", fault, "%s", want)
	}
	if _, known := seen.Filing.Party(a.Party); known && !owedTo(seen.Obligations, a.Party) {
		var creditors []string
		for _, o := range seen.Obligations {
			if !slices.Contains(creditors, o.Creditor) {
				creditors = append(creditors, o.Creditor)
			}
		}
		e.Faults.Add("party", "申请执行人应是权利人（执行规定第16条） a creditor of the case", "%s", bilingual.OneOf(creditors))
	}
	if len(e.Faults) > 0 {
		return e
	}
	return nil
}

// notDuring is what a retrial of the document says against its enforcement, ""
// when nothing.
func notDuring(st *casefile.RetrialState, key string) (rule, want string) {
	switch {
	case st == nil:
	case st.Outcome == "" && !st.Runs:
		return fmt.Sprintf("原裁判于%s裁定再审，执行中止（民事诉讼法第217条） the document is being tried again since %s: its enforcement is suspended", st.On, st.On),
			fmt.Sprintf("再审案件“%[1]s”的结果 the outcome of the retrial in %[1]s", st.By)
	case st.Outcome == lifecycle.RetrialSetAside, st.Outcome == lifecycle.RetrialChanged && st.By != key:
		return fmt.Sprintf("原裁判于%s被再审撤销或者变更（民事诉讼法第218、244条） the document was set aside or changed on retrial on %s", st.OutcomeOn, st.OutcomeOn),
			fmt.Sprintf("再审确定的给付，在“%[1]s”案中申请执行 what the retrial ordered is applied for in %[1]s", st.By)
	}
	return "", ""
}

// stoodStill are the days of a retrial that left the document as it was: they bear
// no doubled interest (迟延履行利息解释第3条).
func stoodStill(st *casefile.RetrialState) []statute.Suspension {
	if st == nil || st.Runs || st.Outcome != lifecycle.RetrialUpheld || !st.OutcomeOn.After(st.On) {
		return nil
	}
	return []statute.Suspension{{From: st.On, To: st.OutcomeOn.AddDays(-1)}}
}

func orElse(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// past is what earlier enforcements of a case came to.
type past struct {
	open      string // the key of one that is open for the creditor, or was applied for just so
	next      int    // the number that the next has
	done      []string
	barred    []string // obligations that a ruling says are not enforced
	payments  []casefile.Payment
	late      []casefile.Payment // of them, what the case itself never heard of
	unlimited bool
	ended     []ending
	retrial   *casefile.RetrialState
}

// ending is an application in time that came to nothing after the case had closed.
type ending struct{ applied, over calendar.Date }

func (c *Court) pastEnforcements(ctx context.Context, a LateEnforcement, seen Seen) (p past, err error) {
	for p.next = 1; p.next <= maxAgain; p.next++ {
		k := casefile.Again(casefile.EnforcementKey(a.Case), p.next)
		h, err := c.Register.Find(ctx, k)
		if errors.Is(err, ErrNotRegistered) {
			return p, nil
		}
		if err != nil {
			return p, registerError("find "+k, err)
		}
		if !owedTo(h.Obligations, a.Party) {
			continue
		}
		if h.Phase != lifecycle.Concluded || a.From > 0 && p.next >= a.From {
			p.open = k
			return p, nil
		}
		line, err := c.Register.Timeline(ctx, k)
		if err != nil {
			return p, registerError("read the timeline of "+k, err)
		}
		late := len(line) > 0 && !calendar.Of(line[0].At).Before(seen.Row.ClosedOn)
		p.unlimited = slices.ContainsFunc(line, func(e casefile.Entry) bool { return e.Event == lifecycle.SearchTermOver && e.Refused == "" })
		for _, o := range h.Obligations {
			switch h.Reason {
			case workflows.ClosedEnforced:
				p.done = append(p.done, o.ID)
			case workflows.ClosedNotEnforced:
				p.barred = append(p.barred, o.ID)
			}
		}
		p.payments = append(p.payments, h.Payments...)
		if late {
			p.late = append(p.late, h.Payments...)
			p.ended = append(p.ended, ending{calendar.Of(line[0].At), h.ClosedOn})
		}
	}
	return p, nil
}

// lateEnforcement is what the enforcement begins with, of what is still owed.
func (c *Court) lateEnforcement(a LateEnforcement, seen Seen, p past, on calendar.Date) (casefile.EnforcementInput, error) {
	in := casefile.EnforcementInput{
		Case: a.Case, CaseNumber: seen.Row.CaseNumber, Court: seen.Filing.Court, Division: "执行局", Cause: seen.Filing.Cause, AppliedOn: on, Applicant: a.Party,
		Parties: seen.Filing.Parties, LateOf: seen.Row.Reason, Retried: stoodStill(p.retrial), By: a.Actor, ByRole: a.Role, Unlimited: p.unlimited,
		Policy: c.Policy, Edition: c.edition(), Days: c.Days,
	}
	in.Bankrupt = bankrupts(seen.Row.Reason, seen.Obligations)
	barred, claimed := false, false
	for _, o := range seen.Obligations {
		if o.Creditor != a.Party || slices.Contains(p.done, o.ID) {
			continue
		}
		if slices.Contains(p.barred, o.ID) {
			barred = true
			continue
		}
		if leftTo(in.Bankrupt, o) {
			claimed = true
			continue
		}
		if o.NextDue.IsZero() { // paid, but late
			o.NextDue = o.Defaulted
		}
		if o.NextDue.IsZero() || !on.After(o.NextDue) {
			continue
		}
		in.Obligations = append(in.Obligations, afterwards(o, seen.Payments, p))
	}
	for _, list := range [][]casefile.Payment{seen.Payments, p.payments} {
		for _, pay := range list {
			if !pay.Reversed.IsZero() || !slices.ContainsFunc(in.Obligations, func(o casefile.ObligationView) bool { return o.ID == pay.Obligation }) {
				continue
			}
			// What went back, or will, was never paid towards it.
			pay.AmountFen, pay.ExcessFen, pay.ReturnedFen = pay.AmountFen-pay.ReturnedFen-pay.ExcessFen, 0, 0
			if pay.AmountFen > 0 {
				in.Payments = append(in.Payments, pay)
			}
		}
	}
	due, err := workflows.Owed(in, on)
	if err != nil {
		return in, fmt.Errorf("apply for the enforcement of %s: %w", a.Case, err)
	}
	var owing []casefile.ObligationView
	for i, o := range in.Obligations {
		if due[i].TotalFen > 0 || o.Subject == casefile.Act && o.PerformedOn.IsZero() {
			owing = append(owing, o)
		}
	}
	in.Payments = slices.DeleteFunc(in.Payments, func(pay casefile.Payment) bool {
		return !slices.ContainsFunc(owing, func(o casefile.ObligationView) bool { return o.ID == pay.Obligation })
	})
	if in.Obligations = owing; len(owing) == 0 {
		rule, want := "对其没有尚未履行的义务 nothing is owed to it any more", "尚有未受清偿的权利的债权人 a creditor to whom something is unpaid"
		if barred {
			rule, want = "已裁定不予执行（民诉法解释第481条） a ruling says that it is not enforced", "不再申请：时效已过且对方已提出异议 nothing: the limitation was objected to and is over"
		}
		if claimed {
			rule = "债务人已进入破产程序，应申报债权；破产程序终结之日起二年内发现可供分配财产的，请求追加分配（企业破产法第16、44、123条） its debtors are bankrupt: it is claimed there"
			want = "未破产的债务人或者担保人的义务（企业破产法第124条） an obligation of a debtor, or of a guarantor, who is not bankrupt (企业破产法第124条)"
		}
		return in, badInput("申请执行 application for enforcement", "party", rule, "%s", want)
	}
	in.Bankrupt = slices.DeleteFunc(in.Bankrupt, func(id string) bool {
		return !slices.ContainsFunc(in.Obligations, func(o casefile.ObligationView) bool {
			return slices.Contains(o.Debtors, id) || slices.Contains(o.Guarantors, id)
		})
	})
	in.LimitUntil, err = c.limitOf(in, seen, p)
	return in, err
}

// bankrupts are the parties of a closed case whose bankruptcy it knew of. They are
// not enforced against; others who owe the same are (企业破产法第16、124条). A case
// from before that was on record says only that what is left of it is claimed in
// bankruptcies.
func bankrupts(reason string, os []casefile.ObligationView) (ids []string) {
	add := func(parties []string) {
		for _, p := range parties {
			if !slices.Contains(ids, p) {
				ids = append(ids, p)
			}
		}
	}
	for _, o := range os {
		add(o.Bankrupt)
	}
	if len(ids) > 0 || reason != workflows.ClosedBankruptcy {
		return ids
	}
	for _, o := range os {
		if o.OutstandingFen > 0 || o.PerformedOn.IsZero() {
			add(o.Debtors)
		}
	}
	return ids
}

// leftTo reports whether an obligation is owed by bankrupts alone.
func leftTo(bankrupts []string, o casefile.ObligationView) bool {
	return !slices.ContainsFunc(slices.Concat(o.Debtors, o.Guarantors), func(id string) bool { return !slices.Contains(bankrupts, id) })
}

// afterwards is an obligation of a closed case with what its enforcements brought:
// towards the debt where the case never heard of it, and beside the debt.
func afterwards(o casefile.ObligationView, paid []casefile.Payment, p past) casefile.ObligationView {
	sum := func(list []casefile.Payment, of func(casefile.Payment) int64) (fen int64) {
		for _, x := range list {
			if x.Obligation == o.ID && x.Reversed.IsZero() {
				fen += of(x)
			}
		}
		return fen
	}
	whole := func(x casefile.Payment) int64 { return x.AmountFen - x.ReturnedFen - x.ExcessFen }
	besides := func(x casefile.Payment) int64 { return x.BesidesFen }
	late := sum(p.late, whole)
	part := min(late, o.OutstandingFen)
	o.PaidFen, o.OutstandingFen = o.PaidFen+part, o.OutstandingFen-part
	// Whatever enforcement brought and is in neither the debt nor what the case
	// counted beside it went towards what default had added.
	towards := o.PaidFen - (sum(paid, whole) - sum(paid, besides))
	counted := o.BesidesFen - sum(paid, besides)
	o.BesidesFen += max(sum(p.payments, whole)-max(towards, 0)-max(counted, 0), 0)
	return o
}

// limitOf is the last day of the two years (民事诉讼法第250条). A payment, and an
// application in time, interrupted them (执行程序解释第20条); a case that closed as
// time-barred did so on the day after them.
func (c *Court) limitOf(in casefile.EnforcementInput, seen Seen, p past) (calendar.Date, error) {
	table, err := calendar.Edition(in.Edition, in.Days)
	if err != nil {
		return calendar.Date{}, fmt.Errorf("limitation of %s: %w", in.Case, err)
	}
	book := statute.NewBook(table, in.Policy)
	twoYears := func(from calendar.Date) (calendar.Date, error) {
		d, err := book.Period(statute.EnforcementApplication, from.Start())
		if err != nil {
			return calendar.Date{}, fmt.Errorf("limitation of %s: %w", in.Case, err)
		}
		return d.Last, nil
	}
	limit := seen.Row.ClosedOn.AddDays(-1)
	if seen.Row.Reason != workflows.ClosedTimeBarred {
		from := seen.Row.ClosedOn
		if seen.Row.Reason == workflows.ClosedPerformed {
			from = calendar.Date{}
			for _, o := range in.Obligations {
				if o.PerformedOn.After(from) {
					from = o.PerformedOn
				}
			}
		}
		if limit, err = twoYears(from); err != nil {
			return limit, err
		}
	}
	// Nothing could be applied for while the document was tried again: those days
	// do not count, as in a case that is open (法院政策).
	still := stoodStill(p.retrial)
	extend := func(before calendar.Date) {
		if len(still) == 0 || !still[0].From.Before(before) {
			return
		}
		if x := still[0]; !x.From.Before(seen.Row.ClosedOn) && !x.From.After(limit) {
			limit = limit.AddDays(x.To.Sub(x.From) + 1)
		}
		still = nil
	}
	for _, x := range p.ended {
		extend(x.applied)
		if x.applied.After(limit) {
			continue
		}
		if limit, err = twoYears(x.over); err != nil {
			return limit, err
		}
	}
	extend(limit.AddDays(1))
	return limit, nil
}
