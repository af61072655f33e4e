package statute

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/calendar"
	"luxing/workflows/policy"
)

func TestRulesAreWhole(t *testing.T) {
	seen := map[RuleID]bool{}
	phases := []Phase{PhaseFiling, PhasePreservation, PhaseService, PhaseTrial, PhaseJudgment, PhaseAppeal, PhaseRetrial, PhaseSupervision, PhaseEnforcement, PhaseBankruptcy, PhaseIncentive}
	phase := 0
	for _, r := range Rules() {
		assert.False(t, seen[r.ID], "%s is there twice", r.ID)
		seen[r.ID] = true
		assert.Regexp(t, `^[a-z]+(-[a-z]+)*$`, r.ID)
		for name, v := range map[string]string{"name": r.Name, "name_en": r.NameEN, "starts": r.Starts, "starts_en": r.StartsEN, "source": r.Source, "whose": string(r.Whose)} {
			assert.NotEmpty(t, v, "%s: %s", r.ID, name)
		}
		assert.Contains(t, []Kind{Statutory, Internal, Assumption}, r.Kind, r.ID)
		assert.Contains(t, []Direction{After, Before}, r.Direction, r.ID)
		assert.Contains(t, unitZH, r.Unit, r.ID)
		for phase < len(phases) && phases[phase] != r.Phase {
			phase++
		}
		require.Less(t, phase, len(phases), "%s is out of its phase's place", r.ID)

		if r.Kind != Statutory && r.Length > 0 {
			assert.True(t, r.ByPolicy, "%s: the court's own length comes from the policy", r.ID)
		}
		if r.Kind == Statutory && r.ByPolicy {
			assert.True(t, r.Set && r.Min < r.Max, "%s: the court chooses only where the law leaves a range", r.ID)
		}
		if r.Set {
			assert.True(t, r.Min >= 1 && (r.Max == 0 || r.Max >= r.Min), r.ID)
			assert.True(t, r.Length >= r.Min && (r.Max == 0 || r.Length <= r.Max), "%s: its own length is out of its bounds", r.ID)
		}
		if r.Verified {
			last := r.Versions[len(r.Versions)-1]
			assert.True(t, last.Verified, "%s says it was read, its article in force does not", r.ID)
		} else if r.Kind == Statutory {
			assert.Regexp(t, `report|not at hand|not read|agree`, r.Source, "%s: why it was not read", r.ID)
		}
	}
}

// Versions follow each other without a gap, the first open to the past, the
// last to the future, and the day decides.
func TestVersionsFollowEachOther(t *testing.T) {
	for _, r := range Rules() {
		require.NotEmpty(t, r.Versions, r.ID)
		assert.True(t, r.Versions[0].From.IsZero(), r.ID)
		for i, v := range r.Versions {
			assert.NotEmpty(t, v.Article, r.ID)
			assert.NotEmpty(t, v.ArticleEN, r.ID)
			assert.Equal(t, v.Article+" / "+v.ArticleEN, v.Cite(), r.ID)
			if !v.Verified && r.Kind == Statutory {
				assert.NotEmpty(t, v.Note, "%s, %s: why it was not read", r.ID, v.Article)
			}
			if i == len(r.Versions)-1 {
				assert.True(t, v.To.IsZero(), r.ID)
				break
			}
			assert.Equal(t, v.To.AddDays(1), r.Versions[i+1].From, r.ID)
			assert.Equal(t, v, r.On(v.To), r.ID)
			assert.Equal(t, r.Versions[i+1], r.On(v.To.AddDays(1)), r.ID)
		}
	}
}

// IDs that other programs rely on.
func TestFixedIDs(t *testing.T) {
	for _, id := range []RuleID{
		"filing-review", "fee-payment", "complaint-service", "answer", "public-notice", "ordinary-trial", "summary-trial",
		"small-claims-trial", "appeal-judgment", "appeal-ruling", "second-instance-judgment", "pre-suit-preservation-suit",
		"enforcement-application", "enforcement-notice", "enforcement-conclusion", "bankruptcy-transfer-answer", "retrial-application",
	} {
		_, ok := Find(id)
		assert.True(t, ok, id)
	}
}

// The policy's numbers and the rules they set are one list.
func TestPolicyNumbersAreRules(t *testing.T) {
	units := map[policy.Unit]Unit{policy.Hours: Hours, policy.Days: Days, policy.Months: Months}
	numbers := map[string]policy.Number{}
	for _, n := range policy.Numbers() {
		numbers[n.ID] = n
		r, ok := Find(RuleID(n.ID))
		if !assert.True(t, ok, n.ID) {
			continue
		}
		assert.True(t, r.ByPolicy, n.ID)
		assert.Equal(t, units[n.Unit], r.Unit, n.ID)
		assert.Equal(t, n.Default, r.Length, n.ID)
		assert.Equal(t, n.Name, r.Name, n.ID)
		assert.Equal(t, n.NameEN, r.NameEN, n.ID)
	}
	for _, r := range Rules() {
		_, ok := numbers[string(r.ID)]
		assert.Equal(t, r.ByPolicy, ok, r.ID)
	}
}

