package schema

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/invopop/jsonschema"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
	"luxing/workflows/statute"
)

// word is one of a few values, with its Chinese name.
type word struct{ value, name string }

type vocabulary []word

func (v vocabulary) values() []any {
	out := make([]any, len(v))
	for i, w := range v {
		out[i] = w.value
	}
	return out
}

// String lists the words with their names, for a description; nothing when
// there are too many to read.
func (v vocabulary) String() string {
	if len(v) > 20 {
		return ""
	}
	parts := make([]string, len(v))
	for i, w := range v {
		parts[i] = strings.TrimSpace(w.value + " " + w.name)
	}
	return "One of: " + strings.Join(parts, "; ") + "."
}

// wordsOf are the types whose values are words to choose from.
var wordsOf = map[reflect.Type]vocabulary{
	reflect.TypeFor[casefile.Procedure](): {
		{"ordinary", casefile.Ordinary.Name()}, {"summary", casefile.Summary.Name()}, {"small_claims", casefile.SmallClaims.Name()},
	},
	reflect.TypeFor[casefile.Side](): {
		{"plaintiff", casefile.Plaintiff.Name()}, {"defendant", casefile.Defendant.Name()},
		{"third_party", casefile.ThirdParty.Name()}, {"guarantor", casefile.Guarantor.Name()},
	},
	reflect.TypeFor[casefile.PartyKind](): {{"person", "自然人"}, {"enterprise", "企业法人"}, {"organization", "其他组织"}},
	reflect.TypeFor[casefile.AssetKind](): {{"deposit", "银行存款"}, {"movable", "动产"}, {"real_estate", "不动产、其他财产权"}},
	reflect.TypeFor[casefile.Subject]():   {{"money", "金钱给付"}, {"act", "行为"}},
	reflect.TypeFor[casefile.Paper]():     {{"complaint", "起诉状副本"}, {"judgment", "判决书、裁定书"}, {"mediation", "调解书"}},
	reflect.TypeFor[casefile.Method]():    methodWords(),
	reflect.TypeFor[casefile.FeeKind]():   feeWords(),
	reflect.TypeFor[statute.GroundID]():   groundWords(),
	reflect.TypeFor[lifecycle.Role]():     roleWords(),
	reflect.TypeFor[lifecycle.Event]():    eventWords(),
}

func methodWords() (v vocabulary) {
	for _, m := range casefile.Methods() {
		v = append(v, word{string(m.Method), m.Name})
	}
	return v
}

func feeWords() (v vocabulary) {
	for _, k := range casefile.FeeKinds() {
		v = append(v, word{value: string(k)})
	}
	return v
}

func groundWords() (v vocabulary) {
	for _, g := range statute.Grounds() {
		v = append(v, word{string(g.ID), g.Name})
	}
	return v
}

func roleWords() (v vocabulary) {
	for _, r := range lifecycle.Roles() {
		if r.Human {
			v = append(v, word{string(r.Role), r.Name})
		}
	}
	return v
}

func eventWords() (v vocabulary) {
	seen := map[lifecycle.Event]bool{}
	for _, m := range lifecycle.Machines() {
		for _, r := range m.Rows {
			if !seen[r.Event] {
				seen[r.Event] = true
				v = append(v, word{string(r.Event), r.Name})
			}
		}
	}
	return v
}

func lengthWords() (v vocabulary) {
	for _, n := range policy.Numbers() {
		v = append(v, word{n.ID, n.Name})
	}
	return v
}

func conditionWords() (v vocabulary) {
	for _, c := range casefile.RepairConditions() {
		v = append(v, word{c.ID, c.Name})
	}
	return v
}

func measureWords() (v vocabulary) {
	for _, id := range casefile.RepairMeasures() {
		v = append(v, word{id, casefile.MeasureName(id)})
	}
	return v
}

func courtWords() (v vocabulary) {
	for _, c := range casefile.Courts() {
		v = append(v, word{c.Code, c.Name})
	}
	return v
}

// bound is what a check demands of one field beyond its type.
type bound struct {
	pattern  string
	max      uint64 // characters of a text, members of a list
	min      uint64
	low      string // of a number
	high     string
	items    string // pattern of a list's members
	words    vocabulary
	examples []any
}

