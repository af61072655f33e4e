package casefile

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"luxing/workflows/calendar"
)

func day(s string) calendar.Date { return calendar.MustParse(s) }

// owed is a money obligation with nothing wrong.
func owed() Obligation {
	return Obligation{
		ID: "O1", Debtors: []string{"D1", "D2"}, Creditor: "P1", Subject: Money, AmountFen: 30_000_000,
		Instalments: []Instalment{{10_000_000, day("2019-06-30")}, {20_000_000, day("2019-12-31")}},
		Accelerates: true, PenaltyFen: 100, Guarantors: []string{"G1"},
	}
}

func TestDefiniteObligationsAreClean(t *testing.T) {
	byDay, byDays, atOnce := owed(), owed(), owed()
	byDay.ID, byDay.Instalments, byDay.Accelerates, byDay.Due = "O2", nil, false, day("2019-06-30")
	byDays.ID, byDays.Instalments, byDays.Accelerates, byDays.DueDays = "O3", nil, false, 10
	atOnce.ID, atOnce.Instalments, atOnce.Accelerates = "O4", nil, false
	act := Obligation{ID: "O5", Debtors: []string{"D1"}, Creditor: "P1", Subject: Act, Act: "交付位于宁波市镇海区的房屋", DueDays: 30}
	assert.Empty(t, CheckObligations("obligations", []Obligation{owed(), byDay, byDays, atOnce, act}))
	assert.Empty(t, CheckObligations("obligations", nil))
}

func TestOneThingIndefiniteIsOneFault(t *testing.T) {
	for _, c := range []struct {
		name   string
		mutate func(*Obligation)
		field  string
		says   string
	}{
		{"no ID", func(o *Obligation) { o.ID = "" }, "id", "such as O1"},
		{"ID with a blank", func(o *Obligation) { o.ID = "O 1" }, "id", "letters, digits"},
		{"no debtor", func(o *Obligation) { o.Debtors = nil }, "debtors", "who owes it"},
		{"an empty debtor", func(o *Obligation) { o.Debtors[1] = "" }, "debtors[1]", "such as D1"},
		{"debtor twice", func(o *Obligation) { o.Debtors[1] = "D1" }, "debtors[1]", "each ID once"},
		{"no creditor", func(o *Obligation) { o.Creditor = "" }, "creditor", "to whom"},
		{"creditor of oneself", func(o *Obligation) { o.Creditor = "D2" }, "creditor", "other than D2"},
		{"guarantor of oneself", func(o *Obligation) { o.Guarantors[0] = "D2" }, "guarantors[0]", "neither debtor nor creditor"},
		{"no subject", func(o *Obligation) { o.Subject = "" }, "subject", "money or act"},
		{"no amount", func(o *Obligation) { o.AmountFen = 0 }, "amountFen", "the amount owed"},
		{"negative amount", func(o *Obligation) { o.AmountFen = -1 }, "amountFen", "the amount owed"},
		{"absurd amount", func(o *Obligation) { o.AmountFen, o.Instalments, o.Accelerates = MaxFen+1, nil, false }, "amountFen", "the amount owed"},
		{"money and an act", func(o *Obligation) { o.Act = "交房" }, "act", "an act is an obligation of its own"},
		{"no act", func(o *Obligation) { *o = Obligation{ID: "O1", Debtors: o.Debtors, Creditor: "P1", Subject: Act} }, "act", "what is to be done"},
		{"act with an amount", func(o *Obligation) {
			*o = Obligation{ID: "O1", Debtors: o.Debtors, Creditor: "P1", Subject: Act, Act: "交房", AmountFen: 1}
		}, "amountFen", "money is an obligation of its own"},
		{"act in instalments", func(o *Obligation) {
			*o = Obligation{ID: "O1", Debtors: o.Debtors, Creditor: "P1", Subject: Act, Act: "交房", Instalments: o.Instalments}
		}, "instalments", "no instalments of an act"},
		{"due twice", func(o *Obligation) { o.DueDays = 10 }, "due", "one of dueDays, due and instalments"},
		{"due on a day and after days", func(o *Obligation) {
			o.Instalments, o.Accelerates, o.Due, o.DueDays = nil, false, day("2019-06-30"), 10
		}, "due", "one of dueDays, due and instalments"},
		{"due before the calendar", func(o *Obligation) { o.Instalments, o.Accelerates, o.Due = nil, false, day("1999-06-30") }, "due", "2007-01-01"},
		{"negative days", func(o *Obligation) { o.Instalments, o.Accelerates, o.DueDays = nil, false, -1 }, "dueDays", "0 to 3650"},
		{"eleven years", func(o *Obligation) { o.Instalments, o.Accelerates, o.DueDays = nil, false, 4000 }, "dueDays", "0 to 3650"},
		{"negative penalty", func(o *Obligation) { o.PenaltyFen = -1 }, "penaltyFen", "agreed penalty"},
		{"acceleration of nothing", func(o *Obligation) { o.Instalments = nil }, "accelerates", "instalments"},
		{"a fen missing", func(o *Obligation) { o.Instalments[1].AmountFen-- }, "instalments", "30000000 fen in all, not 29999999"},
		{"instalment of nothing", func(o *Obligation) { o.Instalments[0].AmountFen = 0 }, "instalments[0].amountFen", "1 to"},
		{"instalments that overflow", func(o *Obligation) { o.Instalments[0].AmountFen = 1<<63 - 1 }, "instalments[0].amountFen", "1 to"},
		{"instalment never due", func(o *Obligation) { o.Instalments[1].Due = calendar.Date{} }, "instalments[1].due", "last day of performance"},
		{"instalment before the calendar", func(o *Obligation) { o.Instalments[0].Due = day("2006-12-31") }, "instalments[0].due", "2007-01-01"},
		{"instalments out of order", func(o *Obligation) { o.Instalments[1].Due = day("2019-06-29") }, "instalments[1].due", "a day after 2019-06-30"},
		{"two instalments on a day", func(o *Obligation) { o.Instalments[1].Due = day("2019-06-30") }, "instalments[1].due", "a day after 2019-06-30"},
		{"too many instalments", func(o *Obligation) { o.Instalments = make([]Instalment, 121) }, "instalments", "at most 120"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := owed()
			c.mutate(&o)
			fs := CheckObligations("obligations", []Obligation{o})
			require.Equal(t, []string{"obligations[0]." + c.field}, fields(fs), "%s", fs)
			assert.Contains(t, fs[0].Want, c.says)
		})
	}
}

