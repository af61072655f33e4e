package casefile

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"luxing/workflows/calendar"
	"luxing/workflows/policy"
)

var today = calendar.NewDate(2026, 11, 23)

// sample is a filing with nothing wrong and every field set.
func sample() *Filing {
	return &Filing{
		Key: "zh-2022-000123", Court: "浙0211", CaseNumber: "（2022）浙0211民初1234号",
		FiledOn: calendar.NewDate(2022, 3, 4), Cause: "民间借贷纠纷", Procedure: SmallClaims,
		ClaimFen: 10_000_000, FeeKind: "property", SmallClaimsAgreed: true, Division: "民一庭", Judge: "J001", Clerk: "C001",
		Parties: []Party{
			{ID: "P1", Side: Plaintiff, Kind: Person, Name: "张三", IDNumber: "11010519491231002X", Address: "宁波市镇海区某路1号", Phone: "13800000001", EService: true},
			{ID: "D1", Side: Defendant, Kind: Person, Name: "阿卜杜拉·买买提", IDNumber: citizen("33021119800101001"), Phone: "0574-86271234"},
			{ID: "D2", Side: Defendant, Kind: Enterprise, Name: "宁波某某建设有限公司", IDNumber: "91350100M000100Y43"},
			{ID: "T1", Side: ThirdParty, Kind: Organization, Name: "某某村经济合作社", IDNumber: "914403001922038216"},
			{ID: "G1", Side: Guarantor, Kind: Person, Name: "John Smith", IDNumber: citizen("93301519750615003"), Address: "杭州"},
		},
		Attachments: []Attachment{
			{Name: "起诉状.pdf", URI: "s3://papers/2022/000123/complaint.pdf", SHA256: strings.Repeat("0a", 32)},
			{Name: "借条", URI: "papers/000123/iou.jpg", SHA256: strings.Repeat("b1", 32)},
		},
		RelatedCases: []string{"（2013）宛龙梅民初字第153号", "（2021）浙0211民初77号"},
		Online:       true,
	}
}

// citizen completes 17 digits to a citizen's number.
func citizen(digits string) string { return digits + string(citizenCheck(digits)) }

func TestSampleFilingIsClean(t *testing.T) {
	f, fs := ReadFiling([]byte(mustJSON(sample())), policy.Default(), today)
	require.Empty(t, fs)
	assert.Equal(t, sample(), f)
}

func TestNumbersAreNormalised(t *testing.T) {
	s := sample()
	s.CaseNumber = "(2022)浙0211民初1234号"
	s.RelatedCases = []string{"(2010)宁执字第00099号"}
	s.Parties[0].IDNumber = strings.ToLower(s.Parties[0].IDNumber)
	f, fs := ReadFiling([]byte(mustJSON(s)), policy.Default(), today)
	require.Empty(t, fs)
	assert.Equal(t, "（2022）浙0211民初1234号", f.CaseNumber)
	assert.Equal(t, []string{"（2010）宁执字第00099号"}, f.RelatedCases)
	assert.Equal(t, "11010519491231002X", f.Parties[0].IDNumber)
}

