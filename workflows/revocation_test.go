package workflows

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/workflow"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
)

func revocationLives() []besides {
	standing := func(change func(*casefile.Standing)) func(*honourWorld) {
		return func(w *honourWorld) {
			w.standing = casefile.Standing{
				Found: true, Number: "（2019）浙0211自动履行证明1号", Case: "zh-2019-000001", CaseNumber: "（2019）浙0211民初1号", Court: "浙0211", Division: "民一庭", Judge: judge,
				Cause: "民间借贷纠纷", Party: "D1", IssuedOn: date("2019-05-23"), Parties: loan("2019-03-04", casefile.Summary).Filing.Parties,
			}
			change(&w.standing)
		}
	}
	heard := line("2020-06-02 10:00", lifecycle.HearHolder, lifecycle.Clerk, casefile.HolderForm{On: date("2020-06-02"), Answer: "objects", Note: "称已付清"})
	revoke := line("2020-06-03 10:00", lifecycle.RevokeCertificate, lifecycle.Judge, reason())
	input := func(g casefile.RevocationGround) func(policy.Policy) any {
		return func(p policy.Policy) any {
			return casefile.RevocationInput{Certificate: "zh-2019-000001-zhengming-d1", Ground: g, Why: "债权人承认未收到款项", OpenedOn: date("2020-06-01"), Policy: p, Edition: calendar.Latest()}
		}
	}
	lives := []besides{
		{name: "a false confirmation, the holder on the list", phase: "revoked", reason: ClosedRevoked, on: "2020-06-03", input: input(casefile.FalseConfirmation),
			// When the review began the holder stood in one batch, when it ended in another.
			world: func(w *honourWorld) {
				standing(func(s *casefile.Standing) { s.Batch = "list-330211-2019q2" })(w)
				w.stands = inBatch("list-330211-2019q3")
			},
			by: then(line("2020-06-02 09:00", lifecycle.AdoptCalendar, lifecycle.President, newTable()), heard, revoke),
			see: func(t *testing.T, c *court) {
				rec := c.records[len(c.records)-2] // the last one says that the batch was told
				require.Equal(t, &casefile.RevokedCertificate{Certificate: "zh-2019-000001-zhengming-d1", On: date("2020-06-03"), Ground: casefile.FalseConfirmation}, rec.Revoked)
				require.Len(t, c.messages("cn.luxing.certificate.revoked"), 1)
				require.Equal(t, []casefile.DocumentKind{casefile.RevocationDocument}, c.documents())
				require.Len(t, c.told, 1)
				require.Equal(t, "list-330211-2019q3", c.told[0].to)
				require.Equal(t, lifecycle.EntryGroundGone, c.told[0].Event)
				var f casefile.StrikeForm
				require.NoError(t, json.Unmarshal(c.told[0].Data, &f))
				require.Empty(t, f.Check())
				require.Equal(t, "证明书已撤销：虚假确认", f.Reason)
				c.happens("2020-06-03 10:00", lifecycle.EntryGroundGone, "")
			}},
		{name: "a retrial reversed the judgment, the holder on the list", until: "2020-06-02", phase: "revocation_review", input: input(casefile.JudgmentReversed),
			world: func(w *honourWorld) {
				standing(func(*casefile.Standing) {})(w)
				w.stands = inBatch("list-330211-2019q3")
			},
			see: func(t *testing.T, c *court) {
				require.Len(t, c.told, 1, "told before the review is decided")
				require.Contains(t, string(c.told[0].Data), "撤销审查中")
				require.True(t, c.told[0].at.Before(moment("2020-06-01 12:00")))
			}},
		{name: "another ground waits for the decision", until: "2020-06-02", phase: "revocation_review", input: input(casefile.FalseConfirmation),
			world: func(w *honourWorld) {
				standing(func(*casefile.Standing) {})(w)
				w.stands = inBatch("list-330211-2019q3")
			},
			see: func(t *testing.T, c *court) { require.Empty(t, c.told) }},
		{name: "a retrial reversed the judgment", phase: "revoked", reason: ClosedRevoked, input: input(casefile.JudgmentReversed), by: revoke,
			see: func(t *testing.T, c *court) { require.Empty(t, c.told, "nobody stands on a list") }},
		{name: "kept", phase: "kept", reason: ClosedKept, input: input(casefile.PaymentReversed), by: then(heard, line("2020-06-03 10:00", lifecycle.KeepCertificate, lifecycle.Judge, reason())),
			see: func(t *testing.T, c *court) {
				require.Empty(t, c.documents())
				require.Nil(t, c.records[len(c.records)-1].Revoked)
			}},
		{name: "never given", phase: "kept", reason: ClosedKept, on: "2020-06-01", input: input(casefile.IssuedInError), world: standing(func(s *casefile.Standing) { *s = casefile.Standing{} })},
		{name: "revoked before", phase: "kept", reason: ClosedKept, input: input(casefile.IssuedInError), world: standing(func(s *casefile.Standing) { s.Revoked = true })},
		// Fifteen days from Monday 06-01 end on 06-16.
		{name: "forgotten", phase: "revocation_review", until: "2020-06-18", input: input(casefile.FalseConfirmation),
			see: func(t *testing.T, c *court) {
				require.Equal(t, casefile.StuckPastTarget, c.row.Stuck[0].Reason)
				require.Contains(t, c.row.Stuck[0].Unstick, "keep_certificate")
			}},
	}
	for i := range lives {
		r := &lives[i]
		r.start, r.run = "2020-06-01", Revocation
		if r.world == nil {
			r.world = standing(func(*casefile.Standing) {})
		}
	}
	return lives
}

// inBatch is a register in which everybody tainted stands in one batch.
func inBatch(batch string) func(casefile.Record) []casefile.Stand {
	return func(r casefile.Record) []casefile.Stand {
		var out []casefile.Stand
		for _, x := range r.Tainted {
			out = append(out, casefile.Stand{Batch: batch, Certificate: or(x.Certificate, "zh-0/"+x.Party), Why: x.Why})
		}
		return out
	}
}

// A review of the release before tells the batch that it found when it began.
func TestARevocationOfTheReleaseBeforeTellsTheBatchItFound(t *testing.T) {
	b := revocationLives()[0]
	c := newCourt(t, b.start)
	b.world(&c.honour)
	c.opened = func() { c.env.OnGetVersion(changeID, workflow.DefaultVersion, newest).Return(reform) }
	c.follow(b.by...)
	c.play(Revocation, b.input(policy.Default()))
	c.closed()
	require.Len(t, c.told, 1)
	require.Equal(t, "list-330211-2019q2", c.told[0].to)
}

func TestLivesOfARevocation(t *testing.T) { checkAll(t, revocationLives()) }

// Nobody loses a certificate unheard, but where a judgment was reversed.
func TestTheHolderIsHeardBeforeARevocation(t *testing.T) {
	b := revocationLives()[0]
	c := newCourt(t, b.start)
	b.world(&c.honour)
	unheard := c.on(moment("2020-06-02 10:00"), lifecycle.RevokeCertificate, lifecycle.Judge, judge, reason())
	other := c.on(moment("2020-06-02 11:00"), lifecycle.RevokeCertificate, lifecycle.Judge, "J999", reason())
	c.until = moment("2020-06-03")
	c.play(Revocation, b.input(policy.Default()))
	require.Equal(t, casefile.GuardFailed, unheard.refusal(t).Code)
	require.Contains(t, unheard.refusal(t).Message, "持证人")
	require.Equal(t, casefile.NotYourCase, other.refusal(t).Code)
}
