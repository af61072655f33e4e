package casefile

import (
	"luxing/workflows/calendar"
)

// Method is a way of service.
type Method string

// The ways of service (民事诉讼法第88至95条).
const (
	Direct     Method = "direct"     // 直接送达
	Left       Method = "left"       // 留置送达
	Electronic Method = "electronic" // 电子送达
	Entrusted  Method = "entrusted"  // 委托送达
	Post       Method = "post"       // 邮寄送达
	Relayed    Method = "relayed"    // 转交送达
)

// Methods lists the ways of service with the article of each.
func Methods() []struct {
	Method  Method
	Name    string
	Article string
} {
	return methods
}

var methods = []struct {
	Method  Method
	Name    string
	Article string
}{
	{Direct, "直接送达", "民事诉讼法第88条"},
	{Left, "留置送达", "民事诉讼法第89条"},
	{Electronic, "电子送达", "民事诉讼法第90条"},
	{Entrusted, "委托送达", "民事诉讼法第91条"},
	{Post, "邮寄送达", "民事诉讼法第91条"},
	{Relayed, "转交送达", "民事诉讼法第92、93条"},
}

// Paper is a document that has to be served.
type Paper string

// The papers that the lifecycle depends on.
const (
	PaperComplaint Paper = "complaint" // 起诉状副本
	PaperJudgment  Paper = "judgment"  // 判决书、裁定书
	PaperMediation Paper = "mediation" // 调解书
)

// ServiceForm is one attempt to serve one document on one party.
type ServiceForm struct {
	Document Paper         `json:"document"`
	Party    string        `json:"party"`
	Method   Method        `json:"method"`
	On       calendar.Date `json:"on"` // receipt; for electronic service, arrival
	Address  string        `json:"address,omitempty"`
	Outcome  string        `json:"outcome,omitempty"` // of a failed attempt
	Proof    string        `json:"proof,omitempty"`
}

// Check implements Form.
func (f *ServiceForm) Check() (fs Faults) {
	switch f.Document {
	case PaperComplaint, PaperJudgment, PaperMediation:
	default:
		fs.Add("document", "送达的文书 the paper served", "complaint, judgment or mediation")
	}
	need(&fs, "party", f.Party != "", "the party's ID, such as D1")
	known := false
	for _, m := range methods {
		known = known || m.Method == f.Method
	}
	if !known {
		fs.Add("method", "民事诉讼法第88至94条", "direct, left, electronic, entrusted, post or relayed")
	}
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// NoticeForm publishes a document to a party that cannot be reached.
type NoticeForm struct {
	Document Paper         `json:"document"`
	Party    string        `json:"party"`
	On       calendar.Date `json:"on"`     // the day of publication
	Reason   string        `json:"reason"` // the course of the attempts, for the file
}

// Check implements Form.
func (f *NoticeForm) Check() (fs Faults) {
	switch f.Document {
	case PaperComplaint, PaperJudgment:
	case PaperMediation:
		fs.Add("document", "民诉法解释第133条", "a mediation document is served on the party in person, never by notice")
	default:
		fs.Add("document", "送达的文书 the paper served", "complaint or judgment")
	}
	need(&fs, "party", f.Party != "", "the party's ID, such as D1")
	need(&fs, "on", !f.On.IsZero(), "the day of publication")
	need(&fs, "reason", f.Reason != "", "why and after which attempts (民事诉讼法第95条)")
	return fs
}