// One thing wrong gives exactly one fault, on that field.
func TestOneMutationGivesOneFault(t *testing.T) {
	party := func(i int, change func(*Party)) func(*Filing) { return func(f *Filing) { change(&f.Parties[i]) } }
	paper := func(change func(*Attachment)) func(*Filing) { return func(f *Filing) { change(&f.Attachments[1]) } }
	uri := func(s string) func(*Filing) { return paper(func(a *Attachment) { a.URI = s }) }
	for _, c := range []struct {
		name   string
		mutate func(*Filing)
		field  string
		says   string
	}{
		{"no key", func(f *Filing) { f.Key = "" }, "key", "3 to 64"},
		{"short key", func(f *Filing) { f.Key = "ab" }, "key", "3 to 64"},
		{"long key", func(f *Filing) { f.Key = strings.Repeat("a", 65) }, "key", "3 to 64"},
		{"capitals in the key", func(f *Filing) { f.Key = "NB-1" }, "key", "lower-case"},
		{"a path as key", func(f *Filing) { f.Key = "../../etc" }, "key", "lower-case"},
		{"key ends in a hyphen", func(f *Filing) { f.Key = "nb-" }, "key", "lower-case"},
		{"key of an enforcement", func(f *Filing) { f.Key = EnforcementKey("nb-1") }, "key", "linked workflows"},
		{"key of a certificate", func(f *Filing) { f.Key = CertificateKey("nb-1", "D1") }, "key", "linked workflows"},
		{"identity number in the key", func(f *Filing) { f.Key = "nb-11010519491231002x" }, "key", "not a party's identity"},
		{"telephone in the key", func(f *Filing) { f.Key = "nb-13800000001" }, "key", "not a party's identity"},
		{"no court", func(f *Filing) { f.Court = ""; f.CaseNumber = "" }, "court", "known court"},
		{"unknown court", func(f *Filing) { f.Court = "浙0217"; f.CaseNumber = "" }, "court", "did you mean 浙0211 (宁波市镇海区人民法院)?"},
		{"no number", func(f *Filing) { f.CaseNumber = "号" }, "caseNumber", "（2019）浙0211民初1234号"},
		{"old number", func(f *Filing) { f.CaseNumber = "（2013）甬镇民初字第154号" }, "caseNumber", "relatedCases"},
		{"another court's number", func(f *Filing) { f.CaseNumber = "（2022）浙0212民初1234号" }, "caseNumber", "浙0211, not 浙0212"},
		{"another type's number", func(f *Filing) { f.CaseNumber = "（2022）浙0211执1234号" }, "caseNumber", "民初, not 执"},
		{"number of an earlier year", func(f *Filing) { f.CaseNumber = "（2021）浙0211民初1234号" }, "caseNumber", "2022"},
		{"number of a later year", func(f *Filing) { f.CaseNumber = "（2024）浙0211民初1234号" }, "caseNumber", "2022"},
		{"not filed", func(f *Filing) { f.FiledOn = calendar.Date{} }, "filedOn", "day the court received"},
		{"filed before the calendar", func(f *Filing) { f.FiledOn = calendar.NewDate(2006, 12, 31) }, "filedOn", "the day-off table starts there"},
		{"filed tomorrow", func(f *Filing) { f.FiledOn = today.AddDays(1) }, "filedOn", "2026-11-23 or earlier"},
		{"no cause", func(f *Filing) { f.Cause = "" }, "cause", "民间借贷纠纷"},
		{"cause in English", func(f *Filing) { f.Cause = "private lending" }, "cause", "Chinese"},
		{"cause too long", func(f *Filing) { f.Cause = strings.Repeat("纠", 61) }, "cause", "60 characters"},
		{"control character", func(f *Filing) { f.Cause = "民间借贷\x1b[2J纠纷" }, "cause", "control"},
		{"writing direction turned", func(f *Filing) { f.Division = "民一\u202e庭" }, "division", "invisible"},
		{"broken character", func(f *Filing) { f.Division = "民一\ufffd庭" }, "division", "broken"},
		{"blank at the end", func(f *Filing) { f.Division = "民一庭 " }, "division", "blanks"},
		{"no procedure", func(f *Filing) { f.Procedure = ""; f.SmallClaimsAgreed = false }, "procedure", "ordinary, summary or small_claims"},
		{"negative claim", func(f *Filing) { f.ClaimFen = -1 }, "claimFen", "0 to"},
		{"absurd claim", func(f *Filing) { f.ClaimFen = MaxFen + 1 }, "claimFen", "0 to"},
		{"small claim not for money", func(f *Filing) { f.ClaimFen = 0 }, "claimFen", "another procedure"},
		{"small claim over the limit", func(f *Filing) { f.SmallClaimsAgreed = false }, "claimFen", "at most 5432300 fen"},
		{"small claim over the agreed limit", func(f *Filing) { f.ClaimFen = 21_729_001 }, "claimFen", "at most 21729000 fen"},
		{"agreement without small claims", func(f *Filing) { f.Procedure = Summary }, "smallClaimsAgreed", "small_claims"},
		{"unknown kind of fee", func(f *Filing) { f.FeeKind = "propertie" }, "feeKind", "property, labour"},
		{"fee of no suit", func(f *Filing) { f.FeeKind = "bankruptcy" }, "feeKind", "property, labour"},
		{"small claim about a marriage", func(f *Filing) { f.FeeKind = "divorce" }, "feeKind", "another procedure"},
		{"no division", func(f *Filing) { f.Division = "" }, "division", "民一庭"},
		{"no judge", func(f *Filing) { f.Judge = "" }, "judge", "the judge's ID"},
		{"a judge's name", func(f *Filing) { f.Judge = "李法官" }, "judge", "not a name"},
		{"a clerk's name", func(f *Filing) { f.Clerk = "王书记员" }, "clerk", "not a name"},
		{"no parties", func(f *Filing) { f.Parties = f.Parties[:1] }, "parties", "side defendant"},
		{"no plaintiff", func(f *Filing) { f.Parties = f.Parties[1:] }, "parties", "side plaintiff"},
		{"too many parties", func(f *Filing) { f.Parties = append(f.Parties, make([]Party, 196)...) }, "parties", "at most 200"},
		{"no party ID", party(0, func(p *Party) { p.ID = "" }), "parties[0].id", "such as P1"},
		{"lower-case party ID", party(0, func(p *Party) { p.ID = "p1" }), "parties[0].id", "such as P1"},
		{"party ID twice", party(2, func(p *Party) { p.ID = "D1" }), "parties[2].id", "parties[1] has it too"},
		{"no side", party(3, func(p *Party) { p.Side = "" }), "parties[3].side", "guarantor"},
		{"no kind", party(1, func(p *Party) { p.Kind = "" }), "parties[1].kind", "organization"},
		{"no name", party(1, func(p *Party) { p.Name = "" }), "parties[1].name", "name in full"},
		{"name too long", party(1, func(p *Party) { p.Name = strings.Repeat("名", 101) }), "parties[1].name", "100 characters"},
		{"name on two lines", party(1, func(p *Party) { p.Name = "张\n三" }), "parties[1].name", "control"},
		{"no identity number", party(0, func(p *Party) { p.IDNumber = "" }), "parties[0].idNumber", "17 digits"},
		{"mistyped identity number", party(0, func(p *Party) { p.IDNumber = "11010519491231003X" }), "parties[0].idNumber", "mistyped"},
		{"born after filing", party(0, func(p *Party) { p.IDNumber = citizen("33021120220305001") }), "parties[0].idNumber", "no later than 2022-03-04"},
		{"a unit's code for a person", party(1, func(p *Party) { p.IDNumber = "91330100799655058B" }), "parties[1].idNumber", "17 digits"},
		{"a person's number for a unit", party(2, func(p *Party) { p.IDNumber = citizen("33021119800101002") }), "parties[2].idNumber", "check character"},
		{"the same person on both sides", party(1, func(p *Party) { p.IDNumber = "11010519491231002x" }), "parties[1].idNumber", "the same as plaintiff"},
		{"the same person twice on one side", func(f *Filing) { f.Parties[1] = f.Parties[2]; f.Parties[1].ID = "D9" }, "parties[2].idNumber", "parties[1] is the same"},
		{"address too long", party(0, func(p *Party) { p.Address = strings.Repeat("路", 201) }), "parties[0].address", "200 characters"},
		{"no telephone number", party(1, func(p *Party) { p.Phone = "12345" }), "parties[1].phone", "0574-86271234"},
		{"e-service without telephone", party(0, func(p *Party) { p.Phone = "" }), "parties[0].phone", "mobile number to serve to"},
		{"e-service to a landline", party(1, func(p *Party) { p.EService = true }), "parties[1].phone", "mobile number to serve to"},
		{"e-service to no number", party(0, func(p *Party) { p.Phone = "1380000000" }), "parties[0].phone", "a mobile number, or"},
		{"a plaintiff nobody can find", party(0, func(p *Party) { p.WhereaboutsUnknown = true }), "parties[0].whereaboutsUnknown", "plaintiff"},
		{"small claims without the defendant", party(1, func(p *Party) { p.WhereaboutsUnknown = true }), "procedure", "D1 cannot be found"},
		{"small claims without the third party", party(3, func(p *Party) { p.WhereaboutsUnknown = true }), "procedure", "T1 cannot be found"},
		{"summary without the defendant", func(f *Filing) {
			f.Procedure, f.SmallClaimsAgreed, f.Parties[2].WhereaboutsUnknown = Summary, false, true
		}, "procedure", "ordinary: defendant D2"},
		{"small claims at an intermediate court", func(f *Filing) { f.Court, f.CaseNumber = "浙02", "（2022）浙02民初1号" }, "procedure", "no primary court"},
		{"summary at an intermediate court", func(f *Filing) {
			f.Court, f.CaseNumber, f.Procedure, f.SmallClaimsAgreed = "浙02", "", Summary, false
		}, "procedure", "no primary court"},
		{"small claims before there were any", func(f *Filing) {
			f.FiledOn, f.CaseNumber, f.RelatedCases = calendar.NewDate(2012, 12, 31), "", nil
		}, "procedure", "2013-01-01"},
		{"paper without a name", paper(func(a *Attachment) { a.Name = "" }), "attachments[1].name", "paper's name"},
		{"no reference", uri(""), "attachments[1].uri", "https"},
		{"credentials", uri("https://user:secret@store.example/a"), "attachments[1].uri", "no user or password"},
		{"signed reference", uri("https://store.example/a?X-Amz-Signature=00"), "attachments[1].uri", "no signature"},
		{"reference with a token", uri("https://store.example/a?Token=00"), "attachments[1].uri", "no signature"},
		{"plain http", uri("http://store.example/a"), "attachments[1].uri", "https"},
		{"a file of the machine", uri("file:///etc/passwd"), "attachments[1].uri", "https"},
		{"script", uri("javascript:alert(1)"), "attachments[1].uri", "https"},
		{"absolute path", uri("/etc/passwd"), "attachments[1].uri", "below its folder"},
		{"out of the folder", uri("papers/../../x"), "attachments[1].uri", "below its folder"},
		{"out of the folder, escaped", uri("papers/%2e%2e/%2e%2e/x"), "attachments[1].uri", "below its folder"},
		{"another host", uri("//store.example/a"), "attachments[1].uri", "below its folder"},
		{"escape cut off", uri("papers/%2"), "attachments[1].uri", "below its folder"},
		{"escaped line", uri("papers/%0a"), "attachments[1].uri", "below its folder"},
		{"signed reference, escaped", uri("https://store.example/a?x=1&X%2dAmz%2DSignature=00"), "attachments[1].uri", "no signature"},
		{"no host", uri("https:///a"), "attachments[1].uri", "https"},
		{"odd host", uri("https://store.example%00/a"), "attachments[1].uri", "https"},
		{"scheme in capitals", uri("HTTPS://store.example/a"), "attachments[1].uri", "https"},
		{"backslashes", uri(`papers\..\x`), "attachments[1].uri", "backslashes"},
		{"the same paper twice", uri("s3://papers/2022/000123/complaint.pdf"), "attachments[1].uri", "attachments[0] is the same"},
		{"no hash", paper(func(a *Attachment) { a.SHA256 = "" }), "attachments[1].sha256", "64"},
		{"hash in capitals", paper(func(a *Attachment) { a.SHA256 = strings.Repeat("AB", 32) }), "attachments[1].sha256", "lower-case"},
		{"too many papers", func(f *Filing) { f.Attachments = make([]Attachment, 501) }, "attachments", "at most 500"},
		{"related to no case", func(f *Filing) { f.RelatedCases[1] = "民初1号" }, "relatedCases[1]", "an older one"},
		{"related to a future case", func(f *Filing) { f.RelatedCases[1] = "（2027）浙0211民初77号" }, "relatedCases[1]", "up to 2026"},
		{"related to itself", func(f *Filing) { f.RelatedCases[1] = "(2022)浙0211民初1234号" }, "relatedCases[1]", "another case"},
		{"related twice", func(f *Filing) { f.RelatedCases[1] = "(2013)宛龙梅民初字第153号" }, "relatedCases[1]", "each number once"},
		{"too many related", func(f *Filing) { f.RelatedCases = make([]string, 51) }, "relatedCases", "at most 50"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := sample()
			c.mutate(f)
			fs := f.Check(policy.Default(), today)
			require.Equal(t, []string{c.field}, fields(fs), "%s", fs)
			assert.Contains(t, fs[0].Want, c.says)
			assert.NotEmpty(t, fs[0].Rule)
			_, read := ReadFiling([]byte(mustJSON(f)), policy.Default(), today)
			assert.Equal(t, fs, read, "read as checked")
		})
	}
}

