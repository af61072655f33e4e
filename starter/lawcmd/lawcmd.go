// Package lawcmd is the law part of the command line: the table of rules, one
// period, fees, interest, and the check of a court's policy file.
//
// Commands print aligned text, Chinese first, or with --json one JSON object.
// Whatever is wrong with the input comes back as one *[InputError] that names
// every fault; the caller prints it and chooses the exit status.
package lawcmd

import (
	"errors"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"luxing/workflows/bilingual"
	"luxing/workflows/calendar"
	"luxing/workflows/policy"
	"luxing/workflows/statute"
)

// InputError says everything that is wrong with what was asked.
type InputError struct {
	Faults []policy.Fault
}

// Error names each fault on a line of its own.
func (e *InputError) Error() string {
	lines := make([]string, len(e.Faults))
	for i, f := range e.Faults {
		lines[i] = f.String()
	}
	return strings.Join(lines, "\n")
}

func fault(field, rule, want string) *InputError {
	return &InputError{Faults: []policy.Fault{{Field: field, Rule: rule, Want: want}}}
}

// Option changes what [New] builds.
type Option func(*config)

type config struct {
	out    io.Writer
	policy func(court string) (policy.Policy, error)
	now    func() time.Time
}

// WithPolicies gives the policies of courts, for --court. Without it every
// court has the default policy.
func WithPolicies(of func(court string) (policy.Policy, error)) Option {
	return func(c *config) { c.policy = of }
}

// WithNow sets the clock that stands in for a missing --as-of.
func WithNow(now func() time.Time) Option {
	return func(c *config) { c.now = now }
}

// New returns the command "law", which prints to out.
func New(out io.Writer, opts ...Option) *cobra.Command {
	c := &config{
		out: out,
		policy: func(court string) (policy.Policy, error) {
			p := policy.Default()
			p.Court = court
			return p, nil
		},
		now: time.Now,
	}
	for _, o := range opts {
		o(c)
	}
	cmd := &cobra.Command{
		Use:   "law",
		Short: "期间、诉讼费、迟延履行利息 / periods, court fees and delayed-performance interest",
		Args:  noArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.SetOut(out)
	cmd.AddCommand(c.rules(), c.period(), c.fee(), c.interest(), c.policyCommand())
	quiet(cmd)
	return cmd
}

// quiet leaves printing errors to the caller and makes bad flags input errors.
func quiet(cmd *cobra.Command) {
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	cmd.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return fault("flags", "参数有误 wrong flags: "+err.Error(), "可用的参数 the flags of "+c.CommandPath()+" --help")
	})
	for _, sub := range cmd.Commands() {
		quiet(sub)
	}
}

func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if !cmd.HasSubCommands() {
		return fault(args[0], "多余的词 is one word too many", "只有参数 only flags, see "+cmd.CommandPath()+" --help")
	}
	var names []string
	for _, s := range cmd.Commands() {
		names = append(names, s.Name())
	}
	return fault(args[0], "不是命令 is no command", bilingual.OneOf(names))
}

func oneArg(name, want string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch len(args) {
		case 0:
			return fault(name, "缺少 is missing", want)
		case 1:
			return nil
		}
		return fault(args[1], "多余的词 is one word too many", "只有一个 one "+name)
	}
}

// date reads a flag's day; an empty text is the unset Date.
func date(field, text string) (calendar.Date, *policy.Fault) {
	if text == "" {
		return calendar.Date{}, nil
	}
	d, err := calendar.Parse(text)
	var p *calendar.ParseError
	if errors.As(err, &p) {
		return d, &policy.Fault{Field: field, Rule: bilingual.Join("“"+strings.ReplaceAll(p.Text, "%", "%%")+"”%s", "“"+strings.ReplaceAll(p.Text, "%", "%%")+"” %s", p.Rule), Want: p.Want}
	}
	return d, nil
}

// yuan reads a flag's amount as fen.
func yuan(field, text string) (int64, *policy.Fault) {
	fen, err := statute.ParseYuan(text)
	var f *statute.FieldError
	if errors.As(err, &f) {
		return 0, &policy.Fault{Field: field, Rule: f.Rule, Want: f.Want}
	}
	return fen, nil
}

// input turns the law's own errors into faults, with the names of flags for
// the law's fields.
func input(err error, flags map[string]string) error {
	var faults []policy.Fault
	for _, e := range split(err) {
		var (
			field   *statute.FieldError
			unknown *statute.UnknownRuleError
			length  *statute.LengthError
			bounds  *statute.RangeError
		)
		switch {
		case errors.As(e, &field):
			faults = append(faults, policy.Fault{Field: flagName(field.Field, flags), Rule: field.Rule, Want: field.Want})
		case errors.As(e, &unknown):
			want := "规则清单中的编号 an ID that law rules lists"
			if len(unknown.Near) > 0 {
				near := make([]string, len(unknown.Near))
				for i, id := range unknown.Near {
					near[i] = string(id)
				}
				want = "是否为“" + strings.Join(near, "、") + "”？ did you mean " + strings.Join(near, ", ") + "?"
			}
			faults = append(faults, policy.Fault{Field: "RULE", Rule: "没有规则“" + string(unknown.ID) + "” there is no rule “" + string(unknown.ID) + "”", Want: want})
		case errors.As(e, &length):
			faults = append(faults, policy.Fault{Field: "--length", Rule: "该规则不允许这一长度 is not allowed for " + string(length.Rule), Want: "规则允许的长度 a length that it allows: " + length.Want})
		case errors.As(e, &bounds):
			faults = append(faults, policy.Fault{Field: "--from", Rule: "超出范围 is out of range", Want: "1910至2189年的日期 a day from 1910 to 2189"})
		default:
			return err
		}
	}
	return &InputError{Faults: faults}
}

// flagName gives the flag a field of the law came from: payments[1].date is
// --payment[1].date.
func flagName(field string, flags map[string]string) string {
	if flag, ok := flags[field]; ok {
		return flag
	}
	if i := strings.IndexAny(field, "[."); i >= 0 {
		if flag, ok := flags[field[:i]]; ok {
			return flag + field[i:]
		}
	}
	return field
}

func split(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return joined.Unwrap()
	}
	return []error{err}
}

// court finds the policy to count with.
func (c *config) court(court, file string) (policy.Policy, error) {
	if file == "" {
		p, err := c.policy(court)
		if err != nil {
			return p, fault("--court", "无法取得政策 no policy: "+err.Error(), "有政策文件的法院的代字 the code of a court with a policy")
		}
		return p, nil
	}
	p, faults, err := ReadPolicy(file)
	if err != nil {
		return p, fault("--policy", "无法读取 cannot be read: "+err.Error(), "可以读取的文件 a file that can be read")
	}
	if len(faults) > 0 {
		return p, &InputError{Faults: faults}
	}
	if court != "" && p.Court != "" && p.Court != court {
		return p, fault("--court", "“"+court+"”不是该政策文件的法院 “"+court+"” is not the court of "+file, "法院代字“"+p.Court+"” the court “"+p.Court+"”")
	}
	return p, nil
}
