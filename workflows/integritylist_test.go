package workflows

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/workflow"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
)

func holder(id string) casefile.ListSubject {
	return casefile.ListSubject{Certificate: id, Number: "（2020）浙0211自动履行证明1号", Case: "zh-" + id, Party: "D1", IssuedOn: date("2020-06-01")}
}

// found answers of a checker, by certificate and from a moment on.
func found(answers map[string]casefile.Cleanness) func(time.Time, string) casefile.ListAnswer {
	return func(_ time.Time, id string) casefile.ListAnswer {
		f, ok := answers[id]
		if !ok {
			f = casefile.Clean
		}
		why := map[casefile.Cleanness]string{casefile.Tainted: "全国有执行案件", casefile.Unknown: "核查系统未答复"}[f]
		return casefile.ListAnswer{Found: f, Why: why, Source: "national"}
	}
}

func states(c *court) map[string]casefile.EntryState {
	out := map[string]casefile.EntryState{}
	for _, e := range c.final.List {
		out[e.Certificate] = e.State
	}
	return out
}

// Batches begin on Wednesday 2020-07-01. Five days for the check end on Monday
// 07-06, so the period is over as 07-07 begins.
func batchLives() []besides {
	three := func(w *honourWorld) {
		w.candidates = []casefile.ListSubject{holder("a"), holder("b"), holder("c")}
		w.check = found(map[string]casefile.Cleanness{"b": casefile.Tainted, "c": casefile.Unknown})
	}
	clean := func(w *honourWorld) { w.candidates = []casefile.ListSubject{holder("a"), holder("b")} }
	approve := func(when string) []dec { return line(when, lifecycle.ApproveList, lifecycle.TrialManagement, reason()) }
	strike := func(when, id string) []dec {
		return line(when, lifecycle.StrikeCandidate, lifecycle.President, casefile.StrikeForm{Certificate: id, On: date(when[:10]), Reason: "正在核查"})
	}
	// from tells a checker that answers one thing until a moment and another after it.
	from := func(when string, before, after map[string]casefile.Cleanness) func(*honourWorld) {
		return func(w *honourWorld) {
			clean(w)
			w.check = func(now time.Time, id string) casefile.ListAnswer {
				if now.Before(moment(when)) {
					return found(before)(now, id)
				}
				return found(after)(now, id)
			}
		}
	}
	fact := func(when, id string) []dec {
		return line(when, lifecycle.EntryGroundGone, lifecycle.Linked, casefile.StrikeForm{Certificate: id, On: date(when[:10]), Reason: "本院立有执行案件（zh-9-zhi） an enforcement case was accepted"})
	}
	a := map[string]casefile.Cleanness{"a": casefile.Unknown, "b": casefile.Unknown}
	lives := []besides{
		{name: "nobody to list", phase: "list_empty", reason: ClosedNobody, on: "2020-07-01"},
		{name: "adopted while it gathers", phase: "list_empty", reason: ClosedNobody, on: "2020-07-01",
			world: func(w *honourWorld) {
				w.away = func(now time.Time) bool { return now.Before(moment("2020-07-01 12:00")) }
			},
			by: line("2020-07-01 10:00", lifecycle.AdoptCalendar, lifecycle.Integration, newTable())},
		{name: "one clean, one not, one unknown", world: three, until: "2020-07-08", phase: "published",
			by: then(line("2020-07-02 10:00", lifecycle.AdoptCalendar, lifecycle.President, newTable()), line("2020-07-07 09:00", lifecycle.AdoptCalendar, lifecycle.President, newTable()),
				approve("2020-07-07 10:00"), line("2020-07-07 11:00", lifecycle.AdoptCalendar, lifecycle.President, newTable())),
			see: func(t *testing.T, c *court) {
				require.Equal(t, map[string]casefile.EntryState{"a": casefile.EntryListed, "b": casefile.EntryKeptOut, "c": casefile.EntryKeptOut}, states(c))
				require.Equal(t, "核查系统未答复", c.final.List[2].Why, "why it was kept out is shown")
				c.happens("2020-07-07 00:00", lifecycle.CheckPeriodOver, "")
				// Asked again each night: from 07-01 the next day ends as 07-03 begins, and so on.
				require.Equal(t, []string{"2020-07-03", "2020-07-05"}, daysOf(c.happened(lifecycle.CheckRetry, "")))
				require.Equal(t, "（2020）浙0211诚信名单1号", c.row.CaseNumber)
				require.Equal(t, []string{"cn.luxing.list.market_regulator.added a", "cn.luxing.list.tax.added a", "cn.luxing.list.bank.added a", "cn.luxing.list.credit_platform.added a"},
					exactlyThen(c, "cn.luxing.list.market_regulator.added", "cn.luxing.list.tax.added", "cn.luxing.list.bank.added", "cn.luxing.list.credit_platform.added"))
				require.Equal(t, "zh-a/D1", c.messages("cn.luxing.list.tax.added")[0].Data[casefile.RevealIdentity])
				require.Equal(t, []int{10, 12}, c.row.Mechanisms)
				o := orders(c, casefile.ListAnnouncement)
				require.Len(t, o, 1)
				require.Equal(t, c.final.List[0].ListedOn, o[0].On)
				require.NotEmpty(t, o[0].NumberID)
				// 24 months from 2020-07-07 end on Thursday 2022-07-07.
				require.Equal(t, map[string]string{"batch": "list-330211-2020q3", "period": "2020q3", "approvedBy": actors[lifecycle.TrialManagement], "until": "2022-07-07",
					"names": "masked", "receivers": "market_regulator\ntax\nbank\ncredit_platform"}, o[0].Facts)
			}},
		{name: "the president publishes nothing", world: clean, phase: "list_cancelled", reason: ClosedCancelled, on: "2020-07-02",
			by:  line("2020-07-02 10:00", lifecycle.CancelList, lifecycle.President, reason()),
			see: func(t *testing.T, c *court) { require.Empty(t, c.messages("cn.luxing.list.tax.added")) }},
		{name: "all struck", world: clean, phase: "list_empty", reason: ClosedNobody, on: "2020-07-02", by: then(strike("2020-07-02 10:00", "a"), strike("2020-07-02 11:00", "b"))},
		{name: "returned, and checked again", world: three, until: "2020-07-20", phase: "list_approval",
			by: line("2020-07-07 10:00", lifecycle.ReturnList, lifecycle.President, reason()),
			see: func(t *testing.T, c *court) {
				require.Len(t, c.happened(lifecycle.ChecksComplete, ""), 2)
				require.Equal(t, casefile.EntryKeptOut, states(c)["c"], "asked about again, and again unknown")
			}},
		{name: "new facts between approval and push", world: from("2020-07-02 09:59", nil, map[string]casefile.Cleanness{"a": casefile.Tainted}), until: "2020-07-03", phase: "published",
			by: approve("2020-07-02 10:00"),
			see: func(t *testing.T, c *court) {
				require.Equal(t, map[string]casefile.EntryState{"a": casefile.EntryKeptOut, "b": casefile.EntryListed}, states(c))
			}},
		{name: "the checker is away before the push", world: from("2020-07-02 09:59", nil, a), phase: "list_empty", reason: ClosedNobody, on: "2020-07-08", // 5 days from 07-02: Tuesday 07-07
			by: then(approve("2020-07-02 10:00"), line("2020-07-03 10:00", lifecycle.AdoptCalendar, lifecycle.TrialManagement, newTable()))},
		{name: "removed by the court, by a revoked certificate, and the list is over", world: clean, phase: "list_closed", reason: ClosedExpired, on: "2020-07-21",
			by: then(approve("2020-07-02 10:00"),
				line("2020-07-20 10:00", lifecycle.RemoveEntry, lifecycle.TrialManagement, casefile.StrikeForm{Certificate: "a", On: date("2020-07-20"), Reason: "本人申请"}),
				line("2020-07-21 10:00", lifecycle.EntryGroundGone, lifecycle.Linked, casefile.StrikeForm{Certificate: "b", On: date("2020-07-21"), Reason: "证明书已撤销"})),
			see: func(t *testing.T, c *court) {
				require.Equal(t, []string{"cn.luxing.list.bank.removed a", "cn.luxing.list.bank.removed b"}, exactlyThen(c, "cn.luxing.list.bank.removed"))
				require.Equal(t, "证明书已撤销", c.messages("cn.luxing.list.bank.removed")[1].Data["reason"])
				o := orders(c, casefile.ListRemoval)
				require.Len(t, o, 2, "each removal has its decision")
				require.Equal(t, []string{"a", "本人申请", actors[lifecycle.TrialManagement]}, []string{o[0].Facts["certificates"], o[0].Facts["reason"], o[0].Facts["by"]})
				require.Equal(t, []string{"b", "证明书已撤销", ""}, []string{o[1].Facts["certificates"], o[1].Facts["reason"], o[1].Facts["by"]})
				require.Equal(t, "2020-07-21", o[1].On.String())
			}},
		// 30 days from 07-02 end on Saturday 08-01, so on Monday 08-03.
		{name: "an enforcement case found at the re-check", world: from("2020-08-01 00:00", nil, map[string]casefile.Cleanness{"a": casefile.Tainted}), until: "2020-08-05", phase: "published",
			by: approve("2020-07-02 10:00"),
			see: func(t *testing.T, c *court) {
				c.happens("2020-08-04 00:00", lifecycle.RecheckDue, "")
				require.Equal(t, map[string]casefile.EntryState{"a": casefile.EntryRemoved, "b": casefile.EntryListed}, states(c))
				require.Equal(t, []string{"cn.luxing.list.tax.removed a"}, exactlyThen(c, "cn.luxing.list.tax.removed"))
			}},
		// A checker that is away takes nobody off the list; it is asked every night.
		{name: "the checker away at the re-check", world: from("2020-08-01 00:00", nil, a), until: "2020-08-10 12:00", phase: "published",
			by: approve("2020-07-02 10:00"),
			see: func(t *testing.T, c *court) {
				require.Equal(t, map[string]casefile.EntryState{"a": casefile.EntryListed, "b": casefile.EntryListed}, states(c))
				require.Equal(t, casefile.Unknown, c.final.List[0].Found)
				require.Equal(t, []string{"2020-08-06", "2020-08-08", "2020-08-10"}, daysOf(c.happened(lifecycle.CheckRetry, "")))
			}},
		{name: "the checker is back in time", world: from("2020-07-04 12:00", a, nil), until: "2020-07-09", phase: "list_approval"},
		// 24 months from 2020-07-02 end on Saturday 2022-07-02, so on Monday 07-04.
		{name: "the term is over", world: clean, phase: "list_closed", reason: ClosedExpired, on: "2022-07-05", by: approve("2020-07-02 10:00"),
			policy: func(p *policy.Policy) { p.Lengths["integrity-list-recheck"] = 180 },
			see: func(t *testing.T, c *court) {
				require.Len(t, c.messages("cn.luxing.list.tax.removed"), 2)
				o := orders(c, casefile.ListRemoval)
				require.Len(t, o, 1, "one decision for all")
				require.Equal(t, "a\nb", o[0].Facts["certificates"])
			}},
		// What our own register learns of a candidate keeps the candidate out, in
		// whatever state the batch is, and the last one to go ends it.
		{name: "a candidate enforced against while the check runs", world: from("2020-07-10 00:00", a, nil), until: "2020-07-03 12:00", phase: "national_check",
			by: fact("2020-07-02 10:00", "a"),
			see: func(t *testing.T, c *court) {
				require.Equal(t, map[string]casefile.EntryState{"a": casefile.EntryKeptOut, "b": casefile.EntryCandidate}, states(c))
				require.Equal(t, casefile.Tainted, c.final.List[0].Found)
				for _, s := range c.honour.checks[len(c.honour.checks)-1] {
					require.NotEqual(t, "a", s.Certificate, "who is kept out is not asked about again")
				}
			}},
		{name: "a candidate enforced against while it is approved", world: clean, until: "2020-07-03", phase: "published",
			by: then(fact("2020-07-02 09:00", "a"), approve("2020-07-02 10:00")),
			see: func(t *testing.T, c *court) {
				require.Equal(t, map[string]casefile.EntryState{"a": casefile.EntryKeptOut, "b": casefile.EntryListed}, states(c))
				require.Empty(t, c.messages("cn.luxing.list.tax.removed"), "who was never on is not taken off")
			}},
		{name: "the last candidates enforced against before the push", world: from("2020-07-02 09:59", nil, a), phase: "list_empty", reason: ClosedNobody, on: "2020-07-03",
			by: then(approve("2020-07-02 10:00"), fact("2020-07-03 09:00", "a"), fact("2020-07-03 10:00", "b"))},
		{name: "an entry enforced against", world: clean, until: "2020-07-10", phase: "published",
			by: then(approve("2020-07-02 10:00"), fact("2020-07-09 15:00", "b")),
			see: func(t *testing.T, c *court) {
				c.happens("2020-07-09 15:00", lifecycle.EntryGroundGone, "")
				require.Equal(t, map[string]casefile.EntryState{"a": casefile.EntryListed, "b": casefile.EntryRemoved}, states(c))
				for _, to := range []string{"market_regulator", "tax", "bank", "credit_platform"} {
					require.Equal(t, []string{"cn.luxing.list." + to + ".removed b"}, exactlyThen(c, "cn.luxing.list."+to+".removed"))
				}
				require.Equal(t, "本院立有执行案件（zh-9-zhi）", orders(c, casefile.ListRemoval)[0].Facts["reason"])
			}},
	}
	for i := range lives {
		l := &lives[i]
		l.start, l.run = "2020-07-01", IntegrityList
		l.input = func(p policy.Policy) any {
			return casefile.ListInput{Key: "list-330211-2020q3", Court: "浙0211", Period: "2020q3", Begun: date("2020-07-01"), Policy: p, Edition: calendar.Latest()}
		}
	}
	return lives
}

