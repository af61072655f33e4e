package register

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/base32"
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.uber.org/zap"

	"luxing/activities/documents"
	"luxing/workflows/casefile"
)

// documents renders the documents that a record orders and keeps them, and
// gives their hashes by order. One that is there already stays as it is.
func (w *writing) documents(ctx context.Context, given map[string]string) (map[string]string, error) {
	if len(w.rec.Documents) == 0 {
		return nil, nil
	}
	hashes := make(map[string]string, len(w.rec.Documents))
	facts, err := w.caseFacts(ctx)
	if err != nil {
		return nil, err
	}
	// Names are asked for all of the record's documents at once.
	var officials []string
	for _, o := range w.rec.Documents {
		officials = append(officials, documents.Officials(o)...)
	}
	if facts.People, err = namesOf(ctx, w.session, officials); err != nil {
		return nil, fmt.Errorf("names of officials: %w", err)
	}
	for i, o := range w.rec.Documents {
		was, err := w.documentOf(ctx, o)
		if err != nil {
			return nil, err
		}
		if was == "" {
			if was, err = w.render(ctx, i, o, facts, given); err != nil {
				return nil, fmt.Errorf("%s: %w", o.ID, err)
			}
		}
		hashes[o.ID] = was
	}
	return hashes, nil
}

// documentOf is the hash of a document that is there already, "" when it is not.
func (w *writing) documentOf(ctx context.Context, o casefile.DocumentOrder) (string, error) {
	var key, kind, recipient, sha string
	err := w.session.row(ctx, "SELECT key, kind, recipient, sha256 FROM documents WHERE id = ?", o.ID).Scan(&key, &kind, &recipient, &sha)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return "", nil
	case err != nil:
		return "", err
	case key != w.rec.Key || kind != string(o.Kind) || recipient != o.To:
		return "", &ConflictError{Key: w.rec.Key, What: "document " + o.ID, Why: "it is a " + kind + " of case " + key + " for " + recipient}
	}
	return sha, nil
}

func (w *writing) render(ctx context.Context, pos int, o casefile.DocumentOrder, facts documents.CaseFacts, given map[string]string) (string, error) {
	number := given[o.NumberID]
	if number == "" {
		var err error
		if number, err = w.ordered(ctx, o.NumberID); err != nil {
			return "", err
		}
	}
	if number != "" {
		facts.Number = number
	}
	certificate := o.Kind == casefile.CertificateDocument && number != ""
	if certificate {
		err := w.session.row(ctx, "SELECT code FROM certificates WHERE number = ?", number).Scan(&facts.Verification)
		if errors.Is(err, sql.ErrNoRows) {
			facts.Verification = verificationCode()
		} else if err != nil {
			return "", err
		}
	}
	if o.Kind == casefile.ListAnnouncement || o.Kind == casefile.ListRemoval {
		var err error
		if facts.Holders, err = w.holders(ctx, o); err != nil {
			return "", err
		}
	}
	if facts.Verification != "" && w.verifyAt != "" {
		facts.VerifyURL = w.verifyAt + facts.Verification
	}
	doc, err := documents.Render(o, facts)
	if err != nil {
		return "", err
	}
	if len(doc.Missing) > 0 {
		w.log.Warn("a document lacks facts and says so on its face", zap.String("case", w.rec.Key), zap.String("document", o.ID), zap.Strings("missing", doc.Missing))
	}
	if len(doc.Unknown) > 0 {
		w.log.Debug("facts that the document does not print", zap.String("case", w.rec.Key), zap.String("document", o.ID), zap.Strings("facts", doc.Unknown))
	}
	_, err = w.exec(ctx, "INSERT INTO documents (id, key, seq, pos, kind, recipient, on_day, number, sha256, missing, html) VALUES "+rows(1, 11),
		o.ID, w.rec.Key, w.rec.Seq, pos, string(o.Kind), o.To, o.On.String(), or(facts.Number, facts.CaseNumber), doc.SHA256, strings.Join(doc.Missing, ","), string(doc.HTML))
	if err != nil || !certificate {
		return doc.SHA256, err
	}
	_, err = w.exec(ctx, "INSERT INTO certificates (number, code, key, case_key, court, party, issued_on, document_id) VALUES "+rows(1, 8)+" ON CONFLICT (number) DO NOTHING",
		number, facts.Verification, w.rec.Key, w.rec.Row.Case, facts.Court, o.To, o.On.String(), o.ID)
	return doc.SHA256, err
}

// caseFacts gathers what documents print of the case. A linked workflow's
// document is about its civil case and carries its own number.
func (w *writing) caseFacts(ctx context.Context) (documents.CaseFacts, error) {
	row := w.rec.Row
	facts := documents.CaseFacts{Court: row.Court, CaseNumber: w.number, Cause: row.Cause, Procedure: row.Procedure}
	if w.rec.Kind != casefile.KindCase {
		facts.Number, facts.CaseNumber = w.number, ""
		var procedure, court, cause string
		err := w.session.row(ctx, "SELECT case_number, court, cause, procedure FROM workflows WHERE key = ?", row.Case).Scan(&facts.CaseNumber, &court, &cause, &procedure)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return facts, err
		}
		facts.Court, facts.Cause, facts.Procedure = or(facts.Court, court), or(facts.Cause, cause), casefile.Procedure(procedure)
	}
	for _, key := range []string{w.rec.Key, row.Case} {
		parties, err := partiesOf(ctx, w.session, key)
		if err != nil {
			return facts, err
		}
		if len(parties) > 0 {
			facts.Parties = parties
			break
		}
	}
	return facts, nil
}

// holders are those whom a document of the integrity list is about: the
// certificates that it names, or all whom the batch put on the list. The
// workflow has no names; they come from the parties of each holder's case.
func (w *writing) holders(ctx context.Context, o casefile.DocumentOrder) ([]documents.Holder, error) {
	who := map[string]casefile.Party{}
	err := w.each(ctx, func(row *sql.Rows) error {
		var certificate string
		var p casefile.Party
		err := row.Scan(&certificate, &p.ID, &p.Kind, &p.Name, &p.IDNumber)
		who[certificate] = p
		return err
	}, "SELECT e.certificate, p.party, p.kind, p.name, p.id_number FROM list_entries e JOIN parties p ON p.key = e.case_key AND p.party = e.party WHERE e.batch = ?", w.rec.Key)
	if err != nil {
		return nil, err
	}
	named := strings.Fields(o.Facts["certificates"])
	var all []documents.Holder
	for _, e := range w.rec.Listed {
		if o.Kind == casefile.ListAnnouncement && !e.ListedOn.IsZero() || slices.Contains(named, e.Certificate) {
			all = append(all, documents.Holder{Party: who[e.Certificate], ListEntry: e})
		}
	}
	return all, nil
}

// verificationCode is what a certificate's holder shows beside its number, so
// that nobody verifies certificates by counting: 60 random bits in an alphabet
// without letters that are mistaken for one another.
func verificationCode() string {
	var raw [8]byte
	rand.Read(raw[:]) // never fails
	s := codeAlphabet.EncodeToString(raw[:])[:12]
	return s[:4] + "-" + s[4:8] + "-" + s[8:]
}

// Crockford's base 32.
var codeAlphabet = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
