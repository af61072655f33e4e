package calendar

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"luxing/workflows/bilingual"
)

// DayKind says whether a notice makes a day one of rest or of work.
type DayKind string

// The two kinds of a notice's rows.
const (
	Off  DayKind = "off"  // 放假
	Work DayKind = "work" // 调休上班
)

// Day is one row of the State Council's notices: a day that rests or works
// otherwise than its weekday would have it.
type Day struct {
	Date Date    `json:"date" yaml:"date"`
	Kind DayKind `json:"kind" yaml:"kind"`
	Name string  `json:"name" yaml:"name"` // the festival, as 国庆节
}

// Table is one edition of the rest-day table. It is immutable and safe for
// concurrent use.
type Table struct {
	edition     string
	first, last int // years whose notice is in
	start       int32
	cells       []uint8 // one a day from start: restBit, and a name's index + 1
	names       []string
	extra       []Day
}

const (
	restBit  = 0x80
	nameMask = 0x7f
)

// Latest returns the name of the newest edition built in.
func Latest() string { return strconv.Itoa(notices[len(notices)-1].year) }

// Default returns the newest edition built in.
func Default() *Table { return newest }

var newest = build(notices[len(notices)-1].year)

// Edition returns the built-in edition of that name, the table as it stood
// when that year's notice was the newest ("2019", "2026"; empty for the
// newest), with the rows of later notices added to it.
//
// Rows added come from outside, as a new year's table announced to open cases,
// and are part of the edition's name: "2026+2027". That name and the same rows
// give the same table again even when the program has since learned that year
// itself. Rows that contradict the table or each other are refused, all named
// in one error, and so is a year that leaves a gap.
func Edition(name string, extra []Day) (*Table, error) {
	base, want := name, ""
	if i := strings.IndexByte(name, '+'); i >= 0 {
		base, want = name[:i], name
	}
	if base == "" {
		base = Latest()
	}
	year, err := strconv.Atoi(base)
	oldest, latest := notices[0].year, notices[len(notices)-1].year
	if err != nil || year < oldest || year > latest {
		return nil, fmt.Errorf("放假安排版本“%[1]s”未内置，应为%[2]d至%[3]d之一 calendar edition %[1]q: not built in, want one of %[2]d to %[3]d", name, oldest, latest)
	}
	if len(extra) == 0 && year == latest {
		if want != "" {
			return nil, rowsMake(name, base)
		}
		return newest, nil
	}
	t := build(year)
	if err := t.add(extra); err != nil {
		return nil, errors.New(bilingual.Join("放假安排版本“%s”：%s", "calendar edition “%s”: %s", name, err.Error()))
	}
	if want != "" && want != t.edition {
		return nil, rowsMake(name, t.edition)
	}
	return t, nil
}

func rowsMake(name, edition string) error {
	return fmt.Errorf("放假安排版本“%[1]s”与所列各行不符，各行构成“%[2]s”版 calendar edition %[1]q: the rows given make edition %[2]q", name, edition)
}

// build makes the built-in edition of a year.
func build(year int) *Table {
	first := notices[0].year
	t := &Table{
		edition: strconv.Itoa(year), first: first, last: year, start: packed(notices[0].spans[0].from).n,
		names: append(make([]string, 0, 32), saturday, sunday),
	}
	t.extend(year)
	for _, n := range notices[:year-first+1] {
		for _, s := range n.spans {
			for d := packed(s.from); !d.After(packed(s.to)); d.n++ {
				t.set(Day{d, s.kind, s.name})
			}
		}
	}
	return t
}

func packed(n int) Date { return NewDate(n/10000, time.Month(n/100%100), n%100) }

// extend lets the table reach the end of a year, with rest on its weekends.
func (t *Table) extend(year int) {
	days := int(NewDate(year, time.December, 31).n-t.start) + 1
	t.cells = slices.Grow(t.cells, days-len(t.cells))
	for i := len(t.cells); i < days; i++ {
		c := uint8(0)
		switch (Date{n: t.start + int32(i)}).Weekday() {
		case time.Saturday:
			c = restBit | 1
		case time.Sunday:
			c = restBit | 2
		}
		t.cells = append(t.cells, c)
	}
}

// set enters one row. A day of work on a working weekday is no news.
func (t *Table) set(row Day) {
	c, name := uint8(restBit), row.Name
	if row.Kind == Work {
		if !weekend(row.Date) {
			t.cells[row.Date.n-t.start] = 0
			return
		}
		c, name = 0, makeUp+row.Name+"）"
	}
	i := slices.Index(t.names, name)
	if i < 0 {
		i = len(t.names)
		t.names = append(t.names, name)
	}
	t.cells[row.Date.n-t.start] = c | uint8(i+1)
}

// row tells what notice there is for a day, if any.
func (t *Table) row(d Date) (kind DayKind, name string, ok bool) {
	c, in := t.cell(d)
	if i := c & nameMask; in && i > 2 {
		if kind, name = Off, t.names[i-1]; c&restBit == 0 {
			kind = Work
		}
		return kind, name, true
	}
	return "", "", false
}

