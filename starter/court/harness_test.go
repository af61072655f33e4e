package court

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"

	"luxing/worker/embedded"
	"luxing/workflows"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/policy"
)

// server is the real server that this package's tests share.
var server *embedded.Server

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "luxing-court-test")
	if err != nil {
		panic(err)
	}
	attributes := map[string]enumspb.IndexedValueType{}
	for _, a := range workflows.Attributes() {
		attributes[a.GetName()] = a.GetValueType()
	}
	server, err = embedded.Start(context.Background(), embedded.Options{DataDir: dir, SearchAttributes: attributes})
	if err != nil {
		panic(err)
	}
	code := m.Run()
	_ = server.Stop()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// quiet is a logger that says nothing.
type quiet struct{}

func (quiet) Debug(string, ...any) {}
func (quiet) Info(string, ...any)  {}
func (quiet) Warn(string, ...any)  {}
func (quiet) Error(string, ...any) {}

var _ log.Logger = quiet{}

func dial(t *testing.T) client.Client {
	t.Helper()
	c, err := client.Dial(client.Options{HostPort: server.FrontendAddress(), Namespace: server.Namespace(), Logger: quiet{}})
	require.NoError(t, err)
	t.Cleanup(c.Close)
	return c
}

// newCourt is a court on the shared server, without a register.
func newCourt(t *testing.T) *Court {
	return &Court{Temporal: dial(t), Policy: policy.Default(), Server: server.FrontendAddress(), Patience: 20 * time.Second}
}

// work runs a worker with the real workflows until the test ends or stop is
// called. Its activities answer like a register.
func work(t *testing.T, c client.Client) (stop func()) {
	t.Helper()
	w := worker.New(c, casefile.TaskQueue, worker.Options{WorkerStopTimeout: 5 * time.Second})
	workflows.Register(w)
	w.RegisterActivityWithOptions(func(_ context.Context, r casefile.Record) (casefile.RecordResult, error) {
		res := casefile.RecordResult{Numbers: map[string]string{}, Documents: map[string]string{}}
		for _, n := range r.Numbers {
			res.Numbers[n.ID] = fmt.Sprintf("（%d）%s%s1号", n.Year, n.Court, n.Type)
		}
		for _, d := range r.Documents {
			res.Documents[d.ID] = strings.Repeat("0", 64)
		}
		return res, nil
	}, activity.RegisterOptions{Name: casefile.ActivityRecord})
	w.RegisterActivityWithOptions(func(context.Context, casefile.LinkOrder) error { return nil }, activity.RegisterOptions{Name: casefile.ActivityLink})
	w.RegisterActivityWithOptions(func(context.Context, casefile.EligibilityQuery) (casefile.Eligibility, error) {
		return casefile.Eligibility{Found: true}, nil
	}, activity.RegisterOptions{Name: casefile.ActivityEligible})
	require.NoError(t, w.Start())
	stop = sync.OnceFunc(w.Stop)
	t.Cleanup(stop)
	return stop
}

// sample is a filing without a fault, under a key of the test's own.
func sample(t *testing.T) *casefile.Filing {
	key := strings.ToLower(strings.NewReplacer("/", "-", "_", "-").Replace(t.Name()))
	if len(key) > 40 {
		key = key[len(key)-40:]
	}
	return &casefile.Filing{
		Key: strings.Trim(key, "-") + "-1", Court: "浙0211", FiledOn: calendar.NewDate(2022, 3, 4), Cause: "民间借贷纠纷",
		Procedure: casefile.Ordinary, ClaimFen: 30_000_000, Division: "民一庭", Judge: "judge-1", Clerk: "clerk-1",
		Parties: []casefile.Party{
			{ID: "P1", Side: casefile.Plaintiff, Kind: casefile.Person, Name: "张三", IDNumber: "11010519491231002X", Phone: "13800000001", EService: true},
			{ID: "D1", Side: casefile.Defendant, Kind: casefile.Enterprise, Name: "宁波某某建设有限公司", IDNumber: "91350100M000100Y43"},
		},
	}
}

func marshal(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	require.NoError(t, err)
	return string(b)
}

// shelf is a register held in memory.
type shelf struct {
	held      map[string]Held
	timelines map[string][]casefile.Entry
	papers    map[string][]Paper
	contents  map[string]PaperContent
	rows      []Listed
	err       error
}

func (s *shelf) Find(_ context.Context, key string) (Held, error) {
	h, ok := s.held[key]
	if s.err != nil || !ok {
		return h, either(s.err, ErrNotRegistered)
	}
	return h, nil
}

func (s *shelf) Holder(_ context.Context, number string) (string, error) {
	for key, h := range s.held {
		if h.CaseNumber != "" && casefile.NormalNumber(h.CaseNumber) == casefile.NormalNumber(number) {
			return key, s.err
		}
	}
	return "", s.err
}

func (s *shelf) Retrial(context.Context, string) (*casefile.RetrialState, error) { return nil, s.err }

func (s *shelf) List(context.Context, Filter) ([]Listed, error) { return s.rows, s.err }
func (s *shelf) Filed(ctx context.Context, key string) (*casefile.Filing, error) {
	h, err := s.Find(ctx, key)
	return h.Filing, err
}

func (s *shelf) Stuck(context.Context, time.Time, StuckFilter) ([]Listed, error) {
	return s.rows, s.err
}

func (s *shelf) Timeline(_ context.Context, key string) ([]casefile.Entry, error) {
	return s.timelines[key], s.err
}

func (s *shelf) Documents(_ context.Context, key string) ([]Paper, error) {
	return s.papers[key], s.err
}

func (s *shelf) Document(_ context.Context, id string) (PaperContent, error) {
	d, ok := s.contents[id]
	if s.err != nil || !ok {
		return d, either(s.err, ErrNotRegistered)
	}
	return d, nil
}

func either(a, b error) error {
	if a != nil {
		return a
	}
	return b
}
