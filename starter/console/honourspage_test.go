package console_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/starter/access"
	"luxing/starter/console"
	"luxing/starter/court"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
)

// The page of the integrity lists is light however many holders a list has, and
// shows the latest batch unless another is asked for.
func TestTheListsPageIsLightWithFiveThousandEntries(t *testing.T) {
	const many = 5_000
	r, err := register.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "register.db"))
	require.NoError(t, err)
	t.Cleanup(func() { _ = r.Close() })
	latest, before := "list-330211-2026h1", "list-330211-2025h2"
	for key, n := range map[string]int{latest: many, before: 10} {
		var all []casefile.ListEntry
		for i := range n {
			all = append(all, casefile.ListEntry{
				ListSubject: casefile.ListSubject{Certificate: fmt.Sprintf("%s-%05d-zm", key, i), Number: fmt.Sprintf("（2026）浙0211自动履行证明%d号", i+1), Case: fmt.Sprintf("%s-%05d", key, i), Party: "D1", IssuedOn: calendar.MustParse("2026-01-05")},
				State:       casefile.EntryListed, ListedOn: calendar.MustParse("2026-02-05"), CheckedOn: calendar.MustParse("2026-02-04"), Source: "全国法院失信被执行人名单", Why: "未见其他未履行的生效文书 no other duty is open",
			})
		}
		_, err = r.Write(t.Context(), casefile.Record{Key: key, Kind: casefile.KindList, Seq: 1, Listed: all,
			Row: casefile.Row{Case: key, Court: "浙0211", Phase: lifecycle.ListApproval, PhaseSince: time.Now(), Updated: time.Now()}})
		require.NoError(t, err)
	}
	c := &court.Court{Register: court.OverRegister(r), Policy: policy.Default()}
	g := &access.Guard{Court: c, Trail: &touches{}}
	pages := console.New(console.Options{Cases: g, Boards: g, Honours: g, Reader: c, Register: r})
	get := func(path string) (int, string) {
		req := httptest.NewRequestWithContext(access.With(t.Context(), person("supervisor"), ""), http.MethodGet, path, nil)
		w := httptest.NewRecorder()
		pages.ServeHTTP(w, req)
		return w.Code, w.Body.String()
	}
	rows := func(page string) int { return strings.Count(page, `<th scope="row"`) }
	code, page := get("/honours")
	require.Equal(t, 200, code)
	require.Less(t, len(page), 100_000)
	require.Equal(t, 50, rows(page))
	require.Contains(t, page, "共5000人：已列入5000")
	require.NotContains(t, page, before+"-0", "the latest batch by itself")
	require.Contains(t, page, "batch="+before, "and the way to the others")

	// From page to page every entry comes once.
	next := regexp.MustCompile(`rel="next" href="([^"]+)"`)
	seen := map[string]bool{}
	certificate := regexp.MustCompile(latest + `-\d{5}-zm`)
	for path := "/honours?state=listed"; path != ""; {
		code, page = get(path)
		require.Equal(t, 200, code)
		for _, key := range certificate.FindAllString(page, -1) {
			seen[key] = true
		}
		path = ""
		if m := next.FindStringSubmatch(page); m != nil {
			path = strings.ReplaceAll(m[1], "&amp;", "&")
		}
	}
	require.Len(t, seen, many)
	_, page = get("/honours?batch=" + before)
	require.Equal(t, 10, rows(page))
	code, _ = get("/honours?after=nonsense")
	require.Equal(t, 422, code)
}
