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
	"luxing/workflows/policy"
	"luxing/workflows/statute"
)

// repairState is all that an application for credit repair knows.
type repairState struct {
	Common     common                      `json:"common"`
	Input      casefile.RepairInput        `json:"input"`
	Facts      casefile.RepairFacts        `json:"facts"`
	Asked      bool                        `json:"asked"`
	Stale      bool                        `json:"stale"` // the sanctions may have changed since the register was asked
	Papers     []string                    `json:"papers"`
	Conditions []casefile.ConditionView    `json:"conditions"` // as verified, latest of each
	Factors    []casefile.FactorView       `json:"factors"`
	Score      int                         `json:"score"`
	Scored     bool                        `json:"scored"`
	Proposal   casefile.RepairProposalForm `json:"proposal"`
	NumberID   string                      `json:"numberId"`
	GrantedOn  calendar.Date               `json:"grantedOn"`
	Until      statute.Deadline            `json:"until"` // of the term
	BarredTo   calendar.Date               `json:"barredTo"`
	Paid       []casefile.Payment          `json:"paid"`
}

// repairRun is an application while it runs.
type repairRun struct {
	plain
	*matter
	*repairState
	answer casefile.RepairFacts // the register's
}

// CreditRepair is one debtor's application for credit repair (信用修复) to the
// court that enforces: of somebody who is listed as dishonest, or is about to be.
//
// It asks the register, has the papers completed, the five conditions verified
// one by one and the scorecard filled in, and takes the officer's proposal to
// the president. What is granted is told to the enforcement, measure by
// measure; the debt, the enforcement and the interest go on. While the repair
// stands the plan is looked at on a clock, and payments are counted. A breach
// revokes it and bars the debtor for a time; a term that is kept ends in the
// deletion of the listing.
//
// Messages and queries are those of Case. Exits: refused, withdrawn, revoked or
// completed. It continues as new as Case does.
func CreditRepair(ctx workflow.Context, in casefile.RepairInput) (casefile.Row, error) {
	now := workflow.Now(ctx)
	st := &repairState{}
	fresh := len(in.Carried) == 0
	if fresh {
		st = &repairState{Input: in, Papers: in.Papers, Common: common{
			Key: or(in.Key, casefile.RepairKey(in.Enforcement, in.Party)), Kind: casefile.KindRepair, Phase: lifecycle.RepairCheck, PhaseSince: now, Active: now,
			Edition: in.Edition, Days: in.Days, Policy: in.Policy,
		}}
	} else if err := json.Unmarshal(in.Carried, st); err != nil {
		return casefile.Row{}, failInput("carried state", err)
	}
	m, err := newMatter(ctx, &st.Common, lifecycle.CreditRepair, lifecycle.OfRepair())
	if err != nil {
		return casefile.Row{}, err
	}
	r := &repairRun{matter: m, repairState: st}
	m.rules = r
	if err := m.handlers(ctx); err != nil {
		return casefile.Row{}, err
	}
	if fresh {
		r.append(casefile.Entry{At: now, Event: "applied", Name: "申请信用修复", Role: lifecycle.Intake, To: lifecycle.RepairCheck, Article: "报告信用修复机制", Note: in.Party + "：" + measureNames(in.Asked)})
		r.set(period{id: "papers", rule: statute.CreditRepairCompleteness, from: now, on: "system", scope: scopePhase})
		r.dirty = false // the register hears of it with its own answer
	}
	m.asks(ctx, r.question)
	return live(ctx, m, casefile.RepairWorkflow, st, func(carried json.RawMessage) casefile.RepairInput {
		return casefile.RepairInput{Enforcement: in.Enforcement, Key: in.Key, Party: in.Party, Edition: in.Edition, Carried: carried}
	})
}

func measureNames(ids []string) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i], _, _ = strings.Cut(casefile.MeasureName(id), " ")
	}
	return strings.Join(names, "、")
}