func daysOf(es []casefile.Entry) []string {
	var out []string
	for _, e := range es {
		out = append(out, day(e.At).String())
	}
	return out
}

// orders are the documents of a kind that were ordered.
func orders(c *court, kind casefile.DocumentKind) []casefile.DocumentOrder {
	var out []casefile.DocumentOrder
	for _, r := range c.records {
		for _, o := range r.Documents {
			if o.Kind == kind {
				out = append(out, o)
			}
		}
	}
	return out
}

// The same fact told twice, of one who is off already, or too early, changes nothing.
func TestAFactToldAgainTakesNobodyOffTwice(t *testing.T) {
	b := batchLives()[3]
	c := newCourt(t, b.start)
	b.world(&c.honour)
	strike := casefile.StrikeForm{Certificate: "a", On: date("2020-07-09"), Reason: "本院立有执行案件"}
	c.on(moment("2020-07-02 10:00"), lifecycle.ApproveList, lifecycle.TrialManagement, "T001", reason())
	c.linked(moment("2020-07-09 10:00"), lifecycle.EntryGroundGone, strike)
	c.linked(moment("2020-07-09 11:00"), lifecycle.EntryGroundGone, strike)
	c.until = moment("2020-07-10 12:00")
	c.play(IntegrityList, b.input(policy.Default()))
	require.Len(t, c.messages("cn.luxing.list.bank.removed"), 1)
	require.Len(t, orders(c, casefile.ListRemoval), 1)
	require.Len(t, c.happened(lifecycle.EntryGroundGone, ""), 1)
	require.Equal(t, lifecycle.Published, c.row.Phase)
}

