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

// incidents is what a case knows of all that happens beside its main way. It
// is part of caseState and crosses continue-as-new with it.
type incidents struct {
	Counterclaims  []counterclaim           `json:"counterclaims"`
	ClaimWithdrawn calendar.Date            `json:"claimWithdrawn"`
	DebateClosed   calendar.Date            `json:"debateClosed"`
	Left           []leaver                 `json:"left"`
	Joined         map[string]calendar.Date `json:"joined"`    // by party
	Confirmed      map[string]calendar.Date `json:"confirmed"` // address for service, by party
	Agents         []agent                  `json:"agents"`
	Evidence       evidence                 `json:"evidence"`
	Lapsed         []string                 `json:"lapsed"` // defendants whose answer period ran out unanswered
	Absences       []absence                `json:"absences"`
	Guidance       []casefile.GuidanceView  `json:"guidance"`
	SentBack       int                      `json:"sentBack"` // drafts whose wording was sent back
	Tags           []string                 `json:"tags"`
	Appellants     []appellant              `json:"appellants"`
	FileMoved      calendar.Date            `json:"fileMoved"`
	Stays          []partyStay              `json:"stays"`
	Retrial        retrial                  `json:"retrial"`
	Jurisdiction   jurisdiction             `json:"jurisdiction"`
	Kept           []casefile.Decision      `json:"kept,omitempty"`     // reports that wait for its end
	Retrials       []statute.Suspension     `json:"retrials,omitempty"` // while the document was tried again
	Remands        int                      `json:"remands"`
	FormerJudge    string                   `json:"formerJudge"` // whose judgment was sent back
	Together       together                 `json:"together"`
	Excused        []excused                `json:"excused"`
	Retried        bool                     `json:"retried"`  // a retrial was ordered once
	ClaimWas       int64                    `json:"claimWas"` // before an increase whose fee is unpaid, fen
	// Passed are the parties whose place was taken in an enforcement, which was passed
	// on; Elsewhere is what waits for the document to be in effect.
	Passed     []string                 `json:"passed,omitempty"`
	Elsewhere  []casefile.SucceededForm `json:"elsewhere,omitempty"`
	EstatePaid []estatePaid             `json:"estatePaid,omitempty"` // by heirs, in each enforcement
}

// counterclaim is a claim of a defendant tried together with the suit.
type counterclaim struct {
	ID       string        `json:"id"`
	Party    string        `json:"party"`
	ClaimFen int64         `json:"claimFen"`
	On       calendar.Date `json:"on"`
	Paid     bool          `json:"paid"`
	Ended    string        `json:"ended"` // lapsed, withdrawn; empty while it is tried
	// Answered lists the plaintiffs who answered, or whose time to do so is over.
	Answered []string `json:"answered"`
}

// leaver is a party that is no longer in the suit.
type leaver struct {
	Party     string        `json:"party"`
	Why       string        `json:"why"` // death, dissolution, incapacity, withdrawn, severed
	On        calendar.Date `json:"on"`
	Successor string        `json:"successor"`
	EstateFen int64         `json:"estateFen,omitempty"` // what an heir answers with
	None      string        `json:"none"`                // why nobody succeeds
	Case      string        `json:"case"`                // where a severed party's suit goes on
}

type agent struct {
	Party    string `json:"party"`
	Name     string `json:"name"`
	Powers   string `json:"powers"`
	Receiver bool   `json:"receiver"`
}

type evidence struct {
	Set    calendar.Date `json:"set"`
	Closed calendar.Date `json:"closed"`
}

type absence struct {
	Party string        `json:"party"`
	On    calendar.Date `json:"on"`
}

type appellant struct {
	Party     string        `json:"party"`
	On        calendar.Date `json:"on"`
	Withdrawn calendar.Date `json:"withdrawn"`
}

type partyStay struct {
	Party  string        `json:"party"`
	On     calendar.Date `json:"on"`
	Ground string        `json:"ground"`
}

type retrial struct {
	From       lifecycle.State `json:"from"`
	On         calendar.Date   `json:"on"`
	Court      string          `json:"court"`
	CaseNumber string          `json:"caseNumber"`
	Runs       bool            `json:"runs"` // nothing is suspended meanwhile
}

// incidentEffects and incidentGuards are what case.go's and trial.go's tables
// are for the main way.
var (
	incidentEffects map[lifecycle.Event]func(*caseRun, *step)
	incidentGuards  map[lifecycle.Guard]func(*caseRun, *step) *casefile.Refusal
)