// Patterns are written so that Go and JavaScript read them alike.
const (
	idPattern     = `^[A-Za-z0-9][A-Za-z0-9._:@-]{0,63}$`
	numberPattern = `^[（(][0-9]{4}[）)].+号$`
	plainText     = `^[^\x00-\x1f\x7f]*$`
)

var (
	id      = bound{pattern: idPattern}
	fen     = bound{low: "0", high: fmt.Sprint(casefile.MaxFen)}
	someFen = bound{low: "1", high: fmt.Sprint(casefile.MaxFen)}
	number  = bound{pattern: numberPattern, max: 128}
)

// bounds are the checks' demands, by type and field. Fields of forms that are
// not named here are bound by formBound.
var bounds = map[string]bound{
	"Filing.key":             {pattern: `^[a-z0-9][a-z0-9-]{1,62}[a-z0-9]$`, examples: []any{"nb-2019-001234"}},
	"Filing.court":           {words: courtWords()},
	"Filing.caseNumber":      {pattern: numberPattern, examples: []any{"（2019）浙0211民初1234号"}},
	"Filing.cause":           {pattern: plainText, min: 1, max: 60, examples: []any{"民间借贷纠纷"}},
	"Filing.claimFen":        fen,
	"Filing.division":        {pattern: plainText, min: 1, max: 50},
	"Filing.judge":           id,
	"Filing.clerk":           id,
	"Filing.parties":         {min: 2, max: 200},
	"Filing.attachments":     {max: 500},
	"Filing.relatedCases":    {max: 50, items: numberPattern},
	"Party.id":               {pattern: `^[A-Z]{1,4}[0-9]{1,4}$`},
	"Party.name":             {pattern: plainText, min: 1, max: 100},
	"Party.idNumber":         {pattern: `^[0-9A-Zx]{18}$`},
	"Party.address":          {pattern: plainText, max: 200},
	"Party.phone":            {pattern: `^[+]?[0-9-]{7,20}$`},
	"Attachment.name":        {pattern: plainText, min: 1, max: 200},
	"Attachment.uri":         {min: 1, max: 1024, pattern: `^[^\x00-\x20\x7f\\]+$`},
	"Attachment.sha256":      {pattern: `^[0-9a-f]{64}$`},
	"Decision.id":            {pattern: `^[A-Za-z0-9][A-Za-z0-9._:@-]{0,127}$`},
	"Decision.actor":         id,
	"Decision.court":         {pattern: plainText, max: 30},
	"Decision.division":      {pattern: plainText, max: 50},
	"Obligation.id":          id,
	"Obligation.debtors":     {min: 1, items: idPattern},
	"Obligation.creditor":    id,
	"Obligation.amountFen":   fen,
	"Obligation.dueDays":     {low: "0", high: "3650"},
	"Obligation.instalments": {max: casefile.MaxInstalments},
	"Obligation.penaltyFen":  fen,
	"Obligation.guarantors":  {items: idPattern},
	"Obligation.act":         {max: 4000},
	"Instalment.amountFen":   someFen,
	"Obligation.liability":   {words: vocabulary{{"joint", "连带"}, {"several", "按份"}}},
	"Obligation.waivedFen":   fen,
	"Share.debtor":           id,
	"Share.amountFen":        someFen,
	"Security.by":            id,
	"Security.limitFen":      fen,
	"Security.property":      {max: 4000},

	"Obligation.penaltyAnnualMillionths": {low: "0", high: "1000000"},
	"Security.kind":                      {words: vocabulary{{"joint_guarantee", "连带责任保证"}, {"general_guarantee", "一般保证"}, {"mortgage", "抵押"}, {"pledge", "质押"}}},
	"Policy.lengths":                     {words: lengthWords()},

	"AcceptForm.caseNumber":       number,
	"AppealFiledForm.caseNumber":  number,
	"BankruptcyAnswerForm.number": number,
	"CorrectionForm.days":         {low: "1", high: "30"},
	"ExtendedAboveForm.months":    {low: "1", high: "3"},
	"CorrectionForm.missing":      {min: 1},
	"FeePaidForm.amountFen":       someFen,
	"ReleaseForm.amountFen":       someFen,
	"PreservationForm.amountFen":  someFen,
	"MediationForm.obligations":   {min: 1, max: casefile.MaxObligations},
	"JudgmentForm.obligations":    {max: casefile.MaxObligations},
	"PlanForm.instalments":        {min: 1, max: casefile.MaxInstalments},
	"HearingForm.time":            {pattern: `^([01][0-9]|2[0-3]):[0-5][0-9]$`, examples: []any{"09:30"}},
	"ConvertForm.to":              {words: vocabulary{{"ordinary", "普通程序"}, {"summary", "简易程序"}}},
	"NoticeForm.document":         {words: vocabulary{{"complaint", "起诉状副本"}, {"judgment", "判决书、裁定书"}}},
	"JudgmentForm.outcome":        {words: vocabulary{{"allowed", "支持"}, {"partly_allowed", "部分支持"}, {"rejected", "驳回"}, {"declared", "确认"}}},
	"PromptForm.answer":           {words: vocabulary{{"partly", "部分履行"}, {"deferred", "暂缓"}, {"declined", "拒绝"}}},
	"InterruptForm.ground":        {words: vocabulary{{"demand", "请求履行"}, {"settlement", "和解"}, {"promise", "同意履行"}, {"application", "申请执行"}}},
	"ContactForm.channel":         {words: vocabulary{{"phone", "电话"}, {"sms", "短信"}, {"visit", "上门"}, {"online", "线上"}}},
	"HolderForm.answer":           {words: vocabulary{{"objects", "有异议"}, {"agrees", "无异议"}, {"silent", "未答复"}}},
	"ConditionForm.condition":     {words: conditionWords()},
	"ScoreForm.factors":           {min: 1},
	"ScoredFactor.points":         {low: "0", high: "100"},
	"MissingForm.missing":         {min: 1},
	"PapersForm.papers":           {min: 1},
	"RepairProposalForm.measures": {min: 1},
	"RepairEffect.id":             {words: measureWords()},
	"RepairPaymentForm.amountFen": someFen,
	"MeasureForm.kind": {words: vocabulary{{"freeze", "冻结"}, {"seize", "查封扣押"}, {"deduct", "划拨"}, {"auction", "拍卖"}, {"garnish", "提取收入"},
		{"evaluate", "评估"}, {"sell", "变卖"}, {"search", "搜查"}}},
	"ContactForm.cause":          {words: causes},
	"UrgingNoteForm.cause":       {words: causes},
	"UrgingNoteForm.channel":     {words: vocabulary{{"phone", "电话"}, {"sms", "短信"}, {"visit", "上门"}, {"online", "线上"}}},
	"PreservationForm.exempt":    {words: vocabulary{{"livelihood", "追索赡养费等"}, {"domestic_violence", "家庭暴力且经济困难"}, {"public_interest", "公益诉讼"}, {"good_samaritan", "见义勇为"}, {"clear_case", "事实清楚、错误可能性小"}, {"financial_institution", "金融机构申请"}}},
	"PreSuitForm.amountFen":      someFen,
	"PostSecurityForm.amountFen": someFen, "PostSecurityForm.kind": {words: securityKinds},
	"CounterSecurityForm.amountFen": someFen, "CounterSecurityForm.kind": {words: securityKinds},
	"ReturnForm.amountFen":     someFen,
	"ReversalForm.kind":        {words: vocabulary{{"bounced", "退票"}, {"recalled", "撤回"}, {"mistake", "误记"}}},
	"TransferEnforceForm.kind": {words: vocabulary{{"support", "赡养费"}, {"maintenance", "扶养费"}, {"upbringing", "抚育费"}, {"civil_sanction", "民事制裁决定"}, {"criminal_incidental", "刑事附带民事"}}},
	"AssessmentForm.level":     {words: vocabulary{{"high", "较高"}, {"middle", "一般"}, {"low", "较低"}}},
	"FactorForm.points":        {low: "0", high: "100"},
	"AdviceForm.advice":        {words: vocabulary{{"security", "要求提供担保"}, {"default_clause", "约定违约条款"}, {"immediate_performance", "当庭即时履行"}, {"bankruptcy_check", "审查破产原因"}}},
	"ListingForm.ground": {words: vocabulary{{"obstruction", "妨碍抗拒执行"}, {"evasion", "规避执行"}, {"reporting", "违反财产报告制度"},
		{"consumption", "违反限制消费令"}, {"settlement", "不履行执行和解协议"}, {"refusal", "有履行能力而拒不履行"}}},
}

