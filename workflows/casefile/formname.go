package casefile

import "strings"

// FormSlug is the name of a form as documents are named after it: bankruptcy-court
// for BankruptcyCourtForm.
func FormSlug(name string) string {
	var b strings.Builder
	for i, c := range strings.TrimSuffix(name, "Form") {
		if 'A' <= c && c <= 'Z' {
			if i > 0 {
				b.WriteByte('-')
			}
			c += 'a' - 'A'
		}
		b.WriteRune(c)
	}
	return b.String()
}
