package cli

import (
	"fmt"

	"luxing/starter/court"
)

// The exit codes of every command.
const (
	ExitDone        = 0 // what was asked for is done, or was done before
	ExitFailed      = 1 // it is not, though nothing is known to be wrong with what was sent
	ExitBadInput    = 2 // what was sent or typed is wrong
	ExitRefused     = 3 // refused by law
	ExitNotFound    = 4 // nothing of that name exists
	ExitUnreachable = 5 // the server could not be reached
)

var exits = map[court.Kind]int{
	court.KindBadInput:    ExitBadInput,
	court.KindRefused:     ExitRefused,
	court.KindSignIn:      ExitRefused,
	court.KindDenied:      ExitRefused,
	court.KindNotFound:    ExitNotFound,
	court.KindUnreachable: ExitUnreachable,
	court.KindNoAnswer:    ExitFailed,
	court.KindInterrupted: ExitFailed,
	court.KindFailed:      ExitFailed,
}

// exitError ends a command whose outcome was reported already.
type exitError struct{ code int }

func (e *exitError) Error() string { return fmt.Sprintf("exit %d", e.code) }

// usageError says that the command line itself is wrong.
type usageError struct {
	command string // its path, for the hint
	err     error
}

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

// commandError marks an error that a command returned, as against one of the
// command line's parsing.
type commandError struct{ err error }

func (e *commandError) Error() string { return e.err.Error() }
func (e *commandError) Unwrap() error { return e.err }