func init() {
	// The maps refer to methods that cause further events, so they are filled here.
	incidentEffects = map[lifecycle.Event]func(*caseRun, *step){
		lifecycle.FeeSupplementPaid:    (*caseRun).feeSupplementPaid,
		lifecycle.ExcuseSupplement:     (*caseRun).excuseSupplement,
		lifecycle.SupplementLapsed:     (*caseRun).supplementLapsed,
		lifecycle.ConfirmAddress:       (*caseRun).confirmAddress,
		lifecycle.RecordGuidance:       (*caseRun).recordGuidance,
		lifecycle.ReviewWording:        (*caseRun).reviewWording,
		lifecycle.Counterclaim:         (*caseRun).takeCounterclaim,
		lifecycle.CounterFeePaid:       (*caseRun).counterFeePaid,
		lifecycle.CounterFeeLapsed:     (*caseRun).counterFeeLapsed,
		lifecycle.AnswerCounterclaim:   (*caseRun).answerCounterclaim,
		lifecycle.CounterAnswerExpired: (*caseRun).counterAnswerExpired,
		lifecycle.WithdrawCounterclaim: (*caseRun).withdrawCounterclaim,
		lifecycle.WithdrawClaim:        (*caseRun).withdrawClaim,
		lifecycle.CloseDebate:          (*caseRun).closeDebate,
		lifecycle.JoinParty:            (*caseRun).joinParty,
		lifecycle.ChangeParty:          (*caseRun).changeParty,
		lifecycle.PartyGone:            (*caseRun).partyGone,
		lifecycle.SucceedParty:         (*caseRun).succeedParty,
		lifecycle.WithdrawParty:        (*caseRun).withdrawParty,
		lifecycle.Represent:            (*caseRun).represent,
		lifecycle.SetEvidence:          (*caseRun).setEvidence,
		lifecycle.ExtendEvidence:       (*caseRun).extendEvidence,
		lifecycle.EvidenceClosed:       (*caseRun).evidenceClosed,
		lifecycle.SetAnswer:            (*caseRun).setAnswer,
		lifecycle.ExcuseDefault:        (*caseRun).excuseDefault,
		lifecycle.RecordAbsence:        (*caseRun).recordAbsence,
		lifecycle.Consolidate:          (*caseRun).consolidate,
		lifecycle.Sever:                (*caseRun).sever,
		lifecycle.JudgePart:            (*caseRun).judgePart,
		lifecycle.CorrectDocument:      (*caseRun).correctDocument,
		lifecycle.ServeAppeal:          (*caseRun).serveAppeal,
		lifecycle.AnswerAppeal:         (*caseRun).answerAppeal,
		lifecycle.AppealAnswerExpired:  (*caseRun).appealAnswerExpired,
		lifecycle.OneAppealWithdrawn:   (*caseRun).oneAppealWithdrawn,
		lifecycle.AppealWithdrawnEarly: (*caseRun).appealWithdrawnEarly,
		lifecycle.RulingAppealDropped:  (*caseRun).rulingFinal,
		lifecycle.TagCase:              (*caseRun).tag,
		lifecycle.UntagCase:            (*caseRun).untag,
		lifecycle.Instruct:             (*caseRun).instruct,
		lifecycle.StayParty:            (*caseRun).stayParty,
		lifecycle.ResumeParty:          (*caseRun).resumeParty,
		lifecycle.OrderRetrial:         (*caseRun).orderRetrial,
		lifecycle.RetrialUpheld:        (*caseRun).retrialUpheld,
		lifecycle.UpheldToAwaiting:     (*caseRun).retrialUpheld,
		lifecycle.UpheldToEnforcement:  (*caseRun).retrialUpheld,
		lifecycle.UpheldToDormant:      (*caseRun).retrialUpheld,
		lifecycle.RetrialChanged:       (*caseRun).retrialChanged,
		lifecycle.RetrialSetAside:      (*caseRun).retrialSetAside,
		lifecycle.OldEnforcementBooked: (*caseRun).bookOld,
		lifecycle.SucceededThere:       (*caseRun).succeededThere,
		lifecycle.EstatePaid:           (*caseRun).estatePaid,
		lifecycle.NoFeeDue:             (*caseRun).startService,
		lifecycle.RefuseExcuse:         (*caseRun).refuseExcuse,
		lifecycle.SuspendLimitation:    (*caseRun).suspendLimitation,
		lifecycle.ResumeLimitation:     (*caseRun).resumeLimitation,
		lifecycle.ChangeClaim:          (*caseRun).changeClaim,
		lifecycle.ClaimFeePaid:         (*caseRun).claimFeePaid,
		lifecycle.ClaimFeeLapsed:       (*caseRun).claimFeeLapsed,
		lifecycle.SmallOutgrown:        (*caseRun).smallOutgrown,
		lifecycle.JoinedToLead:         (*caseRun).joinedToLead,
		lifecycle.HearingInLead:        (*caseRun).hearingInLead,
		lifecycle.Separate:             (*caseRun).separate,
		lifecycle.JoinderOver:          (*caseRun).joinderOver,
		lifecycle.RetrialRunning:       (*caseRun).orderRunning,
		lifecycle.RunningUpheld:        (*caseRun).runningUpheld,
		lifecycle.RestsInRetrial:       (*caseRun).restInRetrial,
		lifecycle.EndsInRetrial:        (*caseRun).endInRetrial,
		lifecycle.PetitionDismissed:    (*caseRun).petitionDismissed,
	}
	retriedFrom := func(from lifecycle.State) func(*caseRun, *step) *casefile.Refusal {
		return func(c *caseRun, _ *step) *casefile.Refusal {
			if c.Incidents.Retrial.From != from {
				return missing("再审前处于“%s”，应回到该阶段 the retrial began in %s", lifecycle.Case.StateName(c.Incidents.Retrial.From), c.Incidents.Retrial.From)
			}
			return nil
		}
	}
	incidentGuards = map[lifecycle.Guard]func(*caseRun, *step) *casefile.Refusal{
		lifecycle.SupplementDue:     (*caseRun).supplementDue,
		lifecycle.CounterclaimOpen:  (*caseRun).counterclaimOpen,
		lifecycle.NoCounterclaim:    (*caseRun).noCounterclaim,
		lifecycle.DebateOpen:        (*caseRun).debateOpen,
		lifecycle.SuccessorsKnown:   (*caseRun).successorsKnown,
		lifecycle.EvidenceRunning:   (*caseRun).evidenceRunning,
		lifecycle.FileMayMove:       (*caseRun).fileMayMove,
		lifecycle.SeveralAppeals:    (*caseRun).severalAppeals,
		lifecycle.LastAppeal:        (*caseRun).lastAppeal,
		lifecycle.PeriodsRun:        (*caseRun).periodsRun,
		lifecycle.PeriodsOver:       (*caseRun).periodsOver,
		lifecycle.FirstRemand:       (*caseRun).firstRemand,
		lifecycle.Tagged:            (*caseRun).tagged,
		lifecycle.PartyStayed:       (*caseRun).somebodyStayed,
		lifecycle.FromSupervisionRe: retriedFrom(lifecycle.InSupervision),
		lifecycle.FromAwaitingRe:    retriedFrom(lifecycle.AwaitingEnforcement),
		lifecycle.FromEnforcementRe: retriedFrom(lifecycle.InEnforcement),
		lifecycle.FromDormantRe:     retriedFrom(lifecycle.Dormant),
		lifecycle.AppealMissed:      (*caseRun).appealMissed,
		lifecycle.LimitationRuns:    (*caseRun).limitationRuns,
		lifecycle.LimitationStands:  (*caseRun).limitationStands,
		lifecycle.ClaimFeeDue:       (*caseRun).claimFeeDue,
		lifecycle.MayBeJoined:       (*caseRun).mayBeJoined,
		lifecycle.LedByThat:         (*caseRun).ledByThat,
		lifecycle.TriedTogether:     (*caseRun).triedTogether,
		lifecycle.RetrialRuns:       (*caseRun).retrialRuns,
		lifecycle.NoRetrialRuns:     (*caseRun).noRetrialRuns,
		lifecycle.MayBeDivided:      (*caseRun).mayBeDivided,
	}
	for g := range incidentGuards { // all of them hang on where the case stands, none on a form
		positional[g] = true
	}
}

