package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	enumspb "go.temporal.io/api/enums/v1"

	"luxing/activities/codec"
	"luxing/activities/register/registertest"
	"luxing/starter/cli"
	"luxing/starter/gateway/issuer"
	"luxing/worker/embedded"
	"luxing/workflows"
)

func TestMain(m *testing.M) { registertest.Main(m) }

// programs builds what a court runs, once.
var programs = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "luxing-programs-")
	if err != nil {
		return "", err
	}
	out, err := exec.Command("go", "build", "-o", dir+"/", "luxing/starter", "luxing/worker").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return dir, nil
})

// site is a court as docs/operations.md describes it: PostgreSQL, a Temporal
// server, an identity provider, and our two programs, each a process of its own.
type site struct {
	t        *testing.T
	url      string
	dsn      string
	env      []string
	bin      string
	provider *issuer.Issuer
	client   *http.Client
	dial     string
}

// process is one of our programs, running.
type process struct {
	cmd   *exec.Cmd
	ended chan struct{}
	mu    sync.Mutex
	said  bytes.Buffer
}

// Write implements io.Writer for the process's output.
func (p *process) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.said.Write(b)
}

func (p *process) words() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.said.String()
}

func newSite(t *testing.T) *site {
	t.Helper()
	return newSiteOn(t, registertest.Databases[1].DSN)
}

// newSiteOn is a site whose register is the database that is made for it.
func newSiteOn(t *testing.T, database func(testing.TB) string) *site {
	t.Helper()
	if testing.Short() {
		t.Skip("builds and starts programs")
	}
	dir := t.TempDir()
	s := &site{t: t, dsn: database(t)}
	var err error
	s.bin, err = programs()
	require.NoError(t, err)
	_, err = codec.EnsureKeys(filepath.Join(dir, keyFile), time.Now())
	require.NoError(t, err)
	attributes := map[string]enumspb.IndexedValueType{}
	for _, a := range workflows.Attributes() {
		attributes[a.GetName()] = a.GetValueType()
	}
	server, err := embedded.Start(t.Context(), embedded.Options{DataDir: filepath.Join(dir, "temporal"), Namespace: "court", SearchAttributes: attributes})
	require.NoError(t, err)
	t.Cleanup(func() { _ = server.Stop() })
	s.dial = server.FrontendAddress()

	at := freeAddress(t)
	s.url = "https://" + at
	var i *issuer.Issuer
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { i.ServeHTTP(w, r) }))
	t.Cleanup(srv.Close)
	i, err = issuer.New(issuer.Options{
		At: srv.Listener.Addr(), URL: srv.URL + "/realms/court", ClientID: "luxing-console", RedirectURL: s.url + "/auth/callback", Audience: "luxing-api",
		People: issuer.People(), Systems: issuer.Systems(),
	})
	require.NoError(t, err)
	s.provider = i
	cert, key, pool := certificate(t, dir)
	s.client = &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}, ForceAttemptHTTP2: true}, Timeout: 40 * time.Second}
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "LUXING_") && !strings.HasPrefix(v, "TEMPORAL_") {
			s.env = append(s.env, v)
		}
	}
	s.env = append(s.env,
		"TEMPORAL_ADDRESS="+server.FrontendAddress(), "TEMPORAL_NAMESPACE=court",
		"LUXING_REGISTER="+s.dsn, "LUXING_KEYS_FILE="+filepath.Join(dir, keyFile), "LUXING_COURTS=浙0211",
		"LUXING_LISTEN="+at, "LUXING_PUBLIC_URL="+s.url, "LUXING_OIDC_ISSUER="+srv.URL+"/realms/court",
		"LUXING_TLS_CERT="+cert, "LUXING_TLS_KEY="+key, "LUXING_METRICS_ADDRESS=off", "LUXING_RATE=1000", "LUXING_BURST=1000", "LUXING_STOP_TIMEOUT=20s",
	)
	return s
}

// certificate writes a certificate of this machine, and its key.
func certificate(t *testing.T, dir string) (cert, key string, pool *x509.CertPool) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	require.NoError(t, err)
	pkcs8, err := x509.MarshalPKCS8PrivateKey(private)
	require.NoError(t, err)
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	require.NoError(t, os.WriteFile(cert, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600))
	require.NoError(t, os.WriteFile(key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8}), 0o600))
	pool = x509.NewCertPool()
	require.True(t, pool.AppendCertsFromPEM(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})))
	return cert, key, pool
}

