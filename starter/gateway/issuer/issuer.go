package issuer

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"embed"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

const (
	codeLife  = time.Minute
	tokenLife = time.Hour
	// maxCodes bounds the codes that wait to be redeemed.
	maxCodes = 1000
)

// Options of an issuer.
type Options struct {
	// At is where it listens; New refuses what is not the loopback.
	At net.Addr
	// URL is its identifier, with the path it is mounted at: http://127.0.0.1:8080/issuer.
	URL string
	// ClientID may sign people in and be answered at RedirectURL, nowhere else.
	ClientID, RedirectURL string
	// Audience is whom the systems' tokens are for.
	Audience string
	People   []Person
	Systems  []System
	Now      func() time.Time
}

// Issuer is a provider for this machine. It is an http.Handler for the paths
// below its URL's.
type Issuer struct {
	o      Options
	path   string
	key    *ecdsa.PrivateKey
	kid    string
	signer jose.Signer
	mux    *http.ServeMux

	mu    sync.Mutex
	codes map[string]grant
}

// grant is a code that waits to be redeemed.
type grant struct {
	person    Person
	nonce     string
	challenge string
	scope     string
	expires   time.Time
}

// ErrNotLoopback is returned where somebody else could reach the issuer.
var ErrNotLoopback = errors.New("the built-in issuer lets anybody be anybody: it listens on the loopback only; set a real provider (LUXING_OIDC_ISSUER)")

// New makes an issuer with a new signing key.
func New(o Options) (*Issuer, error) {
	at, ok := o.At.(*net.TCPAddr)
	if !ok || !at.IP.IsLoopback() {
		return nil, ErrNotLoopback
	}
	u, err := url.Parse(o.URL)
	if err != nil || !onLoopback(u.Host) {
		return nil, fmt.Errorf("the issuer's URL %q: %w", o.URL, ErrNotLoopback)
	}
	back, err := url.Parse(o.RedirectURL)
	if err != nil || !onLoopback(back.Host) {
		return nil, fmt.Errorf("the way back %q: %w", o.RedirectURL, ErrNotLoopback)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	i := &Issuer{o: o, path: strings.TrimRight(u.Path, "/"), kid: rand.Text(), codes: map[string]grant{}, mux: http.NewServeMux()}
	if i.key, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
		return nil, fmt.Errorf("make the issuer's key: %w", err)
	}
	i.signer, err = jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: jose.JSONWebKey{Key: i.key, KeyID: i.kid}}, (&jose.SignerOptions{}).WithType("JWT"))
	if err != nil {
		return nil, fmt.Errorf("make the issuer's signer: %w", err)
	}
	i.mux.HandleFunc("GET "+i.path+"/.well-known/openid-configuration", i.discovery)
	i.mux.HandleFunc("GET "+i.path+"/keys", i.keys)
	i.mux.HandleFunc("GET "+i.path+"/authorize", i.choose)
	i.mux.HandleFunc("POST "+i.path+"/authorize", i.chosen)
	i.mux.HandleFunc("POST "+i.path+"/token", i.token)
	i.mux.HandleFunc("GET "+i.path+"/style.css", style)
	return i, nil
}

// Path is where the issuer is mounted, without a slash at its end.
func (i *Issuer) Path() string { return i.path }

// ServeHTTP implements http.Handler. A request that is not from this machine,
// names another host, or came through a proxy is refused.
func (i *Issuer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	from, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil || !from.Addr().Unmap().IsLoopback() || !onLoopback(r.Host) || proxied(r.Header) {
		http.Error(w, "内置身份仅限本机 the built-in issuer is for this machine only", http.StatusForbidden)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	i.mux.ServeHTTP(w, r)
}

// proxied reports whether a proxy says that it was there. One that says nothing
// and runs on this machine cannot be told from a browser.
func proxied(h http.Header) bool {
	for name := range h {
		switch {
		case name == "Via", name == "Forwarded", name == "X-Real-Ip", strings.HasPrefix(name, "X-Forwarded-"):
			return true
		}
	}
	return false
}

// onLoopback reports whether host, with or without a port, is this machine's name.
func onLoopback(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && ip.IsLoopback()
}

func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // whoever does not hear it asks again
}

