package workflows

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// used is one thing that a mechanism did.
type used struct {
	number int
	on     string
	what   string // part of it
}

func (c *court) used() []used {
	var out []used
	for _, m := range c.final.Mechanisms {
		for _, u := range m.Uses {
			out = append(out, used{m.Number, u.On.String(), u.What})
		}
	}
	return out
}

// What each mechanism does is seen on the case, with its day.
func TestMechanismsAreSeenOnTheCase(t *testing.T) {
	summary, ordinary, company := loan("2019-03-04", casefile.Summary), loan("2019-03-04", casefile.Ordinary), companies("2019-03-04", casefile.Summary)
	sum := allowed(owes())
	secured := instalments(true)
	secured.Guarantors = []string{"G1"}
	withGuarantor := loan("2019-03-04", casefile.Ordinary)
	withGuarantor.Filing.Parties = append(withGuarantor.Filing.Parties, casefile.Party{ID: "G1", Side: casefile.Guarantor, Kind: casefile.Person, Name: "担保人丁"})
	for _, c := range []struct {
		lived
		want []used
	}{
		{open("guidance at filing and with service", summary, lifecycle.Service, "2019-03-05 12:00", feePaid()),
			[]used{{1, "2019-03-04", "诉讼风险"}, {1, "2019-03-05", "应诉通知书"}}},
		{open("preservation sought and frozen", summary, lifecycle.AwaitingFee, "2019-03-07", accepted(), frozen("A1", casefile.Deposit)),
			[]used{{2, "2019-03-04", "申请保全 A1"}, {2, "2019-03-06", "冻结200000.00元，至2020-03-06"}}},
		{open("a public notice, with the attempts before it", ordinary, lifecycle.Service, "2019-03-13", feePaid(),
			attempt1(lifecycle.RecordFailed, casefile.Direct, "2019-03-06"), attempt1(lifecycle.RecordFailed, casefile.Electronic, "2019-03-07"), attempt1(lifecycle.RecordFailed, casefile.Post, "2019-03-11"), publish("2019-03-12 10:00", casefile.PaperComplaint, "D1")),
			[]used{{3, "2019-03-12", "公告送达D1（此前已尝试3次）"}}},
		{closed("prompted and paid in court, the fee halved once", ordinary, ClosedPerformed, "2019-03-20", nil, heard(),
			line("2019-03-20 10:00", lifecycle.Mediate, lifecycle.Judge, agreed(owes())),
			line("2019-03-20 11:00", lifecycle.Pay, lifecycle.Clerk, paid("p1", "O1", 300_000_00, "2019-03-20"))),
			[]used{{5, "2019-03-20", "当庭提示履行"}, {5, "2019-03-20", "当庭履行300000.00元"}, {5, "2019-03-20", "记入笔录"}, {10, "2019-03-20", "减半"}, {10, "2019-03-20", "可申请自动履行证明书"}, {10, "2019-03-20", "当庭告知"}, {11, "2019-03-20", "明确可执行"}, {12, "2019-03-20", "自动履行完毕"}}},
		{open("default and security clauses, the default clause triggered", withGuarantor, lifecycle.InSupervision, "2019-05-02", heard(),
			line("2019-03-20 10:00", lifecycle.Mediate, lifecycle.Judge, casefile.MediationForm{RecordOnly: true, Obligations: []casefile.Obligation{secured}}),
			line("2019-03-20 11:00", lifecycle.PromptAnswered, lifecycle.Judge, casefile.PromptForm{Answer: "deferred"})),
			[]used{{6, "2019-03-20", "约定违约责任：O1"}, {6, "2019-05-01", "加速到期 O1"}, {7, "2019-03-20", "担保：O1 G1"}, {8, "2019-03-20", "督促履行开始"}, {8, "2019-04-23", "到期前提醒"}, {8, "2019-04-27", "到期前提醒"}}},
		{open("the whole ladder", summary, lifecycle.AwaitingEnforcement, "2019-05-07", judgedAndServed(sum),
			line("2019-04-22 10:00", lifecycle.RecordContact, lifecycle.Judge, casefile.ContactForm{Obligation: "O1", On: date("2019-04-22"), Channel: "phone", Reached: true, Reason: "等货款"})),
			[]used{{8, "2019-04-09", "开始"}, {8, "2019-04-12", "到期前提醒"}, {8, "2019-04-16", "到期前提醒"}, {8, "2019-04-22", "督促联系"}, {8, "2019-04-25", "二次督促"}, {8, "2019-05-06", "告知申请执行"}}},
		{closed("a link to bankruptcy", company, ClosedBankruptcy, "2019-05-05", nil, judgedAndServed(sum), line("2019-04-22 10:00", lifecycle.BankruptcySign, lifecycle.Judge, debtor("D1")),
			line("2019-05-05 10:00", lifecycle.BankruptcyAccepted, lifecycle.Integration, casefile.BankruptcyAnswerForm{On: date("2019-05-05")})),
			[]used{{9, "2019-04-22", "资不抵债"}, {9, "2019-05-05", "受理破产"}, {12, "2019-05-05", "进入破产程序"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := c.play(t)
			c.check(t, p)
			got := p.used()
			for _, w := range c.want {
				found := false
				for _, g := range got {
					found = found || g.number == w.number && g.on == w.on && strings.Contains(g.what, w.what)
				}
				assert.True(t, found, "%d on %s: %s\nnot in %v", w.number, w.on, w.what, got)
			}
			// Nothing that the table does not name was done by the mechanisms it names.
			wanted := map[int]int{}
			for _, w := range c.want {
				wanted[w.number]++
			}
			for n, count := range wanted {
				have := 0
				for _, g := range got {
					if g.number == n {
						have++
					}
				}
				assert.Equal(t, count, have, "mechanism %d: %v", n, got)
			}
			// The row and the last record name the same ones.
			var applied []int
			for _, m := range p.final.Mechanisms {
				assert.Equal(t, len(m.Uses) > 0, m.Applied)
				if m.Applied {
					applied = append(applied, m.Number)
				}
			}
			assert.Equal(t, applied, p.row.Mechanisms)
		})
	}
}

// A contact in time stands in for the reminder that one is due.
func TestContactInTimeSparesTheCall(t *testing.T) {
	l := open("", loan("2019-03-04", casefile.Summary), lifecycle.AwaitingEnforcement, "2019-05-07", judgedAndServed(allowed(owes())),
		line("2019-04-22 10:00", lifecycle.RecordContact, lifecycle.Judge, casefile.ContactForm{Obligation: "O1", On: date("2019-04-22"), Channel: "phone"}))
	c := l.play(t)
	assert.Empty(t, c.happened(lifecycle.ContactDue, ""))
	assert.Len(t, c.happened(lifecycle.SecondNotice, ""), 1)
}

// A contact that nobody records is past target from its day on, names what
// would unstick it, and is gone once it is recorded.
func TestAContactNobodyMakesIsStuck(t *testing.T) {
	missed := func(v casefile.View) []casefile.StuckCause {
		return slices.DeleteFunc(slices.Clone(v.Row.Stuck), func(s casefile.StuckCause) bool { return !strings.Contains(s.Unstick, "record_contact") })
	}
	l := open("", loan("2019-03-04", casefile.Summary), lifecycle.InSupervision, "2019-05-02", judgedAndServed(allowed(owes())),
		line("2019-04-30 10:00", lifecycle.RecordContact, lifecycle.Judge, casefile.ContactForm{Obligation: "O1", On: date("2019-04-30"), Channel: "phone"}))
	c := l.play(t, func(c *court) {
		c.look(at("2019-04-22", "10:00"), func(v casefile.View) { assert.Empty(t, missed(v)) })
		c.look(at("2019-04-29", "10:00"), func(v casefile.View) {
			require.Len(t, missed(v), 1)
			assert.Equal(t, casefile.StuckPastTarget, missed(v)[0].Reason)
			assert.Equal(t, "judge", missed(v)[0].On)
			assert.True(t, missed(v)[0].Since.Equal(moment("2019-04-23")))
		})
	})
	assert.Len(t, c.happened(lifecycle.ContactDue, ""), 1)
	assert.Empty(t, missed(c.final))
}

// Two of the twelve have no name in the sources: theirs is the court's to set.
func TestUnsourcedMechanismsCarryTheCourtsNames(t *testing.T) {
	in := loan("2019-03-04", casefile.Summary)
	in.Policy.Mechanisms[0].Name = "本院自定"
	l := lived{in: in, until: "2019-03-05"}
	c := l.play(t)
	require.Len(t, c.final.Mechanisms, 12)
	for i, m := range c.final.Mechanisms {
		assert.Equal(t, i+1, m.Number)
		assert.Equal(t, i < 10, m.Sourced)
		assert.NotEmpty(t, m.Name)
		assert.False(t, m.Applied, fmt.Sprint(m.Uses))
	}
	assert.Equal(t, "本院自定", c.final.Mechanisms[10].Name)
}

// Every use of a mechanism in enforcement and in a certificate is seen as well.
func TestMechanismsBesideTheCase(t *testing.T) {
	p := pursued{in: overdueLoan(casefile.Enterprise), by: referredToBankruptcy(), until: "2019-06-11"}
	assert.Equal(t, []used{{9, "2019-06-10", "D1：资不抵债"}}, p.play(t).used())
	a := asked{by: line("2019-05-28 10:00", lifecycle.IssueCertificate, lifecycle.Judge, reason())}
	assert.Equal(t, []used{{10, "2019-05-28", "出具自动履行证明书"}, {12, "2019-05-28", "向联动单位推送证明书信息"}}, a.play(t).used())
}
