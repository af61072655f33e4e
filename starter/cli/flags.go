package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"luxing/workflows/policy"
)

// flagError says of a flag that cannot be read what is wrong with it, in both
// languages and without the parser's own words.
func (a *app) flagError(cmd *cobra.Command, err error) error {
	var (
		unknown *pflag.NotExistError
		bare    *pflag.ValueRequiredError
		wrong   *pflag.InvalidValueError
	)
	switch {
	case errors.As(err, &unknown):
		name, near := unknown.GetSpecifiedName(), ""
		if unknown.GetSpecifiedShortnames() != "" {
			return a.usage(cmd, "没有 -%s 这个选项 no flag -%s", name, name)
		}
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
		if like := policy.Near("--"+name, names); len(like) > 0 {
			near = "; 有 there are: " + strings.Join(like, ", ")
		}
		return a.usage(cmd, "没有 --%s 这个选项 no flag --%s%s", name, name, near)
	case errors.As(err, &bare):
		return a.usage(cmd, "--%s 须带值 --%s needs a value", bare.GetFlag().Name, bare.GetFlag().Name)
	case errors.As(err, &wrong):
		f := wrong.GetFlag()
		return a.usage(cmd, "--%s 的值有误 --%s: want %s, not %q", f.Name, f.Name, wanted(f.Value.Type()), wrong.GetValue())
	}
	return err
}

// wanted says what a flag of a kind takes.
func wanted(kind string) string {
	switch kind {
	case "int", "int64":
		return "整数 a whole number"
	case "duration":
		return "时长 a time such as 10s or 2m"
	case "bool":
		return "true 或 or false"
	}
	return kind
}

// missing are the required flags that were not given, by name.
func missing(cmd *cobra.Command) (names []string) {
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if need := f.Annotations[cobra.BashCompOneRequiredFlag]; len(need) > 0 && need[0] == "true" && !f.Changed {
			names = append(names, "--"+f.Name)
		}
	})
	return names
}

// lacking is what a command line lacks, all of it at once.
func lacking(cmd *cobra.Command, wordsMissing []string) error {
	all := append(append([]string{}, wordsMissing...), missing(cmd)...)
	if len(all) == 0 {
		return nil
	}
	return fmt.Errorf("缺少 %s: missing %s", strings.Join(all, "、"), strings.Join(all, ", "))
}
