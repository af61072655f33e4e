package console

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"luxing/activities/register"
	"luxing/starter/court"
	"luxing/workflows/bilingual"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// Honours is what certificates, credit repair, integrity lists and the trail
// of accesses are asked with; *access.Guard is one.
type Honours interface {
	ApplyCertificate(ctx context.Context, key, party string) (court.Application, error)
	ApplyRepair(ctx context.Context, r court.RepairApplication) (court.Application, error)
	ApplyEnforcement(ctx context.Context, key, party string, from int) (court.Application, error)
	ReviewCertificate(ctx context.Context, certificate string, ground casefile.RevocationGround, why string) (court.Review, error)
	EntryBatches(ctx context.Context, f register.EntryFilter, most int) ([]register.EntryBatch, error)
	EntryPage(ctx context.Context, f register.EntryFilter, after string, most int) (register.EntryPage, error)
	Accesses(ctx context.Context, f court.AccessFilter) (court.Accesses, error)
}

// The applications that a case's page offers, by the last part of their address.
const (
	forCertificate = "certificate"
	forRepair      = "repair"
	forReview      = "review"
	forEnforcement = "enforcement" // of a case that has ended
)

// toApply are the applications there are, with what one must be allowed to make them.
var toApply = map[string]lifecycle.Action{
	forCertificate: lifecycle.ToCertify, forRepair: lifecycle.ToCertify, forReview: lifecycle.ToCertify, forEnforcement: lifecycle.ToFile,
}

// offers are the applications that can be made about a case by who looks at it.
func (p *page) offers(v *caseView) (list []string) {
	add := func(what string, can bool) {
		if can && p.mayOn(toApply[what], v.Row, v.Filing) {
			list = append(list, what)
		}
	}
	add(forCertificate, v.Kind == casefile.KindCase && v.Row.Reason == "performed")
	add(forEnforcement, v.ended() && court.EnforcedLate(v.Row.Reason) && len(court.LateCreditors(v.Row.Reason, v.Obligations)) > 0)
	add(forRepair, v.Kind == casefile.KindEnforcement && v.Row.Reason == "")
	add(forReview, v.Kind == casefile.KindCertificate && v.Row.Phase == lifecycle.Issued)
	return list
}

// ended reports whether this is a civil case that takes no decision any more.
func (v *caseView) ended() bool {
	return v.Kind == casefile.KindCase && v.Row.Phase == lifecycle.Closed
}

// applicants are the parties that an application can be about, to choose from.
func (v *caseView) applicants(what string) []string {
	if what == forEnforcement {
		return court.LateCreditors(v.Row.Reason, v.Obligations)
	}
	return v.debtors()
}

// owedText is what of a closed case is unpaid to somebody.
func (p *page) owedText(v *caseView, creditor string) string {
	var fen int64
	for _, o := range v.Obligations {
		if o.Creditor == creditor {
			fen += o.OutstandingFen
		}
	}
	if fen == 0 {
		return ""
	}
	return " " + p.T("apply.unpaid", yuan(fen))
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
	Case   *caseView
	What   string
	Fields []field
	// Rest are faults that belong to no field.
	Rest casefile.Faults
	// Next is, by party, the number of the application that this form makes: a
	// form that is sent again finds that it has been made.
	Next map[string]int
}

// nextField is the hidden field that says which application of a party's a form makes.
const nextField = "_next."

// mostApplied bounds how often one thing is looked for as applied for.
const mostApplied = 50

// applicationKey is the key of an application; party is empty for a review.
func (a *application) applicationKey(party string) string {
	switch a.What {
	case forCertificate:
		return casefile.CertificateKey(a.Case.Key, party)
	case forRepair:
		return casefile.RepairKey(a.Case.Key, party)
	case forEnforcement:
		return casefile.EnforcementKey(a.Case.Key)
	}
	return casefile.RevocationKey(a.Case.Key)
}

// numbered finds which application each party's next one is.
func (c *Console) numbered(p *page, a *application) error {
	a.Next = map[string]int{}
	parties := a.Case.applicants(a.What)
	if a.What == forReview {
		parties = []string{""}
	}
	for _, party := range parties {
		n := 1
		for ; n < mostApplied; n++ {
			_, err := c.Register.Find(p.r.Context(), casefile.Again(a.applicationKey(party), n))
			if errors.Is(err, register.ErrNotFound) {
				break
			}
			if err != nil {
				return registerTrouble(err)
			}
		}
		a.Next[party] = n
	}
	return nil
}

// before is the application that this same form has made already; empty where
// it has made none.
func (c *Console) before(p *page, a *application, typed url.Values) string {
	if a.What == forEnforcement {
		return "" // whose the one of that number is the court knows
	}
	one, _ := a.answers()
	party := one["party"]
	n := next(typed, party)
	if n == 0 {
		return ""
	}
	key := casefile.Again(a.applicationKey(party), n)
	if _, err := c.Register.Find(p.r.Context(), key); err != nil {
		return "" // not there, or not to be told: the court answers for that
	}
	return key
}

