package lifecycle

// States of a bankruptcy handoff (移送破产).
const (
	AwaitingConsent     State = "awaiting_consent"
	AwaitingPanel       State = "awaiting_panel"
	AwaitingPresident   State = "awaiting_president"
	Transferred         State = "transferred"
	Supplementing       State = "supplementing"
	DirectlyApplied     State = "directly_applied"
	BankruptcyIsOpen    State = "bankruptcy_accepted"
	BankruptcyReturned  State = "bankruptcy_returned"
	BankruptcyAbandoned State = "bankruptcy_abandoned"
)

// Events of a bankruptcy handoff.
const (
	ConsentToTransfer  Event = "consent_to_transfer"
	NoConsent          Event = "no_consent"
	PanelDecides       Event = "panel_decides"
	PresidentSigns     Event = "president_signs"
	AskSupplement      Event = "ask_supplement"
	SendSupplement     Event = "send_supplement"
	BankruptcyAccepted Event = "bankruptcy_accepted"
	BankruptcyRefused  Event = "bankruptcy_refused"
	HandoffMoot        Event = "handoff_moot"
	OpenedElsewhere    Event = "bankruptcy_opened_elsewhere"
)

// Events of the main machine about a bankruptcy, beside BankruptcySign.
const (
	SignOfOneDebtor   Event = "sign_of_one_debtor"
	RestInBankruptcy  Event = "rest_in_bankruptcy"
	ExplainBankruptcy Event = "explain_bankruptcy"
	PartyBankrupt     Event = "party_bankrupt"
	AdministratorIn   Event = "administrator_takes_over"
)

// Guards about a bankruptcy.
const (
	EnterpriseParty      Guard = "enterprise_party"
	OnlyDebtorLeft       Guard = "only_debtor_left"
	OtherDebtorsOwe      Guard = "other_debtors_owe"
	StayedForBankruptcy  Guard = "stayed_for_bankruptcy"
	AdministratorAwaited Guard = "administrator_awaited"
	ConsentCounts        Guard = "consent_of_debtor_or_applicant"
	PackageWhole         Guard = "package_whole"
)

// Bankruptcy is the handoff of one enterprise debtor: from enforcement by the
// court's own transfer (执转破), before it by the parties' direct application.
var Bankruptcy = (&Machine{
	ID: "bankruptcy", Name: "移送破产", NameEN: "bankruptcy handoff of a debtor",
	Initial: []State{AwaitingConsent, DirectlyApplied},
	States: []StateInfo{
		{State: AwaitingConsent, Name: "待当事人同意", NameEN: "awaiting consent", Clocks: []string{"bankruptcy-decision"}},
		{State: AwaitingPanel, Name: "待合议庭评议", NameEN: "awaiting the panel", Clocks: []string{"bankruptcy-decision"}},
		{State: AwaitingPresident, Name: "待院长签署", NameEN: "awaiting the president", Clocks: []string{"bankruptcy-decision"}},
		{State: Transferred, Name: "已移送", NameEN: "transferred", Clocks: []string{"bankruptcy-transfer-answer"}},
		{State: Supplementing, Name: "补充材料", NameEN: "supplementing the package", Clocks: []string{"bankruptcy-transfer-supplement"}},
		{State: DirectlyApplied, Name: "当事人直接申请", NameEN: "applied for directly", Clocks: []string{"bankruptcy-ruling-debtor"}},
		{State: BankruptcyIsOpen, Name: "受理破产", NameEN: "accepted", Terminal: true},
		{State: BankruptcyReturned, Name: "不予受理", NameEN: "not accepted", Terminal: true},
		{State: BankruptcyAbandoned, Name: "未获同意", NameEN: "no consent", Terminal: true},
	},
	Rows: []Row{
		{ConsentToTransfer, "同意移送破产", "consent to the transfer", []State{AwaitingConsent}, AwaitingPanel, []Role{EnforcementJudge, Clerk}, []Guard{ConsentCounts}, "民诉法解释第511条"},
		{NoConsent, "不同意移送破产", "no consent", []State{AwaitingConsent}, BankruptcyAbandoned, []Role{EnforcementJudge}, nil, "民诉法解释第514条"},
		{PanelDecides, "合议庭评议同意", "panel decides to transfer", []State{AwaitingPanel}, AwaitingPresident, []Role{EnforcementJudge}, nil, "法发〔2017〕2号"},
		{PresidentSigns, "院长签署移送决定", "president signs the transfer decision", []State{AwaitingPresident}, Transferred, []Role{President}, []Guard{PackageWhole}, "法发〔2017〕2号"},
		{AskSupplement, "受移送法院要求补充材料", "receiving court asks for papers", []State{Transferred}, Supplementing, []Role{Integration, Clerk}, nil, "法发〔2017〕2号"},
		{SendSupplement, "已补充材料", "papers supplied", []State{Supplementing}, Transferred, []Role{EnforcementJudge, Clerk}, nil, "法发〔2017〕2号"},
		{BankruptcyAccepted, "受移送法院受理破产", "bankruptcy court accepts", []State{Transferred, DirectlyApplied}, BankruptcyIsOpen, []Role{Integration, Clerk, EnforcementJudge}, nil, "民诉法解释第512、513条；企业破产法第10条"},
		// Another court had accepted it, on whoever's petition, before the answer came.
		{OpenedElsewhere, "破产申请已由法院受理，移送终结", "its bankruptcy is open already", []State{AwaitingConsent, AwaitingPanel, AwaitingPresident, Transferred, Supplementing, DirectlyApplied}, BankruptcyIsOpen, []Role{Linked}, nil, "企业破产法第10、19条"},
		{HandoffMoot, "债务已清偿，移送终结", "moot: the debt was paid", []State{AwaitingConsent, AwaitingPanel, AwaitingPresident, Transferred, Supplementing, DirectlyApplied}, BankruptcyAbandoned, []Role{Linked}, nil, "企业破产法第2条"},
		{BankruptcyRefused, "受移送法院不予受理", "bankruptcy court does not accept", []State{Transferred, DirectlyApplied, Supplementing}, BankruptcyReturned, []Role{Integration, Clerk, EnforcementJudge}, nil, "民诉法解释第512条；企业破产法第12条"},
	},
}).build()
