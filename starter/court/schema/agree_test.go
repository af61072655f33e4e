package schema

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"luxing/workflows/bilingual"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
)

var today = calendar.NewDate(2026, 11, 23)

// compiled are the published documents, ready to validate, formats asserted.
func compiled(t testing.TB) map[string]*jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	for _, name := range Names() {
		doc, _ := Document(name)
		parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(doc))
		require.NoError(t, err, name)
		require.NoError(t, c.AddResource("urn:luxing:schema:"+name, parsed), name)
	}
	out := map[string]*jsonschema.Schema{}
	for _, name := range Names() {
		s, err := c.Compile("urn:luxing:schema:" + name)
		require.NoError(t, err, name)
		out[name] = s
	}
	return out
}

func validate(s *jsonschema.Schema, v any) error {
	parsed, err := jsonschema.UnmarshalJSON(strings.NewReader(text(v)))
	if err != nil {
		return err
	}
	return s.Validate(parsed)
}

func text(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

func clone(v any) any {
	var out any
	if err := json.Unmarshal([]byte(text(v)), &out); err != nil {
		panic(err)
	}
	return out
}

const obligation = `{"id":"O1","debtors":["D1"],"creditor":"P1","subject":"money","amountFen":300,
	"instalments":[{"amountFen":100,"due":"2019-06-30"},{"amountFen":200,"due":"2019-12-31"}],"accelerates":true,"penaltyFen":10,"guarantors":["G1"]}`

// samples are data with nothing wrong, one for every form with every field that
// can be given together.
var samples = map[string]string{
	"AdministratorForm":    `{"party":"D1","administrator":"某律师事务所","on":"2019-06-10"}`,
	"BankruptcyEndForm":    `{"outcome":"declared","on":"2019-06-10"}`,
	"TerminateForm":        `{"reason":"申请执行人撤销申请","ground":"withdrawn"}`,
	"SuspensionForm":       `{"ground":"outsider_objection","party":"D1","claim":"W1","on":"2019-06-10","reason":"确有理由"}`,
	"SuccessionForm":       `{"party":"D1","basis":"merger","successor":` + joined + `,"on":"2019-06-10","reason":"合并协议"}`,
	"EstatePaidForm":       `{"party":"D9","paidFen":1,"in":"zh-1-zhi-2","on":"2019-06-10"}`,
	"SucceededForm":        `{"party":"D1","basis":"heir","successor":` + joined + `,"estateFen":1,"on":"2019-06-10","reason":"继承公证书"}`,
	"BreachForm":           `{"reason":"不履行","ground":"repudiated"}`,
	"ClaimDayForm":         `{"claim":"W1","on":"2019-06-10","securityFen":1}`,
	"ClaimForm":            `{"claim":"W1","claimant":"T9","asset":"A1","right":"所有权","on":"2019-06-10"}`,
	"ClaimRulingForm":      `{"claim":"W1","upheld":true,"on":"2019-06-10","reason":"权属清楚"}`,
	"ClaimSuitForm":        `{"claim":"W1","by":"claimant","on":"2019-06-10"}`,
	"ContestDismissalForm": `{"party":"D1","reason":"纳入无误","on":"2019-06-10"}`,
	"ContestForm":          `{"party":"D1","on":"2019-06-10","reason":"已履行"}`,
	"CostForm":             `{"what":"评估费","amountFen":1,"on":"2019-06-10"}`,
	"DeferForm":            `{"party":"D1","guarantor":"G1","securityFen":1,"by":"P1","on":"2019-06-10","until":"2019-12-10"}`,
	"DistributionForm":     `{"party":"D1","amountFen":1,"on":"2019-06-10","asset":"A1"}`,
	"ExplainForm":          `{"party":"D1","to":["P1"],"on":"2019-06-10","signs":"停业","answer":"undecided"}`,
	"ExtendBanForm":        `{"party":"D1","until":"2019-12-10","reason":"仍未履行"}`,
	"HandOverForm":         `{"party":"D1","amountFen":1,"administrator":"某律师事务所","on":"2019-06-10"}`,
	"HandoffForm":          `{"reason":"同意","debtor":"D1"}`,
	"KeptForm":             `{"party":"P1","on":"2019-06-10"}`,
	"LeadForm":             `{"lead":"L1","party":"D1","what":"账户","urgent":true,"on":"2019-06-10"}`,
	"LiftBanForm":          `{"party":"D1","reason":"提供担保","ground":"security","securityFen":1}`,
	"LiftOnceForm":         `{"party":"D1","purpose":"就医","from":"2019-06-10","until":"2019-06-12"}`,
	"ListingReviewForm":    `{"party":"D1","overturned":true,"on":"2019-06-10","reason":"已履行"}`,
	"RankedClaimForm":      `{"creditor":"C1","party":"D1","document":"（2018）浙0211民初9号","amountFen":1,"asset":"A1","rank":2,"priority":true,"on":"2019-06-10"}`,
	"ServePlanForm":        `{"plan":"F1","party":"D1","on":"2019-06-10"}`,
	"ObjectPlanForm":       `{"objection":"Y1","plan":"F1","party":"D1","asks":[{"creditor":"C1","amountFen":0,"claimFen":1}],"reason":"债权额有误","on":"2019-06-10"}`,
	"PlanNoticeForm":       `{"objection":"Y1","party":"C1","on":"2019-06-10"}`,
	"PlanAnswerForm":       `{"objection":"Y1","party":"C1","opposes":true,"reason":"方案无误","on":"2019-06-10"}`,
	"AmendPlanForm":        `{"objection":"Y1","shares":[{"creditor":"C1","amountFen":1,"claimFen":1}],"reason":"异议有理","on":"2019-06-10"}`,
	"PlanDayForm":          `{"objection":"Y1","on":"2019-06-10"}`,
	"PlanJudgmentForm":     `{"objection":"Y1","upheld":true,"shares":[{"creditor":"C1","amountFen":1,"claimFen":1}],"reason":"债权成立","on":"2019-06-10"}`,
	"ObjectionDayForm":     `{"objection":"Y1","on":"2019-06-10"}`,
	"ObjectionForm":        `{"objection":"Y1","party":"D1","act":"查封","asset":"A1","securityFen":1,"on":"2019-06-10"}`,
	"ObjectionRulingForm":  `{"objection":"Y1","upheld":true,"on":"2019-06-10","reason":"理由成立"}`,
	"PartyBankruptForm":    `{"party":"D1","court":"浙0211","number":"（2021）浙0211破申3号","on":"2019-06-10"}`,
	"PartyFactForm":        `{"party":"D1","on":"2019-06-10","what":"转让车辆"}`,
	"PenaltyDecisionForm":  `{"penalty":"K1","reason":"同意"}`,
	"PenaltyForm":          `{"penalty":"K1","party":"D1","of":"party","kind":"fine","amountFen":1,"ground":"refusal","reason":"拒不履行"}`,
	"ReferForm":            `{"party":"D1","reason":"资不抵债","cause":"insolvent"}`,
	"ReferralForm":         `{"party":"D1","outcome":"accepted","number":"（2021）浙0211破申3号","on":"2019-06-10"}`,
	"RepairEffectForm":     `{"party":"D1","measures":[{"id":"masked","until":"2019-12-10"}],"on":"2019-06-10","reason":"配合执行"}`,
	"ReportForm":           `{"party":"D1","on":"2019-06-10","changedOn":"2019-06-03","content":"存款"}`,
	"SaleForm":             `{"asset":"A1","priceFen":1,"on":"2019-06-10"}`,
	"SeizeForm":            `{"asset":"A1","owner":"D1","kind":"deposit","what":"存款","amountFen":1,"rank":1,"on":"2019-06-10","until":"2019-12-10"}`,
	"SeizureForm":          `{"asset":"A1","on":"2019-06-10","reason":"续行"}`,
	"SuperiorOrderForm":    `{"on":"2019-06-10","until":"2019-07-10"}`,
	"SuperiorTakesForm":    `{"court":"浙0203","on":"2019-06-10"}`,
	"SupplementForm":       `{"on":"2019-06-10","debtor":"D1"}`,
	"AcceptForm":           `{"caseNumber":"（2019）浙0211民初1234号","judge":"J001","clerk":"C001"}`,
	"AppealFiledForm":      `{"on":"2019-05-05","caseNumber":"（2019）浙02民终567号"}`,
	"AppealForm":           `{"party":"D1","on":"2019-05-05","postedOn":"2019-05-04","claimFen":100}`,
	"AssetForm":            `{"asset":"A1","on":"2019-05-05","reason":"担保充分"}`,
	"AssignForm":           `{"to":"J002","reason":"调离"}`,
	"BanForm":              `{"party":"D1","requested":true,"reason":"拒不履行","person":"principal","until":"2019-12-10"}`,
	"BankruptcyAnswerForm": `{"on":"2021-05-05","number":"（2021）浙0211破申3号","reason":"资不抵债","debtor":"D1"}`,
	"BankruptcyCourtForm":  `{"court":"宁波市镇海区人民法院","on":"2021-05-05","files":["decision","consent"],"debtor":"D1"}`,
	"CalendarForm":         `{"edition":"` + calendar.Latest() + `"}`,
	"ConfirmForm":          `{"party":"P1","on":"2019-05-05","note":"已收到"}`,
	"ConsentForm":          `{"by":"D1","on":"2019-05-05","debtor":"D1"}`,
	"ContactForm":          `{"obligation":"O1","on":"2019-05-05","channel":"phone","reached":true,"reason":"资金周转","cause":"awaiting_money"}`,
	"ConvertForm":          `{"to":"ordinary","reason":"需要公告送达"}`,
	"CheckInForm":          `{"on":"2019-05-05","note":"按计划履行"}`,
	"ConditionForm":        `{"condition":"attends","met":true,"evidence":"笔录","on":"2019-05-05"}`,
	"HolderForm":           `{"on":"2019-05-05","answer":"objects","note":"称已付清"}`,
	"MissingForm":          `{"missing":["财产报告"]}`,
	"PapersForm":           `{"on":"2019-05-05","papers":["申请书","书面承诺"]}`,
	"RepairPaymentForm":    `{"payment":"R1","amountFen":100,"on":"2019-05-05"}`,
	"RepairProposalForm":   `{"measures":[{"id":"consumption_lifted","until":"2019-12-31","purpose":"洽谈业务"}],"until":"2020-05-05","plan":"每月五千元","reason":"符合条件"}`,
	"ScoreForm":            `{"factors":[{"id":"plan","points":15,"evidence":"履行计划"}],"on":"2019-05-05"}`,
	"StrikeForm":           `{"certificate":"nb-1-zhengming-d1","on":"2019-05-05","reason":"正在核查"}`,
	"CorrectionForm":       `{"missing":["被告住址"],"days":7}`,
	"DayForm":              `{"on":"2019-05-05"}`,
	"ExtendedAboveForm":    `{"court":"浙02","paper":"（2019）浙02延长1号","months":3,"on":"2019-05-05"}`,
	"DebtorForm":           `{"party":"D1","reason":"资不抵债"}`,
	"EndForNowForm":        `{"signed":true,"panel":true,"president":"Y001","reason":"无可供执行财产"}`,
	"ExcludeForm":          `{"ground":"appraisal","from":"2019-05-05","to":"2019-06-05","proof":"委托书"}`,
	"FeePaidForm":          `{"amountFen":100,"on":"2019-05-05"}`,
	"FreezeForm":           `{"asset":"A1","frozenFen":100,"rank":1,"on":"2019-05-05"}`,
	"HearingForm":          `{"on":"2019-05-05","time":"09:30","place":"第三法庭","reason":"当事人申请","agreed":true}`,
	"InterruptForm":        `{"ground":"demand","on":"2019-05-05"}`,
	"JudgmentForm":         `{"on":"2019-05-05","outcome":"allowed","obligations":[` + obligation + `]}`,
	"ListingForm":          `{"party":"D1","ground":"evasion","approver":"Y001","grade":"serious","months":24,"aggravated":1}`,
	"MeasureForm":          `{"kind":"freeze","what":"银行账户","on":"2019-05-05"}`,
	"MediationForm":        `{"obligations":[` + obligation + `],"recordOnly":true,"joined":[` + guarantor + `],"terms":"逾期一期，全部到期"}`,
	"NoticeForm":           `{"document":"complaint","party":"D1","on":"2019-05-05","reason":"多次直接、邮寄送达未果"}`,
	"ObligationForm":       `{"obligation":"O1","reason":"已履行"}`,
	"OfficerForm":          `{"officer":"E001"}`,
	"PartyDayForm":         `{"party":"D1","on":"2019-05-05"}`,
	"PaymentForm":          `{"payment":"PAY-1","obligation":"O1","payer":"G1","amountFen":100,"on":"2019-05-05","method":"转账","confirmed":true,"for":"D1","asset":"A1"}`,
	"PlanForm":             `{"obligation":"O1","instalments":[{"amountFen":100,"due":"2019-06-30"}]}`,
	"PolicyForm":           `{"policy":` + text(policy.Default()) + `,"reason":"年度更新"}`,
	"PreservationForm":     `{"asset":"A1","owner":"D1","kind":"deposit","amountFen":100,"securityFen":30,"urgent":true,"on":"2019-05-05","applicant":"P1","disputedFen":100,"exempt":"livelihood"}`,
	"PromptForm":           `{"answer":"partly"}`,
	"ReasonForm":           `{"reason":"双方和解"}`,
	"ReleaseForm":          `{"amountFen":100,"to":"P1","on":"2019-05-05","plan":"F1"}`,
	"ResultForm":           `{"on":"2019-05-05","collectedFen":100,"reason":"执行完毕","parts":[{"obligation":"O1","amountFen":100}]}`,
	"ResumeTimeForm":       `{"exclusion":"X1","on":"2019-05-05"}`,
	"SearchForm":           `{"on":"2019-05-05","found":true,"result":"查到存款","kind":"lead","lead":"L1"}`,
	"ServiceForm":          `{"document":"complaint","party":"D1","method":"direct","on":"2019-05-05","address":"宁波","outcome":"本人签收","proof":"送达回证"}`,
	"SettleForm":           `{"until":"2019-12-31","terms":"分期给付","how":"joint","instalments":[{"amountFen":100,"due":"2019-12-31"}],"guarantor":"G1","paymentOrder":"principal_first"}`,
	"AdviceForm":           `{"debtor":"D1","advice":"security","followed":false,"reason":"已有抵押"}`,
	"AssessmentForm":       `{"debtor":"D1","on":"2019-06-10","factors":[{"id":"plan","points":15,"evidence":"当庭询问"}],"level":"low","reason":"多次失信"}`,
	"ClaimantForm":         `{"creditor":"C1","party":"D1","document":"（2018）浙0211民初9号","amountFen":1,"priority":true,"on":"2019-06-10"}`,
	"CounterSecurityForm":  `{"asset":"A1","by":"D1","amountFen":1,"kind":"cash","on":"2019-06-10","consented":true}`,
	"PostSecurityForm":     `{"asset":"A1","amountFen":1,"kind":"insurance","on":"2019-06-10"}`,
	"PreSuitForm":          `{"asset":"A1","owner":"D1","applicant":"P1","kind":"deposit","amountFen":100,"ruledOn":"2019-03-01","securityFen":80,"specialReason":"申请人为低保户","frozenFen":50,"on":"2019-03-02"}`,
	"PreUrgingForm":        `{"party":"P1","on":"2019-06-10","consented":true,"contact":"13800000000","hiding":true,"urgent":true,"urger":"M001"}`,
	"ReceiptForm":          `{"payment":"PAY-1","party":"P1","on":"2019-06-10"}`,
	"RequestForm":          `{"asset":"A1","on":"2019-06-10","urgent":true,"reason":"即将到期"}`,
	"ReturnForm":           `{"payment":"PAY-1","amountFen":1,"to":"D1","on":"2019-06-10","method":"转账"}`,
	"ReversalForm":         `{"payment":"PAY-1","on":"2019-06-10","kind":"bounced","reason":"退票"}`,
	"SecurityForm":         `{"obligation":"O1","by":"G1","on":"2019-06-10","proof":"不动产登记证明"}`,
	"TransferEnforceForm":  `{"party":"P1","kind":"upbringing","on":"2019-06-10","reason":"抚育费"}`,
	"UrgingNoteForm":       `{"on":"2019-06-10","channel":"phone","reached":true,"cause":"awaiting_money","note":"下月付款"}`,
	"TransferForm":         `{"court":"宁波市鄞州区人民法院","reason":"管辖权异议成立"}`,
}

const filingSample = `{"key":"zh-2022-000123","court":"浙0211","caseNumber":"（2022）浙0211民初1234号","filedOn":"2022-03-04",
	"cause":"民间借贷纠纷","procedure":"small_claims","claimFen":10000000,"feeKind":"property","smallClaimsAgreed":true,
	"division":"民一庭","judge":"J001","clerk":"C001","parties":[
	{"id":"P1","side":"plaintiff","kind":"person","name":"张三","idNumber":"11010519491231002X","address":"宁波","phone":"13800000001","eService":true},
	{"id":"D1","side":"defendant","kind":"enterprise","name":"宁波某某公司","idNumber":"91350100M000100Y43","phone":"0574-86271234","whereaboutsUnknown":false}],
	"attachments":[{"name":"起诉状.pdf","uri":"s3://papers/complaint.pdf","sha256":"0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a"}],
	"relatedCases":["（2013）宛龙梅民初字第153号"],"online":true}`

// input is something that a check and a schema both judge.
type input struct {
	name   string
	sample any
	check  func([]byte) casefile.Faults
	schema *jsonschema.Schema
}

func inputs(t testing.TB) []input {
	t.Helper()
	schemas := compiled(t)
	list := []input{{"filing", clone(json.RawMessage(filingSample)), func(b []byte) casefile.Faults {
		_, fs := casefile.ReadFiling(b, policy.Default(), today)
		return fs
	}, schemas[Filing]}}
	for _, f := range forms() {
		sample, ok := samples[f.name]
		require.True(t, ok, "no sample of %s", f.name)
		event := f.events[0]
		list = append(list, input{f.name, clone(json.RawMessage(sample)), func(b []byte) casefile.Faults {
			_, fs := casefile.ReadForm(event, b)
			return fs
		}, schemas[formDocument(f.name)]})
		envelope := map[string]any{"id": "d-1", "event": string(event), "role": "judge", "actor": "J001", "data": clone(json.RawMessage(sample))}
		list = append(list, input{"decision " + string(event), clone(envelope), func(b []byte) casefile.Faults {
			_, fs := casefile.ReadDecision(b)
			return fs
		}, schemas[Decision]})
	}
	return list
}

func TestSamplesPassCheckAndSchema(t *testing.T) {
	for _, in := range inputs(t) {
		assert.Empty(t, in.check([]byte(text(in.sample))), "check of %s", in.name)
		assert.NoError(t, validate(in.schema, in.sample), "schema of %s", in.name)
	}
}

// What is wrong in shape is refused by both, wherever it stands.
func TestSchemaRefusesWhatTheCheckRefusesInShape(t *testing.T) {
	for _, in := range inputs(t) {
		for _, path := range paths(in.sample) {
			// The policy's own validation takes a policy with parts left out.
			inPolicy := slices.Contains(path, any("policy"))
			for _, c := range []struct {
				what  string
				value any
			}{{"an object", map[string]any{"no_such_field": 1}}, {"a list of lists", []any{[]any{}}}, {"a fraction", 1.5}, {"true or text", other(at(in.sample, path))}} {
				broken := clone(in.sample)
				set(&broken, path, c.value)
				fs := in.check([]byte(text(broken)))
				if assert.NotEmpty(t, fs, "check of %s: %s at %v", in.name, c.what, path) {
					assert.Error(t, validate(in.schema, broken), "schema of %s: %s at %v; the check says %s", in.name, c.what, path, fs)
				}
			}
			if object, ok := at(in.sample, path).(map[string]any); ok && !inPolicy {
				broken := clone(in.sample)
				larger := maps.Clone(object)
				larger["no_such_field"] = nil
				set(&broken, path, larger)
				assert.NotEmpty(t, in.check([]byte(text(broken))), "check of %s: unknown field at %v", in.name, path)
				assert.Error(t, validate(in.schema, broken), "schema of %s: unknown field at %v", in.name, path)
			}
		}
	}
}

// A field left out is refused by the schema only if the check refuses it, and
// by the schema as well if it is always needed.
func TestFieldsLeftOut(t *testing.T) {
	// Needed because of another field's value, which a schema need not say.
	conditional := []string{
		"phone",                                                       // of a party with e-service
		"ground", "securityFen", "asset", "amountFen", "days", "lead", // of a ban lifted on security, an objection that gives it, a fine, a detention
		"smallClaimsAgreed",                   // above the limit
		"instalments",                         // when they accelerate
		"claim",                               // of the outsider for whom enforcement is suspended
		"kind", "obligation", "specialReason", // of a lead that is searched, a figure that is corrected, less security than the amount
		"proof", "recorded", // of a notice to whom nobody can find, of service that nobody signed for
		"high", "middle", // of the policy's scorecard
		"edition", "version", // checked by the calendar and the policy
		"num", "den", "lengths", "escalation", "fees", "small_claims", "mechanisms", "interest", "certificate",
		"judge_used", "office_days_left", "office_short_left", "president_days_left", "repeat_days", "gap_hours",
		"number_type", "pass_score", "factors", "audiences",
		"charging", "enforcement_base", "province", "year", "mandatory", "agreed", "number", "name",
	}
	for _, in := range inputs(t) {
		for _, path := range paths(in.sample) {
			name, ok := path[len(path)-1].(string)
			if !ok {
				continue
			}
			broken := clone(in.sample)
			remove(&broken, path)
			refused := in.check([]byte(text(broken))) != nil
			invalid := validate(in.schema, broken) != nil
			if invalid {
				assert.True(t, refused, "schema of %s needs %v, the check does not", in.name, path)
			}
			if refused && !slices.Contains(conditional, name) {
				assert.True(t, invalid, "check of %s needs %v, the schema does not", in.name, path)
			}
		}
	}
}

// pool are values that some field somewhere takes.
func pool() []any {
	return []any{
		"2007-01-01", "2019-02-28", "2199-12-31", "D1", "O-2.a:b@c", strings.Repeat("a", 64), "J", "P1", "ordinary", "summary", "money", "act", "person", "organization",
		"third_party", "judgment", "post", "partly", "allowed", "rejected", "declared", "promise", "sms", "movable", "settlement", "seize", "09:30", "23:59", "浙0225", "浙72",
		"(2019)浙0211民初1号", "（2021）浙0211破申3号", "（2022）浙0211民初9999999号", "labour", "离婚纠纷", "第一行\n第二行", "Ünïcödé", strings.Repeat("长", 4000), strings.Repeat("纠", 50), "papers/a%20b.pdf",
		"https://store.example/a?x=1", "+8613800000001", "010-12345678-123456", "400-123-4567", "11010519491231002x", strings.Repeat("0f", 32), "2026-1",
		0, 1, 7, 30, 3650, casefile.MaxFen, true, false, []any{}, []any{"D1"}, []any{"（2010）宁执字第00099号"}, map[string]any{},
	}
}

// Whatever the checks accept, the schema accepts: any one value anywhere.
func TestSchemaNeverRefusesWhatTheCheckAccepts(t *testing.T) {
	accepted := 0
	for _, in := range inputs(t) {
		if strings.HasPrefix(in.name, "decision ") {
			continue // made of the forms; the next test has them
		}
		for _, path := range paths(in.sample) {
			for _, value := range pool() {
				changed := clone(in.sample)
				set(&changed, path, value)
				if in.check([]byte(text(changed))) != nil {
					continue
				}
				accepted++
				require.NoError(t, validate(in.schema, changed), "the check of %s accepts %v at %v", in.name, value, path)
			}
		}
	}
	assert.Greater(t, accepted, 1000)
}

// The same with several changes at once.
func TestSchemaNeverRefusesMixturesThatTheCheckAccepts(t *testing.T) {
	list := inputs(t)
	accepted := 0
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.SampledFrom(list).Draw(t, "input")
		changed := clone(in.sample)
		for range rapid.IntRange(1, 3).Draw(t, "changes") {
			path := rapid.SampledFrom(paths(changed)).Draw(t, "path")
			if rapid.Bool().Draw(t, "remove") {
				remove(&changed, path)
			} else {
				set(&changed, path, rapid.SampledFrom(pool()).Draw(t, "value"))
			}
			if _, ok := changed.(map[string]any); !ok || len(paths(changed)) == 0 {
				return
			}
		}
		if in.check([]byte(text(changed))) != nil {
			return
		}
		accepted++
		if err := validate(in.schema, changed); err != nil {
			t.Fatalf("the check of %s accepts %s\nthe schema says %v", in.name, text(changed), err)
		}
	})
	assert.Positive(t, accepted)
}

