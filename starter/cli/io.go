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
	// Width is how many cells a line of the output may take, ErrWidth one of what
	// is said beside it; 100 when it is 0.
	Width, ErrWidth int
	// Env looks up an environment variable.
	Env func(string) string
}

// Standard is the process's own input, output and environment.
func Standard() IO {
	return IO{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		OutTTY: term.IsTerminal(int(os.Stdout.Fd())), Width: terminalWidth(os.Stdout),
		ErrTTY: term.IsTerminal(int(os.Stderr.Fd())), ErrWidth: terminalWidth(os.Stderr),
		Env: os.Getenv,
	}
}

// Lines are no shorter than can be read, nor longer than the eye finds back from.
const narrowest, widest = 60, 140

// terminalWidth is the width of the terminal that the output goes to; 0 when it
// goes elsewhere, so that what is kept in a file does not depend on a window.
func terminalWidth(f *os.File) int {
	w, _, err := term.GetSize(int(f.Fd()))
	if err != nil || w <= 0 {
		return 0
	}
	return min(max(w, narrowest), widest)
}
