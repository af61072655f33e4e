package cli

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// goesOn is the command line that goes on with the list that cmd showed a page
// of: as it was given, with another cursor. Without its filters it would go on
// with another list.
func goesOn(program string, cmd *cobra.Command, args []string, cursor string) string {
	_, path, _ := strings.Cut(cmd.CommandPath(), " ")
	words := append([]string{program, path}, args...)
	cmd.Flags().Visit(func(f *pflag.Flag) {
		switch {
		case f.Name == "cursor":
		case f.Value.Type() == "bool" && f.Value.String() == "true":
			words = append(words, "--"+f.Name)
		default:
			words = append(words, "--"+f.Name, quoted(f.Value.String()))
		}
	})
	return strings.Join(append(words, "--cursor", quoted(cursor)), " ")
}

// quoted is a word as a shell takes it.
func quoted(word string) string {
	if word != "" && !strings.ContainsAny(word, " \t\n'\"\\$`&|;<>()*?[]{}~#!") {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
