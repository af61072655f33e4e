package cli

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"luxing/starter/lawcmd"
	"luxing/workflows/policy"
)

const rootLong = `履行 Luxing：法院民事案件全流程 —— 立案、决定、查询、督办。
The way into the court's cases: file them, decide on them, see what each waits
for, list those that are stuck.

连接 connection: TEMPORAL_ADDRESS (127.0.0.1:7233), TEMPORAL_NAMESPACE (default)
and the other TEMPORAL_* variables or profile file of Temporal's own tools.
登记册 register: LUXING_REGISTER (sqlite:data/register.db).
密钥 keys: LUXING_KEYS, LUXING_KEYS_FILE, else the data folder's (LUXING_DATA, data).
本院政策 policy: LUXING_POLICY, a YAML file (starter law policy); without it the defaults.
放假安排 days off of later years: LUXING_CALENDAR, a CSV file (starter calendar announce).

退出码 exit codes: 0 done · 1 failed · 2 bad input · 3 refused by law ·
4 not found · 5 server unreachable.`

// root is the whole command line.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "starter",
		Short: "法院民事案件的入口 the way into the court's cases",
		Long:  rootLong,
		Example: `  starter case file --example > complaint.json
  starter case file complaint.json
  starter case show nb-2019-0001
  starter case lawful nb-2019-0001 --as judge
  starter stuck
  starter figures voluntary-performance`,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.PersistentFlags().BoolVar(&a.json, "json", false, "输出 JSON；错误为问题对象 print JSON; errors as problem objects")
	root.PersistentFlags().DurationVar(&a.timeout, "timeout", 10*time.Second, "等待答复的时间 how long to wait for an answer")
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error {
		if a.timeout <= 0 || a.timeout > time.Hour {
			return a.usage(cmd, "--timeout: more than zero and at most 1h")
		}
		if csv := cmd.Flags().Lookup("csv"); a.json && csv != nil && csv.Changed {
			return a.usage(cmd, "--json 和 --csv 只能选一种 one of --json and --csv, not both")
		}
		return nil
	}
	root.AddCommand(
		a.group("case", "案件 cases", "案件：立案、查看、决定 cases: file them, see them, decide on them",
			a.caseFile(), a.caseShow(), a.caseTimeline(), a.caseDeadlines(), a.caseLawful(), a.caseDecide(), a.caseExplain(), a.caseList()),
		a.stuck(),
		a.figures(),
		a.digest(),
		a.audit(),
		a.group("bulk", "批量决定 one decision over many cases", "批量决定：督办、变更承办人、批准 one decision over many cases: nudge, reassign, approve", a.bulkNudge(), a.bulkReassign(), a.bulkApprove()),
		a.group("enforcement", "已结案件的执行 enforcement of closed cases", "已结案件申请执行 enforcement of cases that have closed", a.enforcementApply()),
		a.group("certificate", "自动履行证明 certificates of voluntary performance", "自动履行证明 certificates of voluntary performance", a.certificateApply(), a.certificateVerify(), a.certificateRevoke()),
		a.group("list", "诚信履行名单 the integrity list", "诚信履行名单：批次、各条 the integrity list: batches and entries", a.listBatches(), a.listShow(), a.listBegin()),
		a.group("repair", "信用修复 credit repair", "被执行人的信用修复 credit repair of debtors", a.repairApply(), a.repairList()),
		a.group("documents", "文书 documents", "案件产生的文书 the documents that cases produced", a.documentsList(), a.documentsGet()),
		a.group("roster", "人员名册 who works at the court", "人员名册：文书和页面据此显示姓名 the roster, by which documents and pages name people", a.rosterImport(), a.rosterList()),
		a.group("calendar", "放假安排 days off", "放假调休安排 the days off of later years", a.calendarAnnounce()),
		a.group("training", "演练时间 training time", "演练时间：只在演练服务器上可用 training time: only on a training server", a.trainingAdvance()),
		a.serve(),
		lawcmd.New(a.Out, lawcmd.WithPolicies(a.lawPolicy)),
		a.version(),
	)
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetUsageTemplate(usageTemplate)
	root.SetFlagErrorFunc(a.flagError)
	root.InitDefaultHelpCmd()
	a.strict(root)
	inChinese(root)
	return root
}

// usageTemplate is cobra's with the headings in both languages.
const usageTemplate = `用法 usage:{{if and .Runnable (not .HasAvailableSubCommands)}}
  {{.UseLine}}{{end}}{{if .HasAvailableSubCommands}}
  {{.CommandPath}} [command]{{end}}{{if .HasExample}}

示例 examples:
{{.Example}}{{end}}{{if .HasAvailableSubCommands}}

命令 commands:{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding }} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

选项 flags:
{{.LocalFlags.FlagUsagesWrapped 100 | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

通用选项 global flags:
{{.InheritedFlags.FlagUsagesWrapped 100 | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableSubCommands}}

详情 more about a command: {{.CommandPath}} [command] --help{{end}}
`

// inChinese gives what cobra adds by itself a Chinese text as well.
func inChinese(cmd *cobra.Command) {
	cmd.InitDefaultHelpFlag()
	if f := cmd.Flags().Lookup("help"); f != nil {
		f.Usage = "帮助 help"
	}
	if cmd.Name() == "help" {
		cmd.Short = "帮助 help about any command"
	}
	for _, sub := range cmd.Commands() {
		inChinese(sub)
	}
}

// group is a command that only holds others.
func (a *app) group(use, short, long string, subs ...*cobra.Command) *cobra.Command {
	cmd := &cobra.Command{Use: use, Short: short, Long: long}
	cmd.AddCommand(subs...)
	return cmd
}

// strict makes every group refuse commands that it does not have, with the
// names of those that are close, instead of printing help and succeeding.
func (a *app) strict(cmd *cobra.Command) {
	for _, sub := range cmd.Commands() {
		a.strict(sub)
	}
	if cmd.Runnable() || !cmd.HasSubCommands() {
		return
	}
	cmd.Args = cobra.ArbitraryArgs
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return cmd.Help()
		}
		var names []string
		for _, sub := range cmd.Commands() {
			if sub.IsAvailableCommand() {
				names = append(names, sub.Name())
			}
		}
		near := policy.Near(args[0], names)
		if len(near) == 0 {
			near = names
		}
		return a.usage(cmd, "没有“%s”这个命令 no command %q; 有 there are: %s", args[0], args[0], strings.Join(near, ", "))
	}
}

// words wants the named words on the command line, and at most the optional
// ones behind them.
func words(required []string, optional ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := lacking(cmd, required[min(len(args), len(required)):]); err != nil {
			return err
		}
		if most := len(required) + len(optional); len(args) > most {
			return fmt.Errorf("多余的词 a word too many: %q", args[most])
		}
		return nil
	}
}

// usage is an error of the command line itself.
func (a *app) usage(cmd *cobra.Command, format string, args ...any) error {
	return &usageError{command: cmd.CommandPath(), err: fmt.Errorf(format, args...)}
}

// lawPolicy is what the calculators count with for a court: the policy in
// force, unless that is another court's.
func (a *app) lawPolicy(court string) (policy.Policy, error) {
	p, err := a.wiring.Policy()
	if err != nil {
		return p, err
	}
	if court != "" && p.Court != "" && p.Court != court {
		p = policy.Default()
	}
	if p.Court == "" {
		p.Court = court
	}
	return p, nil
}
