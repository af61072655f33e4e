package court

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// ReadDays reads rows of the State Council's notices that are not built in
// yet: CSV with the header date,kind,name, kind off (放假) or work (上班). The
// error is an *InputError that names every bad line, or the contradiction with
// the built-in table.
func ReadDays(data []byte) ([]calendar.Day, error) {
	e := &InputError{What: "放假安排 the day-off table"}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	r.FieldsPerRecord = -1
	var days []calendar.Day
	for first := true; ; first = false {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			e.Faults.Add("file", "格式错误 malformed CSV", "符合CSV格式的一行 a line of CSV that can be read: %s", err)
			break
		}
		line, _ := r.FieldPos(0)
		at := fmt.Sprintf("line %d", line)
		if len(row) != 3 {
			e.Faults.Add(at, "三列 three columns", "日期、类别、名称（date,kind,name） date,kind,name")
			continue
		}
		if first && row[0] == "date" {
			continue
		}
		date, err := calendar.Parse(row[0])
		if err != nil {
			e.Faults.Add(at+".date", "日期 a day", "%s", err)
		}
		kind := calendar.DayKind(row[1])
		if kind != calendar.Off && kind != calendar.Work {
			e.Faults.Add(at+".kind", "放假或上班 off or work", "放假（off）或者上班（work），不是“%[1]s” off or work, not “%[1]s”", row[1])
		}
		days = append(days, calendar.Day{Date: date, Kind: kind, Name: row[2]})
	}
	if len(e.Faults) == 0 && len(days) == 0 {
		e.Faults.Add("file", "没有内容 empty", "每行为日期、类别、名称（date,kind,name） rows of date,kind,name")
	}
	if len(e.Faults) == 0 {
		if _, err := calendar.Edition(calendar.Latest(), days); err != nil {
			e.Faults.Add("file", "与内置放假安排冲突 contradicts the built-in table", "%s", err)
		}
	}
	if len(e.Faults) > 0 {
		return nil, e
	}
	return days, nil
}

// Announced is what an announcement did to one case.
type Announced struct {
	Key  string `json:"key"`
	Note string `json:"note,omitempty"` // what moved, as the case noted it
	Err  error  `json:"-"`
	Why  string `json:"error,omitempty"`
}

// announceAtOnce bounds how many cases are told at the same time.
const announceAtOnce = 16

// Announce tells every open case of a newer day-off table; each counts its
// open periods again and notes what moved. Sent twice is done once: the
// decision's ID is made of the table. report is called for each case, never
// two at a time. The error is for what kept it from telling any at all.
func (c *Court) Announce(ctx context.Context, days []calendar.Day, role lifecycle.Role, actor string, report func(Announced)) error {
	form := casefile.CalendarForm{Edition: c.edition(), Days: days}
	data, err := json.Marshal(form)
	if err != nil {
		return fmt.Errorf("the day-off table: %w", err)
	}
	sum := sha256.Sum256(data)
	d := casefile.Decision{ID: "calendar-" + form.Edition + "-" + hex.EncodeToString(sum[:8]), Event: lifecycle.AdoptCalendar, Role: role, Actor: actor, Data: data}
	if faults := d.Check(); len(faults) > 0 {
		return &InputError{What: "放假安排 the day-off table", Faults: faults}
	}
	rows, err := c.Register.List(ctx, Filter{Open: true, Limit: 1 << 30})
	if err != nil {
		return err
	}
	var mu sync.Mutex
	var wg sync.WaitGroup
	slots := make(chan struct{}, announceAtOnce)
	for _, row := range rows {
		slots <- struct{}{}
		wg.Add(1)
		go func() {
			defer func() { <-slots; wg.Done() }()
			a := Announced{Key: row.Key}
			if _, a.Err = c.Decide(ctx, row.Key, d); a.Err == nil {
				a.Note, a.Err = c.noted(ctx, row.Key, d.ID)
			}
			if a.Err != nil {
				a.Why = a.Err.Error()
			}
			mu.Lock()
			defer mu.Unlock()
			report(a)
		}()
	}
	wg.Wait()
	return ctx.Err()
}

// noted is what a case wrote on its timeline for a decision.
func (c *Court) noted(ctx context.Context, key, decision string) (string, error) {
	v, err := c.View(ctx, key)
	if err != nil {
		return "", err
	}
	for _, e := range v.Timeline {
		if e.Decision == decision {
			return e.Note, nil
		}
	}
	return "", nil
}