var (
	causes = vocabulary{{"no_money", "无履行能力"}, {"awaiting_money", "等待资金"}, {"disputes", "对裁判有异议"}, {"refuses", "拒绝履行"},
		{"procedure", "手续未办妥"}, {"unreachable", "联系不上"}, {"other", "其他"}}
	securityKinds = vocabulary{{"cash", "现金"}, {"insurance", "保险担保书"}, {"guarantee", "保证或独立保函"}, {"property", "财产"}}
)

// formIDs are the fields of forms that hold IDs.
var formIDs = []string{"party", "asset", "owner", "payment", "payer", "obligation", "officer", "judge", "clerk", "by", "to", "for", "debtor", "urger", "applicant"}

// formParts are what forms are made of that only forms have.
var formParts = []reflect.Type{
	reflect.TypeFor[casefile.Draft](), reflect.TypeFor[casefile.DraftPart](),
	reflect.TypeFor[casefile.ScoredFactor](), reflect.TypeFor[casefile.RepairEffect](),
}

// maxText bounds every text in a form, in characters.
const maxText = 4000

// needed lists what types must have that cannot be checked by themselves.
var needed = map[reflect.Type][]string{
	reflect.TypeFor[casefile.Filing]():     {"key", "court", "filedOn", "cause", "procedure", "division", "judge", "parties"},
	reflect.TypeFor[casefile.Party]():      {"id", "side", "kind", "name", "idNumber"},
	reflect.TypeFor[casefile.Obligation](): {"id", "debtors", "creditor", "subject"},
	reflect.TypeFor[casefile.Instalment](): {"amountFen", "due"},
	reflect.TypeFor[policy.Factor]():       {"id", "name", "weight"},
	reflect.TypeFor[casefile.Share]():      {"debtor", "amountFen"},
	reflect.TypeFor[casefile.FactorForm](): {"id", "evidence"},
	reflect.TypeFor[casefile.AdviceForm](): {"debtor", "advice"},
	reflect.TypeFor[casefile.Security]():   {"by", "kind"},

	reflect.TypeFor[casefile.PaymentForm](): {"payment", "on"},

	reflect.TypeFor[casefile.ScoredFactor](): {"id", "evidence"},
	reflect.TypeFor[casefile.RepairEffect](): {"id"},
	reflect.TypeFor[policy.ScoreFactor]():    {"id", "name", "weight"},
}

