package register

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
)

// A worker of the next release reads an old record with a field more, empty.
// It must find the digest that the old worker wrote, or a record that was
// written just before the rollout would be refused as another one.
func TestEmptyFieldsDoNotChangeTheDigest(t *testing.T) {
	read := func(s string) any {
		var v any
		require.NoError(t, json.Unmarshal([]byte(s), &v))
		v, _ = pruned(number(v))
		return v
	}
	require.Equal(t, read(`{"key":"a","list":[{"n":1},{}]}`),
		read(`{"key":"a","list":[{"n":1,"zero":0},{"day":""}],"more":0,"text":"","none":null,"no":false,"all":[],"map":{},"when":"0001-01-01T00:00:00Z","deep":{"x":{"y":0}}}`))
	require.NotEqual(t, read(`{"list":[{"n":1},{}]}`), read(`{"list":[{},{"n":1}]}`), "places in a list count")
	require.NotEqual(t, read(`{"n":1}`), read(`{"n":10}`))
}

// number makes float64, as json reads it here, what a decoder with UseNumber gives.
func number(v any) any {
	switch x := v.(type) {
	case float64:
		raw, _ := json.Marshal(x)
		return json.Number(raw)
	case []any:
		for i := range x {
			x[i] = number(x[i])
		}
	case map[string]any:
		for k := range x {
			x[k] = number(x[k])
		}
	}
	return v
}

func TestTheDigestSeesEveryFen(t *testing.T) {
	one := casefile.Record{Key: "a", Row: casefile.Row{ClaimFen: 9_007_199_254_740_993}}
	other := one
	other.Row.ClaimFen-- // the same as a float
	a, err := digest(&one)
	require.NoError(t, err)
	b, err := digest(&other)
	require.NoError(t, err)
	require.NotEqual(t, a, b)
}
