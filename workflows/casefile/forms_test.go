package casefile

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/lifecycle"
)

func TestFormsAreReadStrictly(t *testing.T) {
	for _, c := range []struct {
		name  string
		event lifecycle.Event
		data  string
		want  []string
	}{
		{"clean", lifecycle.Pay, `{"payment":"PAY-1","payer":"D1","amountFen":100,"on":"2019-03-04"}`, nil},
		{"no data where a form is", lifecycle.Pay, ``, []string{"data.payment", "data.payer", "data.on"}},
		{"null is no data", lifecycle.Pay, ` null `, []string{"data.payment", "data.payer", "data.on"}},
		{"data where no form is", lifecycle.AllServed, `{"a":1}`, []string{"data"}},
		{"no data where no form is", lifecycle.AllServed, `null`, nil},
		{"unknown field", lifecycle.Pay, `{"payment":"PAY-1","payer":"D1","amount":1,"on":"2019-03-04"}`, []string{"data.amount"}},
		{"no JSON", lifecycle.Pay, `{`, []string{"data"}},
		{"a list", lifecycle.Pay, `[]`, []string{"data"}},
		{"form and content", lifecycle.Pay, `{"payment":7,"payer":"李四","amountFen":-1,"on":"2006-03-04"}`,
			[]string{"data.payment", "data.amountFen", "data.payer", "data.on"}},
		{"sum that could overflow", lifecycle.Pay, `{"payment":"p","payer":"D1","amountFen":9000000000000000000,"on":"2019-03-04"}`, []string{"data.amountFen"}},
		{"hidden characters", lifecycle.Withdraw, `{"reason":"撤\u202e诉"}`, []string{"data.reason"}},
		{"endless reason", lifecycle.Withdraw, `{"reason":"` + strings.Repeat("撤", 4001) + `"}`, []string{"data.reason"}},
		{"reason of nothing but blanks", lifecycle.Withdraw, `{"reason":" \n "}`, []string{"data.reason"}},
		{"reason on two lines", lifecycle.Withdraw, `{"reason":"和解\n撤诉"}`, nil},
		{"conversion", lifecycle.ConvertProcedure, `{"to":"ordinary","reason":"公告送达"}`, nil},
		{"conversion to small claims", lifecycle.ConvertProcedure, `{"to":"small_claims","reason":"x"}`, []string{"data.to"}},
		{"no hour", lifecycle.ScheduleHearing, `{"on":"2019-03-04","time":"9.30"}`, []string{"data.time"}},
		{"no such channel", lifecycle.RecordContact, `{"obligation":"O1","on":"2019-03-04","channel":"pigeon","reached":false}`, []string{"data.channel"}},
		{"no such measure", lifecycle.TakeMeasure, `{"kind":"arrest","what":"x","on":"2019-03-04"}`, []string{"data.kind"}},
		{"no such ground", lifecycle.DecideListing, `{"party":"D1","ground":"x","approver":"y"}`, []string{"data.ground"}},
		{"mediation by notice", lifecycle.PublishNotice, `{"document":"mediation","party":"D1","on":"2019-03-04","reason":"x"}`, []string{"data.document"}},
		{"judgment without an outcome", lifecycle.JudgeLater, `{}`, []string{"data.outcome"}},
		{"rejected with obligations", lifecycle.JudgeLater, `{"outcome":"rejected","obligations":[{"id":"O1","debtors":["D1"],"creditor":"P1","subject":"money","amountFen":1}]}`, []string{"data.obligations"}},
		{"allowed without obligations", lifecycle.JudgeLater, `{"outcome":"allowed"}`, []string{"data.obligations"}},
		{"correction of nothing", lifecycle.RequireCorrection, `{"days":31}`, []string{"data.missing", "data.days"}},
		{"exclusion backwards", lifecycle.ExcludeTime, `{"ground":"x","from":"2019-03-04","to":"2019-03-03","proof":"y"}`, []string{"data.ground", "data.to"}},
		{"answer to the prompt", lifecycle.PromptAnswered, `{"answer":"maybe"}`, []string{"data.answer"}},
		{"asset of no kind", lifecycle.ApplyPreservation, `{"asset":"A1","owner":"D1","amountFen":1,"on":"2019-03-04"}`, []string{"data.kind"}},
		{"number of the court above", lifecycle.AppealFiled, `{"on":"2019-03-04","caseNumber":"567"}`, []string{"data.caseNumber"}},
		{"number of a bankruptcy", lifecycle.BankruptcyAccepted, `{"on":"2019-03-04","number":"3"}`, []string{"data.number"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			form, fs := ReadForm(c.event, json.RawMessage(c.data))
			assert.Equal(t, c.want, fields(fs), "%s", fs)
			if c.want == nil && c.event != lifecycle.AllServed {
				assert.NotNil(t, form)
			}
		})
	}
}

func TestNumbersInFormsAreNormalised(t *testing.T) {
	form, fs := ReadForm(lifecycle.AppealFiled, json.RawMessage(`{"on":"2019-03-04","caseNumber":"(2019)浙02民终567号"}`))
	require.Empty(t, fs)
	assert.Equal(t, "（2019）浙02民终567号", form.(*AppealFiledForm).CaseNumber)
}

func TestEmptyFormsSayWhatTheyNeed(t *testing.T) {
	optional := map[string]bool{"AcceptForm": true, "ReferralForm": true}
	for event := range Forms {
		_, fs := ReadForm(event, nil)
		if optional[FormName(event)] {
			assert.Empty(t, fs, event)
			continue
		}
		assert.NotEmpty(t, fs, event)
		for _, f := range fs {
			assert.True(t, strings.HasPrefix(f.Field, "data."), "%s: %s", event, f)
		}
	}
}

func FuzzReadForm(f *testing.F) {
	events := make([]lifecycle.Event, 0, len(Forms))
	for _, m := range lifecycle.Machines() {
		for _, r := range m.Rows {
			events = append(events, r.Event)
		}
	}
	for i := range events {
		f.Add(i, []byte(full))
	}
	f.Add(0, []byte(`{"obligations":[{"instalments":[{"due":"2019-02-31"}]}]}`))
	f.Fuzz(func(t *testing.T, which int, data []byte) {
		event := events[uint(which)%uint(len(events))]
		form, fs := ReadForm(event, data)
		if fs != nil || form == nil {
			return
		}
		if _, again := ReadForm(event, json.RawMessage(mustJSON(form))); again != nil {
			t.Fatalf("accepted once, then: %s", again)
		}
	})
}
