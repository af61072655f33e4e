package lawcmd

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"strings"

	"github.com/spf13/cobra"
	"go.yaml.in/yaml/v3"

	"luxing/workflows/bilingual"
	"luxing/workflows/policy"
	"luxing/workflows/statute"
)

// maxPolicy is more than any policy needs, and stops a wrong file early.
const maxPolicy = 1 << 20

// ReadPolicy reads a court's policy file. Settings left out have their
// defaults. Faults are what is wrong with the content, all of them; err is a
// file that cannot be read.
func ReadPolicy(path string) (policy.Policy, []policy.Fault, error) {
	f, err := os.Open(path)
	if err != nil {
		return policy.Policy{}, nil, fmt.Errorf("policy file: %w", err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxPolicy+1))
	if err != nil {
		return policy.Policy{}, nil, fmt.Errorf("policy file %s: %w", path, err)
	}
	p, faults := ParsePolicy(b)
	return p, faults, nil
}

// ParsePolicy is [ReadPolicy] for a file's content.
func ParsePolicy(text []byte) (policy.Policy, []policy.Fault) {
	if len(text) > maxPolicy {
		return policy.Policy{}, []policy.Fault{{Field: "file", Rule: "作为政策文件过大 is too large for a policy", Want: "不超过1 MiB的YAML文件 at most 1 MiB of YAML"}}
	}
	d := yaml.NewDecoder(bytes.NewReader(text))
	var doc yaml.Node
	if err := d.Decode(&doc); err != nil {
		if errors.Is(err, io.EOF) {
			return policy.Policy{}, []policy.Fault{{Field: "file", Rule: "是空文件 is empty", Want: "一份政策文件 a policy, see law policy default"}}
		}
		return policy.Policy{}, []policy.Fault{{Field: "file", Rule: "不是YAML文件 is no YAML: " + strings.TrimPrefix(err.Error(), "yaml: "), Want: "YAML格式的文件 YAML, see law policy default"}}
	}
	if err := d.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return policy.Policy{}, []policy.Fault{{Field: "file", Rule: "有多份文档 has more than one document", Want: "一份文档 one document"}}
	}
	faults := keys(doc.Content[0], reflect.TypeFor[policy.Policy](), "")
	p := policy.Default()
	p.Version = ""
	if err := doc.Decode(&p); err != nil {
		var types *yaml.TypeError
		if !errors.As(err, &types) {
			return p, append(faults, policy.Fault{Field: "file", Rule: "无法读取 cannot be read: " + err.Error(), Want: "一份政策文件 a policy, see law policy default"})
		}
		for _, e := range types.Errors {
			where, what, _ := strings.Cut(e, ": ")
			if !strings.Contains(what, "already defined") { // keys has said so, by name
				faults = append(faults, policy.Fault{Field: where, Rule: "类型不符 the type: " + what, Want: "该类型的值 a value of that type, see law policy default"})
			}
		}
	}
	if len(faults) > 0 && !mapping(doc.Content[0]) {
		return p, faults
	}
	return p, append(faults, statute.CheckPolicy(p)...)
}

func mapping(n *yaml.Node) bool { return n.Kind == yaml.MappingNode }

// keys finds the keys of a document that the policy does not have, or that
// are there twice, with the line and what was probably meant.
func keys(n *yaml.Node, t reflect.Type, path string) (faults []policy.Fault) {
	switch {
	case n.Kind == yaml.AliasNode:
		return keys(n.Alias, t, path)
	case t.Kind() == reflect.Slice && n.Kind == yaml.SequenceNode:
		for i, item := range n.Content {
			faults = append(faults, keys(item, t.Elem(), fmt.Sprintf("%s[%d]", path, i))...)
		}
		return faults
	case t.Kind() == reflect.Map && mapping(n):
		return twice(n, path)
	case t.Kind() != reflect.Struct:
		return nil
	case !mapping(n):
		if path == "" {
			return []policy.Fault{{Field: "file", Rule: "不是由各项组成的对象 is no mapping of keys", Want: "各项的名称（如version、court、lengths） keys as version, court, lengths"}}
		}
		return nil
	}
	if _, text := reflect.New(t).Interface().(interface{ UnmarshalText([]byte) error }); text {
		return nil
	}
	fields := map[string]reflect.Type{}
	var names []string
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ",")
		fields[name] = t.Field(i).Type
		names = append(names, name)
	}
	faults = twice(n, path)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		field, ok := fields[key.Value]
		if !ok {
			want := bilingual.OneOf(names)
			if near := policy.Near(key.Value, names); len(near) > 0 {
				want = "是否为“" + strings.Join(near, "、") + "”？ did you mean " + strings.Join(near, ", ") + "?"
			}
			faults = append(faults, policy.Fault{Field: join(path, key.Value), Rule: fmt.Sprintf("不是政策文件的项目（第%[1]d行） is no key of a policy (line %[1]d)", key.Line), Want: want})
			continue
		}
		faults = append(faults, keys(n.Content[i+1], field, join(path, key.Value))...)
	}
	return faults
}

func twice(n *yaml.Node, path string) (faults []policy.Fault) {
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if seen[key.Value] {
			faults = append(faults, policy.Fault{Field: join(path, key.Value), Rule: fmt.Sprintf("重复出现（第%[1]d行） is there twice (line %[1]d)", key.Line), Want: "每项只出现一次 each key once"})
		}
		seen[key.Value] = true
	}
	return faults
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

type policyAnswer struct {
	File    string `json:"file"`
	Valid   bool   `json:"valid"`
	Version string `json:"version"`
	Court   string `json:"court"`
	Hash    string `json:"hash"`
}

func (c *config) policyCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "policy",
		Short: "法院政策文件 / a court's policy file",
		Args:  noArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	var asJSON bool
	check := &cobra.Command{
		Use:   "check FILE",
		Short: "校验政策文件，报告全部问题 / check a policy file and report every fault",
		Args:  oneArg("FILE", "a policy file in YAML"),
		RunE: func(_ *cobra.Command, args []string) error {
			p, faults, err := ReadPolicy(args[0])
			if err != nil {
				return fault("FILE", "无法读取 cannot be read: "+err.Error(), "可以读取的文件 a file that can be read")
			}
			if len(faults) > 0 {
				return &InputError{Faults: faults}
			}
			a := policyAnswer{File: args[0], Valid: true, Version: p.Version, Court: p.Court, Hash: p.Hash()}
			if asJSON {
				return printJSON(c.out, a)
			}
			return table(c.out, [][]string{
				{"政策文件 file", a.File}, {"版本 version", a.Version}, {"法院 court", a.Court}, {"内容 hash", a.Hash}, {"结果 result", "有效 / valid"},
			})
		},
	}
	check.Flags().BoolVar(&asJSON, "json", false, "JSON")
	show := &cobra.Command{
		Use:   "default",
		Short: "默认政策 / the default policy, to start from",
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			e := yaml.NewEncoder(c.out)
			e.SetIndent(2)
			if err := e.Encode(policy.Default()); err != nil {
				return fmt.Errorf("print: %w", err)
			}
			return e.Close()
		},
	}
	cmd.AddCommand(check, show)
	return cmd
}
