package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// What a bankrupt brought goes to its administrator before the filing too, and
// while another debtor's referral is not answered; what a friend brought for
// somebody goes to the creditor meanwhile.
func TestMoneyChangesHandsWhereverAnEnforcementIs(t *testing.T) {
	in := twoDebtors()
	in.Parties[2].Kind = casefile.Enterprise
	in.Parties = append(in.Parties, casefile.Party{ID: "T1", Side: casefile.ThirdParty, Kind: casefile.Person, Name: "第三人丁"})
	review := then(collect1("2019-05-20 10:00", "O1", "D1", 60_000_00), openedFor("2019-05-20 11:00", "D1"), handingOver("2019-05-20 12:00", "D1", 60_000_00))
	referred := then(bothReported(), collect1("2019-06-03 10:00", "O1", "D1", 60_000_00), collect1("2019-06-03 11:00", "O2", "T1", 1_000_00),
		openedFor("2019-06-04 10:00", "D1"), limit("D2", "2019-06-04 11:00"), enf("2019-06-10 10:00", lifecycle.ReferBankruptcy, debtor("D2")),
		handingOver("2019-06-11 10:00", "D1", 60_000_00), release("2019-06-11 11:00", 1_000_00))
	for _, x := range []struct {
		phase lifecycle.State
		by    []dec
		until string
	}{{lifecycle.EnforcementReview, review, "2019-05-21"}, {lifecycle.Referred, referred, "2019-06-12"}} {
		t.Run(string(x.phase), func(t *testing.T) {
			p := pursued{in: in, by: x.by, until: x.until, phase: x.phase}
			c := p.play(t)
			p.check(t, c)
			assert.Equal(t, int64(60_000_00), c.final.Enforcement.Money.HandedOverFen)
			assert.Zero(t, c.final.Enforcement.Money.HeldFen)
		})
	}
}
