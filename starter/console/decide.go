package console

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"luxing/starter/access"
	"luxing/starter/court"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// maxForm bounds what a decision's form may send.
const maxForm = 2 << 20

// decisionView is a decision's form.
type decisionView struct {
	Case    *caseView
	Event   lifecycle.Event
	Row     lifecycle.Row // of the machine's table
	Track   string
	Tracks  []string // what it could be about
	ID      string   // of the decision: the same however often it is sent
	Fields  []field
	Rest    casefile.Faults // faults that belong to no field
	Refusal *court.Problem
	// Instead are the decisions that would be lawful, where it is refused.
	Instead []casefile.Lawful
	Lawful  bool
	// Leave offers to leave the decision with the server: nobody is there to judge it.
	Leave bool
}

// fewInstead is how many other decisions a refusal lists at once.
const fewInstead = 6

// showForm is the empty form of a decision.
func (c *Console) showForm(p *page) error {
	d, err := c.decision(p, nil)
	if err != nil {
		return err
	}
	d.ID = court.NewDecisionID(casefile.Decision{Event: d.Event, Actor: p.Who.Subject})
	status := http.StatusOK
	switch {
	case d.Lawful:
	case d.Case.Undecided:
		// Whether it is lawful nobody can say now: that is no refusal.
		d.Leave, status = true, p.unavailable()
	default:
		d.Refusal = &court.Problem{Kind: court.KindRefused, Detail: p.T("decide.not.now", p.Lang.phase(d.Case.Kind, d.Case.Row.Phase)), Article: d.Row.Article}
		d.Instead, status = d.Case.Lawful, http.StatusConflict
	}
	return p.show(status, decidePage(p, d))
}

// decide takes a decision, or shows the form again: with a row more or less,
// or with what is wrong at each field.
func (c *Console) decide(p *page) error {
	p.r.Body = http.MaxBytesReader(p.w, p.r.Body, maxForm)
	if err := p.r.ParseForm(); err != nil {
		return fmt.Errorf("read the form: %w", err)
	}
	typed := p.r.PostForm
	if row := typed.Get(dropRow); row != "" {
		typed = withoutRow(typed, row)
	}
	d, err := c.decision(p, typed)
	if err != nil {
		return err
	}
	d.ID = typed.Get("_id")
	if typed.Has(addRow) || typed.Has(dropRow) {
		return p.show(http.StatusOK, decidePage(p, d))
	}
	raw, faults := data(d.Fields)
	if len(faults) > 0 {
		d.Rest = pin(d.Fields, faults)
		return p.show(http.StatusUnprocessableEntity, decidePage(p, d))
	}
	order := access.Order{ID: d.ID, Event: d.Event, Data: raw}
	if typed.Has(leaveIt) {
		sent, err := c.Cases.Send(p.r.Context(), d.Case.Key, order)
		if err != nil {
			return c.refused(p, d, err)
		}
		http.Redirect(p.w, p.r, string(link(string(caseLink(d.Case.Key)), "left", sent.ID)), http.StatusSeeOther)
		return nil
	}
	verdict, _, err := c.Cases.Decide(p.r.Context(), d.Case.Key, order)
	if err == nil {
		to := link(string(caseLink(d.Case.Key)), "taken", verdict.Decision)
		http.Redirect(p.w, p.r, string(to), http.StatusSeeOther)
		return nil
	}
	return c.refused(p, d, err)
}

// refused shows a form again with the reason that the decision was not taken.
func (c *Console) refused(p *page, d *decisionView, err error) error {
	var refused *court.RefusedError
	var input *court.InputError
	var silent *court.NoAnswerError
	var away *court.UnreachableError
	problem := court.ProblemOf(err)
	switch {
	case errors.As(err, &refused):
		d.Rest = pin(d.Fields, refused.Refusal.Faults)
		if refused.Refusal.Code == casefile.IDReused {
			// The form was sent before with other content: what is sent now is another decision.
			d.ID = court.NewDecisionID(casefile.Decision{Event: d.Event, Actor: p.Who.Subject})
		}
		for _, l := range d.Case.Lawful {
			if l.Event != d.Event && slices.Contains(refused.Refusal.Lawful, l.Event) {
				d.Instead = append(d.Instead, l)
			}
		}
	case errors.As(err, &input):
		d.Rest = pin(d.Fields, input.Faults)
	case errors.As(err, &silent):
		// Sent again from this same form it is the same decision.
		d.Leave = true
	case errors.As(err, &away):
		// Not even the server answers: what was typed stays, to be sent again.
	default:
		return err
	}
	d.Refusal = problem
	status := problem.Status
	if status >= 500 {
		status = p.unavailable()
	}
	return p.show(status, decidePage(p, d))
}

// unavailable is the status of a page that nobody answers for now.
func (p *page) unavailable() int {
	p.w.Header().Set("Retry-After", "5")
	return http.StatusServiceUnavailable
}

