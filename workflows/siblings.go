package workflows

import (
	"encoding/json"

	"luxing/workflows/lifecycle"
)

// What one enforcement learns, its case passes on to the others. Where the case has
// ended the register knows the others: the next record asks which are open, and its
// answer names them.

// relayed is what the other enforcements are to hear.
type relayed struct {
	event lifecycle.Event
	data  json.RawMessage
}

// keepFor keeps news that the case was told, for the others, until it is known
// whether the case was there. No run ends before that.
func (e *enforcementRun) keepFor(event lifecycle.Event, form any) {
	data, _ := json.Marshal(form)
	e.untold = append(e.untold, relayed{event, data})
}

// relayToSiblings has the others told: the case has ended.
func (e *enforcementRun) relayToSiblings(event lifecycle.Event, form any) {
	e.keepFor(event, form)
	e.askSiblings()
}

// askSiblings has the next record ask for them.
func (e *enforcementRun) askSiblings() {
	if len(e.untold) == 0 {
		return
	}
	e.pending.Siblings, e.dirty = true, true
	e.kick.SendAsync(true)
}

// tellSiblings tells those whom the register named.
func (e *enforcementRun) tellSiblings(keys []string) {
	if len(keys) == 0 {
		return
	}
	for _, x := range e.untold {
		for _, key := range keys {
			e.tell(key, x.event, x.data)
		}
	}
	e.untold = nil
}
