package workflows

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// certificateState is all that an application for a certificate knows.
type certificateState struct {
	Common    common                    `json:"common"`
	Input     casefile.CertificateInput `json:"input"`
	Facts     casefile.Eligibility      `json:"facts"`
	Checked   bool                      `json:"checked"`
	Confirmed []string                  `json:"confirmed"` // creditors who confirmed
	Denied    []string                  `json:"denied"`
	Silent    bool                      `json:"silent"`
	Answered  bool                      `json:"answered"` // somebody did
	Stopped   calendar.Date             `json:"stopped"`  // since when the document is being tried again
	NumberID  string                    `json:"numberId"`
	// Reversed is when the document fell while the register was being asked.
	Reversed calendar.Date `json:"reversed"`
}

// certificateRun is an application while it runs.
type certificateRun struct {
	*matter
	*certificateState
}

// Certificate is one debtor's application for a certificate of voluntary
// performance (自动履行证明书), which may come years after the case closed: it
// asks the register, then the creditor, then the judge.
//
// Messages and queries are those of Case. Exits: with the register's row, the
// certificate issued or refused with its reason. It is short and never
// continues as new unless the server asks.
func Certificate(ctx workflow.Context, in casefile.CertificateInput) (casefile.Row, error) {
	now := workflow.Now(ctx)
	st := &certificateState{}
	if len(in.Carried) == 0 {
		st = &certificateState{Input: in, Common: common{
			Key: or(in.Key, casefile.CertificateKey(in.Case, in.Party)), Kind: casefile.KindCertificate, Phase: lifecycle.Checking, PhaseSince: now, Active: now,
			Edition: in.Edition, Days: in.Days, Policy: in.Policy,
		}}
	} else if err := json.Unmarshal(in.Carried, st); err != nil {
		return casefile.Row{}, failInput("carried state", err)
	}
	m, err := newMatter(ctx, &st.Common, lifecycle.Certificate, lifecycle.OfCertificate())
	if err != nil {
		return casefile.Row{}, err
	}
	c := &certificateRun{matter: m, certificateState: st}
	m.rules = c
	if err := m.handlers(ctx); err != nil {
		return casefile.Row{}, err
	}
	if m.since(reform) {
		if len(in.Carried) == 0 {
			c.applied(now)
		}
		m.asks(ctx, c.question)
	} else if !st.Checked {
		opts := recordOptions
		opts.Summary = "核查登记库 check the register"
		opts.RetryPolicy = &temporal.RetryPolicy{InitialInterval: time.Second, BackoffCoefficient: 2, MaximumInterval: time.Minute}
		opts.ScheduleToCloseTimeout = 0 // the register is waited for: there is nothing else to do
		query := casefile.EligibilityQuery{Case: in.Case, Party: in.Party}
		if err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, opts), casefile.ActivityEligible, query).Get(ctx, &st.Facts); err != nil {
			return casefile.Row{}, fmt.Errorf("check the register for a certificate: %w", err)
		}
		c.checked(m.now(ctx))
	}
	return live(ctx, m, casefile.CertWorkflow, st, func(carried json.RawMessage) casefile.CertificateInput {
		return casefile.CertificateInput{Case: in.Case, Key: in.Key, Party: in.Party, Edition: in.Edition, Carried: carried}
	})
}

// applied puts the application on the timeline and starts the clock of its
// check, so that one that waits for the register says so. The register hears
// of it with the answer that it gives.
func (c *certificateRun) applied(now time.Time) {
	c.append(casefile.Entry{At: now, Event: "applied", Name: "申请自动履行证明", Role: lifecycle.Intake, To: lifecycle.Checking, Article: "报告机制十"})
	c.set(period{id: "checks", rule: statute.CertificateDecision, from: now, on: "system", scope: scopePhase})
	c.dirty = false
}

// question asks the register about the applicant, until it has answered.
func (c *certificateRun) question() *question {
	if c.Checked {
		return nil
	}
	return &question{
		activity: casefile.ActivityEligible, summary: "核查登记库 check the register", answer: &c.Facts,
		input: casefile.EligibilityQuery{Case: c.Input.Case, Party: c.Input.Party},
		told:  func(now time.Time, _ error) { c.checked(now) },
	}
}

