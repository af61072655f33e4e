package console_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/starter/gateway"
)

// A file that was checked at one gateway is shown and filed at another.
func intakeAnywhere(t *testing.T, s *stage) {
	seen, err := s.court.View(t.Context(), s.keys["overdue"])
	require.NoError(t, err)
	good, bad := *seen.Filing, *seen.Filing
	good.Key, bad.Key, bad.Judge = "anywhere-1", "anywhere-2", ""
	v := s.visitor(t, "intake")
	code, page, where := v.post("/intake", url.Values{"text": {string(jsonLines(t, good, bad))}})
	require.Equal(t, 200, code)
	require.Contains(t, page, "1件有误，共2件")

	other := &stage{court: s.court, reg: s.reg, keys: s.keys}
	other.url = other.serve(t, func(o *gateway.Options) { o.Rate, o.Burst = rate, rate })
	w := other.visitor(t, "intake")
	code, page = w.get(where)
	require.Equal(t, 200, code)
	require.Contains(t, page, "1件有误，共2件")
	require.Contains(t, page, "anywhere-2")
	for range 2 {
		code, _, _ = w.post(where, url.Values{})
		require.Equal(t, 200, code)
	}
	eventually(t, "the first gateway shows that it was filed", func() bool {
		_, page = v.get(where)
		return strings.Contains(page, "立案完成")
	})
	require.Contains(t, page, "/cases/anywhere-1")
	require.NotContains(t, page, "/cases/anywhere-2")

	// More lines than one file may have are not read to their end.
	code, page, _ = v.post("/intake", url.Values{"text": {strings.Repeat("{}\n", 20_001)}})
	require.Equal(t, 413, code)
	require.Contains(t, page, "20000")
	code, page, _ = v.post("/intake", url.Values{"text": {strings.Repeat("{}\n", 20_000)}})
	require.Equal(t, 200, code)
	require.Contains(t, page, fmt.Sprintf("%d件有误", 20_000))
	require.Less(t, len(page), 800_000)
}
