package register

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// Verification is what anybody may learn of a certificate.
type Verification struct {
	Number   string        `json:"number"`
	Court    string        `json:"court"`
	IssuedOn calendar.Date `json:"issuedOn"`
	// Valid says that the certificate stands: it was issued and not undone.
	Valid bool `json:"valid"`
	// RevokedOn is the day it was revoked. Why, only the parties are told.
	RevokedOn calendar.Date `json:"revokedOn,omitzero"`
	// Phase is where the application stands, issued for a valid certificate.
	Phase lifecycle.State `json:"phase"`

	// The rest is told only to who shows the verification code that is printed
	// on the certificate.

	CaseNumber string `json:"caseNumber,omitempty"`
	Name       string `json:"name,omitempty"`   // of the debtor; of a person all but the first character is masked
	SHA256     string `json:"sha256,omitempty"` // of the document
}

// Verify looks a certificate up by its number, such as
// （2019）浙0211自动履行证明12号 with brackets of either width, or by the
// verification code that is printed on it, with or without hyphens. It returns
// [ErrNotFound] for one that was never given.
func (r *Register) Verify(ctx context.Context, numberOrCode string) (Verification, error) {
	asked := strings.Join(strings.Fields(numberOrCode), "")
	var v Verification
	var code, caseKey, party, issued, revoked string
	err := r.read().row(ctx, `SELECT c.number, c.court, c.issued_on, c.code, c.case_key, c.party, d.sha256, w.phase, c.revoked_on
		FROM certificates c JOIN documents d ON d.id = c.document_id JOIN workflows w ON w.key = c.key
		WHERE c.number = ? OR c.code = ?`, casefile.NormalNumber(asked), normalCode(asked)).
		Scan(&v.Number, &v.Court, &issued, &code, &caseKey, &party, &v.SHA256, &v.Phase, &revoked)
	if errors.Is(err, sql.ErrNoRows) {
		return Verification{}, fmt.Errorf("certificate: %w", ErrNotFound)
	}
	if err == nil {
		err = v.IssuedOn.UnmarshalText([]byte(issued))
	}
	if err != nil {
		return Verification{}, fmt.Errorf("certificate: %w", err)
	}
	if revoked != "" {
		if err := v.RevokedOn.UnmarshalText([]byte(revoked)); err != nil {
			return Verification{}, fmt.Errorf("certificate: %w", err)
		}
		v.Phase = lifecycle.CertificateRevoked
	}
	v.Valid = v.Phase == lifecycle.Issued
	if code != normalCode(asked) {
		v.SHA256 = ""
		return v, nil
	}
	err = r.read().row(ctx, "SELECT case_number FROM workflows WHERE key = ?", caseKey).Scan(&v.CaseNumber)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return Verification{}, fmt.Errorf("certificate: %w", err)
	}
	parties, err := partiesOf(ctx, r.read(), caseKey)
	if err != nil {
		return Verification{}, fmt.Errorf("certificate: %w", err)
	}
	for _, p := range parties {
		if p.ID == party {
			v.Name = masked(p)
		}
	}
	return v, nil
}

// normalCode writes a verification code as it is printed, and reads the
// letters that the alphabet does without as what they are mistaken for.
func normalCode(s string) string {
	s = strings.NewReplacer("-", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(s))
	if len(s) != 12 {
		return ""
	}
	return s[:4] + "-" + s[4:8] + "-" + s[8:]
}

func masked(p casefile.Party) string {
	if p.Kind != casefile.Person {
		return p.Name
	}
	name := []rune(p.Name)
	for i := 1; i < len(name); i++ {
		name[i] = '*'
	}
	return string(name)
}
