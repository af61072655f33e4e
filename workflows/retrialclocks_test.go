package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// A payment that comes while a case only waits for its retrial stops nothing of
// the retrial itself: its court still answers for its period.
func TestThePeriodOfARetrialRunsWhateverIsPaid(t *testing.T) {
	pay := func(when string, fen int64) []dec {
		return line(when, lifecycle.Pay, lifecycle.Clerk, paid("p"+when[8:10], "O1", fen, when[:10]))
	}
	l := lived{in: stateOf(t, lifecycle.InSupervision).in, until: "2019-04-29", by: then(judgedAndServed(allowed(owes())),
		orderedRunning("2019-04-22 10:00"), pay("2019-04-25 10:00", 300_000_00), pay("2019-04-26 10:00", 1_00))}
	l.play(t, func(p *court) {
		p.look(at("2019-04-28", "09:00"), func(v casefile.View) {
			assert.Equal(t, lifecycle.InRetrial, v.Row.Phase)
			assert.True(t, deadline(t, v, "retrial").Frozen.IsZero())
		})
	})
}

// A stay of one party is reviewed during a retrial as before and after it.
func TestAStayIsReviewedDuringARetrial(t *testing.T) {
	r := stateOf(t, lifecycle.InSupervision)
	when := r.later(2)
	l := lived{in: r.in, until: inDays(when, 3), by: then(r.by,
		line(r.later(1), lifecycle.StayParty, lifecycle.Judge, casefile.StayPartyForm{Party: "D1", Ground: "respite", On: date(when[:10]), Reason: "缓期"}),
		line(when, lifecycle.OrderRetrial, lifecycle.Integration, casefile.RetrialForm{On: date(when[:10]), Court: "浙02", Instance: "second", Reason: "有新的证据"}))}
	l.play(t, func(p *court) {
		p.look(moment(inDays(when, 2)), func(v casefile.View) {
			assert.Equal(t, lifecycle.InRetrial, v.Row.Phase)
			assert.True(t, deadline(t, v, partyStayID("D1")).Frozen.IsZero())
		})
	})
}
