package court

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/workflows/lifecycle"
)

func TestReadingTheTrailIsOnTheTrail(t *testing.T) {
	c := registered(t, 1)
	require.NoError(t, c.Register.(Noter).NoteAccess(t.Context(), Access{At: c.Now().Add(-time.Hour), Who: "J002", Role: "judge", Court: "浙0211", Case: "nb-000", What: "read", From: "10.1.2.3", Refused: true}))

	page, err := c.Audit(t.Context(), lifecycle.Auditor, "A001", AccessFilter{Case: "nb-000"})
	require.NoError(t, err)
	require.Len(t, page.Accesses, 2)
	require.Equal(t, "read_trail", page.Accesses[0].What)
	require.Equal(t, "A001", page.Accesses[0].Who)
	require.True(t, page.Accesses[1].Refused)

	var out bytes.Buffer
	require.NoError(t, c.ExportAccesses(t.Context(), lifecycle.Auditor, "A001", AccessFilter{Who: "J002"}, CSV, &out))
	require.Contains(t, out.String(), "2026-11-10 09:00:00,J002,承办法官,浙0211,nb-000,read,,10.1.2.3,是 yes")
	require.Equal(t, 3, strings.Count(out.String(), "\r\n"), "two heads and the one access that was asked for")

	// Nobody else reads it, and a trail that is not there is not read.
	var denied *DeniedError
	for _, r := range lifecycle.Roles() {
		if r.Role == lifecycle.Auditor {
			continue
		}
		_, err = c.Audit(t.Context(), r.Role, "X001", AccessFilter{})
		require.ErrorAs(t, err, &denied, r.Role)
		require.ErrorAs(t, c.ExportAccesses(t.Context(), r.Role, "X001", AccessFilter{}, CSV, &out), &denied, r.Role)
	}
	c.Register = nil
	var unreachable *UnreachableError
	_, err = c.Audit(t.Context(), lifecycle.Auditor, "A001", AccessFilter{})
	require.ErrorAs(t, err, &unreachable)
}