// checkIncident judges what goes beyond a row's guards, by form.
func (c *caseRun) checkIncident(s *step) *casefile.Refusal {
	switch form := s.form.(type) {
	case *casefile.AddressForm:
		return c.present(form.Party)
	case *casefile.GuidanceForm:
		return c.checkGuidance(s, form)
	case *casefile.CounterclaimForm:
		return c.checkCounterclaim(form)
	case *casefile.CounterFeeForm:
		return c.checkCounterFee(form)
	case *casefile.CounterWithdrawalForm:
		_, r := c.counterclaimOf(form.Counterclaim)
		return r
	case *casefile.JoinForm:
		if !slices.Contains(form.Sides(), form.Joined.Side) {
			return wrong("data.joined.side", "追加的理由与诉讼地位不符 the side does not fit the ground", "%s", wantSides(form.Sides(), form.Ground))
		}
		return c.checkNewParty("data.joined", form.Joined)
	case *casefile.ChangePartyForm:
		return c.present(form.Party)
	case *casefile.GoneForm:
		return c.present(form.Party)
	case *casefile.SuccessorForm:
		return c.checkSuccessor(form)
	case *casefile.WithdrawPartyForm:
		return c.checkLeaving([]string{form.Party})
	case *casefile.RepresentForm:
		return c.checkRepresent(form)
	case *casefile.EvidenceForm:
		return c.checkEvidence(s, form)
	case *casefile.ExtendEvidenceForm:
		return c.checkExtendEvidence(s, form)
	case *casefile.AnswerPeriodForm:
		return c.checkAnswerPeriod(form)
	case *casefile.ExcuseForm:
		return c.checkExcuse(s, form)
	case *casefile.RefuseExcuseForm:
		if r := c.present(form.Party); r != nil {
			return r
		}
		return c.periodOf(s, form.Period)
	case *casefile.SuspendForm:
		return c.checkSuspension(s, form)
	case *casefile.ClaimChangeForm:
		return c.checkClaimChange(form)
	case *casefile.SeparateForm:
		return c.checkSeparation(form)
	case *casefile.RunningRetrialForm:
		order := form.RetrialOf()
		return c.checkRetrial(&order)
	case *casefile.AbsenceForm:
		return c.checkAbsence(s, form)
	case *casefile.ConsolidateForm:
		if !form.Agreed && !form.Same {
			return wrong("data.agreed", "民事诉讼法第55条；民诉法解释第221条", "基于相同事实的选sameFacts（相同事实），否则须经当事人同意 sameFacts where both arise from the same facts, else the parties' consent")
		}
		if c.since(joinder) {
			return c.checkConsolidation(form)
		}
		return c.checkOtherCase("data.case", form.Case)
	case *casefile.SeverForm:
		return c.checkSever(s, form)
	case *casefile.PartialJudgmentForm:
		return c.checkPart(s, form)
	case *casefile.CorrectForm:
		return c.checkCorrection(form)
	case *casefile.TagForm:
		return c.checkTag(s, form)
	case *casefile.StayPartyForm:
		if r := c.present(form.Party); r != nil {
			return r
		}
		if c.partyStayed(form.Party) != nil {
			return missing("%s已中止 the periods of %s stand still already", form.Party, form.Party)
		}
	case *casefile.RetrialForm:
		return c.checkRetrial(form)
	}
	return c.checkIncidentEvent(s)
}

