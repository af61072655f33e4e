package register

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// revoked undoes a certificate. Its number stays taken for ever.
func (w *writing) revoked(ctx context.Context) error {
	v := w.rec.Revoked
	if v == nil {
		return nil
	}
	n, err := w.exec(ctx, "UPDATE certificates SET revoked_on = ?, revoked_by = ?, ground = ? WHERE key = ? AND revoked_on = ''",
		v.On.String(), w.rec.Key, string(v.Ground), v.Certificate)
	if err != nil || n > 0 {
		return err
	}
	var by string
	err = w.session.row(ctx, "SELECT revoked_by FROM certificates WHERE key = ?", v.Certificate).Scan(&by)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return &ConflictError{Key: w.rec.Key, What: "certificate " + v.Certificate, Why: "none was given"}
	case err != nil:
		return err
	case by != w.rec.Key:
		w.log.Warn("the certificate was revoked by another review")
	}
	return nil
}

// listed keeps the entries of a batch as they are now.
func (w *writing) listed(ctx context.Context) error {
	if len(w.rec.Listed) == 0 {
		return nil
	}
	if _, err := w.exec(ctx, "DELETE FROM list_entries WHERE batch = ?", w.rec.Key); err != nil {
		return err
	}
	return w.insert(ctx, "list_entries", "batch, certificate, pos, court, case_key, party, state, listed_on, removed_on, entry", len(w.rec.Listed), func(i int) []any {
		e := w.rec.Listed[i]
		return []any{w.rec.Key, e.Certificate, i, w.rec.Row.Court, e.Case, e.Party, string(e.State), e.ListedOn.String(), e.RemovedOn.String(), encoded(e)}
	})
}

// repaired keeps a credit repair as it is now.
func (w *writing) repaired(ctx context.Context) error {
	r := w.rec.Repair
	if r == nil {
		return nil
	}
	_, err := w.exec(ctx, `INSERT INTO repairs (key, court, case_key, enforcement, party, state, applied_on, granted_on, until_on, ended_on, barred_to, paid_fen, repair)
		VALUES `+rows(1, 13)+`
		ON CONFLICT (key) DO UPDATE SET court = excluded.court, case_key = excluded.case_key, state = excluded.state, granted_on = excluded.granted_on,
			until_on = excluded.until_on, ended_on = excluded.ended_on, barred_to = excluded.barred_to, paid_fen = excluded.paid_fen, repair = excluded.repair`,
		w.rec.Key, w.rec.Row.Court, w.rec.Row.Case, r.Enforcement, r.Party, r.State, r.AppliedOn.String(), r.GrantedOn.String(), r.Until.String(),
		r.EndedOn.String(), r.BarredTo.String(), r.PaidFen, encoded(r))
	return err
}

// Standing tells what the register knows of a certificate, by its application's
// key. One that was never given is not an error; Found says so.
func (r *Register) Standing(ctx context.Context, q casefile.StandingQuery) (casefile.Standing, error) {
	var st casefile.Standing
	s := r.read()
	var issued, revoked string
	err := s.row(ctx, `SELECT c.number, c.case_key, c.court, c.party, c.issued_on, c.revoked_on FROM certificates c WHERE c.key = ?`, q.Certificate).
		Scan(&st.Number, &st.Case, &st.Court, &st.Party, &issued, &revoked)
	if errors.Is(err, sql.ErrNoRows) {
		return casefile.Standing{}, nil
	}
	if err == nil {
		st.Found, st.Revoked = true, revoked != ""
		err = st.IssuedOn.UnmarshalText([]byte(issued))
	}
	if err == nil {
		st.Parties, err = partiesOf(ctx, s, st.Case)
	}
	if err == nil {
		err = s.row(ctx, "SELECT case_number, division, judge, cause FROM workflows WHERE key = ?", st.Case).Scan(&st.CaseNumber, &st.Division, &st.Judge, &st.Cause)
		if errors.Is(err, sql.ErrNoRows) {
			err = nil
		}
	}
	if err == nil {
		err = s.row(ctx, "SELECT batch FROM list_entries WHERE certificate = ? AND state = 'listed' ORDER BY batch DESC LIMIT 1", q.Certificate).Scan(&st.Batch)
		if errors.Is(err, sql.ErrNoRows) {
			err = nil
		}
	}
	if err != nil {
		return casefile.Standing{}, fmt.Errorf("certificate of %s: %w", q.Certificate, err)
	}
	return st, nil
}

