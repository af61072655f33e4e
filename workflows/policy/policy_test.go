package policy

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestDefaultIsValid(t *testing.T) {
	assert.Empty(t, Default().Validate())
}

func TestNumbersAreSortedAndWithinTheirBounds(t *testing.T) {
	all := Numbers()
	assert.True(t, slices.IsSortedFunc(all, func(a, b Number) int { return strings.Compare(a.ID, b.ID) }))
	for i, n := range all {
		assert.True(t, n.Min <= n.Default && n.Default <= n.Max, n.ID)
		assert.NotEmpty(t, n.Why, n.ID)
		assert.NotEmpty(t, n.Name, n.ID)
		if i > 0 {
			assert.NotEqual(t, all[i-1].ID, n.ID)
		}
		got, ok := FindNumber(n.ID)
		assert.True(t, ok)
		assert.Equal(t, n, got)
	}
	_, ok := FindNumber("no-such-number")
	assert.False(t, ok)
}

func TestLength(t *testing.T) {
	p := Default()
	p.Lengths["stay-review"] = 45
	delete(p.Lengths, "filing-correction")
	n, ok := p.Length("stay-review")
	assert.True(t, ok)
	assert.Equal(t, 45, n)
	n, ok = p.Length("filing-correction")
	assert.True(t, ok)
	assert.Equal(t, 7, n, "the default of a length left out")
	_, ok = p.Length("answer")
	assert.False(t, ok, "a limit of the law is not the court's to set")
}

// Every fault of a bad policy is reported at once, with what would be right.
func TestValidateReportsEveryFault(t *testing.T) {
	p := Default()
	p.Version = " "
	p.Lengths["stay-reviews"] = 30
	p.Lengths["listing-grace"] = 4
	p.Lengths["stay-review"] = 0
	p.Targets = map[string]int{"filing-review": 0}
	p.Escalation = Escalation{JudgeUsed: Fraction{3, 2}, OfficeShortLeft: Fraction{1, 3}, OfficeDaysLeft: 5, PresidentDaysLeft: 9, RepeatDays: 0, GapHours: 24}
	p.Fees = Fees{Charging: "nearest", EnforcementBase: "all", Fixed: map[string]int64{"divorce": 301, "property": 50}}
	p.SmallClaims = []SmallClaims{{Province: "", Year: 2012, Mandatory: 0, Agreed: -1}, {Province: "浙江", Year: 2022, Mandatory: 2, Agreed: 1}, {Province: "浙江", Year: 2022, Mandatory: 1, Agreed: 1}}
	p.Mechanisms = []MechanismName{{Number: 3, Name: ""}, {Number: 11, Name: "甲"}, {Number: 11, Name: "乙"}}

	var fields []string
	for _, f := range p.Validate() {
		fields = append(fields, f.Field)
		assert.NotEmpty(t, f.Rule, f.Field)
		assert.NotEmpty(t, f.Want, f.Field)
	}
	assert.Equal(t, []string{
		"version", "lengths.listing-grace", "lengths.stay-review", "lengths.stay-reviews", "targets.filing-review",
		"escalation.judge_used", "escalation.repeat_days", "escalation.president_days_left",
		"fees.charging", "fees.enforcement_base", "fees.fixed.divorce", "fees.fixed.property",
		"small_claims[0].province", "small_claims[0].year", "small_claims[0].mandatory", "small_claims[0].agreed",
		"small_claims[1].agreed", "small_claims[2]",
		"mechanisms[0].number", "mechanisms[0].name", "mechanisms[2].number",
	}, fields)
	for _, f := range p.Validate() {
		if f.Field == "lengths.stay-reviews" {
			assert.Contains(t, f.Want, "did you mean stay-review")
		}
	}
}