// A batch of the release before has neither documents nor ears for a fact about
// a candidate: its history would not have them.
func TestABatchOfTheReleaseBeforeGoesOnAsItDid(t *testing.T) {
	b := batchLives()[3]
	c := newCourt(t, b.start)
	b.world(&c.honour)
	c.opened = func() { c.env.OnGetVersion(changeID, workflow.DefaultVersion, newest).Return(reform) }
	c.linked(moment("2020-07-02 09:00"), lifecycle.EntryGroundGone, casefile.StrikeForm{Certificate: "a", On: date("2020-07-02"), Reason: "x"})
	c.on(moment("2020-07-02 10:00"), lifecycle.ApproveList, lifecycle.TrialManagement, "T001", reason())
	c.on(moment("2020-07-20 10:00"), lifecycle.RemoveEntry, lifecycle.TrialManagement, "T001", casefile.StrikeForm{Certificate: "a", On: date("2020-07-20"), Reason: "x"})
	c.until = moment("2020-07-21 12:00")
	c.play(IntegrityList, b.input(policy.Default()))
	require.Equal(t, map[string]casefile.EntryState{"a": casefile.EntryRemoved, "b": casefile.EntryListed}, states(c))
	require.Empty(t, c.documents())
	require.Empty(t, c.happened(lifecycle.CandidateTainted, ""))
}

