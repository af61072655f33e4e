package workflows

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// handoff is the handing over of one enterprise debtor to bankruptcy: from
// enforcement by the court's transfer (执转破), before it by the parties' own
// application after the judge has explained it (释明).
type handoff struct {
	Track   string          `json:"track"`
	Debtor  string          `json:"debtor"`
	From    lifecycle.State `json:"from"`
	Consent string          `json:"consent"`
	Court   string          `json:"court"`
	Number  string          `json:"number"`
	// Apart: others owe too, and the case goes on with them.
	Apart bool     `json:"apart"`
	Done  bool     `json:"done"`
	Lacks []string `json:"lacks"` // papers that the package did not list
	// OpenedOn is when another court had accepted it before the answer came.
	OpenedOn calendar.Date `json:"openedOn,omitzero"`
}

// insolvency is what the case knows of single parties' bankruptcies.
type insolvency struct {
	Apart     []handoff              `json:"apart"`
	Bankrupts []bankruptcyOf         `json:"bankrupts"`
	Explained []casefile.ExplainForm `json:"explained"`
	StayedFor string                 `json:"stayedFor"` // the party whose bankruptcy stays the suit
	Checked   bool                   `json:"checked"`   // looked for a cause again at default
}

// bankruptcyOf is one party's open bankruptcy.
type bankruptcyOf struct {
	Party         string        `json:"party"`
	On            calendar.Date `json:"on"`
	Number        string        `json:"number"`
	Administrator string        `json:"administrator"`
	TookOver      calendar.Date `json:"tookOver"`
	// Stays: the suit, stayed already, waits for this administrator too.
	Stays bool `json:"stays,omitempty"`
}

// handoffOf is the handoff that a track runs.
func (c *caseRun) handoffOf(trackID string) *handoff {
	for i := range c.Insolvency.Apart {
		if c.Insolvency.Apart[i].Track == trackID {
			return &c.Insolvency.Apart[i]
		}
	}
	return &c.Handoff
}

// handoffFor finds the track that a decision is about: of the debtor it names,
// or of the only handoff that is open.
func (c *caseRun) handoffFor(form casefile.Form) string {
	named := ""
	switch f := form.(type) {
	case *casefile.HandoffForm:
		named = f.Debtor
	case *casefile.ConsentForm:
		named = f.Debtor
	case *casefile.BankruptcyCourtForm:
		named = f.Debtor
	case *casefile.SupplementForm:
		named = f.Debtor
	case *casefile.BankruptcyAnswerForm:
		named = f.Debtor
	}
	var open []string
	for _, h := range append(slices.Clone(c.Insolvency.Apart), c.Handoff) {
		t := c.trackOf(h.Track)
		if t == nil || named != "" && h.Debtor != named {
			continue
		}
		if c.open(t) {
			open = append(open, h.Track)
		}
	}
	switch {
	case len(open) == 1:
		return open[0]
	case len(open) == 0 && named == "":
		return c.Handoff.Track
	}
	return "" // none of that debtor, or several and none named
}

// clockOf names a period of a handoff, apart from those of others.
func (h *handoff) clockOf(id string) string {
	if h.Apart {
		return id + "/" + h.Debtor
	}
	return id
}

func (h *handoff) scope() string {
	if h.Apart {
		return scopeCase
	}
	return scopePhase
}

func (c *caseRun) enterpriseDebtor(s *step) *casefile.Refusal {
	form, ok := s.form.(*casefile.DebtorForm)
	if !ok {
		return nil
	}
	p, ok := c.Filing.Party(form.Party)
	if !ok {
		return c.noParty(form.Party)
	}
	if p.Kind != casefile.Enterprise {
		r := missing("%s不是企业法人，不能移送破产 %s is not an enterprise", form.Party, form.Party)
		r.Article = "企业破产法第2条"
		return r
	}
	if c.owedBy(form.Party) == 0 {
		return missing("%s在本案没有未履行的债务 %s owes nothing in this case", form.Party, form.Party)
	}
	return nil
}