// Bounds are written down twice; these are their edges.
func TestBoundsAgree(t *testing.T) {
	long := func(n int) string { return strings.Repeat("字", n) }
	obligations := []any{"obligations", 0}
	list := inputs(t)
	for _, c := range []struct {
		input string
		path  []any
		last  any // the last value that is good; nil for none to try
		over  any
	}{
		{"filing", []any{"key"}, strings.Repeat("a", 64), strings.Repeat("a", 65)},
		{"filing", []any{"key"}, "abc", "ab"},
		{"filing", []any{"key"}, nil, "a-"},
		{"filing", []any{"court"}, nil, "浙0299"},
		{"filing", []any{"caseNumber"}, nil, "1234"},
		{"filing", []any{"cause"}, long(60), long(61)},
		{"filing", []any{"cause"}, nil, "纠\x07纷"},
		{"filing", []any{"division"}, long(50), long(51)},
		{"filing", []any{"claimFen"}, 1, -1},
		{"filing", []any{"claimFen"}, nil, casefile.MaxFen + 1},
		{"filing", []any{"judge"}, strings.Repeat("a", 64), strings.Repeat("a", 65)},
		{"filing", []any{"judge"}, nil, "李法官"},
		{"filing", []any{"clerk"}, nil, "-"},
		{"filing", []any{"parties"}, nil, []any{}},
		{"filing", []any{"relatedCases", 0}, "(2010)宁执字第00099号", "宁执字第00099号"},
		{"filing", []any{"parties", 0, "id"}, "ABCD1234", "ABCDE1"},
		{"filing", []any{"parties", 0, "name"}, long(100), long(101)},
		{"filing", []any{"parties", 0, "address"}, long(200), long(201)},
		{"filing", []any{"parties", 0, "idNumber"}, nil, "12345"},
		{"filing", []any{"parties", 1, "phone"}, nil, "none"},
		{"filing", []any{"attachments", 0, "name"}, long(200), long(201)},
		{"filing", []any{"attachments", 0, "uri"}, strings.Repeat("a", 1024), strings.Repeat("a", 1025)},
		{"filing", []any{"attachments", 0, "sha256"}, nil, "0a"},
		{"decision refuse_filing", []any{"id"}, strings.Repeat("a", 128), strings.Repeat("a", 129)},
		{"decision refuse_filing", []any{"id"}, nil, "a b"},
		{"decision refuse_filing", []any{"actor"}, strings.Repeat("a", 64), strings.Repeat("a", 65)},
		{"decision refuse_filing", []any{"role"}, "clerk", "clock"},
		{"decision refuse_filing", []any{"event"}, nil, "withdrawn"},
		{"decision refuse_filing", []any{"data", "reason"}, long(4000), long(4001)},
		{"decision refuse_filing", []any{"data"}, nil, map[string]any{"reason": "x", "party": "D1"}},
		{"CorrectionForm", []any{"days"}, 30, 31},
		{"CorrectionForm", []any{"days"}, 1, 0},
		{"CorrectionForm", []any{"missing"}, nil, []any{}},
		{"FeePaidForm", []any{"amountFen"}, casefile.MaxFen, casefile.MaxFen + 1},
		{"FeePaidForm", []any{"amountFen"}, 1, 0},
		{"ReleaseForm", []any{"amountFen"}, 1, 0},
		{"PreservationForm", []any{"amountFen"}, 1, 0},
		{"PreservationForm", []any{"securityFen"}, 0, -1},
		{"PaymentForm", []any{"amountFen"}, 0, -1},
		{"PaymentForm", []any{"payer"}, nil, "李四"},
		{"PlanForm", []any{"instalments"}, nil, []any{}},
		{"PlanForm", []any{"instalments", 0, "amountFen"}, 1, 0},
		{"MediationForm", []any{"obligations"}, nil, []any{}},
		{"MediationForm", append(slices.Clone(obligations), "debtors"), nil, []any{}},
		{"MediationForm", append(slices.Clone(obligations), "penaltyFen"), 0, -1},
		{"MediationForm", append(slices.Clone(obligations), "dueDays"), 0, 3651},
		{"MediationForm", append(slices.Clone(obligations), "subject"), nil, "both"},
		{"HearingForm", []any{"time"}, "23:59", "24:00"},
		{"ConvertForm", []any{"to"}, "summary", "small_claims"},
		{"NoticeForm", []any{"document"}, "judgment", "mediation"},
	} {
		in := named(t, list, c.input)
		changed := clone(in.sample)
		set(&changed, c.path, c.over)
		assert.NotEmpty(t, in.check([]byte(text(changed))), "check of %s: %v at %v", c.input, c.over, c.path)
		assert.Error(t, validate(in.schema, changed), "schema of %s: %v at %v", c.input, c.over, c.path)
		if c.last != nil {
			changed = clone(in.sample)
			set(&changed, c.path, c.last)
			assert.Empty(t, in.check([]byte(text(changed))), "check of %s: %v at %v", c.input, c.last, c.path)
			assert.NoError(t, validate(in.schema, changed), "schema of %s: %v at %v", c.input, c.last, c.path)
		}
	}
}

