package workflows

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// A random walk takes decisions as they come, lawful and unlawful ones, on good
// and on bad data, and looks after each whether the workflow is still in order.
// Then a fixed strategy takes it to an end. More walks: -rapid.checks=10000.

// walker is a workflow under random decisions.
type walker struct {
	*court
	rt       *rapid.T
	machines []*lifecycle.Machine
	kind     casefile.Kind
	steps    int
	sure     func(w *walker, v casefile.View) // one step of the strategy that ends it
	assets   int
	log      []string

	purse  purse
	claims []casefile.ObligationView // of an enforcement, as it began
	monied bool                      // it is mostly about money
}

var methods = []casefile.Method{casefile.Direct, casefile.Left, casefile.Electronic, casefile.Entrusted, casefile.Post}

// gaps are how long nothing happens between two decisions.
var gaps = []time.Duration{
	time.Minute, time.Minute, time.Hour, time.Hour, 24 * time.Hour, 24 * time.Hour, 24 * time.Hour, 2 * 24 * time.Hour, 3 * 24 * time.Hour,
	5 * 24 * time.Hour, 8 * 24 * time.Hour, 20 * 24 * time.Hour, 70 * 24 * time.Hour, 400 * 24 * time.Hour,
}

// next schedules the next random step, or the strategy once there were enough.
func (w *walker) next(left int) {
	if left == 0 {
		w.finish(400)
		return
	}
	gap := rapid.SampledFrom(gaps).Draw(w.rt, "gap")
	w.env.RegisterDelayedCallback(func() {
		w.step()
		w.next(left - 1)
	}, gap)
}

// finish takes a step of the strategy each day; the strategy needs few of them,
// the rest is waiting for periods to end.
func (w *walker) finish(left int) {
	w.env.RegisterDelayedCallback(func() {
		v := w.view()
		w.order(v)
		w.sure(w, v)
		if left == 0 {
			w.t.Fatalf("no end from %s: %s\n%s", v.Row.Phase, w.last(), w.story())
		}
		w.finish(left - 1)
	}, 10*24*time.Hour)
}

// story is what happened, or how it began and ended where that is long.
func (w *walker) story() string {
	const much = 200
	lines := w.log
	if n := len(lines); n > 2*much {
		lines = slices.Concat(lines[:much], []string{fmt.Sprintf("... %d more ...", n-2*much)}, lines[n-much:])
	}
	return strings.Join(lines, "\n") + "\n"
}

// step takes one decision, mostly a lawful one.
func (w *walker) step() {
	v := w.view()
	w.order(v)
	lawful := ask[[]casefile.Lawful](w.court, casefile.QueryLawful, lifecycle.Role(""))
	var e lifecycle.Event
	var role lifecycle.Role
	known := rapid.IntRange(0, 9).Draw(w.rt, "lawful") > 1 && len(lawful) > 0
	if known {
		// What ends it ends the walk too, so it is taken seldom.
		end := rapid.IntRange(0, 9).Draw(w.rt, "end") == 0
		var events, all []lifecycle.Event
		for _, l := range lawful {
			m, _ := lifecycle.Owner(w.machines, l.Event)
			if info, _ := m.State(l.To); end || m != w.machines[0] || !info.Terminal {
				events = append(events, l.Event)
			}
			all = append(all, l.Event)
		}
		if len(events) == 0 {
			events = all
		}
		e = rapid.SampledFrom(events).Draw(w.rt, "event")
		m, _ := lifecycle.Owner(w.machines, e)
		var may []lifecycle.Role
		for _, r := range m.Rows {
			if r.Event == e && (m != w.machines[0] || slices.Contains(r.From, v.Row.Phase)) {
				may = slices.DeleteFunc(slices.Clone(r.By), func(r lifecycle.Role) bool { return !human(r) })
			}
		}
		role = rapid.SampledFrom(may).Draw(w.rt, "role")
	} else {
		var events []lifecycle.Event
		for _, m := range w.machines {
			events = append(events, humanEvents(m)...)
		}
		e = rapid.SampledFrom(events).Draw(w.rt, "event")
		var roles []lifecycle.Role
		for _, r := range lifecycle.Roles() {
			roles = append(roles, r.Role)
		}
		role = rapid.SampledFrom(roles).Draw(w.rt, "role")
	}
	actor := actors[role]
	switch role {
	case lifecycle.Judge:
		actor = or(v.Row.Judge, judge)
	case lifecycle.EnforcementJudge:
		actor = officer
		if w.kind == casefile.KindEnforcement || w.kind == casefile.KindRepair {
			actor = or(v.Row.Judge, officer)
		}
	}
	form := w.form(e, v)
	if w.monied && rapid.IntRange(0, 9).Draw(w.rt, "about money") > 1 {
		x, data, by := w.moneyed(v)
		known = false // what it told may have moved the enforcement on
		if x != "" {
			e, form, role = x, data, by
			if actor = actors[role]; role == lifecycle.EnforcementJudge {
				actor = or(v.Row.Judge, officer)
			}
		}
	}
	w.n++
	d := casefile.Decision{ID: fmt.Sprintf("w%d", w.n), Event: e, Role: role, Actor: actor, Data: raw(w.t, form)}
	before := len(v.Timeline)
	answer := &walked1{w: w, known: known, before: before, d: d, phase: v.Row.Phase}
	w.log = append(w.log, fmt.Sprintf("%s in %s: %s by %s %s", w.env.Now().In(calendar.Zone).Format("2006-01-02 15:04"), v.Row.Phase, e, role, d.Data))
	w.env.UpdateWorkflow(casefile.UpdateDecide, "u-"+d.ID, answer, d)
	if rapid.IntRange(0, 9).Draw(w.rt, "again") == 0 {
		w.env.UpdateWorkflow(casefile.UpdateDecide, "again-"+d.ID, &verdict{}, d)
		w.env.SignalWorkflow(casefile.SignalDecide, d)
	}
	if w.kind == casefile.KindCase && (v.Row.Phase == lifecycle.InEnforcement || v.Row.Phase == lifecycle.Dormant) {
		w.report(v)
	}
	if w.kind == casefile.KindEnforcement && rapid.IntRange(0, 9).Draw(w.rt, "retrial") == 0 {
		e := rapid.SampledFrom([]lifecycle.Event{lifecycle.OrderRetrial, lifecycle.RetrialUpheld}).Draw(w.rt, "retrial news")
		w.tell(e, onDay(calendar.Of(w.env.Now()).String()))
	}
	if w.kind == casefile.KindEnforcement && v.Row.Phase == lifecycle.Referred && rapid.Bool().Draw(w.rt, "answered") {
		e := rapid.SampledFrom([]lifecycle.Event{lifecycle.ReferralReturned, lifecycle.ReferralAccepted}).Draw(w.rt, "answer")
		w.tell(e, nil)
	}
}

