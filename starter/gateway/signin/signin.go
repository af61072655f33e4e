package signin

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"go.uber.org/zap"
	"golang.org/x/oauth2"

	"luxing/activities/register"
	"luxing/starter/access"
	"luxing/starter/court"
	"luxing/workflows/policy"
)

// Lives of a session.
const (
	SessionLife = 8 * time.Hour
	SessionIdle = time.Hour
	// loginLife is how long somebody may take at the provider.
	loginLife = 10 * time.Minute
	// providerPatience bounds a call to the provider.
	providerPatience = 10 * time.Second
)

// Store keeps sessions. [*register.Register] is one.
type Store interface {
	BeginSession(ctx context.Context, secret, person string, expires time.Time) error
	Session(ctx context.Context, secret string, idle time.Duration) (person string, err error)
	EndSession(ctx context.Context, secret string) error
}

// Options say where the provider is and how it is used.
type Options struct {
	// Issuer is the provider's URL; its discovery document is read when it is
	// first needed, so that a provider that is down keeps nobody from starting.
	Issuer string
	// ClientID and ClientSecret are the gateway's own at the provider. A provider
	// that takes public clients with PKCE needs no secret.
	ClientID, ClientSecret string
	// Audience is what bearer tokens must be for. It is not the ClientID: a token
	// that tells this gateway who somebody is lets nobody act for them.
	Audience string
	// Algorithms that a token may be signed with; RS256, ES256, PS256 and EdDSA if empty.
	Algorithms []string
	// Scopes beside openid.
	Scopes []string
	Claims Claims
	// Courts are those beyond the ones built in, as the policy names them.
	Courts []policy.Court
	// PublicURL is where browsers reach the gateway: https://court.example.
	PublicURL string
	Store     Store
	// Fail answers a request that cannot be let in.
	Fail func(http.ResponseWriter, *http.Request, error)
	// Client calls the provider; a client with a timeout if nil.
	Client *http.Client
	// Proxies are the reverse proxies whose X-Forwarded-For is believed.
	Proxies []netip.Prefix
	Now     func() time.Time
	Log     *zap.Logger
}

// Service is sign-in for one provider. It is safe for use by several goroutines.
type Service struct {
	o      Options
	secure bool // cookies travel by TLS only
	public *url.URL

	discovery discovery
}

