package workflows

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"luxing/workflows/bilingual"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// propertyReport is what became of one debtor's duty to report its property.
type propertyReport struct {
	Party    string        `json:"party"`
	Due      calendar.Date `json:"due"`
	FiledOn  calendar.Date `json:"filedOn"`
	Breaches []string      `json:"breaches"` // no_report, late_report, false_report
}

// lead is a lead to property and what came of it.
type lead struct {
	casefile.LeadForm
	CheckedOn calendar.Date `json:"checkedOn"`
	Result    string        `json:"result"`
}

// penalty is a fine or detention on its way to the president.
type penalty struct {
	casefile.PenaltyForm
	On    calendar.Date `json:"on"`
	State string        `json:"state"` // proposed, approved, refused
}

// Where a proposed penalty stands.
const (
	penaltyProposed = "proposed"
	penaltyApproved = "approved"
	penaltyRefused  = "refused"
)

// reportClock names the period of a debtor's property report. The first
// debtor's has no party in its name, as in cases of the first release.
func (e *enforcementRun) reportClock(party string) string {
	if e.debtors()[0] == party {
		return "property-report"
	}
	return "property-report/" + party
}

// sendNotice sends notice and reporting order together (民事诉讼法第251、252条).
func (e *enforcementRun) sendNotice(s *step) {
	total, _ := e.owed(s.day)
	scope := scopePhase
	if e.since(reform) {
		scope = scopeCase // each debtor's runs on when another has reported
	}
	var d casefile.OpenDeadline
	for i, p := range e.respondents() {
		if i == 0 || e.since(reform) {
			d = e.set(period{id: e.reportClock(p), rule: statute.PropertyReport, from: s.at, on: p, scope: scope, party: p, expires: lifecycle.ReportMissing})
		}
		e.notify(p, d.Deadline.Last, s)
	}
	s.note = "应履行" + yuan(total) + "，财产报告期限至" + d.Deadline.Last.String()
}

// notify sends one debtor notice and reporting order. Since several may owe
// severally, and others answer for them, each hears of what it owes itself.
func (e *enforcementRun) notify(p string, until calendar.Date, s *step) {
	total, interest := e.owed(s.day)
	about := e.Input.Obligations
	if e.since(joinder) {
		total, interest = e.owedBy(p, s.day)
		about = e.owes(p)
	}
	e.Reports = append(e.Reports, propertyReport{Party: p, Due: until})
	facts := map[string]string{"amount": yuan(total), "interest": yuan(interest), "officer": e.Judge, "until": until.String()}
	if fee, ok := e.enforcementFee(); ok && e.since(reform) {
		facts["feeFen"] = fmt.Sprint(fee.ChargedFen)
	}
	e.order(casefile.EnforcementNotice, p, s.day, facts, about...)
	e.order(casefile.ReportingOrder, p, s.day, facts)
}

// search starts the court's own search for property.
func (e *enforcementRun) search(s *step) {
	if s.to == lifecycle.Measures && s.from != lifecycle.Measures {
		e.set(period{id: "property-search", rule: statute.PropertySearch, from: s.at, on: string(lifecycle.EnforcementJudge), scope: scopePhase})
	}
}

func (e *enforcementRun) reportOf(party string) *propertyReport {
	for i := range e.Reports {
		if e.Reports[i].Party == party {
			return &e.Reports[i]
		}
	}
	return nil
}

// breach notes that a debtor broke its duty to report.
func (e *enforcementRun) breach(party, what string) {
	if r := e.reportOf(party); r != nil && !slices.Contains(r.Breaches, what) {
		r.Breaches = append(r.Breaches, what)
	}
}

// reportFiled takes a report, or what supplements it within ten days of a
// change (财产调查规定第7条).
func (e *enforcementRun) reportFiled(s *step) {
	e.search(s)
	form := s.form.(*casefile.ReportForm)
	s.note = form.Party + " " + form.On.String()
	if !e.since(reform) {
		return
	}
	if !form.ChangedOn.IsZero() {
		e.drop("property-change/" + form.Party)
		s.note += " 补充报告" + form.ChangedOn.String() + "的变动"
		if d, err := e.book.Period(statute.PropertyChangeReport, form.ChangedOn.Start()); err == nil && form.On.After(d.Last) {
			e.breach(form.Party, "late_report")
			s.note += "，逾期（应于" + d.Last.String() + "前）"
		}
		return
	}
	e.drop(e.reportClock(form.Party))
	if r := e.reportOf(form.Party); r != nil {
		if r.FiledOn.IsZero() && form.On.After(r.Due) {
			e.breach(form.Party, "late_report")
			s.note += " 逾期"
		}
		r.FiledOn = form.On
	}
}

