package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"luxing/activities/register"
	"luxing/starter/court"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// honourDesk is the court as the commands about certificates, lists and repairs use it.
type honourDesk interface {
	VerifyCertificate(ctx context.Context, numberOrCode string) (court.Verification, error)
	ReviewCertificate(ctx context.Context, certificate string, ground casefile.RevocationGround, why string) (court.Review, error)
	ApplyRepair(ctx context.Context, r court.RepairApplication) (court.Application, error)
	Repairs(ctx context.Context, f register.RepairFilter) ([]register.Repaired, error)
	ListEntries(ctx context.Context, f register.EntryFilter) ([]register.Listed, error)
	BeginList(ctx context.Context, court string) (court.Application, error)
}

// filed prints what an application came to, and how to follow it.
func (a *app) filed(w *page, status court.Status, key, fresh, already string) {
	look, state := statusLooks[status], fresh
	if status == court.AlreadyFiled {
		state = already
	}
	w.line(hue(look.style, look.mark+" "+state), txt("  "), hue(bold, key))
	w.text("  ", dim, fmt.Sprintf("进度 progress: %s case show %s", a.program(), key))
}

func (a *app) certificateVerify() *cobra.Command {
	return &cobra.Command{
		Use:   "verify NUMBER|CODE",
		Short: "核验证明书 verify a certificate",
		Long: `按编号或者证明书上的核验码核验自动履行证明书。只凭编号，只答真伪、法院、日期；
凭核验码，另答案号和隐去大部分的姓名。

Verifies a certificate by its number, or by the code printed on it. The number
alone tells court, date and whether it stands; the code tells the case number
and the masked name as well.`,
		Example: "  starter certificate verify （2019）浙0211自动履行证明12号\n  starter certificate verify 7K3Q-F9WD-2M4X --json",
		Args:    words([]string{"NUMBER|CODE"}),
		RunE: a.command(func(ctx context.Context, d desk, args []string) error {
			v, err := d.VerifyCertificate(ctx, args[0])
			if err != nil {
				return err
			}
			return a.emit(v, func(w *page) {
				state := hue(green, "✓ 有效 valid")
				if !v.Valid {
					state = hue(alarm, "✗ 无效 not valid")
				}
				if !v.RevokedOn.IsZero() {
					state = hue(alarm, "✗ 已撤销 revoked "+v.RevokedOn.String())
				}
				w.line(state, txt("  "), hue(bold, v.Number))
				name := v.Court
				if c, ok := casefile.FindCourt(v.Court); ok {
					name = c.Name
				}
				t := &table{indent: "  ", cols: []column{{}, {flex: true}}}
				t.add(hue(dim, "出具法院 court"), txt(name))
				t.add(hue(dim, "出具日期 issued"), txt(v.IssuedOn.String()))
				if v.Name != "" {
					t.add(hue(dim, "履行人 performed by"), txt(v.Name))
					t.add(hue(dim, "案号 case"), txt(v.CaseNumber))
				}
				w.table(t)
			})
		}),
	}
}

func (a *app) certificateRevoke() *cobra.Command {
	var ground, why string
	cmd := &cobra.Command{
		Use:   "revoke KEY --ground false_confirmation --why TEXT",
		Short: "启动撤销审查 begin the review whether to revoke",
		Long: `对已出具的自动履行证明书启动撤销审查：听取持证人意见后由法官决定。撤销后编号作废，
通知各联动单位，已列入诚信履行名单的同时移出。

Begins the review whether a certificate that was given must be revoked: the
holder is heard, the judge decides. KEY is the application's. A revoked
certificate is void in the register, every receiver is told, and an entry on
the integrity list is removed.

事由 grounds: ` + groundList(),
		Example: "  starter certificate revoke nb-2019-0001-zhengming-d1 --ground false_confirmation --why 债权人称未收到款项",
		Args:    words([]string{"KEY"}),
		RunE: a.command(func(ctx context.Context, d desk, args []string) error {
			r, err := d.ReviewCertificate(ctx, args[0], casefile.RevocationGround(ground), why)
			if err != nil {
				return err
			}
			return a.emit(r, func(w *page) {
				a.filed(w, r.Status, r.Key, "已启动撤销审查 review begun", "正在审查 already under review")
			})
		}),
	}
	cmd.Flags().StringVar(&ground, "ground", "", "事由 the ground: "+groundList())
	cmd.Flags().StringVar(&why, "why", "", "发现的事实 what came to light")
	_ = cmd.MarkFlagRequired("ground")
	_ = cmd.MarkFlagRequired("why")
	return cmd
}

