package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// instalments is 300,000 yuan in three parts of 100,000.
func instalments(accelerates bool) casefile.Obligation {
	o := owes()
	o.DueDays, o.Accelerates = 0, accelerates
	o.Instalments = []casefile.Instalment{
		{AmountFen: 100_000_00, Due: date("2019-04-30")}, {AmountFen: 100_000_00, Due: date("2019-05-31")}, {AmountFen: 100_000_00, Due: date("2019-06-28")},
	}
	return o
}

func attempt1(e lifecycle.Event, m casefile.Method, day string) []dec {
	f := handed(casefile.PaperComplaint, "D1", day)
	f.Method = m
	return line(day+" 10:00", e, lifecycle.Clerk, f)
}

func publish(when string, paper casefile.Paper, party string) []dec {
	return line(when, lifecycle.PublishNotice, lifecycle.Clerk, casefile.NoticeForm{Document: paper, Party: party, On: date(when[:10]), Reason: "多次送达未成"})
}

func seek(asset string, kind casefile.AssetKind, when string) []dec {
	return line(when, lifecycle.ApplyPreservation, lifecycle.Clerk, casefile.PreservationForm{Asset: asset, Owner: "D1", Kind: kind, AmountFen: 300_000_00, SecurityFen: 90_000_00, On: date(when[:10])})
}
func onAsset(e lifecycle.Event, asset, when string) []dec {
	return line(when, e, lifecycle.Judge, casefile.AssetForm{Asset: asset, On: date(when[:10]), Reason: "裁定"})
}
func froze(e lifecycle.Event, asset, when string) []dec {
	return line(when, e, lifecycle.EnforcementJudge, casefile.FreezeForm{Asset: asset, FrozenFen: 200_000_00, On: date(when[:10])})
}
func frozen(asset string, kind casefile.AssetKind) []dec {
	return then(seek(asset, kind, "2019-03-04 14:00"), onAsset(lifecycle.RulePreservation, asset, "2019-03-05 14:00"), froze(lifecycle.FreezeAsset, asset, "2019-03-06 14:00"))
}

