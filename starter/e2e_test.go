package main

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.uber.org/zap"

	"luxing/activities/codec"
	"luxing/starter/cli"
	"luxing/worker/embedded"
	"luxing/worker/host"
	"luxing/worker/registration"
	"luxing/workflows"
	"luxing/workflows/casefile"
)

// A filing as the intake system sends it. Its two parties' numbers are made up
// and have valid check digits.
const filing = `{
  "key": "nb-2022-0001", "court": "浙0211", "filedOn": "2022-03-04", "cause": "民间借贷纠纷", "procedure": "ordinary",
  "claimFen": 30000000, "division": "民一庭", "judge": "judge-1", "clerk": "clerk-1",
  "parties": [
    {"id": "P1", "side": "plaintiff", "kind": "person", "name": "张三", "idNumber": "11010519491231002X", "phone": "13800000001", "eService": true},
    {"id": "D1", "side": "defendant", "kind": "enterprise", "name": "宁波某某建设有限公司", "idNumber": "91350100M000100Y43"}
  ]
}`

// step is one command line and what it must do. The steps of a table run in
// order on one server; each must be a whole statement about the program, so
// that a new one can be put in anywhere.
type step struct {
	name  string
	args  string // parted at blanks; @F is the folder of the test
	stdin string
	code  int
	out   []string // each must be in the output
	err   []string // each must be on stderr
	not   []string // none may be anywhere
	// soon repeats the step until it does what it must, for what the case does
	// after it has answered: it writes the register by itself.
	soon   bool
	before func(*stage) // what happens first
}

