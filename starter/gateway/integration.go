package gateway

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"luxing/starter/access"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

func (s *Server) integrationOperations() {
	pay := operation(http.MethodPost, "/cases/{key}/payments", "report-payment", "integration", "到账 Report a payment",
		"Money received, as a payment system reports it: the decision pay of a civil case, collect of an enforcement. A payment has an ID of its own and is booked once under it.", http.StatusNotFound)
	pay.SkipValidateBody = true
	huma.Register(s.api, pay, func(ctx context.Context, in *struct {
		CaseKey
		OnceKey
		Prefer  string `header:"Prefer" doc:"respond-async: do not wait for the verdict" maxLength:"200"`
		RawBody []byte `contentType:"application/json"`
	}) (*decided, error) {
		event, err := s.moneyEvent(ctx, in.Case)
		if err != nil {
			return nil, s.problemOf(err)
		}
		return s.reported(ctx, in.Case, "payment-", event, in.RawBody, in.Prefer)
	})
	bodyOf(s.api.OpenAPI(), "/cases/{key}/payments", "PaymentForm")
	s.describeLeft("/cases/{key}/payments")

	for _, r := range []struct {
		path, id, summary string
		event             lifecycle.Event
	}{
		{"/cases/{key}/deliveries", "report-delivery", "送达回执 Report a delivery", lifecycle.RecordServed},
		{"/cases/{key}/failed-deliveries", "report-failed-delivery", "退件 Report a failed delivery", lifecycle.RecordFailed},
	} {
		op := operation(http.MethodPost, r.path, r.id, "integration", r.summary,
			"A receipt of the post or of the electronic-service platform. The same receipt sent again is one receipt.", http.StatusNotFound)
		op.SkipValidateBody = true
		huma.Register(s.api, op, func(ctx context.Context, in *struct {
			CaseKey
			OnceKey
			Prefer  string `header:"Prefer" doc:"respond-async: do not wait for the verdict" maxLength:"200"`
			RawBody []byte `contentType:"application/json"`
		}) (*decided, error) {
			return s.reported(ctx, in.Case, "receipt-", r.event, in.RawBody, in.Prefer)
		})
		bodyOf(s.api.OpenAPI(), r.path, "ServiceForm")
		s.describeLeft(r.path)
	}
}

// moneyEvent is what money is to a case: an enforcement collects it.
func (s *Server) moneyEvent(ctx context.Context, key string) (lifecycle.Event, error) {
	if _, err := s.Guard.May(ctx, lifecycle.ToDecide); err != nil {
		return "", err
	}
	held, found, err := s.Guard.Court.Held(ctx, key)
	if err != nil {
		return "", err
	}
	if found && held.Kind == casefile.KindEnforcement {
		return lifecycle.Collect, nil
	}
	return lifecycle.Pay, nil
}

// reported sends what another system reports as a decision. Its ID is made of
// the event and what is reported, a payment's of its own ID: the same report is
// one decision whoever sends it again, and another payment under a known ID is
// refused by the case.
func (s *Server) reported(ctx context.Context, key, prefix string, e lifecycle.Event, data []byte, prefer string) (*decided, error) {
	about := data
	if form, faults := casefile.ReadForm(e, data); len(faults) == 0 {
		if p, ok := form.(*casefile.PaymentForm); ok {
			about = []byte(p.Payment)
		} else if canonical, err := json.Marshal(form); err == nil {
			about = canonical
		}
	}
	sum := sha256.Sum256(append([]byte(string(e)+"\x00"), bytes.TrimSpace(about)...))
	return s.order(ctx, key, access.Order{ID: prefix + hex.EncodeToString(sum[:12]), Event: e, Data: data}, prefersAsync(prefer))
}
