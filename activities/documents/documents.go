package documents

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"slices"

	"luxing/workflows/casefile"
)

// CaseFacts is what the register knows of the case that a document belongs to.
type CaseFacts struct {
	Court      string // the code, 浙0211
	CaseNumber string // the civil case's
	Cause      string
	Procedure  casefile.Procedure
	Parties    []casefile.Party
	// People are names of those who work at the court, by their IDs: those of
	// [Officials] whom the roster knows.
	People map[string]string
	// Holders are those whom a document of the integrity list is about.
	Holders []Holder
	// Number is the document's own number line where it is not the civil
	// case's: the enforcement case's, or the certificate's.
	Number string
	// Verification is the code by which a certificate is verified.
	Verification string
	// VerifyURL is where it is verified, code included; empty where the court has
	// configured no address.
	VerifyURL string
}

// Holder is one holder of a certificate, as a document of the integrity list
// names them.
type Holder struct {
	Party casefile.Party
	casefile.ListEntry
}

// Document is one rendered document.
type Document struct {
	HTML   []byte
	SHA256 string // of HTML, in hex
	// Missing names the facts that show as 「待补」, in the order the page has them.
	Missing []string
	// Unknown names facts of the order that no template of this kind prints, sorted.
	Unknown []string
}

// UnknownKindError is returned for a kind of document without a template. A
// newer worker may have one, so trying again can help.
type UnknownKindError struct{ Kind casefile.DocumentKind }

// Error names the kind.
func (e *UnknownKindError) Error() string {
	return fmt.Sprintf("no template for a document of kind %q", e.Kind)
}

//go:embed templates
var sources embed.FS

// templates holds a parsed template for every kind of the table.
var templates = func() map[casefile.DocumentKind]*template.Template {
	base := template.Must(template.ParseFS(sources, "templates/base.html"))
	parsed := make(map[casefile.DocumentKind]*template.Template, len(kindTable))
	for _, k := range kindTable {
		t := template.Must(base.Clone())
		parsed[k.kind] = template.Must(t.ParseFS(sources, "templates/"+string(k.kind)+".html"))
	}
	return parsed
}()

// Render makes the document that an order asks for. What is missing shows on
// the page and in the answer; the only errors are *[UnknownKindError] and a
// template that fails, which no order can cause.
func Render(order casefile.DocumentOrder, facts CaseFacts) (Document, error) {
	if order.Kind == casefile.DailyDigest {
		return renderDigest(order, facts)
	}
	info, ok := findKind(order.Kind)
	if !ok {
		return Document{}, &UnknownKindError{Kind: order.Kind}
	}
	p := newPage(info, order, facts)
	var out bytes.Buffer
	if err := templates[order.Kind].Execute(&out, p); err != nil {
		return Document{}, fmt.Errorf("rendering %s: %w", order.Kind, err)
	}
	sum := sha256.Sum256(out.Bytes())
	doc := Document{HTML: out.Bytes(), SHA256: hex.EncodeToString(sum[:]), Missing: p.missing}
	for key := range order.Facts {
		if !slices.ContainsFunc(Facts(order.Kind), func(f Fact) bool { return f.Key == key }) {
			doc.Unknown = append(doc.Unknown, key)
		}
	}
	slices.Sort(doc.Unknown)
	return doc, nil
}
