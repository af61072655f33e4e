package workflows

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

const endedCase = "zh-2015-000001"

// retriedSuit is the retrial of a case that has ended, up to its hearing.
func retriedSuit() (casefile.CaseInput, []dec) {
	in := loan("2019-03-04", casefile.Ordinary)
	in.Filing.Key, in.Filing.RetrialOf = "zh-2019-000009", endedCase
	return in, then(accepted(),
		line("2019-03-06 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperComplaint, "D1", "2019-03-06")),
		line("2019-03-10 10:00", lifecycle.Answer, lifecycle.Clerk, byParty("D1", "2019-03-10")),
		line("2019-03-11 10:00", lifecycle.ScheduleHearing, lifecycle.Judge, casefile.HearingForm{On: date("2019-03-20"), Time: "09:30", Place: "第三法庭"}))
}

// thrownOut is the judgment that ends it: served on 03-21 and 03-22, it takes
// effect fifteen days later, on 04-07, a Sunday and the last of three holidays,
// so that the last day is Monday 04-08.
func thrownOut() []dec {
	return then(line("2019-03-20 10:00", lifecycle.JudgeLater, lifecycle.Judge, rejected()),
		line("2019-03-21 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "P1", "2019-03-21")),
		line("2019-03-22 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "D1", "2019-03-22")))
}

// onRecord is what the register finds: an application made again after a
// refusal, one that was given later and whose first review kept it, and an
// enforcement applied for when the case had ended.
func onRecord(casefile.RetrialNews) []casefile.Resting {
	d1 := casefile.CertificateKey(endedCase, "D1")
	return []casefile.Resting{
		{Kind: casefile.KindEnforcement, Key: endedCase + "-zhi"}, // the case knows this one
		{Kind: casefile.KindEnforcement, Key: endedCase + "-zhi-2"},
		{Kind: casefile.KindCertificate, Key: d1 + "-2"},
		{Kind: casefile.KindCertificate, Key: d1 + "-3", Review: casefile.RevocationKey(d1+"-3") + "-2"},
	}
}

func toldOf(c *court) map[string][]lifecycle.Event {
	told := map[string][]lifecycle.Event{}
	for _, x := range c.told {
		told[x.to] = append(told[x.to], x.Event)
	}
	return told
}

func reviewsOf(c *court) map[string]string {
	reviews := map[string]string{}
	for _, o := range c.links {
		if o.Kind == casefile.KindRevocation {
			reviews[o.Key] = o.Revocation.Certificate
		}
	}
	return reviews
}

// Whatever the register knows to rest on the old document is told, once each:
// the second enforcement, the certificate applied for again; the one that was
// given is reviewed, under the next key of a review.
func TestARetrialReachesWhatOnlyTheRegisterKnows(t *testing.T) {
	in, life := retriedSuit()
	d1 := casefile.CertificateKey(endedCase, "D1")
	for _, x := range []struct {
		name    string
		by      []dec
		says    lifecycle.Event
		reviews map[string]string
	}{
		{"set aside", then(life, thrownOut()), lifecycle.RetrialSetAside, map[string]string{
			casefile.RevocationKey(d1): d1, casefile.RevocationKey(casefile.CertificateKey(endedCase, "P1")): casefile.CertificateKey(endedCase, "P1"), // asked blindly
			casefile.RevocationKey(d1+"-3") + "-2": d1 + "-3",
		}},
		{"upheld", then(life, line("2019-03-20 10:00", lifecycle.Withdraw, lifecycle.Judge, reason())), lifecycle.RetrialUpheld, map[string]string{}},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			c := lived{in: in, by: x.by}.play(t, func(c *court) { c.resting = onRecord })
			want := []lifecycle.Event{lifecycle.OrderRetrial, x.says}
			assert.Equal(t, map[string][]lifecycle.Event{
				endedCase + "-zhi": want, endedCase + "-zhi-2": want, d1: want, d1 + "-2": want, casefile.CertificateKey(endedCase, "P1"): want,
			}, toldOf(c))
			assert.Equal(t, x.reviews, reviewsOf(c))
			var news []casefile.RetrialNews
			for _, r := range c.records {
				news = append(news, r.Retrials...)
			}
			require.Len(t, news, 2)
			assert.Equal(t, casefile.RetrialNews{Of: endedCase, Event: lifecycle.OrderRetrial, On: date("2019-03-04")}, news[0])
			assert.Equal(t, x.says, news[1].Event)
		})
	}
}

// An application that was decided before the news reached it is not lost: where
// its workflow is gone the case has the certificate reviewed, and where it has
// just given the certificate, the application itself.
func TestACertificateGivenWhileTheDocumentFellIsReviewed(t *testing.T) {
	in, life := retriedSuit()
	d1 := casefile.CertificateKey(endedCase, "D1") + "-2"
	c := lived{in: in, by: then(life, thrownOut())}.play(t, func(c *court) {
		c.resting = func(casefile.RetrialNews) []casefile.Resting {
			return []casefile.Resting{{Kind: casefile.KindCertificate, Key: d1}}
		}
		c.gone = d1
	})
	assert.Equal(t, d1, reviewsOf(c)[casefile.RevocationKey(d1)])

	confirmed := line("2019-05-21 10:00", lifecycle.CreditorConfirms, lifecycle.Clerk, casefile.ConfirmForm{Party: "P1", On: date("2019-05-21"), Note: "已收到"})
	for e, want := range map[lifecycle.Event]int{lifecycle.RetrialSetAside: 1, lifecycle.RetrialUpheld: 0} {
		c = asked{by: then(confirmed, line("2019-05-22 10:00", lifecycle.IssueCertificate, lifecycle.Judge, reason()), toldRetrial("2019-05-22 10:00", e))}.play(t)
		assert.Equal(t, lifecycle.Issued, c.row.Phase)
		assert.Len(t, reviewsOf(c), want, e)
	}
}

// In a case that is open the register names the application made again; its own
// enforcements the case tells itself.
func TestTheRetrialOfAnOpenCaseReachesCertificatesAppliedForAgain(t *testing.T) {
	r := stateOf(t, lifecycle.InEnforcement)
	again := casefile.CertificateKey(r.in.Filing.Key, "D1") + "-2"
	c := closed("", r.in, ClosedSetAside, "2019-09-02", nil, r.by, ordered("2019-06-10 10:00"),
		line("2019-09-02 10:00", lifecycle.RetrialSetAside, lifecycle.Integration, onDay("2019-09-01"))).play(t, func(c *court) {
		c.resting = func(n casefile.RetrialNews) []casefile.Resting {
			return []casefile.Resting{{Kind: casefile.KindEnforcement, Key: casefile.EnforcementKey(n.Of)}, {Kind: casefile.KindCertificate, Key: again}}
		}
	})
	want := []lifecycle.Event{lifecycle.OrderRetrial, lifecycle.RetrialSetAside}
	assert.Equal(t, map[string][]lifecycle.Event{casefile.EnforcementKey(r.in.Filing.Key): want, again: want}, toldOf(c))
	// It ran from 06-10; the outcome is that of 09-01.
	assert.Equal(t, "2019-09-01", c.records[len(c.records)-1].Retrials[0].On.String())
}

// While the register is asked, from Monday 2019-05-20 09:00 to 12:00, the
// application hears of the retrial, and goes by it when it has its answer.
func TestAnApplicationHearsOfARetrialWhileTheRegisterIsAsked(t *testing.T) {
	checking := func(c *court) {
		c.honour.away = func(now time.Time) bool { return now.Before(at("2019-05-20", "12:00")) }
	}
	order := toldRetrial("2019-05-20 10:00", lifecycle.OrderRetrial)
	confirmed := line("2019-05-21 10:00", lifecycle.CreditorConfirms, lifecycle.Clerk, casefile.ConfirmForm{Party: "P1", On: date("2019-05-21"), Note: "已收到"})

	for _, e := range []lifecycle.Event{lifecycle.RetrialSetAside, lifecycle.RetrialChanged} {
		c := asked{by: then(order, toldRetrial("2019-05-20 11:00", e))}.play(t, checking)
		assert.Equal(t, lifecycle.CertificateRefused, c.row.Phase)
		failed := c.happened(lifecycle.ChecksFailed, "")
		require.Len(t, failed, 1)
		assert.Contains(t, failed[0].Note, "2019-05-20被再审撤销")
		assert.False(t, failed[0].At.Before(at("2019-05-20", "12:00")))
	}
	c := asked{by: then(order, toldRetrial("2019-05-20 11:00", lifecycle.RetrialUpheld), confirmed, line("2019-05-22 10:00", lifecycle.IssueCertificate, lifecycle.Judge, reason()))}.play(t, checking)
	assert.Equal(t, lifecycle.Issued, c.row.Phase)
	for _, x := range c.entries() {
		assert.Empty(t, x.Refused, x.Event)
	}

	var refused *verdict
	c = asked{by: then(order, confirmed, toldRetrial("2019-05-24 10:00", lifecycle.RetrialUpheld), line("2019-05-27 10:00", lifecycle.IssueCertificate, lifecycle.Judge, reason()))}.play(t, checking, func(c *court) {
		refused = c.on(moment("2019-05-23 10:00"), lifecycle.IssueCertificate, lifecycle.Judge, judge, reason())
	})
	assert.Equal(t, "民事诉讼法第217条", refused.refusal(t).Article)
	assert.Equal(t, lifecycle.Issued, c.row.Phase)
}

// What the register says by itself counts as what the case tells: at the check,
// or with the answer to the first record, whichever came between.
func TestAnApplicationMadeDuringARetrialKnowsOfIt(t *testing.T) {
	confirmed := line("2019-05-21 10:00", lifecycle.CreditorConfirms, lifecycle.Clerk, casefile.ConfirmForm{Party: "P1", On: date("2019-05-21"), Note: "已收到"})
	issue := line("2019-05-22 10:00", lifecycle.IssueCertificate, lifecycle.Judge, reason())
	state := func(by string, outcome lifecycle.Event) *casefile.RetrialState {
		st := &casefile.RetrialState{By: by, On: date("2019-05-06"), Outcome: outcome}
		if outcome != "" {
			st.OutcomeOn = date("2019-05-13")
		}
		return st
	}
	const own, other = "zh-2019-000001", "zh-2019-000009"
	for _, x := range []struct {
		name         string
		facts, first *casefile.RetrialState
		phase        lifecycle.State // at the decision: refused, stopped ("") or issued
	}{
		{"none", nil, nil, lifecycle.Issued},
		{"out", state(other, ""), state(other, ""), ""},
		{"ordered since the question", nil, state(other, ""), ""},
		{"upheld", state(other, lifecycle.RetrialUpheld), state(other, lifecycle.RetrialUpheld), lifecycle.Issued},
		{"upheld since the question", state(other, ""), state(other, lifecycle.RetrialUpheld), lifecycle.Issued},
		{"set aside", state(other, lifecycle.RetrialSetAside), state(other, lifecycle.RetrialSetAside), lifecycle.CertificateRefused},
		{"set aside in the case itself", state(own, lifecycle.RetrialSetAside), nil, lifecycle.CertificateRefused},
		{"set aside since the question", state(other, ""), state(other, lifecycle.RetrialSetAside), lifecycle.CertificateRefused},
		{"changed in a case of its own", state(other, lifecycle.RetrialChanged), nil, lifecycle.CertificateRefused},
		{"changed in the case itself: the new document is performed", state(own, lifecycle.RetrialChanged), state(own, lifecycle.RetrialChanged), lifecycle.Issued},
		{"changed since the question: what was read is old", nil, state(own, lifecycle.RetrialChanged), lifecycle.CertificateRefused},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			a := asked{facts: func(e *casefile.Eligibility) { e.Retrial = x.facts }}
			var issued *verdict
			switch x.phase {
			case lifecycle.Issued:
				a.by = then(confirmed, issue)
			case "":
				a.by = then(confirmed, toldRetrial("2019-05-30 10:00", lifecycle.RetrialSetAside))
			}
			c := a.play(t, func(c *court) {
				c.retried = func(r casefile.Record) *casefile.RetrialState {
					if r.Seq == 1 {
						return x.first
					}
					return nil
				}
				if x.phase == "" {
					issued = c.on(moment("2019-05-22 10:00"), lifecycle.IssueCertificate, lifecycle.Judge, judge, reason())
				}
			})
			if x.phase == "" {
				assert.Contains(t, issued.refusal(t).Message, "2019-05-06")
				x.phase = lifecycle.CertificateRefused
			}
			assert.Equal(t, x.phase, c.row.Phase)
			for _, e := range c.entries() {
				assert.Empty(t, e.Refused, e.Event)
			}
		})
	}
}

