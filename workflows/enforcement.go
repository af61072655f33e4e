package workflows

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"go.temporal.io/sdk/workflow"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// enforcementState is all that an enforcement case knows.
type enforcementState struct {
	Common    common                    `json:"common"`
	Input     casefile.EnforcementInput `json:"input"`
	FiledOn   calendar.Date             `json:"filedOn"`
	NumberID  string                    `json:"numberId"`
	Payments  []casefile.Payment        `json:"payments"`
	Released  int64                     `json:"released"`
	Searches  []casefile.SearchForm     `json:"searches"`
	Limited   []string                  `json:"limited"` // debtors under a consumption restriction
	Referrals []string                  `json:"referrals"`
	Limit     statute.TrialInput        `json:"limit"`
	PauseID   string                    `json:"pauseId"` // the exclusion of a settlement or a referral
	Settled   casefile.SettleForm       `json:"settled"`
	EndedOn   calendar.Date             `json:"endedOn"` // the day it was ended for now
	Extended  bool                      `json:"extended"`
	Spared    bool                      `json:"spared"` // paid in full: listings and bans have lost their ground
}

// enforcementRun is an enforcement case while it runs.
type enforcementRun struct {
	*matter
	*enforcementState
}

// Enforcement is an enforcement case (执行案件): linked to its civil case, with a
// number, an officer and a life of its own.
//
// Input: the obligations left unperformed, and who applied when.
//
// Messages and queries are those of Case. What matters to the civil case is
// told to it by the signal "linked": enforced, ended for now, resumed,
// terminated, signs of bankruptcy; the case answers a referral the same way.
//
// Timers: one, as in Case. Ended for now, it searches every six months for
// five years.
//
// Exits: with the register's row, once it is concluded and every listing and
// exit ban is gone. It continues as new as Case does, carrying enforcementState.
func Enforcement(ctx workflow.Context, in casefile.EnforcementInput) (casefile.Row, error) {
	now := workflow.Now(ctx)
	st := &enforcementState{}
	fresh := len(in.Carried) == 0
	if fresh {
		st = &enforcementState{Input: in, Common: common{
			Key: or(in.Key, casefile.EnforcementKey(in.Case)), Kind: casefile.KindEnforcement, Phase: lifecycle.EnforcementReview, PhaseSince: now, Active: now,
			Court: in.Court, Division: in.Division, Judge: in.Officer, Edition: in.Edition, Days: in.Days, Policy: in.Policy,
		}}
		st.Referrals = slices.Clone(in.Referred)
	} else if err := json.Unmarshal(in.Carried, st); err != nil {
		return casefile.Row{}, failInput("carried state", err)
	}
	m, err := newMatter(ctx, &st.Common, lifecycle.Enforcement, lifecycle.OfEnforcement())
	if err != nil {
		return casefile.Row{}, err
	}
	e := &enforcementRun{matter: m, enforcementState: st}
	m.rules = e
	if err := m.handlers(ctx); err != nil {
		return casefile.Row{}, err
	}
	if fresh {
		e.append(casefile.Entry{At: now, Event: "applied", Name: "收到执行申请", Role: lifecycle.Linked, Actor: in.Case, To: lifecycle.EnforcementReview, Article: "民事诉讼法第247条"})
		e.pending.Filing = &casefile.Filing{Key: st.Common.Key, Court: in.Court, Cause: in.Cause, FiledOn: in.AppliedOn, Parties: in.Parties}
		e.pending.Obligations = in.Obligations
		e.set(period{id: "enforcement-filing", rule: statute.EnforcementFiling, from: in.AppliedOn.Start(), on: string(lifecycle.Clerk), scope: scopePhase})
	}
	again, err := m.run(ctx)
	if err != nil {
		return casefile.Row{}, err
	}
	if again {
		carried, err := json.Marshal(st)
		if err != nil {
			return casefile.Row{}, failInput("carried state", err)
		}
		return casefile.Row{}, workflow.NewContinueAsNewError(ctx, casefile.EnforceWorkflow, casefile.EnforcementInput{Case: in.Case, Key: in.Key, Edition: in.Edition, Carried: carried})
	}
	return m.registerRow(m.now(ctx)), nil
}

func (e *enforcementRun) target(m *lifecycle.Machine, ev lifecycle.Event, form casefile.Form) string {
	party := ""
	switch f := form.(type) {
	case *casefile.DebtorForm:
		party = f.Party
	case *casefile.ListingForm:
		party = f.Party
	case *casefile.BanForm:
		party = f.Party
	}
	return m.ID + "/" + party
}