// reportMissing starts the search without the report, or notes that a change
// was not reported.
func (e *enforcementRun) reportMissing(s *step) {
	e.search(s)
	party := ""
	if form, ok := s.form.(*casefile.PartyDayForm); ok {
		party = form.Party
		s.note = form.Party + " " + form.On.String()
	}
	if s.period != nil {
		party = s.period.Party
	}
	s.note = strings.TrimSpace(s.note + " 被执行人未按期报告财产")
	if party == "" || !e.since(reform) {
		return
	}
	e.drop(e.reportClock(party))
	e.breach(party, "no_report")
	if s.period != nil {
		s.note = party + "：" + s.note
	}
}

func (e *enforcementRun) reportFalse(s *step) {
	form := s.form.(*casefile.PartyFactForm)
	e.breach(form.Party, "false_report")
	s.note = form.Party + "：" + form.What
}

// propertyChanged starts the ten days within which the debtor must report it.
func (e *enforcementRun) propertyChanged(s *step) {
	form := s.form.(*casefile.PartyFactForm)
	d := e.set(period{id: "property-change/" + form.Party, rule: statute.PropertyChangeReport, from: form.On.Start(), on: form.Party, scope: scopeCase, party: form.Party, expires: lifecycle.ReportMissing})
	s.note = fmt.Sprintf("%s：%s，应于%s前补充报告", form.Party, form.What, d.Deadline.Last)
}

func (e *enforcementRun) leadOf(id string) *lead {
	for i := range e.Leads {
		if e.Leads[i].Lead == id {
			return &e.Leads[i]
		}
	}
	return nil
}

func (e *enforcementRun) checkLead(form *casefile.LeadForm) *casefile.Refusal {
	if e.leadOf(form.Lead) != nil {
		return wrong("data.lead", "该线索已登记 that lead is on record", "未使用过的编号 an ID of its own")
	}
	return e.knownDebtor(form.Party)
}

// giveLead has a lead checked in seven days, three when it is urgent (财产调查规定第2条).
func (e *enforcementRun) giveLead(s *step) {
	form := s.form.(*casefile.LeadForm)
	e.Leads = append(e.Leads, lead{LeadForm: *form})
	rule := statute.PropertyLead
	if form.Urgent {
		rule = statute.PropertyLeadUrgent
	}
	d := e.set(period{id: "lead/" + form.Lead, rule: rule, from: form.On.Start(), on: string(lifecycle.EnforcementJudge), scope: scopeCase})
	s.note = fmt.Sprintf("%s %s：%s，应于%s前核实", form.Lead, form.Party, form.What, d.Deadline.Last)
}

func (e *enforcementRun) checkSearch(form *casefile.SearchForm) *casefile.Refusal {
	if form.Lead == "" {
		return nil
	}
	switch l := e.leadOf(form.Lead); {
	case l == nil:
		r := wrong("data.lead", "没有该线索 no such lead", "已提供的线索（give_lead） one that was given (give_lead)")
		r.Code = casefile.NoSuchTrack
		return r
	case !l.CheckedOn.IsZero():
		return missing("该线索已于%s核实 that lead was checked on %s", l.CheckedOn, l.CheckedOn)
	}
	return nil
}

func (e *enforcementRun) recordSearch(s *step) {
	form := s.form.(*casefile.SearchForm)
	e.Searches = append(e.Searches, *form)
	s.note = form.Result
	if form.Lead != "" {
		l := e.leadOf(form.Lead)
		l.CheckedOn, l.Result = form.On, form.Result
		e.drop("lead/" + form.Lead)
		return
	}
	if s.from == lifecycle.EndedNow {
		e.drop("search-task")
		e.nextSearch(form.On)
	} else {
		e.drop("property-search")
	}
}

// seekDebtor records what was done to find a debtor who is missing.
func (e *enforcementRun) seekDebtor(s *step) {
	form := s.form.(*casefile.PartyFactForm)
	e.Sought = append(e.Sought, *form)
	s.note = form.Party + "：" + form.What
}

func (e *enforcementRun) takeMeasure(s *step) {
	form := s.form.(*casefile.MeasureForm)
	s.note = form.Kind + " " + form.What
}

func (e *enforcementRun) penaltyOf(id string) *penalty {
	for i := range e.Penalties {
		if e.Penalties[i].Penalty == id {
			return &e.Penalties[i]
		}
	}
	return nil
}

