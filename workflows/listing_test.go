package workflows

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

func listD1(when string, change ...func(*casefile.ListingForm)) []dec {
	f := casefile.ListingForm{Party: "D1", Ground: "reporting", Approver: "Y001"}
	for _, c := range change {
		c(&f)
	}
	return enf(when, lifecycle.DecideListing, f)
}
func repairedD1(when string, e lifecycle.Event, measures ...casefile.RepairEffect) []dec {
	return linkedDec(when, e, casefile.RepairEffectForm{Party: "D1", On: date(when[:10]), Reason: "信用修复", Measures: measures})
}
func delist(when string) []dec { return enf(when, lifecycle.RemoveListing, debtor("D1")) }
func contest(when string) []dec {
	return enf(when, lifecycle.ContestListing, casefile.ContestForm{Party: "D1", On: date(when[:10]), Reason: "已报告"})
}
func dismissContest(when string) []dec {
	return enf(when, lifecycle.DismissContest, casefile.ContestDismissalForm{Party: "D1", Reason: "纳入无误"})
}
func on(e lifecycle.Event, when string) []dec { return enf(when, e, debtor("D1")) }

// in2026 is the sample enforcement seven years later: due on Sunday 2026-04-19,
// applied for on Wednesday 2026-05-20.
func in2026() casefile.EnforcementInput {
	in := overdueLoan(casefile.Person)
	in.AppliedOn, in.Obligations[0].NextDue = date("2026-05-20"), date("2026-04-20")
	return in
}

func yearsLater(by []dec, years int) []dec {
	out := make([]dec, len(by))
	for i, d := range by {
		d.when = moment(d.when).AddDate(years, 0, 0).Format("2006-01-02 15:04")
		switch f := d.form.(type) {
		case casefile.DayForm:
			f.On = f.On.AddYears(years)
			d.form = f
		case casefile.PartyDayForm:
			f.On = f.On.AddYears(years)
			d.form = f
		}
		out[i] = d
	}
	return out
}

// The terms of a listing by its grade, from 2026-04-01, and before it.
func TestListingTermsByGradeAndEdition(t *testing.T) {
	grade := func(g string, months int) func(*casefile.ListingForm) {
		return func(f *casefile.ListingForm) { f.Grade, f.Months = g, months }
	}
	for _, c := range []struct {
		name   string
		change func(*casefile.ListingForm)
		rule   statute.RuleID
		until  string
		state  lifecycle.State
	}{
		// Decided on Wednesday 2026-06-03: the grace of a month is over on Friday 07-03.
		{"general, by policy", grade("", 0), statute.ListingTermGeneral, "2027-07-04", lifecycle.Listed},
		{"general, six months", grade(casefile.GradeGeneral, 6), statute.ListingTermGeneral, "2027-01-04", lifecycle.Listed},
		{"serious", grade(casefile.GradeSerious, 12), statute.ListingTermSerious, "2027-07-04", lifecycle.Listed},
		{"minor, unpublished", grade(casefile.GradeMinor, 0), statute.ListingTermMinor, "2026-10-04", lifecycle.Withheld},
		{"minor, a month", grade(casefile.GradeMinor, 1), statute.ListingTermMinor, "2026-08-04", lifecycle.Withheld},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			k := newCourt(t, "2026-05-20")
			vs := k.follow(then(yearsLater(reported(), 7), listD1("2026-06-03 10:00", c.change))...)
			k.until = moment("2026-07-05")
			k.play(Enforcement, in2026())
			k.taken(vs...)
			d := deadline(t, k.final, "listing/D1").Deadline
			assert.Equal(t, []any{c.rule, c.until}, []any{d.Rule, d.Last.String()})
			assert.Equal(t, c.state, k.final.Enforcement.Debtors[0].Listing)
			assert.Contains(t, k.documents(), casefile.ListingDecision)
		})
	}
	t.Run("two years, and two more for violence, before", func(t *testing.T) {
		t.Parallel()
		p := pursued{in: overdueLoan(casefile.Person), until: "2019-07-05", by: then(reported(), listD1("2019-06-03 10:00", func(f *casefile.ListingForm) { f.Aggravated = 2 }))}
		assert.Equal(t, "2023-07-04", deadline(t, p.play(t).final, "listing/D1").Deadline.Last.String())
	})
	t.Run("minor, to its end", func(t *testing.T) {
		t.Parallel()
		k := newCourt(t, "2026-05-20")
		k.follow(then(yearsLater(reported(), 7), listD1("2026-06-03 10:00", grade(casefile.GradeMinor, 1)))...)
		k.until = moment("2026-08-06")
		k.play(Enforcement, in2026())
		k.happens("2026-07-04", lifecycle.KeepUnpublished, "listing/D1")
		k.happens("2026-08-05", lifecycle.UnpublishedOver, "listing/D1")
		assert.Empty(t, k.messages("cn.luxing.listing.published"))
	})
	for name, f := range map[string]casefile.ListingForm{
		"14 months for a general one": {Party: "D1", Ground: "refusal", Approver: "Y001", Grade: casefile.GradeGeneral, Months: 14},
		"aggravated years of old":     {Party: "D1", Ground: "refusal", Approver: "Y001", Aggravated: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := undisturbed(t, Enforcement, in2026(), "2026-05-20", yearsLater(reported(), 7), "2026-06-03 10:00", decision(t, lifecycle.DecideListing, lifecycle.EnforcementJudge, f))[0]
			assert.Equal(t, casefile.BadInput, got.Code)
		})
	}
	got := undisturbed(t, Enforcement, overdueLoan(casefile.Person), "2019-05-20", reported(), "2019-06-03 10:00",
		decision(t, lifecycle.DecideListing, lifecycle.EnforcementJudge, casefile.ListingForm{Party: "D1", Ground: "refusal", Approver: "Y001", Months: 6}))[0]
	assert.Contains(t, got.Error(), "2026-04-01")
}

