package exchange

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	webhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
)

const checkSecret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="

func checkerAt(t *testing.T, url string) *Checker {
	t.Helper()
	c, err := ReadChecker([]byte("receivers: []\nchecker: {url: "+url+", secret_env: CHECK}"), func(string) string { return checkSecret })
	require.NoError(t, err)
	c.timeout = 200 * time.Millisecond
	return c
}

// Against a real server: the inquiry is signed, and only an answer of the
// agreed form about the inquiry itself is an answer.
func TestUnknownIsNotClean(t *testing.T) {
	hook, err := webhooks.NewWebhook(checkSecret)
	require.NoError(t, err)
	var say func(w http.ResponseWriter, q Inquiry)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if hook.Verify(body, r.Header) != nil {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		var q Inquiry
		if json.Unmarshal(body, &q) != nil || q.IDNumber != "330205198502023456" || q.Name != "李四" {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		say(w, q)
	}))
	t.Cleanup(server.Close)
	c := checkerAt(t, server.URL)
	ask := func() (Record, error) {
		return c.Ask(context.Background(), Inquiry{ID: "list-330211-2020q3/zh-1-zhengming-d1", Name: "李四", IDNumber: "330205198502023456"})
	}
	text := func(s string) func(http.ResponseWriter, Inquiry) {
		return func(w http.ResponseWriter, q Inquiry) { _, _ = io.WriteString(w, strings.ReplaceAll(s, "ID", q.ID)) }
	}
	for name, good := range map[string]struct {
		say  string
		want Record
	}{
		"clean":     {`{"id":"ID","cases":0,"listed":false}`, Record{}},
		"two cases": {`{"id":"ID","cases":2,"listed":true,"more":"x"}`, Record{Cases: 2, Listed: true}},
	} {
		say = text(good.say)
		got, err := ask()
		require.NoError(t, err, name)
		require.Equal(t, good.want, got, name)
	}
	for name, bad := range map[string]func(http.ResponseWriter, Inquiry){
		"empty": text(``), "no JSON": text(`<html>`), "no number": text(`{"id":"ID","listed":false}`), "no listing": text(`{"id":"ID","cases":0}`),
		"null": text(`{"id":"ID","cases":null,"listed":false}`), "below zero": text(`{"id":"ID","cases":-1,"listed":false}`), "a word": text(`{"id":"ID","cases":"0","listed":false}`),
		"about somebody else": text(`{"id":"other","cases":0,"listed":false}`), "about nobody": text(`{"cases":0,"listed":false}`),
		"endless": text(`{"id":"ID","cases":0,"listed":false,"x":"` + strings.Repeat("x", maxCheckAnswer) + `"}`),
		"an error": func(w http.ResponseWriter, q Inquiry) {
			w.WriteHeader(http.StatusInternalServerError)
			text(`{"id":"ID","cases":0,"listed":false}`)(w, q)
		},
		"elsewhere": func(w http.ResponseWriter, _ Inquiry) {
			w.Header().Set("Location", "http://127.0.0.1:1/")
			w.WriteHeader(http.StatusTemporaryRedirect)
		},
		"accepted": func(w http.ResponseWriter, q Inquiry) {
			w.WriteHeader(http.StatusAccepted)
			text(`{"id":"ID","cases":0,"listed":false}`)(w, q)
		},
		"broken off": func(w http.ResponseWriter, _ Inquiry) {
			w.Header().Set("Content-Length", "100")
			_, _ = io.WriteString(w, `{"id"`)
		},
		"silent": func(w http.ResponseWriter, _ Inquiry) { w.(http.Flusher).Flush(); time.Sleep(time.Second) },
	} {
		say = bad
		_, err := ask()
		require.ErrorIs(t, err, ErrNoAnswer, name)
		require.NotContains(t, err.Error(), "李四", name)
		require.NotContains(t, err.Error(), "330205198502023456", name)
	}
	server.Close()
	_, err = ask()
	require.ErrorIs(t, err, ErrNoAnswer, "nobody there")
	require.NotContains(t, err.Error(), "127.0.0.1")
}

func TestTheCheckerIsReadStrictly(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		want []string
	}{
		"in the clear over the net": {"checker: {url: http://check.example/x, secret_env: CHECK}", []string{"checker.url"}},
		"without a secret":          {"checker: {url: https://check.example/x}", []string{"checker.secret_env"}},
		"a secret that is none":     {"checker: {url: https://check.example/x, secret_env: BAD}", []string{"checker.secret_env"}},
		"an unknown field":          {"checker: {url: https://check.example/x, secret_env: CHECK, token: x}", []string{"checker"}},
	} {
		_, err := ReadChecker([]byte(c.file), func(name string) string { return map[string]string{"CHECK": checkSecret, "BAD": "x"}[name] })
		var fs casefile.Faults
		require.ErrorAs(t, err, &fs, name)
		var fields []string
		for _, f := range fs {
			fields = append(fields, f.Field)
		}
		require.Equal(t, c.want, fields, name)
	}
	none, err := ReadChecker([]byte("receivers: []"), nil)
	require.NoError(t, err)
	require.Nil(t, none)
	// The receivers' reader knows that the checker stands in the same file.
	rs, err := ReadReceivers([]byte("checker: {url: x}\nreceivers: []"), nil)
	require.NoError(t, err)
	require.Empty(t, rs)
}
