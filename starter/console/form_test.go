package console

import (
	"encoding/json"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

func typed(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(prefix+pairs[i], pairs[i+1])
	}
	return v
}

func someCase() known {
	return known{
		lang: Chinese, today: calendar.NewDate(2026, 3, 2), preset: map[string]string{},
		parties: []choice{{"P1", "P1 原告 甲"}, {"D1", "D1 被告 乙"}, {"D2", "D2 被告 丙"}},
	}
}

// A mediation as a judge types it becomes the form that the case checks.
func TestWhatIsTypedBecomesTheDecision(t *testing.T) {
	k := someCase()
	k.event = lifecycle.Mediate
	fields, err := form(lifecycle.Mediate, k, typed(
		"obligations[0].id", "O1", "obligations[0].debtors", "D1", "obligations[0].debtors", "D2", "obligations[0].creditor", "P1",
		"obligations[0].subject", "money", "obligations[0].amountFen", "300,000.50",
		"obligations[0].instalments[0].amountFen", "100000", "obligations[0].instalments[0].due", "2026-05-01",
		"obligations[0].instalments[1].amountFen", " 200000.50 元", "obligations[0].instalments[1].due", "2026-06-01",
		"obligations[0].accelerates", "true", "recordOnly", "true",
	))
	require.NoError(t, err)
	raw, faults := data(fields)
	require.Empty(t, faults)
	got, wrong := casefile.ReadForm(lifecycle.Mediate, raw)
	require.Empty(t, wrong)
	require.Equal(t, &casefile.MediationForm{RecordOnly: true, Obligations: []casefile.Obligation{{
		ID: "O1", Debtors: []string{"D1", "D2"}, Creditor: "P1", Subject: casefile.Money, AmountFen: 300_000_50, Accelerates: true,
		Instalments: []casefile.Instalment{{AmountFen: 100_000_00, Due: calendar.NewDate(2026, 5, 1)}, {AmountFen: 200_000_50, Due: calendar.NewDate(2026, 6, 1)}},
	}}}, got)
}

// Every form, left empty, says what is missing at fields that the page has.
func TestFaultsFindTheirFields(t *testing.T) {
	for e, blank := range casefile.Forms {
		k := someCase()
		k.event = e
		fields, err := form(e, k, url.Values{})
		require.NoError(t, err)
		faults := blank().Check()
		for i := range faults {
			faults[i].Field = "data." + faults[i].Field
		}
		require.Empty(t, pin(fields, faults), "%s: faults without a field", e)
		require.Equal(t, len(faults), faultsIn(fields), e)
	}
}

func TestFaultsInsideRowsAndElsewhere(t *testing.T) {
	k := someCase()
	k.event = lifecycle.AgreePlan
	fields, err := form(lifecycle.AgreePlan, k, typed("instalments[1].amountFen", "abc"))
	require.NoError(t, err)
	_, faults := data(fields)
	require.Equal(t, "instalments[1].amountFen", faults[0].Field, "an amount that is no number")
	rest := pin(fields, casefile.Faults{{Field: "data.instalments[1].due", Rule: "必填"}, {Field: "data.instalments[7].due", Rule: "x"}, {Field: "id", Rule: "y"}})
	require.Equal(t, casefile.Faults{{Field: "id", Rule: "y"}}, rest)
	list := fields[1]
	require.Len(t, list.Rows[1].Fields[1].Faults, 1)
	require.Len(t, list.Faults, 1, "a row that is not shown is told at its list")
}

func TestRowsComeAndGo(t *testing.T) {
	k := someCase()
	k.event = lifecycle.AgreePlan
	rows := func(v url.Values) int {
		fields, err := form(lifecycle.AgreePlan, k, v)
		require.NoError(t, err)
		return len(fields[1].Rows)
	}
	require.Equal(t, 1, rows(nil))
	v := typed("instalments[0].amountFen", "1", "instalments[1].amountFen", "2", "instalments[2].amountFen", "3")
	require.Equal(t, 3, rows(v))
	v.Set(addRow, "instalments")
	require.Equal(t, 4, rows(v))
	v.Del(addRow)
	v = withoutRow(v, "instalments[0]")
	require.Equal(t, 2, rows(v))
	require.Equal(t, "2", v.Get(prefix+"instalments[0].amountFen"))
	// What no page sends does no harm.
	require.Equal(t, 1, rows(typed("instalments[99999999].amountFen", "1")))
	require.Equal(t, 1, rows(typed("instalments[-1].amountFen", "1")))
	require.LessOrEqual(t, rows(typed("instalments[400].amountFen", "1")), casefile.MaxInstalments)
	require.Equal(t, v, withoutRow(v, "x"))
}

// A choice is made by a person: nothing is chosen because it stood first.
func TestNothingIsChosenForAnybody(t *testing.T) {
	k := someCase()
	k.event = lifecycle.RecordServed
	k.preset = map[string]string{"document": "complaint", "party": "D1"}
	fields, err := form(lifecycle.RecordServed, k, nil)
	require.NoError(t, err)
	byName := map[string]field{}
	for _, f := range fields {
		byName[f.Name] = f
	}
	require.Equal(t, "D1", byName["party"].Value, "what the track is about is filled in")
	require.Equal(t, "", byName["method"].Value)
	require.Equal(t, "", byName["method"].Choices[0].Value)
	require.Equal(t, "2026-03-02", byName["on"].Value)
	require.Equal(t, asChoice, byName["method"].Kind)
	require.Equal(t, "直接送达", byName["method"].Choices[1].Name)
}

func FuzzForm(f *testing.F) {
	f.Add("obligations[0].instalments[0].amountFen", "1.5", "obligations[1]")
	f.Add("obligations[0]", "x", "")
	f.Add("recordOnly", "true", "obligations[0].instalments[3]")
	f.Fuzz(func(t *testing.T, name, value, row string) {
		k := someCase()
		k.event = lifecycle.Mediate
		v := withoutRow(typed(name, value, "obligations[0].id", "O1"), row)
		fields, err := form(lifecycle.Mediate, k, v)
		if err != nil {
			t.Fatal(err)
		}
		if raw, _ := data(fields); raw != nil && !json.Valid(raw) {
			t.Fatalf("not JSON: %s", raw)
		}
	})
}
