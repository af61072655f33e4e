package console

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"unicode"

	"luxing/starter/access"
	"luxing/workflows/bilingual"
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
	zh, en := bilingual.Halves(s)
	return l.of(zh, en)
}

func hasHan(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// wide are Chinese characters and their punctuation.
func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || strings.ContainsRune("）”》」。，；：、", r)
}
