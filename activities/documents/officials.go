package documents

import (
	"encoding/json"
	"slices"
	"strings"

	"luxing/workflows/casefile"
)

// Officials lists the IDs of those at the court whom a document of this order
// would name, each once, sorted. Whoever renders gives their names in
// [CaseFacts.People]; a document that was rendered keeps the names that it has.
func Officials(order casefile.DocumentOrder) []string {
	var ids []string
	if order.Kind == casefile.DailyDigest {
		var d casefile.DigestData
		if json.Unmarshal([]byte(order.Facts[digestFact]), &d) != nil {
			return nil // rendering says what is wrong with it
		}
		for _, part := range d.Divisions {
			for _, lines := range [][]casefile.DigestLine{part.New, part.Overdue, part.Hidden, part.DueSoon} {
				for _, l := range lines {
					ids = append(ids, l.Judge)
				}
			}
		}
	} else {
		for _, f := range Facts(order.Kind) {
			if f.Form == Official {
				ids = append(ids, strings.TrimSpace(order.Facts[f.Key]))
			}
		}
	}
	slices.Sort(ids)
	return slices.DeleteFunc(slices.Compact(ids), func(id string) bool { return id == "" })
}

// OfficialOf prints the name of whoever the fact names by ID, the ID where the
// roster does not know it.
func (p *page) OfficialOf(key string) any {
	id := strings.TrimSpace(p.order.Facts[key])
	if name := p.facts.People[id]; name != "" {
		return name
	}
	return p.orMiss(key, id)
}
