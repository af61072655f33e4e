package cli

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

func TestEveryExampleIsDataThatItsFormAccepts(t *testing.T) {
	given := usualFacts(calendar.MustParse("2022-03-04"))
	for e := range casefile.Forms {
		data, err := example(e, given)
		require.NoError(t, err)
		_, faults := casefile.ReadForm(e, data)
		assert.Empty(t, faults, "%s: %s", e, data)
	}
}

func TestExamplesAreAboutTheTrackThatIsThere(t *testing.T) {
	given := usualFacts(calendar.MustParse("2022-03-04"))
	data, err := example(lifecycle.RecordServed, given.about([]string{"delivery/judgment/D2"}))
	require.NoError(t, err)
	require.JSONEq(t, `{"document":"judgment","party":"D2","method":"direct","on":"2022-03-04","proof":"卷宗第12页"}`, string(data))
	data, err = example(lifecycle.FreezeAsset, given.about([]string{"preservation/A7"}))
	require.NoError(t, err)
	require.Contains(t, string(data), `"asset":"A7"`)
}

func TestEventWithoutAFormHasNoFieldsAndNoExample(t *testing.T) {
	require.Nil(t, fields(lifecycle.TakeEffect))
	data, err := example(lifecycle.TakeEffect, usualFacts(calendar.Date{}))
	require.NoError(t, err)
	require.Nil(t, data)
}

func TestRequiredFieldsAreThoseTheFormIsRefusedWithout(t *testing.T) {
	for e, blank := range casefile.Forms {
		var refused []string
		for _, f := range blank().Check() {
			name, _, _ := strings.Cut(f.Field, ".")
			refused = append(refused, name)
		}
		for _, f := range fields(e) {
			require.Equal(t, slices.Contains(refused, f.Name), f.Required, "%s.%s", e, f.Name)
			require.NotEmpty(t, f.Type)
			if f.Required {
				require.NotEmpty(t, f.Doc, "%s.%s", e, f.Name)
			}
		}
	}
}

func TestListsShowWhatTheyHold(t *testing.T) {
	for _, f := range fields(lifecycle.Mediate) {
		if f.Name == "obligations" {
			require.NotEmpty(t, f.Fields)
			return
		}
	}
	t.Fatal("no obligations")
}