// conditions are demands that depend on another field.
var conditions = map[reflect.Type]func() []*jsonschema.Schema{
	reflect.TypeFor[casefile.Obligation](): func() []*jsonschema.Schema {
		return []*jsonschema.Schema{
			{If: isWord("subject", "money"), Then: &jsonschema.Schema{Required: []string{"amountFen"}}},
			{If: isWord("subject", "act"), Then: &jsonschema.Schema{Required: []string{"act"}}},
		}
	},
	reflect.TypeFor[casefile.JudgmentForm](): func() []*jsonschema.Schema {
		return []*jsonschema.Schema{
			{If: isWord("outcome", "allowed", "partly_allowed"), Then: &jsonschema.Schema{Required: []string{"obligations"}}},
		}
	},
	reflect.TypeFor[casefile.PartialJudgmentForm](): func() []*jsonschema.Schema {
		return []*jsonschema.Schema{
			{If: isWord("outcome", "allowed", "partly_allowed"), Then: &jsonschema.Schema{Required: []string{"obligations"}}},
		}
	},
	reflect.TypeFor[casefile.PaymentForm](): func() []*jsonschema.Schema {
		return []*jsonschema.Schema{
			{AnyOf: []*jsonschema.Schema{{Required: []string{"payer"}}, {Required: []string{"outsider"}}}},
		}
	},
	reflect.TypeFor[casefile.Security](): func() []*jsonschema.Schema {
		return []*jsonschema.Schema{
			{If: isWord("kind", "mortgage", "pledge"), Then: &jsonschema.Schema{Required: []string{"property"}}},
		}
	},
	reflect.TypeFor[casefile.AssessmentForm](): func() []*jsonschema.Schema {
		return []*jsonschema.Schema{
			{If: isWord("level", "high", "middle", "low"), Then: &jsonschema.Schema{Required: []string{"reason"}}},
		}
	},
	reflect.TypeFor[casefile.AdviceForm](): func() []*jsonschema.Schema {
		return []*jsonschema.Schema{
			{If: isWord("followed", true), Else: &jsonschema.Schema{Required: []string{"reason"}}},
		}
	},
	reflect.TypeFor[casefile.SearchForm](): func() []*jsonschema.Schema {
		return []*jsonschema.Schema{
			{If: isWord("kind", "lead"), Then: &jsonschema.Schema{Required: []string{"lead"}}},
		}
	},
	reflect.TypeFor[casefile.LiftBanForm](): func() []*jsonschema.Schema {
		return []*jsonschema.Schema{
			{If: isWord("ground", "security"), Then: &jsonschema.Schema{Required: []string{"securityFen"}}},
		}
	},
	reflect.TypeFor[casefile.PenaltyForm](): func() []*jsonschema.Schema {
		return []*jsonschema.Schema{
			{If: isWord("kind", "fine"), Then: &jsonschema.Schema{Required: []string{"amountFen"}}},
			{If: isWord("kind", "detention"), Then: &jsonschema.Schema{Required: []string{"days"}}},
		}
	},
	reflect.TypeFor[casefile.Filing](): func() []*jsonschema.Schema {
		return []*jsonschema.Schema{
			{If: isWord("procedure", "small_claims"), Then: &jsonschema.Schema{Required: []string{"claimFen"}}},
		}
	},
}

