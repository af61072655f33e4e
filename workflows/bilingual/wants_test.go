package bilingual

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// makers are the functions that name a fault, by where they take its rule and
// its want: those of the checks, the cases' guards, the desks and the gateway.
var makers = map[string]struct{ rule, want, args int }{
	"Add": {1, 2, 3}, "wrong": {1, 2, 3}, "badInput": {2, 3, 4}, "bad": {1, 2, 3}, "fault": {-1, 1, 2},
}

// elsewhere are the packages and files whose faults are told otherwise.
var elsewhere = map[string]string{
	"workflows/casefile":         "holds itself to it, with more",
	"workflows/statute/trial.go": "an input that a case makes itself: its guard has a want of its own",
}

// What would be right is said in both languages, whoever finds the fault.
func TestEveryWantIsInBothLanguages(t *testing.T) {
	fset := token.NewFileSet()
	verb := regexp.MustCompile(`%(\[\d\])?[a-z]`)
	word := regexp.MustCompile(`[A-Za-z]{2,}`)
	found := 0
	for _, room := range []string{"workflows", "starter"} {
		err := filepath.WalkDir(filepath.Join("..", "..", room), func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			at, err := filepath.Rel(filepath.Join("..", ".."), path)
			require.NoError(t, err)
			if _, other := elsewhere[filepath.ToSlash(at)]; other && d.IsDir() {
				return fs.SkipDir
			} else if other {
				return nil
			}
			if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return nil
			}
			text, err := os.ReadFile(path)
			require.NoError(t, err)
			file, err := parser.ParseFile(fset, at, text, 0)
			require.NoError(t, err)
			ast.Inspect(file, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				name := ""
				switch f := call.Fun.(type) {
				case *ast.Ident:
					name = f.Name
				case *ast.SelectorExpr:
					name = f.Sel.Name
				}
				m, makes := makers[name]
				if !makes || len(call.Args) < m.args {
					return true
				}
				lit, ok := call.Args[m.want].(*ast.BasicLit)
				if !ok || lit.Kind != token.STRING || lit.Value == `"%s"` {
					return true // what a helper made
				}
				want, err := strconv.Unquote(lit.Value)
				require.NoError(t, err)
				found++
				zh, en := Halves(verb.ReplaceAllString(want, "D1"))
				assert.True(t, hasHan(zh), "%s: no Chinese in %q", fset.Position(lit.Pos()), want)
				assert.True(t, word.MatchString(en), "%s: no English in %q", fset.Position(lit.Pos()), want)
				return true
			})
			return nil
		})
		require.NoError(t, err)
	}
	require.Greater(t, found, 250, "the wants were found")
}
