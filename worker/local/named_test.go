package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/worker/local/docket"
	"luxing/workflows/calendar"
)

// TestSamplesThatAreNamed plays the samples of LUXING_TEST_SAMPLES, by their
// numbers, for whoever writes one; with -v it tells every event of every member:
//
//	LUXING_TEST_SAMPLES=46,47 go test ./worker/local -run TestSamplesThatAreNamed -v
//
// With LUXING_TEST_BEGIN, a day, they begin then and are played among holidays.
func TestSamplesThatAreNamed(t *testing.T) {
	names := os.Getenv("LUXING_TEST_SAMPLES")
	if names == "" {
		t.Skip("names none")
	}
	// From the folder and not from what is linked: the test program stays as it is
	// while samples change.
	all, err := docket.Load(os.DirFS(filepath.Join("..", "..", "docs", "examples")))
	require.NoError(t, err)
	chosen := slices.DeleteFunc(all, func(s docket.Sample) bool {
		return names != "all" && !slices.Contains(strings.Split(names, ","), s.Name[:2])
	})
	require.NotEmpty(t, chosen)
	cases := docket.Cases(chosen)
	l := stage(t)
	p := playerOn(t, l, unique(t))
	if s := os.Getenv("LUXING_TEST_BEGIN"); s != "" {
		begin := calendar.MustParse(s)
		p.Begin, p.Court.Days = begin.Start(), holidays(begin)
	}
	outcomes := p.Play(t.Context(), cases)
	book := openBook(t, registerFile(l.server.DataDir()))
	for _, o := range outcomes {
		for _, key := range o.Members {
			events := book.strings(t, "SELECT event FROM entries WHERE key = ? ORDER BY seq, pos", key)
			t.Logf("%s %s: %s", o.Sample, key, strings.Join(events, " "))
		}
	}
	require.NoError(t, docket.Err(outcomes))
}