func (c *caseRun) checkRetrial(form *casefile.RetrialForm) *casefile.Refusal {
	if form.On.Before(c.Disposition.Effective) {
		return wrong("data.on", "再审针对已生效的裁判 only an effective document is tried again", "%[1]s或者更晚 %[1]s or later", c.Disposition.Effective)
	}
	return nil
}

// checkIncidentEvent judges events whose forms others share.
func (c *caseRun) checkIncidentEvent(s *step) *casefile.Refusal {
	form, ok := s.form.(*casefile.PartyDayForm)
	if !ok {
		switch s.row.Event {
		case lifecycle.ResumeLimitation:
			return c.checkResumption(s.form.(*casefile.DayForm))
		case lifecycle.JudgeInCourt, lifecycle.JudgeLater:
			return c.mayJudge(s)
		}
		return nil
	}
	switch s.row.Event {
	case lifecycle.PetitionDismissed:
		return c.checkDismissed(form)
	case lifecycle.AnswerCounterclaim:
		return c.checkCounterAnswer(form)
	case lifecycle.ServeAppeal, lifecycle.AnswerAppeal:
		return c.checkAppealPaper(s, form)
	case lifecycle.OneAppealWithdrawn:
		if a := c.appellant(form.Party); a == nil {
			return wrong("data.party", "上诉人 who appealed", "%s", oneOf(c.appellants()))
		}
	case lifecycle.ResumeParty:
		if c.partyStayed(form.Party) == nil && s.decision.Role != lifecycle.Linked {
			return missing("%s未中止 the periods of %s do not stand still", form.Party, form.Party)
		}
	}
	return nil
}

// present wants a party that is in the case and has not left it.
func (c *caseRun) present(id string) *casefile.Refusal {
	if _, ok := c.Filing.Party(id); !ok {
		return c.noParty(id)
	}
	if l := c.leftBy(id); l != nil {
		return missing("%s已于%s退出本案（%s） %s left the case on %s", id, l.On, leftWhy[l.Why], id, l.On)
	}
	return nil
}

var leftWhy = map[string]string{"death": "死亡", "dissolution": "终止", "incapacity": "丧失诉讼行为能力", "withdrawn": "撤诉", "severed": "分案"}

func (c *caseRun) leftBy(party string) *leaver {
	for i := range c.Incidents.Left {
		if l := &c.Incidents.Left[i]; l.Party == party && l.Why != "incapacity" {
			return l
		}
	}
	return nil
}

// checkOtherCase wants another case's key that is not linked yet.
func (c *caseRun) checkOtherCase(field, key string) *casefile.Refusal {
	if key == c.Key {
		return wrong(field, "本案自身 this very case", "另一案件的标识 another case's key")
	}
	if slices.ContainsFunc(c.Links, func(l casefile.Link) bool { return l.Key == key }) {
		return wrong(field, "已关联 linked already", "尚未与本案关联的案件 a case that is not linked to this one yet")
	}
	return nil
}

// linkCase notes that another case belongs to this one; it is not started here.
func (c *caseRun) linkCase(key string, as casefile.LinkAs, s *step) {
	c.Links = append(c.Links, casefile.Link{Kind: casefile.KindCase, Key: key, Since: s.at, As: as})
	c.dirty = true
}

func (c *caseRun) consolidate(s *step) {
	form := s.form.(*casefile.ConsolidateForm)
	if c.since(joinder) {
		c.joinCase(s, form)
		return
	}
	c.linkCase(form.Case, casefile.TriedTogether, s)
	lead := c.Key
	if form.Leading {
		lead = form.Case
	}
	s.note = fmt.Sprintf("与%s合并审理，以%s为主案：%s", form.Case, lead, form.Reason)
	c.message("cn.luxing.case.consolidated", s.at, map[string]string{"with": form.Case, "leading": lead})
}

