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
			fs.Add("shares", definite, "各债务人均负全部责任的，不填份额；或者责任方式为按份（several） no shares where each debtor owes the whole; or liability several")
		}
		return
	case Several:
	default:
		fs.Add("liability", definite, "连带（joint）或者按份（several） joint or several")
		return
	}
	if len(o.Debtors) < 2 {
		fs.Add("liability", "按份之债有数个债务人 several debtors owe severally", "两名以上债务人，或者不填责任方式 two debtors or more, or no liability")
	}
	if o.Subject != Money {
		fs.Add("liability", definite, "行为义务为连带（joint）；行为的一部分应单列一项义务 joint where an act is owed; a part of an act is an obligation of its own")
	}
	if len(o.Instalments) > 0 || o.WaivedFen > 0 {
		fs.Add("liability", "按份之债不分期、不附恢复条款 a several obligation has no instalments and no waiver", "每名债务人单列一项义务，各有其分期 one obligation for each debtor, with instalments of its own")
	}
	var sum int64
	seen := map[string]bool{}
	for i, s := range o.Shares {
		path := fmt.Sprintf("shares[%d]", i)
		switch {
		case !slices.Contains(o.Debtors, s.Debtor):
			fs.Add(path+".debtor", definite, "该项义务的债务人之一（“%[1]s”） one of the debtors: “%[1]s”", quote(strings.Join(o.Debtors, ", ")))
		case seen[s.Debtor]:
			fs.Add(path+".debtor", "重复 named twice", "每名债务人只列一次 each debtor once")
		}
		seen[s.Debtor] = true
		if s.AmountFen <= 0 || s.AmountFen > MaxFen {
			fs.Add(path+".amountFen", definite, "该债务人应负担的份额，1至%[1]d分 the debtor's own share, 1 to %[1]d fen", MaxFen)
			continue
		}
		sum += min(s.AmountFen, MaxFen-sum) // stays within int64 however many there are
	}
	for _, d := range o.Debtors {
		if !seen[d] {
			fs.Add("shares", definite, "还应写明“%[1]s”的份额 a share of “%[1]s” too", quote(d))
		}
	}
	if sum != o.AmountFen {
		fs.Add("shares", "各份之和应等于总额 the shares add up to the amount", "合计%[1]d分，而不是%[2]d分 %[1]d fen in all, not %[2]d", o.AmountFen, sum)
	}
}

// checkClauses judges default and security clauses (民事调解规定第8、9条).
func (o Obligation) checkClauses(fs *Faults) {
	if o.PenaltyAnnualMillionths < 0 || o.PenaltyAnnualMillionths > maxPenaltyRate {
		fs.Add("penaltyAnnualMillionths", "民事调解规定第8条", "约定的年利率，0至%[1]d之间；150000即15%%，以百万分之一为单位 the agreed yearly rate, 0 to %[1]d; 150000 is 15 %%", maxPenaltyRate)
	}
	if o.Subject == Act && o.PenaltyAnnualMillionths != 0 {
		fs.Add("penaltyAnnualMillionths", "行为义务没有计算违约金的本金 an act has no amount to count on", "改填违约金数额（penaltyFen） penaltyFen")
	}
	switch {
	case o.WaivedFen < 0 || o.WaivedFen > MaxFen-min(max(o.AmountFen, 0), MaxFen):
		fs.Add("waivedFen", "民事调解规定第8条", "以履行为条件放弃的数额，与义务数额合计不超过%[1]d分 what was waived on condition of performance, with the amount at most %[1]d fen", MaxFen)
	case o.WaivedFen > 0 && o.Subject != Money:
		fs.Add("waivedFen", "民事调解规定第8条", "行为义务不填放弃的数额 no waiver where an act is owed")
	}
	for i, s := range o.Securities {
		fs.Within(fmt.Sprintf("securities[%d]", i), s.check(o))
	}
}

func (s Security) check(o Obligation) (fs Faults) {
	checkID(&fs, "by", s.By, "提供担保的人：担保人的编号（如G1） who gives it: the guarantor's ID, such as G1")
	real := false
	switch s.Kind {
	case JointGuarantee, GeneralGuarantee:
		if s.Property != "" {
			fs.Add("property", "保证不指定财产 a guarantee names no property", "不填财产，或者担保方式为抵押（mortgage）、质押（pledge） no property, or kind mortgage or pledge")
		}
	case Mortgage, Pledge:
		real = true
		need(&fs, "property", s.Property != "", "抵押或者质押的财产，简要写明 what is mortgaged or pledged, in a few words")
	default:
		fs.Add("kind", "民事调解规定第9条", "连带责任保证（joint_guarantee）、一般保证（general_guarantee）、抵押（mortgage）或者质押（pledge） joint_guarantee, general_guarantee, mortgage or pledge")
	}
	if s.By != "" && !slices.Contains(o.Guarantors, s.By) && (!real || !slices.Contains(o.Debtors, s.By)) {
		fs.Add("by", "民事调解规定第9条", "该项义务的担保人之一；抵押、质押也可以是该项义务的债务人之一 one of the guarantors of it, or for a mortgage or pledge one of its debtors")
	}
	if s.LimitFen < 0 || s.LimitFen > MaxFen {
		fs.Add("limitFen", "担保限额 the limit", "0（担保全部债务）至%[1]d分 0 for all that is owed, to %[1]d fen", MaxFen)
	}
	return fs
}
