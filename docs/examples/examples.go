// Package examples holds the docket: sample cases drawn from real situations,
// with invented people, which worker/local plays with --demo. Package
// worker/local/docket says how the files are read.
package examples

import "embed"

// Docket are the sample cases, one a file.
//
//go:embed [0-9][0-9]-*.json
var Docket embed.FS
