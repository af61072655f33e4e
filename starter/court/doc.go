// Package court is what can be done with cases from outside: file them, decide
// on them, ask what they wait for, list those that are stuck. The command line
// and the HTTP gateway are two faces of it and add no rules of their own.
//
// Everything may be sent again: a filing under its key, a decision under its
// ID. What was done once is not done twice, and the second sender hears what
// the first one did.
//
// Errors are of five kinds, told apart by [ProblemOf]: bad input, refused by
// law, not found, unreachable, failed.
package court