// debtors lists who owes something that is being enforced.
func (e *enforcementRun) debtors() []string {
	var ids []string
	for _, o := range e.Input.Obligations {
		for _, d := range o.Debtors {
			if !slices.Contains(ids, d) {
				ids = append(ids, d)
			}
		}
	}
	return ids
}

func (e *enforcementRun) party(id string) (casefile.Party, bool) {
	for _, p := range e.Input.Parties {
		if p.ID == id {
			return p, true
		}
	}
	return casefile.Party{}, false
}

// owed is the money due on a day: what is left of each obligation, the agreed
// penalty, and the doubled part of delayed-performance interest where no
// penalty excludes it (民事诉讼法第264条；民事调解规定第15条).
func (e *enforcementRun) owed(on calendar.Date) (total, interest int64) {
	for _, o := range e.Input.Obligations {
		if o.Subject == casefile.Act {
			continue
		}
		total += o.OutstandingFen + o.PenaltyFen - o.BesidesFen
		in, ok := e.delay(o, on)
		if !ok {
			continue
		}
		if r, err := e.book.Interest(in); err == nil {
			interest += r.DoubledFen + r.GeneralFen
		} else {
			e.log.Error("delayed-performance interest", "obligation", o.ID, "error", err.Error())
		}
	}
	return total + interest, interest
}

// delay is what the delayed-performance interest of an obligation is counted
// from: its parts with their due days, and every payment towards it, those
// before the enforcement too. ok is false while nothing is late.
func (e *enforcementRun) delay(o casefile.ObligationView, on calendar.Date) (in statute.InterestInput, ok bool) {
	in.To, in.AgreedPenalty = on, o.PenaltyFen > 0
	withClauses(&in, o)
	first := o.NextDue
	switch {
	case !o.Accelerated.IsZero():
		first = o.Accelerated
		in.PrincipalFen, in.From = o.AmountFen, first
	case len(o.Instalments) > 0:
		first = o.Instalments[0].Due
		for _, i := range o.Instalments {
			in.Instalments = append(in.Instalments, statute.Instalment{Due: i.Due, Fen: i.AmountFen})
		}
	default:
		in.PrincipalFen, in.From = o.AmountFen, first
	}
	if first.IsZero() || !on.After(first) {
		return in, false
	}
	for _, list := range [][]casefile.Payment{e.Input.Payments, e.Payments} {
		for _, p := range list {
			if p.Obligation == o.ID && p.AmountFen > 0 && !p.On.After(on) {
				in.Payments = append(in.Payments, statute.Payment{Date: p.On, Fen: p.AmountFen})
			}
		}
	}
	return in, true
}

// paidLast is the day of the latest payment, the day asked for when there is none.
func (e *enforcementRun) paidLast(otherwise calendar.Date) calendar.Date {
	var last calendar.Date
	for _, p := range e.Payments {
		last = lastDay(last, p.On)
	}
	if last.IsZero() {
		return otherwise
	}
	return last
}

// paidUp reports whether all that is owed came in: what is owed grows with the
// days, so it is taken as of the last payment.
func (e *enforcementRun) paidUp(on calendar.Date) bool {
	total, _ := e.owed(e.paidLast(on))
	return len(e.Input.Obligations) > 0 && !e.actsOpen() && e.collected() >= total
}

func (e *enforcementRun) collected() int64 {
	var sum int64
	for _, p := range e.Payments {
		sum += p.AmountFen
	}
	return sum
}

// actsOpen reports whether an act is still to be done.
func (e *enforcementRun) actsOpen() bool {
	for _, o := range e.Input.Obligations {
		if o.Subject == casefile.Act && o.PerformedOn.IsZero() {
			return true
		}
	}
	return false
}

