package gateway

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"time"

	"go.uber.org/zap"

	"luxing/activities/register"
	"luxing/starter/access"
	"luxing/starter/court"
)

const (
	idempotencyKey = "Idempotency-Key"
	// keyKept is how long an answer is kept for those who send again.
	keyKept = 24 * time.Hour
	// maxKept bounds an answer that is kept. A longer one is made anew, which the
	// writes' own keys make harmless.
	maxKept = 4 << 20
	// afterwards bounds the writing of an answer once it is made, also when its
	// client has gone.
	afterwards = 5 * time.Second
)

// keyForm is what an idempotency key may be.
var keyForm = regexp.MustCompile(`^[\x21-\x7e]{1,128}$`)

// idempotent does a write once under its Idempotency-Key. Another request under
// the key is refused with 422, one that comes while the first is under way with
// 409. A success is kept and given again; a refusal is not kept, since nothing
// was done and what was missing may come, and neither is a part of a success.
func (s *Server) idempotent(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		keys := r.Header.Values(idempotencyKey)
		if r.Method != http.MethodPost || len(keys) == 0 {
			next.ServeHTTP(w, r)
			return
		}
		if len(keys) > 1 || !keyForm.MatchString(keys[0]) {
			newProblem(http.StatusBadRequest, "Idempotency-Key 须为一个 1 至 128 位的可见字符串 one key of 1 to 128 visible characters").write(w)
			return
		}
		if _, ok := access.From(r.Context()); !ok {
			s.fail(w, r, &court.SignInError{}) // nobody writes
			return
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			bodyProblem(err).write(w)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		s.once(w, r, next, keys[0], requestDigest(r, body))
	})
}

// bodyProblem is why a body could not be read.
func bodyProblem(err error) *Problem {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return newProblem(http.StatusRequestEntityTooLarge, "请求最多 at most %d bytes", large.Limit)
	}
	return newProblem(http.StatusBadRequest, "请求未能读完 the body could not be read to its end")
}

// requestDigest tells a request that is sent again from another one.
func requestDigest(r *http.Request, body []byte) string {
	sum := sha256.New()
	_, _ = fmt.Fprintf(sum, "%s\x00%s\x00%s\x00%s\x00", r.Method, r.URL.Path, r.URL.RawQuery, r.Header.Get("Prefer"))
	_, _ = sum.Write(body)
	return hex.EncodeToString(sum.Sum(nil))
}

func (s *Server) once(w http.ResponseWriter, r *http.Request, next http.Handler, key, digest string) {
	who, holder := client(r.Context()), rand.Text()
	was, err := s.Register.ClaimKey(r.Context(), who, key, digest, holder, s.KeyLease, keyKept)
	switch {
	case errors.Is(err, register.ErrKeyReused):
		newProblem(http.StatusUnprocessableEntity, "此 Idempotency-Key 已用于另一请求 the key belongs to another request").as(kindKeyReused, "幂等键已被使用 idempotency key reused").write(w)
		return
	case errors.Is(err, register.ErrKeyBusy):
		newProblem(http.StatusConflict, "同一 Idempotency-Key 的请求正在处理 the first request under the key is under way").as(kindKeyBusy, "正在处理 under way").after(s.tryAgain(r)).write(w)
		return
	case err != nil:
		s.fail(w, r, &court.UnreachableError{What: "登记册 the register", Err: err})
		return
	case was != nil:
		s.replay(w, r, was)
		return
	}
	defer s.holding(r, who, key, holder)()
	kept := &copied{ResponseWriter: w}
	done, part := false, new(partial)
	defer func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), afterwards)
		defer cancel()
		var err error
		if done && kept.status >= 200 && kept.status < 300 && !kept.tooLong && !part.is() {
			header, _ := json.Marshal(keepable(w.Header())) // strings cannot fail
			err = s.Register.KeepAnswer(ctx, who, key, holder, register.Answer{Status: kept.status, Header: string(header), Body: kept.body.Bytes()})
		} else {
			err = s.Register.ReleaseKey(ctx, who, key, holder)
		}
		if err != nil {
			// Whoever sends again waits for the lease's end and is then answered
			// anew, as the write's own key has it.
			s.log.Warn("an idempotency key is held until its lease ends", zap.Error(err))
		}
	}()
	next.ServeHTTP(kept, r.WithContext(context.WithValue(r.Context(), partialKey{}, part)))
	done = true
}

func (s *Server) replay(w http.ResponseWriter, r *http.Request, was *register.Answer) {
	var header http.Header
	if err := json.Unmarshal([]byte(was.Header), &header); err != nil {
		s.fail(w, r, fmt.Errorf("read a kept answer: %w", err))
		return
	}
	for k, v := range header {
		w.Header()[k] = v
	}
	w.Header().Set("Idempotency-Replayed", "true")
	w.WriteHeader(was.Status)
	_, _ = w.Write(was.Body) // whoever does not hear it asks again
}

// keepable are the headers that belong to the answer and not to its sending.
func keepable(h http.Header) http.Header {
	kept := http.Header{}
	for _, k := range []string{"Content-Type", "Location", "Preference-Applied", "Cache-Control"} {
		if v := h.Values(k); len(v) > 0 {
			kept[http.CanonicalHeaderKey(k)] = v
		}
	}
	return kept
}

// copied keeps what is written while it is sent.
type copied struct {
	http.ResponseWriter
	status  int
	body    bytes.Buffer
	tooLong bool
}

// WriteHeader implements http.ResponseWriter.
func (c *copied) WriteHeader(code int) {
	if c.status == 0 && code >= 200 {
		c.status = code
	}
	c.ResponseWriter.WriteHeader(code)
}

// Write implements http.ResponseWriter.
func (c *copied) Write(b []byte) (int, error) {
	if c.status == 0 {
		c.status = http.StatusOK
	}
	if c.body.Len()+len(b) > maxKept {
		c.tooLong = true
		c.body.Reset()
	}
	if !c.tooLong {
		_, _ = c.body.Write(b)
	}
	return c.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection.
func (c *copied) Unwrap() http.ResponseWriter { return c.ResponseWriter }
