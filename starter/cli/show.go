package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"luxing/starter/court"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// timelineShown is how many entries of the timeline are shown without --all.
const timelineShown = 12

func (a *app) caseShow() *cobra.Command {
	var all bool
	cmd := &cobra.Command{
		Use:   "show KEY",
		Short: "案件全貌 all about a case",
		Long: `案件在等什么、等谁、到何时、依据哪条；当事人、履行义务与款项、期限、文书、经过。

Shows what the case waits for, on whom, until when and under which article;
its parties, obligations and money, open deadlines, tracks, documents and
timeline. Identity and telephone numbers are shown by their last four
characters, also with --json. Takes the key of a case, of its enforcement
(KEY-zhi) or of an application for a certificate.

Where no worker answers, or the server has forgotten a closed case, what the
register has is shown and marked so.`,
		Example: "  starter case show nb-2019-0001\n  starter case show nb-2019-0001 --all\n  starter case show nb-2019-0001 --json | jq .sentence",
		Args:    words([]string{"KEY"}),
		RunE: a.reading(func(ctx context.Context, d desk, args []string) error {
			seen, err := d.View(ctx, args[0])
			if err != nil {
				return err
			}
			hidePersonal(&seen)
			return a.emit(seen, func(w *page) { writeCase(w, seen, a.program(), all) })
		}),
	}
	cmd.Flags().BoolVar(&all, "all", false, "全部经过和机制 the whole timeline and all twelve mechanisms")
	return readable(cmd)
}

// hidePersonal keeps the last four characters of what identifies a person.
func hidePersonal(seen *court.Seen) {
	if seen.Filing == nil {
		return
	}
	f := *seen.Filing
	f.Parties = slices.Clone(f.Parties)
	for i := range f.Parties {
		f.Parties[i].IDNumber = masked(f.Parties[i].IDNumber)
		f.Parties[i].Phone = masked(f.Parties[i].Phone)
	}
	seen.Filing = &f
}

// caseView is a view being printed.
type caseView struct {
	*page
	court.Seen
	program string
	all     bool
}

func writeCase(w *page, seen court.Seen, program string, all bool) {
	v := &caseView{page: w, Seen: seen, program: program, all: all}
	v.title()
	v.now()
	v.standstill()
	v.trial()
	v.deadlines()
	v.parties()
	v.successions()
	v.money()
	v.stuck()
	v.tracks()
	v.honour()
	v.mechanisms()
	v.links()
	v.documents()
	v.refused()
	v.timeline()
	v.next()
}

func (v *caseView) title() {
	r := v.Row
	v.line(hue(bold, v.Key), txt("  "+r.CaseNumber), hue(dim, kindName(v.Kind)))
	var about []string
	court := r.Court
	if known, ok := casefile.FindCourt(r.Court); ok {
		court = known.Name
	}
	for _, s := range []string{court, r.Cause, r.Procedure.Name(), r.Division} {
		if s != "" {
			about = append(about, s)
		}
	}
	if r.Judge != "" {
		about = append(about, "承办 judge "+named(v.People, r.Judge))
	}
	v.text("", plain, strings.Join(about, " · "))
}

func kindName(k casefile.Kind) string {
	switch k {
	case casefile.KindEnforcement:
		return "  执行案件 enforcement"
	case casefile.KindCertificate:
		return "  自动履行证明申请 certificate"
	case casefile.KindRevocation:
		return "  撤销证明审查 revocation of a certificate"
	case casefile.KindRepair:
		return "  信用修复 credit repair"
	case casefile.KindList:
		return "  诚信履行名单 integrity list"
	}
	return ""
}

// now is the one thing to read: what is waited for.
func (v *caseView) now() {
	v.gap()
	look := lookOf(v.Row.Alert)
	v.text("▶ ", bold, v.Sentence)
	t := &table{indent: "  ", cols: []column{{}, {flex: true}}}
	since := ""
	if !v.Row.PhaseSince.IsZero() {
		since = fmt.Sprintf("，自 since %s（第 %d 日）", dayOf(v.Row.PhaseSince), calendar.Of(v.Now).Sub(calendar.Of(v.Row.PhaseSince))+1)
	}
	t.add(hue(dim, "阶段 phase"), txt(v.PhaseName+" "+string(v.Row.Phase)+since))
	if open := v.Row.ClosedOn.IsZero(); open && v.Row.For != "" {
		t.add(hue(dim, "预警 alert"), hue(look.style, look.name+" "+look.en))
	}
	t.add(hue(dim, "案件时间 its clock"), txt(moment(v.Now)))
	if v.Source == court.FromRegister {
		t.add(hue(yellow, "来源 source"), hue(yellow, "登记册，非案件实时答复 from the register, as of the case's last step: "+v.Missing))
	}
	v.table(t)
}