func (e *enforcementRun) guard(g lifecycle.Guard, s *step) *casefile.Refusal {
	switch g {
	case lifecycle.WaitedThreeMonths:
		d, err := e.book.Period(statute.EndedForNowWait, e.FiledOn.Start())
		if err == nil && !s.day.IsZero() && !s.day.After(d.Last) {
			return missing("执行立案满三个月后方可终本，最早%s the earliest day is %s", d.Last.AddDays(1), d.Last.AddDays(1))
		}
	case lifecycle.SearchDone:
		if len(e.Searches) == 0 {
			return missing("尚未穷尽财产调查 no search is on record (record_search)")
		}
		for _, d := range e.debtors() {
			if !slices.Contains(e.Limited, d) {
				return missing("尚未对%s发出限制消费令 no consumption restriction against %s (restrict_consumption)", d, d)
			}
		}
	case lifecycle.EndConsented:
		form, ok := s.form.(*casefile.EndForNowForm)
		if ok && !form.Signed && (!form.Panel || form.President == "") {
			return missing("须申请执行人签字确认，或合议庭评议并经院长批准 the applicant signs, or panel and president decide")
		}
	case lifecycle.EnterpriseOnly:
		form, ok := s.form.(*casefile.DebtorForm)
		if !ok {
			return nil
		}
		p, found := e.party(form.Party)
		if !found {
			return wrong("data.party", "本案没有该被执行人 no such debtor", "one of %s", list(e.debtors()))
		}
		if p.Kind != casefile.Enterprise {
			r := missing("%s不是企业法人，不能移送破产 %s is not an enterprise", form.Party, form.Party)
			r.Article = "企业破产法第2条"
			return r
		}
	case lifecycle.ReferredOnce:
		form, ok := s.form.(*casefile.DebtorForm)
		if ok && slices.Contains(e.Referrals, form.Party) {
			r := missing("%s曾移送破产未被受理，不得再次移送 %s was referred once and not accepted", form.Party, form.Party)
			r.Article = "法发〔2017〕2号"
			return r
		}
	case lifecycle.MoneyReleased:
		if held := e.collected() - e.Released; held > 0 {
			return missing("尚有案款%s未发放 %s is held and must be released first (release_money)", yuan(held), yuan(held))
		}
	case lifecycle.NotExtended:
		if e.Extended {
			return missing("本院院长已批准延长一次，再次延长须报高级法院 extended once; the high court decides any further")
		}
	case lifecycle.IsRestricted:
		form, ok := s.form.(*casefile.DebtorForm)
		if ok && !slices.Contains(e.Limited, form.Party) || !ok && len(e.Limited) == 0 {
			return missing("未被限制消费 no consumption restriction to lift; restricted are %s", list(e.Limited))
		}
	default:
		return missing("no such guard: %s", g)
	}
	return nil
}

// mayOpen lets a debtor be listed or banned once the notice went out.
func (e *enforcementRun) mayOpen(lifecycle.Event) *casefile.Refusal {
	if e.Phase != lifecycle.Reporting && e.Phase != lifecycle.Measures {
		return missing("应先发出执行通知 the notice comes first (send_notice)")
	}
	return nil
}

func (e *enforcementRun) hears(d casefile.Decision) casefile.Decision { return d }
func (e *enforcementRun) unheard(casefile.Decision)                   {}

// runsOn has nothing to take up: an enforcement's limit waits for a decision.
func (e *enforcementRun) runsOn(clock, time.Time) {}

func (e *enforcementRun) check(s *step) *casefile.Refusal {
	switch form := s.form.(type) {
	case *casefile.PaymentForm:
		for _, p := range e.Payments {
			if p.ID == form.Payment {
				r := missing("付款 %s 已登记 payment %s is booked already", form.Payment, form.Payment)
				r.Code = casefile.IDReused
				return r
			}
		}
		if _, ok := e.party(form.Payer); !ok {
			return wrong("data.payer", "本案没有该当事人 no such party", "one of %s", list(e.debtors()))
		}
		o := e.obligation(form.Obligation)
		switch {
		case o == nil:
			return wrong("data.obligation", "应指明履行的是哪项义务 which obligation", "the ID of one being enforced")
		case o.Subject == casefile.Money && form.AmountFen <= 0:
			return wrong("data.amountFen", "金额 an amount", "more than zero, in fen")
		case o.Subject == casefile.Act && form.AmountFen > 0:
			return wrong("data.amountFen", "行为义务没有金额 an act has no amount", "no amount")
		case o.Subject == casefile.Act && !o.PerformedOn.IsZero():
			return missing("%s已于%s履行 %s was done on %s", o.ID, o.PerformedOn, o.ID, o.PerformedOn)
		}
	case *casefile.PartyDayForm: // of a property report
		return e.knownDebtor(form.Party)
	case *casefile.DebtorForm:
		return e.knownDebtor(form.Party)
	case *casefile.ListingForm:
		return e.knownDebtor(form.Party)
	case *casefile.BanForm:
		return e.knownDebtor(form.Party)
	case *casefile.ReleaseForm:
		if left := e.collected() - e.Released; form.AmountFen > left {
			return wrong("data.amountFen", "不得超过已到账未发放的案款 no more than is held", "%d fen (%s) or less", left, yuan(left))
		}
		if _, ok := e.party(form.To); !ok {
			return wrong("data.to", "案款发放给本案当事人 money goes to a party to the case", "a creditor's ID, or a debtor's for what is too much")
		}
	case *casefile.SettleForm:
		if !form.Until.After(s.day) {
			return wrong("data.until", "和解履行期应在今日之后 the term lies ahead", "after %s", s.day)
		}
		if form.Until.After(s.day.AddYears(longestSettlement)) {
			return wrong("data.until", "和解履行期过长 the term is too long", "%s or earlier", s.day.AddYears(longestSettlement))
		}
	}
	return nil
}

