package gateway

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"go.uber.org/zap"

	"luxing/starter/court"
	"luxing/workflows/casefile"
)

// Problem is every failure of the API, after RFC 9457.
type Problem struct {
	court.Problem
	headers http.Header
}

// Error implements error.
func (p *Problem) Error() string { return p.Detail }

// GetStatus implements huma.StatusError.
func (p *Problem) GetStatus() int { return p.Status }

// GetHeaders implements huma.HeadersError.
func (p *Problem) GetHeaders() http.Header { return p.headers }

// ContentType implements huma.ContentTypeFilter.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// Kinds of problem beside package court's: those of HTTP itself.
const (
	kindBadRequest  court.Kind = "bad-request"
	kindNoSuchPath  court.Kind = "no-such-path"
	kindMethod      court.Kind = "method-not-allowed"
	kindNotAccepted court.Kind = "not-acceptable"
	kindTooLarge    court.Kind = "too-large"
	kindMediaType   court.Kind = "unsupported-media-type"
	kindKeyReused   court.Kind = "idempotency-key-reused"
	kindKeyBusy     court.Kind = "idempotency-key-busy"
	kindTooOften    court.Kind = "too-many-requests"
	kindOverload    court.Kind = "overloaded"
	kindCrossSite   court.Kind = "cross-site"
	kindPrecond     court.Kind = "precondition"
)

var httpKinds = map[int]struct {
	kind  court.Kind
	title string
}{
	http.StatusBadRequest:            {kindBadRequest, "请求有误 bad request"},
	http.StatusUnauthorized:          {court.KindSignIn, "请先登录 sign in first"},
	http.StatusForbidden:             {court.KindDenied, "无权操作 not allowed"},
	http.StatusNotFound:              {kindNoSuchPath, "没有这个地址 no such path"},
	http.StatusMethodNotAllowed:      {kindMethod, "不支持此方法 method not allowed"},
	http.StatusNotAcceptable:         {kindNotAccepted, "不支持此格式 not acceptable"},
	http.StatusRequestTimeout:        {court.KindInterrupted, "请求超时 the request came too slowly"},
	http.StatusConflict:              {kindKeyBusy, "冲突 conflict"},
	http.StatusPreconditionFailed:    {kindPrecond, "条件不符 precondition failed"},
	http.StatusRequestEntityTooLarge: {kindTooLarge, "请求过大 too large"},
	http.StatusUnsupportedMediaType:  {kindMediaType, "不支持此内容类型 unsupported media type"},
	http.StatusUnprocessableEntity:   {court.KindBadInput, "输入有误 bad input"},
	http.StatusTooManyRequests:       {kindTooOften, "请求过于频繁 too many requests"},
	http.StatusServiceUnavailable:    {kindOverload, "暂时繁忙 overloaded"},
}

// newProblem is a problem that HTTP's status tells well enough.
func newProblem(status int, detail string, args ...any) *Problem {
	as, known := httpKinds[status]
	if !known {
		as.kind, as.title = court.KindFailed, "未能完成 failed"
	}
	if len(args) > 0 {
		detail = fmt.Sprintf(detail, args...)
	}
	return &Problem{Problem: court.Problem{Type: "urn:luxing:problem:" + string(as.kind), Kind: as.kind, Title: as.title, Status: status, Detail: detail}}
}

// as gives a problem a kind of its own.
func (p *Problem) as(k court.Kind, title string) *Problem {
	p.Kind, p.Type, p.Title = k, "urn:luxing:problem:"+string(k), title
	return p
}

// after tells when it is worth trying again.
func (p *Problem) after(d time.Duration) *Problem {
	if p.headers == nil {
		p.headers = http.Header{}
	}
	p.headers.Set("Retry-After", strconv.Itoa(max(1, int((d+time.Second-1)/time.Second))))
	return p
}

// retryUnreachable is when to ask again where the server or the register is away.
const retryUnreachable = 5 * time.Second

// problemOf describes an error of a use case. What it does not know is told
// without its text, which may be anything; the log has it.
func (s *Server) problemOf(err error) *Problem { return problemOf(err, s.log) }

