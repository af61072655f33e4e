// Package statute is the rule book: every period of a civil case as data with
// its article, the counting of periods, the stoppable clock of a trial, court
// fees and delayed-performance interest.
//
// A [Book] joins the law with one edition of the rest-day table and one
// court's policy and answers three kinds of question: when does this period
// end ([Book.Period]), why ([Book.Explain]), and how much of the trial limit
// is left ([Book.Trial]). The same book gives the same answers for ever: law
// is in the code, dated; the table and the policy are values that a case pins
// when it starts.
//
// Money is counted in fen (1/100 yuan) with exact integers.
package statute

//go:generate go run ./internal/lawdoc/gen.go -out ../../docs/law.md