func groundList() string {
	var names []string
	for _, g := range casefile.RevocationGrounds() {
		names = append(names, string(g))
	}
	return strings.Join(names, ", ")
}

func (a *app) repairApply() *cobra.Command {
	r := court.RepairApplication{}
	cmd := &cobra.Command{
		Use:   "apply ENFORCEMENT --party D1 --measure masked --reason TEXT",
		Short: "申请信用修复 apply for credit repair",
		Long: `被纳入或者将被纳入失信名单的被执行人，向执行法院申请信用修复。ENFORCEMENT 是执行案件标识（KEY-zhi）。
债务、利息和执行措施不因修复而停止。

Applies for credit repair, to the court that enforces, for a debtor who is
listed as dishonest or about to be. ENFORCEMENT is the enforcement case's key
(KEY-zhi). The debt, the interest and the enforcement go on.

措施 measures: ` + strings.Join(casefile.RepairMeasures(), ", "),
		Example: "  starter repair apply nb-2019-0001-zhi --party D1 --measure masked --reason 洽谈业务 --paper 申请书 --paper 书面承诺\n  starter case show nb-2019-0001-zhi-xiufu-d1",
		Args:    words([]string{"ENFORCEMENT"}),
		RunE: a.command(func(ctx context.Context, d desk, args []string) error {
			r.Enforcement = args[0]
			made, err := d.ApplyRepair(ctx, r)
			if err != nil {
				return err
			}
			return a.emit(made, func(w *page) {
				a.filed(w, made.Status, made.Key, "已申请 applied for", "此前已申请 already applied for")
			})
		}),
	}
	cmd.Flags().StringVar(&r.Party, "party", "", "被执行人编号 the debtor's ID, such as D1")
	cmd.Flags().StringSliceVar(&r.Asked, "measure", nil, "申请的措施，可多次 a measure applied for, repeatable")
	cmd.Flags().StringVar(&r.Reason, "reason", "", "申请理由 the reason")
	cmd.Flags().StringArrayVar(&r.Papers, "paper", nil, "随附材料，可多次 a paper handed in, repeatable")
	for _, name := range []string{"party", "measure", "reason"} {
		_ = cmd.MarkFlagRequired(name)
	}
	return cmd
}

// repairList is what repair list prints with --json.
type repairList struct {
	Repairs []register.Repaired `json:"repairs"`
	PaidFen int64               `json:"paidFen"` // performed after repair, all together
}

func (a *app) repairList() *cobra.Command {
	var f register.RepairFilter
	var from, to string
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "信用修复清单 list credit repairs",
		Long:    "登记册中的信用修复申请、结果和修复后履行的金额。\n\nLists credit repairs from the register, with what was performed after each.",
		Example: "  starter repair list --court 浙0211 --from 2020-01-01 --to 2020-12-31",
		Args:    words(nil),
		RunE: a.command(func(ctx context.Context, d desk, _ []string) error {
			var err error
			if f.From, f.To, err = between(from, to); err != nil {
				return err
			}
			rs, err := d.Repairs(ctx, f)
			if err != nil {
				return err
			}
			l := repairList{Repairs: rs}
			if l.Repairs == nil {
				l.Repairs = []register.Repaired{}
			}
			for _, r := range rs {
				l.PaidFen += r.PaidFen
			}
			return a.emit(l, func(w *page) { writeRepairs(w, l) })
		}),
	}
	cmd.Flags().StringVar(&f.Court, "court", "", "法院代字 the court's code, such as 浙0211")
	cmd.Flags().StringVar(&f.Enforcement, "enforcement", "", "执行案件 the enforcement case's key")
	cmd.Flags().StringVar(&from, "from", "", "准予日期自 granted on this day or later, YYYY-MM-DD")
	cmd.Flags().StringVar(&to, "to", "", "准予日期至 granted on this day or before")
	return cmd
}

