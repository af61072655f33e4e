package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func daysFile(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "2027.csv")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	return file
}

func TestANewTableIsAnnouncedAndEveryCaseReported(t *testing.T) {
	d := &clerkDesk{}
	file := daysFile(t, "date,kind,name\n2027-01-01,off,元旦\n2027-01-04,off,元旦\n2027-01-09,work,元旦\n")
	got := line(t, d, "", "calendar", "announce", file, "--as", "trial_management:T001", "--json")
	require.Equal(t, ExitFailed, got.code, "one case did not answer")
	require.Len(t, d.announced, 3)
	var out announcement
	require.NoError(t, json.Unmarshal([]byte(got.out), &out))
	require.Equal(t, []int{2, 1, 1}, []int{out.Told, out.Moved, out.Failed})
	require.Equal(t, "nb-1", out.Cases[0].Key)

	people := line(t, &clerkDesk{}, "", "calendar", "announce", file, "--as", "trial_management:T001")
	require.Contains(t, people.out, "答辩 2027-01-04→2027-01-05")
	require.Contains(t, people.out, "1 with periods that moved")
}

func TestABadTableIsRefusedLineByLineBeforeAnybodyIsTold(t *testing.T) {
	d := &clerkDesk{}
	file := daysFile(t, "date,kind,name\n2027-02-30,off,春节\n2027-02-06,holiday,春节\n2027-02-07,off\n")
	got := line(t, d, "", "calendar", "announce", file, "--as", "trial_management:T001")
	require.Equal(t, ExitBadInput, got.code)
	for _, want := range []string{"line 2.date", "line 3.kind", "line 4"} {
		require.Contains(t, got.err, want)
	}
	require.Nil(t, d.announced)

	require.Equal(t, ExitBadInput, line(t, d, "", "calendar", "announce", daysFile(t, "2026-10-01,work,国庆节\n"), "--as", "president:Y1").code, "contradicts the table that is built in")
	require.Equal(t, ExitBadInput, line(t, d, "", "calendar", "announce", file+"x", "--as", "president:Y1").code)
	require.Equal(t, ExitBadInput, line(t, d, "", "calendar", "announce", file).code, "--as is missing")
}
