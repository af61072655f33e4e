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

	// What the reform added; an older case has none of it.
	SparedOf       []string                    `json:"sparedOf"` // debtors who owe nothing more
	Arrivals       []time.Time                 `json:"arrivals"` // of each payment, when it was booked
	Costs          []casefile.CostForm         `json:"costs"`
	Releases       []casefile.ReleaseForm      `json:"releases"`
	Handovers      []casefile.HandOverForm     `json:"handovers"`
	Joined         []casefile.ClaimantForm     `json:"joined"`
	Ranked         []casefile.RankedClaimForm  `json:"ranked"` // other creditors of an enterprise, by seizure
	Plans          []distribution              `json:"plans"`
	PlanObjections []planObjection             `json:"planObjections"`
	Unlocked       time.Time                   `json:"unlocked"` // when a plan last let money go
	Reports        []propertyReport            `json:"reports"`
	Leads          []lead                      `json:"leads"`
	Sought         []casefile.PartyFactForm    `json:"sought"`
	Penalties      []penalty                   `json:"penalties"`
	Holdings       []holding                   `json:"holdings"`
	Listings       []listing                   `json:"listings"`
	Bans           []ban                       `json:"bans"`
	Passes         []pass                      `json:"passes"`
	Repairs        []casefile.RepairEffectForm `json:"repairs"` // in force
	Objections     []objection                 `json:"objections"`
	Reviews        []listingReview             `json:"reviews"` // reconsiderations of listings
	Claims         []claim                     `json:"claims"`
	SettledOn      calendar.Date               `json:"settledOn"`
	Deferral       casefile.DeferForm          `json:"deferral"`
	Superior       string                      `json:"superior"` // open, asked, ordered
	Referral       []referral                  `json:"referral"` // what became of each debtor's referral

	Stopped     calendar.Date   `json:"stopped"`     // since when the document is being tried again
	StoppedFrom lifecycle.State `json:"stoppedFrom"` // where that stopped it
	Reversal    reversal        `json:"reversal"`

	Spent     []spent              `json:"spent"`     // of each payment, what has gone on
	RestsFrom lifecycle.State      `json:"restsFrom"` // what was still to be done when a bankruptcy came
	Retried   []statute.Suspension `json:"retried"`   // while the document was tried again
	Sureties  []surety             `json:"sureties"`  // whose promise in enforcement fell due

	Suspension  suspension   `json:"suspension"`  // in force (民事诉讼法第267条)
	Successions []succession `json:"successions"` // who took whose place in the enforcement

	Elsewhere  []casefile.SuccessionForm `json:"elsewhere,omitempty"`  // heard of, and not done here yet
	EstatePaid []estatePaid              `json:"estatePaid,omitempty"` // by heirs, in the case's other enforcements
	CaseGone   bool                      `json:"caseGone,omitempty"`   // the case was told something and had ended
	Handoffs   []lateHandoff             `json:"handoffs,omitempty"`   // run here, the case having ended
}

// enforcementRun is an enforcement case while it runs.
type enforcementRun struct {
	*matter
	*enforcementState
	untold []relayed // news for the case's other enforcements
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
	if !fresh && e.since(joinder) {
		e.adoptPlans(now)
	}
	if err := m.handlers(ctx); err != nil {
		return casefile.Row{}, err
	}
	if fresh {
		came := casefile.Entry{At: now, Event: "applied", Name: "收到执行申请", Role: lifecycle.Linked, Actor: in.Case, To: lifecycle.EnforcementReview, Article: "民事诉讼法第247条"}
		if in.LateOf != "" {
			came.Role, came.Actor, came.Note = in.ByRole, in.By, "原案已结（"+reasonName(in.LateOf)+"）后申请执行"
			came.Article = "民事诉讼法第247、264条；民诉法解释第481、517条"
		}
		e.append(came)
		e.pending.Filing = &casefile.Filing{Key: st.Common.Key, Court: in.Court, Cause: in.Cause, FiledOn: in.AppliedOn, Parties: in.Parties}
		e.pending.Obligations = in.Obligations
		e.set(period{id: "enforcement-filing", rule: statute.EnforcementFiling, from: in.AppliedOn.Start(), on: string(lifecycle.Clerk), scope: scopePhase})
		if e.since(reform) {
			e.takeOver(now)
			for _, p := range in.Bankrupt {
				e.Referral = append(e.Referral, referral{Party: p, On: in.AppliedOn, State: referralAccepted})
			}
			e.watchSuperior(in.AppliedOn)
		}
	}
	e.openLedger()
	return live(ctx, m, casefile.EnforceWorkflow, st, func(carried json.RawMessage) casefile.EnforcementInput {
		return casefile.EnforcementInput{Case: in.Case, Key: in.Key, Edition: in.Edition, Carried: carried}
	})
}