func problemOf(err error, log *zap.Logger) *Problem {
	var ours *Problem
	if errors.As(err, &ours) {
		return ours
	}
	p := &Problem{Problem: *court.Outward(err)}
	switch p.Kind {
	case court.KindUnreachable:
		log.Error("out of reach", zap.Error(err))
		return p.after(retryUnreachable)
	case court.KindNoAnswer, court.KindInterrupted:
		return p.after(time.Second)
	case court.KindSignIn:
		p.headers = http.Header{"Www-Authenticate": {`Bearer realm="luxing"`}}
	case court.KindFailed:
		log.Error("a request failed", zap.Error(err))
	}
	return p
}

// fail answers a request with an error.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	s.answer(w, r, s.problemOf(err))
}

// Fail is how sign-in says no before there is a gateway: signin.Options.Fail.
// The pages, where there are some, say it to people.
func Fail(log *zap.Logger, pages ...http.Handler) func(http.ResponseWriter, *http.Request, error) {
	return func(w http.ResponseWriter, r *http.Request, err error) {
		p := problemOf(err, log)
		for _, h := range pages {
			if p.shown(w, r, h) {
				return
			}
		}
		p.write(w)
	}
}

// Troubled is what the pages mounted on a gateway may be besides: they show a
// problem that kept a request from reaching them. Its headers are set already.
type Troubled interface {
	Trouble(http.ResponseWriter, *http.Request, *court.Problem)
}

// answer tells whoever asks what kept their request from being done: a page to
// people at a browser, a problem to systems.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, p *Problem) {
	if !p.shown(w, r, s.Console) {
		p.write(w)
	}
}

// shown shows the problem as a page, where pages are asked for and can be had.
func (p *Problem) shown(w http.ResponseWriter, r *http.Request, pages http.Handler) bool {
	as, can := pages.(Troubled)
	if !can || strings.HasPrefix(r.URL.Path, "/api/") || !strings.Contains(r.Header.Get("Accept"), "text/html") {
		return false
	}
	for k, v := range p.headers {
		w.Header()[k] = v
	}
	as.Trouble(w, r, &p.Problem)
	return true
}

// write answers a request with the problem. Nothing must have been written yet.
func (p *Problem) write(w http.ResponseWriter) {
	for k, v := range p.headers {
		w.Header()[k] = v
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(p.Status)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(&p.Problem) // whoever does not hear it asks again
}

func init() {
	// huma has its own failures made here and nowhere else: what does not agree
	// with the published document. All faults at once, without the values.
	huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
		p := newProblem(status, "%s", msg)
		for _, err := range errs {
			var ours *Problem
			var fault *huma.ErrorDetail
			var large *http.MaxBytesError
			switch {
			case err == nil:
			case errors.As(err, &large):
				return bodyProblem(err)
			case errors.As(err, &ours):
				return ours
			case errors.As(err, &fault):
				at, want := field(fault.Location), fault.Message
				if m := absent.FindStringSubmatch(want); m != nil {
					at = strings.TrimPrefix(strings.TrimPrefix(at+"."+m[1], "body"), ".")
				}
				p.Faults.Add(at, "与接口文档不符 not as the API says", "符合接口文档的值 what the API says: %s", want)
			default:
				p.Faults.Add("", "与接口文档不符 not as the API says", "符合接口文档的值 what the API says: %s", err)
			}
		}
		switch status {
		case http.StatusBadRequest:
			p.Detail = "请求体缺失或无法读取 the body is missing or cannot be read: " + msg
		case http.StatusUnprocessableEntity:
			p.Detail = "请求与接口文档不符 the request is not as the API document says"
		}
		return p
	}
}

// absent is how huma says that a property is missing: of the object around it.
var absent = regexp.MustCompile(`^expected required property (\S+) to be present$`)

// field names a place as casefile's faults do: limit, not query.limit.
func field(location string) string {
	for _, part := range []string{"query.", "body.", "path.", "header."} {
		if rest, ok := strings.CutPrefix(location, part); ok {
			return rest
		}
	}
	return location
}

// faulty is a request with one fault.
func faulty(name, rule, want string, args ...any) *Problem {
	p := newProblem(http.StatusUnprocessableEntity, "%s", rule)
	var fs casefile.Faults
	fs.Add(name, rule, want, args...)
	p.Faults = fs
	return p
}
