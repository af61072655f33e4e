package cli

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
	"luxing/workflows/statute"
)

// field is one field of a decision's form, for people and programs.
type field struct {
	Name     string  `json:"name"`
	Type     string  `json:"type"`
	Required bool    `json:"required"`       // the form is refused without it
	Doc      string  `json:"doc,omitempty"`  // what the form's own check wants there
	Rule     string  `json:"rule,omitempty"` // by which rule
	Fields   []field `json:"fields,omitempty"`
}

// fields describes the form that an event carries; nil when it carries none.
// What is required is what the form itself refuses to be without: its check is
// asked, so that this can never say something else.
func fields(e lifecycle.Event) []field {
	blank, ok := casefile.Forms[e]
	if !ok {
		return nil
	}
	form := blank()
	missing := map[string]casefile.Fault{}
	note(missing, form.Check(), "")
	// What a list's elements must have shows when there is an empty one.
	seed(reflect.ValueOf(form).Elem())
	note(missing, form.Check(), "[0].")
	return structFields(reflect.TypeOf(form).Elem(), "", missing)
}

// note keeps the first fault of each field: of all, or of those inside lists.
func note(missing map[string]casefile.Fault, faults casefile.Faults, inside string) {
	for _, f := range faults {
		path := strings.ReplaceAll(f.Field, "[0].", ".")
		if !strings.Contains(f.Field, inside) {
			continue
		}
		if name, _, deeper := strings.Cut(path, "."); deeper && inside == "" {
			// A fault inside an object says as well that the object is missing.
			f, path = casefile.Fault{Rule: "必填 required", Want: "填写完整，如示例 the whole of it, as in the example"}, name
		}
		if _, seen := missing[path]; !seen {
			missing[path] = f
		}
	}
}

// seed puts an empty element into every list of objects.
func seed(v reflect.Value) {
	for i := range v.NumField() {
		f := v.Field(i)
		if t := f.Type(); t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Struct {
			f.Set(reflect.MakeSlice(t, 1, 1))
			if f.Index(0).Type() != dateType {
				seed(f.Index(0))
			}
		}
	}
}

func structFields(t reflect.Type, path string, missing map[string]casefile.Fault) []field {
	var out []field
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" || name == "-" {
			continue
		}
		d := field{Name: name, Type: typeName(f.Name, f.Type)}
		if fault, refused := missing[path+name]; refused {
			d.Required, d.Doc, d.Rule = true, fault.Want, fault.Rule
		}
		if list := f.Type; list.Kind() == reflect.Slice && list.Elem().Kind() == reflect.Struct {
			d.Fields = structFields(list.Elem(), path+name+".", missing)
		}
		out = append(out, d)
	}
	return out
}

var dateType = reflect.TypeFor[calendar.Date]()

// typeName names a type as the person who fills it in thinks of it.
func typeName(name string, t reflect.Type) string {
	switch {
	case t == dateType:
		return "日期 date"
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Struct:
		return "列表 list"
	case t.Kind() == reflect.Struct:
		return "对象 object"
	case t.Kind() == reflect.Slice:
		return "文字列表 texts"
	case t.Kind() == reflect.Bool:
		return "是否 true/false"
	case t.Kind() == reflect.Int64 && strings.HasSuffix(name, "Fen"):
		return "金额(分) fen"
	case t.Kind() == reflect.Int, t.Kind() == reflect.Int64:
		return "整数 number"
	case t.Kind() == reflect.String && t != reflect.TypeFor[string]():
		return "代码 code"
	}
	return "文字 text"
}

// facts are what an example is filled with, so that it can be sent as it is or
// nearly so.
type facts struct {
	today    calendar.Date
	debtor   string
	creditor string
	asset    string
	duty     string // an obligation's ID
	document casefile.Paper
	excluded string // an exclusion's ID
}

// usualFacts are the IDs that cases mostly use.
func usualFacts(today calendar.Date) facts {
	return facts{today: today, debtor: "D1", creditor: "P1", asset: "A1", duty: "O1", document: casefile.PaperComplaint, excluded: "X1"}
}

// about takes what a decision would be about from one of its tracks.
func (f facts) about(tracks []string) facts {
	if len(tracks) == 0 {
		return f
	}
	switch part := strings.Split(tracks[0], "/"); part[0] {
	case lifecycle.Delivery.ID:
		if len(part) == 3 {
			f.document, f.debtor = casefile.Paper(part[1]), part[2]
		}
	case lifecycle.Preservation.ID:
		f.asset = part[len(part)-1]
	case lifecycle.Supervision.ID:
		f.duty = part[len(part)-1]
	case lifecycle.Bankruptcy.ID:
		f.debtor = part[len(part)-1]
	}
	return f
}