func (v *caseView) trial() {
	if v.Trial == nil || v.Trial.Clock.Deadline.Last.IsZero() {
		return
	}
	c := v.Trial.Clock
	v.head("审限", "trial period")
	st, running := plain, "计算中 running"
	switch {
	case c.Overdue:
		st, running = alarm, "已超审限 overdue"
	case c.HiddenOverrun:
		st, running = alarm, "隐性超审限 hidden overrun"
	case !c.Running:
		st, running = yellow, "停止计算 stopped"
	}
	v.line(txt("  至 until "), hue(bold, c.Deadline.Last.String()), txt("  "), hue(st, fmt.Sprintf("%s，剩 %d 日 days left", running, c.LeftDays)),
		txtf("  已计 %d 日（实际 %d 日，扣除 %d 日）", c.ElapsedDays, c.RealElapsedDays, c.ExcludedDays))
	t := &table{indent: "  ", cols: []column{{}, {}, {}, {flex: true}}}
	for _, x := range v.Trial.Exclusions {
		to := x.To.String()
		if to == "" {
			to = "至今 open"
		}
		t.add(hue(dim, "扣除 excluded "+x.ID), txt(string(x.Ground)), txt(x.From.String()+" – "+to), txt(x.Approver))
	}
	for _, x := range v.Trial.Extensions {
		state := "待批 not yet granted"
		if !x.Approved.IsZero() {
			state = "批准 granted " + x.Approved.String() + " " + x.Approver
		}
		t.add(hue(dim, "延长 extension"), txt(string(x.Rule)), txt(x.Requested.String()), txt(state))
	}
	v.table(t)
}

func (v *caseView) deadlines() {
	if len(v.Deadlines) == 0 {
		return
	}
	v.head("期限", "open deadlines")
	t := &table{indent: "  ", cols: []column{{head: "编号 ID"}, {head: "期限 period"}, {head: "至 until"}, {head: "余 left"}, {head: "谁 on"}, {head: "依据 article", flex: true}}}
	for _, d := range v.Deadlines {
		look := lookOf(d.Alert)
		rest := left(d.Deadline.Last, v.Now)
		if !d.Frozen.IsZero() {
			look.style, rest = cyan, "自 "+d.Frozen.String()+" 暂停"
		}
		until := d.Deadline.Last.String()
		if d.Deadline.Provisional {
			until += "*"
		}
		if look.style != plain && d.Frozen.IsZero() && d.Alert != casefile.AlertOverdue {
			rest += " " + look.name
		}
		t.add(txt(d.ID), txt(d.Name), hue(look.style, until), hue(look.style, rest), txt(casefile.Whom(d.On)), txt(chinese(d.Deadline.Article)))
	}
	v.table(t)
	if slices.ContainsFunc(v.Deadlines, func(d casefile.OpenDeadline) bool { return d.Deadline.Provisional }) {
		v.text("  ", dim, "* 放假安排未公布，暂定 provisional: that year's rest days are not published yet")
	}
}

// chinese is the Chinese half of a citation in both languages.
func chinese(article string) string {
	zh, _, _ := strings.Cut(article, " / ")
	return zh
}

func (v *caseView) parties() {
	if v.Filing == nil {
		return
	}
	v.head("当事人", "parties")
	t := &table{indent: "  ", cols: []column{{}, {}, {}, {flex: true}, {}, {}}}
	for _, p := range v.Filing.Parties {
		var marks []string
		if p.EService {
			marks = append(marks, "电子送达")
		}
		if p.WhereaboutsUnknown {
			marks = append(marks, "下落不明")
		}
		t.add(hue(bold, p.ID), txt(p.Side.Name()), hue(dim, partyKinds[p.Kind]), txt(p.Name), hue(dim, p.IDNumber), hue(yellow, strings.Join(marks, " ")))
	}
	v.table(t)
}