// next is the number that a form says a party's application has; 0 for none that
// there can be.
func next(typed url.Values, party string) int {
	n, err := strconv.Atoi(typed.Get(nextField + party))
	if err != nil || n < 1 || n > mostApplied {
		return 0
	}
	return n
}

// applicationFields are what an application asks for, with what was typed.
func (p *page) applicationFields(v *caseView, what string, typed url.Values) []field {
	parties, measures, grounds := []choice{{"", p.T("form.choose")}}, []choice{}, []choice{{"", p.T("form.choose")}}
	for _, id := range v.applicants(what) {
		name := p.partyName(v, id)
		if what == forEnforcement {
			name += p.owedText(v, id)
		}
		parties = append(parties, choice{id, name})
	}
	for _, m := range casefile.RepairMeasures() {
		measures = append(measures, choice{m, p.Lang.pick(casefile.MeasureName(m))})
	}
	for _, g := range casefile.RevocationGrounds() {
		grounds = append(grounds, choice{string(g), p.groundText(g)})
	}
	party := field{Name: "party", Kind: asChoice, Choices: parties, Required: true}
	reason := field{Name: "reason", Kind: asLong, Required: true}
	fields := map[string][]field{
		forCertificate: {party},
		forEnforcement: {party},
		forRepair:      {party, {Name: "asked", Kind: asMany, Choices: measures, Required: true}, reason, {Name: "papers", Kind: asLines}},
		forReview:      {{Name: "ground", Kind: asChoice, Choices: grounds, Required: true}, reason},
	}[what]
	for i := range fields {
		f := &fields[i]
		f.Path, f.Label = f.Name, p.T("apply."+f.Name)
		if f.Name == "party" && what == forEnforcement {
			f.Label = p.T("apply.creditor")
		}
		if f.Value = strings.TrimSpace(typed.Get(f.Input())); f.Kind == asMany {
			f.Values = typed[f.Input()]
		}
		if f.Name == "party" && typed == nil && len(parties) == 2 {
			f.Value = parties[1].Value // the only one there is
		}
	}
	return fields
}

// answers are what was filled in, by field.
func (a *application) answers() (one map[string]string, several map[string][]string) {
	one, several = map[string]string{}, map[string][]string{}
	for _, f := range a.Fields {
		one[f.Name], several[f.Name] = f.Value, f.Values
		if f.Kind == asLines {
			several[f.Name] = nil
			for line := range strings.Lines(f.Value) {
				if line = strings.TrimSpace(line); line != "" {
					several[f.Name] = append(several[f.Name], line)
				}
			}
		}
	}
	return one, several
}

// apply shows an application's form, and hands in what was filled in.
func (c *Console) apply(p *page) error {
	key, what := p.r.PathValue("key"), p.r.PathValue("what")
	action, known := toApply[what]
	if !known {
		return &court.NotFoundError{What: "申请 application", ID: what}
	}
	v, err := c.load(p, key)
	if err != nil {
		return err
	}
	if !p.mayOn(action, v.Row, v.Filing) {
		return &court.DeniedError{Action: action, Key: key, Reach: p.Who.Reach(action), Stands: p.Who.Post().Stands(lifecycle.Desk{Court: v.Row.Court, Division: v.Row.Division, Judge: v.Row.Judge})}
	}
	a := &application{Case: v, What: what}
	p.Nav, p.Title = "cases", p.T("apply."+what)
	if p.r.Method == http.MethodGet {
		a.Fields = p.applicationFields(v, what, nil)
		if err := c.numbered(p, a); err != nil {
			return err
		}
		return p.show(http.StatusOK, applyPage(p, a))
	}
	p.r.Body = http.MaxBytesReader(p.w, p.r.Body, maxForm)
	if err := p.r.ParseForm(); err != nil {
		return fmt.Errorf("read the application: %w", err)
	}
	a.Fields = p.applicationFields(v, what, p.r.PostForm)
	made := c.before(p, a, p.r.PostForm)
	if made == "" {
		made, err = c.handIn(p, a, p.r.PostForm)
	}
	var input *court.InputError
	switch {
	case err == nil:
		// Back to the case: where the application lies, the register knows only in a moment.
		http.Redirect(p.w, p.r, string(link(string(caseLink(key)), "applied", made)), http.StatusSeeOther)
		return nil
	case errors.As(err, &input):
		a.Rest = pin(a.Fields, input.Faults)
		if err := c.numbered(p, a); err != nil {
			return err
		}
		return p.show(http.StatusUnprocessableEntity, applyPage(p, a))
	}
	return err
}