// question asks the register about the debtor, and again when the papers are
// complete or came back from the president, for a listing may have been
// published meanwhile, and at each check-in, for what was paid since.
func (r *repairRun) question() *question {
	if r.Asked && !r.Stale || r.ended() {
		return nil
	}
	r.answer = casefile.RepairFacts{}
	return &question{
		activity: casefile.ActivityRepairFacts, summary: "核对登记库 check the register", answer: &r.answer,
		input: casefile.RepairQuery{Enforcement: r.Input.Enforcement, Party: r.Input.Party, Key: r.Key, On: r.Input.AppliedOn}, told: r.answered,
	}
}

func (r *repairRun) answered(now time.Time, err error) {
	if !r.Asked {
		r.Facts = r.answer
		r.found(now, err)
		return
	}
	r.Stale = false
	if r.answer.Found {
		r.Facts.Listing, r.Facts.ExitBan, r.Facts.Consumption = r.answer.Listing, r.answer.ExitBan, r.answer.Consumption
	}
	// What the debtor paid in the enforcement since the repair counts, under the
	// enforcement's own payment IDs, whoever told of it first.
	for _, p := range r.answer.Paid {
		if !r.GrantedOn.IsZero() && !p.On.Before(r.GrantedOn) && r.counts(p) {
			r.dirty = true
		}
	}
	if r.answer.Found && !r.answer.Open && r.answer.Reason == ClosedEnforced {
		r.causeWith(lifecycle.DebtCleared, &casefile.DayForm{On: day(now)}, now)
	}
}

// found judges the register's answer.
func (r *repairRun) found(now time.Time, _ error) {
	f := r.Facts
	r.Asked = true
	r.Court, r.Division, r.Judge = f.Court, f.Division, f.Officer
	r.pending.Filing = &casefile.Filing{Key: r.Key, Court: f.Court, CaseNumber: f.CaseNumber, Cause: f.Cause, FiledOn: r.Input.AppliedOn, Parties: f.Parties}
	why := ""
	switch {
	case !f.Found:
		why = "登记库没有该执行案件，或该当事人不是被执行人 no such enforcement case, or not its debtor"
	case !f.Open:
		why = "执行案件已经结案 the enforcement case is concluded"
	case f.Pending != "":
		why = "另有修复申请正在办理（" + f.Pending + "） another application is open"
	case !f.BarredTo.IsZero() && !r.Input.AppliedOn.After(f.BarredTo):
		why = "因违约被撤销修复，" + f.BarredTo.String() + "前不得再次申请 barred after a breach"
	case !r.sanctioned():
		why = "没有可以修复的惩戒：未纳入也未决定纳入失信名单，未限制出境，未限制消费 nothing to repair"
	}
	if why != "" {
		r.cause(lifecycle.RepairInadmissible, "", lifecycle.Linked, now, why)
		return
	}
	r.cause(lifecycle.RepairAdmitted, "", lifecycle.Linked, now, "")
}

// sanctioned reports whether there is anything that could be repaired: the
// debtor is listed, about to be, or limited otherwise.
func (r *repairRun) sanctioned() bool {
	return r.listed() || r.Facts.Listing == lifecycle.InGrace || r.Facts.ExitBan == lifecycle.Banned || r.Facts.Consumption
}

func (r *repairRun) listed() bool {
	return r.Facts.Listing == lifecycle.Listed || r.Facts.Listing == lifecycle.RemovalDue
}

// wants lists what stands in the way of a grant.
func (r *repairRun) wants() []string { return append(r.conditionsWanting(), r.scoreWanting()...) }

func (r *repairRun) conditionsWanting() []string {
	var out []string
	for _, c := range casefile.RepairConditions() {
		i := slices.IndexFunc(r.Conditions, func(v casefile.ConditionView) bool { return v.ID == c.ID })
		switch {
		case i < 0:
			out = append(out, "尚未核实 not verified："+c.Name)
		case !r.Conditions[i].Met:
			out = append(out, "不符合 not met："+c.Name)
		}
	}
	return out
}

func (r *repairRun) scoreWanting() []string {
	switch pass := r.Policy.Repair().PassScore; {
	case !r.Scored:
		return []string{"尚未评分 not scored"}
	case r.Score < pass:
		return []string{fmt.Sprintf("评分%d，未达到%d分 the score is below the court's", r.Score, pass)}
	}
	return nil
}

