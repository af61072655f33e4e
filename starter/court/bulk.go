package court

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// Bulk is one decision over a selection of cases.
type Bulk struct {
	// ID is the decision's ID in every case, so that each takes it once however
	// often it is sent. Empty makes one of the content, the selection and the
	// day: the same click on the same day is the same decision.
	ID    string          `json:"id,omitempty"`
	Keys  []string        `json:"keys"`
	Event lifecycle.Event `json:"event"`
	Role  lifecycle.Role  `json:"role"`
	Actor string          `json:"actor"`
	Data  json.RawMessage `json:"data,omitempty"`
	// Court and Division are where the sender works, as on each decision.
	Court    string `json:"court,omitempty"`
	Division string `json:"division,omitempty"`
}

// BulkOutcome is what became of one case of a bulk decision.
type BulkOutcome struct {
	Key      string            `json:"key"`
	Decision string            `json:"decision"` // its ID, to send this one again with
	Taken    bool              `json:"taken"`
	Verdict  *casefile.Verdict `json:"verdict,omitempty"`
	Problem  *Problem          `json:"problem,omitempty"` // why not
	// Err is what Problem says, for who tells others less of it; see [Outward].
	Err error `json:"-"`
}

// BulkSummary counts a bulk decision.
type BulkSummary struct {
	ID      string `json:"id"`
	Asked   int    `json:"asked"`
	Taken   int    `json:"taken"`
	Refused int    `json:"refused"` // by law, or because the case is another's
	Failed  int    `json:"failed"`  // no answer; send the same bulk again
}

// MaxBulk bounds a selection.
const MaxBulk = 1000

// bulkAtOnce bounds how many cases are asked at the same time.
const bulkAtOnce = 16

// DecideAll sends one decision to each case of a selection and reports each
// outcome in the selection's order, while it goes on. One that is refused does
// not stop the others. A key that stands twice is one case.
//
// Nudge and reassign are understood for enforcement cases too, whose own
// decisions of that kind have other names.
//
// The error is an *InputError, when nothing was sent, or the context's.
func (c *Court) DecideAll(ctx context.Context, b Bulk, report func(BulkOutcome)) (BulkSummary, error) {
	b, err := c.checkBulk(b)
	if err != nil {
		return BulkSummary{}, err
	}
	sum := BulkSummary{ID: b.ID, Asked: len(b.Keys)}
	outcomes := make([]chan BulkOutcome, len(b.Keys))
	for i := range outcomes {
		outcomes[i] = make(chan BulkOutcome, 1)
	}
	var wg sync.WaitGroup
	slots := make(chan struct{}, bulkAtOnce)
	wg.Go(func() {
		for i, key := range b.Keys {
			slots <- struct{}{}
			wg.Go(func() {
				defer func() { <-slots }()
				outcomes[i] <- c.decideOne(ctx, b, key)
			})
		}
	})
	for _, o := range outcomes {
		got := <-o
		switch {
		case got.Taken:
			sum.Taken++
		case got.Problem.Kind == KindUnreachable || got.Problem.Kind == KindNoAnswer || got.Problem.Kind == KindInterrupted || got.Problem.Kind == KindFailed:
			sum.Failed++
		default:
			sum.Refused++
		}
		report(got)
	}
	wg.Wait()
	if ctx.Err() != nil {
		return sum, fmt.Errorf("a decision on %d cases: %w", len(b.Keys), ctx.Err())
	}
	return sum, nil
}

// ofEnforcement are an enforcement case's names for a supervisor's decisions.
var ofEnforcement = map[lifecycle.Event]lifecycle.Event{
	lifecycle.Nudge:    lifecycle.NudgeOfficer,
	lifecycle.Reassign: lifecycle.ReassignOfficer,
}

