package lifecycle

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// Whatever is asked, Next answers as the table reads.
func TestNextAnswersAsTheTableReads(t *testing.T) {
	var states []State
	var events []Event
	for _, m := range Machines() {
		for _, s := range m.States {
			states = append(states, s.State)
		}
		for _, r := range m.Rows {
			events = append(events, r.Event)
		}
	}
	states = append(states, "", "nowhere", Same)
	events = append(events, "", "no_such_event")
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.SampledFrom(Machines()).Draw(t, "machine")
		s := rapid.SampledFrom(states).Draw(t, "state")
		e := rapid.SampledFrom(events).Draw(t, "event")
		to, err := m.Next(s, e)

		known, found := false, false
		var want State
		for _, r := range m.Rows {
			known = known || r.Event == e
			for _, from := range r.From {
				if r.Event != e || from != s {
					continue
				}
				found, want = true, r.To
				if want == Same {
					want = s
				}
			}
		}
		var unknown *UnknownEventError
		var invalid *InvalidEventError
		switch {
		case found:
			if err != nil || to != want {
				t.Fatalf("%s: %s in %s leads to %q, %v; the table says %q", m.ID, e, s, to, err, want)
			}
		case known:
			if !errors.As(err, &invalid) || *invalid != (InvalidEventError{m.ID, s, e}) || to != "" {
				t.Fatalf("%s: %s in %s leads to %q, %v; want an InvalidEventError", m.ID, e, s, to, err)
			}
		default:
			if !errors.As(err, &unknown) || *unknown != (UnknownEventError{m.ID, e}) || to != "" {
				t.Fatalf("%s: %s in %s leads to %q, %v; want an UnknownEventError", m.ID, e, s, to, err)
			}
		}
		row, ok := m.Row(s, e)
		if ok != found || ok && row.Event != e || m.Has(e) != known {
			t.Fatalf("%s: Row and Has disagree with the table on %s in %s", m.ID, e, s)
		}
	})
}

// A walk that takes only what Next allows never leaves the machine's states and
// can always go on until it ends.
func TestEveryWalkCanGoOnUntilItsEnd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.SampledFrom(Machines()).Draw(t, "machine")
		s := rapid.SampledFrom(m.Initial).Draw(t, "initial")
		for range rapid.IntRange(0, 40).Draw(t, "steps") {
			info, ok := m.State(s)
			if !ok {
				t.Fatalf("%s: %s is no state", m.ID, s)
			}
			rows := m.From(s)
			if info.Terminal != (len(rows) == 0) {
				t.Fatalf("%s: %s has %d rows, terminal %v", m.ID, s, len(rows), info.Terminal)
			}
			if info.Terminal {
				return
			}
			r := rapid.SampledFrom(rows).Draw(t, "row")
			to, err := m.Next(s, r.Event)
			if err != nil || (to == s) != r.Stays(s) {
				t.Fatalf("%s: %s in %s leads to %q, %v", m.ID, r.Event, s, to, err)
			}
			s = to
		}
	})
}

func TestErrorsSayMachineStateAndEvent(t *testing.T) {
	_, err := Case.Next(Closed, Accept)
	assert.EqualError(t, err, `event "accept" is not possible in state "closed" of machine "case"`)
	_, err = Case.Next(FilingReview, "acept")
	assert.EqualError(t, err, `event "acept" does not exist in machine "case"`)
	_, err = Case.Next(FilingReview, RecordServed)
	var unknown *UnknownEventError
	require.ErrorAs(t, err, &unknown, "an event of another machine")
}

// Cases run side by side on the same tables.
func TestNextMayBeAskedFromManyGoroutines(t *testing.T) {
	done := make(chan error)
	for range 8 {
		go func() {
			var err error
			for range 500 {
				for _, r := range Case.Rows {
					if _, e := Case.Next(r.From[0], r.Event); e != nil {
						err = e
					}
				}
			}
			done <- err
		}()
	}
	for range 8 {
		require.NoError(t, <-done)
	}
}

func TestOwnerAndNames(t *testing.T) {
	m, ok := Owner(OfCase(), RecordServed)
	require.True(t, ok)
	assert.Equal(t, "delivery", m.ID)
	_, ok = Owner(OfCase(), IssueCertificate)
	assert.False(t, ok)
	assert.Equal(t, "送达", Case.StateName(Service))
	assert.Equal(t, "elsewhere", Case.StateName("elsewhere"))
	assert.Equal(t, "书记员", Clerk.Name())
	assert.Equal(t, "somebody", Role("somebody").Name())
	assert.True(t, KnownRole(Judge))
	assert.False(t, KnownRole(Clock))
	assert.False(t, KnownRole("somebody"))
}

// BenchmarkNext asks every question that the main machine's table answers.
func BenchmarkNext(b *testing.B) {
	type question struct {
		s State
		e Event
	}
	for _, m := range []*Machine{Case, Enforcement, Delivery} {
		b.Run(m.ID, func(b *testing.B) {
			var asked []question
			for _, r := range m.Rows {
				for _, s := range r.From {
					asked = append(asked, question{s, r.Event})
				}
			}
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				q := asked[i%len(asked)]
				if _, err := m.Next(q.s, q.e); err != nil {
					b.Fatal(err)
				}
				i++
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "transitions/s")
		})
	}
	b.Run("refused", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := Case.Next(Closed, Accept); err == nil {
				b.Fatal("a closed case was accepted")
			}
		}
	})
}
