// Package calendar knows which days a Chinese court rests and how days, months
// and working days are counted.
//
// A [Date] is a day as the court's clock shows it (UTC+8, no daylight saving).
// A [Table] is one edition of the State Council's notices of rest days and
// make-up working days. Tables never change once built: the edition a case was
// counted under can be rebuilt years later and gives the same answers, which is
// what a replayed workflow needs.
//
// The package is pure: no clock, no files, no randomness.
package calendar
