package court

import (
	"fmt"
	"strings"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// InputError says that what was sent is malformed: every fault at once.
type InputError struct {
	What   string // what was sent: a filing, a decision
	Faults casefile.Faults
}

func (e *InputError) Error() string {
	return fmt.Sprintf("%s: %d fault(s)\n%s", e.What, len(e.Faults), e.Faults.Error())
}

// badInput is an InputError with one fault.
func badInput(what, field, rule, want string, args ...any) error {
	e := &InputError{What: what}
	e.Faults.Add(field, rule, want, args...)
	return e
}

// RefusedError says that a decision was not taken, and why. Whether that is
// the sender's mistake or the law's word is in the refusal's code.
type RefusedError struct {
	Key      string
	Decision string // its ID
	Refusal  casefile.Refusal
}

func (e *RefusedError) Error() string { return e.Refusal.Error() }

// NotFoundError says that nothing of that name exists. Near are names that do.
type NotFoundError struct {
	What string // Chinese and English: 案件 case
	ID   string
	Near []string
}

func (e *NotFoundError) Error() string {
	msg := fmt.Sprintf("没有这个%s: no %s %q", firstWord(e.What), rest(e.What), e.ID)
	if len(e.Near) > 0 {
		msg += "; 有 there are: " + strings.Join(e.Near, ", ")
	}
	return msg
}

// UnreachableError says that the server could not be talked to.
type UnreachableError struct {
	What string // what was out of reach: Temporal server 127.0.0.1:7233, register
	Err  error
}

func (e *UnreachableError) Error() string {
	return fmt.Sprintf("连接不上 cannot reach %s: %v", e.What, e.Err)
}

func (e *UnreachableError) Unwrap() error { return e.Err }

// NoAnswerError says that the server is there but no worker answered in time.
// Whether a decision that was waiting will still be taken is not known, which
// is why it is sent again under the same ID.
type NoAnswerError struct {
	Key      string
	Decision string // the decision's ID; empty for a question
	// Leavable are the decisions that may be left with the server meanwhile, as
	// far as the register tells; of the question what may be decided alone.
	Leavable []lifecycle.Event
	Err      error
}

func (e *NoAnswerError) Error() string {
	if e.Decision == "" {
		return fmt.Sprintf("案件 %s 未答复：服务器在，但没有工作进程及时应答 no answer: the server is there but no worker answered in time; "+
			"start a worker (go run ./worker/local)", e.Key)
	}
	return fmt.Sprintf("决定未获答复，尚未生效 the decision is not known to be taken: the server is there but no worker answered in time\n"+
		"重发，只生效一次 send it again, it is taken once: --id %s\n"+
		"交服务器保管 or leave it with the server: --id %s --async", e.Decision, e.Decision)
}

func (e *NoAnswerError) Unwrap() error { return e.Err }

func firstWord(s string) string {
	head, _, _ := strings.Cut(s, " ")
	return head
}

func rest(s string) string {
	_, tail, ok := strings.Cut(s, " ")
	if !ok {
		return s
	}
	return tail
}
