package schema

import (
	"fmt"
	"reflect"

	"github.com/invopop/jsonschema"

	"luxing/workflows/casefile"
)

// What the forms of distribution plans, and of what an enforcement reports,
// need beyond what their checks want of a value with nothing in it.
func init() {
	needed[reflect.TypeFor[casefile.AskedShare]()] = []string{"creditor"}
	needed[reflect.TypeFor[casefile.RankedClaimForm]()] = []string{"creditor", "party", "document", "amountFen", "asset", "on"}
	bounds["ResultPart.obligation"] = id
	bounds["ResultPart.amountFen"] = bound{low: "0", high: fmt.Sprint(casefile.MaxFen)}

	conditions[reflect.TypeFor[casefile.RankedClaimForm]()] = func() []*jsonschema.Schema {
		return []*jsonschema.Schema{{If: isWord("priority", true), Else: &jsonschema.Schema{Required: []string{"rank"}}}}
	}
	conditions[reflect.TypeFor[casefile.PlanAnswerForm]()] = func() []*jsonschema.Schema {
		return []*jsonschema.Schema{{If: isWord("opposes", true), Then: &jsonschema.Schema{Required: []string{"reason"}}}}
	}
	conditions[reflect.TypeFor[casefile.PlanJudgmentForm]()] = func() []*jsonschema.Schema {
		one := uint64(1)
		some := having("shares", &jsonschema.Schema{MinItems: &one})
		some.Required = []string{"shares"}
		return []*jsonschema.Schema{{If: some, Then: &jsonschema.Schema{Required: []string{"upheld"}}}}
	}
}