func (w *walker) tell(e lifecycle.Event, form any) {
	w.n++
	w.log = append(w.log, fmt.Sprintf("%s: told %s", w.env.Now().In(calendar.Zone).Format("2006-01-02 15:04"), e))
	w.env.SignalWorkflow(SignalLinked, casefile.Decision{ID: fmt.Sprintf("l%d", w.n), Event: e, Role: lifecycle.Linked, Actor: "linked", Data: raw(w.t, form)})
}

// report has the enforcement tell the case something that it may tell now.
func (w *walker) report(v casefile.View) {
	today := calendar.Of(w.env.Now())
	switch rapid.IntRange(0, 6).Draw(w.rt, "report") {
	case 6:
		party := rapid.SampledFrom([]string{"P1", "D1", "D2"}).Draw(w.rt, "gone")
		w.tell(lifecycle.SucceededThere, casefile.SucceededForm{Party: party, Basis: casefile.BasisHeir, Successor: heirOf(party, party[:1]+"7"), On: today})
	case 0:
		w.tell(lifecycle.Enforced, casefile.ResultForm{On: today, Reason: ClosedEnforced})
	case 1:
		w.tell(lifecycle.EnforcementEnded, casefile.ResultForm{On: today, Reason: ClosedTerminated})
	case 2:
		e := lifecycle.EndedForNow
		if v.Row.Phase == lifecycle.Dormant {
			e = lifecycle.EnforcementBack
		}
		w.tell(e, casefile.ResultForm{On: today, Reason: "x"})
	case 3:
		if v.Row.Phase == lifecycle.InEnforcement {
			w.tell(lifecycle.BankruptcySign, debtor("D2"))
		}
	}
}

func (w *walker) alone(v casefile.View) bool { return len(v.Filing.Parties) == 2 }

// walked1 judges the answer to one random decision.
type walked1 struct {
	w      *walker
	known  bool
	before int
	d      casefile.Decision
	phase  lifecycle.State
}

func (a *walked1) Accept() {}

func (a *walked1) Reject(err error) {
	v := verdict{event: a.d.Event, err: err, done: true}
	r := v.refusal(a.w.t)
	a.w.log = append(a.w.log, "  refused: "+r.Error())
	if a.known && (r.Code == casefile.UnlawfulNow || r.Code == casefile.WrongRole || r.Code == casefile.UnknownEvent) {
		// A track that a form names may stand elsewhere than the one that was offered.
		if m, _ := lifecycle.Owner(a.w.machines, a.d.Event); m == a.w.machines[0] {
			a.w.t.Fatalf("%s by %s is offered in %s, and refused: %s", a.d.Event, a.d.Role, a.phase, r.Error())
		}
	}
}

func (a *walked1) Complete(res any, err error) {
	if err != nil {
		a.Reject(err)
		return
	}
	a.w.steps++
	a.w.purse.taken(a.d)
	v := res.(casefile.Verdict)
	if !v.Taken {
		a.w.t.Fatalf("neither taken nor refused: %+v", v)
	}
	a.w.log = append(a.w.log, fmt.Sprintf("  taken: %s → %s", v.From, v.To))
}

// order is what must be true of a workflow at any moment.
func (w *walker) order(v casefile.View) {
	m := map[casefile.Kind]*lifecycle.Machine{casefile.KindCase: lifecycle.Case, casefile.KindEnforcement: lifecycle.Enforcement,
		casefile.KindRepair: lifecycle.CreditRepair, casefile.KindList: lifecycle.IntegrityList, casefile.KindRevocation: lifecycle.Revocation}[w.kind]
	info, ok := m.State(v.Row.Phase)
	if !ok {
		w.t.Fatalf("no such state: %s", v.Row.Phase)
	}
	ticking := false
	for _, d := range v.Deadlines {
		ticking = ticking || d.Frozen.IsZero() || d.ID == "trial"
		if d.Deadline.Due.IsZero() || d.On == "" || d.Name == "" {
			w.t.Fatalf("a period without an end, a name or somebody who must act: %+v", d)
		}
	}
	open := !info.Terminal
	for _, t := range v.Tracks {
		open = open || t.Open
	}
	if open && !ticking {
		w.t.Fatalf("%s waits without a clock: %+v\n%s", v.Row.Phase, v.Deadlines, w.story())
	}
	for i, e := range v.Timeline {
		if i > 0 && e.At.Before(v.Timeline[i-1].At) {
			w.t.Fatalf("the timeline runs back at %s", e.Event)
		}
		switch e.Event {
		case "period_failed", "fee_failed":
			w.t.Fatalf("%s: %s\n%s", e.Event, e.Note, w.story())
		}
	}
	w.money(v)
	if w.kind == casefile.KindEnforcement && v.Enforcement != nil {
		w.enforced(v)
	}
	w.carved(v)
	w.purses(v)
}

// carved is what must be true of the cases that were carved out: each is linked
// and ordered once, no obligation is in two of them or here as well, and no
// asset that moved is held here still.
func (w *walker) carved(v casefile.View) {
	seen := map[string]bool{}
	for _, o := range v.Obligations {
		seen[o.ID] = true
	}
	for _, x := range v.Carved {
		for _, id := range append([]string{x.Key}, x.Obligations...) {
			if seen[id] {
				w.t.Fatalf("%s is there twice\n%s", id, w.story())
			}
			seen[id] = true
		}
		if !slices.ContainsFunc(v.Links, func(l casefile.Link) bool { return l.Key == x.Key && l.As == casefile.LinkAs(x.Kind) }) {
			w.t.Fatalf("%s is not linked\n%s", x.Key, w.story())
		}
		for _, a := range v.Assets {
			if slices.Contains(x.Assets, a.Asset) && a.State != lifecycle.PreservationMoved {
				w.t.Fatalf("%s moved and is %s\n%s", a.Asset, a.State, w.story())
			}
		}
	}
	ordered := map[string]int{}
	for _, l := range w.links {
		if ordered[l.Key]++; ordered[l.Key] > 1 {
			w.t.Fatalf("%s was ordered twice\n%s", l.Key, w.story())
		}
	}
}

