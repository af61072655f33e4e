package gateway_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

// What the API tells of cases is not for caches on the way or on a shared
// computer's disk, unless an operation says what may be kept.
func TestAnswersOfTheAPIAreNotKept(t *testing.T) {
	s := newStage(t)
	key := s.filed(1)
	for _, path := range []string{
		"/cases", "/cases/" + key + "/timeline", "/cases/" + key + "/deadlines", "/cases/" + key + "/documents", "/cases/" + key + "/decisions",
		"/stuck", "/figures", "/figures/public-notice/cases", "/exports/cases", "/me",
	} {
		require.Equal(t, "no-store", s.ok("T001", http.MethodGet, "/api/v1"+path, nil).Header.Get("Cache-Control"), path)
	}
	require.Equal(t, "no-store", s.ok("A001", http.MethodGet, "/api/v1/accesses", nil).Header.Get("Cache-Control"))
	require.Equal(t, "no-store", s.ok("T001", http.MethodPost, "/api/v1/bulk", map[string]any{"keys": []string{key}, "event": "nudge", "data": map[string]any{"reason": "督办"}}).Header.Get("Cache-Control"))
	require.Equal(t, "private, no-cache", s.ok("T001", http.MethodGet, "/api/v1/cases/"+key, nil).Header.Get("Cache-Control"), "asked again with its ETag")
}
