package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

func service(method casefile.Method, day string, change func(*casefile.ServiceForm)) casefile.ServiceForm {
	f := handed(casefile.PaperComplaint, "D1", day)
	f.Method = method
	if change != nil {
		change(&f)
	}
	return f
}

// Every attempt stands in the view with its address, hour and source; the
// timeline has none of them. The next lawful way is said each time.
func TestAttemptsAtService(t *testing.T) {
	in := loan("2019-03-04", casefile.Ordinary)
	failed := func(when string, m casefile.Method, why string) []dec {
		return line(when, lifecycle.RecordFailed, lifecycle.Clerk, service(m, when[:10], func(f *casefile.ServiceForm) {
			f.Address, f.Source, f.At, f.Failure, f.Proof = "宁波市镇海区示例路1号", casefile.FromFiling, when[11:], why, "送达回证"
		}))
	}
	l := lived{in: in, until: "2019-03-12", by: then(feePaid(), failed("2019-03-06 09:30", casefile.Direct, "absent"), failed("2019-03-07 10:00", casefile.Electronic, "unreachable"),
		line("2019-03-11 10:00", lifecycle.RecordServed, lifecycle.Clerk, service(casefile.Post, "2019-03-11", func(f *casefile.ServiceForm) { f.Source = casefile.FromRegister })))}
	c := l.play(t, func(c *court) {
		next := func(when, want string) {
			c.look(moment(when), func(v casefile.View) {
				require.Len(t, v.Tracks, 1)
				assert.Contains(t, v.Tracks[0].Note, want)
			})
		}
		next("2019-03-06 09:31", "electronic")
		next("2019-03-07 10:01", "post")
	})
	require.Len(t, c.final.Attempts, 3)
	first, last := c.final.Attempts[0], c.final.Attempts[2]
	assert.Equal(t, casefile.AttemptView{Document: casefile.PaperComplaint, Party: "D1", Method: casefile.Direct, MethodName: "直接送达", On: date("2019-03-06"), At: "09:30",
		Address: "宁波市镇海区示例路1号", Source: "filing", Outcome: "absent", Proof: "送达回证", Failed: true}, first)
	assert.Equal(t, "2019-03-11", last.Effective.String())
	assert.Equal(t, "民事诉讼法第91条", last.Article)
	for _, e := range c.final.Timeline {
		assert.NotContains(t, e.Note, "示例路")
	}
	assert.Contains(t, c.used(), used{3, "2019-03-11", "第3次尝试送达D1：邮寄送达"}, "a notice that was not needed counts")
}

// The day that service counts from, by method; an answer period of fifteen days
// follows from it.
func TestServiceCountsFromTheDayOfItsMethod(t *testing.T) {
	answer := map[string]string{"2019-03-06": "2019-03-21", "2019-03-07": "2019-03-22", "2019-03-08": "2019-03-25"} // 03-23 is a Saturday
	for _, c := range []struct {
		name string
		form casefile.ServiceForm
		on   string
	}{
		{"signed", service(casefile.Direct, "2019-03-06", nil), "2019-03-06"},
		{"left before a witness", service(casefile.Left, "2019-03-06", func(f *casefile.ServiceForm) { f.Witness = "居委会" }), "2019-03-06"},
		{"left, and filmed", service(casefile.Left, "2019-03-06", func(f *casefile.ServiceForm) { f.Recorded = true }), "2019-03-06"},
		{"sent", service(casefile.Electronic, "2019-03-06", nil), "2019-03-06"},
		{"arrived later, as the recipient proved", service(casefile.Electronic, "2019-03-06", func(f *casefile.ServiceForm) { f.ArrivedOn = date("2019-03-07") }), "2019-03-07"},
		{"posted: the day on the slip", service(casefile.Post, "2019-03-08", nil), "2019-03-08"},
		{"by another court", service(casefile.Entrusted, "2019-03-08", nil), "2019-03-08"},
		{"relayed", service(casefile.Relayed, "2019-03-08", nil), "2019-03-08"},
		{"came to court and would not sign", service(casefile.Direct, "2019-03-06", func(f *casefile.ServiceForm) { f.Fiction, f.Proof = casefile.RefusedAtCourt, "送达回证" }), "2019-03-06"},
		{"returned from the registered address, in summary procedure", service(casefile.Post, "2019-03-08", func(f *casefile.ServiceForm) {
			f.Fiction, f.Source, f.Proof = casefile.Returned, casefile.FromRegister, "退回邮件"
		}), "2019-03-08"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-03-09", by: then(feePaid(), line("2019-03-08 10:00", lifecycle.RecordServed, lifecycle.Clerk, c.form))}
			v := l.play(t).final
			assert.Equal(t, lifecycle.Defence, v.Row.Phase)
			assert.Equal(t, c.on, v.Attempts[0].Effective.String())
			assert.Equal(t, answer[c.on], deadline(t, v, "answer/D1").Deadline.Last.String())
		})
	}
}