func repairFactors(card []policy.ScoreFactor) []string {
	ids := make([]string, len(card))
	for i, f := range card {
		ids[i] = f.ID
	}
	return ids
}

func (r *repairRun) guard(g lifecycle.Guard, _ *step) *casefile.Refusal {
	var lacks []string
	switch g {
	case lifecycle.ConditionsMet:
		lacks = r.conditionsWanting()
	case lifecycle.ScoreReached:
		lacks = r.scoreWanting()
	default:
		return missing("no such guard: %s", g)
	}
	if len(lacks) > 0 {
		return missing("不能准予修复 cannot be granted: %s", strings.Join(lacks, "；"))
	}
	return nil
}

func (r *repairRun) check(s *step) *casefile.Refusal {
	switch form := s.form.(type) {
	case *casefile.ScoreForm:
		return r.checkScore(form)
	case *casefile.RepairProposalForm:
		return r.checkProposal(form, s.day)
	case *casefile.RepairPaymentForm:
		for _, p := range r.Paid {
			if p.ID == form.Payment && (p.AmountFen != form.AmountFen || p.On != form.On) {
				return wrong("data.payment", "付款编号已用于另一笔 this ID belongs to another payment", "未使用过的编号 an ID of its own")
			}
		}
		if form.On.Before(r.GrantedOn) {
			return wrong("data.on", "修复前的付款不计 paid before the repair", "%[1]s或者更晚 %[1]s or later", r.GrantedOn)
		}
	}
	return nil
}

// checkScore wants every factor of the court's card, within its weight.
func (r *repairRun) checkScore(form *casefile.ScoreForm) *casefile.Refusal {
	var fs casefile.Faults
	card := r.Policy.Repair().Factors
	for i, x := range form.Factors {
		at := fmt.Sprintf("data.factors[%d]", i)
		j := slices.IndexFunc(card, func(f policy.ScoreFactor) bool { return f.ID == x.ID })
		switch {
		case j < 0:
			fs.Add(at+".id", "评分表没有此项 not on the court's card", "%s", oneOf(repairFactors(card)))
		case x.Points > card[j].Weight:
			fs.Add(at+".points", "超过该项权重 above its weight", "0至%[1]d分 0 to %[1]d", card[j].Weight)
		}
	}
	for _, f := range card {
		if !slices.ContainsFunc(form.Factors, func(x casefile.ScoredFactor) bool { return x.ID == f.ID }) {
			fs.Add("data.factors", "缺少评分项 a factor is missing", "还应填写“%[1]s” %[1]s as well", f.ID)
		}
	}
	if len(fs) > 0 {
		return &casefile.Refusal{Code: casefile.BadInput, Message: "评分表有误 the scorecard is wrong", Faults: fs}
	}
	return nil
}

// checkProposal wants measures that undo something that is there, within a
// term that lies ahead.
func (r *repairRun) checkProposal(form *casefile.RepairProposalForm, today calendar.Date) *casefile.Refusal {
	var fs casefile.Faults
	for i, m := range form.Measures {
		at := fmt.Sprintf("data.measures[%d]", i)
		ok, need := true, ""
		switch m.ID {
		case "not_published":
			ok, need = r.Facts.Listing == lifecycle.InGrace, "即将纳入失信名单的人 somebody about to be listed"
		case "masked", "deleted", "shortened":
			ok, need = r.listed(), "已纳入失信名单的人 somebody who is listed"
		case "exit_ban_lifted":
			ok, need = r.Facts.ExitBan == lifecycle.Banned, "被限制出境的人 somebody under an exit ban"
		case "consumption_lifted": // listing brings the consumption limit with it
			ok, need = r.Facts.Consumption || r.listed(), "被限制消费的人 somebody under a consumption limit"
		}
		if !ok {
			fs.Add(at+".id", "没有可由该措施修复的惩戒 nothing that this measure could undo", "%s", need)
		}
		if !m.Until.IsZero() && !m.Until.After(today) {
			fs.Add(at+".until", "应在今日之后 must lie ahead", "晚于%[1]s的日期 after %[1]s", today)
		}
	}
	if most := today.AddMonths(maxRepairMonths); !form.Until.IsZero() && (!form.Until.After(today) || form.Until.After(most)) {
		fs.Add("data.until", "修复期 the term", "晚于%[1]s，不晚于%[2]s的日期 after %[1]s, until %[2]s at most", today, most)
	}
	if len(fs) > 0 {
		return &casefile.Refusal{Code: casefile.BadInput, Message: "拟采取的修复措施有误 the proposal is wrong", Faults: fs}
	}
	return nil
}

