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

// listing is one debtor's entry in the list of dishonest judgment debtors.
type listing struct {
	Track       string        `json:"track"`
	Ground      string        `json:"ground"`
	Grade       string        `json:"grade"`
	Months      int           `json:"months"`
	Aggravated  int           `json:"aggravated"`
	Approver    string        `json:"approver"`
	DecidedOn   calendar.Date `json:"decidedOn"`
	PublishedOn calendar.Date `json:"publishedOn"`
	Until       calendar.Date `json:"until"`   // the last day of publication
	Planned     calendar.Date `json:"planned"` // before a repair shortened it
	Contested   calendar.Date `json:"contested"`
}

// gradedFrom is the first day of the graded terms (信用修复管理办法, in force from 2026-04-01).
var gradedFrom = calendar.NewDate(2026, 4, 1)

// gradedTerm is how long each grade is published, in months: the rule, whose
// default is the court's policy, and its bounds.
var gradedTerm = map[string]struct {
	rule     statute.RuleID
	min, max int
}{
	casefile.GradeMinor:   {statute.ListingTermMinor, 1, 3},
	casefile.GradeGeneral: {statute.ListingTermGeneral, 3, 12},
	casefile.GradeSerious: {statute.ListingTermSerious, 12, 36},
}

var gradeNames = map[string]string{casefile.GradeMinor: "轻微", casefile.GradeGeneral: "一般", casefile.GradeSerious: "严重"}

// listingGrounds are the six grounds of a listing.
var listingGrounds = map[string]string{
	"obstruction": "以伪造证据、暴力、威胁等方法妨碍、抗拒执行", "evasion": "以虚假诉讼、虚假仲裁或者隐匿、转移财产等方法规避执行",
	"reporting": "违反财产报告制度", "consumption": "违反限制消费令", "settlement": "无正当理由拒不履行执行和解协议", "refusal": "有履行能力而拒不履行生效法律文书确定的义务",
}

func (e *enforcementRun) listingOf(track string) *listing {
	for i := range e.Listings {
		if e.Listings[i].Track == track {
			return &e.Listings[i]
		}
	}
	return nil
}

func (e *enforcementRun) checkListing(s *step, form *casefile.ListingForm) *casefile.Refusal {
	if r := e.knownDebtor(form.Party); r != nil || !e.since(reform) {
		return r
	}
	if s.day.Before(gradedFrom) {
		if form.Months > 0 {
			return wrong("data.months", "分级期限自2026-04-01起适用 graded terms apply from 2026-04-01", "不填：两年，有从重情形的再延长若干年 leave it out: two years, and aggravated years more")
		}
		return nil
	}
	if form.Aggravated > 0 {
		return wrong("data.aggravated", "2026-04-01起按轻微、一般、严重分级 listings are graded now", "不填，等级选严重（serious） leave it out, with grade serious")
	}
	if t := gradedTerm[or(form.Grade, casefile.GradeGeneral)]; form.Months > 0 && (form.Months < t.min || form.Months > t.max) {
		return wrong("data.months", "与失信等级不符 not within the grade's range", "%[1]d至%[2]d个月，等级为“%[3]s” %[1]d to %[2]d for %[3]s", t.min, t.max, or(form.Grade, casefile.GradeGeneral))
	}
	return nil
}

