package console

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"

	"luxing/activities/register"
	"luxing/starter/court"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// Honours is what certificates, credit repair, integrity lists and the trail
// of accesses are asked with; *access.Guard is one.
type Honours interface {
	ApplyCertificate(ctx context.Context, key, party string) (court.Application, error)
	ApplyRepair(ctx context.Context, r court.RepairApplication) (court.Application, error)
	ReviewCertificate(ctx context.Context, certificate string, ground casefile.RevocationGround, why string) (court.Review, error)
	ListEntries(ctx context.Context, f register.EntryFilter) ([]register.Listed, error)
	Accesses(ctx context.Context, f court.AccessFilter) (court.Accesses, error)
}

// The applications that a case's page offers, by the last part of their address.
const (
	forCertificate = "certificate"
	forRepair      = "repair"
	forReview      = "review"
)

// offers are the applications that can be made about a case by who looks at it.
func (p *page) offers(v *caseView) (list []string) {
	if !p.mayOn(lifecycle.ToCertify, v.Row, v.Filing) {
		return nil
	}
	switch {
	case v.Kind == casefile.KindCase && v.Row.Reason == "performed":
		list = append(list, forCertificate)
	case v.Kind == casefile.KindEnforcement && v.Row.Reason == "":
		list = append(list, forRepair)
	case v.Kind == casefile.KindCertificate && v.Row.Phase == lifecycle.Issued:
		list = append(list, forReview)
	}
	return list
}

