package workflows

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"go.temporal.io/sdk/workflow"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// caseState is all that a case knows. It crosses continue-as-new whole.
type caseState struct {
	Common       common                   `json:"common"`
	Filing       casefile.Filing          `json:"filing"`
	Digest       string                   `json:"digest"`
	AcceptedOn   calendar.Date            `json:"acceptedOn"`
	Procedure    casefile.Procedure       `json:"procedure"`
	NumberID     string                   `json:"numberId"`
	Attempts     []attempt                `json:"attempts"`
	ServedOn     map[string]calendar.Date `json:"servedOn"`   // by paper/party
	AnsweredOn   map[string]calendar.Date `json:"answeredOn"` // by party; the period's end where it ran out
	Objection    string                   `json:"objection"`  // the exclusion that an objection to jurisdiction opened
	Hearings     []calendar.Date          `json:"hearings"`
	Adjourned    int                      `json:"adjourned"`
	Trial        statute.TrialInput       `json:"trial"`
	Extension    calendar.Date            `json:"extension"` // requested and not yet decided
	Exclusions   int                      `json:"exclusions"`
	StayedFrom   lifecycle.State          `json:"stayedFrom"`
	StayID       string                   `json:"stayId"`
	Disposition  disposition              `json:"disposition"`
	AppealOver   map[string]calendar.Date `json:"appealOver"` // by party: the last day of a period that ran out
	Appeal       appeal                   `json:"appeal"`
	Duties       []duty                   `json:"duties"`
	Payments     []casefile.Payment       `json:"payments"`
	Fees         []casefile.FeeView       `json:"fees"`
	Assets       []asset                  `json:"assets"`
	Enforcement  string                   `json:"enforcement"`         // the key of the enforcement case, the latest of several
	LimitUntil   calendar.Date            `json:"limitUntil,omitzero"` // of the two years to apply in, as they last began
	Reapplied    calendar.Date            `json:"reapplied,omitzero"`  // when an application for enforcement last came to nothing
	HandedOver   []string                 `json:"handedOver"`          // the obligations that it enforces
	Handoff      handoff                  `json:"handoff"`
	ReferredOnce []string                 `json:"referredOnce"` // debtors that a bankruptcy court did not accept
	Collected    int64                    `json:"collected"`    // in enforcement, fen
	Incidents    incidents                `json:"incidents"`

	Assessments  []casefile.AssessmentView `json:"assessments"`
	Enforcements []pursuit                 `json:"enforcements"` // all that were ordered, in order
	Urging       preUrging                 `json:"urging"`       // before enforcement, the latest
	Insolvency   insolvency                `json:"insolvency"`   // bankruptcies of single parties

	Origin *casefile.Origin `json:"origin,omitempty"` // of a case that was carved out of another
	Carved []carved         `json:"carved,omitempty"` // the cases carved out of this one
}

// attempt is one attempt at service.
type attempt struct {
	casefile.ServiceForm
	Failed    bool          `json:"failed"`
	Effective calendar.Date `json:"effective"` // the day it counts as service; zero while a notice runs
	Reason    string        `json:"reason"`    // of a public notice: why, and after what
}

// disposition is how the first instance ended.
type disposition struct {
	Kind       string             `json:"kind"` // judgment, mediation, ruling
	On         calendar.Date      `json:"on"`
	InCourt    bool               `json:"inCourt"`
	RecordOnly bool               `json:"recordOnly"`
	Final      bool               `json:"final"` // 一审终审
	Outcome    string             `json:"outcome"`
	Effective  calendar.Date      `json:"effective"`
	Parties    []string           `json:"parties"` // who must be served, or sign
	Procedure  casefile.Procedure `json:"procedure"`
}

// The kinds of disposition.
const (
	byJudgment  = "judgment"
	byMediation = "mediation"
	byRuling    = "ruling"
)

// appeal is the second instance as the first-instance court sees it.
type appeal struct {
	By         string        `json:"by"`
	LodgedOn   calendar.Date `json:"lodgedOn"`
	CaseNumber string        `json:"caseNumber"`
	FiledOn    calendar.Date `json:"filedOn"`
	Rounds     int           `json:"rounds"`
	// Extension is what the appeal court gave itself beyond its three months.
	Extension statute.Extension `json:"extension,omitzero"`
}

