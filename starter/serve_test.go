package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/starter/cli"
	"luxing/starter/gateway/issuer"
)

// provider is an identity provider at another address than the gateway's.
func provider(t *testing.T, gateway string) *httptest.Server {
	t.Helper()
	var i *issuer.Issuer
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { i.ServeHTTP(w, r) }))
	t.Cleanup(srv.Close)
	var err error
	i, err = issuer.New(issuer.Options{
		At: srv.Listener.Addr(), URL: srv.URL + "/realms/court", ClientID: "luxing-console", RedirectURL: gateway + "/auth/callback", Audience: "luxing-api",
		People: issuer.People(), Systems: issuer.Systems(),
	})
	require.NoError(t, err)
	return srv
}

// freeAddress is one that nothing listens on at the moment.
func freeAddress(t *testing.T) string {
	t.Helper()
	at, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer at.Close()
	return at.Addr().String()
}

func TestServeIsTheGatewayBeforeAnyServerAndRegister(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a server")
	}
	s := newStage(t)
	at := freeAddress(t)
	id := provider(t, "http://"+at)
	env := map[string]string{"LUXING_DATA": s.dir, "LUXING_OIDC_ISSUER": id.URL + "/realms/court", "LUXING_LOG_LEVEL": "error"}
	ctx, stop := context.WithCancel(t.Context())
	var out, errOut bytes.Buffer
	ended := make(chan int, 1)
	go func() {
		ended <- cli.Run(ctx, []string{"serve", "--listen", at, "--public-url", "http://" + at}, cli.IO{In: strings.NewReader(""), Out: &out, Err: &errOut},
			wiring(func(k string) string { return env[k] }))
	}()
	get := func(path, token string) (int, string) {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+at+path, nil)
		require.NoError(t, err)
		if token != "" {
			req.Header.Set("Authorization", "Bearer "+token)
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			return 0, err.Error()
		}
		defer res.Body.Close()
		body, _ := io.ReadAll(res.Body)
		return res.StatusCode, string(body)
	}
	require.Eventually(t, func() bool { code, _ := get("/api/v1/health", ""); return code == http.StatusOK }, 20*time.Second, 20*time.Millisecond)

	res, err := http.PostForm(id.URL+"/realms/court/token", url.Values{"grant_type": {"client_credentials"}, "client_id": {"I900"}, "client_secret": {"local-only"}})
	require.NoError(t, err)
	defer res.Body.Close()
	var granted struct {
		Token string `json:"access_token"`
	}
	require.NoError(t, json.NewDecoder(res.Body).Decode(&granted))
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+at+"/api/v1/cases", strings.NewReader(filing))
	require.NoError(t, err)
	req.Header.Set("Authorization", "Bearer "+granted.Token)
	req.Header.Set("Content-Type", "application/json")
	filed, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer filed.Body.Close()
	require.Equal(t, http.StatusCreated, filed.StatusCode)
	// What came by the API is there for the command line, with the same keys.
	require.Eventually(t, func() bool {
		code, shown, _ := run(t, map[string]string{"LUXING_DATA": s.dir}, "", "case", "show", "nb-2022-0001")
		return code == cli.ExitDone && strings.Contains(shown, "张三")
	}, 20*time.Second, 50*time.Millisecond)
	code, body := get("/api/v1/cases/nb-2022-0001", granted.Token)
	require.Equal(t, http.StatusOK, code, body)
	code, _ = get("/issuer/keys", "")
	require.Equal(t, http.StatusNotFound, code, "the built-in issuer is not here")

	stop()
	require.Equal(t, cli.ExitDone, <-ended, errOut.String())
	require.Contains(t, out.String(), "http://"+at)
}

func TestServeSaysEverythingThatIsWrongWithItsSettings(t *testing.T) {
	good := map[string]string{"LUXING_PUBLIC_URL": "https://court.example", "LUXING_OIDC_ISSUER": "https://id.example"}
	for name, c := range map[string]struct {
		env  map[string]string
		want []string
	}{
		"nothing is set": {map[string]string{"LUXING_PUBLIC_URL": "", "LUXING_OIDC_ISSUER": ""}, []string{"LUXING_PUBLIC_URL", "LUXING_OIDC_ISSUER"}},
		"several are wrong": {map[string]string{"LUXING_RATE": "-1", "LUXING_TRUSTED_PROXIES": "10.0.0.0/99", "LUXING_ROLE_NAMES": "chief=clock", "LUXING_TLS_CERT": "x.pem", "LUXING_STOP_TIMEOUT": "soon"},
			[]string{"LUXING_RATE", "LUXING_TRUSTED_PROXIES", "LUXING_ROLE_NAMES", "LUXING_TLS_CERT", "LUXING_STOP_TIMEOUT"}},
		"no register":   {map[string]string{"LUXING_DATA": t.TempDir(), "LUXING_KEYS": "none"}, []string{"LUXING_REGISTER"}},
		"no such level": {map[string]string{"LUXING_LOG_LEVEL": "loud"}, []string{"LUXING_LOG_LEVEL"}},
	} {
		env := maps.Clone(good)
		maps.Copy(env, c.env)
		code, _, errOut := run(t, env, "", "serve")
		require.Equal(t, cli.ExitBadInput, code, "%s: %s", name, errOut)
		for _, want := range c.want {
			require.Contains(t, errOut, want, name)
		}
	}
}