func (c *caseRun) tag(s *step) {
	form := s.form.(*casefile.TagForm)
	c.Incidents.Tags = append(c.Incidents.Tags, form.Category)
	slices.Sort(c.Incidents.Tags)
	s.note = tagNames[form.Category] + "：" + form.Reason
	c.message("cn.luxing.case.tagged", s.at, map[string]string{"category": form.Category})
}

func (c *caseRun) untag(s *step) {
	form := s.form.(*casefile.TagForm)
	c.Incidents.Tags = slices.DeleteFunc(c.Incidents.Tags, func(t string) bool { return t == form.Category })
	s.note = tagNames[form.Category] + "：" + form.Reason
}

var tagNames = map[string]string{
	casefile.TagMajor: "重大、疑难、复杂、敏感", casefile.TagMass: "涉及群体性纠纷或者社会广泛关注",
	casefile.TagConflict: "可能与类案裁判冲突", casefile.TagComplaint: "反映法官违法审判行为",
}

func (c *caseRun) checkTag(s *step, form *casefile.TagForm) *casefile.Refusal {
	has := slices.Contains(c.Incidents.Tags, form.Category)
	switch {
	case s.row.Event == lifecycle.TagCase && has:
		return missing("已标记“%s” tagged %s already", tagNames[form.Category], form.Category)
	case s.row.Event == lifecycle.UntagCase && !has:
		return missing("未标记“%s”，现有：%s not tagged %s; it has %s", tagNames[form.Category], list(c.Incidents.Tags), form.Category, list(c.Incidents.Tags))
	}
	return nil
}

func (c *caseRun) tagged(*step) *casefile.Refusal {
	if len(c.Incidents.Tags) == 0 {
		return missing("院庭长仅对四类案件提出监督意见，本案未标记 leaders instruct on tagged cases only; tag it first with the reason (tag_case)")
	}
	return nil
}

// instruct keeps every instruction of a leader on the record, in full (法发〔2021〕30号).
func (c *caseRun) instruct(s *step) {
	form := s.form.(*casefile.InstructForm)
	s.note = fmt.Sprintf("%s（%s，%s）", form.Instruction, form.Paper, form.On)
	c.message("cn.luxing.case.instructed", s.at, map[string]string{"by": s.decision.Actor, "paper": form.Paper})
}

// tellParties sends everybody who is in the suit a notice of a change in it.
func (c *caseRun) tellParties(s *step, what string, about []string) {
	for _, p := range c.suitors() {
		c.order(casefile.PartyNotice, p, s.day, map[string]string{"change": what, "about": strings.Join(about[:min(len(about), 1)], ""), "judge": c.Judge})
	}
}

// fixedPeriod runs a period whose length the court set where the rule's own
// bounds do not hold: agreed, granted or excused.
func (c *caseRun) fixedPeriod(p period, last calendar.Date) casefile.OpenDeadline {
	d, err := c.book.Period(p.rule, p.from)
	if err != nil {
		return c.set(p)
	}
	last = c.table.NextWorkday(last)
	d.Length, d.Last, d.Due = max(last.Sub(day(p.from)), 0), last, last.End()
	d.Provisional = !c.table.Covers(last)
	return c.put(p, d)
}

// checkEvidence judges the evidence period against the procedure (民诉法解释第99、266、275条).
func (c *caseRun) checkEvidence(s *step, form *casefile.EvidenceForm) *casefile.Refusal {
	e := c.Incidents.Evidence
	switch {
	case c.clock("evidence") != nil:
		return missing("举证期限正在进行，应申请延长 the evidence period runs; extend it (extend_evidence_period)")
	case !e.Closed.IsZero() && !form.Rebuttal:
		return missing("举证期限已于%s届满，仅可为反驳或者补正再次确定 it ended on %s; again only to rebut or mend (rebuttal: true)", e.Closed, e.Closed)
	case form.Rebuttal && e.Closed.IsZero():
		return wrong("data.rebuttal", "尚未确定过举证期限 there was no evidence period yet", "不填 leave it out")
	case form.On.Before(c.AcceptedOn):
		return wrong("data.on", "立案后确定 set once the case is filed", "%[1]s或者更晚 %[1]s or later", c.AcceptedOn)
	case form.Rebuttal || form.Agreed && c.Procedure == casefile.Ordinary:
		return nil
	}
	if _, err := c.book.Period(evidenceRule[c.Procedure], form.On.Start(), statute.Length(form.Days)); err != nil {
		r, _ := statute.Find(evidenceRule[c.Procedure])
		want := fmt.Sprintf("不少于%[1]d日 %[1]d days or more", r.Min)
		if r.Max > 0 {
			want = fmt.Sprintf("%[1]d至%[2]d日 %[1]d to %[2]d days", r.Min, r.Max)
		}
		return wrong("data.days", r.Name+"（民诉法解释第99、266、275条） "+r.NameEN, "%s", bilingual.Join("%s（"+c.Procedure.Name()+"）", "%s in "+string(c.Procedure), want))
	}
	return nil
}

