package statute

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

// 100 fen among claims of 1, 1 and 1: 33 each, a remainder of 1.
func TestProportionKeepsWhatDoesNotDivide(t *testing.T) {
	share, rest := Proportion(100, 1, 3)
	assert.Equal(t, []int64{33, 1}, []int64{share, rest})
	share, rest = Proportion(math.MaxInt64/2, math.MaxInt64/4, math.MaxInt64/4)
	assert.Equal(t, []int64{math.MaxInt64 / 2, 0}, []int64{share, rest})
}
