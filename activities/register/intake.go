package register

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"time"
)

// IntakeState is how far a checked file has come.
type IntakeState string

// The states of a checked file.
const (
	IntakeChecked IntakeState = "checked"
	IntakeFiling  IntakeState = "filing"
	IntakeFiled   IntakeState = "filed"
)

// Intake is a file of filings that somebody has checked.
type Intake struct {
	ID    string
	Owner string
	Name  string
	Made  time.Time
	State IntakeState
	// Stalled says that whoever was filing it has died: it is to be filed again,
	// and what was filed before is filed once.
	Stalled bool
	Checked []byte // JSON
	Outcome []byte // JSON; empty before anything became of it
}

// ErrIntakeBusy is returned for a file beyond what its owner may have under way.
var ErrIntakeBusy = errors.New("too many files are being filed")

// KeepIntake keeps a checked file for a while. An owner keeps most files at
// most: the oldest that is not being filed gives way, and nobody else's does.
// Whatever may name a person is sealed where the register has keys ([SealWith]).
//
// Errors: ErrIntakeBusy when all of them are being filed.
func (r *Register) KeepIntake(ctx context.Context, in Intake, content []byte, most int, life time.Duration) error {
	seal := r.sealing("intakes/" + in.ID)
	kept, err := seal.bytes("content", content)
	name, err1 := seal.text("name", in.Name)
	checked, err2 := seal.text("checked", string(in.Checked))
	if err := errors.Join(err, err1, err2); err != nil {
		return fmt.Errorf("keep a checked file: %w", err)
	}
	err = r.transaction(ctx, func(s session) error {
		now := micros(r.now())
		if _, err := s.exec(ctx, "DELETE FROM intakes WHERE expires <= ?", now); err != nil {
			return err
		}
		var under, all int
		if err := s.row(ctx, "SELECT COUNT(*), COALESCE(SUM(CASE WHEN state = 'filing' AND lease > ? THEN 1 ELSE 0 END), 0) FROM intakes WHERE owner = ?", now, in.Owner).Scan(&all, &under); err != nil {
			return err
		}
		if under >= most {
			return ErrIntakeBusy
		}
		if over := all - most + 1; over > 0 {
			if _, err := s.exec(ctx, `DELETE FROM intakes WHERE id IN (SELECT id FROM intakes WHERE owner = ? AND NOT (state = 'filing' AND lease > ?) ORDER BY made, id LIMIT ?)`, in.Owner, now, over); err != nil {
				return err
			}
		}
		_, err := s.exec(ctx, "INSERT INTO intakes (id, owner, name, made, expires, checked, content, state, holder, lease, outcome) VALUES (?,?,?,?,?,?,?,'checked','',0,'')",
			in.ID, in.Owner, name, now, micros(r.now().Add(life)), checked, kept)
		return err
	})
	if err != nil {
		return fmt.Errorf("keep a checked file: %w", err)
	}
	return nil
}

// Intake is an owner's checked file.
//
// Errors: ErrNotFound, also for somebody else's and for one that has expired;
// ErrSealed where the keys do not open it.
func (r *Register) Intake(ctx context.Context, id, owner string) (Intake, error) {
	in := Intake{ID: id, Owner: owner}
	var made, lease int64
	var checked, outcome string
	// Not from a copy that lags behind: the page that follows the check is this.
	s := session{r.writer, r.dialect}
	now := micros(r.now())
	err := s.row(ctx, "SELECT name, made, state, lease, checked, outcome FROM intakes WHERE id = ? AND owner = ? AND expires > ?", id, owner, now).
		Scan(&in.Name, &made, &in.State, &lease, &checked, &outcome)
	if errors.Is(err, sql.ErrNoRows) {
		return in, fmt.Errorf("checked file: %w", ErrNotFound)
	}
	if err != nil {
		return in, fmt.Errorf("checked file: %w", err)
	}
	seal := r.sealing("intakes/" + id)
	var errs [3]error
	in.Name, errs[0] = seal.openText("name", in.Name)
	checked, errs[1] = seal.openText("checked", checked)
	outcome, errs[2] = seal.openText("outcome", outcome)
	for _, err := range errs {
		if err != nil {
			return Intake{}, fmt.Errorf("checked file %s: %w", id, err)
		}
	}
	in.Made, in.Checked, in.Outcome = instant(made), []byte(checked), []byte(outcome)
	in.Stalled = in.State == IntakeFiling && lease <= now
	return in, nil
}