func TestListsHaveOneLength(t *testing.T) {
	list := inputs(t)
	for _, c := range []struct {
		input, field string
		most         int
	}{
		{"filing", "parties", 200}, {"filing", "attachments", 500}, {"filing", "relatedCases", 50},
		{"PlanForm", "instalments", 120}, {"MediationForm", "obligations", 100}, {"JudgmentForm", "obligations", 100},
	} {
		in := named(t, list, c.input)
		for n, tooMany := range map[int]bool{c.most: false, c.most + 1: true} {
			changed := clone(in.sample)
			set(&changed, []any{c.field}, slices.Repeat(at(in.sample, []any{c.field}).([]any)[:1], n))
			fs := in.check([]byte(text(changed)))
			said := slices.ContainsFunc(fs, func(f casefile.Fault) bool {
				return strings.HasSuffix(f.Field, c.field) && strings.HasPrefix(english(f.Want), fmt.Sprintf("at most %d", c.most))
			})
			assert.Equal(t, tooMany, said, "check of %s: %d %s: %s", c.input, n, c.field, fs)
			assert.Equal(t, tooMany, validate(in.schema, changed) != nil, "schema of %s: %d %s", c.input, n, c.field)
		}
	}
}

func named(t *testing.T, list []input, name string) input {
	t.Helper()
	i := slices.IndexFunc(list, func(in input) bool { return in.name == name })
	require.GreaterOrEqual(t, i, 0, "no input %s", name)
	return list[i]
}

