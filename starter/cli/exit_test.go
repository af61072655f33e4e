package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/stretchr/testify/require"
	"go.temporal.io/api/serviceerror"

	"luxing/starter/court"
	"luxing/starter/training"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// failures are the errors that a court can answer with, and their exit codes.
var failures = []struct {
	name string
	err  error
	code int
	kind court.Kind
}{
	{"bad input", &court.InputError{What: "x", Faults: casefile.Faults{{Field: "key", Rule: "r", Want: "w"}}}, ExitBadInput, court.KindBadInput},
	{"refused", &court.RefusedError{Refusal: casefile.Refusal{Code: casefile.UnlawfulNow, Message: "不合法 unlawful", Article: "民事诉讼法第126条", State: "trial", Lawful: nil}}, ExitRefused, court.KindRefused},
	{"wrong role", &court.RefusedError{Refusal: casefile.Refusal{Code: casefile.WrongRole, Message: "m"}}, ExitRefused, court.KindRefused},
	{"another's case", &court.RefusedError{Refusal: casefile.Refusal{Code: casefile.NotYourCase, Message: "m"}}, ExitRefused, court.KindRefused},
	{"condition missing", &court.RefusedError{Refusal: casefile.Refusal{Code: casefile.GuardFailed, Message: "m"}}, ExitRefused, court.KindRefused},
	{"too late", &court.RefusedError{Refusal: casefile.Refusal{Code: casefile.TooLate, Message: "m"}}, ExitRefused, court.KindRefused},
	{"a new code", &court.RefusedError{Refusal: casefile.Refusal{Code: "brand_new", Message: "m"}}, ExitRefused, court.KindRefused},
	{"unknown event", &court.RefusedError{Refusal: casefile.Refusal{Code: casefile.UnknownEvent, Message: "m"}}, ExitBadInput, court.KindBadInput},
	{"no such target", &court.RefusedError{Refusal: casefile.Refusal{Code: casefile.NoSuchTrack, Message: "m"}}, ExitBadInput, court.KindBadInput},
	{"ID reused", &court.RefusedError{Refusal: casefile.Refusal{Code: casefile.IDReused, Message: "m"}}, ExitBadInput, court.KindBadInput},
	{"malformed data", &court.RefusedError{Refusal: casefile.Refusal{Code: casefile.BadInput, Message: "m", Faults: casefile.Faults{{Field: "data.on", Rule: "r", Want: "w"}}}}, ExitBadInput, court.KindBadInput},
	{"not found", &court.NotFoundError{What: "案件 case", ID: "nb-1", Near: []string{"nb-2"}}, ExitNotFound, court.KindNotFound},
	{"unreachable", &court.UnreachableError{What: "Temporal x", Err: errors.New("refused")}, ExitUnreachable, court.KindUnreachable},
	{"no answer", &court.NoAnswerError{Key: "nb-1", Decision: "d-1", Err: errors.New("late")}, ExitFailed, court.KindNoAnswer},
	{"interrupted", fmt.Errorf("ask: %w", context.Canceled), ExitFailed, court.KindInterrupted},
	{"failed", errors.New("boom"), ExitFailed, court.KindFailed},
}

