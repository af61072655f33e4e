package casefile

import (
	"strings"

	"luxing/workflows/calendar"
)

// ExtendedAboveForm is a limit that another court lengthened, or that was
// lengthened by reporting it there: what the case's own president cannot give.
type ExtendedAboveForm struct {
	Court  string        `json:"court"`  // who approved it, or keeps the report
	Paper  string        `json:"paper"`  // the number of its reply or of the report
	Months int           `json:"months"` // 1 to 3, from the end of the limit so far
	On     calendar.Date `json:"on"`     // the day of the reply
}

// longestAbove is the longest single extension, in months (审限规定第2条).
const longestAbove = 3

// Check implements Form.
func (f *ExtendedAboveForm) Check() (fs Faults) {
	need(&fs, "court", strings.TrimSpace(f.Court) != "", "批准的法院（如浙02） the court that approved it, such as 浙02")
	need(&fs, "paper", strings.TrimSpace(f.Paper) != "", "批复的文号 the number of its reply")
	if f.Months < 1 || f.Months > longestAbove {
		fs.Add("months", "审限规定第2、5条", "1至%[1]d个月 1 to %[1]d months", longestAbove)
	}
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}