// debtors are the parties that an application can be made for: who owes
// something, or, before anything was decided, who is sued.
func (v *caseView) debtors() (ids []string) {
	add := func(id string) {
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	if v.Enforcement != nil {
		for _, d := range v.Enforcement.Debtors {
			add(d.Party)
		}
	}
	for _, o := range v.Obligations {
		for _, id := range o.Debtors {
			add(id)
		}
		for _, id := range o.Guarantors {
			add(id)
		}
	}
	if len(ids) == 0 && v.Filing != nil {
		for _, x := range v.Filing.Parties {
			if x.Side == casefile.Defendant {
				add(x.ID)
			}
		}
	}
	return ids
}

func applyLink(key, what string) templ.SafeURL {
	return templ.SafeURL(string(caseLink(key)) + "/apply/" + what)
}

// application is the form of an application, as it was filled in.
type application struct {
	Case    *caseView
	What    string
	Party   string
	Asked   []string
	Ground  string
	Reason  string
	Papers  string
	Problem *court.Problem
}

// apply shows an application's form, and hands in what was filled in.
func (c *Console) apply(p *page) error {
	key, what := p.r.PathValue("key"), p.r.PathValue("what")
	if !slices.Contains([]string{forCertificate, forRepair, forReview}, what) {
		return &court.NotFoundError{What: "申请 application", ID: what}
	}
	v, err := c.load(p, key)
	if err != nil {
		return err
	}
	if !p.mayOn(lifecycle.ToCertify, v.Row, v.Filing) {
		return &court.DeniedError{Action: lifecycle.ToCertify, Key: key, Reach: p.Who.Reach(lifecycle.ToCertify), Stands: p.Who.Post().Stands(lifecycle.Desk{Court: v.Row.Court, Division: v.Row.Division, Judge: v.Row.Judge})}
	}
	a := &application{Case: v, What: what}
	p.Nav, p.Title = "cases", p.T("apply."+what)
	if p.r.Method == http.MethodGet {
		if ids := v.debtors(); len(ids) == 1 {
			a.Party = ids[0]
		}
		return p.show(http.StatusOK, applyPage(p, a))
	}
	p.r.Body = http.MaxBytesReader(p.w, p.r.Body, maxForm)
	if err := p.r.ParseForm(); err != nil {
		return fmt.Errorf("read the application: %w", err)
	}
	form := p.r.PostForm
	a.Party, a.Ground, a.Reason, a.Papers, a.Asked = form.Get("party"), form.Get("ground"), form.Get("reason"), form.Get("papers"), form["asked"]
	made, err := c.handIn(p, a)
	var input *court.InputError
	var party *court.NotFoundError
	switch {
	case err == nil:
		// Back to the case: where the application lies, the register knows only in a moment.
		http.Redirect(p.w, p.r, string(link(string(caseLink(key)), "applied", made)), http.StatusSeeOther)
		return nil
	case errors.As(err, &input), errors.As(err, &party):
		a.Problem = court.ProblemOf(err)
		return p.show(http.StatusUnprocessableEntity, applyPage(p, a))
	}
	return err
}

// handIn makes the application and returns the key under which it goes on.
func (c *Console) handIn(p *page, a *application) (string, error) {
	ctx, key := p.r.Context(), a.Case.Key
	switch a.What {
	case forCertificate:
		made, err := c.Honours.ApplyCertificate(ctx, key, a.Party)
		return made.Key, err
	case forRepair:
		var papers []string
		for line := range strings.Lines(a.Papers) {
			if line = strings.TrimSpace(line); line != "" {
				papers = append(papers, line)
			}
		}
		made, err := c.Honours.ApplyRepair(ctx, court.RepairApplication{Enforcement: key, Party: a.Party, Asked: a.Asked, Reason: a.Reason, Papers: papers})
		return made.Key, err
	}
	made, err := c.Honours.ReviewCertificate(ctx, key, casefile.RevocationGround(a.Ground), a.Reason)
	return made.Key, err
}

// groundText names a ground of revocation in the page's language.
func (p *page) groundText(g casefile.RevocationGround) string {
	return p.Lang.of(g.Name(), strings.ReplaceAll(string(g), "_", " "))
}

// honourList is what the page of integrity lists shows.
type honourList struct {
	Filter  register.EntryFilter
	Batches []batchOf
}

// batchOf is one batch with its entries.
type batchOf struct {
	Key     string
	Entries []casefile.ListEntry
}

// count is how many entries of a batch stand in a state.
func (b batchOf) count(s casefile.EntryState) (n int) {
	for _, e := range b.Entries {
		if e.State == s {
			n++
		}
	}
	return n
}

var entryStates = []casefile.EntryState{casefile.EntryCandidate, casefile.EntryListed, casefile.EntryKeptOut, casefile.EntryRemoved}

// mayList reports whether somebody may look at a whole court's lists.
func (p *page) mayList() bool {
	return p.May(lifecycle.ToList) && (p.Who.Reach(lifecycle.ToList) >= lifecycle.OfCourt || p.Who.Court == lifecycle.EveryCourt)
}

// honourLists is the page of the integrity lists, the latest batch first.
func (c *Console) honourLists(p *page) error {
	v := honourList{Filter: register.EntryFilter{Court: p.query("court"), Batch: p.query("batch"), State: casefile.EntryState(p.query("state"))}}
	entries, err := c.Honours.ListEntries(p.r.Context(), v.Filter)
	if err != nil {
		return err
	}
	for _, e := range entries {
		i := slices.IndexFunc(v.Batches, func(b batchOf) bool { return b.Key == e.Batch })
		if i < 0 {
			v.Batches = append(v.Batches, batchOf{Key: e.Batch})
			i = len(v.Batches) - 1
		}
		v.Batches[i].Entries = append(v.Batches[i].Entries, e.ListEntry)
	}
	slices.SortStableFunc(v.Batches, func(a, b batchOf) int { return strings.Compare(b.Key, a.Key) })
	p.Nav, p.Title = "honours", p.T("list.title")
	return p.show(http.StatusOK, honoursPage(p, v))
}

// auditView is a page of the trail of accesses.
type auditView struct {
	Case, Who, Court string
	From, To         calendar.Date
	Page             court.Accesses
}

// accessesOnPage is how many accesses one page shows.
const accessesOnPage = 100

// audit is the trail of accesses to personal data.
func (c *Console) audit(p *page) error {
	v := auditView{Case: p.query("case"), Who: p.query("who"), Court: p.query("court")}
	f := court.AccessFilter{Case: v.Case, Who: v.Who, Court: v.Court, Cursor: p.query("after"), Limit: accessesOnPage}
	e := &court.InputError{What: "日期 day"}
	for _, d := range []struct {
		name string
		day  *calendar.Date
		at   *time.Time
		end  bool
	}{{"from", &v.From, &f.From, false}, {"to", &v.To, &f.To, true}} {
		s := p.query(d.name)
		if s == "" {
			continue
		}
		day, err := calendar.Parse(s)
		if err != nil {
			e.Faults.Add(d.name, "日期 day", "such as 2026-11-23")
			continue
		}
		*d.day, *d.at = day, day.Start()
		if d.end {
			*d.at = day.End()
		}
	}
	if len(e.Faults) > 0 {
		return e
	}
	var err error
	if v.Page, err = c.Honours.Accesses(p.r.Context(), f); err != nil {
		return err
	}
	p.people = v.Page.People
	p.Nav, p.Title = "audit", p.T("audit.title")
	return p.show(http.StatusOK, auditPage(p, v))
}

// touchName says what was done in an access: a decision by its name.
func (p *page) touchName(what string) string {
	if e, ok := strings.CutPrefix(what, "decide:"); ok {
		return p.T("touch.decide") + p.Lang.event(lifecycle.Event(e))
	}
	return p.Lang.named("touch.", what)
}

// met is how many of the checks are met.
func met(list []casefile.CheckView) (n int) {
	for _, x := range list {
		if x.Met {
			n++
		}
	}
	return n
}

// debtorsOf are those with a part of their own in a several obligation, in order.
func debtorsOf(parts map[string]int64) []string { return slices.Sorted(maps.Keys(parts)) }

// isOpen reports whether a preserved asset is still held: only then is there
// anything to count down to.
func isOpen(v *caseView, a casefile.AssetView) bool {
	return slices.ContainsFunc(v.Tracks, func(t casefile.TrackView) bool {
		return t.Machine == lifecycle.Preservation.ID && t.Open && strings.HasSuffix(t.ID, "/"+a.Asset)
	})
}

// passText says what a debtor was let consume once.
func passText(x casefile.PassView) string {
	return fmt.Sprintf("%s – %s %s", x.From, x.Until, x.Purpose)
}