func TestLivesOfAListBatch(t *testing.T) { checkAll(t, batchLives()) }

// Who is not on the list cannot be taken off it, and who decides is the table's.
func TestAListRefusesWhatIsNotThere(t *testing.T) {
	b := batchLives()[3]
	c := newCourt(t, b.start)
	b.world(&c.honour)
	strange := c.on(moment("2020-07-02 10:00"), lifecycle.StrikeCandidate, lifecycle.President, "Y001", casefile.StrikeForm{Certificate: "zz", On: date("2020-07-02"), Reason: "x"})
	judges := c.on(moment("2020-07-02 11:00"), lifecycle.ApproveList, lifecycle.Judge, judge, reason())
	c.until = moment("2020-07-02 12:00")
	c.play(IntegrityList, b.input(policy.Default()))
	require.Contains(t, strange.refusal(t).Faults[0].Want, "a, b")
	require.Equal(t, casefile.WrongRole, judges.refusal(t).Code)
	// Nobody approves: five days from 07-01 the office is told, and at the end it is stuck.
	require.Equal(t, "integrity-list-approval", c.row.For)
}

func TestABatchNobodyApprovesIsStuck(t *testing.T) {
	b := batchLives()[3]
	b.by, b.until = nil, "2020-07-08"
	c := b.play(t)
	require.Equal(t, casefile.StuckPastTarget, c.row.Stuck[0].Reason)
	require.Contains(t, c.row.Stuck[0].Unstick, "approve_list")
}

