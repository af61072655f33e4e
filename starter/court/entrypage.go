package court

import (
	"context"
	"errors"

	"luxing/activities/register"
)

// EntryPager is what a Register that pages through integrity lists answers as well.
type EntryPager interface {
	EntryBatches(ctx context.Context, f register.EntryFilter, most int) ([]register.EntryBatch, error)
	EntryPage(ctx context.Context, f register.EntryFilter, after string, most int) (register.EntryPage, error)
}

func (o overRegister) EntryBatches(ctx context.Context, f register.EntryFilter, most int) ([]register.EntryBatch, error) {
	return o.r.EntryBatches(ctx, f, most)
}

func (o overRegister) EntryPage(ctx context.Context, f register.EntryFilter, after string, most int) (register.EntryPage, error) {
	return o.r.EntryPage(ctx, f, after, most)
}

// pager is the register as one that pages through lists.
func (c *Court) pager() (EntryPager, error) {
	if err := c.needRegister(); err != nil {
		return nil, err
	}
	p, ok := c.Register.(EntryPager)
	if !ok {
		return nil, &UnreachableError{What: "登记册 the register", Err: errors.New("it does not page through lists")}
	}
	return p, nil
}

// EntryBatches lists the batches of integrity lists, the latest first.
func (c *Court) EntryBatches(ctx context.Context, f register.EntryFilter, most int) ([]register.EntryBatch, error) {
	p, err := c.pager()
	if err != nil {
		return nil, err
	}
	all, err := p.EntryBatches(ctx, f, most)
	if err != nil {
		return nil, registerError("list the batches", err)
	}
	return all, nil
}

// EntryPage lists entries of integrity lists, some at a time.
func (c *Court) EntryPage(ctx context.Context, f register.EntryFilter, after string, most int) (register.EntryPage, error) {
	p, err := c.pager()
	if err != nil {
		return register.EntryPage{}, err
	}
	page, err := p.EntryPage(ctx, f, after, most)
	if errors.Is(err, register.ErrCursor) {
		return page, badInput("翻页标记 a page's mark", "after", "翻页标记 a page's mark", "本清单某一页给出的标记 one that a page of this list gave")
	}
	if err != nil {
		return page, registerError("list the entries", err)
	}
	return page, nil
}