func english(s string) string {
	_, en := bilingual.Halves(s)
	return en
}

// The words that a schema offers are those that the check takes.
func TestWordsAreThoseOfTheChecks(t *testing.T) {
	list := inputs(t)
	for key, b := range bounds {
		typ, field, _ := strings.Cut(key, ".")
		if b.words == nil || !strings.HasSuffix(typ, "Form") {
			continue
		}
		in := named(t, list, typ)
		put := func(v *any, value string) {
			if _, list := at(*v, []any{field}).([]any); list {
				set(v, []any{field}, []any{value})
			} else {
				set(v, []any{field}, value)
			}
			if other, ok := without[key+"="+value]; ok {
				remove(v, []any{other})
			}
		}
		broken := clone(in.sample)
		put(&broken, "no-such-word")
		fs := in.check([]byte(text(broken)))
		require.Len(t, fs, 1, key)
		offered, _, _ := strings.Cut(english(fs[0].Want), ";")
		assert.ElementsMatch(t, b.words.values(), toAny(strings.FieldsFunc(strings.ReplaceAll(offered, " or ", ","), func(r rune) bool { return r == ',' || r == ' ' })), key)
		for _, w := range b.words {
			changed := clone(in.sample)
			put(&changed, w.value)
			for name, value := range beside[key+"="+w.value] {
				set(&changed, []any{name}, value)
			}
			assert.Empty(t, in.check([]byte(text(changed))), "%s: %s", key, w.value)
		}
	}
}

