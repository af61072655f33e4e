package documents

import (
	"fmt"
	"strings"

	"rsc.io/qr"
)

// quietZone is the white border that a reader needs around a code, in modules
// (ISO/IEC 18004).
const quietZone = 4

// qrCode is a code as the certificate draws it: one path of squares, so that
// the page needs no picture from elsewhere.
type qrCode struct {
	Size int    // of the view box, with the quiet zone
	Path string // in units of one module
}

// QR is the code of the address at which the certificate is verified; nil
// where the court has configured none, or one too long for a code.
func (p *page) QR() *qrCode {
	if p.facts.VerifyURL == "" {
		return nil
	}
	code, err := qr.Encode(p.facts.VerifyURL, qr.M)
	if err != nil {
		return nil
	}
	var b strings.Builder
	for y := range code.Size {
		for x := 0; x < code.Size; {
			if !code.Black(x, y) {
				x++
				continue
			}
			from := x
			for x < code.Size && code.Black(x, y) {
				x++
			}
			fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", from+quietZone, y+quietZone, x-from, x-from)
		}
	}
	return &qrCode{Size: code.Size + 2*quietZone, Path: b.String()}
}
