package gateway_test

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/starter/gateway"
)

// withheld begins a request whose body it keeps back, and returns the
// connection with whoever reads from it.
func (s *stage) withheld(who, path string) (net.Conn, *bufio.Reader) {
	s.t.Helper()
	c, err := new(net.Dialer).DialContext(s.t.Context(), "tcp", strings.TrimPrefix(s.url, "http://"))
	require.NoError(s.t, err)
	s.t.Cleanup(func() { _ = c.Close() })
	token := ""
	if who != "" {
		token = "Authorization: Bearer " + s.token(who) + "\r\n"
	}
	_, err = fmt.Fprintf(c, "POST %s HTTP/1.1\r\nHost: %s\r\n%sContent-Type: application/x-ndjson\r\nContent-Length: 30000000\r\n\r\n", path, c.RemoteAddr(), token)
	require.NoError(s.t, err)
	return c, bufio.NewReader(c)
}

// answered is what a withheld request is answered; the body never came.
func (s *stage) answered(who, path string) int {
	s.t.Helper()
	c, r := s.withheld(who, path)
	require.NoError(s.t, c.SetReadDeadline(time.Now().Add(10*time.Second)))
	res, err := http.ReadResponse(r, nil)
	require.NoError(s.t, err, "the gateway waits for a body of whoever may not send one")
	defer res.Body.Close()
	return res.StatusCode
}

// A body costs the gateway memory and a connection for as long as it comes: it
// is read only of those who may send it, and only as many large ones as are
// worked on.
func TestWhoeverMayNotSendIsToldBeforeTheirBodyIsRead(t *testing.T) {
	s := newStage(t, func(o *gateway.Options) { o.Batches = 1 })
	for _, path := range []string{"/api/v1/cases/batch", "/api/v1/cases", "/api/v1/bulk", "/api/v1/nope"} {
		require.Equal(t, http.StatusUnauthorized, s.answered("", path), path)
	}
	require.Equal(t, http.StatusForbidden, s.answered("J001", "/api/v1/cases/batch"), "a judge files nothing")

	// One batch whose body does not come takes the one place there is.
	slow, from := s.withheld("I900", "/api/v1/cases/batch")
	require.NoError(t, slow.SetReadDeadline(time.Now().Add(time.Second)))
	_, err := from.ReadByte()
	require.ErrorIs(t, err, os.ErrDeadlineExceeded, "it waits for its body")
	require.Equal(t, http.StatusServiceUnavailable, s.answered("I001", "/api/v1/cases/batch"), "and is not waited for")
	require.NoError(t, slow.Close())
	soon(t, func() bool {
		return s.call("I900", http.MethodPost, "/api/v1/cases/batch", "[]").StatusCode == http.StatusOK
	})
}
