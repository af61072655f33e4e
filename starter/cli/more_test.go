package cli

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/starter/court"
	"luxing/workflows/casefile"
)

// A list goes on as it was asked for: without its filters it would go on with
// another one.
func TestTheNextPageIsOfTheSameList(t *testing.T) {
	d := &clerkDesk{}
	d.board.Next, d.board.Total = "CUR+1", 2
	d.board.Cases = []court.Listed{{Key: "nb-1", Kind: casefile.KindCase}}
	d.behind.Next, d.behind.Cases = "CUR", []register.FigureCase{{}}
	d.trail.Next, d.trail.Accesses = "CUR", []court.Access{{Who: "J001"}}
	for args, want := range map[string]string{
		"stuck --court 浙0211 --division 民一庭 --reason overdue --limit 1 --cursor OLD":                           "starter stuck --court 浙0211 --division 民一庭 --limit 1 --reason overdue --cursor CUR+1",
		"figures public-notice --cases --numerator --division 民一庭 --from 2026-01-01 --to 2026-06-30 --limit 1": "starter figures public-notice --cases --division 民一庭 --from 2026-01-01 --limit 1 --numerator --to 2026-06-30 --cursor CUR",
		"audit --as auditor:A001 --case nb-1 --from 2026-01-01":                                                "starter audit --as auditor:A001 --case nb-1 --from 2026-01-01 --cursor CUR",
	} {
		r := line(t, d, "", strings.Fields(args)...)
		require.Zero(t, r.code, r.err)
		said := strings.Join(strings.Fields(r.out), " ")
		require.Contains(t, said, want, args)
		// Typed as it stands, it is taken.
		require.Zero(t, line(t, d, "", strings.Fields(want)[1:]...).code, want)
	}
	require.Equal(t, `'a b' 'it'\''s' '' x`, strings.Join([]string{quoted("a b"), quoted("it's"), quoted(""), quoted("x")}, " "))
}
