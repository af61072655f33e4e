package workflows

import (
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

const (
	judge = "J001"
	clerk = "C001"
)

// opening plays a summary case from acceptance on 2019-03-04 to the trial.
func opening(c *court) []*verdict {
	return []*verdict{
		c.on(at("2019-03-04", "10:00"), lifecycle.Accept, lifecycle.Clerk, clerk, casefile.AcceptForm{}),
		c.on(at("2019-03-05", "10:00"), lifecycle.FeePaid, lifecycle.Clerk, clerk, casefile.FeePaidForm{AmountFen: 2_900_00, On: date("2019-03-05")}),
		c.on(at("2019-03-06", "10:00"), lifecycle.RecordServed, lifecycle.Clerk, clerk,
			casefile.ServiceForm{Document: casefile.PaperComplaint, Party: "D1", Method: casefile.Direct, On: date("2019-03-06")}),
		c.on(at("2019-03-10", "10:00"), lifecycle.Answer, lifecycle.Clerk, clerk, casefile.PartyDayForm{Party: "D1", On: date("2019-03-10")}),
		c.on(at("2019-03-11", "10:00"), lifecycle.ScheduleHearing, lifecycle.Judge, judge, casefile.HearingForm{On: date("2019-03-20"), Time: "09:30"}),
	}
}

func TestMediatedAndPaidInCourtCloses(t *testing.T) {
	c := newCourt(t, "2019-03-04")
	vs := opening(c)
	vs = append(vs,
		c.on(at("2019-03-20", "10:00"), lifecycle.Mediate, lifecycle.Judge, judge, casefile.MediationForm{RecordOnly: true, Obligations: []casefile.Obligation{
			{ID: "O1", Debtors: []string{"D1"}, Creditor: "P1", Subject: casefile.Money, AmountFen: 300_000_00},
		}}),
		c.on(at("2019-03-20", "11:00"), lifecycle.Pay, lifecycle.Clerk, clerk, casefile.PaymentForm{Payment: "pay1", Payer: "D1", AmountFen: 300_000_00, On: date("2019-03-20"), Confirmed: true}),
	)
	row := c.run(loan("2019-03-04", casefile.Summary))
	c.taken(vs...)
	require.Equal(t, lifecycle.Closed, row.Phase)
	require.Equal(t, ClosedPerformed, row.Reason)
	require.Equal(t, date("2019-03-20"), row.ClosedOn)
	require.Contains(t, c.documents(), casefile.PerformancePrompt)
}