func (i *Issuer) discovery(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, map[string]any{
		"issuer": i.o.URL, "authorization_endpoint": i.o.URL + "/authorize", "token_endpoint": i.o.URL + "/token", "jwks_uri": i.o.URL + "/keys",
		"response_types_supported": []string{"code"}, "response_modes_supported": []string{"query"},
		"grant_types_supported": []string{"authorization_code", "client_credentials"}, "subject_types_supported": []string{"public"},
		"id_token_signing_alg_values_supported": []string{string(jose.ES256)}, "scopes_supported": []string{"openid"},
		"token_endpoint_auth_methods_supported": []string{"none", "client_secret_basic", "client_secret_post"},
		"code_challenge_methods_supported":      []string{"S256"}, "authorization_response_iss_parameter_supported": true,
		"claims_supported": []string{"sub", "name", "luxing_roles", "luxing_court", "luxing_division"},
	})
}

func (i *Issuer) keys(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: i.key.Public(), KeyID: i.kid, Algorithm: string(jose.ES256), Use: "sig"}}})
}

// asked is a request for a code, checked.
type asked struct {
	Client, State, Nonce, Challenge, Scope string
}

// read checks a request for a code. What is wrong with the client or the way
// back is said here and nowhere else: an unknown address is not sent anything.
func (i *Issuer) read(v url.Values) (asked, string) {
	a := asked{v.Get("client_id"), v.Get("state"), v.Get("nonce"), v.Get("code_challenge"), v.Get("scope")}
	switch {
	case a.Client != i.o.ClientID:
		return a, "unknown client_id"
	case v.Get("redirect_uri") != i.o.RedirectURL:
		return a, "redirect_uri is not the client's"
	case v.Get("response_type") != "code":
		return a, "response_type: want code"
	case !slices.Contains(strings.Fields(a.Scope), "openid"):
		return a, "scope: want openid"
	case v.Get("code_challenge_method") != "S256" || len(a.Challenge) != 43:
		return a, "PKCE with S256 is required"
	case len(a.State) > 512 || len(a.Nonce) > 512:
		return a, "state or nonce is too long"
	}
	return a, ""
}

//go:embed page.html style.css
var files embed.FS

var page = template.Must(template.ParseFS(files, "page.html"))

func style(w http.ResponseWriter, r *http.Request) {
	http.ServeFileFS(w, r, files, "style.css")
}

