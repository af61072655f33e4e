package policy

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestWhatACourtSetsOfRepairAndListIsChecked(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Policy)
		want   []string
	}{
		"as it is":                             {func(*Policy) {}, nil},
		"left out, as an older release had it": {func(p *Policy) { p.CreditRepair, p.IntegrityList = CreditRepair{}, IntegrityList{} }, nil},
		"weights of 90":                        {func(p *Policy) { p.CreditRepair.Factors[0].Weight = 15 }, []string{"credit_repair.factors"}},
		"a factor twice":                       {func(p *Policy) { p.CreditRepair.Factors[1].ID = "cooperation" }, []string{"credit_repair.factors[1].id"}},
		"no score is enough":                   {func(p *Policy) { p.CreditRepair.PassScore = 101 }, []string{"credit_repair.pass_score"}},
		"a number in letters":                  {func(p *Policy) { p.CreditRepair.NumberType = "xx" }, []string{"credit_repair.number_type"}},
		"an audience that is no word":          {func(p *Policy) { p.IntegrityList.Audiences[2] = "Bank.*" }, []string{"integrity_list.audiences[2]"}},
		"a breach before the check-in is over": {func(p *Policy) { p.Lengths["credit-repair-breach"] = 30 }, []string{"lengths.credit-repair-breach"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := Default()
			c.change(&p)
			var fields []string
			for _, f := range p.Validate() {
				fields = append(fields, f.Field)
			}
			assert.Equal(t, c.want, fields)
		})
	}
	assert.Equal(t, Default().CreditRepair, Policy{}.Repair(), "a policy of an older release has the defaults")
	assert.Equal(t, Default().IntegrityList, Policy{}.List())
}
