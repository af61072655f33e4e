package console

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"
	"go.uber.org/zap"

	"luxing/activities/register"
	"luxing/starter/court"
	"luxing/workflows/casefile"
)

const (
	// maxFile is the largest file of filings that is checked at once.
	maxFile = 32 << 20
	// maxLines is how many filings one file may have.
	maxLines = 20_000
	// ownFiles bounds the files that one person has waiting to be filed; the
	// oldest gives way to a new one, and never a colleague's.
	ownFiles = 3
	// checksAtOnce bounds the files that are being checked in this process.
	checksAtOnce = 4
	// batchLife is how long a file waits to be filed, and its report to be read.
	batchLife = 2 * time.Hour
	// linesShown is how many lines of a report one page shows.
	linesShown = 200
	// faultsShown is how many faults of one line are shown.
	faultsShown = 30
	// fileLease is how long a file that is being filed is left alone without a
	// sign of life; beat is how often there is one.
	fileLease, beat = 30 * time.Second, time.Second
)

// Intakes keeps the files that were checked until they are filed or forgotten,
// for any gateway to go on with; *register.Register is one.
type Intakes interface {
	KeepIntake(ctx context.Context, in register.Intake, content []byte, most int, life time.Duration) error
	Intake(ctx context.Context, id, owner string) (register.Intake, error)
	ClaimIntake(ctx context.Context, id, owner, holder string, lease time.Duration) ([]byte, error)
	HoldIntake(ctx context.Context, id, holder string, lease time.Duration, outcome []byte) (bool, error)
	EndIntake(ctx context.Context, id, holder string, life time.Duration, outcome []byte) error
}

// line is one document of a file with what is wrong with it.
type line struct {
	Line   int
	Key    string          `json:",omitempty"`
	Bad    bool            `json:",omitempty"`
	Faults casefile.Faults `json:",omitempty"`
	Detail string          `json:",omitempty"`
}

// checked is what the check of a file found: all counts, and the lines that the
// page shows, the faulty ones first.
type checked struct {
	Lines, Bad int
	Shown      []line
}

// filed is what became of a file so far: how many of its filings have an answer, and the
// answers that the page shows, what failed first.
type filed struct {
	Done    int
	Shown   []court.Report
	Summary court.Summary
}

// progress is a file at one moment.
type progress struct {
	ID, Name string
	checked
	filed
	Started, Done, Stalled bool
}

// Good is how many documents can be filed.
func (p progress) Good() int { return p.Lines - p.Bad }

// Answered is how many of them have an answer.
func (p progress) Answered() int { return p.filed.Done }

// firstOf keeps the first few of two kinds.
type firstOf[T any] struct{ first, then []T }

func (f *firstOf[T]) add(x T, first bool) {
	list := &f.then
	if first {
		list = &f.first
	}
	if len(*list) < linesShown {
		*list = append(*list, x)
	}
}

func (f *firstOf[T]) shown() []T {
	all := append(slices.Clone(f.first), f.then...)
	return all[:min(len(all), linesShown)]
}

// intake is the page that takes a file.
func (c *Console) intake(p *page) error {
	p.Nav, p.Title = "intake", p.T("intake.title")
	return p.show(http.StatusOK, intakePage(p, ""))
}

// check reads a file and shows every fault before anything is sent.
func (c *Console) check(p *page) error {
	p.Nav, p.Title = "intake", p.T("intake.title")
	select {
	case c.checks <- struct{}{}:
		defer func() { <-c.checks }()
	default:
		return &court.UnreachableError{What: "立案窗口 intake", Err: errors.New("too many files are being checked")}
	}
	p.r.Body = http.MaxBytesReader(p.w, p.r.Body, maxFile+1<<20)
	name, content, err := uploaded(p.r)
	if err != nil {
		return err
	}
	if len(bytes.TrimSpace(content)) == 0 {
		return p.show(http.StatusUnprocessableEntity, intakePage(p, p.T("intake.empty")))
	}
	found, err := c.checkAll(p.r.Context(), name, content)
	if err != nil {
		return err
	}
	raw, err := json.Marshal(found)
	if err != nil {
		return fmt.Errorf("keep what was checked: %w", err)
	}
	in := register.Intake{ID: uuid.NewString(), Owner: p.Who.Subject, Name: clip(name, 120), Checked: raw}
	if err := c.Intakes.KeepIntake(p.r.Context(), in, content, ownFiles, batchLife); err != nil {
		return &court.UnreachableError{What: "立案窗口 intake", Err: err}
	}
	http.Redirect(p.w, p.r, "/intake/"+in.ID, http.StatusSeeOther)
	return nil
}

// checkAll checks every document of a file. Of the faults only those that are
// shown are kept.
func (c *Console) checkAll(ctx context.Context, name string, content []byte) (checked, error) {
	var found checked
	var lines firstOf[line]
	for d := range court.Split(name, bytes.NewReader(content)) {
		if err := ctx.Err(); err != nil {
			return found, fmt.Errorf("check the file: %w", err)
		}
		if found.Lines++; found.Lines > maxLines {
			return found, errTooLarge
		}
		l := c.checkOne(d)
		if l.Bad {
			found.Bad++
		}
		lines.add(l, l.Bad)
	}
	found.Shown = lines.shown()
	return found, nil
}

