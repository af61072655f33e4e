package casefile

import (
	"fmt"
	"slices"

	"luxing/workflows/calendar"
)

// Bounds of what a document may order. They are far beyond real cases and
// keep sums within int64.
const (
	// MaxFen is the largest amount: ten trillion yuan.
	MaxFen = int64(1_000_000_000_000_000)
	// MaxInstalments is ten years of monthly ones.
	MaxInstalments = 120
	// MaxObligations is how many a document may fix.
	MaxObligations = 100
	maxDueDays     = 3650
)

// definite is what an enforceable obligation has to be.
const definite = "民诉法解释第461条 definite obligation"

// CheckObligations finds every fault of obligations as a document fixes them:
// each definite as to debtor, creditor, subject, amount or act, and due date
// (民诉法解释第461条), with an ID of its own. Whether the parties exist is
// the case's to say. Fields are named below field, as obligations[0].dueDays.
func CheckObligations(field string, obligations []Obligation) (fs Faults) {
	if len(obligations) > MaxObligations {
		fs.Add(field, "义务过多 too many obligations", "不超过%[1]d项 at most %[1]d", MaxObligations)
		return fs
	}
	seen := map[string]int{}
	for i, o := range obligations {
		path := fmt.Sprintf("%s[%d]", field, i)
		if first, twice := seen[o.ID]; twice && o.ID != "" {
			fs.Add(path+".id", "编号重复 duplicate ID", "各有自己的编号：%[1]s[%[2]d]也是“%[3]s” an ID of its own: %[1]s[%[2]d] has %[3]s too", field, first, quote(o.ID))
		} else {
			seen[o.ID] = i
		}
		fs.Within(path, o.check())
	}
	return fs
}

func (o Obligation) check() (fs Faults) {
	checkID(&fs, "id", o.ID, "该项义务的编号（如O1） the obligation's ID, such as O1")
	o.checkPeople(&fs)
	switch o.Subject {
	case Money:
		if o.AmountFen <= 0 || o.AmountFen > MaxFen {
			fs.Add("amountFen", definite, "应付金额，1至%[1]d分 the amount owed, 1 to %[1]d fen", MaxFen)
		}
		if o.Act != "" {
			fs.Add("act", definite, "金钱给付不填行为；行为应单列一项义务 no act where money is owed; an act is an obligation of its own")
		}
	case Act:
		if o.Act == "" {
			fs.Add("act", definite, "应当完成的行为，一句话写明 what is to be done, in a sentence")
		}
		if o.AmountFen != 0 {
			fs.Add("amountFen", definite, "行为义务不填金额；金钱给付应单列一项义务 no amount where an act is owed; money is an obligation of its own")
		}
		if len(o.Instalments) > 0 {
			fs.Add("instalments", definite, "行为义务不分期 no instalments of an act")
		}
	default:
		fs.Add("subject", definite, "金钱给付（money）或者行为（act） money or act")
	}
	if o.PenaltyFen < 0 || o.PenaltyFen > MaxFen {
		fs.Add("penaltyFen", "民事调解规定第8条", "约定的违约金，0至%[1]d分 the agreed penalty, 0 to %[1]d fen", MaxFen)
	}
	o.checkDue(&fs)
	o.checkDebtors(&fs)
	o.checkClauses(&fs)
	return fs
}

func (o Obligation) checkPeople(fs *Faults) {
	checkIDs(fs, "debtors", o.Debtors, "债务人或者被执行人的编号（如D1） the debtor's ID, such as D1")
	need(fs, "debtors", len(o.Debtors) > 0, "债务人：一名或者数名当事人的编号（义务应当明确） who owes it: one party's ID or several (a definite obligation)")
	checkID(fs, "creditor", o.Creditor, "债权人：当事人的编号（如P1） to whom it is owed: a party's ID, such as P1")
	if o.Creditor != "" && slices.Contains(o.Debtors, o.Creditor) {
		fs.Add("creditor", "债权人与债务人为同一人 creditor and debtor are one", "“%[1]s”以外的债权人 a creditor other than %[1]s", quote(o.Creditor))
	}
	checkIDs(fs, "guarantors", o.Guarantors, "担保人的编号（如G1） the guarantor's ID, such as G1")
	for i, g := range o.Guarantors {
		if g != "" && (g == o.Creditor || slices.Contains(o.Debtors, g)) {
			fs.Add(fmt.Sprintf("guarantors[%d]", i), "民事调解规定第9条", "该项义务的债务人、债权人以外的人，不是“%[1]s” somebody who is neither debtor nor creditor of it, not “%[1]s”", quote(g))
		}
	}
}

func (o Obligation) checkDue(fs *Faults) {
	given := 0
	for _, is := range []bool{o.DueDays != 0, !o.Due.IsZero(), len(o.Instalments) > 0} {
		if is {
			given++
		}
	}
	if given > 1 {
		fs.Add("due", definite, "履行天数（dueDays）、履行日（due）、分期（instalments）只填其一；生效即应履行的都不填 one of dueDays, due and instalments; none for what is due on effectiveness")
	}
	if o.DueDays < 0 || o.DueDays > maxDueDays {
		fs.Add("dueDays", "履行期间 the performance period", "0至%[1]d日 0 to %[1]d days", maxDueDays)
	}
	checkDay(fs, "due", o.Due)
	*fs = append(*fs, checkInstalments("instalments", o.Instalments)...)
	if o.Accelerates && len(o.Instalments) == 0 {
		fs.Add("accelerates", "民事调解规定第8条", "填写分期，其余各期随之到期 instalments, the rest of which fall due")
	}
	if o.Subject != Money || len(o.Instalments) == 0 || len(o.Instalments) > MaxInstalments {
		return
	}
	if sum, ok := sumFen(o.Instalments); ok && sum != o.AmountFen && o.AmountFen > 0 {
		fs.Add("instalments", "各期合计等于总额 instalments add up to the amount", "合计%[1]d分，而不是%[2]d分 %[1]d fen in all, not %[2]d", o.AmountFen, sum)
	}
}

// checkInstalments finds every fault of a plan: positive amounts, days that
// follow one another.
func checkInstalments(field string, instalments []Instalment) (fs Faults) {
	if len(instalments) > MaxInstalments {
		fs.Add(field, "分期过多 too many instalments", "不超过%[1]d项 at most %[1]d", MaxInstalments)
		return fs
	}
	var last calendar.Date
	for i, in := range instalments {
		path := fmt.Sprintf("%s[%d]", field, i)
		if in.AmountFen <= 0 || in.AmountFen > MaxFen {
			fs.Add(path+".amountFen", definite, "1至%[1]d分 1 to %[1]d fen", MaxFen)
		}
		switch {
		case in.Due.IsZero():
			fs.Add(path+".due", definite, "履行期的末日（如2019-06-30） the last day of performance, as 2019-06-30")
		case in.Due.Before(firstDay):
			checkDay(&fs, path+".due", in.Due)
		case !in.Due.After(last):
			fs.Add(path+".due", "各期依次到期 each falls due after the one before", "晚于%[1]s的日期 a day after %[1]s", last)
		}
		if in.Due.After(last) {
			last = in.Due
		}
	}
	return fs
}

// sumFen adds instalments up; ok is false when one of them is out of bounds.
func sumFen(instalments []Instalment) (sum int64, ok bool) {
	for _, in := range instalments {
		if in.AmountFen <= 0 || in.AmountFen > MaxFen {
			return 0, false
		}
		sum += in.AmountFen
	}
	return sum, true
}