// decideListing starts the grace, within which the debtor is not published
// (法发〔2019〕35号: one to three months, as the court's policy has it).
func (e *enforcementRun) decideListing(s *step) {
	form := s.form.(*casefile.ListingForm)
	l := listing{Track: s.track.ID, Ground: form.Ground, Grade: or(form.Grade, casefile.GradeGeneral), Months: form.Months, Aggravated: form.Aggravated, Approver: form.Approver, DecidedOn: s.day}
	over := lifecycle.GraceOver
	if e.since(reform) && l.graded() && l.Grade == casefile.GradeMinor {
		over = lifecycle.KeepUnpublished
	}
	d := e.set(period{id: "listing/" + form.Party, rule: statute.ListingGrace, from: s.at, on: form.Party, scope: s.track.ID, track: s.track.ID, expires: over})
	s.note = fmt.Sprintf("%s：%s，宽限期至%s，院长%s签发", form.Party, form.Ground, d.Deadline.Last, form.Approver)
	if !e.since(reform) {
		return
	}
	e.taint("被纳入失信被执行人名单（"+e.Key+"） listed as dishonest", form.Party)
	e.Listings = append(e.Listings, l)
	e.order(casefile.ListingDecision, form.Party, s.day, map[string]string{
		"ground": listingGrounds[form.Ground], "grade": gradeNames[l.Grade], "until": d.Deadline.Last.String(), "president": form.Approver,
	}, e.Input.Obligations...)
	for _, r := range e.Repairs { // a person not listed yet was repaired before
		for _, m := range r.Measures {
			if r.Party == form.Party && m.ID == "not_published" {
				e.cause(lifecycle.WithholdListing, s.track.ID, lifecycle.Linked, s.at, "")
			}
		}
	}
}

func (l *listing) graded() bool { return !l.DecidedOn.Before(gradedFrom) }

// publish starts the term of publication, by the rules of the day of decision.
func (e *enforcementRun) publishListing(s *step) {
	party := partyOf(s.track.ID)
	rule, options := statute.ListingTerm, []statute.Option(nil)
	l := e.listingOf(s.track.ID)
	if l != nil {
		switch {
		case l.graded():
			rule = gradedTerm[l.Grade].rule
			if l.Months > 0 {
				options = append(options, statute.Length(l.Months))
			}
		case l.Aggravated > 0:
			options = append(options, statute.Length(2+l.Aggravated))
		}
	}
	d := e.set(period{id: "listing/" + party, rule: rule, from: s.at, on: string(lifecycle.EnforcementJudge), scope: s.track.ID, track: s.track.ID, expires: lifecycle.ListingExpired, options: options})
	if l != nil {
		l.PublishedOn, l.Until, l.Planned = s.day, d.Deadline.Last, d.Deadline.Last
	}
	e.message("cn.luxing.listing.published", s.at, map[string]string{"party": party})
}

// keepUnpublished holds a minor breach back for its term (信用修复管理办法).
func (e *enforcementRun) keepUnpublished(s *step) {
	party, l := partyOf(s.track.ID), e.listingOf(s.track.ID)
	var options []statute.Option
	if l.Months > 0 {
		options = append(options, statute.Length(l.Months))
	}
	d := e.set(period{id: "listing/" + party, rule: statute.ListingTermMinor, from: s.at, on: party, scope: s.track.ID, track: s.track.ID, expires: lifecycle.UnpublishedOver, options: options})
	l.Until = d.Deadline.Last
	s.note = "不予公布，至" + l.Until.String()
}

// repairTerm runs the term of a measure of credit repair.
func (e *enforcementRun) repairTerm(s *step, party, measure string, over lifecycle.Event) {
	last := calendar.Date{}
	for _, r := range e.Repairs {
		for _, m := range r.Measures {
			if r.Party == party && m.ID == measure {
				last = m.Until
			}
		}
	}
	p := period{id: "repair/" + party, rule: statute.ListingRepairTerm, from: s.at, on: party, scope: s.track.ID, track: s.track.ID, expires: over}
	if last.IsZero() {
		last = e.set(p).Deadline.Last
	} else {
		e.until(p, last)
	}
	s.note = "至" + last.String()
}

// withhold keeps a decided listing from being published while a repair holds.
func (e *enforcementRun) withhold(s *step) {
	party := partyOf(s.track.ID)
	e.drop("listing/" + party)
	e.repairTerm(s, party, "not_published", lifecycle.PublishWithheld)
}

// mask takes an entry out of sight; its term runs on.
func (e *enforcementRun) mask(s *step) {
	party := partyOf(s.track.ID)
	e.runOut(s)
	e.repairTerm(s, party, "masked", lifecycle.UnmaskListing)
	e.message("cn.luxing.listing.masked", s.at, map[string]string{"party": party})
}

