package workflows

import (
	"strings"

	"luxing/workflows/casefile"
)

// dividendTable are the ten dividends of performing (十大红利). Seven are named
// in the sources on Zhenhai; the last three are inferred from the province's
// document of 2020 and marked so. Grantors are named where a source does.
var dividendTable = []casefile.DividendView{
	{ID: "fee_reduction", Name: "依法减免案件受理费", NameEN: "court fee reduced", Grantor: "人民法院 court", Sourced: true},
	{ID: "certificate", Name: "出具自动履行证明", NameEN: "certificate of voluntary performance", Grantor: "人民法院 court", Sourced: true},
	{ID: "fiscal_support", Name: "财政性资金扶持", NameEN: "support from public funds", Grantor: "财政部门 finance authorities", Sourced: true},
	{ID: "credit_line", Name: "授信融资支持", NameEN: "credit lines", Grantor: "银行业金融机构 banks", Sourced: true},
	{ID: "bidding", Name: "纳入招投标项目评审", NameEN: "weight in bidding", Grantor: "招投标主管部门 bidding authorities", Sourced: true},
	{ID: "enterprise_rating", Name: "纳入企业评定", NameEN: "weight in ratings of enterprises", Grantor: "市场监督管理部门 market regulator", Sourced: true},
	{ID: "tax_credit", Name: "纳税信用评价", NameEN: "tax credit rating", Grantor: "税务机关 tax authorities", Sourced: true},
	{ID: "fee_deferral", Name: "优先缓交、减交、免交诉讼费用", NameEN: "priority for fee deferral or waiver", Grantor: "人民法院 court"},
	{ID: "preservation_security", Name: "降低诉讼保全担保比例", NameEN: "lower security for preservation", Grantor: "人民法院 court"},
	{ID: "approval_by_commitment", Name: "行政审批适用告知承诺制", NameEN: "administrative approval on commitment", Grantor: "行政审批机关 approving authorities"},
}

// dividends is the catalogue; what a certificate opens is open once there is
// one. The reduced fee is the law's and needs none.
func dividends(certified bool) []casefile.DividendView {
	out := make([]casefile.DividendView, len(dividendTable))
	for i, d := range dividendTable {
		d.Open = certified && d.ID != "fee_reduction"
		out[i] = d
	}
	return out
}

// dividendLines are those that a certificate opens, as its annex prints them.
func dividendLines() string {
	var lines []string
	for _, d := range dividends(true) {
		if !d.Open || d.ID == "certificate" {
			continue
		}
		grantor, _, _ := strings.Cut(d.Grantor, " ")
		line := d.Name + "（" + grantor + "）"
		if !d.Sourced {
			line += "＊"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}
