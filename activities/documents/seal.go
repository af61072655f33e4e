package documents

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The seal is drawn on a square of 200 units that prints 40 mm wide. Every
// glyph is placed by itself rather than along a text path, which renderers
// space differently.
const (
	sealTextRadius = 74.0
	sealStarRadius = 26.0
	// The name spans at most this arc and no more than this a glyph, in degrees.
	sealMaxArc   = 250.0
	sealGlyphArc = 24.0
)

// glyph is one character of the court's name on the seal.
type glyph struct {
	Char  string
	Angle string // degrees, clockwise from the top
	Size  string
}

func sealGlyphs(name string) []glyph {
	n := utf8.RuneCountInString(name)
	if n == 0 {
		return nil
	}
	step := min(sealGlyphArc, sealMaxArc/float64(n))
	// A glyph is as wide as its share of the arc, and no taller than the rim allows.
	size := math.Min(24, 2*math.Pi*sealTextRadius*step/360*0.92)
	first := -step * float64(n-1) / 2
	glyphs := make([]glyph, 0, n)
	for i, r := range []rune(name) {
		glyphs = append(glyphs, glyph{Char: string(r), Angle: tenth(first + step*float64(i)), Size: tenth(size)})
	}
	return glyphs
}

// sealStar is the five-pointed star in the middle, as the points of a polygon.
var sealStar = func() string {
	var points []string
	for i := range 10 {
		r := sealStarRadius
		if i%2 == 1 {
			r *= 0.382 // the inner corners of a regular star
		}
		a := math.Pi / 5 * float64(i)
		points = append(points, tenth(100+r*math.Sin(a))+","+tenth(100-r*math.Cos(a)))
	}
	return strings.Join(points, " ")
}()

func tenth(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) }