// checkOne says what is wrong with a document.
func (c *Console) checkOne(d court.Document) line {
	l := line{Line: d.Line}
	err := d.Err
	if err == nil {
		var filing *casefile.Filing
		if filing, err = c.Reader.Read(d.Data); filing != nil {
			l.Key = clip(filing.Key, 64)
		}
	}
	var wrong *court.InputError
	switch {
	case errors.As(err, &wrong):
		l.Bad, l.Faults = true, slices.Clone(wrong.Faults[:min(len(wrong.Faults), faultsShown)])
	case err != nil:
		l.Bad, l.Detail = true, clip(err.Error(), 500)
	}
	return l
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

// checkedFile is somebody's file as it stands.
func (c *Console) checkedFile(p *page) (progress, error) {
	id := p.r.PathValue("batch")
	in, err := c.Intakes.Intake(p.r.Context(), id, p.Who.Subject)
	if errors.Is(err, register.ErrNotFound) {
		return progress{}, &court.NotFoundError{What: "批次 batch", ID: id}
	}
	if err != nil {
		return progress{}, registerTrouble(err)
	}
	b := progress{ID: in.ID, Name: in.Name, Started: in.State != register.IntakeChecked && !in.Stalled, Done: in.State == register.IntakeFiled, Stalled: in.Stalled}
	if err := json.Unmarshal(in.Checked, &b.checked); err != nil {
		return progress{}, fmt.Errorf("read what was checked: %w", err)
	}
	if len(in.Outcome) > 0 {
		if err := json.Unmarshal(in.Outcome, &b.filed); err != nil {
			return progress{}, fmt.Errorf("read what was filed: %w", err)
		}
	}
	return b, nil
}

// unopened is an error, or of a file that is sealed with keys that are not here
// the page on which it can be handed in again.
func (c *Console) unopened(p *page, err error) error {
	if !errors.Is(err, register.ErrSealed) {
		return err
	}
	c.Log.Error("a checked file does not open with this gateway's keys", zap.String("batch", p.r.PathValue("batch")), zap.Error(err))
	p.Nav, p.Title = "intake", p.T("intake.title")
	return p.show(p.unavailable(), intakePage(p, p.T("intake.sealed")))
}

// batch shows a file: its faults, then its progress.
func (c *Console) batch(p *page) error {
	b, err := c.checkedFile(p)
	if err != nil {
		return c.unopened(p, err)
	}
	p.Nav, p.Title = "intake", p.T("intake.batch", b.Name)
	return p.show(http.StatusOK, batchPage(p, b))
}

// file begins to file what was checked, once however often and wherever it is
// asked. The filing goes on when the browser is gone; where the process that
// files dies, the file can be filed again, and nothing is filed twice.
func (c *Console) file(p *page) error {
	b, err := c.checkedFile(p)
	if err != nil {
		return c.unopened(p, err)
	}
	holder := uuid.NewString()
	content, err := c.Intakes.ClaimIntake(p.r.Context(), b.ID, p.Who.Subject, holder, fileLease)
	if err != nil {
		return c.unopened(p, registerTrouble(err))
	}
	if content != nil {
		go c.send(context.WithoutCancel(p.r.Context()), b, holder, content)
	}
	http.Redirect(p.w, p.r, "/intake/"+b.ID, http.StatusSeeOther)
	return nil
}

// send files the documents without faults and notes their answers as they come.
func (c *Console) send(ctx context.Context, b progress, holder string, content []byte) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	docs := func(yield func(court.Document) bool) {
		for d := range court.Split(b.Name, bytes.NewReader(content)) {
			if ctx.Err() != nil || !c.checkOne(d).Bad && !yield(d) {
				return
			}
		}
	}
	var mu sync.Mutex
	var so filed
	var reports firstOf[court.Report]
	told := func() []byte {
		mu.Lock()
		defer mu.Unlock()
		so.Shown = reports.shown()
		raw, err := json.Marshal(so)
		if err != nil {
			c.Log.Error("what was filed cannot be written down", zap.String("batch", b.ID), zap.Error(err))
		}
		return raw
	}
	ended := make(chan struct{})
	var beating sync.WaitGroup
	beating.Go(func() {
		t := time.NewTicker(beat)
		defer t.Stop()
		for {
			select {
			case <-ended:
				return
			case <-t.C:
			}
			ours, err := c.Intakes.HoldIntake(ctx, b.ID, holder, fileLease, told())
			if err != nil {
				c.Log.Warn("the progress of a file is not written down", zap.String("batch", b.ID), zap.Error(err))
			} else if !ours {
				stop() // somebody else goes on with it
				return
			}
		}
	})
	summary, err := c.Cases.FileAll(ctx, docs, func(r court.Report) {
		mu.Lock()
		defer mu.Unlock()
		so.Done++
		r.Faults = r.Faults[:min(len(r.Faults), faultsShown)]
		if r.Status == court.Failed && r.Err != nil {
			c.Log.Error("a filing of a batch was not filed", zap.String("batch", b.ID), zap.Int("line", r.Line), zap.Error(r.Err))
			r.Detail = court.Outward(r.Err).Detail
		}
		reports.add(r, r.Status != court.Filed && r.Status != court.AlreadyFiled)
	})
	close(ended)
	beating.Wait()
	if err != nil {
		summary.Err, summary.Stopped = err, err.Error()
		c.Log.Error("a batch was not filed", zap.String("batch", b.ID), zap.Error(err))
	}
	if summary.Err != nil {
		summary.Stopped = court.Outward(summary.Err).Detail
	}
	so.Summary = summary
	if err := c.Intakes.EndIntake(context.WithoutCancel(ctx), b.ID, holder, batchLife, told()); err != nil {
		c.Log.Error("what was filed is not written down; filed again it is filed once", zap.String("batch", b.ID), zap.Error(err))
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
