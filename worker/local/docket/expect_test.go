package docket

import (
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

func TestEveryExpectationCanFail(t *testing.T) {
	view := func() *casefile.View {
		return &casefile.View{
			Row: casefile.Row{Phase: lifecycle.Closed, Reason: "performed", Procedure: casefile.Summary, Mechanisms: []int{1, 5}, OutstandingFen: 7,
				ClosedOn: calendar.MustParse("2026-03-05"), Wait: casefile.Wait{For: "answer", On: "D1"}},
			Documents: []casefile.DocumentView{{Kind: casefile.FeeNotice}, {Kind: casefile.FeeNotice}},
			Links:     []casefile.Link{{Kind: casefile.KindEnforcement}},
			Tracks:    []casefile.TrackView{{ID: "supervision/O1", State: lifecycle.Performed}},
			Payments:  []casefile.Payment{{AmountFen: 100}, {AmountFen: 30}},
			Fees:      []casefile.FeeView{{Name: "案件受理费（减半）", ChargedFen: 50}},
			Timeline:  []casefile.Entry{{Event: "accept"}, {Event: "pay", Refused: "no"}, {Event: "mediate"}, {Event: "pay"}},
		}
	}
	sc := scope{today: calendar.MustParse("2026-03-05"), marks: map[string]calendar.Date{"due": calendar.MustParse("2026-03-02")}}
	fen := func(n int64) *int64 { return &n }
	for _, c := range []struct {
		name       string
		good, evil Expect
	}{
		{"phase", Expect{Phase: lifecycle.Closed}, Expect{Phase: lifecycle.Trial}},
		{"reason", Expect{Reason: "performed"}, Expect{Reason: "enforced"}},
		{"procedure", Expect{Procedure: casefile.Summary}, Expect{Procedure: casefile.Ordinary}},
		{"documents", Expect{Documents: map[casefile.DocumentKind]int{casefile.FeeNotice: 2}}, Expect{Documents: map[casefile.DocumentKind]int{casefile.FeeNotice: 1}}},
		{"a document more", Expect{}, Expect{Documents: map[casefile.DocumentKind]int{}}},
		{"mechanisms", Expect{Mechanisms: []int{1, 5}}, Expect{Mechanisms: []int{1}}},
		{"links", Expect{Links: []casefile.Kind{casefile.KindEnforcement}}, Expect{Links: []casefile.Kind{}}},
		{"tracks", Expect{Tracks: map[string]lifecycle.State{"supervision/O1": lifecycle.Performed}}, Expect{Tracks: map[string]lifecycle.State{"supervision/O2": lifecycle.Performed}}},
		{"payments", Expect{Payments: &Payments{Count: 2, SumFen: 130}}, Expect{Payments: &Payments{Count: 1, SumFen: 130}}},
		{"payments by the day", Expect{Payments: &Payments{Count: 2, SumFen: 100, DailyFen: 10, From: "@mark:due", To: "@today"}},
			Expect{Payments: &Payments{Count: 2, SumFen: 100, DailyFen: 10, From: "@mark:due", To: "@today+1"}}},
		{"outstanding", Expect{OutstandingFen: fen(7)}, Expect{OutstandingFen: fen(0)}},
		{"fees", Expect{Fees: map[string]int64{"案件受理费": 50}}, Expect{Fees: map[string]int64{"保全申请费": 50}}},
		{"events", Expect{Events: []lifecycle.Event{"accept", "pay"}}, Expect{Events: []lifecycle.Event{"pay", "mediate"}}},
		{"never", Expect{Never: []lifecycle.Event{"appeal"}}, Expect{Never: []lifecycle.Event{"pay"}}},
		{"closed on", Expect{ClosedOn: "@today"}, Expect{ClosedOn: "@today+1"}},
		{"closed on a day that nobody marked", Expect{}, Expect{ClosedOn: "@mark:never"}},
		{"waits", Expect{WaitsFor: "answer", WaitsOn: "D1"}, Expect{WaitsFor: "answer", WaitsOn: "D2"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.Empty(t, c.good.differences(view(), sc))
			require.Len(t, c.evil.differences(view(), sc), 1)
		})
	}
}
