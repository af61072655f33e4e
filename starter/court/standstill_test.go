package court_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/starter/court"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

func suspended(ground string) *casefile.View {
	day := calendar.MustParse("2026-03-02")
	review := casefile.OpenDeadline{ID: "suspension-review", Deadline: statute.Deadline{Rule: statute.StayReview, Last: calendar.MustParse("2026-04-01"), Kind: statute.Internal}}
	return &casefile.View{
		Row:         casefile.Row{Phase: lifecycle.Suspended, PhaseSince: day.Start()},
		Enforcement: &casefile.EnforcementView{Suspension: &casefile.SuspensionForm{Ground: ground, Party: "D1", On: day.AddDays(-10), Reason: "r"}},
		Timeline: []casefile.Entry{
			{Event: lifecycle.SuspendEnforce, At: day.AddDays(-300).Start()},
			{Event: lifecycle.LiftSuspension, At: day.AddDays(-200).Start()},
			{Event: lifecycle.SuspendEnforce, At: day.Start().Add(15 * time.Hour)},
			{Event: lifecycle.SuspendEnforce, At: day.AddDays(1).Start(), Refused: "已中止"},
		},
		Deadlines: []casefile.OpenDeadline{{ID: "other", Deadline: statute.Deadline{Rule: "enforcement", Last: calendar.MustParse("2026-12-31")}}, review},
	}
}

// Every ground has its words and its item of the article, in its order.
func TestAStandstillIsSaidWhole(t *testing.T) {
	items := map[string]int{"creditor_agrees": 1, "outsider_objection": 2, "person_died": 3, "entity_ended": 4, "other": 5}
	require.Len(t, casefile.SuspensionGrounds(), len(items))
	for _, ground := range casefile.SuspensionGrounds() {
		s := court.StandstillOf(suspended(ground))
		require.NotNil(t, s)
		require.Equal(t, fmt.Sprintf("民事诉讼法第267条第%d项 / CPL art. 267(%d)", items[ground], items[ground]), s.Article, ground)
		require.NotEqual(t, ground, s.Name.ZH)
		require.NotEqual(t, ground, s.Name.EN)
		require.Equal(t, "2026-03-02", s.Since.String(), "the last ruling that was made")
		require.Equal(t, "2026-02-20", s.On.String())
		require.Equal(t, "2026-04-01", s.Review.String())
		require.Equal(t, statute.Internal, s.Kind)
	}
	// A timeline that does not reach back, and a bankruptcy that came in between.
	short := suspended("person_died")
	short.Timeline = nil
	require.Equal(t, "2026-03-02", court.StandstillOf(short).Since.String())
	short.Row.Phase = lifecycle.InBankruptcy
	require.True(t, court.StandstillOf(short).Since.IsZero(), "the phase's day is another's")
	require.True(t, court.StandstillOf(short).Review.IsZero(), "and so is what is looked at")
	short.Enforcement.Suspension = nil
	require.Nil(t, court.StandstillOf(short))
	require.Nil(t, court.StandstillOf(&casefile.View{}))
}

// Every basis of a succession has its words, and each side its article.
func TestASuccessionIsSaidWhole(t *testing.T) {
	articles := map[string]string{
		"heir": "民事诉讼法第243条、民诉法解释第473条", "estate": "民事诉讼法第243条、民诉法解释第473条",
		"merger": "民事诉讼法第243条、民诉法解释第470条", "dissolved": "民事诉讼法第243条、民诉法解释第470条",
	}
	require.Len(t, casefile.SuccessionBases(), len(articles))
	for _, basis := range casefile.SuccessionBases() {
		why, article := court.SuccessionWords(casefile.SuccessionView{Basis: basis})
		require.NotEqual(t, basis, why.ZH)
		require.NotEqual(t, basis, why.EN)
		require.Contains(t, article, articles[basis]+" / ")
		_, article = court.SuccessionWords(casefile.SuccessionView{Basis: basis, Creditor: true})
		require.Contains(t, article, "执行规定第16、18条", "a creditor's place is taken under other articles")
	}
}
