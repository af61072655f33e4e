package gateway

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/http/httptest"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"go.uber.org/zap"
	"golang.org/x/time/rate"

	"luxing/starter/access"
	"luxing/workflows/lifecycle"
)

// policy is what pages may do: load style, script and pictures from here, and
// nothing inline. Documents and mounted pages may set one of their own.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// secured sets the headers that every answer has.
func (s *Server) secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
		if s.SignIn.Secure() { // also where a proxy before us ends TLS
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}

// seen is what the log says of a request beside what the request says itself.
type seen struct {
	http.ResponseWriter
	id     string
	status int
	bytes  int64
	who    string
	role   lifecycle.Role
}

// WriteHeader implements http.ResponseWriter.
func (s *seen) WriteHeader(code int) {
	if s.status == 0 && code >= 200 {
		s.status = code
	}
	s.ResponseWriter.WriteHeader(code)
}

// Write implements http.ResponseWriter.
func (s *seen) Write(b []byte) (int, error) {
	if s.status == 0 {
		s.status = http.StatusOK
	}
	n, err := s.ResponseWriter.Write(b)
	s.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (s *seen) Unwrap() http.ResponseWriter { return s.ResponseWriter }

type seenKey struct{}

// logged writes a line for every request: who by ID, what by path, and how it
// went. Queries, bodies and names are not in it.
func (s *Server) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		x := &seen{ResponseWriter: w, id: rand.Text()[:16]}
		w.Header().Set("Request-Id", x.id)
		defer func() {
			s.log.Info("request", zap.String("id", x.id), zap.String("method", r.Method), zap.String("path", clippedPath(r.URL.Path)), zap.Int("status", x.status),
				zap.Int64("bytes", x.bytes), zap.Duration("took", time.Since(began)), zap.String("who", x.who), zap.String("role", string(x.role)))
		}()
		next.ServeHTTP(x, r.WithContext(context.WithValue(r.Context(), seenKey{}, x)))
	})
}

func clippedPath(p string) string {
	const most = 200
	if len(p) > most {
		return strings.ToValidUTF8(p[:most], "") + "…"
	}
	return p
}

// caught answers 500 where a handler panics, and keeps the process.
func (s *Server) caught(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			v := recover()
			if v == nil {
				return
			}
			if err, is := v.(error); is && errors.Is(err, http.ErrAbortHandler) {
				panic(v)
			}
			s.log.Error("a handler panicked", zap.String("path", clippedPath(r.URL.Path)), zap.String("panic", panicked(v)), zap.ByteString("stack", debug.Stack()))
			x, _ := r.Context().Value(seenKey{}).(*seen)
			if x != nil && x.status != 0 {
				panic(http.ErrAbortHandler) // half an answer must not look like a whole one
			}
			s.answer(w, r, newProblem(http.StatusInternalServerError, "内部错误，已记录 an internal error; it was logged"))
		}()
		next.ServeHTTP(w, r)
	})
}

// panicked is what the log says of a panic: the runtime's own words, and of any
// other value its type alone, since the value may hold somebody's data.
func panicked(v any) string {
	var bug runtime.Error
	if err, is := v.(error); is && errors.As(err, &bug) {
		return bug.Error()
	}
	return fmt.Sprintf("a %T", v)
}

// bounded answers 503 at once when too much is under way, before anything of
// the request is done.
func (s *Server) bounded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case s.inFlight <- struct{}{}:
			defer func() { <-s.inFlight }()
			next.ServeHTTP(w, r)
		default:
			s.answer(w, r, newProblem(http.StatusServiceUnavailable, "请求过多，请稍后再试 too much is under way; nothing was done, try again").after(time.Second))
		}
	})
}

// addressShare is how many clients' worth one address may ask for: behind one
// address there may be a whole court.
const addressShare = 8

// limits are the rates of those who ask.
type limits struct {
	rate  rate.Limit
	burst int
	say   func(http.ResponseWriter, *http.Request, *Problem)

	mu    sync.Mutex
	of    map[string]*rate.Limiter
	swept time.Time
}

func newLimits(perSecond float64, burst int, say func(http.ResponseWriter, *http.Request, *Problem)) *limits {
	return &limits{rate: rate.Limit(perSecond), burst: burst, say: say, of: map[string]*rate.Limiter{}}
}

// maxClients bounds how many are remembered.
const maxClients = 100_000

// wait is how long whoever asks must wait; zero when they may go on.
func (l *limits) wait(who string, now time.Time) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	if now.Sub(l.swept) > time.Minute || len(l.of) >= maxClients {
		l.swept = now
		for k, x := range l.of {
			// Who has their whole burst again is as good as new.
			if x.TokensAt(now) >= float64(l.burst) {
				delete(l.of, k)
			}
		}
	}
	x := l.of[who]
	if x == nil {
		if len(l.of) >= maxClients {
			return time.Second
		}
		x = rate.NewLimiter(l.rate, l.burst)
		l.of[who] = x
	}
	r := x.ReserveN(now, 1)
	d := r.DelayFrom(now)
	if d > 0 {
		r.CancelAt(now)
	}
	return d
}