// What a check refuses of one value, whatever the rest of the form says, the
// schema refuses as well: a word that is none, an ID that is none, a number out
// of its range.
func TestSchemaRefusesTheValuesThatTheCheckRefuses(t *testing.T) {
	for _, in := range inputs(t) {
		if in.name == "filing" || strings.HasPrefix(in.name, "decision ") {
			continue
		}
		for _, path := range paths(in.sample) {
			if slices.Contains(path, any("policy")) {
				continue // validated by package policy
			}
			bad := []any{"no-such-word", "李四", strings.Repeat("长", 4001)}
			if _, number := at(in.sample, path).(float64); number {
				bad = []any{0, -1, 1 << 60}
			}
			field := in.name
			for _, step := range path {
				if name, ok := step.(string); ok {
					field += "." + name
				}
			}
			for _, value := range bad {
				broken := clone(in.sample)
				set(&broken, path, value)
				refused := in.check([]byte(text(broken))) != nil
				if _, ok := together[field]; refused && !ok {
					assert.Error(t, validate(in.schema, broken), "schema of %s: %v at %v; the check says %s", in.name, value, path, in.check([]byte(text(broken))))
				}
			}
		}
	}
}

// together are fields whose values the check judges beside others.
var together = map[string]string{
	"CalendarForm.edition":                "the editions that the code has",
	"CorrectForm.amountFen":               "its obligation",
	"JudgmentForm.obligations.amountFen":  "money, or an act",
	"LiftBanForm.securityFen":             "the ground",
	"MediationForm.obligations.amountFen": "money, or an act",
	"PenaltyForm.amountFen":               "a fine, or a detention",

	"PartialJudgmentForm.amountFen":             "what the obligations come to",
	"PartialJudgmentForm.obligations.amountFen": "money, or an act; no more than is decided",
}

