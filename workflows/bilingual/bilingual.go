// Package bilingual takes texts apart that are written in both languages of a
// case's people, Chinese first, and puts such texts together: 「期满 the period is
// over」. What people see on a page is the half in their language; the command
// line and the API keep both.
package bilingual

import (
	"fmt"
	"strings"
	"unicode"
)

// Halves takes a text apart: 「期满 the period is over」 or 「期满 / the period is
// over」. The Chinese half ends in a character or a mark of Chinese, so that the
// blank after it parts the two; what stands in quotes is somebody's own words
// and tells nothing. en is empty when the text is in one language.
func Halves(s string) (zh, en string) {
	if zh, en, ok := strings.Cut(s, " / "); ok && hasHan(zh) && mostlyLatin(en) {
		return strings.TrimSpace(zh), strings.TrimSpace(en)
	}
	runes := []rune(s)
	quoted := false
	for i, r := range runes {
		switch r {
		case '“':
			quoted = true
		case '”':
			quoted = false
		}
		if quoted || r != ' ' || i == 0 || i == len(runes)-1 || runes[i+1] >= unicode.MaxASCII && runes[i+1] != '“' {
			continue
		}
		if wide(runes[i-1]) || i > 1 && runes[i-1] == ':' && wide(runes[i-2]) {
			if tail := string(runes[i+1:]); mostlyLatin(tail) {
				return strings.TrimSuffix(string(runes[:i]), ":"), tail
			}
		}
	}
	return s, ""
}

// Join puts texts together, each half with the like halves of the others: zh
// and en say how, with a %s for every text. A text in one language stands in
// both as it is.
func Join(zh, en string, texts ...string) string {
	inZH, inEN := make([]any, len(texts)), make([]any, len(texts))
	for i, t := range texts {
		first, second := Halves(t)
		if second == "" {
			second = first
		}
		inZH[i], inEN[i] = first, second
	}
	return fmt.Sprintf(zh, inZH...) + " " + fmt.Sprintf(en, inEN...)
}

// OneOf asks for one of a few words, which both halves list.
func OneOf(words []string) string {
	if len(words) == 0 {
		return "没有可选的，现无符合条件者 one of none: nothing fits now"
	}
	return "下列之一（" + strings.Join(words, "、") + "） one of " + strings.Join(words, ", ")
}

func hasHan(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// wide are Chinese characters and their punctuation.
func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || strings.ContainsRune("）”》」。，；：、？", r)
}

// mostlyLatin is what reads as English, though it may quote a Chinese name or
// cite an article in brackets.
func mostlyLatin(s string) bool {
	letters, han, quoted, inside := 0, 0, false, 0
	for _, r := range s {
		switch {
		case r == '(':
			inside++
		case r == ')':
			inside = max(inside-1, 0)
		case inside > 0:
		case r == '“', r == '”':
			quoted = r == '“'
		case r == '"':
			quoted = !quoted
		case quoted:
		case unicode.Is(unicode.Han, r):
			han++
		case unicode.IsLetter(r):
			letters++
		}
	}
	return letters >= 2 && letters > 3*han
}