// wantSides asks for a side that fits the ground on which a party is joined.
func wantSides(sides []casefile.Side, ground string) string {
	names, codes := make([]string, len(sides)), make([]string, len(sides))
	for i, s := range sides {
		names[i], codes[i] = s.Name()+"（"+string(s)+"）", string(s)
	}
	return fmt.Sprintf("%s，追加的理由为“%s” one of %s for %s", strings.Join(names, "或者"), ground, strings.Join(codes, ", "), ground)
}

// evidenceRule is the evidence period of each procedure.
var evidenceRule = map[casefile.Procedure]statute.RuleID{
	casefile.Ordinary: statute.EvidenceOrdinary, casefile.Summary: "evidence-summary", casefile.SmallClaims: "evidence-small-claims",
}

func (c *caseRun) setEvidence(s *step) {
	form := s.form.(*casefile.EvidenceForm)
	p := period{id: "evidence", rule: evidenceRule[c.Procedure], from: form.On.Start(), on: "parties", scope: scopeCase, expires: lifecycle.EvidenceClosed}
	d := c.fixedPeriod(p, form.On.AddDays(form.Days))
	if c.Incidents.Evidence.Set.IsZero() {
		c.Incidents.Evidence.Set = form.On
	}
	c.Incidents.Evidence.Closed = calendar.Date{}
	s.note = fmt.Sprintf("%d日，至%s", form.Days, d.Deadline.Last)
	if form.Rebuttal {
		s.note += "（反驳证据或者补正瑕疵）"
	}
}

func (c *caseRun) evidenceRunning(*step) *casefile.Refusal {
	if c.clock("evidence") == nil {
		r := missing("没有正在进行的举证期限 no evidence period runs; it is extended only before its end")
		if !c.Incidents.Evidence.Closed.IsZero() {
			r.Code = casefile.TooLate
		}
		return r
	}
	return nil
}

func (c *caseRun) checkExtendEvidence(s *step, form *casefile.ExtendEvidenceForm) *casefile.Refusal {
	if r := c.present(form.Party); r != nil {
		return r
	}
	k := c.clock("evidence")
	switch {
	case form.AppliedOn.After(s.day):
		return wrong("data.appliedOn", "日期在将来 the day is in the future", "%[1]s或者更早 %[1]s or earlier", s.day)
	case form.AppliedOn.After(k.Deadline.Last):
		r := wrong("data.appliedOn", "应在举证期限届满前申请 applied for before the period ends", "%[1]s或者更早 %[1]s or earlier", k.Deadline.Last)
		r.Code = casefile.TooLate
		return r
	case !form.Until.After(k.Deadline.Last):
		return wrong("data.until", "延长后的末日 the new last day", "晚于%[1]s的日期 a day after %[1]s", k.Deadline.Last)
	case form.Until.After(k.Deadline.Last.AddMonths(6)):
		return wrong("data.until", "应适当延长 as long as is fit", "%[1]s或者更早 %[1]s or earlier", k.Deadline.Last.AddMonths(6))
	}
	return nil
}

// extendEvidence gives every party the time that one of them asked for (民诉法解释第100条).
func (c *caseRun) extendEvidence(s *step) {
	form := s.form.(*casefile.ExtendEvidenceForm)
	k := *c.clock("evidence")
	d := c.fixedPeriod(period{id: "evidence", rule: k.Deadline.Rule, from: k.Deadline.From, on: k.On, scope: scopeCase, expires: lifecycle.EvidenceClosed}, form.Until)
	s.note = fmt.Sprintf("%s申请，延长至%s，适用于各方：%s", form.Party, d.Deadline.Last, form.Reason)
	c.tellParties(s, "举证期限延长至"+d.Deadline.Last.String(), nil)
}

func (c *caseRun) evidenceClosed(s *step) { c.Incidents.Evidence.Closed = s.last() }

func (c *caseRun) checkAnswerPeriod(form *casefile.AnswerPeriodForm) *casefile.Refusal {
	if r := c.defendantWhoMayAnswer(form.Party); r != nil {
		return r
	}
	if c.Procedure == casefile.Ordinary {
		r := missing("普通程序的答辩期为法定的十五日 in ordinary procedure the fifteen days of the law hold")
		r.Article = "民事诉讼法第128条"
		return r
	}
	return nil
}

func (c *caseRun) defendantWhoMayAnswer(party string) *casefile.Refusal {
	if r := c.present(party); r != nil {
		return r
	}
	if !slices.Contains(c.defendants(), party) {
		return wrong("data.party", "答辩由被告提出 a defendant answers", "%s", oneOf(c.defendants()))
	}
	if _, ok := c.ServedOn[servedKey(casefile.PaperComplaint, party)]; !ok {
		return missing("尚未向%s送达起诉状副本 the complaint has not been served on %s (record_served)", party, party)
	}
	if on, ok := c.AnsweredOn[party]; ok && !slices.Contains(c.Incidents.Lapsed, party) {
		return missing("%s已于%s答辩 %s answered on %s", party, on, party, on)
	}
	return nil
}

