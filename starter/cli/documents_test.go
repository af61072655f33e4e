package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/starter/court"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

func notice(content string) court.PaperContent {
	sum := sha256.Sum256([]byte(content))
	return court.PaperContent{Type: "text/html", Content: []byte(content), Paper: court.Paper{Case: "nb-1", DocumentView: casefile.DocumentView{
		ID: "nb-1/complaint_notice/D1/1", Kind: casefile.ComplaintNotice, To: "D1", On: calendar.MustParse("2019-03-08"), SHA256: hex.EncodeToString(sum[:]),
	}}}
}

func TestDocumentsList(t *testing.T) {
	r := line(t, &clerkDesk{papers: []court.Paper{notice("<p>应诉通知书</p>").Paper}}, "", "documents", "list", "nb-1")
	require.Equal(t, ExitDone, r.code, r.err)
	golden(t, "documents.txt", r.out)
	j := line(t, &clerkDesk{}, "", "documents", "list", "nb-1", "--json")
	require.JSONEq(t, `{"key":"nb-1","documents":[]}`, j.out)
}

func TestDocumentIsWrittenWholeAndNeverOverAnother(t *testing.T) {
	out := filepath.Join(t.TempDir(), "notice.html")
	d := &clerkDesk{paper: notice("<p>应诉通知书</p>")}
	r := line(t, d, "", "documents", "get", "nb-1/complaint_notice/D1/1", "--out", out)
	require.Equal(t, ExitDone, r.code, r.err)
	got, err := os.ReadFile(out)
	require.NoError(t, err)
	require.Equal(t, "<p>应诉通知书</p>", string(got))
	info, err := os.Stat(out)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())

	again := line(t, &clerkDesk{paper: notice("other")}, "", "documents", "get", "nb-1/complaint_notice/D1/1", "--out", out)
	require.Equal(t, ExitBadInput, again.code)
	got, err = os.ReadFile(out)
	require.NoError(t, err)
	require.Equal(t, "<p>应诉通知书</p>", string(got))
	left, err := os.ReadDir(filepath.Dir(out))
	require.NoError(t, err)
	require.Len(t, left, 1, "no draft is left behind")

	nowhere := line(t, d, "", "documents", "get", "x", "--out", filepath.Join(t.TempDir(), "no", "such", "folder"))
	require.Equal(t, ExitBadInput, nowhere.code)
}

func TestDocumentThatWasChangedIsNotGivenOut(t *testing.T) {
	doc := notice("<p>应诉通知书</p>")
	doc.Content = []byte("<p>改过</p>")
	out := filepath.Join(t.TempDir(), "notice.html")
	r := line(t, &clerkDesk{paper: doc}, "", "documents", "get", doc.ID, "--out", out)
	require.Equal(t, ExitFailed, r.code)
	_, err := os.Stat(out)
	require.True(t, os.IsNotExist(err))
}

func TestDocumentToStandardOutput(t *testing.T) {
	r := line(t, &clerkDesk{paper: notice("<p>x</p>")}, "", "documents", "get", "x", "--out", "-")
	require.Equal(t, "<p>x</p>", r.out)
}

func TestCertificateApply(t *testing.T) {
	d := &clerkDesk{applied: court.Application{Key: "nb-1-zhengming-d1", Case: "nb-1", Party: "D1", Status: court.AlreadyFiled}}
	r := line(t, d, "", "certificate", "apply", "nb-1", "--party", "D1")
	require.Equal(t, ExitDone, r.code, r.err)
	require.Contains(t, r.out, "此前已申请 already applied for  nb-1-zhengming-d1")
	j := line(t, d, "", "certificate", "apply", "nb-1", "--party", "D1", "--json")
	require.JSONEq(t, `{"key":"nb-1-zhengming-d1","case":"nb-1","party":"D1","status":"already_filed"}`, j.out)
}

func TestVersion(t *testing.T) {
	r := line(t, &clerkDesk{}, "", "version")
	require.Equal(t, ExitDone, r.code)
	require.Contains(t, r.out, "履行 Luxing")
	j := line(t, &clerkDesk{}, "", "version", "--json")
	require.Contains(t, j.out, `"go": "go`)
}

func TestLawCalculatorsAreMounted(t *testing.T) {
	r := line(t, &clerkDesk{}, "", "law", "fee", "--claim", "300000")
	require.Equal(t, ExitDone, r.code, r.err)
	require.Contains(t, r.out, "5800.00")
	j := line(t, &clerkDesk{}, "", "law", "fee", "--claim", "x", "--json")
	require.Equal(t, ExitBadInput, j.code)
	require.Contains(t, j.err, `"faults"`)
}

func TestEnforcementApply(t *testing.T) {
	d := &clerkDesk{applied: court.Application{Key: "nb-1-zhi", Case: "nb-1", Party: "P1", Status: court.Filed}}
	r := line(t, d, "", "enforcement", "apply", "nb-1", "--party", "P1", "--as", "clerk:C001")
	require.Equal(t, ExitDone, r.code, r.err)
	require.Contains(t, r.out, "已申请 applied for  nb-1-zhi")
	require.Equal(t, court.LateEnforcement{Case: "nb-1", Party: "P1", Role: lifecycle.Clerk, Actor: "C001"}, d.enforced)
	d.applied.Status = court.AlreadyFiled
	j := line(t, d, "", "enforcement", "apply", "nb-1", "--party", "P1", "--as", "clerk:C001", "--json")
	require.JSONEq(t, `{"key":"nb-1-zhi","case":"nb-1","party":"P1","status":"already_filed"}`, j.out)
	require.NotEqual(t, ExitDone, line(t, d, "", "enforcement", "apply", "nb-1", "--party", "P1").code, "who hands it in is asked for")
	require.NotEqual(t, ExitDone, line(t, d, "", "enforcement", "apply", "nb-1", "--party", "P1", "--as", "nobody:C001").code)
}
