package court

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
)

// hostile are texts that a spreadsheet would run.
var hostile = []string{"=HYPERLINK(\"http://x\")", "+1", "-1+2", "@SUM(A1)", "  =1", "\t=1", "\r=1", "＝1", "|cmd", "%0A"}

func TestAnExportRunsNothing(t *testing.T) {
	s := Sheet{Name: "清单: [a/b]*?", Heads: []string{"文本", "数"}, HeadEN: []string{"text", "number"}}
	for i, h := range hostile {
		s.Rows = append(s.Rows, []any{h, int64(-i)})
	}
	s.Rows = append(s.Rows, []any{"平常, \"quoted\"\nline", nil}, []any{strings.Repeat("长", 40_000), 1.5})

	var text bytes.Buffer
	require.NoError(t, s.Write(&text, CSV))
	require.True(t, strings.HasPrefix(text.String(), "\ufeff文本,数\r\ntext,number\r\n"))
	lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text.String(), "\ufeff"))).ReadAll()
	require.NoError(t, err)
	require.Len(t, lines, 2+len(hostile)+2)
	for i := range hostile {
		require.True(t, strings.HasPrefix(lines[2+i][0], "'"), lines[2+i][0])
		require.Equal(t, fmt.Sprint(-i), lines[2+i][1], "a number stays a number")
	}
	require.Equal(t, "平常, \"quoted\"\nline", lines[2+len(hostile)][0])

	var book bytes.Buffer
	require.NoError(t, s.Write(&book, XLSX))
	f, err := excelize.OpenReader(&book)
	require.NoError(t, err)
	defer f.Close()
	require.Equal(t, []string{"清单 ab"}, f.GetSheetList())
	rows, err := f.GetRows("清单 ab")
	require.NoError(t, err)
	require.Equal(t, []string{"文本", "数"}, rows[0])
	require.Equal(t, []string{"text", "number"}, rows[1])
	for i := range hostile {
		cell := fmt.Sprintf("A%d", 3+i)
		formula, err := f.GetCellFormula("清单 ab", cell)
		require.NoError(t, err)
		require.Empty(t, formula)
		kind, err := f.GetCellType("清单 ab", cell)
		require.NoError(t, err)
		require.Contains(t, []excelize.CellType{excelize.CellTypeInlineString, excelize.CellTypeSharedString}, kind)
		number, err := f.GetCellType("清单 ab", fmt.Sprintf("B%d", 3+i))
		require.NoError(t, err)
		require.NotEqual(t, excelize.CellTypeInlineString, number)
	}
	require.Error(t, s.Write(&book, "pdf"))
}
