//go:build ignore

// Command gen writes docs/law.md.
package main

import (
	"flag"
	"log"
	"os"

	"luxing/workflows/statute/internal/lawdoc"
)

func main() {
	out := flag.String("out", "", "file to write")
	flag.Parse()
	if err := os.WriteFile(*out, []byte(lawdoc.Render()), 0o644); err != nil {
		log.Fatal(err)
	}
}
