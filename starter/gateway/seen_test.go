package gateway_test

import (
	"flag"
	"slices"
	"sync"
)

// operations are those of the published document, and whether any test of this
// package saw them succeed.
var operations = struct {
	sync.Mutex
	succeeded map[string]bool
}{succeeded: map[string]bool{}}

func published(doc map[string]any) {
	operations.Lock()
	defer operations.Unlock()
	for _, item := range get(doc, "paths").(map[string]any) {
		for _, op := range item.(map[string]any) {
			if id, ok := get(op, "operationId").(string); ok {
				if _, known := operations.succeeded[id]; !known {
					operations.succeeded[id] = false
				}
			}
		}
	}
}

func saw(operation string, status int) {
	operations.Lock()
	defer operations.Unlock()
	if status >= 200 && status < 300 {
		operations.succeeded[operation] = true
	}
}

// unseen are the operations that no test saw succeed; none where only some of
// the tests ran.
func unseen() (ids []string) {
	if f := flag.Lookup("test.run"); f != nil && f.Value.String() != "" {
		return nil
	}
	if f := flag.Lookup("test.skip"); f != nil && f.Value.String() != "" {
		return nil
	}
	operations.Lock()
	defer operations.Unlock()
	for id, ok := range operations.succeeded {
		if !ok {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}
