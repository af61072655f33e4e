// Package console is the court's pages: for judges their cases and decisions,
// for supervisors the board of stuck cases and the figures, for intake the
// filing of files, and for everybody the verification of certificates.
//
// Pages are made on the server, Chinese first and English by a switch, and can
// be read and worked with without JavaScript; the one script only spares
// clicks. Nothing is loaded from elsewhere, and no page holds an inline script
// or style, so that the content security policy can forbid both.
//
// What a page shows and what it does are the court's: the console asks the
// interfaces in ports.go and holds nothing of its own but the batches that
// somebody is checking before they are filed.
package console

//go:generate go tool templ generate
