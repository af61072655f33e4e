package casefile

import (
	"fmt"
	"slices"
	"strings"

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
	// ByNotice is how an attempt by public notice shows; it is published
	// (publish_notice), never recorded as an attempt.
	ByNotice Method = "public_notice" // 公告送达
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
	// PaperCounterclaim is served on those whom a counterclaim is against.
	PaperCounterclaim Paper = "counterclaim" // 反诉状副本
	// PaperJurisdiction is served on those whose objection it overrules.
	PaperJurisdiction Paper = "jurisdiction" // 管辖权异议裁定书
)

// Where an address for service is from.
const (
	FromFiling       = "filing"       // 起诉状
	FromConfirmation = "confirmation" // 送达地址确认书
	FromRegister     = "register"     // 户籍、工商登记
	FromInquiry      = "found"        // 查找所得
)

// How a paper counts as served though nobody signed for it.
const (
	RefusedAtCourt         = "refused_at_court"         // 到院拒签
	RefusedElsewhere       = "refused_elsewhere"        // 住所地外拒签，录像
	RefusedAtPronouncement = "refused_at_pronouncement" // 定期宣判时拒收
	Returned               = "returned"                 // 按确认地址退回
)

// Fiction is one way in which a paper counts as served without a signature.
type Fiction struct {
	ID      string
	Name    string // Chinese
	Article string
	Methods []Method // by which it can come about
	// Recorded: only with photographs or a recording of how it was served.
	Recorded bool
	// Confirmed: only at an address that the party confirmed, or that counts
	// because it would confirm none.
	Confirmed bool
	// Summary: only under the rules of summary procedure.
	Summary bool
	// Judgment: only the judgment, given on a set day.
	Judgment bool
}

// Fictions are all of them.
func Fictions() []Fiction { return fictions }

var fictions = []Fiction{
	{ID: RefusedAtCourt, Name: "到院后拒绝签署送达回证", Article: "民诉法解释第131条第1款", Methods: []Method{Direct}},
	{ID: RefusedElsewhere, Name: "在住所地以外拒绝签署送达回证", Article: "民诉法解释第131条第2款", Methods: []Method{Direct}, Recorded: true},
	{ID: RefusedAtPronouncement, Name: "定期宣判时拒不签收", Article: "民诉法解释第141条", Methods: []Method{Direct}, Judgment: true},
	{ID: Returned, Name: "按确认的送达地址未能实际接收", Article: "简易程序规定第10条", Methods: []Method{Direct, Post}, Confirmed: true, Summary: true},
}

// FindFiction finds one by its ID.
func FindFiction(id string) (Fiction, bool) {
	for _, f := range fictions {
		if f.ID == id {
			return f, true
		}
	}
	return Fiction{}, false
}

// ServiceForm is one attempt to serve one document on one party.
type ServiceForm struct {
	Document Paper         `json:"document"`
	Party    string        `json:"party"`
	Method   Method        `json:"method"`
	On       calendar.Date `json:"on"` // receipt; for electronic service, arrival
	Address  string        `json:"address,omitempty"`
	Outcome  string        `json:"outcome,omitempty"` // of a failed attempt
	Proof    string        `json:"proof,omitempty"`
	At       string        `json:"at,omitempty"`     // the hour, 14:05
	Source   string        `json:"source,omitempty"` // where the address is from
	// Receiver is who signed: self, family (同住成年家属), office (负责收件的人),
	// agent (诉讼代理人), designated (指定代收人). Left out: self.
	Receiver string `json:"receiver,omitempty"`
	// Witness is who attended when a paper was left; Recorded that it was
	// photographed or filmed (民事诉讼法第89条).
	Witness  string `json:"witness,omitempty"`
	Recorded bool   `json:"recorded,omitempty"`
	// Fiction says why it counts as served though nobody signed.
	Fiction string `json:"fiction,omitempty"`
	// ArrivedOn is the day that the recipient of an electronic service proved it
	// to have reached its system, instead of On (民诉法解释第135条).
	ArrivedOn calendar.Date `json:"arrivedOn,omitzero"`
	// Failure is why an attempt failed: absent, refused, moved, unknown, returned, unreachable.
	Failure string `json:"failure,omitempty"`
}

// Check implements Form.
func (f *ServiceForm) Check() (fs Faults) {
	switch f.Document {
	case PaperComplaint, PaperJudgment, PaperMediation, PaperCounterclaim, PaperJurisdiction:
	default:
		fs.Add("document", "送达的文书 the paper served", "起诉状副本（complaint）、判决书或者裁定书（judgment）、调解书（mediation）、反诉状副本（counterclaim）或者管辖裁定书（jurisdiction） complaint, judgment, mediation, counterclaim or jurisdiction")
	}
	need(&fs, "party", f.Party != "", "当事人的编号（如D1） the party's ID, such as D1")
	known := false
	for _, m := range methods {
		known = known || m.Method == f.Method
	}
	if !known {
		fs.Add("method", "民事诉讼法第88至94条", "直接送达（direct）、留置送达（left）、电子送达（electronic）、委托送达（entrusted）、邮寄送达（post）或者转交送达（relayed） direct, left, electronic, entrusted, post or relayed")
	}
	need(&fs, "on", !f.On.IsZero(), wantDay)
	checkHour(&fs, "at", f.At)
	if f.Source != "" {
		oneOf(&fs, "source", f.Source, "送达地址来源 where the address is from", FromFiling, FromConfirmation, FromRegister, FromInquiry)
	}
	if f.Receiver != "" {
		oneOf(&fs, "receiver", f.Receiver, "民事诉讼法第88条 who signed", "self", "family", "office", "agent", "designated")
	}
	if f.Failure != "" {
		oneOf(&fs, "failure", f.Failure, "未成的原因 why it failed", "absent", "refused", "moved", "unknown", "returned", "unreachable")
	}
	if !f.ArrivedOn.IsZero() && f.Method != Electronic {
		fs.Add("arrivedOn", "民诉法解释第135条", "仅限电子送达 for electronic service only")
	}
	if f.Fiction != "" {
		f.checkFiction(&fs)
	}
	return fs
}