func (t *Table) add(extra []Day) error {
	if len(extra) == 0 {
		return nil
	}
	var faults []string // in both languages
	bad := func(i int, format string, args ...any) {
		faults = append(faults, bilingual.Join(
			fmt.Sprintf("第%d行（%s）%%s", i+1, extra[i].Date), fmt.Sprintf("row %d, %s: %%s", i+1, extra[i].Date), fmt.Sprintf(format, args...)))
	}
	given := make(map[Date]DayKind, len(extra))
	names := map[string]bool{}
	years := map[int]bool{}
	last := t.last
	for i, row := range extra {
		kind, name, known := t.row(row.Date)
		if k, twice := given[row.Date]; twice {
			kind, name, known = k, "另一行", true
		}
		switch {
		case row.Date.IsZero():
			bad(i, "没有日期 no date")
			continue
		case row.Kind != Off && row.Kind != Work:
			bad(i, "的类别“%[1]s”应为放假（%[2]s）或者上班（%[3]s） kind %[1]q, want %[2]q or %[3]q", row.Kind, Off, Work)
		case row.Date.Year() < t.first:
			bad(i, "早于起始年份，放假安排自%[1]d年起 the table begins with %[1]d", t.first)
		case known && kind != row.Kind:
			bad(i, "的“%[1]s”与已有的“%[2]s”（%[3]s）冲突 %[1]q contradicts %[2]q (“%[3]s”)", row.Kind, kind, name)
		}
		given[row.Date] = row.Kind
		names[row.Name+string(row.Kind)] = true
		years[row.Date.Year()] = true
		last = max(last, row.Date.Year())
	}
	for y := t.last + 1; y <= last; y++ {
		if !years[y] {
			faults = append(faults, fmt.Sprintf("缺少%[1]d年的安排，中间不得有空缺 rows for %[1]d are missing: a table has no gaps", y))
		}
	}
	if n := nameMask - len(t.names); len(names) > n {
		faults = append(faults, fmt.Sprintf("节日名称共%[1]d种，不得超过%[2]d种 %[1]d different names of festivals, want at most %[2]d", len(names), n))
	}
	if len(faults) > 0 {
		each := slices.Repeat([]string{"%s"}, len(faults))
		return errors.New(bilingual.Join(strings.Join(each, "；"), strings.Join(each, "\n"), faults...))
	}
	t.extra = slices.Clone(extra)
	slices.SortStableFunc(t.extra, func(a, b Day) int { return a.Date.Compare(b.Date) })
	t.extra = slices.CompactFunc(t.extra, func(a, b Day) bool { return a.Date == b.Date })
	t.edition += "+" + strconv.Itoa(last) // the same year again if it was amended
	t.last = last
	t.extend(last)
	for _, row := range t.extra {
		t.set(row)
	}
	return nil
}

const (
	saturday = "星期六"
	sunday   = "星期日"
	makeUp   = "调休上班（"
)

func weekend(d Date) bool {
	w := d.Weekday()
	return w == time.Saturday || w == time.Sunday
}

// Edition returns the table's name: "2026", or "2026+2027" with a year added.
func (t *Table) Edition() string { return t.edition }

// FirstYear returns the first year whose notice is in the table.
func (t *Table) FirstYear() int { return t.first }

// LastYear returns the last year whose notice is in the table.
func (t *Table) LastYear() int { return t.last }

// Extra returns the rows that were added to the built-in edition, by date.
func (t *Table) Extra() []Day { return slices.Clone(t.extra) }

// Covers reports whether d's year is published. What is counted with days it
// does not cover is provisional: only weekends are known there.
func (t *Table) Covers(d Date) bool {
	y := d.Year()
	return y >= t.first && y <= t.last
}

// Rest reports whether d is a rest day, and why: the festival, 星期六, 星期日, or
// for a working day that its weekday would not make one, 调休上班 with the
// festival it makes up for. An ordinary working day has no reason. Days
// outside the table rest on weekends.
func (t *Table) Rest(d Date) (rest bool, why string) {
	c, ok := t.cell(d)
	if !ok {
		switch d.Weekday() {
		case time.Saturday:
			return true, saturday
		case time.Sunday:
			return true, sunday
		}
		return false, ""
	}
	if i := c & nameMask; i > 0 {
		why = t.names[i-1]
	}
	return c&restBit != 0, why
}

func (t *Table) cell(d Date) (uint8, bool) {
	i := int(d.n) - int(t.start)
	if i < 0 || i >= len(t.cells) {
		return 0, false
	}
	return t.cells[i], true
}

func (t *Table) rests(d Date) bool {
	if c, ok := t.cell(d); ok {
		return c&restBit != 0
	}
	return weekend(d)
}

// NextWorkday returns d if it is a working day, else the first one after it.
func (t *Table) NextWorkday(d Date) Date {
	if d.IsZero() {
		return d
	}
	for t.rests(d) && int(d.n) < lastDay {
		d.n++
	}
	return d
}

// AddWorkdays returns the n-th working day after d, or before it if n is
// negative; d itself is not counted. AddWorkdays(d, 0) is d.
func (t *Table) AddWorkdays(d Date, n int) Date {
	step := int32(1)
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 && !d.IsZero() && int(d.n) < lastDay && d.n > 1 {
		d.n += step
		if !t.rests(d) {
			n--
		}
	}
	return d
}