// money is conserved to the fen.
func (w *walker) money(v casefile.View) {
	var outstanding int64
	for _, o := range v.Obligations {
		if o.Subject == casefile.Act {
			continue
		}
		var paid int64
		for _, p := range v.Payments {
			if p.Obligation == o.ID && p.Reversed.IsZero() {
				paid += p.AmountFen
			}
		}
		if w.kind == casefile.KindCase {
			enforced := slices.ContainsFunc(v.Timeline, func(e casefile.Entry) bool {
				return e.Event == lifecycle.Enforced || e.Event == lifecycle.RestGoesOn || e.Event == lifecycle.EnforcementPart
			})
			if got := o.PaidFen + o.BesidesFen + o.ExcessFen + o.ReturnedFen; got != paid && !(enforced && got > paid) {
				w.t.Fatalf("%s: %d fen came in, %d are booked\n%s", o.ID, paid, got, w.story())
			}
			if o.PaidFen < 0 || o.PaidFen > o.AmountFen || o.OutstandingFen != o.AmountFen-o.PaidFen {
				w.t.Fatalf("%s: %d of %d paid, %d outstanding\n%s", o.ID, o.PaidFen, o.AmountFen, o.OutstandingFen, w.story())
			}
		}
		outstanding += o.OutstandingFen
	}
	if w.kind == casefile.KindCase && v.Row.OutstandingFen != outstanding {
		w.t.Fatalf("the row has %d fen outstanding, the obligations %d", v.Row.OutstandingFen, outstanding)
	}
}

// pick is mostly one of what is there, sometimes what is not.
func (w *walker) pick(what string, there ...string) string {
	if rapid.IntRange(0, 19).Draw(w.rt, what+" there") == 0 || len(there) == 0 {
		return "X9"
	}
	return rapid.SampledFrom(there).Draw(w.rt, what)
}

func (w *walker) day(what string) calendar.Date {
	today := calendar.Of(w.env.Now())
	return today.AddDays(-rapid.SampledFrom([]int{0, 0, 0, 0, 1, 2, 30, -1}).Draw(w.rt, what))
}

func (w *walker) fen(what string, near int64) int64 {
	return max(rapid.SampledFrom([]int64{near, near, 1, near / 2, near - 1, near + 1, 100_00, 0}).Draw(w.rt, what), 0)
}

