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
		fs.Add(field, "义务过多 too many obligations", "at most %d", MaxObligations)
		return fs
	}
	seen := map[string]int{}
	for i, o := range obligations {
		path := fmt.Sprintf("%s[%d]", field, i)
		if first, twice := seen[o.ID]; twice && o.ID != "" {
			fs.Add(path+".id", "编号重复 duplicate ID", "an ID of its own: %s[%d] has %s too", field, first, o.ID)
		} else {
			seen[o.ID] = i
		}
		fs.Within(path, o.check())
	}
	return fs
}

func (o Obligation) check() (fs Faults) {
	checkID(&fs, "id", o.ID, "the obligation's ID, such as O1")
	o.checkPeople(&fs)
	switch o.Subject {
	case Money:
		if o.AmountFen <= 0 || o.AmountFen > MaxFen {
			fs.Add("amountFen", definite, "the amount owed, 1 to %d fen", MaxFen)
		}
		if o.Act != "" {
			fs.Add("act", definite, "no act where money is owed; an act is an obligation of its own")
		}
	case Act:
		if o.Act == "" {
			fs.Add("act", definite, "what is to be done, in a sentence")
		}
		if o.AmountFen != 0 {
			fs.Add("amountFen", definite, "no amount where an act is owed; money is an obligation of its own")
		}
		if len(o.Instalments) > 0 {
			fs.Add("instalments", definite, "no instalments of an act")
		}
	default:
		fs.Add("subject", definite, "money or act")
	}
	if o.PenaltyFen < 0 || o.PenaltyFen > MaxFen {
		fs.Add("penaltyFen", "民事调解规定第8条", "the agreed penalty, 0 to %d fen", MaxFen)
	}
	o.checkDue(&fs)
	o.checkDebtors(&fs)
	o.checkClauses(&fs)
	return fs
}

func (o Obligation) checkPeople(fs *Faults) {
	checkIDs(fs, "debtors", o.Debtors, "the debtor's ID, such as D1")
	need(fs, "debtors", len(o.Debtors) > 0, "who owes it: one party's ID or several ("+definite+")")
	checkID(fs, "creditor", o.Creditor, "to whom it is owed: a party's ID, such as P1 ("+definite+")")
	if o.Creditor != "" && slices.Contains(o.Debtors, o.Creditor) {
		fs.Add("creditor", "债权人与债务人为同一人 creditor and debtor are one", "a creditor other than %s", o.Creditor)
	}
	checkIDs(fs, "guarantors", o.Guarantors, "the guarantor's ID, such as G1")
	for i, g := range o.Guarantors {
		if g != "" && (g == o.Creditor || slices.Contains(o.Debtors, g)) {
			fs.Add(fmt.Sprintf("guarantors[%d]", i), "民事调解规定第9条", "somebody who is neither debtor nor creditor of it, not %s", g)
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
		fs.Add("due", definite, "one of dueDays, due and instalments; none for what is due on effectiveness")
	}
	if o.DueDays < 0 || o.DueDays > maxDueDays {
		fs.Add("dueDays", "履行期间 the performance period", "0 to %d days", maxDueDays)
	}
	checkDay(fs, "due", o.Due)
	*fs = append(*fs, checkInstalments("instalments", o.Instalments)...)
	if o.Accelerates && len(o.Instalments) == 0 {
		fs.Add("accelerates", "民事调解规定第8条", "instalments, the rest of which fall due")
	}
	if o.Subject != Money || len(o.Instalments) == 0 || len(o.Instalments) > MaxInstalments {
		return
	}
	if sum, ok := sumFen(o.Instalments); ok && sum != o.AmountFen && o.AmountFen > 0 {
		fs.Add("instalments", "各期合计等于总额 instalments add up to the amount", "%d fen in all, not %d", o.AmountFen, sum)
	}
}

// checkInstalments finds every fault of a plan: positive amounts, days that
// follow one another.
func checkInstalments(field string, instalments []Instalment) (fs Faults) {
	if len(instalments) > MaxInstalments {
		fs.Add(field, "分期过多 too many instalments", "at most %d", MaxInstalments)
		return fs
	}
	var last calendar.Date
	for i, in := range instalments {
		path := fmt.Sprintf("%s[%d]", field, i)
		if in.AmountFen <= 0 || in.AmountFen > MaxFen {
			fs.Add(path+".amountFen", definite, "1 to %d fen", MaxFen)
		}
		switch {
		case in.Due.IsZero():
			fs.Add(path+".due", definite, "the last day of performance, as 2019-06-30")
		case in.Due.Before(firstDay):
			checkDay(&fs, path+".due", in.Due)
		case !in.Due.After(last):
			fs.Add(path+".due", "各期依次到期 each falls due after the one before", "a day after %s", last)
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
