package statute

import "fmt"

// FeeRow is one kind of fee as a reader sees it.
type FeeRow struct {
	Kind    CaseKind `json:"kind"`
	Name    string   `json:"name"`
	NameEN  string   `json:"name_en"`
	Parts   []string `json:"parts"` // how it is made up, Chinese / English
	Article string   `json:"article"`
	Note    string   `json:"note,omitempty"`
}

// FeeTable returns every kind of fee with its brackets.
func FeeTable() []FeeRow {
	rows := make([]FeeRow, len(schedules))
	for i, s := range schedules {
		rows[i] = FeeRow{Kind: s.kind, Name: s.name, NameEN: s.en, Article: s.article, Note: s.note, Parts: s.parts()}
	}
	return rows
}

func (s *schedule) parts() []string {
	var out []string
	switch {
	case s.high > 0:
		out = append(out, fmt.Sprintf("每件%d元至%d元，由省定 / %d to %d yuan a case, set by the province", s.low, s.high, s.low, s.high))
	case len(s.brackets) > 0:
		out = append(out, fmt.Sprintf("不超过%d元，%d元 / up to %d yuan, %d", s.free, s.flat, s.free, s.flat))
	default:
		out = append(out, fmt.Sprintf("每件%d元 / %d yuan a case", s.flat, s.flat))
	}
	from := s.free
	for _, b := range s.brackets {
		if b.upTo == 0 {
			out = append(out, fmt.Sprintf("超过%d元，%s%% / above %d, %s%%", from, percent(b.rate), from, percent(b.rate)))
			break
		}
		out = append(out, fmt.Sprintf("超过%d元至%d元，%s%% / %d to %d, %s%%", from, b.upTo, percent(b.rate), from, b.upTo, percent(b.rate)))
		from = b.upTo
	}
	if s.of > 1 {
		out = append(out, fmt.Sprintf("按上列的%d/%d / %d/%d of it", s.times, s.of, s.times, s.of))
	}
	if s.cap > 0 {
		out = append(out, fmt.Sprintf("最高%d元 / at most %d", s.cap, s.cap))
	}
	return out
}
