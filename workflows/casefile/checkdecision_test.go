package casefile

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/lifecycle"
)

func TestCleanDecisionIsRead(t *testing.T) {
	d, fs := ReadDecision([]byte(`{"id":"d-1","event":"withdraw","role":"judge","actor":"J001","data":{"reason":"和解"}}`))
	require.Empty(t, fs)
	assert.Equal(t, &Decision{ID: "d-1", Event: lifecycle.Withdraw, Role: lifecycle.Judge, Actor: "J001", Data: []byte(`{"reason":"和解"}`)}, d)
}

func TestOneThingWrongWithADecisionIsOneFault(t *testing.T) {
	for _, c := range []struct{ name, in, field, says string }{
		{"no ID", `{"event":"withdraw","role":"judge","actor":"J001","data":{"reason":"x"}}`, "id", "1 to 128"},
		{"a path as ID", `{"id":"../x","event":"withdraw","role":"judge","actor":"J001","data":{"reason":"x"}}`, "id", "1 to 128"},
		{"long ID", `{"id":"` + strings.Repeat("a", 129) + `","event":"withdraw","role":"judge","actor":"J001","data":{"reason":"x"}}`, "id", "1 to 128"},
		{"no event", `{"id":"a","role":"judge","actor":"J001"}`, "event", "such as accept"},
		{"unknown event", `{"id":"a","event":"withdrawn","role":"judge","actor":"J001"}`, "event", "did you mean"},
		{"no role", `{"id":"a","event":"withdraw","actor":"J001","data":{"reason":"x"}}`, "role", "judge"},
		{"the clock is nobody", `{"id":"a","event":"withdraw","role":"clock","actor":"J001","data":{"reason":"x"}}`, "role", "judge"},
		{"no actor", `{"id":"a","event":"withdraw","role":"judge","data":{"reason":"x"}}`, "actor", "not a name"},
		{"a name", `{"id":"a","event":"withdraw","role":"judge","actor":"李法官","data":{"reason":"x"}}`, "actor", "not a name"},
		{"no reason", `{"id":"a","event":"withdraw","role":"judge","actor":"J001"}`, "data.reason", "sentence"},
		{"data twice", `{"id":"a","event":"withdraw","role":"judge","actor":"J001","data":{"reason":"x","reason":"y"}}`, "data.reason", "once"},
		{"data of another form", `{"id":"a","event":"withdraw","role":"judge","actor":"J001","data":{"reason":"x","party":"D1"}}`, "data.party", "one of reason"},
		{"too much data", `{"id":"a","event":"withdraw","role":"judge","actor":"J001","data":{"reason":"` + strings.Repeat("x", MaxData) + `"}}`, "data", "at most 262144 bytes"},
		{"trailing text", `{"id":"a","event":"withdraw","role":"judge","actor":"J001","data":{"reason":"x"}}]`, "", "nothing after it"},
		{"too large", `{"id":"` + strings.Repeat("x", maxDecision) + `"}`, "", "at most"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, fs := ReadDecision([]byte(c.in))
			require.Equal(t, []string{c.field}, fields(fs), "%s", fs)
			assert.Contains(t, fs[0].Want, c.says)
		})
	}
}

func TestFormsBelongToEventsThatExist(t *testing.T) {
	for event := range Forms {
		_, ok := lifecycle.Owner(lifecycle.Machines(), event)
		assert.True(t, ok, "%s has a form but is in no machine", event)
	}
}

func FuzzReadDecision(f *testing.F) {
	f.Add([]byte(`{"id":"d-1","event":"withdraw","role":"judge","actor":"J001","data":{"reason":"和解"}}`))
	f.Add([]byte(`{"data":{"a":{"a":1,"a":2}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, fs := ReadDecision(data)
		if fs == nil {
			if again := d.Check(); again != nil {
				t.Fatalf("accepted once, then: %s", again)
			}
		}
	})
}
