package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

func appealBy(party, when string) []dec {
	return line(when, lifecycle.LodgeAppeal, lifecycle.Clerk, casefile.AppealForm{Party: party, On: date(when[:10])})
}
func copyTo(party, when string) []dec {
	return line(when, lifecycle.ServeAppeal, lifecycle.Clerk, byParty(party, when[:10]))
}
func moveFile(when string) []dec {
	return line(when, lifecycle.MoveFile, lifecycle.Clerk, onDay(when[:10]))
}

// D1 appeals on Monday 04-01. P1, served on 03-21, may still appeal: fifteen
// days are Friday 04-05, a rest day, so until Monday 04-08. He does, on the last
// day. The file waits for the copies and the answers: 04-08 + 15 is Tuesday
// 04-23, and five days from there are 04-29 (04-28 is a Sunday that is worked
// on, 04-29 a Monday).
func TestASecondAppellantAppealsInItsOwnTime(t *testing.T) {
	l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-05-01", by: then(appealed(allowed(owes())), appealBy("P1", "2019-04-08 15:00"),
		copyTo("P1", "2019-04-08 16:00"), copyTo("D1", "2019-04-08 16:30"),
		line("2019-04-15 10:00", lifecycle.AnswerAppeal, lifecycle.Intake, byParty("D1", "2019-04-15")))}
	c := l.play(t, func(p *court) {
		p.expect(runs{"2019-04-05", "appeal/P1", "2019-04-08", "P1", statute.AppealJudgment},
			runs{"2019-04-09", "appeal-answer/P1", "2019-04-23", "P1", statute.AppealAnswer},
			runs{"2019-04-24", "appeal-file-transfer", "2019-04-29", "clerk", statute.AppealFileTransfer})
	})
	c.happens("2019-04-24", lifecycle.AppealAnswerExpired, "")
	assert.Len(t, c.happened(lifecycle.LodgeAppeal, ""), 2)
	assert.Empty(t, c.happened(lifecycle.AppealExpired, ""), "who appealed has no period left")
}

// The other's period ends unused: nobody can appeal any more from 04-09 on.
func TestTheFileWaitsForTheLastPeriod(t *testing.T) {
	in, by := loan("2019-03-04", casefile.Summary), appealed(allowed(owes()))
	got := undisturbed(t, Case, in, "2019-03-04", then(by, copyTo("P1", "2019-04-02 10:00")), "2019-04-08 10:00", decision(t, lifecycle.MoveFile, lifecycle.Clerk, onDay("2019-04-08")))[0]
	assert.Contains(t, got.Message, "P1的上诉期未满")
	assert.Contains(t, got.Article, "174")
	got = undisturbed(t, Case, in, "2019-03-04", by, "2019-04-09 10:00", decision(t, lifecycle.MoveFile, lifecycle.Clerk, onDay("2019-04-09")))[0]
	assert.Contains(t, got.Message, "serve_appeal")
	l := lived{in: in, until: "2019-04-10", by: then(by, copyTo("P1", "2019-04-02 10:00"), moveFile("2019-04-09 10:00"))}
	c := l.play(t)
	c.happens("2019-04-09", lifecycle.AppealExpired, "")
	assert.Equal(t, lifecycle.Appeal, c.row.Phase)
	// Once it is up, a further appeal is the court above's to take.
	late := decision(t, lifecycle.LodgeAppeal, lifecycle.Clerk, casefile.AppealForm{Party: "P1", On: date("2019-04-11"), PostedOn: date("2019-04-08")})
	above := line("2019-04-10 10:00", lifecycle.AppealFiled, lifecycle.Integration, casefile.AppealFiledForm{On: date("2019-04-10"), CaseNumber: "（2019）浙02民终567号"})
	got = undisturbed(t, Case, in, "2019-03-04", then(l.by, above), "2019-04-11 10:00", late)[0]
	assert.Equal(t, casefile.TooLate, got.Code)
	twice := decision(t, lifecycle.LodgeAppeal, lifecycle.Clerk, casefile.AppealForm{Party: "D1", On: date("2019-04-02")})
	got = undisturbed(t, Case, in, "2019-03-04", by, "2019-04-02 11:00", twice)[0]
	assert.Contains(t, got.Message, "已于2019-04-01提起上诉")
}

