package court

import (
	"context"
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// Application is the answer to an application for a certificate.
type Application struct {
	Key    string `json:"key"` // of the application: show and decide take it
	Case   string `json:"case"`
	Party  string `json:"party"`
	Status Status `json:"status"` // filed or already_filed
}

// trainingLead is how far a case's clock must be ahead of the wall clock to have
// been moved for training: further than two machines' clocks differ.
const trainingLead = time.Minute

// ApplyCertificate applies for a certificate of voluntary performance
// (自动履行证明) for one debtor of a case. While an application is open, or its
// certificate stands, there is no other: sent again it is answered
// AlreadyFiled. The application begins at the time on
// the case's clock where that was moved for training.
func (c *Court) ApplyCertificate(ctx context.Context, key, party string) (Application, error) {
	if err := checkKey(key); err != nil {
		return Application{}, err
	}
	seen, err := c.View(ctx, key)
	if err != nil {
		return Application{}, err
	}
	if seen.Kind != casefile.KindCase {
		return Application{}, badInput("案件 case", "key", "须为民事案件 a civil case", "民事案件的标识（%[1]s） the civil case's key, %[1]s", seen.Row.Case)
	}
	if seen.Filing != nil {
		if _, ok := seen.Filing.Party(party); !ok {
			var ids []string
			for _, p := range seen.Filing.Parties {
				ids = append(ids, p.ID)
			}
			return Application{}, &NotFoundError{What: "当事人 party", ID: clipped(party), Near: ids}
		}
	}
	at := c.clockOf(seen)
	a := Application{Case: key, Party: party}
	// An application that was refused, or whose certificate was revoked, does not
	// stand in the way of another: who performed since may ask again.
	a.Key, err = c.next(ctx, casefile.CertificateKey(key, party), func(h Held) (bool, error) {
		if h.Phase != lifecycle.Issued {
			return h.Phase == lifecycle.CertificateRefused, nil
		}
		known, ok := c.Register.(Honours)
		if !ok {
			return false, nil
		}
		st, err := known.Standing(ctx, casefile.StandingQuery{Certificate: h.Key})
		return st.Revoked, err
	})
	if err != nil {
		return Application{}, err
	}
	a.Status, err = c.begin(ctx, a.Key, casefile.CertWorkflow, "自动履行证明 certificate "+key+" "+party, at, casefile.CertificateInput{
		Case: key, Key: a.Key, Party: party, AppliedOn: calendar.Of(at), Policy: c.Policy, Edition: c.edition(), Days: c.Days,
	})
	if err != nil {
		return Application{}, err
	}
	return a, nil
}
