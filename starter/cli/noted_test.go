package cli

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/starter/court"
	"luxing/workflows/casefile"
)

// Whoever reads a case's personal data at the command line is on the trail as
// whoever reads them in the console is, and what cannot be written there is not
// given out.
func TestWhatIsReadAtTheCommandLineIsOnTheTrail(t *testing.T) {
	newDesk := func() *clerkDesk {
		d := &clerkDesk{
			paper: court.PaperContent{Paper: court.Paper{DocumentView: casefile.DocumentView{ID: "nb-1/fee_notice/P1/1"}, Case: "nb-1"}, Content: []byte("致张三")},
		}
		d.papers = []court.Paper{d.paper.Paper}
		d.seen.Key = "nb-1"
		d.seen.Filing = &casefile.Filing{Key: "nb-1", Parties: []casefile.Party{{ID: "P1", Name: "张三"}}}
		return d
	}
	for args, want := range map[string]court.Access{
		"case show nb-1":                                {Case: "nb-1", What: "read_case"},
		"case timeline nb-1":                            {Case: "nb-1", What: "read_case"},
		"case deadlines nb-1":                           {Case: "nb-1", What: "read_case"},
		"case explain nb-1 answer/D1":                   {Case: "nb-1", What: "read_deadlines", Detail: "answer/D1"},
		"documents list nb-1":                           {Case: "nb-1", What: "list_documents"},
		"documents get nb-1/fee_notice/P1/1 --out -":    {Case: "nb-1", What: "read_document", Detail: "nb-1/fee_notice/P1/1"},
		"documents get nb-1/fee_notice/P1/1 --out FILE": {Case: "nb-1", What: "read_document", Detail: "nb-1/fee_notice/P1/1"},
	} {
		words := func() []string {
			return strings.Fields(strings.ReplaceAll(args, "FILE", filepath.Join(t.TempDir(), "paper.html")))
		}
		d := newDesk()
		r := line(t, d, "", words()...)
		require.Zero(t, r.code, "%s: %s", args, r.err)
		want.Who, want.From = osUser(), "cli"
		require.Equal(t, []court.Access{want}, d.noted, args)
		require.True(t, strings.HasPrefix(want.Who, "os:") && len(want.Who) > 3, want.Who)

		d = newDesk()
		r = line(t, d, "", append(words(), "--as", "judge:J001")...)
		require.Zero(t, r.code, "%s: %s", args, r.err)
		want.Who, want.Role = "J001", "judge"
		require.Equal(t, []court.Access{want}, d.noted, args)

		for _, as := range []string{"judge", "nobody:J001"} {
			d = newDesk()
			r = line(t, d, "", append(words(), "--as", as)...)
			require.Equal(t, ExitBadInput, r.code, args)
			require.Empty(t, d.noted)
			require.NotContains(t, r.out, "张三")
		}

		d = newDesk()
		d.deaf = &court.UnreachableError{What: "登记册 the register", Err: errors.New("read-only")}
		r = line(t, d, "", words()...)
		require.NotZero(t, r.code, args)
		require.NotContains(t, r.out, "张三", args)
		require.NotContains(t, r.out, "nb-1", args)
	}
	// What is not there was not read.
	d := newDesk()
	d.err = &court.NotFoundError{What: "案件 case", ID: "nb-1"}
	require.Equal(t, ExitNotFound, line(t, d, "", "case", "show", "nb-1").code)
	require.Empty(t, d.noted)
}