// Pairs of numbers that texts of the time were seen to use.
func TestNumbersOfEditions(t *testing.T) {
	for n2023, old := range map[int][2]int{ // 2021, 2017
		85: {85, 82}, 95: {95, 92}, 103: {103, 100}, 126: {126, 123}, 128: {128, 125}, 149: {149, 146}, 152: {152, 149}, 171: {171, 164},
		236: {232, 225}, 237: {233, 226}, 238: {234, 227}, 250: {246, 239}, 251: {247, 240}, 264: {260, 253}, 266: {262, 255},
	} {
		assert.Equal(t, old[0], number2021(n2023), n2023)
		assert.Equal(t, old[1], number2017(n2023), n2023)
	}
}

func TestArticleByDay(t *testing.T) {
	for _, c := range []struct {
		rule RuleID
		from string
		want string
	}{
		{Answer, "2012-06-01", "民事诉讼法（2017）第125条第1款 / CPL 2017 art. 125(1)"},
		{Answer, "2021-12-31", "民事诉讼法（2017）第125条第1款 / CPL 2017 art. 125(1)"},
		{Answer, "2022-01-01", "民事诉讼法（2021）第128条第1款 / CPL 2021 art. 128(1)"},
		{Answer, "2023-12-31", "民事诉讼法（2021）第128条第1款 / CPL 2021 art. 128(1)"},
		{Answer, "2024-01-01", "民事诉讼法（2023）第128条第1款 / CPL 2023 art. 128(1)"},
		{EnforcementApplication, "2019-06-01", "民事诉讼法（2017）第239条 / CPL 2017 art. 239"},
		{EnforcementApplication, "2023-06-01", "民事诉讼法（2021）第246条 / CPL 2021 art. 246"},
		{EnforcementApplication, "2026-06-01", "民事诉讼法（2023）第250条 / CPL 2023 art. 250"},
		{BankruptcyTransferAnswer, "2022-04-10", "民诉法解释（2022）第512条 / CPL Interpretation 2022 art. 512"},
		{BankruptcyTransferAnswer, "2022-04-09", "民诉法解释（2015）（条号未核） / CPL Interpretation 2015 (article not checked)"},
		{FilingReview, "2026-01-05", "民事诉讼法（2023）第126条 / CPL 2023 art. 126"},
		{EnforcementConclusion, "2026-01-05", "审限规定（2000）第5条第1款 / Trial Limit Provisions 2000 art. 5(1)"},
	} {
		d, err := book().Period(c.rule, day(c.from).Start())
		require.NoError(t, err)
		assert.Equal(t, c.want, d.Article, "%s on %s", c.rule, c.from)
	}
	zh, en := trialLimits.art("9#7")
	assert.Equal(t, "审限规定（2000）第9条第7项", zh)
	assert.Equal(t, "Trial Limit Provisions 2000 art. 9 item 7", en)
}

func TestRulesAreCopies(t *testing.T) {
	all := Rules()
	all[0].Name, all[0].Versions[0].Article = "changed", "changed"
	r, _ := Find(all[0].ID)
	r.Versions[0].Article = "changed"
	again, _ := Find(all[0].ID)
	assert.NotEqual(t, "changed", again.Name)
	assert.NotEqual(t, "changed", again.Versions[0].Article)

	g := Grounds()
	g[0].Clocks[0] = "changed"
	again2, ok := FindGround(g[0].ID)
	assert.True(t, ok)
	assert.Equal(t, TrialLimit, again2.Clocks[0])
}

func TestUnknownRule(t *testing.T) {
	_, ok := Find("anser")
	assert.False(t, ok)
	_, err := book().Period("anser", day("2026-01-05").Start())
	var unknown *UnknownRuleError
	require.ErrorAs(t, err, &unknown)
	assert.Equal(t, RuleID("anser"), unknown.ID)
	require.NotEmpty(t, unknown.Near)
	assert.Equal(t, Answer, unknown.Near[0])
	assert.EqualError(t, unknownRule("zzzzzzzzzzzz"), `no rule "zzzzzzzzzzzz"`)
}

func TestTransitionsAreInOrder(t *testing.T) {
	var last calendar.Date
	for _, x := range Transitions() {
		assert.False(t, x.From.Before(last), x.Text)
		last = x.From
		assert.NotEmpty(t, x.Source, x.Text)
	}
}

func TestGroundsAreWhole(t *testing.T) {
	seen := map[GroundID]bool{}
	for _, g := range Grounds() {
		assert.False(t, seen[g.ID], g.ID)
		seen[g.ID] = true
		assert.NotEmpty(t, g.Name, g.ID)
		assert.NotEmpty(t, g.NameEN, g.ID)
		assert.NotEmpty(t, g.Clocks, g.ID)
		assert.Contains(t, g.Article, " / ", g.ID)
	}
	_, ok := FindGround("illness")
	assert.False(t, ok)
}
