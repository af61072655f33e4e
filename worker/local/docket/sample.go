package docket

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// Sample is one file of the docket.
type Sample struct {
	// Name is the file's name without its ending: 01-stopped-at-the-border.
	Name  string `json:"-"`
	Title string `json:"title"` // Chinese, then English
	Story string `json:"story"`
	// TestsOnly: the tests play it and the demo does not. It walks what the other
	// samples leave out, which is more than somebody new wants to wait for.
	TestsOnly bool              `json:"testsOnly,omitempty"`
	Filing    json.RawMessage   `json:"filing,omitempty"`
	Filings   []json.RawMessage `json:"filings,omitempty"`
	// Beside are further cases of the same family, under its one clock: the
	// places case-2, case-3 and so on. Their keys are the first one's with -2, -3.
	Beside []json.RawMessage `json:"beside,omitempty"`
	// Faults are the fields for which the filing is refused at the edge, all of
	// them; such a sample has neither steps nor expectations.
	Faults []string `json:"faults,omitempty"`
	Steps  []Step   `json:"steps,omitempty"`
	// Expect says how each workflow of the family ends, by its place in it:
	// case, enforcement, certificate:D1, revocation:D1, repair:D1.
	Expect map[Place]Expect `json:"expect,omitempty"`
}

// Place names a workflow inside the family of one case: "case", "enforcement",
// "enforcement-2" for a second one, or "certificate:", "revocation:" (of a
// certificate) or "repair:" (of credit) and the debtor's ID. A case carved out of
// it is "part-1" or "severed-1", and what is linked to that, "part-1/enforcement".
// A case that is filed beside it is "case-2", likewise.
type Place string

// The places that every family may have.
const (
	OnCase        Place = "case"
	OnEnforcement Place = "enforcement"
	onCertificate       = "certificate:"
	onRevocation        = "revocation:"
	onRepair            = "repair:"
	onPart              = "part" // part-1, the first judgment on a part; severed-1 likewise
	onBeside            = "case" // case-2, the first case filed beside it
)

// OnList is the batch of the court's integrity list that a step began. It is
// the court's and no case's: its key hangs on the day and not on the case.
const OnList Place = "list"

// Key is the workflow's key in the family of a case.
func (p Place) Key(caseKey string) string {
	if at, rest := p.carved(); at != "" {
		kind, n, _ := strings.Cut(string(at), "-")
		no, _ := strconv.Atoi(n) // a digit, by its form
		switch kind {
		case onPart:
			return rest.Key(casefile.PartKey(caseKey, no))
		case onBeside:
			return rest.Key(besideKey(caseKey, no))
		}
		return rest.Key(casefile.SeveredKey(caseKey, no))
	}
	switch {
	case p == OnEnforcement:
		return casefile.EnforcementKey(caseKey)
	case secondPlace.MatchString(string(p)):
		return caseKey + strings.Replace(string(p), string(OnEnforcement), strings.TrimPrefix(casefile.EnforcementKey(caseKey), caseKey), 1)
	}
	kind, party, _ := strings.Cut(string(p), ":")
	switch kind + ":" {
	case onCertificate:
		return casefile.CertificateKey(caseKey, party)
	case onRevocation:
		return casefile.RevocationKey(casefile.CertificateKey(caseKey, party))
	case onRepair:
		return casefile.RepairKey(casefile.EnforcementKey(caseKey), party)
	}
	return caseKey
}

// besideKey is the key of a case that is filed beside another, from 2.
func besideKey(caseKey string, no int) string { return caseKey + "-" + strconv.Itoa(no) }

// carved tells the case carved out of the case, or filed beside it, that a place
// is, or is in, from the place inside it; at is empty for a place of the case itself.
func (p Place) carved() (at, rest Place) {
	m := carvedPlace.FindStringSubmatch(string(p))
	if m == nil {
		return "", p
	}
	if m[2] == "" {
		return Place(m[1]), OnCase
	}
	return Place(m[1]), Place(m[2])
}

// in is the same place in a case that was carved out or filed beside; the case
// itself is at "" or case.
func (p Place) in(at Place) Place {
	switch {
	case at == "" || at == OnCase:
		return p
	case p == OnCase:
		return at
	}
	return at + "/" + p
}

// isCase reports whether it is the place of a civil case.
func (p Place) isCase() bool {
	at, rest := p.carved()
	return p == OnCase || at != "" && rest.isCase()
}

// enforces reports whether it is the place of an enforcement.
func (p Place) enforces() bool {
	if at, rest := p.carved(); at != "" {
		return rest.enforces()
	}
	return p == OnEnforcement || secondPlace.MatchString(string(p))
}

var carvedPlace = regexp.MustCompile(`^((?:part|severed)-[1-9]|case-[2-9])(?:/(.+))?$`)

// secondPlace is a further enforcement of the case.
var secondPlace = regexp.MustCompile(`^enforcement-[2-9]$`)

func (p Place) valid() bool {
	if at, rest := p.carved(); at != "" {
		beside := strings.HasPrefix(string(rest), onBeside) && p != at // filed beside the first case and no other
		return !beside && rest != OnList && rest.valid()
	}
	kind, party, _ := strings.Cut(string(p), ":")
	switch kind + ":" {
	case onCertificate, onRevocation, onRepair:
		return party != ""
	}
	return p == OnCase || p == OnEnforcement || p == OnList || secondPlace.MatchString(string(p))
}