// What credit repair does to a listing, and takes back. Decided on 2019-06-03:
// in grace until 07-03, published on 07-04 until Sunday 2021-07-04.
func TestCreditRepairAndTheListing(t *testing.T) {
	listed := then(reported(), listD1("2019-06-03 10:00"))
	end := enf("2019-12-02 10:00", lifecycle.TerminateEnforce, terminated())
	for _, c := range []struct {
		name  string
		by    []dec
		look  string
		state lifecycle.State
		check func(*testing.T, *court)
	}{
		{"masked, and unmasked when revoked", then(repairedD1("2019-08-01 10:00", lifecycle.RepairGranted, casefile.RepairEffect{ID: "masked"}), repairedD1("2019-09-02 10:00", lifecycle.RepairRevoked), end, delist("2019-12-03 10:00")),
			"2019-08-02 10:00", lifecycle.Masked, func(t *testing.T, c *court) {
				c.happens("2019-09-02 10:00", lifecycle.UnmaskListing, "listing/D1")
				assert.Len(t, c.messages("cn.luxing.listing.unmasked"), 1)
			}},
		{"masked until a day", then(repairedD1("2019-08-01 10:00", lifecycle.RepairGranted, casefile.RepairEffect{ID: "masked", Until: date("2019-10-31")}), end, delist("2019-12-03 10:00")),
			"2019-08-02 10:00", lifecycle.Masked, func(t *testing.T, c *court) { c.happens("2019-11-01", lifecycle.UnmaskListing, "listing/D1") }},
		{"not published, and published when revoked", then(repairedD1("2019-06-10 10:00", lifecycle.RepairGranted, casefile.RepairEffect{ID: "not_published"}), repairedD1("2019-09-02 10:00", lifecycle.RepairRevoked), end, delist("2019-12-03 10:00")),
			"2019-07-10 10:00", lifecycle.Withheld, func(t *testing.T, c *court) {
				c.happens("2019-09-02 10:00", lifecycle.PublishWithheld, "listing/D1")
			}},
		{"not published until a day", then(repairedD1("2019-06-10 10:00", lifecycle.RepairGranted, casefile.RepairEffect{ID: "not_published", Until: date("2019-08-30")}), end, delist("2019-12-03 10:00")),
			"2019-07-10 10:00", lifecycle.Withheld, func(t *testing.T, c *court) { c.happens("2019-08-31", lifecycle.PublishWithheld, "listing/D1") }},
		{"not published, paid", then(repairedD1("2019-06-10 10:00", lifecycle.RepairGranted, casefile.RepairEffect{ID: "not_published"}), collect("2019-07-18 10:00", 304_725_00), release("2019-07-25 10:00", 304_725_00)),
			"2019-07-10 10:00", lifecycle.Withheld, func(t *testing.T, c *court) {
				c.happens("2019-07-18 10:00", lifecycle.CancelListing, "listing/D1")
				assert.Empty(t, c.messages("cn.luxing.listing.published"))
			}},
		// Three working days from Thursday 2019-08-01: Tuesday 08-06.
		{"deleted", then(repairedD1("2019-08-01 10:00", lifecycle.RepairGranted, casefile.RepairEffect{ID: "deleted"}), delist("2019-08-05 10:00"), end),
			"2019-08-02 10:00", lifecycle.RemovalDue, nil},
		{"kept to its end: deleted while masked", then(repairedD1("2019-08-01 10:00", lifecycle.RepairGranted, casefile.RepairEffect{ID: "masked"}), repairedD1("2019-10-08 10:00", lifecycle.RepairEnded, casefile.RepairEffect{ID: "deleted"}), delist("2019-10-09 10:00"), end),
			"2019-10-08 11:00", lifecycle.RemovalDue, func(t *testing.T, c *court) { assert.Empty(t, c.happened(lifecycle.UnmaskListing, "")) }},
		{"shortened and masked, and back when revoked", then(repairedD1("2019-08-01 10:00", lifecycle.RepairGranted, casefile.RepairEffect{ID: "shortened", Until: date("2020-07-04")}, casefile.RepairEffect{ID: "masked"}, casefile.RepairEffect{ID: "consumption_lifted", Purpose: "出差"}),
			repairedD1("2019-09-02 10:00", lifecycle.RepairRevoked), end, delist("2019-12-03 10:00")),
			"2019-08-02 10:00", lifecycle.Masked, nil},
		{"masked, then shortened to a day", then(repairedD1("2019-08-01 10:00", lifecycle.RepairGranted, casefile.RepairEffect{ID: "masked"}, casefile.RepairEffect{ID: "shortened", Until: date("2019-10-31")}), delist("2019-11-04 10:00"), end),
			"2019-08-02 10:00", lifecycle.Masked, func(t *testing.T, c *court) { c.happens("2019-11-01", lifecycle.ListingExpired, "listing/D1") }},
		{"listed after the repair", then(delistedBefore(), end), "2019-07-05 10:00", lifecycle.Withheld, nil},
		{"wrongly listed while masked", then(repairedD1("2019-08-01 10:00", lifecycle.RepairGranted, casefile.RepairEffect{ID: "masked"}), contest("2019-08-02 10:00"), on(lifecycle.DismissContest, "2019-08-05 10:00"), on(lifecycle.ListingWrong, "2019-08-06 10:00"), delist("2019-08-07 10:00"), end),
			"2019-08-02 09:00", lifecycle.Masked, nil},
		{"contested while withheld", then(repairedD1("2019-06-10 10:00", lifecycle.RepairGranted, casefile.RepairEffect{ID: "not_published"}), contest("2019-06-11 10:00"), on(lifecycle.DismissContest, "2019-06-12 10:00"), on(lifecycle.ListingWrongSoon, "2019-06-13 10:00"), end),
			"2019-06-11 09:00", lifecycle.Withheld, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			by := then(listed, c.by)
			if c.name == "listed after the repair" {
				by = c.by
			}
			p := pursued{in: overdueLoan(casefile.Person), by: by, phase: lifecycle.Concluded, reason: ClosedTerminated}
			if c.name == "not published, paid" {
				p.reason = ClosedEnforced
			}
			k := p.play(t, func(k *court) {
				k.look(moment(c.look), func(v casefile.View) { assert.Equal(t, c.state, v.Enforcement.Debtors[0].Listing) })
				if c.name == "shortened and masked, and back when revoked" {
					k.look(at("2019-08-02", "10:00"), func(v casefile.View) {
						assert.Equal(t, date("2020-07-04"), v.Enforcement.Debtors[0].ListedTo)
						assert.Equal(t, "2020-07-04", deadline(t, v, "listing/D1").Deadline.Last.String())
					})
					k.look(at("2019-09-03", "10:00"), func(v casefile.View) {
						assert.Equal(t, lifecycle.Listed, v.Enforcement.Debtors[0].Listing)
						assert.Equal(t, "2021-07-04", deadline(t, v, "listing/D1").Deadline.Last.String())
						// The debt, the enforcement and the interest went on.
						assert.Equal(t, lifecycle.Measures, v.Row.Phase)
					})
				}
			})
			p.check(t, k)
			if c.check != nil {
				c.check(t, k)
			}
		})
	}
	got := undisturbed2(t, then(listed, repairedD1("2019-06-10 10:00", lifecycle.RepairGranted)))
	assert.Equal(t, lifecycle.InGrace, got.Debtors[0].Listing, "a repair without measures changes nothing")
}