func TestHash(t *testing.T) {
	base := Default()
	want := base.Hash()
	assert.Len(t, want, 32)

	same := Default()
	delete(same.Lengths, "stay-review")
	same.Fees.Fixed = map[string]int64{"divorce": 300}
	slices.Reverse(same.SmallClaims)
	slices.Reverse(same.Mechanisms)
	same.Targets = map[string]int{}
	assert.Equal(t, want, same.Hash(), "the same settings written otherwise")

	b, err := json.Marshal(base)
	require.NoError(t, err)
	var back Policy
	require.NoError(t, json.Unmarshal(b, &back))
	assert.Equal(t, want, back.Hash(), "after a journey through JSON")

	for name, change := range map[string]func(*Policy){
		"version":      func(p *Policy) { p.Version = "2" },
		"court":        func(p *Policy) { p.Court = "浙0211" },
		"length":       func(p *Policy) { p.Lengths["stay-review"] = 31 },
		"target":       func(p *Policy) { p.Targets = map[string]int{"filing-review": 3} },
		"ladder":       func(p *Policy) { p.Escalation.RepeatDays = 3 },
		"charging":     func(p *Policy) { p.Fees.Charging = Down },
		"fixed fee":    func(p *Policy) { p.Fees.Fixed = map[string]int64{"divorce": 200} },
		"small claims": func(p *Policy) { p.SmallClaims[0].Mandatory++ },
		"interest":     func(p *Policy) { p.Interest.CountPaymentDay = false },
		"certificate":  func(p *Policy) { p.Certificate.InsideEnforcement = true },
		"mechanism":    func(p *Policy) { p.Mechanisms[0].Name = "甲" },
	} {
		p := Default()
		change(&p)
		assert.NotEqual(t, want, p.Hash(), name)
	}
	assert.Equal(t, want, base.Hash(), "hashing changes nothing")
}

// A field added to the policy and forgotten in the hash would let two policies
// pass for one: every leaf changed must change it.
func TestHashKnowsEveryField(t *testing.T) {
	var leaves func(v reflect.Value, path string, each func(path string, v reflect.Value))
	leaves = func(v reflect.Value, path string, each func(string, reflect.Value)) {
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				leaves(v.Field(i), path+"."+v.Type().Field(i).Name, each)
			}
		case reflect.Slice:
			leaves(v.Index(0), path+"[0]", each)
		case reflect.Map: // tried above
		default:
			each(path, v)
		}
	}
	count := 0
	p := Default()
	p.Courts = []Court{shandong()[0]}
	leaves(reflect.ValueOf(&p).Elem(), "policy", func(path string, v reflect.Value) {
		before, old := p.Hash(), reflect.New(v.Type()).Elem()
		old.Set(v)
		switch v.Kind() {
		case reflect.String:
			v.SetString(v.String() + "x")
		case reflect.Bool:
			v.SetBool(!v.Bool())
		default:
			v.SetInt(v.Int() + 1)
		}
		assert.NotEqual(t, before, p.Hash(), path)
		v.Set(old)
		assert.Equal(t, before, p.Hash(), path)
		count++
	})
	assert.Greater(t, count, 20)
}

func TestSmallClaimsLimit(t *testing.T) {
	p := Default()
	l, ok := p.SmallClaimsLimit("浙江", 2022)
	assert.True(t, ok)
	assert.Equal(t, int64(54_323), l.Mandatory)
	assert.Equal(t, int64(217_290), l.Agreed)
	assert.False(t, l.Assumed)
	l, ok = p.SmallClaimsLimit("浙江", 2026)
	assert.True(t, ok)
	assert.True(t, l.Assumed)
	l, ok = p.SmallClaimsLimit("浙江", 2031)
	assert.True(t, ok)
	assert.True(t, l.Assumed)
	assert.Equal(t, 2031, l.Year)
	_, ok = p.SmallClaimsLimit("浙江", 2021)
	assert.False(t, ok)
	_, ok = p.SmallClaimsLimit("江苏", 2022)
	assert.False(t, ok)
}

func TestFixedFee(t *testing.T) {
	p := Default()
	n, ok := p.FixedFee("non-property")
	assert.True(t, ok)
	assert.Equal(t, int64(100), n)
	p.Fees.Fixed = map[string]int64{"non-property": 70}
	n, _ = p.FixedFee("non-property")
	assert.Equal(t, int64(70), n)
	_, ok = p.FixedFee("property")
	assert.False(t, ok)
}

func TestFraction(t *testing.T) {
	var f Fraction
	require.NoError(t, f.UnmarshalText([]byte("2/3")))
	assert.Equal(t, Fraction{2, 3}, f)
	for _, s := range []string{"", "2", "2/", "a/3", "0.66", "1/2/3"} {
		assert.Error(t, f.UnmarshalText([]byte(s)), s)
	}
}

func TestNear(t *testing.T) {
	names := []string{"answer", "answer-copy", "appeal-answer", "public-notice"}
	assert.Equal(t, "answer", Near("anser", names)[0])
	assert.Contains(t, Near("notice", names), "public-notice")
	assert.Empty(t, Near("freeze-deposit-please", names))
}