// caseRun is a case while it runs.
type caseRun struct {
	*matter
	*caseState
	resting resting
}

// Case is a civil case of first instance, from filing to its end.
//
// Input: a filing that has passed casefile's checks, with the day-off table's
// edition and the court's policy pinned to it; or what another case carved out
// of itself, a partial judgment or a severed suit, which begins where it stood.
//
// Messages: the update and the signal "decide" take a casefile.Decision, and
// both are judged by one function; "linked" is what an enforcement case
// reports. Queries: view, timeline, deadlines, lawful, explain.
//
// Timers: one, set to the next moment at which any of the open periods ends or
// escalates.
//
// Exits: with the register's row of the closed case, once no track is open and
// every record is written. It fails only on an input that can never be right.
//
// It continues as new at a phase boundary when its history is long, or when
// the server suggests it, and carries caseState.
func Case(ctx workflow.Context, in casefile.CaseInput) (casefile.Row, error) {
	now := workflow.Now(ctx)
	st := &caseState{}
	fresh := len(in.Carried) == 0
	switch {
	case fresh && in.CarvedOut != nil:
		if err := json.Unmarshal(in.CarvedOut.Standing, st); err != nil {
			return casefile.Row{}, failInput("state of a carved case", err)
		}
		st.Origin = &in.CarvedOut.Origin
	case fresh:
		st = &caseState{Filing: in.Filing, Digest: in.Digest, Procedure: in.Filing.Procedure, Common: common{
			Key: in.Filing.Key, Kind: casefile.KindCase, Phase: lifecycle.FilingReview, PhaseSince: now, Active: now,
			Court: in.Filing.Court, Division: in.Filing.Division, Judge: in.Filing.Judge, Clerk: in.Filing.Clerk,
			Edition: in.Edition, Days: in.Days, Policy: in.Policy,
		}}
	default:
		if err := json.Unmarshal(in.Carried, st); err != nil {
			return casefile.Row{}, failInput("carried state", err)
		}
	}
	m, err := newMatter(ctx, &st.Common, lifecycle.Case, lifecycle.OfCase())
	if err != nil {
		return casefile.Row{}, err
	}
	c := &caseRun{matter: m, caseState: st}
	m.rules = c
	c.prepare()
	if err := m.handlers(ctx); err != nil {
		return casefile.Row{}, err
	}
	switch {
	case fresh && in.CarvedOut != nil:
		c.begin(in.CarvedOut)
	case fresh:
		c.receive(now)
	}
	// The filing and the policy travel in the state; the input keeps what names the case.
	return live(ctx, m, casefile.CaseWorkflow, st, func(carried json.RawMessage) casefile.CaseInput {
		return casefile.CaseInput{Filing: casefile.Filing{Key: st.Common.Key}, Edition: in.Edition, Carried: carried}
	})
}

func (c *caseRun) prepare() {
	for _, p := range []*map[string]calendar.Date{&c.ServedOn, &c.AnsweredOn, &c.AppealOver, &c.Incidents.Joined, &c.Incidents.Confirmed} {
		if *p == nil {
			*p = map[string]calendar.Date{}
		}
	}
}

// receive puts a new filing under review.
func (c *caseRun) receive(now time.Time) {
	c.append(casefile.Entry{At: now, Event: "filed", Name: "收到起诉材料", Role: lifecycle.Intake, To: lifecycle.FilingReview, Article: "民诉法解释第208条"})
	f := c.Filing
	c.pending.Filing = &f
	c.review(c.Filing.FiledOn, now)
}

// review starts the seven days of the filing review.
func (c *caseRun) review(from calendar.Date, _ time.Time) {
	c.set(period{id: "filing-review", rule: statute.FilingReview, from: from.Start(), on: string(lifecycle.Clerk), scope: scopePhase})
}

