// Command local is Luxing on one machine in one process: a Temporal server on a
// file, its web UI, the payload codec for it, the worker, and the gateway: API,
// pages, and people to be chosen at sign-in. Stopped or killed, it
// continues where it was.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
	"go.temporal.io/sdk/contrib/envconfig"

	"luxing/worker/embedded"
)

func main() {
	ctx, forget := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer forget()
	// A second signal ends the process at once: what was acknowledged is on the disk.
	context.AfterFunc(ctx, forget)
	if err := newCommand(envconfig.EnvLookupOS, os.Stdout, os.Stderr).ExecuteContext(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "local:", err)
		os.Exit(1)
	}
}

const about = `履行 Luxing：一台机器、一个进程，内含 Temporal 服务、界面与工作进程。
Luxing on one machine in one process: a Temporal server on a file, its web UI
and the worker. Stopped or killed, it continues where it was.

A data folder is either for training or for real work, from its first day on:
only a training one (--training, --demo) lets a case's clock be moved. Further
settings are environment variables: go doc luxing/worker/host`

// flags are what the command line says.
type flags struct {
	data     string
	port     int
	uiPort   int
	webPort  int
	training bool
	demo     bool
	exit     bool
}

// newCommand builds the command line.
func newCommand(env envconfig.EnvLookup, out, logTo io.Writer) *cobra.Command {
	var f flags
	cmd := &cobra.Command{
		Use:           "local",
		Short:         "一机运行 everything on one machine",
		Long:          about,
		Example:       "  local\n  local --demo\n  local --data /srv/luxing --ui-port 0",
		Args:          cobra.NoArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if f.exit && !f.demo {
				return errors.New("--exit ends the demo and means nothing without --demo")
			}
			// The demo moves clocks.
			f.training = f.training || f.demo
			return run(cmd.Context(), f, env, out, logTo)
		},
	}
	cmd.SetOut(out)
	cmd.SetErr(out)
	fs := cmd.Flags()
	fs.StringVar(&f.data, "data", "data", "数据目录 data folder")
	fs.IntVar(&f.port, "port", 7233, "Temporal 端口 port of the Temporal server; -1: any free one")
	fs.IntVar(&f.uiPort, "ui-port", 8233, "界面端口 port of its web UI; -1: any free one, 0: no UI")
	fs.IntVar(&f.webPort, "web-port", 8080, "网页与接口端口 port of the pages and the API; -1: any free one, 0: none")
	fs.BoolVar(&f.training, "training", false, "演练：可拨快案件时钟 training: cases' clocks can be moved")
	fs.BoolVar(&f.demo, "demo", false, "演示：运行示例案件 play the sample docket; implies --training")
	fs.BoolVar(&f.exit, "exit", false, "演示结束即退出 end when the demo has ended")
	return cmd
}

// run starts everything, plays the demo if it is wanted, and keeps running until
// the context ends or the worker fails for good.
func run(ctx context.Context, f flags, env envconfig.EnvLookup, out, logTo io.Writer) (err error) {
	l, err := start(ctx, f, env, logTo)
	if err != nil {
		return explain(err)
	}
	defer func() {
		_, _ = fmt.Fprintln(out, "正在停止 stopping …")
		err = errors.Join(err, l.stop())
	}()
	l.greet(out)
	if f.demo {
		demoErr := runDemo(ctx, l.environment(f, out))
		if f.exit {
			return demoErr
		}
		if demoErr != nil {
			// Left running: whoever looks for the cause finds it in the UI.
			_, _ = fmt.Fprintln(out, "演示未成 the demo did not end as it should:", demoErr)
		}
	}
	select {
	case <-ctx.Done():
		return nil
	case err := <-l.host.Failed():
		return fmt.Errorf("the worker failed: %w", err)
	}
}

// explain adds what to do to errors that a person at a terminal can mend.
func explain(err error) error {
	if errors.Is(err, embedded.ErrWrongKind) {
		return fmt.Errorf("%w\n数据目录类型不符：演练目录请加 --training，或用 --data 另选目录 (add --training for a training folder, or choose another with --data)", err)
	}
	return err
}