// maxCandidates bounds a batch: what one record pushes must fit one message of
// Temporal's. The rest are candidates of the next batch.
const maxCandidates = 400

// Candidates lists the holders of a court's certificates who may come onto its
// list, the oldest certificate first: those whose certificate stands, was on no
// list before and is in no other batch that is still being made, one a person.
// Who has an enforcement case here is left to the check, which says why.
func (r *Register) Candidates(ctx context.Context, q casefile.CandidatesQuery) ([]casefile.ListSubject, error) {
	all := []casefile.ListSubject{}
	s := r.read()
	seen := map[string]bool{}
	err := s.each(ctx, func(row *sql.Rows) error {
		var c casefile.ListSubject
		var issued, id string
		if err := row.Scan(&c.Certificate, &c.Number, &c.Case, &c.Party, &issued, &id); err != nil {
			return err
		}
		if id != "" && seen[id] || len(all) == maxCandidates {
			return nil
		}
		seen[id] = true
		all = append(all, c)
		return all[len(all)-1].IssuedOn.UnmarshalText([]byte(issued))
	}, `SELECT c.key, c.number, c.case_key, c.party, c.issued_on, COALESCE(p.id_number, '')
		FROM certificates c JOIN workflows w ON w.key = c.key LEFT JOIN parties p ON p.key = c.case_key AND p.party = c.party
		WHERE c.court = ? AND c.revoked_on = '' AND w.phase = ?
			AND NOT EXISTS (SELECT 1 FROM list_entries e WHERE e.certificate = c.key AND e.state IN ('listed', 'removed'))
			AND NOT EXISTS (SELECT 1 FROM list_entries e JOIN workflows b ON b.key = e.batch WHERE e.certificate = c.key AND e.state = 'candidate' AND b.open = 1 AND e.batch <> ?)
			AND NOT EXISTS (SELECT 1 FROM list_entries e JOIN parties o ON o.key = e.case_key AND o.party = e.party
				WHERE e.state = 'listed' AND o.id_number = p.id_number AND o.id_number <> '')
		ORDER BY c.issued_on, c.key`, q.Court, string(lifecycle.Issued), q.Batch)
	if err != nil {
		return nil, fmt.Errorf("candidates of %s: %w", q.Court, err)
	}
	return all, nil
}

// Taint says why a holder does not qualify as far as this register knows, in
// Chinese, then English; empty when it knows nothing against the holder. The
// party is who that is, for asking others.
func (r *Register) Taint(ctx context.Context, subject casefile.ListSubject) (why string, who casefile.Party, err error) {
	s := r.read()
	fail := func(err error) (string, casefile.Party, error) {
		return "", casefile.Party{}, fmt.Errorf("facts on %s: %w", subject.Certificate, err)
	}
	parties, err := partiesOf(ctx, s, subject.Case)
	if err != nil {
		return fail(err)
	}
	for _, p := range parties {
		if p.ID == subject.Party {
			who = p
		}
	}
	if who.ID == "" {
		return "登记库没有该当事人 the register has no such party", who, nil
	}
	var revoked string
	var phase lifecycle.State
	err = s.row(ctx, "SELECT c.revoked_on, w.phase FROM certificates c JOIN workflows w ON w.key = c.key WHERE c.key = ?", subject.Certificate).Scan(&revoked, &phase)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return "登记库没有该证明书 the register has no such certificate", who, nil
	case err != nil:
		return fail(err)
	case revoked != "" || phase != lifecycle.Issued:
		return "证明书已撤销 the certificate was revoked", who, nil
	}
	enforcement, err := enforcementAgainst(ctx, s, subject.Case, who)
	if err != nil {
		return fail(err)
	}
	if enforcement != "" {
		return "本院登记有执行案件（" + enforcement + "） an enforcement case is on our register", who, nil
	}
	return "", who, nil
}