// delistedBefore is a debtor repaired before being listed.
func delistedBefore() []dec {
	return then(reported(), repairedD1("2019-06-03 09:00", lifecycle.RepairGranted, casefile.RepairEffect{ID: "not_published"}), listD1("2019-06-03 10:00"))
}

// undisturbed2 plays decisions and shows where the enforcement stands on 2019-06-11.
func undisturbed2(t *testing.T, by []dec) *casefile.EnforcementView {
	t.Helper()
	c := newCourt(t, "2019-05-20")
	c.follow(by...)
	c.until = moment("2019-06-11")
	c.play(Enforcement, overdueLoan(casefile.Person))
	return c.final.Enforcement
}

// Contested on Monday 2019-07-08: reviewed by Tuesday 07-23; found wrong on
// 07-15, it goes by Thursday 07-18.
func TestWrongListingIsCorrected(t *testing.T) {
	end := enf("2019-12-02 10:00", lifecycle.TerminateEnforce, terminated())
	listed := then(reported(), listD1("2019-06-03 10:00"))
	p := pursued{in: overdueLoan(casefile.Person), phase: lifecycle.Concluded, reason: ClosedTerminated,
		by: then(listed, contest("2019-07-08 10:00"), dismissContest("2019-07-09 10:00"), contest("2019-07-09 11:00"), on(lifecycle.ListingWrong, "2019-07-15 10:00"), delist("2019-07-16 10:00"),
			// A debtor delisted may be listed anew.
			listD1("2019-07-17 10:00"), contest("2019-07-17 11:00"), dismissContest("2019-07-17 12:00"), on(lifecycle.ListingWrongSoon, "2019-07-18 10:00"), end)}
	c := p.play(t, func(c *court) {
		c.look(at("2019-07-08", "11:00"), func(v casefile.View) {
			assert.Equal(t, "2019-07-23", deadline(t, v, "contest/D1").Deadline.Last.String())
		})
		c.look(at("2019-07-15", "11:00"), func(v casefile.View) {
			assert.Equal(t, "2019-07-18", deadline(t, v, "removal/D1").Deadline.Last.String())
		})
	})
	p.check(t, c)
	c.happens("2019-07-18 10:00", lifecycle.ListingWrongSoon, "listing/D1/2")
	got := undisturbed(t, Enforcement, p.in, "2019-05-20", listed, "2019-06-10 10:00", decision(t, lifecycle.DismissContest, lifecycle.EnforcementJudge, casefile.ContestDismissalForm{Party: "D1", Reason: "x"}))[0]
	assert.Contains(t, got.Message, "contest_listing")
}

