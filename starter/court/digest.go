package court

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"luxing/workflows/casefile"
)

// memoDigest is the workflow memo that keeps the filing's digest, readable
// without a worker. The memo passes through the payload codec like everything
// else, so that in production it is encrypted.
const memoDigest = "filingDigest"

// Digest tells a filing that is sent again from another one under its key:
// SHA-256 over the filing in its canonical form, which is how Go writes a
// checked Filing. It cannot be turned back, but somebody who knows all of a
// filing but one field could try values for that; it is therefore kept only
// where the filing itself may be kept.
func Digest(f *casefile.Filing) (string, error) {
	canonical, err := json.Marshal(f)
	if err != nil {
		return "", fmt.Errorf("digest of the filing: %w", err)
	}
	sum := sha256.Sum256(canonical)
	return hex.EncodeToString(sum[:]), nil
}
