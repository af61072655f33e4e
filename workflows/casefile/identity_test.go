package casefile

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"luxing/workflows/calendar"
)

var testDay = calendar.NewDate(2019, 3, 4)

func citizenFaults(s string) (fs Faults) { checkCitizenNumber(&fs, "idNumber", s, testDay); return fs }
func unitFaults(s string) (fs Faults)    { checkUnitCode(&fs, "idNumber", s); return fs }

func TestCitizenNumbers(t *testing.T) {
	for s, want := range map[string]string{
		"11010519491231002X": "", // the example of GB 11643
		"11010519491231002x": "",
		"110105194912310021": "check character",
		"110105194912310020": "check character",
		"11010519491331002X": "day of birth",
		"11010519490229002X": "day of birth",
		"440524188001010014": "day of birth", // the standard's other example: born in 1880
		"11010520991231002X": "no later than 2019-03-04",
		"1101051949123100":   "18 characters",
		"11010519491231002Y": "18 characters",
		"X1010519491231002X": "18 characters",
		"１1010519491231002X": "18 characters",
		"":                   "18 characters",
	} {
		fs := citizenFaults(s)
		if want == "" {
			assert.Empty(t, fs, s)
			continue
		}
		if assert.Len(t, fs, 1, s) {
			assert.Contains(t, fs[0].Want, want, s)
			assert.Contains(t, fs[0].Rule, "GB 11643")
		}
	}
}

func TestUnitCodes(t *testing.T) {
	for s, want := range map[string]string{
		"91350100M000100Y43": "", // the example of GB 32100
		"91330100799655058B": "",
		"9144030071526726XG": "",
		"914403001922038216": "",
		"91330100799655058C": "check character",
		"91330100799655085B": "check character",
		"91350100I000100Y43": "capital letters other than",
		"91350100m000100y43": "capital letters other than",
		"9135010AM000100Y43": "3rd to 8th",
		"91350100M000100Y4":  "18 digits",
		"":                   "18 digits",
	} {
		fs := unitFaults(s)
		if want == "" {
			assert.Empty(t, fs, s)
			continue
		}
		if assert.Len(t, fs, 1, s) {
			assert.Contains(t, fs[0].Want, want, s)
		}
	}
}

// Both checks exist to find a mistyped character, so each must find every one.
func TestOneMistypedCharacterIsAlwaysFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := []byte("11010519491231002X")
		i := rapid.IntRange(0, 16).Draw(t, "place")
		s[i] = rapid.SampledFrom([]byte("0123456789")).Filter(func(c byte) bool { return c != s[i] }).Draw(t, "digit")
		if citizenFaults(string(s)) == nil {
			t.Fatalf("%s passes", s)
		}
		u := []byte("91350100M000100Y43")
		i = rapid.IntRange(0, 17).Draw(t, "place in the code")
		u[i] = rapid.SampledFrom([]byte(unitAlphabet)).Filter(func(c byte) bool { return c != u[i] }).Draw(t, "character")
		if unitFaults(string(u)) == nil {
			t.Fatalf("%s passes", u)
		}
	})
}
