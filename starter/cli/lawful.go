package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"luxing/starter/court"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// lawfulList is what case lawful prints with --json.
type lawfulList struct {
	Key       string           `json:"key"`
	Role      lifecycle.Role   `json:"role"`
	Decisions []lawfulDecision `json:"decisions"`
}

// lawfulDecision is one decision with its form and a command that sends it.
type lawfulDecision struct {
	casefile.Lawful
	Fields  []field         `json:"fields,omitempty"`
	Data    json.RawMessage `json:"exampleData,omitempty"`
	Command string          `json:"exampleCommand"`
}

func (a *app) caseLawful() *cobra.Command {
	var as string
	cmd := &cobra.Command{
		Use:   "lawful KEY --as ROLE[:ID]",
		Short: "现可作出的决定 what may be decided now",
		Long: `某一身份此刻依法可以作出哪些决定、需要哪些数据，并附可直接粘贴的命令。

Lists what a role may lawfully decide on the case at this moment, with the form
of each decision and a command that is ready to paste.

身份 roles: ` + roleList(),
		Example: `  starter case lawful nb-2019-0001 --as judge
  starter case lawful nb-2019-0001 --as clerk:clerk-7
  starter case lawful nb-2019-0001 --as judge --json | jq -r '.decisions[].event'`,
		Args: words([]string{"KEY"}),
		RunE: a.command(func(ctx context.Context, d desk, args []string) error {
			role, actor, err := parseRole(as)
			if err != nil {
				return err
			}
			found, err := d.Lawful(ctx, args[0], role)
			if err != nil {
				return err
			}
			list := lawfulList{Key: args[0], Role: role, Decisions: []lawfulDecision{}}
			given, own := a.exampleFacts(ctx, d, args[0], role)
			if actor == "" {
				actor = own
			}
			for _, l := range found {
				full := lawfulDecision{Lawful: l, Fields: fields(l.Event)}
				if full.Data, err = example(l.Event, given.about(l.Track)); err != nil {
					return err
				}
				full.Command = a.exampleCommand(args[0], l.Event, role, actor, full.Data)
				list.Decisions = append(list.Decisions, full)
			}
			return a.emit(list, func(w *page) { writeLawful(w, list, a.program()) })
		}),
	}
	cmd.Flags().StringVar(&as, "as", "", "身份 the capacity in which to decide: ROLE or ROLE:ID")
	_ = cmd.MarkFlagRequired("as")
	return cmd
}

// exampleFacts takes the examples' IDs from the case, as far as it shows them,
// and the ID of the person who holds the role in it.
func (a *app) exampleFacts(ctx context.Context, d desk, key string, role lifecycle.Role) (facts, string) {
	actors := map[lifecycle.Role]string{
		lifecycle.Intake: "intake-1", lifecycle.Clerk: "clerk-1", lifecycle.Judge: "judge-1", lifecycle.DivisionHead: "head-1",
		lifecycle.TrialManagement: "office-1", lifecycle.President: "president-1", lifecycle.EnforcementJudge: "officer-1",
		lifecycle.Integration: "system-1", lifecycle.Auditor: "auditor-1",
	}
	given, actor := usualFacts(calendar.Of(time.Now())), actors[role]
	seen, err := d.View(ctx, key)
	if err != nil {
		return given, actor // an example with the usual IDs is still one
	}
	if !seen.Now.IsZero() {
		given.today = calendar.Of(seen.Now)
	}
	if held := seen.Row.Judge; held != "" && (role == lifecycle.Judge || role == lifecycle.EnforcementJudge && seen.Kind == casefile.KindEnforcement) {
		actor = held
	}
	if f := seen.Filing; f != nil {
		if role == lifecycle.Clerk && f.Clerk != "" {
			actor = f.Clerk
		}
		if ps := f.On(casefile.Plaintiff); len(ps) > 0 {
			given.creditor = ps[0].ID
		}
		if ps := f.On(casefile.Defendant); len(ps) > 0 {
			given.debtor = ps[0].ID
		}
	}
	if len(seen.Obligations) > 0 {
		o := seen.Obligations[0]
		given.duty = o.ID
		if len(o.Debtors) > 0 {
			given.debtor, given.creditor = o.Debtors[0], o.Creditor
		}
	}
	if t := seen.Trial; t != nil {
		for _, x := range t.Exclusions {
			if x.To.IsZero() {
				given.excluded = x.ID
			}
		}
	}
	return given, actor
}

// longData is the size from which an example's data are better in a file.
const longData = 1500

