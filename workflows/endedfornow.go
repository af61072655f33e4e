package workflows

import (
	"fmt"
	"slices"
	"strings"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// endConditions are the conditions of ending for now, one by one, but for the
// applicant's signature (法〔2016〕373号；民诉法解释第517条).
func (e *enforcementRun) endConditions(on calendar.Date) []casefile.CheckView {
	const reported = "法〔2016〕373号"
	check := func(id, name, article, lacking string) casefile.CheckView {
		return casefile.CheckView{ID: id, Name: name, Met: lacking == "", Evidence: lacking, Article: article}
	}
	var unordered, unlimited, unlisted, unsought []string
	for _, d := range e.respondents() {
		if e.isBankrupt(d) {
			continue
		}
		r := e.reportOf(d)
		if r == nil {
			unordered = append(unordered, d)
		}
		if !slices.Contains(e.Limited, d) {
			unlimited = append(unlimited, d)
		}
		if r != nil && len(r.Breaches) > 0 && e.stateOf(e.trackFor(lifecycle.Listing, "", d)) == "" {
			unlisted = append(unlisted, d+"（"+strings.Join(r.Breaches, "、")+"）")
		}
		p, _ := e.party(d)
		if p.WhereaboutsUnknown && !slices.ContainsFunc(e.Sought, func(f casefile.PartyFactForm) bool { return f.Party == d }) {
			unsought = append(unsought, d)
		}
	}
	kinds := map[string]bool{}
	for _, s := range e.Searches {
		switch s.Kind {
		case "":
			kinds["network"], kinds["field"] = true, true
		default:
			kinds[s.Kind] = true
		}
	}
	search := ""
	switch {
	case !kinds["network"] && !kinds["field"]:
		search = "尚未穷尽财产调查 no search is on record (record_search)"
	case !kinds["network"]:
		search = "尚未进行网络查控 no network search (record_search, kind network)"
	case !kinds["field"]:
		search = "尚未进行现场等其他调查 no search but the network's (record_search, kind field)"
	}
	var open []string
	for _, l := range e.Leads {
		if l.CheckedOn.IsZero() {
			open = append(open, l.Lead)
		}
	}
	var left []string
	for _, h := range e.Holdings {
		if st := e.stateOf(seizureTrack(h.Asset)); slices.Contains([]lifecycle.State{lifecycle.Controlled, lifecycle.Valuing, lifecycle.OnSale}, st) && !e.disposalBlocked(h.Asset) && !h.Failed {
			left = append(left, h.Asset)
		}
	}
	say := func(ids []string, format string) string {
		if len(ids) == 0 {
			return ""
		}
		return fmt.Sprintf(format, strings.Join(ids, "、"), strings.Join(ids, ", "))
	}
	wait := ""
	if d, err := e.book.Period(statute.EndedForNowWait, e.FiledOn.Start()); err == nil && !on.After(d.Last) {
		wait = fmt.Sprintf("执行立案满三个月后方可终本，最早%s the earliest day is %s", d.Last.AddDays(1), d.Last.AddDays(1))
	}
	return []casefile.CheckView{
		check("notice_and_reporting_order", "已发执行通知、责令报告财产 notice and reporting order sent", reported, say(unordered, "未向%s发出 none sent to %s (send_notice)")),
		check("consumption_limited", "已发限制消费令 consumption limited", reported, say(unlimited, "尚未对%s发出限制消费令 no consumption restriction against %s (restrict_consumption)")),
		check("listed", "符合条件的已纳入失信名单 those who qualify are listed", reported, say(unlisted, "%s违反报告义务，应纳入失信名单 %s broke the duty to report and is not listed (decide_listing)")),
		check("search_exhausted", "已穷尽财产调查 search exhausted", reported, search),
		check("leads_checked", "线索均已核实 every lead checked", "财产调查规定第2条", say(open, "线索%s尚未核实 leads %s are not checked (record_search, kind lead)")),
		check("nothing_to_dispose", "无可供处置的财产 nothing left to dispose of", reported, say(left, "已控制的财产%s可以处置而未处置 %s can be disposed of and has not been")),
		check("three_months", "自立案起超过三个月 more than three months since filing", reported, wait),
		check("missing_debtors_sought", "下落不明的被执行人已依法查找 missing debtors sought", reported, say(unsought, "尚未查找%s nobody has looked for %s (seek_debtor)")),
	}
}

// endConditionsMet names every condition of ending for now that is not met, at once.
func (e *enforcementRun) endConditionsMet(s *step) *casefile.Refusal {
	var fs casefile.Faults
	var words []string
	for _, c := range e.endConditions(s.day) {
		if !c.Met {
			fs.Add(c.ID, c.Name, "%s", c.Evidence)
			words = append(words, c.Evidence)
		}
	}
	if form, ok := s.form.(*casefile.EndForNowForm); ok && !form.Signed && (!form.Panel || form.President == "") {
		fs.Add("consent", "申请执行人签字，或合议庭评议并经院长批准 the applicant or panel and president", "须申请执行人签字确认，或合议庭评议并经院长批准 the applicant signs, or panel and president decide")
		words = append(words, "须申请执行人签字确认，或合议庭评议并经院长批准")
	}
	if fs == nil {
		return nil
	}
	r := missing("不符合终结本次执行程序的条件：%s the conditions of ending for now are not met", strings.Join(words, "；"))
	r.Faults = fs
	return r
}

func (e *enforcementRun) waitedThreeMonths(s *step) *casefile.Refusal {
	d, err := e.book.Period(statute.EndedForNowWait, e.FiledOn.Start())
	if err == nil && !s.day.IsZero() && !s.day.After(d.Last) {
		return missing("执行立案满三个月后方可终本，最早%s the earliest day is %s", d.Last.AddDays(1), d.Last.AddDays(1))
	}
	return nil
}

func (e *enforcementRun) searchDone(*step) *casefile.Refusal {
	if len(e.Searches) == 0 {
		return missing("尚未穷尽财产调查 no search is on record (record_search)")
	}
	for _, d := range e.respondents() {
		if !slices.Contains(e.Limited, d) && !e.isBankrupt(d) {
			return missing("尚未对%s发出限制消费令 no consumption restriction against %s (restrict_consumption)", d, d)
		}
	}
	return nil
}

func (e *enforcementRun) endConsented(s *step) *casefile.Refusal {
	form, ok := s.form.(*casefile.EndForNowForm)
	if ok && !form.Signed && (!form.Panel || form.President == "") {
		return missing("须申请执行人签字确认，或合议庭评议并经院长批准 the applicant signs, or panel and president decide")
	}
	return nil
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
	if !e.since(reform) {
		return
	}
	e.drop(superiorClock)
	e.drop("superior-order")
	total, _ := e.owed(s.day)
	facts := map[string]string{"owedFen": fmt.Sprint(total), "collectedFen": fmt.Sprint(e.creditedFen()), "reason": form.Reason,
		"searches": fmt.Sprint(len(e.Searches)), "consent": "经合议庭审查核实并报院长批准"}
	if form.Signed {
		facts["consent"] = "经申请执行人签字确认"
	}
	for _, p := range append(e.creditors(), e.respondents()...) {
		e.order(casefile.EndedForNowRuling, p, s.day, facts)
	}
	e.message("cn.luxing.enforcement.ended_for_now", s.at, map[string]string{"reason": form.Reason})
}

// nextSearch counts six months from the ending or the last search.
func (e *enforcementRun) nextSearch(on calendar.Date) {
	e.set(period{id: "ended-for-now-search", rule: statute.EndedForNowSearch, from: on.Start(), on: string(lifecycle.EnforcementJudge), scope: scopePhase, expires: lifecycle.SearchDue})
}

// searchDue asks for the half-yearly network search and sets the next. The
// search that is due is a task of its own: not made in time, it is stuck.
func (e *enforcementRun) searchDue(s *step) {
	e.message("cn.luxing.enforcement.search_due", s.at, map[string]string{"number": e.Numbers[e.NumberID]})
	e.nextSearch(s.last())
	if !e.since(reform) {
		return
	}
	if e.clock("search-task") != nil {
		s.note = strings.TrimSpace(s.note + "；上一次查询尚未完成")
		return
	}
	e.set(period{id: "search-task", rule: statute.EndedForNowSearchTask, from: s.at, on: string(lifecycle.EnforcementJudge), scope: scopePhase})
}

func (e *enforcementRun) resumeNow(s *step) {
	s.note = s.form.(*casefile.ReasonForm).Reason
	e.Limit, e.Extended = statute.TrialInput{Rule: statute.EnforcementConclusion, Filed: s.day}, false
	e.retime(s.at)
	e.set(period{id: "property-search", rule: statute.PropertySearch, from: s.at, on: string(lifecycle.EnforcementJudge), scope: scopePhase})
	e.number(e.Court, "执恢", s.day.Year())
	e.report(lifecycle.EnforcementBack, s, s.note)
	if e.since(reform) {
		e.watchSuperior(s.day)
		e.resumed(s, s.note)
		e.notifyGuarantors(s)
	}
}

// resumed tells both sides that enforcement goes on.
func (e *enforcementRun) resumed(s *step, why string) {
	total, _ := e.owed(s.day)
	facts := map[string]string{"reason": why, "owedFen": fmt.Sprint(total), "collectedFen": fmt.Sprint(e.creditedFen())}
	for _, p := range append(e.creditors(), e.respondents()...) {
		e.order(casefile.ResumptionNotice, p, s.day, facts)
	}
}
