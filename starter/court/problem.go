package court

import (
	"context"
	"errors"
	"net/http"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// Kind is what sort of failure an error is.
type Kind string

// The kinds of failure.
const (
	KindBadInput    Kind = "bad-input"
	KindRefused     Kind = "refused"
	KindSignIn      Kind = "sign-in"
	KindDenied      Kind = "denied"
	KindNotFound    Kind = "not-found"
	KindUnreachable Kind = "unreachable"
	KindNoAnswer    Kind = "no-answer"
	KindInterrupted Kind = "interrupted"
	KindFailed      Kind = "failed"
)

// Problem is an error for programs, after RFC 9457 (problem details). Status
// is the HTTP status that says the same.
type Problem struct {
	Type     string            `json:"type"` // urn:luxing:problem:KIND
	Kind     Kind              `json:"kind"`
	Title    string            `json:"title"` // Chinese, then English
	Status   int               `json:"status"`
	Detail   string            `json:"detail"`
	Instance string            `json:"instance,omitempty"` // the case's key
	Decision string            `json:"decision,omitempty"` // the decision's ID, to send it again with
	Code     casefile.Code     `json:"code,omitempty"`     // why a decision was refused
	Article  string            `json:"article,omitempty"`
	State    lifecycle.State   `json:"state,omitempty"`
	Lawful   []lifecycle.Event `json:"lawful,omitempty"` // what would be lawful instead
	Near     []string          `json:"near,omitempty"`   // names that exist
	Faults   casefile.Faults   `json:"faults,omitempty"`
}

var kinds = map[Kind]struct {
	title  string
	status int
}{
	KindBadInput:    {"输入有误 bad input", http.StatusUnprocessableEntity},
	KindRefused:     {"依法不予准许 refused by law", http.StatusConflict},
	KindSignIn:      {"请先登录 sign in first", http.StatusUnauthorized},
	KindDenied:      {"无权操作 not allowed", http.StatusForbidden},
	KindNotFound:    {"未找到 not found", http.StatusNotFound},
	KindUnreachable: {"服务器连接不上 server unreachable", http.StatusBadGateway},
	KindNoAnswer:    {"未获答复 no answer in time", http.StatusGatewayTimeout},
	KindInterrupted: {"已中断 interrupted", http.StatusServiceUnavailable},
	KindFailed:      {"未能完成 failed", http.StatusInternalServerError},
}

// refusals says of every code of refusal whose fault it is and what HTTP calls it.
var refusals = map[casefile.Code]struct {
	kind   Kind
	status int
}{
	casefile.BadInput:     {KindBadInput, http.StatusUnprocessableEntity},
	casefile.UnknownEvent: {KindBadInput, http.StatusUnprocessableEntity},
	casefile.NoSuchTrack:  {KindBadInput, http.StatusUnprocessableEntity},
	casefile.IDReused:     {KindBadInput, http.StatusConflict},
	casefile.UnlawfulNow:  {KindRefused, http.StatusConflict},
	casefile.GuardFailed:  {KindRefused, http.StatusConflict},
	casefile.TooLate:      {KindRefused, http.StatusConflict},
	casefile.WrongRole:    {KindRefused, http.StatusForbidden},
	casefile.NotYourCase:  {KindRefused, http.StatusForbidden},
	casefile.OutOfReach:   {KindRefused, http.StatusForbidden},
}

// ProblemOf describes err; what it does not know is KindFailed. It never
// returns nil for an error.
func ProblemOf(err error) *Problem {
	var (
		input   *InputError
		refused *RefusedError
		missing *NotFoundError
		gone    *UnreachableError
		silent  *NoAnswerError
		nobody  *SignInError
		denied  *DeniedError
	)
	switch {
	case errors.As(err, &input):
		p := problem(KindBadInput, err)
		p.Faults = input.Faults
		p.Detail = input.What
		return p
	case errors.As(err, &refused):
		as, known := refusals[refused.Refusal.Code]
		if !known {
			as.kind, as.status = KindRefused, http.StatusConflict
		}
		p := problem(as.kind, err)
		p.Status = as.status
		p.Detail = refused.Refusal.Message
		p.Instance = refused.Key
		p.Decision = refused.Decision
		p.Code = refused.Refusal.Code
		p.Article = refused.Refusal.Article
		p.State = refused.Refusal.State
		p.Lawful = refused.Refusal.Lawful
		p.Faults = refused.Refusal.Faults
		return p
	case errors.As(err, &nobody):
		return problem(KindSignIn, err)
	case errors.As(err, &denied):
		p := problem(KindDenied, err)
		p.Instance = denied.Key
		return p
	case errors.As(err, &missing):
		p := problem(KindNotFound, err)
		p.Near = missing.Near
		return p
	case errors.As(err, &gone):
		return problem(KindUnreachable, err)
	case errors.As(err, &silent):
		p := problem(KindNoAnswer, err)
		p.Instance, p.Decision = silent.Key, silent.Decision
		return p
	case errors.Is(err, context.Canceled):
		return problem(KindInterrupted, err)
	case errors.Is(err, context.DeadlineExceeded):
		p := problem(KindNoAnswer, err)
		p.Detail = "未在时限内完成，请重发，只生效一次 it was not done in time; send it again, it is done once"
		return p
	}
	return problem(KindFailed, err)
}

func problem(k Kind, err error) *Problem {
	return &Problem{
		Type: "urn:luxing:problem:" + string(k), Kind: k,
		Title: kinds[k].title, Status: kinds[k].status, Detail: err.Error(),
	}
}