// checked judges the register's answer.
func (c *certificateRun) checked(now time.Time) {
	f := c.Facts
	c.Checked = true
	c.Court, c.Division, c.Judge = f.Court, f.Division, f.Judge
	if !c.since(reform) {
		c.append(casefile.Entry{At: now, Event: "applied", Name: "申请自动履行证明", Role: lifecycle.Intake, To: lifecycle.Checking, Article: "报告机制十"})
	}
	c.pending.Filing = &casefile.Filing{Key: c.Key, Court: f.Court, CaseNumber: f.CaseNumber, Cause: f.Cause, FiledOn: c.Input.AppliedOn, Parties: f.Parties}
	why := ""
	switch {
	case !f.Found:
		why = "登记库没有该案件或当事人 the register has no such case or party"
	case len(f.Duties) == 0:
		why = "该当事人没有生效文书确定的义务 no effective document obliges this party"
	case c.fallen() != "":
		why = c.fallen()
	case f.PerformedOn.IsZero():
		why = "义务尚未全部履行 not performed in full"
	case f.EnforcementCase != "" && !c.Policy.Certificate.InsideEnforcement:
		why = "已进入执行程序（" + f.EnforcementCase + "） an enforcement case exists"
	}
	if why != "" {
		c.cause(lifecycle.ChecksFailed, "", lifecycle.Linked, now, why)
		return
	}
	note := "无执行案件，义务已于" + f.PerformedOn.String() + "履行"
	if !c.Stopped.IsZero() {
		note += "；原裁判自" + c.Stopped.String() + "起再审，审结前不予出具（民事诉讼法第217条）"
	}
	c.cause(lifecycle.ChecksPassed, "", lifecycle.Linked, now, note)
}

func (c *certificateRun) mayOpen(lifecycle.Event) *casefile.Refusal                        { return nil }
func (c *certificateRun) runsOn(clock, time.Time)                                          {}
func (c *certificateRun) target(*lifecycle.Machine, lifecycle.Event, casefile.Form) string { return "" }

// hears reads what a retrial does to the document in terms of the certificate.
func (c *certificateRun) hears(d casefile.Decision) casefile.Decision {
	switch d.Event {
	case lifecycle.OrderRetrial:
		d.Event = lifecycle.RetrialNoted
	case lifecycle.RetrialUpheld:
		d.Event = lifecycle.RetrialOver
	case lifecycle.RetrialSetAside, lifecycle.RetrialChanged:
		d.Event = lifecycle.RetrialReverses
		if c.Phase == lifecycle.Checking && c.since(joinder) {
			d.Event = lifecycle.FallsWhileChecked
		}
	}
	return d
}

// creditors lists those whom the applicant owed.
func (c *certificateRun) creditors() []string {
	var ids []string
	for _, d := range c.Facts.Duties {
		known := false
		for _, id := range ids {
			known = known || id == d.Creditor
		}
		if !known {
			ids = append(ids, d.Creditor)
		}
	}
	return ids
}

func (c *certificateRun) guard(g lifecycle.Guard, _ *step) *casefile.Refusal {
	if g != lifecycle.ProofOfPayment {
		return missing("no such guard: %s", g)
	}
	if !c.Stopped.IsZero() {
		r := missing("原裁判于%s裁定再审，再审审结前不予出具 the document is being tried again since %s", c.Stopped, c.Stopped)
		r.Article = "民事诉讼法第217条"
		return r
	}
	if len(c.Denied) > 0 {
		return missing("债权人%s否认已履行，应查明或不予出具 a creditor denies performance", list(c.Denied))
	}
	for _, d := range c.Facts.Duties {
		if !slices.Contains(c.Confirmed, d.Creditor) && !proved(d) {
			return missing("债权人%s未确认，登记库也没有%s的付款记录 %s has not confirmed, and no payment towards %s is on record", d.Creditor, d.ID, d.Creditor, d.ID)
		}
	}
	return nil
}

// proved reports whether the register shows an obligation as performed.
func proved(d casefile.ObligationView) bool {
	if d.Subject == casefile.Act {
		return !d.PerformedOn.IsZero()
	}
	return d.PaidFen >= d.AmountFen
}

func (c *certificateRun) check(s *step) *casefile.Refusal {
	if form, ok := s.form.(*casefile.ConfirmForm); ok {
		for _, id := range c.creditors() {
			if id == form.Party {
				return nil
			}
		}
		return wrong("data.party", "应由债权人确认 the creditor confirms", "%s", oneOf(c.creditors()))
	}
	return nil
}

