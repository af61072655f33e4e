package gateway_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
)

// Every kind of workflow that the register lists can be asked for.
func TestEveryKindCanBeAskedFor(t *testing.T) {
	s := newStage(t)
	kinds := []casefile.Kind{casefile.KindCase, casefile.KindEnforcement, casefile.KindCertificate, casefile.KindRevocation, casefile.KindRepair, casefile.KindList}
	for _, path := range []string{"/cases", "/stuck", "/exports/cases", "/exports/stuck"} {
		for _, k := range kinds {
			s.ok("Y001", http.MethodGet, "/api/v1"+path+"?kind="+string(k), nil)
		}
	}
	for _, path := range []string{"/cases", "/stuck", "/exports/{list}"} {
		for _, p := range get(s.spec.doc, "paths", path, "get", "parameters").([]any) {
			if get(p, "name") == "kind" {
				require.Len(t, get(p, "schema", "enum"), len(kinds), path)
			}
			if get(p, "name") == "alert" && path != "/cases" {
				require.Contains(t, get(p, "description"), "in an export of cases this one or above", path)
			}
		}
	}
}

// An export of cases by alert is of that level and those above it, as the
// list of cases is, and the board of the level alone, as each says.
func TestAnAlertMeansInAnExportWhatItMeansInItsList(t *testing.T) {
	s := newStage(t)
	s.home = "浙0226" // a court of the test's own
	key := s.filed(1)
	count := func(path, alert string) int {
		switch r := s.ok("Y001", http.MethodGet, "/api/v1"+path+"?alert="+alert, nil); {
		case strings.HasPrefix(path, "/exports/"):
			return strings.Count(string(r.body), key)
		default:
			var page struct{ Cases []json.RawMessage }
			r.json(t, &page)
			return len(page.Cases)
		}
	}
	for _, alert := range []string{"", "judge", "president", "overdue"} {
		require.Equal(t, count("/cases", alert), count("/exports/cases", alert), alert)
		require.Equal(t, count("/stuck", alert), count("/exports/stuck", alert), alert)
	}
	require.Equal(t, 1, count("/cases", ""))
}
