package workflows

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// The case lets decide whom the table lets, at every distance, and nobody else.
func TestACaseIsDecidedOnWithinReach(t *testing.T) {
	m := &matter{common: &common{Court: "浙0211", Division: "民一庭", Judge: "J001", Clerk: "C001"}}
	from := map[lifecycle.Relation]casefile.Decision{
		lifecycle.Own:        {Actor: "J001", Court: "浙0211", Division: "民二庭"},
		lifecycle.OfDivision: {Actor: "X001", Court: "浙0211", Division: "民一庭"},
		lifecycle.OfCourt:    {Actor: "X001", Court: "浙0211", Division: "民二庭"},
		lifecycle.OfAnother:  {Actor: "J001", Court: "浙0105", Division: "民一庭"},
	}
	for _, r := range lifecycle.Roles() {
		for rel, d := range from {
			d.Role = r.Role
			refused := m.within(d, lifecycle.Row{})
			assert.Equal(t, lifecycle.Allowed(r.Role, lifecycle.ToDecide, rel), refused == nil, fmt.Sprint(r.Role, rel))
			if refused != nil {
				assert.Equal(t, casefile.OutOfReach, refused.Code)
			}
		}
		// Older histories and the command line do not say where their sender works.
		assert.Nil(t, m.within(casefile.Decision{Role: r.Role, Actor: "X001"}, lifecycle.Row{}), r.Role)
	}
	// A division alone is no court.
	assert.NotNil(t, m.within(casefile.Decision{Role: lifecycle.President, Actor: "Y001", Division: "民一庭"}, lifecycle.Row{}))
}