// maxRepairMonths is the longest term that a policy may set.
const maxRepairMonths = 36

func (r *repairRun) effect(s *step) {
	if form, ok := s.form.(*casefile.ReasonForm); ok {
		s.note = form.Reason
	}
	switch s.row.Event {
	case lifecycle.RepairAdmitted:
		r.order(casefile.RepairReceipt, r.Input.Party, s.day, map[string]string{"asked": measureNames(r.Input.Asked), "papers": strings.Join(r.Papers, "\n")})
		r.papersBy(s)
	case lifecycle.PapersComplete:
		form := s.form.(*casefile.PapersForm)
		r.addPapers(form.Papers)
		s.note, r.Stale = strings.Join(form.Papers, "、"), true
		r.set(period{id: "decision", rule: statute.CreditRepairDecision, from: s.at, on: string(lifecycle.EnforcementJudge), scope: scopeCase})
	case lifecycle.AskPapers:
		s.note = strings.Join(s.form.(*casefile.MissingForm).Missing, "、")
		r.set(period{id: "supplement", rule: statute.CreditRepairSupplement, from: s.at, on: r.Input.Party, scope: scopePhase, expires: lifecycle.PapersLapsed})
		r.message("cn.luxing.repair.papers_asked", s.at, map[string]string{"of": r.Facts.Case, "party": r.Input.Party, "missing": s.note})
	case lifecycle.SupplyPapers:
		form := s.form.(*casefile.PapersForm)
		r.addPapers(form.Papers)
		s.note = strings.Join(form.Papers, "、")
		r.papersBy(s)
	case lifecycle.VerifyCondition:
		r.verify(s)
	case lifecycle.ScoreRepair:
		r.score(s)
	case lifecycle.ProposeRepair:
		r.Proposal = *s.form.(*casefile.RepairProposalForm)
		s.note = r.proposed() + "：" + r.Proposal.Reason
		if c := r.clock("decision"); c != nil {
			c.On = string(lifecycle.President)
		}
	case lifecycle.ReturnRepair:
		r.Stale = true
		if c := r.clock("decision"); c != nil {
			c.On = string(lifecycle.EnforcementJudge)
		}
	case lifecycle.ApproveRepair:
		r.grant(s)
	case lifecycle.CheckIn:
		form := s.form.(*casefile.CheckInForm)
		s.note, r.Stale = form.Note, true
		r.watchPlan(form.On.Start())
	case lifecycle.RepairPayment:
		r.pay(s)
	case lifecycle.RecordBreach, lifecycle.CheckInLapsed:
		r.set(period{id: "breach", rule: statute.CreditRepairDecision, from: s.at, on: string(lifecycle.EnforcementJudge), scope: scopePhase})
	case lifecycle.ExcuseBreach:
		r.stand(s)
	case lifecycle.RevokeRepair:
		r.revoke(s)
	case lifecycle.RepairTermOver, lifecycle.DebtCleared:
		r.complete(s)
	case lifecycle.RefuseRepair, lifecycle.RepairInadmissible, lifecycle.PapersLapsed:
		r.refuse(s)
	case lifecycle.WithdrawRepair:
		r.over(s, ClosedRetracted)
	case lifecycle.ReassignOfficer:
		form := s.form.(*casefile.AssignForm)
		s.note = r.Judge + " → " + form.To + " " + form.Reason
		r.Judge = form.To
	case lifecycle.NudgeOfficer:
		// The note is all that a nudge leaves.
	case lifecycle.AdoptCalendar:
		r.adoptCalendar(s)
	}
}

