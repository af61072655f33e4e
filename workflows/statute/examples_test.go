package statute

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/calendar"
	"luxing/workflows/policy"
)

func day(s string) calendar.Date { return calendar.MustParse(s) }

func clock(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02T15:04", s, calendar.Zone)
	if err != nil {
		panic(err)
	}
	return t
}

func book() *Book { return NewBook(nil, policy.Default()) }

// examples were worked out by hand from the texts and the rest-day notices:
// the day the period starts from, its last day, and how one gets there.
var examples = []struct {
	rule RuleID
	from string
	last string
	how  string
}{
	{"pre-filing-mediation", "2026-03-02", "2026-04-01", "2 March + 30 = 1 April, a Wednesday"},
	{"filing-review", "2026-09-24", "2026-10-08", "24 September + 7 = 1 October; the holiday ends on the 7th"},
	{"filing-review", "2019-01-29", "2019-02-11", "+ 7 = 5 February, New Year's Day of the lunar year; rest until Sunday the 10th"},
	{"filing-correction", "2026-05-11", "2026-05-18", "+ 7, a Monday"},
	{"fee-payment", "2026-09-13", "2026-09-20", "+ 7 = a Sunday, but a make-up working day"},
	{"file-to-division", "2026-02-11", "2026-02-14", "+ 3 = a Saturday, but a make-up working day"},
	{"transferred-case-filing", "2026-03-05", "2026-03-09", "+ 3 = Sunday 8 March"},
	{"fee-decision-review", "2026-06-05", "2026-06-22", "+ 15 = 20 June, Dragon Boat until Sunday the 21st"},
	{"pre-suit-preservation-suit", "2024-01-30", "2024-02-29", "+ 30 = the leap day, a Thursday"},
	{"preservation-ruling", "2026-02-12", "2026-02-24", "+ 5 = 17 February, Spring Festival until the 23rd"},
	{"preservation-start", "2026-04-30", "2026-05-06", "+ 5 = 5 May, Labour Day rest until then"},
	{"freeze-deposit", "2026-02-28", "2027-02-28", "one year, a Sunday, not moved"},
	{"freeze-movable", "2024-02-29", "2026-02-28", "two years, no 29 February"},
	{"freeze-real-estate", "2026-10-01", "2029-10-01", "three years, National Day, not moved"},
	{"preservation-renewal", "2027-02-28", "2027-02-21", "seven days before, a Sunday, not moved"},
	{"preservation-security", "2026-11-16", "2026-11-23", "+ 5 = Saturday 21 November"},
	{"preservation-start-urgent", "2026-11-20", "2026-11-23", "the next day is a Saturday"},
	{"preservation-queue-review", "2026-03-02", "2026-06-01", "90 days = Sunday 31 May"},
	{"preservation-lift", "2026-09-21", "2026-09-28", "+ 5 = 26 September, Mid-Autumn until Sunday the 27th"},
	{"preservation-reconsideration", "2025-09-29", "2025-10-09", "+ 5 = 4 October; in 2025 rest until the 8th"},
	{"preservation-reconsideration-review", "2023-09-27", "2023-10-07", "+ 10 = a make-up Saturday"},
	{"post-judgment-preservation", "2026-12-26", "2026-12-31", "+ 5, a Thursday"},
	{"complaint-service", "2024-09-24", "2024-09-29", "+ 5 = a make-up Sunday"},
	{"entrusted-service", "2026-03-10", "2026-03-20", "+ 10, a Friday"},
	{"public-notice", "2022-01-01", "2022-02-07", "thirty days from the first day of the new law = 31 January, Spring Festival until the 6th"},
	{"public-notice", "2021-12-31", "2022-03-01", "sixty days for a notice of the last day of the old law, a Tuesday"},
	{"public-notice", "2019-08-02", "2019-10-08", "sixty days = 1 October 2019"},
	{"answer", "2017-09-16", "2017-10-09", "+ 15 = 1 October 2017, rest until Sunday the 8th"},
	{"answer", "2026-11-08", "2026-11-23", "+ 15, a Monday"},
	{"answer-set", "2026-07-17", "2026-08-03", "+ 15 = Saturday 1 August"},
	{"jurisdiction-objection", "2026-01-16", "2026-02-02", "+ 15 = Saturday 31 January"},
	{"answer-copy", "2026-06-30", "2026-07-06", "+ 5 = Sunday 5 July"},
	{"bench-notice", "2026-12-30", "2027-01-04", "+ 3 = Saturday 2 January 2027, whose table is not out"},
	{"mediation-in-answer-ordinary", "2025-12-17", "2026-01-04", "+ 15 = 1 January; the 4th is a make-up Sunday"},
	{"mediation-in-answer-summary", "2026-05-02", "2026-05-09", "+ 7 = a make-up Saturday"},
	{"excused-default", "2026-08-19", "2026-08-31", "+ 10 = Saturday 29 August"},
	{"evidence-ordinary", "2026-10-13", "2026-10-28", "+ 15, a Wednesday"},
	{"evidence-summary", "2026-10-13", "2026-10-28", "+ 15, a Wednesday"},
	{"evidence-small-claims", "2026-10-13", "2026-10-20", "+ 7, a Tuesday"},
	{"evidence-second-instance", "2026-10-13", "2026-10-23", "+ 10, a Friday"},
	{"hearing-notice", "2026-10-12", "2026-10-09", "three days before a Monday's hearing, the 9th itself still in time"},
	{"hearing-notice", "2026-03-04", "2026-03-01", "three days before, a Sunday, not moved"},
	{"adjournment-gap", "2026-01-31", "2026-02-28", "no 31 February; the month's end is a make-up Saturday"},
	{"summary-conversion-fee", "2026-04-21", "2026-04-28", "+ 7, a Tuesday"},
	{"ordinary-trial", "2025-08-31", "2026-02-28", "no 31 February; the month's end is a make-up Saturday"},
	{"ordinary-trial", "2019-04-05", "2019-10-08", "six months = 5 October 2019"},
	{"ordinary-trial-extension", "2026-02-28", "2026-08-28", "the corresponding day, not the month's end"},
	{"ordinary-trial-further-extension", "2026-08-28", "2026-11-30", "three months = Saturday 28 November"},
	{"summary-trial", "2014-05-28", "2014-08-28", "the Supreme Court's own example, a Thursday"},
	{"summary-trial", "2025-11-30", "2026-02-28", "no 30 February; a make-up Saturday"},
	{"summary-trial-extension", "2026-08-28", "2026-09-28", "one month, a Monday"},
	{"small-claims-trial", "2022-01-04", "2022-03-04", "two months under the new law, a Friday"},
	{"small-claims-trial", "2021-12-31", "2022-03-31", "three months for a case of the old law, a Thursday"},
	{"small-claims-trial-extension", "2022-03-04", "2022-04-06", "one month = 4 April, Qingming until the 5th"},
	{"stay-review", "2026-07-01", "2026-07-31", "+ 30, a Friday"},
	{"in-court-prompt", "2026-09-20", "2026-09-20", "the hearing day itself"},
	{"in-court-prompt", "2026-09-19", "2026-09-19", "the hearing day itself, though a Saturday"},
	{"judgment-document", "2026-09-28", "2026-10-08", "+ 10 = 8 October, a Thursday"},
	{"judgment-document-fixed-date", "2026-11-20", "2026-11-20", "at once"},
	{"mediation-document", "2026-06-09", "2026-06-22", "+ 10 = 19 June, Dragon Boat"},
	{"mediation-signing", "2026-06-08", "2026-06-18", "+ 10, a Thursday"},
	{"record-reading", "2026-11-16", "2026-11-23", "+ 5 = Saturday 21 November"},
	{"fee-refund", "2026-03-20", "2026-04-07", "+ 15 = 4 April, Qingming until the 6th"},
	{"appeal-judgment", "2022-01-16", "2022-02-07", "+ 15 = New Year's Eve, a rest day; not 1 February as published"},
	{"appeal-judgment", "2023-09-22", "2023-10-07", "+ 15 = a make-up Saturday"},
	{"appeal-ruling", "2024-02-19", "2024-02-29", "+ 10 = the leap day"},
	{"appeal-ruling", "2024-09-19", "2024-09-29", "+ 10 = a make-up Sunday"},
	{"appeal-fee-payment", "2026-11-06", "2026-11-13", "+ 7, a Friday"},
	{"appeal-copy", "2026-11-20", "2026-11-25", "+ 5, a Wednesday"},
	{"appeal-direct-transfer", "2026-11-20", "2026-11-25", "+ 5, a Wednesday"},
	{"appeal-answer", "2020-09-16", "2020-10-09", "+ 15 = 1 October 2020, rest until the 8th"},
	{"appeal-answer-copy", "2026-11-23", "2026-11-30", "+ 5 = Saturday 28 November"},
	{"appeal-file-transfer", "2026-11-24", "2026-11-30", "+ 5 = Sunday 29 November"},
	{"appeal-file-completion", "2026-11-25", "2026-11-30", "+ 5, a Monday"},
	{"second-instance-filing", "2026-04-01", "2026-04-07", "+ 5 = 6 April, Qingming"},
	{"second-instance-judgment", "2025-11-18", "2026-02-24", "three months = 18 February 2026, Spring Festival"},
	{"second-instance-judgment-extension", "2026-02-24", "2026-05-25", "three months = Sunday 24 May"},
	{"second-instance-ruling", "2026-09-05", "2026-10-08", "+ 30 = 5 October"},
	{"remand-filing", "2026-11-20", "2026-11-23", "the next day, a Saturday"},
	{"retrial-application", "2025-08-31", "2026-02-28", "no 31 February; a make-up Saturday"},
	{"retrial-copy", "2026-11-16", "2026-11-23", "+ 5 = Saturday 21 November"},
	{"retrial-opinion", "2026-11-23", "2026-12-08", "+ 15, a Tuesday"},
	{"retrial-review", "2026-07-03", "2026-10-08", "three months = 3 October"},
	{"performance-period", "2026-11-13", "2026-11-23", "ten days, a Monday"},
	{"supervision-reminder-first", "2026-10-08", "2026-10-01", "seven days before, National Day, not moved"},
	{"supervision-reminder-second", "2026-10-08", "2026-10-05", "three days before, not moved"},
	{"supervision-contact", "2026-11-20", "2026-11-23", "the next day is a Saturday"},
	{"supervision-second-notice", "2026-11-20", "2026-11-25", "+ 5"},
	{"supervision-close", "2026-11-20", "2026-12-07", "+ 15 = Saturday 5 December"},
	{"pre-enforcement-urging", "2026-10-21", "2026-11-20", "+ 30, a Friday"},
	{"excess-return", "2026-11-06", "2026-11-23", "+ 15 = Saturday 21 November"},
	{"performance-default", "2026-11-13", "2026-11-23", "+ 10, a Monday"},
	{"enforcement-application", "2024-02-29", "2026-02-28", "two years, no 29 February; a make-up Saturday"},
	{"enforcement-application", "2018-10-03", "2020-10-09", "two years = 3 October 2020"},
	{"enforcement-filing", "2026-05-25", "2026-06-01", "+ 7, a Monday"},
	{"enforcement-officer", "2026-06-01", "2026-06-08", "+ 7, a Monday"},
	{"enforcement-officer-notice", "2026-06-02", "2026-06-05", "+ 3, a Friday"},
	{"enforcement-notice", "2021-09-23", "2021-10-08", "+ 10 = 3 October 2021"},
	{"enforcement-notice-after-measures", "2026-06-16", "2026-06-22", "+ 3 = 19 June, Dragon Boat"},
	{"enforcement-jurisdiction-objection", "2026-06-24", "2026-07-06", "+ 10 = Saturday 4 July"},
	{"property-report-order", "2026-05-26", "2026-06-05", "+ 10, a Friday"},
	{"property-report", "2026-06-08", "2026-06-18", "+ 10, a Thursday"},
	{"property-change-report", "2026-09-16", "2026-09-28", "+ 10 = 26 September, Mid-Autumn"},
	{"property-lead", "2026-09-18", "2026-09-28", "+ 7 = 25 September, Mid-Autumn"},
	{"property-lead-urgent", "2026-09-17", "2026-09-20", "+ 3 = a make-up Sunday"},
	{"property-search", "2026-03-31", "2026-04-30", "no 31 April"},
	{"enforcement-objection", "2026-07-13", "2026-07-28", "+ 15, a Tuesday"},
	{"enforcement-reconsideration", "2026-07-29", "2026-08-10", "+ 10 = Saturday 8 August"},
	{"enforcement-reconsideration-review", "2026-08-10", "2026-09-09", "+ 30, a Wednesday"},
	{"third-party-claim", "2026-08-06", "2026-08-21", "+ 15, a Friday"},
	{"third-party-suit", "2026-08-21", "2026-09-07", "+ 15 = Saturday 5 September"},
	{"third-party-debt", "2026-06-26", "2026-07-13", "+ 15 = Saturday 11 July"},
	{"distribution-objection", "2026-10-26", "2026-11-10", "+ 15, a Tuesday"},
	{"distribution-service", "2026-10-12", "2026-10-22", "+ 10, a Thursday"},
	{"distribution-objection-notice", "2026-10-12", "2026-10-19", "+ 5 = Saturday 17 October"},
	{"distribution-answer", "2026-10-19", "2026-11-03", "+ 15, a Tuesday"},
	{"distribution-amendment", "2026-11-04", "2026-11-16", "+ 10 = Saturday 14 November"},
	{"distribution-suit", "2026-11-05", "2026-11-20", "+ 15, a Friday"},
	{"enforcement-conclusion", "2026-03-31", "2026-09-30", "no 31 September"},
	{"enforcement-extension", "2026-09-30", "2026-12-30", "three months, a Wednesday"},
	{"enforcement-further-extension", "2026-06-30", "2026-09-30", "three months, a Wednesday"},
	{"enforcement-superior", "2025-10-04", "2026-04-07", "six months = 4 April, Qingming until the 6th"},
	{"third-party-release", "2026-03-02", "2026-03-09", "+ 7, a Monday"},
	{"superior-order", "2026-03-02", "2026-04-01", "+ 30, a Wednesday"},
	{"penalty-approval", "2026-03-06", "2026-03-09", "+ 3, a Monday"},
	{"enforcement-deferral", "2026-02-28", "2027-02-28", "one year, a Sunday, not moved"},
	{"settlement-resumption", "2024-12-31", "2026-12-31", "two years, a Thursday"},
	{"listing-term-minor", "2026-04-30", "2026-07-30", "three months, not moved"},
	{"listing-term-general", "2026-04-30", "2027-04-30", "twelve months"},
	{"listing-term-serious", "2026-04-30", "2029-04-30", "thirty-six months"},
	{"listing-correction", "2026-03-02", "2026-03-17", "+ 15, a Tuesday"},
	{"listing-reconsideration", "2026-03-04", "2026-03-16", "+ 10 = Saturday 14 March"},
	{"listing-reconsideration-review", "2026-03-16", "2026-03-31", "+ 15, a Tuesday"},
	{"listing-repair-term", "2026-03-31", "2026-09-30", "six months, no 31 September"},
	{"consumption-single-lift", "2026-03-02", "2026-04-01", "+ 30, a Wednesday"},
	{"exit-ban-term", "2026-03-02", "2026-05-31", "+ 90, a Sunday, not moved"},
	{"ended-for-now-search-task", "2026-03-02", "2026-03-12", "+ 10, a Thursday"},
	{"listing-grace", "2026-01-31", "2026-02-28", "no 31 February; a make-up Saturday"},
	{"listing-removal", "2026-09-30", "2026-10-10", "working days 8, 9 and the make-up 10 October"},
	{"listing-term", "2024-10-01", "2026-10-01", "two years, National Day, not moved"},
	{"exit-ban-lifting", "2026-11-20", "2026-11-23", "the next day is a Saturday"},
	{"settlement-term", "2026-08-25", "2026-11-23", "ninety days, a Monday"},
	{"ended-for-now-wait", "2026-08-23", "2026-11-23", "three months, a Monday"},
	{"ended-for-now-search", "2026-05-22", "2026-11-23", "six months = Sunday 22 November"},
	{"ended-for-now-term", "2021-11-22", "2026-11-23", "five years = Sunday 22 November"},
	{"money-release", "2026-08-31", "2026-09-30", "no 31 September"},
	{"bankruptcy-transfer-service", "2026-07-10", "2026-07-15", "+ 5, a Wednesday"},
	{"bankruptcy-transfer-supplement", "2026-07-15", "2026-07-27", "+ 10 = Saturday 25 July"},
	{"bankruptcy-transfer-answer", "2026-01-20", "2026-02-24", "+ 30 = 19 February, Spring Festival"},
	{"bankruptcy-handover", "2026-02-24", "2026-03-03", "+ 7, a Tuesday"},
	{"bankruptcy-debtor-notice", "2026-03-02", "2026-03-09", "+ 5 = Saturday 7 March"},
	{"bankruptcy-debtor-objection", "2026-03-09", "2026-03-16", "+ 7, a Monday"},
	{"bankruptcy-ruling", "2026-03-16", "2026-03-26", "+ 10, a Thursday"},
	{"bankruptcy-decision", "2026-08-24", "2026-09-23", "+ 30, a Wednesday"},
	{"referral-review", "2026-08-24", "2026-10-23", "+ 60, a Friday"},
	{"bankruptcy-ruling-debtor", "2026-03-02", "2026-03-17", "+ 15, a Tuesday"},
	{"bankruptcy-ruling-service", "2026-03-26", "2026-03-31", "+ 5, a Tuesday"},
	{"bankruptcy-refusal-appeal", "2026-03-31", "2026-04-10", "+ 10, a Friday"},
	{"bankruptcy-creditor-notice", "2026-03-26", "2026-04-20", "+ 25, a Monday"},
	{"bankruptcy-claims", "2026-04-20", "2026-05-20", "+ 30, a Wednesday"},
	{"certificate-confirmation", "2026-11-16", "2026-11-23", "+ 7, a Monday"},
	{"certificate-decision", "2026-11-16", "2026-11-23", "+ 7, a Monday"},
	{"integrity-list-batch", "2025-11-30", "2026-02-28", "no 30 February; a make-up Saturday"},
	{"credit-repair-decision", "2026-11-09", "2026-11-24", "+ 15, a Tuesday"},
	{"credit-repair-check-in", "2026-11-09", "2026-12-09", "+ 30, a Wednesday"},
	{"credit-repair-reapply", "2026-08-31", "2027-03-01", "no 31 February 2027; its end is a Sunday"},
	{"certificate-revocation", "2026-11-09", "2026-11-24", "+ 15, a Tuesday"},
	{"integrity-list-check", "2026-10-02", "2026-10-08", "+ 5 = 7 October, National Day rest until then"},
	{"integrity-list-retry", "2026-11-20", "2026-11-21", "the next day, a Saturday, not moved"},
	{"integrity-list-approval", "2026-11-18", "2026-11-23", "+ 5, a Monday"},
	{"integrity-list-recheck", "2026-11-09", "2026-12-09", "+ 30, a Wednesday"},
	{"integrity-list-term", "2024-02-29", "2026-02-28", "two years, no 29 February; a make-up Saturday"},
	{"credit-repair-completeness", "2026-11-18", "2026-11-23", "+ 5, a Monday"},
	{"credit-repair-supplement", "2026-11-16", "2026-11-23", "+ 7, a Monday"},
	{"credit-repair-breach", "2026-10-09", "2026-11-23", "22 days of October and 23 of November, a Monday"},
	{"credit-repair-term", "2025-11-22", "2026-11-23", "twelve months = Sunday 22 November"},
}

