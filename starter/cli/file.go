package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"sync/atomic"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"luxing/starter/court"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
)

// docs is a batch's documents.
type docs = iter.Seq[court.Document]

func (a *app) caseFile() *cobra.Command {
	var example bool
	cmd := &cobra.Command{
		Use:   "file FILE...|-",
		Short: "立案 file cases",
		Long: `立案：每份材料先整体核对，再立为一案；一份有误不影响其他。重复发送是安全的：
同一份材料只立一次案。

Files cases. A FILE holds one JSON filing, an array of them, or JSON lines; - is
standard input. Each filing is checked whole and refused with all its faults at
once; one that is refused does not stop the others. Sending again is safe: the
same filing is "already filed", another one under the same key is refused.

Exit code 0: every filing stands · 1: some could not be filed · 2: some were
refused · 5: the server went away; send the same files again.`,
		Example: `  starter case file --example > complaint.json
  starter case file complaint.json
  starter case file docket/*.json
  zcat docket.jsonl.gz | starter case file -
  starter case file --json docket.jsonl | jq '.results[] | select(.status == "refused")'`,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case example && len(args) > 0:
				return errors.New("--example 不带文件: --example takes no FILE")
			case !example && len(args) == 0:
				return errors.New("缺少 FILE: missing FILE, or - for standard input")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if example {
				return wrapCommand(writeJSON(a.Out, exampleFiling(calendar.Of(time.Now()))))
			}
			sources, err := a.sources(args)
			if err != nil {
				return wrapCommand(err)
			}
			d, err := a.court(cmd.Context())
			if err != nil {
				return wrapCommand(err)
			}
			run := newFilingRun(a, sources)
			sum := d.FileAll(cmd.Context(), run.documents(), run.report)
			return wrapCommand(run.finish(sum))
		},
	}
	cmd.Flags().BoolVar(&example, "example", false, "打印一份立案材料样本 print a filing to begin with")
	return cmd
}

// exampleFiling is a filing without a fault, of people that do not exist.
func exampleFiling(today calendar.Date) casefile.Filing {
	return casefile.Filing{
		Key: "example-" + today.String() + "-1", Court: "浙0211", FiledOn: today, Cause: "民间借贷纠纷", Procedure: casefile.Summary,
		ClaimFen: 30_000_000, Division: "民一庭", Judge: "judge-1", Clerk: "clerk-1",
		Parties: []casefile.Party{
			{ID: "P1", Side: casefile.Plaintiff, Kind: casefile.Person, Name: "样本甲", IDNumber: "11010519491231002X", Address: "宁波市镇海区示例路1号", Phone: "13800000001", EService: true},
			{ID: "D1", Side: casefile.Defendant, Kind: casefile.Person, Name: "样本乙", IDNumber: "339900199502261222", Address: "宁波市镇海区示例路2号"},
		},
	}
}

// source is one place that filings are read from.
type source struct {
	name string
	size int64 // -1 when unknown
}

// sources looks at every file before the first is filed: a name that is
// mistyped should not be found out half-way.
func (a *app) sources(names []string) ([]source, error) {
	faults := &court.InputError{What: "立案材料打不开 cannot open the filings"}
	out := make([]source, len(names))
	stdin := 0
	for i, name := range names {
		out[i] = source{name: name, size: -1}
		if name == "-" {
			if stdin++; stdin > 1 {
				faults.Faults.Add("-", "标准输入只读一次 standard input is read once", "“-”只用一次 the “-” once")
			}
			continue
		}
		info, err := os.Stat(name)
		switch {
		case err != nil:
			faults.Faults.Add(name, "文件 file", "可以读取的文件 a file that can be read: %s", cause(err))
		case info.IsDir():
			faults.Faults.Add(name, "是目录 a folder", "文件；目录中的全部文件用“%[1]s/*.json” a file; for all files of a folder: %[1]s/*.json", name)
		case info.Mode().IsRegular():
			out[i].size = info.Size()
		}
	}
	if len(faults.Faults) > 0 {
		return nil, faults
	}
	return out, nil
}

