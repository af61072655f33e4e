package workflows

import (
	"fmt"
	"slices"
	"strings"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
)

// ownWeights stands on every assessment: no source gives factors or weights.
const ownWeights = "权重和分档由本院政策设定，不是法律规定；仅供法官参考 the court's own weights and bands, not the law's; the judge decides"

// levelNames are the bands in Chinese.
var levelNames = map[string]string{"high": "较高", "middle": "一般", "low": "较低"}

// adviceNames are what a judge is prompted to consider, Chinese, then English.
var adviceNames = map[string]string{
	"security":              "要求提供担保 ask for security",
	"default_clause":        "约定违约条款 agree a default clause",
	"immediate_performance": "促成当庭即时履行 have it performed in court",
	"bankruptcy_check":      "审查是否具备破产原因 look for a cause of bankruptcy",
}

// adviceAt is what each level prompts. Who will perform can do so now; who may
// not needs a clause and security; an enterprise that cannot is looked into.
var adviceAt = map[string][]string{
	"high":   {"immediate_performance"},
	"middle": {"default_clause", "security"},
	"low":    {"security", "default_clause", "immediate_performance"},
}

func (c *caseRun) checkAssessment(s *step, form *casefile.AssessmentForm) *casefile.Refusal {
	p, ok := c.Filing.Party(form.Debtor)
	if !ok || p.Side == casefile.Plaintiff {
		return wrong("data.debtor", "评估的是可能的债务人 somebody who may come to owe", "%s", oneOf(c.parties(casefile.Defendant, casefile.ThirdParty, casefile.Guarantor)))
	}
	var fs casefile.Faults
	card := c.Policy.Scorecard()
	given := map[string]bool{}
	for i, f := range form.Factors {
		at := fmt.Sprintf("data.factors[%d].id", i)
		switch {
		case f.ID == policy.FactorAssets:
			fs.Add(at, "已保全财产由系统计算 the case reckons it", "不填该项（%[1]s） leave %[1]s out", policy.FactorAssets)
		case !slices.ContainsFunc(card.Factors, func(x policy.Factor) bool { return x.ID == f.ID }):
			fs.Add(at, "政策没有该项因素 the court's policy has no such factor", "%s", oneOf(factorIDs(card)))
		case given[f.ID]:
			fs.Add(at, "重复 given twice", "每项因素只列一次 each factor once")
		}
		given[f.ID] = true
	}
	for _, x := range card.Factors {
		if x.ID != policy.FactorAssets && !given[x.ID] {
			fs.Add("data.factors", "每项因素都要评估 every factor is assessed", "还应填写“%[1]s”的分值和依据 points and evidence for %[1]s too", x.ID)
		}
	}
	if len(fs) > 0 {
		return &casefile.Refusal{Code: casefile.BadInput, Message: "评估因素有误 the factors are wrong", Faults: fs}
	}
	if v := c.scorecard(s, form); form.Level != "" && form.Level == v.Computed {
		return wrong("data.level", "与评分结果相同 it is the level that the points give", "不填 left out")
	}
	return nil
}

func factorIDs(card policy.Assessment) []string {
	var ids []string
	for _, f := range card.Factors {
		if f.ID != policy.FactorAssets {
			ids = append(ids, f.ID)
		}
	}
	return ids
}

// scorecard reckons an assessment: points by weight, half up, and the band.
func (c *caseRun) scorecard(s *step, form *casefile.AssessmentForm) casefile.AssessmentView {
	card := c.Policy.Scorecard()
	v := casefile.AssessmentView{On: form.On, By: s.decision.Actor, Debtor: form.Debtor, Reason: form.Reason, Note: ownWeights}
	sum := 0
	for _, x := range card.Factors {
		f := casefile.FactorView{ID: x.ID, Name: strings.TrimSpace(x.Name + " " + x.NameEN), Weight: x.Weight}
		if x.ID == policy.FactorAssets {
			f.Points, f.Evidence = c.assetPoints(form.Debtor)
		}
		for _, g := range form.Factors {
			if g.ID == x.ID {
				f.Points, f.Evidence = g.Points, g.Evidence
			}
		}
		sum += f.Points * f.Weight
		v.Factors = append(v.Factors, f)
	}
	v.Score = (sum + 50) / 100
	switch {
	case v.Score >= card.High:
		v.Computed = "high"
	case v.Score >= card.Middle:
		v.Computed = "middle"
	default:
		v.Computed = "low"
	}
	v.Level = or(form.Level, v.Computed)
	advice := slices.Clone(adviceAt[v.Level])
	if p, _ := c.Filing.Party(form.Debtor); v.Level == "low" && p.Kind == casefile.Enterprise {
		advice = append(advice, "bankruptcy_check")
	}
	for _, a := range advice {
		v.Advice = append(v.Advice, casefile.AdviceView{ID: a, Name: adviceNames[a]})
	}
	return v
}

