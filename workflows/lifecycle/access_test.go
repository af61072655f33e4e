package lifecycle

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// cells writes the table of who may do what out by hand, a line a role: for each
// action, in the order of the heading, how far. o own, d division, c court,
// * every court, - not at all.
var cells = map[Role]string{
	//               file decide read list measure export bulk certificate audit verify law
	Intake:           "c    c     c    c    -       -      -    c           -     *      *",
	Clerk:            "c    d     d    d    -       -      -    d           -     *      *",
	Judge:            "-    o     d    d    d       -      -    o           -     *      *",
	DivisionHead:     "-    d     d    d    d       d      d    -           -     *      *",
	TrialManagement:  "-    c     c    c    c       c      c    -           -     *      *",
	President:        "-    c     c    c    c       c      c    -           -     *      *",
	EnforcementJudge: "-    c     c    c    d       -      -    -           -     *      *",
	Integration:      "c    c     -    -    -       -      -    -           -     *      *",
	Auditor:          "-    -     *    *    *       *      -    -           *     *      *",
	Clock:            "-    -     -    -    -       -      -    -           -     *      *",
	Linked:           "-    -     -    -    -       -      -    -           -     *      *",
	"":               "-    -     -    -    -       -      -    -           -     *      *",
	"somebody":       "-    -     -    -    -       -      -    -           -     *      *",
}

func TestEveryCellOfTheAccessTable(t *testing.T) {
	far := map[string]Relation{"-": Nobody, "o": Own, "d": OfDivision, "c": OfCourt, "*": OfAnother}
	for _, r := range Roles() {
		assert.Contains(t, cells, r.Role, "a role without a line")
	}
	for role, line := range cells {
		words := strings.Fields(line)
		if !assert.Len(t, words, len(Actions()), role) {
			continue
		}
		for i, a := range Actions() {
			for _, rel := range append(Relations(), Nobody) {
				want := rel != Nobody && rel <= far[words[i]]
				assert.Equal(t, want, Allowed(role, a, rel), fmt.Sprintf("%s, %s, %s", role, a, rel))
			}
		}
	}
}

// What is linked to a case is read by those whose own the case is, and nothing
// else is done to it for that.
func TestEveryCellOfWhatIsLinkedToACase(t *testing.T) {
	readers := []Role{Intake, Clerk, Judge, DivisionHead, TrialManagement, President, EnforcementJudge, Auditor}
	for role := range cells {
		for _, a := range Actions() {
			for _, rel := range append(Relations(), Nobody) {
				want := a == ToRead && rel == Own && slices.Contains(readers, role)
				assert.Equal(t, want, AllowedLinked(role, a, rel), fmt.Sprintf("%s, %s, %s", role, a, rel))
			}
		}
	}
}

// A role that no line of any machine lets decide must not be let decide here,
// and the other way round.
func TestWhoMayDecideIsWhoHasALineInAMachine(t *testing.T) {
	has := map[Role]bool{}
	for _, m := range Machines() {
		for _, row := range m.Rows {
			for _, r := range row.By {
				has[r] = true
			}
		}
	}
	for _, r := range Roles() {
		if r.Human {
			assert.Equal(t, has[r.Role], Reach(r.Role, ToDecide) != Nobody, r.Role)
		}
	}
}

func TestHowAPersonStandsToACase(t *testing.T) {
	lies := Desk{Court: "浙0211", Division: "民一庭", Judge: "J001", Clerk: "C001"}
	for _, c := range []struct {
		what string
		post Post
		desk Desk
		want Relation
	}{
		{"its judge", Post{"J001", "浙0211", "民一庭"}, lies, Own},
		{"its judge, who sits in another division", Post{"J001", "浙0211", "民二庭"}, lies, Own},
		{"its clerk", Post{"C001", "浙0211", "民一庭"}, lies, Own},
		{"another judge of the division", Post{"J002", "浙0211", "民一庭"}, lies, OfDivision},
		{"somebody of another division", Post{"J003", "浙0211", "民二庭"}, lies, OfCourt},
		{"somebody of no division", Post{"Y001", "浙0211", ""}, lies, OfCourt},
		{"the same ID in another court is another person", Post{"J001", "浙0105", "民一庭"}, lies, OfAnother},
		{"somebody of no court", Post{"J001", "", "民一庭"}, lies, OfAnother},
		{"a system of every court", Post{"S001", EveryCourt, ""}, lies, OfCourt},
		{"nobody", Post{}, Desk{}, OfAnother},
		{"a case without a judge is its division's own", Post{"J002", "浙0211", "民一庭"}, Desk{Court: "浙0211", Division: "民一庭"}, Own},
		{"but not another division's", Post{"J003", "浙0211", "民二庭"}, Desk{Court: "浙0211", Division: "民一庭"}, OfCourt},
		{"a case without a division is every division's", Post{"J003", "浙0211", "民二庭"}, Desk{Court: "浙0211", Judge: "J001"}, OfDivision},
		{"an empty ID is no case's own", Post{"", "浙0211", "民二庭"}, Desk{Court: "浙0211", Division: "民一庭"}, OfCourt},
	} {
		assert.Equal(t, c.want, c.post.Stands(c.desk), c.what)
	}
}
