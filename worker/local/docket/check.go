package docket

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// codes are the codes with which a sample's decision can be refused.
var codes = []casefile.Code{
	casefile.BadInput, casefile.UnknownEvent, casefile.UnlawfulNow, casefile.WrongRole, casefile.NotYourCase,
	casefile.GuardFailed, casefile.TooLate, casefile.IDReused, casefile.NoSuchTrack,
}

var markName = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

// check finds what is wrong with a sample that can be seen without playing it.
func (s *Sample) check() []string {
	var faults []string
	add := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if s.Title == "" {
		add("title: missing")
	}
	if s.Story == "" {
		add("story: missing")
	}
	switch {
	case len(s.Filing) > 0 && len(s.Filings) > 0:
		add("filings: one of filing and filings")
	case len(s.filings()) == 0:
		add("filing: missing")
	}
	if len(s.Beside) > 0 && (len(s.Filing) == 0 || len(s.Faults) > 0) {
		add("beside: cases are filed beside one filing that is taken")
	}
	for i, p := range s.besides() {
		if want := p.Key(keyOf(s.Filing)); keyOf(s.Beside[i]) != want {
			add("beside[%d].key: %q, want %s", i, keyOf(s.Beside[i]), want)
		}
	}
	if i := slices.IndexFunc(s.besides(), func(p Place) bool { return !p.valid() }); i >= 0 {
		add("beside: at most %d cases", i)
	}
	if len(s.Faults) > 0 && (len(s.Steps) > 0 || len(s.Expect) > 0) {
		add("faults: a filing that is refused has neither steps nor expectations")
	}
	if len(s.Faults) == 0 && len(s.Expect) == 0 {
		add("expect: missing: how does the sample end?")
	}
	for _, p := range places(s.Expect) {
		s.Expect[p].check("expect."+string(p), p, add)
	}
	lists := 0
	for i := range s.Steps {
		s.Steps[i].check(fmt.Sprintf("steps[%d]", i), add)
		if s.Steps[i].BeginList {
			lists++
		}
	}
	if lists > 1 {
		add("steps: one begin_list")
	}
	return faults
}

func (st Step) check(at string, add func(string, ...any)) {
	kinds := 0
	for _, is := range []bool{st.Decide != "", st.Advance != nil, st.ApplyCertificate != "", st.ApplyRepair != nil, st.Review != nil, st.BeginList, len(st.Mark) > 0, len(st.Expect) > 0} {
		if is {
			kinds++
		}
	}
	if kinds != 1 {
		add("%s: one of decide, advance, apply_certificate, apply_repair, review_certificate, begin_list, mark and expect", at)
	}
	if st.On != "" && st.ApplyCertificate != "" && !st.On.valid() {
		add("%s.on: %q is not %s", at, st.On, wantPlace)
	}
	if st.Decide == "" && (st.As != "" || st.On != "" && st.ApplyCertificate == "" || len(st.Data) > 0 || st.Refused != "") {
		add("%s: as, on, data and refused belong to decide", at)
	}
	if st.Decide != "" {
		st.checkDecision(at, add)
	}
	if st.Advance != nil {
		st.Advance.check(at+".advance", add)
	}
	if a := st.ApplyRepair; a != nil && (a.Party == "" || len(a.Asked) == 0 || a.Reason == "") {
		add("%s.apply_repair: party, asked and reason", at)
	}
	if r := st.Review; r != nil {
		if r.Party == "" || r.Why == "" {
			add("%s.review_certificate: party and why", at)
		}
		if !slices.Contains(casefile.RevocationGrounds(), r.Ground) {
			add("%s.review_certificate.ground: one of %v", at, casefile.RevocationGrounds())
		}
	}
	for _, name := range sortedKeys(st.Mark) {
		if !markName.MatchString(name) {
			add("%s.mark.%s: a name of small letters, digits and hyphens", at, name)
		}
		if _, err := parseWord(st.Mark[name]); err != nil {
			add("%s.mark.%s: %s", at, name, err)
		}
	}
	for _, p := range places(st.Expect) {
		st.Expect[p].check(at+".expect."+string(p), p, add)
	}
}

func (st Step) checkDecision(at string, add func(string, ...any)) {
	if _, known := lifecycle.Owner(lifecycle.Machines(), st.Decide); !known && st.Refused != casefile.UnknownEvent {
		add("%s.decide: no decision is called %q", at, st.Decide)
	}
	if role, actor := st.sender(); !lifecycle.KnownRole(role) || actor == "" {
		add("%s.as: %q is not ROLE:ID", at, st.As)
	}
	if st.On != "" && !st.On.valid() {
		add("%s.on: %q is not %s", at, st.On, wantPlace)
	}
	if st.Refused != "" && !slices.Contains(codes, st.Refused) {
		add("%s.refused: no refusal has the code %q", at, st.Refused)
	}
}

func (a *Advance) check(at string, add func(string, ...any)) {
	n := 0
	for _, is := range []bool{a.Days != 0, a.Workdays != 0, a.Day != "", a.To != "", a.Until != nil} {
		if is {
			n++
		}
	}
	if n != 1 {
		add("%s: one of days, workdays, day, to and until", at)
	}
	if a.Days < 0 || a.Workdays < 0 {
		add("%s: time does not go back", at)
	}
	if a.Day != "" {
		if _, err := parseWord(a.Day); err != nil {
			add("%s.day: %s", at, err)
		}
	}
	if a.On != "" && !a.On.valid() {
		add("%s.on: %q is not %s", at, a.On, wantPlace)
	}
	if a.Until != nil && !phaseExists(a.Until.Phase) {
		add("%s.until.phase: no phase is called %q", at, a.Until.Phase)
	}
}

// wantPlace are the places there are, for whoever named another.
const wantPlace = "case, enforcement, enforcement-2, certificate:ID, revocation:ID, repair:ID or list; or part-1, severed-1 or case-2, alone or before one of them (but list), as part-1/enforcement"

func phaseExists(s lifecycle.State) bool {
	for _, m := range []*lifecycle.Machine{lifecycle.Case, lifecycle.Enforcement, lifecycle.Certificate, lifecycle.Revocation, lifecycle.CreditRepair, lifecycle.IntegrityList} {
		if _, ok := m.State(s); ok {
			return true
		}
	}
	return false
}

func sortedKeys[K ~string, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b K) int { return strings.Compare(string(a), string(b)) })
	return keys
}

func places(m map[Place]Expect) []Place { return sortedKeys(m) }