// notReferredBefore: a debtor whose bankruptcy was not accepted is never
// transferred again; the parties may apply directly (法发〔2017〕2号), which is
// what a sign of bankruptcy before enforcement leads to.
func (c *caseRun) notReferredBefore(s *step) *casefile.Refusal {
	if s.from != lifecycle.InEnforcement && c.since(joinder) {
		return nil
	}
	form, ok := s.form.(*casefile.DebtorForm)
	if ok && slices.Contains(c.ReferredOnce, form.Party) {
		r := missing("%s曾移送破产未被受理，不得再次移送 %s was referred once and not accepted", form.Party, form.Party)
		r.Article = "法发〔2017〕2号"
		return r
	}
	return nil
}

func (c *caseRun) bankruptcySign(s *step) {
	form := s.form.(*casefile.DebtorForm)
	c.Handoff = *c.beginHandoff(s, form, false)
}

// signOfOne begins the handoff of one of several debtors. Nothing of the others
// stands still.
func (c *caseRun) signOfOne(s *step) {
	form := s.form.(*casefile.DebtorForm)
	c.Insolvency.Apart = append(c.Insolvency.Apart, *c.beginHandoff(s, form, true))
}

func (c *caseRun) beginHandoff(s *step, form *casefile.DebtorForm, apart bool) *handoff {
	id := fmt.Sprintf("bankruptcy/%s", form.Party)
	if n := c.count(id); n > 1 {
		id = fmt.Sprintf("%s/%d", id, n)
	}
	h := &handoff{Track: id, Debtor: form.Party, From: s.from, Apart: apart}
	s.mech = 9
	s.note = form.Party + "：" + form.Reason
	c.use(9, s.day, s.note)
	// The debtor's other obligations wait for the answer; one debtor's bankruptcy
	// does not stop what others owe.
	for _, tid := range c.tracksOf(lifecycle.Supervision) {
		d := c.duty(subject(tid))
		if d == nil || !slices.Contains(d.Debtors, form.Party) || apart && slices.ContainsFunc(d.Debtors, func(x string) bool { return x != form.Party && !c.isBankrupt(x) }) {
			continue
		}
		c.cause(lifecycle.SuspendTerm, tid, lifecycle.Linked, s.at, "")
	}
	if s.from == lifecycle.InEnforcement {
		c.openTrack(id, lifecycle.Bankruptcy, lifecycle.AwaitingConsent, s.at, form.Party)
		c.set(period{id: h.clockOf("handoff"), rule: "bankruptcy-decision", from: s.at, on: string(lifecycle.EnforcementJudge), scope: h.scope(), track: id})
		return h
	}
	c.openTrack(id, lifecycle.Bankruptcy, lifecycle.DirectlyApplied, s.at, form.Party)
	c.set(period{id: h.clockOf("handoff"), rule: "bankruptcy-ruling-debtor", from: s.at, on: "receiving_court", scope: h.scope(), track: id})
	return h
}

// consentCounts: the debtor, or any one applicant, consents in writing
// (民诉法解释第511条).
func (c *caseRun) consentCounts(s *step) *casefile.Refusal {
	form, ok := s.form.(*casefile.ConsentForm)
	if !ok || s.track == nil || !c.since(reform) {
		return nil
	}
	if _, party := c.Filing.Party(form.By); !party {
		return nil // named as a fault of its own
	}
	debtor := c.handoffOf(s.track.ID).Debtor
	who := []string{debtor}
	for i := range c.Duties {
		if d := &c.Duties[i]; slices.Contains(d.Debtors, debtor) && !slices.Contains(who, d.Creditor) {
			who = append(who, d.Creditor)
		}
	}
	if !slices.Contains(who, form.By) {
		return missing("应由被执行人或者申请执行人之一书面同意，%s不是 the consent of the debtor or of any one applicant counts: %s", form.By, list(who))
	}
	return nil
}