// longestSettlement bounds the term of a settlement, in years.
const longestSettlement = 9

func (e *enforcementRun) knownDebtor(id string) *casefile.Refusal {
	if slices.Contains(e.debtors(), id) {
		return nil
	}
	r := wrong("data.party", "本案没有该被执行人 no such debtor", "one of %s", list(e.debtors()))
	r.Code = casefile.NoSuchTrack
	return r
}

func (e *enforcementRun) obligation(id string) *casefile.ObligationView {
	if id == "" && len(e.Input.Obligations) == 1 {
		return &e.Input.Obligations[0]
	}
	for i := range e.Input.Obligations {
		if e.Input.Obligations[i].ID == id {
			return &e.Input.Obligations[i]
		}
	}
	return nil
}

func (e *enforcementRun) effect(s *step) {
	if do, ok := enforcementEffects[s.row.Event]; ok {
		do(e, s)
	}
}

var enforcementEffects map[lifecycle.Event]func(*enforcementRun, *step)

func init() {
	enforcementEffects = map[lifecycle.Event]func(*enforcementRun, *step){
		lifecycle.FileEnforcement:   (*enforcementRun).file,
		lifecycle.RefuseEnforcement: (*enforcementRun).refuseApplication,
		lifecycle.SendNotice:        (*enforcementRun).sendNotice,
		lifecycle.ReportFiled:       (*enforcementRun).search,
		lifecycle.ReportMissing:     (*enforcementRun).reportMissing,
		lifecycle.RecordSearch:      (*enforcementRun).recordSearch,
		lifecycle.TakeMeasure:       (*enforcementRun).takeMeasure,
		lifecycle.Collect:           (*enforcementRun).collect,
		lifecycle.ReleaseMoney:      (*enforcementRun).release,
		lifecycle.RestrictConsumpt:  (*enforcementRun).restrict,
		lifecycle.LiftConsumptRestr: (*enforcementRun).unrestrict,
		lifecycle.Settle:            (*enforcementRun).settleCase,
		lifecycle.SettlementBroken:  (*enforcementRun).backToMeasures,
		lifecycle.SettlementLapsed:  (*enforcementRun).backToMeasures,
		lifecycle.ReferBankruptcy:   (*enforcementRun).refer,
		lifecycle.ReferralReturned:  (*enforcementRun).backToMeasures,
		lifecycle.ReferralAccepted:  (*enforcementRun).bankrupt,
		lifecycle.ExtendEnforcement: (*enforcementRun).extend,
		lifecycle.EndForNow:         (*enforcementRun).endForNow,
		lifecycle.SearchDue:         (*enforcementRun).searchDue,
		lifecycle.Resume:            (*enforcementRun).resumeNow,
		lifecycle.SearchTermOver:    (*enforcementRun).termOver,
		lifecycle.FullyCollected:    (*enforcementRun).fullyCollected,
		lifecycle.TerminateEnforce:  (*enforcementRun).terminate,
		lifecycle.ReassignOfficer:   (*enforcementRun).reassign,
		lifecycle.AdoptCalendar:     (*enforcementRun).adoptTable,
		lifecycle.AdoptPolicy:       func(e *enforcementRun, s *step) { e.adoptPolicy(s) },
		lifecycle.NudgeOfficer:      func(_ *enforcementRun, s *step) { s.note = s.form.(*casefile.ReasonForm).Reason },

		lifecycle.DecideListing:  (*enforcementRun).decideListing,
		lifecycle.GraceOver:      (*enforcementRun).publishListing,
		lifecycle.ListingGround:  (*enforcementRun).groundGone,
		lifecycle.ListingExpired: (*enforcementRun).groundGone,
		lifecycle.RemoveListing:  (*enforcementRun).removeListing,
		lifecycle.ImposeBan:      (*enforcementRun).imposeBan,
		lifecycle.BanGroundGone:  (*enforcementRun).banGroundGone,
		lifecycle.LiftBan:        (*enforcementRun).liftBan,
	}
}

