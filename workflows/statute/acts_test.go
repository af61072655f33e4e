package statute

import (
	"slices"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
)

// Whoever reads what a case waits for is told what has to be done, whatever
// the period.
func TestEveryRuleSaysWhatHasToBeDone(t *testing.T) {
	known := map[RuleID]bool{}
	for _, r := range Rules() {
		known[r.ID] = true
		zh, en, ok := Act(r.ID)
		assert.True(t, ok, r.ID)
		assert.True(t, zh != "" && !slices.ContainsFunc([]rune(zh), func(c rune) bool { return c < unicode.MaxASCII }), "%s in Chinese: %q", r.ID, zh)
		assert.True(t, en != "" && !slices.ContainsFunc([]rune(en), func(c rune) bool { return c >= unicode.MaxASCII }), "%s in English: %q", r.ID, en)
	}
	for id := range acts {
		assert.True(t, known[id], "there is no rule %s", id)
	}
	_, _, ok := Act("no-such-rule")
	assert.False(t, ok)
}