// ClaimIntake takes a checked file to be filed by holder until the lease ends,
// and returns its content; nil when somebody is filing it or it was filed.
//
// Errors: ErrSealed where the keys do not open it. It stays then to be filed where
// they do.
func (r *Register) ClaimIntake(ctx context.Context, id, owner, holder string, lease time.Duration) ([]byte, error) {
	var content []byte
	err := r.transaction(ctx, func(s session) error {
		content = nil
		now := micros(r.now())
		n, err := s.exec(ctx, "UPDATE intakes SET state = 'filing', holder = ?, lease = ? WHERE id = ? AND owner = ? AND expires > ? AND (state = 'checked' OR state = 'filing' AND lease <= ?)",
			holder, micros(r.now().Add(lease)), id, owner, now, now)
		if err != nil || n == 0 {
			return err
		}
		var kept []byte
		if err := s.row(ctx, "SELECT content FROM intakes WHERE id = ?", id).Scan(&kept); err != nil {
			return err
		}
		content, err = r.sealing("intakes/"+id).openBytes("content", kept)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("claim a checked file: %w", err)
	}
	return content, nil
}

// HoldIntake notes what became of a file so far and makes the holder's lease end
// later; false when the file is somebody else's by now, or gone.
func (r *Register) HoldIntake(ctx context.Context, id, holder string, lease time.Duration, outcome []byte) (bool, error) {
	kept, err := r.sealing("intakes/"+id).text("outcome", string(outcome))
	if err != nil {
		return false, fmt.Errorf("hold a checked file: %w", err)
	}
	s := session{r.writer, r.dialect}
	n, err := s.exec(ctx, "UPDATE intakes SET lease = ?, expires = CASE WHEN expires < ? THEN ? ELSE expires END, outcome = ? WHERE id = ? AND holder = ? AND state = 'filing'",
		micros(r.now().Add(lease)), micros(r.now().Add(2*lease)), micros(r.now().Add(2*lease)), kept, id, holder)
	return n > 0, wrapped(err, "hold a checked file")
}

// EndIntake notes what became of a file and drops its content. The report can be
// read until life is over.
func (r *Register) EndIntake(ctx context.Context, id, holder string, life time.Duration, outcome []byte) error {
	kept, err := r.sealing("intakes/"+id).text("outcome", string(outcome))
	if err != nil {
		return fmt.Errorf("end a checked file: %w", err)
	}
	s := session{r.writer, r.dialect}
	_, err = s.exec(ctx, "UPDATE intakes SET state = 'filed', lease = 0, content = ?, expires = ?, outcome = ? WHERE id = ? AND holder = ? AND state = 'filing'",
		[]byte{}, micros(r.now().Add(life)), kept, id, holder)
	return wrapped(err, "end a checked file")
}

// ForgetIntakes removes the checked files that have expired and says how many
// there were.
func (r *Register) ForgetIntakes(ctx context.Context) (int64, error) {
	s := session{r.writer, r.dialect}
	n, err := s.exec(ctx, "DELETE FROM intakes WHERE expires <= ?", micros(r.now()))
	return n, wrapped(err, "forget expired files")
}

func wrapped(err error, doing string) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}

func compressed(content []byte) ([]byte, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(content); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func expanded(small []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(small))
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(z)
	return content, errors.Join(err, z.Close())
}