func writeRepairs(w *page, l repairList) {
	if len(l.Repairs) == 0 {
		w.text("", plain, "没有信用修复 no credit repair")
		return
	}
	t := &table{cols: []column{{head: "申请 application"}, {head: "状态 state"}, {head: "准予 granted"}, {head: "至 until"}, {head: "修复后履行 performed", right: true}}}
	for _, r := range l.Repairs {
		t.add(hue(bold, r.Key), txt(lifecycle.CreditRepair.StateName(lifecycle.State(r.State))), txt(r.GrantedOn.String()), txt(r.Until.String()), txt(yuan(r.PaidFen)))
	}
	w.table(t)
	w.gap()
	w.line(hue(dim, fmt.Sprintf("共 %d 件，修复后履行 performed after repair %s 元", len(l.Repairs), yuan(l.PaidFen))))
}

func between(from, to string) (a, b calendar.Date, err error) {
	e := &court.InputError{What: "查询条件有误 the filter is wrong"}
	for _, x := range []struct {
		flag, text string
		day        *calendar.Date
	}{{"--from", from, &a}, {"--to", to, &b}} {
		if x.text == "" {
			continue
		}
		if *x.day, err = calendar.Parse(x.text); err != nil {
			e.Faults.Add(x.flag, "日期 a day", "%s", err)
		}
	}
	if len(e.Faults) > 0 {
		return a, b, e
	}
	return a, b, nil
}

// listEntries is what list entries prints with --json.
type listEntries struct {
	Entries []register.Listed `json:"entries"`
}

func (a *app) listShow() *cobra.Command {
	var f register.EntryFilter
	var from, to, state string
	cmd := &cobra.Command{
		Use:   "entries",
		Short: "名单各条 the entries of the list",
		Long: `各批诚信履行名单的候选、在册、未列入和移出人员及原因。按案件和当事人编号显示，不显示姓名。

Lists the entries of the integrity list, batch by batch: candidates, standing,
kept out and removed, and why. They are named by case and party.`,
		Example: "  starter list entries --court 浙0211 --state listed\n  starter list entries --batch list-330211-2020q3",
		Args:    words(nil),
		RunE: a.command(func(ctx context.Context, d desk, _ []string) error {
			var err error
			if f.From, f.To, err = between(from, to); err != nil {
				return err
			}
			f.State = casefile.EntryState(state)
			if _, ok := entryNames[f.State]; !ok && state != "" {
				e := &court.InputError{What: "查询条件有误 the filter is wrong"}
				e.Faults.Add("--state", "没有这个状态 no such state", "候选（candidate）、未列入（kept_out）、在册（listed）或者移出（removed） candidate, kept_out, listed or removed")
				return e
			}
			es, err := d.ListEntries(ctx, f)
			if err != nil {
				return err
			}
			l := listEntries{Entries: es}
			if l.Entries == nil {
				l.Entries = []register.Listed{}
			}
			return a.emit(l, func(w *page) { writeEntries(w, l) })
		}),
	}
	cmd.Flags().StringVar(&f.Court, "court", "", "法院代字 the court's code, such as 浙0211")
	cmd.Flags().StringVar(&f.Batch, "batch", "", "批次 the batch's key")
	cmd.Flags().StringVar(&state, "state", "", "状态 candidate, kept_out, listed or removed")
	cmd.Flags().StringVar(&from, "from", "", "列入日期自 listed on this day or later, YYYY-MM-DD")
	cmd.Flags().StringVar(&to, "to", "", "列入日期至 listed on this day or before")
	return cmd
}

var entryNames = map[casefile.EntryState]string{
	casefile.EntryCandidate: "候选 candidate", casefile.EntryKeptOut: "未列入 kept out", casefile.EntryListed: "在册 listed", casefile.EntryRemoved: "已移出 removed",
}

func writeEntries(w *page, l listEntries) {
	if len(l.Entries) == 0 {
		w.text("", plain, "名单没有记录 no entries")
		return
	}
	batch := ""
	t := &table{cols: []column{{head: "证明申请 certificate"}, {head: "状态 state"}, {head: "列入 listed"}, {head: "移出 removed"}, {head: "原因 why", flex: true}}}
	for _, e := range l.Entries {
		if e.Batch != batch {
			if len(t.rows) > 0 {
				w.table(t)
				w.gap()
				t.rows = nil
			}
			batch = e.Batch
			w.line(hue(bold, batch))
		}
		t.add(txt(e.Certificate), txt(entryNames[e.State]), txt(e.ListedOn.String()), txt(e.RemovedOn.String()), txt(e.Why))
	}
	w.table(t)
}

