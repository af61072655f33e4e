package register

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
)

// notEnforced are the reasons with which an application for enforcement ended
// before it became a case: it does not stand in a debtor's way.
var notEnforced = []string{"refused", "not_accepted"}

// Eligible tells what the register knows of a debtor who asks for a
// certificate: the debtor's duties, when the last of them was performed, and
// whether there is an enforcement case against them, in this case or, known by
// the identity number, in any other. A case or party that the register does
// not have is not an error; Found says so.
func (r *Register) Eligible(ctx context.Context, q casefile.EligibilityQuery) (casefile.Eligibility, error) {
	e, err := r.eligible(ctx, q)
	if err != nil {
		return casefile.Eligibility{}, fmt.Errorf("eligibility of %s in %s: %w", q.Party, q.Case, err)
	}
	return e, nil
}

func (r *Register) eligible(ctx context.Context, q casefile.EligibilityQuery) (casefile.Eligibility, error) {
	e := casefile.Eligibility{AsOf: r.now().UTC()}
	w, err := r.Find(ctx, q.Case)
	if errors.Is(err, ErrNotFound) {
		return e, nil
	}
	if err != nil {
		return e, err
	}
	s := r.read()
	if e.Parties, err = partiesOf(ctx, s, q.Case); err != nil {
		return e, err
	}
	at := slices.IndexFunc(e.Parties, func(p casefile.Party) bool { return p.ID == q.Party })
	if at < 0 {
		e.Parties = nil
		return e, nil
	}
	e.Found = true
	e.Court, e.CaseNumber, e.Cause, e.Division, e.Judge, e.FiledOn = w.Row.Court, w.Row.CaseNumber, w.Row.Cause, w.Row.Division, w.Row.Judge, w.Row.FiledOn

	all, err := obligationsOf(ctx, s, q.Case)
	if err != nil {
		return e, err
	}
	for _, o := range all {
		if slices.Contains(o.Debtors, q.Party) {
			e.Duties = append(e.Duties, o)
		}
	}
	e.PerformedOn = performedOn(e.Duties)
	if e.Retrial, err = retrialOf(ctx, s, q.Case); err != nil {
		return e, err
	}
	e.EnforcementCase, err = enforcementAgainst(ctx, s, q.Case, e.Parties[at])
	return e, err
}

// performedOn is the day the last duty was performed; unset while one is open.
func performedOn(duties []casefile.ObligationView) calendar.Date {
	var last calendar.Date
	for _, o := range duties {
		if o.PerformedOn.IsZero() {
			return calendar.Date{}
		}
		if o.PerformedOn.After(last) {
			last = o.PerformedOn
		}
	}
	return last
}

// enforcementAgainst is the key of the first enforcement case in which the
// party is a debtor, "" when there is none.
func enforcementAgainst(ctx context.Context, s session, caseKey string, p casefile.Party) (string, error) {
	// Where the party stands in each case: in this one, and under the same
	// identity number in others. Numbers are stored in capitals.
	type stand struct{ enforcement, party, side, reason string }
	var found []stand
	err := s.each(ctx, func(row *sql.Rows) error {
		var f stand
		err := row.Scan(&f.enforcement, &f.party, &f.side, &f.reason)
		found = append(found, f)
		return err
	}, `SELECT w.key, p.party, p.side, w.reason FROM parties p JOIN workflows w ON w.case_key = p.key AND w.kind = ?
		WHERE (p.key = ? AND p.party = ?) OR (p.id_number = ? AND p.id_number <> '') ORDER BY w.key`,
		string(casefile.KindEnforcement), caseKey, p.ID, p.IDNumber)
	if err != nil {
		return "", err
	}
	for _, f := range found {
		if slices.Contains(notEnforced, f.reason) {
			continue
		}
		enforced, err := obligationsOf(ctx, s, f.enforcement)
		if err != nil {
			return "", err
		}
		// Until the enforcement case has said whose duties it is about, it is
		// about everybody's who was sued.
		if len(enforced) == 0 && casefile.Side(f.side) != casefile.Plaintiff {
			return f.enforcement, nil
		}
		for _, o := range enforced {
			if slices.Contains(o.Debtors, f.party) || slices.Contains(o.Guarantors, f.party) {
				return f.enforcement, nil
			}
		}
	}
	return "", nil
}
