package cli

import (
	"strings"

	"luxing/starter/court"
	"luxing/workflows/statute"
)

// standstill says that an enforcement is suspended: since when, why, until when
// that is looked at again, and under which article.
func (v *caseView) standstill() {
	x := court.StandstillOf(&v.View)
	if x == nil {
		return
	}
	v.head("中止执行", "enforcement is suspended")
	t := &table{indent: "  ", cols: []column{{}, {flex: true}}}
	if !x.Since.IsZero() {
		t.add(hue(dim, "自 since"), hue(yellow, x.Since.String()))
	}
	ground := []string{x.Name.ZH + " " + x.Name.EN}
	if x.Party != "" {
		ground = append(ground, v.partyName(x.Party))
	}
	if x.Claim != "" {
		ground = append(ground, "案外人异议 claim "+x.Claim)
	}
	if !x.On.IsZero() {
		ground = append(ground, "事实发生于 the fact is of "+x.On.String())
	}
	t.add(hue(dim, "事由 ground"), txt(strings.Join(ground, " · ")))
	if x.Reason != "" {
		t.add(hue(dim, "理由 reason"), txt(x.Reason))
	}
	if !x.Review.IsZero() {
		whose := ""
		if x.Kind != statute.Statutory {
			whose = "（本院内部期限 the court's own period）"
		}
		t.add(hue(dim, "复查 looked at again"), txt("最迟 by "+x.Review.String()+" "+left(x.Review, v.Now)+whose))
	}
	t.add(hue(dim, "依据 article"), txt(x.Article))
	v.table(t)
}

// successions are who took whose place in an enforcement.
func (v *caseView) successions() {
	if v.Enforcement == nil || len(v.Enforcement.Successions) == 0 {
		return
	}
	v.head("当事人变更", "who took whose place")
	t := &table{indent: "  ", cols: []column{{}, {}, {flex: true}}}
	for _, x := range v.Enforcement.Successions {
		is, as := "遗产 the estate itself", "被执行人 debtor"
		if x.Successor != "" {
			is = v.partyName(x.Successor)
		}
		if x.Creditor {
			as = "申请执行人 creditor"
		}
		why, article := court.SuccessionWords(x)
		about := as + "；" + why.ZH + " " + why.EN
		if x.EstateFen > 0 {
			about += "；以遗产为限 answers within the estate " + yuan(x.EstateFen) + "，已付 paid " + yuan(x.PaidFen)
		}
		t.add(hue(dim, x.On.String()), txt(v.partyName(x.Party)+" → "+is), txt(about+"（"+chinese(article)+"）"))
	}
	v.table(t)
}

// partyName names a party with its ID, or gives the ID where nobody knows it.
func (v *caseView) partyName(id string) string {
	if v.Filing != nil {
		if p, ok := v.Filing.Party(id); ok {
			return id + " " + p.Name
		}
	}
	return id
}