// target names the track that a decision is about.
func (c *caseRun) target(m *lifecycle.Machine, e lifecycle.Event, form casefile.Form) string {
	switch f := form.(type) {
	case *casefile.ServiceForm:
		return deliveryID(f.Document, f.Party)
	case *casefile.NoticeForm:
		return deliveryID(f.Document, f.Party)
	case *casefile.PreservationForm:
		return "preservation/" + f.Asset
	case *casefile.AssetForm:
		return "preservation/" + f.Asset
	case *casefile.FreezeForm:
		return "preservation/" + f.Asset
	case *casefile.PreSuitForm:
		return "preservation/" + f.Asset
	case *casefile.PostSecurityForm:
		return "preservation/" + f.Asset
	case *casefile.CounterSecurityForm:
		return "preservation/" + f.Asset
	case *casefile.RequestForm:
		return "preservation/" + f.Asset
	case *casefile.ReturnForm:
		return refundID(f.Payment)
	case *casefile.ContactForm:
		return "supervision/" + f.Obligation
	case *casefile.PlanForm:
		return "supervision/" + f.Obligation
	case *casefile.ObligationForm:
		return "supervision/" + f.Obligation
	}
	switch m {
	case lifecycle.Bankruptcy:
		return c.handoffFor(form)
	case lifecycle.PreUrging:
		return c.urgingTrack(e)
	}
	return ""
}

func (c *caseRun) effect(s *step) {
	if e := c.reporter(s.decision); e != nil && s.row.Event == lifecycle.BankruptcySign && s.from == lifecycle.InEnforcement {
		c.Enforcement = e.Key // the answer goes to the one that referred
	}
	if c.keepReport(s) {
		return
	}
	if do, ok := caseEffects[s.row.Event]; ok {
		do(c, s)
	} else if do, ok := incidentEffects[s.row.Event]; ok {
		do(c, s)
	}
	if do, ok := insolvencyEffects[s.row.Event]; ok {
		do(c, s)
	}
	c.holdStayed(s.day)
}

// caseEffects is what each event does beyond moving its machine. An event that
// is not listed only moves it.
var caseEffects map[lifecycle.Event]func(*caseRun, *step)

