package casefile

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestStrictDecodingNamesEveryFault(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string // fields, in order
		says     string
	}{
		{"clean", `{"key":"a-1","claimFen":5,"online":true,"filedOn":"2019-03-04","parties":[{"id":"P1"}]}`, nil, ""},
		{"null is left out", `{"key":null,"claimFen":null,"parties":null,"filedOn":null,"attachments":[null]}`, nil, ""},
		{"unknown field", `{"kee":"a"}`, []string{"kee"}, "did you mean key?"},
		{"unknown field inside", `{"parties":[{},{"nmae":"x"}]}`, []string{"parties[1].nmae"}, "did you mean name?"},
		{"unknown field skipped whole", `{"foo":{"a":[1,{"b":2}]},"key":7}`, []string{"foo", "key"}, "text in quotes"},
		{"another spelling", `{"KEY":"a","Key":"b"}`, []string{"KEY", "Key"}, "unknown field"},
		{"given twice", `{"key":"a","key":"b"}`, []string{"key"}, "each field once"},
		{"given twice, escaped", `{"key":"a","\u006bey":"b"}`, []string{"key"}, "each field once"},
		{"given twice in what is skipped", `{"foo":{"a":1,"a":2}}`, []string{"foo", "foo.a"}, "each field once"},
		{"types", `{"key":1,"claimFen":"1","online":"yes","parties":{},"filedOn":20190304}`,
			[]string{"key", "claimFen", "online", "parties", "filedOn"}, "a whole number"},
		{"object where text is", `{"key":{"a":1},"claimFen":[1]}`, []string{"key", "claimFen"}, "text in quotes"},
		{"fraction", `{"claimFen":1.5}`, []string{"claimFen"}, "without fraction"},
		{"exponent", `{"claimFen":1e3}`, []string{"claimFen"}, "without fraction"},
		{"beyond int64", `{"claimFen":9223372036854775808}`, []string{"claimFen"}, "without fraction"},
		{"no such day", `{"filedOn":"2019-02-29"}`, []string{"filedOn"}, "2019-02-01 to 2019-02-28"},
		{"trailing text", `{"key":"a"} x`, []string{""}, "nothing after it"},
		{"trailing object", `{"key":"a"}{}`, []string{""}, "nothing after it"},
		{"cut off", `{"key":"a"`, []string{""}, "ends too early"},
		{"empty", ``, []string{""}, "ends too early"},
		{"a list", `[]`, []string{""}, "an object in braces"},
		{"no JSON", `key: a`, []string{""}, "malformed"},
		{"comma too many", `{"key":"a",}`, []string{""}, "malformed"},
		{"not UTF-8", "{\"key\":\"\xff\"}", []string{""}, "UTF-8"},
		{"nested for ever", `{"foo":` + strings.Repeat("[", 100_000) + `}`, []string{"foo", ""}, "nested deeper"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var f Filing
			fs := decodeStrict([]byte(c.in), &f)
			assert.Equal(t, c.want, fields(fs), "%s", fs)
			assert.Contains(t, fs.Error(), c.says)
		})
	}
}

func TestStrictDecodingKeepsRawData(t *testing.T) {
	var d Decision
	fs := decodeStrict([]byte(`{ "id" : "d1", "data" : {"a": [1, 2]}  , "event":"pay"}`), &d)
	require.Empty(t, fs)
	assert.Equal(t, `{"a": [1, 2]}`, string(d.Data))
	assert.EqualValues(t, "pay", d.Event)

	fs = decodeStrict([]byte(`{"data":{"a":{"b":1,"b":2}}}`), &d)
	assert.Equal(t, []string{"data.a.b"}, fields(fs))
}

func TestStrictDecodingBoundsItsReport(t *testing.T) {
	var f Filing
	fs := decodeStrict([]byte(`{"relatedCases":[`+strings.TrimSuffix(strings.Repeat("1,", 1500), ",")+`]}`), &f)
	assert.LessOrEqual(t, len(fs), maxDecodeFaults+1)
	assert.Contains(t, fs.Error(), "too many faults")

	fs = decodeStrict([]byte(`{"parties":[`+strings.TrimSuffix(strings.Repeat("{},", 100_000), ",")+`]}`), &f)
	assert.Equal(t, []string{"parties"}, fields(fs))
	assert.Len(t, f.Parties, maxItems)

	fs = decodeStrict([]byte(`{"`+strings.Repeat("长", 10_000)+`\u202e":1}`), &f)
	require.Len(t, fs, 1)
	assert.Less(t, len(fs[0].Field), 60)
}

// What passes must mean the same to encoding/json, by which everybody else reads it.
func FuzzDecodeStrictAgreesWithEncodingJSON(f *testing.F) {
	for _, s := range []string{
		`{"key":"a-1","claimFen":5,"filedOn":"2019-03-04","parties":[{"id":"P1","eService":true}],"attachments":[{"name":"诉状"}]}`,
		`{"relatedCases":["(2010)宁执字第00099号",null],"online":false}`, `{"key":"a","KEY":"b"}`, `{"parties":[{}]}`, `{"parties":[],"attachments":[]}`, `null`, `{"filedOn":""}`,
		`{"key":"\ud800"}`, `{"a":`, `{"claimFen":-0}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var ours, theirs Filing
		if decodeStrict(data, &ours) != nil {
			return
		}
		if err := json.Unmarshal(data, &theirs); err != nil {
			t.Fatalf("accepted, but encoding/json says %v", err)
		}
		assert.Equal(t, mustJSON(theirs), mustJSON(ours))
	})
}

func TestEveryInputCanBeDecodedStrictly(t *testing.T) {
	// The decoder panics on types it does not know, so that a new one is seen here.
	for _, in := range []any{&Filing{}, &Decision{}} {
		require.NotPanics(t, func() { decodeStrict([]byte(full), in) })
	}
	for event, blank := range Forms {
		require.NotPanics(t, func() { decodeStrict([]byte(full), blank()) }, event)
		b := mustJSON(blank())
		assert.Empty(t, decodeStrict([]byte(b), blank()), "%s: what we write we read: %s", event, b)
	}
}

// full names every field of any input once, so that each is decoded.
var full = func() string {
	m := map[string]any{}
	collect(m, mustMap(Filing{}), mustMap(Decision{}))
	for _, blank := range Forms {
		collect(m, mustMap(blank()))
	}
	return mustJSON(m)
}()

func collect(into map[string]any, from ...map[string]any) {
	for _, m := range from {
		for k, v := range m {
			into[k] = v
		}
	}
}

func mustMap(v any) map[string]any {
	var m map[string]any
	if err := json.Unmarshal([]byte(mustJSON(v)), &m); err != nil {
		panic(err)
	}
	return m
}

func mustJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

func fields(fs Faults) []string {
	var names []string
	for _, f := range fs {
		names = append(names, f.Field)
	}
	return names
}
