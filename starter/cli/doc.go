// Package cli is the command line of the court: it files cases, shows what
// each waits for, says what may be decided now, sends decisions, and lists
// what is stuck.
//
// Every command prints for people, Chinese first and English beside it, or
// with --json for programs. What a command did is in its exit code: see
// [ExitDone] and the codes after it. Output goes to stdout, errors and
// progress to stderr.
//
// # JSON
//
// With --json a command prints one object, whose shape only grows:
//
//	case file           {results: [court.Report], summary: court.Summary}
//	case show           casefile.View with source and missing (court.Seen)
//	case lawful         {key, role, decisions: [casefile.Lawful with fields,
//	                    exampleData, exampleCommand]}
//	case decide         casefile.Verdict; with --async {key, decision, event, async}
//	case explain        {key, deadlines: [casefile.Explanation]}
//	case list, stuck    {cases: [casefile.Row with key and kind], limited}
//	documents list      {key, documents: [court.Paper]}
//	documents get       court.Paper with file
//	certificate apply   court.Application
//	training advance    {key, outcome, now, target, steps, waiting, sentence}
//	version             {version, revision, built, modified, go, calendar}
//
// An error is a [court.Problem] on stderr, a problem object after RFC 9457,
// with the exit code in exit and every fault in faults.
package cli
