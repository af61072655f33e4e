package workflows

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// The money of an enforcement, kept by a book of the test's own: what creditors,
// the court and debtors got, what administrators got and what is held add up to
// what was collected; and nothing counts as enforced but what its creditor has.

// purse is what the decisions that were taken did with money.
type purse struct {
	collected, handed int64
	to                map[string]int64
}

// keep notes the decisions that lead to where a walk begins.
func (w *walker) keep(by []dec) {
	for _, d := range by {
		w.purse.taken(casefile.Decision{Event: d.event, Data: raw(w.t, d.form)})
	}
}

// taken notes a decision that was taken.
func (p *purse) taken(d casefile.Decision) {
	form, _ := casefile.ReadForm(d.Event, d.Data)
	if p.to == nil {
		p.to = map[string]int64{}
	}
	switch f := form.(type) {
	case *casefile.PaymentForm:
		p.collected += f.AmountFen
	case *casefile.ReleaseForm:
		p.to[f.To] += f.AmountFen
	case *casefile.HandOverForm:
		p.handed += f.AmountFen
	}
}

// purses checks what an enforcement says of its money against the book.
func (w *walker) purses(v casefile.View) {
	if w.kind != casefile.KindEnforcement || v.Enforcement == nil {
		return
	}
	m, p := v.Enforcement.Money, w.purse
	var released int64
	for _, fen := range p.to {
		released += fen
	}
	if m.CollectedFen != p.collected || m.ReleasedFen != released || m.HandedOverFen != p.handed || m.HeldFen != p.collected-released-p.handed {
		w.t.Fatalf("money is made or lost: %+v, the book has %+v\n%s", m, p, w.story())
	}
	if v.Row.Reason != ClosedEnforced {
		return
	}
	// What its creditor still has to get of each obligation that is enforced here.
	bankrupt := map[string]bool{}
	for _, d := range v.Enforcement.Debtors {
		bankrupt[d.Party] = d.Referred == referralAccepted
	}
	var claim int64
	for _, o := range w.claims {
		left := true
		for _, d := range o.Debtors {
			left = left && bankrupt[d]
		}
		if !left && o.Subject == casefile.Money {
			claim += o.OutstandingFen
		}
	}
	settled := len(w.happened(lifecycle.SettlementKept, "")) > 0
	places := []string{"P1"} // the creditor, and whoever took its place
	for _, x := range v.Enforcement.Successions {
		if x.Creditor && x.Successor != "" && slices.Contains(places, x.Party) {
			places = append(places, x.Successor)
		}
	}
	var got int64
	for _, id := range places {
		got += p.to[id]
	}
	if got < claim && !settled {
		w.t.Fatalf("enforced, and the creditor has %d fen of %d: %+v\n%s", got, claim, p, w.story())
	}
}

// A company and a person owe a debt jointly and one each; bankruptcies are heard of
// and dismissed as they come, money is collected, released and handed over.
func TestRandomMoneyOfTwoDebtors(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		in := twoDebtors()
		in.Parties[2].Kind = rapid.SampledFrom([]casefile.PartyKind{casefile.Enterprise, casefile.Person}).Draw(rt, "kind")
		joint := oweJointly().Obligations[0]
		joint.ID = "O3"
		in.Obligations = append(in.Obligations, joint)
		w := &walker{court: newCourt(rt, "2019-05-20"), rt: rt, machines: lifecycle.OfEnforcement(), kind: casefile.KindEnforcement, sure: endEnforcement, claims: in.Obligations, monied: true}
		way := rapid.SampledFrom([][]dec{filedEnforcement(), bothReported()}).Draw(rt, "from")
		w.follow(way...)
		w.keep(way)
		w.walk(Enforcement, in, "2019-05-30 11:00", rapid.IntRange(1, 40).Draw(rt, "steps"))
	})
}

// moneyed mostly does something about money, and tells of bankruptcies.
func (w *walker) moneyed(v casefile.View) (e lifecycle.Event, form any, role lifecycle.Role) {
	today := w.day("on")
	party := rapid.SampledFrom([]string{"D1", "D2"}).Draw(w.rt, "party")
	company := party == "D1" || v.Filing.Parties[2].Kind == casefile.Enterprise
	switch rapid.IntRange(0, 9).Draw(w.rt, "money") {
	case 0, 1, 2:
		o := rapid.SampledFrom(v.Due).Draw(w.rt, "due")
		return lifecycle.Collect, casefile.PaymentForm{Payment: rapid.StringMatching(`p[0-9]{6}`).Draw(w.rt, "payment"), Obligation: o.Obligation, Payer: party, AmountFen: w.fen("paid", o.TotalFen), On: today}, lifecycle.EnforcementJudge
	case 3, 4:
		return lifecycle.ReleaseMoney, casefile.ReleaseForm{AmountFen: w.fen("released", v.Enforcement.Money.HeldFen), To: rapid.SampledFrom([]string{"P1", "P1", "P1", "D1", "D2", "court"}).Draw(w.rt, "to"), On: today}, lifecycle.EnforcementJudge
	case 5, 6:
		return lifecycle.HandOverMoney, casefile.HandOverForm{Party: party, AmountFen: w.fen("handed", v.Enforcement.Money.HeldFen), Administrator: "某所", On: today}, lifecycle.EnforcementJudge
	case 7:
		if !company {
			break
		}
		w.tell(lifecycle.ReferralAccepted, casefile.ReferralForm{Party: party, Outcome: "accepted", On: today})
	case 8:
		w.tell(lifecycle.ReferralReturned, casefile.ReferralForm{Party: party, Outcome: "no_consent"})
	default:
		if v.Row.Phase == lifecycle.InBankruptcy {
			return lifecycle.BankruptcyDismissed, casefile.DayForm{On: today}, lifecycle.Clerk
		}
	}
	return "", nil, ""
}