// file numbers the case; its own limit runs from that day (审限规定第5条).
func (e *enforcementRun) file(s *step) {
	e.Judge = s.form.(*casefile.OfficerForm).Officer
	e.FiledOn = s.day
	e.NumberID = e.number(e.Court, "执", s.day.Year())
	e.Limit = statute.TrialInput{Rule: statute.EnforcementConclusion, Filed: s.day}
	e.retime(s.at)
	e.set(period{id: "enforcement-notice", rule: statute.EnforcementNotice, from: e.Input.AppliedOn.Start(), on: string(lifecycle.EnforcementJudge), scope: scopePhase})
	s.note = "执行员 " + e.Judge
}

func (e *enforcementRun) retime(at time.Time) {
	today := day(at)
	t, err := e.book.Trial(e.Limit, today)
	if err != nil {
		e.log.Error("enforcement limit", "error", err.Error())
		e.append(casefile.Entry{At: at, Event: "period_failed", Name: "执行期限无法计算", Role: lifecycle.Linked, Note: err.Error()})
		return
	}
	since := today
	if k := e.clock("conclusion"); k != nil && !k.Frozen.IsZero() {
		since = k.Frozen
	}
	e.put(period{id: "conclusion", rule: statute.EnforcementConclusion, on: string(lifecycle.EnforcementJudge), scope: scopeCase}, t.Deadline)
	if !t.Running {
		e.clock("conclusion").Frozen = since
	}
}

func (e *enforcementRun) refuseApplication(s *step) {
	s.note = s.form.(*casefile.ReasonForm).Reason
	e.conclude(s, ClosedRefused, lifecycle.EnforcementEnded)
}

// sendNotice sends notice and reporting order together (民事诉讼法第251、252条).
func (e *enforcementRun) sendNotice(s *step) {
	total, interest := e.owed(s.day)
	d := e.set(period{id: "property-report", rule: statute.PropertyReport, from: s.at, on: e.debtors()[0], scope: scopePhase, expires: lifecycle.ReportMissing})
	for _, p := range e.debtors() {
		facts := map[string]string{"amount": yuan(total), "interest": yuan(interest), "officer": e.Judge, "until": d.Deadline.Last.String()}
		e.order(casefile.EnforcementNotice, p, s.day, facts, e.Input.Obligations...)
		e.order(casefile.ReportingOrder, p, s.day, facts)
	}
	s.note = "应履行" + yuan(total) + "，财产报告期限至" + d.Deadline.Last.String()
}

// search starts the court's own search for property.
func (e *enforcementRun) search(s *step) {
	if s.to == lifecycle.Measures && s.from != lifecycle.Measures {
		e.set(period{id: "property-search", rule: statute.PropertySearch, from: s.at, on: string(lifecycle.EnforcementJudge), scope: scopePhase})
	}
	if form, ok := s.form.(*casefile.PartyDayForm); ok {
		s.note = form.Party + " " + form.On.String()
	}
}

func (e *enforcementRun) reportMissing(s *step) {
	e.search(s)
	s.note = strings.TrimSpace(s.note + " 被执行人未按期报告财产")
}

func (e *enforcementRun) recordSearch(s *step) {
	form := s.form.(*casefile.SearchForm)
	e.Searches = append(e.Searches, *form)
	s.note = form.Result
	if s.from == lifecycle.EndedNow {
		e.nextSearch(form.On)
	} else {
		e.drop("property-search")
	}
}

func (e *enforcementRun) takeMeasure(s *step) {
	form := s.form.(*casefile.MeasureForm)
	s.note = form.Kind + " " + form.What
}

// collect books money; it has to be released within a month (法发〔2019〕35号).
func (e *enforcementRun) collect(s *step) {
	form := s.form.(*casefile.PaymentForm)
	o := e.obligation(form.Obligation)
	if o.Subject == casefile.Act {
		o.PerformedOn = form.On
		s.note = o.ID + " 行为义务已履行"
		return
	}
	e.Payments = append(e.Payments, casefile.Payment{ID: form.Payment, Obligation: o.ID, Payer: form.Payer, AmountFen: form.AmountFen, On: form.On, Method: form.Method})
	e.moneyMove = true
	total, interest := e.owed(s.day)
	s.note = fmt.Sprintf("到账%s，累计%s，应执行%s（含加倍部分利息%s）", yuan(form.AmountFen), yuan(e.collected()), yuan(total), yuan(interest))
	if e.clock("money-release") == nil {
		e.set(period{id: "money-release", rule: statute.MoneyRelease, from: s.at, on: string(lifecycle.EnforcementJudge), scope: scopeCase})
	}
}

