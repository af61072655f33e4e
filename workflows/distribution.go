package workflows

import (
	"fmt"
	"slices"
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// Money that several creditors want is divided by a plan: in proportion where
// the debtor is a person (参与分配, 民诉法解释第508条), by the order of seizure where
// it is an enterprise that no bankruptcy takes (第514条). Nothing is released by
// a plan that can still change; while a suit about it is out, what is disputed
// is set aside and the rest is released (第510条).

// A release says by which plan it was made, so that what a plan has given is
// never mixed with what a creditor got beside it.

func planTrack(plan string) string { return lifecycle.Distribution.ID + "/" + plan }

func (e *enforcementRun) planOf(id string) *distribution {
	for i := range e.Plans {
		if p := &e.Plans[i]; p.ID != "" && p.ID == id {
			return p
		}
	}
	return nil
}

// planNamed is the plan that a form names, the latest where it names none.
func (e *enforcementRun) planNamed(id string) string {
	if id == "" && len(e.Plans) > 0 {
		return e.Plans[len(e.Plans)-1].ID
	}
	return id
}

// shareOf is what a plan gives a creditor.
func (p *distribution) shareOf(creditor string) int64 {
	var sum int64
	for _, x := range p.Shares {
		if x.Creditor == creditor {
			sum += x.Fen
		}
	}
	return sum
}

// allotted is all that a plan gives.
func (p *distribution) allotted() int64 {
	var sum int64
	for _, x := range p.Shares {
		sum += x.Fen
	}
	return sum
}

// recipients are the creditors of a plan and its debtor.
func (p *distribution) recipients() []string {
	var ids []string
	for _, x := range p.Shares {
		if !slices.Contains(ids, x.Creditor) {
			ids = append(ids, x.Creditor)
		}
	}
	return append(ids, p.Party)
}

func (p *distribution) served(party string) *casefile.PlanRecipient {
	return recipient(p.Served, party)
}

func recipient(list []casefile.PlanRecipient, party string) *casefile.PlanRecipient {
	for i := range list {
		if list[i].Party == party {
			return &list[i]
		}
	}
	return nil
}

// releasedUnder is what somebody got by a plan.
func (e *enforcementRun) releasedUnder(plan, to string) int64 {
	var sum int64
	for _, r := range e.Releases {
		if r.Plan == plan && r.To == to {
			sum += r.AmountFen
		}
	}
	return sum
}

// outsiders are the other creditors who share in a debtor's money, and whether
// their claims are allotted in full already.
func (e *enforcementRun) outsiders(party string) (ids []string, satisfied bool) {
	satisfied = true
	add := func(id string, claim int64) {
		if !slices.Contains(ids, id) {
			ids, satisfied = append(ids, id), satisfied && e.share(id) >= claim
		}
	}
	for _, j := range e.Joined {
		if j.Party == party {
			add(j.Creditor, j.AmountFen)
		}
	}
	for _, r := range e.Ranked {
		if r.Party == party {
			add(r.Creditor, r.AmountFen)
		}
	}
	return ids, satisfied
}

func (e *enforcementRun) outsider(id string) bool {
	return slices.ContainsFunc(e.Joined, func(j casefile.ClaimantForm) bool { return j.Creditor == id }) ||
		slices.ContainsFunc(e.Ranked, func(r casefile.RankedClaimForm) bool { return r.Creditor == id })
}

// claims lists who shares in what a plan divides, each with what is left of the
// claim. A creditor of this case claims what the document gives it; interest
// of delay comes after everybody's debts (迟延履行利息解释第4条).
func (e *enforcementRun) claims(party, asset string) []casefile.ShareView {
	var out []casefile.ShareView
	rank := 0
	if h := e.holding(asset); h != nil {
		rank = max(h.Rank, 1)
	}
	for _, c := range e.creditors() {
		var here, elsewhere int64
		for _, o := range e.allParts() {
			switch {
			case o.Creditor != c:
			case slices.Contains(o.Debtors, party):
				here += o.OutstandingFen
			case e.answersFor(o, party):
				here += e.within(o, party, o.OutstandingFen)
			default:
				elsewhere += o.OutstandingFen
			}
		}
		// What came from plans of this debtor's money went to this debtor's debts;
		// what came otherwise, to the others' first.
		beside := e.releasedUnder("", c)
		for _, p := range e.Plans {
			if p.Party == party {
				here -= p.shareOf(c)
			} else {
				beside += p.shareOf(c)
			}
		}
		if here -= max(beside-elsewhere, 0); here > 0 {
			out = append(out, casefile.ShareView{Creditor: c, ClaimFen: here, Rank: rank})
		}
	}
	for _, j := range e.Joined {
		if asset == "" && j.Party == party {
			out = append(out, casefile.ShareView{Creditor: j.Creditor, ClaimFen: max(j.AmountFen-e.share(j.Creditor), 0), Priority: j.Priority})
		}
	}
	for _, r := range e.Ranked {
		if asset != "" && r.Asset == asset {
			out = append(out, casefile.ShareView{Creditor: r.Creditor, ClaimFen: max(r.AmountFen-e.share(r.Creditor), 0), Priority: r.Priority, Rank: r.Rank})
		}
	}
	return out
}

// divideByRank gives claims with priority what they are, then each rank in
// turn; whoever ranks the same shares in proportion (执行规定第55条第3款).
func divideByRank(fen int64, claims []casefile.ShareView) []casefile.ShareView {
	out := slices.Clone(claims)
	var ranks []int
	for i := range out {
		if out[i].Priority {
			out[i].Fen = min(out[i].ClaimFen, fen)
			fen -= out[i].Fen
		} else if !slices.Contains(ranks, out[i].Rank) {
			ranks = append(ranks, out[i].Rank)
		}
	}
	slices.Sort(ranks)
	for _, r := range ranks {
		var tier []casefile.ShareView
		for _, x := range out {
			if !x.Priority && x.Rank == r {
				tier = append(tier, x)
			}
		}
		tier = divide(fen, tier)
		for i := range out {
			if !out[i].Priority && out[i].Rank == r {
				out[i].Fen, tier = tier[0].Fen, tier[1:]
				fen -= out[i].Fen
			}
		}
	}
	return out
}

// noBankruptcy: creditors of an enterprise rank by seizure only where nobody
// consented to its bankruptcy, or the court of bankruptcy did not accept it.
func (e *enforcementRun) noBankruptcy(s *step) *casefile.Refusal {
	form, ok := s.form.(*casefile.RankedClaimForm)
	if !ok {
		return nil
	}
	p, _ := e.party(form.Party)
	state := e.referralState(form.Party)
	var r *casefile.Refusal
	switch {
	case p.Kind != casefile.Enterprise:
		r = missing("%s不是企业法人，其他债权人申请参与分配（join_distribution），按比例受偿 %s is no enterprise: its creditors share in proportion", form.Party, form.Party)
		r.Article = "民诉法解释第506、508条"
	case state != referralNoConsent && state != referralRefused && (state != "" || !slices.Contains(e.Referrals, form.Party)):
		r = missing("%s尚未经移送破产的征询：无人同意或者不予受理的，方按查封先后清偿 whether %s goes bankrupt comes first: only where nobody consents, or it is not accepted, does seizure decide", form.Party, form.Party)
		r.Article = "民诉法解释第511、514条"
	}
	return r
}

func (e *enforcementRun) checkRanked(form *casefile.RankedClaimForm) *casefile.Refusal {
	if r := e.knownDebtor(form.Party); r != nil {
		return r
	}
	h := e.holding(form.Asset)
	if h == nil {
		return e.noAsset(form.Asset)
	}
	if h.Owner != form.Party {
		return wrong("data.asset", "该财产不是该被执行人的 the asset is not that debtor's", "%[1]s的财产 an asset of %[1]s", form.Party)
	}
	if slices.ContainsFunc(e.Plans, func(p distribution) bool { return p.Asset == form.Asset }) {
		return missing("%s的变价款已制作分配方案 the money of %s has its plan", form.Asset, form.Asset)
	}
	for _, r := range e.Ranked {
		switch {
		case r.Creditor == form.Creditor && r.Asset == form.Asset:
			return wrong("data.creditor", "该债权人对该财产已登记 that creditor is on record for the asset", "另一财产，或者另一编号 another asset, or another ID")
		case r.Creditor == form.Creditor && (r.AmountFen != form.AmountFen || r.Document != form.Document || r.Party != form.Party):
			return wrong("data.creditor", "同一编号应为同一债权 one ID is one claim", "%[1]s，%[2]d分 %[1]s, %[2]d fen", r.Document, r.AmountFen)
		}
	}
	return e.anotherCreditor(form.Creditor)
}

// anotherCreditor keeps the IDs of other creditors apart from this case's.
func (e *enforcementRun) anotherCreditor(id string) *casefile.Refusal {
	if _, ours := e.party(id); ours || id == toCourt {
		return wrong("data.creditor", "应为本案以外的债权人 another creditor than this case's parties", "未使用过的编号（如C1） an ID of its own, such as C1")
	}
	return nil
}

func (e *enforcementRun) rankBySeizure(s *step) {
	form := s.form.(*casefile.RankedClaimForm)
	e.Ranked = append(e.Ranked, *form)
	rank := fmt.Sprintf("第%d顺位", form.Rank)
	if form.Priority {
		rank = "优先受偿"
	}
	s.note = fmt.Sprintf("%s 依%s，债权%s，对%s%s", form.Creditor, form.Document, yuan(form.AmountFen), form.Asset, rank)
	e.message("cn.luxing.distribution.ranked", s.at, map[string]string{"creditor": form.Creditor, "amountFen": fmt.Sprint(form.AmountFen), "asset": form.Asset})
}

// voided: the plan gives nothing any more, for the document or the debtor is
// out of this enforcement.
func (e *enforcementRun) voided(p *distribution) bool {
	return e.stateOf(planTrack(p.ID)) == lifecycle.PlanVoid || e.isBankrupt(p.Party)
}

// reservedFor is what plans gave to creditors who did not get it yet, all of
// them or all but one.
func (e *enforcementRun) reservedFor(except string) int64 {
	var sum int64
	for i := range e.Plans {
		p := &e.Plans[i]
		if e.voided(p) {
			continue
		}
		for _, c := range p.recipients() {
			if c != except && c != p.Party {
				sum += max(p.shareOf(c)-e.releasedUnder(p.ID, c), 0)
			}
		}
	}
	return sum
}

// reservedCosts is what plans took off for costs that the court did not get yet.
func (e *enforcementRun) reservedCosts() int64 {
	var sum int64
	for i := range e.Plans {
		if p := &e.Plans[i]; !e.voided(p) {
			sum += p.Costs
		}
	}
	if len(e.Plans) > 0 {
		sum -= e.releasedByPlan(toCourt)
	}
	return max(sum, 0)
}

// unplanned is money that has to be divided first: a debtor's in which others
// share and whose claims are not allotted in full.
func (e *enforcementRun) unplanned() int64 {
	free := max(e.held()-e.reservedFor("")-e.reservedCosts(), 0)
	var sum int64
	for _, d := range e.respondents() {
		if ids, satisfied := e.outsiders(d); len(ids) == 0 || satisfied {
			continue
		}
		sum += max(e.divisible(d, ""), 0)
		for _, h := range e.Holdings {
			if h.Owner == d {
				sum += max(e.divisible(d, h.Asset), 0)
			}
		}
	}
	return min(free, sum)
}

// divisible is what came in of a debtor, or of the sale of its asset, and no
// plan has divided.
func (e *enforcementRun) divisible(party, asset string) int64 {
	var sum int64
	if h := e.holding(asset); h != nil {
		if !slices.ContainsFunc(e.Ranked, func(r casefile.RankedClaimForm) bool { return r.Asset == asset }) {
			return 0
		}
		sum = h.PriceFen
	} else {
		if !slices.ContainsFunc(e.Joined, func(j casefile.ClaimantForm) bool { return j.Party == party }) {
			return 0
		}
		for _, p := range e.Payments {
			if p.Payer == party {
				sum += p.AmountFen
			}
		}
		sum -= e.handedOver(party)
	}
	for _, p := range e.Plans {
		if p.Party == party && p.Asset == asset {
			sum -= p.allotted() + p.Costs
		}
	}
	return sum
}

// cut is how much less of a plan a creditor would have if every open objection
// to it succeeded: what is disputed of its share.
func (e *enforcementRun) cut(p *distribution, creditor string) int64 {
	var sum int64
	for i := range e.PlanObjections {
		if o := &e.PlanObjections[i]; o.Plan == p.ID && e.open(e.trackOf(o.track())) {
			sum += max(-o.change(creditor), 0)
		}
	}
	return min(sum, p.shareOf(creditor))
}

// setAside is what suits about a plan keep from being released (提存), of one
// creditor's share or of all.
func (e *enforcementRun) setAside(p *distribution, creditor string) int64 {
	if !e.allInSuit(p) {
		return 0
	}
	var sum int64
	for _, c := range p.recipients() {
		if c != p.Party && (creditor == "" || c == creditor) {
			sum += min(e.cut(p, c), max(p.shareOf(c)-e.releasedUnder(p.ID, c), 0))
		}
	}
	return sum
}

func (e *enforcementRun) allSetAside() int64 {
	var sum int64
	for i := range e.Plans {
		sum += e.setAside(&e.Plans[i], "")
	}
	return sum
}

// allInSuit: the time to object is over, objections are left, and each is in a
// suit.
func (e *enforcementRun) allInSuit(p *distribution) bool {
	if e.stateOf(planTrack(p.ID)) != lifecycle.PlanContested {
		return false
	}
	for i := range e.PlanObjections {
		o := &e.PlanObjections[i]
		if st := e.stateOf(o.track()); o.Plan == p.ID && st != lifecycle.PlanObjectionOver && st != lifecycle.PlanSuit {
			return false
		}
	}
	return true
}

// releasable is what a plan lets a creditor have now, less what it got by it.
func (e *enforcementRun) releasable(p *distribution, to string) int64 {
	share := p.shareOf(to)
	switch st := e.stateOf(planTrack(p.ID)); {
	case e.voided(p):
		share = 0
	case st == lifecycle.PlanFixed:
	case st == lifecycle.PlanContested && e.allInSuit(p):
		share -= e.cut(p, to)
	default:
		share = 0
	}
	return max(share-e.releasedUnder(p.ID, to), 0)
}

// locked is what may not be released yet, so that its month does not run.
func (e *enforcementRun) locked() int64 {
	var sum int64
	for i := range e.Plans {
		p := &e.Plans[i]
		if e.voided(p) {
			continue
		}
		for _, c := range p.recipients() {
			if c != p.Party {
				sum += max(p.shareOf(c)-e.releasedUnder(p.ID, c), 0) - e.releasable(p, c)
			}
		}
	}
	return sum
}

// unlock has the month of release run anew for what a plan now lets go.
func (e *enforcementRun) unlock(at time.Time) {
	e.Unlocked = at
	e.rewatchRelease()
}

// byPlan is the plan by which a release is made: the one that the form names,
// else the first that gives the recipient as much; "" where none does.
func (e *enforcementRun) byPlan(form *casefile.ReleaseForm) string {
	if form.Plan != "" {
		return form.Plan
	}
	for i := range e.Plans {
		if p := &e.Plans[i]; form.To != toCourt && e.releasable(p, form.To) >= form.AmountFen {
			return p.ID
		}
	}
	return ""
}

// checkShared judges a release while several creditors share in the money:
// nobody gets what is planned for another, and nothing leaves a plan that can
// still change.
func (e *enforcementRun) checkShared(s *step, form *casefile.ReleaseForm) *casefile.Refusal {
	limit := func(what, article string, most int64) *casefile.Refusal {
		if form.AmountFen <= max(most, 0) {
			return nil
		}
		r := wrong("data.amountFen", what, "%s", atMostFen(max(most, 0)))
		r.Article = article
		return r
	}
	free := e.unshared()
	if form.To == toCourt {
		return limit("不得超过已登记的执行费用，亦不得占用各债权人的份额 no more than the costs booked, and nobody's share", "民诉法解释第508条", e.courtsShare(s.day))
	}
	if form.Plan != "" && e.planOf(form.Plan) == nil {
		r := wrong("data.plan", "没有该分配方案 no such plan", "%s", oneOf(e.planIDs()))
		r.Code = casefile.NoSuchTrack
		return r
	}
	if id := e.byPlan(form); id != "" {
		p := e.planOf(id)
		if r := e.planHolds(p); r != nil && e.releasable(p, form.To) < form.AmountFen {
			return r
		}
		what := "不得超过分配方案确定的份额 no more than its share of the plan"
		if aside := e.setAside(p, form.To); aside > 0 {
			what = fmt.Sprintf("诉讼期间争议部分%s予以提存 what is disputed, %s, is set aside during the suit", yuan(aside), yuan(aside))
		}
		return limit(what, "民诉法解释第508、510条", e.releasable(p, form.To))
	}
	creditor := slices.Contains(e.creditors(), form.To)
	switch {
	case slices.Contains(e.backTo(), form.To):
		return limit("只退还超出应执行总额且未分配的部分 only what is too much and nobody's share goes back", "执行规定第34条", e.debtorsShare(form.To, s.day))
	case creditor && form.AmountFen <= free:
		return limit("不得超过应执行的金额，多出部分退还被执行人 no more than is owed; the rest goes back to the debtor", "执行规定第34条", e.creditorsMost(s.day))
	}
	for i := range e.Plans { // why the plans do not give it now
		if p := &e.Plans[i]; p.shareOf(form.To) > e.releasedUnder(p.ID, form.To) && e.releasable(p, form.To) < p.shareOf(form.To)-e.releasedUnder(p.ID, form.To) {
			if r := e.planHolds(p); r != nil {
				return r
			}
		}
	}
	if unplanned := e.unplanned(); unplanned > 0 {
		return missing("尚有%s应先制作分配方案（distribution_plan） %s is to be divided by a plan first", yuan(unplanned), yuan(unplanned))
	}
	most := max(free, 0)
	for i := range e.Plans {
		most = max(most, e.releasable(&e.Plans[i], form.To))
	}
	if !creditor {
		most = 0
		for i := range e.Plans {
			most = max(most, e.releasable(&e.Plans[i], form.To))
		}
	}
	return limit("不得超过分配方案确定的份额，其余另行分配 no more than its share; plan the rest", "民诉法解释第508、510条", most)
}

// unshared is what is held and neither planned, nor to be planned, nor the court's.
func (e *enforcementRun) unshared() int64 {
	return e.held() - e.reservedFor("") - e.reservedCosts() - e.unplanned()
}

// courtsShare is what the court may still take without touching anybody's share.
func (e *enforcementRun) courtsShare(on calendar.Date) int64 {
	return min(e.courtsMost(on), e.held()-e.reservedFor(""))
}

// debtorsShare is what a debtor may get back of what is nobody's share.
func (e *enforcementRun) debtorsShare(debtor string, on calendar.Date) int64 {
	free := e.unshared()
	return min(e.backOrRest(debtor, free-e.withheldFen()-max(e.creditorsMost(on), 0)), free)
}

// planHolds says why a plan lets nothing go now; nil when it does.
func (e *enforcementRun) planHolds(p *distribution) *casefile.Refusal {
	switch st := e.stateOf(planTrack(p.ID)); {
	case st == lifecycle.PlanOut:
		var last calendar.Date
		var unserved []string
		for _, c := range p.recipients() {
			if x := p.served(c); x == nil {
				unserved = append(unserved, c)
			} else {
				last = lastDay(last, x.Until)
			}
		}
		r := missing("分配方案%s的异议期至%s，期满前不得发放 objections to plan %s are open until %s", p.ID, last, p.ID, last)
		if len(unserved) > 0 {
			r = missing("分配方案%s尚未送达%s（serve_plan） plan %s is not served on %s yet", p.ID, list(unserved), p.ID, list(unserved))
		}
		r.Article = "民诉法解释第509条"
		return r
	case st == lifecycle.PlanContested && !e.allInSuit(p):
		r := missing("对分配方案%s的异议尚在处理，不得发放 objections to plan %s are pending", p.ID, p.ID)
		r.Article = "民诉法解释第510条"
		return r
	case !e.voided(p):
		return nil
	}
	return missing("分配方案%s已失效 plan %s is void", p.ID, p.ID)
}

func (e *enforcementRun) planIDs() []string {
	var ids []string
	for _, p := range e.Plans {
		ids = append(ids, p.ID)
	}
	return ids
}

// checkPlan judges what a plan may divide.
func (e *enforcementRun) checkPlan(form *casefile.DistributionForm) *casefile.Refusal {
	p, _ := e.party(form.Party)
	switch {
	case p.Kind == casefile.Enterprise && form.Asset == "":
		r := missing("%s是企业法人：按所变价财产的查封顺序清偿，应指明财产（asset） %s is an enterprise: say whose seizures rank", form.Party, form.Party)
		r.Article = "民诉法解释第514条"
		return r
	case p.Kind != casefile.Enterprise && form.Asset != "":
		r := missing("%s不是企业法人，按比例分配，不按查封顺序 %s is no enterprise: its creditors share in proportion", form.Party, form.Party)
		r.Article = "民诉法解释第508条"
		return r
	case form.Asset != "" && e.holding(form.Asset) == nil:
		return e.noAsset(form.Asset)
	}
	if ids, _ := e.outsiders(form.Party); len(ids) == 0 {
		return missing("没有其他债权人，无需分配方案 no other creditor shares (join_distribution, rank_by_seizure)")
	}
	free := min(e.held()-e.reservedFor("")-e.reservedCosts(), e.divisible(form.Party, form.Asset))
	if form.AmountFen > free {
		return wrong("data.amountFen", "不得超过可分配的案款 no more than is held and not planned yet", "%s", atMostFen(max(free, 0)))
	}
	var left int64
	for _, c := range e.claims(form.Party, form.Asset) {
		left += c.ClaimFen
	}
	if left == 0 {
		return missing("各债权均已足额分配 every claim is allotted in full")
	}
	return nil
}

// makePlan divides what is there: costs first, then claims with priority, then
// the ordinary ones. It is served on everybody, and each may object.
func (e *enforcementRun) makePlan(s *step) {
	form := s.form.(*casefile.DistributionForm)
	costs := e.costs() - e.courtGot() - e.reservedCosts()
	costs = max(min(costs, form.AmountFen), 0)
	p := distribution{ID: fmt.Sprintf("F%d", len(e.Plans)+1), Party: form.Party, On: form.On, Asset: form.Asset, Fen: form.AmountFen, After: len(e.Releases), Costs: costs}
	claims, how := e.claims(form.Party, form.Asset), "按债权比例"
	if form.Asset != "" {
		p.Shares, how = divideByRank(form.AmountFen-costs, claims), "按"+form.Asset+"的查封顺序"
	} else {
		p.Shares = divide(form.AmountFen-costs, claims)
	}
	s.note = fmt.Sprintf("%s %s：", p.ID, how)
	var lines string
	for _, x := range p.Shares {
		s.note += fmt.Sprintf("%s %s；", x.Creditor, yuan(x.Fen))
		line := fmt.Sprintf("%s：债权%s", x.Creditor, yuan(x.ClaimFen))
		switch {
		case x.Priority:
			line += "，优先受偿"
		case x.Rank > 0:
			line += fmt.Sprintf("，第%d顺位", x.Rank)
		}
		lines += line + "，分配" + yuan(x.Fen) + "\n"
	}
	e.Plans = append(e.Plans, p)
	e.openTrack(planTrack(p.ID), lifecycle.Distribution, lifecycle.PlanOut, s.at, form.Party)
	e.planService(&p, form.On.Start())
	facts := map[string]string{"plan": p.ID, "debtor": p.Party, "amountFen": fmt.Sprint(p.Fen), "costsFen": fmt.Sprint(p.Costs), "how": how, "shares": lines}
	for _, to := range p.recipients() {
		if _, ours := e.party(to); ours {
			e.order(casefile.DistributionPlan, to, s.day, facts)
		}
	}
	e.message("cn.luxing.distribution.planned", s.at, map[string]string{"party": form.Party, "amountFen": fmt.Sprint(form.AmountFen)})
	e.rewatchRelease()
}

func (e *enforcementRun) planService(p *distribution, from time.Time) {
	e.set(period{id: "plan-service/" + p.ID, rule: statute.DistributionService, from: from, on: string(lifecycle.EnforcementJudge), scope: planTrack(p.ID), track: planTrack(p.ID)})
}

func (e *enforcementRun) checkServePlan(form *casefile.ServePlanForm) *casefile.Refusal {
	p := e.planOf(e.planNamed(form.Plan))
	switch {
	case p == nil:
		return missing("没有该分配方案 no such plan; there is %s", list(e.planIDs()))
	case !slices.Contains(p.recipients(), form.Party):
		return wrong("data.party", "分配方案送达各债权人和被执行人 a plan is served on its creditors and its debtor", "%s", oneOf(p.recipients()))
	case p.served(form.Party) != nil:
		return missing("已于%s送达%s it was served on %s", p.served(form.Party).On, form.Party, form.Party)
	case form.On.Before(p.On):
		return wrong("data.on", "不得早于方案制作之日 not before the plan was made", "%[1]s或者更晚 %[1]s or later", p.On)
	}
	return nil
}

// servePlan starts a recipient's own fifteen days (第509条).
func (e *enforcementRun) servePlan(s *step) {
	form := s.form.(*casefile.ServePlanForm)
	p := e.planOf(e.planNamed(form.Plan))
	id := planTrack(p.ID)
	d := e.set(period{id: "plan/" + p.ID + "/" + form.Party, rule: statute.DistributionObjection, from: form.On.Start(), on: form.Party, scope: id, track: id, expires: lifecycle.PlanPeriodOver})
	p.Served = append(p.Served, casefile.PlanRecipient{Party: form.Party, On: form.On, Until: d.Deadline.Last})
	s.note = fmt.Sprintf("%s 于%s收到，可于%s前提出异议", form.Party, form.On, d.Deadline.Last)
	if len(p.Served) == len(p.recipients()) {
		e.drop("plan-service/" + p.ID)
	}
}

func (e *enforcementRun) planPeriodOver(s *step) {
	p := e.planOf(subject(s.track.ID))
	for i := range p.Served {
		if x := &p.Served[i]; s.period.ID == "plan/"+p.ID+"/"+x.Party {
			x.Over = true
			s.note = x.Party + "：" + s.note
		}
	}
}

// planFollows moves plans and objections that wait for nobody any more.
func (e *enforcementRun) planFollows(at time.Time) bool {
	for i := range e.PlanObjections {
		o := &e.PlanObjections[i]
		if e.stateOf(o.track()) != lifecycle.PlanAnswers || !o.heard(e.planOf(o.Plan)) {
			continue
		}
		if slices.ContainsFunc(o.Told, func(x casefile.PlanRecipient) bool { return x.Opposes }) {
			return e.cause(lifecycle.SomebodyOpposes, o.track(), lifecycle.Linked, at, "")
		}
		return e.cause(lifecycle.NobodyOpposes, o.track(), lifecycle.Linked, at, "")
	}
	for i := range e.Plans {
		p := &e.Plans[i]
		t := e.trackOf(planTrack(p.ID))
		if t == nil || !e.open(t) {
			continue
		}
		heard := len(p.Served) == len(p.recipients()) && !slices.ContainsFunc(p.Served, func(x casefile.PlanRecipient) bool { return !x.Over })
		contested := slices.ContainsFunc(e.PlanObjections, func(o planObjection) bool { return o.Plan == p.ID && e.open(e.trackOf(o.track())) })
		switch {
		case t.State == lifecycle.PlanOut && heard && contested:
			return e.cause(lifecycle.PlanDisputed, t.ID, lifecycle.Linked, at, "")
		case heard && !contested:
			return e.cause(lifecycle.FixPlan, t.ID, lifecycle.Linked, at, "")
		}
	}
	return false
}

// fixPlan tells everybody that the plan can change no more.
func (e *enforcementRun) fixPlan(s *step) {
	p := e.planOf(subject(s.track.ID))
	s.note = p.ID + " 分配方案确定，可以发放"
	for _, x := range p.Served {
		p.Until = lastDay(p.Until, x.Until)
	}
	e.message("cn.luxing.distribution.final", s.at, map[string]string{"plan": p.ID, "until": p.Until.String()})
	e.unlock(s.at)
}

// endPlansOf voids the plans for a debtor's money whose bankruptcy was
// accepted: what is not paid out goes to the administrator.
func (e *enforcementRun) endPlansOf(party string, at time.Time) {
	for i := range e.Plans {
		p := &e.Plans[i]
		if p.ID == "" || p.Party != party {
			continue
		}
		for k := range e.PlanObjections {
			if o := &e.PlanObjections[k]; o.Plan == p.ID {
				e.cause(lifecycle.PlanObjectionMoot, o.track(), lifecycle.Linked, at, "破产受理")
			}
		}
		e.cause(lifecycle.PlanMoot, planTrack(p.ID), lifecycle.Linked, at, "破产受理")
	}
}

// endPlans voids what is not final when the enforcement is over.
func (e *enforcementRun) endPlans(at time.Time) {
	e.endTracks(lifecycle.PlanObjection, lifecycle.PlanObjectionMoot, at, "")
	e.endTracks(lifecycle.Distribution, lifecycle.PlanMoot, at, "")
}

// planViews shows the plans with what of each share was released.
func (e *enforcementRun) planViews(on calendar.Date) []casefile.PlanView {
	var out []casefile.PlanView
	for i := range e.Plans {
		p := &e.Plans[i]
		if p.ID == "" { // of an earlier release
			out = append(out, casefile.PlanView{Party: p.Party, On: p.On, Final: p.final(on), AmountFen: p.Fen, CostsFen: p.Costs, Shares: p.Shares})
			continue
		}
		st := e.stateOf(planTrack(p.ID))
		v := casefile.PlanView{Plan: p.ID, Party: p.Party, On: p.On, State: st, Final: st == lifecycle.PlanFixed, Asset: p.Asset,
			AmountFen: p.Fen, CostsFen: p.Costs, SetAsideFen: e.setAside(p, ""), Shares: slices.Clone(p.Shares), Served: p.Served}
		for k := range v.Shares {
			v.Shares[k].ReleasedFen = e.releasedUnder(p.ID, v.Shares[k].Creditor)
		}
		out = append(out, v)
	}
	return out
}

// adoptPlans takes over the plans of a run of an earlier release, which had one
// period for everybody and did not say by which plan money was released.
func (e *enforcementRun) adoptPlans(now time.Time) {
	for i := range e.Plans {
		p := &e.Plans[i]
		if p.ID != "" {
			continue
		}
		p.ID = fmt.Sprintf("F%d", i+1)
		over := p.final(day(now))
		for _, to := range p.recipients() {
			p.Served = append(p.Served, casefile.PlanRecipient{Party: to, On: p.On, Until: p.Until, Over: over})
		}
		for k := p.After; k < len(e.Releases); k++ {
			if r := &e.Releases[k]; r.Plan == "" && e.releasedUnder(p.ID, r.To)+r.AmountFen <= p.shareOf(r.To) {
				r.Plan = p.ID
			}
		}
		id := planTrack(p.ID)
		state := lifecycle.PlanFixed
		if !over {
			state = lifecycle.PlanOut
		}
		e.openTrack(id, lifecycle.Distribution, state, now, p.Party)
		for _, x := range p.Served {
			if !over {
				e.until(period{id: "plan/" + p.ID + "/" + x.Party, rule: statute.DistributionObjection, from: p.On.Start(), on: x.Party, scope: id, track: id, expires: lifecycle.PlanPeriodOver}, p.Until)
			}
		}
		e.drop("distribution-objection")
	}
}
