package statute

import "math/big"

// Proportion is the whole fen that a part has of an amount, and the remainder
// that was left of the division, for whoever gives out the fen that do not
// divide. Whole must be more than zero.
func Proportion(fen, part, whole int64) (share, remainder int64) {
	q, r := new(big.Int).QuoRem(new(big.Int).Mul(big.NewInt(fen), big.NewInt(part)), big.NewInt(whole), new(big.Int))
	return q.Int64(), r.Int64()
}