// form is data for a decision: mostly good, drawn from what the case has.
func (w *walker) form(e lifecycle.Event, v casefile.View) any {
	if rapid.IntRange(0, 29).Draw(w.rt, "broken") == 0 {
		return rapid.SampledFrom([]string{`{}`, `null`, `{"x":1}`, `[]`, `"a"`, `{"on":"2019-13-01"}`}).Draw(w.rt, "data")
	}
	on := w.day("on")
	parties := []string{"P1", "D1", "D2"}
	if v.Enforcement != nil { // who took somebody's place
		for _, x := range v.Enforcement.Successions {
			parties = append(parties, or(x.Successor, x.Party))
		}
	}
	papers := []casefile.Paper{casefile.PaperComplaint, casefile.PaperJudgment, casefile.PaperMediation, casefile.PaperJurisdiction}
	var duties, tracks []string
	var owed int64
	for _, o := range v.Obligations {
		duties, owed = append(duties, o.ID), max(owed, o.OutstandingFen)
	}
	for _, t := range v.Tracks {
		if t.Open {
			tracks = append(tracks, t.ID)
		}
	}
	// A delivery that is open, when there is one.
	paper, to := rapid.SampledFrom(papers).Draw(w.rt, "paper"), w.pick("to", parties...)
	asset := fmt.Sprintf("A%d", rapid.IntRange(1, w.assets+1).Draw(w.rt, "asset"))
	if len(tracks) > 0 {
		var p, q string
		id := rapid.SampledFrom(tracks).Draw(w.rt, "track")
		if n, _ := fmt.Sscanf(id, "delivery/%9s", &p); n == 1 {
			for _, x := range papers {
				for _, y := range parties {
					if deliveryID(x, y) == id {
						paper, to = x, y
					}
				}
			}
		}
		if n, _ := fmt.Sscanf(id, "seizure/%s", &q); n == 1 {
			asset = q
		}
		if n, _ := fmt.Sscanf(id, "preservation/%s", &q); n == 1 {
			asset = q
		}
	}
	switch f := sample(w.t, e, on).(type) {
	case casefile.FeePaidForm:
		f.AmountFen = w.fen("fee", 5_800_00)
		return f
	case casefile.PartyDayForm:
		f.Party = w.pick("party", parties...)
		return f
	case casefile.ConvertForm:
		f.To = rapid.SampledFrom([]casefile.Procedure{casefile.Ordinary, casefile.Summary}).Draw(w.rt, "procedure")
		return f
	case casefile.HearingForm:
		f.On, f.Agreed = calendar.Of(w.env.Now()).AddDays(rapid.IntRange(-1, 40).Draw(w.rt, "hearing")), rapid.Bool().Draw(w.rt, "agreed")
		return f
	case casefile.ExcludeForm:
		var grounds []statute.GroundID
		for _, g := range statute.Grounds() {
			grounds = append(grounds, g.ID)
		}
		f.Ground = rapid.SampledFrom(grounds).Draw(w.rt, "ground")
		if rapid.Bool().Draw(w.rt, "ends") {
			f.To = f.From.AddDays(rapid.IntRange(-1, 60).Draw(w.rt, "days"))
		}
		return f
	case casefile.ResumeTimeForm:
		f.Exclusion = fmt.Sprintf("X%d", rapid.IntRange(1, 5).Draw(w.rt, "exclusion"))
		return f
	case casefile.MediationForm:
		f.Obligations, f.RecordOnly = w.obligations(calendar.Of(w.env.Now()), w.alone(v)), rapid.Bool().Draw(w.rt, "record")
		return f
	case casefile.JudgmentForm:
		f.Obligations = w.obligations(calendar.Of(w.env.Now()), w.alone(v))
		if rapid.IntRange(0, 3).Draw(w.rt, "rejected") == 0 {
			return rejected()
		}
		return f
	case casefile.PartialJudgmentForm:
		f.Obligations, f.AmountFen, f.Assets = w.obligations(calendar.Of(w.env.Now()), w.alone(v)), 0, nil
		for i := range f.Obligations { // mostly IDs that no part and no judgment of the case has
			f.Obligations[i].ID = fmt.Sprintf("Q%d-%d", rapid.IntRange(1, 4).Draw(w.rt, "part"), i+1)
			f.AmountFen += f.Obligations[i].AmountFen
		}
		f.InCourt = rapid.Bool().Draw(w.rt, "in court")
		if w.assets > 0 && rapid.Bool().Draw(w.rt, "with asset") {
			f.Assets = []string{asset}
		}
		return f
	case casefile.SeverForm:
		f.Parties = []string{w.pick("severed", parties...)}
		if rapid.IntRange(0, 3).Draw(w.rt, "a new case") > 0 {
			f.Case, f.ClaimFen = "", w.fen("claim split", v.Filing.ClaimFen/3)
		}
		return f
	case casefile.AppealForm:
		f.Party = w.pick("appellant", parties...)
		if rapid.Bool().Draw(w.rt, "posted") {
			f.PostedOn = f.On.AddDays(-rapid.IntRange(-1, 20).Draw(w.rt, "post"))
		}
		return f
	case casefile.PaymentForm:
		f.Confirmed = rapid.Bool().Draw(w.rt, "confirmed")
		f.Payment, f.Obligation, f.Payer, f.AmountFen = fmt.Sprintf("p%d", rapid.IntRange(1, 60).Draw(w.rt, "payment")), w.pick("obligation", duties...), w.pick("payer", parties...), w.fen("pay", owed)
		return f
	case casefile.DebtorForm:
		f.Party = w.pick("debtor", "D1", "D2")
		return f
	case casefile.ServiceForm:
		f.Document, f.Party, f.Method = paper, to, rapid.SampledFrom(methods).Draw(w.rt, "method")
		return f
	case casefile.NoticeForm:
		f.Document, f.Party = paper, to
		return f
	case casefile.PreservationForm:
		w.assets++
		f.Asset, f.Owner, f.Kind = fmt.Sprintf("A%d", w.assets), w.pick("owner", parties...), rapid.SampledFrom([]casefile.AssetKind{casefile.Deposit, casefile.Movable, casefile.RealEstate}).Draw(w.rt, "kind")
		if rapid.Bool().Draw(w.rt, "secured") {
			f.SecurityFen = 90_000_00
		}
		f.AmountFen, f.Urgent = w.fen("preserve", 300_000_00), rapid.Bool().Draw(w.rt, "urgent")
		return f
	case casefile.AssetForm:
		f.Asset = asset
		return f
	case casefile.FreezeForm:
		f.Asset = asset
		return f
	case casefile.ReversalForm:
		f.Payment = w.pick("payment", payments(v)...)
		return f
	case casefile.ReceiptForm:
		f.Payment = w.pick("payment", payments(v)...)
		return f
	case casefile.ReturnForm:
		f.Payment = w.pick("payment", payments(v)...)
		for _, p := range v.Payments {
			if p.ID == f.Payment {
				f.AmountFen, f.To = max(p.ExcessFen, 1), p.Payer
			}
		}
		return f
	case casefile.AssessmentForm:
		f.Debtor = w.pick("debtor", "D1", "D2")
		return f
	case casefile.PreSuitForm:
		w.assets++
		f.Asset, f.Owner = fmt.Sprintf("A%d", w.assets), w.pick("owner", parties...)
		f.RuledOn, f.On = date("2019-02-20"), date("2019-02-20").AddDays(rapid.IntRange(-20, 12).Draw(w.rt, "measure"))
		return f
	case casefile.PostSecurityForm:
		f.Asset, f.AmountFen = asset, w.fen("security", 90_000_00)
		return f
	case casefile.CounterSecurityForm:
		f.Asset = asset
		return f
	case casefile.RequestForm:
		f.Asset, f.Urgent = asset, rapid.Bool().Draw(w.rt, "urgent")
		return f
	case casefile.PreUrgingForm:
		f.Party, f.Consented, f.Hiding = w.pick("applicant", "P1"), rapid.IntRange(0, 3).Draw(w.rt, "consents") > 0, rapid.IntRange(0, 5).Draw(w.rt, "hides") == 0
		return f
	case casefile.ContactForm:
		f.Obligation = w.pick("obligation", duties...)
		return f
	case casefile.ObligationForm:
		f.Obligation = w.pick("obligation", duties...)
		return f
	case casefile.PlanForm:
		f.Obligation = w.pick("obligation", duties...)
		for _, o := range v.Obligations {
			if o.ID == f.Obligation && o.OutstandingFen > 2 {
				due := calendar.Of(w.env.Now()).AddDays(rapid.IntRange(0, 90).Draw(w.rt, "due"))
				f.Instalments = []casefile.Instalment{{AmountFen: 1, Due: due}, {AmountFen: o.OutstandingFen - 1, Due: due.AddDays(30)}}
			}
		}
		return f
	case casefile.ConsentForm:
		f.By = w.pick("by", parties...)
		return f
	case casefile.ReleaseForm:
		f.AmountFen, f.To = w.fen("release", v.Row.OutstandingFen), w.pick("to whom", "P1", "D1", "C1", "court")
		if x := v.Enforcement; x != nil && len(x.Plans) > 0 && rapid.Bool().Draw(w.rt, "by the plan") {
			p := x.Plans[rapid.IntRange(0, len(x.Plans)-1).Draw(w.rt, "which plan")]
			s := p.Shares[rapid.IntRange(0, len(p.Shares)-1).Draw(w.rt, "whose share")]
			f.To, f.Plan, f.AmountFen = s.Creditor, p.Plan, w.fen("of the share", s.Fen)
		}
		return f
	case casefile.ListingForm:
		f.Party = w.pick("listed", "D1", "D2")
		return f
	case casefile.BanForm:
		f.Party = w.pick("banned", "D1", "D2")
		return f
	case casefile.SettleForm:
		f.Until = calendar.Of(w.env.Now()).AddDays(rapid.IntRange(0, 200).Draw(w.rt, "until"))
		return f
	case casefile.SuspensionForm:
		f.Ground = rapid.SampledFrom(casefile.SuspensionGrounds()).Draw(w.rt, "suspended for")
		switch f.Ground {
		case casefile.SuspendObjection:
			f.Claim = fmt.Sprintf("W%d", rapid.IntRange(1, 3).Draw(w.rt, "claim"))
		case casefile.SuspendOther:
		default:
			f.Party = w.pick("about", parties...)
		}
		return f
	case casefile.SuccessionForm:
		f.Party, f.Basis = w.pick("was", parties...), rapid.SampledFrom(casefile.SuccessionBases()).Draw(w.rt, "basis")
		f.Successor = heirOf(f.Party, fmt.Sprintf("%s%d", f.Party[:1], rapid.IntRange(7, 9).Draw(w.rt, "successor")))
		if f.EstateFen = 0; f.Basis == casefile.BasisHeir && f.Party[:1] == "D" {
			f.EstateFen = w.fen("estate", 300_000_00) + 1
		}
		if f.Basis == casefile.BasisEstate {
			f.Successor = casefile.Party{}
		}
		return f
	case casefile.SeizeForm:
		w.assets++
		f.Asset, f.Kind = fmt.Sprintf("A%d", w.assets), rapid.SampledFrom([]casefile.AssetKind{casefile.Deposit, casefile.Movable, casefile.RealEstate}).Draw(w.rt, "kind")
		f.AmountFen = w.fen("seize", 300_000_00)
		return f
	case casefile.SeizureForm:
		f.Asset = asset
		return f
	case casefile.SaleForm:
		f.Asset, f.PriceFen = asset, w.fen("price", 200_000_00)
		return f
	case casefile.ClaimForm:
		f.Claim, f.Asset = fmt.Sprintf("W%d", rapid.IntRange(1, 3).Draw(w.rt, "claim")), asset
		return f
	case casefile.ClaimRulingForm:
		f.Claim, f.Upheld = fmt.Sprintf("W%d", rapid.IntRange(1, 3).Draw(w.rt, "claim")), rapid.Bool().Draw(w.rt, "upheld")
		return f
	case casefile.CostForm:
		f.AmountFen = w.fen("cost", 1_000_00)
		return f
	case casefile.ClaimantForm:
		f.Priority, f.AmountFen = rapid.Bool().Draw(w.rt, "priority"), w.fen("claimed", 100_000_00)
		return f
	case casefile.DistributionForm:
		f.AmountFen = w.fen("plan", v.Enforcement.Money.HeldFen)
		if w.kindOf(v, "D1") == casefile.Enterprise {
			f.Asset = asset
		}
		return f
	case casefile.RankedClaimForm:
		f.Creditor, f.Asset, f.Rank = w.pick("ranked", "C1", "C2"), asset, rapid.IntRange(1, 3).Draw(w.rt, "rank")
		f.Priority, f.AmountFen = rapid.IntRange(0, 4).Draw(w.rt, "priority") == 0, w.fen("ranked claim", 100_000_00)
		return f
	case casefile.ServePlanForm:
		f.Party = w.pick("served", "P1", "C1", "C2", "D1")
		return f
	case casefile.ObjectPlanForm:
		f.Objection, f.Party = w.planObjection(), w.pick("objector", "P1", "C1", "D1")
		if n := len(v.Enforcement.Plans); n > 0 { // something is moved from one to another
			shares := v.Enforcement.Plans[n-1].Shares
			from, to := shares[rapid.IntRange(0, len(shares)-1).Draw(w.rt, "from")], shares[rapid.IntRange(0, len(shares)-1).Draw(w.rt, "to")]
			by := w.fen("moved", from.Fen/2)
			f.Asks = []casefile.AskedShare{{Creditor: from.Creditor, AmountFen: max(from.Fen-by, 0)}, {Creditor: to.Creditor, AmountFen: to.Fen + by}}
		}
		return f
	case casefile.PlanNoticeForm:
		f.Objection, f.Party = w.planObjection(), w.pick("told", "P1", "C1", "D1")
		return f
	case casefile.PlanAnswerForm:
		f.Objection, f.Party, f.Opposes = w.planObjection(), w.pick("answers", "P1", "C1", "D1"), rapid.Bool().Draw(w.rt, "opposes")
		return f
	case casefile.AmendPlanForm:
		f.Objection = w.planObjection()
		return f
	case casefile.PlanDayForm:
		f.Objection = w.planObjection()
		return f
	case casefile.PlanJudgmentForm:
		f.Objection, f.Upheld = w.planObjection(), rapid.Bool().Draw(w.rt, "won")
		return f
	case casefile.ListingReviewForm:
		f.Party, f.Overturned = w.pick("listed", "D1", "D2"), rapid.Bool().Draw(w.rt, "overturned")
		return f
	case casefile.ContestDismissalForm:
		f.Party = w.pick("contests", "D1", "D2")
		return f
	case casefile.PenaltyForm:
		f.Penalty = fmt.Sprintf("K%d", rapid.IntRange(1, 3).Draw(w.rt, "penalty"))
		return f
	case casefile.PenaltyDecisionForm:
		f.Penalty = fmt.Sprintf("K%d", rapid.IntRange(1, 3).Draw(w.rt, "penalty"))
		return f
	case casefile.EndForNowForm:
		f.Signed, f.Panel = rapid.Bool().Draw(w.rt, "signed"), rapid.Bool().Draw(w.rt, "panel")
		f.President = rapid.SampledFrom([]string{"", "Y001"}).Draw(w.rt, "president")
		return f
	default:
		return f
	}
}