func (c *caseRun) consentToTransfer(s *step) {
	form := s.form.(*casefile.ConsentForm)
	c.handoffOf(s.track.ID).Consent = form.By
	s.mech = 9
	s.note = fmt.Sprintf("%s 于%s书面同意", form.By, form.On)
}

func (c *caseRun) handoffNote(s *step) {
	s.mech = 9
	if form, ok := s.form.(*casefile.HandoffForm); ok {
		s.note = form.Reason
	}
}

func (c *caseRun) panelDecides(s *step) { c.handoffNote(s) }

// lacking names the papers that a package does not have.
func lacking(files []string) []string {
	var lacks []string
	for _, p := range casefile.PackagePapers {
		if !slices.Contains(files, p.ID) {
			lacks = append(lacks, p.Name)
		}
	}
	return lacks
}

// packaged names those that it has.
func packaged(files []string) (names []string) {
	for _, p := range casefile.PackagePapers {
		if slices.Contains(files, p.ID) {
			names = append(names, p.Name)
		}
	}
	return names
}

// packageWhole: a package that is listed is whole, or what it lacks is named. A
// transfer without any list goes out, and says that none was made.
func (c *caseRun) packageWhole(s *step) *casefile.Refusal { return packageLacks(s) }

func packageLacks(s *step) *casefile.Refusal {
	form, ok := s.form.(*casefile.BankruptcyCourtForm)
	if !ok || len(form.Files) == 0 {
		return nil
	}
	if lacks := lacking(form.Files); len(lacks) > 0 {
		return missing("移送材料不齐，缺少：%s the package lacks: %s", strings.Join(lacks, "、"), strings.Join(lacks, ", "))
	}
	return nil
}

// presidentSigns transfers the case: decision, package, and thirty days for the
// receiving court's answer (民诉法解释第512条).
func (c *caseRun) presidentSigns(s *step) {
	form := s.form.(*casefile.BankruptcyCourtForm)
	h := c.handoffOf(s.track.ID)
	h.Court = form.Court
	s.mech = 9
	s.note = form.Court + " 于" + form.On.String() + "收到材料"
	facts := map[string]string{"debtor": h.Debtor, "receivingCourt": form.Court, "consentBy": h.Consent, "president": s.decision.Actor}
	if c.since(reform) {
		if facts["files"] = strings.Join(packaged(form.Files), "；"); len(form.Files) == 0 {
			delete(facts, "files")
			h.Lacks = lacking(nil)
			s.note += "；移送材料未列清单，应核对：" + strings.Join(h.Lacks, "、")
		}
	}
	c.order(casefile.BankruptcyDecision, h.Debtor, s.day, facts, c.dutiesOf(h.Debtor)...)
	c.drop(h.clockOf("handoff"))
	c.set(period{id: h.clockOf("handoff-answer"), rule: statute.BankruptcyTransferAnswer, from: form.On.Start(), on: "receiving_court", scope: h.scope(), track: s.track.ID})
	c.message("cn.luxing.bankruptcy.transferred", s.at, map[string]string{"court": form.Court, "on": form.On.String()})
	c.use(9, s.day, "移送破产审查："+form.Court)
}

// askSupplement stops the thirty days until the papers are complete.
func (c *caseRun) askSupplement(s *step) {
	c.handoffNote(s)
	h := c.handoffOf(s.track.ID)
	c.freeze(s.day, func(k *clock) bool { return k.ID == h.clockOf("handoff-answer") })
	c.set(period{id: h.clockOf("handoff-supplement"), rule: statute.BankruptcyTransferFiles, from: s.at, on: string(lifecycle.EnforcementJudge), scope: h.scope(), track: s.track.ID})
}

func (c *caseRun) sendSupplement(s *step) {
	h := c.handoffOf(s.track.ID)
	c.drop(h.clockOf("handoff-supplement"))
	c.thaw(s.day, func(k *clock) bool { return k.ID == h.clockOf("handoff-answer") })
}

