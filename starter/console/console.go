package console

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"
	"go.uber.org/zap"

	"luxing/starter/access"
	"luxing/starter/court"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
)

// Options is what a console works with. All but Now, Log and Training must be set.
type Options struct {
	Cases    Cases
	Boards   Boards
	Reader   Reader
	Register Register
	Honours  Honours
	Intakes  Intakes
	// Courts are those beyond the ones built in, as the policy names them.
	Courts []policy.Court
	// Names gives the names of those who work at the court; nil shows IDs alone.
	Names Names
	// Now is the court's clock; time.Now if nil.
	Now func() time.Time
	Log *zap.Logger
	// Training marks every page, so that nobody takes a rehearsal for the court.
	Training bool
}

// Console serves the pages. It is made by New.
type Console struct {
	Options
	mux *http.ServeMux
	// checks bounds the files that are being checked.
	checks chan struct{}
}

//go:embed static
var files embed.FS

// New makes the console's handler, to be mounted at the root inside of sign-in,
// which puts the person into each request's context, and of a protection
// against requests that another site makes a browser send.
func New(o Options) *Console {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = zap.NewNop()
	}
	c := &Console{Options: o, mux: http.NewServeMux(), checks: make(chan struct{}, checksAtOnce)}
	c.routes()
	return c
}

// routes is every address of the console. What needs a person names the action.
func (c *Console) routes() {
	static, err := fs.Sub(files, "static")
	if err != nil {
		panic(fmt.Sprintf("console: %v", err))
	}
	c.mux.Handle("GET /static/{file}", kept(http.StripPrefix("/static/", http.FileServerFS(static))))
	c.mux.HandleFunc("GET /verify", c.page(c.verify))

	c.mux.HandleFunc("GET /{$}", c.signed("", c.home))
	c.mux.HandleFunc("GET /cases", c.signed("", c.list))
	c.mux.HandleFunc("GET /cases/{key}", c.signed("", c.showCase))
	c.mux.HandleFunc("GET /cases/{key}/decide/{event}", c.signed("", c.showForm))
	c.mux.HandleFunc("POST /cases/{key}/decide/{event}", c.signed("", c.decide))
	c.mux.HandleFunc("GET /cases/{key}/apply/{what}", c.signed("", c.apply))
	c.mux.HandleFunc("POST /cases/{key}/apply/{what}", c.signed("", c.apply))
	c.mux.HandleFunc("GET /honours", c.signed(lifecycle.ToList, c.honourLists))
	c.mux.HandleFunc("GET /audit", c.signed(lifecycle.ToAudit, c.audit))
	c.mux.HandleFunc("GET /cases/{key}/documents/{id...}", c.signed("", c.document))
	c.mux.HandleFunc("GET /stuck", c.signed(lifecycle.ToList, c.stuck))
	c.mux.HandleFunc("POST /stuck", c.signed(lifecycle.ToBulk, c.bulk))
	c.mux.HandleFunc("GET /stuck/export", c.signed(lifecycle.ToExport, c.exportStuck))
	c.mux.HandleFunc("GET /digest", c.signed(lifecycle.ToMeasure, c.digests))
	c.mux.HandleFunc("GET /digest/{id...}", c.signed(lifecycle.ToMeasure, c.digest))
	c.mux.HandleFunc("GET /figures", c.signed(lifecycle.ToMeasure, c.figures))
	c.mux.HandleFunc("GET /figures/export", c.signed(lifecycle.ToExport, c.exportFigures))
	c.mux.HandleFunc("GET /figures/{id}", c.signed(lifecycle.ToMeasure, c.figureCases))
	c.mux.HandleFunc("GET /figures/{id}/export", c.signed(lifecycle.ToExport, c.exportFigureCases))
	c.mux.HandleFunc("GET /intake", c.signed(lifecycle.ToFile, c.intake))
	c.mux.HandleFunc("POST /intake", c.signed(lifecycle.ToFile, c.check))
	c.mux.HandleFunc("GET /intake/{batch}", c.signed(lifecycle.ToFile, c.batch))
	c.mux.HandleFunc("POST /intake/{batch}", c.signed(lifecycle.ToFile, c.file))
	c.mux.HandleFunc("/", c.page(func(p *page) error { return &court.NotFoundError{What: "页面 page", ID: p.r.URL.Path} }))
}

// policyHeader forbids everything that does not come from this server, and
// everything inline.
const policyHeader = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'none'; connect-src 'self'; " +
	"form-action 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'"

// ServeHTTP implements http.Handler.
func (c *Console) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.secured(w)
	c.mux.ServeHTTP(w, r)
}

