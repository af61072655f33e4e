package lifecycle

// States of the return of an overpayment (退还多付案款).
const (
	RefundDue  State = "refund_due"
	Refunded   State = "refunded"
	RefundVoid State = "refund_void"
)

// Events of the return of an overpayment.
const (
	ReturnExcess Event = "return_excess"
	ExcessGone   Event = "excess_gone"
)

// Refund is what one payment brought beyond all that was owed, until it is
// back with whoever paid it. The case answers for it even after it closed.
var Refund = (&Machine{
	ID: "refund", Name: "退还多付案款", NameEN: "return of an overpayment",
	Initial: []State{RefundDue},
	States: []StateInfo{
		{State: RefundDue, Name: "待退还", NameEN: "to be returned", Clocks: []string{"excess-return"}},
		{State: Refunded, Name: "已退还", NameEN: "returned", Terminal: true},
		{State: RefundVoid, Name: "已无多付", NameEN: "no excess any more", Terminal: true},
	},
	Rows: []Row{
		{ReturnExcess, "退还多付款项", "overpayment returned", []State{RefundDue}, Refunded, []Role{Clerk, Judge, Integration}, nil, "法院政策（案款管理）"},
		{ExcessGone, "不再多付", "no longer an overpayment", []State{RefundDue}, RefundVoid, byLinked, nil, "法院政策（案款管理）"},
	},
}).build()