func (c *caseRun) bankruptcyAnswer(s *step) {
	form := s.form.(*casefile.BankruptcyAnswerForm)
	c.handoffOf(s.track.ID).Number = form.Number
	s.mech = 9
	s.note = fmt.Sprintf("%s %s %s", form.On, form.Number, form.Reason)
	c.use(9, s.day, s.row.Name)
}

// handoffFollows ends the handoff as its track ended.
func (c *caseRun) handoffFollows(at time.Time) bool {
	switch c.stateOf(c.Handoff.Track) {
	case lifecycle.BankruptcyIsOpen:
		if c.since(joinder) {
			c.tellOpened(c.Handoff.Debtor, c.Handoff.Number, c.Handoff.openedOn(day(at)))
			c.partyOut(c.Handoff.Debtor, c.Handoff.openedOn(day(at)), c.Handoff.Number, at) // whoever applies later reads it
		} else if c.Handoff.From == lifecycle.InEnforcement {
			c.tell(c.Enforcement, lifecycle.ReferralAccepted, c.answerTo(&c.Handoff, referralAccepted, at))
		}
		return c.cause(lifecycle.HandoffAccepted, "", lifecycle.Linked, at, c.Handoff.Number)
	case lifecycle.BankruptcyReturned, lifecycle.BankruptcyAbandoned:
		for _, e := range []lifecycle.Event{lifecycle.BackToSupervision, lifecycle.BackToAwaiting, lifecycle.BackToEnforcement} {
			if c.cause(e, "", lifecycle.Linked, at, "") {
				return true
			}
		}
	}
	return false
}

// referredInVain keeps a debtor from being transferred again. What the parties
// applied for themselves was no transfer.
func (c *caseRun) referredInVain(h *handoff) {
	if h.From == lifecycle.InEnforcement || !c.since(joinder) {
		c.ReferredOnce = append(c.ReferredOnce, h.Debtor)
	}
}

// backFromHandoff takes up again what the handoff had suspended.
func (c *caseRun) backFromHandoff(s *step) {
	if c.stateOf(c.Handoff.Track) == lifecycle.BankruptcyReturned {
		c.referredInVain(&c.Handoff)
	}
	s.mech = 9
	for _, id := range c.tracksOf(lifecycle.Supervision) {
		event := lifecycle.ResumeRunning
		if d := c.duty(subject(id)); d != nil && d.overdue(s.day) {
			event = lifecycle.ResumeTerm
		}
		c.cause(event, id, lifecycle.Linked, s.at, "")
	}
	switch s.to {
	case lifecycle.AwaitingEnforcement:
		// The petition interrupted the limitation period (诉讼时效规定第11条).
		c.awaitApplication(s)
		if k := c.clock("limitation"); k != nil {
			c.limitation(s.day, k.On)
		}
		s.note = "申请破产，申请执行时效中断，重新计算"
	case lifecycle.InEnforcement:
		outcome := referralNoConsent
		if c.stateOf(c.Handoff.Track) == lifecycle.BankruptcyReturned {
			outcome = referralRefused
		}
		c.tell(c.Enforcement, lifecycle.ReferralReturned, c.answerTo(&c.Handoff, outcome, s.at))
		c.watchEnforcement(s)
	}
}

// answerTo is what the enforcement is told of a handoff.
func (c *caseRun) answerTo(h *handoff, outcome string, at time.Time) []byte {
	data, _ := json.Marshal(casefile.ReferralForm{Party: h.Debtor, Outcome: outcome, Number: h.Number, On: day(at)})
	return data
}

// referralOf answers a referral that the case could not take up.
func (c *caseRun) referralOf(d casefile.Decision, outcome string) []byte {
	var form casefile.DebtorForm
	if json.Unmarshal(d.Data, &form) != nil || form.Party == "" {
		return nil
	}
	data, _ := json.Marshal(casefile.ReferralForm{Party: form.Party, Outcome: outcome})
	return data
}