func (w *walker) planObjection() string {
	return fmt.Sprintf("Y%d", rapid.IntRange(1, 2).Draw(w.rt, "plan objection"))
}

func (w *walker) kindOf(v casefile.View, id string) casefile.PartyKind {
	for _, p := range v.Filing.Parties {
		if p.ID == id {
			return p.Kind
		}
	}
	return ""
}

// enforced: what came in is with somebody or held, a plan gives no more than it
// divides, nobody got more than his share of it or before it was his, and what
// plans still owe is there.
func (w *walker) enforced(v casefile.View) {
	m := v.Enforcement.Money
	if m.CollectedFen != m.ReleasedFen+m.HandedOverFen+m.HeldFen {
		w.t.Fatalf("%d came in, %d released, %d handed over, %d held\n%s", m.CollectedFen, m.ReleasedFen, m.HandedOverFen, m.HeldFen, w.story())
	}
	w.somebodys(v)
	var owing, aside int64
	for _, p := range v.Enforcement.Plans {
		var given int64
		share, got := map[string]int64{}, map[string]int64{}
		for _, s := range p.Shares {
			if s.Fen < 0 || s.Fen > s.ClaimFen {
				w.t.Fatalf("%s: %+v\n%s", p.Plan, s, w.story())
			}
			given += s.Fen
			share[s.Creditor], got[s.Creditor] = share[s.Creditor]+s.Fen, s.ReleasedFen
		}
		if given+p.CostsFen > p.AmountFen {
			w.t.Fatalf("%s gives %d and %d of costs of %d\n%s", p.Plan, given, p.CostsFen, p.AmountFen, w.story())
		}
		for _, s := range p.Shares {
			if got[s.Creditor] > share[s.Creditor] || p.State == lifecycle.PlanOut && got[s.Creditor] > 0 {
				w.t.Fatalf("%s in %s: %s got %d of %d\n%s", p.Plan, p.State, s.Creditor, got[s.Creditor], share[s.Creditor], w.story())
			}
		}
		if p.State != lifecycle.PlanVoid {
			for _, s := range p.Shares {
				owing += share[s.Creditor] - got[s.Creditor]
				share[s.Creditor], got[s.Creditor] = 0, 0
			}
		}
		aside += p.SetAsideFen
	}
	bankrupt := slices.ContainsFunc(v.Enforcement.Debtors, func(d casefile.DebtorView) bool { return d.Referred == "accepted" })
	if !bankrupt && owing > m.HeldFen || aside != m.SetAsideFen || aside > max(m.HeldFen, 0) {
		w.t.Fatalf("plans owe %d, %d set aside, %d held\n%s", owing, aside, m.HeldFen, w.story())
	}
}