// RepairFacts tells what the register knows of a debtor who applies for credit
// repair: the enforcement case, the debtor's sanctions in it, another
// application, and a bar from an earlier breach, known by the identity number.
func (r *Register) RepairFacts(ctx context.Context, q casefile.RepairQuery) (casefile.RepairFacts, error) {
	f, err := r.repairFacts(ctx, q)
	if err != nil {
		return casefile.RepairFacts{}, fmt.Errorf("facts on the repair of %s in %s: %w", q.Party, q.Enforcement, err)
	}
	return f, nil
}

func (r *Register) repairFacts(ctx context.Context, q casefile.RepairQuery) (casefile.RepairFacts, error) {
	var f casefile.RepairFacts
	w, err := r.Find(ctx, q.Enforcement)
	if errors.Is(err, ErrNotFound) || err == nil && w.Kind != casefile.KindEnforcement {
		return f, nil
	}
	if err != nil {
		return f, err
	}
	s := r.read()
	f.Open, f.Case, f.Court, f.Division, f.Officer, f.Cause = w.Open, w.Row.Case, w.Row.Court, w.Row.Division, w.Row.Judge, w.Row.Cause
	f.CaseNumber, f.Reason = w.Row.CaseNumber, w.Row.Reason
	if f.Parties, err = partiesOf(ctx, s, f.Case); err != nil {
		return f, err
	}
	var who casefile.Party
	for _, p := range f.Parties {
		if p.ID == q.Party {
			who = p
		}
	}
	owed, err := obligationsOf(ctx, s, q.Enforcement)
	if err != nil {
		return f, err
	}
	for _, o := range owed {
		for _, d := range append(append([]string(nil), o.Debtors...), o.Guarantors...) {
			f.Found = f.Found || d == q.Party && who.ID != ""
		}
	}
	if !f.Found {
		return casefile.RepairFacts{}, nil
	}
	if f.Listing, err = trackState(ctx, s, q.Enforcement, lifecycle.Listing.ID+"/"+q.Party); err != nil {
		return f, err
	}
	if f.ExitBan, err = trackState(ctx, s, q.Enforcement, lifecycle.ExitBan.ID+"/"+q.Party); err != nil {
		return f, err
	}
	if f.Consumption, err = limited(ctx, s, q.Enforcement, q.Party); err != nil {
		return f, err
	}
	paid, err := decoded[casefile.Payment](ctx, s, "SELECT payment FROM payments WHERE key = ? AND payer = ? ORDER BY pos", q.Enforcement, q.Party)
	if err != nil {
		return f, err
	}
	f.Paid = paid
	return f, r.earlierRepairs(ctx, q, who, &f)
}

// trackState is where a track of a workflow stands: the target of its last
// transition, "" when there is no such track.
func trackState(ctx context.Context, s session, key, track string) (lifecycle.State, error) {
	es, err := decoded[casefile.Entry](ctx, s, "SELECT entry FROM entries WHERE key = ? AND track = ? ORDER BY seq, pos", key, track)
	if err != nil {
		return "", err
	}
	var at lifecycle.State
	for _, e := range es {
		if e.To != "" && e.Refused == "" {
			at = e.To
		}
	}
	return at, nil
}

// limited reports whether an enforcement case limits a debtor's consumption,
// by what it last told the world of it.
func limited(ctx context.Context, s session, key, party string) (is bool, err error) {
	err = s.each(ctx, func(row *sql.Rows) error {
		var typ, raw string
		if err := row.Scan(&typ, &raw); err != nil {
			return err
		}
		if strings.Contains(raw, `"party":`+encoded(party)) {
			is = typ == "cn.luxing.consumption.restricted"
		}
		return nil
	}, "SELECT type, data FROM outbox WHERE key = ? AND type IN ('cn.luxing.consumption.restricted', 'cn.luxing.consumption.lifted') ORDER BY position", key)
	return is, err
}

