package cli

import (
	"io"
	"os"

	"golang.org/x/term"
)

// IO is what the command line talks to.
type IO struct {
	In       io.Reader
	Out, Err io.Writer
	// OutTTY and ErrTTY say whether a person looks at it.
	OutTTY, ErrTTY bool
	// Env looks up an environment variable.
	Env func(string) string
}

// Standard is the process's own input, output and environment.
func Standard() IO {
	return IO{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		OutTTY: term.IsTerminal(int(os.Stdout.Fd())),
		ErrTTY: term.IsTerminal(int(os.Stderr.Fd())),
		Env:    os.Getenv,
	}
}
