package casefile

import (
	"slices"

	"luxing/workflows/lifecycle"
)

// MaxData is the largest data of a decision, in bytes of JSON.
const MaxData = 256 << 10

// maxDecision leaves room for the envelope around the data.
const maxDecision = MaxData + 4<<10

// maxDecisionID bounds a decision's ID, which is also its update's.
const maxDecisionID = 128

// ReadDecision reads one decision from JSON and finds everything that is wrong
// with it, in its envelope and in its form, before any case is asked. The
// decision is nil if it could not be read at all.
func ReadDecision(data []byte) (*Decision, Faults) {
	var faults Faults
	if len(data) > maxDecision {
		faults.Add("", "过大 too large", "at most %d bytes", maxDecision)
		return nil, faults
	}
	d := &Decision{}
	faults = decodeStrict(data, d)
	for _, fault := range faults {
		if fault.Field == "" {
			return nil, faults
		}
	}
	return d, merge(faults, d.Check())
}

// Check finds every fault of the decision that can be seen without its case:
// the forms of its ID and actor, whether role and event exist, and its data.
// What is lawful now is the case's to say.
func (d *Decision) Check() Faults {
	var fs Faults
	if !safeID(d.ID, maxDecisionID) {
		fs.Add("id", "决定编号 the decision's own ID", "1 to %d letters, digits and . _ : @ -, beginning with a letter or digit", maxDecisionID)
	}
	if !lifecycle.KnownRole(d.Role) {
		fs.Add("role", "身份 the capacity in which it is made", "%s", roleNames())
	}
	checkID(&fs, "actor", d.Actor, "the ID of the person or system, not a name")
	checkText(&fs, "court", d.Court, 30, false, "the sender's court, such as 浙0211")
	checkText(&fs, "division", d.Division, 50, false, "the sender's division, such as 民一庭")
	if len(d.Data) > MaxData {
		fs.Add("data", "过大 too large", "at most %d bytes", MaxData)
	}
	switch _, known := lifecycle.Owner(lifecycle.Machines(), d.Event); {
	case d.Event == "":
		need(&fs, "event", false, "the decision's name, such as accept")
	case !known:
		fs.Add("event", "没有这种决定 no such decision", "%s", nearEvents(d.Event))
	case len(d.Data) <= MaxData:
		_, faults := ReadForm(d.Event, d.Data)
		fs = append(fs, faults...)
	}
	return fs
}

func roleNames() string {
	names := "one of"
	sep := " "
	for _, r := range lifecycle.Roles() {
		if r.Human {
			names += sep + string(r.Role)
			sep = ", "
		}
	}
	return names
}

func nearEvents(e lifecycle.Event) string {
	var names []string
	for _, m := range lifecycle.Machines() {
		for _, r := range m.Rows {
			names = append(names, string(r.Event))
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	return "the name of a decision" + didYouMean(string(e), names)
}