// run starts a program; more are settings that go before the site's.
func (s *site) run(program string, args []string, more ...string) *process {
	s.t.Helper()
	p := &process{cmd: exec.Command(filepath.Join(s.bin, program), args...), ended: make(chan struct{})}
	p.cmd.Env = append(append([]string{}, s.env...), more...)
	p.cmd.Stdout, p.cmd.Stderr = p, p
	require.NoError(s.t, p.cmd.Start())
	go func() {
		_ = p.cmd.Wait()
		close(p.ended)
	}()
	s.t.Cleanup(func() {
		_ = p.cmd.Process.Kill()
		<-p.ended
	})
	return p
}

// exit waits for a process's end.
func (s *site) exit(p *process, patience time.Duration) int {
	s.t.Helper()
	select {
	case <-p.ended:
	case <-time.After(patience):
		s.t.Fatalf("%s did not end:\n%s", p.cmd.Path, p.words())
	}
	return p.cmd.ProcessState.ExitCode()
}

// serving waits until the gateway and what it stands on answer.
func (s *site) serving(p *process) {
	s.t.Helper()
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		if status, _, err := s.send("", http.MethodGet, "/api/v1/health", ""); err == nil && status == http.StatusOK {
			return
		}
		select {
		case <-p.ended:
			s.t.Fatalf("the gateway ended:\n%s", p.words())
		default:
		}
		if time.Now().After(deadline) {
			s.t.Fatalf("the gateway does not serve:\n%s", p.words())
		}
	}
}

func (s *site) token(id string) string {
	for _, p := range issuer.People() {
		if p.ID == id {
			token, err := s.provider.Token(p)
			require.NoError(s.t, err)
			return token
		}
	}
	for _, x := range issuer.Systems() {
		if x.ID == id {
			x.Court = "浙0211"
			token, err := s.provider.Token(x.Person)
			require.NoError(s.t, err)
			return token
		}
	}
	s.t.Fatalf("nobody is called %s", id)
	return ""
}

// send sends a request as somebody, "" for nobody. Headers come as name, value.
func (s *site) send(who, method, path, body string, header ...string) (int, string, error) {
	status, got, _, err := s.sendAll(who, method, path, body, header...)
	return status, got, err
}