func (r *repairRun) papersBy(s *step) {
	r.set(period{id: "papers", rule: statute.CreditRepairCompleteness, from: s.at, on: string(lifecycle.EnforcementJudge), scope: scopePhase})
}

func (r *repairRun) addPapers(papers []string) {
	for _, p := range papers {
		if !slices.Contains(r.Papers, p) {
			r.Papers = append(r.Papers, p)
		}
	}
}

// verify puts a condition on record with its evidence and who verified it.
func (r *repairRun) verify(s *step) {
	form := s.form.(*casefile.ConditionForm)
	for _, c := range casefile.RepairConditions() {
		if c.ID != form.Condition {
			continue
		}
		v := casefile.ConditionView{ID: c.ID, Name: c.Name, Met: form.Met, Evidence: form.Evidence, By: s.decision.Actor, On: form.On, Sourced: c.Sourced}
		r.Conditions = slices.DeleteFunc(r.Conditions, func(v casefile.ConditionView) bool { return v.ID == c.ID })
		r.Conditions = append(r.Conditions, v)
		met := "符合"
		if !form.Met {
			met = "不符合"
		}
		name, _, _ := strings.Cut(c.Name, " ")
		s.note = met + "：" + name + "（" + form.Evidence + "）"
	}
}

// score fills in the court's card. The weights are the court's own (示例权重).
func (r *repairRun) score(s *step) {
	form := s.form.(*casefile.ScoreForm)
	r.Factors, r.Score, r.Scored = nil, 0, true
	for _, f := range r.Policy.Repair().Factors {
		for _, x := range form.Factors {
			if x.ID == f.ID {
				r.Factors = append(r.Factors, casefile.FactorView{ID: f.ID, Name: f.Name, Weight: f.Weight, Points: x.Points, Evidence: x.Evidence})
				r.Score += x.Points
			}
		}
	}
	s.note = fmt.Sprintf("%d 分（示例权重，合格 %d 分）", r.Score, r.Policy.Repair().PassScore)
}

func (r *repairRun) proposed() string {
	ids := make([]string, len(r.Proposal.Measures))
	for i, m := range r.Proposal.Measures {
		ids[i] = m.ID
	}
	return measureNames(ids)
}

// grant makes the repair stand: its number, its document, its term, and the
// measures told to the enforcement.
func (r *repairRun) grant(s *step) {
	r.drop("decision")
	r.GrantedOn = s.day
	d, err := r.book.Period(statute.CreditRepairTerm, s.at)
	if err != nil {
		r.log.Error("no such period", "rule", string(statute.CreditRepairTerm), "error", err.Error())
	}
	if u := r.Proposal.Until; !u.IsZero() { // fixed by the decision, not counted
		d.Last, d.Due = u, u.End()
	}
	r.Until = d
	r.stand(s)
	r.NumberID = r.number(r.Court, r.Policy.Repair().NumberType, s.day.Year())
	var lines []string
	for _, m := range r.Proposal.Measures {
		line, _, _ := strings.Cut(casefile.MeasureName(m.ID), " ")
		if m.Purpose != "" {
			line += "（限于：" + m.Purpose + "）"
		}
		if !m.Until.IsZero() {
			line += "，至" + m.Until.String()
		}
		lines = append(lines, line)
	}
	o := r.order(casefile.RepairGrant, r.Input.Party, s.day, map[string]string{
		"measures": strings.Join(lines, "\n"), "plan": r.Proposal.Plan, "until": d.Last.String(), "reason": r.Proposal.Reason, "score": fmt.Sprint(r.Score),
	})
	r.withNumber(o, r.NumberID)
	r.tellEnforcement(lifecycle.RepairGranted, r.Proposal.Measures, s, r.Proposal.Reason)
	s.mech = 10
	r.brought(10, s.day, "准予信用修复："+r.proposed(), "至"+d.Last.String())
	r.message("cn.luxing.repair.granted", s.at, r.data(map[string]string{"until": d.Last.String(), "measures": r.proposed(), "numberId": r.NumberID}))
}

