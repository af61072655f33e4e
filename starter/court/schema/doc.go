// Package schema publishes the wire contract of package casefile as JSON
// Schema (2020-12): the filing, the decision with the form of every event, each
// form by itself, and the view.
//
// A schema knows the shape of an input: names, types, what is required, words
// to choose from, bounds. It never refuses what the checks of casefile accept,
// but for a null or an empty text in the place of a field left out; what only
// they can know (checksums, days that exist, what agrees with what) passes it.
// The checks decide.
package schema

//go:generate go test . -run TestPublishedSchemasAreUpToDate -update