// handIn makes the application and returns the key under which it goes on.
// What is wrong with it is said all at once, under the names of its fields.
func (c *Console) handIn(p *page, a *application, typed url.Values) (string, error) {
	ctx, key := p.r.Context(), a.Case.Key
	one, several := a.answers()
	if a.What == forEnforcement {
		party := one["party"]
		if f := a.Case.Filing; f != nil {
			if _, there := f.Party(party); !there {
				party = "" // said with all else that is wrong, and not as a page that is not there
			}
		}
		made, err := c.Honours.ApplyEnforcement(ctx, key, party, next(typed, party))
		return made.Key, err
	}
	wrong := &court.InputError{What: "申请 application"}
	if a.What != forReview && !slices.Contains(a.Case.debtors(), one["party"]) {
		wrong.Faults.Add("party", "债务人 the debtor", "%s", bilingual.OneOf(a.Case.debtors()))
	}
	switch a.What {
	case forCertificate:
		if len(wrong.Faults) > 0 {
			return "", wrong
		}
		made, err := c.Honours.ApplyCertificate(ctx, key, one["party"])
		return made.Key, err
	case forRepair:
		r := court.RepairApplication{Enforcement: key, Party: one["party"], Asked: several["asked"], Reason: one["reason"], Papers: several["papers"]}
		if wrong.Faults = append(wrong.Faults, r.Faults()...); len(wrong.Faults) > 0 {
			return "", wrong
		}
		made, err := c.Honours.ApplyRepair(ctx, r)
		return made.Key, err
	}
	made, err := c.Honours.ReviewCertificate(ctx, key, casefile.RevocationGround(one["ground"]), one["reason"])
	var input *court.InputError
	if errors.As(err, &input) {
		for i := range input.Faults {
			if input.Faults[i].Field == "why" {
				input.Faults[i].Field = "reason"
			}
		}
	}
	return made.Key, err
}

// groundText names a ground of revocation in the page's language.
func (p *page) groundText(g casefile.RevocationGround) string {
	return p.Lang.of(g.Name(), strings.ReplaceAll(string(g), "_", " "))
}

// honourList is what the page of integrity lists shows: one batch, and which
// others there are.
type honourList struct {
	Filter  register.EntryFilter
	Batches []register.EntryBatch
	Batch   *register.EntryBatch // nil where there is none
	Entries []casefile.ListEntry
	Next    string
}

const (
	// batchesShown is how many batches the page leads to.
	batchesShown = 24
	// entriesOnPage is how many entries one page shows.
	entriesOnPage = 50
)

var entryStates = []casefile.EntryState{casefile.EntryCandidate, casefile.EntryListed, casefile.EntryKeptOut, casefile.EntryRemoved}

// mayList reports whether somebody may look at a whole court's lists.
func (p *page) mayList() bool {
	return p.May(lifecycle.ToList) && (p.Who.Reach(lifecycle.ToList) >= lifecycle.OfCourt || p.Who.Court == lifecycle.EveryCourt)
}

// mayDigest reports whether somebody may read a whole court's digests.
func (p *page) mayDigest() bool {
	return p.May(lifecycle.ToMeasure) && (p.Who.Reach(lifecycle.ToMeasure) >= lifecycle.OfCourt || p.Who.Court == lifecycle.EveryCourt)
}

// honourLists is the page of the integrity lists: the latest batch, or the one
// that is asked for, some entries at a time.
func (c *Console) honourLists(p *page) error {
	v := honourList{Filter: register.EntryFilter{Court: p.query("court"), Batch: p.query("batch"), State: casefile.EntryState(p.query("state"))}}
	var err error
	if v.Batches, err = c.Honours.EntryBatches(p.r.Context(), register.EntryFilter{Court: v.Filter.Court}, batchesShown); err != nil {
		return err
	}
	if v.Filter.Batch == "" && len(v.Batches) > 0 {
		v.Filter.Batch = v.Batches[0].Key
	}
	if v.Filter.Batch != "" {
		if err := c.honourBatch(p, &v); err != nil {
			return err
		}
	}
	p.Nav, p.Title = "honours", p.T("list.title")
	return p.show(http.StatusOK, honoursPage(p, v))
}

// honourBatch reads a page of the batch that is shown.
func (c *Console) honourBatch(p *page, v *honourList) error {
	found, err := c.Honours.EntryBatches(p.r.Context(), register.EntryFilter{Court: v.Filter.Court, Batch: v.Filter.Batch}, 1)
	if err != nil || len(found) == 0 {
		return err
	}
	v.Batch = &found[0]
	page, err := c.Honours.EntryPage(p.r.Context(), v.Filter, p.query("after"), entriesOnPage)
	if err != nil {
		return err
	}
	for _, e := range page.Entries {
		v.Entries = append(v.Entries, e.ListEntry)
	}
	v.Next = page.Next
	return nil
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
			e.Faults.Add(d.name, "日期 day", "如2026-11-23的日期 a day such as 2026-11-23")
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
