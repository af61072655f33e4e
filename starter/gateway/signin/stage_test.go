package signin_test

import (
	"context"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/starter/access"
	"luxing/starter/gateway/issuer"
	"luxing/starter/gateway/signin"
)

// sessions keeps sessions in memory.
type sessions struct {
	mu sync.Mutex
	of map[string]string
}

func (s *sessions) BeginSession(_ context.Context, secret, person string, _ time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.of[secret] = person
	return nil
}

func (s *sessions) Session(_ context.Context, secret string, _ time.Duration) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p, ok := s.of[secret]; ok {
		return p, nil
	}
	return "", register.ErrNotFound
}

func (s *sessions) EndSession(_ context.Context, secret string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.of, secret)
	return nil
}

// stage is sign-in before a page that says who asks, with the built-in issuer
// as a provider that can be made to offer more than it does.
type stage struct {
	t       *testing.T
	url     string
	issuer  *issuer.Issuer
	service *signin.Service
	mu      sync.Mutex
	offered map[string]string // in the discovery document besides
	asked   []url.Values      // at the provider, to sign in
}

// offers changes what the provider's discovery document has besides.
func (s *stage) offers(o map[string]string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.offered = o
}

// wanted is what the provider was asked the n-th time.
func (s *stage) wanted(n int) url.Values {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked[n]
}

func newStage(t *testing.T, offers map[string]string, change ...func(*signin.Options)) *stage {
	t.Helper()
	s := &stage{t: t, offered: offers}
	mux := http.NewServeMux()
	web := httptest.NewServer(mux)
	t.Cleanup(web.Close)
	s.url = web.URL
	var err error
	s.issuer, err = issuer.New(issuer.Options{
		At: web.Listener.Addr(), URL: s.url + "/issuer", ClientID: "console", RedirectURL: s.url + access.ReturnPath, Audience: "api",
		People: issuer.People(), Systems: issuer.Systems(),
	})
	require.NoError(t, err)
	mux.HandleFunc("/issuer/", func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		switch {
		case strings.HasSuffix(r.URL.Path, "/openid-configuration"):
			x := httptest.NewRecorder()
			s.issuer.ServeHTTP(x, r)
			var d map[string]any
			_ = json.Unmarshal(x.Body.Bytes(), &d)
			for k, v := range s.offered {
				d[k] = v
			}
			w.Header().Set("Content-Type", "application/json")
			_ = json.NewEncoder(w).Encode(d)
			return
		case r.Method == http.MethodGet && strings.HasSuffix(r.URL.Path, "/authorize"):
			s.asked = append(s.asked, r.URL.Query())
		}
		s.issuer.ServeHTTP(w, r)
	})
	o := signin.Options{
		Issuer: s.url + "/issuer", ClientID: "console", Audience: "api", PublicURL: s.url, Store: &sessions{of: map[string]string{}},
		Fail: func(w http.ResponseWriter, _ *http.Request, err error) { http.Error(w, err.Error(), http.StatusTeapot) },
	}
	for _, f := range change {
		f(&o)
	}
	s.service, err = signin.New(o)
	require.NoError(t, err)
	inner := http.NewServeMux()
	s.service.Routes(inner)
	inner.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		p, _ := access.From(r.Context())
		fmt.Fprint(w, p.Subject)
	})
	mux.Handle("/", s.service.Middleware(inner))
	return s
}

func (s *stage) browser() *http.Client {
	jar, err := cookiejar.New(nil)
	require.NoError(s.t, err)
	return &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// at asks for a page and returns its status, text and where it leads.
func (s *stage) at(b *http.Client, method, to string, form url.Values) (int, string, string) {
	s.t.Helper()
	if strings.HasPrefix(to, "/") {
		to = s.url + to
	}
	req, err := http.NewRequestWithContext(s.t.Context(), method, to, strings.NewReader(form.Encode()))
	require.NoError(s.t, err)
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	res, err := b.Do(req)
	require.NoError(s.t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	require.NoError(s.t, err)
	return res.StatusCode, string(body), res.Header.Get("Location")
}

var action = regexp.MustCompile(`action="([^"]+)"`)

// signIn goes the whole way of a person at a browser.
func (s *stage) signIn(b *http.Client, person string) {
	s.t.Helper()
	_, _, to := s.at(b, http.MethodGet, access.SignInPath, nil)
	_, page, _ := s.at(b, http.MethodGet, to, nil)
	_, _, to = s.at(b, http.MethodPost, html.UnescapeString(action.FindStringSubmatch(page)[1]), url.Values{"person": {person}})
	status, page, _ := s.at(b, http.MethodGet, to, nil)
	require.Equal(s.t, http.StatusSeeOther, status, page)
	_, who, _ := s.at(b, http.MethodGet, "/", nil)
	require.Equal(s.t, person, who)
}

// hanging is a provider that takes connections and never answers.
func hanging(t *testing.T) (url string, asked func() int) {
	t.Helper()
	at, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = at.Close() })
	var mu sync.Mutex
	n := 0
	go func() {
		for {
			c, err := at.Accept()
			if err != nil {
				return
			}
			mu.Lock()
			n++
			mu.Unlock()
			t.Cleanup(func() { _ = c.Close() })
		}
	}()
	return "http://" + at.Addr().String(), func() int { mu.Lock(); defer mu.Unlock(); return n }
}
