package calendar

import (
	"fmt"
	"strconv"
	"time"

	"luxing/workflows/bilingual"
)

// Zone is the court's clock: China Standard Time, eight hours ahead of UTC
// the whole year.
var Zone = time.FixedZone("CST", zoneOffset)

const (
	zoneOffset = 8 * 60 * 60
	secondsDay = 24 * 60 * 60

	// MinYear and MaxYear bound every Date. Arithmetic that would leave them
	// stops at 1900-01-01 or 2199-12-31.
	MinYear = 1900
	MaxYear = 2199
)

// Date is a calendar day of the court. The zero Date is unset: it prints as
// the empty string and stays unset under arithmetic. Dates are comparable with
// == and can be map keys.
type Date struct {
	// n counts days so that 1900-01-01 is 1, which leaves 0 for "unset".
	n int32
}

var (
	dayZero = daysFromCivil(MinYear, 1, 1) - 1 // Unix day number of n == 0
	lastDay = daysFromCivil(MaxYear, 12, 31) - dayZero
)

// NewDate returns the given day. Months and days beyond their range roll over
// as in [time.Date], so NewDate(2026, 1, 32) is 2026-02-01; use [Parse] to
// refuse days that do not exist.
func NewDate(y int, m time.Month, d int) Date {
	months := y*12 + int(m) - 1
	y, mm := floorDiv(months, 12), floorMod(months, 12)+1
	return clamp(daysFromCivil(y, mm, 1) + d - 1 - dayZero)
}

// ParseError says why a text is no Date, in both languages.
type ParseError struct {
	Text string
	Rule string // what is wrong
	Want string // what would be right
}

// Error joins the three.
func (e *ParseError) Error() string {
	rule, ruleEN := bilingual.Halves(e.Rule)
	want, wantEN := bilingual.Halves(e.Want)
	text := strconv.Quote(e.Text)
	return fmt.Sprintf("日期“%s”%s，应为%s date %s %s, want %s", text[1:len(text)-1], rule, want, text, ruleEN, wantEN)
}

// Parse reads a day written as YYYY-MM-DD, with a year from 1900 to 2199. The
// error, a *[ParseError], of a day that does not exist names the days that do.
func Parse(s string) (Date, error) {
	const form = "YYYY-MM-DD的形式（如2026-01-31） YYYY-MM-DD, as 2026-01-31"
	if len(s) != len("2006-01-02") || s[4] != '-' || s[7] != '-' {
		return Date{}, &ParseError{s, "不是日期的形式 is not in the form of a date", form}
	}
	y, okY := digits(s[0:4])
	m, okM := digits(s[5:7])
	d, okD := digits(s[8:10])
	switch {
	case !okY || !okM || !okD:
		return Date{}, &ParseError{s, "不是数字 is not in digits", form}
	case y < MinYear || y > MaxYear:
		return Date{}, &ParseError{s, fmt.Sprintf("的年份%[1]d超出范围 has the year %[1]d", y), fmt.Sprintf("%[1]d至%[2]d年 a year from %[1]d to %[2]d", MinYear, MaxYear)}
	case m < 1 || m > 12:
		return Date{}, &ParseError{s, fmt.Sprintf("没有%02[1]d月 has no month %02[1]d", m), "01至12月 a month from 01 to 12"}
	case d < 1 || d > daysIn(y, m):
		return Date{}, &ParseError{s, "不存在 does not exist", fmt.Sprintf("%04[1]d-%02[2]d-01至%04[1]d-%02[2]d-%02[3]d之间 a day from %04[1]d-%02[2]d-01 to %04[1]d-%02[2]d-%02[3]d", y, m, daysIn(y, m))}
	}
	return NewDate(y, time.Month(m), d), nil
}

