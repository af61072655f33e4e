package court

// longest bounds an export by what one sheet holds (Excel: 1,048,576 lines).
const longest = 1_000_000

// paged makes a sheet's rows of the pages of a list, to its end and one at a
// time, so that a long list does not stand in memory whole. A list that is
// longer than a sheet is refused: one that was cut would look whole.
func (s *Sheet) paged(turn func(cursor string) (rows [][]any, next string, err error)) error {
	rows, next, err := turn("")
	if err != nil {
		return err
	}
	s.Rows = rows
	n := len(rows)
	s.Next = func() ([][]any, error) {
		for next != "" {
			if n > longest {
				return nil, badInput("导出过长 the export is too long", "", "条数 how many", "不超过%[1]d行：按法院、庭室或者期间缩小范围 at most %[1]d lines: narrow it by court, division or period", longest)
			}
			var more [][]any
			if more, next, err = turn(next); err != nil {
				return nil, err
			}
			if n += len(more); len(more) > 0 {
				return more, nil
			}
		}
		return nil, nil
	}
	return nil
}

// each calls f with every row of the sheet.
func (s Sheet) each(f func(row []any) error) error {
	rows := s.Rows
	for {
		for _, r := range rows {
			if err := f(r); err != nil {
				return err
			}
		}
		if s.Next == nil {
			return nil
		}
		var err error
		if rows, err = s.Next(); err != nil || len(rows) == 0 {
			return err
		}
	}
}