func (v *caseView) money() {
	if len(v.Obligations)+len(v.Fees)+len(v.Payments) == 0 {
		return
	}
	v.head("履行与款项", "obligations and money (yuan)")
	t := &table{indent: "  ", cols: []column{{head: "义务"}, {head: "债务人→债权人"}, {head: "内容 what", flex: true}, {head: "应付 owed", right: true},
		{head: "已付 paid", right: true}, {head: "未付 left", right: true}, {head: "下期 next due"}, {head: "状态"}}}
	for _, o := range v.Obligations {
		t.add(v.obligation(o)...)
	}
	v.table(t)
	for _, o := range v.Obligations {
		for i, in := range o.Instalments {
			v.line(hue(dim, fmt.Sprintf("     %s 第 %d 期 instalment  %s  %s", o.ID, i+1, in.Due, yuan(in.AmountFen))))
		}
		if len(o.Guarantors) > 0 {
			v.line(hue(dim, "     "+o.ID+" 担保 guarantors "+strings.Join(o.Guarantors, ", ")))
		}
		if !o.Accelerated.IsZero() {
			v.line(hue(red, fmt.Sprintf("     %s 全部提前到期 accelerated on %s", o.ID, o.Accelerated)))
		}
		if o.ExcessFen > 0 {
			v.line(hue(yellow, fmt.Sprintf("     %s 多付应退 to be returned %s", o.ID, yuan(o.ExcessFen))))
		}
	}
	fees := &table{indent: "  ", cols: []column{{}, {right: true}, {}, {flex: true}}}
	for _, f := range v.Fees {
		paid := "已缴 paid " + yuan(f.PaidFen)
		fees.add(txt("费用 fee "+f.Name), txt(yuan(f.ChargedFen)), txt(paid), hue(dim, f.Article))
	}
	v.table(fees)
	payments := &table{indent: "  ", cols: []column{{}, {}, {}, {right: true}, {flex: true}}}
	for _, p := range v.Payments {
		note := p.Method
		if p.Confirmed {
			note = strings.TrimSpace(note + " 债权人已确认 confirmed")
		}
		payments.add(hue(dim, "付款 payment "+p.ID), txt(p.On.String()), txt(p.Payer+"→"+p.Obligation), txt(yuan(p.AmountFen)), hue(dim, note))
	}
	v.table(payments)
}

func (v *caseView) obligation(o casefile.ObligationView) []cell {
	what := "金钱 money"
	owed, paid, rest := yuan(o.AmountFen), yuan(o.PaidFen), yuan(o.OutstandingFen)
	if o.Subject == casefile.Act {
		what, owed, paid, rest = "行为 act: "+o.Act, "", "", ""
	}
	if o.PenaltyFen > 0 {
		what += "；违约金 penalty " + yuan(o.PenaltyFen)
	}
	if o.Accelerates {
		what += "；逾期则全部到期 accelerates"
	}
	next, st := o.NextDue.String(), plain
	switch {
	case !o.PerformedOn.IsZero():
		next, st = "毕 "+o.PerformedOn.String(), green
	case !o.NextDue.IsZero() && o.NextDue.Before(calendar.Of(v.Now)):
		st = red
	}
	state := o.StateName
	if state == "" {
		state = o.State
	}
	return []cell{hue(bold, o.ID), txt(strings.Join(o.Debtors, ",") + "→" + o.Creditor), txt(what), txt(owed), txt(paid), hue(st, rest), hue(st, next), txt(state)}
}

func (v *caseView) stuck() {
	if len(v.Row.Stuck) == 0 {
		return
	}
	v.head("受阻", "stuck")
	for _, s := range v.Row.Stuck {
		writeCause(v.page, "  ", s, calendar.Of(v.Now))
	}
}

func (v *caseView) tracks() {
	if len(v.Tracks) == 0 {
		return
	}
	v.head("并行事项", "tracks")
	t := &table{indent: "  ", cols: []column{{}, {}, {}, {flex: true}}}
	for _, x := range v.Tracks {
		st := dim
		if x.Open {
			st = plain
		}
		t.add(hue(st, x.ID), hue(st, x.StateName+" "+string(x.State)), hue(dim, dayOf(x.Since)), hue(dim, x.Note))
	}
	v.table(t)
}

func (v *caseView) mechanisms() {
	t := &table{indent: "  ", cols: []column{{right: true}, {}, {}, {flex: true}}}
	for _, m := range v.Mechanisms {
		if !m.Applied && !v.all {
			continue
		}
		name := m.Name
		if !m.Sourced {
			name += "（名称暂定）"
		}
		if len(m.Uses) == 0 {
			t.add(hue(dim, fmt.Sprint(m.Number)), hue(dim, name), hue(dim, "未用 not used"))
		}
		for i, u := range m.Uses {
			number, title := fmt.Sprint(m.Number), name
			if i > 0 {
				number, title = "", ""
			}
			t.add(txt(number), txt(title), hue(dim, u.On.String()), txt(u.What))
		}
	}
	if len(t.rows) == 0 {
		return
	}
	v.head("十二项机制", "mechanisms at work")
	v.table(t)
}

func (v *caseView) links() {
	if len(v.Links) == 0 {
		return
	}
	v.head("关联", "linked")
	for _, l := range v.Links {
		what := string(l.Kind)
		if zh, en := l.As.Name(); zh != "" {
			what = zh + " " + en
		}
		v.line(txt("  "+what+"  "), hue(bold, l.Key), hue(dim, "  自 since "+dayOf(l.Since)+"  "+v.program+" case show "+l.Key))
	}
}

