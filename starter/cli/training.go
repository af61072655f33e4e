package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"
	"go.temporal.io/api/serviceerror"

	"luxing/starter/court"
	"luxing/starter/training"
)

// mover moves a case's clock; it is training.Client but for tests.
type mover interface {
	Advance(ctx context.Context, key string, d time.Duration) (training.Result, error)
	AdvanceTo(ctx context.Context, key string, target time.Time) (training.Result, error)
	NextTimer(ctx context.Context, key string) (training.Timer, bool, error)
}

// moved is what training advance prints with --json.
type moved struct {
	Key     string    `json:"key"`
	Outcome string    `json:"outcome"` // reached, ended or blocked
	Now     time.Time `json:"now"`     // the case's clock
	Target  time.Time `json:"target"`
	Steps   int       `json:"steps"`
	Waiting []string  `json:"waiting,omitempty"` // what a blocked case waits for
	// Sentence is what the case waits for now.
	Sentence string `json:"sentence,omitempty"`
}

// maxAdvance is the longest move in days: the five years of an enforcement
// ended for now, and then some.
const maxAdvance = 3660

func (a *app) trainingAdvance() *cobra.Command {
	var days int
	var next bool
	cmd := &cobra.Command{
		Use:   "advance KEY --days N|--next",
		Short: "拨快案件时钟 move a case's clock",
		Long: `只在演练服务器上：把一个案件的时钟拨快若干日，或拨到下一个期限。途中到期的期限依次生效。

On a training server only: moves one case's clock forward by so many days, or to
the next thing it has a timer for. What falls due on the way happens in order.
Each execution has a clock of its own: the enforcement (KEY-zhi) is moved by
itself. A clock never goes back.`,
		Example: "  starter training advance nb-2019-0001 --days 30\n  starter training advance nb-2019-0001 --next",
		Args:    words([]string{"KEY"}),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case next == cmd.Flags().Changed("days"):
				return a.usage(cmd, "--days N 和 --next 二选一: one of --days and --next")
			case !next && (days < 1 || days > maxAdvance):
				return a.usage(cmd, "--days: 1 to %d", maxAdvance)
			}
			d, err := a.court(cmd.Context())
			if err != nil {
				return wrapCommand(err)
			}
			return wrapCommand(a.advance(cmd.Context(), d, args[0], days, next))
		},
	}
	cmd.Flags().IntVar(&days, "days", 0, "拨快的日数 how many days")
	cmd.Flags().BoolVar(&next, "next", false, "拨到下一个期限 to the next timer")
	return cmd
}

func (a *app) advance(ctx context.Context, d desk, key string, days int, next bool) error {
	if err := d.Health(ctx); err != nil {
		return err
	}
	m := a.mover()
	var result training.Result
	var err error
	if next {
		timer, found, lookErr := m.NextTimer(ctx, key)
		switch {
		case lookErr != nil:
			err = lookErr
		case !found:
			return fmt.Errorf("案件 %s 没有定时的事项 nothing is timed in the case: it has ended, or waits for people alone", key)
		default:
			result, err = m.AdvanceTo(ctx, key, timer.FiresAt)
		}
	} else {
		result, err = m.Advance(ctx, key, time.Duration(days)*24*time.Hour)
	}
	var missing *serviceerror.NotFound
	switch {
	case errors.As(err, &missing):
		return &court.NotFoundError{What: "案件 case", ID: key}
	case errors.Is(err, training.ErrNotTraining):
		return fmt.Errorf("不是演练服务器，时钟不能拨动: %w", err)
	case err != nil:
		return err
	}
	out := moved{Key: key, Outcome: result.Outcome.String(), Now: result.Now, Target: result.Target, Steps: result.Steps, Waiting: result.Waiting}
	if seen, err := d.View(ctx, key); err == nil {
		out.Sentence = seen.Sentence
	}
	if err := a.emit(out, func(w *page) { writeMoved(w, out) }); err != nil {
		return err
	}
	if result.Outcome == training.Blocked {
		return &exitError{ExitFailed}
	}
	return nil
}

var outcomes = map[training.Outcome]struct {
	name  string
	style style
}{
	training.Reached: {"已到达 reached", green},
	training.Ended:   {"案件已在途中结束 the case ended on the way", green},
	training.Blocked: {"停住 blocked", alarm},
}

func writeMoved(w *page, m moved) {
	for o, look := range outcomes {
		if o.String() == m.Outcome {
			w.line(hue(bold, m.Key), txt("  "), hue(look.style, look.name), txt("  "+moment(m.Now)), hue(dim, fmt.Sprintf("  经 %d 步 steps", m.Steps)))
		}
	}
	for _, s := range m.Waiting {
		w.text("  ", yellow, "等待 waits for: "+s)
	}
	if m.Sentence != "" {
		w.text("▶ ", bold, m.Sentence)
	}
}