// assetPoints are how much of the claim a debtor's frozen property covers, in percent.
func (c *caseRun) assetPoints(debtor string) (int, string) {
	frozen := c.frozenOf(debtor)
	if c.Filing.ClaimFen == 0 {
		return 0, "诉请没有金额，不作计算"
	}
	points := 100
	if frozen < c.Filing.ClaimFen {
		points = int(frozen / (c.Filing.ClaimFen/100 + 1))
		if c.Filing.ClaimFen%100 == 0 {
			points = int(frozen / (c.Filing.ClaimFen / 100))
		}
	}
	return points, fmt.Sprintf("首封冻结%s，诉请%s", yuan(frozen), yuan(c.Filing.ClaimFen))
}

func (c *caseRun) assess(s *step) {
	form := s.form.(*casefile.AssessmentForm)
	v := c.scorecard(s, form)
	if form.Level == "" {
		v.Computed = ""
	}
	c.Assessments = append(c.Assessments, v)
	var factors, advice []string
	for _, f := range v.Factors {
		factors = append(factors, fmt.Sprintf("%s：权重%d，得分%d；依据：%s", f.Name, f.Weight, f.Points, strings.NewReplacer("；", "，", "\n", " ").Replace(f.Evidence)))
	}
	for _, a := range v.Advice {
		advice = append(advice, a.Name)
	}
	s.mech = 4
	s.note = fmt.Sprintf("%s %d分，履行可能性%s", v.Debtor, v.Score, levelNames[v.Level])
	if v.Computed != "" {
		s.note += fmt.Sprintf("（评分为%s，法官调整：%s）", levelNames[v.Computed], v.Reason)
	}
	facts := map[string]string{"debtor": v.Debtor, "score": fmt.Sprint(v.Score), "level": levelNames[v.Level], "factors": strings.Join(factors, "\n"), "advice": strings.Join(advice, "\n"), "judge": c.Judge}
	if v.Computed != "" {
		facts["override"] = levelNames[v.Computed] + "改为" + levelNames[v.Level] + "：" + v.Reason
	}
	c.order(casefile.AssessmentSheet, "", s.day, facts)
	c.brought(4, s.day, s.note, "建议："+strings.Join(advice, "；"))
}

func (c *caseRun) assessmentOf(debtor string) *casefile.AssessmentView {
	for i := len(c.Assessments) - 1; i >= 0; i-- {
		if c.Assessments[i].Debtor == debtor {
			return &c.Assessments[i]
		}
	}
	return nil
}

func (c *caseRun) checkAdvice(form *casefile.AdviceForm) *casefile.Refusal {
	v := c.assessmentOf(form.Debtor)
	if v == nil {
		return missing("%s尚未评估（assess_debtor） %s has not been assessed", form.Debtor, form.Debtor)
	}
	var ids []string
	for _, a := range v.Advice {
		ids = append(ids, a.ID)
	}
	if !slices.Contains(ids, form.Advice) {
		return wrong("data.advice", "该次评估没有这项建议 the assessment does not advise it", "%s", oneOf(ids))
	}
	return nil
}

func (c *caseRun) answerAdvice(s *step) {
	form := s.form.(*casefile.AdviceForm)
	v := c.assessmentOf(form.Debtor)
	for i := range v.Advice {
		if a := &v.Advice[i]; a.ID == form.Advice {
			a.Followed, a.Reason = "no", form.Reason
			if form.Followed {
				a.Followed = "yes"
			}
		}
	}
	s.mech = 4
	done := "未采纳"
	if form.Followed {
		done = "采纳"
	}
	s.note = strings.TrimSpace(fmt.Sprintf("%s %s：%s %s", form.Debtor, adviceNames[form.Advice], done, form.Reason))
	c.brought(4, s.day, "答复评估建议："+adviceNames[form.Advice], done)
}

// assessed holds a disposition back where the court's policy wants every debtor
// of it assessed first.
func (c *caseRun) assessed(s *step, obligations []casefile.Obligation) *casefile.Refusal {
	if !c.since(reform) || c.Policy.Scorecard().When != policy.AssessRequire {
		return nil
	}
	switch s.row.Event {
	case lifecycle.Mediate, lifecycle.JudgeInCourt, lifecycle.JudgeLater, lifecycle.JudgePart:
	default:
		return nil
	}
	for _, o := range obligations {
		for _, d := range o.Debtors {
			if c.assessmentOf(d) == nil {
				r := missing("本院政策要求先评估%s的履行可能性（assess_debtor） the court's policy asks for an assessment of %s first", d, d)
				r.Article = "法院政策（报告机制四）"
				return r
			}
		}
	}
	return nil
}

// promptAssessment reminds the judge of an assessment when a hearing is fixed,
// where the court's policy says so.
func (c *caseRun) promptAssessment(s *step) {
	when := c.Policy.Scorecard().When
	if !c.since(reform) || when != policy.AssessPrompt && when != policy.AssessRequire {
		return
	}
	for _, d := range c.defendants() {
		if c.assessmentOf(d) == nil {
			c.message("cn.luxing.assessment.prompted", s.at, map[string]string{"debtor": d, "judge": c.Judge})
			s.note = strings.Trim(s.note+"；提示评估"+d+"的履行可能性（assess_debtor）", "；")
		}
	}
}

func (c *caseRun) assessmentViews() []casefile.AssessmentView { return slices.Clone(c.Assessments) }