// unmask shows it again for what is left of its term.
func (e *enforcementRun) unmask(s *step) {
	e.drop("repair/" + partyOf(s.track.ID))
	e.runOut(s)
	e.message("cn.luxing.listing.unmasked", s.at, map[string]string{"party": partyOf(s.track.ID)})
}

// runOut lets the term of publication run on to its day.
func (e *enforcementRun) runOut(s *step) {
	l, party := e.listingOf(s.track.ID), partyOf(s.track.ID)
	if l == nil || l.Until.IsZero() {
		return
	}
	rule := statute.ListingTerm
	if l.graded() {
		rule = gradedTerm[l.Grade].rule
	}
	e.until(period{id: "listing/" + party, rule: rule, from: l.PublishedOn.Start(), on: string(lifecycle.EnforcementJudge), scope: s.track.ID, track: s.track.ID, expires: lifecycle.ListingExpired}, l.Until)
}

// shorten ends the publication earlier: never later than it would have ended.
func (e *enforcementRun) shorten(s *step) {
	l := e.listingOf(s.track.ID)
	if l == nil {
		return
	}
	l.Until = l.Planned
	for _, r := range e.Repairs {
		for _, m := range r.Measures {
			if r.Party == partyOf(s.track.ID) && m.ID == "shortened" && m.Until.Before(l.Until) {
				l.Until = m.Until
			}
		}
	}
	s.note = fmt.Sprintf("期限至%s（原至%s）", l.Until, l.Planned)
	e.runOut(s)
}

// groundGone starts the three working days within which the entry must go.
func (e *enforcementRun) groundGone(s *step) {
	if form, ok := s.form.(*casefile.DebtorForm); ok && s.row.Event == lifecycle.ListingWrong {
		s.note = form.Reason
	}
	e.drop("contest/" + partyOf(s.track.ID))
	e.removalDue(s.track.ID, s.at)
}

func (e *enforcementRun) removalDue(track string, from time.Time) {
	e.set(period{id: "removal/" + partyOf(track), rule: statute.ListingRemoval, from: from, on: string(lifecycle.EnforcementJudge), scope: track, track: track})
}

func (e *enforcementRun) removeListing(s *step) {
	e.message("cn.luxing.listing.removed", s.at, map[string]string{"party": partyOf(s.track.ID)})
}

// contest has a listing reviewed within fifteen days (失信名单规定). The review
// goes on when the grace ends meanwhile, or a repair masks the entry.
func (e *enforcementRun) contest(s *step) {
	form := s.form.(*casefile.ContestForm)
	if l := e.listingOf(s.track.ID); l != nil {
		l.Contested = form.On
	}
	scope := s.track.ID
	if e.since(joinder) {
		scope = scopeCase
	}
	d := e.set(period{id: "contest/" + form.Party, rule: statute.ListingCorrection, from: form.On.Start(), on: string(lifecycle.EnforcementJudge), scope: scope, track: s.track.ID})
	s.note = fmt.Sprintf("%s：%s，应于%s前审查", form.Party, form.Reason, d.Deadline.Last)
}

func (e *enforcementRun) listingContested(s *step) *casefile.Refusal {
	if s.track == nil || e.clock("contest/"+partyOf(s.track.ID)) == nil {
		return missing("没有待审查的纠正申请 nobody contests it (contest_listing)")
	}
	return nil
}

// dismissContest leaves the listing; the debtor may have it reconsidered by
// the superior court.
func (e *enforcementRun) dismissContest(s *step) {
	form := s.form.(*casefile.ContestDismissalForm)
	e.drop("contest/" + form.Party)
	s.note = form.Reason + "；可自收到决定之日起十日内向上一级法院申请复议"
	if e.since(joinder) {
		e.openListingReview(s, form)
	}
}

func (e *enforcementRun) wrongSoon(s *step) {
	switch form := s.form.(type) {
	case *casefile.DebtorForm:
		s.note = form.Reason
	}
	e.message("cn.luxing.listing.withdrawn", s.at, map[string]string{"party": partyOf(s.track.ID)})
	if e.since(joinder) {
		e.drop("contest/" + partyOf(s.track.ID))
	}
}