// checkPenalty keeps a fine within the law's limits, and a detention to people
// (民事诉讼法第118条), and wants the breach on record that it answers.
func (e *enforcementRun) checkPenalty(form *casefile.PenaltyForm) *casefile.Refusal {
	if r := e.knownDebtor(form.Party); r != nil {
		return r
	}
	if e.penaltyOf(form.Penalty) != nil {
		return wrong("data.penalty", "该编号已提请 that proposal is on record", "未使用过的编号 an ID of its own")
	}
	p, _ := e.party(form.Party)
	person := p.Kind == casefile.Person || form.Of != "" && form.Of != "party"
	switch {
	case form.Kind == "detention" && !person:
		return wrong("data.of", "单位不能拘留，应对其负责人、直接责任人员 a unit cannot be detained", "法定代表人（legal_representative）、主要负责人（principal）或者直接责任人员（direct）（民事诉讼法第252条） legal_representative, principal or direct (CPL art. 252)")
	case form.Kind == "fine" && person && form.AmountFen > casefile.MaxFinePerson:
		return wrong("data.amountFen", "对个人的罚款为十万元以下（民事诉讼法第118条） a person is fined 100,000 yuan at most (CPL art. 118)", "%s", atMostFen(casefile.MaxFinePerson))
	case form.Kind == "fine" && !person && (form.AmountFen < casefile.MinFineUnit || form.AmountFen > casefile.MaxFineUnit):
		return wrong("data.amountFen", "对单位的罚款为五万元以上一百万元以下（民事诉讼法第118条） a unit is fined 50,000 to 1,000,000 yuan (CPL art. 118)", "%[1]d至%[2]d分 %[1]d to %[2]d fen", int64(casefile.MinFineUnit), int64(casefile.MaxFineUnit))
	}
	want := map[string][]string{"no_report": {"no_report", "late_report"}, "false_report": {"false_report"}}[form.Ground]
	if r := e.reportOf(form.Party); want != nil && (r == nil || !slices.ContainsFunc(want, func(b string) bool { return slices.Contains(r.Breaches, b) })) {
		return missing("%s没有该项违反报告义务的记录，应先登记（report_missing 或者 report_false） no such breach of %s is on record", form.Party, form.Party)
	}
	return nil
}

func (e *enforcementRun) proposePenalty(s *step) {
	form := s.form.(*casefile.PenaltyForm)
	e.Penalties = append(e.Penalties, penalty{PenaltyForm: *form, On: s.day, State: penaltyProposed})
	s.note = fmt.Sprintf("%s %s：%s", form.Penalty, form.Party, penaltyText(form))
	e.set(period{id: "penalty/" + form.Penalty, rule: statute.PenaltyApproval, from: s.at, on: string(lifecycle.President), scope: scopeCase})
}

func penaltyText(form *casefile.PenaltyForm) string {
	if form.Kind == "detention" {
		return fmt.Sprintf("拘留%d日", form.Days)
	}
	return "罚款" + yuan(form.AmountFen)
}

func (e *enforcementRun) penaltyOpen(s *step) *casefile.Refusal {
	form, ok := s.form.(*casefile.PenaltyDecisionForm)
	if !ok {
		return nil
	}
	if p := e.penaltyOf(form.Penalty); p == nil || p.State != penaltyProposed {
		return missing("没有待批准的罚款、拘留提请 no proposal %s waits for a decision (propose_penalty)", form.Penalty)
	}
	return nil
}

// decidePenalty is the president's: nobody is fined or detained without
// (民事诉讼法第119条).
func (e *enforcementRun) decidePenalty(s *step) {
	form := s.form.(*casefile.PenaltyDecisionForm)
	p := e.penaltyOf(form.Penalty)
	p.State = penaltyRefused
	s.note = fmt.Sprintf("%s %s：%s；%s", p.Penalty, p.Party, penaltyText(&p.PenaltyForm), form.Reason)
	e.drop("penalty/" + p.Penalty)
	if s.row.Event == lifecycle.ApprovePenalty {
		p.State = penaltyApproved
		e.message("cn.luxing.penalty.approved", s.at, map[string]string{"party": p.Party, "kind": p.Kind, "amountFen": fmt.Sprint(p.AmountFen), "days": fmt.Sprint(p.Days), "of": or(p.Of, "party")})
	}
}

// superiorClock is the period after which the applicant may turn to the
// superior court. It stands still with a stay, a deferral or a settlement
// (执行程序解释第13条).
const superiorClock = "superior"

