package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"
	"go.uber.org/zap"

	"luxing/activities/register"
	"luxing/activities/register/registertest"
	"luxing/starter/access"
	"luxing/starter/cli"
)

// The gateway's register seals with the keys that the payloads are sealed with.
func TestTheGatewayKeepsCheckedFilesSealed(t *testing.T) {
	dir := t.TempDir()
	made, err := register.Open(t.Context(), "sqlite:"+filepath.Join(dir, registerFile))
	require.NoError(t, err)
	require.NoError(t, made.Close())
	env := map[string]string{"LUXING_DATA": dir, "LUXING_KEYS": "k:" + base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{1}, 32))}
	s := &setup{env: func(k string) string { return env[k] }, options: client.Options{HostPort: freeAddress(t), Namespace: "court", Logger: wiringLogger()}}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second) // of which the server, that is not there, takes the rest
	defer cancel()
	parts, closers, err := s.parts(ctx, zap.NewNop())
	for _, c := range closers {
		defer c.Close()
	}
	require.NoError(t, err)
	require.NoError(t, parts.Register.KeepIntake(t.Context(), register.Intake{ID: "a", Owner: "I001", Name: "f"}, []byte("Wang Xiaoming"), 1, time.Hour))
	for _, name := range []string{registerFile, registerFile + "-wal"} {
		raw, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		require.NotContains(t, string(raw), "Xiaoming")
	}
	without, err := register.Open(t.Context(), "sqlite:"+filepath.Join(dir, registerFile))
	require.NoError(t, err)
	defer without.Close()
	_, err = without.Intake(t.Context(), "a", "I001")
	require.ErrorIs(t, err, register.ErrSealed)
}

// What stands on the disks of a court whose gateway is "starter serve": the files
// handed in at it are sealed in the register, and what it sends to cases is sealed
// in Temporal's store.
func TestServeKeepsNothingPersonalInTheClear(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a server")
	}
	s := newStage(t)
	at := freeAddress(t)
	id := provider(t, "http://"+at)
	env := map[string]string{"LUXING_DATA": s.dir, "LUXING_OIDC_ISSUER": id.URL + "/realms/court", "LUXING_LOG_LEVEL": "error"}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var errOut bytes.Buffer
	ready, ended := make(saying, 1), make(chan int, 1)
	go func() {
		ended <- cli.Run(ctx, []string{"serve", "--listen", at, "--public-url", "http://" + at}, cli.IO{In: strings.NewReader(""), Out: ready, Err: &errOut},
			wiring(func(k string) string { return env[k] }))
	}()
	select {
	case <-ready:
	case code := <-ended:
		t.Fatal(code, errOut.String())
	}
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	browser := &http.Client{Jar: jar}
	post := func(at string, form url.Values) (string, string) {
		t.Helper()
		res, err := browser.PostForm(at, form)
		require.NoError(t, err)
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		require.NoError(t, err)
		require.Equal(t, http.StatusOK, res.StatusCode, string(body))
		return string(body), res.Request.URL.String()
	}
	res, err := browser.Get("http://" + at + access.SignInPath + "?next=/intake")
	require.NoError(t, err)
	res.Body.Close()
	_, where := post(res.Request.URL.String(), url.Values{"person": {"I001"}})
	require.Equal(t, "http://"+at+"/intake", where)

	names := strings.NewReplacer("张三", "欧阳锦程", "13800000001", "13912345678", "11010519491231002X", "330203198001011111", "宁波某某建设", "宁波沧海某某建设", "nb-2022-0001", "nb-2022-0009")
	page, _ := post("http://"+at+"/intake", url.Values{"text": {oneLine(names.Replace(filing))}})
	require.Contains(t, page, "1件有误", "a number whose check digit is wrong")
	_, where = post("http://"+at+"/intake", url.Values{"text": {oneLine(filing)}})
	post(where, nil)
	file, store := filepath.Join(s.dir, registerFile), filepath.Join(s.dir, "temporal", "temporal.db")
	filed := []string{"张三", "11010519491231002X", "13800000001", "宁波某某建设有限公司"}
	require.Eventually(t, func() bool { return len(registertest.Kept(t, file, filed...)) == len(filed) }, 30*time.Second, 50*time.Millisecond, "a case's own tables have them: the look finds what there is")
	require.Empty(t, registertest.Kept(t, file, "欧阳锦程", "13912345678", "330203198001011111", "宁波沧海某某建设有限公司"), "of a file that waits to be filed")
	for word, places := range registertest.Kept(t, file, filed...) {
		for _, sealed := range []string{"intakes", "answers", "sessions", "accesses", "outbox", "workflows", "records"} {
			require.NotContains(t, places, sealed, word)
		}
	}
	require.NotEmpty(t, registertest.Kept(t, store, "nb-2022-0001"), "the look finds what is in Temporal's store")
	require.Empty(t, registertest.Kept(t, store, append(filed, "欧阳锦程", "13912345678", "330203198001011111", "宁波沧海某某建设有限公司")...))
	stop()
	require.Equal(t, cli.ExitDone, <-ended, errOut.String())
}

// saying passes on what is printed.
type saying chan string

func (s saying) Write(p []byte) (int, error) {
	select {
	case s <- string(p):
	default:
	}
	return len(p), nil
}