// secured sets the headers that every page has.
func (c *Console) secured(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Content-Security-Policy", policyHeader)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("X-Frame-Options", "SAMEORIGIN")
	h.Set("Vary", "Cookie")
}

// kept lets browsers keep what the build fixed; pages name it by its content.
func kept(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if path.Ext(r.URL.Path) == "" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		next.ServeHTTP(w, r)
	})
}

// page is one page being made for one request.
type page struct {
	*Console
	Lang  Lang
	Who   access.Person
	In    bool // somebody is signed in
	Title string
	Nav   string
	now   time.Time
	// people are the names of those whose IDs this page shows.
	people map[string]string
	w      http.ResponseWriter
	r      *http.Request
}

// T is a text in the page's language.
func (p *page) T(key string, args ...any) string { return p.Lang.T(key, args...) }

// May reports whether the person may do something at all.
func (p *page) May(a lifecycle.Action) bool { return p.In && p.Who.Reach(a) != lifecycle.Nobody }

// May reports the same of a case.
func (p *page) mayOn(a lifecycle.Action, row casefile.Row, f *casefile.Filing) bool {
	d := lifecycle.Desk{Court: row.Court, Division: row.Division, Judge: row.Judge}
	if f != nil {
		d.Clerk = f.Clerk
	}
	return p.In && access.Allowed(p.Who, a, p.Who.Post().Stands(d))
}

// know asks for the names of all whose IDs the page shows, at once. Without a
// roster the IDs stand alone.
func (p *page) know(ids ...string) {
	if p.Names == nil {
		return
	}
	names, err := p.Names.Names(p.r.Context(), ids)
	if err != nil {
		p.Log.Warn("the roster does not answer", zap.Error(err))
	}
	p.people = names
}

// person is somebody who works at the court: the name, where the roster has it,
// beside the ID.
func (p *page) person(id string) string {
	if name := p.people[id]; name != "" {
		return name + " " + id
	}
	return id
}

// signIn is the address that begins a session and comes back. From a sign-in
// that failed it goes where that one would have gone.
func signIn(back string) templ.SafeURL {
	if u, err := url.Parse(back); err == nil && u.Path == access.SignInPath {
		back = u.Query().Get("next")
	}
	return link(access.SignInPath, "next", back)
}

// page makes a handler of what makes a page, and a page of its error.
func (c *Console) page(do func(*page) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		p := &page{Console: c, Lang: language(w, r), now: c.Now(), w: w, r: r}
		p.Who, p.In = access.From(r.Context())
		if err := do(p); err != nil {
			p.fail(err)
		}
	}
}

// signed is a page for who is signed in and may do what it does.
func (c *Console) signed(a lifecycle.Action, do func(*page) error) http.HandlerFunc {
	return c.page(func(p *page) error {
		switch {
		case !p.In && p.r.Method == http.MethodGet && p.r.URL.Path == "/" && p.r.URL.Query().Has(access.SignedOut):
			// Not to the provider at once: it may know the person still and sign them in again.
			p.Title = p.T("signed.out")
			return p.show(http.StatusOK, signedOutPage(p))
		case !p.In && p.r.Method == http.MethodGet:
			p.w.Header().Set("Cache-Control", "no-store")
			http.Redirect(p.w, p.r, string(signIn(p.r.URL.RequestURI())), http.StatusSeeOther)
			return nil
		case !p.In:
			return p.keep()
		case a != "" && !p.May(a):
			return &court.DeniedError{Action: a}
		}
		return do(p)
	})
}

// sent is what somebody sent whose session was over: a name with a value, as
// often as it was sent.
type sent struct{ Name, Value string }

// keep answers a form that comes after the session's end. What was typed is not
// lost: the page has it in a form of its own, to be sent again after signing in
// beside it. Only a page of this site can have sent it here.
func (p *page) keep() error {
	p.r.Body = http.MaxBytesReader(p.w, p.r.Body, maxForm)
	if media, _, err := mime.ParseMediaType(p.r.Header.Get("Content-Type")); err != nil || media != "application/x-www-form-urlencoded" || p.r.ParseForm() != nil {
		return &court.SignInError{}
	}
	var all []sent
	for _, name := range slices.Sorted(maps.Keys(p.r.PostForm)) {
		for _, value := range p.r.PostForm[name] {
			all = append(all, sent{name, value})
		}
	}
	p.Title = p.T("error.401")
	return p.show(http.StatusUnauthorized, keptPage(p, all))
}

var errTooLarge = errors.New("too large")

