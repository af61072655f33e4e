package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"luxing/starter/court"
)

// paperList is what documents list prints with --json.
type paperList struct {
	Key       string        `json:"key"`
	Documents []court.Paper `json:"documents"`
}

// paperSaved is what documents get prints with --json.
type paperSaved struct {
	court.Paper
	File string `json:"file"`
}

func (a *app) documentsList() *cobra.Command {
	return readable(&cobra.Command{
		Use:     "list KEY",
		Short:   "案件的文书 the documents of a case",
		Long:    "列出案件产生的文书，及其日期、收件人和内容摘要（SHA-256）。\n\nLists the documents that a case produced, with date, recipient and the hash of their content.",
		Example: "  starter documents list nb-2019-0001",
		Args:    words([]string{"KEY"}),
		RunE: a.reading(func(ctx context.Context, d desk, args []string) error {
			papers, err := d.Documents(ctx, args[0])
			if err != nil {
				return err
			}
			list := paperList{Key: args[0], Documents: papers}
			if papers == nil {
				list.Documents = []court.Paper{}
			}
			return a.emit(list, func(w *page) {
				if len(papers) == 0 {
					w.text("", plain, args[0]+"：尚无文书 no documents yet")
					return
				}
				t := &table{cols: []column{{head: "日期 on"}, {head: "文书 document"}, {head: "致 to"}, {head: "编号 ID", flex: true}, {head: "SHA-256"}}}
				for _, p := range papers {
					to := p.To
					if to == "" {
						to = "法院 court"
					}
					t.add(txt(p.On.String()), txt(p.Kind.Title()), txt(to), hue(bold, p.ID), hue(dim, fmt.Sprintf("%.12s", p.SHA256)))
				}
				w.table(t)
			})
		}),
	})
}

func (a *app) documentsGet() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "get ID --out FILE|-",
		Short: "取出文书 get a document",
		Long: `取出一份文书，先核对其内容摘要再写入。文件须尚不存在，以免覆盖。

Writes one document to a file, which must not exist yet, or with - to standard
output. Its content is checked against its hash first.`,
		Example: "  starter documents get nb-2019-0001/complaint_notice/D1/1 --out notice.html",
		Args:    words([]string{"ID"}),
		RunE: a.reading(func(ctx context.Context, d desk, args []string) error {
			doc, err := d.Document(ctx, args[0])
			if err != nil {
				return err
			}
			sum := sha256.Sum256(doc.Content)
			if got := hex.EncodeToString(sum[:]); doc.SHA256 != "" && got != doc.SHA256 {
				return fmt.Errorf("文书 %s 的内容与登记的摘要不符 the content of the document does not match its registered hash: registered %s, found %s; it is not given out", doc.ID, doc.SHA256, got)
			}
			if out == "-" {
				if _, err := a.Out.Write(doc.Content); err != nil {
					return fmt.Errorf("write document %s: %w", doc.ID, err)
				}
				return nil
			}
			if err := writeNew(out, doc.Content); err != nil {
				return err
			}
			return a.emit(paperSaved{doc.Paper, out}, func(w *page) {
				w.line(hue(green, "已取出 written"), txt("  "+doc.Kind.Title()+"  → "), hue(bold, out))
				w.text("  ", dim, "SHA-256 "+doc.SHA256)
			})
		}),
	}
	cmd.Flags().StringVar(&out, "out", "", "写入的文件 the file to write; - for standard output")
	_ = cmd.MarkFlagRequired("out")
	return readable(cmd)
}

// writeNew writes a file that must not exist: whole, or not at all.
func writeNew(name string, content []byte) error {
	wrong := func(want string, args ...any) error {
		e := &court.InputError{What: "不能写入 cannot write " + name}
		e.Faults.Add("--out", "写入的文件 the file to write", want, args...)
		return e
	}
	if name == "" {
		return wrong("文件名，或者“-”（标准输出） a file name, or -")
	}
	if _, err := os.Lstat(name); err == nil {
		return wrong("尚不存在的文件：“%[1]s”已存在 a file that does not exist yet: %[1]s does", name)
	}
	// Documents are about people: nobody else on the machine need read them.
	tmp, err := os.CreateTemp(filepath.Dir(name), ".luxing-*")
	if err != nil {
		return wrong("可以写入的目录 a folder that can be written to: %s", cause(err))
	}
	defer func() { _ = os.Remove(tmp.Name()) }()
	_, err = tmp.Write(content)
	if err == nil {
		err = tmp.Sync()
	}
	if closeErr := tmp.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	// A link, unlike a rename, does not replace what appeared there meanwhile.
	if err := os.Link(tmp.Name(), name); err != nil {
		if os.IsExist(err) {
			return wrong("尚不存在的文件：“%[1]s”已存在 a file that does not exist yet: %[1]s does", name)
		}
		if err := os.Rename(tmp.Name(), name); err != nil { // a file system without links
			return fmt.Errorf("write %s: %w", name, err)
		}
	}
	return nil
}
