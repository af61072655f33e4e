package documents

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// browser finds a Chromium to print with. LUXING_TEST_CHROMIUM=required, as
// CI sets it, makes its absence a failure.
func browser(t *testing.T) string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("LUXING_TEST_CHROMIUM") == "required" {
		t.Fatal("LUXING_TEST_CHROMIUM=required, but no chromium is in the PATH")
	}
	t.Skip("no chromium in the PATH: install Debian's chromium and fonts-noto-cjk to see documents printed")
	return ""
}

// A document that runs over has its seal alone on a second page, which no
// court would send.
func TestNormalDocumentsPrintOnOneA4Page(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(browser(t)), chromedp.NoSandbox,
		chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx)
	defer cancel()

	onePage := regexp.MustCompile(`/Type\s*/Page\b`)
	a4 := regexp.MustCompile(`/MediaBox\s*\[0 0 59[45]\.?\d* 84[12]\.?\d*\]`)
	for name, s := range samples() {
		t.Run(name, func(t *testing.T) {
			doc, err := Render(s.order, s.facts)
			require.NoError(t, err)
			file := filepath.Join(t.TempDir(), "document.html")
			require.NoError(t, os.WriteFile(file, doc.HTML, 0o600))
			require.NoError(t, chromedp.Do(ctx, chromedp.Navigate("file://"+file)))
			pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize(), chromedp.PDFPrintBackground()))
			require.NoError(t, err)
			require.Len(t, onePage.FindAll(pdf, -1), 1, "pages")
			require.Regexp(t, a4, string(pdf))
		})
	}
}