// show writes a page whole or not at all: one that fails half-way must not
// look like one that is finished.
func (p *page) show(status int, content templ.Component) error {
	var b bytes.Buffer
	// What was done must be shown also when the time for it is up: templ makes
	// nothing of a page whose context has ended.
	if err := content.Render(context.WithoutCancel(p.r.Context()), &b); err != nil {
		return fmt.Errorf("make page %s: %w", p.r.URL.Path, err)
	}
	h := p.w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", p.Lang.Tag())
	h.Set("Cache-Control", "no-store")
	p.w.WriteHeader(status)
	_, err := p.w.Write(marked(b.Bytes(), p.Lang))
	if err != nil {
		p.Log.Debug("a page was not read to its end", zap.Error(err))
	}
	return nil
}

// trouble is what an error page says.
type trouble struct {
	Status  int
	Heading string
	Detail  string
	Help    string
	Problem *court.Problem
}

// fail shows an error in the console's own style.
func (p *page) fail(err error) {
	t := p.trouble(err)
	if t.Status >= 500 {
		p.Log.Error("a page could not be made", zap.String("path", p.r.URL.Path), zap.Error(err))
	}
	if t.Status == http.StatusServiceUnavailable {
		p.w.Header().Set("Retry-After", "5")
	}
	p.Title = t.Heading
	if showErr := p.show(t.Status, troublePage(p, t)); showErr != nil {
		p.Log.Error("not even the error page", zap.Error(showErr))
		http.Error(p.w, t.Heading, t.Status)
	}
}

// Trouble shows what keeps a request from the pages altogether, before it
// reaches them: too many requests, no session, another site's form. Headers
// that belong to the problem are set already.
func (c *Console) Trouble(w http.ResponseWriter, r *http.Request, problem *court.Problem) {
	c.secured(w)
	p := &page{Console: c, Lang: language(w, r), now: c.Now(), w: w, r: r}
	p.Who, p.In = access.From(r.Context())
	t := p.troubleOf(problem)
	t.Detail = p.Lang.pick(problem.Detail) // the gateway's, who tells no addresses
	p.Title = t.Heading
	if err := p.show(t.Status, troublePage(p, t)); err != nil {
		p.Log.Error("not even the error page", zap.Error(err))
		http.Error(w, t.Heading, t.Status)
	}
}

func (p *page) trouble(err error) trouble {
	var large *http.MaxBytesError
	if errors.As(err, &large) || errors.Is(err, errTooLarge) {
		return trouble{Status: http.StatusRequestEntityTooLarge, Heading: p.T("error.413"), Help: p.T("error.413.help")}
	}
	return p.troubleOf(court.ProblemOf(err))
}

func (p *page) troubleOf(problem *court.Problem) trouble {
	t := trouble{Status: problem.Status, Problem: problem}
	switch problem.Status {
	case http.StatusBadGateway, http.StatusGatewayTimeout:
		t.Status = http.StatusServiceUnavailable
	}
	key := fmt.Sprintf("error.%d", t.Status)
	if _, known := catalogue[key]; !known {
		key = "error.500"
	}
	t.Heading, t.Help = p.T(key), p.T(key+".help")
	if t.Status < 500 {
		t.Detail = p.Lang.pick(problem.Detail)
	}
	return t
}

// link is an address on this server with its query.
func link(path string, query ...string) templ.SafeURL {
	q := url.Values{}
	for i := 0; i+1 < len(query); i += 2 {
		if query[i+1] != "" {
			q.Set(query[i], query[i+1])
		}
	}
	if len(q) > 0 {
		path += "?" + q.Encode()
	}
	return templ.SafeURL(path)
}

func caseLink(key string) templ.SafeURL { return link("/cases/" + url.PathEscape(key)) }

func decideLink(key string, e lifecycle.Event, track string) templ.SafeURL {
	return link("/cases/"+url.PathEscape(key)+"/decide/"+url.PathEscape(string(e)), "track", track)
}

func documentLink(key, id string) templ.SafeURL {
	parts := strings.Split(id, "/")
	for i := range parts {
		parts[i] = url.PathEscape(parts[i])
	}
	return link("/cases/" + url.PathEscape(key) + "/documents/" + strings.Join(parts, "/"))
}

// sameAs is this page's address with one part of its query changed.
func (p *page) with(name, value string) templ.SafeURL {
	q := p.r.URL.Query()
	q.Del(name)
	if value != "" {
		q.Set(name, value)
	}
	if name != "after" {
		q.Del("after")
	}
	if len(q) == 0 {
		return templ.SafeURL(p.r.URL.Path)
	}
	return templ.SafeURL(p.r.URL.Path + "?" + q.Encode())
}

// query is one part of the page's query, cut to what a filter can be.
func (p *page) query(name string) string {
	s := strings.TrimSpace(p.r.URL.Query().Get(name))
	if len(s) > 200 {
		return s[:200]
	}
	return s
}