func (a *app) listBatches() *cobra.Command {
	var f court.Filter
	cmd := &cobra.Command{
		Use:     "batches",
		Short:   "名单批次 the batches of the list",
		Long:    "各批诚信履行名单在等什么、等谁、到何时。\n\nLists the batches: what each waits for, on whom, until when.",
		Example: "  starter list batches --court 浙0211\n  starter case show list-330211-2020q3",
		Args:    words(nil),
		RunE: a.command(func(ctx context.Context, d desk, _ []string) error {
			f.Kind, f.Limit = casefile.KindList, court.MaxLimit
			rows, err := d.List(ctx, f)
			if err != nil {
				return err
			}
			list := caseList{Cases: rows}
			if list.Cases == nil {
				list.Cases = []court.Listed{}
			}
			return a.emit(list, func(w *page) { writeList(w, list, time.Now()) })
		}),
	}
	cmd.Flags().StringVar(&f.Court, "court", "", "法院代字 the court's code, such as 浙0211")
	cmd.Flags().BoolVar(&f.Open, "open", false, "仅未结 leave out what has ended")
	return cmd
}

func (a *app) listBegin() *cobra.Command {
	var code string
	cmd := &cobra.Command{
		Use:   "begin --court 浙0211",
		Short: "开始本批名单 begin today's batch",
		Long: `不等定时任务，立即开始本期诚信履行名单的汇集和核查。同一期只有一批。

Begins the batch of the current period without waiting for its schedule. There
is one batch a period, however often it is begun.`,
		Example: "  starter list begin --court 浙0211",
		Args:    words(nil),
		RunE: a.command(func(ctx context.Context, d desk, _ []string) error {
			made, err := d.BeginList(ctx, code)
			if err != nil {
				return err
			}
			return a.emit(made, func(w *page) { a.filed(w, made.Status, made.Key, "已开始 begun", "本期已开始 begun before") })
		}),
	}
	cmd.Flags().StringVar(&code, "court", "", "法院代字 the court's code, such as 浙0211")
	_ = cmd.MarkFlagRequired("court")
	return cmd
}

// honour shows what a case view has of credit repair and of the integrity list.
func (v *caseView) honour() {
	if r := v.Repair; r != nil {
		v.head("信用修复", "credit repair")
		t := &table{indent: "  ", cols: []column{{}, {flex: true}, {}}}
		for _, c := range r.Conditions {
			mark, by := hue(dim, "· 待核实"), ""
			switch {
			case c.Met:
				mark = hue(green, "✓ 符合")
			case c.By != "":
				mark = hue(alarm, "✗ 不符合")
			}
			if c.By != "" {
				by = c.By + " " + c.On.String()
			}
			name := c.Name
			if !c.Sourced {
				name += "（来源未证实 likely, not certain）"
			}
			t.add(mark, txt(name), hue(dim, by))
		}
		v.table(t)
		if len(r.Factors) > 0 {
			v.line(txtf("  评分 score %d / %d（示例权重，由本院自定 sample weights, the court's own）", r.Score, r.PassScore))
		}
		for _, m := range r.Measures {
			text := m.Name
			if m.Purpose != "" {
				text += "：" + m.Purpose
			}
			if !m.Until.IsZero() {
				text += " → " + m.Until.String()
			}
			v.text("  ", plain, text)
		}
		if r.PaidFen > 0 {
			v.line(txt("  修复后履行 performed after repair "), hue(bold, yuan(r.PaidFen)+" 元"))
		}
	}
	if len(v.List) > 0 {
		v.head("名单", "entries")
		t := &table{indent: "  ", cols: []column{{}, {}, {flex: true}}}
		for _, e := range v.List {
			t.add(txt(e.Certificate), txt(entryNames[e.State]), hue(dim, e.Why))
		}
		v.table(t)
	}
	if len(v.Dividends) > 0 && v.all {
		v.head("红利", "dividends")
		t := &table{indent: "  ", cols: []column{{}, {flex: true}, {}}}
		for _, d := range v.Dividends {
			mark := hue(dim, "·")
			if d.Open {
				mark = hue(green, "✓")
			}
			name := d.Name + " " + d.NameEN
			if !d.Sourced {
				name += "（推定 inferred）"
			}
			t.add(mark, txt(name), hue(dim, d.Grantor))
		}
		v.table(t)
	}
}
