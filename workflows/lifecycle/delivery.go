package lifecycle

// A track is a machine of its own inside the case's workflow: the delivery of
// one document to one party, the preservation of one asset, the supervision of
// one obligation, the handoff of one debtor to a bankruptcy court.

// States of a delivery (送达).
const (
	ToServe        State = "to_serve"
	OnPublicNotice State = "on_public_notice"
	Served         State = "served"
	Spared         State = "spared"
)

// Events of a delivery.
const (
	RecordServed  Event = "record_served"
	RecordFailed  Event = "record_failed_service"
	PublishNotice Event = "publish_notice"
	NoticeExpired Event = "notice_expired"
	SpareService  Event = "spare_service"
)

// Guards of a delivery.
const (
	MethodLawful Guard = "method_lawful"
	NoticeLawful Guard = "notice_lawful"
)

// Delivery is the service of one document on one party.
var Delivery = (&Machine{
	ID: "delivery", Name: "送达", NameEN: "delivery of a document to a party",
	Initial: []State{ToServe},
	States: []StateInfo{
		{State: ToServe, Name: "待送达", NameEN: "to be served", Clocks: []string{"complaint-service", "judgment-document", "judgment-document-fixed-date", "mediation-signing"}},
		{State: OnPublicNotice, Name: "公告中", NameEN: "on public notice", Clocks: []string{"public-notice"}},
		{State: Served, Name: "已送达", NameEN: "served", Terminal: true},
		{State: Spared, Name: "无须送达", NameEN: "no longer needed", Terminal: true},
	},
	Rows: []Row{
		{RecordServed, "送达成功", "served", []State{ToServe, OnPublicNotice}, Served, []Role{Clerk, Judge, Integration}, []Guard{MethodLawful}, "民事诉讼法第88至94条"},
		{RecordFailed, "送达未成", "attempt failed", []State{ToServe}, Same, []Role{Clerk, Judge, Integration}, nil, "民事诉讼法第88至94条"},
		{PublishNotice, "公告送达", "public notice published", []State{ToServe}, OnPublicNotice, []Role{Clerk, Judge}, []Guard{NoticeLawful}, "民事诉讼法第95条；民诉法解释第140条"},
		{NoticeExpired, "公告期满视为送达", "public notice period over", []State{OnPublicNotice}, Served, byClock, nil, "民事诉讼法第95条"},
		{SpareService, "无须继续送达", "service no longer needed", []State{ToServe, OnPublicNotice}, Spared, byLinked, nil, "法院政策"},
	},
}).build()