func (c *caseRun) setAnswer(s *step) {
	form := s.form.(*casefile.AnswerPeriodForm)
	d := c.set(period{id: "answer/" + form.Party, rule: "answer-set", from: form.On.Start(), on: form.Party, scope: scopeCase, party: form.Party,
		expires: lifecycle.AnswerExpired, options: []statute.Option{statute.Length(form.Days)}})
	delete(c.AnsweredOn, form.Party)
	s.note = fmt.Sprintf("%s，%d日，至%s", form.Party, form.Days, d.Deadline.Last)
}

// checkExcuse wants the application within ten days of the obstacle's end (民事诉讼法第86条).
func (c *caseRun) checkExcuse(s *step, form *casefile.ExcuseForm) *casefile.Refusal {
	if r := c.present(form.Party); r != nil {
		return r
	}
	if r := c.periodOf(s, form.Period); r != nil {
		return r
	}
	if d, err := c.book.Period("excused-default", form.ClearedOn.Start()); err == nil && form.On.After(d.Last) {
		r := missing("应在障碍消除后十日内申请，该期间已于%s届满 the ten days to apply ended on %s", d.Last, d.Last)
		r.Code = casefile.TooLate
		return r
	}
	if form.Period == "appeal" {
		return c.checkExcusedAppeal(form)
	}
	if form.Period == "evidence" {
		if c.Incidents.Evidence.Closed.IsZero() {
			return missing("举证期限尚未届满 the evidence period was not missed")
		}
		return nil
	}
	if !slices.Contains(c.Incidents.Lapsed, form.Party) {
		return missing("%s的答辩期未被耽误 %s did not miss the period to answer", form.Party, form.Party)
	}
	return nil
}

func (c *caseRun) excuseDefault(s *step) {
	form := s.form.(*casefile.ExcuseForm)
	if form.Period == "appeal" {
		c.excuseAppeal(s, form)
		return
	}
	p := period{id: "evidence", rule: evidenceRule[c.Procedure], from: form.On.Start(), on: form.Party, scope: scopeCase, party: form.Party, expires: lifecycle.EvidenceClosed}
	if form.Period == "answer" {
		p.id, p.rule, p.expires = "answer/"+form.Party, statute.Answer, lifecycle.AnswerExpired
		delete(c.AnsweredOn, form.Party)
		c.Incidents.Lapsed = slices.DeleteFunc(c.Incidents.Lapsed, func(x string) bool { return x == form.Party })
	} else {
		c.Incidents.Evidence.Closed = calendar.Date{}
	}
	d := c.fixedPeriod(p, form.On.AddDays(form.Days))
	s.note = fmt.Sprintf("%s，顺延至%s：%s", form.Party, d.Deadline.Last, form.Reason)
}

// checkAbsence wants a hearing that was held, and a party that was summoned to
// it: to judge an absent party that was not summoned is a ground for retrial
// (民事诉讼法第211条第10项).
func (c *caseRun) checkAbsence(s *step, form *casefile.AbsenceForm) *casefile.Refusal {
	if r := c.present(form.Party); r != nil {
		return r
	}
	if !slices.Contains(c.Hearings, form.On) || form.On.After(s.day) {
		return wrong("data.on", "已开庭之日 a hearing that was held", "已开庭的某一日 one of the days of the hearings so far")
	}
	summoned := slices.ContainsFunc(c.Documents, func(d casefile.DocumentView) bool {
		return d.Kind == casefile.HearingNotice && d.To == form.Party && !d.On.After(form.On)
	})
	if !summoned {
		r := missing("未经传票传唤，不得缺席判决 %s was not summoned to that hearing", form.Party)
		r.Article = "民事诉讼法第147、211条"
		return r
	}
	if slices.ContainsFunc(c.Incidents.Absences, func(a absence) bool { return a.Party == form.Party && a.On == form.On }) {
		return missing("%s缺席%s的庭审已记录 that absence is on record", form.Party, form.On)
	}
	return nil
}

func (c *caseRun) recordAbsence(s *step) {
	form := s.form.(*casefile.AbsenceForm)
	c.Incidents.Absences = append(c.Incidents.Absences, absence{form.Party, form.On})
	p, _ := c.Filing.Party(form.Party)
	next := "可缺席审理和判决（民事诉讼法第147条）"
	switch {
	case p.Side == casefile.Plaintiff && c.counterclaimOpen(s) == nil:
		next = "可按撤诉处理；对反诉可缺席判决（民事诉讼法第146条）"
	case p.Side == casefile.Plaintiff:
		next = "可按撤诉处理（民事诉讼法第146条）"
	case p.Side == casefile.ThirdParty:
		next = "不影响案件审理（民诉法解释第240条）"
	}
	s.note = fmt.Sprintf("%s %s，%s", form.Party, form.On, next)
}

// byDefault says against whom a judgment is given in absence.
func (c *caseRun) byDefault() string {
	var who []string
	for _, a := range c.Incidents.Absences {
		if !slices.Contains(who, a.Party) && c.leftBy(a.Party) == nil {
			who = append(who, a.Party)
		}
	}
	if len(who) == 0 {
		return ""
	}
	return "缺席判决：" + strings.Join(who, "、")
}

