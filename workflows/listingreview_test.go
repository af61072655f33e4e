package workflows

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

func applyReview(when string) []dec {
	return line(when, lifecycle.ApplyListingReview, lifecycle.Clerk, byParty("D1", when[:10]))
}
func reviewAnswered(when string, overturned bool) []dec {
	return line(when, lifecycle.AnswerListingReview, lifecycle.Integration, casefile.ListingReviewForm{Party: "D1", Overturned: overturned, On: date(when[:10]), Reason: "理由"})
}

// stuckOn is the cause of that reason for which a workflow is stuck.
func stuckOn(t *testing.T, c *court, reason casefile.StuckReason) casefile.StuckCause {
	t.Helper()
	i := slices.IndexFunc(c.row.Stuck, func(s casefile.StuckCause) bool { return s.Reason == reason })
	require.GreaterOrEqual(t, i, 0, "not stuck by %s but by %+v", reason, c.row.Stuck)
	return c.row.Stuck[i]
}

// Listed on 06-03, published on 07-04. Contested on Monday 07-08, dismissed and
// served on Friday 07-12: ten days to Monday 07-22. Applied for on 07-15:
// answered by Tuesday 07-30. Overturned on Wednesday 07-24: gone by Monday 07-29.
func TestListingIsReconsideredByTheSuperiorCourt(t *testing.T) {
	person := overdueLoan(casefile.Person)
	listed := then(reported(), listD1("2019-06-03 10:00"))
	dismissed := then(listed, contest("2019-07-08 10:00"), dismissContest("2019-07-12 10:00"))
	applied := then(dismissed, applyReview("2019-07-15 10:00"))
	end := enf("2019-12-02 10:00", lifecycle.TerminateEnforce, terminated())
	const track = "listing_reconsideration/D1"

	t.Run("overturned", func(t *testing.T) {
		t.Parallel()
		p := pursued{in: person, phase: lifecycle.Concluded, reason: ClosedTerminated, by: then(applied, reviewAnswered("2019-07-24 10:00", true), delist("2019-07-25 10:00"), end)}
		c := p.play(t, func(c *court) {
			c.look(at("2019-07-12", "11:00"), func(v casefile.View) {
				d := deadline(t, v, track).Deadline
				assert.Equal(t, []any{"2019-07-22", statute.Assumption}, []any{d.Last.String(), d.Kind})
			})
			c.look(at("2019-07-15", "11:00"), func(v casefile.View) {
				assert.Equal(t, "2019-07-30", deadline(t, v, track).Deadline.Last.String())
				assert.Equal(t, lifecycle.ListingReviewed, v.Enforcement.Debtors[0].Contest)
				assert.Equal(t, lifecycle.Listed, v.Enforcement.Debtors[0].Listing, "the entry stands meanwhile")
			})
			c.look(at("2019-07-24", "11:00"), func(v casefile.View) {
				assert.Equal(t, "2019-07-29", deadline(t, v, "removal/D1").Deadline.Last.String())
			})
		})
		p.check(t, c)
		c.happens("2019-07-24 10:00", lifecycle.ListingWrong, "listing/D1")
		assert.Contains(t, c.documents(), casefile.ContestDismissal)
	})
	t.Run("overturned, recorded late, counts from the answer", func(t *testing.T) {
		t.Parallel()
		p := pursued{in: person, until: "2019-07-30 10:00", by: then(applied, line("2019-07-26 10:00", lifecycle.AnswerListingReview, lifecycle.Clerk,
			casefile.ListingReviewForm{Party: "D1", Overturned: true, On: date("2019-07-24"), Reason: "理由"}))}
		c := p.play(t)
		stuckOn(t, c, casefile.StuckNotDelisted) // not removed by 07-29
	})
	t.Run("upheld, the entry runs to its end", func(t *testing.T) {
		t.Parallel()
		p := pursued{in: person, until: "2021-07-06", by: then(applied, reviewAnswered("2019-07-24 10:00", false))}
		c := p.play(t)
		c.happens("2019-07-24 10:00", lifecycle.AnswerListingReview, track)
		c.happens("2021-07-05", lifecycle.ListingExpired, "listing/D1")
	})
	t.Run("nobody applies", func(t *testing.T) {
		t.Parallel()
		p := pursued{in: person, phase: lifecycle.Concluded, reason: ClosedTerminated, by: then(dismissed, end, delist("2019-12-03 10:00"))}
		c := p.play(t)
		p.check(t, c)
		c.happens("2019-07-23", lifecycle.ListingReviewLapsed, track)
	})
	t.Run("overturned in grace, never published", func(t *testing.T) {
		t.Parallel()
		p := pursued{in: person, until: "2019-07-05", by: then(listed, contest("2019-06-04 10:00"), dismissContest("2019-06-05 10:00"), applyReview("2019-06-06 10:00"), reviewAnswered("2019-06-12 10:00", true))}
		c := p.play(t)
		c.happens("2019-06-12 10:00", lifecycle.ListingWrongSoon, "listing/D1")
		assert.Empty(t, c.messages("cn.luxing.listing.published"))
	})
	t.Run("the answer does not come", func(t *testing.T) {
		t.Parallel()
		p := pursued{in: person, until: "2019-07-31 10:00", by: applied}
		c := p.play(t)
		cause := stuckOn(t, c, casefile.StuckAnswerOverdue)
		assert.Equal(t, "appeal_court", cause.On)
		assert.Contains(t, cause.Unstick, "answer_listing_reconsideration")
	})
	t.Run("moot once the debt is paid", func(t *testing.T) {
		t.Parallel()
		for _, x := range map[string]struct {
			by []dec
			on string
		}{
			// 89 days late on 07-17: 300,000 × 0.0175 % × 89 = 4,672.50.
			"before it was asked for": {then(dismissed, collect("2019-07-17 10:00", 304_672_50)), "2019-07-17 10:00"},
			"while it is reviewed":    {then(applied, collect("2019-07-17 10:00", 304_672_50)), "2019-07-17 10:00"},
		} {
			p := pursued{in: person, by: then(x.by, release("2019-07-18 10:00", 304_672_50), delist("2019-07-18 11:00")), phase: lifecycle.Concluded, reason: ClosedEnforced}
			c := p.play(t)
			p.check(t, c)
			c.happens(x.on, lifecycle.ListingReviewMoot, track)
		}
	})
	t.Run("contested twice, each with its own time", func(t *testing.T) {
		t.Parallel()
		p := pursued{in: person, until: "2019-08-06", by: then(applied, contest("2019-07-16 10:00"), dismissContest("2019-07-22 10:00"), reviewAnswered("2019-07-24 10:00", false))}
		c := p.play(t)
		c.happens("2019-07-24 10:00", lifecycle.AnswerListingReview, track)
		c.happens("2019-08-02", lifecycle.ListingReviewLapsed, track+"/2")
	})
	t.Run("too late", func(t *testing.T) {
		t.Parallel()
		got := undisturbed(t, Enforcement, person, "2019-05-20", dismissed, "2019-07-23 10:00",
			decision(t, lifecycle.ApplyListingReview, lifecycle.Clerk, byParty("D1", "2019-07-22")))[0]
		assert.Equal(t, casefile.TooLate, got.Code)
		assert.Contains(t, got.Message, "2019-07-22")
		assert.Contains(t, got.Article, "推定", "an assumption, and says so")
	})
	t.Run("not without a dismissal, nor twice", func(t *testing.T) {
		t.Parallel()
		d := decision(t, lifecycle.ApplyListingReview, lifecycle.Clerk, byParty("D1", "2019-07-10"))
		assert.Equal(t, casefile.NoSuchTrack, undisturbed(t, Enforcement, person, "2019-05-20", then(listed, contest("2019-07-08 10:00")), "2019-07-10 10:00", d)[0].Code)
		assert.Equal(t, casefile.UnlawfulNow, undisturbed(t, Enforcement, person, "2019-05-20", applied, "2019-07-16 10:00", d)[0].Code)
	})
}

// Contested in grace on 07-01: the review of fifteen days, to Tuesday 07-16,
// goes on when the entry is published on 07-04.
func TestContestSurvivesThePublication(t *testing.T) {
	by := then(reported(), listD1("2019-06-03 10:00"), contest("2019-07-01 10:00"))
	p := pursued{in: overdueLoan(casefile.Person), until: "2019-07-10", by: by}
	assert.Equal(t, "2019-07-16", deadline(t, p.play(t).final, "contest/D1").Deadline.Last.String())
	// A run of the first release lost it, and left no time to ask for reconsideration.
	p.by = then(by[:len(by)-1], contest("2019-07-05 10:00"), dismissContest("2019-07-08 10:00"))
	c := p.play(t, firstRelease)
	assert.Empty(t, c.happened(lifecycle.ListingReviewLapsed, ""))
	for _, d := range c.final.Deadlines {
		assert.NotEqual(t, statute.ListingReconsider, d.Deadline.Rule)
	}
}