func (r *repairRun) data(more map[string]string) map[string]string {
	more["of"], more["party"], more["enforcement"] = r.Facts.Case, r.Input.Party, r.Input.Enforcement
	return more
}

// stand runs the clocks of a repair that stands.
func (r *repairRun) stand(s *step) {
	r.put(period{id: "term", rule: statute.CreditRepairTerm, from: s.at, on: r.Input.Party, scope: scopePhase, expires: lifecycle.RepairTermOver}, r.Until)
	r.watchPlan(s.at)
}

// watchPlan has the plan looked at: what is late shows as stuck, and what is
// later still is taken for a breach.
func (r *repairRun) watchPlan(from time.Time) {
	r.set(period{id: "check-in", rule: statute.CreditRepairCheckIn, from: from, on: string(lifecycle.EnforcementJudge), scope: scopePhase})
	r.set(period{id: "missed", rule: statute.CreditRepairBreach, from: from, on: r.Input.Party, scope: scopePhase, expires: lifecycle.CheckInLapsed})
}

// tellEnforcement has the enforcement apply or undo measures. The debt, the
// enforcement and the interest go on.
func (r *repairRun) tellEnforcement(e lifecycle.Event, measures []casefile.RepairEffect, s *step, reason string) {
	data, _ := json.Marshal(casefile.RepairEffectForm{Party: r.Input.Party, Measures: measures, On: s.day, Reason: reason})
	r.tell(r.Input.Enforcement, e, data)
}

// pay counts what is performed after the repair, each payment once.
func (r *repairRun) pay(s *step) {
	form := s.form.(*casefile.RepairPaymentForm)
	s.note = form.Payment + " " + yuan(form.AmountFen)
	if slices.ContainsFunc(r.Paid, func(p casefile.Payment) bool { return p.ID == form.Payment }) {
		s.note += "（已记）"
		return
	}
	r.counts(casefile.Payment{ID: form.Payment, Payer: r.Input.Party, AmountFen: form.AmountFen, On: form.On})
}

// counts takes a payment up, once; it reports whether it was new.
func (r *repairRun) counts(p casefile.Payment) bool {
	if slices.ContainsFunc(r.Paid, func(was casefile.Payment) bool { return was.ID == p.ID }) {
		return false
	}
	r.Paid = append(r.Paid, p)
	return true
}

func (r *repairRun) paidFen() (sum int64) {
	for _, p := range r.Paid {
		sum += p.AmountFen
	}
	return sum
}

// revoke undoes the repair and bars the debtor for a time.
func (r *repairRun) revoke(s *step) {
	if d, err := r.book.Period(statute.CreditRepairReapply, s.at); err == nil {
		r.BarredTo = d.Last
	}
	r.order(casefile.RepairRevocation, r.Input.Party, s.day, map[string]string{
		"number": r.Numbers[r.NumberID], "reason": s.note, "barredTo": r.BarredTo.String(), "measures": r.proposed(),
	})
	r.tellEnforcement(lifecycle.RepairRevoked, nil, s, s.note)
	r.message("cn.luxing.repair.revoked", s.at, r.data(map[string]string{"barredTo": r.BarredTo.String()}))
	r.brought(10, s.day, "撤销信用修复", r.BarredTo.String()+"前不得再次申请")
	r.over(s, ClosedUndone)
}

// complete ends a repair that was kept: the listing is deleted.
func (r *repairRun) complete(s *step) {
	var last []casefile.RepairEffect
	switch r.Facts.Listing { // a check-in since the grant found it as the repair made it: masked, withheld
	case lifecycle.Listed, lifecycle.InGrace, lifecycle.RemovalDue, lifecycle.Masked, lifecycle.Withheld:
		last = []casefile.RepairEffect{{ID: "deleted"}}
	}
	s.note = fmt.Sprintf("修复后履行%s", yuan(r.paidFen()))
	r.tellEnforcement(lifecycle.RepairEnded, last, s, s.note)
	r.message("cn.luxing.repair.completed", s.at, r.data(map[string]string{"paidFen": fmt.Sprint(r.paidFen())}))
	r.brought(10, s.day, "信用修复完成", s.note)
	r.over(s, ClosedRepaired)
}