func (e *enforcementRun) target(m *lifecycle.Machine, ev lifecycle.Event, form casefile.Form) string {
	switch f := form.(type) {
	case *casefile.DebtorForm:
		return e.trackFor(m, ev, f.Party)
	case *casefile.ListingForm:
		return e.trackFor(m, ev, f.Party)
	case *casefile.ContestForm:
		return e.trackFor(m, ev, f.Party)
	case *casefile.ContestDismissalForm:
		return e.trackFor(m, ev, f.Party)
	case *casefile.PartyDayForm:
		return e.reviewFor(f.Party, lifecycle.ListingReviewOpen)
	case *casefile.ListingReviewForm:
		return e.reviewFor(f.Party, lifecycle.ListingReviewed)
	case *casefile.BanForm:
		return e.trackFor(m, ev, f.Party)
	case *casefile.ExtendBanForm:
		return e.trackFor(m, ev, f.Party)
	case *casefile.LiftBanForm:
		return e.trackFor(m, ev, f.Party)
	case *casefile.SeizeForm:
		return m.ID + "/" + f.Asset
	case *casefile.SeizureForm:
		return m.ID + "/" + f.Asset
	case *casefile.SaleForm:
		return m.ID + "/" + f.Asset
	case *casefile.ObjectionForm:
		return m.ID + "/" + f.Objection
	case *casefile.ObjectionRulingForm:
		return m.ID + "/" + f.Objection
	case *casefile.ObjectionDayForm:
		return m.ID + "/" + f.Objection
	case *casefile.ServePlanForm:
		return m.ID + "/" + e.planNamed(f.Plan)
	case *casefile.ObjectPlanForm:
		return m.ID + "/" + f.Objection
	case *casefile.PlanNoticeForm:
		return m.ID + "/" + f.Objection
	case *casefile.PlanAnswerForm:
		return m.ID + "/" + f.Objection
	case *casefile.AmendPlanForm:
		return m.ID + "/" + f.Objection
	case *casefile.PlanDayForm:
		return m.ID + "/" + f.Objection
	case *casefile.PlanJudgmentForm:
		return m.ID + "/" + f.Objection
	case *casefile.ClaimForm:
		return m.ID + "/" + f.Claim
	case *casefile.ClaimRulingForm:
		return m.ID + "/" + f.Claim
	case *casefile.ClaimSuitForm:
		return m.ID + "/" + f.Claim
	case *casefile.ClaimDayForm:
		return m.ID + "/" + f.Claim
	case *casefile.HandoffForm:
		return e.handoffFor(f.Debtor)
	case *casefile.ConsentForm:
		return e.handoffFor(f.Debtor)
	case *casefile.BankruptcyCourtForm:
		return e.handoffFor(f.Debtor)
	case *casefile.SupplementForm:
		return e.handoffFor(f.Debtor)
	case *casefile.BankruptcyAnswerForm:
		return e.handoffFor(f.Debtor)
	}
	return m.ID + "/"
}

// trackFor is a debtor's latest track of a machine. What was ended may be begun
// again: a debtor delisted and listed anew has two tracks.
func (e *enforcementRun) trackFor(m *lifecycle.Machine, ev lifecycle.Event, party string) string {
	first := m.ID + "/" + party
	latest, n := first, 0
	for i := range e.Tracks {
		if t := &e.Tracks[i]; t.Machine == m.ID && partyOf(t.ID) == party {
			latest, n = t.ID, n+1
		}
	}
	if t := e.trackOf(latest); t != nil && !e.open(t) && opens(m, ev) {
		return fmt.Sprintf("%s/%d", first, n+1)
	}
	return latest
}