// New checks the options. Nothing is connected to yet.
func New(o Options) (*Service, error) {
	var faults []error
	public, err := CheckPublicURL(o.PublicURL)
	if err != nil {
		faults = append(faults, err)
	}
	if err := CheckIssuer(o.Issuer); err != nil {
		faults = append(faults, err)
	}
	if o.ClientID == "" {
		faults = append(faults, errors.New("the client ID is missing"))
	}
	if o.Audience == "" || o.Audience == o.ClientID {
		faults = append(faults, errors.New("the audience of bearer tokens is missing, or the client ID: it must be another"))
	}
	if o.Store == nil || o.Fail == nil {
		faults = append(faults, errors.New("sign-in needs a store of sessions and a way to say no"))
	}
	if len(o.Algorithms) == 0 {
		o.Algorithms = []string{oidc.RS256, oidc.ES256, oidc.PS256, oidc.EdDSA}
	}
	for _, a := range o.Algorithms {
		if err := CheckAlgorithm(a); err != nil {
			faults = append(faults, err)
		}
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	if o.Claims.Subject == "" {
		o.Claims = DefaultClaims()
	}
	if o.Client == nil {
		o.Client = &http.Client{Timeout: providerPatience}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = zap.NewNop()
	}
	return &Service{o: o, public: public, secure: public.Scheme == "https"}, nil
}

// CheckPublicURL reads the address at which browsers reach a gateway, or says
// why it cannot be one.
func CheckPublicURL(address string) (*url.URL, error) {
	public, err := url.Parse(address)
	switch {
	case err != nil || public.Host == "" || public.Scheme != "https" && public.Scheme != "http" || public.User != nil ||
		public.RawQuery != "" || public.Fragment != "" || strings.Trim(public.Path, "/") != "":
		return nil, fmt.Errorf("the public URL %q: want https://HOST", address)
	case public.Scheme == "http" && !loopback(public.Hostname()):
		return nil, fmt.Errorf("the public URL %s: sessions need https but on the loopback", address)
	}
	return public, nil
}

// CheckIssuer says why an address cannot be an identity provider's.
func CheckIssuer(address string) error {
	issuer, err := url.Parse(address)
	if err != nil || issuer.Host == "" || issuer.User != nil || issuer.Scheme != "https" && (issuer.Scheme != "http" || !loopback(issuer.Hostname())) {
		return fmt.Errorf("the issuer %q: want https://HOST/PATH", address)
	}
	return nil
}

// CheckAlgorithm says why tokens may not be signed in some way.
func CheckAlgorithm(name string) error {
	// A provider's public key would be the secret of an HMAC.
	if strings.HasPrefix(name, "HS") || strings.EqualFold(name, "none") {
		return fmt.Errorf("algorithm %s: tokens are signed with a key pair", name)
	}
	return nil
}

// loopback reports whether a host's name is this machine's.
func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

func (s *Service) verifier(p *oidc.Provider, audience string) *oidc.IDTokenVerifier {
	return p.VerifierContext(oidc.ClientContext(context.Background(), s.o.Client),
		&oidc.Config{ClientID: audience, SupportedSigningAlgs: s.o.Algorithms, Now: s.o.Now})
}

func (s *Service) oauth(p *oidc.Provider) *oauth2.Config {
	return &oauth2.Config{
		ClientID: s.o.ClientID, ClientSecret: s.o.ClientSecret, Endpoint: p.Endpoint(),
		RedirectURL: s.public.ResolveReference(&url.URL{Path: access.ReturnPath}).String(),
		Scopes:      append([]string{oidc.ScopeOpenID}, s.o.Scopes...),
	}
}

// Secure reports whether browsers reach the gateway by TLS, here or at a proxy.
func (s *Service) Secure() bool { return s.secure }

// Routes adds the pages of sign-in to a mux.
func (s *Service) Routes(mux *http.ServeMux) {
	mux.HandleFunc("GET "+access.SignInPath, s.login)
	mux.HandleFunc("GET "+access.ReturnPath, s.callback)
	mux.HandleFunc("POST "+access.SignOutPath, s.logout)
	mux.HandleFunc("GET "+access.SignedOutPath, s.signedOut)
}

// CookieName is the session cookie's name by https.
const CookieName = "__Host-luxing"

// The cookies' names. __Host- keeps them from other hosts and paths; a browser
// takes it by TLS only.
func (s *Service) sessionCookie() string {
	if s.secure {
		return CookieName
	}
	return "luxing"
}

func (s *Service) loginCookie() string { return s.sessionCookie() + "-login" }

func (s *Service) cookie(name, value string, life time.Duration) *http.Cookie {
	c := &http.Cookie{Name: name, Value: value, Path: "/", HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteLaxMode, MaxAge: int(life / time.Second)}
	if value == "" {
		c.MaxAge = -1
	}
	return c
}

// leaving is what is remembered while somebody is at the provider.
type leaving struct {
	State    string `json:"s"`
	Nonce    string `json:"n"`
	Verifier string `json:"v"`
	Next     string `json:"to"`
}

func (s *Service) login(w http.ResponseWriter, r *http.Request) {
	// Under another name of this host, localhost say, the cookie of leaving would
	// not be there on coming back.
	if r.Host != s.public.Host && r.URL.Query().Get("at") == "" {
		at := s.public.ResolveReference(&url.URL{Path: access.SignInPath, RawQuery: url.Values{"next": {localPath(r.URL.Query().Get("next"))}, "at": {"home"}}.Encode()})
		http.Redirect(w, r, at.String(), http.StatusSeeOther)
		return
	}
	p, err := s.found(r.Context())
	if err != nil {
		s.o.Fail(w, r, err)
		return
	}
	l := leaving{State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier(), Next: localPath(r.URL.Query().Get("next"))}
	raw, err := json.Marshal(l)
	if err != nil {
		s.o.Fail(w, r, err)
		return
	}
	http.SetCookie(w, s.cookie(s.loginCookie(), base64.RawURLEncoding.EncodeToString(raw), loginLife))
	w.Header().Set("Cache-Control", "no-store")
	ask := []oauth2.AuthCodeOption{oidc.Nonce(l.Nonce), oauth2.S256ChallengeOption(l.Verifier)}
	if c, err := r.Cookie(s.leftCookie()); err == nil && c.Value != "" {
		ask = append(ask, oauth2.SetAuthURLParam("prompt", "login")) // somebody left at this browser
	}
	http.Redirect(w, r, s.oauth(p).AuthCodeURL(l.State, ask...), http.StatusSeeOther)
}

// localPath keeps a way back within this host: a link that signs people in and
// then leads elsewhere is somebody's trap.
func localPath(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n") ||
		strings.HasPrefix(u.Path, "/auth/") {
		return "/"
	}
	return next
}

func (s *Service) callback(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	var l leaving
	c, err := r.Cookie(s.loginCookie())
	if err == nil {
		var raw []byte
		if raw, err = base64.RawURLEncoding.DecodeString(c.Value); err == nil {
			err = json.Unmarshal(raw, &l)
		}
	}
	q := r.URL.Query()
	if err != nil || l.State == "" || subtle.ConstantTimeCompare([]byte(l.State), []byte(q.Get("state"))) != 1 {
		s.o.Fail(w, r, &court.SignInError{Why: "it was not begun in this browser, or took longer than ten minutes; begin again at " + access.SignInPath})
		return
	}
	http.SetCookie(w, s.cookie(s.loginCookie(), "", 0))
	if said := q.Get("error"); said != "" {
		s.o.Fail(w, r, &court.SignInError{Why: fmt.Sprintf("the identity provider said %.40q", said)})
		return
	}
	person, err := s.redeem(r.Context(), l, q.Get("code"))
	if err != nil {
		s.o.Fail(w, r, err)
		return
	}
	raw, err := json.Marshal(person) // with the provider's token, for signing out
	if err != nil {
		s.o.Fail(w, r, err)
		return
	}
	// A new secret at every sign-in: nobody's session is one that was there before.
	secret := rand.Text() + rand.Text()
	if err := s.o.Store.BeginSession(r.Context(), secret, string(raw), s.o.Now().Add(SessionLife)); err != nil {
		s.o.Fail(w, r, &court.UnreachableError{What: "登记册 the register", Err: err})
		return
	}
	if old, err := r.Cookie(s.sessionCookie()); err == nil {
		if err := s.o.Store.EndSession(r.Context(), old.Value); err != nil {
			s.o.Log.Warn("a session that was replaced goes on until it expires", zap.Error(err))
		}
	}
	if _, err := r.Cookie(s.leftCookie()); err == nil {
		http.SetCookie(w, s.cookie(s.leftCookie(), "", 0))
	}
	http.SetCookie(w, s.cookie(s.sessionCookie(), secret, SessionLife))
	s.o.Log.Info("signed in", zap.String("who", person.Subject), zap.String("court", person.Court))
	http.Redirect(w, r, localPath(l.Next), http.StatusSeeOther)
}

// redeem turns the provider's code into a person, and the token that told of them.
func (s *Service) redeem(ctx context.Context, l leaving, code string) (kept, error) {
	p, err := s.found(ctx)
	if err != nil {
		return kept{}, err
	}
	ctx, cancel := context.WithTimeout(oidc.ClientContext(ctx, s.o.Client), providerPatience)
	defer cancel()
	token, err := s.oauth(p).Exchange(ctx, code, oauth2.VerifierOption(l.Verifier))
	var said *oauth2.RetrieveError
	switch {
	case errors.As(err, &said):
		return kept{}, &court.SignInError{Why: fmt.Sprintf("the identity provider did not take its code (%.40s)", said.ErrorCode)}
	case err != nil:
		return kept{}, &court.UnreachableError{What: provider, Err: err}
	}
	raw, _ := token.Extra("id_token").(string)
	verified, err := s.verifier(p, s.o.ClientID).Verify(ctx, raw)
	if err != nil {
		return kept{}, &court.SignInError{Why: "the identity provider's token does not hold: " + err.Error()}
	}
	if subtle.ConstantTimeCompare([]byte(verified.Nonce), []byte(l.Nonce)) != 1 {
		return kept{}, &court.SignInError{Why: "the identity provider's token was made for another sign-in"}
	}
	person, err := s.told(verified)
	return kept{person, raw}, err
}

// told is the person that a verified token tells of.
func (s *Service) told(t *oidc.IDToken) (access.Person, error) {
	var claims map[string]any
	if err := t.Claims(&claims); err != nil {
		return access.Person{}, &court.SignInError{Why: "the token's claims cannot be read"}
	}
	p, err := s.o.Claims.person(claims, s.o.Courts)
	if err != nil {
		return access.Person{}, &court.SignInError{Why: err.Error()}
	}
	return p, nil
}

// Middleware puts who asks into the request's context. Nobody is let on as
// nobody; a token that does not hold is refused, since whoever sent it means
// to be somebody.
func (s *Service) Middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		from := s.Address(r)
		ctx := access.WithAddress(r.Context(), from)
		person, err := s.who(r.WithContext(ctx))
		if err != nil {
			s.o.Fail(w, r, err)
			return
		}
		if person != nil {
			ctx = access.With(ctx, *person, from)
		}
		if s.secure {
			ctx = access.WithTLS(ctx)
		}
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// who asks; nil for nobody.
func (s *Service) who(r *http.Request) (*access.Person, error) {
	if given := r.Header.Values("Authorization"); len(given) > 0 {
		scheme, token, _ := strings.Cut(given[0], " ")
		if len(given) > 1 || !strings.EqualFold(scheme, "Bearer") {
			return nil, &court.SignInError{Why: "want one Authorization: Bearer TOKEN"}
		}
		return s.bearer(r.Context(), strings.TrimSpace(token))
	}
	c, _ := r.Cookie(s.sessionCookie()) // the one error is that there is none
	if c == nil || c.Value == "" {
		return nil, nil
	}
	raw, err := s.o.Store.Session(r.Context(), c.Value, SessionIdle)
	switch {
	case errors.Is(err, register.ErrNotFound):
		return nil, nil
	case err != nil:
		return nil, &court.UnreachableError{What: "登记册 the register", Err: err}
	}
	var p access.Person
	if err := json.Unmarshal([]byte(raw), &p); err != nil {
		return nil, fmt.Errorf("read a session: %w", err)
	}
	return &p, nil
}

// maxToken bounds what is looked at.
const maxToken = 16 << 10

func (s *Service) bearer(ctx context.Context, token string) (*access.Person, error) {
	if token == "" || len(token) > maxToken {
		return nil, &court.SignInError{Why: "the bearer token is empty or too long"}
	}
	p, err := s.found(ctx)
	if err != nil {
		return nil, err
	}
	// A key that is not known yet is asked for.
	waiting, cancel := context.WithTimeout(ctx, waitPatience)
	defer cancel()
	verified, err := s.verifier(p, s.o.Audience).Verify(waiting, token)
	if waiting.Err() != nil {
		return nil, &court.UnreachableError{What: provider, Err: waiting.Err()}
	}
	if err != nil {
		return nil, &court.SignInError{Why: "the bearer token does not hold: " + err.Error()}
	}
	person, err := s.told(verified)
	if err != nil {
		return nil, err
	}
	person.System = true
	return &person, nil
}

// Address is the client's, without its port: behind a proxy that is believed,
// the last address in X-Forwarded-For that is not a believed proxy's.
func (s *Service) Address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	ip, err := netip.ParseAddr(host)
	if err != nil || !s.proxy(ip) {
		return host
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		behind, err := netip.ParseAddr(strings.TrimSpace(hop))
		if err != nil {
			break
		}
		if ip = behind.Unmap(); !s.proxy(ip) {
			break
		}
	}
	return ip.String()
}

func (s *Service) proxy(ip netip.Addr) bool {
	return slices.ContainsFunc(s.o.Proxies, func(p netip.Prefix) bool { return p.Contains(ip.Unmap()) })
}
