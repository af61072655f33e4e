// Package cli is the command line of the court: it files cases, shows what
// each waits for, says what may be decided now, sends decisions, and lists
// what is stuck.
//
// Every command prints for people, Chinese first and English beside it, or
// with --json for programs. What a command did is in its exit code: see
// [ExitDone] and the codes after it. Output goes to stdout, errors and
// progress to stderr.
package cli
