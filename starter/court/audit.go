package court

import (
	"context"
	"errors"
	"io"
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/lifecycle"
)

// Noter is what an Auditor that takes accesses as well answers.
type Noter interface {
	NoteAccess(ctx context.Context, a Access) error
}

// Audit reads the trail for somebody who is known by what they say, as at the
// command line, and puts that on the trail before it answers: a trail that
// cannot be written is not read. It returns *DeniedError for a role that may
// not read it.
func (c *Court) Audit(ctx context.Context, role lifecycle.Role, who string, f AccessFilter) (Accesses, error) {
	if err := c.audits(ctx, role, who, f, "read_trail"); err != nil {
		return Accesses{}, err
	}
	return c.Accesses(ctx, f)
}

// ExportAccesses writes all that a filter chooses of the trail to w, under the
// rules of Audit.
func (c *Court) ExportAccesses(ctx context.Context, role lifecycle.Role, who string, f AccessFilter, format Format, w io.Writer) error {
	if err := c.audits(ctx, role, who, f, "export_trail"); err != nil {
		return err
	}
	s := Sheet{
		Name:   "访问记录 accesses",
		Heads:  []string{"时间", "何人", "身份", "何院", "案件", "做了什么", "详情", "来源", "被拒"},
		HeadEN: []string{"when", "who", "role", "court", "case", "what", "detail", "from", "refused"},
	}
	f.Limit = maxPage
	if err := s.paged(func(cursor string) (rows [][]any, next string, err error) {
		if cursor != "" {
			f.Cursor = cursor
		}
		page, err := c.Accesses(ctx, f)
		if err != nil {
			return nil, "", err
		}
		for _, x := range page.Accesses {
			refused := "否 no"
			if x.Refused {
				refused = "是 yes"
			}
			rows = append(rows, []any{x.At.In(calendar.Zone).Format(time.DateTime), x.Who, lifecycle.Role(x.Role).Name(), x.Court, x.Case, x.What, x.Detail, x.From, refused})
		}
		return rows, page.Next, nil
	}); err != nil {
		return err
	}
	return s.Write(w, format)
}

// audits lets a reader of the trail in, and writes down that they came.
func (c *Court) audits(ctx context.Context, role lifecycle.Role, who string, f AccessFilter, what string) error {
	if lifecycle.Reach(role, lifecycle.ToAudit) == lifecycle.Nobody {
		return &DeniedError{Action: lifecycle.ToAudit}
	}
	if err := checkPage(f.Limit); err != nil {
		return err
	}
	return c.NoteAccess(ctx, Access{Who: who, Role: string(role), Case: f.Case, What: what, Detail: f.Who})
}

// NoteAccess puts an access on the trail, as of now unless it says when. What
// cannot be written down must not be done; a court without a register has no
// trail.
func (c *Court) NoteAccess(ctx context.Context, a Access) error {
	if err := c.needRegister(); err != nil {
		return err
	}
	trail, ok := c.Register.(Noter)
	if !ok {
		return &UnreachableError{What: "登记册 the register", Err: errors.New("it does not keep the trail")}
	}
	if a.At.IsZero() {
		a.At = c.now()
	}
	if err := trail.NoteAccess(ctx, a); err != nil {
		return registerError("write on the trail of accesses", err)
	}
	return nil
}
