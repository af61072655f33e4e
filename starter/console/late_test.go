package console_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/zap"

	"luxing/activities/register"
	"luxing/starter/access"
	"luxing/starter/console"
	"luxing/starter/court"
	"luxing/workflows/casefile"
)

// slow is a court whose cases answer to one key and to no other until the time
// is up.
type slow struct {
	*access.Guard
	answers string
	asked   atomic.Int32
	ids     chan string
}

func (s *slow) Decide(ctx context.Context, key string, o access.Order) (casefile.Verdict, casefile.Decision, error) {
	s.asked.Add(1)
	s.ids <- o.ID
	if key == s.answers {
		return casefile.Verdict{Taken: true}, casefile.Decision{}, nil
	}
	<-ctx.Done()
	return casefile.Verdict{}, casefile.Decision{}, &court.NoAnswerError{Key: key, Decision: o.ID, Err: ctx.Err()}
}

// known is a register in which every key is an open case.
type known struct{ console.Register }

func (known) Find(ctx context.Context, key string) (register.Workflow, error) {
	return register.Workflow{Key: key, Kind: casefile.KindCase}, ctx.Err()
}

// chosen is a board of the cases of a bulk action.
type chosen struct {
	console.Boards
	keys []string
}

func (b chosen) Board(ctx context.Context, _ court.BoardFilter) (court.Board, error) {
	var board court.Board
	for _, k := range b.keys {
		board.Cases = append(board.Cases, court.Listed{Key: k, Row: casefile.Row{Stuck: []casefile.StuckCause{{Reason: casefile.StuckOverdue}}}})
	}
	board.Total = len(b.keys)
	return board, ctx.Err()
}

// A bulk action that takes longer than its request may is shown with what
// became of each case, and what is open stays chosen under the same ID.
func TestABulkActionOutOfTimeIsShown(t *testing.T) {
	keys := strings.Fields("late-0 late-1 late-2 late-3 late-4 late-5 late-6 late-7 late-8 late-9")
	cases := &slow{Guard: &access.Guard{}, answers: "late-3", ids: make(chan string, 100)}
	pages := console.New(console.Options{Cases: cases, Boards: chosen{keys: keys}, Register: known{}, Log: zap.NewNop()})
	send := func(ctx context.Context, form url.Values) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodPost, "/stuck", strings.NewReader(form.Encode())).WithContext(access.With(ctx, person("supervisor"), ""))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		pages.ServeHTTP(w, r)
		return w
	}
	form := url.Values{"deed": {"nudge"}, "reason": {"请尽快处理"}, "batch": {"page-1"}, "case": keys}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	w := send(ctx, form)
	require.NoError(t, ctx.Err(), "it keeps time for its page")
	require.Equal(t, http.StatusOK, w.Code, w.Body.String())
	require.Contains(t, w.Body.String(), "决定是否生效尚不确定")
	require.EqualValues(t, 8, cases.asked.Load()-1, "eight wait side by side, the one that answered made room, and the rest had no turn")
	first := map[string]bool{}
	for range cases.asked.Load() {
		first[<-cases.ids] = true
	}

	// Sent as the page now stands: the same decisions, on those that are open.
	page := w.Body.String()
	batch := regexp.MustCompile(`name="batch" value="([^"]*)"`).FindStringSubmatch(page)
	require.Len(t, batch, 2, page)
	require.Equal(t, "page-1", batch[1])
	checked := regexp.MustCompile(`<input[^>]*name="case"[^>]*>`).FindAllString(page, -1)
	require.Len(t, checked, len(keys))
	for _, box := range checked {
		require.Equal(t, !strings.Contains(box, `"late-3"`), strings.Contains(box, "checked"), box)
	}
	ctx, cancel = context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	send(ctx, form)
	require.Contains(t, first, <-cases.ids)

	// A page whose time is over before it is made is still a page.
	over, end := context.WithCancel(t.Context())
	end()
	w = send(over, form)
	require.Contains(t, w.Header().Get("Content-Type"), "text/html")
	require.Contains(t, w.Body.String(), "</html>")
}
