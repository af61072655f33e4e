package workflows

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// The dates in this file are counted by hand: the first day is not counted, a
// period ends at 24:00 of its last day, and a last day that is a rest day moves
// to the first working day after it (民事诉讼法第85条). Rest days that matter:
// 2019: 04-05 to 04-07, 05-01 to 05-04, 06-07 to 06-09, 09-13 to 09-15, 10-01
// to 10-07; worked on: 04-28, 05-05, 09-29, 10-12. 2022: 01-31 to 02-06; worked
// on: 01-29, 01-30.

// fires is a moment at which a period's end brought an event.
type fires struct {
	at    string
	event lifecycle.Event
	track string
}

func (l lived) from(start string) lived {
	l.in.Filing.FiledOn = date(start)
	return l
}

// shifted is the sample case filed on another day: every decision so many days later.
func shifted(by []dec, days int) []dec {
	out := make([]dec, len(by))
	for i, d := range by {
		d.when = moment(d.when).AddDate(0, 0, days).Format("2006-01-02 15:04")
		switch f := d.form.(type) {
		case casefile.FeePaidForm:
			f.On = f.On.AddDays(days)
			d.form = f
		case casefile.ServiceForm:
			f.On = f.On.AddDays(days)
			d.form = f
		case casefile.NoticeForm:
			f.On = f.On.AddDays(days)
			d.form = f
		}
		out[i] = d
	}
	return out
}