func TestWhatIsUnusualButLawfulIsAccepted(t *testing.T) {
	for name, mutate := range map[string]func(*Filing){
		"filed on a Sunday":                      func(f *Filing) { f.FiledOn = calendar.NewDate(2022, 3, 6) },
		"filed today":                            func(f *Filing) { f.FiledOn, f.CaseNumber = today, "" },
		"filed in December, numbered in January": func(f *Filing) { f.FiledOn = calendar.NewDate(2021, 12, 31); f.SmallClaimsAgreed = false },
		"small claims where no limit is known":   func(f *Filing) { f.FiledOn, f.CaseNumber, f.ClaimFen = calendar.NewDate(2019, 1, 2), "", MaxFen },
		"small claims at a maritime court":       func(f *Filing) { f.Court, f.CaseNumber = "浙72", "" },
		"exactly the limit":                      func(f *Filing) { f.ClaimFen, f.SmallClaimsAgreed = 5_432_300, false },
		"exactly the agreed limit":               func(f *Filing) { f.ClaimFen = 21_729_000 },
		"ordinary without the defendant": func(f *Filing) {
			f.Procedure, f.SmallClaimsAgreed, f.Parties[1].WhereaboutsUnknown = Ordinary, false, true
		},
		"summary without the third party": func(f *Filing) {
			f.Procedure, f.SmallClaimsAgreed, f.Parties[3].WhereaboutsUnknown = Summary, false, true
		},
		"ordinary at the high court, not for money": func(f *Filing) {
			f.Court, f.CaseNumber, f.Procedure, f.SmallClaimsAgreed, f.ClaimFen = "浙", "", Ordinary, false, 0
		},
		"namesakes on both sides": func(f *Filing) { f.Parties[1].Name = f.Parties[0].Name },
		"nothing optional": func(f *Filing) {
			f.CaseNumber, f.FeeKind, f.Clerk, f.Attachments, f.RelatedCases, f.Online = "", "", "", nil, nil, false
		},
		"reference with a query": func(f *Filing) {
			f.Attachments[0].URI = "https://store.example:8443/a/%E8%AF%89?version=3&part=1#page2"
		},
		"reference in Chinese": func(f *Filing) { f.Attachments[0].URI = "材料/起诉状.pdf" },
		"two plaintiffs":       func(f *Filing) { f.Parties[3].Side = Plaintiff },
	} {
		t.Run(name, func(t *testing.T) {
			f := sample()
			mutate(f)
			assert.Empty(t, f.Check(policy.Default(), today))
		})
	}
}

