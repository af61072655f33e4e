package docket

import (
	"encoding/json"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"luxing/docs/examples"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
)

func docketOf(t *testing.T) []Sample {
	t.Helper()
	samples, err := Load(examples.Docket)
	require.NoError(t, err)
	return samples
}

func TestDocketReads(t *testing.T) {
	samples := docketOf(t)
	require.GreaterOrEqual(t, len(samples), 12)
	keys, lists := map[string]bool{}, map[string]string{}
	for i := range samples {
		if !slices.ContainsFunc(samples[i].Steps, func(st Step) bool { return st.BeginList }) {
			continue
		}
		var f struct{ Court string }
		require.NoError(t, json.Unmarshal(samples[i].Filing, &f))
		require.NotEmpty(t, f.Court, samples[i].Name)
		require.Empty(t, lists[f.Court], "%s begins a list of the same court", samples[i].Name)
		lists[f.Court] = samples[i].Name
	}
	for _, c := range Cases(samples) {
		for _, p := range append([]Place{OnCase}, c.Sample.besides()...) {
			key := p.Key(c.Key)
			require.False(t, keys[key], "%s: two filings have the key %s", c.Sample.Name, key)
			keys[key] = true
		}
		for i, st := range c.Sample.Steps {
			for _, only := range st.Only {
				require.Contains(t, keysOf(c.Sample), only, "%s: step %d", c.Sample.Name, i+1)
			}
		}
	}
}

func keysOf(s *Sample) []string {
	var keys []string
	for _, f := range s.filings() {
		keys = append(keys, keyOf(f))
	}
	return keys
}

// Whatever the day, the docket's filings are in order and its decisions have
// the form that they should; what a case makes of them is for the play.
func TestDocketIsInFormOnEveryDay(t *testing.T) {
	samples := docketOf(t)
	for _, day := range []string{"2026-11-23", "2026-02-17", "2026-02-28", "2026-10-03", "2027-12-31", "2028-02-29"} {
		today := calendar.MustParse(day)
		sc := scope{
			today: today, filed: today, family: "nb-2026-0001", marks: map[string]calendar.Date{}, table: calendar.Default(),
			due:    func(string) (calendar.Date, error) { return today.AddDays(30), nil },
			amount: func(string) (int64, error) { return 1_000_00, nil },
		}
		for _, c := range Cases(samples) {
			for _, filing := range append([]json.RawMessage{c.Filing}, c.Sample.Beside...) {
				data, err := sc.resolve(filing)
				require.NoError(t, err, c.Sample.Name)
				_, faults := casefile.ReadFiling(data, policy.Default(), today)
				require.Equal(t, len(c.Sample.Faults) > 0, len(faults) > 0, "%s on %s: %v", c.Sample.Name, day, faults)
			}
		}
		for i := range samples {
			for n, st := range samples[i].Steps {
				for name, word := range st.Mark {
					sc.marks[name], _ = sc.date(word)
				}
				if st.Decide == "" || st.Refused == casefile.BadInput {
					continue
				}
				data, err := sc.resolve(st.Data)
				require.NoError(t, err, "%s step %d", samples[i].Name, n+1)
				role, actor := st.sender()
				d := casefile.Decision{ID: "x", Event: st.Decide, Role: role, Actor: actor, Data: data}
				require.Empty(t, d.Check(), "%s step %d", samples[i].Name, n+1)
			}
		}
	}
}

// Every ending that a case can have is in the docket.
func TestDocketHasEveryEnding(t *testing.T) {
	want := []string{"performed", "enforced", "withdrawn", "not_accepted", "dismissed", "no_performance_due", "transferred", "bankruptcy", "time_barred", "terminated"}
	var got []string
	for _, s := range docketOf(t) {
		if e := s.Expect[OnCase]; e.Phase == lifecycle.Closed {
			got = append(got, e.Reason)
		}
	}
	require.Subset(t, got, want)
}

