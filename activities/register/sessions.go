package register

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"time"
)

func sessionID(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// BeginSession keeps who signed in, until the session expires. Who reads the
// register cannot take the session over: only the secret's digest is kept.
func (r *Register) BeginSession(ctx context.Context, secret, person string, expires time.Time) error {
	s := session{r.writer, r.dialect}
	if _, err := s.exec(ctx, "INSERT INTO sessions (id, person, seen, expires) VALUES (?,?,?,?)", sessionID(secret), person, micros(r.now()), micros(expires)); err != nil {
		return fmt.Errorf("begin a session: %w", err)
	}
	return nil
}

// seenEvery bounds how often a session in use is written to.
const seenEvery = time.Minute

// Session is who a session belongs to, or ErrNotFound for one that is not
// there, has expired, or was not used for longer than idle.
func (r *Register) Session(ctx context.Context, secret string, idle time.Duration) (person string, err error) {
	var seen, expires int64
	id, now := sessionID(secret), r.now()
	err = r.read().row(ctx, "SELECT person, seen, expires FROM sessions WHERE id = ?", id).Scan(&person, &seen, &expires)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return "", fmt.Errorf("session: %w", ErrNotFound)
	case err != nil:
		return "", fmt.Errorf("read a session: %w", err)
	case expires <= micros(now), seen <= micros(now.Add(-idle)):
		return "", fmt.Errorf("session: %w", ErrNotFound)
	}
	if seen <= micros(now.Add(-seenEvery)) {
		s := session{r.writer, r.dialect}
		if _, err := s.exec(ctx, "UPDATE sessions SET seen = ? WHERE id = ?", micros(now), id); err != nil {
			return "", fmt.Errorf("keep a session: %w", err)
		}
	}
	return person, nil
}

// EndSession forgets a session.
func (r *Register) EndSession(ctx context.Context, secret string) error {
	s := session{r.writer, r.dialect}
	if _, err := s.exec(ctx, "DELETE FROM sessions WHERE id = ?", sessionID(secret)); err != nil {
		return fmt.Errorf("end a session: %w", err)
	}
	return nil
}

// ForgetSessions removes those that have expired or were not used for longer
// than idle; it says how many there were.
func (r *Register) ForgetSessions(ctx context.Context, idle time.Duration) (int64, error) {
	s := session{r.writer, r.dialect}
	n, err := s.exec(ctx, "DELETE FROM sessions WHERE expires <= ? OR seen <= ?", micros(r.now()), micros(r.now().Add(-idle)))
	if err != nil {
		return 0, fmt.Errorf("forget expired sessions: %w", err)
	}
	return n, nil
}