func TestPolicyOfAnotherCourtIsNotApplied(t *testing.T) {
	p := policy.Default()
	p.Court = "浙0212"
	assert.Equal(t, []string{"court"}, fields(sample().Check(p, today)))
	p.Court = "浙0211"
	assert.Empty(t, sample().Check(p, today))
}

func TestEmptyFilingHasAllItsFaultsAtOnce(t *testing.T) {
	f, fs := ReadFiling([]byte(`{}`), policy.Default(), today)
	require.NotNil(t, f)
	assert.Equal(t, []string{"key", "court", "filedOn", "cause", "procedure", "division", "judge", "parties", "parties"}, fields(fs))
}

func TestFaultsOfFormAndContentComeTogether(t *testing.T) {
	in := strings.Replace(mustJSON(sample()), `"claimFen":10000000`, `"claimFen":"100000"`, 1)
	in = strings.Replace(in, `"judge":"J001"`, `"jugde":"J001"`, 1)
	in = strings.Replace(in, `"name":"借条"`, `"name":""`, 1)
	_, fs := ReadFiling([]byte(in), policy.Default(), today)
	assert.Equal(t, []string{"claimFen", "jugde", "judge", "attachments[1].name"}, fields(fs), "%s", fs)
}

func TestOversizedFilingIsRefusedUnread(t *testing.T) {
	f, fs := ReadFiling([]byte(strings.Repeat(" ", MaxFiling+1)), policy.Default(), today)
	assert.Nil(t, f)
	assert.Equal(t, "过大 too large", fs[0].Rule)
}

