package workflows

import (
	"fmt"
	"slices"
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// listingReview is the reconsideration of a listing by the superior court,
// after the contest of it was dismissed here.
type listingReview struct {
	Track      string        `json:"track"`
	Listing    string        `json:"listing"` // the track of the listing
	Until      calendar.Date `json:"until"`   // the last day to apply
	AppliedOn  calendar.Date `json:"appliedOn"`
	AnsweredOn calendar.Date `json:"answeredOn"`
	Overturned bool          `json:"overturned"`
}

// onTheList are the states of a listing that can still be found wrong.
var onTheList = []lifecycle.State{lifecycle.InGrace, lifecycle.Listed, lifecycle.Withheld, lifecycle.Masked}

func (e *enforcementRun) reviewOf(track string) *listingReview {
	for i := range e.Reviews {
		if e.Reviews[i].Track == track {
			return &e.Reviews[i]
		}
	}
	return nil
}

// reviewFor is a debtor's reconsideration that stands where a decision needs
// it, its latest one otherwise: a listing contested twice may have two.
func (e *enforcementRun) reviewFor(party string, at lifecycle.State) string {
	id := lifecycle.ListingReview.ID + "/" + party
	for _, r := range e.Reviews {
		if partyOf(r.Track) != party {
			continue
		}
		if id = r.Track; e.stateOf(id) == at {
			return id
		}
	}
	return id
}

// openListingReview gives the debtor ten days from service to turn to the
// superior court.
func (e *enforcementRun) openListingReview(s *step, form *casefile.ContestDismissalForm) {
	from, contested := s.day, s.day
	if !form.On.IsZero() {
		from = form.On
	}
	if l := e.listingOf(s.track.ID); l != nil && !l.Contested.IsZero() {
		contested = l.Contested
	}
	id := lifecycle.ListingReview.ID + "/" + form.Party
	if n := e.count("listing-review/" + form.Party); n > 1 {
		id = fmt.Sprintf("%s/%d", id, n)
	}
	listing := s.track.ID
	e.openTrack(id, lifecycle.ListingReview, lifecycle.ListingReviewOpen, s.at, listing)
	d := e.set(period{id: id, rule: statute.ListingReconsider, from: from.Start(), on: form.Party, scope: id, track: id, expires: lifecycle.ListingReviewLapsed})
	e.Reviews = append(e.Reviews, listingReview{Track: id, Listing: listing, Until: d.Deadline.Last})
	s.note = fmt.Sprintf("%s；可于%s前向上一级法院申请复议", form.Reason, d.Deadline.Last)
	e.order(casefile.ContestDismissal, form.Party, from, map[string]string{"contestedOn": contested.String(), "reason": form.Reason, "until": d.Deadline.Last.String()})
}

// checkListingReview refuses an application made after its ten days.
func (e *enforcementRun) checkListingReview(s *step, form *casefile.PartyDayForm) *casefile.Refusal {
	if r := e.reviewOf(s.track.ID); r != nil && form.On.After(r.Until) {
		late := missing("申请复议期间已于%s届满 the time to ask for reconsideration was over on %s", r.Until, r.Until)
		late.Code = casefile.TooLate
		return late
	}
	return nil
}

func (e *enforcementRun) applyListingReview(s *step) {
	form := s.form.(*casefile.PartyDayForm)
	r := e.reviewOf(s.track.ID)
	r.AppliedOn = form.On
	d := e.set(period{id: r.Track, rule: statute.ListingReconsiderReview, from: form.On.Start(), on: "appeal_court", scope: r.Track, track: r.Track})
	s.note = fmt.Sprintf("%s 于%s申请复议，上一级法院应于%s前决定", form.Party, form.On, d.Deadline.Last)
}

// answerListingReview: overturned, the decision to list falls, and a published
// entry goes within three working days of the answer.
func (e *enforcementRun) answerListingReview(s *step) {
	form := s.form.(*casefile.ListingReviewForm)
	r := e.reviewOf(s.track.ID)
	r.AnsweredOn, r.Overturned = form.On, form.Overturned
	if s.note = "维持：" + form.Reason; !form.Overturned {
		return
	}
	s.note = "撤销纳入：" + form.Reason
	if e.cause(lifecycle.ListingWrongSoon, r.Listing, lifecycle.Linked, s.at, "复议撤销") || !e.cause(lifecycle.ListingWrong, r.Listing, lifecycle.Linked, s.at, "复议撤销") {
		return
	}
	e.removalDue(r.Listing, form.On.Start())
}

// mootListingReview ends the reconsideration of an entry that is gone anyway.
func (e *enforcementRun) mootListingReview(at time.Time) bool {
	for _, r := range e.Reviews {
		if t := e.trackOf(r.Track); t != nil && e.open(t) && !slices.Contains(onTheList, e.stateOf(r.Listing)) {
			return e.cause(lifecycle.ListingReviewMoot, r.Track, lifecycle.Linked, at, "")
		}
	}
	return false
}
