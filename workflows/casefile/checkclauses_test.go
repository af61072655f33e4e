package casefile

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"luxing/workflows/calendar"
)

// shared is a debt of 300 of two debtors, 100 and 200.
func shared() Obligation {
	return Obligation{ID: "O1", Debtors: []string{"D1", "D2"}, Creditor: "P1", Subject: Money, AmountFen: 300, Liability: Several,
		Shares: []Share{{"D1", 100}, {"D2", 200}}}
}

// secured is a debt of 300 with all that can be agreed.
func secured() Obligation {
	return Obligation{ID: "O1", Debtors: []string{"D1"}, Creditor: "P1", Subject: Money, AmountFen: 300, Guarantors: []string{"G1"},
		PenaltyAnnualMillionths: 150_000, WaivedFen: 20,
		Securities: []Security{{By: "G1", Kind: JointGuarantee}, {By: "D1", Kind: Mortgage, Property: "房屋", LimitFen: 100}}}
}

func TestDebtorsAndClausesAreDefinite(t *testing.T) {
	for _, c := range []struct {
		name   string
		o      Obligation
		change func(*Obligation)
		want   []string
	}{
		{"several", shared(), func(*Obligation) {}, nil},
		{"joint", shared(), func(o *Obligation) { o.Liability, o.Shares = Joint, nil }, nil},
		{"joint with shares", shared(), func(o *Obligation) { o.Liability = Joint }, []string{"o[0].shares"}},
		{"no such liability", shared(), func(o *Obligation) { o.Liability = "half" }, []string{"o[0].liability"}},
		{"shares that do not add up", shared(), func(o *Obligation) { o.Shares[1].AmountFen-- }, []string{"o[0].shares"}},
		{"a share missing", shared(), func(o *Obligation) { o.Shares = o.Shares[:1] }, []string{"o[0].shares", "o[0].shares"}},
		{"a stranger's share", shared(), func(o *Obligation) { o.Shares[1].Debtor = "D9" }, []string{"o[0].shares[1].debtor", "o[0].shares"}},
		{"a share twice", shared(), func(o *Obligation) { o.Shares[1].Debtor = "D1" }, []string{"o[0].shares[1].debtor", "o[0].shares"}},
		{"a share of nothing", shared(), func(o *Obligation) { o.Shares[0].AmountFen, o.Shares[1].AmountFen = 0, 300 }, []string{"o[0].shares[0].amountFen"}},
		{"shares beyond counting", shared(), func(o *Obligation) { o.Shares[0].AmountFen, o.Shares[1].AmountFen = MaxFen, MaxFen }, []string{"o[0].shares"}},
		{"one debtor severally", shared(), func(o *Obligation) { o.Debtors, o.Shares = o.Debtors[:1], []Share{{"D1", 300}} }, []string{"o[0].liability"}},
		{"severally by instalments", shared(), func(o *Obligation) { o.Instalments = []Instalment{{300, calendar.MustParse("2019-06-30")}} }, []string{"o[0].liability"}},

		{"all clauses", secured(), func(*Obligation) {}, nil},
		{"a rate beyond 100 %", secured(), func(o *Obligation) { o.PenaltyAnnualMillionths = 1_000_001 }, []string{"o[0].penaltyAnnualMillionths"}},
		{"a negative waiver", secured(), func(o *Obligation) { o.WaivedFen = -1 }, []string{"o[0].waivedFen"}},
		{"a waiver beyond counting", secured(), func(o *Obligation) { o.WaivedFen = MaxFen }, []string{"o[0].waivedFen"}},
		{"a stranger's guarantee", secured(), func(o *Obligation) { o.Securities[0].By = "G9" }, []string{"o[0].securities[0].by"}},
		{"a debtor's own guarantee", secured(), func(o *Obligation) { o.Securities[0].By = "D1" }, []string{"o[0].securities[0].by"}},
		{"a mortgage of nothing", secured(), func(o *Obligation) { o.Securities[1].Property = "" }, []string{"o[0].securities[1].property"}},
		{"a guarantee of property", secured(), func(o *Obligation) { o.Securities[0].Property = "房屋" }, []string{"o[0].securities[0].property"}},
		{"no such security", secured(), func(o *Obligation) { o.Securities[0].Kind = "promise" }, []string{"o[0].securities[0].kind"}},
		{"a rate on an act", Obligation{ID: "O1", Debtors: []string{"D1"}, Creditor: "P1", Subject: Act, Act: "腾房"}, func(o *Obligation) { o.PenaltyAnnualMillionths = 1 }, []string{"o[0].penaltyAnnualMillionths"}},
		{"a waiver of an act", Obligation{ID: "O1", Debtors: []string{"D1"}, Creditor: "P1", Subject: Act, Act: "腾房"}, func(o *Obligation) { o.WaivedFen = 1 }, []string{"o[0].waivedFen"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.change(&c.o)
			fs := CheckObligations("o", []Obligation{c.o})
			assert.Equal(t, c.want, fields(fs), "%s", fs)
			for _, f := range fs {
				assert.NotEmpty(t, f.Want)
			}
		})
	}
}
