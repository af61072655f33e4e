package statute

import (
	"time"
)

// Met reports whether an act done at that time is in time. For papers sent by
// post it is the time they were handed in that counts, for time in the post is
// no part of a period (CPL 2023 art. 85).
func (d Deadline) Met(at time.Time) bool { return at.Before(d.Due) }

// Overdue reports whether the period has expired at that time.
func (d Deadline) Overdue(at time.Time) bool { return !at.Before(d.Due) }

// Latest returns the deadline that ends last, as a judgment takes effect when
// the last party's appeal period has run (CPL 2023 art. 158, 171; CPL
// Interpretation 2022 art. 244); of several that end together the first given.
// ok is false for none.
func Latest(ds ...Deadline) (last Deadline, ok bool) {
	for i, d := range ds {
		if i == 0 || d.Due.After(last.Due) {
			last = d
		}
	}
	return last, len(ds) > 0
}