func (l *limits) by(who func(*http.Request) string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if d := l.wait(who(r), time.Now()); d > 0 {
			l.say(w, r, newProblem(http.StatusTooManyRequests, "请求过于频繁，请稍后再试 you ask more often than %g times a second; nothing was done, try again", float64(l.rate)).after(d))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// byAddress bounds what one address asks, whoever it claims to be: the client's
// own, which a trusted proxy tells. Behind one proxy there may be everybody.
func (l *limits) byAddress(of func(*http.Request) string, next http.Handler) http.Handler {
	return l.by(of, next)
}

// byClient bounds what one person or system asks; those who are nobody share
// their address's.
func (l *limits) byClient(next http.Handler) http.Handler {
	return l.by(func(r *http.Request) string { return client(r.Context()) }, next)
}

// client names whoever asks, for limits and idempotency keys.
func client(ctx context.Context) string {
	if p, ok := access.From(ctx); ok {
		return "p:" + p.Court + ":" + p.Subject
	}
	return "a:" + access.Address(ctx)
}

// isBatch tells the one operation that takes long and large bodies.
func isBatch(r *http.Request) bool { return r.Method == http.MethodPost && r.URL.Path == batchPath }

// isBulk tells the one operation that decides on many cases.
func isBulk(r *http.Request) bool { return r.Method == http.MethodPost && r.URL.Path == bulkPath }

// limited bounds a request's time and size, and tells the log who asks.
func (s *Server) limited(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		timeout, most := s.Timeout, s.MaxBody
		_, known := access.From(r.Context())
		if known && !strings.HasPrefix(r.URL.Path, base+"/") {
			most = s.MaxBatch // pages that take a file bound it themselves
		}
		if isBatch(r) {
			timeout, most = s.BatchTimeout, s.MaxBatch
		}
		if isBulk(r) {
			timeout = s.BulkTimeout
		}
		if timeout > s.Timeout {
			until := time.Now().Add(timeout)
			control := http.NewResponseController(w)
			// A writer without deadlines, as in tests, has none to move. The one for
			// reading ends a request also after its body was read.
			_ = control.SetReadDeadline(until)
			_ = control.SetWriteDeadline(until.Add(10 * time.Second))
		}
		ctx, cancel := context.WithTimeout(r.Context(), timeout)
		defer cancel()
		if x, ok := ctx.Value(seenKey{}).(*seen); ok {
			if p, known := access.From(ctx); known {
				x.who, x.role = p.Subject, p.Role()
			}
		}
		r = r.WithContext(ctx)
		r.Body = http.MaxBytesReader(w, r.Body, most)
		next.ServeHTTP(w, r)
	})
}

// known answers for paths and methods that the API does not have, as problems
// and not as the mux would. Others go on.
func (s *Server) known(api *http.ServeMux, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h, pattern := api.Handler(r)
		if pattern != "" {
			next.ServeHTTP(w, r)
			return
		}
		probe := httptest.NewRecorder()
		h.ServeHTTP(probe, r)
		switch probe.Code {
		case http.StatusMethodNotAllowed:
			allow := probe.Header().Get("Allow")
			w.Header().Set("Allow", allow)
			newProblem(http.StatusMethodNotAllowed, "此地址只支持 this path takes: %s", allow).write(w)
		default:
			newProblem(http.StatusNotFound, "没有这个地址 there is no such path; see /docs").write(w)
		}
	})
}

// mediaType refuses bodies that are not what an operation reads.
func (s *Server) mediaType(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			next.ServeHTTP(w, r)
			return
		}
		wanted := []string{"application/json"}
		if isBatch(r) {
			wanted = append(wanted, jsonLines, "application/jsonl")
		}
		given, parameters, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
		charset := strings.ToLower(parameters["charset"])
		for _, want := range wanted {
			if err == nil && given == want && (charset == "" || charset == "utf-8") && r.Header.Get("Content-Encoding") == "" {
				next.ServeHTTP(w, r)
				return
			}
		}
		w.Header().Set("Accept-Post", strings.Join(wanted, ", "))
		newProblem(http.StatusUnsupportedMediaType, "内容类型须为 the body must be: %s, UTF-8, not encoded", strings.Join(wanted, ", ")).write(w)
	})
}

// landing leads to the API's documents where no pages are mounted.
func landing(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(w, `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>履行 Luxing</title><link rel="stylesheet" href="/docs/style.css"></head>`+
		`<body><main><h1>履行 Luxing</h1><ul><li><a href="/docs">接口文档 API documents</a></li><li><a href="/openapi.json">OpenAPI 3.1</a></li><li><a href="%s">登录 sign in</a></li></ul></main></body></html>`, access.SignInPath)
}