// trackLives are lives in which something beside the main machine happens.
func trackLives() []lived {
	summary, ordinary := loan("2019-03-04", casefile.Summary), loan("2019-03-04", casefile.Ordinary)
	both := two("2019-03-04", casefile.Summary)
	sum := allowed(owes())
	missing := then(feePaid(),
		attempt1(lifecycle.RecordFailed, casefile.Direct, "2019-03-06"), attempt1(lifecycle.RecordFailed, casefile.Electronic, "2019-03-07"), attempt1(lifecycle.RecordFailed, casefile.Post, "2019-03-11"))
	pay := func(when string, fen int64) []dec {
		return line(when, lifecycle.Pay, lifecycle.Integration, paid("pay@"+when[:10]+"."+when[11:13]+when[14:], "O1", fen, when[:10]))
	}
	parts, all := allowed(instalments(false)), allowed(instalments(true))
	contact := func(when string) []dec {
		return line(when, lifecycle.RecordContact, lifecycle.Judge, casefile.ContactForm{Obligation: "O1", On: date(when[:10]), Channel: "phone", Reached: true, Reason: "等货款"})
	}
	plan := func(when string, is ...casefile.Instalment) []dec {
		return line(when, lifecycle.AgreePlan, lifecycle.Clerk, casefile.PlanForm{Obligation: "O1", Instalments: is})
	}
	joint := owes()
	joint.Debtors = []string{"D2"}
	joint.ID = "O2"
	return []lived{
		open("public notice, expired", ordinary, lifecycle.Defence, "2019-05-14 01:00", missing, publish("2019-03-12 10:00", casefile.PaperComplaint, "D1")), // 60 days: Saturday 05-11, so Monday 05-13
		open("found while the notice hangs", ordinary, lifecycle.Defence, "2019-04-02", missing, publish("2019-03-12 10:00", casefile.PaperComplaint, "D1"),
			attempt1(lifecycle.RecordServed, casefile.Electronic, "2019-04-01")),
		open("mediated while the notice hangs", ordinary, lifecycle.InCourtPrompt, "2019-04-01 12:00", missing, publish("2019-03-12 10:00", casefile.PaperComplaint, "D1"),
			line("2019-04-01 10:00", lifecycle.Mediate, lifecycle.Judge, agreed(owes()))),
		closed("paid by instalments", summary, ClosedPerformed, "2019-06-20", []int{1, 8, 10, 11, 12}, judgedAndServed(parts), pay("2019-04-25 10:00", 100_000_00),
			contact("2019-04-26 10:00"), pay("2019-05-31 09:00", 99_999_99), pay("2019-05-31 10:00", 1), pay("2019-06-20 10:00", 100_000_00)),
		closed("an instalment paid late, then a new plan twice", summary, ClosedPerformed, "2019-09-30", nil, judgedAndServed(parts), pay("2019-05-06 10:00", 100_000_00),
			contact("2019-06-03 10:00"),
			plan("2019-06-04 10:00", casefile.Instalment{AmountFen: 200_000_00, Due: date("2019-08-30")}),
			plan("2019-08-01 10:00", casefile.Instalment{AmountFen: 200_000_00, Due: date("2019-09-30")}),
			pay("2019-09-30 10:00", 200_000_00)),
		open("a missed instalment brings all", summary, lifecycle.InSupervision, "2019-05-02", judgedAndServed(all)),
		open("urging closed by the judge", summary, lifecycle.AwaitingEnforcement, "2019-04-25", judgedAndServed(sum),
			line("2019-04-24 10:00", lifecycle.CloseUrging, lifecycle.Judge, casefile.ObligationForm{Obligation: "O1", Reason: "明确拒绝履行"})),
		closed("one of two debtors bankrupt, the other goes on and pays", both, ClosedBankruptcy, "2019-05-10", nil,
			feePaid(),
			line("2019-03-06 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperComplaint, "D1", "2019-03-06")),
			line("2019-03-06 10:30", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperComplaint, "D2", "2019-03-06")),
			line("2019-03-07 10:00", lifecycle.Mediate, lifecycle.Judge, casefile.MediationForm{RecordOnly: true, Obligations: []casefile.Obligation{owes(), joint}}),
			line("2019-03-07 11:00", lifecycle.PromptAnswered, lifecycle.Judge, casefile.PromptForm{Answer: "declined"}),
			line("2019-03-18 10:00", lifecycle.SignOfOneDebtor, lifecycle.Judge, debtor("D2")),
			line("2019-03-20 10:00", lifecycle.AgreePlan, lifecycle.Judge, casefile.PlanForm{Obligation: "O1", Instalments: []casefile.Instalment{{AmountFen: 300_000_00, Due: date("2019-12-31")}}}),
			line("2019-05-05 10:00", lifecycle.BankruptcyAccepted, lifecycle.Clerk, casefile.BankruptcyAnswerForm{On: date("2019-05-05")}),
			line("2019-05-10 10:00", lifecycle.Pay, lifecycle.Clerk, paid("x", "O1", 300_000_00, "2019-05-10"))),
		open("bankrupt while others are urged", both, lifecycle.InSupervision, "2019-03-26",
			feePaid(),
			line("2019-03-07 10:00", lifecycle.Mediate, lifecycle.Judge, casefile.MediationForm{RecordOnly: true, Obligations: []casefile.Obligation{owes(), joint}}),
			line("2019-03-07 11:00", lifecycle.PromptAnswered, lifecycle.Judge, casefile.PromptForm{Answer: "declined"}),
			line("2019-03-18 10:00", lifecycle.SignOfOneDebtor, lifecycle.Judge, debtor("D2")),
			line("2019-03-25 10:00", lifecycle.BankruptcyAccepted, lifecycle.Clerk, casefile.BankruptcyAnswerForm{On: date("2019-03-25")})),
		closed("preservation refused, lifted, and ended with the case", summary, ClosedWithdrawn, "2019-03-12", []int{1, 2, 12}, feePaid(),
			seek("A1", casefile.Deposit, "2019-03-05 11:00"), onAsset(lifecycle.RefusePreservation, "A1", "2019-03-06 11:00"),
			seek("A2", casefile.Movable, "2019-03-05 12:00"), onAsset(lifecycle.RulePreservation, "A2", "2019-03-06 12:00"), onAsset(lifecycle.LiftFreeze, "A2", "2019-03-07 12:00"),
			seek("A3", casefile.RealEstate, "2019-03-05 13:00"), onAsset(lifecycle.RulePreservation, "A3", "2019-03-06 13:00"), froze(lifecycle.FreezeAsset, "A3", "2019-03-07 13:00"),
			seek("A4", casefile.Deposit, "2019-03-08 11:00"), onAsset(lifecycle.RulePreservation, "A4", "2019-03-09 11:00"),
			seek("A5", casefile.Deposit, "2019-03-08 12:00"),
			seek("A6", casefile.Deposit, "2019-03-05 14:00"), onAsset(lifecycle.RulePreservation, "A6", "2019-03-06 14:00"), froze(lifecycle.FreezeAsset, "A6", "2019-03-07 14:00"),
			froze(lifecycle.RenewFreeze, "A6", "2019-03-08 14:00"), onAsset(lifecycle.LiftFreeze, "A6", "2019-03-09 14:00"),
			line("2019-03-12 10:00", lifecycle.Withdraw, lifecycle.Judge, reason())),
		open("a freeze becomes a seizure", summary, lifecycle.InEnforcement, "2019-05-21", accepted(), frozen("A1", casefile.Deposit), enforcing(sum)[1:]),
		open("a freeze runs out", summary, lifecycle.AwaitingEnforcement, "2020-03-08", accepted(), frozen("A1", casefile.Deposit), judgedAndServed(sum)[1:]),
	}
}

func TestLivesWithTracks(t *testing.T) {
	for _, l := range trackLives() {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			c := l.play(t)
			l.check(t, c)
			assert.NotEmpty(t, c.final.Tracks)
		})
	}
}
