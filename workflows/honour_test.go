package workflows

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/testsuite"

	"luxing/workflows/casefile"
	"luxing/workflows/policy"
)

// honourWorld is what the register and the national checker answer to the
// workflows beside a case.
type honourWorld struct {
	standing   casefile.Standing
	candidates []casefile.ListSubject
	facts      casefile.RepairFacts
	// check is what is found of a holder at a moment; clean when nil.
	check func(now time.Time, certificate string) casefile.ListAnswer
	// stands is where the register finds those whom a record taints.
	stands func(casefile.Record) []casefile.Stand
	// away: nothing answers.
	away func(now time.Time) bool

	now    func() time.Time
	checks [][]casefile.ListSubject
}

func (w *honourWorld) register(env *testsuite.TestWorkflowEnvironment) {
	w.now = env.Now
	for name, f := range map[string]any{
		casefile.ActivityStanding: w.standingOf, casefile.ActivityCandidates: w.candidatesOf,
		casefile.ActivityListCheck: w.checkOf, casefile.ActivityRepairFacts: w.factsOf,
	} {
		env.RegisterActivityWithOptions(f, activity.RegisterOptions{Name: name})
	}
}

func (w *honourWorld) down() error {
	if w.away != nil && w.away(w.now()) {
		return errors.New("away")
	}
	return nil
}

func (w *honourWorld) standingOf(context.Context, casefile.StandingQuery) (casefile.Standing, error) {
	return w.standing, w.down()
}

func (w *honourWorld) candidatesOf(context.Context, casefile.CandidatesQuery) ([]casefile.ListSubject, error) {
	return w.candidates, w.down()
}

func (w *honourWorld) factsOf(context.Context, casefile.RepairQuery) (casefile.RepairFacts, error) {
	return w.facts, w.down()
}

func (w *honourWorld) checkOf(_ context.Context, q casefile.ListCheckQuery) ([]casefile.ListAnswer, error) {
	if err := w.down(); err != nil {
		return nil, err
	}
	w.checks = append(w.checks, q.Subjects)
	var out []casefile.ListAnswer
	for _, s := range q.Subjects {
		a := casefile.ListAnswer{Found: casefile.Clean, Source: "national"}
		if w.check != nil {
			a = w.check(w.now(), s.Certificate)
		}
		a.Certificate = s.Certificate
		out = append(out, a)
	}
	return out, nil
}

// besides is one life of a workflow beside a case.
type besides struct {
	name   string
	start  string
	world  func(*honourWorld)
	policy func(*policy.Policy)
	by     []dec
	until  string
	phase  string
	reason string
	on     string
	see    func(*testing.T, *court)

	run   any
	input func(policy.Policy) any
}

func (b besides) play(t *testing.T, tune ...func(*court)) *court {
	t.Helper()
	c := newCourt(t, b.start)
	if b.world != nil {
		b.world(&c.honour)
	}
	for _, f := range tune {
		f(c)
	}
	p := policy.Default()
	if b.policy != nil {
		b.policy(&p)
	}
	vs := c.follow(b.by...)
	if b.until != "" {
		c.until = moment(b.until)
	}
	c.play(b.run, b.input(p))
	c.taken(vs...)
	for _, e := range c.entries() {
		require.Empty(t, e.Refused, "%s was refused", e.Event)
		require.NotContains(t, []string{"period_failed", "link_failed"}, string(e.Event), e.Note)
	}
	return c
}

func (b besides) check(t *testing.T) {
	t.Helper()
	c := b.play(t)
	if b.until == "" {
		c.closed()
	}
	require.Equal(t, b.phase, string(c.row.Phase), c.last())
	require.Equal(t, b.reason, c.row.Reason)
	if b.on != "" {
		require.Equal(t, date(b.on), c.row.ClosedOn)
	}
	if b.see != nil {
		b.see(t, c)
	}
}

func checkAll(t *testing.T, lives []besides) {
	for _, b := range lives {
		t.Run(b.name, func(t *testing.T) {
			t.Parallel()
			b.check(t)
		})
	}
}

// exactlyThen are the messages of the kinds, in order, as type and subject.
func exactlyThen(c *court, types ...string) []string {
	var out []string
	for _, r := range c.records {
		for _, m := range r.Messages {
			for _, typ := range types {
				if m.Type == typ {
					out = append(out, m.Type+" "+m.Data["certificate"])
				}
			}
		}
	}
	return out
}