func (e *enforcementRun) watchSuperior(from calendar.Date) {
	e.Superior = ""
	e.set(period{id: superiorClock, rule: statute.EnforcementSuperior, from: from.Start(), on: e.Input.Applicant, scope: scopeCase, expires: lifecycle.RemindSuperior})
}

// superiorDue tells the applicant that the superior court is open.
func (e *enforcementRun) superiorDue(s *step) {
	e.Superior = "open"
	e.message("cn.luxing.enforcement.superior_open", s.at, map[string]string{"party": e.Input.Applicant, "since": s.last().String()})
}

func (e *enforcementRun) superiorOpen(s *step) *casefile.Refusal {
	if e.Superior == "" {
		k := e.clock(superiorClock)
		if k == nil {
			return missing("尚不能向上一级法院申请执行 the superior court is not open")
		}
		return missing("自收到申请执行书之日起满六个月未执行的，方可申请；该期间至%s届满 not before six months without enforcement, over on %s", k.Deadline.Last, k.Deadline.Last)
	}
	if e.Superior != "open" {
		return missing("已向上一级法院申请执行 the superior court was applied to already")
	}
	return nil
}

func (e *enforcementRun) superiorAsked(*step) *casefile.Refusal {
	if e.Superior != "asked" && e.Superior != "ordered" {
		return missing("申请执行人尚未向上一级法院申请执行 nobody has applied to the superior court (apply_superior)")
	}
	return nil
}

func (e *enforcementRun) applySuperior(s *step) {
	form := s.form.(*casefile.PartyDayForm)
	e.Superior = "asked"
	s.note = form.Party + " 于" + form.On.String() + "向上一级法院申请执行"
	e.message("cn.luxing.enforcement.superior_asked", s.at, map[string]string{"party": form.Party})
}

// superiorOrders sets the term of the order to enforce (督促执行令).
func (e *enforcementRun) superiorOrders(s *step) {
	form := s.form.(*casefile.SuperiorOrderForm)
	e.Superior = "ordered"
	s.note = "责令于" + form.Until.String() + "前执行"
	e.until(period{id: "superior-order", rule: statute.SuperiorOrder, from: form.On.Start(), on: string(lifecycle.EnforcementJudge), scope: scopeCase}, form.Until)
}

func (e *enforcementRun) superiorTakes(s *step) {
	form := s.form.(*casefile.SuperiorTakesForm)
	s.note = "由" + form.Court + "执行"
	e.conclude(s, ClosedTransferred, lifecycle.EnforcementEnded)
}

// until runs a period whose last day a decision has set.
func (e *enforcementRun) until(p period, last calendar.Date) casefile.OpenDeadline {
	d, err := e.book.Period(p.rule, p.from, p.options...)
	if err != nil {
		e.log.Error("period", "rule", string(p.rule), "error", err.Error())
		e.append(casefile.Entry{At: p.from, Event: "period_failed", Name: "期间无法计算", Role: lifecycle.Linked, Note: err.Error()})
		return casefile.OpenDeadline{}
	}
	d.Last, d.Due, d.Provisional = last, last.End(), false
	if d.Unit == statute.Days {
		d.Length = max(last.Sub(day(p.from)), 0)
	}
	return e.put(p, d)
}

