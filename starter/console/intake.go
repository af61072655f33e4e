package console

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"
	"go.uber.org/zap"

	"luxing/starter/court"
)

const (
	// maxFile is the largest file of filings that is checked at once.
	maxFile = 32 << 20
	// maxBatches bounds the files that wait to be filed, of all people together.
	maxBatches = 8
	// batchLife is how long a file waits to be filed, and its report to be read.
	batchLife = 2 * time.Hour
	// linesShown is how many lines of a report one page shows.
	linesShown = 200
)

// line is one document of a batch with what is wrong with it, and later with
// what became of it.
type line struct {
	court.Document
	Key    string
	Report court.Report
	Bad    bool
}

// batch is a file that somebody is checking or filing. It lives in memory
// alone: what was filed is with the cases, and a file sent again files nothing
// twice.
type batch struct {
	ID    string
	Owner string
	Name  string
	Made  time.Time
	Lines []line
	Bad   int

	mu      sync.Mutex
	started bool
	done    bool
	reports []court.Report
	summary court.Summary
}

// progress is a batch at one moment.
type progress struct {
	*batch
	Started bool
	Done    bool
	Reports []court.Report
	Summary court.Summary
}

func (b *batch) now() progress {
	b.mu.Lock()
	defer b.mu.Unlock()
	return progress{batch: b, Started: b.started, Done: b.done, Reports: b.reports[:len(b.reports):len(b.reports)], Summary: b.summary}
}

// Good is how many documents can be filed.
func (p progress) Good() int { return len(p.Lines) - p.Bad }

// batches are the files under way.
type batches struct {
	now  func() time.Time
	mu   sync.Mutex
	list map[string]*batch
}

func newBatches(now func() time.Time) *batches { return &batches{now: now, list: map[string]*batch{}} }

var errBusy = errors.New("too many files are being checked")

// add keeps a batch and forgets those whose time is over.
func (s *batches) add(b *batch) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, old := range s.list {
		if p := old.now(); s.now().Sub(old.Made) > batchLife && (p.Done || !p.Started) {
			delete(s.list, id)
		}
	}
	if len(s.list) >= maxBatches {
		// The oldest that nobody is filing gives way.
		var oldest *batch
		for _, old := range s.list {
			if p := old.now(); (!p.Started || p.Done) && (oldest == nil || old.Made.Before(oldest.Made)) {
				oldest = old
			}
		}
		if oldest == nil {
			return errBusy
		}
		delete(s.list, oldest.ID)
	}
	s.list[b.ID] = b
	return nil
}

// of is somebody's batch; nil when it is not there or somebody else's.
func (s *batches) of(id, owner string) *batch {
	s.mu.Lock()
	defer s.mu.Unlock()
	if b := s.list[id]; b != nil && b.Owner == owner {
		return b
	}
	return nil
}

// intake is the page that takes a file.
func (c *Console) intake(p *page) error {
	p.Nav, p.Title = "intake", p.T("intake.title")
	return p.show(http.StatusOK, intakePage(p, ""))
}

// check reads a file and shows every fault before anything is sent.
func (c *Console) check(p *page) error {
	p.Nav, p.Title = "intake", p.T("intake.title")
	p.r.Body = http.MaxBytesReader(p.w, p.r.Body, maxFile+1<<20)
	name, content, err := uploaded(p.r)
	if err != nil {
		return err
	}
	if len(bytes.TrimSpace(content)) == 0 {
		return p.show(http.StatusUnprocessableEntity, intakePage(p, p.T("intake.empty")))
	}
	b := &batch{ID: uuid.NewString(), Owner: p.Who.Subject, Name: name, Made: c.Now()}
	for d := range court.Split(name, bytes.NewReader(content)) {
		l := line{Document: d}
		if d.Err == nil {
			filing, err := c.Reader.Read(d.Data)
			if filing != nil {
				l.Key = filing.Key
			}
			var wrong *court.InputError
			switch {
			case errors.As(err, &wrong):
				l.Bad, l.Report.Faults = true, wrong.Faults
			case err != nil:
				l.Bad, l.Report.Detail = true, err.Error()
			}
		} else {
			l.Bad, l.Report.Detail = true, d.Err.Error()
		}
		if l.Bad {
			b.Bad++
			l.Data = nil
		}
		b.Lines = append(b.Lines, l)
	}
	if err := c.batches.add(b); err != nil {
		return fmt.Errorf("check the file: %w", &court.UnreachableError{What: "立案窗口 intake", Err: err})
	}
	http.Redirect(p.w, p.r, "/intake/"+b.ID, http.StatusSeeOther)
	return nil
}

