package casefile

import (
	"fmt"
	"slices"
	"strings"
)

// maxPenaltyRate bounds an agreed yearly rate at 100 %, against a slip of the
// pen; what rate is lawful is the judge's to say.
const maxPenaltyRate = 1_000_000

// checkDebtors judges how several debtors owe: jointly, or each an own share.
func (o Obligation) checkDebtors(fs *Faults) {
	switch o.Liability {
	case "", Joint:
		if len(o.Shares) > 0 {
			fs.Add("shares", definite, "no shares where each debtor owes the whole; or liability several")
		}
		return
	case Several:
	default:
		fs.Add("liability", definite, "joint or several")
		return
	}
	if len(o.Debtors) < 2 {
		fs.Add("liability", "按份之债有数个债务人 several debtors owe severally", "two debtors or more, or no liability")
	}
	if o.Subject != Money {
		fs.Add("liability", definite, "joint where an act is owed; a part of an act is an obligation of its own")
	}
	if len(o.Instalments) > 0 || o.WaivedFen > 0 {
		fs.Add("liability", "按份之债不分期、不附恢复条款 a several obligation has no instalments and no waiver", "one obligation for each debtor, with instalments of its own")
	}
	var sum int64
	seen := map[string]bool{}
	for i, s := range o.Shares {
		path := fmt.Sprintf("shares[%d]", i)
		switch {
		case !slices.Contains(o.Debtors, s.Debtor):
			fs.Add(path+".debtor", definite, "one of the debtors: %s", strings.Join(o.Debtors, ", "))
		case seen[s.Debtor]:
			fs.Add(path+".debtor", "重复 named twice", "each debtor once")
		}
		seen[s.Debtor] = true
		if s.AmountFen <= 0 || s.AmountFen > MaxFen {
			fs.Add(path+".amountFen", definite, "the debtor's own share, 1 to %d fen", MaxFen)
			continue
		}
		sum += min(s.AmountFen, MaxFen-sum) // stays within int64 however many there are
	}
	for _, d := range o.Debtors {
		if !seen[d] {
			fs.Add("shares", definite, "a share of %s too", d)
		}
	}
	if sum != o.AmountFen {
		fs.Add("shares", "各份之和应等于总额 the shares add up to the amount", "%d fen in all, not %d", o.AmountFen, sum)
	}
}

// checkClauses judges default and security clauses (民事调解规定第8、9条).
func (o Obligation) checkClauses(fs *Faults) {
	if o.PenaltyAnnualMillionths < 0 || o.PenaltyAnnualMillionths > maxPenaltyRate {
		fs.Add("penaltyAnnualMillionths", "民事调解规定第8条", "the agreed yearly rate, 0 to %d; 150000 is 15 %%", maxPenaltyRate)
	}
	if o.Subject == Act && o.PenaltyAnnualMillionths != 0 {
		fs.Add("penaltyAnnualMillionths", "行为义务没有计算违约金的本金 an act has no amount to count on", "penaltyFen")
	}
	switch {
	case o.WaivedFen < 0 || o.WaivedFen > MaxFen-min(max(o.AmountFen, 0), MaxFen):
		fs.Add("waivedFen", "民事调解规定第8条", "what was waived on condition of performance, with the amount at most %d fen", MaxFen)
	case o.WaivedFen > 0 && o.Subject != Money:
		fs.Add("waivedFen", "民事调解规定第8条", "no waiver where an act is owed")
	}
	for i, s := range o.Securities {
		fs.Within(fmt.Sprintf("securities[%d]", i), s.check(o))
	}
}

func (s Security) check(o Obligation) (fs Faults) {
	checkID(&fs, "by", s.By, "who gives it: the guarantor's ID, such as G1")
	real := false
	switch s.Kind {
	case JointGuarantee, GeneralGuarantee:
		if s.Property != "" {
			fs.Add("property", "保证不指定财产 a guarantee names no property", "no property, or kind mortgage or pledge")
		}
	case Mortgage, Pledge:
		real = true
		need(&fs, "property", s.Property != "", "what is mortgaged or pledged, in a few words")
	default:
		fs.Add("kind", "民事调解规定第9条", "joint_guarantee, general_guarantee, mortgage or pledge")
	}
	if s.By != "" && !slices.Contains(o.Guarantors, s.By) && (!real || !slices.Contains(o.Debtors, s.By)) {
		fs.Add("by", "民事调解规定第9条", "one of the guarantors of it, or for a mortgage or pledge one of its debtors")
	}
	if s.LimitFen < 0 || s.LimitFen > MaxFen {
		fs.Add("limitFen", "担保限额 the limit", "0 for all that is owed, to %d fen", MaxFen)
	}
	return fs
}