// of is the civil case that a place is, or is in.
func (p Place) of() Place {
	at, rest := p.carved()
	if at == "" {
		return OnCase
	}
	return rest.of().in(at)
}

// filed is the case with whose filing a place came about.
func (p Place) filed() Place {
	if at, _ := p.carved(); strings.HasPrefix(string(at), onBeside) {
		return at
	}
	return OnCase
}

// Step is one thing that happens in a sample.
type Step struct {
	Note string `json:"note,omitempty"` // why, for the reader
	// Only limits the step to the filings with these keys.
	Only []string `json:"only,omitempty"`

	Decide lifecycle.Event `json:"decide,omitempty"`
	As     string          `json:"as,omitempty"` // ROLE:ID
	On     Place           `json:"on,omitempty"` // case when left out
	Data   json.RawMessage `json:"data,omitempty"`
	// Refused is the code with which the decision has to be refused.
	Refused casefile.Code `json:"refused,omitempty"`

	Advance          *Advance          `json:"advance,omitempty"`
	ApplyCertificate string            `json:"apply_certificate,omitempty"` // the debtor's ID
	ApplyRepair      *ApplyRepair      `json:"apply_repair,omitempty"`
	Review           *Review           `json:"review_certificate,omitempty"`
	BeginList        bool              `json:"begin_list,omitempty"` // of the court of the case
	Mark             map[string]string `json:"mark,omitempty"`       // name to date
	Expect           map[Place]Expect  `json:"expect,omitempty"`
}

// ApplyRepair is a debtor's application for credit repair.
type ApplyRepair struct {
	Party  string   `json:"party"`
	Asked  []string `json:"asked"` // measures, by ID
	Reason string   `json:"reason"`
	Papers []string `json:"papers,omitempty"`
}

// Review asks whether a debtor's certificate must be revoked.
type Review struct {
	Party  string                    `json:"party"`
	Ground casefile.RevocationGround `json:"ground"`
	Why    string                    `json:"why"`
}

// Advance lets time pass for the whole family. Exactly one field but On is set.
type Advance struct {
	Days     int    `json:"days,omitempty"`
	Workdays int    `json:"workdays,omitempty"`
	Day      string `json:"day,omitempty"` // a date
	To       string `json:"to,omitempty"`  // the ID of an open period
	Until    *Until `json:"until,omitempty"`
	On       Place  `json:"on,omitempty"` // whose period or phase; case when left out
}

// Until is what timers are waited for.
type Until struct {
	Phase lifecycle.State `json:"phase"`
}

// Role and Actor are the two parts of As.
func (s Step) sender() (lifecycle.Role, string) {
	role, actor, _ := strings.Cut(s.As, ":")
	return lifecycle.Role(role), actor
}

// does reports whether the step is for the filing with that key.
func (s Step) does(key string) bool { return len(s.Only) == 0 || slices.Contains(s.Only, key) }

// filings are the sample's filings, one or several.
func (s *Sample) filings() []json.RawMessage {
	if len(s.Filing) > 0 {
		return []json.RawMessage{s.Filing}
	}
	return s.Filings
}

// LooksOutside reports whether the sample hangs on how other systems answer, which
// only those know that a training server has of its own.
func (s *Sample) LooksOutside() bool {
	looks := func(at map[Place]Expect) bool {
		for _, e := range at {
			if len(e.Delivered) > 0 {
				return true
			}
		}
		return false
	}
	return looks(s.Expect) || slices.ContainsFunc(s.Steps, func(st Step) bool { return st.BeginList || looks(st.Expect) })
}

// besides are the places of the cases that are filed beside the first.
func (s *Sample) besides() []Place {
	var places []Place
	for i := range s.Beside {
		places = append(places, Place(besideKey(onBeside, i+2)))
	}
	return places
}

// Load reads every sample of a folder, in the order of their names, and
// refuses the lot with everything that is wrong in any of them, as FILE: FIELD:
// what.
func Load(fsys fs.FS) ([]Sample, error) {
	names, err := fs.Glob(fsys, "[0-9][0-9]-*.json")
	if err != nil {
		return nil, fmt.Errorf("find the samples: %w", err)
	}
	slices.Sort(names)
	var samples []Sample
	var wrong []string
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("read sample %s: %w", name, err)
		}
		s, faults := Read(strings.TrimSuffix(path.Base(name), ".json"), data)
		for _, f := range faults {
			wrong = append(wrong, name+": "+f)
		}
		samples = append(samples, s)
	}
	if len(wrong) > 0 {
		return nil, fmt.Errorf("the docket is wrong:\n%s", strings.Join(wrong, "\n"))
	}
	if len(samples) == 0 {
		return nil, fmt.Errorf("the docket is empty: no file is called as 01-name.json")
	}
	return samples, nil
}

// Read reads one sample strictly. The faults name the field and what is wrong.
func Read(name string, data []byte) (Sample, []string) {
	s := Sample{Name: name}
	if faults := strict(data, &s); len(faults) > 0 {
		return s, faults
	}
	return s, s.check()
}
