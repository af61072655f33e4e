package register

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"luxing/workflows/casefile"
)

// MessageState is where a message in the outbox stands.
type MessageState string

// The states of a message.
const (
	New     MessageState = "new"     // 待分发: no dispatcher has looked at it yet
	Waiting MessageState = "waiting" // 等待：未配置接收方: no receiver takes its type
	Routed  MessageState = "routed"  // 已分发: its receipts tell the rest
)

// ReceiptState is where a message stands with one receiver.
type ReceiptState string

// The states of a receipt.
const (
	Pending   ReceiptState = "pending"   // 待送达
	Delivered ReceiptState = "delivered" // 已送达
	Refused   ReceiptState = "refused"   // 被拒收: the receiver will not take this message as it is
)

// Receipt is what became of a message at one receiver.
type Receipt struct {
	Receiver  string       `json:"receiver"`
	State     ReceiptState `json:"state"`
	Attempts  int          `json:"attempts"`
	Next      time.Time    `json:"next,omitzero"`      // when it is tried again
	Failing   time.Time    `json:"failing,omitzero"`   // since when it fails
	Status    int          `json:"status,omitempty"`   // HTTP status of the last answer
	Error     string       `json:"error,omitempty"`    // of the last attempt
	Delivered time.Time    `json:"delivered,omitzero"` // when it was taken
	Gone      bool         `json:"gone,omitempty"`     // the receiver said 410: nothing is sent until its address changes
}

// OutboxMessage is a message with what became of it.
type OutboxMessage struct {
	casefile.Message
	Position int64        `json:"position"` // in the order of writing
	Key      string       `json:"key"`      // of the workflow that sent it
	Case     string       `json:"case"`
	Court    string       `json:"court"`
	Written  time.Time    `json:"written"`
	State    MessageState `json:"state"`
	Status   string       `json:"status"` // the state in words, Chinese, then English
	Receipts []Receipt    `json:"receipts,omitempty"`
}

// OutboxFilter chooses messages. An empty field chooses all.
type OutboxFilter struct {
	Case        string
	Type        string
	State       MessageState
	Undelivered bool // leaves out what every receiver has taken
	Cursor      string
	Limit       int
}

// OutboxPage is one page of messages, in the order they were written.
type OutboxPage struct {
	Messages []OutboxMessage `json:"messages"`
	Next     string          `json:"next,omitempty"`
}

// Outbox lists messages with their receipts.
func (r *Register) Outbox(ctx context.Context, f OutboxFilter) (OutboxPage, error) {
	page, err := r.outbox(ctx, f)
	if err != nil {
		return OutboxPage{}, fmt.Errorf("outbox: %w", err)
	}
	return page, nil
}

func (r *Register) outbox(ctx context.Context, f OutboxFilter) (OutboxPage, error) {
	w := &where{}
	w.text("o.case_key", f.Case)
	w.text("o.type", f.Type)
	w.text("o.state", string(f.State))
	if f.Undelivered {
		w.add("(o.state <> 'routed' OR EXISTS (SELECT 1 FROM outbox_receipts x WHERE x.position = o.position AND x.state <> 'delivered'))")
	}
	if f.Cursor != "" {
		position, _, err := parseCursor("outbox", f.Cursor)
		if err != nil {
			return OutboxPage{}, err
		}
		w.add("o.position > ?", position)
	}
	n := limit(f.Limit)
	var page OutboxPage
	err := r.read().each(ctx, func(row *sql.Rows) error {
		var m OutboxMessage
		if err := scanMessage(row, &m); err != nil {
			return err
		}
		if len(page.Messages) == n {
			page.Next = cursor("outbox", page.Messages[n-1].Position, "")
			return nil
		}
		page.Messages = append(page.Messages, m)
		return nil
	}, "SELECT "+messageColumns+" FROM outbox o WHERE "+w.String()+" ORDER BY o.position LIMIT ?", append(w.args, n+1)...)
	if err != nil {
		return page, err
	}
	for i := range page.Messages {
		m := &page.Messages[i]
		if m.Receipts, err = r.receipts(ctx, m.Position); err != nil {
			return page, err
		}
		m.Status = status(m)
	}
	return page, nil
}