func TestFaultsDoNotRepeatPersonalData(t *testing.T) {
	f := sample()
	f.Parties[1].IDNumber = f.Parties[0].IDNumber
	f.Parties[0].Phone = "1380000000x"
	f.Key = "nb-" + strings.ToLower(f.Parties[0].IDNumber)
	said := f.Check(policy.Default(), today).Error()
	for _, secret := range []string{f.Parties[0].IDNumber, f.Parties[0].Phone, f.Parties[0].Name, f.Parties[1].Name} {
		assert.NotContains(t, said, secret)
	}
}

// A member of another type is a fault of that member, wherever it stands.
func TestEveryFieldOfAnotherTypeIsOneFaultOfItsOwn(t *testing.T) {
	paths := leaves("", toAny(sample()))
	require.Greater(t, len(paths), 50)
	rapid.Check(t, func(t *rapid.T) {
		path := rapid.SampledFrom(paths).Draw(t, "field")
		root := toAny(sample())
		wrong := map[string]any{"x": 1}
		set(root, path, wrong)
		_, fs := ReadFiling([]byte(mustJSON(root)), policy.Default(), today)
		if got := fields(fs); !slices.Equal(got, []string{path}) {
			t.Fatalf("%s broken: faults on %q", path, got)
		}
	})
}

