package docket

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.temporal.io/api/serviceerror"

	"luxing/activities/register"
	"luxing/starter/court"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
)

// What a family shares with the rest of the court, and with other systems.

// maxBatches bounds how many periods of a list are looked at for one that has no
// batch yet: a folder in which the docket was played so often is full.
const maxBatches = 40

// beginList begins a batch of the integrity list of the court, in the first of
// its periods that has none: one of an earlier play stays as it is. The batch
// joins the family; its candidates are the court's, whosever they are.
func (l *life) beginList(ctx context.Context) error {
	if err := l.family.rest(ctx); err != nil {
		return err
	}
	code := l.filings[OnCase].Court
	months, _ := l.Court.Policy.Length("integrity-list-batch")
	for range maxBatches {
		period := casefile.ListPeriod(l.family.today(), months)
		key := casefile.ListKey(code, period)
		begun, err := l.exists(ctx, key)
		if err != nil {
			return err
		}
		if !begun {
			l.family.list = key
			return l.apply(ctx, OnList, func(desk *court.Court) error {
				_, err := desk.BeginList(ctx, code)
				return err
			})
		}
		next := l.family.today()
		for casefile.ListPeriod(next, months) == period {
			next = firstOfNextMonth(next)
		}
		if err := l.family.moveTo(ctx, l.table.NextWorkday(next).Start().Add(officeHour)); err != nil {
			return err
		}
	}
	return fmt.Errorf("the next %d periods of the list of %s have a batch each", maxBatches, code)
}

func firstOfNextMonth(d calendar.Date) calendar.Date {
	next := calendar.NewDate(d.Year(), d.Month(), 1).AddDays(31)
	return calendar.NewDate(next.Year(), next.Month(), 1)
}

// exists reports whether a workflow was ever begun under a key.
func (l *life) exists(ctx context.Context, key string) (found bool, err error) {
	err = l.persist(ctx, func() error {
		_, err := l.Temporal.DescribeWorkflowExecution(ctx, key, "")
		var none *serviceerror.NotFound
		if errors.As(err, &none) {
			found = false
			return nil
		}
		found = err == nil
		return err
	})
	return found, err
}

// How long receivers may take, and how often they are asked about.
const (
	deliveredWithin = 30 * time.Second
	deliveredEvery  = 100 * time.Millisecond
)

// undelivered waits for a workflow's messages to be taken by every receiver, and
// says which were not.
func (l *life) undelivered(ctx context.Context, v *casefile.View, want map[string]int) ([]string, error) {
	if l.Outbox == nil {
		return []string{"delivered: there is no outbox to look into"}, nil
	}
	var missing []string
	for _, typ := range sortedKeys(want) {
		taken, sent := 0, 0
		for deadline := time.Now().Add(deliveredWithin); ; {
			var err error
			if taken, sent, err = l.delivered(ctx, v, typ); err != nil {
				return nil, err
			}
			if taken == sent && sent >= want[typ] || time.Now().After(deadline) {
				break
			}
			select {
			case <-ctx.Done():
				return nil, ctx.Err()
			case <-time.After(deliveredEvery):
			}
		}
		if taken != want[typ] || sent != want[typ] {
			missing = append(missing, fmt.Sprintf("delivered: %d of %d messages %s, want %d", taken, sent, typ, want[typ]))
		}
	}
	return missing, nil
}

// delivered counts a workflow's messages of a type, and those that every
// receiver, of whom there is one at least, has taken.
func (l *life) delivered(ctx context.Context, v *casefile.View, typ string) (taken, sent int, err error) {
	f := register.OutboxFilter{Case: v.Row.Case, Type: typ}
	for {
		page, err := l.Outbox.Outbox(ctx, f)
		if err != nil {
			return 0, 0, err
		}
		for _, m := range page.Messages {
			if m.Key != v.Key {
				continue
			}
			sent++
			all := len(m.Receipts) > 0
			for _, r := range m.Receipts {
				all = all && r.State == register.Delivered
			}
			if all {
				taken++
			}
		}
		if page.Next == "" {
			return taken, sent, nil
		}
		f.Cursor = page.Next
	}
}