var life = []step{
	{name: "no such case", args: "case show nb-2022-0001", code: cli.ExitNotFound, err: []string{"nb-2022-0001"}},
	{name: "file", args: "case file -", stdin: filing, out: []string{"✓ 已立案 filed", "收到 1 · 新立 1"}},
	{name: "file again", args: "case file -", stdin: filing, out: []string{"= 此前已立 already filed"}},
	{name: "another filing under the key", args: "case file -", stdin: strings.Replace(filing, "30000000", "30000001", 1), code: cli.ExitBadInput, out: []string{"✗ 拒收 refused", "key"}},
	{name: "a filing with faults", args: "case file - --json", stdin: strings.NewReplacer("浙0211", "浙9999", "judge-1", "").Replace(filing), code: cli.ExitBadInput, out: []string{`"field":"court"`, `"field":"judge"`, `"refused":1`}},
	{name: "show", args: "case show nb-2022-0001", out: []string{"立案审查 filing_review", "张三", "**************002X", "宁波市镇海区人民法院"}, not: []string{"11010519491231002X", "登记册，非案件"}},
	{name: "lawful", args: "case lawful nb-2022-0001 --as judge", out: []string{"accept", "case decide nb-2022-0001 accept --as judge:judge-1"}},
	{name: "nothing for the auditor", args: "case lawful nb-2022-0001 --as auditor", out: []string{"没有可作出的决定"}},
	{name: "explain", args: "case explain nb-2022-0001", out: []string{"filing-review", "届满 ends"}},
	{name: "no such deadline", args: "case explain nb-2022-0001 filing-revieww", code: cli.ExitNotFound, err: []string{"filing-review"}},
	{name: "no such decision", args: "case decide nb-2022-0001 acept --as judge:judge-1", code: cli.ExitBadInput, err: []string{"accept"}},
	{name: "wrong data", args: `case decide nb-2022-0001 refuse_filing --as judge:judge-1 --data {"why":1}`, code: cli.ExitBadInput, err: []string{"data.why"}},
	{name: "another judge's case", args: "case decide nb-2022-0001 accept --as judge:judge-2", code: cli.ExitRefused, err: []string{"judge-1"}},
	{name: "another role's decision", args: "case decide nb-2022-0001 accept --as president:p-1", code: cli.ExitRefused, err: []string{"民事诉讼法第126条"}},
	{name: "not from this state", args: `case decide nb-2022-0001 fee_waived --as judge:judge-1 --data {"reason":"困难"}`, code: cli.ExitRefused, err: []string{"立案审查"}},
	{name: "accept", args: "case decide nb-2022-0001 accept --as judge:judge-1 --id accept-1", out: []string{"立案审查 filing_review → 待缴费 awaiting_fee", "accept-1"}},
	{name: "accept, sent again", args: "case decide nb-2022-0001 accept --as judge:judge-1 --id accept-1", out: []string{"待缴费 awaiting_fee"}},
	{name: "its ID with another decision", args: `case decide nb-2022-0001 fee_waived --as judge:judge-1 --id accept-1 --data {"reason":"困难"}`, code: cli.ExitBadInput, err: []string{"accept-1"}},
	{name: "list", args: "case list --phase awaiting_fee --judge judge-1 --court 浙0211", soon: true, out: []string{"nb-2022-0001", "（", "民初"}},
	{name: "list of another judge", args: "case list --judge judge-9", out: []string{"没有符合条件"}, not: []string{"nb-2022-0001"}},
	{name: "nothing is stuck", args: "stuck", out: []string{"没有受阻的案件"}},
	{name: "documents", args: "documents list nb-2022-0001", soon: true, out: []string{"nb-2022-0001/fee_notice/P1/1"}},
	{name: "a document", args: "documents get nb-2022-0001/fee_notice/P1/1 --out @F/notice.html", out: []string{"已取出 written"}},
	{name: "no such document", args: "documents get nb-2022-0001/nope --out @F/nope.html", code: cli.ExitNotFound},
	{name: "a certificate too early", args: "certificate apply nb-2022-0001 --party D9", code: cli.ExitNotFound, err: []string{"D1"}},
	{name: "apply for a certificate", args: "certificate apply nb-2022-0001 --party D1", out: []string{"nb-2022-0001-zhengming-d1"}},
	{name: "the trail, for the auditor", args: "audit --as auditor:A001 --case nb-2022-0001", out: []string{"A001", "查阅访问记录"}},
	{name: "the trail, for a judge", args: "audit --as judge:judge-1", code: cli.ExitRefused},
	{name: "apply again", args: "certificate apply nb-2022-0001 --party D1", out: []string{"此前已申请 already applied for"}},
	{name: "time", args: "training advance nb-2022-0001 --days 3", out: []string{"已到达 reached"}},
	{name: "the worker goes", args: `case decide nb-2022-0001 fee_waived --as judge:judge-1 --id waive-1 --timeout 1s --data {"reason":"确有困难"}`, before: (*stage).stopWorker,
		code: cli.ExitFailed, err: []string{"--id waive-1", "--async"}},
	{name: "shown from the register", args: "case show nb-2022-0001 --timeout 1s", out: []string{"登记册，非案件实时答复", "待缴费", "张三"}},
	{name: "left with the server", args: `case decide nb-2022-0001 fee_waived --as judge:judge-1 --id waive-1 --async --data {"reason":"确有困难"}`, out: []string{"已交服务器"}},
	{name: "the worker is back", args: "case show nb-2022-0001", before: (*stage).startWorker, soon: true, out: []string{"送达 service"}},
	{name: "the decision was taken once", args: `case decide nb-2022-0001 fee_waived --as judge:judge-1 --id waive-1 --data {"reason":"确有困难"}`, out: []string{"送达 service"}},
	{name: "the end", args: `case decide nb-2022-0001 withdraw --as judge:judge-1 --id end-1 --data {"reason":"原告申请撤诉"}`, out: []string{"结案 closed"}},
	{name: "after the end", args: `case decide nb-2022-0001 withdraw --as judge:judge-1 --id end-2 --data {"reason":"再撤"}`, soon: true, code: cli.ExitRefused, err: []string{"结案", "closed"}},
	{name: "the end, sent again", args: `case decide nb-2022-0001 withdraw --as judge:judge-1 --id end-1 --data {"reason":"原告申请撤诉"}`, out: []string{"结案 closed"}},
	{name: "show the end", args: "case show nb-2022-0001", out: []string{"结案 closed"}, not: []string{"可作决定"}},
	{name: "filed again after the end", args: "case file -", stdin: filing, out: []string{"= 此前已立 already filed"}},
}