func (s *site) sendAll(who, method, path, body string, header ...string) (int, string, http.Header, error) {
	req, err := http.NewRequest(method, s.url+path, strings.NewReader(body))
	if err != nil {
		return 0, "", nil, err
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	if who != "" {
		req.Header.Set("Authorization", "Bearer "+s.token(who))
	}
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := s.client.Do(req)
	if err != nil {
		return 0, "", nil, err
	}
	defer res.Body.Close()
	got, err := io.ReadAll(res.Body)
	return res.StatusCode, string(got), res.Header, err
}

// must sends a request that must be answered with a status.
func (s *site) must(status int, who, method, path, body string, header ...string) string {
	s.t.Helper()
	got, answer, err := s.send(who, method, path, body, header...)
	require.NoError(s.t, err)
	require.Equal(s.t, status, got, "%s %s as %s: %s", method, path, who, answer)
	return answer
}

func filingOf(key string) string {
	return strings.NewReplacer("nb-2022-0001", key, "judge-1", "J001", "clerk-1", "C001").Replace(filing)
}

// TestAStandingCourt runs the two programs as a court would, before PostgreSQL
// and a Temporal server, and asks of them what docs/operations.md says.
func TestAStandingCourt(t *testing.T) {
	s := newSite(t)
	worker := s.run("worker", nil)
	gateway := s.run("starter", []string{"serve"})
	s.serving(gateway)

	const key = "nb-2022-0001"
	at := "/api/v1/cases/" + key
	s.must(http.StatusCreated, "I001", http.MethodPost, "/api/v1/cases", filingOf(key), "Idempotency-Key", "file-1")
	s.must(http.StatusOK, "J001", http.MethodPost, at+"/decisions", `{"event":"accept"}`, "Idempotency-Key", "accept-1")
	require.Contains(t, s.must(http.StatusOK, "J001", http.MethodGet, at, ""), "张三")
	s.must(http.StatusOK, "J001", http.MethodGet, at+"/deadlines", "")
	s.must(http.StatusOK, "T001", http.MethodGet, "/api/v1/stuck", "")
	s.must(http.StatusOK, "T001", http.MethodGet, "/api/v1/figures?from=2022-01-01&to=2022-12-31&by=quarter", "")
	var papers struct {
		Documents []struct{ ID string }
	}
	require.Eventually(t, func() bool {
		require.NoError(t, json.Unmarshal([]byte(s.must(http.StatusOK, "J001", http.MethodGet, at+"/documents", "")), &papers))
		return len(papers.Documents) > 0
	}, 30*time.Second, 50*time.Millisecond)
	paper := "/api/v1/documents?id=" + url.QueryEscape(papers.Documents[0].ID)
	require.Contains(t, s.must(http.StatusOK, "J001", http.MethodGet, paper, ""), "<html")

	// A judge of another division gets nothing of it, by the API or on a page.
	for _, path := range []string{at, at + "/timeline", at + "/deadlines", at + "/documents", at + "/decisions", paper, "/cases/" + key} {
		s.must(http.StatusForbidden, "J003", http.MethodGet, path, "")
		s.must(http.StatusOK, "J001", http.MethodGet, path, "")
	}
	s.must(http.StatusForbidden, "J003", http.MethodPost, at+"/decisions", `{"id":"x","event":"fee_waived","data":{"reason":"x"}}`)
	_, _, header, err := s.sendAll("", http.MethodGet, "/docs", "")
	require.NoError(t, err)
	require.NotEmpty(t, header.Get("Strict-Transport-Security"))
	require.Contains(t, header.Get("Content-Security-Policy"), "default-src 'none'")

	// Another worker's keys, a name mistyped, a certificate that is not there:
	// everything at once, and the code for wrong input.
	wrong := s.run("starter", []string{"serve"}, "LUXING_KEYS_FILE=", "LUXING_KEYS=nonsense", "LUXING_TLS_CERT=/no/such.pem", "LUXING_REGISTER=mysql://x", "LUXING_PUBLIC_URL=http://court.example",
		"LUXING_OIDC_ISSUER=id.example", "LUXING_LISTEN=8443", "LUXING_RATE=-1", "LUXING_LOG_LEVEL=loud", "LUXING_POLICY=/no/such.yaml", "LUXING_CALENDAR=/no/such.csv", "LUXING_OIDC_ALGORITHMS=HS256")
	require.Equal(t, cli.ExitBadInput, s.exit(wrong, 30*time.Second), wrong.words())
	for _, setting := range []string{"LUXING_KEYS", "LUXING_TLS_CERT", "LUXING_REGISTER", "LUXING_PUBLIC_URL", "LUXING_OIDC_ISSUER", "LUXING_LISTEN", "LUXING_RATE", "LUXING_LOG_LEVEL", "LUXING_POLICY",
		"LUXING_CALENDAR", "LUXING_OIDC_ALGORITHMS"} {
		require.Contains(t, wrong.words(), setting)
	}
	away := s.run("starter", []string{"serve"}, "LUXING_REGISTER=postgres://luxing@127.0.0.1:1/register", "LUXING_LISTEN=127.0.0.1:0")
	require.Equal(t, cli.ExitUnreachable, s.exit(away, 30*time.Second), away.words())

	for _, p := range []*process{gateway, worker} {
		require.NoError(t, p.cmd.Process.Signal(syscall.SIGTERM))
	}
	require.Equal(t, cli.ExitDone, s.exit(gateway, 25*time.Second), gateway.words())
	require.Equal(t, 0, s.exit(worker, 60*time.Second), worker.words())
	for _, p := range []*process{gateway, worker} {
		require.Contains(t, p.words(), `"`, "it logs")
		for _, secret := range []string{"张三", "宁波某某建设", "11010519491231002X", "91350100M000100Y43", "13800000001", "Bearer", "eyJ"} {
			require.NotContains(t, p.words(), secret, p.cmd.Path)
		}
	}
}