func TestReadRefusesWhatItDoesNotKnow(t *testing.T) {
	const good = `{"title":"t","story":"s","filing":{"key":"abc"},"steps":[{"decide":"accept","as":"clerk:C1"}],"expect":{"case":{"phase":"closed"}}}`
	_, faults := Read("good", []byte(good))
	require.Empty(t, faults)
	for _, c := range []struct{ name, in, want string }{
		{"an unknown field", `{"titel":"t"}`, "titel: no such field"},
		{"an unknown field deep down", `{"title":"t","story":"s","filing":{},"steps":[{"advance":{"day":"@today","ofset":3}}],"expect":{"case":{}}}`, "steps[0].advance.ofset: no such field"},
		{"an unknown field in a place", `{"expect":{"case":{"fase":"closed"}}}`, "expect.case.fase: no such field"},
		{"a field twice", `{"title":"t","title":"u"}`, "title: given twice"},
		{"a wrong type", `{"title":7}`, "title: a number where string is wanted"},
		{"text behind", good + "x", "near byte"},
		{"no end", `{"title":`, "near byte"},
		{"no filing", `{"title":"t","story":"s","expect":{"case":{}}}`, "filing: missing"},
		{"no end said", `{"title":"t","story":"s","filing":{}}`, "expect: missing"},
		{"two things in a step", `{"title":"t","story":"s","filing":{},"steps":[{"decide":"accept","as":"clerk:C1","apply_certificate":"D1"}],"expect":{"case":{}}}`, "steps[0]: one of"},
		{"nothing in a step", `{"title":"t","story":"s","filing":{},"steps":[{"note":"n"}],"expect":{"case":{}}}`, "steps[0]: one of"},
		{"no such decision", `{"title":"t","story":"s","filing":{},"steps":[{"decide":"acept","as":"clerk:C1"}],"expect":{"case":{}}}`, `steps[0].decide: no decision is called "acept"`},
		{"no such role", `{"title":"t","story":"s","filing":{},"steps":[{"decide":"accept","as":"C1"}],"expect":{"case":{}}}`, "steps[0].as"},
		{"no such place", `{"title":"t","story":"s","filing":{},"steps":[{"decide":"accept","as":"clerk:C1","on":"appeal"}],"expect":{"case":{}}}`, "steps[0].on"},
		{"no such code", `{"title":"t","story":"s","filing":{},"steps":[{"decide":"accept","as":"clerk:C1","refused":"never"}],"expect":{"case":{}}}`, "steps[0].refused"},
		{"two ways to advance", `{"title":"t","story":"s","filing":{},"steps":[{"advance":{"days":1,"workdays":1}}],"expect":{"case":{}}}`, "steps[0].advance: one of"},
		{"time that goes back", `{"title":"t","story":"s","filing":{},"steps":[{"advance":{"days":-1}}],"expect":{"case":{}}}`, "time does not go back"},
		{"no date", `{"title":"t","story":"s","filing":{},"steps":[{"mark":{"due":"2026-01-01"}}],"expect":{"case":{}}}`, "steps[0].mark.due"},
		{"no such phase", `{"title":"t","story":"s","filing":{},"expect":{"case":{"phase":"gone"}}}`, `expect.case.phase: no phase is called "gone"`},
		{"a repair without measures", `{"title":"t","story":"s","filing":{},"steps":[{"apply_repair":{"party":"D1","reason":"r","asked":[]}}],"expect":{"case":{}}}`, "steps[0].apply_repair: party, asked and reason"},
		{"a review without a reason", `{"title":"t","story":"s","filing":{},"steps":[{"review_certificate":{"party":"D1","ground":"payment_reversed","why":""}}],"expect":{"case":{}}}`, "steps[0].review_certificate: party and why"},
		{"no such ground", `{"title":"t","story":"s","filing":{},"steps":[{"review_certificate":{"party":"D1","ground":"dislike","why":"w"}}],"expect":{"case":{}}}`, "steps[0].review_certificate.ground"},
		{"a case beside several", `{"title":"t","story":"s","filings":[{"key":"a"},{"key":"b"}],"beside":[{"key":"a-2"}],"expect":{"case":{}}}`, "beside: cases are filed beside one filing"},
		{"a case beside under another key", `{"title":"t","story":"s","filing":{"key":"a"},"beside":[{"key":"b"}],"expect":{"case":{}}}`, `beside[0].key: "b", want a-2`},
		{"ten cases", `{"title":"t","story":"s","filing":{"key":"a"},"beside":[{"key":"a-2"},{"key":"a-3"},{"key":"a-4"},{"key":"a-5"},{"key":"a-6"},{"key":"a-7"},{"key":"a-8"},{"key":"a-9"},{"key":"a-10"}],"expect":{"case":{}}}`, "beside: at most 8 cases"},
		{"two batches", `{"title":"t","story":"s","filing":{"key":"a"},"steps":[{"begin_list":true},{"begin_list":true}],"expect":{"case":{}}}`, "steps: one begin_list"},
		{"an entry of nobody", `{"title":"t","story":"s","filing":{},"expect":{"list":{"entries":{"D1":"listed"}}}}`, "expect.list.entries.D1: not case"},
		{"a tenth enforcement", `{"title":"t","story":"s","filing":{},"expect":{"enforcement-10":{}}}`, "expect.enforcement-10: not case"},
		{"a repair of nobody", `{"title":"t","story":"s","filing":{},"expect":{"repair:":{}}}`, "expect.repair:: not case"},
		{"faults and steps", `{"title":"t","story":"s","filing":{},"faults":["court"],"steps":[{"decide":"accept","as":"clerk:C1"}]}`, "faults: a filing that is refused"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, faults := Read("x", []byte(c.in))
			found := false
			for _, f := range faults {
				found = found || len(f) >= len(c.want) && f[:len(c.want)] == c.want || contains(f, c.want)
			}
			require.True(t, found, "%v", faults)
		})
	}
}

