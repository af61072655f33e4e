package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"go.temporal.io/sdk/client"
	"go.uber.org/zap"
	"golang.org/x/term"

	"luxing/activities/register"
	"luxing/docs/examples"
	"luxing/starter/court"
	"luxing/starter/training"
	"luxing/worker/host"
	"luxing/worker/local/docket"
	"luxing/workflows/calendar"
	"luxing/workflows/policy"
)

// environment is what the demo has to work with.
type environment struct {
	// Client is a connection with the payload keys.
	Client client.Client
	// Clock moves cases' clocks.
	Clock *training.Client
	// Config is the worker's: register, policy, task queue.
	Config host.Config
	// UI is the address of the web UI, or "".
	UI string
	// Neighbours says that the server has those of its own.
	Neighbours bool
	// Exit says that the process ends when the demo has.
	Exit bool
	// Out is the person's terminal.
	Out io.Writer
	Log *zap.Logger
}

// environment gathers what the demo needs.
func (l *local) environment(f flags, out io.Writer) environment {
	return environment{
		Client:     l.host.Client(),
		Clock:      training.New(l.host.Client().WorkflowService(), l.server.Namespace()),
		Config:     l.config,
		UI:         l.server.UIURL(),
		Neighbours: l.neighbours != nil,
		Exit:       f.exit,
		Out:        out,
		Log:        l.log,
	}
}

// runDemo plays the sample docket to every ending and returns an error unless
// every case ended as its file says.
func runDemo(ctx context.Context, e environment) error {
	samples, err := docket.Load(examples.Docket)
	if err != nil {
		return err
	}
	samples = slices.DeleteFunc(samples, func(s docket.Sample) bool { return s.TestsOnly })
	if !e.Neighbours {
		all := len(samples)
		samples = slices.DeleteFunc(samples, func(s docket.Sample) bool { return s.LooksOutside() })
		fmt.Fprintf(e.Out, "\n已配置外部系统（LUXING_WEBHOOKS），不演示依赖其答复的 %d 个样例 other systems are configured: %d samples that hang on their answers are left out\n", all-len(samples), all-len(samples))
	}
	book, err := register.Open(ctx, e.Config.Register, register.Log(e.Log))
	if err != nil {
		return fmt.Errorf("open the register for the demo: %w", err)
	}
	defer func() { _ = book.Close() }()
	p := player(e)
	p.Court.Register, p.Outbox = court.OverRegister(book), book
	cases := docket.Cases(samples)
	board := docket.NewBoard(e.Out, len(cases), terminal(e.Out))
	p.Report = board.Report
	fmt.Fprintf(e.Out, "\n演示：%d 个样例，%d 件案件，时钟由演练服务器拨快 playing %d samples, %d cases, on moved clocks\n", len(samples), len(cases), len(samples), len(cases))
	began := time.Now()
	outcomes := p.Play(ctx, cases)
	board.Close()
	fmt.Fprintln(e.Out)
	docket.WriteSummary(e.Out, outcomes, time.Since(began))
	if !e.Exit {
		e.suggest(outcomes)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return docket.Err(outcomes)
}

// player is a docket's player on this process's server. Its keys begin with
// the moment, so that the demo can be run again on the same data. The samples'
// expectations were worked out by the default policy, so it is pinned to them.
func player(e environment) *docket.Player {
	return &docket.Player{
		Court:    &court.Court{Temporal: e.Client, Policy: policy.Default(), Server: e.Config.Client.HostPort, TaskQueue: e.Config.TaskQueue},
		Clock:    e.Clock,
		Temporal: e.Client,
		Prefix:   time.Now().In(calendar.Zone).Format("demo-0102-150405"),
	}
}

// terminal tells the size of the terminal that out is, or nil.
func terminal(out io.Writer) func() (width, height int) {
	f, ok := out.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	return func() (int, int) {
		width, height, err := term.GetSize(int(f.Fd()))
		if err != nil {
			return 80, 24
		}
		return width, height
	}
}

// suggest says what to try next, with commands that work as they stand.
func (e environment) suggest(outcomes []docket.Outcome) {
	of := func(sample string) docket.Outcome {
		for _, o := range outcomes {
			if strings.HasPrefix(o.Sample, sample) {
				return o
			}
		}
		return outcomes[0]
	}
	waiting, overdue, border := of("24-").Key, of("23-").Key, of("01-").Key
	starter := e.settings() + "go run ./starter "
	fmt.Fprintf(e.Out, "\n接下来可以试试 what to try next (another terminal, in this folder):\n")
	for _, t := range []struct{ what, how string }{
		{"全部案件 every case", starter + "case list --limit 100"},
		{"受阻案件：为何、等谁、如何推动 stuck cases", starter + "stuck"},
		{"在等什么、等谁、到何时、依据哪条 what a case waits for", starter + "case show " + overdue},
		{"期限如何算出 how a deadline was reached", starter + "case explain " + overdue},
		{"法官此刻可作的决定 what the judge may decide now", starter + "case lawful " + waiting + " --as judge:J001"},
		{"把时钟拨到下一个期限 move its clock to the next deadline", starter + "training advance " + waiting + " --next"},
		{"三十万元债务人的一生 the life of the 300,000-yuan debtor", starter + "case show " + border + " --all"},
		{"其执行案件 his enforcement", starter + "case show " + border + "-zhi"},
		{"文书 documents", starter + "documents list " + border},
		{"期间与诉讼费 periods and fees", starter + "law period answer --from 2022-01-16 && go run ./starter law fee --claim 300000"},
	} {
		fmt.Fprintf(e.Out, "  %s\n    %s\n", t.what, t.how)
	}
	if e.UI != "" {
		workflows := e.UI + "/namespaces/" + e.Config.Client.Namespace + "/workflows"
		fmt.Fprintf(e.Out, "  Temporal 界面：全部案件，和受阻的一件（状态、等待事项和期限） Temporal's UI: every case, and the stuck one's state\n    %s\n    %s/%s/%s/user-metadata\n",
			workflows, workflows, overdue, of("23-").Run)
	}
	fmt.Fprintln(e.Out)
}

// settings are the environment variables that the starter needs to find this
// process, where they are not its defaults.
func (e environment) settings() string {
	var s strings.Builder
	for _, v := range []struct{ name, value, otherwise string }{
		{"LUXING_DATA", e.Config.DataDir, host.DefaultDataDir},
		{"TEMPORAL_ADDRESS", e.Config.Client.HostPort, host.DefaultAddress},
		{"TEMPORAL_NAMESPACE", e.Config.Client.Namespace, host.DefaultNamespace},
	} {
		if v.value != v.otherwise {
			s.WriteString(v.name + "=" + quoted(v.value) + " ")
		}
	}
	return s.String()
}

// quoted is a value as a shell takes it.
func quoted(s string) string {
	if strings.ContainsFunc(s, func(r rune) bool {
		return !(r == '/' || r == '.' || r == ':' || r == '-' || r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z')
	}) {
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	return s
}
