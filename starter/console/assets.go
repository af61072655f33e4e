package console

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"luxing/workflows/casefile"
)

// assets are the addresses of the files that pages load. Each is named with
// what is in it, so that a browser may keep it for ever and still never show a
// new release in an old dress.
var assets = func() map[string]string {
	list := map[string]string{}
	for _, name := range []string{"console.css", "console.js", "mark.svg"} {
		content, err := files.ReadFile("static/" + name)
		if err != nil {
			panic(fmt.Sprintf("console: %v", err)) // embedded: it is there or nothing was built
		}
		sum := sha256.Sum256(content)
		list[name] = "/static/" + name + "?v=" + hex.EncodeToString(sum[:6])
	}
	return list
}()

// alertOf is an alert level on its way into a tag.
type alertOf struct{ Alert casefile.Alert }

func joined(list []string) string { return strings.Join(list, ", ") }