// A place is a workflow of the family by the key that the case gives it.
func TestPlacesHaveTheKeysOfTheirWorkflows(t *testing.T) {
	for place, want := range map[Place]string{
		"case": "a-1", "enforcement": "a-1-zhi", "enforcement-2": "a-1-zhi-2", "certificate:D1": "a-1-zhengming-d1",
		"revocation:D1": casefile.RevocationKey("a-1-zhengming-d1"), "repair:D1": casefile.RepairKey("a-1-zhi", "D1"),
		"case-2": "a-1-2", "case-2/enforcement": "a-1-2-zhi", "case-9/severed-1/enforcement-2": casefile.EnforcementKey(casefile.SeveredKey("a-1-9", 1)) + "-2",
	} {
		require.True(t, place.valid(), place)
		require.Equal(t, want, place.Key("a-1"), place)
	}
	for _, p := range []Place{"", "appeal", "enforcement-1", "enforcement-10", "enforcement2", "certificate:", "revocation:", "repair:", "list:D1", "case-1", "case-10", "case-2/case-3", "part-1/case-2", "case-2/list"} {
		require.False(t, p.valid(), p)
	}
}

// What other systems answer is looked at by few samples, and by those.
func TestWhichSamplesLookOutside(t *testing.T) {
	var names []string
	for _, s := range docketOf(t) {
		if s.LooksOutside() {
			names = append(names, s.Name[:2])
		}
	}
	require.Equal(t, []string{"48", "49", "68", "69", "70", "72", "73"}, names)
}

// The original of a retrial is played under the same prefix as the retrial.
func TestARetrialNamesItsOriginalAsPlayed(t *testing.T) {
	for prefix, want := range map[string]string{"": "old", "demo-1": "demo-1-old"} {
		p := Player{Prefix: prefix}
		c := Case{Filing: []byte(`{"key":"new","retrialOf":"old"}`), Key: "new"}
		data, err := withKey(c.Filing, p.PlayedKey(c))
		require.NoError(t, err)
		require.JSONEq(t, `{"key":"`+p.PlayedKey(c)+`","retrialOf":"`+want+`"}`, string(data))
	}
}

// Each of the twelve mechanisms does its work in a sample, and in one the law
// refuses what goes against it; the twelfth is told by the others and decided
// by nobody.
func TestEveryMechanismIsInTheDocketBothWays(t *testing.T) {
	refusals := map[int]lifecycle.Event{
		1: lifecycle.RecordGuidance, 2: lifecycle.RulePreservation, 3: lifecycle.PublishNotice, 4: lifecycle.AssessDebtor,
		5: lifecycle.ConfirmReceipt, 6: lifecycle.Mediate, 7: lifecycle.RecordSecurity, 8: lifecycle.BeginPreUrging,
		9: lifecycle.PresidentSigns, 10: lifecycle.IssueCertificate, 11: lifecycle.JudgeInCourt,
	}
	works, refused := map[int]bool{}, map[lifecycle.Event]bool{}
	for _, s := range docketOf(t) {
		expects := []map[Place]Expect{s.Expect}
		for _, st := range s.Steps {
			expects = append(expects, st.Expect)
			if st.Refused != "" {
				refused[st.Decide] = true
			}
		}
		for _, at := range expects {
			for _, e := range at {
				for _, n := range e.Mechanisms {
					works[n] = true
				}
			}
		}
	}
	for n := 1; n <= 12; n++ {
		require.True(t, works[n], "mechanism %d works in no sample", n)
		require.True(t, n == 12 || refused[refusals[n]], "mechanism %d: %s is refused in no sample", n, refusals[n])
	}
}

func TestLoadNamesTheFile(t *testing.T) {
	_, err := Load(fstest.MapFS{"07-x.json": {Data: []byte(`{"titel":"t"}`)}})
	require.ErrorContains(t, err, "07-x.json: titel: no such field")
	_, err = Load(fstest.MapFS{"readme.md": {}})
	require.ErrorContains(t, err, "empty")
}
