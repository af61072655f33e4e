//go:build ignore

// Gen writes docs/lifecycle.md from the tables of this package.
package main

import (
	"fmt"
	"os"

	"luxing/workflows/lifecycle/internal/diagram"
)

func main() {
	const page = "../../docs/lifecycle.md"
	if err := os.WriteFile(page, []byte(diagram.Page()), 0o644); err != nil {
		fmt.Fprintln(os.Stderr, "writing the lifecycle page:", err)
		os.Exit(1)
	}
}