// A sample says something of every field, but for those that exclude another.
func TestSamplesHaveEveryField(t *testing.T) {
	for _, f := range forms() {
		var sample map[string]any
		require.NoError(t, json.Unmarshal([]byte(samples[f.name]), &sample), f.name)
		for i := range f.typ.NumField() {
			name := jsonName(f.typ.Field(i))
			if _, ok := sample[name]; !ok {
				assert.Contains(t, excluded, f.name+"."+name, "the sample lacks it")
			}
		}
	}
}

// excluded are fields that cannot be given beside another of their sample.
var excluded = map[string]string{
	"CalendarForm.days":     "an edition that is in the code",
	"PaymentForm.outsider":  "payer",
	"PenaltyForm.days":      "a fine",
	"ServiceForm.arrivedOn": "service by hand",
	"ServiceForm.failure":   "an attempt that succeeded",
	"SeverForm.claimFen":    "a case filed separately",
	"SuccessorForm.none":    "a successor",

	"SuccessionForm.estateFen": "a merger",
}

// without are the fields that a word excludes.
var without = map[string]string{
	"JudgmentForm.outcome=rejected": "obligations",
	"JudgmentForm.outcome=declared": "obligations",

	"PartialJudgmentForm.outcome=rejected": "obligations",
	"PartialJudgmentForm.outcome=declared": "obligations",

	"LiftBanForm.ground=no-such-word":       "securityFen",
	"LiftBanForm.ground=paid":               "securityFen",
	"LiftBanForm.ground=consent":            "securityFen",
	"LiftBanForm.ground=unneeded":           "securityFen",
	"PenaltyForm.kind=detention":            "amountFen",
	"SuspensionForm.ground=creditor_agrees": "claim",
	"SuspensionForm.ground=person_died":     "claim",
	"SuspensionForm.ground=entity_ended":    "claim",
	"SuspensionForm.ground=other":           "claim",
	"SuccessionForm.basis=estate":           "successor",
	"SearchForm.kind=no-such-word":          "lead",
	"SearchForm.kind=network":               "lead",
	"SearchForm.kind=field":                 "lead",
}