// Each withdrawal counts for who makes it: the judgment is effective when the
// last appeal is gone.
func TestEachWithdrawalOfAnAppealCounts(t *testing.T) {
	both := then(appealed(allowed(owes())), appealBy("P1", "2019-04-03 10:00"))
	in := loan("2019-03-04", casefile.Summary)
	one := line("2019-05-06 10:00", lifecycle.OneAppealWithdrawn, lifecycle.Integration, byParty("D1", "2019-05-05"))
	got := undisturbed(t, Case, in, "2019-03-04", both, "2019-05-06 10:00", decision(t, lifecycle.AppealWithdrawn, lifecycle.Clerk, onDay("2019-05-05")))[0]
	assert.Contains(t, got.Message, "one_appeal_withdrawn")
	got = undisturbed(t, Case, in, "2019-03-04", then(both, one), "2019-05-07 10:00", decision(t, lifecycle.OneAppealWithdrawn, lifecycle.Clerk, byParty("P1", "2019-05-07")))[0]
	assert.Contains(t, got.Message, "appeal_withdrawn")

	l := open("", in, lifecycle.InSupervision, "2019-05-11", both, one, line("2019-05-10 10:00", lifecycle.AppealWithdrawn, lifecycle.Integration, onDay("2019-05-09")))
	c := l.play(t)
	l.check(t, c)
	assert.Equal(t, "2019-05-20", c.final.Obligations[0].NextDue.String()) // ten days from 05-09 are Sunday 05-19
}

// Withdrawn while the other may still appeal: the judgment waits for that
// period, and is effective the day after it.
func TestAnAppealWithdrawnEarly(t *testing.T) {
	in, by := loan("2019-03-04", casefile.Summary), appealed(allowed(owes()))
	got := undisturbed(t, Case, in, "2019-03-04", by, "2019-04-03 10:00", decision(t, lifecycle.AppealWithdrawn, lifecycle.Clerk, onDay("2019-04-03")))[0]
	assert.Contains(t, got.Message, "appeal_withdrawn_early")
	early := line("2019-04-03 10:00", lifecycle.AppealWithdrawnEarly, lifecycle.Clerk, onDay("2019-04-03"))
	again := decision(t, lifecycle.LodgeAppeal, lifecycle.Clerk, casefile.AppealForm{Party: "D1", On: date("2019-04-04")})
	got = undisturbed(t, Case, in, "2019-03-04", then(by, early), "2019-04-04 10:00", again)[0]
	assert.Contains(t, got.Message, "不得再行上诉")
	l := open("", in, lifecycle.InSupervision, "2019-04-10", by, early)
	c := l.play(t)
	l.check(t, c)
	c.happens("2019-04-09", lifecycle.TakeEffect, "")
	other := open("the other appeals all the same", in, lifecycle.Appeal, "2019-04-06", by, early, appealBy("P1", "2019-04-04 10:00"))
	other.check(t, other.play(t))
}