// applicationChecks are the conditions of 执行规定第16条 with what shows each.
func (e *enforcementRun) applicationChecks() []casefile.CheckView {
	in := e.Input
	var owners, undefined, early []string
	creditor := in.Transferred
	var last calendar.Date
	for _, o := range in.Obligations {
		creditor = creditor || o.Creditor == in.Applicant
		for _, d := range o.Debtors {
			if _, ok := e.party(d); !ok {
				owners = append(owners, d)
			}
		}
		if o.Subject == casefile.Money && o.AmountFen <= 0 || o.Subject == casefile.Act && o.Act == "" {
			undefined = append(undefined, o.ID)
		}
		due := o.NextDue
		if !o.Accelerated.IsZero() {
			due = o.Accelerated
		}
		if o.OutstandingFen > 0 && !due.IsZero() && !in.AppliedOn.After(due) {
			early = append(early, o.ID)
		}
		last = lastDay(last, due)
	}
	check := func(id, name, article string, met bool, evidence string) casefile.CheckView {
		return casefile.CheckView{ID: id, Name: name, Met: met, Evidence: evidence, Article: article}
	}
	late, limit := e.lateBy()
	inTime := check("in_time", "在申请执行时效内 in time", "民事诉讼法第250条；民诉法解释第481条", !late, "时效至"+limit.String()+"届满")
	if late {
		inTime.Evidence += "；逾期仍应受理，被执行人可以提出异议 late: filed all the same, the debtor may object"
	}
	return []casefile.CheckView{
		check("effective", "法律文书已经生效 the document is effective", "执行规定第16条第1项", len(in.Obligations) > 0, or(in.CaseNumber, in.Case)),
		check("applicant", "申请执行人是权利人 the applicant is the creditor", "执行规定第16条第2项", creditor, in.Applicant),
		check("definite", "给付内容明确 what is owed is definite", "执行规定第16条第3项；民诉法解释第461条", len(undefined) == 0, list(undefined)),
		check("debtor_named", "被执行人明确 the debtor is named", "执行规定第16条第3项；民诉法解释第461条", len(owners) == 0, list(owners)),
		check("unperformed", "期限内未履行 not performed in its time", "执行规定第16条第4项", len(early) == 0 && !last.IsZero(), "履行期限"+last.String()),
		check("jurisdiction", "属于受申请法院管辖 this court enforces it", "执行规定第16条第5项；民事诉讼法第235条", in.Court != "", in.Court),
		inTime,
	}
}

// lateBy reports whether the application came after the creditor's two years,
// and until when they ran: from the last day of performance, of the last
// instalment where there are several (民事诉讼法第250条).
func (e *enforcementRun) lateBy() (bool, calendar.Date) {
	if !e.Input.LimitUntil.IsZero() {
		return !e.Input.Unlimited && e.Input.AppliedOn.After(e.Input.LimitUntil), e.Input.LimitUntil
	}
	var last calendar.Date
	for _, o := range e.Input.Obligations {
		due := o.NextDue
		if n := len(o.Instalments); n > 0 && o.Accelerated.IsZero() {
			due = o.Instalments[n-1].Due
		}
		last = lastDay(last, due)
	}
	if last.IsZero() {
		return false, last
	}
	d, err := e.book.Period(statute.EnforcementApplication, last.Start())
	if err != nil {
		return false, last
	}
	return !e.Input.Unlimited && e.Input.AppliedOn.After(d.Last), d.Last
}

// applicationWants are what each condition of an application asks for.
var applicationWants = map[string]string{
	"effective":    "据以执行的生效法律文书 an effective document that orders performance",
	"applicant":    "由法律文书确定的权利人申请 an application of the creditor that the document names",
	"definite":     "每项义务的数额或者行为明确 every obligation with its amount or act",
	"debtor_named": "每名义务人均为本案当事人 every debtor named as a party",
	"unperformed":  "履行期限届满后申请 an application after the time for performance",
	"jurisdiction": "写明执行法院 the court that enforces it",
}

// applicationFit names every condition of the application that is not met. One
// that comes late is filed all the same (民诉法解释第481条).
func (e *enforcementRun) applicationFit(*step) *casefile.Refusal {
	var fs casefile.Faults
	for _, c := range e.applicationChecks() {
		if !c.Met && c.ID != "in_time" {
			fs.Add(c.ID, c.Name, "%s", bilingual.Join("%s（%s；现为“%s”）", "%s (%s; it is “%s” now)", applicationWants[c.ID], c.Article, or(c.Evidence, "未载明 not stated")))
		}
	}
	if fs == nil {
		return nil
	}
	r := missing("不符合执行立案条件，应裁定不予受理（refuse_enforcement） the application does not meet the conditions")
	r.Faults = fs
	return r
}

// appliedLate: only an application after the two years can be met with the
// limitation (民诉法解释第481条).
func (e *enforcementRun) appliedLate(*step) *casefile.Refusal {
	if late, limit := e.lateBy(); !late {
		if e.Input.Unlimited {
			return missing("终结本次执行程序后再次申请，不受时效限制（民诉法解释第517条） taken up after it was ended for now, no limitation meets it")
		}
		return missing("申请执行在时效期间内（至%s），时效异议不成立 the application came in time, before %s", limit, limit)
	}
	return nil
}

