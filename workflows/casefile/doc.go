// Package casefile is the wire contract: what a case is, what may be said to
// it, and what it says of itself. Filings and decisions are checked here,
// whole and with all faults at once, before anything is started or written;
// gateway, CLI and workflow use the same checks.
//
// Amounts are fen (分) as int64. Days are calendar.Date in the court's time.
package casefile