// beside are the fields that a word needs.
var beside = map[string]map[string]any{
	"PenaltyForm.kind=detention":                   {"days": 15},
	"ServiceForm.fiction=refused_at_pronouncement": {"document": "judgment"},
	"ServiceForm.fiction=returned":                 {"method": "post"},
}

func TestFormlessDecisionsCarryNothing(t *testing.T) {
	s := compiled(t)[Decision]
	d := map[string]any{"id": "d-1", "event": "resume_trial", "role": "judge", "actor": "J001"}
	assert.NoError(t, validate(s, d))
	d["data"] = map[string]any{}
	assert.Error(t, validate(s, d))
	_, fs := casefile.ReadDecision([]byte(text(d)))
	assert.NotEmpty(t, fs)
}

func TestViewsAreAsPublished(t *testing.T) {
	filing, fs := casefile.ReadFiling([]byte(filingSample), policy.Default(), today)
	require.Empty(t, fs)
	view := casefile.View{
		Key: filing.Key, Kind: casefile.KindCase, Filing: filing,
		Row:         casefile.Row{Case: filing.Key, Court: filing.Court, FiledOn: filing.FiledOn, Phase: lifecycle.InSupervision, Stuck: []casefile.StuckCause{{}}},
		Obligations: []casefile.ObligationView{{Obligation: casefile.Obligation{ID: "O1", Debtors: []string{"D1"}, Due: today}, State: "urging"}},
		Deadlines:   []casefile.OpenDeadline{{ID: "answer/D1"}}, Trial: &casefile.TrialView{}, Timeline: []casefile.Entry{{}}, Verdicts: []casefile.Verdict{{}},
		Mechanisms: []casefile.MechanismView{{Acts: []lifecycle.State{lifecycle.Trial}, Uses: []casefile.MechanismUseView{{}}}}, Documents: []casefile.DocumentView{{}}, Links: []casefile.Link{{}},
		Tracks: []casefile.TrackView{{}}, Fees: []casefile.FeeView{{}}, Payments: []casefile.Payment{{}},
	}
	s := compiled(t)[View]
	assert.NoError(t, validate(s, view))
	assert.NoError(t, validate(s, casefile.View{}))
	later := clone(view).(map[string]any)
	later["added_in_a_later_version"] = 1
	assert.NoError(t, validate(s, later), "readers take what a later version adds")
	later["key"] = 7
	assert.Error(t, validate(s, later))
}