// refuse ends the application with its reason and what is missing.
func (r *repairRun) refuse(s *step) {
	var wants []string
	switch s.row.Event {
	case lifecycle.RefuseRepair:
		for _, w := range r.wants() {
			wants = append(wants, inChinese(w))
		}
	case lifecycle.PapersLapsed:
		wants = []string{"逾期未补正材料"}
	}
	if r.Facts.Found {
		r.order(casefile.RepairRefusal, r.Input.Party, s.day, map[string]string{"reason": inChinese(s.note), "missing": strings.Join(wants, "\n")})
	}
	r.message("cn.luxing.repair.refused", s.at, r.data(map[string]string{}))
	r.over(s, ClosedDenied)
}

// inChinese leaves the Chinese of a text that has English beside it: of each
// part up to a ：, what stands before the first blank.
func inChinese(s string) string {
	parts := strings.Split(s, "：")
	for i, p := range parts {
		parts[i], _, _ = strings.Cut(p, " ")
	}
	return strings.Join(parts, "：")
}

func (r *repairRun) over(s *step, reason string) {
	r.dropClocks(scopeCase)
	r.Reason, r.ClosedOn = reason, s.day
}

func (r *repairRun) consequence(time.Time) bool { return false }
func (r *repairRun) finished() bool             { return r.ended() }

func (r *repairRun) row(row *casefile.Row) {
	row.Case, row.CaseNumber, row.Cause, row.FiledOn = or(r.Facts.Case, r.Input.Enforcement), r.Numbers[r.NumberID], r.Facts.Cause, r.Input.AppliedOn
}

func (r *repairRun) view(v *casefile.View, _ time.Time) {
	v.Filing = &casefile.Filing{Key: r.Key, Court: r.Court, CaseNumber: r.Facts.CaseNumber, Cause: r.Facts.Cause, FiledOn: r.Input.AppliedOn, Parties: r.Facts.Parties}
	v.Links = append([]casefile.Link{{Kind: casefile.KindEnforcement, Key: r.Input.Enforcement}}, r.Links...)
	v.Payments = r.Paid
	w := &casefile.RepairView{
		Debtor: r.Input.Party, Score: r.Score, Factors: r.Factors, Until: r.Until.Last, BarredTo: r.BarredTo, PaidFen: r.paidFen(),
		Asked: r.Input.Asked, Plan: r.Proposal.Plan, PassScore: r.Policy.Repair().PassScore,
	}
	if r.GrantedOn.IsZero() {
		w.Missing = r.wants()
	}
	for _, c := range casefile.RepairConditions() {
		x := casefile.ConditionView{ID: c.ID, Name: c.Name, Sourced: c.Sourced}
		if i := slices.IndexFunc(r.Conditions, func(v casefile.ConditionView) bool { return v.ID == c.ID }); i >= 0 {
			x = r.Conditions[i]
		}
		w.Conditions = append(w.Conditions, x)
	}
	for _, m := range r.Proposal.Measures {
		w.Measures = append(w.Measures, casefile.MeasureView{ID: m.ID, Name: casefile.MeasureName(m.ID), On: r.GrantedOn, Until: m.Until, Purpose: m.Purpose})
	}
	v.Repair = w
}

func (r *repairRun) record(rec *casefile.Record) {
	rec.Repair = &casefile.RepairRecord{
		Enforcement: r.Input.Enforcement, Party: r.Input.Party, State: string(r.Phase), AppliedOn: r.Input.AppliedOn, GrantedOn: r.GrantedOn,
		Until: r.Until.Last, EndedOn: r.ClosedOn, BarredTo: r.BarredTo, PaidFen: r.paidFen(),
	}
	for _, m := range r.Proposal.Measures {
		rec.Repair.Measures = append(rec.Repair.Measures, m.ID)
	}
}
