package cli

import (
	"context"
	"fmt"
	"os"
	"os/user"

	"github.com/spf13/cobra"

	"luxing/starter/court"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// noted is a desk that puts what is read of a case's personal data on the
// trail of accesses before it gives it out: what cannot be written there is
// not read. At the command line people are who they say, or whose session at
// the machine it is.
type noted struct {
	desk
	who  string
	role lifecycle.Role
}

// fromHere is where an access at the command line comes from, as the trail has it.
const fromHere = "cli"

// readable gives a command that reads a case's personal data the flag that
// says who reads; it runs what reading makes.
func readable(cmd *cobra.Command) *cobra.Command {
	cmd.Flags().String("as", "", "何人查阅，记入访问记录 who reads it, for the trail: ROLE:ID; the machine's user if left out")
	return cmd
}

// reading runs f with a desk on which every reading is put on the trail.
func (a *app) reading(f func(ctx context.Context, d desk, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		return a.command(func(ctx context.Context, d desk, args []string) error {
			n := &noted{desk: d, who: osUser()}
			as, err := cmd.Flags().GetString("as")
			if err != nil {
				return err
			}
			if as != "" {
				if n.role, n.who, err = parseRole(as); err != nil {
					return err
				}
			}
			if n.who == "" {
				e := &court.InputError{What: "查询条件有误 the query is wrong"}
				e.Faults.Add("--as", "何人查阅 who reads it", "身份和编号（如judge:J001） a role with an ID, such as judge:J001")
				return e
			}
			return f(ctx, n, args)
		})(cmd, args)
	}
}

// osUser names whose session at the machine it is.
func osUser() string {
	if u, err := user.Current(); err == nil && u.Username != "" {
		return "os:" + u.Username
	}
	return fmt.Sprintf("os:%d", os.Getuid())
}

func (n *noted) note(ctx context.Context, key, what, detail string) error {
	return n.NoteAccess(ctx, court.Access{Who: n.who, Role: string(n.role), Case: key, What: what, Detail: detail, From: fromHere})
}

// View is desk's, put on the trail.
func (n *noted) View(ctx context.Context, key string) (court.Seen, error) {
	seen, err := n.desk.View(ctx, key)
	if err == nil {
		err = n.note(ctx, key, "read_case", "")
	}
	if err != nil {
		return court.Seen{}, err
	}
	return seen, nil
}

// Explain is desk's, put on the trail.
func (n *noted) Explain(ctx context.Context, key, deadline string) ([]casefile.Explanation, error) {
	found, err := n.desk.Explain(ctx, key, deadline)
	if err == nil {
		err = n.note(ctx, key, "read_deadlines", deadline)
	}
	if err != nil {
		return nil, err
	}
	return found, nil
}

// Documents is desk's, put on the trail.
func (n *noted) Documents(ctx context.Context, key string) ([]court.Paper, error) {
	papers, err := n.desk.Documents(ctx, key)
	if err == nil {
		err = n.note(ctx, key, "list_documents", "")
	}
	if err != nil {
		return nil, err
	}
	return papers, nil
}

// Document is desk's, put on the trail.
func (n *noted) Document(ctx context.Context, id string) (court.PaperContent, error) {
	doc, err := n.desk.Document(ctx, id)
	if err == nil {
		err = n.note(ctx, doc.Case, "read_document", id)
	}
	if err != nil {
		return court.PaperContent{}, err
	}
	return doc, nil
}
