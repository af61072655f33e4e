package lawcmd

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/calendar"
	"luxing/workflows/policy"
)

func run(args ...string) (string, error) {
	var out bytes.Buffer
	cmd := New(&out, WithNow(func() time.Time { return calendar.MustParse("2026-11-23").Start() }))
	cmd.SetArgs(args)
	cmd.SetErr(&out)
	err := cmd.Execute()
	return out.String(), err
}

func answer(t *testing.T, args ...string) map[string]any {
	t.Helper()
	out, err := run(append(args, "--json")...)
	require.NoError(t, err, args)
	var a map[string]any
	require.NoError(t, json.Unmarshal([]byte(out), &a), out)
	return a
}

// Each command's answer, as other programs read it.
func TestAnswers(t *testing.T) {
	for _, c := range []struct {
		args string
		want map[string]any
	}{
		{"period appeal-judgment --from 2022-01-16", map[string]any{"result": "2022-02-07", "edition": "2026", "provisional": false, "article": "民事诉讼法（2021）第171条第1款 / CPL 2021 art. 171(1)"}},
		{"period pre-suit-preservation-ruling --from 2022-02-05T09:20", map[string]any{"result": "2022-02-07T10:00", "unit": "hours"}},
		{"period answer --from 2026-11-08T16:30", map[string]any{"result": "2026-11-23"}},
		{"period answer --from 2026-12-20", map[string]any{"result": "2027-01-04", "provisional": true}},
		{"period public-notice --from 2019-08-02", map[string]any{"result": "2019-10-08", "length": 60.0}},
		{"period public-notice --from 2022-01-05 --as-of 2021-12-20", map[string]any{"result": "2022-03-07", "length": 60.0}},
		{"period evidence-ordinary --from 2026-03-02 --length 30", map[string]any{"result": "2026-04-01"}},
		{"period answer --from 2020-09-16 --calendar 2019", map[string]any{"result": "2020-10-01", "edition": "2019", "provisional": true}},
		{"period answer --from 2026-11-09 --court 浙0211", map[string]any{"court": "浙0211", "result": "2026-11-24"}},
		{"fee --claim 300000", map[string]any{"result": "5800.00", "charged": "5800.00"}},
		{"fee --claim 48440", map[string]any{"result": "1011.00", "charged": "1011.00"}},
		{"fee --claim 48440 --halved", map[string]any{"result": "505.50", "charged": "505.50", "halved": true}},
		{"fee --claim 1116666", map[string]any{"result": "14849.99", "exact": "14849.994", "charged": "14850.00"}},
		{"fee --claim 151700 --quarter", map[string]any{"charged": "833.50"}},
		{"fee --claim 0 --kind labour", map[string]any{"result": "10.00", "kind": "labour"}},
		{"fee --enforcement 300000", map[string]any{"result": "4400.00"}},
		{"fee --preservation 200000", map[string]any{"result": "1520.00"}},
		{"interest --principal 300000 --from 2019-07-01 --to 2019-09-29", map[string]any{"result": "4725.00", "days": 90.0, "principal_left": "300000.00"}},
		{"interest --principal 300000 --from 2019-07-01 --to 2019-09-29 --payment 2019-07-31:100000 --suspend 2019-08-01..2019-08-31", map[string]any{"result": "2590.00", "days": 59.0}},
		{"interest --principal 300000 --from 2019-07-01 --to 2019-09-29 --general-rate 4.35 --general-year 360", map[string]any{"general": "3262.50"}},
		{"interest --principal 300000 --from 2019-07-01 --to 2019-09-29 --general-rate 6 --general-year 360", map[string]any{"general": "4500.00"}},
		{"interest --instalment 2026-01-31:100000 --instalment 2026-02-28:100000 --to 2026-03-31", map[string]any{"result": "1575.00", "principal": "200000.00", "from": "2026-01-31"}},
		{"interest --principal 300000 --from 2019-07-01 --to 2019-09-29 --agreed-penalty", map[string]any{"result": "0.00"}},
		{"interest --principal 300000 --from 2019-07-01 --to 2019-07-31 --payment 2019-07-31:400000", map[string]any{"overpaid": "98425.00", "unpaid": "0.00"}},
	} {
		a := answer(t, strings.Fields(c.args)...)
		for k, v := range c.want {
			assert.Equal(t, v, a[k], "%s: %s", c.args, k)
		}
		for _, k := range []string{"result", "steps", "edition", "provisional", "policy"} {
			assert.Contains(t, a, k, c.args)
		}
		assert.NotEmpty(t, a["steps"], c.args)
	}
}

