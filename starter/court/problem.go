package court

import (
	"context"
	"errors"
	"net/http"
	"strings"

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
	// Leavable may be left with the server while the case does not answer.
	Leavable []lifecycle.Event `json:"leavable,omitempty"`
	Near     []string          `json:"near,omitempty"` // names that exist
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

// Outward describes err to who is not to learn what stands behind the court's
// door: what is away is named and not why, since addresses and settings are for
// the log, and what nobody foresaw is not told.
func Outward(err error) *Problem {
	p := ProblemOf(err)
	switch p.Kind {
	case KindUnreachable:
		// Behind the door is our own affair: whoever asks comes again later.
		p.Status = http.StatusServiceUnavailable
		p.Detail = awayOnly(err)
	case KindNoAnswer:
		var silent *NoAnswerError
		if !errors.As(err, &silent) {
			break // out of time, which its own words say
		}
		if p.Decision == "" {
			p.Detail = "本院的办案引擎暂未答复：登记册所载仍可查阅，决定可以留存，恢复后审查 the court's engine does not answer now: what the register holds can still be read, and a decision can be left, to be judged when it is back"
		} else {
			p.Detail = "本院的办案引擎暂未答复，决定是否作出尚不确定：按原编号重发，只生效一次 the court's engine does not answer now, and whether the decision is taken is not known: sent again under its ID it is taken once"
		}
	case KindFailed:
		p.Detail = "内部错误，已记录 an internal error; it was logged"
	}
	return p
}

func awayOnly(err error) string {
	var gone *UnreachableError
	if !errors.As(err, &gone) {
		return "暂时无法连接 out of reach"
	}
	zh, en, _ := strings.Cut(gone.What, " ")
	if strings.HasPrefix(zh, "Temporal") { // and its address
		zh, en = zh+" ", zh
	}
	return zh + "暂时无法连接，请稍后再试 " + en + " is out of reach, try again"
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
		p.Instance, p.Decision, p.Leavable = silent.Key, silent.Decision, silent.Leavable
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