// uploaded is the file of a form, or the text that was pasted instead.
func uploaded(r *http.Request) (name string, content []byte, err error) {
	if err := r.ParseMultipartForm(1 << 20); err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return "", nil, fmt.Errorf("read the file: %w", err)
	}
	if r.MultipartForm != nil {
		defer func() { _ = r.MultipartForm.RemoveAll() }()
	}
	file, header, err := r.FormFile("file")
	if err != nil {
		text := r.PostFormValue("text")
		return "—", []byte(text), nil
	}
	defer func() { _ = file.Close() }()
	if header.Size > maxFile {
		return "", nil, errTooLarge
	}
	content, err = io.ReadAll(file)
	if err != nil {
		return "", nil, fmt.Errorf("read the file: %w", err)
	}
	if len(content) == 0 {
		content = []byte(r.PostFormValue("text"))
	}
	return header.Filename, content, nil
}

// batch shows a batch: its faults, then its progress.
func (c *Console) batch(p *page) error {
	b := c.batches.of(p.r.PathValue("batch"), p.Who.Subject)
	if b == nil {
		return &court.NotFoundError{What: "批次 batch", ID: p.r.PathValue("batch")}
	}
	p.Nav, p.Title = "intake", p.T("intake.batch", b.Name)
	return p.show(http.StatusOK, batchPage(p, b.now()))
}

// file begins to file a batch, once however often it is asked. The filing goes
// on when the browser is gone.
func (c *Console) file(p *page) error {
	b := c.batches.of(p.r.PathValue("batch"), p.Who.Subject)
	if b == nil {
		return &court.NotFoundError{What: "批次 batch", ID: p.r.PathValue("batch")}
	}
	b.mu.Lock()
	begun := b.started
	b.started = true
	b.mu.Unlock()
	if !begun {
		go c.send(context.WithoutCancel(p.r.Context()), b)
	}
	http.Redirect(p.w, p.r, "/intake/"+b.ID, http.StatusSeeOther)
	return nil
}

// send files the documents without faults and keeps their reports.
func (c *Console) send(ctx context.Context, b *batch) {
	var docs iter.Seq[court.Document] = func(yield func(court.Document) bool) {
		for _, l := range b.Lines {
			if !l.Bad && !yield(l.Document) {
				return
			}
		}
	}
	summary, err := c.Cases.FileAll(ctx, docs, func(r court.Report) {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.reports = append(b.reports, r)
	})
	if err != nil {
		summary.Err, summary.Stopped = err, err.Error()
		c.Log.Error("a batch was not filed", zap.String("batch", b.ID), zap.Error(err))
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.done, b.summary = true, summary
	for i := range b.Lines {
		b.Lines[i].Data = nil // it is filed; what is personal need not be kept here
	}
}

// statusClass is the colour of what became of a filing.
func statusClass(s court.Status) string {
	switch s {
	case court.Filed:
		return "tag tag-ok"
	case court.AlreadyFiled:
		return "tag tag-info"
	}
	return "tag tag-overdue"
}

// shownLines are the lines of a batch that its page shows: the faulty ones first.
func shownLines(lines []line) []line {
	var list []line
	for _, bad := range []bool{true, false} {
		for _, l := range lines {
			if l.Bad == bad && len(list) < linesShown {
				list = append(list, l)
			}
		}
	}
	return list
}

// shownReports are the reports that the page shows, what failed first.
func shownReports(all []court.Report) []court.Report {
	var list []court.Report
	for _, well := range []bool{false, true} {
		for _, r := range all {
			if (r.Status == court.Filed || r.Status == court.AlreadyFiled) == well && len(list) < linesShown {
				list = append(list, r)
			}
		}
	}
	return list
}

func percent(n, of int) int {
	if of == 0 {
		return 100
	}
	return n * 100 / of
}

func clip(s string, n int) string {
	if r := []rune(strings.TrimSpace(s)); len(r) > n {
		return string(r[:n]) + "…"
	}
	return strings.TrimSpace(s)
}