func init() {
	// The map refers to methods that cause further events, so it is filled here.
	caseEffects = map[lifecycle.Event]func(*caseRun, *step){
		lifecycle.Accept:              (*caseRun).accept,
		lifecycle.RequireCorrection:   (*caseRun).requireCorrection,
		lifecycle.RefuseFiling:        (*caseRun).refuseFiling,
		lifecycle.Corrected:           (*caseRun).corrected,
		lifecycle.CorrectionLapsed:    closing(ClosedNotAccepted),
		lifecycle.FeePaid:             (*caseRun).feePaid,
		lifecycle.FeeDeferred:         (*caseRun).startService,
		lifecycle.FeeWaived:           (*caseRun).feeWaived,
		lifecycle.FeeLapsed:           closing(ClosedWithdrawn),
		lifecycle.Withdraw:            (*caseRun).withdraw,
		lifecycle.DeemWithdrawn:       (*caseRun).withdraw,
		lifecycle.AllServed:           (*caseRun).startDefence,
		lifecycle.Answer:              (*caseRun).answer,
		lifecycle.AnswerExpired:       (*caseRun).answerExpired,
		lifecycle.ObjectJurisdic:      (*caseRun).objectJurisdiction,
		lifecycle.OverruleObjection:   (*caseRun).overruleObjection,
		lifecycle.TransferCase:        (*caseRun).transferCase,
		lifecycle.EffectTransferred:   closing(ClosedTransferred),
		lifecycle.EffectNotAccepted:   closing(ClosedNotAccepted),
		lifecycle.OrderAcceptance:     (*caseRun).orderAcceptance,
		lifecycle.AppealJurisdict:     (*caseRun).appealJurisdiction,
		lifecycle.JurisdictAffirmed:   (*caseRun).jurisdictionFinal,
		lifecycle.JurisdictReversed:   closing(ClosedTransferred),
		lifecycle.JurisdictionExpired: (*caseRun).jurisdictionExpired,
		lifecycle.JurisdictionFinal:   (*caseRun).jurisdictionFinal,
		lifecycle.ConvertProcedure:    (*caseRun).convert,
		lifecycle.ScheduleHearing:     (*caseRun).scheduleHearing,
		lifecycle.Adjourn:             (*caseRun).adjourn,
		lifecycle.ExcludeTime:         (*caseRun).excludeTime,
		lifecycle.ResumeTime:          (*caseRun).resumeTime,
		lifecycle.RequestExtension:    (*caseRun).requestExtension,
		lifecycle.GrantExtension:      (*caseRun).grantExtension,
		lifecycle.FurtherExtension:    (*caseRun).furtherExtension,
		lifecycle.ExtendAppeal:        (*caseRun).extendSecondInstance,
		lifecycle.Reassign:            (*caseRun).reassign,
		lifecycle.Nudge:               (*caseRun).nudge,
		lifecycle.AdoptCalendar:       (*caseRun).adoptTable,
		lifecycle.AdoptPolicy:         func(c *caseRun, s *step) { c.adoptPolicy(s) },
		lifecycle.Stay:                (*caseRun).stay,
		lifecycle.ResumeService:       (*caseRun).resume,
		lifecycle.ResumeDefence:       (*caseRun).resume,
		lifecycle.ResumeTrial:         (*caseRun).resume,
		lifecycle.TerminateSuit:       closing(ClosedTerminated),
		lifecycle.Mediate:             (*caseRun).mediate,
		lifecycle.JudgeInCourt:        (*caseRun).judgeInCourt,
		lifecycle.JudgeLater:          (*caseRun).judgeLater,
		lifecycle.DismissSuit:         (*caseRun).dismissSuit,
		lifecycle.PerformedInCourt:    (*caseRun).performedInCourt,
		lifecycle.PromptAnswered:      (*caseRun).promptAnswered,
		lifecycle.PromptUnanswered:    (*caseRun).awaitEffect,
		lifecycle.Repudiate:           (*caseRun).repudiate,
		lifecycle.LodgeAppeal:         (*caseRun).lodgeAppeal,
		lifecycle.AppealExpired:       (*caseRun).appealExpired,
		lifecycle.TakeEffect:          (*caseRun).takeEffect,
		lifecycle.EffectNothingDue:    closing(ClosedNothingDue),
		lifecycle.EffectPerformed:     closing(ClosedPerformed),
		lifecycle.EffectDismissed:     closing(ClosedDismissed),
		lifecycle.MoveFile:            (*caseRun).moveFile,
		lifecycle.AppealFiled:         (*caseRun).appealFiled,
		lifecycle.AppealAffirmed:      (*caseRun).appealStands,
		lifecycle.AppealChanged:       (*caseRun).appealReplaces,
		lifecycle.AppealRejected:      closing(ClosedNothingDue),
		lifecycle.AppealRemanded:      (*caseRun).remanded,
		lifecycle.AppealSettled:       (*caseRun).appealReplaces,
		lifecycle.AppealWithdrawn:     (*caseRun).appealStands,
		lifecycle.RulingAffirmed:      (*caseRun).rulingFinal,
		lifecycle.Pay:                 (*caseRun).pay,
		lifecycle.AllPerformed:        (*caseRun).performed,
		lifecycle.Defaulted:           (*caseRun).awaitApplication,
		lifecycle.ApplyEnforcement:    (*caseRun).applyEnforcement,
		lifecycle.InterruptLimit:      (*caseRun).interrupt,
		lifecycle.TimeBarred:          closing(ClosedTimeBarred),
		lifecycle.Enforced:            (*caseRun).enforced,
		lifecycle.EndedForNow:         (*caseRun).endedForNow,
		lifecycle.EnforcementBack:     (*caseRun).enforcementBack,
		lifecycle.EnforcementEnded:    (*caseRun).enforcementEnded,
		lifecycle.EnforcementReturned: (*caseRun).enforcementReturned,
		lifecycle.RestGoesOn:          (*caseRun).restGoesOn,
		lifecycle.BankruptcySign:      (*caseRun).bankruptcySign,
		lifecycle.HandoffAccepted:     closing(ClosedBankruptcy),
		lifecycle.BackToSupervision:   (*caseRun).backFromHandoff,
		lifecycle.BackToAwaiting:      (*caseRun).backFromHandoff,
		lifecycle.BackToEnforcement:   (*caseRun).backFromHandoff,

		lifecycle.ReversePayment:    (*caseRun).reversePayment,
		lifecycle.ReturnExcess:      (*caseRun).returnExcess,
		lifecycle.ConfirmReceipt:    (*caseRun).confirmReceipt,
		lifecycle.RecordSecurity:    (*caseRun).recordSecurity,
		lifecycle.AssessDebtor:      (*caseRun).assess,
		lifecycle.AnswerAdvice:      (*caseRun).answerAdvice,
		lifecycle.TransferEnforce:   (*caseRun).transferEnforcement,
		lifecycle.EnforcementPart:   (*caseRun).enforcementPart,
		lifecycle.TriggerClause:     (*caseRun).triggerClause,
		lifecycle.BeginPreUrging:    (*caseRun).beginPreUrging,
		lifecycle.RecordPreUrging:   (*caseRun).recordPreUrging,
		lifecycle.PreUrgingDone:     (*caseRun).preUrgingDone,
		lifecycle.PreUrgingFailed:   (*caseRun).preUrgingFailed,
		lifecycle.PreUrgingInsisted: (*caseRun).preUrgingFailed,
		lifecycle.PreUrgingLapsed:   (*caseRun).preUrgingFailed,

		lifecycle.RecordServed:  (*caseRun).recordServed,
		lifecycle.RecordFailed:  (*caseRun).recordFailed,
		lifecycle.PublishNotice: (*caseRun).publishNotice,
		lifecycle.NoticeExpired: (*caseRun).noticeExpired,
		lifecycle.SpareService:  (*caseRun).spareService,

		lifecycle.ApplyPreservation:  (*caseRun).applyPreservation,
		lifecycle.RulePreservation:   (*caseRun).rulePreservation,
		lifecycle.RefusePreservation: (*caseRun).noteAsset,
		lifecycle.FreezeAsset:        (*caseRun).freezeAsset,
		lifecycle.RenewFreeze:        (*caseRun).freezeAsset,
		lifecycle.LiftFreeze:         (*caseRun).liftAsset,
		lifecycle.RecordPreSuit:      (*caseRun).recordPreSuit,
		lifecycle.PostSecurity:       (*caseRun).postSecurity,
		lifecycle.QueueSeizure:       (*caseRun).queueSeizure,
		lifecycle.MoveUp:             (*caseRun).freezeAsset,
		lifecycle.RequestRenewal:     (*caseRun).requestRenewal,
		lifecycle.RequestLift:        (*caseRun).requestLift,
		lifecycle.LiftOnSecurity:     (*caseRun).liftOnSecurity,
		lifecycle.RefuseLift:         (*caseRun).refuseLift,

		lifecycle.RemindFirst:   (*caseRun).remind,
		lifecycle.RemindSecond:  (*caseRun).remind,
		lifecycle.TermMet:       (*caseRun).termMet,
		lifecycle.FallDue:       (*caseRun).fallDue,
		lifecycle.Accelerate:    (*caseRun).accelerate,
		lifecycle.RecordContact: (*caseRun).recordContact,
		lifecycle.ContactDue:    (*caseRun).contactDue,
		lifecycle.SecondNotice:  (*caseRun).secondNotice,
		lifecycle.AgreePlan:     (*caseRun).agreePlan,
		lifecycle.CloseUrging:   (*caseRun).closeUrging,
		lifecycle.UrgingExpired: (*caseRun).closeUrging,
		lifecycle.ResumeTerm:    (*caseRun).resumeTerm,
		lifecycle.ResumeRunning: (*caseRun).termMet,

		lifecycle.ConsentToTransfer:  (*caseRun).consentToTransfer,
		lifecycle.NoConsent:          (*caseRun).handoffNote,
		lifecycle.PanelDecides:       (*caseRun).panelDecides,
		lifecycle.PresidentSigns:     (*caseRun).presidentSigns,
		lifecycle.AskSupplement:      (*caseRun).askSupplement,
		lifecycle.SendSupplement:     (*caseRun).sendSupplement,
		lifecycle.BankruptcyAccepted: (*caseRun).bankruptcyAnswer,
		lifecycle.BankruptcyRefused:  (*caseRun).bankruptcyAnswer,
	}
}