func TestRules(t *testing.T) {
	find := func(asOf string) map[string]any {
		for _, r := range answer(t, "rules", "--as-of", asOf)["rules"].([]any) {
			if r := r.(map[string]any); r["id"] == "public-notice" {
				return r
			}
		}
		return nil
	}
	assert.Equal(t, 60.0, find("2019-06-01")["length"])
	assert.Equal(t, "民事诉讼法（2017）第92条第1款", find("2019-06-01")["article"])
	assert.Equal(t, false, find("2019-06-01")["article_verified"])
	assert.Equal(t, 30.0, find("2026-06-01")["length"])
	assert.Equal(t, true, find("2026-06-01")["article_verified"])
	assert.Equal(t, "2026-11-23", answer(t, "rules")["as_of"])
}

func TestText(t *testing.T) {
	for args, want := range map[string][]string{
		"rules":                                       {"answer ", "提出答辩状", "15日", "民事诉讼法（2023）第128条第1款", "前7日", "假设 assumption"},
		"rules --as-of 2019-06-01":                    {"（未核 unverified）"},
		"period answer --from 2026-12-20":             {"届满 ends      2027-01-04 24:00（暂定 provisional）", "+15 days", "2027-01-04"},
		"period ended-for-now-term --from 2021-11-22": {"原文未核"},
		"fee --claim 1116666":                         {"应收 exact    14849.994 元", "实收 charged  14850.00 元（half_up）", "四舍五入"},
		"interest --principal 300000 --from 2019-07-01 --to 2019-09-29": {"加倍部分 doubled part", "4725.00 元", "支付当日计算"},
		"policy default": {"version: default", "judge_used: 2/3"},
	} {
		out, err := run(strings.Fields(args)...)
		require.NoError(t, err, args)
		for _, w := range want {
			assert.Contains(t, out, w, args)
		}
	}
}

