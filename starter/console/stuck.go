package console

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/a-h/templ"
	"github.com/google/uuid"
	"go.uber.org/zap"

	"luxing/activities/register"
	"luxing/starter/access"
	"luxing/starter/court"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// board is one page of the stuck cases.
type board struct {
	Filter court.BoardFilter
	court.Board
	// Batch makes the decisions of one sending of this page one decision each,
	// however often the page is sent.
	Batch    string
	Outcomes []outcome
	Deed     string
	Faults   map[string]string // what is wrong with the bulk form, by field
	Typed    map[string]string
	Chosen   []string
	// Officials are those whom a case can be handed to, as the roster has them.
	Officials []register.Official
}

// wrong ties a field of the bulk form to what is wrong with it.
func (b *board) wrong(field string) templ.Attributes {
	if b.Faults[field] == "" {
		return nil
	}
	return templ.Attributes{"aria-invalid": "true", "aria-describedby": "fault-" + field}
}

// outcome is what became of one case of a bulk action.
type outcome struct {
	Key     string
	Number  string
	Taken   bool
	Message string
	Article string
	// Open says that it is not known: the case did not answer, or its turn did
	// not come in time.
	Open bool
}

// stuck is the board of stuck cases.
func (c *Console) stuck(p *page) error {
	b, err := c.readBoard(p)
	if err != nil {
		return err
	}
	return p.show(http.StatusOK, stuckPage(p, b))
}

// boardFilter reads the filter, narrowed to what the person may look at.
func (c *Console) boardFilter(p *page, a lifecycle.Action) (court.BoardFilter, error) {
	f := court.BoardFilter{
		Court: p.query("court"), Division: p.query("division"), Judge: p.query("judge"),
		Phase: lifecycle.State(p.query("phase")), Alert: casefile.Alert(p.query("alert")), Reason: casefile.StuckReason(p.query("reason")),
		Cursor: p.query("after"), Limit: rowsOnPage,
	}
	s, err := c.Cases.Narrow(p.r.Context(), a, access.Scope{Court: f.Court, Division: f.Division, Judge: f.Judge})
	f.Court, f.Division, f.Judge = s.Court, s.Division, s.Judge
	return f, err
}

func (c *Console) readBoard(p *page) (*board, error) {
	f, err := c.boardFilter(p, lifecycle.ToList)
	if err != nil {
		return nil, err
	}
	b := &board{Batch: uuid.NewString(), Filter: f}
	if b.Board, err = c.Boards.Board(p.r.Context(), f); err != nil {
		return nil, err
	}
	p.people = b.Board.People
	if p.May(lifecycle.ToBulk) {
		b.Officials = p.takers(f.Court)
	}
	p.Nav, p.Title = "stuck", p.T("stuck.title")
	return b, nil
}

// mostOfficials bounds the officials that a page offers: more than a court has.
const mostOfficials = 1_000