func (e *enforcementRun) release(s *step) {
	form := s.form.(*casefile.ReleaseForm)
	e.Released += form.AmountFen
	s.note = fmt.Sprintf("向%s发放%s", form.To, yuan(form.AmountFen))
	if e.Released >= e.collected() {
		e.drop("money-release")
	}
}

func (e *enforcementRun) restrict(s *step) {
	form := s.form.(*casefile.DebtorForm)
	if !slices.Contains(e.Limited, form.Party) {
		e.Limited = append(e.Limited, form.Party)
	}
	s.note = form.Party + "：" + form.Reason
	e.message("cn.luxing.consumption.restricted", s.at, map[string]string{"party": form.Party})
}

func (e *enforcementRun) unrestrict(s *step) {
	form := s.form.(*casefile.DebtorForm)
	e.Limited = slices.DeleteFunc(e.Limited, func(p string) bool { return p == form.Party })
	s.note = form.Party + "：" + form.Reason
	e.message("cn.luxing.consumption.lifted", s.at, map[string]string{"party": form.Party})
}

// pause stops the limit of the enforcement, and unpause lets it run on.
func (e *enforcementRun) pause(ground statute.GroundID, s *step) {
	e.PauseID = fmt.Sprintf("E%d", len(e.Limit.Exclusions)+1)
	e.Limit.Exclusions = append(e.Limit.Exclusions, statute.Exclusion{ID: e.PauseID, Ground: ground, From: s.day, Approver: e.Judge, Proof: s.row.Name})
	e.retime(s.at)
}

func (e *enforcementRun) unpause(s *step) {
	for i := range e.Limit.Exclusions {
		if x := &e.Limit.Exclusions[i]; x.ID == e.PauseID && x.To.IsZero() {
			x.To = s.day
		}
	}
	e.PauseID = ""
	e.retime(s.at)
}

func (e *enforcementRun) settleCase(s *step) {
	form := s.form.(*casefile.SettleForm)
	e.Settled = *form
	s.note = form.Terms + "，至" + form.Until.String()
	e.pause(statute.GroundSettlementDeferral, s)
	p, err := e.book.Period("settlement-term", s.at, statute.Length(form.Until.Sub(s.day)))
	if err != nil {
		e.log.Error("settlement term", "error", err.Error())
		return
	}
	p.Last, p.Due = form.Until, form.Until.End()
	e.put(period{id: "settlement-term", rule: "settlement-term", on: e.debtors()[0], scope: scopePhase, expires: lifecycle.SettlementLapsed}, p)
}

func (e *enforcementRun) backToMeasures(s *step) {
	if form, ok := s.form.(*casefile.ReasonForm); ok {
		s.note = form.Reason
	}
	e.unpause(s)
	e.set(period{id: "property-search", rule: statute.PropertySearch, from: s.at, on: string(lifecycle.EnforcementJudge), scope: scopePhase})
}

// refer suspends enforcement and tells the case, which runs the handoff.
func (e *enforcementRun) refer(s *step) {
	form := s.form.(*casefile.DebtorForm)
	e.Referrals = append(e.Referrals, form.Party)
	s.note = form.Party + "：" + form.Reason
	s.mech = 9
	e.use(9, s.day, s.note)
	e.pause(statute.GroundEnforcementStay, s)
	e.set(period{id: "referral-review", rule: "referral-review", from: s.at, on: string(lifecycle.EnforcementJudge), scope: scopePhase})
	data, _ := json.Marshal(form)
	e.tell(e.Input.Case, lifecycle.BankruptcySign, data)
}

// bankrupt ends the enforcement of a debtor whose bankruptcy was accepted; the
// money still held goes to the administrator (法发〔2017〕2号).
func (e *enforcementRun) bankrupt(s *step) {
	e.Reason, e.ClosedOn = ClosedBankruptcy, s.day
	if held := e.collected() - e.Released; held > 0 {
		s.note = "未发放案款" + yuan(held) + "移交管理人"
		e.message("cn.luxing.money.handed_over", s.at, map[string]string{"amountFen": fmt.Sprint(held)})
	}
	e.finish(s)
}

func (e *enforcementRun) extend(s *step) {
	s.note = s.form.(*casefile.ReasonForm).Reason
	e.Extended = true
	e.Limit.Extensions = append(e.Limit.Extensions, statute.Extension{Rule: statute.EnforcementExtension, Requested: s.day, Approved: s.day, Approver: s.decision.Actor})
	e.retime(s.at)
}

