package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/worker/embedded"
)

// One command gives the gateway too: its links are printed, its people can be
// chosen, and what is filed there is a case here.
func TestTheGatewayIsInside(t *testing.T) {
	l := bring(t, flags{data: t.TempDir(), webPort: embedded.AnyPort})
	var greeting strings.Builder
	l.greet(&greeting)
	links := regexp.MustCompile(`http://127\.0\.0\.1:\d+/(?:docs)?`).FindAllString(greeting.String(), -1)
	require.Contains(t, links, l.gate.url+"/")
	require.Contains(t, links, l.gate.url+"/docs")
	for _, at := range []string{"/", "/docs", "/api/v1/health"} {
		res, err := http.Get(l.gate.url + at)
		require.NoError(t, err)
		res.Body.Close()
		require.Equal(t, http.StatusOK, res.StatusCode, at)
	}
	res, err := http.PostForm(l.gate.url+"/issuer/token", url.Values{"grant_type": {"client_credentials"}, "client_id": {"I900"}, "client_secret": {"local-only"}})
	require.NoError(t, err)
	defer res.Body.Close()
	var granted struct {
		Token string `json:"access_token"`
	}
	require.NoError(t, json.NewDecoder(res.Body).Decode(&granted))
	call := func(method, path, body string) (int, string) {
		req, err := http.NewRequestWithContext(t.Context(), method, l.gate.url+"/api/v1"+path, strings.NewReader(body))
		require.NoError(t, err)
		req.Header.Set("Authorization", "Bearer "+granted.Token)
		req.Header.Set("Content-Type", "application/json")
		res, err := http.DefaultClient.Do(req)
		require.NoError(t, err)
		defer res.Body.Close()
		got, err := io.ReadAll(res.Body)
		require.NoError(t, err)
		return res.StatusCode, string(got)
	}
	code, got := call(http.MethodPost, "/cases", `{"key":"inside-1","court":"浙0211","filedOn":"2022-03-04","cause":"民间借贷纠纷","procedure":"ordinary","claimFen":30000000,"division":"民一庭","judge":"J001","clerk":"C001",
		"parties":[{"id":"P1","side":"plaintiff","kind":"person","name":"张三","idNumber":"11010519491231002X"},{"id":"D1","side":"defendant","kind":"enterprise","name":"宁波某某建设有限公司","idNumber":"91350100M000100Y43"}]}`)
	require.Equal(t, http.StatusCreated, code, got)
	code, got = call(http.MethodGet, "/cases/inside-1", "")
	require.Equal(t, http.StatusOK, code, got)
	require.Contains(t, got, `"source":"case"`)
}