// cause is an error without the name that its message repeats.
func cause(err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// filingRun is one run of case file: it reads the sources, shows how far it
// is, and prints a report of each filing as it comes.
type filingRun struct {
	app     *app
	sources []source
	read    atomic.Int64
	bar     *progressbar.ProgressBar
	done    int
	page    *page
	first   bool
	err     error
}

func newFilingRun(a *app, sources []source) *filingRun {
	r := &filingRun{app: a, sources: sources, page: &page{out: a.Out, painter: a.paint}, first: true}
	total := int64(0)
	for _, s := range sources {
		if s.size < 0 {
			total = -1
			break
		}
		total += s.size
	}
	if !a.ErrTTY {
		return r
	}
	options := []progressbar.Option{
		progressbar.OptionSetWriter(a.Err), progressbar.OptionSetWidth(30), progressbar.OptionThrottle(65 * time.Millisecond),
		progressbar.OptionClearOnFinish(), progressbar.OptionSetDescription("立案 filing"),
	}
	if total < 0 {
		options = append(options, progressbar.OptionSpinnerType(14))
	}
	r.bar = progressbar.NewOptions64(total, options...)
	return r
}

// documents reads the sources one after the other.
func (r *filingRun) documents() docs {
	return func(yield func(court.Document) bool) {
		for _, s := range r.sources {
			if !r.source(s, yield) {
				return
			}
		}
	}
}

func (r *filingRun) source(s source, yield func(court.Document) bool) bool {
	in := r.app.In
	if s.name != "-" {
		f, err := os.Open(s.name)
		if err != nil {
			return yield(court.Document{Source: s.name, Err: err})
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	for d := range court.Split(s.name, countingReader{in, &r.read}) {
		if !yield(d) {
			return false
		}
	}
	return true
}

// countingReader counts the bytes read.
type countingReader struct {
	io.Reader
	n *atomic.Int64
}

// Read implements io.Reader.
func (c countingReader) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	c.n.Add(int64(n))
	return n, err
}

// report prints what became of one filing. It is called in order, one at a time.
func (r *filingRun) report(rep court.Report) {
	r.done++
	if r.bar != nil {
		_ = r.bar.Clear()
		r.bar.Describe(fmt.Sprintf("立案 filing · %d", r.done))
	}
	if r.app.json {
		r.reportJSON(rep)
	} else {
		r.reportText(rep)
	}
	if r.bar != nil {
		_ = r.bar.Set64(r.read.Load())
	}
}

// reportJSON writes one element of the results, so that a long batch need not
// be held until its end.
func (r *filingRun) reportJSON(rep court.Report) {
	head := ",\n    "
	if r.first {
		head, r.first = "{\n  \"results\": [\n    ", false
	}
	b, err := marshal(rep)
	if err != nil && r.err == nil {
		r.err = err
	}
	_, _ = fmt.Fprintf(r.page, "%s%s", head, b)
}

var statusLooks = map[court.Status]struct {
	mark, name string
	style      style
}{
	court.Filed:        {"✓", "已立案 filed", green},
	court.AlreadyFiled: {"=", "此前已立 already filed", dim},
	court.Refused:      {"✗", "拒收 refused", red},
	court.Failed:       {"!", "未成 failed", alarm},
	court.NotSent:      {"-", "未发送 not sent", yellow},
}

func (r *filingRun) reportText(rep court.Report) {
	look := statusLooks[rep.Status]
	key := rep.Key
	if key == "" {
		key = "(无标识 no key)"
	}
	w := r.page
	w.line(hue(look.style, look.mark+" "+pad(look.name, 24)), txt(pad(key, 30)+" "), hue(dim, fmt.Sprintf("%s:%d", rep.Source, rep.Line)))
	if rep.Status == court.Failed {
		w.text("    ", plain, rep.Detail)
	}
	writeFaults(w, "    ", &court.Problem{Faults: rep.Faults})
}

// finish prints the summary and says how the run ended.
func (r *filingRun) finish(sum court.Summary) error {
	if r.bar != nil {
		_ = r.bar.Finish()
	}
	if sum.Read == 0 && sum.Err == nil {
		e := &court.InputError{What: "没有立案材料 there is nothing to file"}
		for _, s := range r.sources {
			e.Faults.Add(s.name, "空文件 empty", "一份JSON立案材料、其数组，或者每行一份 a JSON filing, an array of them, or JSON lines")
		}
		return e
	}
	code := ExitDone
	switch {
	case sum.Err != nil:
		code = exits[court.ProblemOf(sum.Err).Kind]
	case sum.Refused > 0:
		code = ExitBadInput
	case sum.Failed > 0:
		code = ExitFailed
	}
	if r.app.json {
		if r.first {
			_, _ = fmt.Fprint(r.page, "{\n  \"results\": [")
		}
		b, err := marshal(sum)
		if err != nil {
			return err
		}
		_, _ = fmt.Fprintf(r.page, "\n  ],\n  \"summary\": %s\n}\n", b)
	} else {
		r.page.gap()
		r.page.line(hue(bold, fmt.Sprintf("收到 %d · 新立 %d · 此前已立 %d · 拒收 %d · 未成 %d · 未发送 %d", sum.Read, sum.Filed, sum.AlreadyFiled, sum.Refused, sum.Failed, sum.NotSent)))
		r.page.line(hue(dim, fmt.Sprintf("%d read, %d filed, %d already filed, %d refused, %d failed, %d not sent", sum.Read, sum.Filed, sum.AlreadyFiled, sum.Refused, sum.Failed, sum.NotSent)))
	}
	if r.page.err != nil {
		return fmt.Errorf("print the report: %w", r.page.err)
	}
	if r.err != nil {
		return r.err
	}
	if sum.Err != nil {
		r.app.report(court.ProblemOf(fmt.Errorf("立案中止，余下未读；排除后重新发送同样的文件即可 filing stopped and the rest was not read; send the same files again: %w", sum.Err)))
	}
	if code != ExitDone {
		return &exitError{code}
	}
	return nil
}

// marshal writes compact JSON without escaping for HTML.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("write the report: %w", err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