// closing is the effect of every event that ends the case.
func closing(reason string) func(*caseRun, *step) {
	return func(c *caseRun, s *step) { c.close(s, reason) }
}

// close ends the case: whatever still ran beside it ends with it.
func (c *caseRun) close(s *step, reason string) {
	c.Reason, c.ClosedOn = reason, s.day
	if form, ok := s.form.(*casefile.ReasonForm); ok {
		s.note = form.Reason
	}
	if form, ok := s.form.(*casefile.TransferForm); ok {
		s.note = form.Court + "：" + form.Reason
	}
	c.endTracks(lifecycle.Delivery, lifecycle.SpareService, s.at, "")
	c.endTracks(lifecycle.Preservation, lifecycle.LiftOnEnd, s.at, "案件终结")
	c.endTracks(lifecycle.Supervision, lifecycle.EndSupervision, s.at, reasonName(reason))
	c.endTracks(lifecycle.PreUrging, lifecycle.PreUrgingLapsed, s.at, "案件终结")
	c.endTracks(lifecycle.Bankruptcy, lifecycle.HandoffMoot, s.at, reasonName(reason))
	c.leaveTogether(s, casefile.JoinderClosed)
	// What was overpaid is answered for until it is back with its payer.
	c.Clocks = slices.DeleteFunc(c.Clocks, func(k clock) bool { return !strings.HasPrefix(k.Scope, lifecycle.Refund.ID+"/") })
	c.retrialEnds(reason, s)
	c.message("cn.luxing.case.closed", s.at, map[string]string{"reason": reason, "on": s.day.String(), "court": c.Court})
	if reason == ClosedPerformed {
		c.use(10, s.day, "自动履行完毕，可申请自动履行证明书")
	}
	c.use(12, s.day, "结案结果推送："+reasonName(reason))
}