// somebodys is that what is held is always somebody's: what may be paid, with what
// waits for an answer about a bankruptcy, is all of it to the fen, but for what is
// to be shared and has no plan yet.
func (w *walker) somebodys(v casefile.View) {
	x := v.Enforcement
	waits := slices.ContainsFunc(x.Debtors, func(d casefile.DebtorView) bool { return d.Referred == referralOut })
	if s := x.Suspension; s != nil && s.Party != "" {
		waits = waits || s.Ground == casefile.SuspendDied || s.Ground == casefile.SuspendEnded
	}
	if waits || len(x.Joined)+len(x.Ranked) > 0 {
		return
	}
	var sum int64
	for _, p := range x.Money.Payable {
		sum += p.Fen
	}
	if sum != x.Money.HeldFen {
		w.t.Fatalf("of %d fen %d are anybody's: %+v\n%s", x.Money.HeldFen, sum, x.Money.Payable, w.story())
	}
}

// varied is a way to a state with other obligations, and with the second
// defendant served as the first is.
func (w *walker) varied(by []dec, alone bool) []dec {
	var out []dec
	change := rapid.Bool().Draw(w.rt, "varied")
	os := []casefile.Obligation{owes()}
	if change {
		os = w.obligations(date("2019-03-20"), alone)
	}
	for _, d := range by {
		switch f := d.form.(type) {
		case casefile.JudgmentForm:
			f.Obligations = os
			d.form = f
		case casefile.MediationForm:
			f.Obligations, f.RecordOnly = os, rapid.Bool().Draw(w.rt, "record only")
			d.form = f
		case casefile.ServiceForm:
			if f.Party == "D1" && !alone {
				g := f
				g.Party = "D2"
				out = append(out, dec{moment(d.when).Add(-time.Minute).Format("2006-01-02 15:04"), d.event, d.role, g})
			}
		case casefile.PartyDayForm:
			if f.Party == "D1" && d.event == lifecycle.Answer && !alone {
				g := f
				g.Party = "D2"
				out = append(out, dec{moment(d.when).Add(-time.Minute).Format("2006-01-02 15:04"), d.event, d.role, g})
			}
		}
		out = append(out, d)
	}
	return out
}

// obligations are what a document orders: money at once, by a day, by
// instalments, and acts; of one debtor, the other, or both.
func (w *walker) obligations(today calendar.Date, alone bool) []casefile.Obligation {
	var out []casefile.Obligation
	debtors := [][]string{{"D1"}, {"D2"}, {"D1", "D2"}}
	if alone {
		debtors = debtors[:1]
	}
	for i := range rapid.IntRange(1, 3).Draw(w.rt, "obligations") {
		o := casefile.Obligation{ID: fmt.Sprintf("O%d", i+1), Creditor: "P1", Subject: casefile.Money, AmountFen: rapid.Int64Range(1, 100_000_00).Draw(w.rt, "amount")}
		o.Debtors = rapid.SampledFrom(debtors).Draw(w.rt, "debtors")
		switch rapid.IntRange(0, 4).Draw(w.rt, "due") {
		case 0:
			o.DueDays = rapid.IntRange(1, 60).Draw(w.rt, "days")
		case 1:
			o.Due = today.AddDays(rapid.IntRange(-10, 60).Draw(w.rt, "day"))
		case 2:
			a := rapid.Int64Range(1, 50_000_00).Draw(w.rt, "first")
			b := rapid.Int64Range(1, 50_000_00).Draw(w.rt, "second")
			first := today.AddDays(rapid.IntRange(-5, 30).Draw(w.rt, "from"))
			o.AmountFen, o.Accelerates = a+b, rapid.Bool().Draw(w.rt, "accelerates")
			o.Instalments = []casefile.Instalment{{AmountFen: a, Due: first}, {AmountFen: b, Due: first.AddDays(30)}}
			o.PenaltyFen = rapid.SampledFrom([]int64{0, 1_000_00}).Draw(w.rt, "penalty")
			o.PenaltyAnnualMillionths = rapid.SampledFrom([]int64{0, 150_000}).Draw(w.rt, "rate")
			o.WaivedFen = rapid.SampledFrom([]int64{0, 7_77}).Draw(w.rt, "waived")
		case 3:
			o.Subject, o.AmountFen, o.Act = casefile.Act, 0, "交付房屋"
		}
		if len(o.Debtors) > 1 && o.Subject == casefile.Money && len(o.Instalments) == 0 && o.AmountFen > 1 && rapid.Bool().Draw(w.rt, "several") {
			o.Liability = casefile.Several
			o.Shares = []casefile.Share{{Debtor: "D1", AmountFen: 1}, {Debtor: "D2", AmountFen: o.AmountFen - 1}}
		}
		out = append(out, o)
	}
	return out
}

// sure decisions of the strategy are sent as updates and must be taken unless
// the case moved on by itself.
func (w *walker) surely(e lifecycle.Event, role lifecycle.Role, actor string, form any) {
	w.n++
	d := casefile.Decision{ID: fmt.Sprintf("s%d", w.n), Event: e, Role: role, Actor: actor, Data: raw(w.t, form)}
	w.log = append(w.log, fmt.Sprintf("%s: surely %s", w.env.Now().In(calendar.Zone).Format("2006-01-02 15:04"), e))
	v := &verdict{event: e}
	w.env.UpdateWorkflow(casefile.UpdateDecide, "u-"+d.ID, noted{v, w, d}, d)
}

type noted struct {
	*verdict
	w *walker
	d casefile.Decision
}

func (n noted) Complete(res any, err error) {
	n.verdict.Complete(res, err)
	if err != nil {
		n.w.log = append(n.w.log, "  refused: "+err.Error())
		return
	}
	n.w.purse.taken(n.d)
}

func (n noted) Reject(err error) {
	n.verdict.Reject(err)
	n.w.log = append(n.w.log, "  refused: "+err.Error())
}

func payments(v casefile.View) []string {
	var ids []string
	for _, p := range v.Payments {
		ids = append(ids, p.ID)
	}
	return ids
}

