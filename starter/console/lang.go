package console

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"unicode"

	"luxing/starter/access"
)

// Lang is a language of the pages.
type Lang string

// The languages.
const (
	Chinese Lang = "zh"
	English Lang = "en"
)

// Tag is the language as HTML names it.
func (l Lang) Tag() string {
	if l == English {
		return "en"
	}
	return "zh-CN"
}

// Other is the language that the switch offers.
func (l Lang) Other() Lang {
	if l == English {
		return Chinese
	}
	return English
}

// of picks the text of a language; Chinese where there is no other.
func (l Lang) of(zh, en string) string {
	if l == English && en != "" {
		return en
	}
	return zh
}

// langCookie keeps a person's choice of language.
const langCookie = "luxing-lang"

// language finds the language of a request, and keeps one that was asked for.
func language(w http.ResponseWriter, r *http.Request) Lang {
	switch asked := Lang(r.URL.Query().Get("lang")); asked {
	case Chinese, English:
		http.SetCookie(w, &http.Cookie{
			Name: langCookie, Value: string(asked), Path: "/", MaxAge: 365 * 24 * 3600,
			HttpOnly: true, Secure: access.TLS(r.Context()), SameSite: http.SameSiteLaxMode,
		})
		return asked
	}
	if c, err := r.Cookie(langCookie); err == nil && Lang(c.Value) == English {
		return English
	}
	return Chinese
}

// T is a text of the catalogue, with its arguments. A key that is not there
// shows itself, and a test finds it.
func (l Lang) T(key string, args ...any) string {
	text, ok := catalogue[key]
	if !ok {
		return key
	}
	s := text.zh
	if l == English {
		s = text.en
	}
	if len(args) > 0 {
		s = fmt.Sprintf(s, args...)
		if l == English {
			s = single.ReplaceAllString(s, "${1}1 $2")
		}
	}
	return s
}

// single is a plural after a one.
var single = regexp.MustCompile(`(^|[^\d.,-])1 (day|holder|case|place|record)s\b`)

// named is the catalogue's text under a prefix and a word of the code, or the
// word itself, made readable, when it has none.
func (l Lang) named(prefix, word string) string {
	if word == "" {
		return ""
	}
	if _, ok := catalogue[prefix+word]; ok {
		return l.T(prefix + word)
	}
	return strings.ReplaceAll(word, "_", " ")
}

// pick takes the language's half of a text that cases write in both, Chinese
// first: 「期满 the period is over」 or 「期满 / the period is over」.
func (l Lang) pick(s string) string {
	zh, en := halves(s)
	return l.of(zh, en)
}

// halves takes a bilingual text apart; en is empty when it is in one language.
func halves(s string) (zh, en string) {
	if zh, en, ok := strings.Cut(s, " / "); ok && hasHan(zh) && mostlyLatin(en) {
		return strings.TrimSpace(zh), strings.TrimSpace(en)
	}
	runes := []rune(s)
	for i := 1; i < len(runes)-1; i++ {
		if runes[i] == ' ' && (wide(runes[i-1]) || i > 1 && runes[i-1] == ':' && wide(runes[i-2])) && runes[i+1] < unicode.MaxASCII {
			if tail := string(runes[i+1:]); mostlyLatin(tail) {
				return strings.TrimSuffix(string(runes[:i]), ":"), tail
			}
		}
	}
	return s, ""
}

func hasHan(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// wide are Chinese characters and their punctuation.
func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || strings.ContainsRune("）”》」。，；：、", r)
}

// mostlyLatin is what reads as English, though it may quote a Chinese name.
func mostlyLatin(s string) bool {
	letters, han := 0, 0
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Han, r):
			han++
		case unicode.IsLetter(r):
			letters++
		}
	}
	return letters >= 2 && letters > 3*han
}