func TestEveryFailureHasItsExitCodeOnEveryCommand(t *testing.T) {
	commands := [][]string{
		{"case", "show", "nb-1"},
		{"case", "lawful", "nb-1", "--as", "judge"},
		{"case", "decide", "nb-1", "accept", "--as", "judge:j-1"},
		{"case", "decide", "nb-1", "accept", "--as", "judge:j-1", "--async"},
		{"case", "explain", "nb-1"},
		{"case", "list"},
		{"case", "timeline", "nb-1"},
		{"case", "deadlines", "nb-1"},
		{"stuck"},
		{"stuck", "--csv"},
		{"figures"},
		{"figures", "public-notice", "--cases"},
		{"digest"},
		{"bulk", "nudge", "nb-1", "--as", "president:P1", "--reason", "r"},
		{"documents", "list", "nb-1"},
		{"documents", "get", "nb-1/x/D1/1", "--out", "-"},
		{"certificate", "apply", "nb-1", "--party", "D1"},
		{"training", "advance", "nb-1", "--next"},
	}
	for _, f := range failures {
		for _, args := range commands {
			t.Run(f.name+"/"+strings.Join(args, " "), func(t *testing.T) {
				people := line(t, &clerkDesk{err: f.err}, "", args...)
				require.Equal(t, f.code, people.code, people.err)
				require.Empty(t, people.out, "errors go to stderr")
				require.NotEmpty(t, people.err)

				if slices.Contains(args, "--csv") {
					return // is one form, and --json the other
				}
				programs := line(t, &clerkDesk{err: f.err}, "", append(args, "--json")...)
				require.Equal(t, f.code, programs.code)
				require.Empty(t, programs.out)
				var p struct {
					court.Problem
					Exit int `json:"exit"`
				}
				require.NoError(t, json.Unmarshal([]byte(programs.err), &p), programs.err)
				require.Equal(t, f.kind, p.Kind)
				require.Equal(t, f.code, p.Exit)
				require.Equal(t, "urn:luxing:problem:"+string(f.kind), p.Type)
				require.NotZero(t, p.Status)
				require.NotEmpty(t, p.Detail)
			})
		}
	}
}

func TestProblemsCarryAllFaults(t *testing.T) {
	d := &clerkDesk{err: &court.RefusedError{Key: "nb-1", Decision: "d-1", Refusal: casefile.Refusal{
		Code: casefile.BadInput, Message: "m", State: "trial", Lawful: []lifecycle.Event{"withdraw", "stay"},
		Faults: casefile.Faults{{Field: "data.on", Rule: "必填", Want: "a day"}, {Field: "data.party", Rule: "必填", Want: "an ID"}},
	}}}
	people := line(t, d, "", "case", "decide", "nb-1", "withdraw", "--as", "judge:j-1")
	for _, want := range []string{"data.on", "data.party", "a day", "an ID", "准予撤诉 withdraw", "审理 trial", "d-1"} {
		require.Contains(t, people.err, want)
	}
	programs := line(t, d, "", "case", "decide", "nb-1", "withdraw", "--as", "judge:j-1", "--json")
	var p court.Problem
	require.NoError(t, json.Unmarshal([]byte(programs.err), &p))
	require.Len(t, p.Faults, 2)
	require.Equal(t, "d-1", p.Decision)
	require.Len(t, p.Lawful, 2)
}

func TestWrongUsageIsBadInput(t *testing.T) {
	for _, args := range [][]string{
		{"nope"},
		{"case", "nope"},
		{"case", "show"},
		{"case", "show", "a", "b"},
		{"case", "show", "a", "--nope"},
		{"case", "file"},
		{"case", "file", "no-such-file.json"},
		{"case", "file", "."},
		{"case", "file", "-", "-"},
		{"case", "lawful", "nb-1"},
		{"case", "lawful", "nb-1", "--as", "king"},
		{"case", "decide", "nb-1", "accept"},
		{"case", "decide", "nb-1", "--as", "judge:j-1"},
		{"case", "decide", "nb-1", "accept", "--as", "judge"},
		{"case", "decide", "nb-1", "accept", "--as", "judge:"},
		{"case", "decide", "nb-1", "accept", "--as", "judge:j-1", "--data", "{"},
		{"case", "decide", "nb-1", "accept", "--as", "judge:j-1", "--data", "@no-such-file"},
		{"case", "list", "extra"},
		{"case", "list", "--due-before", "tomorrow"},
		{"case", "list", "--limit", "0"},
		{"case", "list", "--limit", "x"},
		{"documents", "get", "x"},
		{"documents", "get", "x", "--out", ""},
		{"certificate", "apply", "nb-1"},
		{"certificate", "apply", "nb-1", "--party", ""},
		{"training", "advance", "nb-1"},
		{"training", "advance", "nb-1", "--days", "3", "--next"},
		{"training", "advance", "nb-1", "--days", "0"},
		{"training", "advance", "nb-1", "--days", "999999"},
		{"law", "nope"},
		{"law", "fee", "--nope"},
		{"--timeout", "0s", "version"},
		{"version", "extra"},
	} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			r := line(t, &clerkDesk{}, "", args...)
			require.Equal(t, ExitBadInput, r.code, r.err)
			require.Empty(t, r.out)
			require.NotEmpty(t, r.err)
			j := line(t, &clerkDesk{}, "", append(args, "--json")...)
			require.Equal(t, ExitBadInput, j.code)
			require.True(t, json.Valid([]byte(j.err)), j.err)
		})
	}
}

