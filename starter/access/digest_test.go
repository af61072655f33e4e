package access_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/starter/access"
	"luxing/starter/court"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// A digest names every division's cases: it is for those who may look at the
// whole court's figures, and who read it is on the trail.
func TestADigestIsForThoseWhoseReachIsTheCourt(t *testing.T) {
	reg, err := register.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "register.db"))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, reg.Close()) })
	at := calendar.MustParse("2026-11-10").Start().Add(450 * time.Minute)
	made, err := reg.MakeDigest(t.Context(), casefile.DigestOrder{Court: "浙0211", On: calendar.MustParse("2026-11-10"), At: at, Since: at.Add(-24 * time.Hour)})
	require.NoError(t, err)
	key := casefile.DigestKey("浙0211", calendar.MustParse("2026-11-10"))
	touched := &trail{}
	g := &access.Guard{Court: &court.Court{Register: court.OverRegister(reg)}, Trail: touched, Now: func() time.Time { return at }}

	auditor := access.Person{Subject: "A001", Roles: []lifecycle.Role{lifecycle.Auditor}, Court: lifecycle.EveryCourt}
	other := access.Person{Subject: "Y900", Roles: []lifecycle.Role{lifecycle.President}, Court: "浙0105"}
	for _, c := range []struct {
		what        string
		who         access.Person
		reads       bool
		lists, none bool // none: a list of their own court, in which this is not
	}{
		{"a clerk", of("C001", "民一庭", lifecycle.Clerk), false, false, false},
		{"a judge", of("J001", "民一庭", lifecycle.Judge), false, false, false},
		{"the head of a division", of("H001", "民一庭", lifecycle.DivisionHead), false, false, false},
		{"an officer of enforcement", of("E001", "执行局", lifecycle.EnforcementJudge), false, false, false},
		{"the filing desk", of("I001", "立案庭", lifecycle.Intake), false, false, false},
		{"trial management", of("M001", "审管办", lifecycle.TrialManagement), true, true, false},
		{"the president", of("Y001", "", lifecycle.President), true, true, false},
		{"the auditor", auditor, true, true, false},
		{"another court's president", other, false, true, true},
	} {
		ctx := access.With(t.Context(), c.who, "192.0.2.7")
		var denied *court.DeniedError
		papers, err := g.Digests(ctx, court.DigestsQuery{})
		if c.lists {
			assert.NoError(t, err, c.what)
			assert.Equal(t, !c.none, len(papers) == 1, c.what)
		} else {
			assert.ErrorAs(t, err, &denied, c.what)
		}
		*touched = nil
		doc, err := g.Document(ctx, made.Document)
		if c.reads {
			require.NoError(t, err, c.what)
			assert.NotEmpty(t, doc.Content)
			assert.Equal(t, []access.Touch{{Who: c.who.Subject, Role: c.who.Role(), Court: c.who.Court, At: at, Case: key, What: "read_document", Detail: made.Document, From: "192.0.2.7"}}, []access.Touch(*touched), c.what)
		} else {
			assert.ErrorAs(t, err, &denied, c.what)
			assert.Empty(t, doc.Content, c.what)
		}
		if !c.reads && len(*touched) > 0 {
			assert.True(t, (*touched)[0].Refused, c.what)
		}
	}
}
