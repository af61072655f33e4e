package console

import (
	"errors"
	"fmt"
	"net/http"

	"luxing/activities/register"
)

// verification is what the public page shows of a certificate.
type verification struct {
	Asked string
	Found *register.Verification
	None  bool
}

// verify is the public page on which anybody looks a certificate up, by its
// number or by the code that is printed on it, which is also in its QR code.
func (c *Console) verify(p *page) error {
	p.Nav, p.Title = "verify", p.T("verify.title")
	v := verification{Asked: p.query("q")}
	if v.Asked == "" {
		return p.show(http.StatusOK, verifyPage(p, v))
	}
	found, err := c.Register.Verify(p.r.Context(), v.Asked)
	switch {
	case errors.Is(err, register.ErrNotFound):
		v.None = true
		return p.show(http.StatusNotFound, verifyPage(p, v))
	case err != nil:
		return fmt.Errorf("verify a certificate: %w", registerTrouble(err))
	}
	v.Found = &found
	return p.show(http.StatusOK, verifyPage(p, v))
}
