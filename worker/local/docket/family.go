package docket

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"luxing/starter/court"
	"luxing/starter/training"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
)

// officeHour is when people begin to work on a day: after the reminders that
// go out at nine, so that a moved clock has sent them.
const officeHour = 10 * time.Hour

// family is a case with the workflows linked to it. Each execution has a clock
// of its own on the server, and the family keeps them together: the clock of
// all is the latest of any.
type family struct {
	p       *Player
	key     string  // of the case
	list    string  // the key of the court's list, once it was begun
	places  []Place // in the order in which they were started
	now     time.Time
	ended   map[Place]bool
	unread  map[Place]bool // changed since its view was read
	views   map[Place]*casefile.View
	restful bool // everything that was due has been worked off
}

// newFamily is a family of the cases that were filed.
func newFamily(p *Player, key string, beside []Place) *family {
	return &family{p: p, key: key, places: append([]Place{OnCase}, beside...), ended: map[Place]bool{}, unread: map[Place]bool{}, views: map[Place]*casefile.View{}}
}

// keyOf is the key under which a member is played.
func (f *family) keyOf(p Place) string {
	if p == OnList {
		return f.list
	}
	return p.Key(f.key)
}

func (f *family) has(p Place) bool {
	for _, x := range f.places {
		if x == p {
			return true
		}
	}
	return false
}

func (f *family) today() calendar.Date { return calendar.Of(f.now) }

// join takes a workflow into the family and brings its clock to the others'.
func (f *family) join(ctx context.Context, p Place) error {
	if f.has(p) {
		return nil
	}
	f.places = append(f.places, p)
	return f.moveOne(ctx, p, f.now)
}

// moved is the answer of a move, as far as the family needs it.
func (f *family) note(p Place, r training.Result) {
	f.unread[p] = true
	if r.Outcome == training.Ended {
		f.ended[p] = true
	}
	if r.Now.After(f.now) {
		f.now = r.Now
	}
}

// moveOne moves one clock, and waits until what came due is worked off. A
// target in the past, or none, only waits.
func (f *family) moveOne(ctx context.Context, p Place, target time.Time) error {
	if f.ended[p] {
		return nil
	}
	key := f.keyOf(p)
	return f.p.persist(ctx, func() error {
		move := f.p.Clock.AdvanceTo
		if target.IsZero() {
			move = func(ctx context.Context, key string, _ time.Time) (training.Result, error) {
				return f.p.Clock.Settle(ctx, key)
			}
		}
		r, err := move(ctx, key, target)
		if err != nil {
			return err
		}
		if r.Outcome == training.Blocked {
			return &blockedError{key: key, result: r}
		}
		f.note(p, r)
		return nil
	})
}

// blockedError says that a clock could not be moved because work in flight
// made no progress.
type blockedError struct {
	key    string
	result training.Result
}

func (e *blockedError) Error() string {
	return fmt.Sprintf("the clock of %s cannot be moved: %v", e.key, e.result.Waiting)
}

// moveTo moves every clock of the family.
func (f *family) moveTo(ctx context.Context, target time.Time) error {
	if target.Before(f.now) {
		target = f.now
	}
	for _, p := range f.places {
		if err := f.moveOne(ctx, p, target); err != nil {
			return err
		}
	}
	if target.After(f.now) { // time passes also when every member has ended
		f.now = target
	}
	f.restful = true
	return f.settle(ctx)
}

// settle waits until the whole family is at rest and takes in what it has
// started. What one member tells another is worked off as well: the member
// that was told is waited for after the one that told it.
func (f *family) settle(ctx context.Context) error {
	for {
		for _, p := range f.places {
			if err := f.moveOne(ctx, p, time.Time{}); err != nil {
				return err
			}
		}
		grown := false
		for _, from := range slices.Clone(f.places) {
			if !from.isCase() {
				continue
			}
			v, err := f.view(ctx, from)
			if err != nil {
				return err
			}
			for _, l := range v.Links {
				place, ok := f.placeOf(from, l)
				if !ok || f.has(place) {
					continue
				}
				grown = true
				if err := f.join(ctx, place); err != nil {
					return err
				}
			}
		}
		if !grown {
			f.restful = true
			return nil
		}
	}
}

// placeOf is the place of what a civil case of the family started: its
// enforcement, or a case carved out of it.
func (f *family) placeOf(from Place, l casefile.Link) (Place, bool) {
	if l.Kind != casefile.KindEnforcement && l.Kind != casefile.KindCase {
		return "", false
	}
	for _, p := range []Place{OnEnforcement, OnEnforcement + "-2", OnEnforcement + "-3", OnEnforcement + "-4", "part-1", "part-2", "severed-1", "severed-2"} {
		if p = p.in(from); p.valid() && p.Key(f.key) == l.Key {
			return p, true
		}
	}
	return "", false
}

// decided notes that a decision was taken: the family is not at rest.
func (f *family) decided(p Place) {
	f.unread[p], f.unread[OnCase], f.restful = true, true, false
	for _, x := range f.places { // a decision can be told to any member
		f.unread[x] = true
	}
}

// rest settles the family unless it is at rest.
func (f *family) rest(ctx context.Context) error {
	if f.restful {
		return nil
	}
	return f.settle(ctx)
}

// view asks a member for its view, as of the family's clock.
func (f *family) view(ctx context.Context, p Place) (*casefile.View, error) {
	if v := f.views[p]; v != nil && !f.unread[p] {
		return v, nil
	}
	var v casefile.View
	// The family's court lives in the family's time: what is owed is owed today.
	desk := *f.p.Court
	desk.Now = func() time.Time { return f.now }
	err := f.p.persist(ctx, func() error {
		seen, err := desk.View(ctx, f.keyOf(p))
		if err == nil && seen.Source != court.FromCase {
			err = &court.NoAnswerError{Key: f.keyOf(p), Err: errors.New(seen.Missing)}
		}
		v = seen.View
		return err
	})
	if err != nil {
		return nil, err
	}
	f.views[p], f.unread[p] = &v, false
	return &v, nil
}
