package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"luxing/workflows/casefile"
)

// The view says whose the money is that is held. D1 brought 60,000 and is bankrupt,
// D2 brought 10,000, and an appraisal cost 300: the court has its 300 first, the
// creditor the rest of what D2 brought, the administrator what the bankrupt brought.
func TestWhatIsHeldIsSomebodys(t *testing.T) {
	by := then(bothReported(), collect1("2019-06-03 10:00", "O1", "D1", 60_000_00), collect1("2019-06-04 10:00", "O2", "D2", 10_000_00),
		enf("2019-06-05 10:00", "book_costs", casefile.CostForm{What: "评估费", AmountFen: 300_00, On: date("2019-06-05")}))
	payable := func(by []dec) []casefile.Payable {
		p := pursued{in: twoDebtors(), by: by, until: "2019-06-11"}
		return p.play(t).final.Enforcement.Money.Payable
	}
	assert.Equal(t, []casefile.Payable{{To: "court", Fen: 300_00}, {To: "P1", Fen: 69_700_00}}, payable(by), "both pay")
	assert.Equal(t, []casefile.Payable{{To: "court", Fen: 300_00}, {To: "P1", Fen: 9_700_00}, {To: "D1", Administrator: true, Fen: 60_000_00}},
		payable(then(by, openedFor("2019-06-10 10:00", "D1"))), "D1 is bankrupt")
	assert.Equal(t, []casefile.Payable{{To: "court", Fen: 300_00}, {To: "P1", Fen: 9_700_00}},
		payable(then(by, enf("2019-06-10 10:00", "refer_one_debtor", casefile.ReferForm{Party: "D1", Reason: "资不抵债", Cause: "insolvent"}))), "D1's waits for the answer")
	// 50,000 × 0.0175% × 46 days, to 06-04, are 402.50, so D2 brought 9,597.50 too much; the fee of 350,000 is 5,150.00.
	over := then(bothReported(), collect1("2019-06-04 10:00", "O2", "D2", 60_000_00), collect1("2019-06-04 10:01", "O1", "D1", 302_415_00))
	assert.Equal(t, []casefile.Payable{{To: "court", Fen: 5_150_00}, {To: "P1", Fen: 352_817_50}, {To: "D2", Fen: 4_447_50}}, payable(over), "what is too much pays the fee and goes back to who paid it")
	assert.Empty(t, payable(bothReported()), "nothing is held")
}