// What is wrong is named by its flag, all of it at once.
func TestBadInput(t *testing.T) {
	for _, c := range []struct {
		args   string
		fields []string
		want   string
	}{
		{"period", []string{"RULE"}, "law rules"},
		{"period anser --from 2022-02-30", []string{"--from", "RULE"}, "did you mean answer"},
		{"period answer", []string{"--from"}, "2026-01-31"},
		{"period answer --from 2022-02-30", []string{"--from"}, "2022-02-01 to 2022-02-28"},
		{"period answer --from 22-02-03", []string{"--from"}, "YYYY-MM-DD"},
		{"period answer --from 2026-01-05T25:00", []string{"--from"}, "00:00 to 23:59"},
		{"period answer --from T10:00", []string{"--from"}, "DATETHH:MM"},
		{"period preservation-ruling-urgent --from 2026-01-05", []string{"--from"}, "2026-01-05T09:20"},
		{"period answer --from 2026-01-05 --as-of 2026-13-01 --calendar 1999", []string{"--as-of", "--calendar"}, "01 to 12"},
		{"period answer --from 2026-01-05 --length 20", []string{"--length"}, "15 days"},
		{"period evidence-ordinary --from 2026-01-05 --length 3", []string{"--length"}, "15 to 3650 days"},
		{"period answer --from 1901-01-05", []string{"--from"}, "1910 to 2189"},
		{"period answer appeal-copy --from 2026-01-05", []string{"appeal-copy"}, "one RULE"},
		{"period answer --form 2026-01-05", []string{"flags"}, "--help"},
		{"period answer --from 2026-01-05 --policy nowhere.yaml", []string{"--policy"}, "can be read"},
		{"fee", []string{"--claim, --enforcement, --preservation"}, "exactly one"},
		{"fee --claim 1 --enforcement 1", []string{"--claim, --enforcement, --preservation"}, "exactly one"},
		{"fee --claim -1", []string{"--claim"}, "1011.50"},
		{"fee --claim 1.234", []string{"--claim"}, "1011.50"},
		{"fee --claim 92233720368547758.08", []string{"--claim"}, "92233720368547758 yuan"},
		{"fee --claim 1 --kind propertie", []string{"--kind"}, "property?"},
		{"fee --claim 1 --halved --halved-for kindness", []string{"--halved-for"}, "summary"},
		{"fee --claim 1 --halved --quarter", []string{"--quarter"}, "one of them"},
		{"fee --enforcement 1 --halved", []string{"--halved, --quarter, --kind"}, "--claim"},
		{"fee --claim 1 --costs 1", []string{"--costs"}, "--enforcement"},
		{"fee 300000", []string{"300000"}, "--help"},
		{"interest", []string{"--principal", "--from", "--to"}, "2019-07-01"},
		{"interest --principal 1 --from 2019-07-01 --to 2019-06-30", []string{"--to"}, "a later one"},
		{"interest --principal 1,000 --from 2019-07-32 --to x", []string{"--principal", "--from", "--to"}, "2019-07-31"},
		{"interest --principal 1 --from 2019-07-01 --to 2019-09-29 --payment 2019-08-01 --suspend 2019-08-01", []string{"--payment", "--suspend"}, "DATE..DATE"},
		{"interest --principal 1 --from 2019-07-01 --to 2019-09-29 --payment 2019-10-01:5", []string{"--payment[0].date"}, "an earlier one"},
		{"interest --principal 1 --from 2019-07-01 --to 2019-09-29 --suspend 2019-08-02..2019-08-01", []string{"--suspend[0]"}, "on or after"},
		{"interest --principal 1 --from 2019-07-01 --to 2019-09-29 --order costs_first", []string{"--order"}, "principal_first"},
		{"interest --principal 1 --from 2019-07-01 --to 2019-09-29 --general-rate 4.35678", []string{"--general-rate"}, "four decimals"},
		{"interest --principal 1 --from 2019-07-01 --to 2019-09-29 --general-rate 4.35 --general-year 366", []string{"--general-year"}, "360 or 365"},
		{"interest --principal 1 --from 2010-07-01 --to 2019-09-29", []string{"--from"}, "2014-07-31"},
		{"rules --as-of yesterday", []string{"--as-of"}, "YYYY-MM-DD"},
		{"ruels", []string{"ruels"}, "rules"},
		{"policy check", []string{"FILE"}, "YAML"},
		{"policy check nowhere.yaml", []string{"FILE"}, "can be read"},
		{"policy chek", []string{"chek"}, "check"},
	} {
		out, err := run(strings.Fields(c.args)...)
		var bad *InputError
		if !assert.True(t, errors.As(err, &bad), "%s: %v %s", c.args, err, out) {
			continue
		}
		var fields []string
		for _, f := range bad.Faults {
			fields = append(fields, f.Field)
			assert.NotEmpty(t, f.Rule, c.args)
			assert.NotEmpty(t, f.Want, c.args)
		}
		assert.Equal(t, c.fields, fields, c.args)
		assert.Contains(t, bad.Error(), c.want, c.args)
		assert.Empty(t, out, "%s: the caller prints errors", c.args)
	}
}

func policyFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "policy.yaml")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