func (i *Issuer) choose(w http.ResponseWriter, r *http.Request) {
	if _, wrong := i.read(r.URL.Query()); wrong != "" {
		http.Error(w, wrong, http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	// The form's answer leads back to the client: the one host but this page's
	// own that a form may lead to.
	back, _ := url.Parse(i.o.RedirectURL)
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; form-action 'self' "+back.Scheme+"://"+back.Host+"; frame-ancestors 'none'; base-uri 'none'")
	_ = page.Execute(w, map[string]any{
		// As it came, and checked; the template escapes it as an attribute.
		"Path": i.path, "Action": template.URL(i.path + "/authorize?" + r.URL.Query().Encode()), "People": i.o.People,
	})
}

func (i *Issuer) chosen(w http.ResponseWriter, r *http.Request) {
	a, wrong := i.read(r.URL.Query())
	if wrong == "" {
		if err := r.ParseForm(); err != nil {
			wrong = "the form cannot be read"
		}
	}
	n := slices.IndexFunc(i.o.People, func(p Person) bool { return p.ID == r.PostForm.Get("person") })
	if wrong == "" && n < 0 {
		wrong = "no such person"
	}
	if wrong != "" {
		http.Error(w, wrong, http.StatusBadRequest)
		return
	}
	code, now := rand.Text(), i.o.Now()
	i.mu.Lock()
	for c, g := range i.codes {
		if now.After(g.expires) || len(i.codes) > maxCodes {
			delete(i.codes, c)
		}
	}
	i.codes[code] = grant{i.o.People[n], a.Nonce, a.Challenge, a.Scope, now.Add(codeLife)}
	i.mu.Unlock()
	http.Redirect(w, r, i.o.RedirectURL+"?"+url.Values{"code": {code}, "state": {a.State}, "iss": {i.o.URL}}.Encode(), http.StatusSeeOther)
}

// token answers both grants. Errors are those of RFC 6749.
func (i *Issuer) token(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		answer(w, http.StatusBadRequest, map[string]string{"error": "invalid_request"})
		return
	}
	var out map[string]any
	var wrong string
	switch r.PostForm.Get("grant_type") {
	case "authorization_code":
		out, wrong = i.redeem(r.PostForm)
	case "client_credentials":
		out, wrong = i.system(r)
	default:
		wrong = "unsupported_grant_type"
	}
	if wrong != "" {
		status := http.StatusBadRequest
		if wrong == "invalid_client" {
			status = http.StatusUnauthorized
		}
		answer(w, status, map[string]string{"error": wrong})
		return
	}
	answer(w, http.StatusOK, out)
}

func (i *Issuer) redeem(v url.Values) (map[string]any, string) {
	i.mu.Lock()
	g, ok := i.codes[v.Get("code")]
	delete(i.codes, v.Get("code")) // once, whatever comes of it
	i.mu.Unlock()
	sum := sha256.Sum256([]byte(v.Get("code_verifier")))
	challenge := base64.RawURLEncoding.EncodeToString(sum[:])
	// oauth2 tries the client's ID in the header or in the form; as a public
	// client it has no secret, and the verifier is what proves it.
	if !ok || i.o.Now().After(g.expires) || v.Get("redirect_uri") != i.o.RedirectURL || subtle.ConstantTimeCompare([]byte(challenge), []byte(g.challenge)) != 1 {
		return nil, "invalid_grant"
	}
	id, err := i.sign(g.person, i.o.ClientID, g.nonce)
	if err != nil {
		return nil, "server_error"
	}
	token, err := i.sign(g.person, i.o.Audience, "")
	if err != nil {
		return nil, "server_error"
	}
	return map[string]any{"access_token": token, "id_token": id, "token_type": "Bearer", "expires_in": int(tokenLife / time.Second), "scope": g.scope}, ""
}

func (i *Issuer) system(r *http.Request) (map[string]any, string) {
	id, secret, ok := r.BasicAuth()
	if !ok {
		id, secret = r.PostForm.Get("client_id"), r.PostForm.Get("client_secret")
	}
	for _, s := range i.o.Systems {
		if s.ID == id && subtle.ConstantTimeCompare([]byte(s.Secret), []byte(secret)) == 1 {
			token, err := i.sign(s.Person, i.o.Audience, "")
			if err != nil {
				return nil, "server_error"
			}
			return map[string]any{"access_token": token, "token_type": "Bearer", "expires_in": int(tokenLife / time.Second)}, ""
		}
	}
	return nil, "invalid_client"
}

// Token signs a token of the API for a person, as a system would get it.
func (i *Issuer) Token(p Person) (string, error) { return i.sign(p, i.o.Audience, "") }

// TokenFor signs a token for another audience than the API's.
func (i *Issuer) TokenFor(p Person, audience string) (string, error) { return i.sign(p, audience, "") }

func (i *Issuer) sign(p Person, audience, nonce string) (string, error) {
	now := i.o.Now()
	claims := map[string]any{"name": p.Name, "luxing_roles": p.Roles, "luxing_court": p.Court}
	if p.Division != "" {
		claims["luxing_division"] = p.Division
	}
	if nonce != "" {
		claims["nonce"] = nonce
	}
	return jwt.Signed(i.signer).Claims(jwt.Claims{
		Issuer: i.o.URL, Subject: p.ID, Audience: jwt.Audience{audience}, ID: rand.Text(),
		IssuedAt: jwt.NewNumericDate(now), NotBefore: jwt.NewNumericDate(now), Expiry: jwt.NewNumericDate(now.Add(tokenLife)),
	}).Claims(claims).Serialize()
}
