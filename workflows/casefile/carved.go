package casefile

import (
	"encoding/json"
	"fmt"
	"regexp"
	"time"

	"luxing/workflows/calendar"
)

// CarvedKind is what a case is that was carved out of another one.
type CarvedKind string

// What a case can be to the one that it was carved out of.
const (
	PartialJudgment CarvedKind = "partial_judgment" // 先行判决
	Severed         CarvedKind = "severed"          // 分案
)

// What else a linked case can be to a case.
const (
	TriedTogether LinkAs = "consolidated" // 合并审理
	LeadCase      LinkAs = "lead"         // 合并审理的主案
	JoinedCase    LinkAs = "joined"       // 并入本案审理的案件
	OriginCase    LinkAs = "origin"       // 原案
	RetriedCase   LinkAs = "retrial_of"   // 被再审的案件
)

// LinkAs is what a linked civil case is to the one that shows it: a carved kind,
// tried together with it, the one that it was carved out of, or whose document
// it tries again.
type LinkAs string

// Name is what the linked case is, Chinese and English; "" where nothing was said.
func (a LinkAs) Name() (zh, en string) {
	switch a {
	case LinkAs(PartialJudgment):
		return "先行判决", "judgment on a part"
	case LinkAs(Severed):
		return "分案", "severed"
	case TriedTogether:
		return "合并审理", "tried together"
	case LeadCase:
		return "合并审理主案", "leads this case"
	case JoinedCase:
		return "并入本案审理", "tried under this case"
	case OriginCase:
		return "原案", "carved out of"
	case RetriedCase:
		return "被再审案件", "tried again here"
	}
	return "", ""
}

// Origin is where a carved case comes from.
type Origin struct {
	Kind       CarvedKind `json:"kind"`
	Case       string     `json:"case"`       // the key of the case that it was carved out of
	CaseNumber string     `json:"caseNumber"` // and its number
	No         int        `json:"no"`         // which of its kind, from 1
	// On is the day it was carved out, and By the judge who did it.
	On calendar.Date `json:"on"`
	By string        `json:"by"`
	// AcceptedOn is the day the whole suit was filed, from which the trial limit
	// of a severed case counts.
	AcceptedOn calendar.Date `json:"acceptedOn,omitzero"`
	// Claims is what a partial judgment decides, in words.
	Claims string `json:"claims,omitempty"`
}

// CarvedOut starts a case that was carved out of another: a partial judgment
// (先行判决), which begins with its document given, or a severed suit (分案),
// which goes on where it stood.
type CarvedOut struct {
	Origin
	// At is the instant of the decision: what counts from it counts from there,
	// however late the case is started.
	At time.Time `json:"at"`
	// Judgment is what a partial judgment fixes.
	Judgment *PartialJudgmentForm `json:"judgment,omitempty"`
	// Standing is the state in which it begins: the parties with their addresses
	// and representatives, what was served and answered, the hearings, the
	// exclusions, and the tracks and periods that move over with their ends as
	// they are. It is to the new case what Carried is to a new run.
	Standing json.RawMessage `json:"standing"`
}

// CarvedView is a case that was carved out of the one that shows it.
type CarvedView struct {
	Kind        CarvedKind    `json:"kind"`
	Key         string        `json:"key"`
	CaseNumber  string        `json:"caseNumber,omitempty"` // of a partial judgment; a severed suit has its own
	On          calendar.Date `json:"on"`
	AmountFen   int64         `json:"amountFen,omitempty"` // decided, or claimed there
	Claims      string        `json:"claims,omitempty"`
	Obligations []string      `json:"obligations,omitempty"`
	Parties     []string      `json:"parties,omitempty"`
	Assets      []string      `json:"assets,omitempty"` // preserved, that moved over
}

// PartKey is the key of a case's n-th partial judgment.
func PartKey(caseKey string, n int) string { return fmt.Sprintf("%s-xianxing-%d", caseKey, n) }

// SeveredKey is the key of the n-th suit that was severed from a case.
func SeveredKey(caseKey string, n int) string { return fmt.Sprintf("%s-fenan-%d", caseKey, n) }

// carvedKey is the form of such a key, which no filing may have: it would be
// taken for the case carved out of another.
var carvedKey = regexp.MustCompile(`-(xianxing|fenan)-[0-9]+$`)

// PartialJudgmentForm is a judgment on a part of the suit whose facts are clear
// (民事诉讼法第156条).
type PartialJudgmentForm struct {
	Outcome     string       `json:"outcome"` // of the part: allowed, partly_allowed, rejected, declared
	Obligations []Obligation `json:"obligations,omitempty"`
	// InCourt says that it is pronounced in court; else on a fixed date.
	InCourt bool `json:"inCourt,omitempty"`
	// Claims are the claims that it decides, Facts why those facts are clear
	// while the others are not.
	Claims string `json:"claims"`
	Facts  string `json:"facts"`
	// AmountFen is how much of the claim it decides; 0 for what is not for money.
	AmountFen int64 `json:"amountFen"`
	// Assets are preserved assets that secure this part and go with it.
	Assets []string `json:"assets,omitempty"`
}

// Check implements Form.
func (f *PartialJudgmentForm) Check() (fs Faults) {
	fs = f.Judgment().Check()
	need(&fs, "claims", f.Claims != "", "本部分判决的诉讼请求 the claims that this part decides")
	need(&fs, "facts", f.Facts != "", "该部分事实已经清楚的理由（民事诉讼法第156条） why the facts of this part are clear (CPL art. 156)")
	var sum int64
	for _, o := range f.Obligations {
		if o.Subject == Money && o.AmountFen > 0 && o.AmountFen <= MaxFen {
			sum += o.AmountFen
		}
	}
	if f.AmountFen >= 0 && sum > f.AmountFen {
		fs.Add("amountFen", "判决不得超出诉讼请求（民事诉讼法第211条第11项） no more is awarded than is claimed", "不少于%[1]d分，即各项义务之和 %[1]d fen or more, what the obligations come to", sum)
	}
	checkIDs(&fs, "assets", f.Assets, "已保全财产的编号（如A1） the ID of a preserved asset, such as A1")
	return fs
}

// Judgment is the part as any judgment.
func (f *PartialJudgmentForm) Judgment() *JudgmentForm {
	return &JudgmentForm{Outcome: f.Outcome, Obligations: f.Obligations}
}
