package policy

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Fraction is a part of a limit, written "2/3".
type Fraction struct{ Num, Den int }

// MarshalText writes the fraction as "2/3".
func (f Fraction) MarshalText() ([]byte, error) {
	return fmt.Appendf(nil, "%d/%d", f.Num, f.Den), nil
}

// UnmarshalText reads a fraction written as "2/3".
func (f *Fraction) UnmarshalText(b []byte) error {
	num, den, ok := strings.Cut(string(b), "/")
	n, err1 := strconv.Atoi(strings.TrimSpace(num))
	d, err2 := strconv.Atoi(strings.TrimSpace(den))
	if !ok || err1 != nil || err2 != nil {
		return fmt.Errorf("fraction %q: want two whole numbers, as 2/3", b)
	}
	f.Num, f.Den = n, d
	return nil
}

// String returns the fraction as "2/3".
func (f Fraction) String() string { return strconv.Itoa(f.Num) + "/" + strconv.Itoa(f.Den) }

func (f Fraction) of(d time.Duration) time.Duration {
	if f.Den == 0 {
		return 0
	}
	// Whole and rest apart, so that a period of centuries does not overflow.
	n, den := time.Duration(f.Num), time.Duration(f.Den)
	return d/den*n + d%den*n/den
}

// Escalation says who is alerted as a limit runs out.
type Escalation struct {
	JudgeUsed         Fraction `json:"judge_used" yaml:"judge_used"`                   // part of the limit used when the judge is alerted
	OfficeDaysLeft    int      `json:"office_days_left" yaml:"office_days_left"`       // days left when the trial-management office is
	OfficeShortLeft   Fraction `json:"office_short_left" yaml:"office_short_left"`     // or this part of a limit, if that is less
	PresidentDaysLeft int      `json:"president_days_left" yaml:"president_days_left"` // days left when the president is
	RepeatDays        int      `json:"repeat_days" yaml:"repeat_days"`                 // days between alerts once overdue
	GapHours          int      `json:"gap_hours" yaml:"gap_hours"`                     // least time between two alerts
}

// Levels of an alarm, in rising order.
const (
	LevelJudge     = "judge"
	LevelOffice    = "trial_management"
	LevelPresident = "president"
	LevelOverdue   = "overdue"
)

// Alarm is one alert on the way to the end of a limit.
type Alarm struct {
	At    time.Time `json:"at"`
	Level string    `json:"level"`
	Role  string    `json:"role"` // who is alerted, in Chinese
}

const day = 24 * time.Hour

// Escalations returns the alarms of a limit, strictly rising in time and
// level, none before from. The last is always the overdue alarm at due;
// [Escalation.Repeat] says how often to raise it again.
//
// The judge comes when the policy's part of the limit is used, the president
// a fixed number of days before the end, and the trial-management office
// between them: on its own day, or, where a limit is so short that this would
// not come after the judge's, half-way to the next alarm. An alarm closer than
// the gap to one before it or to the end is left out, the president's sooner
// than the judge's: nobody is told twice in a day, and a limit of two days
// alerts only the judge. A limit that is over at from is overdue at due alone.
func (p Policy) Escalations(from, due time.Time) []Alarm {
	e := p.Escalation
	overdue := Alarm{due, LevelOverdue, "承办人、审判管理办公室、院长"}
	total := due.Sub(from)
	if total <= 0 {
		return []Alarm{overdue}
	}
	gap := time.Duration(e.GapHours) * time.Hour
	judge := from.Add(e.JudgeUsed.of(total))
	if !judge.Before(due) {
		return []Alarm{overdue}
	}
	alarms := make([]Alarm, 0, 4)
	alarms = append(alarms, Alarm{judge, LevelJudge, "承办法官"})

	next := due
	president := due.Add(-time.Duration(e.PresidentDaysLeft) * day)
	keepPresident := !president.Before(judge.Add(gap)) && president.After(judge) && !president.After(due.Add(-gap)) && president.Before(due)
	if keepPresident {
		next = president
	}
	office := due.Add(-min(time.Duration(e.OfficeDaysLeft)*day, e.OfficeShortLeft.of(total)))
	if office.Before(judge.Add(gap)) || !office.After(judge) {
		office = judge.Add(next.Sub(judge) / 2)
	}
	if !office.Before(judge.Add(gap)) && office.After(judge) && !office.After(next.Add(-gap)) && office.Before(next) {
		alarms = append(alarms, Alarm{office, LevelOffice, "审判管理办公室"})
	}
	if keepPresident {
		alarms = append(alarms, Alarm{president, LevelPresident, "院长"})
	}
	return append(alarms, overdue)
}

// Repeat returns the time between two alerts of an overdue limit.
func (e Escalation) Repeat() time.Duration { return time.Duration(e.RepeatDays) * day }
