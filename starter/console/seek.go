package console

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"unicode"

	"luxing/starter/court"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// find goes to the case that somebody typed the key or the number of. That
// there is none and that it is out of the person's reach are one answer: nobody
// learns here what other courts and divisions have.
func (c *Console) find(p *page, asked string) error {
	bearer, err := c.Register.Bearer(p.r.Context(), casefile.NormalNumber(plain(asked)))
	if err != nil {
		return registerTrouble(err)
	}
	for _, key := range []string{bearer, plain(asked)} {
		if key == "" {
			continue
		}
		_, err := c.Cases.MayOn(p.r.Context(), lifecycle.ToRead, key)
		var missing *court.NotFoundError
		var denied *court.DeniedError
		var malformed *court.InputError
		switch {
		case err == nil:
			http.Redirect(p.w, p.r, string(caseLink(key)), http.StatusSeeOther)
			return nil
		case errors.As(err, &denied), errors.As(err, &missing), errors.As(err, &malformed):
		default:
			return fmt.Errorf("look for a case: %w", err)
		}
	}
	p.Nav, p.Title = "cases", p.T("seek.none")
	return p.show(http.StatusNotFound, seekPage(p, clip(asked, 80)))
}

// plain is what was typed without spaces and with full-width letters, digits
// and signs as half-width ones, as input methods mix them.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return -1
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		}
		return r
	}, s)
}
