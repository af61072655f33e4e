// Command worker runs Luxing's workflows and activities against a Temporal server
// that is already there. It is small and links no server; for everything on one
// machine see worker/local. Its settings are environment variables, described in
// worker/host.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"go.temporal.io/sdk/contrib/envconfig"

	"luxing/worker/host"
	"luxing/worker/registration"
	"luxing/worker/telemetry"
)

func main() {
	if err := run(context.Background(), os.Args[1:], envconfig.EnvLookupOS, os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "worker:", err)
		os.Exit(1)
	}
}

// run is main without the process.
func run(ctx context.Context, args []string, env envconfig.EnvLookup, out, logTo io.Writer) error {
	flags := flag.NewFlagSet("worker", flag.ContinueOnError)
	flags.SetOutput(out)
	version := flags.Bool("version", false, "print the version of this build and exit")
	flags.Usage = func() {
		_, _ = fmt.Fprint(out, "履行 Luxing worker: runs the court's cases against a Temporal server.\n"+
			"Its settings are environment variables: go doc luxing/worker/host\n")
		flags.PrintDefaults()
	}
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil
		}
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("%q: no arguments are taken, settings are environment variables", flags.Args())
	}
	if *version {
		_, err := fmt.Fprintln(out, host.ReadBuild("").ID)
		return err
	}
	config, err := host.ReadConfig(env)
	if err != nil {
		return err
	}
	log, err := telemetry.NewLogger(logTo, config.LogLevel)
	if err != nil {
		return err
	}
	return host.Run(ctx, config, registration.Register, log)
}
