// Package lifecycle holds the state machines of a civil case as tables: every
// state, every event that may move it, who may cause the event, what must be
// true first, and the article that says so.
//
// The tables are the law as this software applies it; they are written to be
// read line by line by a lawyer. Nothing here decides anything about a
// particular case: guards are named here and evaluated by the workflows.
//
// Article numbers are those of the Civil Procedure Law as amended in 2023
// (民事诉讼法) unless another text is named; the rule book maps them to the
// numbering in force when a step began.
package lifecycle

//go:generate go run gen.go