// example is data that an event's form accepts, as JSON; empty for an event
// without a form. A test holds it to that for every event.
func example(e lifecycle.Event, given facts) (json.RawMessage, error) {
	blank, ok := casefile.Forms[e]
	if !ok {
		return nil, nil
	}
	form := blank()
	fill(form, e, given)
	return written(form, fields(e))
}

// fill sets the fields of a form that an example shows.
func fill(form casefile.Form, e lifecycle.Event, g facts) {
	v := reflect.ValueOf(form).Elem()
	for i := range v.NumField() {
		name := v.Type().Field(i).Name
		switch f := v.Field(i); f.Interface().(type) {
		case calendar.Date:
			f.Set(reflect.ValueOf(exampleDay(name, e, g)))
		case string:
			f.SetString(exampleText(name, e, g))
		case int64:
			if exampleAmount(name, e) {
				f.SetInt(10_000_00)
			}
		case int:
			if name == "Days" && e != lifecycle.ProposePenalty {
				f.SetInt(7)
			}
			if e == lifecycle.RankBySeizure {
				f.SetInt(2)
			}
			if _, longer := form.(*casefile.ExtendedAboveForm); longer && name == "Months" {
				f.SetInt(1)
			}
		case []string:
			f.Set(reflect.ValueOf(exampleTextsOf(name, g)))
		case bool:
			if name == "Agreed" && e != lifecycle.Adjourn && e != lifecycle.ScheduleHearing && e != lifecycle.SetEvidence { // what takes consent is an example of it
				f.SetBool(true)
			}
		case casefile.Stage:
			f.SetString(string(casefile.AtFiling))
		case casefile.Party:
			f.Set(reflect.ValueOf(casefile.Party{ID: "D9", Side: casefile.Defendant, Kind: casefile.Person, Name: "在此写明姓名", IDNumber: "11010519491231002X"}))
		case casefile.Procedure:
			f.SetString(string(casefile.Ordinary))
		case casefile.Method:
			f.SetString(string(casefile.Direct))
		case casefile.Paper:
			doc := g.document
			if e == lifecycle.PublishNotice && doc == casefile.PaperMediation {
				doc = casefile.PaperComplaint
			}
			f.SetString(string(doc))
		case casefile.AssetKind:
			f.SetString(string(casefile.Deposit))
			if e == lifecycle.SeizeAsset || e == lifecycle.QueueAsset {
				f.SetString(string(casefile.RealEstate))
			}
		case statute.GroundID:
			f.SetString(string(statute.Grounds()[0].ID))
		case policy.Policy:
			f.Set(reflect.ValueOf(policy.Default()))
		case []casefile.Obligation:
			f.Set(reflect.ValueOf([]casefile.Obligation{{
				ID: g.duty, Debtors: []string{g.debtor}, Creditor: g.creditor, Subject: casefile.Money, AmountFen: 10_000_00, DueDays: 30,
			}}))
		case []casefile.Draft:
			f.Set(reflect.ValueOf([]casefile.Draft{{ID: g.duty, Debtors: []string{g.debtor}, Creditor: g.creditor, Subject: string(casefile.Money), AmountFen: 10_000_00, DueDays: 30}}))
		case []casefile.Instalment:
			f.Set(reflect.ValueOf([]casefile.Instalment{
				{AmountFen: 5_000_00, Due: g.today.AddMonths(1)}, {AmountFen: 5_000_00, Due: g.today.AddMonths(2)},
			}))
		case []casefile.AskedShare:
			if e == lifecycle.ObjectToPlan {
				f.Set(reflect.ValueOf([]casefile.AskedShare{{Creditor: "C1", AmountFen: 5_000_00}}))
			}
		case []casefile.RepairEffect:
			f.Set(reflect.ValueOf([]casefile.RepairEffect{{ID: "masked"}}))
		case []casefile.FactorForm:
			var card []casefile.FactorForm
			for _, x := range policy.Default().Scorecard().Factors {
				if x.ID != policy.FactorAssets { // the case counts it
					card = append(card, casefile.FactorForm{ID: x.ID, Points: 50, Evidence: "当庭询问"})
				}
			}
			f.Set(reflect.ValueOf(card))
		case []casefile.ScoredFactor:
			var card []casefile.ScoredFactor
			for _, x := range policy.Default().Repair().Factors {
				card = append(card, casefile.ScoredFactor{ID: x.ID, Points: x.Weight / 2, Evidence: "卷宗第12页"})
			}
			f.Set(reflect.ValueOf(card))
		}
	}
}

// exampleAmount says whether an example gives an amount. A security that is
// posted beside something else is left out, unless the form is about it.
func exampleAmount(name string, e lifecycle.Event) bool {
	switch name {
	case "SecurityFen":
		return e == lifecycle.RecordPreSuit || e == lifecycle.DeferEnforcement
	case "ClaimFen":
		return e == lifecycle.ChangeClaim
	case "DisputedFen":
		return false
	}
	return e != lifecycle.CorrectDocument
}