func TestPeriodsEndAtMidnightOfTheirLastDay(t *testing.T) {
	summary, ordinary := loan("2019-03-04", casefile.Summary), loan("2019-03-04", casefile.Ordinary)
	sum := allowed(owes())
	serve := func(day string) []dec {
		return then(feePaid(), line(day+" 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperComplaint, "D1", day)))
	}
	notice := func(start string, days int) []dec {
		return shifted(then(feePaid(),
			attempt1(lifecycle.RecordFailed, casefile.Direct, "2019-03-06"), attempt1(lifecycle.RecordFailed, casefile.Electronic, "2019-03-07"), attempt1(lifecycle.RecordFailed, casefile.Post, "2019-03-11"),
			publish("2019-03-12 10:00", casefile.PaperComplaint, "D1")), days)
	}
	days := func(from string) int { return date(from).Sub(date("2019-03-12")) }
	for _, c := range []struct {
		lived
		want []fires
	}{
		{open("fee: 7 days after the notice of 03-04", summary, lifecycle.Closed, "2019-04-01", accepted()),
			[]fires{{"2019-03-12", lifecycle.FeeLapsed, ""}}},
		{open("correction: as many days as the notice sets", summary, lifecycle.Closed, "2019-04-01",
			line("2019-03-04 10:00", lifecycle.RequireCorrection, lifecycle.Clerk, casefile.CorrectionForm{Missing: []string{"证据"}, Days: 12})), // 03-16 is a Saturday
			[]fires{{"2019-03-19", lifecycle.CorrectionLapsed, ""}}},
		{open("answer: 15 days from 03-06 are a Thursday", summary, lifecycle.Trial, "2019-04-01", served()),
			[]fires{{"2019-03-22", lifecycle.AnswerExpired, ""}, {"2019-03-22", lifecycle.DefenceClosed, ""}}},
		{open("answer: 15 days from 03-08 are a Saturday", summary, lifecycle.Trial, "2019-04-01", serve("2019-03-08")),
			[]fires{{"2019-03-26", lifecycle.AnswerExpired, ""}}},
		{open("answer: 15 days from 03-22 are in a long holiday", summary, lifecycle.Trial, "2019-05-01", serve("2019-03-22")),
			[]fires{{"2019-04-09", lifecycle.AnswerExpired, ""}}},
		{open("answer: 15 days from 04-20 are a Sunday that is worked on", summary, lifecycle.Trial, "2019-06-01", serve("2019-04-20")),
			[]fires{{"2019-05-06", lifecycle.AnswerExpired, ""}}},
		// 2019-03-12: 19 days to 03-31, 30 to 04-30, 11 more: Saturday 05-11, so Monday 05-13.
		{open("public notice of 2019: 60 days", ordinary, lifecycle.Defence, "2019-05-14 01:00", notice("2019-03-12", 0)),
			[]fires{{"2019-05-14", lifecycle.NoticeExpired, ""}, {"2019-05-14", lifecycle.AllServed, ""}}},
		// 2021-12-31: 31 days to 01-31, 28 to 02-28, one more: Tuesday 2022-03-01.
		{open("public notice on the last day of 60", ordinary, lifecycle.Defence, "2022-03-03", notice("2021-12-31", days("2021-12-31"))).from("2021-12-23"),
			[]fires{{"2022-03-02", lifecycle.NoticeExpired, ""}}},
		// 2022-01-01 and 30 days: 01-31, New Year's Eve, so Monday 02-07.
		{open("public notice on the first day of 30", ordinary, lifecycle.Defence, "2022-02-09", notice("2022-01-01", days("2022-01-01"))).from("2021-12-24"),
			[]fires{{"2022-02-08", lifecycle.NoticeExpired, ""}}},
		{open("public notice of 2022: 30 days", ordinary, lifecycle.Defence, "2022-04-02", notice("2022-03-01", days("2022-03-01"))).from("2022-02-21"),
			[]fires{{"2022-04-01", lifecycle.NoticeExpired, ""}}},
		{open("prompt: the end of the hearing day", summary, lifecycle.AwaitingEffect, "2019-03-22", heard(),
			line("2019-03-20 16:00", lifecycle.JudgeInCourt, lifecycle.Judge, sum)),
			[]fires{{"2019-03-21", lifecycle.PromptUnanswered, ""}}},
		{open("appeal: each party's own period, the later governs", summary, lifecycle.InSupervision, "2019-04-11", judged(sum),
			line("2019-03-25 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "P1", "2019-03-25")),  // 04-09, a Tuesday
			line("2019-03-27 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "D1", "2019-03-21"))), // 04-05, so Monday 04-08
			[]fires{{"2019-04-10", lifecycle.TakeEffect, ""}}},
		{open("the ladder of supervision", summary, lifecycle.AwaitingEnforcement, "2019-05-07", judgedAndServed(sum)), []fires{
			{"2019-04-09", lifecycle.TakeEffect, ""},
			{"2019-04-12 09:00", lifecycle.RemindFirst, "supervision/O1"},
			{"2019-04-16 09:00", lifecycle.RemindSecond, "supervision/O1"},
			{"2019-04-20", lifecycle.FallDue, "supervision/O1"},
			{"2019-04-23", lifecycle.ContactDue, "supervision/O1"},   // Saturday 04-20, so Monday 04-22
			{"2019-04-25", lifecycle.SecondNotice, "supervision/O1"}, // Wednesday 04-24
			{"2019-05-06", lifecycle.UrgingExpired, "supervision/O1"},
			{"2019-05-06", lifecycle.Defaulted, ""},
		}},
		{open("limitation: two years from the last day of performance", summary, lifecycle.Closed, "2021-06-01", judgedAndServed(sum)),
			[]fires{{"2021-04-20", lifecycle.TimeBarred, ""}}},
		{open("limitation: from the last instalment", summary, lifecycle.Closed, "2021-09-01", judgedAndServed(allowed(instalments(false)))),
			[]fires{{"2021-06-29", lifecycle.TimeBarred, ""}}}, // Friday 2019-06-28, so Monday 2021-06-28
		{open("limitation: from where all fell due together", summary, lifecycle.Closed, "2021-09-01", judgedAndServed(allowed(instalments(true)))),
			[]fires{{"2019-05-01", lifecycle.Accelerate, ""}, {"2021-05-01", lifecycle.TimeBarred, ""}}}, // Tuesday 2019-04-30, Friday 2021-04-30
		{open("freeze of a deposit: a year", summary, lifecycle.AwaitingEnforcement, "2020-03-08", accepted(), frozen("A1", casefile.Deposit), judgedAndServed(sum)[1:]),
			[]fires{{"2020-03-07", lifecycle.FreezeRanOut, "preservation/A1"}}},
		{open("seizure of a movable: two years, on a Saturday", summary, lifecycle.AwaitingEnforcement, "2021-03-08", accepted(), frozen("A1", casefile.Movable), judgedAndServed(sum)[1:]),
			[]fires{{"2021-03-07", lifecycle.FreezeRanOut, "preservation/A1"}}},
		{open("freeze renewed in time: a year from the renewal", summary, lifecycle.AwaitingEnforcement, "2021-02-22", accepted(), frozen("A1", casefile.Deposit), judgedAndServed(sum)[1:],
			froze(lifecycle.RenewFreeze, "A1", "2020-02-20 10:00")),
			[]fires{{"2021-02-21", lifecycle.FreezeRanOut, "preservation/A1"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := c.play(t)
			assert.Equal(t, c.phase, p.row.Phase)
			for _, w := range c.want {
				p.happens(w.at, w.event, w.track)
			}
		})
	}
}

func TestPeriodsOfAnEnforcementEndAtMidnight(t *testing.T) {
	person := overdueLoan(casefile.Person)
	for _, c := range []struct {
		pursued
		want []fires
	}{
		// 10 days from 05-22 are Saturday 06-01, so Monday 06-03.
		{pursued{name: "property report", by: noticed(), until: "2019-06-05"}, []fires{{"2019-06-04", lifecycle.ReportMissing, ""}}},
		{pursued{name: "settlement", by: settledUntil("2019-07-12"), until: "2019-07-14"}, []fires{{"2019-07-13", lifecycle.SettlementTermOver, ""}}},
		// A month from 06-03 is Wednesday 07-03; two years from publication end on Sunday 2021-07-04 and do not move.
		{pursued{name: "listing", by: then(reported(), enf("2019-06-03 10:00", lifecycle.DecideListing, casefile.ListingForm{Party: "D1", Ground: "refusal", Approver: "Y001"})), until: "2021-07-06"},
			[]fires{{"2019-07-04", lifecycle.GraceOver, "listing/D1"}, {"2021-07-05", lifecycle.ListingExpired, "listing/D1"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.in = person
			p := c.play(t)
			for _, w := range c.want {
				p.happens(w.at, w.event, w.track)
			}
		})
	}
}

// Six months on from the ending and from each search: 2020-02-22 is a Saturday,
// so Monday 02-24; 2024-02-24 is a Saturday, so Monday 02-26.
func TestDormantEnforcementIsSearchedEverySixMonthsForFiveYears(t *testing.T) {
	p := pursued{in: overdueLoan(casefile.Person), by: endedForNow()}
	c := p.play(t)
	c.closed()
	var got []string
	for _, e := range c.happened(lifecycle.SearchDue, "") {
		got = append(got, e.At.In(calendar.Zone).Format("2006-01-02 15:04"))
	}
	assert.Equal(t, []string{
		"2020-02-25 00:00", "2020-08-25 00:00", "2021-02-25 00:00", "2021-08-25 00:00", "2022-02-25 00:00",
		"2022-08-25 00:00", "2023-02-25 00:00", "2023-08-25 00:00", "2024-02-27 00:00",
	}, got)
	assert.Len(t, c.messages("cn.luxing.enforcement.search_due"), len(got))
	c.happens("2024-08-23", lifecycle.SearchTermOver, "")
}

// A search that was made starts the next six months.
func TestASearchMadeStartsTheNextSixMonths(t *testing.T) {
	p := pursued{in: overdueLoan(casefile.Person), until: "2020-09-01", by: then(endedForNow(),
		enf("2020-02-10 10:00", lifecycle.RecordSearch, casefile.SearchForm{On: date("2020-02-10"), Result: "无"}))}
	c := p.play(t)
	c.happens("2020-08-11", lifecycle.SearchDue, "") // Monday 2020-08-10
}

func TestCreditorsSilenceEndsOnItsDay(t *testing.T) {
	c := asked{by: line("2019-06-10 10:00", lifecycle.RefuseCertificate, lifecycle.Judge, reason())}.play(t)
	c.happens("2019-05-28", lifecycle.ConfirmationSilence, "")
}

// runs is a period as it stands at a moment.
type runs struct {
	look string
	id   string
	last string
	on   string
	rule statute.RuleID
}

func TestPeriodsThatEscalate(t *testing.T) {
	summary, ordinary, company := loan("2019-03-04", casefile.Summary), loan("2019-03-04", casefile.Ordinary), companies("2019-03-04", casefile.Summary)
	small := loan("2019-03-04", casefile.SmallClaims)
	small22 := loan("2022-03-07", casefile.SmallClaims)
	sum := allowed(owes())
	urgent := seek("A1", casefile.Deposit, "2019-03-04 14:20")
	u := urgent[0].form.(casefile.PreservationForm)
	u.Urgent = true
	urgent[0].form = u
	for _, c := range []struct {
		name string
		in   casefile.CaseInput
		by   []dec
		want []runs
	}{
		{"review: 7 days", summary, nil, []runs{{"2019-03-05", "filing-review", "2019-03-11", "clerk", statute.FilingReview}}},
		{"review anew after a correction", summary, then(line("2019-03-04 10:00", lifecycle.RequireCorrection, lifecycle.Clerk, casefile.CorrectionForm{Missing: []string{"证据"}, Days: 7}),
			line("2019-03-08 10:00", lifecycle.Corrected, lifecycle.Intake, onDay("2019-03-08"))),
			[]runs{{"2019-03-07", "filing-correction", "2019-03-11", "P1", statute.FilingCorrection}, {"2019-03-09", "filing-review", "2019-03-15", "clerk", statute.FilingReview}}},
		{"complaint out in 5 days of filing, whenever the fee is paid", summary, then(accepted(), line("2019-03-08 10:00", lifecycle.FeePaid, lifecycle.Clerk, casefile.FeePaidForm{AmountFen: 2_900_00, On: date("2019-03-08")})),
			[]runs{{"2019-03-09", "delivery/complaint/D1", "2019-03-11", "clerk", statute.ComplaintService}}}, // filed on 03-04: Saturday 03-09, so Monday 03-11
		{"judgment of a set day out that day", summary, judged(sum), []runs{{"2019-03-20", "delivery/judgment/D1", "2019-03-20", "clerk", judgmentAtOnce}}},
		{"ordinary: 6 months", ordinary, heard(), []runs{{"2019-03-20", "trial", "2019-09-04", "judge", statute.OrdinaryTrial}}},
		{"summary: 3 months", summary, heard(), []runs{{"2019-03-20", "trial", "2019-06-04", "judge", statute.SummaryTrial}}},
		{"small claims of 2019: those of summary procedure", small, heard(), []runs{{"2019-03-20", "trial", "2019-06-04", "judge", statute.SmallClaimsTrial}}},
		{"small claims of 2022: 2 months", small22, shifted(accepted(), 1099), []runs{{"2022-03-08", "trial", "2022-05-07", "judge", statute.SmallClaimsTrial}}}, // a Saturday that is worked on
		{"judgment out in 10 days of being pronounced", summary, then(heard(), line("2019-03-20 16:00", lifecycle.JudgeInCourt, lifecycle.Judge, sum)),
			[]runs{{"2019-03-21 01:00", "delivery/judgment/D1", "2019-04-01", "clerk", statute.JudgmentDocument}}}, // Saturday 03-30
		{"preservation: 5 days to rule, 5 to start", summary, then(seek("A1", casefile.Deposit, "2019-03-04 14:20"), onAsset(lifecycle.RulePreservation, "A1", "2019-03-07 10:00")),
			[]runs{{"2019-03-05", "ruling/A1", "2019-03-11", "judge", statute.PreservationRuling}, {"2019-03-08", "start/A1", "2019-03-12", "enforcement_officer", statute.PreservationStart}}},
		{"renewal is asked for 7 days before", summary, then(accepted(), frozen("A1", casefile.RealEstate)),
			[]runs{{"2019-03-07", "freeze/A1", "2022-03-06", "P1", statute.FreezeRealEstate}, {"2019-03-07", "renewal/A1", "2022-02-27", "P1", statute.PreservationRenewal}}},
		{"urgent preservation: 48 hours from the next hour", summary, urgent, []runs{{"2019-03-05", "ruling/A1", "2019-03-06", "judge", statute.PreservationRulingUrgent}}},
		// The copy in 5 days: Saturday 04-06, so Monday 04-08. An answer in 15: 04-17. It
		// comes on 04-12, when the other side's period to appeal is over: 5 days to 04-17.
		{"appeal: copy in 5 days, answer in 15, file up in 5, filed there in 5, judged in 3 months", summary, then(appealed(sum),
			line("2019-04-02 14:00", lifecycle.ServeAppeal, lifecycle.Clerk, byParty("P1", "2019-04-02")),
			line("2019-04-12 10:00", lifecycle.AnswerAppeal, lifecycle.Intake, byParty("P1", "2019-04-12")),
			line("2019-04-15 10:00", lifecycle.MoveFile, lifecycle.Clerk, onDay("2019-04-15")),
			line("2019-04-16 10:00", lifecycle.AppealFiled, lifecycle.Integration, casefile.AppealFiledForm{On: date("2019-04-16"), CaseNumber: "（2019）浙02民终567号"})),
			[]runs{{"2019-04-02", "appeal-copy/P1", "2019-04-08", "clerk", statute.AppealCopy}, {"2019-04-03", "appeal-answer/P1", "2019-04-17", "P1", statute.AppealAnswer},
				{"2019-04-13", "appeal-file-transfer", "2019-04-17", "clerk", statute.AppealFileTransfer}, {"2019-04-15", "second-instance-filing", "2019-04-22", "appeal_court", statute.SecondInstanceFiling},
				{"2019-04-17", "second-instance", "2019-07-16", "appeal_court", statute.SecondInstanceJudgment}}},
		// Three months more: Wednesday 10-16.
		{"appeal: extended by 3 months", summary, then(appealed(sum),
			line("2019-04-09 10:00", lifecycle.ServeAppeal, lifecycle.Clerk, byParty("P1", "2019-04-09")),
			line("2019-04-16 10:00", lifecycle.AppealFiled, lifecycle.Integration, casefile.AppealFiledForm{On: date("2019-04-16"), CaseNumber: "（2019）浙02民终567号"}),
			line("2019-07-01 10:00", lifecycle.ExtendAppeal, lifecycle.Integration, extendedAbove("2019-07-01"))),
			[]runs{{"2019-07-02", "second-instance", "2019-10-16", "appeal_court", statute.SecondInstanceJudgment}}},
		{"petition before enforcement: 15 days", company, then(judgedAndServed(sum), line("2019-04-22 10:00", lifecycle.BankruptcySign, lifecycle.Judge, debtor("D1"))),
			[]runs{{"2019-04-23", "handoff", "2019-05-07", "receiving_court", "bankruptcy-ruling-debtor"}}},
		// Thirty days from Monday 07-08 are 08-07; asked on 07-15 and supplied on 07-22, they stood still for 7.
		{"referral: 30 days for an answer, the supplement not counted", company, then(enforcing(sum),
			line("2019-07-01 10:00", lifecycle.BankruptcySign, lifecycle.Linked, debtor("D1")),
			line("2019-07-03 10:00", lifecycle.ConsentToTransfer, lifecycle.Clerk, casefile.ConsentForm{By: "P1", On: date("2019-07-03")}),
			line("2019-07-05 10:00", lifecycle.PanelDecides, lifecycle.EnforcementJudge, reason()),
			line("2019-07-08 10:00", lifecycle.PresidentSigns, lifecycle.President, casefile.BankruptcyCourtForm{Court: "浙0211", On: date("2019-07-08")}),
			line("2019-07-15 10:00", lifecycle.AskSupplement, lifecycle.Integration, reason()),
			line("2019-07-22 10:00", lifecycle.SendSupplement, lifecycle.EnforcementJudge, onDay("2019-07-22"))),
			[]runs{{"2019-07-02", "handoff", "2019-07-31", "enforcement_officer", "bankruptcy-decision"},
				{"2019-07-09", "handoff-answer", "2019-08-07", "receiving_court", statute.BankruptcyTransferAnswer},
				{"2019-07-16", "handoff-supplement", "2019-07-25", "enforcement_officer", statute.BankruptcyTransferFiles},
				{"2019-07-23", "handoff-answer", "2019-08-14", "receiving_court", statute.BankruptcyTransferAnswer}}},
		{"enforcement: 6 months in the case's eyes, then five years", company, dormant(sum),
			[]runs{{"2019-05-21", "enforcement", "2019-11-20", "enforcement_officer", statute.EnforcementConclusion}, {"2019-10-09", "dormant", "2024-10-08", "enforcement_officer", statute.EndedForNowTerm}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			l := lived{in: c.in, by: c.by, until: c.want[len(c.want)-1].look + " 12:00"}
			if len(c.want[len(c.want)-1].look) > 10 {
				l.until = c.want[len(c.want)-1].look[:10] + " 12:00"
			}
			l.play(t, func(p *court) { p.expect(c.want...) })
		})
	}
}

// expect looks for periods at moments; a day alone is looked at at 11:30.
func (c *court) expect(want ...runs) {
	for _, w := range want {
		look := w.look
		if len(look) == 10 {
			look += " 11:30"
		}
		c.look(moment(look), func(v casefile.View) {
			var ids []string
			for _, d := range v.Deadlines {
				if ids = append(ids, d.ID); d.ID == w.id {
					assert.Equal(c.t, w.last, d.Deadline.Last.String(), "%s on %s", w.id, w.look)
					assert.Equal(c.t, w.on, d.On, w.id)
					assert.Equal(c.t, w.rule, d.Deadline.Rule, w.id)
					return
				}
			}
			c.t.Errorf("%s does not run on %s; there are %v", w.id, w.look, ids)
		})
	}
}

func TestPeriodsOfAnEnforcementThatEscalate(t *testing.T) {
	person, company := overdueLoan(casefile.Person), overdueLoan(casefile.Enterprise)
	full := collect("2019-07-18 10:00", 304_725_00) // a Thursday
	listed := then(reported(), enf("2019-06-03 10:00", lifecycle.DecideListing, casefile.ListingForm{Party: "D1", Ground: "refusal", Approver: "Y001"}),
		enf("2019-06-03 11:00", lifecycle.ImposeBan, casefile.BanForm{Party: "D1", Reason: "拟出境"}))
	for _, c := range []struct {
		name string
		in   casefile.EnforcementInput
		by   []dec
		want []runs
	}{
		{"filing: 7 days", person, nil, []runs{{"2019-05-21", "enforcement-filing", "2019-05-27", "clerk", statute.EnforcementFiling}}},
		{"notice: 10 days; 6 months to conclude", person, filedEnforcement(), []runs{{"2019-05-22", "enforcement-notice", "2019-05-30", "enforcement_officer", statute.EnforcementNotice},
			{"2019-05-22", "conclusion", "2019-11-21", "enforcement_officer", statute.EnforcementConclusion}}},
		{"search: a month", person, reported(), []runs{{"2019-05-31", "property-search", "2019-07-01", "enforcement_officer", statute.PropertySearch}}}, // Sunday 06-30
		{"extended by 3 months", person, then(reported(), line("2019-06-03 10:00", lifecycle.ExtendEnforcement, lifecycle.President, reason())),
			[]runs{{"2019-06-04", "conclusion", "2020-02-21", "enforcement_officer", statute.EnforcementConclusion}}},
		{"by 3 months more, reported to the High Court", person, then(reported(), line("2019-06-03 10:00", lifecycle.ExtendEnforcement, lifecycle.President, reason()),
			line("2019-06-04 10:00", lifecycle.ReportExtension, lifecycle.Integration, extendedAbove("2019-06-04"))),
			[]runs{{"2019-06-05", "conclusion", "2020-05-21", "enforcement_officer", statute.EnforcementConclusion}}},
		// Three working days from Thursday 07-18: Friday, Monday, Tuesday. A month from 07-18 is Sunday 08-18.
		{"paid in full: removal in 3 working days, the ban at once, money in a month", person, then(listed, full), []runs{
			{"2019-07-18", "removal/D1", "2019-07-23", "enforcement_officer", statute.ListingRemoval},
			{"2019-07-18", "ban/D1", "2019-07-18", "enforcement_officer", statute.ExitBanLiftingHours},
			{"2019-07-18", "money-release", "2019-08-19", "enforcement_officer", statute.MoneyRelease}}},
		// 21 days of a settlement that was broken.
		{"settlement stops the limit", person, then(settledUntil("2019-12-31"), enf("2019-07-01 10:00", lifecycle.SettlementBroken, casefile.BreachForm{Reason: "明确表示不履行", Ground: "repudiated"})),
			[]runs{{"2019-06-11", "settlement-term", "2019-12-31", "D1", "settlement-term"}, {"2019-07-02", "conclusion", "2019-12-12", "enforcement_officer", statute.EnforcementConclusion}}},
		// 35 days of a referral.
		{"a referral stops the limit", company, then(referredToBankruptcy(), line("2019-07-15 10:00", lifecycle.ReferralReturned, lifecycle.Linked, nil)),
			[]runs{{"2019-06-11", "referral-review", "2019-08-09", "enforcement_officer", "referral-review"}, {"2019-07-16", "conclusion", "2019-12-26", "enforcement_officer", statute.EnforcementConclusion}}},
		{"resumed: 6 months anew", person, then(endedForNow(), enf("2020-03-02 10:00", lifecycle.Resume, reason())),
			[]runs{{"2019-08-23", "ended-for-now-term", "2024-08-22", "enforcement_officer", statute.EndedForNowTerm}, {"2020-03-03", "conclusion", "2020-09-02", "enforcement_officer", statute.EnforcementConclusion}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := pursued{in: c.in, by: c.by, until: c.want[len(c.want)-1].look[:10] + " 12:00"}
			p.play(t, func(p *court) { p.expect(c.want...) })
		})
	}
}

// alarms lists the alarms of one period, by its name.
func (c *court) alarms(name string) []string {
	var out []string
	for _, e := range c.entries() {
		if e.Event == "alarm" && len(e.Note) > len(name) && e.Note[:len(name)] == name {
			out = append(out, e.At.In(calendar.Zone).Format("2006-01-02 15:04:05"))
		}
	}
	return out
}

// levels lists the levels of the alerts about one period, as they were sent out.
func (c *court) levels(id string) []string {
	var out []string
	for _, m := range c.messages("cn.luxing.deadline.alert") {
		if m.Data["deadline"] == id {
			out = append(out, m.Data["level"])
		}
	}
	return out
}

// Three months from 03-04 end on Tuesday 06-04, 93 days: the judge after 62, the
// office 30 days and the president 5 days before the end, then every week.
func TestTrialLimitEscalatesUntilSomebodyActs(t *testing.T) {
	l := open("", loan("2019-03-04", casefile.Summary), lifecycle.AwaitingEffect, "2019-08-01", heard(),
		line("2019-06-27 10:00", lifecycle.JudgeLater, lifecycle.Judge, allowed(owes())),
		line("2019-06-28 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "P1", "2019-06-28")),
		line("2019-06-28 10:30", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "D1", "2019-06-28")),
		line("2019-07-01 10:30", lifecycle.LodgeAppeal, lifecycle.Clerk, casefile.AppealForm{Party: "D1", On: date("2019-07-01")}))
	c := l.play(t, func(c *court) {
		c.look(at("2019-05-05", "09:00"), func(v casefile.View) { assert.Equal(t, casefile.AlertJudge, v.Row.Alert) })
		c.look(at("2019-05-31", "09:00"), func(v casefile.View) { assert.Equal(t, casefile.AlertCourt, v.Row.Alert) })
		c.look(at("2019-06-05", "09:00"), func(v casefile.View) {
			assert.Equal(t, casefile.AlertOverdue, v.Row.Alert)
			require.Len(t, v.Row.Stuck, 1)
			assert.Equal(t, casefile.StuckOverdue, v.Row.Stuck[0].Reason)
			assert.Equal(t, "judge", v.Row.Stuck[0].On)
			assert.True(t, v.Row.Stuck[0].Since.Equal(moment("2019-06-05")))
			assert.Contains(t, v.Row.Stuck[0].Unstick, "judge_in_court")
		})
	})
	assert.Equal(t, []string{
		"2019-05-05 00:00:00", "2019-05-06 00:00:00", "2019-05-31 00:00:00", "2019-06-05 00:00:00",
		"2019-06-12 00:00:00", "2019-06-19 00:00:00", "2019-06-26 00:00:00",
	}, c.alarms("简易程序审限"))
	assert.Equal(t, []string{"judge", "trial_management", "president", "overdue", "overdue", "overdue", "overdue"}, c.levels("trial"))
}

// Thirty days from 03-20 end on Friday 04-19. The stay begins at 09:40, so the
// review has 734 h 20 min: two thirds are 489 h 33 min 20 s; the office comes
// half-way from there to the president on 04-15.
func TestStayIsReviewedUntilItEnds(t *testing.T) {
	l := open("", loan("2019-03-04", casefile.Summary), lifecycle.Stayed, "2019-05-10", heard(), line("2019-03-20 09:40", lifecycle.Stay, lifecycle.Judge, reason()))
	c := l.play(t)
	assert.Equal(t, []string{
		"2019-04-09 19:13:20", "2019-04-12 09:36:40", "2019-04-15 00:00:00", "2019-04-20 00:00:00",
		"2019-04-27 00:00:00", "2019-05-04 00:00:00",
	}, c.alarms("中止情形复查"))
	require.NotEmpty(t, c.row.Stuck)
	assert.Equal(t, casefile.StuckStayForgotten, c.row.Stuck[0].Reason)
	assert.Empty(t, c.alarms("简易程序审限"), "the limit stands still")
}

// The renewal of a year's freeze is to be asked for by 2020-02-28, 360 days from
// 2019-03-06 00:00 to its end: the judge after 240.
func TestRenewalIsWatchedUntilTheFreezeLapses(t *testing.T) {
	l := open("", loan("2019-03-04", casefile.Summary), lifecycle.AwaitingEnforcement, "2020-04-01", accepted(), frozen("A1", casefile.Deposit), judgedAndServed(allowed(owes()))[1:])
	c := l.play(t, func(c *court) {
		c.look(at("2020-03-01", "09:00"), func(v casefile.View) {
			require.NotEmpty(t, v.Row.Stuck)
			assert.Equal(t, casefile.StuckFreezeLapsing, v.Row.Stuck[0].Reason)
		})
	})
	assert.Equal(t, []string{"2019-11-01 00:00:00", "2020-01-30 00:00:00", "2020-02-24 00:00:00", "2020-02-29 00:00:00"}, c.alarms("申请续行保全"))
	c.happens("2020-03-07", lifecycle.FreezeRanOut, "preservation/A1")
}

// A limit of three months from 03-04, 06-04, with what is not counted.
func TestExcludedTimeMovesTheTrialLimit(t *testing.T) {
	summary := loan("2019-03-04", casefile.Summary)
	exclude := func(when string, f casefile.ExcludeForm) []dec {
		return line(when, lifecycle.ExcludeTime, lifecycle.Judge, f)
	}
	until := excluded("2019-04-01")
	until.To = date("2019-05-10")
	evidence := excluded("2019-04-01")
	evidence.Ground = statute.GroundNewEvidence
	for _, c := range []struct {
		name    string
		by      []dec
		frozen  string // a day on which it stands still, and since when
		since   string
		resumes string // when it runs on by itself
		want    runs
	}{
		{"an appraisal of 10 days", then(heard(), exclude("2019-04-01 10:00", excluded("2019-04-01")),
			line("2019-04-11 10:00", lifecycle.ResumeTime, lifecycle.Judge, casefile.ResumeTimeForm{Exclusion: "X1", On: date("2019-04-11")})),
			"2019-04-05", "2019-04-01", "", runs{"2019-04-12", "trial", "2019-06-14", "judge", statute.SummaryTrial}},
		// 39 days to 05-10: 07-13 is a Saturday.
		{"an end that is known", then(heard(), exclude("2019-04-01 10:00", until)), "2019-05-09", "2019-04-01", "2019-05-10",
			runs{"2019-05-10", "trial", "2019-07-15", "judge", statute.SummaryTrial}},
		{"new evidence: a month at most", then(heard(), exclude("2019-04-01 10:00", evidence)), "2019-04-30", "2019-04-01", "2019-05-01",
			runs{"2019-05-01", "trial", "2019-07-04", "judge", statute.SummaryTrial}},
		// 60 days and two more to Monday 05-13: 62 days from 03-12; 08-05 is a Monday.
		{"a public notice, after conversion: 6 months and 62 days", then(feePaid(), line("2019-03-06 09:00", lifecycle.ConvertProcedure, lifecycle.Judge, casefile.ConvertForm{To: casefile.Ordinary, Reason: "公告"}),
			attempt1(lifecycle.RecordFailed, casefile.Direct, "2019-03-06"), attempt1(lifecycle.RecordFailed, casefile.Electronic, "2019-03-07"), attempt1(lifecycle.RecordFailed, casefile.Post, "2019-03-11"), publish("2019-03-12 10:00", casefile.PaperComplaint, "D1")),
			"2019-05-12", "2019-03-12", "", runs{"2019-05-14", "trial", "2019-11-05", "judge", statute.OrdinaryTrial}},
		// 20 days: 09-24 is a Tuesday.
		{"a public notice cut short", then(feePaid(), line("2019-03-06 09:00", lifecycle.ConvertProcedure, lifecycle.Judge, casefile.ConvertForm{To: casefile.Ordinary, Reason: "公告"}),
			attempt1(lifecycle.RecordFailed, casefile.Direct, "2019-03-06"), attempt1(lifecycle.RecordFailed, casefile.Electronic, "2019-03-07"), attempt1(lifecycle.RecordFailed, casefile.Post, "2019-03-11"), publish("2019-03-12 10:00", casefile.PaperComplaint, "D1"),
			attempt1(lifecycle.RecordServed, casefile.Electronic, "2019-04-01")),
			"2019-03-31", "2019-03-12", "", runs{"2019-04-02", "trial", "2019-09-24", "judge", statute.OrdinaryTrial}},
		// Ten days of a stay put its end off to Tuesday 05-21: 70 days, 11-13 is a Wednesday.
		{"a public notice with a stay in it", then(feePaid(), line("2019-03-06 09:00", lifecycle.ConvertProcedure, lifecycle.Judge, casefile.ConvertForm{To: casefile.Ordinary, Reason: "公告"}),
			attempt1(lifecycle.RecordFailed, casefile.Direct, "2019-03-06"), attempt1(lifecycle.RecordFailed, casefile.Electronic, "2019-03-07"), attempt1(lifecycle.RecordFailed, casefile.Post, "2019-03-11"), publish("2019-03-12 10:00", casefile.PaperComplaint, "D1"),
			line("2019-04-01 10:00", lifecycle.Stay, lifecycle.Judge, reason()), line("2019-04-11 10:00", lifecycle.ResumeService, lifecycle.Judge, nil)),
			"2019-05-20", "2019-03-12", "", runs{"2019-05-22", "trial", "2019-11-13", "judge", statute.OrdinaryTrial}},
		// 31 days: 07-05 is a Friday.
		{"a stay", then(served(), line("2019-03-10 10:00", lifecycle.Stay, lifecycle.Judge, reason()), line("2019-04-10 10:00", lifecycle.ResumeDefence, lifecycle.Judge, nil)),
			"2019-04-01", "2019-03-10", "", runs{"2019-04-11", "trial", "2019-07-05", "judge", statute.SummaryTrial}},
		// Overruled on 03-20 and received that day, it is final when ten days are over:
		// Saturday 03-30, so Monday 04-01. 25 days are Saturday 06-29, so Monday 07-01.
		{"an objection to jurisdiction", then(served(), line("2019-03-07 10:00", lifecycle.ObjectJurisdic, lifecycle.Clerk, byParty("D1", "2019-03-07")),
			line("2019-03-20 10:00", lifecycle.OverruleObjection, lifecycle.Judge, onDay("2019-03-20")),
			line("2019-03-20 11:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJurisdiction, "D1", "2019-03-20"))),
			"2019-03-25", "2019-03-07", "", runs{"2019-04-02", "trial", "2019-07-01", "judge", statute.SummaryTrial}},
		{"an extension of a month", then(heard(), line("2019-05-10 10:00", lifecycle.RequestExtension, lifecycle.Judge, reason()),
			line("2019-05-20 10:00", lifecycle.GrantExtension, lifecycle.President, reason())),
			"", "", "", runs{"2019-05-21", "trial", "2019-07-04", "judge", statute.SummaryTrial}},
		// Six months from 03-04, six more by the president, three by the court above: Thursday 2020-06-04.
		{"extended by the president and by the court above", then(heard(), line("2019-04-01 10:00", lifecycle.ConvertProcedure, lifecycle.Judge, casefile.ConvertForm{To: casefile.Ordinary, Reason: "案情复杂"}),
			line("2019-05-10 10:00", lifecycle.RequestExtension, lifecycle.Judge, reason()), line("2019-05-20 10:00", lifecycle.GrantExtension, lifecycle.President, reason()),
			line("2019-05-21 10:00", lifecycle.FurtherExtension, lifecycle.Clerk, extendedAbove("2019-05-21"))),
			"", "", "", runs{"2019-05-22", "trial", "2020-06-04", "judge", statute.OrdinaryTrial}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			l := lived{in: summary, by: c.by, until: c.want.look + " 12:00"}
			p := l.play(t, func(p *court) {
				p.expect(c.want)
				p.look(moment(c.want.look+" 11:00"), func(v casefile.View) {
					d := deadline(t, v, "trial")
					assert.True(t, d.Frozen.IsZero(), "it runs again")
					assert.True(t, v.Trial.Clock.Running)
				})
				if c.frozen != "" {
					p.look(moment(c.frozen+" 11:00"), func(v casefile.View) {
						assert.Equal(t, c.since, deadline(t, v, "trial").Frozen.String(), "it stands still")
					})
				}
			})
			if c.resumes != "" {
				p.happens(c.resumes, "time_resumed", "")
			}
		})
	}
}

func deadline(t *testing.T, v casefile.View, id string) casefile.OpenDeadline {
	t.Helper()
	for _, d := range v.Deadlines {
		if d.ID == id {
			return d
		}
	}
	t.Fatalf("%s does not run", id)
	return casefile.OpenDeadline{}
}

// 15 days from 03-06 end on 03-21; a stay from 03-10 to 04-10 adds 31: Sunday 04-21,
// so Monday 04-22. Served during a stay, all 15 days are left after it.
func TestStayStopsTheAnswerPeriod(t *testing.T) {
	stay := func(from, to string, back lifecycle.Event) []dec {
		return then(line(from+" 09:00", lifecycle.Stay, lifecycle.Judge, reason()), line(to+" 10:00", back, lifecycle.Judge, nil))
	}
	for _, c := range []struct {
		name string
		by   []dec
		want string
	}{
		{"running", then(served(), stay("2019-03-10", "2019-04-10", lifecycle.ResumeDefence)), "2019-04-23"},
		{"served while it stands", then(feePaid(), stay("2019-03-06", "2019-03-18", lifecycle.ResumeService),
			line("2019-03-08 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperComplaint, "D1", "2019-03-08"))), "2019-04-03"},
		{"served before it, recorded in it", then(feePaid(), stay("2019-03-06", "2019-03-18", lifecycle.ResumeService),
			line("2019-03-08 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperComplaint, "D1", "2019-03-05"))), "2019-04-02"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			l := lived{in: loan("2019-03-04", casefile.Summary), by: c.by, until: "2019-05-01"}
			p := l.play(t)
			p.happens(c.want, lifecycle.AnswerExpired, "")
		})
	}
}

// A freeze of property lapses on its day, stay or no stay.
func TestStayDoesNotStopAFreeze(t *testing.T) {
	l := lived{in: loan("2019-03-04", casefile.Summary), until: "2020-03-08", by: then(accepted(), frozen("A1", casefile.Deposit), heard()[1:],
		line("2019-03-20 10:00", lifecycle.Stay, lifecycle.Judge, reason()))}
	l.play(t).happens("2020-03-07", lifecycle.FreezeRanOut, "preservation/A1")
}

// What is reported late is done as of the report, but the law's day stays: D1
// received the judgment on 03-18, which is entered on 04-25; its 15 days ended on
// Tuesday 04-02, P1's on 04-08, so it took effect on 04-09.
func TestLateReportKeepsTheLawsDay(t *testing.T) {
	l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-04-25 12:00", by: then(heard()[:len(heard())-1],
		line("2019-03-11 09:00", lifecycle.ScheduleHearing, lifecycle.Judge, casefile.HearingForm{On: date("2019-03-12")}),
		line("2019-03-13 10:00", lifecycle.JudgeLater, lifecycle.Judge, allowed(owes())),
		line("2019-03-21 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "P1", "2019-03-21")),
		line("2019-04-25 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "D1", "2019-03-18")))}
	c := l.play(t)
	c.happens("2019-04-25 10:00", lifecycle.TakeEffect, "")
	assert.Contains(t, c.happened(lifecycle.TakeEffect, "")[0].Note, "2019-04-09")
	// Ten days from 04-09 ended on 04-19.
	c.happens("2019-04-25 10:00", lifecycle.FallDue, "supervision/O1")
	assert.Contains(t, c.happened(lifecycle.FallDue, "")[0].Note, "2019-04-19")
	var last time.Time
	for _, e := range c.entries() {
		assert.False(t, e.At.Before(last), "the timeline runs back at %s", e.Event)
		last = e.At
	}
}
