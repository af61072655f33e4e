package court

import (
	"context"
	"errors"
	"iter"
	"strings"
	"sync"
	"sync/atomic"

	"luxing/workflows/casefile"
)

// Report is what became of one document of a batch.
type Report struct {
	Source string          `json:"source"` // the file's name, or - for standard input
	Line   int             `json:"line"`
	Index  int             `json:"index"`         // its place in the source, from 1
	Key    string          `json:"key,omitempty"` // missing when it could not be read
	Status Status          `json:"status"`
	Detail string          `json:"detail,omitempty"` // why it was not filed
	Faults casefile.Faults `json:"faults,omitempty"`
	// Err is what Detail says, for who tells others less of it; see [Outward].
	Err error `json:"-"`
}

// Summary counts a batch.
type Summary struct {
	Read         int `json:"read"`
	Filed        int `json:"filed"`
	AlreadyFiled int `json:"alreadyFiled"`
	Refused      int `json:"refused"`
	Failed       int `json:"failed"`
	NotSent      int `json:"notSent"`
	// Stopped says why filing stopped before the end; empty when it did not.
	Stopped string `json:"stopped,omitempty"`
	// Err is the error that stopped it.
	Err error `json:"-"`
}

func (s *Summary) count(st Status) {
	s.Read++
	switch st {
	case Filed:
		s.Filed++
	case AlreadyFiled:
		s.AlreadyFiled++
	case Refused:
		s.Refused++
	case Failed:
		s.Failed++
	case NotSent:
		s.NotSent++
	}
}

const (
	// batchWidth is how many filings are under way at once.
	batchWidth = 16
	// batchAhead is how many may wait for the report of one that is slow.
	batchAhead = 4 * batchWidth
)

// FileAll files every document of a batch and reports each, in the batch's
// order, while it goes on. One that is refused or fails does not stop the
// others; a server that cannot be reached, or a cancelled context, does: what
// was read but not sent is reported so, and the rest is not read.
func (c *Court) FileAll(ctx context.Context, docs iter.Seq[Document], report func(Report)) Summary {
	var (
		wg      sync.WaitGroup
		stop    atomic.Pointer[error]
		slots   = make(chan chan Report, batchAhead)
		running = make(chan struct{}, batchWidth)
	)
	halt := func(err error) { stop.CompareAndSwap(nil, &err) }
	wg.Go(func() {
		defer close(slots)
		for d := range docs {
			if err := ctx.Err(); err != nil {
				halt(err)
			}
			if stop.Load() != nil {
				return
			}
			slot := make(chan Report, 1)
			slots <- slot
			running <- struct{}{}
			wg.Go(func() {
				defer func() { <-running }()
				if stop.Load() != nil {
					slot <- notSent(d)
					return
				}
				r, err := c.fileDocument(ctx, d)
				var gone *UnreachableError
				if errors.As(err, &gone) || ctx.Err() != nil && r.Status == Failed {
					halt(err)
				}
				slot <- r
			})
		}
	})
	var sum Summary
	for slot := range slots {
		r := <-slot
		sum.count(r.Status)
		report(r)
	}
	wg.Wait()
	if err := stop.Load(); err != nil {
		sum.Err, sum.Stopped = *err, (*err).Error()
	}
	return sum
}

func notSent(d Document) Report {
	return Report{Source: d.Source, Line: d.Line, Index: d.Index, Status: NotSent}
}

// fileDocument reads and files one document.
func (c *Court) fileDocument(ctx context.Context, d Document) (Report, error) {
	r := Report{Source: d.Source, Line: d.Line, Index: d.Index}
	if d.Err != nil {
		r.Status, r.Detail, r.Err = Failed, d.Err.Error(), d.Err
		if badSource(d.Err) {
			r.Status = Refused
			r.Faults.Add("", "无法读取 cannot be read", "可以读取的文件 a file that can be read: %s", d.Err)
		}
		return r, d.Err
	}
	f, err := c.Read(d.Data)
	if f != nil {
		r.Key = shortKey(f.Key)
	}
	if err == nil && c.MayFile != nil {
		err = c.MayFile(ctx, f)
	}
	if err == nil {
		var receipt Receipt
		if receipt, err = c.File(ctx, f); err == nil {
			r.Status = receipt.Status
			return r, nil
		}
	}
	r.Status, r.Err = Failed, err
	var wrong *InputError
	if errors.As(err, &wrong) {
		r.Status, r.Detail, r.Faults = Refused, wrong.What, wrong.Faults
		return r, err
	}
	var denied *DeniedError
	if errors.As(err, &denied) {
		r.Status = Refused
	}
	r.Detail = err.Error()
	return r, err
}

// shortKey keeps a report readable whatever was sent as a key.
func shortKey(key string) string {
	const most = 64
	if len(key) > most {
		return strings.ToValidUTF8(key[:most], "") + "…"
	}
	return key
}
