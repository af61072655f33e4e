package signin

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"

	"luxing/starter/court"
)

// provider is what it is called where it cannot be reached.
const provider = "统一身份认证 the identity provider"

const (
	// waitPatience bounds how long one request waits for the provider: whoever
	// waits takes one of the places for requests under way.
	waitPatience = 3 * time.Second
	// lookAgain is how soon a provider that was not there is asked again.
	lookAgain = 3 * time.Second
)

// discovery is the provider's discovery document, read once it can be. One
// request at a time looks for it. While it is known to be away nobody waits
// but the one who looks: a provider that does not answer must not take the
// places of those who need none.
type discovery struct {
	mu      sync.Mutex
	found   *oidc.Provider
	looking chan struct{} // closed when the look that is under way is over
	failed  error         // of the last look, or of the one that lasts too long
	at      time.Time     // when it failed
}

var errSlow = errors.New("it does not answer")

// found is the provider's discovery document. The error is an *UnreachableError.
func (s *Service) found(ctx context.Context) (*oidc.Provider, error) {
	d := &s.discovery
	d.mu.Lock()
	if d.found != nil || d.failed != nil && (d.looking != nil || time.Since(d.at) < lookAgain) {
		defer d.mu.Unlock()
		return d.found, away(d.found, d.failed)
	}
	if d.looking == nil {
		d.looking = make(chan struct{})
		go s.look(d.looking)
	}
	looking := d.looking
	d.mu.Unlock()

	slow := time.NewTimer(waitPatience)
	defer slow.Stop()
	select {
	case <-looking:
	case <-ctx.Done():
		return nil, away(nil, ctx.Err())
	case <-slow.C:
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.looking == looking && d.failed == nil {
		d.failed, d.at = errSlow, time.Now()
	}
	return d.found, away(d.found, d.failed)
}

// away is the error of a provider that was not found.
func away(p *oidc.Provider, why error) error {
	if p != nil {
		return nil
	}
	return &court.UnreachableError{What: provider, Err: why}
}

// look reads the document, at most as long as the client lets it.
func (s *Service) look(over chan struct{}) {
	// The keys are fetched again for years with what this context carries.
	p, err := oidc.NewProvider(oidc.ClientContext(context.Background(), s.o.Client), s.o.Issuer)
	d := &s.discovery
	d.mu.Lock()
	defer d.mu.Unlock()
	d.looking = nil
	if d.found, d.failed = p, err; err != nil {
		d.found, d.at = nil, time.Now()
	}
	close(over)
}
