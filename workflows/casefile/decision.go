package casefile

import (
	"encoding/json"
	"reflect"
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/lifecycle"
)

// Decision is one thing that somebody does to a case. The ID makes it one
// decision however often it is sent.
type Decision struct {
	ID    string          `json:"id"`
	Event lifecycle.Event `json:"event"`
	Role  lifecycle.Role  `json:"role"`
	Actor string          `json:"actor"` // the person's or system's ID, not a name
	Data  json.RawMessage `json:"data,omitempty"`
	// Court and Division are where the sender works, as their sign-in says. Where
	// they are given the case checks its sender's reach by lifecycle.Reach; who
	// sends decisions without a sign-in, as the CLI does, leaves them out.
	Court    string `json:"court,omitempty"`
	Division string `json:"division,omitempty"`
}

// Code is why a decision was refused, for programs.
type Code string

// The reasons for a refusal.
const (
	BadInput     Code = "bad_input"      // malformed; exit 2, HTTP 422
	UnknownEvent Code = "unknown_event"  // no such decision; exit 2, HTTP 422
	UnlawfulNow  Code = "unlawful_now"   // not from this state; exit 3, HTTP 409
	WrongRole    Code = "wrong_role"     // this role may not; exit 3, HTTP 403
	NotYourCase  Code = "not_your_case"  // another judge's case; exit 3, HTTP 403
	OutOfReach   Code = "out_of_reach"   // another division's or court's case; exit 3, HTTP 403
	GuardFailed  Code = "guard_failed"   // a condition is missing; exit 3, HTTP 409
	TooLate      Code = "too_late"       // the period is over; exit 3, HTTP 409
	IDReused     Code = "id_reused"      // another decision had this ID; exit 2, HTTP 409
	NoSuchTrack  Code = "no_such_target" // no such party, asset, obligation; exit 2, HTTP 422
)

// Refusal says why a decision was not taken and what would be lawful.
type Refusal struct {
	Code    Code              `json:"code"`
	Message string            `json:"message"` // Chinese, then English
	Article string            `json:"article,omitempty"`
	State   lifecycle.State   `json:"state"`
	Lawful  []lifecycle.Event `json:"lawful,omitempty"`
	Faults  Faults            `json:"faults,omitempty"`
}

func (r *Refusal) Error() string {
	if len(r.Faults) > 0 {
		return r.Message + "\n" + r.Faults.Error()
	}
	return r.Message
}

// RefusedType is the type of the Temporal application error that carries a Refusal as its details.
const RefusedType = "Refused"

// Verdict is the answer to a decision.
type Verdict struct {
	Decision string          `json:"decision"`
	Event    lifecycle.Event `json:"event"`
	At       time.Time       `json:"at"`
	Taken    bool            `json:"taken"`
	From     lifecycle.State `json:"from"`
	To       lifecycle.State `json:"to"`
	Article  string          `json:"article,omitempty"`
	Refusal  *Refusal        `json:"refusal,omitempty"`
	Digest   string          `json:"digest"` // of the decision, so that a reused ID is told from a re-sent one
}

// DayOf is the day that a decision's form gives for its fact; ok is false for a
// form that has none, or leaves it out.
func DayOf(form Form) (on calendar.Date, ok bool) {
	v := reflect.ValueOf(form)
	if !v.IsValid() || v.Kind() != reflect.Pointer {
		return on, false
	}
	f := v.Elem().FieldByName("On")
	if !f.IsValid() {
		return on, false
	}
	on, ok = f.Interface().(calendar.Date)
	return on, ok && !on.IsZero()
}
