package casefile

import (
	"slices"
	"strings"

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
		faults.Add("", "过大 too large", "不超过%[1]d字节 at most %[1]d bytes", maxDecision)
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
		fs.Add("id", "决定编号 the decision's own ID", "1至%[1]d个字母、数字或者“. _ : @ -”，以字母或者数字开头 1 to %[1]d letters, digits and . _ : @ -, beginning with a letter or digit", maxDecisionID)
	}
	if !lifecycle.KnownRole(d.Role) {
		fs.Add("role", "身份 the capacity in which it is made", "%s", roleNames())
	}
	checkID(&fs, "actor", d.Actor, "人员或者系统的编号，不是姓名 the ID of the person or system, not a name")
	checkText(&fs, "court", d.Court, 30, false, "提交人所在法院的代字（如浙0211） the sender's court, such as 浙0211")
	checkText(&fs, "division", d.Division, 50, false, "提交人所在的庭室（如民一庭） the sender's division, such as 民一庭")
	if len(d.Data) > MaxData {
		fs.Add("data", "过大 too large", "不超过%[1]d字节 at most %[1]d bytes", MaxData)
	}
	switch _, known := lifecycle.Owner(lifecycle.Machines(), d.Event); {
	case d.Event == "":
		need(&fs, "event", false, "决定的名称（如accept，即立案） the decision's name, such as accept")
	case !known:
		fs.Add("event", "没有这种决定 no such decision", "%s", nearEvents(d.Event))
	case len(d.Data) <= MaxData:
		_, faults := ReadForm(d.Event, d.Data)
		fs = append(fs, faults...)
	}
	return fs
}

func roleNames() string {
	var named, codes []string
	for _, r := range lifecycle.Roles() {
		if r.Human {
			named = append(named, r.Name+"（"+string(r.Role)+"）")
			codes = append(codes, string(r.Role))
		}
	}
	return "下列身份之一：" + strings.Join(named, "、") + " one of " + strings.Join(codes, ", ")
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
	return suggest("决定的名称 the name of a decision", string(e), names)
}
