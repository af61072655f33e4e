package court

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// Who is outside learns what is away, when to come again and what to do, and
// nothing of what stands behind.
func TestOutwardTellsNothingOfWhatStandsBehind(t *testing.T) {
	inner := errors.New("dial unix /run/pg.sock: user=luxing 10.0.0.7:5432; start a worker (go run ./worker/local)")
	for _, x := range []struct {
		err    error
		kind   Kind
		status int
		says   string
	}{
		{&UnreachableError{What: "登记册 the register", Err: inner}, KindUnreachable, http.StatusServiceUnavailable, "the register is out of reach"},
		{&UnreachableError{What: "Temporal 服务 10.0.0.7:7233", Err: inner}, KindUnreachable, http.StatusServiceUnavailable, "Temporal is out of reach"},
		{fmt.Errorf("beside: %w", &UnreachableError{What: "访问记录 the access trail", Err: inner}), KindUnreachable, http.StatusServiceUnavailable, "访问记录"},
		{inner, KindFailed, http.StatusInternalServerError, "an internal error"},
		{&NoAnswerError{Key: "nb-1", Err: inner}, KindNoAnswer, http.StatusGatewayTimeout, "办案引擎暂未答复"},
		{&NoAnswerError{Key: "nb-1", Decision: "d-1", Err: inner}, KindNoAnswer, http.StatusGatewayTimeout, "sent again under its ID it is taken once"},
		{context.DeadlineExceeded, KindNoAnswer, http.StatusGatewayTimeout, "send it again"},
	} {
		p := Outward(x.err)
		require.Equal(t, x.kind, p.Kind)
		require.Equal(t, x.status, p.Status)
		require.Contains(t, p.Detail, x.says)
		for _, secret := range []string{"10.0.0.7", "/run", "luxing@", "user=", "go run", "dial"} {
			require.NotContains(t, p.Detail, secret, x.says)
		}
	}
	// What the law says is said in full.
	refused := &RefusedError{Key: "nb-1", Refusal: casefile.Refusal{Code: casefile.UnlawfulNow, Message: "尚未到该阶段", Article: "民事诉讼法第126条"}}
	require.Equal(t, ProblemOf(refused), Outward(refused))
	require.Equal(t, []lifecycle.Event{lifecycle.Accept}, Outward(&NoAnswerError{Leavable: []lifecycle.Event{lifecycle.Accept}}).Leavable)
}