// endCase takes a case to an end by the shortest way.
func endCase(w *walker, v casefile.View) {
	today := calendar.Of(w.env.Now())
	for _, p := range v.Payments {
		if p.ExcessFen > 0 && p.Reversed.IsZero() {
			w.surely(lifecycle.ReturnExcess, lifecycle.Clerk, clerk, casefile.ReturnForm{Payment: p.ID, AmountFen: p.ExcessFen, To: p.Payer, On: today})
		}
	}
	on := casefile.DayForm{On: today}
	switch v.Row.Phase {
	case lifecycle.FilingReview:
		w.surely(lifecycle.RefuseFiling, lifecycle.Judge, v.Row.Judge, reason())
	case lifecycle.Service, lifecycle.Defence, lifecycle.Trial, lifecycle.Stayed:
		w.surely(lifecycle.TerminateSuit, lifecycle.Judge, v.Row.Judge, reason())
	case lifecycle.InRetrial:
		w.surely(lifecycle.RetrialSetAside, lifecycle.Clerk, clerk, on)
	case lifecycle.AwaitingEffect:
		for _, party := range []string{"P1", "D1", "D2", "D8", "D9"} { // whose period stands still
			w.surely(lifecycle.ResumeParty, lifecycle.Judge, v.Row.Judge, casefile.PartyDayForm{Party: party, On: today})
		}
		for _, t := range v.Tracks {
			for _, p := range []casefile.Paper{casefile.PaperJudgment, casefile.PaperMediation} {
				for _, party := range []string{"P1", "D1", "D2", "D8", "D9"} {
					if t.Open && t.ID == deliveryID(p, party) {
						w.surely(lifecycle.RecordServed, lifecycle.Clerk, clerk, casefile.ServiceForm{Document: p, Party: party, Method: casefile.Direct, On: today})
					}
				}
			}
		}
	case lifecycle.Appeal:
		w.surely(lifecycle.AppealRejected, lifecycle.Clerk, clerk, on)
		w.surely(lifecycle.RulingAffirmed, lifecycle.Clerk, clerk, on)
	case lifecycle.InSupervision, lifecycle.AwaitingEnforcement:
		for _, o := range v.Obligations {
			f := casefile.PaymentForm{Payment: fmt.Sprintf("end-%s-%d", o.ID, w.n), Obligation: o.ID, Payer: o.Debtors[0], AmountFen: o.OutstandingFen + o.PenaltyDueFen, On: today}
			for _, s := range o.Shares {
				if left := s.AmountFen - o.PaidBy[s.Debtor]; left > 0 {
					f.Payer, f.AmountFen = s.Debtor, left
				}
			}
			if o.PerformedOn.IsZero() {
				w.surely(lifecycle.Pay, lifecycle.Clerk, clerk, f)
			}
		}
	case lifecycle.InEnforcement, lifecycle.Dormant:
		w.tell(lifecycle.Enforced, casefile.ResultForm{On: today, Reason: ClosedEnforced})
	case lifecycle.BankruptcyHandoff:
		for _, t := range v.Tracks { // several debtors may be handed off at once, so each is named
			if t.Machine != lifecycle.Bankruptcy.ID || !t.Open {
				continue
			}
			who, _, _ := strings.Cut(subject(t.ID), "/")
			h := casefile.HandoffForm{Reason: "理由", Debtor: who}
			w.surely(lifecycle.NoConsent, lifecycle.EnforcementJudge, officer, h)
			w.surely(lifecycle.BankruptcyRefused, lifecycle.Clerk, clerk, casefile.BankruptcyAnswerForm{On: today, Debtor: who})
			w.surely(lifecycle.PanelDecides, lifecycle.EnforcementJudge, officer, h)
			w.surely(lifecycle.PresidentSigns, lifecycle.President, "Y001", casefile.BankruptcyCourtForm{Court: "浙0211", On: today, Debtor: who})
		}
	}
}

// endEnforcement takes an enforcement to an end by the shortest way.
func endEnforcement(w *walker, v casefile.View) {
	today := calendar.Of(w.env.Now())
	var held int64
	for _, e := range v.Payments {
		held += e.AmountFen
	}
	who := or(v.Row.Judge, officer)
	for _, o := range v.Obligations {
		if o.Subject == casefile.Act && o.PerformedOn.IsZero() && v.Row.Phase == lifecycle.Measures {
			w.surely(lifecycle.Collect, lifecycle.EnforcementJudge, who, casefile.PaymentForm{Payment: fmt.Sprintf("act%d", w.n), Obligation: o.ID, Payer: "D1", On: today})
		}
	}
	w.tell(lifecycle.RetrialUpheld, onDay(today.String())) // where a retrial is out
	for _, d := range v.Enforcement.Debtors {
		if d.Referred == referralOut {
			w.tell(lifecycle.ReferralReturned, casefile.ReferralForm{Party: d.Party, Outcome: "no_consent"})
		}
	}
	if x := v.Enforcement.Suspension; x != nil && v.Enforcement.Money.HeldFen > 0 {
		w.succeeded(*x, who, today)
	}
	switch v.Row.Phase {
	case lifecycle.EnforcementReview:
		w.releaseAll(v, who, today) // what came before the filing
		w.surely(lifecycle.RefuseEnforcement, lifecycle.EnforcementJudge, who, reason())
	case lifecycle.Referred:
		w.tell(lifecycle.ReferralReturned, nil)
	case lifecycle.RetrialStopped:
		w.tell(lifecycle.RetrialUpheld, onDay(today.String()))
	case lifecycle.Reversing:
		w.releaseAll(v, who, today)
	case lifecycle.Concluded:
	case lifecycle.InBankruptcy:
		w.releaseAll(v, who, today)
		w.surely(lifecycle.DeclareBankrupt, lifecycle.EnforcementJudge, who, casefile.BankruptcyEndForm{Outcome: "declared", On: today})
	default:
		endPlans(w, v, who, today)
		w.releaseAll(v, who, today)
		if v.Enforcement.Money.HeldFen > 0 {
			assets := []string{}
			if len(v.Enforcement.Joined) > 0 {
				assets = append(assets, "")
			}
			for _, r := range v.Enforcement.Ranked {
				assets = append(assets, r.Asset)
			}
			for _, asset := range assets {
				for amount := held; amount > 0; amount /= 2 {
					w.surely(lifecycle.DistributionPlan, lifecycle.EnforcementJudge, who, casefile.DistributionForm{Party: "D1", AmountFen: amount, Asset: asset, On: today})
				}
			}
		}
		w.surely(lifecycle.TerminateEnforce, lifecycle.EnforcementJudge, who, terminated())
	}
	for _, t := range v.Tracks {
		party := partyOf(t.ID)
		switch t.State {
		case lifecycle.RemovalDue:
			w.surely(lifecycle.RemoveListing, lifecycle.EnforcementJudge, who, debtor(party))
		case lifecycle.LiftingDue, lifecycle.Banned:
			w.surely(lifecycle.LiftBan, lifecycle.EnforcementJudge, who, casefile.LiftBanForm{Party: party, Reason: "结案"})
		}
	}
}

// succeeded names who takes the place of a party that died or ended.
func (w *walker) succeeded(x casefile.SuspensionForm, who string, today calendar.Date) {
	basis, ok := map[string]string{casefile.SuspendDied: casefile.BasisHeir, casefile.SuspendEnded: casefile.BasisMerger}[x.Ground]
	if !ok || x.Party == "" {
		return
	}
	f := casefile.SuccessionForm{Party: x.Party, Basis: basis, Successor: heirOf(x.Party, x.Party[:1]+"8"), On: today, Reason: "承受"}
	change := lifecycle.ChangeCreditor
	if x.Party[:1] == "D" {
		if change = lifecycle.ChangeDebtor; basis == casefile.BasisHeir {
			f.EstateFen = 1_000_00
		}
	}
	w.surely(change, lifecycle.EnforcementJudge, who, f)
}

