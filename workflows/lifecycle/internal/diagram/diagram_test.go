package diagram

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/lifecycle"
)

func TestPageIsUpToDate(t *testing.T) {
	onDisk, err := os.ReadFile("../../../../docs/lifecycle.md")
	require.NoError(t, err)
	if string(onDisk) != Page() {
		t.Fatal("docs/lifecycle.md is stale: run go generate ./workflows/lifecycle")
	}
}

func TestPageIsTheSameEveryTime(t *testing.T) {
	for range 20 {
		require.Equal(t, Page(), Page())
	}
}

func TestPageHasEveryStateRowAndClock(t *testing.T) {
	page := Page()
	for _, m := range lifecycle.Machines() {
		assert.Contains(t, page, "## "+m.Name+" "+m.NameEN)
		for _, s := range m.States {
			assert.Contains(t, page, "| `"+string(s.State)+"` | "+s.Name+" |")
			for _, c := range s.Clocks {
				assert.Contains(t, page, "`"+c+"`")
			}
		}
		for _, r := range m.Rows {
			assert.Contains(t, page, "| `"+string(r.Event)+"` | "+r.Name+" | "+r.NameEN+" |")
			assert.Contains(t, page, "| "+r.Article+" |")
		}
	}
	for line := range strings.SplitSeq(page, "\n") {
		assert.False(t, strings.HasPrefix(line, "|") && !strings.HasSuffix(line, "|"), "a table's line is broken: %s", line)
	}
}

func TestPicturesShowWhatMovesAndNothingElse(t *testing.T) {
	for _, m := range lifecycle.Machines() {
		var picture string
		for _, p := range Pictures(m) {
			picture += p.Mermaid
		}
		for _, r := range m.Rows {
			for _, s := range r.From {
				if r.Stays(s) {
					continue
				}
				found := false
				for line := range strings.SplitSeq(picture, "\n") {
					arrow, label, _ := strings.Cut(strings.TrimSpace(line), ": ")
					if arrow == string(s)+" --> "+string(r.To) {
						assert.False(t, found, "%s: two arrows %s", m.ID, arrow)
						found = true
						assert.Contains(t, strings.Split(label, "<br/>"), r.Name)
					}
				}
				assert.True(t, found, "%s: no arrow for %s from %s", m.ID, r.Event, s)
			}
		}
		for _, s := range m.Initial {
			assert.Contains(t, picture, "[*] --> "+string(s)+"\n")
		}
		for _, s := range m.States {
			assert.Contains(t, picture, "state \""+s.Name+"\" as "+string(s.State)+"\n")
			assert.Equal(t, s.Terminal, strings.Contains(picture, "\n    "+string(s.State)+" --> [*]\n"))
			assert.NotContains(t, picture, "\n    "+string(s.State)+" --> "+string(s.State)+":", "no arrow onto itself")
		}
	}
}
