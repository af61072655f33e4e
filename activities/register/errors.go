package register

import (
	"errors"
	"fmt"

	"luxing/workflows/casefile"
)

// ErrNotFound is returned for a key, a document or a certificate that the
// register does not have.
var ErrNotFound = errors.New("not in the register")

// The errors below are final: the same record will be refused for ever.

// InvalidError is returned for a record that is wrong in itself. It names
// every fault.
type InvalidError struct{ Faults casefile.Faults }

// Error lists the faults.
func (e *InvalidError) Error() string { return "the record is malformed:\n" + e.Faults.Error() }

// GapError is returned for a record that comes before the one it follows.
type GapError struct {
	Key  string
	Have int64 // the last record in the register
	Got  int64
}

// Error names both.
func (e *GapError) Error() string {
	return fmt.Sprintf("case %s: record %d came, but the register has come to %d: record %d is missing", e.Key, e.Got, e.Have, e.Have+1)
}

// ConflictError is returned where something else is already in the register
// under the same name.
type ConflictError struct {
	Key  string
	What string // "record 7", "document KEY/certificate/D1/1"
	Why  string
}

// Error says what is there.
func (e *ConflictError) Error() string {
	return fmt.Sprintf("case %s: %s is in the register with other content: %s", e.Key, e.What, e.Why)
}

// NumberTakenError is returned for a case number that another case has.
type NumberTakenError struct {
	Number string
	Holder string // the key of the case that has it
}

// Error names the holder.
func (e *NumberTakenError) Error() string {
	return fmt.Sprintf("number %s belongs to case %s", e.Number, e.Holder)
}

// Final reports whether an error of this package will be the same however
// often the call is tried again.
func Final(err error) bool {
	var invalid *InvalidError
	var gap *GapError
	var conflict *ConflictError
	var taken *NumberTakenError
	return errors.As(err, &invalid) || errors.As(err, &gap) || errors.As(err, &conflict) || errors.As(err, &taken) || errors.Is(err, ErrNotFound)
}
