package console

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/a-h/templ"
	"go.uber.org/zap"

	"luxing/activities/register"
	"luxing/starter/access"
	"luxing/starter/court"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// rowsOnPage is how many cases one page of a list shows: what fits under the
// weight of a page on a slow line.
const rowsOnPage = 40

// home is the first page: each person's own work.
func (c *Console) home(p *page) error {
	to := link("/cases")
	switch {
	case p.Who.Role() == lifecycle.Intake && p.May(lifecycle.ToFile):
		to = link("/intake")
	case slices.Contains([]lifecycle.Role{lifecycle.DivisionHead, lifecycle.TrialManagement, lifecycle.President}, p.Who.Role()) && p.May(lifecycle.ToBulk):
		to = link("/stuck")
	}
	http.Redirect(p.w, p.r, string(to), http.StatusSeeOther)
	return nil
}

// caseList is a page of cases, what is due first.
type caseList struct {
	Filter register.Filter
	Mine   bool
	Rows   []register.Workflow
	Next   string
}

// list shows cases: one's own where a person has any, else the court's.
func (c *Console) list(p *page) error {
	l := caseList{Filter: register.Filter{
		Phase:    lifecycle.State(p.query("phase")),
		Kind:     casefile.Kind(p.query("kind")),
		Alert:    casefile.Alert(p.query("alert")),
		Division: p.query("division"),
		Judge:    p.query("judge"),
		Court:    p.query("court"),
		Open:     p.query("closed") == "",
		Cursor:   p.query("after"),
		Limit:    rowsOnPage,
	}}
	if l.Mine = ownsCases(p.Who.Role()) && p.query("all") == ""; l.Mine {
		l.Filter.Judge = p.Who.Subject
	}
	if key := p.query("key"); key != "" {
		return c.find(p, key)
	}
	if err := c.narrow(p, lifecycle.ToList, &l.Filter); err != nil {
		return err
	}
	found, err := c.Register.List(p.r.Context(), l.Filter)
	if err != nil {
		return fmt.Errorf("list cases: %w", registerTrouble(err))
	}
	l.Next = found.Next
	l.Rows = found.Workflows
	ids := make([]string, len(l.Rows))
	for i := range l.Rows {
		ids[i] = l.Rows[i].Row.Judge
	}
	p.know(ids...)
	p.Nav, p.Title = "cases", p.T("cases.title.all")
	if l.Mine {
		p.Title = p.T("cases.title")
	}
	return p.show(http.StatusOK, casesPage(p, l))
}

// narrow keeps a filter within what the person may look at.
func (c *Console) narrow(p *page, a lifecycle.Action, f *register.Filter) error {
	s, err := c.Cases.Narrow(p.r.Context(), a, access.Scope{Court: f.Court, Division: f.Division, Judge: f.Judge})
	if err != nil {
		return err
	}
	f.Court, f.Division, f.Judge = s.Court, s.Division, s.Judge
	return nil
}

// ownsCases reports whether cases are handed to people of the role.
func ownsCases(r lifecycle.Role) bool { return r == lifecycle.Judge || r == lifecycle.EnforcementJudge }

// caseView is all that a case's page shows.
type caseView struct {
	court.Seen
	Steps   map[string][]statute.Step // by a deadline's ID
	Lawful  []casefile.Lawful
	Papers  []court.Paper
	Diagram diagram
	// Silent says that the case could not answer for all that is shown.
	Silent bool
	// Undecided says that who looks might decide on the case, and that it could
	// not say what is lawful now.
	Undecided bool
	// Taken is the decision that was just taken, from the case's timeline.
	Taken *casefile.Entry
	// Kept is the decision that was left with the server, and what became of it.
	Kept *left
}

// showCase is a case's page.
func (c *Console) showCase(p *page) error {
	v, err := c.load(p, p.r.PathValue("key"))
	if err != nil {
		return err
	}
	if v.ended() && court.EnforcedLate(v.Row.Reason) {
		c.enforcedLater(p, v)
	}
	if id := p.query("taken"); id != "" {
		for i := range v.Timeline {
			if v.Timeline[i].Decision == id && v.Timeline[i].Refused == "" {
				v.Taken = &v.Timeline[i]
				break
			}
		}
	}
	v.Kept = leftOf(v, p.query("left"))
	p.Nav, p.Title = "cases", number(v.Key, v.Row)
	return p.show(http.StatusOK, casePage(p, v))
}

