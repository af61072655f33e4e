package documents

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
)

// duty is one obligation as a document words it.
type duty struct {
	Number int
	Text   template.HTML
	Plan   []instalment
}

type instalment struct {
	No     int
	Due    any
	Amount string
}

// obligations are those that concern the recipient: what it owes or is owed.
// Where it is neither, or the document goes to a court, they are all.
func (p *page) obligations() []casefile.ObligationView {
	var own []casefile.ObligationView
	for _, o := range p.order.Obligations {
		if p.isParty && (o.Creditor == p.to.ID || slices.Contains(o.Debtors, p.to.ID) || slices.Contains(o.Guarantors, p.to.ID)) {
			own = append(own, o)
		}
	}
	if own == nil {
		return p.order.Obligations
	}
	return own
}

// Duties words the obligations. An order without any gives one line that says so.
func (p *page) Duties() []duty {
	var duties []duty
	for _, o := range p.obligations() {
		d := duty{Number: len(duties) + 1, Text: p.duty(o)}
		for i, in := range o.Instalments {
			d.Plan = append(d.Plan, instalment{No: i + 1, Due: p.orMiss("instalment", PlainDate(in.Due)), Amount: Amount(in.AmountFen)})
		}
		duties = append(duties, d)
	}
	if duties == nil {
		duties = []duty{{Number: 1, Text: p.miss(ObligationsKey)}}
	}
	return duties
}

func (p *page) duty(o casefile.ObligationView) template.HTML {
	parts := []any{p.names("debtor", o.Debtors), "应当", p.when(o), "向", p.names("creditor", []string{o.Creditor})}
	if o.Subject == casefile.Act {
		parts = append(parts, "履行：", p.orMiss("act", strings.TrimRight(o.Act, "。；;. ")))
	} else {
		parts = append(parts, "支付", money(o.AmountFen))
		if p.kind.kind != casefile.CertificateDocument && o.PaidFen > 0 && o.OutstandingFen > 0 {
			parts = append(parts, "，已履行", Amount(o.PaidFen), "，尚欠", money(o.OutstandingFen))
		}
	}
	if o.PenaltyFen > 0 && p.kind.kind != casefile.CertificateDocument {
		parts = append(parts, "；逾期履行的，另付违约金", Amount(o.PenaltyFen))
	}
	if o.Accelerates && len(o.Instalments) > 0 && p.kind.kind != casefile.CertificateDocument {
		parts = append(parts, "；任何一期逾期的，其余各期一并到期")
	}
	parts = append(parts, p.clauses(o)...)
	return join(append(parts, "。")...)
}

// clauses words what an obligation says of several debtors, of default beyond
// a fixed penalty, and of who secures it.
func (p *page) clauses(o casefile.ObligationView) (parts []any) {
	for _, s := range o.Shares {
		parts = append(parts, "；其中", p.names("debtor", []string{s.Debtor}), "承担", Amount(s.AmountFen))
	}
	if o.Liability == casefile.Joint && len(o.Debtors) > 1 {
		parts = append(parts, "；各义务人承担连带责任")
	}
	if p.kind.kind != casefile.CertificateDocument {
		if r := o.PenaltyAnnualMillionths; r > 0 {
			parts = append(parts, "；逾期履行的，另按年利率", rate(r), "计付违约金")
		}
		switch {
		case o.RestoredFen > 0:
			parts = append(parts, "；因逾期履行，已恢复原减免的", Amount(o.RestoredFen))
		case o.WaivedFen > 0:
			parts = append(parts, "；逾期履行的，恢复原减免的", Amount(o.WaivedFen))
		}
	}
	var named []string
	for _, s := range o.Securities {
		named = append(named, s.By)
		parts = append(parts, "；", p.names("guarantor", []string{s.By}))
		if s.Property != "" {
			parts = append(parts, "以", s.Property)
		}
		parts = append(parts, "提供"+s.Kind.Name()+"担保")
		if s.LimitFen > 0 {
			parts = append(parts, "，以", Amount(s.LimitFen), "为限")
		}
	}
	var others []string
	for _, g := range o.Guarantors {
		if !slices.Contains(named, g) {
			others = append(others, g)
		}
	}
	if len(others) > 0 {
		parts = append(parts, "；", p.names("guarantor", others), "承担担保责任")
	}
	return parts
}

// rate prints a yearly rate in millionths as a percentage: 150,000 is 15%.
func rate(millionths int64) string {
	s := strings.TrimRight(fmt.Sprintf("%d.%04d", millionths/10_000, millionths%10_000), "0")
	return strings.TrimSuffix(s, ".") + "%"
}

// when says until when an obligation is to be performed.
func (p *page) when(o casefile.ObligationView) string {
	switch {
	case !o.Accelerated.IsZero():
		return "于" + PlainDate(o.Accelerated) + "（各期提前到期）"
	case len(o.Instalments) > 0:
		return "分" + Chinese(len(o.Instalments)) + "期"
	case !o.Due.IsZero():
		return "于" + PlainDate(o.Due) + "前（含当日）"
	case !o.NextDue.IsZero():
		return "于" + PlainDate(o.NextDue) + "前（含当日）"
	case o.DueDays > 0:
		return "自文书生效之日起" + Chinese(o.DueDays) + "日内"
	}
	return "自文书生效之日起"
}

// DueOn is the last day of performance that the document is about.
func (p *page) DueOn() any { return p.orMiss("due", PlainDate(p.dueOn())) }

func (p *page) dueOn() calendar.Date {
	if d := p.day("due"); !d.IsZero() {
		return d
	}
	var first calendar.Date
	for _, o := range p.obligations() {
		d := o.NextDue
		if d.IsZero() {
			d = o.Due
		}
		if !d.IsZero() && (first.IsZero() || d.Before(first)) {
			first = d
		}
	}
	return first
}

// DaysLeft is the number of days to the last day of performance, 0 when it is
// past or not known.
func (p *page) DaysLeft() int {
	due := p.dueOn()
	if due.IsZero() || p.order.On.IsZero() {
		return 0
	}
	return max(0, due.Sub(p.order.On))
}

// PerformedOn is the day the last of the obligations was performed.
func (p *page) PerformedOn() any {
	d := p.day("performedOn")
	if d.IsZero() {
		for _, o := range p.obligations() {
			if o.PerformedOn.IsZero() {
				return p.miss("performedOn")
			}
			if o.PerformedOn.After(d) {
				d = o.PerformedOn
			}
		}
	}
	return p.orMiss("performedOn", PlainDate(d))
}