// earlierRepairs finds what other applications of the same debtor, in this
// enforcement or known by the number in any other, mean for this one.
func (r *Register) earlierRepairs(ctx context.Context, q casefile.RepairQuery, who casefile.Party, f *casefile.RepairFacts) error {
	return r.read().each(ctx, func(row *sql.Rows) error {
		var key, enforcement, state, barred string
		if err := row.Scan(&key, &enforcement, &state, &barred); err != nil {
			return err
		}
		if enforcement == q.Enforcement && open(casefile.KindRepair, lifecycle.State(state)) {
			f.Pending = key
		}
		if barred == "" {
			return nil
		}
		d, err := calendar.Parse(barred)
		if err == nil && d.After(f.BarredTo) {
			f.BarredTo = d
		}
		return err
	}, `SELECT r.key, r.enforcement, r.state, r.barred_to FROM repairs r JOIN parties p ON p.key = r.case_key AND p.party = r.party
		WHERE r.key <> ? AND (r.enforcement = ? AND r.party = ? OR p.id_number = ? AND p.id_number <> '') ORDER BY r.key`,
		q.Key, q.Enforcement, q.Party, strings.ToUpper(who.IDNumber))
}

// EntryFilter chooses entries of integrity lists. An empty field chooses all.
type EntryFilter struct {
	Court string
	Batch string
	State casefile.EntryState
	// From and To bound the day of listing, both counted in.
	From, To calendar.Date
}

// Listed is an entry with its batch.
type Listed struct {
	Batch string `json:"batch"`
	casefile.ListEntry
}

// where is the filter's condition.
func (f EntryFilter) where() where {
	var q where
	q.text("court", f.Court)
	q.text("batch", f.Batch)
	q.text("state", string(f.State))
	if !f.From.IsZero() {
		q.add("listed_on >= ?", f.From.String())
	}
	if !f.To.IsZero() {
		q.add("listed_on <= ? AND listed_on <> ''", f.To.String())
	}
	return q
}

// ListEntries lists the entries of integrity lists, batch by batch. They name
// holders by case and party, not by name.
func (r *Register) ListEntries(ctx context.Context, f EntryFilter) ([]Listed, error) {
	q := f.where()
	var all []Listed
	err := r.read().each(ctx, func(row *sql.Rows) error {
		var l Listed
		var raw string
		if err := row.Scan(&l.Batch, &raw); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(raw), &l.ListEntry); err != nil {
			return err
		}
		all = append(all, l)
		return nil
	}, "SELECT batch, entry FROM list_entries WHERE "+q.String()+" ORDER BY batch, pos", q.args...)
	if err != nil {
		return nil, fmt.Errorf("list entries: %w", err)
	}
	return all, nil
}

// RepairFilter chooses credit repairs. An empty field chooses all.
type RepairFilter struct {
	Court       string
	Enforcement string
	Party       string
	// From and To bound the day of the grant, both counted in.
	From, To calendar.Date
}

// Repaired is a credit repair with its key.
type Repaired struct {
	Key string `json:"key"`
	casefile.RepairRecord
}

// Repairs lists credit repairs in the order of their keys. Their sum of PaidFen
// is the money performed after repair.
func (r *Register) Repairs(ctx context.Context, f RepairFilter) ([]Repaired, error) {
	var q where
	q.text("court", f.Court)
	q.text("enforcement", f.Enforcement)
	q.text("party", f.Party)
	if !f.From.IsZero() {
		q.add("granted_on >= ?", f.From.String())
	}
	if !f.To.IsZero() {
		q.add("granted_on <= ? AND granted_on <> ''", f.To.String())
	}
	var all []Repaired
	err := r.read().each(ctx, func(row *sql.Rows) error {
		var x Repaired
		var raw string
		if err := row.Scan(&x.Key, &raw); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(raw), &x.RepairRecord); err != nil {
			return err
		}
		all = append(all, x)
		return nil
	}, "SELECT key, repair FROM repairs WHERE "+q.String()+" ORDER BY key", q.args...)
	if err != nil {
		return nil, fmt.Errorf("credit repairs: %w", err)
	}
	return all, nil
}

// reveal puts the name and number of a party into a message that is being sent
// to who is meant to have them. They stand in the message on its way only: not
// in the outbox, and not in the workflow that ordered it.
func reveal(ctx context.Context, s session, m *OutboxMessage) error {
	caseKey, party, ok := strings.Cut(m.Data[casefile.RevealIdentity], "/")
	if !ok {
		return nil
	}
	var name, id string
	err := s.row(ctx, "SELECT name, id_number FROM parties WHERE key = ? AND party = ?", caseKey, party).Scan(&name, &id)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	delete(m.Data, casefile.RevealIdentity)
	m.Data["name"], m.Data["idNumber"] = name, id
	return nil
}