// Removal not made in three working days: paid on Thursday 2019-07-18, due by
// Tuesday 07-23, stuck on 07-24.
func TestListingNotRemovedInTimeIsStuck(t *testing.T) {
	p := pursued{in: overdueLoan(casefile.Person), until: "2019-07-24 10:00", by: then(reported(), listD1("2019-06-03 10:00"), collect("2019-07-18 10:00", 304_725_00), release("2019-07-19 10:00", 304_725_00))}
	c := p.play(t)
	require.NotEmpty(t, c.row.Stuck)
	assert.Equal(t, casefile.StuckNotDelisted, c.row.Stuck[0].Reason)
	assert.Contains(t, c.row.Stuck[0].Unstick, "remove_listing")
}

// A limit lifted for one purpose and time ends by itself; the limit stands.
func TestConsumptionAllowedOnce(t *testing.T) {
	restricted := then(reported(), limit("D1", "2019-06-03 10:00"))
	once := casefile.LiftOnceForm{Party: "D1", Purpose: "乘坐高铁赴杭州就医", From: date("2019-06-04"), Until: date("2019-06-06")}
	p := pursued{in: overdueLoan(casefile.Person), until: "2019-06-08", by: then(restricted, enf("2019-06-03 11:00", lifecycle.LiftOnce, once))}
	c := p.play(t, func(c *court) {
		c.look(at("2019-06-05", "10:00"), func(v casefile.View) {
			d := v.Enforcement.Debtors[0]
			assert.True(t, d.Limited)
			require.Len(t, d.Passes, 1)
			assert.Equal(t, "乘坐高铁赴杭州就医", d.Passes[0].Purpose)
		})
	})
	c.happens("2019-06-07", lifecycle.SingleLiftOver, "")
	assert.Empty(t, c.final.Enforcement.Debtors[0].Passes)
	assert.True(t, c.final.Enforcement.Debtors[0].Limited)
	long := once
	long.Until = date("2019-07-05") // 31 days
	for _, x := range []struct {
		by   []dec
		form casefile.LiftOnceForm
		says string
	}{{restricted, long, "2019-07-04 or earlier"}, {reported(), once, "未被限制消费"}} {
		got := undisturbed(t, Enforcement, p.in, "2019-05-20", x.by, "2019-06-03 12:00", decision(t, lifecycle.LiftOnce, lifecycle.EnforcementJudge, x.form))[0]
		assert.Contains(t, got.Error(), x.says)
	}
}

