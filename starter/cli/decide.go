package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"luxing/starter/court"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// sent is what case decide --async prints with --json.
type sent struct {
	Key      string          `json:"key"`
	Decision string          `json:"decision"`
	Event    lifecycle.Event `json:"event"`
	Async    bool            `json:"async"`
}

func (a *app) caseDecide() *cobra.Command {
	var as, data, id string
	var async bool
	cmd := &cobra.Command{
		Use:   "decide KEY EVENT --as ROLE:ID [--data JSON|@FILE|@-]",
		Short: "作出决定 decide on a case",
		Long: `向案件发送一项决定，当即得到结论；不合法的决定不予采纳，并说明理由和条文。

Sends a decision and prints the verdict. What is not lawful now, or not this
role's to decide, is refused with the reason and the article, and nothing is
written. A decision has an ID (--id, else one is made and printed): sent again
under it, it is still one decision and gets the same answer. With --async it is
left with the server, which keeps it until a worker is there; the verdict is
then on the case.

What may be decided now, and the data it takes: starter case lawful KEY --as ROLE

Exit code 0: taken · 1: no answer; send it again under the same ID · 2: wrong
data, no such decision, ID of another decision · 3: refused by law · 4: no such
case · 5: server unreachable.`,
		Example: `  starter case decide nb-2019-0001 accept --as judge:judge-1
  starter case decide nb-2019-0001 fee_paid --as clerk:clerk-1 \
    --data '{"amountFen":580000,"on":"2019-03-06"}'
  starter case decide nb-2019-0001 judge_later --as judge:judge-1 --data @judgment.json --id judgment-1
  starter case decide nb-2019-0001 pay --as integration:bank --data @- --async < payment.json`,
		Args: words([]string{"KEY", "EVENT"}),
		RunE: func(cmd *cobra.Command, args []string) error {
			decision, err := a.decision(args[1], as, data, id)
			if err != nil {
				return wrapCommand(err)
			}
			d, err := a.court(cmd.Context())
			if err != nil {
				return wrapCommand(err)
			}
			if id == "" && !a.json {
				// Before it is sent, so that whoever is cut off can send it again.
				_, _ = fmt.Fprintf(a.Err, "决定编号 decision: %s\n", decision.ID)
			}
			if async {
				return wrapCommand(a.send(cmd.Context(), d, args[0], decision))
			}
			return wrapCommand(a.decide(cmd.Context(), d, args[0], decision))
		},
	}
	cmd.Flags().StringVar(&as, "as", "", "身份和编号 role and ID of who decides: ROLE:ID")
	cmd.Flags().StringVar(&data, "data", "", "数据 the decision's data: JSON, @FILE, or @- for standard input")
	cmd.Flags().StringVar(&id, "id", "", "决定编号；重发时用同一编号 the decision's ID; the same when sent again")
	cmd.Flags().BoolVar(&async, "async", false, "交由服务器保管，不等结论 leave it with the server, don't wait")
	_ = cmd.MarkFlagRequired("as")
	return cmd
}

// decision puts a decision together from the command line.
func (a *app) decision(event, as, data, id string) (casefile.Decision, error) {
	role, actor, err := parseRole(as)
	if err != nil {
		return casefile.Decision{}, err
	}
	if actor == "" {
		e := &court.InputError{What: "缺少编号 whose decision is it"}
		e.Faults.Add("--as", "身份和编号 role and ID", "作出决定的人员或者系统的编号（%[1]s:ID） %[1]s:ID, the ID of the person or system who decides", role)
		return casefile.Decision{}, e
	}
	raw, err := a.data(data)
	if err != nil {
		return casefile.Decision{}, err
	}
	d := casefile.Decision{ID: id, Event: lifecycle.Event(event), Role: role, Actor: actor, Data: raw}
	if id == "" {
		d.ID = court.NewDecisionID(d)
	}
	return d, nil
}

// data reads --data: JSON as it stands, @FILE, or @- for standard input.
func (a *app) data(arg string) (json.RawMessage, error) {
	if arg == "" {
		return nil, nil
	}
	wrong := func(want string, args ...any) error {
		e := &court.InputError{What: "数据有误 wrong data"}
		e.Faults.Add("--data", "决定的数据 the decision's data", want, args...)
		return e
	}
	raw := []byte(arg)
	if name, isFile := strings.CutPrefix(arg, "@"); isFile {
		in := a.In
		if name != "-" {
			f, err := os.Open(name)
			if err != nil {
				return nil, wrong("可以读取的文件 a file that can be read: %s: %s", name, cause(err))
			}
			defer func() { _ = f.Close() }()
			in = f
		}
		var err error
		if raw, err = io.ReadAll(io.LimitReader(in, casefile.MaxData+1)); err != nil {
			return nil, fmt.Errorf("read the decision's data: %w", err)
		}
		if len(raw) > casefile.MaxData {
			return nil, wrong("不超过%[1]d字节 at most %[1]d bytes", casefile.MaxData)
		}
	}
	raw = bytes.TrimSpace(raw)
	if !json.Valid(raw) {
		var syntax *json.SyntaxError
		if err := json.Unmarshal(raw, new(any)); errors.As(err, &syntax) {
			return nil, wrong("一个JSON对象，第%[2]d字节有误 one JSON object: %[1]s, at byte %[2]d", syntax, syntax.Offset)
		}
		return nil, wrong("一个JSON对象、@FILE（文件），或者@-（标准输入） one JSON object, @FILE, or @- for standard input")
	}
	return raw, nil
}

func (a *app) send(ctx context.Context, d desk, key string, decision casefile.Decision) error {
	if err := d.Send(ctx, key, decision); err != nil {
		return err
	}
	out := sent{Key: key, Decision: decision.ID, Event: decision.Event, Async: true}
	return a.emit(out, func(w *page) {
		w.line(hue(green, "已交服务器 left with the server"), txt("  "+eventName(decision.Event)))
		w.text("  ", plain, fmt.Sprintf("工作进程处理后，结论见 when a worker has judged it, the verdict is in: %s case show %s", a.program(), key))
		w.text("  ", dim, "决定编号 decision: "+decision.ID)
	})
}

func (a *app) decide(ctx context.Context, d desk, key string, decision casefile.Decision) error {
	v, err := d.Decide(ctx, key, decision)
	if err != nil {
		return err
	}
	return a.emit(v, func(w *page) {
		w.line(hue(green, "已作出 taken"), txt("  "+eventName(v.Event)), hue(dim, "  "+moment(v.At)))
		t := &table{indent: "  ", cols: []column{{}, {flex: true}}}
		if v.From == v.To {
			t.add(hue(dim, "状态 state"), txt(stateName(v.To)))
		} else {
			t.add(hue(dim, "状态 state"), txt(stateName(v.From)+" → "+stateName(v.To)))
		}
		if v.Article != "" {
			t.add(hue(dim, "依据 article"), txt(v.Article))
		}
		t.add(hue(dim, "决定编号 decision"), txt(v.Decision))
		if seen, err := d.View(ctx, key); err == nil {
			t.add(hue(dim, "现在 now"), txt(seen.Sentence))
		}
		w.table(t)
	})
}