// stage is a court on one machine: server, worker, register, keys.
type stage struct {
	t      *testing.T
	dir    string
	client client.Client
	stop   func()
}

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{t: t, dir: t.TempDir(), stop: func() {}}
	ring, err := codec.EnsureKeys(filepath.Join(s.dir, keyFile), time.Now())
	require.NoError(t, err)
	attributes := map[string]enumspb.IndexedValueType{}
	for _, a := range workflows.Attributes() {
		attributes[a.GetName()] = a.GetValueType()
	}
	server, err := embedded.Start(t.Context(), embedded.Options{DataDir: filepath.Join(s.dir, "temporal"), Namespace: defaultNamespace, SearchAttributes: attributes, Training: true})
	require.NoError(t, err)
	t.Cleanup(func() { _ = server.Stop() })
	t.Setenv("TEMPORAL_ADDRESS", server.FrontendAddress())
	sealed, err := codec.New(ring, defaultNamespace)
	require.NoError(t, err)
	s.client, err = client.Dial(client.Options{
		HostPort: server.FrontendAddress(), Namespace: defaultNamespace, DataConverter: codec.NewDataConverter(sealed), FailureConverter: codec.NewFailureConverter(sealed),
		Logger: wiringLogger(),
	})
	require.NoError(t, err)
	t.Cleanup(s.client.Close)
	s.startWorker()
	return s
}

// startWorker starts the worker that the court has, all rooms in it.
func (s *stage) startWorker() {
	w := worker.New(s.client, casefile.TaskQueue, worker.Options{WorkerStopTimeout: 10 * time.Second})
	rooms, err := registration.Register(w, &host.Config{Register: "sqlite:" + filepath.Join(s.dir, registerFile)}, zap.NewNop())
	require.NoError(s.t, err)
	require.NoError(s.t, w.Start())
	s.stop = sync.OnceFunc(func() {
		w.Stop()
		require.NoError(s.t, rooms.Close())
	})
	s.t.Cleanup(s.stop)
}

func (s *stage) stopWorker() { s.stop() }

// do runs one step and says what is wrong with it; "" when nothing is.
func (s *stage) do(t *testing.T, x step) string {
	t.Helper()
	args := strings.Fields(strings.ReplaceAll(x.args, "@F", s.dir))
	code, out, errOut := run(t, map[string]string{"LUXING_DATA": s.dir}, x.stdin, args...)
	var wrong []string
	if code != x.code {
		wrong = append(wrong, "exit code is not as wanted")
	}
	for _, want := range x.out {
		if !strings.Contains(out, want) {
			wrong = append(wrong, "not printed: "+want)
		}
	}
	for _, want := range x.err {
		if !strings.Contains(errOut, want) {
			wrong = append(wrong, "not on stderr: "+want)
		}
	}
	for _, not := range x.not {
		if strings.Contains(out+errOut, not) {
			wrong = append(wrong, "printed: "+not)
		}
	}
	if len(wrong) == 0 {
		return ""
	}
	return strings.Join(wrong, "\n") + "\nexit " + string(rune('0'+code)) + "\n" + out + errOut
}

func TestLifeOfACaseFromTheCommandLine(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a server")
	}
	s := newStage(t)
	for _, x := range life {
		ok := t.Run(x.name, func(t *testing.T) {
			if x.before != nil {
				x.before(s)
			}
			wrong := s.do(t, x)
			for deadline := time.Now().Add(20 * time.Second); wrong != "" && x.soon && time.Now().Before(deadline); wrong = s.do(t, x) {
			}
			require.Empty(t, wrong)
		})
		if !ok {
			return // what follows stands on it
		}
	}
	content, err := os.ReadFile(filepath.Join(s.dir, "notice.html"))
	require.NoError(t, err)
	require.Contains(t, string(content), "交纳诉讼费用通知书")
}
