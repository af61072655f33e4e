package policy

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
)

// Hash returns the name of p's content, the same for the same settings in
// whatever order they were written. A length set to its default and one left
// out are the same setting.
func (p Policy) Hash() string {
	var c canon
	c.text(p.Version)
	c.text(p.Court)
	for _, n := range numbers {
		v, _ := p.Length(n.ID)
		c.text(n.ID)
		c.number(int64(v))
	}
	c.number(int64(len(p.Targets)))
	for _, id := range sortedKeys(p.Targets) {
		c.text(id)
		c.number(int64(p.Targets[id]))
	}
	e := p.Escalation
	for _, n := range []int{
		e.JudgeUsed.Num, e.JudgeUsed.Den, e.OfficeDaysLeft, e.OfficeShortLeft.Num, e.OfficeShortLeft.Den,
		e.PresidentDaysLeft, e.RepeatDays, e.GapHours,
	} {
		c.number(int64(n))
	}
	c.text(string(p.Fees.Charging))
	c.text(string(p.Fees.EnforcementBase))
	for _, k := range fixedKinds {
		v, _ := p.FixedFee(k.Kind)
		c.text(k.Kind)
		c.number(v)
	}
	limits := slices.Clone(p.SmallClaims)
	slices.SortFunc(limits, func(a, b SmallClaims) int {
		if n := compare(a.Province, b.Province); n != 0 {
			return n
		}
		return a.Year - b.Year
	})
	c.number(int64(len(limits)))
	for _, l := range limits {
		c.text(l.Province)
		c.number(int64(l.Year))
		c.number(l.Mandatory)
		c.number(l.Agreed)
		c.flag(l.Assumed)
		c.text(l.Source)
	}
	c.flag(p.Interest.CountPaymentDay)
	c.flag(p.Certificate.InsideEnforcement)
	names := slices.Clone(p.Mechanisms)
	slices.SortFunc(names, func(a, b MechanismName) int { return a.Number - b.Number })
	c.number(int64(len(names)))
	for _, m := range names {
		c.number(int64(m.Number))
		c.text(m.Name)
		c.text(m.NameEN)
		c.flag(m.Sourced)
	}
	p.hashPerformance(&c)
	r, l := p.Repair(), p.List()
	c.text(r.NumberType)
	c.number(int64(r.PassScore))
	c.number(int64(len(r.Factors)))
	for _, f := range r.Factors {
		c.text(f.ID)
		c.text(f.Name)
		c.number(int64(f.Weight))
	}
	c.text(l.NumberType)
	if n := l.Named(); n != NamesMasked { // a policy of the release before has the same hash
		c.text(n)
	}
	c.number(int64(len(l.Audiences)))
	for _, a := range l.Audiences {
		c.text(a)
	}
	p.hashCourts(&c)
	sum := sha256.Sum256(c.b)
	return hex.EncodeToString(sum[:16])
}

// canon writes values so that no two different lists of them look alike.
type canon struct{ b []byte }

func (c *canon) text(s string) {
	c.number(int64(len(s)))
	c.b = append(c.b, s...)
}

func (c *canon) number(n int64) {
	c.b = strconv.AppendInt(c.b, n, 10)
	c.b = append(c.b, ';')
}

func (c *canon) flag(f bool) {
	if f {
		c.number(1)
	} else {
		c.number(0)
	}
}
