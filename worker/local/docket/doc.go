// Package docket reads the sample cases of docs/examples and plays them on a
// real training server, as people would: it files them, decides on them in
// their roles, and lets time pass by moving their clocks. Each sample says how
// it has to end, and a play reports every difference.
//
// A sample is one JSON file:
//
//	{
//	  "title":  "中文题目 English title",
//	  "story":  "…",
//	  "testsOnly": true,       // the demo leaves it out; no line for one it plays
//	  "filing": {…},             // a casefile.Filing, or "filings": [{…}, …]
//	  "faults": ["claimFen"],    // only for a filing that the edge refuses
//	  "steps":  [ … ],
//	  "expect": {"case": {…}, "enforcement": {…}, "certificate:D1": {…}}
//	}
//
// Several filings of one sample are cases of their own that take the same
// steps; a step with "only" is for the filings whose keys it names. Cases that
// have to do with each other are filed beside one another instead: the first as
// "filing", the others in "beside" under its key with -2, -3 and so on. They live
// under one clock, and a step says which of them it is for. Each step does one
// thing:
//
//	{"decide": "mediate", "as": "judge:J001", "data": {…}}    a decision on the case
//	{"decide": "send_notice", "on": "enforcement", …}         or on a linked workflow
//	{"decide": "publish_notice", …, "refused": "guard_failed"} one that the law refuses
//	{"advance": {"days": 10}}            to ten in the morning, ten days later
//	{"advance": {"workdays": 3}}         likewise, three working days later
//	{"advance": {"day": "@mark:hearing"}} likewise, on that day
//	{"advance": {"to": "answer/D1"}}     to the morning after that period has ended
//	{"advance": {"until": {"phase": "dormant"}}} timer by timer until that phase
//	{"apply_certificate": "D1"}          the debtor applies for a certificate
//	{"apply_repair": {"party": "D1", "asked": ["masked"], "reason": "…", "papers": ["申请书"]}}
//	                                     the debtor applies for credit repair
//	{"review_certificate": {"party": "D1", "ground": "payment_reversed", "why": "…"}}
//	                                     has the debtor's certificate reviewed
//	{"begin_list": true}                 the court of the case begins a batch of its
//	                                     integrity list, in the first period that has none
//	{"mark": {"hearing": "@next-workday+7"}} remembers a day under a name
//	{"expect": {"case": {…}}}            looks in the middle as at the end
//
// "on" and the names in "expect" are places in the family of the case: case,
// enforcement (enforcement-2 for a second creditor's), certificate:D1,
// revocation:D1 of that certificate, and repair:D1, of credit, in the first
// enforcement; part-1 is the first judgment on a part, severed-1 the first suit
// severed from it, and part-1/enforcement the enforcement of that part (a
// certificate is applied for there with "on": "part-1"). A case beside the first
// is case-2, and its enforcement case-2/enforcement. The batch that begin_list
// began is list: it is the court's, so whoever else has a certificate there is
// in it too, and what is expected of it are "entries", by the certificate. A case
// that is tried again (retrialOf) names the key of another sample.
//
// What is "delivered" to other systems, by type of message, is looked up in the
// outbox: how many every receiver has taken. On a training server that was given
// no receivers, worker/local has some of its own, and a national check.
//
// No sample has a fixed date, so that it can be played on any day of any year,
// holidays included: dates are words that are resolved by the clock of the
// case when their step comes.
//
//	@today @today+10 @today-3    by the case's own clock
//	@filed                       the day of the filing
//	@next-workday                the first working day after today
//	@next-workday+10             the first working day at least ten days away
//	@due:term/O1                 the last day of an open period, by its ID
//	@mark:hearing                a day that a step remembered
//	@person:D1                   an identity number that is new in each play, the
//	                             same wherever this play says it
//	@key:case-2                  the key under which a place of the family is played
//
// Amounts that hang on dates are words too, in fen: @claim, @fee (what is left
// of the acceptance fee), @outstanding (of the case), @owed (what is left to
// collect in the enforcement that the step is on, or the first, interest
// included), @held (collected there and not released). Any word can be followed by +N or -N. "{year}" inside a text is
// the year of the case's clock.
//
// All workflows of one case, the case itself and what is linked to it, keep
// step: they are a family whose clocks are moved together.
package docket
