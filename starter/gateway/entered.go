package gateway

import (
	"net/http"
	"strings"
	"time"

	"luxing/starter/access"
	"luxing/starter/court"
	"luxing/workflows/lifecycle"
)

// entered asks who sends something to the API before any of it is read, and
// before it is given the time and room that a large body takes: nobody sends
// anything, a bulk decision only whoever may decide so, and a batch only
// whoever may file, when there is room for one.
func (s *Server) entered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/api/") {
			// An operation that lets its answer be kept says so itself.
			w.Header().Set("Cache-Control", "no-store")
		}
		if r.Method == http.MethodGet || r.Method == http.MethodHead || !strings.HasPrefix(r.URL.Path, "/api/") {
			next.ServeHTTP(w, r)
			return
		}
		if _, known := access.From(r.Context()); !known {
			s.fail(w, r, &court.SignInError{})
			return
		}
		var may error
		switch {
		case isBatch(r):
			_, may = s.Guard.May(r.Context(), lifecycle.ToFile)
		case isBulk(r):
			_, may = s.Guard.May(r.Context(), lifecycle.ToBulk)
		}
		if may != nil {
			s.fail(w, r, may)
			return
		}
		if !isBatch(r) {
			next.ServeHTTP(w, r)
			return
		}
		select {
		case s.batches <- struct{}{}:
			defer func() { <-s.batches }()
			next.ServeHTTP(w, r)
		default:
			newProblem(http.StatusServiceUnavailable, "批量立案已满，请稍后再试 %d batches are under way; nothing was done, try again", s.Batches).after(10 * time.Second).write(w)
		}
	})
}