// load asks a case for all that its page shows.
func (c *Console) load(p *page, key string) (*caseView, error) {
	ctx := p.r.Context()
	v := &caseView{Steps: map[string][]statute.Step{}}
	seen, err := c.Cases.View(ctx, key)
	if err != nil {
		return nil, err
	}
	v.Seen, p.people = seen, seen.People
	var together sync.WaitGroup
	// What is asked here fails only when nobody answers any more; the page then
	// shows what the view holds and says that the rest is missing.
	together.Go(func() {
		papers, err := c.Cases.Documents(ctx, key)
		if err == nil {
			v.Papers = papers
		}
	})
	open := v.Row.Reason == ""
	decides := open && p.mayOn(lifecycle.ToDecide, v.Row, v.Filing)
	var undecided, unexplained bool
	if decides && v.Source == court.FromCase {
		together.Go(func() {
			lawful, err := c.Cases.Lawful(ctx, key, "")
			v.Lawful, undecided = lawful, err != nil
		})
	}
	if v.Source == court.FromCase && len(v.Deadlines) > 0 {
		together.Go(func() {
			explained, err := c.Cases.Explain(ctx, key, "")
			unexplained = err != nil
			for _, e := range explained {
				v.Steps[e.Deadline.ID] = e.Steps
			}
		})
	}
	together.Wait()
	v.Silent = v.Source != court.FromCase || undecided || unexplained
	v.Undecided = decides && (v.Source != court.FromCase || undecided)
	v.Diagram = newDiagram(machineOf(v.Kind), v.Row.Phase, v.Timeline, p.Lang)
	return v, nil
}

// document shows one document of a case; with raw alone, as it is printed.
func (c *Console) document(p *page) error {
	key, id := p.r.PathValue("key"), p.r.PathValue("id")
	doc, err := c.Cases.Document(p.r.Context(), id)
	if err != nil {
		return err
	}
	if doc.Case != key {
		return &court.NotFoundError{What: "文书 document", ID: id}
	}
	if p.query("raw") == "" {
		p.Nav, p.Title = "cases", p.Lang.named("document.", string(doc.Kind))
		return p.show(http.StatusOK, documentPage(p, key, doc))
	}
	return p.paper(doc)
}

// paper writes a document as it is printed. It brings its own style, for
// paper; it may do nothing else.
func (p *page) paper(doc court.PaperContent) error {
	h := p.w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox allow-modals allow-same-origin")
	h.Set("Content-Type", doc.Type)
	h.Set("Cache-Control", "no-store")
	if _, err := p.w.Write(doc.Content); err != nil {
		p.Log.Debug("a document was not read to its end", zap.Error(err))
	}
	return nil
}

// registerTrouble says of the register what court says of it.
func registerTrouble(err error) error {
	if strings.Contains(err.Error(), register.ErrCursor.Error()) {
		e := &court.InputError{What: "翻页标记有误 the page's mark is wrong"}
		e.Faults.Add("after", "翻页标记 a page's mark", "本清单某一页给出的标记 one that a page of this list gave")
		return e
	}
	return &court.UnreachableError{What: "登记册 the register", Err: err}
}

// partyName names a party of the case with its side, as D1 被告 张三.
func (p *page) partyName(v *caseView, id string) string {
	if v.Filing != nil {
		if party, ok := v.Filing.Party(id); ok {
			return id + " " + party.Name
		}
	}
	return id
}

// on names who must act on this case: a party by name.
func (p *page) on(v *caseView, on string) string {
	if v.Filing != nil {
		if party, ok := v.Filing.Party(on); ok {
			return p.T("side."+string(party.Side)) + " " + party.Name
		}
	}
	return p.Lang.whom(on)
}

// splitLawful puts apart what moves the case and what is only put on record,
// so that the weighty decisions stand first.
func splitLawful(all []casefile.Lawful, at lifecycle.State) (moves, records []casefile.Lawful) {
	for _, d := range all {
		if len(d.Track) == 0 && d.To != at && d.To != lifecycle.Same {
			moves = append(moves, d)
		} else {
			records = append(records, d)
		}
	}
	return moves, records
}

// lawfulName names a decision in the page's language.
func (p *page) lawfulName(d casefile.Lawful) string { return p.Lang.of(d.Name, d.NameEN) }

// receipt is what proves that a notice was received: the delivery of a document
// by its name.
func (p *page) receipt(v *caseView, s string) string {
	if strings.HasPrefix(s, lifecycle.Delivery.ID+"/") {
		return p.trackName(v, s)
	}
	return s
}