// An enforcement that was begun while the retrial was being ordered hears of it
// with the answer to its first record: filed, it stops before its notice. Set
// aside, it ends; changed in the case itself, it is of the new document.
func TestAnEnforcementThatBeginsDuringARetrialStops(t *testing.T) {
	in := overdueLoan(casefile.Person)
	in.LateOf, in.By, in.ByRole = ClosedTerminated, "C001", lifecycle.Clerk
	with := func(st casefile.RetrialState) func(*court) {
		st.On = date("2019-05-17")
		return func(c *court) {
			c.retried = func(r casefile.Record) *casefile.RetrialState {
				if r.Seq == 1 {
					return &st
				}
				return nil
			}
		}
	}
	filed := enf("2019-05-21 10:00", lifecycle.FileEnforcement, casefile.OfficerForm{Officer: officer})
	p := pursued{in: in, until: "2019-05-22 10:00", phase: lifecycle.RetrialStopped, by: filed}
	p.check(t, p.play(t, with(casefile.RetrialState{By: "zh-2019-000009"})))
	p = pursued{in: in, until: "2019-05-24 10:00", phase: lifecycle.NoticeDue, by: then(filed, toldRetrial("2019-05-23 10:00", lifecycle.RetrialUpheld))}
	p.check(t, p.play(t, with(casefile.RetrialState{By: "zh-2019-000009"})))
	p = pursued{in: in, until: "2019-05-22 10:00", phase: lifecycle.NoticeDue, by: filed}
	p.check(t, p.play(t, with(casefile.RetrialState{By: in.Case, Runs: true})))
	p.check(t, p.play(t, with(casefile.RetrialState{By: in.Case, Outcome: lifecycle.RetrialChanged, OutcomeOn: date("2019-05-17")})))
	p = pursued{in: in, phase: lifecycle.Concluded, reason: ClosedSetAside}
	p.check(t, p.play(t, with(casefile.RetrialState{By: "zh-2019-000009", Outcome: lifecycle.RetrialSetAside, OutcomeOn: date("2019-05-17")})))
}
