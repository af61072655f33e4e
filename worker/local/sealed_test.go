package main

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/activities/register/registertest"
	"luxing/worker/embedded"
)

// Somebody in a file that waits to be filed, and in a case that was filed.
const (
	waitingFile = `{"key":"sealed-0","court":"浙0211","filedOn":"2022-03-04","cause":"民间借贷纠纷","procedure":"ordinary","claimFen":30000000,"division":"民一庭","judge":"J001","clerk":"C001",
"parties":[{"id":"P1","side":"plaintiff","kind":"person","name":"欧阳锦程","idNumber":"330203198001011111","phone":"13912345678","address":"骆驼街道七十七号"},{"id":"D1","side":"defendant","kind":"enterprise","name":"宁波沧海某某建设有限公司","idNumber":"91350100M000100Y43"}]}`
	filedFile = `{"key":"sealed-1","court":"浙0211","filedOn":"2022-03-04","cause":"民间借贷纠纷","procedure":"ordinary","claimFen":30000000,"division":"民一庭","judge":"J001","clerk":"C001",
"parties":[{"id":"P1","side":"plaintiff","kind":"person","name":"慕容晓峰","idNumber":"11010519491231002X","phone":"13800000001","address":"慈城镇解放路九号"},{"id":"D1","side":"defendant","kind":"enterprise","name":"宁波桑田某某建设有限公司","idNumber":"91350100M000100Y43"}]}`
)

var (
	waitingWords = []string{"欧阳锦程", "330203198001011111", "13912345678", "骆驼街道七十七号", "宁波沧海某某建设有限公司", "欧阳的材料"}
	filedWords   = []string{"慕容晓峰", "11010519491231002X", "13800000001", "慈城镇解放路九号", "宁波桑田某某建设有限公司", "慕容的材料", "慕容家住二楼"}
)

// What a running worker/local has on its disk: files of filings are sealed in the
// register, all that cases say is sealed in Temporal's store, and a case's own
// tables alone name its parties.
func TestNothingPersonalIsKeptInTheClear(t *testing.T) {
	dir := t.TempDir()
	l := bring(t, flags{data: dir, webPort: embedded.AnyPort})
	as := func(who string) func(method, path, kind string, body io.Reader, header ...string) (string, string) {
		jar, err := cookiejar.New(nil)
		require.NoError(t, err)
		browser := &http.Client{Jar: jar}
		ask := func(method, at, kind string, body io.Reader, header ...string) (string, string) {
			t.Helper()
			req, err := http.NewRequestWithContext(t.Context(), method, at, body)
			require.NoError(t, err)
			req.Header.Set("Content-Type", kind)
			for i := 0; i < len(header); i += 2 {
				req.Header.Set(header[i], header[i+1])
			}
			res, err := browser.Do(req)
			require.NoError(t, err)
			defer res.Body.Close()
			got, err := io.ReadAll(res.Body)
			require.NoError(t, err)
			require.Less(t, res.StatusCode, 300, "%s: %s", at, got)
			return string(got), res.Request.URL.Path
		}
		res, err := browser.Get(l.gate.url + "/")
		require.NoError(t, err)
		res.Body.Close()
		ask(http.MethodPost, res.Request.URL.String(), "application/x-www-form-urlencoded", strings.NewReader(url.Values{"person": {who}}.Encode()))
		return func(method, path, kind string, body io.Reader, header ...string) (string, string) {
			t.Helper()
			return ask(method, l.gate.url+path, kind, body, header...)
		}
	}
	intake, judge := as("I001"), as("J001")
	upload := func(name, content string) string {
		t.Helper()
		var b bytes.Buffer
		form := multipart.NewWriter(&b)
		file, err := form.CreateFormFile("file", name)
		require.NoError(t, err)
		_, err = io.WriteString(file, strings.ReplaceAll(content, "\n", " "))
		require.NoError(t, err)
		require.NoError(t, form.Close())
		page, where := intake(http.MethodPost, "/intake", form.FormDataContentType(), &b)
		require.Contains(t, page, name, "whoever handed it in sees it")
		return where
	}
	upload("欧阳的材料.jsonl", waitingFile)
	where := upload("慕容的材料.jsonl", filedFile)
	intake(http.MethodPost, where, "application/x-www-form-urlencoded", nil)
	require.Eventually(t, func() bool {
		page, _ := intake(http.MethodGet, where, "", nil)
		return strings.Contains(page, "立案完成")
	}, 30*time.Second, 50*time.Millisecond)
	// One decision as an update, one as a signal.
	judge(http.MethodPost, "/api/v1/cases/sealed-1/decisions", "application/json", strings.NewReader(`{"id":"d-1","event":"accept"}`))
	judge(http.MethodPost, "/api/v1/cases/sealed-1/decisions", "application/json", strings.NewReader(`{"id":"d-2","event":"fee_waived","data":{"reason":"慕容家住二楼，确有困难"}}`), "Prefer", "respond-async")
	require.Eventually(t, func() bool {
		timeline, _ := judge(http.MethodGet, "/api/v1/cases/sealed-1/timeline", "", nil)
		return strings.Contains(timeline, "慕容家住二楼")
	}, 30*time.Second, 50*time.Millisecond)

	register, temporal := registerFile(dir), filepath.Join(dir, "temporal.db")
	require.Eventually(t, func() bool {
		return len(registertest.Kept(t, register, "慕容家住二楼")) > 0
	}, 30*time.Second, 50*time.Millisecond, "a case's own tables have it: the look finds what there is")
	require.Empty(t, registertest.Kept(t, register, waitingWords...), "of a file that waits to be filed")
	for word, places := range registertest.Kept(t, register, filedWords...) {
		for _, sealed := range []string{"intakes", "answers", "sessions", "accesses", "outbox", "workflows", "records"} {
			require.NotContains(t, places, sealed, word)
		}
	}
	require.Contains(t, registertest.Kept(t, temporal, "sealed-1"), "sealed-1", "the look finds what is in Temporal's store")
	require.Empty(t, registertest.Kept(t, temporal, append(filedWords, waitingWords...)...))
}