// partyOf is the debtor whom a listing or a ban is about: listing/D1/2 → D1.
func partyOf(trackID string) string {
	party, _, _ := strings.Cut(subject(trackID), "/")
	return party
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

// guarantors lists who answers for what is being enforced without owing it.
func (e *enforcementRun) guarantors() []string {
	var ids []string
	for _, o := range e.Input.Obligations {
		for _, g := range o.Guarantors {
			if !slices.Contains(ids, g) && !slices.Contains(e.debtors(), g) {
				ids = append(ids, g)
			}
		}
	}
	return ids
}

// taint has the next record say of whom a fact is known that no entry of an
// integrity list stands beside.
func (e *enforcementRun) taint(why string, parties ...string) {
	if !e.since(joinder) {
		return
	}
	for _, p := range parties {
		e.pending.Tainted = append(e.pending.Tainted, casefile.Taint{Party: p, Why: why})
	}
}

func (e *enforcementRun) party(id string) (casefile.Party, bool) {
	for _, p := range e.Input.Parties {
		if p.ID == id {
			return p, true
		}
	}
	return casefile.Party{}, false
}

func (e *enforcementRun) guard(g lifecycle.Guard, s *step) *casefile.Refusal {
	if judge, ok := enforcementGuards[g]; ok {
		return judge(e, s)
	}
	return missing("no such guard: %s", g)
}

var enforcementGuards map[lifecycle.Guard]func(*enforcementRun, *step) *casefile.Refusal

// reformed is a guard that cases of the first release do not have.
func reformed(judge func(*enforcementRun, *step) *casefile.Refusal) func(*enforcementRun, *step) *casefile.Refusal {
	return func(e *enforcementRun, s *step) *casefile.Refusal {
		if !e.since(reform) {
			return nil
		}
		return judge(e, s)
	}
}

func init() {
	enforcementGuards = map[lifecycle.Guard]func(*enforcementRun, *step) *casefile.Refusal{
		lifecycle.ApplicationFit:      reformed((*enforcementRun).applicationFit),
		lifecycle.WaitedThreeMonths:   (*enforcementRun).waitedThreeMonths,
		lifecycle.SearchDone:          (*enforcementRun).searchDone,
		lifecycle.EndConsented:        (*enforcementRun).endConsented,
		lifecycle.EndConditions:       reformed((*enforcementRun).endConditionsMet),
		lifecycle.EnterpriseOnly:      (*enforcementRun).enterpriseOnly,
		lifecycle.ReferredOnce:        (*enforcementRun).referredOnce,
		lifecycle.BankruptcyCause:     reformed((*enforcementRun).bankruptcyCause),
		lifecycle.SoleDebtor:          reformed((*enforcementRun).soleDebtor),
		lifecycle.OthersOwe:           (*enforcementRun).othersOwe,
		lifecycle.MoneyReleased:       (*enforcementRun).moneyReleased,
		lifecycle.NotExtended:         (*enforcementRun).notExtended,
		lifecycle.ExtendedByPresident: (*enforcementRun).extendedByPresident,
		lifecycle.IsRestricted:        (*enforcementRun).isRestricted,
		lifecycle.SettlementOpen:      reformed((*enforcementRun).settlementOpen),
		lifecycle.DeferralAgreed:      (*enforcementRun).deferralAgreed,
		lifecycle.SuperiorOpen:        (*enforcementRun).superiorOpen,
		lifecycle.SuperiorAsked:       (*enforcementRun).superiorAsked,
		lifecycle.AppliedLate:         (*enforcementRun).appliedLate,
		lifecycle.NotAnEnterprise:     (*enforcementRun).notAnEnterprise,
		lifecycle.PenaltyOpen:         (*enforcementRun).penaltyOpen,
		lifecycle.DisposalFree:        (*enforcementRun).disposalFree,
		lifecycle.WithinOwed:          (*enforcementRun).withinOwed,
		lifecycle.BanReason:           reformed((*enforcementRun).banReason),
		lifecycle.ListingContested:    (*enforcementRun).listingContested,
		lifecycle.NotStopped:          (*enforcementRun).notStopped,
		lifecycle.FromNotice:          stoppedFrom(true),
		lifecycle.FromWork:            stoppedFrom(false),
		lifecycle.StoppedByOrder:      (*enforcementRun).stoppedByOrder,
		lifecycle.NoBankruptcy:        (*enforcementRun).noBankruptcy,
		lifecycle.CauseGone:           (*enforcementRun).causeGone,
		lifecycle.OneEnteredHere:      (*enforcementRun).oneEnteredHere,
		lifecycle.ConsentCounts:       (*enforcementRun).consentHere,
		lifecycle.PackageWhole:        (*enforcementRun).packageHere,
	}
}

func (e *enforcementRun) moneyReleased(*step) *casefile.Refusal {
	if held := e.held(); held > 0 {
		return missing("尚有案款%s未发放 %s is held and must be released first (release_money)", yuan(held), yuan(held))
	}
	return nil
}

func (e *enforcementRun) notExtended(*step) *casefile.Refusal {
	if e.Extended {
		return missing("本院院长已批准延长一次，再延长的层报高级法院备案 extended once; what goes on is reported to the High Court (report_extension)")
	}
	return nil
}

// mayOpen lets a debtor be listed or banned once the notice went out. Assets
// may be seized at once (民事诉讼法第251条), and objected to whenever they are held.
func (e *enforcementRun) mayOpen(ev lifecycle.Event) *casefile.Refusal {
	switch ev {
	case lifecycle.SeizeAsset, lifecycle.QueueAsset:
		if e.Phase == lifecycle.NoticeDue {
			return nil
		}
	case lifecycle.ObjectToPlan:
		if !slices.ContainsFunc(e.Plans, func(p distribution) bool { return p.ID != "" }) {
			return missing("没有财产分配方案 there is no plan to object to (distribution_plan)")
		}
		return nil
	case lifecycle.LodgeObjection, lifecycle.LodgeClaim:
		if e.ended() || e.Phase == lifecycle.EnforcementReview {
			return missing("执行程序尚未开始或者已经终结 there is no enforcement to object to")
		}
		return nil
	}
	if e.Phase != lifecycle.Reporting && e.Phase != lifecycle.Measures {
		return missing("应先发出执行通知 the notice comes first (send_notice)")
	}
	return nil
}

func (e *enforcementRun) unheard(casefile.Decision) {}

// runsOn has nothing to take up: an enforcement's limit waits for a decision.
func (e *enforcementRun) runsOn(clock, time.Time) {}

func (e *enforcementRun) check(s *step) *casefile.Refusal {
	if r := e.turnPassed(s); r != nil {
		return r
	}
	switch form := s.form.(type) {
	case *casefile.PaymentForm:
		return e.checkPayment(form)
	case *casefile.PartyDayForm:
		switch s.row.Event {
		case lifecycle.ApplySuperior:
			return e.knownCreditor("data.party", form.Party)
		case lifecycle.ApplyListingReview:
			return e.checkListingReview(s, form)
		case lifecycle.OneDismissed:
			return e.checkOneDismissed(s, form)
		}
		return e.knownDebtor(form.Party)
	case *casefile.ReportForm:
		return e.knownDebtor(form.Party)
	case *casefile.PartyFactForm:
		return e.knownDebtor(form.Party)
	case *casefile.LeadForm:
		return e.checkLead(form)
	case *casefile.SearchForm:
		return e.checkSearch(form)
	case *casefile.PenaltyForm:
		return e.checkPenalty(form)
	case *casefile.DebtorForm:
		return e.knownDebtor(form.Party)
	case *casefile.ReferForm:
		return e.knownDebtor(form.Party)
	case *casefile.ListingForm:
		return e.checkListing(s, form)
	case *casefile.ContestForm:
		return e.knownDebtor(form.Party)
	case *casefile.ContestDismissalForm:
		return e.knownDebtor(form.Party)
	case *casefile.BanForm:
		return e.checkBan(s, form)
	case *casefile.ExtendBanForm:
		return e.checkExtendBan(s, form)
	case *casefile.LiftBanForm:
		return e.knownDebtor(form.Party)
	case *casefile.LiftOnceForm:
		return e.checkLiftOnce(s, form)
	case *casefile.ReleaseForm:
		return e.checkRelease(s, form)
	case *casefile.HandOverForm:
		return e.checkHandOver(form)
	case *casefile.PartyBankruptForm:
		return e.checkDebtorBankrupt(form)
	case *casefile.TerminateForm:
		return e.checkTermination(form)
	case *casefile.SettleForm:
		return e.checkSettlement(s, form)
	case *casefile.KeptForm:
		return e.knownCreditor("data.party", form.Party)
	case *casefile.DeferForm:
		return e.checkDeferral(s, form)
	case *casefile.SuspensionForm:
		return e.checkSuspension(s, form)
	case *casefile.SuccessionForm:
		if s.row.Event == lifecycle.SucceededElsewhere { // it waits until it fits
			return nil
		}
		return e.checkSuccession(s, form)
	case *casefile.ClaimantForm:
		return e.checkJoin(form)
	case *casefile.DistributionForm:
		return e.checkDistribution(form)
	case *casefile.RankedClaimForm:
		return e.checkRanked(form)
	case *casefile.ServePlanForm:
		return e.checkServePlan(form)
	case *casefile.ObjectPlanForm:
		return e.checkObjectPlan(s, form)
	case *casefile.PlanNoticeForm:
		return e.checkPlanNotice(form)
	case *casefile.PlanAnswerForm:
		return e.checkPlanAnswer(form)
	case *casefile.PlanDayForm:
		return e.checkPlanDay(s, form)
	case *casefile.AmendPlanForm:
		return e.checkNewShares(form.Objection, form.Shares)
	case *casefile.PlanJudgmentForm:
		if !form.Upheld {
			return nil
		}
		return e.checkNewShares(form.Objection, form.Shares)
	case *casefile.SeizeForm:
		return e.checkSeizure(s, form)
	case *casefile.ObjectionForm:
		return e.checkObjection(form)
	case *casefile.ClaimForm:
		return e.checkClaim(form)
	case *casefile.RepairEffectForm:
		return e.checkRepair(s, form)
	}
	return nil
}

func (e *enforcementRun) knownDebtor(id string) *casefile.Refusal {
	if why := e.succeeded(id); why != "" && !slices.Contains(e.respondents(), id) {
		r := wrong("data.party", why, "%s", oneOf(e.respondents()))
		r.Article = "民事诉讼法第243条"
		return r
	}
	if slices.Contains(e.respondents(), id) || e.since(joinder) && e.reportOf(id) != nil {
		return nil
	}
	r := wrong("data.party", "本案没有该被执行人 no such debtor", "%s", oneOf(e.respondents()))
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

// tooLate is the day on which the time for a decision was over, where that is
// why it is not lawful now; "" otherwise.
func (e *enforcementRun) tooLate(s *step) string {
	var until calendar.Date
	switch form := s.form.(type) {
	case *casefile.PartyDayForm:
		if s.decision.Event != lifecycle.ApplyListingReview || s.track == nil {
			return ""
		}
		if r := e.reviewOf(s.track.ID); r != nil && r.AppliedOn.IsZero() {
			until = r.Until
		}
	case *casefile.PlanAnswerForm:
		if o := e.planObjectionOf(form.Objection); o != nil {
			if x := recipient(o.Told, form.Party); x != nil && x.Answered.IsZero() {
				until = x.Until
			}
		}
	case *casefile.PlanDayForm:
		if o := e.planObjectionOf(form.Objection); o != nil && s.decision.Event == lifecycle.FilePlanSuit && o.SuedOn.IsZero() {
			until = o.SueBy
		}
	}
	if until.IsZero() || !s.day.After(until) {
		return ""
	}
	return until.String()
}

func (e *enforcementRun) effect(s *step) {
	if do, ok := enforcementEffects[s.row.Event]; ok {
		do(e, s)
	}
}

var enforcementEffects map[lifecycle.Event]func(*enforcementRun, *step)

func init() {
	enforcementEffects = map[lifecycle.Event]func(*enforcementRun, *step){
		lifecycle.FileEnforcement:     (*enforcementRun).file,
		lifecycle.RefuseEnforcement:   (*enforcementRun).refuseApplication,
		lifecycle.SendNotice:          (*enforcementRun).sendNotice,
		lifecycle.ReportFiled:         (*enforcementRun).reportFiled,
		lifecycle.ReportMissing:       (*enforcementRun).reportMissing,
		lifecycle.ReportFalse:         (*enforcementRun).reportFalse,
		lifecycle.PropertyChanged:     (*enforcementRun).propertyChanged,
		lifecycle.GiveLead:            (*enforcementRun).giveLead,
		lifecycle.SeekDebtor:          (*enforcementRun).seekDebtor,
		lifecycle.ProposePenalty:      (*enforcementRun).proposePenalty,
		lifecycle.ApprovePenalty:      (*enforcementRun).decidePenalty,
		lifecycle.RefusePenalty:       (*enforcementRun).decidePenalty,
		lifecycle.RecordSearch:        (*enforcementRun).recordSearch,
		lifecycle.TakeMeasure:         (*enforcementRun).takeMeasure,
		lifecycle.Collect:             (*enforcementRun).collect,
		lifecycle.BookCosts:           (*enforcementRun).bookCosts,
		lifecycle.ReleaseMoney:        (*enforcementRun).release,
		lifecycle.RestrictConsumpt:    (*enforcementRun).restrict,
		lifecycle.LiftConsumptRestr:   (*enforcementRun).unrestrict,
		lifecycle.LiftOnce:            (*enforcementRun).liftOnce,
		lifecycle.SingleLiftOver:      (*enforcementRun).singleLiftOver,
		lifecycle.Settle:              (*enforcementRun).settleCase,
		lifecycle.SettlementBroken:    (*enforcementRun).settlementBroken,
		lifecycle.SettlementLapsed:    (*enforcementRun).backToMeasures,
		lifecycle.SettlementTermOver:  (*enforcementRun).settlementTermOver,
		lifecycle.SettlementKept:      (*enforcementRun).settlementKept,
		lifecycle.SettlementBarred:    (*enforcementRun).settlementBarred,
		lifecycle.DeferEnforcement:    (*enforcementRun).deferOnSecurity,
		lifecycle.DeferralOver:        (*enforcementRun).deferralOver,
		lifecycle.DeferralRevoked:     (*enforcementRun).backToMeasures,
		lifecycle.SuspendEnforce:      (*enforcementRun).suspend,
		lifecycle.LiftSuspension:      (*enforcementRun).liftSuspension,
		lifecycle.SuspensionToNotice:  (*enforcementRun).suspensionToNotice,
		lifecycle.SuspensionStands:    (*enforcementRun).suspensionStands,
		lifecycle.ChangeDebtor:        (*enforcementRun).changeDebtor,
		lifecycle.ChangeCreditor:      (*enforcementRun).changeCreditor,
		lifecycle.SucceededElsewhere:  (*enforcementRun).succeededElsewhere,
		lifecycle.EstatePaidElsewhere: (*enforcementRun).estatePaidElsewhere,
		lifecycle.RemindSuperior:      (*enforcementRun).superiorDue,
		lifecycle.ApplySuperior:       (*enforcementRun).applySuperior,
		lifecycle.SuperiorOrders:      (*enforcementRun).superiorOrders,
		lifecycle.SuperiorTakes:       (*enforcementRun).superiorTakes,
		lifecycle.TimeBarUpheld:       (*enforcementRun).notEnforced,
		lifecycle.JoinDistribution:    (*enforcementRun).joinDistribution,
		lifecycle.DistributionPlan:    (*enforcementRun).planDistribution,
		lifecycle.DistributionFinal:   (*enforcementRun).distributionFinal,
		lifecycle.RankBySeizure:       (*enforcementRun).rankBySeizure,
		lifecycle.ReferBankruptcy:     (*enforcementRun).refer,
		lifecycle.ReferOneDebtor:      (*enforcementRun).referOne,
		lifecycle.ReferralReturned:    (*enforcementRun).referralReturned,
		lifecycle.ReferralAccepted:    (*enforcementRun).bankrupt,
		lifecycle.OneReferralReturned: (*enforcementRun).oneReturned,
		lifecycle.OneReferralAccepted: (*enforcementRun).oneAccepted,
		lifecycle.BankruptcySuspends:  (*enforcementRun).bankruptcySuspends,
		lifecycle.HandOverMoney:       (*enforcementRun).handOver,
		lifecycle.DeclareBankrupt:     (*enforcementRun).declareBankrupt,
		lifecycle.BankruptcyDismissed: (*enforcementRun).bankruptcyDismissed,
		lifecycle.OneDismissed:        (*enforcementRun).oneDismissed,
		lifecycle.DebtorBankrupt:      (*enforcementRun).debtorBankrupt,
		lifecycle.ConsentToTransfer:   (*enforcementRun).consentGiven,
		lifecycle.NoConsent:           (*enforcementRun).handoffNote,
		lifecycle.PanelDecides:        (*enforcementRun).handoffNote,
		lifecycle.PresidentSigns:      (*enforcementRun).presidentSigns,
		lifecycle.AskSupplement:       (*enforcementRun).askSupplement,
		lifecycle.SendSupplement:      (*enforcementRun).sendSupplement,
		lifecycle.BankruptcyAccepted:  (*enforcementRun).bankruptcyAnswer,
		lifecycle.BankruptcyRefused:   (*enforcementRun).bankruptcyAnswer,
		lifecycle.EnforceOthers:       (*enforcementRun).enforceOthers,
		lifecycle.NobodyElseAnswers:   (*enforcementRun).nobodyElseAnswers,
		lifecycle.BackToReview:        (*enforcementRun).takeUpAgain,
		lifecycle.BackToNotice:        (*enforcementRun).takeUpAgain,
		lifecycle.ExtendEnforcement:   (*enforcementRun).extend,
		lifecycle.ReportExtension:     (*enforcementRun).reportExtension,
		lifecycle.EndForNow:           (*enforcementRun).endForNow,
		lifecycle.SearchDue:           (*enforcementRun).searchDue,
		lifecycle.Resume:              (*enforcementRun).resumeNow,
		lifecycle.SearchTermOver:      (*enforcementRun).termOver,
		lifecycle.FullyCollected:      (*enforcementRun).fullyCollected,
		lifecycle.TerminateEnforce:    (*enforcementRun).terminate,
		lifecycle.ReassignOfficer:     (*enforcementRun).reassign,
		lifecycle.AdoptCalendar:       (*enforcementRun).adoptTable,
		lifecycle.AdoptPolicy:         func(e *enforcementRun, s *step) { e.adoptPolicy(s) },
		lifecycle.NudgeOfficer:        func(_ *enforcementRun, s *step) { s.note = s.form.(*casefile.ReasonForm).Reason },
		lifecycle.RetrialStops:        (*enforcementRun).retrialStops,
		lifecycle.RetrialNoted:        (*enforcementRun).retrialStops,
		lifecycle.RetrialToNotice:     (*enforcementRun).retrialOver,
		lifecycle.RetrialToWork:       (*enforcementRun).retrialOver,
		lifecycle.RetrialOver:         (*enforcementRun).retrialOver,
		lifecycle.RetrialReverses:     (*enforcementRun).reverse,
		lifecycle.RetrialReplaces:     (*enforcementRun).reverse,
		lifecycle.ReversalDone:        (*enforcementRun).reversalDone,
		lifecycle.RepairGranted:       (*enforcementRun).repairGranted,
		lifecycle.RepairRevoked:       (*enforcementRun).repairRevoked,
		lifecycle.RepairEnded:         (*enforcementRun).repairEnded,

		lifecycle.DecideListing:    (*enforcementRun).decideListing,
		lifecycle.GraceOver:        (*enforcementRun).publishListing,
		lifecycle.KeepUnpublished:  (*enforcementRun).keepUnpublished,
		lifecycle.PublishWithheld:  (*enforcementRun).publishListing,
		lifecycle.WithholdListing:  (*enforcementRun).withhold,
		lifecycle.MaskListing:      (*enforcementRun).mask,
		lifecycle.UnmaskListing:    (*enforcementRun).unmask,
		lifecycle.ShortenListing:   (*enforcementRun).shorten,
		lifecycle.ListingGround:    (*enforcementRun).groundGone,
		lifecycle.ListingWrong:     (*enforcementRun).groundGone,
		lifecycle.ListingExpired:   (*enforcementRun).groundGone,
		lifecycle.RemoveListing:    (*enforcementRun).removeListing,
		lifecycle.ContestListing:   (*enforcementRun).contest,
		lifecycle.DismissContest:   (*enforcementRun).dismissContest,
		lifecycle.ListingWrongSoon: (*enforcementRun).wrongSoon,

		lifecycle.ApplyListingReview:  (*enforcementRun).applyListingReview,
		lifecycle.AnswerListingReview: (*enforcementRun).answerListingReview,

		lifecycle.ImposeBan:     (*enforcementRun).imposeBan,
		lifecycle.ExtendBan:     (*enforcementRun).extendBan,
		lifecycle.BanRanOut:     (*enforcementRun).liftBan,
		lifecycle.BanGroundGone: (*enforcementRun).banGroundGone,
		lifecycle.LiftBan:       (*enforcementRun).liftBan,

		lifecycle.SeizeAsset:    (*enforcementRun).seize,
		lifecycle.QueueAsset:    (*enforcementRun).seize,
		lifecycle.PromoteAsset:  (*enforcementRun).promote,
		lifecycle.RenewSeizure:  (*enforcementRun).renewSeizure,
		lifecycle.ValueAsset:    (*enforcementRun).valueAsset,
		lifecycle.AuctionAsset:  (*enforcementRun).auction,
		lifecycle.AuctionFailed: (*enforcementRun).auctionFailed,
		lifecycle.AssetSold:     (*enforcementRun).sold,
		lifecycle.DeductAsset:   (*enforcementRun).sold,
		lifecycle.LiftSeizure:   (*enforcementRun).liftSeizure,
		lifecycle.LiftOnRelease: (*enforcementRun).liftSeizure,
		lifecycle.SeizureRanOut: (*enforcementRun).seizureRanOut,

		lifecycle.LodgeObjection:       (*enforcementRun).lodgeObjection,
		lifecycle.RuleObjection:        (*enforcementRun).ruleObjection,
		lifecycle.ApplyReconsideration: (*enforcementRun).applyReconsideration,
		lifecycle.AnswerReconsider:     (*enforcementRun).answerReconsideration,

		lifecycle.ServePlan:             (*enforcementRun).servePlan,
		lifecycle.PlanPeriodOver:        (*enforcementRun).planPeriodOver,
		lifecycle.FixPlan:               (*enforcementRun).fixPlan,
		lifecycle.ObjectToPlan:          (*enforcementRun).objectToPlan,
		lifecycle.NotifyPlanObjection:   (*enforcementRun).notifyPlanObjection,
		lifecycle.AnswerPlanObjection:   (*enforcementRun).answerPlanObjection,
		lifecycle.PlanAnswerOver:        (*enforcementRun).planAnswerOver,
		lifecycle.NobodyOpposes:         (*enforcementRun).nobodyOpposes,
		lifecycle.SomebodyOpposes:       (*enforcementRun).somebodyOpposes,
		lifecycle.AmendPlan:             (*enforcementRun).amendPlan,
		lifecycle.NotifyPlanObjector:    (*enforcementRun).notifyPlanObjector,
		lifecycle.FilePlanSuit:          (*enforcementRun).filePlanSuit,
		lifecycle.PlanSuitPeriodOver:    (*enforcementRun).planStandsAfter,
		lifecycle.DecidePlanSuit:        (*enforcementRun).decidePlanSuit,
		lifecycle.WithdrawPlanObjection: (*enforcementRun).planStandsAfter,

		lifecycle.LodgeClaim:       (*enforcementRun).lodgeClaim,
		lifecycle.RuleClaim:        (*enforcementRun).ruleClaim,
		lifecycle.FileClaimSuit:    (*enforcementRun).fileClaimSuit,
		lifecycle.DecideClaimSuit:  (*enforcementRun).decideClaimSuit,
		lifecycle.ClaimPeriodOver:  (*enforcementRun).claimPeriodOver,
		lifecycle.SecureGoingAhead: (*enforcementRun).secureGoingAhead,
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
	e.taint("本院立有执行案件（"+e.Key+"） an enforcement case was accepted", append(e.debtors(), e.guarantors()...)...)
	if e.since(reform) {
		if fee, ok := e.enforcementFee(); ok {
			s.note += "，申请执行费" + yuan(fee.ChargedFen) + "由被执行人负担"
		}
	}
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

// pause stops the limit of the enforcement, and unpause lets it run on.
func (e *enforcementRun) pause(ground statute.GroundID, s *step) {
	e.PauseID = fmt.Sprintf("E%d", len(e.Limit.Exclusions)+1)
	e.Limit.Exclusions = append(e.Limit.Exclusions, statute.Exclusion{ID: e.PauseID, Ground: ground, From: s.day, Approver: e.Judge, Proof: s.row.Name})
	e.retime(s.at)
	e.freeze(s.day, func(k *clock) bool { return k.ID == superiorClock })
}

// exclude takes the sale or valuation of an asset out of the limit
// (审限规定第9条), and include ends that.
func (e *enforcementRun) exclude(id string, ground statute.GroundID, s *step) {
	e.Limit.Exclusions = append(e.Limit.Exclusions, statute.Exclusion{ID: id, Ground: ground, From: s.day, Approver: e.Judge, Proof: s.row.Name})
	if e.clock("conclusion") != nil {
		e.retime(s.at)
	}
}

func (e *enforcementRun) include(id string, s *step) {
	open := false
	for i := range e.Limit.Exclusions {
		if x := &e.Limit.Exclusions[i]; x.ID == id && x.To.IsZero() {
			x.To, open = s.day, true
		}
	}
	if open && e.clock("conclusion") != nil {
		e.retime(s.at)
	}
}

func (e *enforcementRun) unpause(s *step) {
	for i := range e.Limit.Exclusions {
		if x := &e.Limit.Exclusions[i]; x.ID == e.PauseID && x.To.IsZero() {
			x.To = s.day
		}
	}
	e.PauseID = ""
	if e.FiledOn.IsZero() { // no limit runs before the filing
		return
	}
	e.retime(s.at)
	e.thaw(s.day, func(k *clock) bool { return k.ID == superiorClock })
}

func (e *enforcementRun) extend(s *step) {
	s.note = s.form.(*casefile.ReasonForm).Reason
	e.Extended = true
	e.Limit.Extensions = append(e.Limit.Extensions, statute.Extension{Rule: statute.EnforcementExtension, Requested: s.day, Approved: s.day, Approver: s.decision.Actor})
	e.retime(s.at)
}

func (e *enforcementRun) termOver(s *step) {
	e.conclude(s, ClosedTerminated, lifecycle.EnforcementEnded)
}

func (e *enforcementRun) fullyCollected(s *step) {
	e.askFee(s)
	if e.bankruptsOweMore(s.day) {
		e.conclude(s, ClosedBankruptcy, lifecycle.EnforcementEnded)
		return
	}
	e.conclude(s, ClosedEnforced, lifecycle.Enforced)
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
	data, _ := json.Marshal(casefile.ResultForm{On: s.day, CollectedFen: e.creditedFen(), Reason: reason, Parts: e.creditedParts()})
	e.tell(e.Input.Case, ev, data)
}

// finish drops what ran with the enforcement. What it did to people has to be
// undone before it is over: their listings and bans get clocks of their own.
func (e *enforcementRun) finish(s *step) {
	e.Clocks = slices.DeleteFunc(e.Clocks, func(c clock) bool { return c.Scope == scopeCase })
	e.spare(s.at, reasonName(e.Reason))
	e.endTracks(lifecycle.Objection, lifecycle.ObjectionMoot, s.at, "")
	e.endTracks(lifecycle.Claim, lifecycle.ClaimMoot, s.at, "")
	e.endPlans(s.at)
	e.endTracks(lifecycle.Bankruptcy, lifecycle.HandoffMoot, s.at, reasonName(e.Reason))
	e.endTracks(lifecycle.Seizure, lifecycle.LiftOnRelease, s.at, reasonName(e.Reason))
	for _, p := range slices.Clone(e.Limited) {
		e.message("cn.luxing.consumption.lifted", s.at, map[string]string{"party": p})
	}
	e.Limited, e.Passes = nil, nil
	e.message("cn.luxing.enforcement.concluded", s.at, map[string]string{"reason": e.Reason, "on": s.day.String()})
}

// spare undoes listings and exit bans, which have lost their ground.
func (e *enforcementRun) spare(at time.Time, why string) {
	for _, id := range e.tracksOf(lifecycle.Listing) {
		e.unlist(id, at, why)
	}
	for _, id := range e.tracksOf(lifecycle.ExitBan) {
		e.cause(lifecycle.BanGroundGone, id, lifecycle.Linked, at, why)
	}
}

// spareDebtor undoes what was done to one of several debtors, who owes nothing more.
func (e *enforcementRun) spareDebtor(party string, at time.Time, why string) {
	for _, id := range e.tracksOf(lifecycle.Listing) {
		if partyOf(id) == party {
			e.unlist(id, at, why)
		}
	}
	for _, id := range e.tracksOf(lifecycle.ExitBan) {
		if partyOf(id) == party {
			e.cause(lifecycle.BanGroundGone, id, lifecycle.Linked, at, why)
		}
	}
	e.releaseAssets(party, at, why)
	if slices.Contains(e.Limited, party) {
		e.freeOf(party, at)
	}
}

func (e *enforcementRun) unlist(id string, at time.Time, why string) {
	if !e.cause(lifecycle.CancelListing, id, lifecycle.Linked, at, why) {
		e.cause(lifecycle.ListingGround, id, lifecycle.Linked, at, why)
	}
}

func (e *enforcementRun) consequence(at time.Time) bool {
	if e.since(joinder) && (e.mootListingReview(at) || e.planFollows(at)) {
		return true
	}
	if e.takeElsewhere(at) || e.handoffFollows(at) {
		return true
	}
	switch e.Phase {
	case lifecycle.Reversing:
		return e.cause(lifecycle.ReversalDone, "", lifecycle.Linked, at, "")
	case lifecycle.NoticeDue, lifecycle.Reporting, lifecycle.Measures:
		if e.Phase == lifecycle.Measures && e.RestsFrom != "" {
			return e.cause(map[lifecycle.State]lifecycle.Event{lifecycle.EnforcementReview: lifecycle.BackToReview, lifecycle.NoticeDue: lifecycle.BackToNotice}[e.RestsFrom], "", lifecycle.Linked, at, "")
		}
		if e.Phase == lifecycle.Measures && e.Suspension.open() {
			return e.cause(lifecycle.SuspensionStands, "", lifecycle.Linked, at, e.Suspension.Reason)
		}
		if e.Phase == lifecycle.Measures && e.Suspension.From == lifecycle.NoticeDue {
			return e.cause(lifecycle.SuspensionToNotice, "", lifecycle.Linked, at, "")
		}
		if !e.Stopped.IsZero() { // taken up from where it rested, the retrial still out
			return e.cause(lifecycle.RetrialStops, "", lifecycle.Linked, at, "")
		}
	case lifecycle.InBankruptcy:
		return e.since(joinder) && len(e.others("")) > 0 && e.cause(lifecycle.EnforceOthers, "", lifecycle.Linked, at, list(e.others("")))
	case lifecycle.EnforcementReview, lifecycle.Referred, lifecycle.RetrialStopped:
		return false
	}
	if e.ended() {
		return false
	}
	if e.paidUp(day(at)) {
		if e.bankruptsOweMore(day(at)) && e.leaveToBankruptcy(at) {
			return true
		}
		// The debtor is spared at once; the case is over when the money is released.
		if !e.Spared {
			e.Spared = true
			e.spare(at, "全部履行")
			if e.since(reform) {
				e.SparedOf = e.respondents()
				for _, d := range e.respondents() {
					e.spareDebtor(d, at, "全部履行")
				}
			}
		}
		return e.cause(lifecycle.FullyCollected, "", lifecycle.Linked, at, "")
	}
	if e.since(reform) {
		// One of several debtors may be done before the others.
		for _, d := range e.respondents() {
			if !slices.Contains(e.SparedOf, d) && e.clear(d, day(at)) {
				e.SparedOf = append(e.SparedOf, d)
				e.spareDebtor(d, at, d+"已履行其全部义务")
				return true
			}
		}
		if e.Phase == lifecycle.SettledFor && e.clock("settlement-term") == nil && e.clock("settlement-resumption") == nil {
			return e.cause(lifecycle.SettlementBarred, "", lifecycle.Clock, at, "")
		}
	}
	// The five years are over, and only money not released kept it open.
	return e.Phase == lifecycle.EndedNow && e.clock("ended-for-now-term") == nil && e.cause(lifecycle.SearchTermOver, "", lifecycle.Clock, at, "")
}

// finished waits for listings and bans to be gone.
func (e *enforcementRun) finished() bool {
	return e.ended() && len(e.openTracks()) == 0 && len(e.signals) == 0
}

func (e *enforcementRun) record(r *casefile.Record) {
	if e.moneyMove {
		r.Obligations, r.Payments = e.obligations(day(r.Row.Updated)), e.Payments
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

func (e *enforcementRun) recorded(res casefile.RecordResult, now time.Time) {
	e.hearsAtFirst(res.Retrial, now)
	e.tellSiblings(res.Siblings)
}
