package policy

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// shandong are three courts of one line.
func shandong() []Court {
	return []Court{
		{Code: "鲁", Name: "山东省高级人民法院", Level: "high", National: "37"},
		{Code: "鲁01", Name: "济南市中级人民法院", Level: "intermediate", Superior: "鲁", National: "3701"},
		{Code: "鲁0102", Name: "济南市历下区人民法院", Level: "primary", Superior: "鲁01", National: "370102"},
		{Code: "鲁72", Name: "青岛海事法院", Level: "maritime", Superior: "鲁", National: "3772"},
	}
}

func TestFurtherCourtsAreCheckedWhole(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Policy)
		want   []string
	}{
		"as they are":                   {func(*Policy) {}, nil},
		"in any order":                  {func(p *Policy) { slices.Reverse(p.Courts) }, nil},
		"no province":                   {func(p *Policy) { p.Courts[3].Code = "卢72" }, []string{"courts[3].code", "courts[3].superior"}},
		"three digits":                  {func(p *Policy) { p.Courts[3].Code = "鲁720" }, []string{"courts[3].code"}},
		"a code of Zhejiang":            {func(p *Policy) { p.Courts[3].Code = "浙72" }, []string{"courts[3].code", "courts[3].superior"}},
		"another place's number":        {func(p *Policy) { p.Courts[2].National = "370103" }, []string{"courts[2].national"}},
		"no number":                     {func(p *Policy) { p.Courts[2].National = "" }, []string{"courts[2].national"}},
		"a name twice":                  {func(p *Policy) { p.Courts[2].Name = p.Courts[1].Name }, []string{"courts[2].name"}},
		"no court's name":               {func(p *Policy) { p.Courts[2].Name = "济南" }, []string{"courts[2].name"}},
		"a level that is none":          {func(p *Policy) { p.Courts[3].Level = "basic" }, []string{"courts[3].level"}},
		"the code of another level":     {func(p *Policy) { p.Courts[3].Level = "primary"; p.Courts[3].Superior = "鲁01" }, []string{"courts[3].level"}},
		"a superior that is not there":  {func(p *Policy) { p.Courts[2].Superior = "鲁02" }, []string{"courts[2].superior"}},
		"a superior of the wrong level": {func(p *Policy) { p.Courts[2].Superior = "鲁" }, []string{"courts[2].superior"}},
		"nobody above":                  {func(p *Policy) { p.Courts[2].Superior = "" }, []string{"courts[2].superior"}},
		"somebody above a high court":   {func(p *Policy) { p.Courts[0].Superior = "鲁01" }, []string{"courts[0].superior"}},
		"a code twice": {func(p *Policy) {
			p.Courts = append(p.Courts, Court{Code: "鲁", Name: "又一个高级人民法院", Level: "high", National: "37"})
		}, []string{"courts[4].code"}},
		"nothing but the brackets":      {func(p *Policy) { p.Courts = []Court{{}} }, []string{"courts[0].code", "courts[0].name", "courts[0].level"}},
		"more than a case should carry": {func(p *Policy) { p.Courts = make([]Court, maxCourts+1) }, []string{"courts"}},
		"a superior of another province": {func(p *Policy) {
			p.Courts = append(p.Courts, Court{Code: "豫01", Name: "郑州市中级人民法院", Level: "intermediate", Superior: "鲁", National: "4101"})
		}, []string{"courts[4].superior"}},
		"faults of several courts at once": {func(p *Policy) { p.Courts[1].Name, p.Courts[2].National = "", "1" }, []string{"courts[1].name", "courts[2].national"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := Default()
			p.Courts = shandong()
			c.change(&p)
			var fields []string
			for _, f := range p.Validate() {
				fields = append(fields, f.Field)
				assert.NotEmpty(t, f.Want)
			}
			assert.Equal(t, c.want, fields)
		})
	}
}

func TestThePolicyOfTheReleaseBeforeHasTheSameHash(t *testing.T) {
	p, with, turned := Default(), Default(), Default()
	with.Courts, turned.Courts = shandong(), shandong()
	slices.Reverse(turned.Courts)
	require.NotEqual(t, p.Hash(), with.Hash())
	require.Equal(t, with.Hash(), turned.Hash(), "in whatever order they are written")
	with.Courts = []Court{}
	require.Equal(t, p.Hash(), with.Hash())
	masked := Default()
	masked.IntegrityList.Names = NamesMasked
	require.Equal(t, p.Hash(), masked.Hash(), "the default said aloud")
	masked.IntegrityList.Names = NamesFull
	require.NotEqual(t, p.Hash(), masked.Hash())
	require.Empty(t, masked.Validate())
	masked.IntegrityList.Names = "initials"
	require.Equal(t, "integrity_list.names", masked.Validate()[0].Field)
}
