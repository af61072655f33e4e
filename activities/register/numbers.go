package register

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"luxing/workflows/casefile"
)

// A sequence gives 1, 2, 3 … per court, kind and year, without a gap and each
// number once: the number is taken in the transaction of the record that
// orders it, and a transaction that does not commit takes none. Numbers that
// came from elsewhere, with a filing or an acceptance, are kept in the same
// table, and the sequence passes them over.

// CertificateType is the kind under which certificates of voluntary
// performance are numbered: （2019）浙0211自动履行证明12号.
const CertificateType = "自动履行证明"

// ordered is the number that was given for an order, "" when there is none.
func (w *writing) ordered(ctx context.Context, orderID string) (string, error) {
	if orderID == "" {
		return "", nil
	}
	var text string
	err := w.session.row(ctx, "SELECT text FROM numbers WHERE order_id = ?", orderID).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return text, err
}

// giveNumbers gives the numbers that a record orders, by order. Sequences are
// locked in one order everywhere, so that two records cannot wait for each other.
func (w *writing) giveNumbers(ctx context.Context) (map[string]string, error) {
	if len(w.rec.Numbers) == 0 {
		return nil, nil
	}
	orders := slices.Clone(w.rec.Numbers)
	slices.SortStableFunc(orders, func(a, b casefile.NumberOrder) int {
		return cmp.Or(cmp.Compare(a.Court, b.Court), cmp.Compare(a.Type, b.Type), cmp.Compare(a.Year, b.Year))
	})
	given := make(map[string]string, len(orders))
	for _, o := range orders {
		text, err := w.give(ctx, o)
		if err != nil {
			return nil, fmt.Errorf("number %s: %w", o.ID, err)
		}
		given[o.ID] = text
	}
	if w.number == "" && w.rec.Kind != casefile.KindCertificate {
		// The row has the number from the first moment on, not from the next record.
		w.number = given[w.rec.Numbers[0].ID]
	}
	return given, nil
}

func (w *writing) give(ctx context.Context, o casefile.NumberOrder) (string, error) {
	var was casefile.NumberOrder
	var text string
	err := w.session.row(ctx, "SELECT court, type, year, text FROM numbers WHERE order_id = ?", o.ID).Scan(&was.Court, &was.Type, &was.Year, &text)
	switch {
	case err == nil && was.Court == o.Court && was.Type == o.Type && was.Year == o.Year:
		return text, nil
	case err == nil:
		return "", &ConflictError{Key: w.rec.Key, What: "number order " + o.ID, Why: "it was given " + text}
	case !errors.Is(err, sql.ErrNoRows):
		return "", err
	}
	last, err := w.sequence(ctx, o.Court, o.Type, o.Year)
	if err != nil {
		return "", err
	}
	n, err := w.free(ctx, o.Court, o.Type, o.Year, last)
	if err != nil {
		return "", err
	}
	text = casefile.CaseNumber{Year: o.Year, Court: o.Court, Type: o.Type, Seq: int(n)}.String()
	return text, w.take(ctx, o.Court, o.Type, o.Year, n, text, o.ID, n)
}

// sequence locks a sequence and tells up to where its numbers are taken.
func (w *writing) sequence(ctx context.Context, court, typ string, year int) (last int64, err error) {
	if _, err := w.exec(ctx, "INSERT INTO sequences (court, type, year, last) VALUES (?, ?, ?, 0) ON CONFLICT (court, type, year) DO NOTHING", court, typ, year); err != nil {
		return 0, err
	}
	err = w.session.row(ctx, "SELECT last FROM sequences WHERE court = ? AND type = ? AND year = ?"+w.d.lockRow, court, typ, year).Scan(&last)
	return last, err
}

// free is the first number after last that nobody has.
func (w *writing) free(ctx context.Context, court, typ string, year int, last int64) (int64, error) {
	const page = 128
	for n := last + 1; ; {
		seen := 0
		err := w.each(ctx, func(row *sql.Rows) error {
			var taken int64
			if err := row.Scan(&taken); err != nil {
				return err
			}
			if taken == n {
				n, seen = n+1, seen+1
			}
			return nil
		}, "SELECT n FROM numbers WHERE court = ? AND type = ? AND year = ? AND n >= ? ORDER BY n LIMIT ?", court, typ, year, n, page)
		if err != nil || seen < page {
			return n, err
		}
	}
}

