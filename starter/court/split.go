package court

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"

	"luxing/workflows/casefile"
)

// MaxDocument is the size in bytes beyond which a document is not read: none
// that large can be a filing.
const MaxDocument = casefile.MaxFiling

// Document is one JSON document of a batch, unread.
type Document struct {
	Source string // the file's name, or - for standard input
	Line   int    // where it begins, from 1
	Index  int    // its place in its source, from 1
	Data   []byte
	// Err says that the document could not be taken out of its source; Data is
	// nil then.
	Err error
}

// Split takes a source apart into its documents without holding more than one
// of them: a single JSON document, an array of them, or documents one after
// the other, as in JSON lines.
//
// A document that is broken does not hide the ones behind it as long as each
// document begins a line; only in an array may the rest be lost, which the
// last Document's Err then says.
func Split(source string, r io.Reader) iter.Seq[Document] {
	return func(yield func(Document) bool) {
		s := &splitter{source: source, in: bufio.NewReaderSize(r, 64<<10), line: 1}
		s.run(yield)
	}
}

var (
	errTooLarge   = fmt.Errorf("a document of more than %d bytes is not read", MaxDocument)
	errBehindList = errors.New("text behind the list's end is not read")
	errBrokenList = errors.New("the list is broken here and what follows cannot be read; put it right and send the file again, what was filed is not filed twice")
)

// badSource tells a source whose content is wrong from one that cannot be read.
func badSource(err error) bool {
	return errors.Is(err, errTooLarge) || errors.Is(err, errBrokenList) || errors.Is(err, errBehindList)
}

type splitter struct {
	source string
	in     *bufio.Reader
	line   int
	index  int
}

func (s *splitter) run(yield func(Document) bool) {
	if bom, _ := s.in.Peek(3); bytes.Equal(bom, []byte("\xef\xbb\xbf")) {
		_, _ = s.in.Discard(3)
	}
	first, err := s.peekToken()
	if err != nil {
		s.end(err, yield)
		return
	}
	if first == '[' {
		_, _ = s.read()
		s.list(yield)
		return
	}
	for {
		if _, err := s.peekToken(); err != nil {
			s.end(err, yield)
			return
		}
		if doc, err := s.document(false); !s.give(doc, err, yield) {
			return
		}
	}
}

// list reads the elements of an array, whose bracket is behind us.
func (s *splitter) list(yield func(Document) bool) {
	for n := 0; ; n++ {
		c, err := s.peekToken()
		if err != nil {
			s.broken(err, yield)
			return
		}
		if c == ']' {
			_, _ = s.read()
			break
		}
		if n > 0 {
			if c != ',' {
				s.broken(errBrokenList, yield)
				return
			}
			_, _ = s.read()
			if c, err = s.peekToken(); err != nil || c == ']' || c == ',' {
				s.broken(errBrokenList, yield)
				return
			}
		}
		doc, err := s.document(true)
		if !s.give(doc, err, yield) {
			return
		}
		if errors.Is(err, errBrokenList) {
			return
		}
	}
	if _, err := s.peekToken(); err == nil {
		s.broken(errBehindList, yield)
	} else {
		s.end(err, yield)
	}
}

// end reports an error of reading; the end of the source is none.
func (s *splitter) end(err error, yield func(Document) bool) {
	if !errors.Is(err, io.EOF) {
		s.broken(fmt.Errorf("read: %w", err), yield)
	}
}

func (s *splitter) broken(err error, yield func(Document) bool) {
	if errors.Is(err, io.EOF) {
		err = errBrokenList
	}
	s.index++
	yield(Document{Source: s.source, Line: s.line, Index: s.index, Err: err})
}

func (s *splitter) give(doc Document, err error, yield func(Document) bool) bool {
	if err != nil {
		doc.Data, doc.Err = nil, err
	}
	return yield(doc) && (err == nil || errors.Is(err, errTooLarge))
}

// document reads the next document, whose first byte is next. In a list it
// must end where its brackets do; elsewhere a line that begins like a new
// document ends a broken one.
func (s *splitter) document(inList bool) (Document, error) {
	s.index++
	doc := Document{Source: s.source, Line: s.line, Index: s.index}
	first, err := s.read()
	if err != nil {
		return doc, fmt.Errorf("read: %w", err)
	}
	doc.Data = []byte{first}
	if first != '{' && first != '[' {
		return s.scrap(doc, inList)
	}
	var (
		depth    = 1
		quoted   bool
		escaped  bool
		tooLarge bool
		// oneLine says that something stands behind the brace on its line, as in
		// JSON lines; a laid-out document begins with a brace alone.
		oneLine, firstLine = false, true
	)
	for depth > 0 {
		c, err := s.read()
		if errors.Is(err, io.EOF) {
			break // whoever reads the document will find that it ends too early
		}
		if err != nil {
			return doc, fmt.Errorf("read: %w", err)
		}
		if len(doc.Data) < MaxDocument {
			doc.Data = append(doc.Data, c)
		} else {
			tooLarge = true
		}
		if c == '\n' {
			firstLine = false
			next, err := s.in.Peek(1)
			if !inList && oneLine && err == nil && next[0] == '{' {
				break
			}
			if quoted && inList {
				return doc, errBrokenList // a text cannot go over a line's end, so brackets cannot be told from text
			}
		}
		oneLine = oneLine || firstLine && c != ' ' && c != '\t' && c != '\r' && c != '\n'
		switch {
		case escaped:
			escaped = false
		case quoted && c == '\\':
			escaped = true
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{', c == '[':
			depth++
		case c == '}', c == ']':
			depth--
		}
	}
	if tooLarge {
		return doc, errTooLarge
	}
	if !inList && depth == 0 {
		return s.tail(doc)
	}
	return doc, nil
}

// tail adds to a document what stands behind it on its line, unless that is
// another document: a line with something left over is refused as a whole.
func (s *splitter) tail(doc Document) (Document, error) {
	for {
		next, err := s.in.Peek(1)
		switch {
		case errors.Is(err, io.EOF):
			return doc, nil
		case err != nil:
			return doc, fmt.Errorf("read: %w", err)
		}
		switch next[0] {
		case ' ', '\t', '\r':
			_, _ = s.read()
		case '\n', '{', '[':
			return doc, nil
		default:
			return s.scrap(doc, false)
		}
	}
}

// scrap takes what is no object: to the end of the line, or of the element.
func (s *splitter) scrap(doc Document, inList bool) (Document, error) {
	quoted := doc.Data[0] == '"'
	for {
		next, err := s.in.Peek(1)
		if errors.Is(err, io.EOF) || err == nil && (next[0] == '\n' || inList && !quoted && (next[0] == ',' || next[0] == ']')) {
			return doc, nil
		}
		if err != nil {
			return doc, fmt.Errorf("read: %w", err)
		}
		c, _ := s.read()
		if c == '"' {
			quoted = !quoted
		}
		if len(doc.Data) < MaxDocument {
			doc.Data = append(doc.Data, c)
		}
	}
}

// peekToken skips blanks and looks at the byte behind them.
func (s *splitter) peekToken() (byte, error) {
	for {
		next, err := s.in.Peek(1)
		if err != nil {
			return 0, err
		}
		switch next[0] {
		case ' ', '\t', '\r', '\n':
			_, _ = s.read()
		default:
			return next[0], nil
		}
	}
}

func (s *splitter) read() (byte, error) {
	c, err := s.in.ReadByte()
	if c == '\n' && err == nil {
		s.line++
	}
	return c, err
}