// leaveIt is the name of the button that leaves a decision with the server.
const leaveIt = "_leave"

// left is a decision that was left with the server, as far as the case knows of
// it by now.
type left struct {
	ID string
	// Verdict is nil while nobody has judged it.
	Verdict *casefile.Verdict
	// Why is why it was refused.
	Why string
}

// leftOf finds what became of a decision that was left with the server: among
// the verdicts on what came as signals, or, where the register answers for the
// case, on its timeline.
func leftOf(v *caseView, id string) *left {
	if id == "" || len(id) > maxDecisionID {
		return nil
	}
	l := &left{ID: id}
	for i := range v.Verdicts {
		if v.Verdicts[i].Decision == id {
			if l.Verdict = &v.Verdicts[i]; l.Verdict.Refusal != nil {
				l.Why = l.Verdict.Refusal.Message
			}
			return l
		}
	}
	for _, e := range v.Timeline {
		if e.Decision == id {
			l.Verdict, l.Why = &casefile.Verdict{Decision: id, Event: e.Event, At: e.At, Taken: e.Refused == "", Article: e.Article}, e.Refused
		}
	}
	return l
}

// leavable are the decisions that may be left with the server while the case
// does not answer, for the person's roles.
func (p *page) leavable(v *caseView) []court.Leavable {
	if !v.Undecided {
		return nil
	}
	return court.LeavableOn(&v.View, p.Who.Has)
}

// maxDecisionID bounds what is looked for as a decision's ID.
const maxDecisionID = 128

// decision puts a form together for the case as it stands now.
func (c *Console) decision(p *page, typed url.Values) (*decisionView, error) {
	v, err := c.load(p, p.r.PathValue("key"))
	if err != nil {
		return nil, err
	}
	d := &decisionView{Case: v, Event: lifecycle.Event(p.r.PathValue("event")), Track: p.query("track")}
	machine, ok := lifecycle.Owner(lifecycle.Machines(), d.Event)
	if !ok {
		return nil, &court.NotFoundError{What: "决定 decision", ID: string(d.Event)}
	}
	i := slices.IndexFunc(machine.Rows, func(r lifecycle.Row) bool { return r.Event == d.Event })
	d.Row = machine.Rows[i]
	if row, ok := machine.Row(v.Row.Phase, d.Event); ok {
		d.Row = row
	}
	for _, l := range v.Lawful {
		if l.Event == d.Event {
			d.Lawful, d.Tracks = true, l.Track
			d.Row.Article = or(l.Article, d.Row.Article)
		}
	}
	if d.Track == "" && len(d.Tracks) > 0 {
		d.Track = d.Tracks[0]
	}
	if d.Fields, err = form(d.Event, p.known(v, d), typed); err != nil {
		return nil, err
	}
	p.Nav, p.Title = "cases", capital(p.Lang.of(d.Row.Name, d.Row.NameEN))
	return d, nil
}

// known is what a case offers a form to choose from.
func (p *page) known(v *caseView, d *decisionView) known {
	k := known{lang: p.Lang, event: d.Event, today: calendar.Of(v.Now), preset: map[string]string{}}
	if v.Filing != nil {
		for _, x := range v.Filing.Parties {
			k.parties = append(k.parties, choice{x.ID, x.ID + " " + p.T("side."+string(x.Side)) + " " + x.Name})
		}
	}
	for _, o := range v.Obligations {
		k.duties = append(k.duties, choice{o.ID, fmt.Sprintf("%s %s %s", o.ID, p.debtorNames(v, o.Debtors), yuan(o.OutstandingFen))})
	}
	for _, t := range tracksOf(v, lifecycle.Preservation.ID) {
		if _, asset, ok := cutLast(t.ID, "/"); ok {
			k.assets = append(k.assets, choice{asset, asset + " " + p.Lang.state(lifecycle.Preservation, t.State)})
		}
	}
	if v.Trial != nil {
		for _, x := range v.Trial.Exclusions {
			if x.To.IsZero() {
				k.excluded = append(k.excluded, choice{x.ID, x.ID + " " + p.groundName(x.Ground) + " " + x.From.String()})
			}
		}
	}
	if d.Event == lifecycle.ReleaseMoney {
		p.releasable(v, &k)
	}
	switch part := strings.Split(d.Track, "/"); {
	case part[0] == lifecycle.Delivery.ID && len(part) == 3:
		k.preset["document"], k.preset["party"] = part[1], part[2]
	case part[0] == lifecycle.Preservation.ID:
		k.preset["asset"] = part[len(part)-1]
	case part[0] == lifecycle.Supervision.ID:
		k.preset["obligation"] = part[len(part)-1]
	case part[0] == lifecycle.Bankruptcy.ID:
		k.preset["party"] = part[len(part)-1]
	}
	return k
}