// leaves lists the paths of all values that are no lists or objects.
func leaves(path string, v any) []string {
	var out []string
	switch v := v.(type) {
	case map[string]any:
		for name, member := range v {
			out = append(out, leaves(join(path, name), member)...)
		}
		slices.Sort(out)
	case []any:
		for i, member := range v {
			out = append(out, leaves(fmt.Sprintf("%s[%d]", path, i), member)...)
		}
	default:
		out = []string{path}
	}
	return out
}

// set puts a value at a path such as parties[1].name.
func set(v any, path string, value any) {
	steps := strings.FieldsFunc(path, func(r rune) bool { return r == '.' || r == '[' || r == ']' })
	for i, step := range steps {
		last := i == len(steps)-1
		switch at := v.(type) {
		case map[string]any:
			if last {
				at[step] = value
			}
			v = at[step]
		case []any:
			var n int
			fmt.Sscanf(step, "%d", &n)
			if last {
				at[n] = value
			}
			v = at[n]
		}
	}
}

func toAny(v any) any {
	var out any
	if err := json.Unmarshal([]byte(mustJSON(v)), &out); err != nil {
		panic(err)
	}
	return out
}

func FuzzReadFiling(f *testing.F) {
	f.Add([]byte(mustJSON(sample())))
	f.Add([]byte(`{"parties":[{"idNumber":"x"}],"attachments":[{"uri":"%"}],"relatedCases":["("]}`))
	f.Add([]byte("\xff\x00[[["))
	f.Fuzz(func(t *testing.T, data []byte) {
		filing, fs := ReadFiling(data, policy.Default(), today)
		if fs == nil {
			again, faults := ReadFiling([]byte(mustJSON(filing)), policy.Default(), today)
			if faults != nil || mustJSON(again) != mustJSON(filing) {
				t.Fatalf("accepted once, then: %s", faults)
			}
		}
		for _, fault := range fs {
			if fault.Rule == "" || fault.Want == "" {
				t.Fatalf("a fault that does not help: %+v", fault)
			}
		}
	})
}

func BenchmarkReadFiling(b *testing.B) {
	data, p := []byte(mustJSON(sample())), policy.Default()
	b.ReportAllocs()
	for b.Loop() {
		if _, fs := ReadFiling(data, p, today); fs != nil {
			b.Fatal(fs)
		}
	}
}
