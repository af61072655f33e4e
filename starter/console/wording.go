package console

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// marked marks, in a page that is finished, what is not in the page's language:
// a party's name on an English page, an English example on a Chinese one. Who
// listens to a page hears each read as what it is, and nobody who writes a page
// has to think of it.
//
// It reads what templ writes: tags whose attributes hold no > as such.
func marked(page []byte, in Lang) []byte {
	out := bytes.NewBuffer(make([]byte, 0, len(page)+len(page)/8))
	var own []string // the open elements that say their language themselves, by name
	for len(page) > 0 {
		at := bytes.IndexByte(page, '<')
		if at != 0 {
			if at < 0 {
				at = len(page)
			}
			if text := page[:at]; len(own) > 0 {
				out.Write(text)
			} else {
				markText(out, string(text), in)
			}
			page = page[at:]
			continue
		}
		end := bytes.IndexByte(page, '>')
		if end < 0 {
			out.Write(page)
			break
		}
		tag := page[:end+1]
		page = page[end+1:]
		name := tagName(tag)
		switch {
		case len(own) > 0:
			// Inside: only where it ends matters.
			if strings.TrimPrefix(name, "/") == strings.TrimPrefix(own[0], "/") && !bytes.HasSuffix(tag, []byte("/>")) {
				if name[0] == '/' {
					own = own[1:]
				} else {
					own = append(own, name)
				}
			}
			out.Write(tag)
		case name == "script" || name == "style" || name == "textarea":
			// Not to be read, or somebody's own words.
			own = append(own, name)
			out.Write(tag)
		case name != "html" && bytes.Contains(tag, []byte(" lang=")) && !bytes.HasSuffix(tag, []byte("/>")) && name != "input":
			own = append(own, name)
			out.Write(tag)
		case name == "option" || name == "title" || name == "text":
			// These take no element inside: the whole is one language or the other.
			text := page
			if i := bytes.IndexByte(text, '<'); i >= 0 {
				text = text[:i]
			}
			out.Write(tag[:len(tag)-1])
			if run := nextRun(string(text), in); run.to > run.from {
				out.WriteString(` lang="` + in.Other().Tag() + `"`)
			}
			out.WriteByte('>')
			out.Write(text)
			page = page[len(text):]
		default:
			out.Write(tag)
		}
	}
	return out.Bytes()
}

// tagName is a tag's name, with the slash of one that closes.
func tagName(tag []byte) string {
	name := strings.TrimLeft(string(tag), "<")
	if i := strings.IndexAny(name[min(1, len(name)):], " />\n\t"); i >= 0 {
		name = name[:i+1]
	}
	return name
}

// markText writes a text with its foreign runs marked.
func markText(out *bytes.Buffer, text string, in Lang) {
	for text != "" {
		run := nextRun(text, in)
		if run.to <= run.from {
			break
		}
		out.WriteString(text[:run.from])
		out.WriteString(`<span lang="` + in.Other().Tag() + `">`)
		out.WriteString(text[run.from:run.to])
		out.WriteString(`</span>`)
		text = text[run.to:]
	}
	out.WriteString(text)
}

// run is a part of a text.
type run struct{ from, to int }

// nextRun is the first part of a text that is in the other language.
func nextRun(text string, in Lang) run {
	if in == English {
		return hanRun(text)
	}
	return latinRun(text)
}

// hanRun is from one wide character to the last that follows with nothing but
// digits and marks between, as in a case number.
func hanRun(text string) run {
	r, han := run{-1, -1}, false
	for i, c := range text {
		switch {
		case wide(c) || strings.ContainsRune("（《「", c) || strings.ContainsRune("“”‘’【】〔〕", c) && r.from >= 0:
			if r.from < 0 {
				r.from = i
			}
			r.to, han = i+utf8.RuneLen(c), han || unicode.Is(unicode.Han, c)
		case unicode.IsDigit(c), strings.ContainsRune(" -·/%", c):
		case han:
			return r
		default:
			r = run{-1, -1}
		}
	}
	if !han {
		return run{}
	}
	return r
}

// latinRun is three words or more of English that follow each other: a word or
// two may be a name or a code.
func latinRun(text string) run {
	r, words, letters, lower := run{-1, -1}, 0, 0, false
	word := func(end int) {
		if letters >= 2 && lower {
			words++
		}
		if letters > 0 {
			r.to = end
		}
		letters, lower = 0, false
	}
	for i, c := range text {
		switch {
		case c < unicode.MaxASCII && unicode.IsLetter(c):
			if r.from < 0 {
				r.from = i
			}
			letters++
			lower = lower || unicode.IsLower(c)
		case c == ' ' || c < unicode.MaxASCII && (unicode.IsDigit(c) || unicode.IsPunct(c)) || strings.ContainsRune("–—’", c):
			word(i)
		default:
			word(i)
			if words >= 3 {
				return r
			}
			r, words = run{-1, -1}, 0
		}
	}
	word(len(text))
	if words >= 3 {
		return r
	}
	return run{}
}