func (c *Court) decideOne(ctx context.Context, b Bulk, key string) BulkOutcome {
	d := casefile.Decision{ID: b.ID, Event: b.Event, Role: b.Role, Actor: b.Actor, Data: b.Data, Court: b.Court, Division: b.Division}
	out := BulkOutcome{Key: key, Decision: d.ID}
	fail := func(err error) BulkOutcome {
		out.Problem, out.Err = ProblemOf(err), err
		return out
	}
	if ctx.Err() != nil { // its turn did not come
		return fail(fmt.Errorf("未轮到，请重发 its turn did not come, send it again: %w", context.Canceled))
	}
	if other, ok := ofEnforcement[b.Event]; ok {
		kind, err := c.kindOf(ctx, key)
		if err != nil {
			return fail(err)
		}
		if kind == casefile.KindEnforcement {
			d.Event = other
		}
	}
	if c.MayDecide != nil {
		if err := c.MayDecide(ctx, key, d); err != nil {
			return fail(err)
		}
	}
	v, err := c.Decide(ctx, key, d)
	if err != nil {
		return fail(err)
	}
	out.Taken, out.Verdict = true, &v
	return out
}

// kindOf is what a key is of, by the register; a case when that does not know
// it yet.
func (c *Court) kindOf(ctx context.Context, key string) (casefile.Kind, error) {
	if c.Register == nil {
		return casefile.KindCase, nil
	}
	held, err := c.Register.Find(ctx, key)
	switch {
	case errors.Is(err, ErrNotRegistered), errors.Is(err, ErrNoRegister):
		return casefile.KindCase, nil
	case err != nil:
		return "", registerError("find "+key, err)
	}
	return held.Kind, nil
}

// Nudge is a bulk decision that presses cases on (督办).
func Nudge(keys []string, role lifecycle.Role, actor, reason string) Bulk {
	data, _ := json.Marshal(casefile.ReasonForm{Reason: reason}) // a text cannot fail
	return Bulk{Keys: keys, Event: lifecycle.Nudge, Role: role, Actor: actor, Data: data}
}

// Reassign is a bulk decision that gives cases to another judge or officer.
func Reassign(keys []string, role lifecycle.Role, actor string, form casefile.AssignForm) Bulk {
	data, _ := json.Marshal(form) // texts cannot fail
	return Bulk{Keys: keys, Event: lifecycle.Reassign, Role: role, Actor: actor, Data: data}
}

// ApproveExtension is a bulk decision that grants the extensions that judges
// asked for (批准延长审限); cases without a request refuse it.
func ApproveExtension(keys []string, role lifecycle.Role, actor, reason string) Bulk {
	data, _ := json.Marshal(casefile.ReasonForm{Reason: reason})
	return Bulk{Keys: keys, Event: lifecycle.GrantExtension, Role: role, Actor: actor, Data: data}
}

// checkBulk finds what is wrong with a bulk decision, and completes it.
func (c *Court) checkBulk(b Bulk) (Bulk, error) {
	e := &InputError{What: "批量决定有误 the bulk decision is wrong"}
	var keys []string
	seen := map[string]bool{}
	for i, k := range b.Keys {
		if err := checkKey(k); err != nil {
			e.Faults.Add(fmt.Sprintf("keys[%d]", i), "案件标识 a case's key", "案件的标识，不是“%[1]s” a key, not “%[1]s”", clipped(k))
			continue
		}
		if !seen[k] {
			seen[k] = true
			keys = append(keys, k)
		}
	}
	if len(b.Keys) == 0 || len(b.Keys) > MaxBulk {
		e.Faults.Add("keys", "选中的案件 the cases chosen", "1至%[1]d件 1 to %[1]d", MaxBulk)
	}
	b.Keys = keys
	if b.ID == "" {
		b.ID = c.bulkID(b)
	}
	d := casefile.Decision{ID: b.ID, Event: b.Event, Role: b.Role, Actor: b.Actor, Data: b.Data}
	e.Faults = append(e.Faults, d.Check()...)
	if len(e.Faults) > 0 {
		return b, e
	}
	return b, nil
}

// bulkID is the same for the same decision on the same cases on the same day.
func (c *Court) bulkID(b Bulk) string {
	keys := slices.Sorted(slices.Values(b.Keys))
	sum := sha256.New()
	_, _ = fmt.Fprintf(sum, "%s\x00%s\x00%q", c.today(), contentDigest(casefile.Decision{Event: b.Event, Role: b.Role, Actor: b.Actor, Data: b.Data}), keys)
	return fmt.Sprintf("bulk-%s-%s", c.today(), hex.EncodeToString(sum.Sum(nil)[:8]))
}