func TestServiceThatIsNone(t *testing.T) {
	judged2 := judged(allowed(owes()))
	mediated := then(heard(), line("2019-03-20 10:00", lifecycle.Mediate, lifecycle.Judge, agreed(owes())), line("2019-03-20 11:00", lifecycle.PromptAnswered, lifecycle.Judge, casefile.PromptForm{Answer: "declined"}))
	paper := func(p casefile.Paper, change func(*casefile.ServiceForm)) casefile.ServiceForm {
		f := handed(p, "D1", "2019-03-21")
		if change != nil {
			change(&f)
		}
		return f
	}
	for _, c := range []struct {
		name  string
		by    []dec
		at    string
		event lifecycle.Event
		form  any
		says  string
		law   string
		proc  casefile.Procedure
	}{
		{"left without witness or film", feePaid(), "2019-03-08 10:00", lifecycle.RecordServed, service(casefile.Left, "2019-03-08", nil), "data.witness", "89", casefile.Summary},
		{"taken by a representative without a power", feePaid(), "2019-03-08 10:00", lifecycle.RecordServed, service(casefile.Direct, "2019-03-08", func(f *casefile.ServiceForm) { f.Receiver = "agent" }), "represent", "", casefile.Summary},
		{"returned, in ordinary procedure", feePaid(), "2019-03-08 10:00", lifecycle.RecordServed, service(casefile.Post, "2019-03-08", func(f *casefile.ServiceForm) {
			f.Fiction, f.Source, f.Proof = casefile.Returned, casefile.FromConfirmation, "退回邮件"
		}), "summary procedure only", "简易程序规定第10条", casefile.Ordinary},
		{"returned from an address nobody confirmed", feePaid(), "2019-03-08 10:00", lifecycle.RecordServed, service(casefile.Post, "2019-03-08", func(f *casefile.ServiceForm) {
			f.Fiction, f.Source, f.Proof = casefile.Returned, casefile.FromConfirmation, "退回邮件"
		}), "confirm_address", "", casefile.Summary},
		{"refused elsewhere, not filmed", feePaid(), "2019-03-08 10:00", lifecycle.RecordServed, service(casefile.Direct, "2019-03-08", func(f *casefile.ServiceForm) {
			f.Fiction, f.Proof = casefile.RefusedElsewhere, "回证"
		}), "data.recorded", "", casefile.Summary},
		{"a mediation document to the family", mediated, "2019-03-21 10:00", lifecycle.RecordServed, paper(casefile.PaperMediation, func(f *casefile.ServiceForm) { f.Receiver = "family" }), "data.receiver", "133", casefile.Summary},
		{"a mediation document by notice", mediated, "2019-03-21 10:00", lifecycle.PublishNotice, casefile.NoticeForm{Document: casefile.PaperMediation, Party: "D1", On: date("2019-03-21"), Reason: "x"}, "never by notice", "", casefile.Ordinary},
		{"whereabouts unknown without proof", feePaid(), "2019-03-08 10:00", lifecycle.PublishNotice, casefile.NoticeForm{Document: casefile.PaperComplaint, Party: "D1", On: date("2019-03-08"), Reason: "x", Unknown: true}, "data.proof", "", casefile.Ordinary},
		{"a notice in summary procedure", feePaid(), "2019-03-08 10:00", lifecycle.PublishNotice, casefile.NoticeForm{Document: casefile.PaperComplaint, Party: "D1", On: date("2019-03-08"), Reason: "x", Unknown: true, Proof: "派出所证明"}, "convert_procedure", "140", casefile.Summary},
		{"met and refused: left first, not published", then(feePaid(), line("2019-03-06 10:00", lifecycle.RecordFailed, lifecycle.Clerk, service(casefile.Direct, "2019-03-06", func(f *casefile.ServiceForm) { f.Failure = "refused" })),
			attempt1(lifecycle.RecordFailed, casefile.Electronic, "2019-03-07"), attempt1(lifecycle.RecordFailed, casefile.Post, "2019-03-08")),
			"2019-03-09 10:00", lifecycle.PublishNotice, casefile.NoticeForm{Document: casefile.PaperComplaint, Party: "D1", On: date("2019-03-09"), Reason: "x"}, "留置送达 left", "95", casefile.Ordinary},
		{"refused at a pronouncement in court", then(heard(), line("2019-03-20 10:00", lifecycle.JudgeInCourt, lifecycle.Judge, allowed(owes())), line("2019-03-20 11:00", lifecycle.PromptAnswered, lifecycle.Judge, casefile.PromptForm{Answer: "declined"})),
			"2019-03-21 10:00", lifecycle.RecordServed, paper(casefile.PaperJudgment, func(f *casefile.ServiceForm) { f.Fiction, f.Proof = casefile.RefusedAtPronouncement, "宣判笔录" }), "set day", "", casefile.Summary},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := undisturbed(t, Case, loan("2019-03-04", c.proc), "2019-03-04", c.by, c.at, decision(t, c.event, lifecycle.Clerk, c.form))[0]
			assert.Contains(t, got.Error(), c.says)
			assert.Contains(t, got.Article, c.law)
		})
	}
	t.Run("refused on the set day is served", func(t *testing.T) {
		l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-03-22", by: then(judged2,
			line("2019-03-21 10:00", lifecycle.RecordServed, lifecycle.Clerk, paper(casefile.PaperJudgment, func(f *casefile.ServiceForm) { f.Fiction, f.Proof = casefile.RefusedAtPronouncement, "宣判笔录" })))}
		v := l.play(t).final
		assert.Equal(t, "2019-04-08", deadline(t, v, "appeal/D1").Deadline.Last.String()) // 15 days are Friday 04-05, a rest day
		assert.Equal(t, "民诉法解释第141条", v.Attempts[1].Article)
	})
}

// Nobody knows where he is, and the police say so: a notice without further
// attempts. Sixty days from 03-06 end on Sunday 05-05, which is worked on.
func TestANoticeShowsAmongTheAttempts(t *testing.T) {
	l := lived{in: loan("2019-03-04", casefile.Ordinary), until: "2019-05-07", by: then(feePaid(),
		line("2019-03-06 10:00", lifecycle.PublishNotice, lifecycle.Clerk, casefile.NoticeForm{Document: casefile.PaperComplaint, Party: "D1", On: date("2019-03-06"), Reason: "下落不明", Unknown: true, Proof: "派出所证明", Where: "人民法院公告网"}))}
	c := l.play(t, func(c *court) {
		c.look(moment("2019-04-01"), func(v casefile.View) {
			assert.True(t, v.Attempts[0].Effective.IsZero(), "not before the notice has run")
		})
	})
	c.happens("2019-05-06", lifecycle.NoticeExpired, "")
	a := c.final.Attempts[0]
	assert.Equal(t, "2019-05-05", a.Effective.String())
	assert.Equal(t, "公告送达", a.MethodName)
	assert.Equal(t, "派出所证明", a.Proof)
	assert.Equal(t, "人民法院公告网", a.Address)
}
