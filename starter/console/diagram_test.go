package console

import (
	"encoding/xml"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// Every machine in every state can be drawn, each state once, none on another.
func TestEveryMachineCanBeDrawn(t *testing.T) {
	for _, m := range lifecycle.Machines() {
		for _, at := range m.States {
			d := newDiagram(m, at.State, nil, Chinese)
			require.Len(t, d.places, len(m.States), m.ID)
			taken := map[[2]int]bool{}
			for _, p := range d.places {
				require.False(t, taken[[2]int{p.stage, p.row}], "%s: two states in one place", m.ID)
				taken[[2]int{p.stage, p.row}] = true
			}
			var doc struct {
				XMLName xml.Name
			}
			require.NoError(t, xml.Unmarshal([]byte("<x>"+d.svg("标题 <", "说明 &")+"</x>"), &doc), m.ID)
		}
	}
}

func TestTheDiagramTellsTheWay(t *testing.T) {
	d := newDiagram(lifecycle.Case, lifecycle.Trial, []casefile.Entry{
		{Event: lifecycle.Accept, From: lifecycle.FilingReview, To: lifecycle.AwaitingFee},
		{Event: lifecycle.FeePaid, From: lifecycle.AwaitingFee, To: lifecycle.Service},
		{Event: lifecycle.RecordServed, Track: "delivery/complaint/D1", From: lifecycle.ToServe, To: lifecycle.Served},
		{Event: lifecycle.AllServed, From: lifecycle.Service, To: lifecycle.Defence},
		{Event: lifecycle.Withdraw, From: lifecycle.Defence, To: lifecycle.Closed, Refused: "不准许"},
		{Event: lifecycle.DefenceClosed, From: lifecycle.Defence, To: lifecycle.Trial},
	}, Chinese)
	marks := map[lifecycle.State]mark{}
	for _, p := range d.places {
		marks[p.state] = p.mark
	}
	require.Equal(t, map[lifecycle.State]mark{
		lifecycle.FilingReview: past, lifecycle.AwaitingFee: past, lifecycle.Service: past, lifecycle.Defence: past,
		lifecycle.Trial:  here,
		lifecycle.Stayed: ahead, lifecycle.InCourtPrompt: ahead, lifecycle.AwaitingEffect: ahead, lifecycle.Closed: ahead,
		lifecycle.AwaitingCorrection: apart, lifecycle.Appeal: apart, "retrial": apart, lifecycle.InSupervision: apart, lifecycle.AwaitingEnforcement: apart,
		lifecycle.InEnforcement: apart, lifecycle.Dormant: apart, lifecycle.BankruptcyHandoff: apart,
	}, marks)
}

// A period of 15 days from 2 March 2026 ends on the 17th.
func TestBarsMeasurePeriods(t *testing.T) {
	d := casefile.OpenDeadline{Deadline: statute.Deadline{From: calendar.NewDate(2026, 3, 2).Start(), Last: calendar.NewDate(2026, 3, 17)}}
	on := func(day int) time.Time { return calendar.NewDate(2026, 3, day).Start().Add(10 * time.Hour) }
	require.Equal(t, span{Elapsed: 5, Left: 10}, spanOf(d, nil, on(7)))
	require.Equal(t, span{Elapsed: 15, Over: 3}, spanOf(d, nil, on(20)))
	d.Frozen, d.FrozenDays = calendar.NewDate(2026, 3, 6), 1
	require.Equal(t, span{Elapsed: 3, Excluded: 2, Left: 10, Frozen: true}, spanOf(d, nil, on(7)))
	require.Equal(t, 4, strings.Count(span{Elapsed: 1, Excluded: 1, Left: 1}.bar("x"), "<rect"))
}