// mayOpen lets a preservation be sought until enforcement takes its place.
func (c *caseRun) mayOpen(e lifecycle.Event) *casefile.Refusal {
	if e == lifecycle.BeginPreUrging {
		return c.mayUrge()
	}
	switch c.Phase {
	case lifecycle.InEnforcement, lifecycle.Dormant, lifecycle.BankruptcyHandoff, lifecycle.Closed:
		return missing("%s阶段不再申请财产保全，应采取执行措施 no preservation any more in %s", c.main.StateName(c.Phase), c.Phase)
	}
	return nil
}

// unheard sends a referral back that the case could not take up, so that the
// enforcement does not wait for an answer that nobody will give.
func (c *caseRun) unheard(d casefile.Decision) {
	if d.Event == lifecycle.JoinedToLead {
		c.notJoined(d)
	}
	if d.Event == lifecycle.BankruptcySign && c.Enforcement != "" {
		key := c.Enforcement
		if e := c.reporter(d); e != nil {
			key = e.Key
		}
		c.tell(key, lifecycle.ReferralReturned, c.referralOf(d, referralUnheard))
	}
}

// runsOn takes up the trial limit after a known exclusion.
func (c *caseRun) runsOn(k clock, at time.Time) {
	if k.ID != "trial" {
		return
	}
	c.retime(at)
	if k := c.clock("trial"); k.Frozen.IsZero() {
		c.append(casefile.Entry{At: at, Event: "time_resumed", Name: "扣除期间届满，恢复计算审限", Role: lifecycle.Clock, Article: k.Deadline.Article, Note: "审限至" + k.Deadline.Last.String()})
	}
}

// consequence draws what follows from the state by itself.
func (c *caseRun) consequence(at time.Time) bool {
	if c.since(reform) && c.insolvencyFollows(at) {
		return true
	}
	if c.takeKept(at) || c.takeKeptSuccession(at) || c.restsInRetrial(at) {
		return true
	}
	switch c.Phase {
	case lifecycle.AwaitingFee:
		return c.Filing.RetrialOf != "" && c.cause(lifecycle.NoFeeDue, "", lifecycle.Linked, at, "")
	case lifecycle.Service, lifecycle.Defence:
		if c.jurisdictionFollows(at) {
			return true
		}
	}
	switch c.Phase {
	case lifecycle.Service:
		return c.servedAll(casefile.PaperComplaint, c.defendants()) && c.cause(lifecycle.AllServed, "", lifecycle.Linked, at, "")
	case lifecycle.Defence:
		return c.answeredAll() && c.Objection == "" && c.cause(lifecycle.DefenceClosed, "", lifecycle.Linked, at, "")
	case lifecycle.InCourtPrompt:
		return c.Disposition.Kind == byMediation && c.confirmedAll() && c.cause(lifecycle.PerformedInCourt, "", lifecycle.Linked, at, "")
	case lifecycle.AwaitingEffect:
		return c.effectFollows(at)
	case lifecycle.Appeal:
		c.fileFollows(at)
	case lifecycle.InSupervision:
		return c.supervisionFollows(at)
	case lifecycle.AwaitingEnforcement:
		return c.cause(lifecycle.AllPerformed, "", lifecycle.Linked, at, "")
	case lifecycle.InEnforcement:
		return c.enforcementRests(at)
	case lifecycle.BankruptcyHandoff:
		return c.handoffFollows(at)
	}
	return false
}

