package gateway

import (
	"fmt"
	"net"
	"net/http"

	"go.uber.org/zap"

	"luxing/activities/register"
	"luxing/starter/access"
	"luxing/starter/court"
	"luxing/starter/gateway/issuer"
	"luxing/starter/gateway/signin"
)

// Parts are what a gateway and the pages on it work with.
type Parts struct {
	Court    *court.Court
	Guard    *access.Guard
	Register *register.Register
	// Training says that cases' clocks can be moved here, which pages show.
	Training bool
	Log      *zap.Logger
}

// PartsOf puts a guard before a court whose register is at hand.
func PartsOf(c *court.Court, r *register.Register, log *zap.Logger) Parts {
	return Parts{Court: c, Guard: &access.Guard{Court: c, Trail: access.OverRegister(r), Now: c.Now}, Register: r, Log: log}
}

// Pages makes the pages that are mounted on a gateway; a nil handler is none.
type Pages func(Parts) http.Handler

func (p Pages) of(parts Parts) http.Handler {
	if p == nil {
		return nil
	}
	return p(parts)
}

// What the gateway is called at an identity provider unless it is told.
const (
	DefaultClientID = "luxing-console"
	DefaultAudience = "luxing-api"
)

// OpenLocal puts a gateway together for one machine: with the built-in issuer,
// whose people anybody at the machine may choose to be. It fails where the
// listener's address is not the loopback.
func OpenLocal(parts Parts, at net.Addr, pages Pages, change ...func(*Options)) (*Server, *issuer.Issuer, error) {
	url := "http://" + at.String()
	built, err := issuer.New(issuer.Options{
		At: at, URL: url + "/issuer", ClientID: DefaultClientID, RedirectURL: url + access.ReturnPath, Audience: DefaultAudience,
		People: issuer.People(), Systems: issuer.Systems(),
	})
	if err != nil {
		return nil, nil, err
	}
	console := pages.of(parts)
	in, err := signin.New(signin.Options{
		Issuer: url + "/issuer", ClientID: DefaultClientID, Audience: DefaultAudience, PublicURL: url,
		Courts: parts.Court.Policy.Courts, Store: parts.Register, Fail: Fail(parts.Log, console), Log: parts.Log,
	})
	if err != nil {
		return nil, nil, fmt.Errorf("sign-in: %w", err)
	}
	o := Options{
		Guard: parts.Guard, Register: parts.Register, SignIn: in, Console: console,
		Mount: map[string]http.Handler{built.Path() + "/": built}, Log: parts.Log,
	}
	for _, f := range change {
		f(&o)
	}
	s, err := New(o)
	return s, built, err
}

// Open puts a gateway together as settings say.
func Open(parts Parts, s Settings, pages Pages) (*Server, error) {
	console := pages.of(parts)
	in, err := signin.New(signin.Options{
		Issuer: s.Issuer, ClientID: s.ClientID, ClientSecret: s.ClientSecret, Audience: s.Audience, Algorithms: s.Algorithms, Scopes: s.Scopes,
		Claims: s.Claims, Courts: parts.Court.Policy.Courts, PublicURL: s.PublicURL, Store: parts.Register, Fail: Fail(parts.Log, console), Proxies: s.Proxies, Log: parts.Log,
	})
	if err != nil {
		return nil, fmt.Errorf("sign-in: %w", err)
	}
	return New(Options{
		Guard: parts.Guard, Register: parts.Register, SignIn: in, Console: console,
		Rate: s.Rate, Burst: s.Burst, InFlight: s.InFlight, Drain: s.Drain, Version: s.Version, Log: parts.Log,
	})
}