// The court above registers the appeal while the other side's period runs; the
// appeal is withdrawn, and the judgment still waits for that period.
func TestARegisteredAppealWithdrawnEarly(t *testing.T) {
	l := open("", loan("2019-03-04", casefile.Summary), lifecycle.InSupervision, "2019-04-10", judged(allowed(owes())),
		line("2019-03-22 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "D1", "2019-03-22")),
		appealBy("D1", "2019-03-22 11:00"),
		line("2019-03-23 10:00", lifecycle.AppealFiled, lifecycle.Integration, casefile.AppealFiledForm{On: date("2019-03-23"), CaseNumber: "（2019）浙02民终567号"}),
		line("2019-03-24 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "P1", "2019-03-24")), // 04-08, a Monday
		line("2019-03-25 10:00", lifecycle.AppealWithdrawnEarly, lifecycle.Integration, onDay("2019-03-25")))
	c := l.play(t)
	l.check(t, c)
	c.happens("2019-04-09", lifecycle.TakeEffect, "")
}

func TestAnAppealAgainstADismissalWithdrawn(t *testing.T) {
	l := closed("", loan("2019-03-04", casefile.Summary), ClosedDismissed, "2019-04-10", nil, answered(),
		line("2019-03-15 10:00", lifecycle.DismissSuit, lifecycle.Judge, reason()),
		line("2019-03-18 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "P1", "2019-03-18")),
		line("2019-03-18 11:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "D1", "2019-03-18")),
		appealBy("P1", "2019-03-20 10:00"), line("2019-04-10 10:00", lifecycle.RulingAppealDropped, lifecycle.Integration, onDay("2019-04-09")))
	l.check(t, l.play(t))
}

// Sent back, tried again by another bench in ordinary procedure with six months
// from 06-01, Sunday 12-01, so Monday 12-02; sent back once only.
func TestASecondFirstInstance(t *testing.T) {
	remand := line("2019-06-03 10:00", lifecycle.AppealRemanded, lifecycle.Integration, onDay("2019-06-01"))
	hear := then(line("2019-06-03 11:00", lifecycle.Reassign, lifecycle.DivisionHead, casefile.AssignForm{To: "J002", Reason: "另行组成审判组织"}),
		line("2019-06-04 10:00", lifecycle.ScheduleHearing, lifecycle.Judge, as{"J002", casefile.HearingForm{On: date("2019-06-10"), Time: "09:30", Place: "第三法庭"}}))
	in := loan("2019-03-04", casefile.Summary)
	by := then(appealed(allowed(owes())), line("2019-05-01 10:00", lifecycle.Pay, lifecycle.Clerk, paid("p", "O1", 100_000_00, "2019-05-01")), remand)

	same := then(by, line("2019-06-04 10:00", lifecycle.ScheduleHearing, lifecycle.Judge, casefile.HearingForm{On: date("2019-06-10")}))
	got := undisturbed(t, Case, in, "2019-03-04", same, "2019-06-10 10:00", decision(t, lifecycle.JudgeLater, lifecycle.Judge, allowed(owes())))[0]
	assert.Equal(t, "民事诉讼法第41条", got.Article)
	assert.Contains(t, got.Message, "reassign")

	judge2 := line("2019-06-10 10:00", lifecycle.JudgeLater, lifecycle.Judge, as{"J002", allowed(owes())})
	serve := then(line("2019-06-11 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "P1", "2019-06-11")),
		line("2019-06-11 11:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "D1", "2019-06-11")))
	again := then(by, hear, judge2, serve, appealBy("P1", "2019-06-20 10:00"))
	got = undisturbed(t, Case, in, "2019-03-04", again, "2019-08-01 10:00", decision(t, lifecycle.AppealRemanded, lifecycle.Clerk, onDay("2019-08-01")))[0]
	assert.Equal(t, casefile.GuardFailed, got.Code)
	assert.Contains(t, got.Message, "不得再次发回")

	l := lived{in: in, until: "2019-06-30", by: then(by, hear, judge2, serve)}
	c := l.play(t, func(p *court) {
		p.expect(runs{"2019-06-05", "trial", "2019-12-02", "judge", statute.OrdinaryTrial})
	})
	assert.Equal(t, lifecycle.InSupervision, c.row.Phase, "15 days from 06-11 are 06-26") // effective on 06-27
	assert.Equal(t, int64(200_000_00), c.row.OutstandingFen, "what was paid on the first judgment stays paid")
	// After the remand the register is told that nothing is owed any more.
	told := false
	for _, r := range c.records {
		for _, e := range r.Entries {
			if e.Event == lifecycle.AppealRemanded {
				told = true
				require.True(t, r.NoObligations)
				require.Empty(t, r.Obligations)
			}
		}
	}
	assert.True(t, told)
}

// A dismissal that is set aside above: the suit is tried as it was begun.
func TestADismissalSetAsideAboveIsTriedAsItWasBegun(t *testing.T) {
	l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-04-20", by: then(answered(),
		line("2019-03-15 10:00", lifecycle.DismissSuit, lifecycle.Judge, reason()),
		line("2019-03-18 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "P1", "2019-03-18")),
		line("2019-03-18 11:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "D1", "2019-03-18")),
		appealBy("P1", "2019-03-20 10:00"), line("2019-04-16 10:00", lifecycle.AppealRemanded, lifecycle.Integration, onDay("2019-04-15")))}
	c := l.play(t)
	assert.Equal(t, lifecycle.Trial, c.row.Phase)
	assert.Equal(t, casefile.Summary, c.row.Procedure)
}
