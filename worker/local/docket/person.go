package docket

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
)

// personNumber is a valid identity number that belongs to nobody: 339900 is no
// place's code. It hangs on the family's key and the person's name in the
// sample alone, so that a play taken up again has the same people, and another
// play of the same sample in the same data folder has others: what the register
// remembers of somebody, such as a bar after a breach, does not follow them
// from play to play.
func personNumber(family, name string) string {
	sum := sha256.Sum256([]byte(family + "\x00" + name))
	n := binary.BigEndian.Uint64(sum[:8])
	const years = 40 * 365 // born 1955 to 1994: of age, and not too old to owe
	born := calendar.MustParse("1955-01-01").AddDays(int(n % years))
	return casefile.WithCheckDigit(fmt.Sprintf("339900%04d%02d%02d%03d", born.Year(), int(born.Month()), born.Day(), (n/years)%1000))
}