// The man at the border pays, and the ban is gone the same day: paid at 14:20,
// four hours from 15:00 are over at 19:00; paid at 22:10, at midnight.
func TestTheManAtTheBorderIsFreeTheSameDay(t *testing.T) {
	banned := then(reported(), enf("2019-06-03 11:00", lifecycle.ImposeBan, casefile.BanForm{Party: "D1", Requested: true, Reason: "拟出境"}))
	stuck := func(v casefile.View) bool {
		for _, s := range v.Row.Stuck {
			if s.Reason == casefile.StuckNotDelisted {
				return true
			}
		}
		return false
	}
	for paidAt, due := range map[string]string{"2019-07-18 14:20": "2019-07-18 19:00", "2019-07-18 22:10": "2019-07-19 00:00"} {
		t.Run(paidAt, func(t *testing.T) {
			t.Parallel()
			p := pursued{in: overdueLoan(casefile.Person), until: "2019-07-19 09:00", phase: lifecycle.Measures, by: then(banned, collect(paidAt, 304_725_00))}
			c := p.play(t, func(c *court) {
				c.look(moment(paidAt).Add(time.Minute), func(v casefile.View) {
					d := deadline(t, v, "ban/D1").Deadline
					assert.Equal(t, due, d.Due.In(calendar.Zone).Format("2006-01-02 15:04"))
					assert.Equal(t, "2019-07-18", d.Last.String())
				})
				c.look(moment(due).Add(-time.Minute), func(v casefile.View) { assert.False(t, stuck(v), "not yet") })
				c.look(moment(due).Add(time.Minute), func(v casefile.View) { assert.True(t, stuck(v), "still banned after %s", due) })
			})
			c.happens(paidAt, lifecycle.BanGroundGone, "exit_ban/D1")
		})
	}
	lifted := pursued{in: overdueLoan(casefile.Person), phase: lifecycle.Concluded, reason: ClosedEnforced, by: then(banned, collect("2019-07-18 14:20", 304_725_00),
		enf("2019-07-18 15:05", lifecycle.LiftBan, casefile.LiftBanForm{Party: "D1", Reason: "已全部履行", Ground: "paid"}), release("2019-07-19 10:00", 304_725_00))}
	c := lifted.play(t)
	lifted.check(t, c)
	assert.Contains(t, c.documents(), casefile.ExitBanLifting)
}

// A ban with an end is extended before it, or runs out on it.
func TestExitBanHasATermAndGrounds(t *testing.T) {
	ban := func(until string) []dec {
		return enf("2019-06-03 11:00", lifecycle.ImposeBan, casefile.BanForm{Party: "D1", Reason: "拟出境", Until: date(until)})
	}
	extend := enf("2019-08-30 10:00", lifecycle.ExtendBan, casefile.ExtendBanForm{Party: "D1", Until: date("2019-12-02"), Reason: "仍未履行"})
	p := pursued{in: overdueLoan(casefile.Person), until: "2019-12-04", by: then(reported(), ban("2019-09-02"), extend)}
	p.play(t).happens("2019-12-03", lifecycle.BanRanOut, "exit_ban/D1")
	again := pursued{in: p.in, until: "2019-09-05", by: then(reported(), ban("2019-09-02"), enf("2019-09-04 10:00", lifecycle.ImposeBan, casefile.BanForm{Party: "D1", Reason: "拟出境"}))}
	c := again.play(t)
	c.happens("2019-09-03", lifecycle.BanRanOut, "exit_ban/D1")
	assert.Equal(t, lifecycle.Banned, c.final.Enforcement.Debtors[0].Ban, "banned anew")
	for ground, says := range map[string]string{"paid": "尚未履行全部债务", "": "", "consent": ""} {
		d := decision(t, lifecycle.LiftBan, lifecycle.EnforcementJudge, casefile.LiftBanForm{Party: "D1", Reason: "x", Ground: ground})
		if says == "" {
			q := pursued{in: p.in, until: "2019-06-05", by: then(reported(), ban("2019-09-02"), enf("2019-06-04 10:00", lifecycle.LiftBan, casefile.LiftBanForm{Party: "D1", Reason: "x", Ground: ground}))}
			assert.Equal(t, lifecycle.BanLifted, q.play(t).final.Enforcement.Debtors[0].Ban)
			continue
		}
		got := undisturbed(t, Enforcement, p.in, "2019-05-20", then(reported(), ban("2019-09-02")), "2019-06-04 10:00", d)[0]
		assert.Contains(t, got.Message, says)
	}
}