func toAny(words []string) []any {
	out := make([]any, len(words))
	for i, w := range words {
		out[i] = w
	}
	return out
}

// other is a value of another type than v.
func other(v any) any {
	if _, ok := v.(string); ok {
		return true
	}
	return "text"
}

// paths lists the places of all members of v, sorted.
func paths(v any) [][]any {
	var out [][]any
	var walk func([]any, any)
	walk = func(path []any, v any) {
		if len(path) > 0 {
			out = append(out, slices.Clone(path))
		}
		switch v := v.(type) {
		case map[string]any:
			for _, name := range slices.Sorted(maps.Keys(v)) {
				walk(append(path, name), v[name])
			}
		case []any:
			for i, member := range v {
				walk(append(path, i), member)
			}
		}
	}
	walk(nil, v)
	return out
}

func at(v any, path []any) any {
	for _, step := range path {
		switch s := step.(type) {
		case string:
			v = v.(map[string]any)[s]
		case int:
			v = v.([]any)[s]
		}
	}
	return v
}

func set(v *any, path []any, value any) {
	owner := at(*v, path[:len(path)-1])
	switch s := path[len(path)-1].(type) {
	case string:
		owner.(map[string]any)[s] = value
	case int:
		owner.([]any)[s] = value
	}
}

// remove takes a member out; one of a list becomes null, which is nothing.
func remove(v *any, path []any) {
	if name, ok := path[len(path)-1].(string); ok {
		delete(at(*v, path[:len(path)-1]).(map[string]any), name)
		return
	}
	at(*v, path[:len(path)-1]).([]any)[path[len(path)-1].(int)] = map[string]any{}
}