// A large batch is checked some at a time.
func TestABatchIsCheckedSomeAtATime(t *testing.T) {
	b := batchLives()[3]
	b.by, b.until = nil, "2020-07-02"
	b.world = func(w *honourWorld) {
		for i := range 45 {
			w.candidates = append(w.candidates, holder(strings.Repeat("x", i+1)))
		}
	}
	c := b.play(t)
	require.Len(t, c.honour.checks, 3)
	require.Equal(t, lifecycle.ListApproval, c.row.Phase)
}

func TestAScheduleBeginsTheBatchOfTheDay(t *testing.T) {
	for _, x := range []struct {
		on     string
		months int
		key    string
	}{
		{"2020-07-01", 3, "list-330211-2020q3"}, {"2020-09-30", 3, "list-330211-2020q3"}, {"2020-10-01", 3, "list-330211-2020q4"},
		{"2020-05-10", 1, "list-330211-2020m05"}, {"2020-05-10", 6, "list-330211-2020m01"}, {"2020-12-31", 12, "list-330211-2020m01"},
	} {
		c := newCourt(t, x.on)
		c.open(c.began)
		p := policy.Default()
		p.Lengths["integrity-list-batch"] = x.months
		c.env.ExecuteWorkflow(IntegrityListDue, casefile.ListDueInput{Court: "浙0211", Policy: p, Edition: calendar.Latest()})
		require.NoError(t, c.env.GetWorkflowError())
		var key string
		require.NoError(t, c.env.GetWorkflowResult(&key))
		assert.Equal(t, x.key, key, x.on)
		require.Len(t, c.links, 1)
		assert.Equal(t, x.key, c.links[0].Key)
		assert.Equal(t, casefile.KindList, c.links[0].Kind)
	}
}
