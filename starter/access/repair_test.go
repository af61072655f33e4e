package access_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/starter/access"
	"luxing/starter/court"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// What is applied for in a party's place is on the trail before it is handed
// in, and so is whoever may not; what cannot be written there is not handed in.
func TestAnApplicationIsOnTheTrailBeforeItIsHandedIn(t *testing.T) {
	repair := court.RepairApplication{Enforcement: "nb-1-zhi", Party: "D1"}
	for name, c := range map[string]struct {
		what, key, detail string
		who               access.Person
		apply             func(*access.Guard, access.Person) error
	}{
		"a credit repair": {"apply_repair", "nb-1-zhi", "D1", of("I001", "立案庭", lifecycle.Intake), func(g *access.Guard, p access.Person) error {
			_, err := g.ApplyRepair(access.With(t.Context(), p, "192.0.2.7"), repair)
			return err
		}},
		"a certificate": {"apply_certificate", "nb-1", "D1", of("C001", "民一庭", lifecycle.Clerk), func(g *access.Guard, p access.Person) error {
			_, err := g.ApplyCertificate(access.With(t.Context(), p, "192.0.2.7"), "nb-1", "D1")
			return err
		}},
		"the review of one": {"review_certificate", "nb-1", "false_performance", of("C001", "民一庭", lifecycle.Clerk), func(g *access.Guard, p access.Person) error {
			_, err := g.ReviewCertificate(access.With(t.Context(), p, "192.0.2.7"), "nb-1", casefile.RevocationGround("false_performance"), "虚假履行")
			return err
		}},
	} {
		g, touched := guarded(t)
		func() {
			defer func() { _ = recover() }() // there is no server here to hand it in to
			_ = c.apply(g, c.who)
		}()
		require.NotEmpty(t, *touched, name)
		assert.Equal(t, access.Touch{Who: c.who.Subject, Role: c.who.Role(), Court: "浙0211", At: g.Now(), Case: c.key, What: c.what, Detail: c.detail, From: "192.0.2.7"}, (*touched)[0], name)

		*touched = nil
		stranger := access.Person{Subject: "C900", Roles: []lifecycle.Role{lifecycle.Clerk}, Court: "浙0105", Division: "民一庭"}
		var denied *court.DeniedError
		require.ErrorAs(t, c.apply(g, stranger), &denied, name)
		require.Len(t, *touched, 1, name)
		assert.True(t, (*touched)[0].Refused, name)

		g.Trail = deaf{}
		var away *court.UnreachableError
		require.ErrorAs(t, c.apply(g, c.who), &away, name)
	}
}
