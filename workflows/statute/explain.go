package statute

import (
	"fmt"
	"strconv"

	"luxing/workflows/calendar"
)

// Step is one move on the way to a date or an amount. Reasons are Chinese
// first, then English after " / ".
type Step struct {
	// Date is where this step arrives: a day, or for hours a day and time.
	Date string `json:"date,omitempty"`
	// Amount is what the step adds: "+15 days" to the date before, or an
	// amount in yuan.
	Amount  string `json:"amount,omitempty"`
	Reason  string `json:"reason"`
	Article string `json:"article,omitempty"`
}

var unitZH = map[Unit]string{Hours: "小时", Days: "日", Workdays: "个工作日", Months: "个月", Years: "年"}

// counting cites the article on the counting of periods by edition.
var counting = [...]struct{ first, rest, hour, month string }{
	{cpl2017.cite("82/2"), cpl2017.cite("82/3"), cpl2017.cite("82/2"), cpl2017.cite("82/2")},
	{cpl2021.cite("85/2"), cpl2021.cite("85/3"), cpl2021.cite("85/2"), cpl2021.cite("85/2")},
	{cpl2023.cite("85/2"), cpl2023.cite("85/3"), cpl2023.cite("85/2"), cpl2023.cite("85/2")},
}

func countingOn(d calendar.Date) int {
	switch {
	case d.Before(from2021):
		return 0
	case d.Before(from2023):
		return 1
	}
	return 2
}

// Explain shows how a deadline was reached: the event, the count, each rest
// day passed over, and the end. Folding the amounts over the first date gives
// the last. A deadline of another table or policy than the book's is explained
// by its own length and ends, where the two differ, with a step that says so.
func (b *Book) Explain(d Deadline) []Step {
	i, ok := ruleIndex[d.Rule]
	if !ok {
		return []Step{{Date: d.Last.String(), Reason: "规则已不在规则表中 / the rule is no longer in the book"}}
	}
	r := &rules[i]
	day := calendar.Of(d.From)
	cite := &counting[countingOn(day)]
	steps := make([]Step, 0, 6)

	if r.Unit == Hours {
		from := d.From.In(calendar.Zone)
		start := from.Truncate(hour).Add(hour)
		last, due, _ := b.end(r, d.From, day, d.Length)
		steps = append(steps,
			Step{Date: minute(from), Reason: r.Starts + "；开始的时不计入 / " + r.StartsEN + "; its hour is not counted", Article: cite.hour},
			Step{Date: minute(start), Reason: "从次时起算 / counted from the next hour", Article: hourArticle},
			Step{Date: minute(due), Amount: "+" + strconv.Itoa(d.Length) + " hours", Reason: "满" + strconv.Itoa(d.Length) + "小时 / " + strconv.Itoa(d.Length) + " hours end", Article: d.Article},
		)
		return b.differs(steps, d, last)
	}

	steps = append(steps, Step{
		Date: day.String(), Reason: r.Starts + "；当日不计入 / " + r.StartsEN + "; that day is not counted", Article: cite.first,
	})
	if d.Length == 0 {
		steps[0].Reason = r.Starts + "；当日24时届满 / " + r.StartsEN + "; ends with that day"
		steps[0].Article = d.Article
		return b.differs(steps, d, day)
	}
	raw := b.count(r, day, d.Length)
	steps = append(steps, countStep(r, raw, d))
	last := raw
	if r.moves() {
		steps, last = b.explainMove(steps, raw, cite.rest)
	}
	return b.differs(steps, d, last)
}

func countStep(r *Rule, raw calendar.Date, d Deadline) Step {
	n := strconv.Itoa(d.Length)
	s := Step{Date: raw.String(), Amount: "+" + n + " " + string(r.Unit), Article: d.Article}
	switch {
	case r.Direction == Before:
		s.Amount = "-" + n + " " + string(r.Unit)
		s.Reason = "倒推" + n + unitZH[r.Unit] + "，为最后一日，不顺延 / counted back " + n + " " + string(r.Unit) + ": the last day, not moved"
	case r.Unit == Workdays:
		s.Reason = n + "个工作日届满，休假日不计 / " + n + " working days end, rest days not counted"
	case r.Fixed:
		s.Reason = n + unitZH[r.Unit] + "届满，不顺延 / " + n + " " + string(r.Unit) + " end, not moved"
	default:
		s.Reason = n + unitZH[r.Unit] + "届满 / " + n + " " + string(r.Unit) + " end"
		if (r.Unit == Months || r.Unit == Years) && raw.Day() != calendar.Of(d.From).Day() {
			s.Reason = n + unitZH[r.Unit] + "届满，无相应日，以月末为准 / " + n + " " + string(r.Unit) + " end on the month's last day for want of a corresponding one"
		}
	}
	return s
}

// explainMove walks over the rest days at the end, one step for each run of
// days with the same reason.
func (b *Book) explainMove(steps []Step, day calendar.Date, article string) ([]Step, calendar.Date) {
	rest, why := b.days.Rest(day)
	if !rest && why != "" {
		return append(steps, Step{
			Date: day.String(), Reason: weekdayZH[day.Weekday()] + "但" + why + "，不顺延 / a weekend made up for by work, not moved", Article: article,
		}), day
	}
	for rest {
		begin, reason := day, why
		for rest && why == reason {
			day = day.AddDays(1)
			rest, why = b.days.Rest(day)
		}
		n := day.Sub(begin)
		days := " days"
		span := begin.String() + "至" + day.AddDays(-1).String()
		if n == 1 {
			days, span = " day", begin.String()
		}
		steps = append(steps, Step{
			Date: day.String(), Amount: "+" + strconv.Itoa(n) + days,
			Reason: span + "为休假日（" + reason + "），顺延 / rest, moved on", Article: article,
		})
	}
	return steps, day
}

var weekdayZH = [...]string{"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"}

// differs closes the explanation of a deadline that the book would now place
// elsewhere.
func (b *Book) differs(steps []Step, d Deadline, last calendar.Date) []Step {
	if last == d.Last {
		if d.Provisional {
			steps = append(steps, Step{
				Date:   steps[len(steps)-1].Date,
				Reason: "该年休假日安排尚未公布，暂定 / provisional: that year's rest days are not out", Article: "",
			})
		}
		return steps
	}
	n := d.Last.Sub(last)
	return append(steps, Step{
		Date: d.Last.String(), Amount: fmt.Sprintf("%+d days", n),
		Reason: "按日历版本" + d.Edition + "及当时的计算 / as counted with edition " + d.Edition + " of the rest days and the case's own times",
	})
}