// MustParse is [Parse] for literals; it panics on what Parse refuses.
func MustParse(s string) Date {
	d, err := Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

// Of returns the court's day in which t falls.
func Of(t time.Time) Date {
	return clamp(floorDiv(int(t.Unix())+zoneOffset, secondsDay) - dayZero)
}

// IsZero reports whether d is unset.
func (d Date) IsZero() bool { return d.n == 0 }

// Before reports whether d is an earlier day than o.
func (d Date) Before(o Date) bool { return d.n < o.n }

// After reports whether d is a later day than o.
func (d Date) After(o Date) bool { return d.n > o.n }

// Equal reports whether d and o are the same day; it is the same as ==.
func (d Date) Equal(o Date) bool { return d.n == o.n }

// Compare returns -1, 0 or 1 as d is before, the same as, or after o. An unset
// Date comes before every other.
func (d Date) Compare(o Date) int {
	switch {
	case d.n < o.n:
		return -1
	case d.n > o.n:
		return 1
	}
	return 0
}

// Sub returns the number of days from o to d, negative if d is earlier.
func (d Date) Sub(o Date) int { return int(d.n) - int(o.n) }

// AddDays returns the day n days after d, or before it if n is negative.
func (d Date) AddDays(n int) Date {
	if d.n == 0 {
		return d
	}
	return clamp(int(d.n) + n)
}

// AddMonths returns the corresponding day n months after d, or the last day of
// that month if it has no such day: one month after 31 January is 28 or 29
// February.
func (d Date) AddMonths(n int) Date {
	if d.n == 0 {
		return d
	}
	y, m, day := d.civil()
	months := y*12 + m - 1 + n
	y, m = floorDiv(months, 12), floorMod(months, 12)+1
	return clamp(daysFromCivil(y, m, min(day, daysIn(y, m))) - dayZero)
}

// AddYears returns the corresponding day n years after d; 29 February becomes
// 28 February in a common year.
func (d Date) AddYears(n int) Date { return d.AddMonths(12 * n) }

// Year returns the year of d, 0 if d is unset.
func (d Date) Year() int {
	if d.n == 0 {
		return 0
	}
	y, _, _ := d.civil()
	return y
}

// Month returns the month of d, 0 if d is unset.
func (d Date) Month() time.Month {
	if d.n == 0 {
		return 0
	}
	_, m, _ := d.civil()
	return time.Month(m)
}

// Day returns the day of the month of d, 0 if d is unset.
func (d Date) Day() int {
	if d.n == 0 {
		return 0
	}
	_, _, day := d.civil()
	return day
}

// Weekday returns the day of the week. It means nothing for an unset Date.
func (d Date) Weekday() time.Weekday {
	// 1900-01-01, n == 1, was a Monday.
	return time.Weekday(d.n % 7)
}

// Start returns 00:00 of d on the court's clock, the zero time if d is unset.
func (d Date) Start() time.Time {
	if d.n == 0 {
		return time.Time{}
	}
	return time.Unix(int64(int(d.n)+dayZero)*secondsDay-zoneOffset, 0).In(Zone)
}

// End returns 24:00 of d on the court's clock, which is the next day's Start;
// the zero time if d is unset.
func (d Date) End() time.Time {
	if d.n == 0 {
		return time.Time{}
	}
	return time.Unix(int64(int(d.n)+dayZero+1)*secondsDay-zoneOffset, 0).In(Zone)
}

// String returns d as YYYY-MM-DD, and the empty string if d is unset.
func (d Date) String() string {
	if d.n == 0 {
		return ""
	}
	return string(d.append(make([]byte, 0, 10)))
}

// AppendText appends d as YYYY-MM-DD, nothing if d is unset.
func (d Date) AppendText(b []byte) ([]byte, error) { return d.append(b), nil }

// MarshalText writes d as [Date.String] does.
func (d Date) MarshalText() ([]byte, error) { return d.append(nil), nil }

// UnmarshalText reads what MarshalText wrote; empty text gives the unset Date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	v, err := Parse(string(text))
	if err != nil {
		return err
	}
	*d = v
	return nil
}

func (d Date) append(b []byte) []byte {
	if d.n == 0 {
		return b
	}
	y, m, day := d.civil()
	b = strconv.AppendInt(b, int64(y), 10)
	b = append(b, '-', byte('0'+m/10), byte('0'+m%10))
	return append(b, '-', byte('0'+day/10), byte('0'+day%10))
}

func (d Date) civil() (y, m, day int) { return civilFromDays(int(d.n) + dayZero) }

func clamp(n int) Date { return Date{n: int32(min(max(n, 1), lastDay))} }

// daysFromCivil gives the Unix day number of a day of the Gregorian calendar.
// Years are taken to begin in March, so that the leap day comes last and every
// month's offset is linear.
func daysFromCivil(y, m, d int) int {
	if m <= 2 {
		y--
	}
	era := floorDiv(y, 400)
	yoe := y - era*400
	mp := (m + 9) % 12
	doy := (153*mp+2)/5 + d - 1
	doe := yoe*365 + yoe/4 - yoe/100 + doy
	return era*146097 + doe - 719468
}

func civilFromDays(z int) (y, m, d int) {
	z += 719468
	era := floorDiv(z, 146097)
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	d = doy - (153*mp+2)/5 + 1
	m = mp + 3
	if m > 12 {
		m -= 12
	}
	y = yoe + era*400
	if m <= 2 {
		y++
	}
	return y, m, d
}

func daysIn(y, m int) int {
	switch m {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

func digits(s string) (int, bool) {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

func floorMod(a, b int) int { return a - floorDiv(a, b)*b }
