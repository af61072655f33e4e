package register

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// digestMade is the one state of a digest in the register.
const digestMade lifecycle.State = "digest_made"

// digestMachine lets a digest stand among the workflows: made, and never moved.
var digestMachine = &lifecycle.Machine{ID: "digest", Name: "每日督办摘要", NameEN: "daily digest",
	States: []lifecycle.StateInfo{{State: digestMade, Name: "已生成", NameEN: "made", Terminal: true}}}

const (
	// digestLines is how many cases of one kind a division's part names.
	digestLines = 100
	// digestSoon is how many days ahead a digest looks.
	digestSoon = 3
)

// DigestMessage is the type of the message that tells of a digest.
const DigestMessage = "cn.luxing.digest.daily"

// MakeDigest puts a court's digest of one day into the register, as a document
// with a message to other systems, once: one that is there is answered.
func (r *Register) MakeDigest(ctx context.Context, o casefile.DigestOrder) (casefile.DigestResult, error) {
	key := casefile.DigestKey(o.Court, o.On)
	switch was, err := r.digestMade(ctx, key); {
	case err == nil:
		return was, nil
	case !errors.Is(err, ErrNotFound):
		return casefile.DigestResult{}, fmt.Errorf("digest %s: %w", key, err)
	}
	d, err := r.digestData(ctx, o)
	if err != nil {
		return casefile.DigestResult{}, fmt.Errorf("digest %s: %w", key, err)
	}
	document := key + "/" + string(casefile.DailyDigest) + "/court/1"
	data := map[string]string{"case": key, "court": o.Court, "on": o.On.String(), "document": document}
	for what, n := range map[string]int{"stuck": d.Total, "new": d.New, "overdue": d.Overdue, "hidden": d.Hidden, "dueSoon": d.DueSoon} {
		data[what] = strconv.Itoa(n)
	}
	_, err = r.Write(ctx, casefile.Record{
		Key: key, Kind: casefile.KindDigest, Seq: 1,
		Row: casefile.Row{Case: key, Court: o.Court, FiledOn: o.On, ClosedOn: o.On, Phase: digestMade, PhaseSince: o.At, Updated: o.At,
			Wait: casefile.Wait{Alert: casefile.Calm}},
		Documents: []casefile.DocumentOrder{{ID: document, Kind: casefile.DailyDigest, On: o.On, Facts: map[string]string{"digest": encoded(d)}}},
		Messages:  []casefile.Message{{ID: key + "/" + DigestMessage + "/1", Type: DigestMessage, At: o.At, Data: data}},
	})
	var conflict *ConflictError
	if errors.As(err, &conflict) { // another attempt was first; the board had moved on between them
		return r.digestMade(ctx, key)
	}
	if err != nil {
		return casefile.DigestResult{}, err
	}
	return casefile.DigestResult{Document: document, Stuck: d.Total, New: d.New}, nil
}

// digestMade answers for a digest that is in the register.
func (r *Register) digestMade(ctx context.Context, key string) (casefile.DigestResult, error) {
	var res casefile.DigestResult
	var data string
	err := r.read().row(ctx, "SELECT d.id, o.data FROM documents d JOIN outbox o ON o.key = d.key WHERE d.key = ? AND o.type = ?", key, DigestMessage).Scan(&res.Document, &data)
	if errors.Is(err, sql.ErrNoRows) {
		return res, ErrNotFound
	}
	if err != nil {
		return res, err
	}
	var told struct {
		Stuck int `json:"stuck,string"`
		New   int `json:"new,string"`
	}
	if err := decodeInto(data, &told); err != nil {
		return res, err
	}
	res.Stuck, res.New = told.Stuck, told.New
	return res, nil
}

// digestData gathers what a digest says.
func (r *Register) digestData(ctx context.Context, o casefile.DigestOrder) (casefile.DigestData, error) {
	d := casefile.DigestData{DigestOrder: o, ByReason: map[string]int{}}
	parts := map[string]*casefile.DigestDivision{}
	part := func(division string) *casefile.DigestDivision {
		if parts[division] == nil {
			parts[division] = &casefile.DigestDivision{Division: division}
		}
		return parts[division]
	}
	add := func(lines *[]casefile.DigestLine, n *int, l casefile.DigestLine) {
		if *n++; len(*lines) < digestLines {
			*lines = append(*lines, l)
		}
	}
	f := StuckFilter{Filter: Filter{Court: o.Court, Limit: maxLimit}}
	for {
		page, err := r.board(ctx, o.At, f)
		if err != nil {
			return d, err
		}
		d.Total, d.ByReason = page.Total, page.ByReason
		for i := range page.Cases {
			c := &page.Cases[i]
			p := part(c.Row.Division)
			p.Stuck++
			for _, cause := range c.Causes {
				l := casefile.DigestLine{Key: c.Key, CaseNumber: c.Row.CaseNumber, Judge: c.Row.Judge, What: string(cause.Reason), On: cause.On,
					Day: calendar.Of(cause.Since), Unstick: cause.Unstick, Article: cause.Article}
				switch cause.Reason {
				case casefile.StuckOverdue:
					d.Overdue++
					add(&p.Overdue, &p.OverdueN, l)
				case casefile.StuckHiddenOverrun:
					d.Hidden++
					add(&p.Hidden, &p.HiddenN, l)
				}
				if !cause.Since.Before(o.Since) {
					d.New++
					add(&p.New, &p.NewCount, l)
				}
			}
		}
		if f.Cursor = page.Next; f.Cursor == "" {
			break
		}
	}
	err := r.dueSoon(ctx, o, func(division string, l casefile.DigestLine) {
		d.DueSoon++
		p := part(division)
		add(&p.DueSoon, &p.DueSoonN, l)
	})
	for _, p := range parts {
		d.Divisions = append(d.Divisions, *p)
	}
	slices.SortFunc(d.Divisions, func(a, b casefile.DigestDivision) int { return strings.Compare(a.Division, b.Division) })
	return d, err
}

// dueSoon reads the periods that end within the next days and that somebody at
// the court has to act on, the first to end first.
func (r *Register) dueSoon(ctx context.Context, o casefile.DigestOrder, take func(division string, l casefile.DigestLine)) error {
	return r.read().each(ctx, func(row *sql.Rows) error {
		var l casefile.DigestLine
		var division string
		var due int64
		if err := row.Scan(&l.Key, &l.CaseNumber, &l.Judge, &division, &l.What, &l.On, &l.Article, &due); err != nil {
			return err
		}
		// The instant at which a period is over is the first of the next day.
		l.Day = calendar.Of(instant(due).Add(-time.Microsecond))
		take(division, l)
		return nil
	}, `SELECT w.key, w.case_number, w.judge, w.division, d.name, d.on_whom, d.article, d.due FROM deadlines d JOIN workflows w ON w.key = d.key
		WHERE d.frozen = 0 AND d.due >= ? AND d.due <= ? AND d.expires = '' AND w.court = ? ORDER BY d.due, w.key, d.pos`,
		micros(o.At), micros(o.On.AddDays(digestSoon).End()), o.Court)
}

// Courts lists the courts that have cases in the register.
func (r *Register) Courts(ctx context.Context) ([]string, error) {
	var all []string
	err := r.read().each(ctx, func(row *sql.Rows) error {
		var court string
		err := row.Scan(&court)
		all = append(all, court)
		return err
	}, "SELECT DISTINCT court FROM workflows WHERE court <> '' ORDER BY court")
	if err != nil {
		return nil, fmt.Errorf("listing the courts: %w", err)
	}
	return all, nil
}