// exampleCommand is a command line that sends the decision, ready to paste.
func (a *app) exampleCommand(key string, e lifecycle.Event, role lifecycle.Role, actor string, data json.RawMessage) string {
	cmd := fmt.Sprintf("%s case decide %s %s --as %s:%s", a.program(), key, e, role, actor)
	switch {
	case len(data) == 0:
		return cmd
	case len(data) > longData:
		return fmt.Sprintf("%s --data @%s.json", cmd, e)
	}
	return cmd + " --data '" + strings.ReplaceAll(string(data), "'", `'\''`) + "'"
}

func (a *app) program() string {
	if a.wiring.Program != "" {
		return a.wiring.Program
	}
	return "starter"
}

// parseRole reads ROLE or ROLE:ID; a role may be written by its Chinese name.
func parseRole(s string) (role lifecycle.Role, actor string, err error) {
	name, actor, _ := strings.Cut(strings.ReplaceAll(s, "：", ":"), ":")
	for _, r := range lifecycle.Roles() {
		if r.Human && (name == string(r.Role) || name == r.Name) {
			return r.Role, actor, nil
		}
	}
	e := &court.InputError{What: "身份有误 wrong role"}
	e.Faults.Add("--as", "没有这种身份 no such role", "%s", wantRole())
	return "", "", e
}

// roleList names the roles that people and systems may have.
func roleList() string {
	var names []string
	for _, r := range lifecycle.Roles() {
		if r.Human {
			names = append(names, string(r.Role)+" "+r.Name)
		}
	}
	return strings.Join(names, ", ")
}

// wantRole asks for one of the roles.
func wantRole() string {
	var named, codes []string
	for _, r := range lifecycle.Roles() {
		if r.Human {
			named, codes = append(named, r.Name+"（"+string(r.Role)+"）"), append(codes, string(r.Role))
		}
	}
	return "下列身份之一：" + strings.Join(named, "、") + " one of " + strings.Join(codes, ", ")
}

func writeLawful(w *page, list lawfulList, program string) {
	role := list.Role.Name()
	if len(list.Decisions) == 0 {
		w.text("", plain, fmt.Sprintf("%s：%s（%s）此刻没有可作出的决定 nothing may be decided by this role now", list.Key, role, list.Role))
		return
	}
	w.line(hue(bold, list.Key), txtf("  %s（%s）现可作出 %d 项决定", role, list.Role, len(list.Decisions)), hue(dim, " may decide now"))
	for i, d := range list.Decisions {
		w.gap()
		w.line(hue(bold, fmt.Sprintf("%d. %s %s", i+1, d.Name, d.Event)), hue(dim, " "+d.NameEN))
		t := &table{indent: "   ", cols: []column{{}, {flex: true}}}
		t.add(hue(dim, "结果 leads to"), txt(stateName(d.To)))
		t.add(hue(dim, "依据 article"), txt(d.Article))
		if len(d.Track) > 0 {
			t.add(hue(dim, "对象 about"), txt(strings.Join(d.Track, ", ")))
		}
		if len(d.Guards) > 0 {
			t.add(hue(dim, "条件 judged then"), txt(strings.Join(d.Guards, ", ")))
		}
		w.table(t)
		writeFields(w, d.Fields)
		if len(d.Data) > longData {
			w.line(txt("   "), hue(dim, fmt.Sprintf("先存数据 first save the data: %s case lawful %s --as %s --json |", program, list.Key, list.Role)))
			w.line(txt("     "), hue(dim, fmt.Sprintf("jq '.decisions[] | select(.event == \"%s\").exampleData' > %s.json", d.Event, d.Event)))
		}
		w.line(txt("   "), hue(cyan, shown(d)))
	}
}

func writeFields(w *page, fs []field) {
	t := &table{indent: "     ", cols: []column{{head: "字段 field"}, {head: "类型 type"}, {head: "必填"}, {head: "说明 what it wants", flex: true}}}
	var add func(indent string, fs []field)
	add = func(indent string, fs []field) {
		for _, f := range fs {
			must := ""
			if f.Required {
				must = "是 yes"
			}
			doc := f.Doc
			if f.Rule != "" && !strings.HasPrefix(f.Rule, "必填") {
				doc += "（" + f.Rule + "）"
			}
			t.add(txt(indent+f.Name), hue(dim, f.Type), hue(yellow, must), txt(doc))
			add(indent+"  ", f.Fields)
		}
	}
	add("", fs)
	w.table(t)
}

// shown is the example on as few lines as fit the page; it stays one command.
func shown(d lawfulDecision) string {
	if cells(d.Command) <= pageWidth-3 || len(d.Data) > longData {
		return d.Command
	}
	head, _, _ := strings.Cut(d.Command, " --data ")
	data := string(d.Data)
	if cells(data) > pageWidth-14 {
		var laid bytes.Buffer
		if json.Indent(&laid, d.Data, "", "  ") == nil {
			data = laid.String()
		}
	}
	return head + " \\\n     --data '" + strings.ReplaceAll(data, "'", `'\''`) + "'"
}