// releaseAll releases what the enforcement says who may have.
func (w *walker) releaseAll(v casefile.View, who string, today calendar.Date) {
	for _, p := range v.Enforcement.Money.Payable {
		if p.Administrator {
			w.surely(lifecycle.HandOverMoney, lifecycle.EnforcementJudge, who, casefile.HandOverForm{Party: p.To, AmountFen: p.Fen, Administrator: "某所", On: today})
			continue
		}
		w.surely(lifecycle.ReleaseMoney, lifecycle.EnforcementJudge, who, casefile.ReleaseForm{AmountFen: p.Fen, To: p.To, Plan: p.Plan, On: today})
	}
}

// endPlans serves the plans, has objections to them withdrawn, and releases
// what is final.
func endPlans(w *walker, v casefile.View, who string, today calendar.Date) {
	for _, o := range v.Enforcement.PlanObjections {
		if o.State != lifecycle.PlanObjectionOver {
			w.surely(lifecycle.WithdrawPlanObjection, lifecycle.EnforcementJudge, who, casefile.PlanDayForm{Objection: o.Objection, On: today})
		}
	}
	for _, p := range v.Enforcement.Plans {
		if p.State == lifecycle.PlanOut {
			for _, party := range []string{"P1", "C1", "C2", "D1"} {
				w.surely(lifecycle.ServePlan, lifecycle.EnforcementJudge, who, casefile.ServePlanForm{Plan: p.Plan, Party: party, On: today})
			}
			continue
		}
		for _, s := range p.Shares {
			if left := s.Fen - s.ReleasedFen; p.State == lifecycle.PlanFixed && left > 0 {
				w.surely(lifecycle.ReleaseMoney, lifecycle.EnforcementJudge, who, casefile.ReleaseForm{AmountFen: left, To: s.Creditor, Plan: p.Plan, On: today})
			}
		}
	}
}

// walk runs a workflow under random decisions to its end.
func (w *walker) walk(wf any, input any, from string, steps int) {
	w.until = w.began.AddDate(60, 0, 0)
	w.plan(moment(from), func() { w.next(steps) })
	w.play(wf, input)
	w.closed()
	w.purses(w.final)
	w.exactlyOnce()
}

func TestRandomLivesOfACase(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		in := two("2019-03-04", rapid.SampledFrom([]casefile.Procedure{casefile.Ordinary, casefile.Summary, casefile.SmallClaims}).Draw(rt, "procedure"))
		in.Filing.Parties[1].Kind = casefile.Enterprise
		in.Filing.Parties[1].WhereaboutsUnknown = rapid.Bool().Draw(rt, "missing")
		alone := rapid.Bool().Draw(rt, "alone")
		if alone {
			in.Filing.Parties = in.Filing.Parties[:2]
		}
		w := &walker{court: newCourt(rt, "2019-03-04"), rt: rt, machines: lifecycle.OfCase(), kind: casefile.KindCase, sure: endCase}
		ways := everyState()
		way := ways[rapid.IntRange(0, len(ways)-1).Draw(rt, "from")]
		w.began = moment("2019-03-04 09:00")
		w.follow(w.varied(way.by, alone)...)
		w.walk(Case, in, way.from, rapid.IntRange(1, 40).Draw(rt, "steps"))
	})
}

// The cases that a random life carves out live random lives of their own, from
// where it left them.
func TestRandomLivesOfCarvedCases(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		in := two("2019-03-04", rapid.SampledFrom([]casefile.Procedure{casefile.Ordinary, casefile.Summary, casefile.SmallClaims}).Draw(rt, "procedure"))
		in.Filing.Parties[1].Kind = casefile.Enterprise
		way := stateOf(t, lifecycle.Trial)
		w := &walker{court: newCourt(rt, "2019-03-04"), rt: rt, machines: lifecycle.OfCase(), kind: casefile.KindCase, sure: endCase}
		w.follow(w.varied(way.by, false)...)
		w.follow(preservedAt(rapid.SampledFrom([]lifecycle.State{lifecycle.PreservationSought, lifecycle.PreservationRuled, lifecycle.Frozen, lifecycle.Queued}).Draw(rt, "asset"))...)
		f := part(w.obligations(date("2019-03-20"), false)...)
		f.InCourt = rapid.Bool().Draw(rt, "in court")
		if slices.ContainsFunc(f.Obligations, func(o casefile.Obligation) bool { return slices.Contains(o.Debtors, "D1") }) && rapid.Bool().Draw(rt, "with asset") {
			f.Assets = []string{"A1"}
		}
		sever := rapid.Bool().Draw(rt, "severed")
		if sever {
			w.follow(line("2019-03-20 10:00", lifecycle.Sever, lifecycle.Judge, casefile.SeverForm{Parties: []string{"D1"}, ClaimFen: 100_000_00, Reason: "x", On: date("2019-03-20")})...)
		} else {
			w.follow(line("2019-03-20 10:00", lifecycle.JudgePart, lifecycle.Judge, f)...)
		}
		w.until = moment("2019-03-20 10:05")
		w.play(Case, in)
		if len(w.links) != 1 {
			rt.Fatalf("%d cases were carved out\n%s", len(w.links), w.story())
		}
		k := &walker{court: newCourt(rt, "2019-03-20 10:01"), rt: rt, machines: lifecycle.OfCase(), kind: casefile.KindCase, sure: endCase}
		k.walk(Case, *w.links[0].Case, "2019-03-20 10:02", rapid.IntRange(1, 40).Draw(rt, "steps"))
	})
}

func TestRandomLivesOfAnEnforcement(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		in := overdueLoan(rapid.SampledFrom([]casefile.PartyKind{casefile.Enterprise, casefile.Person}).Draw(rt, "kind"))
		act := casefile.ObligationView{Obligation: casefile.Obligation{ID: "O2", Debtors: []string{"D1"}, Creditor: "P1", Subject: casefile.Act, Act: "交付"}, NextDue: date("2019-04-19")}
		if rapid.Bool().Draw(rt, "act") {
			in.Obligations = append(in.Obligations, act)
		}
		w := &walker{court: newCourt(rt, "2019-05-20"), rt: rt, machines: lifecycle.OfEnforcement(), kind: casefile.KindEnforcement, sure: endEnforcement, claims: in.Obligations}
		ways := enforcementStates()
		way := ways[rapid.IntRange(0, len(ways)-1).Draw(rt, "from")]
		w.follow(way.by...)
		w.keep(way.by)
		w.walk(Enforcement, in, way.from, rapid.IntRange(1, 40).Draw(rt, "steps"))
	})
}