func isWord(field string, words ...any) *jsonschema.Schema {
	s := having(field, &jsonschema.Schema{Enum: words})
	s.Required = []string{field}
	return s
}

func boundKey(t reflect.Type, field string) string { return t.Name() + "." + field }

// applyBound puts a field's bound into its schema.
func applyBound(s *jsonschema.Schema, t reflect.Type, f reflect.StructField, required bool) {
	b, ok := bounds[boundKey(t, jsonName(f))]
	if !ok {
		b = formBound(t, f)
	}
	if required && s.Type == "string" && s.Pattern == "" && s.Enum == nil && b.pattern == "" && b.words == nil {
		b.min = max(b.min, 1)
	}
	switch {
	case b.words == nil:
	case s.Type == "object": // a table, whose names are the words
		s.PropertyNames = &jsonschema.Schema{Enum: b.words.values()}
	case s.Type == "array": // of words
		s.Items.Enum = b.words.values()
	default:
		s.Type, s.Enum = "string", b.words.values()
	}
	s.Pattern = first(b.pattern, s.Pattern)
	s.Minimum, s.Maximum = json.Number(b.low), json.Number(b.high)
	s.Examples = b.examples
	low, high := &s.MinLength, &s.MaxLength
	if s.Type == "array" {
		low, high = &s.MinItems, &s.MaxItems
		s.Items.Pattern = first(b.items, s.Items.Pattern)
		if longest := uint64(maxText); inForm(t) && s.Items.Type == "string" && s.Items.Pattern == "" && s.Items.Enum == nil {
			s.Items.MaxLength = &longest
		}
	}
	if b.min > 0 {
		*low = &b.min
	}
	if b.max > 0 {
		*high = &b.max
	}
}

func inForm(t reflect.Type) bool {
	return strings.HasSuffix(t.Name(), "Form") || slices.Contains(formParts, t)
}

// formBound is what every form's fields of a kind are bound by.
func formBound(t reflect.Type, f reflect.StructField) bound {
	if !inForm(t) {
		return bound{}
	}
	switch {
	case f.Type.Kind() == reflect.Int64:
		return fen
	case f.Type != reflect.TypeFor[string]():
		return bound{}
	}
	for _, name := range formIDs {
		if jsonName(f) == name {
			return id
		}
	}
	return bound{max: maxText}
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
