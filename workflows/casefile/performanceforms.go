package casefile

import (
	"luxing/workflows/calendar"
)

// PaymentForm is money received towards an obligation.
type PaymentForm struct {
	Payment string `json:"payment"` // its own ID, so that it is booked once
	// Obligation may be left out when the case has only one.
	Obligation string        `json:"obligation,omitempty"`
	Payer      string        `json:"payer"`
	AmountFen  int64         `json:"amountFen,omitempty"` // left out when an act was done
	On         calendar.Date `json:"on"`
	Method     string        `json:"method,omitempty"`
	Confirmed  bool          `json:"confirmed,omitempty"` // the creditor confirmed it
	// For is the debtor it is paid for, where that is not the payer.
	For string `json:"for,omitempty"`
	// Outsider is the payer's name where that is nobody of the case; then payer is left out.
	Outsider string `json:"outsider,omitempty"`
	// Asset is what was sold or deducted in enforcement, where it is the price of
	// that: interest is counted until the sale, not until the price arrives
	// (迟延履行利息解释第3条).
	Asset string `json:"asset,omitempty"`
}

// Check implements Form.
func (f *PaymentForm) Check() (fs Faults) {
	need(&fs, "payment", f.Payment != "", "付款自己的编号 the payment's own ID")
	need(&fs, "payer", f.Payer != "" || f.Outsider != "", "付款人：当事人的编号；或者案外付款人（outsider）的姓名 who paid: a party's ID; or outsider, a name")
	if f.Payer != "" && f.Outsider != "" {
		fs.Add("outsider", "付款人只有一个 one payer", "付款人（payer）或者案外付款人（outsider），只填其一 payer or outsider, not both")
	}
	need(&fs, "on", !f.On.IsZero(), wantDay)
	if f.AmountFen < 0 {
		fs.Add("amountFen", "金额 an amount", "大于零，以分为单位 more than zero, in fen")
	}
	if f.Asset != "" {
		checkID(&fs, "asset", f.Asset, "已变价财产的编号（如A1） the ID of the asset that was sold, such as A1")
	}
	return fs
}

// InterruptForm says what interrupted the limitation period.
type InterruptForm struct {
	Ground string        `json:"ground"` // demand, settlement, promise, application
	On     calendar.Date `json:"on"`
}

// Check implements Form.
func (f *InterruptForm) Check() (fs Faults) {
	switch f.Ground {
	case "demand", "settlement", "promise", "application":
	default:
		fs.Add("ground", "执行程序解释第20条", "请求履行（demand）、和解（settlement）、同意履行（promise）或者申请执行（application） demand, settlement, promise or application")
	}
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// ContactForm is one contact with a debtor.
type ContactForm struct {
	Obligation string        `json:"obligation"`
	On         calendar.Date `json:"on"`
	Channel    string        `json:"channel"` // phone, sms, visit, online
	Reached    bool          `json:"reached"`
	Reason     string        `json:"reason,omitempty"` // why the debtor has not performed
	Cause      string        `json:"cause,omitempty"`  // the same, coded
}

// Check implements Form.
func (f *ContactForm) Check() (fs Faults) {
	need(&fs, "obligation", f.Obligation != "", "该项义务的编号（如O1） the obligation's ID, such as O1")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	oneOf(&fs, "channel", f.Channel, "联系方式 the channel", "phone", "sms", "visit", "online")
	if f.Cause != "" {
		oneOf(&fs, "cause", f.Cause, "未履行原因 why it is not performed", DefaultCauses...)
	}
	return fs
}

// DefaultCauses are why debtors do not perform, as contacts record it.
var DefaultCauses = []string{"no_money", "awaiting_money", "disputes", "refuses", "procedure", "unreachable", "other"}

// PlanForm is a new plan that the parties agreed.
type PlanForm struct {
	Obligation  string       `json:"obligation"`
	Instalments []Instalment `json:"instalments"`
}

// Check implements Form.
func (f *PlanForm) Check() (fs Faults) {
	need(&fs, "obligation", f.Obligation != "", "该项义务的编号（如O1） the obligation's ID, such as O1")
	need(&fs, "instalments", len(f.Instalments) > 0, "各期应付的金额和日期 what is to be paid and when")
	fs = append(fs, checkInstalments("instalments", f.Instalments)...)
	return fs
}

// ObligationForm names an obligation.
type ObligationForm struct {
	Obligation string `json:"obligation"`
	Reason     string `json:"reason"`
}

// Check implements Form.
func (f *ObligationForm) Check() (fs Faults) {
	need(&fs, "obligation", f.Obligation != "", "该项义务的编号（如O1） the obligation's ID, such as O1")
	need(&fs, "reason", f.Reason != "", "理由，一句话写明 the reason, in a sentence")
	return fs
}
