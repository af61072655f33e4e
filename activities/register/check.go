package register

import (
	"fmt"
	"regexp"
	"slices"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// maxName bounds keys and IDs, so that none bursts an index.
const maxName = 512

// Sequences are kept for courts, kinds and years that could be real.
var (
	courtForm = regexp.MustCompile(`^(最高法|\p{Han}(\d{2}|\d{4})?)$`)
	typeForm  = regexp.MustCompile(`^\p{Han}{1,10}$`)
)

const firstYear, lastYear = 1949, 2199

var machines = map[casefile.Kind]*lifecycle.Machine{
	casefile.KindCase:        lifecycle.Case,
	casefile.KindEnforcement: lifecycle.Enforcement,
	casefile.KindCertificate: lifecycle.Certificate,
	casefile.KindRevocation:  lifecycle.Revocation,
	casefile.KindRepair:      lifecycle.CreditRepair,
	casefile.KindList:        lifecycle.IntegrityList,
	casefile.KindDigest:      digestMachine,
}

// check finds what is wrong with a record in itself.
func check(rec *casefile.Record) error {
	var fs casefile.Faults
	name := func(field, s string) {
		if s == "" || len(s) > maxName {
			fs.Add(field, "标识 a name", "1 to %d bytes", maxName)
		}
	}
	name("key", rec.Key)
	name("row.case", rec.Row.Case)
	if rec.Seq < 1 {
		fs.Add("seq", "记录序号 the record's number", "1 or more, not %d", rec.Seq)
	}
	if machines[rec.Kind] == nil {
		fs.Add("kind", "流程种类 the kind of workflow", "case, enforcement, certificate, certificate_revocation, credit_repair or integrity_list, not %q", rec.Kind)
	}
	if rec.Row.Phase == "" {
		fs.Add("row.phase", "阶段 the phase", "a state of the %s machine", rec.Kind)
	}
	ids := func(field string, n int, id func(int) string) {
		seen := make(map[string]bool, n)
		for i := range n {
			path := fmt.Sprintf("%s[%d].id", field, i)
			name(path, id(i))
			if seen[id(i)] {
				fs.Add(path, "标识重复 ordered twice in one record", "each ID once")
			}
			seen[id(i)] = true
		}
	}
	ids("documents", len(rec.Documents), func(i int) string { return rec.Documents[i].ID })
	ids("messages", len(rec.Messages), func(i int) string { return rec.Messages[i].ID })
	ids("numbers", len(rec.Numbers), func(i int) string { return rec.Numbers[i].ID })
	for i, t := range rec.Tainted {
		if (t.Party == "") == (t.Certificate == "") {
			fs.Add(fmt.Sprintf("tainted[%d]", i), "一方当事人或者一份证明书 a party or a certificate", "one of party and certificate")
		}
	}
	for i, n := range rec.Retrials {
		path := fmt.Sprintf("retrials[%d].", i)
		name(path+"of", n.Of)
		if !slices.Contains(retrialEvents, n.Event) {
			fs.Add(path+"event", "再审的裁定或者结果 what became of a retrial", "one of %v, not %q", retrialEvents, n.Event)
		}
		if n.On.IsZero() {
			fs.Add(path+"on", "日期 a day", "the day of the order or the outcome")
		}
	}
	for i, m := range rec.Messages {
		name(fmt.Sprintf("messages[%d].type", i), m.Type)
	}
	for i, o := range rec.Numbers {
		path := fmt.Sprintf("numbers[%d].", i)
		if !courtForm.MatchString(o.Court) {
			fs.Add(path+"court", "法院代字 a court's code", "such as 浙0211, not %q", o.Court)
		}
		if !typeForm.MatchString(o.Type) {
			fs.Add(path+"type", "类型代字 a kind of case", "such as 民初, not %q", o.Type)
		}
		if o.Year < firstYear || o.Year > lastYear {
			fs.Add(path+"year", "年度 a year", "%d to %d, not %d", firstYear, lastYear, o.Year)
		}
	}
	if len(fs) > 0 {
		return &InvalidError{Faults: fs}
	}
	return nil
}

// open reports whether a workflow can still move on.
func open(kind casefile.Kind, phase lifecycle.State) bool {
	info, ok := machines[kind].State(phase)
	return !ok || !info.Terminal
}