const messageColumns = "o.position, o.id, o.key, o.case_key, o.court, o.type, o.at, o.data, o.written, o.state"

func scanMessage(row interface{ Scan(...any) error }, m *OutboxMessage, more ...any) error {
	var at, written int64
	var data string
	if err := row.Scan(append([]any{&m.Position, &m.ID, &m.Key, &m.Case, &m.Court, &m.Type, &at, &data, &written, &m.State}, more...)...); err != nil {
		return err
	}
	m.At, m.Written = instant(at), instant(written)
	return json.Unmarshal([]byte(data), &m.Data)
}

func (r *Register) receipts(ctx context.Context, position int64) ([]Receipt, error) {
	var all []Receipt
	err := r.read().each(ctx, func(row *sql.Rows) error {
		var x Receipt
		var next, failed, delivered int64
		var gone sql.NullInt64
		if err := row.Scan(&x.Receiver, &x.State, &x.Attempts, &next, &failed, &x.Status, &x.Error, &delivered, &gone); err != nil {
			return err
		}
		x.Failing, x.Delivered, x.Gone = instant(failed), instant(delivered), gone.Int64 != 0
		if x.State == Pending {
			x.Next = instant(next)
		}
		all = append(all, x)
		return nil
	}, `SELECT t.receiver, t.state, t.attempts, t.next, t.failed, t.status, t.error, t.delivered, g.gone
		FROM outbox_receipts t LEFT JOIN receivers g ON g.name = t.receiver WHERE t.position = ? ORDER BY t.receiver`, position)
	return all, err
}

// status says in words where a message stands.
func status(m *OutboxMessage) string {
	switch m.State {
	case New:
		return "等待分发 waiting: not dispatched yet"
	case Waiting:
		return "等待：未配置接收方 waiting: no receiver"
	}
	var refused, gone, failing, pending []string
	for _, x := range m.Receipts {
		switch {
		case x.State == Refused:
			refused = append(refused, x.Receiver)
		case x.State == Pending && x.Gone:
			gone = append(gone, x.Receiver)
		case x.State == Pending && !x.Failing.IsZero():
			failing = append(failing, x.Receiver)
		case x.State == Pending:
			pending = append(pending, x.Receiver)
		}
	}
	var parts []string
	for _, p := range []struct {
		who    []string
		zh, en string
	}{{refused, "被拒收", "refused by"}, {gone, "接收方已停用", "receiver gone:"}, {failing, "送达失败，重试中", "failing, tried again:"}, {pending, "待送达", "pending:"}} {
		if len(p.who) > 0 {
			parts = append(parts, p.zh+" "+p.en+" "+strings.Join(p.who, ", "))
		}
	}
	if parts == nil {
		return "已送达 delivered"
	}
	return strings.Join(parts, "；")
}

// Receiver is another system by its name and address.
type Receiver struct{ Name, URL string }