func TestObligationsHaveIDsOfTheirOwn(t *testing.T) {
	fs := CheckObligations("x", []Obligation{owed(), owed()})
	require.Equal(t, []string{"x[1].id"}, fields(fs))
	assert.Contains(t, fs[0].Want, "x[0] has O1 too")
	assert.Equal(t, []string{"x"}, fields(CheckObligations("x", make([]Obligation, 101))))
}

// A plan passes exactly if its parts are positive and follow one another.
func TestInstalmentsAgainstTheirDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ins := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Instalment {
			return Instalment{
				AmountFen: rapid.Int64Range(-1, 5).Draw(t, "fen"),
				Due:       day("2019-01-01").AddDays(rapid.IntRange(0, 20).Draw(t, "day")),
			}
		}), 0, 6).Draw(t, "instalments")
		want := true
		for i, in := range ins {
			want = want && in.AmountFen > 0 && (i == 0 || ins[i-1].Due.Before(in.Due))
		}
		if fs := checkInstalments("instalments", ins); (fs == nil) != want {
			t.Fatalf("%v: %s", ins, fs)
		}
	})
}

func TestPlanIsReadStrictly(t *testing.T) {
	in := `{"obligation":"O1","instalments":[{"amountFen":1,"due":"2019-06-30"},{"amountFen":0,"due":"2019-06-30"}]}`
	_, fs := ReadForm("agree_plan", []byte(in))
	assert.Equal(t, []string{"data.instalments[1].amountFen", "data.instalments[1].due"}, fields(fs))
	_, fs = ReadForm("agree_plan", []byte(strings.ReplaceAll(in, `"amountFen":0,"due":"2019-06-30"`, `"amountFen":1,"due":"2019-07-31"`)))
	assert.Empty(t, fs)
}