func (c *certificateRun) effect(s *step) {
	switch s.row.Event {
	case lifecycle.ChecksFailed, lifecycle.RefuseCertificate:
		if form, ok := s.form.(*casefile.ReasonForm); ok {
			s.note = form.Reason
		}
		c.Reason, c.ClosedOn = ClosedRefused, s.day
		c.message("cn.luxing.certificate.refused", s.at, map[string]string{"party": c.Input.Party, "of": c.Input.Case})
	case lifecycle.RetrialNoted:
		c.Stopped = retrialDay(s)
		s.note = "自" + c.Stopped.String() + "起再审"
	case lifecycle.RetrialOver:
		c.Stopped = calendar.Date{}
	case lifecycle.FallsWhileChecked:
		c.Reversed = retrialDay(s)
		s.note = "原裁判于" + c.Reversed.String() + "被撤销或者变更，核查后处理"
	case lifecycle.RetrialReverses:
		s.note = "原裁判于" + retrialDay(s).String() + "被撤销或者变更"
		c.Reason, c.ClosedOn = ClosedRefused, s.day
		c.message("cn.luxing.certificate.refused", s.at, map[string]string{"party": c.Input.Party, "of": c.Input.Case})
	case lifecycle.ChecksPassed:
		c.set(period{id: "confirmation", rule: statute.CertificateConfirmation, from: s.at, on: c.creditors()[0], scope: scopePhase, expires: lifecycle.ConfirmationSilence})
	case lifecycle.CreditorConfirms, lifecycle.CreditorDenies:
		form := s.form.(*casefile.ConfirmForm)
		s.note = form.Party + " " + form.Note
		// Who answers again has changed his mind.
		is := func(id string) bool { return id == form.Party }
		c.Confirmed, c.Denied = slices.DeleteFunc(c.Confirmed, is), slices.DeleteFunc(c.Denied, is)
		if s.row.Event == lifecycle.CreditorConfirms {
			c.Confirmed = append(c.Confirmed, form.Party)
		} else {
			c.Denied = append(c.Denied, form.Party)
		}
		c.Answered = true
	case lifecycle.AllAnswered:
		c.decideBy(s)
	case lifecycle.ConfirmationSilence:
		c.Silent = true
		c.decideBy(s)
	case lifecycle.AdoptCalendar:
		c.adoptCalendar(s)
	case lifecycle.IssueCertificate:
		c.issue(s)
	}
}

func (c *certificateRun) decideBy(s *step) {
	c.set(period{id: "decision", rule: statute.CertificateDecision, from: s.at, on: string(lifecycle.Judge), scope: scopePhase})
}

// issue gives the certificate its number, which no other will ever have, and
// its document.
func (c *certificateRun) issue(s *step) {
	s.note = s.form.(*casefile.ReasonForm).Reason
	c.NumberID = c.number(c.Court, "自动履行证明", s.day.Year())
	o := c.order(casefile.CertificateDocument, c.Input.Party, s.day, map[string]string{
		"ofCase": c.Facts.CaseNumber, "cause": c.Facts.Cause, "performedOn": c.Facts.PerformedOn.String(), "dividends": dividendLines(),
	}, c.Facts.Duties...)
	for i := range c.pending.Documents {
		if c.pending.Documents[i].ID == o.ID {
			c.pending.Documents[i].NumberID = c.NumberID
		}
	}
	c.Reason, c.ClosedOn = ClosedIssued, s.day
	s.mech = 10
	c.use(10, s.day, "出具自动履行证明书")
	c.brought(12, s.day, "向联动单位推送证明书信息", "回执见发件箱")
	c.message("cn.luxing.certificate.issued", s.at, map[string]string{"party": c.Input.Party, "of": c.Input.Case, "numberId": c.NumberID})
}

// consequence goes on to the decision when no creditor is left to be asked. In
// runs from before the reform the first answer was enough.
func (c *certificateRun) consequence(at time.Time) bool {
	if c.Phase != lifecycle.AwaitingConfirmation || !c.Answered {
		return false
	}
	if c.since(reform) {
		for _, id := range c.creditors() {
			if !slices.Contains(c.Confirmed, id) && !slices.Contains(c.Denied, id) {
				return false
			}
		}
	}
	return c.cause(lifecycle.AllAnswered, "", lifecycle.Linked, at, "")
}

func (c *certificateRun) finished() bool { return c.ended() }

func (c *certificateRun) row(r *casefile.Row) {
	r.Case, r.CaseNumber, r.Cause, r.FiledOn = c.Input.Case, or(c.Numbers[c.NumberID], c.Facts.CaseNumber), c.Facts.Cause, c.Input.AppliedOn
}

func (c *certificateRun) view(v *casefile.View, _ time.Time) {
	v.Filing = &casefile.Filing{Key: c.Key, Court: c.Court, CaseNumber: c.Facts.CaseNumber, Cause: c.Facts.Cause, FiledOn: c.Input.AppliedOn, Parties: c.Facts.Parties}
	v.Obligations = c.Facts.Duties
	v.Links = append([]casefile.Link{{Kind: casefile.KindCase, Key: c.Input.Case}}, c.Links...)
	v.Dividends = dividends(c.Phase == lifecycle.Issued)
}

func (c *certificateRun) record(*casefile.Record) {}
func (c *certificateRun) reckoned(string, calendar.Date) ([]statute.Step, bool) {
	return nil, false
}
func (c *certificateRun) recorded(res casefile.RecordResult, now time.Time) {
	c.hearsAtFirst(res.Retrial, now)
}