// endForNow ends the enforcement for now and starts the five years of searches.
func (e *enforcementRun) endForNow(s *step) {
	form := s.form.(*casefile.EndForNowForm)
	s.note = form.Reason
	e.EndedOn = s.day
	e.drop("conclusion")
	e.set(period{id: "ended-for-now-term", rule: statute.EndedForNowTerm, from: s.at, on: string(lifecycle.EnforcementJudge), scope: scopePhase, expires: lifecycle.SearchTermOver})
	e.nextSearch(s.day)
	e.report(lifecycle.EndedForNow, s, form.Reason)
}

// nextSearch counts six months from the ending or the last search.
func (e *enforcementRun) nextSearch(on calendar.Date) {
	e.set(period{id: "ended-for-now-search", rule: statute.EndedForNowSearch, from: on.Start(), on: string(lifecycle.EnforcementJudge), scope: scopePhase, expires: lifecycle.SearchDue})
}

// searchDue asks for the half-yearly network search and sets the next.
func (e *enforcementRun) searchDue(s *step) {
	e.message("cn.luxing.enforcement.search_due", s.at, map[string]string{"number": e.Numbers[e.NumberID]})
	e.nextSearch(s.last())
}

func (e *enforcementRun) resumeNow(s *step) {
	s.note = s.form.(*casefile.ReasonForm).Reason
	e.Limit, e.Extended = statute.TrialInput{Rule: statute.EnforcementConclusion, Filed: s.day}, false
	e.retime(s.at)
	e.set(period{id: "property-search", rule: statute.PropertySearch, from: s.at, on: string(lifecycle.EnforcementJudge), scope: scopePhase})
	e.number(e.Court, "执恢", s.day.Year())
	e.report(lifecycle.EnforcementBack, s, s.note)
}

func (e *enforcementRun) termOver(s *step) {
	e.conclude(s, ClosedTerminated, lifecycle.EnforcementEnded)
}

func (e *enforcementRun) fullyCollected(s *step) {
	e.conclude(s, ClosedEnforced, lifecycle.Enforced)
}

func (e *enforcementRun) terminate(s *step) {
	s.note = s.form.(*casefile.ReasonForm).Reason
	e.conclude(s, ClosedTerminated, lifecycle.EnforcementEnded)
}

func (e *enforcementRun) reassign(s *step) {
	form := s.form.(*casefile.AssignForm)
	s.note = fmt.Sprintf("%s → %s：%s", or(e.Judge, "未定"), form.To, form.Reason)
	e.Judge = form.To
}

// conclude ends the enforcement and tells the case.
func (e *enforcementRun) conclude(s *step, reason string, tell lifecycle.Event) {
	e.Reason, e.ClosedOn = reason, s.day
	e.report(tell, s, reason)
	e.finish(s)
}

// report tells the civil case what became of its enforcement.
func (e *enforcementRun) report(ev lifecycle.Event, s *step, reason string) {
	data, _ := json.Marshal(casefile.ResultForm{On: s.day, CollectedFen: e.collected(), Reason: reason})
	e.tell(e.Input.Case, ev, data)
}

// finish drops what ran with the enforcement. What it did to people has to be
// undone before it is over: their listings and bans get clocks of their own.
func (e *enforcementRun) finish(s *step) {
	e.Clocks = slices.DeleteFunc(e.Clocks, func(c clock) bool { return c.Scope == scopeCase })
	e.spare(s.at, reasonName(e.Reason))
	for _, p := range slices.Clone(e.Limited) {
		e.message("cn.luxing.consumption.lifted", s.at, map[string]string{"party": p})
	}
	e.Limited = nil
	e.message("cn.luxing.enforcement.concluded", s.at, map[string]string{"reason": e.Reason, "on": s.day.String()})
}

// spare undoes listings and exit bans, which have lost their ground.
func (e *enforcementRun) spare(at time.Time, why string) {
	for _, id := range e.tracksOf(lifecycle.Listing) {
		if !e.cause(lifecycle.CancelListing, id, lifecycle.Linked, at, why) {
			e.cause(lifecycle.ListingGround, id, lifecycle.Linked, at, why)
		}
	}
	for _, id := range e.tracksOf(lifecycle.ExitBan) {
		e.cause(lifecycle.BanGroundGone, id, lifecycle.Linked, at, why)
	}
}

func (e *enforcementRun) decideListing(s *step) {
	form := s.form.(*casefile.ListingForm)
	d := e.set(period{id: "listing/" + form.Party, rule: statute.ListingGrace, from: s.at, on: form.Party, scope: s.track.ID, track: s.track.ID, expires: lifecycle.GraceOver})
	s.note = fmt.Sprintf("%s：%s，宽限期至%s，院长%s签发", form.Party, form.Ground, d.Deadline.Last, form.Approver)
}

