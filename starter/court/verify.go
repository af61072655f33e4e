package court

import (
	"context"
	"errors"
	"strings"

	"luxing/activities/register"
)

// Verification is what anybody may learn of a certificate.
type Verification = register.Verification

// Verifier is what a Register that knows certificates answers as well.
type Verifier interface {
	Verify(ctx context.Context, numberOrCode string) (Verification, error)
}

// VerifyCertificate looks a certificate up by its number, or by the code that
// is printed on it, which tells more; see [register.Verification].
func (c *Court) VerifyCertificate(ctx context.Context, numberOrCode string) (Verification, error) {
	numberOrCode = strings.TrimSpace(numberOrCode)
	if numberOrCode == "" || len(numberOrCode) > 128 {
		return Verification{}, badInput("证明编号 the certificate", "certificate", "证明编号或核验码 number or verification code", "证明编号（如（2019）浙0211自动履行证明12号），或者证明上印的核验码 a number such as （2019）浙0211自动履行证明12号, or the code that is printed on the certificate")
	}
	if err := c.needRegister(); err != nil {
		return Verification{}, err
	}
	known, ok := c.Register.(Verifier)
	if !ok {
		return Verification{}, &UnreachableError{What: "登记册 the register", Err: errors.New("it does not know certificates")}
	}
	v, err := known.Verify(ctx, numberOrCode)
	switch {
	case errors.Is(err, register.ErrNotFound):
		return Verification{}, &NotFoundError{What: "证明 certificate", ID: clipped(numberOrCode)}
	case err != nil:
		return Verification{}, registerError("verify a certificate", err)
	}
	return v, nil
}

func (o overRegister) Verify(ctx context.Context, numberOrCode string) (Verification, error) {
	return o.r.Verify(ctx, numberOrCode)
}