func (w *writing) take(ctx context.Context, court, typ string, year int, n int64, text string, orderID any, last int64) error {
	_, err := w.exec(ctx, "INSERT INTO numbers (court, type, year, n, text, order_id, key, case_key, given) VALUES "+rows(1, 9),
		court, typ, year, n, text, orderID, w.rec.Key, w.rec.Row.Case, micros(w.at))
	if err != nil {
		return err
	}
	_, err = w.exec(ctx, "UPDATE sequences SET last = ? WHERE court = ? AND type = ? AND year = ? AND last < ?", last, court, typ, year, last)
	return err
}

// keepNumbers sees to it that a number which came from elsewhere is never
// given to anybody else, and decides the number that the row shows: the one
// the record has, else the one it had.
func (w *writing) keepNumbers(ctx context.Context) error {
	was := w.number
	if w.rec.Row.CaseNumber != "" {
		w.number = casefile.NormalNumber(w.rec.Row.CaseNumber)
	}
	var numbers []casefile.CaseNumber
	add := func(text string) {
		// A number of another form is in no sequence of ours.
		if n, err := casefile.ParseCaseNumber(text); err == nil && n.String() != was && !slices.Contains(numbers, n) {
			numbers = append(numbers, n)
		}
	}
	add(w.rec.Row.CaseNumber)
	if w.rec.Filing != nil {
		add(w.rec.Filing.CaseNumber)
		if w.number == "" {
			w.number = casefile.NormalNumber(w.rec.Filing.CaseNumber)
		}
	}
	slices.SortFunc(numbers, func(a, b casefile.CaseNumber) int {
		return cmp.Or(cmp.Compare(a.Court, b.Court), cmp.Compare(a.Type, b.Type), cmp.Compare(a.Year, b.Year))
	})
	for _, n := range numbers {
		if err := w.keep(ctx, n); err != nil {
			return fmt.Errorf("number %s: %w", n, err)
		}
	}
	return nil
}

func (w *writing) keep(ctx context.Context, n casefile.CaseNumber) error {
	if n.Part > 0 {
		return w.keepPart(ctx, n)
	}
	last, err := w.sequence(ctx, n.Court, n.Type, n.Year)
	if err != nil {
		return err
	}
	var holder string
	err = w.session.row(ctx, "SELECT case_key FROM numbers WHERE court = ? AND type = ? AND year = ? AND n = ?", n.Court, n.Type, n.Year, n.Seq).Scan(&holder)
	switch {
	case err == nil && holder == w.rec.Row.Case:
		return nil
	case err == nil:
		return &NumberTakenError{Number: n.String(), Holder: holder}
	case !errors.Is(err, sql.ErrNoRows):
		return err
	}
	if int64(n.Seq) == last+1 {
		last++ // numbers that come in order leave the sequence nothing to pass over
	}
	return w.take(ctx, n.Court, n.Type, n.Year, int64(n.Seq), n.String(), nil, last)
}

// keepPart keeps the number of a partial judgment, which is in no sequence: it
// is its case's own with a part behind it, and one case's alone like any other.
func (w *writing) keepPart(ctx context.Context, n casefile.CaseNumber) error {
	holder, err := w.holder(ctx, n)
	switch {
	case err != nil:
		return err
	case holder == w.rec.Row.Case:
		return nil
	case holder != "":
		return &NumberTakenError{Number: n.String(), Holder: holder}
	}
	return w.take(ctx, n.Court, n.Type+"之", n.Year, int64(n.Seq)*partsOfOne+int64(n.Part), n.String(), nil, 0)
}

// partsOfOne is more than the parts that a case can have.
const partsOfOne = 1_000

// holder is the case that has a number, "" when none has.
func (s session) holder(ctx context.Context, n casefile.CaseNumber) (string, error) {
	var holder string
	err := s.row(ctx, "SELECT case_key FROM numbers WHERE text = ?", n.String()).Scan(&holder)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return holder, err
}

// Holder tells which case has a case number, by the case's key; "" when none
// has it, or it is of a form that no sequence of ours gives.
func (r *Register) Holder(ctx context.Context, number string) (string, error) {
	n, err := casefile.ParseCaseNumber(number)
	if err != nil {
		return "", nil //nolint:nilerr // in no sequence, so held by nobody
	}
	return r.read().holder(ctx, n)
}

// Bearer tells what has a number, written as [casefile.NormalNumber] writes it,
// by the key of the case, the enforcement or the certificate itself; "" when
// nothing has it. Unlike [Register.Holder] it knows a certificate's number.
func (r *Register) Bearer(ctx context.Context, number string) (string, error) {
	var key string
	err := r.read().row(ctx, "SELECT key FROM numbers WHERE text = ?", number).Scan(&key)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("who has the number %s: %w", number, err)
	}
	return key, nil
}