// exampleTextsOf are the members of a list of texts.
func exampleTextsOf(name string, g facts) []string {
	switch name {
	case "Parties":
		return []string{g.debtor}
	case "To":
		return []string{g.creditor, g.debtor}
	case "Files":
		return []string{casefile.PackagePapers[0].ID, casefile.PackagePapers[1].ID}
	case "Assets":
		return []string{g.asset}
	case "Papers":
		return []string{"申请书", "书面承诺"}
	}
	return []string{"被告身份证明"}
}

// exampleDay is the day of a fact, today unless it lies ahead by its nature.
func exampleDay(name string, e lifecycle.Event, g facts) calendar.Date {
	switch {
	case name == "To", name == "PostedOn", name == "ArrivedOn", name == "ChangedOn", name == "Until" && e == lifecycle.ImposeBan:
		return calendar.Date{}
	case name == "Until" && e == lifecycle.Settle: // with its last instalment
		return g.today.AddMonths(2)
	case name == "Until":
		return g.today.AddMonths(3)
	case e == lifecycle.ScheduleHearing, e == lifecycle.Adjourn:
		return g.today.AddDays(14)
	}
	return g.today
}

// exampleTexts are the words of an example, by the field's name; those keyed
// with an event as well come first.
var exampleTexts = map[string]string{
	"Reason":     "在此写明理由",
	"Outcome":    "allowed",
	"Answer":     "deferred",
	"Ground":     "demand",
	"Channel":    "phone",
	"Court":      "浙0211",
	"Kind":       "freeze",
	"What":       "某银行账户",
	"Result":     "已查询，未发现可供执行财产",
	"Terms":      "在此写明和解内容",
	"Proof":      "卷宗第12页",
	"Time":       "09:30",
	"Place":      "第三法庭",
	"Approver":   "president-1",
	"President":  "president-1",
	"Officer":    "officer-1",
	"Payment":    "pay-1",
	"CaseNumber": "",
	"Judge":      "",
	"Clerk":      "",
	"Number":     "",
	"Note":       "",
	"Edition":    calendar.Latest(),
	"Method":     "bank",
	"Address":    "",

	"Kind/reverse_payment":          "bounced",
	"Kind/post_security":            "insurance",
	"Kind/lift_on_security":         "guarantee",
	"Kind/transfer_enforcement":     "upbringing",
	"Advice":                        "security",
	"Debtor":                        "D1",
	"Evidence":                      "当庭询问",
	"Contact":                       "13800000000",
	"Outcome/record_failed_service": "无人签收",
	"Outcome/record_served":         "",
	"Ground/decide_listing":         "refusal",
	"CaseNumber/appeal_filed":       "（2019）浙02民终567号",
	"To/reassign":                   "judge-2",
	"To/reassign_officer":           "officer-2",

	"Condition":          "attends",
	"Certificate":        "nb-2019-0001-zhengming-d1",
	"Plan":               "在此写明履行计划",
	"Answer/hear_holder": "objects",
	"Note/check_in":      "按计划履行",
}

// creditors are the events whose party is the creditor.
var creditors = []lifecycle.Event{
	lifecycle.AnswerCounterclaim, lifecycle.ApplyEnforcement, lifecycle.ApplySuperior, lifecycle.BeginPreUrging, lifecycle.ConfirmReceipt,
	lifecycle.CreditorConfirms, lifecycle.CreditorDenies, lifecycle.PreUrgingInsisted, lifecycle.SettlementKept, lifecycle.TransferEnforce,
}

func exampleText(name string, e lifecycle.Event, g facts) string {
	if text, ok := exampleTexts[name+"/"+string(e)]; ok {
		return text
	}
	switch name {
	case "Party":
		if slices.Contains(creditors, e) {
			return g.creditor
		}
		return g.debtor
	case "Owner", "Payer", "By":
		return g.debtor
	case "To":
		if e == lifecycle.ReturnExcess {
			return g.debtor
		}
		return g.creditor
	case "Asset":
		return g.asset
	case "Obligation":
		return g.duty
	case "Exclusion":
		return g.excluded
	}
	return exampleTexts[name]
}

// written writes a form as the example shows it: without what need not be said.
func written(form casefile.Form, described []field) (json.RawMessage, error) {
	required := map[string]bool{}
	for _, d := range described {
		required[d.Name] = d.Required
	}
	v := reflect.ValueOf(form).Elem()
	b := []byte{'{'}
	for i := range v.NumField() {
		name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		if v.Field(i).IsZero() && !required[name] {
			continue
		}
		value, err := marshal(v.Field(i).Interface())
		if err != nil {
			return nil, fmt.Errorf("example of %s: %w", name, err)
		}
		if len(b) > 1 {
			b = append(b, ',')
		}
		b = fmt.Appendf(b, "%q:%s", name, value)
	}
	if len(b) == 1 {
		return nil, nil // nothing need be said
	}
	return append(b, '}'), nil
}