// takers are those who are active at the court that the board is narrowed to, or
// at any for who may act in every court, and hear or enforce cases; those of the
// person's own division first. Without a roster there are none, and an ID can be
// typed all the same.
func (p *page) takers(court string) []register.Official {
	if p.Names == nil {
		return nil
	}
	all, err := p.Names.Roster(p.r.Context(), register.RosterFilter{Court: court, Active: true})
	if err != nil {
		p.Log.Warn("the roster does not answer", zap.Error(err))
		return nil
	}
	all = slices.DeleteFunc(all, func(o register.Official) bool {
		return !slices.Contains(o.Roles, lifecycle.Judge) && !slices.Contains(o.Roles, lifecycle.EnforcementJudge)
	})
	slices.SortStableFunc(all, func(a, b register.Official) int {
		return cmp.Compare(btoi(a.Division != p.Who.Division), btoi(b.Division != p.Who.Division))
	})
	return all[:min(len(all), mostOfficials)]
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// taker says of somebody to hand a case to who it is, beside the ID.
func (p *page) taker(o register.Official) string {
	of := p.Lang.roles(o.Roles)
	if o.Division != "" {
		of = o.Division + " " + of
	}
	return p.T("bulk.official", o.Name, of)
}

// deed is what a supervisor can do to many cases at once: the event for a civil
// case and the one for an enforcement.
type deed struct {
	name        string
	civil       lifecycle.Event
	enforcement lifecycle.Event
	to          bool // it needs somebody to hand the case to
}

var deeds = []deed{
	{"nudge", lifecycle.Nudge, lifecycle.NudgeOfficer, false},
	{"reassign", lifecycle.Reassign, lifecycle.ReassignOfficer, true},
	{"extend", lifecycle.GrantExtension, lifecycle.ExtendEnforcement, false},
}

const (
	// mostAtOnce bounds a bulk action: what one page of the board shows.
	mostAtOnce = 200
	// spare is what of a request's time is kept for showing what was done in it.
	spare = 5 * time.Second
	// sideBySide is how many of its cases are decided on at the same time.
	sideBySide = 8
)

// bulk does one thing to each chosen case and reports what became of each.
func (c *Console) bulk(p *page) error {
	p.r.Body = http.MaxBytesReader(p.w, p.r.Body, maxForm)
	if err := p.r.ParseForm(); err != nil {
		return fmt.Errorf("read the form: %w", err)
	}
	b, err := c.readBoard(p)
	if err != nil {
		return err
	}
	sent := p.r.PostForm
	b.Deed, b.Chosen = sent.Get("deed"), sent["case"]
	b.Typed = map[string]string{"reason": strings.TrimSpace(sent.Get("reason")), "to": strings.TrimSpace(sent.Get("to"))}
	b.Faults = map[string]string{}
	i := slices.IndexFunc(deeds, func(d deed) bool {
		return d.name == b.Deed
	})
	if i < 0 {
		b.Faults["deed"] = p.T("bulk.fault.deed")
	}
	if len(b.Chosen) == 0 {
		b.Faults["case"] = p.T("bulk.fault.case")
	}
	if len(b.Chosen) > mostAtOnce {
		b.Faults["case"] = p.T("bulk.fault.many", mostAtOnce)
	}
	if b.Typed["reason"] == "" {
		b.Faults["reason"] = p.T("bulk.fault.reason")
	}
	if i >= 0 && deeds[i].to && b.Typed["to"] == "" {
		b.Faults["to"] = p.T("bulk.fault.to")
	}
	if len(b.Faults) > 0 {
		return p.show(http.StatusUnprocessableEntity, stuckPage(p, b))
	}
	batch := sent.Get("batch")
	ctx, cancel := spared(p.r.Context())
	defer cancel()
	b.Outcomes = each(ctx, b.Chosen, func(ctx context.Context, key string) outcome {
		return c.one(ctx, p, key, deeds[i].civil, deeds[i].enforcement, batch, b.Typed)
	})
	b.Chosen = nil
	for _, o := range b.Outcomes {
		if o.Open {
			b.Chosen = append(b.Chosen, o.Key)
		}
	}
	// The board as it stands after what was done. What is open stays chosen, and
	// sent again it is the same decision.
	if again, err := c.readBoard(p); err == nil {
		b.Board = again.Board
	}
	if len(b.Chosen) > 0 {
		b.Batch = batch
	}
	return p.show(http.StatusOK, stuckPage(p, b))
}

// spared is the time of a request without what it takes to show what was done.
func spared(ctx context.Context) (context.Context, context.CancelFunc) {
	until, bounded := ctx.Deadline()
	if !bounded {
		return context.WithCancel(ctx)
	}
	return context.WithDeadline(ctx, until.Add(-min(spare, time.Until(until)/4)))
}

// one does the deed to one case.
func (c *Console) one(ctx context.Context, p *page, key string, civil, enforcement lifecycle.Event, batch string, typed map[string]string) outcome {
	o := outcome{Key: key, Number: key}
	w, err := c.Register.Find(ctx, key)
	if ctx.Err() != nil { // its turn did not come
		o.Message, o.Open = p.T("refused.silent.help"), true
		return o
	}
	if err != nil {
		o.Message = p.T("bulk.missing")
		return o
	}
	o.Number = number(key, w.Row)
	event := civil
	switch w.Kind {
	case casefile.KindCase:
	case casefile.KindEnforcement:
		event = enforcement
	default:
		o.Message = p.T("bulk.other", p.T("kind."+string(w.Kind)))
		return o
	}
	body := map[string]string{"reason": typed["reason"]}
	if typed["to"] != "" && (event == lifecycle.Reassign || event == lifecycle.ReassignOfficer) {
		body["to"] = typed["to"]
	}
	raw, err := json.Marshal(body)
	if err != nil {
		o.Message = err.Error()
		return o
	}
	// The page's mark and the case make the ID, so that a page sent twice
	// decides once, and one sent with another reason is another decision.
	sum := sha256.Sum256([]byte(batch + "\x00" + key + "\x00" + string(event) + "\x00" + string(raw)))
	id := "bulk-" + string(event) + "-" + hex.EncodeToString(sum[:12])
	verdict, _, err := c.Cases.Decide(ctx, key, access.Order{ID: id, Event: event, Data: raw})
	if err != nil {
		problem := court.ProblemOf(err)
		o.Message, o.Article = p.Lang.pick(problem.Detail), problem.Article
		if problem.Status >= 500 {
			o.Message, o.Open = p.T("refused.silent.help"), true
		}
		return o
	}
	o.Taken, o.Message, o.Article = true, p.Lang.event(event), verdict.Article
	return o
}

// each works on keys a few at a time and keeps their order.
func each(ctx context.Context, keys []string, do func(context.Context, string) outcome) []outcome {
	out := make([]outcome, len(keys))
	slots := make(chan struct{}, sideBySide)
	var wg sync.WaitGroup
	for i, key := range keys {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			out[i] = do(ctx, key)
		})
	}
	wg.Wait()
	return out
}

func takenCount(list []outcome) (n int) {
	for _, o := range list {
		if o.Taken {
			n++
		}
	}
	return n
}

// since is how many days ago something began.
func (p *page) since(t time.Time) string {
	n := max(calendar.Of(p.now).Sub(calendar.Of(t)), 0)
	if n == 0 {
		return p.T("since.today")
	}
	return p.T("since.days", n)
}