// pass is one purpose and time for which a debtor's consumption is not limited.
type pass struct {
	ID      string        `json:"id"`
	Party   string        `json:"party"`
	Purpose string        `json:"purpose"`
	From    calendar.Date `json:"from"`
	Until   calendar.Date `json:"until"`
	Repair  bool          `json:"repair"`
}

func (e *enforcementRun) isRestricted(s *step) *casefile.Refusal {
	party := ""
	switch form := s.form.(type) {
	case *casefile.DebtorForm:
		party = form.Party
	case *casefile.LiftOnceForm:
		party = form.Party
	}
	if party != "" && !slices.Contains(e.Limited, party) || party == "" && len(e.Limited) == 0 {
		return missing("未被限制消费 no consumption restriction to lift; restricted are %s", list(e.Limited))
	}
	return nil
}

func (e *enforcementRun) restrict(s *step) {
	form := s.form.(*casefile.DebtorForm)
	if !slices.Contains(e.Limited, form.Party) {
		e.Limited = append(e.Limited, form.Party)
	}
	s.note = form.Party + "：" + form.Reason
	e.message("cn.luxing.consumption.restricted", s.at, map[string]string{"party": form.Party})
	if e.since(reform) {
		e.order(casefile.ConsumptionOrder, form.Party, s.day, map[string]string{"reason": form.Reason}, e.Input.Obligations...)
	}
}

func (e *enforcementRun) unrestrict(s *step) {
	form := s.form.(*casefile.DebtorForm)
	s.note = form.Party + "：" + form.Reason
	e.freeOf(form.Party, s.at)
}

func (e *enforcementRun) checkLiftOnce(s *step, form *casefile.LiftOnceForm) *casefile.Refusal {
	if r := e.knownDebtor(form.Party); r != nil {
		return r
	}
	if form.Until.Before(s.day) {
		return wrong("data.until", "单次解除的期间应未结束 the time is not over", "%[1]s或者更晚 %[1]s or later", s.day)
	}
	d, err := e.book.Period(statute.ConsumptionSingleLift, form.From.Start())
	if err == nil && form.Until.After(d.Last) {
		return wrong("data.until", "单次解除的期间过长 too long for a single permission", "%[1]s或者更早（本院政策） %[1]s or earlier (the court's policy)", d.Last)
	}
	return nil
}

// liftOnce allows one thing for a time; the limit itself stands.
func (e *enforcementRun) liftOnce(s *step) {
	form := s.form.(*casefile.LiftOnceForm)
	e.allow(pass{Party: form.Party, Purpose: form.Purpose, From: form.From, Until: form.Until}, s)
	s.note = fmt.Sprintf("%s：%s，%s至%s", form.Party, form.Purpose, form.From, form.Until)
}

// allow notes a pass and has it end by itself.
func (e *enforcementRun) allow(p pass, s *step) {
	p.ID = fmt.Sprintf("pass/%s/%d", p.Party, e.count("pass/"+p.Party))
	e.Passes = append(e.Passes, p)
	period := period{id: p.ID, rule: statute.ConsumptionSingleLift, from: p.From.Start(), on: p.Party, scope: scopeCase, expires: lifecycle.SingleLiftOver}
	if p.Until.IsZero() {
		e.Passes[len(e.Passes)-1].Until = e.set(period).Deadline.Last
	} else {
		e.until(period, p.Until)
	}
	e.message("cn.luxing.consumption.allowed_once", s.at, map[string]string{"party": p.Party, "until": e.Passes[len(e.Passes)-1].Until.String()})
}

func (e *enforcementRun) singleLiftOver(s *step) {
	for _, p := range e.Passes {
		if p.ID == s.period.ID {
			s.note = fmt.Sprintf("%s：%s", p.Party, p.Purpose)
			e.message("cn.luxing.consumption.allowance_over", s.at, map[string]string{"party": p.Party})
		}
	}
	e.Passes = slices.DeleteFunc(e.Passes, func(p pass) bool { return p.ID == s.period.ID })
}