func (f *ServiceForm) checkFiction(fs *Faults) {
	x, ok := FindFiction(f.Fiction)
	if !ok {
		oneOf(fs, "fiction", f.Fiction, "视为送达的情形 why it counts as served", RefusedAtCourt, RefusedElsewhere, RefusedAtPronouncement, Returned)
		return
	}
	if !slices.Contains(x.Methods, f.Method) {
		fs.Add("method", x.Name+"（"+x.Article+"） not by this method", "%s", wantMethod(x.Methods))
	}
	if x.Recorded && !f.Recorded {
		fs.Add("recorded", x.Article, "选是（true）：以拍照、录像记录送达过程 true: photographs or a recording of how it was served")
	}
	if x.Judgment && f.Document != PaperJudgment {
		fs.Add("document", x.Article, "定期宣判的判决书（judgment） the judgment, given on a set day")
	}
	if f.Proof == "" {
		fs.Add("proof", x.Article, "送达回证上的记载，或者邮件回执 the note on 送达回证, or the postal slip")
	}
	if f.Document == PaperMediation {
		fs.Add("fiction", "民诉法解释第133条", "调解书须由当事人本人签收 a mediation document takes the party's own signature")
	}
}

// wantMethod asks for one of a few methods of service.
func wantMethod(list []Method) string {
	named := make([]string, len(list))
	for i, m := range list {
		named[i] = string(m)
		for _, x := range methods {
			if x.Method == m {
				named[i] = x.Name + "（" + string(m) + "）"
			}
		}
	}
	return "下列方式之一：" + strings.Join(named, "、") + fmt.Sprintf(" one of %v", list)
}

// Effective is the day on which an attempt that succeeded counts as service:
// for electronic service arrival, for every other the day that is noted on the
// receipt or the postal slip (民事诉讼法第88至94条；民诉法解释第131至135条).
func (f *ServiceForm) Effective() calendar.Date {
	if f.Method == Electronic && !f.ArrivedOn.IsZero() {
		return f.ArrivedOn
	}
	return f.On
}

// Article is what an attempt's effect rests on.
func (f *ServiceForm) Article() string {
	if x, ok := FindFiction(f.Fiction); ok {
		return x.Article
	}
	for _, m := range methods {
		if m.Method == f.Method {
			return m.Article
		}
	}
	return ""
}

// NoticeForm publishes a document to a party that cannot be reached.
type NoticeForm struct {
	Document Paper         `json:"document"`
	Party    string        `json:"party"`
	On       calendar.Date `json:"on"`     // the day of publication
	Reason   string        `json:"reason"` // the course of the attempts, for the file
	// Unknown says that the party's whereabouts are unknown, with the Proof of
	// it, such as a certificate of the police or the residents' committee.
	Unknown bool   `json:"unknown,omitempty"`
	Proof   string `json:"proof,omitempty"`
	// Where it was published or posted; On is the last of these days (民诉法解释第138条).
	Where string `json:"where,omitempty"`
}

// Check implements Form.
func (f *NoticeForm) Check() (fs Faults) {
	switch f.Document {
	case PaperComplaint, PaperJudgment, PaperCounterclaim, PaperJurisdiction:
	case PaperMediation:
		fs.Add("document", "民诉法解释第133条", "调解书应当直接送达当事人本人，不适用公告送达 a mediation document is served on the party in person, never by notice")
	default:
		fs.Add("document", "送达的文书 the paper served", "起诉状副本（complaint）、判决书或者裁定书（judgment）、反诉状副本（counterclaim）或者管辖裁定书（jurisdiction） complaint, judgment, counterclaim or jurisdiction")
	}
	need(&fs, "party", f.Party != "", "当事人的编号（如D1） the party's ID, such as D1")
	need(&fs, "on", !f.On.IsZero(), "公告发布之日 the day of publication")
	if f.Unknown && f.Proof == "" {
		fs.Add("proof", "民事诉讼法第95条：下落不明 whereabouts unknown", "证明材料，如公安机关或者居（村）民委员会的证明 what shows it, such as a certificate of the police or the residents' committee")
	}
	need(&fs, "reason", f.Reason != "", "公告的理由和此前的送达经过（民事诉讼法第95条） why and after which attempts (CPL art. 95)")
	return fs
}