// Enrol makes receivers known. One that said it was gone is taken back when
// its address is another one now.
func (r *Register) Enrol(ctx context.Context, receivers []Receiver) error {
	err := r.transaction(ctx, func(s session) error {
		for _, x := range receivers {
			_, err := s.exec(ctx, `INSERT INTO receivers (name, url, gone) VALUES (?, ?, 0)
				ON CONFLICT (name) DO UPDATE SET url = excluded.url, gone = 0 WHERE receivers.url <> excluded.url`, x.Name, x.URL)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("enrolling receivers: %w", err)
	}
	return nil
}

// Route gives messages that nobody has looked at yet a receipt for each
// receiver that match names for their type, in the order they were written; a
// message without one waits. It looks at no more than limit messages and
// tells how many there were. Only one dispatcher routes at a time, so that the
// order of a case's messages is kept.
func (r *Register) Route(ctx context.Context, match func(typ string) []string, limit int) (int, error) {
	looked := 0
	err := r.transaction(ctx, func(s session) error {
		looked = 0
		if s.d.numbered {
			var mine bool
			if err := s.row(ctx, "SELECT pg_try_advisory_xact_lock(?)", int64(routingLock)).Scan(&mine); err != nil || !mine {
				return err
			}
		}
		type message struct {
			position  int64
			typ, kase string
		}
		var todo []message
		err := s.each(ctx, func(row *sql.Rows) error {
			var m message
			err := row.Scan(&m.position, &m.typ, &m.kase)
			todo = append(todo, m)
			return err
		}, "SELECT position, type, case_key FROM outbox WHERE state = 'new' ORDER BY position LIMIT ?", limit)
		if err != nil {
			return err
		}
		now := micros(r.now())
		for _, m := range todo {
			state := Waiting
			for _, name := range match(m.typ) {
				state = Routed
				_, err := s.exec(ctx, `INSERT INTO outbox_receipts (position, receiver, case_key, state, routed, attempts, next, lease_owner, lease_until, failed, status, error, delivered)
					VALUES (?, ?, ?, 'pending', ?, 0, 0, '', 0, 0, 0, '', 0) ON CONFLICT (position, receiver) DO NOTHING`, m.position, name, m.kase, now)
				if err != nil {
					return err
				}
			}
			if _, err := s.exec(ctx, "UPDATE outbox SET state = ? WHERE position = ?", string(state), m.position); err != nil {
				return err
			}
		}
		looked = len(todo)
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("routing messages: %w", err)
	}
	return looked, nil
}

// Release lets messages that wait be looked at again where match names a
// receiver for their type now. It tells how many.
func (r *Register) Release(ctx context.Context, match func(typ string) []string) (int, error) {
	var types []string
	err := r.read().each(ctx, func(row *sql.Rows) error {
		var typ string
		err := row.Scan(&typ)
		types = append(types, typ)
		return err
	}, "SELECT DISTINCT type FROM outbox WHERE state = 'waiting'")
	released := int64(0)
	for _, typ := range types {
		if err != nil || len(match(typ)) == 0 {
			continue
		}
		var n int64
		err = r.transaction(ctx, func(s session) error {
			n, err = s.exec(ctx, "UPDATE outbox SET state = 'new' WHERE state = 'waiting' AND type = ?", typ)
			return err
		})
		released += n
	}
	if err != nil {
		return 0, fmt.Errorf("releasing messages: %w", err)
	}
	return int(released), nil
}

// Delivery is a message on its way to one receiver.
type Delivery struct {
	OutboxMessage
	Receiver string
	Attempts int // before this one
}

// Claim leases up to limit messages that are due for a receiver to a
// dispatcher, until the lease is over. Of each case it gives the first message
// only: what comes after waits until that one is delivered or refused.
func (r *Register) Claim(ctx context.Context, owner, receiver string, lease time.Duration, limit int) ([]Delivery, error) {
	now := r.now()
	var all []Delivery
	err := r.transaction(ctx, func(s session) error {
		all = nil
		var positions []int64
		attempts := map[int64]int{}
		err := s.each(ctx, func(row *sql.Rows) error {
			var p int64
			var n int
			err := row.Scan(&p, &n)
			positions, attempts[p] = append(positions, p), n
			return err
		}, `UPDATE outbox_receipts SET lease_owner = ?, lease_until = ? WHERE receiver = ? AND position IN (
				SELECT t.position FROM outbox_receipts t WHERE t.receiver = ? AND t.state = 'pending' AND t.next <= ? AND t.lease_until < ?
					AND NOT EXISTS (SELECT 1 FROM outbox_receipts e WHERE e.receiver = t.receiver AND e.case_key = t.case_key AND e.state = 'pending' AND e.position < t.position)
					AND NOT EXISTS (SELECT 1 FROM receivers g WHERE g.name = t.receiver AND g.gone <> 0)
				ORDER BY t.next, t.position LIMIT ?`+s.d.skipLocked+`)
			RETURNING position, attempts`,
			owner, micros(now.Add(lease)), receiver, receiver, micros(now), micros(now), limit)
		if err != nil || len(positions) == 0 {
			return err
		}
		args := make([]any, len(positions))
		for i, p := range positions {
			args[i] = p
		}
		err = s.each(ctx, func(row *sql.Rows) error {
			d := Delivery{Receiver: receiver}
			if err := scanMessage(row, &d.OutboxMessage); err != nil {
				return err
			}
			d.Attempts = attempts[d.Position]
			all = append(all, d)
			return nil
		}, "SELECT "+messageColumns+" FROM outbox o WHERE o.position IN ("+strings.TrimSuffix(strings.Repeat("?,", len(args)), ",")+") ORDER BY o.position", args...)
		for i := range all {
			if err == nil {
				err = reveal(ctx, s, &all[i].OutboxMessage)
			}
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("claiming messages for %s: %w", receiver, err)
	}
	return all, nil
}

// Attempt is how one attempt to deliver ended.
type Attempt struct {
	State  ReceiptState // Delivered, Refused, or Pending when it is to be tried again
	Status int          // HTTP status, 0 when there was no answer
	Error  string
	Next   time.Time // when it is tried again
	// Gone says that the receiver is no more (410) and gets nothing until its
	// address changes. The message stays pending.
	Gone bool
}

// errorLength bounds what is kept of a receiver's words.
const errorLength = 500

// Settle books an attempt. A delivery counts whoever made it, even when its
// lease was over; anything else only while the lease holds, so that a late
// failure does not undo what another dispatcher did.
func (r *Register) Settle(ctx context.Context, owner string, d Delivery, a Attempt) error {
	now := micros(r.now())
	err := r.transaction(ctx, func(s session) error {
		if a.State == Delivered {
			_, err := s.exec(ctx, `UPDATE outbox_receipts SET state = 'delivered', attempts = attempts + 1, delivered = ?, status = ?, error = '', failed = 0, lease_owner = '', lease_until = 0
				WHERE position = ? AND receiver = ? AND state <> 'delivered'`, now, a.Status, d.Position, d.Receiver)
			return err
		}
		text := a.Error
		if len(text) > errorLength {
			text = text[:errorLength]
		}
		n, err := s.exec(ctx, `UPDATE outbox_receipts SET state = ?, attempts = attempts + 1, next = ?, status = ?, error = ?, lease_owner = '', lease_until = 0,
				failed = CASE failed WHEN 0 THEN ? ELSE failed END
			WHERE position = ? AND receiver = ? AND state = 'pending' AND lease_owner = ?`, string(a.State), micros(a.Next), a.Status, text, now, d.Position, d.Receiver, owner)
		if err != nil || n == 0 || !a.Gone {
			return err
		}
		_, err = s.exec(ctx, "UPDATE receivers SET gone = ? WHERE name = ? AND gone = 0", now, d.Receiver)
		return err
	})
	if err != nil {
		return fmt.Errorf("booking the delivery of %s to %s: %w", d.ID, d.Receiver, err)
	}
	return nil
}

// Redeliver makes a message that a receiver refused, or that waits for its
// next attempt, due at once. It returns [ErrNotFound] when there is nothing
// to deliver to that receiver.
func (r *Register) Redeliver(ctx context.Context, messageID, receiver string) error {
	err := r.transaction(ctx, func(s session) error {
		n, err := s.exec(ctx, `UPDATE outbox_receipts SET state = 'pending', next = 0, lease_owner = '', lease_until = 0
			WHERE receiver = ? AND state <> 'delivered' AND position = (SELECT position FROM outbox WHERE id = ?)`, receiver, messageID)
		if err == nil && n == 0 {
			return ErrNotFound
		}
		return err
	})
	if err != nil && !errors.Is(err, ErrNotFound) {
		return fmt.Errorf("redelivering %s to %s: %w", messageID, receiver, err)
	}
	if err != nil {
		return fmt.Errorf("message %s for %s, not delivered yet: %w", messageID, receiver, err)
	}
	return nil
}
