package console_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/zap"

	"luxing/activities/codec"
	"luxing/activities/register"
	"luxing/starter/access"
	"luxing/starter/console"
	"luxing/starter/court"
	"luxing/workflows/policy"
)

// A checked file at a gateway that has other keys: the page says what is the
// matter and takes the file again, and nothing was lost for who has the keys.
func TestAFileSealedWithOtherKeysIsAskedForAgain(t *testing.T) {
	dsn := "sqlite:" + filepath.Join(t.TempDir(), "register.db")
	at := func(secret byte) func(method, path string, form url.Values) *httptest.ResponseRecorder {
		ring, err := codec.NewRing(codec.Key{ID: "k", Secret: bytes.Repeat([]byte{secret}, 32)})
		require.NoError(t, err)
		r, err := register.Open(t.Context(), dsn, register.SealWith(ring))
		require.NoError(t, err)
		t.Cleanup(func() { _ = r.Close() })
		c := &court.Court{Register: court.OverRegister(r), Policy: policy.Default()}
		pages := console.New(console.Options{Cases: &access.Guard{Court: c, Trail: &touches{}}, Reader: c, Register: r, Intakes: r, Log: zap.NewNop()})
		return func(method, path string, form url.Values) *httptest.ResponseRecorder {
			req := httptest.NewRequestWithContext(access.With(t.Context(), person("intake"), ""), method, path, strings.NewReader(form.Encode()))
			req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			w := httptest.NewRecorder()
			pages.ServeHTTP(w, req)
			return w
		}
	}
	right, other := at(1), at(2)
	kept := right(http.MethodPost, "/intake", url.Values{"text": {"{}"}})
	require.Equal(t, http.StatusSeeOther, kept.Code, kept.Body.String())
	where := kept.Header().Get("Location")
	require.Equal(t, http.StatusOK, right(http.MethodGet, where, nil).Code)
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		w := other(method, where, nil)
		require.Equal(t, http.StatusServiceUnavailable, w.Code, method)
		require.Contains(t, w.Body.String(), "本网关没有打开它的密钥")
		require.Contains(t, w.Body.String(), `name="file"`, "and it can be handed in again")
	}
	require.Contains(t, right(http.MethodGet, where, nil).Body.String(), "1件有误", "still there for who has the key")
}