func (e *enforcementRun) publishListing(s *step) {
	party := subject(s.track.ID)
	e.set(period{id: "listing/" + party, rule: "listing-term", from: s.at, on: string(lifecycle.EnforcementJudge), scope: s.track.ID, track: s.track.ID, expires: lifecycle.ListingExpired})
	e.message("cn.luxing.listing.published", s.at, map[string]string{"party": party})
}

// groundGone starts the three working days within which the entry must go.
func (e *enforcementRun) groundGone(s *step) {
	e.set(period{id: "removal/" + subject(s.track.ID), rule: statute.ListingRemoval, from: s.at, on: string(lifecycle.EnforcementJudge), scope: s.track.ID, track: s.track.ID})
}

func (e *enforcementRun) removeListing(s *step) {
	e.message("cn.luxing.listing.removed", s.at, map[string]string{"party": subject(s.track.ID)})
}

func (e *enforcementRun) imposeBan(s *step) {
	form := s.form.(*casefile.BanForm)
	s.note = form.Party + "：" + form.Reason
	e.message("cn.luxing.exitban.imposed", s.at, map[string]string{"party": form.Party})
}

// banGroundGone: a ban is lifted promptly once everything is paid (执行程序解释第25条).
func (e *enforcementRun) banGroundGone(s *step) {
	e.set(period{id: "ban/" + subject(s.track.ID), rule: "exit-ban-lifting", from: s.at, on: string(lifecycle.EnforcementJudge), scope: s.track.ID, track: s.track.ID})
}

func (e *enforcementRun) liftBan(s *step) {
	e.message("cn.luxing.exitban.lifted", s.at, map[string]string{"party": subject(s.track.ID)})
}

func (e *enforcementRun) consequence(at time.Time) bool {
	if e.ended() || e.Phase == lifecycle.EnforcementReview || e.Phase == lifecycle.Referred {
		return false
	}
	if e.paidUp(day(at)) {
		// The debtor is spared at once; the case is over when the money is released.
		if !e.Spared {
			e.Spared = true
			e.spare(at, "全部履行")
		}
		return e.cause(lifecycle.FullyCollected, "", lifecycle.Linked, at, "")
	}
	// The five years are over, and only money not released kept it open.
	return e.Phase == lifecycle.EndedNow && e.clock("ended-for-now-term") == nil && e.cause(lifecycle.SearchTermOver, "", lifecycle.Clock, at, "")
}

// finished waits for listings and bans to be gone.
func (e *enforcementRun) finished() bool {
	return e.ended() && len(e.openTracks()) == 0 && len(e.signals) == 0
}

func (e *enforcementRun) row(r *casefile.Row) {
	r.Case, r.CaseNumber, r.Cause = e.Input.Case, e.Numbers[e.NumberID], e.Input.Cause
	r.FiledOn, r.AcceptedOn = e.Input.AppliedOn, e.FiledOn
	total, _ := e.owed(day(r.Updated))
	r.OutstandingFen = max(total-e.collected(), 0)
	if e.ended() {
		r.OutstandingFen = 0
	}
}

func (e *enforcementRun) view(v *casefile.View, now time.Time) {
	v.Filing = &casefile.Filing{Key: e.Key, Court: e.Court, CaseNumber: e.Input.CaseNumber, Cause: e.Input.Cause, FiledOn: e.Input.AppliedOn, Parties: e.Input.Parties}
	v.Obligations, v.Payments = e.Input.Obligations, e.Payments
	total, interest := e.owed(day(now))
	v.Fees = append(v.Fees, casefile.FeeView{Name: "应执行总额（含加倍部分利息" + yuan(interest) + "）", ExactFen: total, ChargedFen: total, PaidFen: e.collected(), Article: "民事诉讼法第264条"})
	v.Links = append([]casefile.Link{{Kind: casefile.KindCase, Key: e.Input.Case}}, e.Links...)
}

func (e *enforcementRun) record(r *casefile.Record) {
	if e.moneyMove {
		r.Obligations, r.Payments = e.Input.Obligations, e.Payments
	}
}

// reckoned explains the enforcement limit likewise.
func (e *enforcementRun) reckoned(id string, today calendar.Date) ([]statute.Step, bool) {
	if id != "conclusion" {
		return nil, false
	}
	steps, err := e.book.ExplainTrial(e.Limit, today)
	return steps, err == nil
}

func (e *enforcementRun) recorded(casefile.RecordResult) {}
