// Command starter is the way into the court's cases: it files them, decides on
// them, shows what each waits for and lists those that are stuck. Type
// "go run ./starter --help".
package main

import (
	"context"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"luxing/starter/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// The first signal ends in order, what is under way is reported; a second
	// one ends at once.
	context.AfterFunc(ctx, stop)
	code := cli.Run(ctx, os.Args[1:], cli.Standard(), wiring(os.Getenv))
	stop()
	os.Exit(code)
}

// program is how this program was called, for the examples it prints.
func program(path string) string {
	if strings.Contains(path, "go-build") {
		return "go run ./starter"
	}
	return "starter"
}
