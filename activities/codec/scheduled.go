package codec

import (
	"strings"
	"time"
)

// isScheduled says whether a workflow was started by a schedule from an action
// that carries the given workflow ID. The schedule's input is sealed for the ID in
// the action; the server then appends the time to it.
func isScheduled(action, workflow string) bool {
	rest, ok := strings.CutPrefix(workflow, action+"-")
	if !ok {
		return false
	}
	_, err := time.Parse(time.RFC3339, rest)
	return err == nil
}
