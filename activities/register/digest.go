package register

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"luxing/workflows/casefile"
)

// digest tells a record that is sent again from another one under its number.
// Empty values do not count: a worker of the next release, whose Record has a
// field more, must find the same digest for a record that was written before.
func digest(rec *casefile.Record) (string, error) {
	raw, err := json.Marshal(rec)
	if err != nil {
		return "", fmt.Errorf("reading the record: %w", err)
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber() // amounts are exact
	var v any
	if err := dec.Decode(&v); err != nil {
		return "", fmt.Errorf("reading the record: %w", err)
	}
	v, _ = pruned(v)
	canonical, err := json.Marshal(v) // maps are written in the order of their keys
	if err != nil {
		return "", fmt.Errorf("reading the record: %w", err)
	}
	sum := sha256.Sum256(canonical)
	return hex.EncodeToString(sum[:]), nil
}

// zeroTime is how an unset time.Time is written.
const zeroTime = "0001-01-01T00:00:00Z"

// pruned leaves out what is empty; keep is false when nothing is left. The
// items of a list keep their places.
func pruned(v any) (_ any, keep bool) {
	switch x := v.(type) {
	case nil:
		return nil, false
	case bool:
		return x, x
	case string:
		return x, x != "" && x != zeroTime
	case json.Number:
		return x, x != "0"
	case []any:
		for i := range x {
			x[i], _ = pruned(x[i])
		}
		return x, len(x) > 0
	case map[string]any:
		for k, item := range x {
			p, keep := pruned(item)
			if !keep {
				delete(x, k)
				continue
			}
			x[k] = p
		}
		return x, len(x) > 0
	}
	return v, true
}
