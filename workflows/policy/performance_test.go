package policy

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWhatAPolicyLeavesOutHasItsDefault(t *testing.T) {
	old := Policy{} // of a case from before there were such settings
	assert.Equal(t, 2, old.Plans())
	assert.Equal(t, int64(1_000_000_00), old.PreUrgingFen())
	assert.Equal(t, int64(30), old.SecurityPercent())
	assert.Equal(t, Default().Scorecard(), old.Scorecard())

	a, b := Default(), Default()
	a.Supervision, a.Preservation, a.Assessment = Supervision{}, Preservation{}, Assessment{}
	assert.Equal(t, b.Hash(), a.Hash(), "left out and set to the default are one setting")
	assert.Empty(t, a.Validate())
	a.Assessment.When = AssessRequire
	assert.Equal(t, AssessRequire, a.Scorecard().When)
	assert.NotEqual(t, b.Hash(), a.Hash())
}

func TestPerformanceSettingsThatCannotBe(t *testing.T) {
	for want, change := range map[string]func(*Policy){
		"supervision.max_plans":         func(p *Policy) { p.Supervision.MaxPlans = 6 },
		"supervision.pre_urging_yuan":   func(p *Policy) { p.Supervision.PreUrgingYuan = -1 },
		"preservation.security_percent": func(p *Policy) { p.Preservation.SecurityPercent = 31 },
		"assessment.when":               func(p *Policy) { p.Assessment.When = "always" },
		"assessment.factors":            func(p *Policy) { p.Assessment.Factors[0].Weight-- },
		"assessment.factors[1].id":      func(p *Policy) { p.Assessment.Factors[1].ID = "assets" },
		"assessment.factors[2].name":    func(p *Policy) { p.Assessment.Factors[2].Name = " " },
		"assessment.high":               func(p *Policy) { p.Assessment.High = p.Assessment.Middle },
		"account":                       func(p *Policy) { p.Account.Number = "3901" },
	} {
		p := Default()
		change(&p)
		faults := p.Validate()
		require.Len(t, faults, 1, want)
		assert.Equal(t, want, faults[0].Field)
		assert.NotEmpty(t, faults[0].Want)
	}
	p := Default()
	p.Assessment.Factors = make([]Factor, 21)
	require.Len(t, p.Validate(), 1)
}