func TestExamples(t *testing.T) {
	b := book()
	for _, e := range examples {
		d, err := b.Period(e.rule, day(e.from).Start().Add(10*time.Hour))
		require.NoError(t, err, e.rule)
		assert.Equal(t, e.last, d.Last.String(), "%s from %s: %s", e.rule, e.from, e.how)
		assert.Equal(t, d.Last.End(), d.Due, e.rule)
	}
}

func TestHours(t *testing.T) {
	for _, e := range []struct {
		rule RuleID
		from string
		due  string
		last string
	}{
		// The hour it starts in is not counted: from 10:00 on, 48 hours.
		{PreSuitPreservationRuling, "2026-11-23T09:20", "2026-11-25T10:00", "2026-11-25"},
		{PreSuitPreservationRuling, "2026-11-23T09:00", "2026-11-25T10:00", "2026-11-25"},
		{PreSuitPreservationRuling, "2026-11-23T09:59", "2026-11-25T10:00", "2026-11-25"},
		// Rest days do not move the end.
		{PreservationRulingUrgent, "2026-09-30T16:30", "2026-10-02T17:00", "2026-10-02"},
		// An end at midnight belongs to the day before it.
		{PreservationLiftUrgent, "2026-11-23T23:15", "2026-11-26T00:00", "2026-11-25"},
		// Four hours from 15:00; the enforcement cuts what would run past midnight.
		{ExitBanLiftingHours, "2019-07-18T14:20", "2019-07-18T19:00", "2019-07-18"},
		{PreservationLiftUrgent, "2024-02-28T08:01", "2024-03-01T09:00", "2024-03-01"},
	} {
		d, err := book().Period(e.rule, clock(e.from))
		require.NoError(t, err)
		assert.Equal(t, clock(e.due), d.Due, "%s from %s", e.rule, e.from)
		assert.Equal(t, e.last, d.Last.String(), "%s from %s", e.rule, e.from)
	}
}

// A rule without an example is a rule nobody has counted by hand.
func TestEveryRuleHasAnExample(t *testing.T) {
	has := map[RuleID]bool{PreSuitPreservationRuling: true, PreservationRulingUrgent: true, PreservationLiftUrgent: true, ExitBanLiftingHours: true}
	for _, e := range examples {
		has[e.rule] = true
	}
	for _, r := range Rules() {
		assert.True(t, has[r.ID], "%s has no example", r.ID)
	}
}
