package casefile

import "luxing/workflows/calendar"

// ReversalForm withdraws a payment again: a bounced cheque, a transfer called
// back, a booking by mistake.
type ReversalForm struct {
	Payment string        `json:"payment"`
	On      calendar.Date `json:"on"`
	Kind    string        `json:"kind"` // bounced, recalled, mistake
	Reason  string        `json:"reason"`
}

// Check implements Form.
func (f *ReversalForm) Check() (fs Faults) {
	need(&fs, "payment", f.Payment != "", "被冲正的付款的编号 the ID of the payment that is withdrawn")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	oneOf(&fs, "kind", f.Kind, "冲正的原因 why it is withdrawn", "bounced", "recalled", "mistake")
	need(&fs, "reason", f.Reason != "", "理由，一句话写明 the reason, in a sentence")
	return fs
}

// ReturnForm is money that was too much, back with whoever paid it.
type ReturnForm struct {
	Payment   string        `json:"payment"`
	AmountFen int64         `json:"amountFen"`
	To        string        `json:"to,omitempty"` // the payer's ID; left out for an outsider
	On        calendar.Date `json:"on"`
	Method    string        `json:"method,omitempty"`
}

// Check implements Form.
func (f *ReturnForm) Check() (fs Faults) {
	need(&fs, "payment", f.Payment != "", "多付的付款的编号 the ID of the payment that was too much")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	if f.AmountFen <= 0 {
		fs.Add("amountFen", "金额 an amount", "大于零，以分为单位 more than zero, in fen")
	}
	return fs
}

// ReceiptForm is a creditor's confirmation that a payment came in.
type ReceiptForm struct {
	Payment string        `json:"payment"`
	Party   string        `json:"party"` // the creditor
	On      calendar.Date `json:"on"`
}

// Check implements Form.
func (f *ReceiptForm) Check() (fs Faults) {
	need(&fs, "payment", f.Payment != "", "被确认的付款的编号 the ID of the payment that is confirmed")
	need(&fs, "party", f.Party != "", "债权人或者申请执行人的编号（如P1） the creditor's ID, such as P1")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// SecurityForm records that a mortgage or pledge has met the condition under
// which it takes effect (民事调解规定第9条).
type SecurityForm struct {
	Obligation string        `json:"obligation"`
	By         string        `json:"by"`
	On         calendar.Date `json:"on"`
	Proof      string        `json:"proof"` // the register's number, the record of delivery
}

// Check implements Form.
func (f *SecurityForm) Check() (fs Faults) {
	need(&fs, "obligation", f.Obligation != "", "该项义务的编号（如O1） the obligation's ID, such as O1")
	need(&fs, "by", f.By != "", "提供担保的人：当事人的编号 who gives the security: a party's ID")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	need(&fs, "proof", f.Proof != "", "证明材料：登记号、交付记录 what proves it: the number of the registration, the record of delivery")
	return fs
}

// TransferKinds are the documents that a judge transfers to enforcement
// (执行规定第17条).
var TransferKinds = []string{"support", "maintenance", "upbringing", "civil_sanction", "criminal_incidental"}

// TransferEnforceForm is a judge's transfer to enforcement (移送执行).
type TransferEnforceForm struct {
	Party  string        `json:"party"` // the creditor
	Kind   string        `json:"kind"`
	On     calendar.Date `json:"on"`
	Reason string        `json:"reason"`
}

// Check implements Form.
func (f *TransferEnforceForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "债权人或者申请执行人的编号（如P1） the creditor's ID, such as P1")
	oneOf(&fs, "kind", f.Kind, "执行规定第17条：其余由当事人申请 the creditor applies for all others", TransferKinds...)
	need(&fs, "on", !f.On.IsZero(), wantDay)
	need(&fs, "reason", f.Reason != "", "理由，一句话写明 the reason, in a sentence")
	return fs
}

// PreUrgingForm begins an urging before enforcement (执前督促).
type PreUrgingForm struct {
	Party     string        `json:"party"` // the applicant
	On        calendar.Date `json:"on"`    // of the application
	Consented bool          `json:"consented"`
	Contact   string        `json:"contact"` // how the debtor can be reached, as the applicant says
	// Hiding and Urgent say that property is being hidden, or that it is urgent:
	// such a case is not urged but enforced.
	Hiding bool   `json:"hiding,omitempty"`
	Urgent bool   `json:"urgent,omitempty"`
	Urger  string `json:"urger,omitempty"` // who urges: an experienced enforcement officer or mediator
}

// Check implements Form.
func (f *PreUrgingForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "申请人的编号（如P1） the applicant's ID, such as P1")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	need(&fs, "contact", f.Contact != "", "申请人提供的被执行人电话或者地址 the debtor's telephone or address, from the applicant")
	return fs
}

// UrgingNoteForm is one step of an urging before enforcement.
type UrgingNoteForm struct {
	On      calendar.Date `json:"on"`
	Channel string        `json:"channel"`
	Reached bool          `json:"reached"`
	Cause   string        `json:"cause,omitempty"`
	Note    string        `json:"note,omitempty"`
}

// Check implements Form.
func (f *UrgingNoteForm) Check() (fs Faults) {
	need(&fs, "on", !f.On.IsZero(), wantDay)
	oneOf(&fs, "channel", f.Channel, "联系方式 the channel", "phone", "sms", "visit", "online")
	if f.Cause != "" {
		oneOf(&fs, "cause", f.Cause, "未履行原因 why it is not performed", DefaultCauses...)
	}
	return fs
}
