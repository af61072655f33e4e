package register

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Answer is what a request under an Idempotency-Key was answered.
type Answer struct {
	Status int
	Header string // JSON
	Body   []byte
}

// ErrKeyReused is returned for a key under which another request came before.
var ErrKeyReused = errors.New("the key belongs to another request")

// ErrKeyBusy is returned for a key whose first request is still being worked on.
var ErrKeyBusy = errors.New("the first request under the key is still being worked on")

// ClaimKey takes a client's key for a request, for holder to work on until the
// lease ends: whoever dies while working leaves the key to the next after it.
// If the request was answered before, that answer is returned and nothing is
// claimed. Keys are forgotten keep after they were claimed.
//
// Errors: ErrKeyReused when the digest is another request's, ErrKeyBusy.
func (r *Register) ClaimKey(ctx context.Context, client, key, digest, holder string, lease, keep time.Duration) (*Answer, error) {
	now := r.now()
	var was *Answer
	err := r.transaction(ctx, func(s session) error {
		was = nil
		var held, by string
		var until, expires int64
		var a Answer
		err := s.row(ctx, "SELECT digest, holder, lease, status, header, body, expires FROM answers WHERE client = ? AND key = ?"+r.dialect.lockRow, client, key).
			Scan(&held, &by, &until, &a.Status, &a.Header, &a.Body, &expires)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			_, err = s.exec(ctx, "INSERT INTO answers (client, key, digest, holder, lease, status, header, body, expires) VALUES (?,?,?,?,?,0,'',?,?)",
				client, key, digest, holder, micros(now.Add(lease)), []byte{}, micros(now.Add(keep)))
			return err
		case err != nil:
			return err
		case expires > micros(now) && held != digest:
			return ErrKeyReused
		case expires > micros(now) && a.Status != 0:
			was = &a
			return nil
		case expires > micros(now) && until > micros(now):
			return ErrKeyBusy
		}
		_, err = s.exec(ctx, "UPDATE answers SET digest = ?, holder = ?, lease = ?, status = 0, header = '', body = ?, expires = ? WHERE client = ? AND key = ?",
			digest, holder, micros(now.Add(lease)), []byte{}, micros(now.Add(keep)), client, key)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("claim an idempotency key: %w", err)
	}
	return was, nil
}

// HoldKey makes a holder's lease end later, for as long as it goes on with the
// request. It reports whether the key is still the holder's.
func (r *Register) HoldKey(ctx context.Context, client, key, holder string, lease time.Duration) (bool, error) {
	s := session{r.writer, r.dialect}
	n, err := s.exec(ctx, "UPDATE answers SET lease = ? WHERE client = ? AND key = ? AND holder = ? AND status = 0", micros(r.now().Add(lease)), client, key, holder)
	if err != nil {
		return false, fmt.Errorf("hold an idempotency key: %w", err)
	}
	return n > 0, nil
}

// KeepAnswer keeps the answer of a request for those who send it again. A holder
// whose lease ended and who was overtaken changes nothing.
func (r *Register) KeepAnswer(ctx context.Context, client, key, holder string, a Answer) error {
	s := session{r.writer, r.dialect}
	body := a.Body
	if body == nil {
		body = []byte{}
	}
	_, err := s.exec(ctx, "UPDATE answers SET status = ?, header = ?, body = ?, lease = 0 WHERE client = ? AND key = ? AND holder = ? AND status = 0",
		a.Status, a.Header, body, client, key, holder)
	if err != nil {
		return fmt.Errorf("keep an answer: %w", err)
	}
	return nil
}

// ReleaseKey gives a key back whose request did nothing.
func (r *Register) ReleaseKey(ctx context.Context, client, key, holder string) error {
	s := session{r.writer, r.dialect}
	if _, err := s.exec(ctx, "DELETE FROM answers WHERE client = ? AND key = ? AND holder = ? AND status = 0", client, key, holder); err != nil {
		return fmt.Errorf("release an idempotency key: %w", err)
	}
	return nil
}

// forgetAtOnce bounds how many answers are removed in one statement, so that
// nobody who claims a key waits long.
const forgetAtOnce = 1000

// ForgetAnswers removes the answers that have expired, some at a time until
// none is left, and says how many there were.
func (r *Register) ForgetAnswers(ctx context.Context) (int64, error) {
	s := session{r.writer, r.dialect}
	now, all := micros(r.now()), int64(0)
	for {
		n, err := s.exec(ctx, "DELETE FROM answers WHERE (client, key) IN (SELECT client, key FROM answers WHERE expires <= ? LIMIT ?)", now, forgetAtOnce)
		if err != nil {
			return all, fmt.Errorf("forget expired answers: %w", err)
		}
		if all += n; n == 0 {
			return all, nil
		}
	}
}