func (c *caseRun) closeDebate(s *step) {
	c.Incidents.DebateClosed = s.form.(*casefile.DayForm).On
	s.note = c.Incidents.DebateClosed.String()
}

func (c *caseRun) debateOpen(*step) *casefile.Refusal {
	if on := c.Incidents.DebateClosed; !on.IsZero() {
		r := missing("法庭辩论已于%s终结 the debate was closed on %s; schedule a further hearing to open it again (schedule_hearing)", on, on)
		r.Code = casefile.TooLate
		return r
	}
	return nil
}

// mayJudge keeps a judgment back while something of the suit is still open: a
// counterclaim that was not answered yet, a joined defendant who may still
// answer, a judge whose judgment was sent back.
func (c *caseRun) mayJudge(s *step) *casefile.Refusal {
	if r := c.anotherBench(s); r != nil {
		return r
	}
	if k := c.clock(claimFee); k != nil {
		return missing("增加诉讼请求的受理费尚未补交，期限至%s the fee of the increased claim is unpaid (claim_fee_paid)", k.Deadline.Last)
	}
	if r := c.counterclaimsRipe(func(*counterclaim) bool { return true }); r != nil {
		return r
	}
	return c.joinedAnswered(func(string) bool { return true })
}

// anotherBench: who gave the judgment that was sent back does not give the next.
func (c *caseRun) anotherBench(s *step) *casefile.Refusal {
	if c.Incidents.FormerJudge != "" && c.Incidents.FormerJudge == s.decision.Actor {
		r := missing("发回重审的案件应另行组成审判组织，%s曾作出原判决 %s gave the judgment that was sent back; another bench must try it (reassign)", s.decision.Actor, s.decision.Actor)
		r.Article = "民事诉讼法第41条"
		return r
	}
	return nil
}

// counterclaimsRipe wants the counterclaims that are decided paid, served and answered.
func (c *caseRun) counterclaimsRipe(decided func(*counterclaim) bool) *casefile.Refusal {
	for i := range c.Incidents.Counterclaims {
		cc := &c.Incidents.Counterclaims[i]
		if cc.Ended != "" || !decided(cc) {
			continue
		}
		if !cc.Paid {
			return missing("反诉%s的案件受理费尚未交纳 the fee of counterclaim %s is unpaid (counterclaim_fee_paid)", cc.ID, cc.ID)
		}
		for _, p := range c.parties(casefile.Plaintiff) {
			if _, ok := c.ServedOn[servedKey(casefile.PaperCounterclaim, p)]; !ok {
				return missing("尚未向%s送达反诉状副本 the counterclaim has not been served on %s (record_served)", p, p)
			}
			if !slices.Contains(cc.Answered, p) {
				return missing("%s对反诉的答辩期未满 the period of %s to answer counterclaim %s runs", p, p, cc.ID)
			}
		}
	}
	return nil
}

// joinedAnswered wants the time to answer of those who were joined to be over.
func (c *caseRun) joinedAnswered(concerned func(party string) bool) *casefile.Refusal {
	for _, d := range c.defendants() {
		if _, joined := c.Incidents.Joined[d]; joined && concerned(d) && c.clock("answer/"+d) != nil {
			return missing("被追加的%s答辩期未满 %s was joined and may still answer until %s", d, d, c.clock("answer/"+d).Deadline.Last)
		}
	}
	return nil
}

// endSuit ends the periods of a suit that is decided.
func (c *caseRun) endSuit() {
	c.Incidents.Appellants = nil // of an earlier judgment
	for _, id := range []string{"fee-supplement", claimFee, "evidence", "jurisdiction-second-instance"} {
		c.drop(id)
	}
	c.dropClocksOf("jurisdiction-appeal/")
	c.Incidents.Jurisdiction = jurisdiction{}
	for i := len(c.Clocks) - 1; i >= 0; i-- {
		if id := c.Clocks[i].ID; strings.HasPrefix(id, "counter-answer/") || strings.HasPrefix(id, "counterclaim-fee/") {
			c.drop(id)
		}
	}
}

// showIncidents fills the view.
func (c *caseRun) showIncidents(v *casefile.View, _ time.Time) {
	i := &c.Incidents
	v.Attempts, v.Tags, v.Guidance = c.attemptViews(), i.Tags, i.Guidance
	v.Origin, v.Carved = c.Origin, c.carvedViews()
	for _, l := range i.Left {
		v.Left = append(v.Left, casefile.LeftView{Party: l.Party, Why: l.Why, On: l.On, Successor: l.Successor, Case: l.Case})
	}
	for _, x := range i.Counterclaims {
		v.Crossclaims = append(v.Crossclaims, casefile.CounterView{ID: x.ID, Party: x.Party, ClaimFen: x.ClaimFen, On: x.On, Paid: x.Paid, Ended: x.Ended})
	}
	for _, a := range i.Agents {
		v.Agents = append(v.Agents, casefile.AgentView{Party: a.Party, Name: a.Name, Powers: a.Powers, Receiver: a.Receiver})
	}
}