func (c *caseRun) finished() bool {
	return c.ended() && len(c.openTracks()) == 0 && len(c.signals) == 0
}

func (c *caseRun) row(r *casefile.Row) {
	r.CaseNumber = c.number1()
	r.Cause, r.Procedure, r.FiledOn, r.AcceptedOn = c.Filing.Cause, c.Procedure, c.Filing.FiledOn, c.AcceptedOn
	r.ClaimFen, r.OutstandingFen = c.Filing.ClaimFen, c.outstanding()
	if o := c.Origin; o != nil {
		// A severed suit came in when it was severed; a part of a suit never did.
		r.FiledOn, r.AcceptedOn = o.On, o.On
		if o.Kind == casefile.PartialJudgment {
			r.FiledOn, r.AcceptedOn = calendar.Date{}, calendar.Date{}
		}
	}
	if t, ok := c.trialClock(calendar.Of(r.Updated)); ok && t.HiddenOverrun {
		r.Stuck = append(r.Stuck, casefile.StuckCause{Reason: casefile.StuckHiddenOverrun, Since: t.BaseLast.End(), On: string(lifecycle.TrialManagement),
			Unstick: "审查扣除审限的理由和期间 review the exclusions", Article: "延长审限规定第7条"})
	}
}

// number1 is the case's number of first instance, "" until it has one.
func (c *caseRun) number1() string {
	if c.Filing.CaseNumber != "" {
		return c.Filing.CaseNumber
	}
	return c.Numbers[c.NumberID]
}

func (c *caseRun) view(v *casefile.View, now time.Time) {
	f := c.Filing
	v.Filing, v.Obligations, v.Payments, v.Fees = &f, c.duties(), c.Payments, c.Fees
	v.Assets, v.Due, v.Assessments = c.assetViews(), c.dues(calendar.Of(now)), c.assessmentViews()
	if t, ok := c.trialClock(calendar.Of(now)); ok {
		v.Trial = &casefile.TrialView{Clock: t, Exclusions: c.Trial.Exclusions, Extensions: c.Trial.Extensions}
	}
	c.showIncidents(v, now)
}

func (c *caseRun) record(r *casefile.Record) {
	if c.moneyMove {
		r.Obligations, r.Payments = c.duties(), c.Payments
		r.NoObligations = len(c.Duties) == 0 && c.since(reform)
	}
}

// reckoned explains the trial limit with its exclusions and extensions.
func (c *caseRun) reckoned(id string, today calendar.Date) ([]statute.Step, bool) {
	if id != "trial" {
		return nil, false
	}
	steps, err := c.book.ExplainTrial(c.Trial, today)
	return steps, err == nil
}

func (c *caseRun) recorded(res casefile.RecordResult, now time.Time) { c.tellResting(res.Resting, now) }

// parties lists the IDs of those who are sides of the suit.
func (c *caseRun) parties(sides ...casefile.Side) []string {
	var ids []string
	for _, p := range c.Filing.Parties {
		if slices.Contains(sides, p.Side) && c.leftBy(p.ID) == nil {
			ids = append(ids, p.ID)
		}
	}
	return ids
}

func (c *caseRun) defendants() []string { return c.parties(casefile.Defendant) }
func (c *caseRun) suitors() []string {
	return c.parties(casefile.Plaintiff, casefile.Defendant, casefile.ThirdParty)
}