func (e *enforcementRun) debtorViews(on calendar.Date) []casefile.DebtorView {
	var out []casefile.DebtorView
	for _, p := range e.respondents() {
		v := casefile.DebtorView{Party: p, Limited: slices.Contains(e.Limited, p), Referred: e.referralState(p), Clear: e.clear(p, on)}
		if e.since(joinder) {
			v.OwedFen, _ = e.owedBy(p, on)
			v.Guarantor = !slices.Contains(e.debtors(), p)
		}
		if r := e.reportOf(p); r != nil {
			v.ReportDue, v.ReportedOn, v.Breaches = r.Due, r.FiledOn, r.Breaches
		}
		for _, x := range e.Passes {
			if x.Party == p {
				v.Passes = append(v.Passes, casefile.PassView{Purpose: x.Purpose, From: x.From, Until: x.Until, Repair: x.Repair})
			}
		}
		if t := e.trackOf(e.trackFor(lifecycle.Listing, "", p)); t != nil {
			v.Listing = t.State
			if l := e.listingOf(t.ID); l != nil {
				v.Grade, v.ListedTo = l.Grade, l.Until
			}
		}
		if t := e.trackOf(e.trackFor(lifecycle.ListingReview, "", p)); t != nil {
			v.Contest = t.State
		}
		if t := e.trackOf(e.trackFor(lifecycle.ExitBan, "", p)); t != nil {
			v.Ban = t.State
			if b := e.banOf(t.ID); b != nil {
				v.BannedTo = b.Until
			}
		}
		out = append(out, v)
	}
	return out
}

func (e *enforcementRun) row(r *casefile.Row) {
	r.Case, r.CaseNumber, r.Cause = e.Input.Case, e.Numbers[e.NumberID], e.Input.Cause
	r.FiledOn, r.AcceptedOn = e.Input.AppliedOn, e.FiledOn
	total, _ := e.owed(day(r.Updated))
	r.OutstandingFen = max(total-e.forUs(), 0)
	if e.ended() {
		r.OutstandingFen = 0
	}
}

func (e *enforcementRun) view(v *casefile.View, now time.Time) {
	on := day(now)
	v.Filing = &casefile.Filing{Key: e.Key, Court: e.Court, CaseNumber: e.Input.CaseNumber, Cause: e.Input.Cause, FiledOn: e.Input.AppliedOn, Parties: e.Input.Parties}
	v.Obligations, v.Payments = e.obligations(on), e.Payments
	total, interest := e.owed(on)
	v.Fees = append(v.Fees, casefile.FeeView{Name: "应执行总额（含加倍部分利息" + yuan(interest) + "）", ExactFen: total, ChargedFen: total, PaidFen: e.creditedFen(), Article: "民事诉讼法第264条"})
	v.Links = append([]casefile.Link{{Kind: casefile.KindCase, Key: e.Input.Case}}, e.Links...)
	if !e.since(reform) {
		return
	}
	if fee, ok := e.enforcementFee(); ok {
		v.Fees = append(v.Fees, casefile.FeeView{Name: "申请执行费", ExactFen: fee.ExactFen, ChargedFen: fee.ChargedFen, PaidFen: e.feePaid(), Article: "诉讼费用交纳办法第14、20、38条"})
	}
	for _, o := range e.Input.Obligations {
		v.Due = append(v.Due, e.dueOn(o, on))
	}
	v.Assets = e.assetViews()
	x := &casefile.EnforcementView{Checks: e.applicationChecks(), Money: e.money(on), Debtors: e.debtorViews(on), Joined: e.Joined}
	if e.Phase == lifecycle.Measures {
		x.EndConditions = e.endConditions(on)
	}
	for _, l := range e.Leads {
		x.Leads = append(x.Leads, casefile.LeadView{Lead: l.Lead, Party: l.Party, On: l.On, Urgent: l.Urgent, Checked: !l.CheckedOn.IsZero(), Result: l.Result})
	}
	for _, p := range e.Penalties {
		x.Penalties = append(x.Penalties, casefile.PenaltyView{PenaltyForm: p.PenaltyForm, On: p.On, State: p.State})
	}
	for _, o := range e.Objections {
		x.Objections = append(x.Objections, casefile.ObjectionView{ObjectionForm: o.ObjectionForm, State: e.stateOf(lifecycle.Objection.ID + "/" + o.Objection), Upheld: o.Upheld})
	}
	for _, c := range e.Claims {
		x.Claims = append(x.Claims, casefile.ClaimView{ClaimForm: c.ClaimForm, State: e.stateOf(claimTrack(c.Claim)), Upheld: c.Upheld, Blocks: e.claimBlocks(c)})
	}
	x.Suspension, x.Successions, x.Elsewhere = e.suspensionView(), e.successionViews(), e.elsewhereViews()
	x.Ranked, x.Plans, x.PlanObjections = e.Ranked, e.planViews(on), e.planObjectionViews()
	v.Enforcement = x
}
