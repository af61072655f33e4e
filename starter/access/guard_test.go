package access_test

import (
	"bytes"
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/starter/access"
	"luxing/starter/court"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// trail remembers what was put on it.
type trail []access.Touch

func (x *trail) Note(_ context.Context, t access.Touch) error {
	*x = append(*x, t)
	return nil
}

// guarded is a court of one case of 民一庭, of the judge J001 and the clerk
// C001, and of its enforcement in 执行局, of the officer E001.
func guarded(t *testing.T) (*access.Guard, *trail) {
	t.Helper()
	reg, err := register.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "register.db"))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, reg.Close()) })
	at := calendar.MustParse("2026-03-02").Start()
	row := casefile.Row{Case: "nb-1", Court: "浙0211", Division: "民一庭", Judge: "J001", Cause: "民间借贷纠纷", Procedure: casefile.Ordinary,
		FiledOn: calendar.MustParse("2026-03-02"), Phase: lifecycle.InEnforcement, PhaseSince: at, Updated: at}
	_, err = reg.Write(t.Context(), casefile.Record{Key: "nb-1", Kind: casefile.KindCase, Seq: 1, Row: row, Filing: &casefile.Filing{
		Key: "nb-1", Court: "浙0211", Division: "民一庭", Judge: "J001", Clerk: "C001", Cause: row.Cause, Procedure: row.Procedure, FiledOn: row.FiledOn,
		Parties: []casefile.Party{
			{ID: "P1", Side: casefile.Plaintiff, Kind: casefile.Person, Name: "张三", IDNumber: "11010519491231002X"},
			{ID: "D1", Side: casefile.Defendant, Kind: casefile.Enterprise, Name: "宁波某某有限公司", IDNumber: "91350100M000100Y43"},
		},
	}})
	require.NoError(t, err)
	row.Division, row.Judge, row.Phase = "执行局", "E001", lifecycle.Measures
	_, err = reg.Write(t.Context(), casefile.Record{Key: "nb-1-zhi", Kind: casefile.KindEnforcement, Seq: 1, Row: row})
	require.NoError(t, err)
	touched := &trail{}
	return &access.Guard{Court: &court.Court{Register: court.OverRegister(reg)}, Trail: touched, Now: func() time.Time { return at }}, touched
}

func of(subject, division string, roles ...lifecycle.Role) access.Person {
	return access.Person{Subject: subject, Roles: roles, Court: "浙0211", Division: division}
}

// Whoever has a case as their own reads its enforcement, and decides nothing
// there.
func TestTheEnforcementOfOnesOwnCaseIsReadAndNotDecided(t *testing.T) {
	g, touched := guarded(t)
	for _, c := range []struct {
		what          string
		who           access.Person
		reads, decide bool
	}{
		{"the case's judge", of("J001", "民一庭", lifecycle.Judge), true, false},
		{"the case's clerk", of("C001", "民一庭", lifecycle.Clerk), true, false},
		{"another judge of the division", of("J002", "民一庭", lifecycle.Judge), false, false},
		{"another clerk of the division", of("C002", "民一庭", lifecycle.Clerk), false, false},
		{"the head of the case's division", of("H001", "民一庭", lifecycle.DivisionHead), false, false},
		{"the officer", of("E001", "执行局", lifecycle.EnforcementJudge), true, true},
		{"the president", of("Y001", "", lifecycle.President), true, true},
		{"a system under the judge's ID", of("J001", "", lifecycle.Integration), false, true},
		{"the same ID in another court", access.Person{Subject: "J001", Roles: []lifecycle.Role{lifecycle.Judge}, Court: "浙0105", Division: "民一庭"}, false, false},
	} {
		ctx := access.With(t.Context(), c.who, "")
		for a, may := range map[lifecycle.Action]bool{lifecycle.ToRead: c.reads, lifecycle.ToDecide: c.decide} {
			*touched = nil
			_, err := g.MayOn(ctx, a, "nb-1-zhi")
			if may {
				assert.NoError(t, err, "%s: %s", c.what, a)
				continue
			}
			var denied *court.DeniedError
			if assert.ErrorAs(t, err, &denied, "%s: %s", c.what, a) && c.who.Reach(a) != lifecycle.Nobody {
				require.Len(t, *touched, 1, "%s: %s", c.what, a)
				assert.True(t, (*touched)[0].Refused, "%s: %s", c.what, a)
			}
		}
	}
}

// The cases behind a figure leave only with those who may export, as far as
// they reach, and the trail says so.
func TestTheCasesBehindAFigureLeaveOnlyThroughTheTable(t *testing.T) {
	g, touched := guarded(t)
	q := court.FigureCasesQuery{ID: "public-notice", From: calendar.MustParse("2026-01-01"), To: calendar.MustParse("2026-12-31")}
	var out bytes.Buffer
	var denied *court.DeniedError
	require.ErrorAs(t, g.ExportFigureCases(access.With(t.Context(), of("J001", "民一庭", lifecycle.Judge), ""), q, court.CSV, &out), &denied)
	require.Empty(t, out.Bytes())
	head := access.With(t.Context(), of("H001", "民二庭", lifecycle.DivisionHead), "")
	other := q
	other.Division = "民一庭"
	require.ErrorAs(t, g.ExportFigureCases(head, other, court.CSV, &out), &denied)
	require.Empty(t, out.Bytes())
	*touched = nil
	require.NoError(t, g.ExportFigureCases(head, q, court.CSV, &out))
	require.NotEmpty(t, out.Bytes())
	require.Len(t, *touched, 1)
	require.Equal(t, "export_figure_cases", (*touched)[0].What)
	require.Contains(t, (*touched)[0].Detail, "民二庭")
	var nobody *court.SignInError
	require.ErrorAs(t, g.ExportFigureCases(t.Context(), q, court.CSV, &out), &nobody)
}
