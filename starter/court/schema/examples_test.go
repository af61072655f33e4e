package schema

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/policy"
)

// example is what of a sample case in docs/examples is filed and decided.
type example struct {
	Filing  any      `json:"filing"`
	Filings []any    `json:"filings"`
	Beside  []any    `json:"beside"`
	Faults  []string `json:"faults"` // what its filing is refused for
	Steps   []struct {
		Decide  string `json:"decide"`
		As      string `json:"as"` // ROLE:ID
		Data    any    `json:"data"`
		Refused string `json:"refused"`
	} `json:"steps"`
}

func TestExamplesOfTheDocumentationAreValid(t *testing.T) {
	files, err := filepath.Glob("../../../docs/examples/*.json")
	require.NoError(t, err)
	schemas := compiled(t)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			require.NoError(t, err)
			var e example
			require.NoError(t, json.Unmarshal(data, &e))
			if e.Filing != nil {
				e.Filings = append(e.Filings, e.Filing)
			}
			require.NotEmpty(t, e.Filings)
			for _, f := range append(e.Filings, e.Beside...) {
				judgeExample(t, schemas[Filing], fill("", f), e.Faults)
			}
			for i, s := range e.Steps {
				if s.Decide == "" {
					continue
				}
				role, actor, _ := strings.Cut(s.As, ":")
				d := map[string]any{"id": "step-" + strconv.Itoa(i), "event": s.Decide, "role": role, "actor": actor}
				if s.Data != nil {
					d["data"] = fill("", s.Data)
				}
				_, fs := casefile.ReadDecision([]byte(text(d)))
				if s.Refused == string(casefile.BadInput) || s.Refused == string(casefile.UnknownEvent) {
					// What only the case can see is refused later.
					continue
				}
				assert.Empty(t, fs, "step %d: %s", i, text(d))
				assert.NoError(t, validate(schemas[Decision], d), "step %d", i)
			}
		})
	}
}

// judgeExample wants a filing to be clean, or to have exactly the faults that
// its file announces.
func judgeExample(t *testing.T, s *jsonschema.Schema, filing any, announced []string) {
	t.Helper()
	_, fs := casefile.ReadFiling([]byte(text(filing)), policy.Default(), today)
	var got []string
	for _, f := range fs {
		got = append(got, f.Field)
	}
	slices.Sort(got)
	slices.Sort(announced)
	assert.Equal(t, announced, got, "%s", fs)
	if len(announced) == 0 {
		assert.NoError(t, validate(s, filing))
	}
}

// fill puts values for what an example leaves to the day it is played on:
// "@today+30", "@mark:hearing", "@fee", "（{year}）浙02民终567号".
func fill(field string, v any) any {
	switch v := v.(type) {
	case map[string]any:
		for name, member := range v {
			v[name] = fill(name, member)
		}
	case []any:
		for i, member := range v {
			v[i] = fill(field, member)
		}
	case string:
		if !strings.HasPrefix(v, "@") {
			return strings.ReplaceAll(v, "{year}", strconv.Itoa(today.Year()))
		}
		if strings.HasSuffix(field, "Fen") {
			return 100
		}
		if _, of, is := strings.Cut(v, "@person:"); is { // each another
			n, _ := strconv.Atoi(strings.TrimLeft(of, "PDG"))
			return casefile.WithCheckDigit(fmt.Sprintf("33990019820615%03d", n))
		}
		if _, place, is := strings.Cut(v, "@key:"); is {
			return "nb-2020-0001-" + strings.NewReplacer(":", "-", "/", "-").Replace(strings.ToLower(place))
		}
		_, later, _ := strings.Cut(v, "+")
		days, _ := strconv.Atoi(later)
		return today.AddDays(days).String()
	}
	return v
}
