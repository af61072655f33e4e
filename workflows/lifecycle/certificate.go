package lifecycle

// States of a certificate of voluntary performance (自动履行证明书).
const (
	Checking             State = "checking"
	AwaitingConfirmation State = "awaiting_confirmation"
	Deciding             State = "deciding"
	Issued               State = "issued"
	CertificateRefused   State = "certificate_refused"
)

// Events of a certificate.
const (
	ChecksPassed        Event = "checks_passed"
	ChecksFailed        Event = "checks_failed"
	CreditorConfirms    Event = "creditor_confirms"
	CreditorDenies      Event = "creditor_denies"
	ConfirmationSilence Event = "confirmation_silence"
	IssueCertificate    Event = "issue_certificate"
	RefuseCertificate   Event = "refuse_certificate"
)

// ProofOfPayment is the guard of issuing when the creditor kept silent.
const ProofOfPayment Guard = "confirmed_or_proved"

// Certificate is the machine of one application for a certificate.
var Certificate = (&Machine{
	ID: "certificate", Name: "自动履行证明", NameEN: "certificate of voluntary performance",
	Initial: []State{Checking},
	States: []StateInfo{
		{State: Checking, Name: "核查", NameEN: "checking the register", Clocks: []string{"certificate-decision"}},
		{State: AwaitingConfirmation, Name: "待债权人确认", NameEN: "awaiting the creditor", Clocks: []string{"certificate-confirmation"}},
		{State: Deciding, Name: "待出具", NameEN: "deciding", Clocks: []string{"certificate-decision"}},
		{State: Issued, Name: "已出具", NameEN: "issued", Terminal: true},
		{State: CertificateRefused, Name: "不予出具", NameEN: "refused", Terminal: true},
	},
	Rows: []Row{
		{ChecksPassed, "核查通过", "checks passed", []State{Checking}, AwaitingConfirmation, byLinked, nil, "报告机制十"},
		{ChecksFailed, "核查未通过", "checks failed", []State{Checking}, CertificateRefused, byLinked, nil, "报告机制十"},
		{CreditorConfirms, "债权人确认", "creditor confirms", []State{AwaitingConfirmation}, Deciding, []Role{Clerk, Judge, Integration}, nil, "报告机制十"},
		{CreditorDenies, "债权人否认", "creditor denies", []State{AwaitingConfirmation}, Deciding, []Role{Clerk, Judge, Integration}, nil, "报告机制十"},
		{ConfirmationSilence, "债权人逾期未答复", "creditor keeps silent", []State{AwaitingConfirmation}, Deciding, byClock, nil, "法院政策（报告机制十）"},
		{IssueCertificate, "出具自动履行证明书", "certificate issued", []State{Deciding}, Issued, bench, []Guard{ProofOfPayment}, "报告机制十"},
		{AdoptCalendar, "采用新的放假安排", "newer day-off table adopted", []State{AwaitingConfirmation, Deciding}, Same, []Role{TrialManagement, President, Integration}, nil, "民事诉讼法第85条"},
		{RefuseCertificate, "不予出具", "certificate refused", []State{Deciding}, CertificateRefused, bench, nil, "报告机制十"},
	},
}).build()