// trackName says what a track is about: 起诉状副本 → D1.
func (p *page) trackName(v *caseView, id string) string {
	parts := strings.Split(id, "/")
	switch {
	case parts[0] == lifecycle.Delivery.ID && len(parts) == 3:
		return p.Lang.named("paper.", parts[1]) + " → " + p.partyName(v, parts[2])
	case len(parts) == 2:
		if v.Filing != nil {
			if _, ok := v.Filing.Party(parts[1]); ok {
				return p.partyName(v, parts[1])
			}
		}
		return parts[1]
	}
	return id
}

// reversed is a timeline with what happened last first.
func reversed(entries []casefile.Entry) []casefile.Entry {
	out := slices.Clone(entries)
	slices.Reverse(out)
	return out
}

// shortTimeline is how many entries show before the rest is asked for.
const shortTimeline = 15

// sentenceOf is the sentence of a case, its party by name.
func (p *page) sentenceOf(v *caseView) string {
	row := v.Row
	if v.Filing != nil {
		if party, ok := v.Filing.Party(row.On); ok {
			row.On = p.T("side."+string(party.Side)) + " " + party.Name
		}
	}
	return p.Lang.sentence(v.Kind, row)
}

// diagramAbout says in words what the diagram shows.
func (p *page) diagramAbout(v *caseView) string {
	var came, goes []string
	for _, s := range v.Diagram.places {
		switch s.mark {
		case past:
			came = append(came, s.name)
		case ahead:
			goes = append(goes, s.name)
		}
	}
	return p.T("diagram.about", strings.Join(came, p.T("and")), p.Lang.phase(v.Kind, v.Row.Phase), strings.Join(goes, p.T("and")))
}

func firstTrack(d casefile.Lawful) string {
	if len(d.Track) == 0 {
		return ""
	}
	return d.Track[0]
}

func tracksOf(v *caseView, machine string) (list []casefile.TrackView) {
	for _, t := range v.Tracks {
		if t.Machine == machine {
			list = append(list, t)
		}
	}
	return list
}

func trackClass(t casefile.TrackView) string {
	if t.Open {
		return "tag tag-info"
	}
	return "tag tag-ok"
}

// methodName names a way of service; public notice is one of its own.
func (p *page) methodName(a casefile.AttemptView) string {
	if p.Lang == English {
		return p.Lang.named("method.", string(a.Method))
	}
	if a.MethodName != "" {
		return p.Lang.pick(a.MethodName)
	}
	return p.Lang.named("method.", string(a.Method))
}

func (p *page) dutyState(o casefile.ObligationView) string {
	return p.Lang.of(o.StateName, p.Lang.state(lifecycle.Supervision, lifecycle.State(o.State)))
}

func (p *page) debtorNames(v *caseView, ids []string) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = p.partyName(v, id)
	}
	return strings.Join(names, p.T("and"))
}

func (p *page) groundName(id statute.GroundID) string {
	if g, ok := statute.FindGround(id); ok {
		return p.Lang.of(g.Name, g.NameEN)
	}
	return string(id)
}

// enforcedLater adds the enforcements that a closed case never heard of.
func (c *Console) enforcedLater(p *page, v *caseView) {
	for n := 1; n <= mostApplied; n++ {
		key := casefile.Again(casefile.EnforcementKey(v.Key), n)
		w, err := c.Register.Find(p.r.Context(), key)
		if err != nil {
			return // there are no more, or they cannot be told now: the page goes without
		}
		if !slices.ContainsFunc(v.Links, func(l casefile.Link) bool { return l.Key == key }) {
			since := w.Row.PhaseSince
			if !w.Row.FiledOn.IsZero() {
				since = w.Row.FiledOn.Start()
			}
			v.Links = append(v.Links, casefile.Link{Kind: w.Kind, Key: key, Since: since})
		}
	}
}

// linksOf are the workflows linked to this one, but for the civil case of one
// that belongs to it, which stands by itself.
func linksOf(v *caseView) (list []casefile.Link) {
	for _, l := range v.Links {
		if v.Kind == casefile.KindCase || l.Key != v.Row.Case {
			list = append(list, l)
		}
	}
	return list
}

func applied(list []casefile.MechanismView) (n int) {
	for _, m := range list {
		if m.Applied {
			n++
		}
	}
	return n
}

func digestLink(id string) templ.SafeURL {
	return templ.SafeURL("/digest/" + strings.TrimPrefix(string(documentLink("", id)), "/cases//documents/"))
}

func rawLink(key, id string) templ.SafeURL { return documentLink(key, id) + "?raw=1" }

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
