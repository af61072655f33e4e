package workflows

import (
	"encoding/json"
	"time"

	"go.temporal.io/sdk/workflow"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// revocationState is all that the review of a certificate knows.
type revocationState struct {
	Common common                   `json:"common"`
	Input  casefile.RevocationInput `json:"input"`
	Facts  casefile.Standing        `json:"facts"`
	Asked  bool                     `json:"asked"`
	Heard  string                   `json:"heard"` // what the holder said
}

// revocationRun is a review while it runs.
type revocationRun struct {
	plain
	*matter
	*revocationState
}

// Revocation reviews whether a certificate that was given must be revoked: the
// creditor's confirmation was false, a retrial reversed the judgment, the
// payment went back. It works against the register, because the application
// ended with the certificate.
//
// Messages and queries are those of Case. When it revokes, the certificate is
// void in the register, the receivers are told, and the list batch in which the
// holder stands hears of it. Exits: with the register's row, revoked or kept.
func Revocation(ctx workflow.Context, in casefile.RevocationInput) (casefile.Row, error) {
	now := workflow.Now(ctx)
	st := &revocationState{}
	fresh := len(in.Carried) == 0
	if fresh {
		st = &revocationState{Input: in, Common: common{
			Key: or(in.Key, casefile.RevocationKey(in.Certificate)), Kind: casefile.KindRevocation, Phase: lifecycle.RevocationCheck, PhaseSince: now, Active: now,
			Edition: in.Edition, Days: in.Days, Policy: in.Policy,
		}}
	} else if err := json.Unmarshal(in.Carried, st); err != nil {
		return casefile.Row{}, failInput("carried state", err)
	}
	m, err := newMatter(ctx, &st.Common, lifecycle.Revocation, lifecycle.OfRevocation())
	if err != nil {
		return casefile.Row{}, err
	}
	r := &revocationRun{matter: m, revocationState: st}
	m.rules = r
	if err := m.handlers(ctx); err != nil {
		return casefile.Row{}, err
	}
	if fresh {
		r.append(casefile.Entry{At: now, Event: "applied", Name: "启动撤销审查", Role: lifecycle.Intake, To: lifecycle.RevocationCheck, Article: "法院政策（报告机制十）", Note: in.Ground.Name() + "：" + in.Why})
		r.set(period{id: "review", rule: statute.CertificateRevocation, from: now, on: string(lifecycle.Judge), scope: scopeCase})
		r.dirty = false // the register hears of it with its own answer
	}
	m.asks(ctx, r.question)
	return live(ctx, m, casefile.RevocationWorkflow, st, func(carried json.RawMessage) casefile.RevocationInput {
		return casefile.RevocationInput{Certificate: in.Certificate, Key: in.Key, Edition: in.Edition, Carried: carried}
	})
}

func (r *revocationRun) question() *question {
	if r.Asked {
		return nil
	}
	return &question{
		activity: casefile.ActivityStanding, summary: "核对证明书 find the certificate", answer: &r.Facts,
		input: casefile.StandingQuery{Certificate: r.Input.Certificate}, told: r.found,
	}
}

// found judges the register's answer.
func (r *revocationRun) found(now time.Time, _ error) {
	f := r.Facts
	r.Asked = true
	r.Court, r.Division, r.Judge = f.Court, f.Division, f.Judge
	r.pending.Filing = &casefile.Filing{Key: r.Key, Court: f.Court, CaseNumber: f.CaseNumber, Cause: f.Cause, FiledOn: r.Input.OpenedOn, Parties: f.Parties}
	switch {
	case !f.Found:
		r.cause(lifecycle.CertificateMissing, "", lifecycle.Linked, now, "登记库没有这份证明书 the register has no such certificate")
		if r.Input.Unasked { // nobody asked, and there was nothing: no row of the register says so
			r.dirty = false
		}
	case f.Revoked:
		r.cause(lifecycle.CertificateMissing, "", lifecycle.Linked, now, "证明书已撤销 the certificate was revoked before")
	default:
		r.cause(lifecycle.CertificateFound, "", lifecycle.Linked, now, f.Number)
		if r.Input.Ground == casefile.JudgmentReversed { // nothing the holder says brings the judgment back
			r.taint(r.Input.Ground)
		}
	}
}

func (r *revocationRun) guard(g lifecycle.Guard, _ *step) *casefile.Refusal {
	if g != lifecycle.HolderHeard {
		return missing("no such guard: %s", g)
	}
	// A reversed judgment leaves the holder nothing to explain.
	if r.Heard == "" && r.Input.Ground != casefile.JudgmentReversed {
		return missing("撤销前应听取持证人意见 the holder is heard before a certificate is revoked")
	}
	return nil
}

func (r *revocationRun) check(*step) *casefile.Refusal { return nil }

func (r *revocationRun) effect(s *step) {
	if form, ok := s.form.(*casefile.ReasonForm); ok {
		s.note = form.Reason
	}
	switch s.row.Event {
	case lifecycle.HearHolder:
		form := s.form.(*casefile.HolderForm)
		r.Heard = form.Answer
		s.note = map[string]string{"objects": "有异议", "agrees": "无异议", "silent": "未答复"}[form.Answer] + " " + form.Note
	case lifecycle.CertificateMissing, lifecycle.KeepCertificate:
		r.over(s, ClosedKept)
	case lifecycle.RevokeCertificate:
		r.revoke(s)
	case lifecycle.AdoptCalendar:
		r.adoptCalendar(s)
	}
}

func (r *revocationRun) over(s *step, reason string) {
	r.dropClocks(scopeCase)
	r.Reason, r.ClosedOn = reason, s.day
}

// revoke undoes the certificate and tells everybody who was told of it.
func (r *revocationRun) revoke(s *step) {
	r.over(s, ClosedRevoked)
	r.pending.Revoked = &casefile.RevokedCertificate{Certificate: r.Input.Certificate, On: s.day, Ground: r.Input.Ground}
	r.order(casefile.RevocationDocument, r.Facts.Party, s.day, map[string]string{
		"certificate": r.Facts.Number, "issuedOn": r.Facts.IssuedOn.String(), "ground": r.Input.Ground.Name(), "reason": s.note,
	})
	r.message("cn.luxing.certificate.revoked", s.at, map[string]string{
		"of": r.Facts.Case, "party": r.Facts.Party, "certificate": r.Input.Certificate, "number": r.Facts.Number, "ground": string(r.Input.Ground),
	})
	if r.since(joinder) {
		r.taint(r.Input.Ground)
	} else if r.Facts.Batch != "" {
		data, _ := json.Marshal(casefile.StrikeForm{Certificate: r.Input.Certificate, On: s.day, Reason: "证明书已撤销：" + r.Input.Ground.Name()})
		r.tell(r.Facts.Batch, lifecycle.EntryGroundGone, data)
	}
	s.mech = 10
	r.brought(10, s.day, "撤销自动履行证明书", r.Input.Ground.Name())
	r.brought(12, s.day, "向联动单位推送撤销信息", "回执见发件箱")
}

// taint has the record ask where the holder stands on a list: on the day of the
// decision, not on that of the question.
func (r *revocationRun) taint(g casefile.RevocationGround) {
	if !r.since(joinder) {
		return
	}
	why := "证明书已撤销：" + g.Name()
	if !r.ended() {
		why = g.Name() + "，证明书撤销审查中"
	}
	r.pending.Tainted = append(r.pending.Tainted, casefile.Taint{Certificate: r.Input.Certificate, Why: why})
}

func (r *revocationRun) consequence(time.Time) bool { return false }
func (r *revocationRun) finished() bool             { return r.ended() }

func (r *revocationRun) row(row *casefile.Row) {
	row.Case, row.CaseNumber, row.Cause, row.FiledOn = or(r.Facts.Case, r.Input.Certificate), r.Facts.CaseNumber, r.Facts.Cause, r.Input.OpenedOn
}

func (r *revocationRun) view(v *casefile.View, _ time.Time) {
	v.Filing = &casefile.Filing{Key: r.Key, Court: r.Court, CaseNumber: r.Facts.CaseNumber, Cause: r.Facts.Cause, FiledOn: r.Input.OpenedOn, Parties: r.Facts.Parties}
	v.Links = append([]casefile.Link{{Kind: casefile.KindCertificate, Key: r.Input.Certificate}}, r.Links...)
}

func (r *revocationRun) record(*casefile.Record) {}