func TestPolicyCheck(t *testing.T) {
	path := policyFile(t, "version: 2026-1\ncourt: 浙0211\nlengths:\n  stay-review: 45\ntargets:\n  filing-review: 3\nfees:\n  charging: down\n")
	a := answer(t, "policy", "check", path)
	assert.Equal(t, true, a["valid"])
	assert.Equal(t, "浙0211", a["court"])

	p, faults, err := ReadPolicy(path)
	require.NoError(t, err)
	require.Empty(t, faults)
	assert.Equal(t, a["hash"], p.Hash())
	assert.Equal(t, policy.Down, p.Fees.Charging)
	assert.Equal(t, policy.BasePrincipal, p.Fees.EnforcementBase, "what is left out has its default")
	assert.Equal(t, policy.Default().Escalation, p.Escalation)

	f := answer(t, "fee", "--claim", "1116666", "--policy", path)
	assert.Equal(t, "14849.00", f["charged"])
	s := answer(t, "period", "stay-review", "--from", "2026-07-01", "--policy", path, "--court", "浙0211")
	assert.Equal(t, "2026-08-17", s["result"], "1 July + 45 = Saturday 15 August")
	_, err = run("period", "stay-review", "--from", "2026-07-01", "--policy", path, "--court", "浙0212")
	assert.ErrorContains(t, err, "浙0211")
}

// The printed default is itself a policy with nothing wrong in it.
func TestPolicyDefaultIsAPolicy(t *testing.T) {
	out, err := run("policy", "default")
	require.NoError(t, err)
	p, faults := ParsePolicy([]byte(out))
	assert.Empty(t, faults)
	assert.Equal(t, policy.Default().Hash(), p.Hash())
}

func TestPolicyFaults(t *testing.T) {
	for name, c := range map[string]struct {
		text   string
		fields []string
		want   string
	}{
		"a typo in a key, at every depth": {"version: a\nescalaton: {}\nescalation:\n  judge_use: 2/3\nsmall_claims:\n- {province: 浙江, year: 2022, mandatory: 1, agreed: 2, limit: 3}\n",
			[]string{"escalaton", "escalation.judge_use", "small_claims[0].limit"}, "did you mean judge_used"},
		"every fault at once": {"lengths:\n  stay-review: 0\n  sty-review: 5\ntargets:\n  answr: 3\nfees:\n  charging: nearest\n",
			[]string{"version", "lengths.stay-review", "lengths.sty-review", "fees.charging", "targets.answr"}, "half_up"},
		"a key twice":   {"version: a\nversion: b\nlengths:\n  stay-review: 5\n  stay-review: 6\n", []string{"version", "lengths.stay-review"}, "line 2"},
		"a wrong type":  {"version: a\nlengths:\n  stay-review: soon\n", []string{"line 3"}, "soon"},
		"half a part":   {"version: a\nescalation:\n  judge_used: 0.66\n", []string{"file"}, "two whole numbers"},
		"no mapping":    {"- 1\n- 2\n", []string{"file"}, "mapping"},
		"a word":        {"hello\n", []string{"file"}, "mapping"},
		"no YAML":       {"version: [\n", []string{"file"}, "YAML"},
		"empty":         {"", []string{"file"}, "empty"},
		"two documents": {"version: a\n---\nversion: b\n", []string{"file"}, "one"},
		"huge":          {strings.Repeat("#", maxPolicy+1), []string{"file"}, "1 MiB"},
	} {
		_, err := run("policy", "check", policyFile(t, c.text))
		var bad *InputError
		require.ErrorAs(t, err, &bad, name)
		var fields []string
		for _, f := range bad.Faults {
			fields = append(fields, f.Field)
		}
		assert.Subset(t, fields, c.fields, "%s: %v", name, bad)
		assert.Contains(t, bad.Error(), c.want, name)
	}
}

func TestCells(t *testing.T) {
	assert.Equal(t, 4, cells("ab中"))
	assert.Equal(t, 6, cells("“（2）"), "curly quotes are narrow, full-width brackets are not")
}