func (v *caseView) documents() {
	if len(v.Documents) == 0 {
		return
	}
	v.head("文书", "documents")
	t := &table{indent: "  ", cols: []column{{}, {}, {}, {flex: true}}}
	for _, d := range v.Documents {
		to := d.To
		if to == "" {
			to = "法院 court"
		}
		stored := "待存 not stored yet"
		if d.SHA256 != "" {
			stored = ""
		}
		t.add(txt(d.On.String()), txt(d.Kind.Title()), txt("致 to "+to), hue(dim, strings.TrimSpace(d.ID+" "+stored)))
	}
	v.table(t)
}

// refused are decisions that came while nobody was there to answer and were not taken.
func (v *caseView) refused() {
	t := &table{indent: "  ", cols: []column{{}, {}, {flex: true}}}
	for _, x := range v.Verdicts {
		if x.Refusal != nil {
			t.add(txt(dayOf(x.At)), hue(red, eventName(x.Event)), txt(x.Refusal.Message+" ["+x.Decision+"]"))
		}
	}
	if len(t.rows) == 0 {
		return
	}
	v.head("未采纳的异步决定", "asynchronous decisions not taken")
	v.table(t)
}

func (v *caseView) timeline() {
	if len(v.Timeline) == 0 {
		return
	}
	entries, times := condensed(v.Timeline)
	hidden := 0
	if n := len(entries); n > timelineShown && !v.all {
		hidden = n - timelineShown
		entries, times = entries[hidden:], times[hidden:]
	}
	v.head("经过", "timeline")
	if hidden > 0 {
		v.line(hue(dim, fmt.Sprintf("  …… 此前 %d 项 earlier: %s case show %s --all", hidden, v.program, v.Key)))
	}
	t := &table{indent: "  ", cols: []column{{}, {}, {}, {flex: true}}}
	for i, e := range entries {
		by := e.Role.Name()
		if e.Actor != "" {
			by += " " + named(v.People, e.Actor)
		}
		note := e.Note
		if e.From != e.To && e.To != "" && e.Track == "" {
			note = strings.TrimSpace("→ " + lifecycleName(e.To) + "  " + note)
		}
		if e.Track != "" {
			note = strings.TrimSpace(e.Track + "  " + note)
		}
		st := plain
		if e.Refused != "" {
			st, note = red, "未采纳 refused: "+e.Refused
		}
		if times[i] > 1 {
			note = strings.TrimSpace(fmt.Sprintf("%s ×%d", note, times[i]))
		}
		t.add(hue(dim, moment(e.At)), hue(st, e.Name), hue(dim, clip(clean(by), 22)), hue(st, note))
	}
	v.table(t)
}

// condensed puts entries that say the same one after the other into the last
// of them, with how many there were: an alarm that is repeated weekly until
// somebody acts should not hide what was done.
func condensed(all []casefile.Entry) (entries []casefile.Entry, times []int) {
	for _, e := range all {
		if n := len(entries); n > 0 {
			was := entries[n-1]
			was.At, was.Decision = e.At, e.Decision
			if was == e {
				entries[n-1] = e
				times[n-1]++
				continue
			}
		}
		entries, times = append(entries, e), append(times, 1)
	}
	return entries, times
}

func lifecycleName(s lifecycle.State) string {
	name, _, _ := strings.Cut(stateName(s), " ")
	return name
}

// next says what can be typed from here.
func (v *caseView) next() {
	if !v.Row.ClosedOn.IsZero() {
		return
	}
	v.gap()
	role := lifecycle.Judge
	if v.Kind == casefile.KindEnforcement {
		role = lifecycle.EnforcementJudge
	}
	if lifecycle.KnownRole(lifecycle.Role(v.Row.On)) {
		role = lifecycle.Role(v.Row.On)
	}
	if v.Source == court.FromRegister {
		// Nobody says what is lawful, or how a deadline was reached.
		v.line(hue(dim, fmt.Sprintf("留待审查 to leave a decision, to be judged when the case answers: %s case decide %s EVENT --as %s:ID --async", v.program, v.Key, role)))
		return
	}
	v.line(hue(dim, fmt.Sprintf("可作决定 what may be decided: %s case lawful %s --as %s", v.program, v.Key, role)))
	if len(v.Deadlines) > 0 {
		v.line(hue(dim, fmt.Sprintf("期限由来 how a deadline was reached: %s case explain %s %s", v.program, v.Key, v.Deadlines[0].ID)))
	}
}