var begin = time.Date(2026, 3, 2, 0, 0, 0, 0, time.FixedZone("CST", 8*3600))

func days(f float64) time.Duration { return time.Duration(f * 24 * float64(time.Hour)) }

// Worked out by hand from the ladder: the judge at two thirds, the office at
// thirty days left or half-way to the next alarm, the president at five days.
func TestEscalations(t *testing.T) {
	type alarm struct {
		day   float64
		level string
	}
	for _, c := range []struct {
		name string
		days float64
		want []alarm
	}{
		{"six months", 180, []alarm{{120, LevelJudge}, {150, LevelOffice}, {175, LevelPresident}, {180, LevelOverdue}}},
		{"three months: thirty days left is the judge's own day", 90, []alarm{{60, LevelJudge}, {72.5, LevelOffice}, {85, LevelPresident}, {90, LevelOverdue}}},
		{"thirty days", 30, []alarm{{20, LevelJudge}, {22.5, LevelOffice}, {25, LevelPresident}, {30, LevelOverdue}}},
		{"fifteen days: the president would come with the judge", 15, []alarm{{10, LevelJudge}, {12.5, LevelOffice}, {15, LevelOverdue}}},
		{"seven and a half days", 7.5, []alarm{{5, LevelJudge}, {6.25, LevelOffice}, {7.5, LevelOverdue}}},
		{"three days: no day between judge and end", 3, []alarm{{2, LevelJudge}, {3, LevelOverdue}}},
		{"48 hours", 2, []alarm{{4.0 / 3, LevelJudge}, {2, LevelOverdue}}},
		{"over before it began", 0, []alarm{{0, LevelOverdue}}},
		{"long over", -10, []alarm{{-10, LevelOverdue}}},
	} {
		var got []alarm
		for _, a := range Default().Escalations(begin, begin.Add(days(c.days))) {
			got = append(got, alarm{a.At.Sub(begin).Hours() / 24, a.Level})
			assert.NotEmpty(t, a.Role)
		}
		assert.Equal(t, c.want, got, c.name)
	}
	assert.Equal(t, 7*24*time.Hour, Default().Escalation.Repeat())
}

func TestEscalationProperties(t *testing.T) {
	rank := []string{LevelJudge, LevelOffice, LevelPresident, LevelOverdue}
	rapid.Check(t, func(t *rapid.T) {
		p := Default()
		p.Escalation = Escalation{
			JudgeUsed:         Fraction{rapid.IntRange(1, 9).Draw(t, "num"), 10},
			OfficeShortLeft:   Fraction{1, rapid.IntRange(2, 9).Draw(t, "den")},
			OfficeDaysLeft:    rapid.IntRange(6, 90).Draw(t, "office"),
			PresidentDaysLeft: rapid.IntRange(1, 5).Draw(t, "president"),
			RepeatDays:        7,
			GapHours:          rapid.IntRange(1, 72).Draw(t, "gap"),
		}
		if f := p.Validate(); len(f) > 0 {
			t.Fatal(f)
		}
		due := begin.Add(time.Duration(rapid.Int64Range(-1000, 5*365*24*60).Draw(t, "minutes")) * time.Minute)
		alarms := p.Escalations(begin, due)
		last := alarms[len(alarms)-1]
		if last.Level != LevelOverdue || !last.At.Equal(due) {
			t.Fatalf("last is %v", last)
		}
		for i, a := range alarms {
			if a.At.Before(begin) && due.After(begin) {
				t.Fatalf("%v is before the beginning", a)
			}
			if i > 0 && (!a.At.After(alarms[i-1].At) || slices.Index(rank, a.Level) <= slices.Index(rank, alarms[i-1].Level)) {
				t.Fatalf("%v does not rise from %v", a, alarms[i-1])
			}
			if i > 0 && i < len(alarms)-1 && a.At.Sub(alarms[i-1].At) < time.Duration(p.Escalation.GapHours)*time.Hour {
				t.Fatalf("%v comes too soon after %v", a, alarms[i-1])
			}
		}
	})
}

func BenchmarkEscalations(b *testing.B) {
	p, due := Default(), begin.AddDate(0, 6, 0)
	b.ReportAllocs()
	for b.Loop() {
		p.Escalations(begin, due)
	}
}

func BenchmarkHash(b *testing.B) {
	p := Default()
	b.ReportAllocs()
	for b.Loop() {
		p.Hash()
	}
}
