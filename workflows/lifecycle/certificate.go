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
	AllAnswered         Event = "creditors_answered"
	FallsWhileChecked   Event = "retrial_reverses_while_checked"
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
		{CreditorConfirms, "债权人确认", "creditor confirms", []State{AwaitingConfirmation, Deciding}, Same, []Role{Clerk, Judge, Integration}, nil, "报告机制十"},
		{CreditorDenies, "债权人否认", "creditor denies", []State{AwaitingConfirmation, Deciding}, Same, []Role{Clerk, Judge, Integration}, nil, "报告机制十"},
		{AllAnswered, "债权人均已答复", "every creditor has answered", []State{AwaitingConfirmation}, Deciding, byLinked, nil, "报告机制十"},
		{ConfirmationSilence, "债权人逾期未答复", "creditor keeps silent", []State{AwaitingConfirmation}, Deciding, byClock, nil, "法院政策（报告机制十）"},
		{IssueCertificate, "出具自动履行证明书", "certificate issued", []State{Deciding}, Issued, bench, []Guard{ProofOfPayment}, "报告机制十"},
		{AdoptCalendar, "采用新的放假安排", "newer day-off table adopted", []State{AwaitingConfirmation, Deciding}, Same, []Role{TrialManagement, President, Integration}, nil, "民事诉讼法第85条"},
		{RetrialNoted, "裁定再审，暂不出具", "retrial ordered, nothing is issued", []State{Checking, AwaitingConfirmation, Deciding}, Same, byLinked, nil, "民事诉讼法第217条"},
		{RetrialOver, "再审维持", "upheld on retrial", []State{Checking, AwaitingConfirmation, Deciding}, Same, byLinked, nil, "民诉法解释第404、405条"},
		{RetrialReverses, "原裁判被撤销或者变更", "set aside or changed on retrial", []State{AwaitingConfirmation, Deciding}, CertificateRefused, byLinked, nil, "法院政策（报告机制十）"},
		{FallsWhileChecked, "核查中原裁判被撤销或者变更", "set aside or changed on retrial while the register is asked", []State{Checking}, Same, byLinked, nil, "法院政策（报告机制十）"},
		{RefuseCertificate, "不予出具", "certificate refused", []State{Deciding}, CertificateRefused, bench, nil, "报告机制十"},
	},
}).build()

// States of the review whether a certificate that was given must be revoked.
const (
	RevocationCheck    State = "revocation_check"
	RevocationReview   State = "revocation_review"
	CertificateRevoked State = "revoked"
	CertificateKept    State = "kept"
)

// Events of that review.
const (
	CertificateFound   Event = "certificate_found"
	CertificateMissing Event = "certificate_missing"
	HearHolder         Event = "hear_holder"
	RevokeCertificate  Event = "revoke_certificate"
	KeepCertificate    Event = "keep_certificate"
)

// HolderHeard is the guard of revoking: whoever may still explain was asked.
const HolderHeard Guard = "holder_heard"

// Revocation is the machine of revoking one certificate. It is a workflow of
// its own, because the application ended with the certificate, perhaps years ago.
var Revocation = (&Machine{
	ID: "revocation", Name: "撤销自动履行证明", NameEN: "revocation of a certificate",
	Initial: []State{RevocationCheck},
	States: []StateInfo{
		{State: RevocationCheck, Name: "核对证明书", NameEN: "finding the certificate", Clocks: []string{"certificate-revocation"}},
		{State: RevocationReview, Name: "撤销审查", NameEN: "review", Clocks: []string{"certificate-revocation"}},
		{State: CertificateRevoked, Name: "已撤销", NameEN: "revoked", Terminal: true},
		{State: CertificateKept, Name: "不予撤销", NameEN: "kept", Terminal: true},
	},
	Rows: []Row{
		{CertificateFound, "核对无误", "certificate found", []State{RevocationCheck}, RevocationReview, byLinked, nil, "法院政策（报告机制十）"},
		{CertificateMissing, "无有效证明书", "no valid certificate", []State{RevocationCheck}, CertificateKept, byLinked, nil, "法院政策（报告机制十）"},
		{HearHolder, "听取持证人意见", "holder heard", []State{RevocationReview}, Same, []Role{Clerk, Judge}, nil, "法院政策（报告机制十）"},
		{RevokeCertificate, "撤销自动履行证明书", "certificate revoked", []State{RevocationReview}, CertificateRevoked, []Role{Judge, President}, []Guard{HolderHeard}, "法院政策（报告机制十）"},
		{KeepCertificate, "不予撤销", "certificate kept", []State{RevocationReview}, CertificateKept, []Role{Judge, President}, nil, "法院政策（报告机制十）"},
		{AdoptCalendar, "采用新的放假安排", "newer day-off table adopted", []State{RevocationReview}, Same, []Role{TrialManagement, President, Integration}, nil, "民事诉讼法第85条"},
	},
}).build()