func TestHelpIsThereForEveryCommand(t *testing.T) {
	a := &app{IO: IO{Env: func(string) string { return "" }}}
	var walk func(path []string, c *cobra.Command)
	walk = func(path []string, c *cobra.Command) {
		if c.Name() != "law" { // its own package's to test
			for _, sub := range c.Commands() {
				walk(append(path, sub.Name()), sub)
			}
		}
		if len(path) == 0 || path[0] == "help" || path[0] == "completion" || path[0] == "law" {
			return
		}
		t.Run(strings.Join(path, " "), func(t *testing.T) {
			r := line(t, &clerkDesk{}, "", append(path, "--help")...)
			require.Equal(t, ExitDone, r.code)
			require.Contains(t, r.out, "用法 usage:")
			require.NotEmpty(t, c.Short)
			require.NotEmpty(t, c.Long)
			if !c.HasSubCommands() {
				require.NotEmpty(t, c.Example)
				require.Contains(t, c.Example, "starter ")
			}
		})
	}
	walk(nil, a.root())
}

// clock moves as the test says.
type clock struct {
	result training.Result
	timer  training.Timer
	found  bool
	err    error
	to     time.Time
	by     time.Duration
}

func (c *clock) Advance(_ context.Context, _ string, d time.Duration) (training.Result, error) {
	c.by = d
	return c.result, c.err
}

func (c *clock) AdvanceTo(_ context.Context, _ string, at time.Time) (training.Result, error) {
	c.to = at
	return c.result, c.err
}

func (c *clock) NextTimer(context.Context, string) (training.Timer, bool, error) {
	return c.timer, c.found, c.err
}

func TestTrainingAdvanceMovesTheClock(t *testing.T) {
	at := time.Date(2022, 4, 1, 0, 0, 0, 0, time.UTC)
	seen := court.Seen{View: casefile.View{Sentence: "等待承办法官"}}
	t.Run("days", func(t *testing.T) {
		c := &clock{result: training.Result{Outcome: training.Reached, Now: at, Target: at, Steps: 2}}
		r := lineWith(t, Wiring{desk: &clerkDesk{seen: seen}, mover: c}, "", "training", "advance", "nb-1", "--days", "30")
		require.Equal(t, ExitDone, r.code, r.err)
		require.Equal(t, 30*24*time.Hour, c.by)
		require.Contains(t, r.out, "已到达 reached")
		require.Contains(t, r.out, "2022-04-01 08:00")
		require.Contains(t, r.out, "等待承办法官")
	})
	t.Run("next", func(t *testing.T) {
		c := &clock{found: true, timer: training.Timer{FiresAt: at}, result: training.Result{Outcome: training.Ended, Now: at}}
		r := lineWith(t, Wiring{desk: &clerkDesk{seen: seen}, mover: c}, "", "training", "advance", "nb-1", "--next", "--json")
		require.Equal(t, ExitDone, r.code, r.err)
		require.Equal(t, at, c.to)
		require.Contains(t, r.out, `"outcome": "ended"`)
	})
	for _, x := range []struct {
		name string
		c    *clock
		code int
	}{
		{"nothing ahead", &clock{}, ExitFailed},
		{"blocked", &clock{found: true, result: training.Result{Outcome: training.Blocked, Waiting: []string{"an activity"}}}, ExitFailed},
		{"not for training", &clock{err: training.ErrNotTraining}, ExitFailed},
		{"no such case", &clock{err: serviceerror.NewNotFound("x")}, ExitNotFound},
	} {
		t.Run(x.name, func(t *testing.T) {
			r := lineWith(t, Wiring{desk: &clerkDesk{}, mover: x.c}, "", "training", "advance", "nb-1", "--next")
			require.Equal(t, x.code, r.code)
		})
	}
}
