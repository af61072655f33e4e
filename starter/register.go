package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"luxing/activities/register"
	"luxing/starter/court"
	"luxing/workflows/casefile"
)

// errNoRegister is what serve says of a register file that is not there.
var errNoRegister = errors.New("there is no register yet: start the worker, which makes it, or name one")

// dsn is where the register is.
func (s *setup) dsn() string {
	return or(s.env("LUXING_REGISTER"), "sqlite:"+filepath.Join(s.data(), registerFile))
}

// checkRegister says what is wrong with the register's setting, as far as can
// be said without connecting.
func (s *setup) checkRegister() error {
	dsn := s.dsn()
	if err := register.CheckDSN(dsn); err != nil {
		return settingsError("LUXING_REGISTER", err)
	}
	if file, isFile := strings.CutPrefix(dsn, "sqlite:"); isFile {
		if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
			return settingsError("LUXING_REGISTER", errNoRegister)
		}
	}
	return nil
}

// openRegister opens the court register's read side; nil when there is none
// yet. A register file that is not there is not made: the worker makes it.
func (s *setup) openRegister(ctx context.Context) (*register.Register, error) {
	return s.openRegisterWith(ctx)
}

// openRegisterWith opens it for who also keeps something in it.
func (s *setup) openRegisterWith(ctx context.Context, options ...register.Option) (*register.Register, error) {
	dsn := s.dsn()
	if file, isFile := strings.CutPrefix(dsn, "sqlite:"); isFile {
		if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
			return nil, nil
		}
	}
	r, err := register.Open(ctx, dsn, options...)
	if errors.Is(err, register.ErrDSN) {
		return nil, settingsError("LUXING_REGISTER", err)
	}
	if err != nil {
		return nil, &court.UnreachableError{What: "登记册 the register", Err: err}
	}
	return r, nil
}

// lazyRegister opens the register when it is first asked, so that a decision
// does not need a register that it never looks at.
type lazyRegister struct {
	open func(context.Context) (*register.Register, error)

	mu     sync.Mutex
	opened *register.Register
}

func (l *lazyRegister) get(ctx context.Context) (court.Register, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.opened == nil {
		r, err := l.open(ctx)
		if err != nil {
			return nil, err
		}
		if r == nil {
			return nil, court.ErrNoRegister
		}
		l.opened = r
	}
	return court.OverRegister(l.opened), nil
}

// Close implements io.Closer.
func (l *lazyRegister) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.opened == nil {
		return nil
	}
	return l.opened.Close()
}

// asked opens the register and asks it.
func asked[T any](ctx context.Context, l *lazyRegister, ask func(court.Register) (T, error)) (T, error) {
	r, err := l.get(ctx)
	if err != nil {
		var none T
		return none, err
	}
	return ask(r)
}

// The methods of court.Register.

func (l *lazyRegister) Find(ctx context.Context, key string) (court.Held, error) {
	return asked(ctx, l, func(r court.Register) (court.Held, error) { return r.Find(ctx, key) })
}

func (l *lazyRegister) Retrial(ctx context.Context, key string) (*casefile.RetrialState, error) {
	return asked(ctx, l, func(r court.Register) (*casefile.RetrialState, error) { return r.Retrial(ctx, key) })
}

func (l *lazyRegister) Holder(ctx context.Context, number string) (string, error) {
	return asked(ctx, l, func(r court.Register) (string, error) { return r.Holder(ctx, number) })
}

func (l *lazyRegister) Filed(ctx context.Context, key string) (*casefile.Filing, error) {
	return asked(ctx, l, func(r court.Register) (*casefile.Filing, error) { return r.Filed(ctx, key) })
}

func (l *lazyRegister) List(ctx context.Context, f court.Filter) ([]court.Listed, error) {
	return asked(ctx, l, func(r court.Register) ([]court.Listed, error) { return r.List(ctx, f) })
}

func (l *lazyRegister) Stuck(ctx context.Context, now time.Time, f court.StuckFilter) ([]court.Listed, error) {
	return asked(ctx, l, func(r court.Register) ([]court.Listed, error) { return r.Stuck(ctx, now, f) })
}

func (l *lazyRegister) Timeline(ctx context.Context, key string) ([]casefile.Entry, error) {
	return asked(ctx, l, func(r court.Register) ([]casefile.Entry, error) { return r.Timeline(ctx, key) })
}

func (l *lazyRegister) Documents(ctx context.Context, key string) ([]court.Paper, error) {
	return asked(ctx, l, func(r court.Register) ([]court.Paper, error) { return r.Documents(ctx, key) })
}

func (l *lazyRegister) Document(ctx context.Context, id string) (court.PaperContent, error) {
	return asked(ctx, l, func(r court.Register) (court.PaperContent, error) { return r.Document(ctx, id) })
}

// Page is court.Pager's.
func (l *lazyRegister) Page(ctx context.Context, f court.Filter, cursor string) (court.Page, error) {
	return asked(ctx, l, func(r court.Register) (court.Page, error) {
		p, ok := r.(court.Pager)
		if !ok {
			return court.Page{}, court.ErrNoRegister
		}
		return p.Page(ctx, f, cursor)
	})
}

// The methods of court.Counter.

// counted asks the register as one that counts, which every opened one is.
func counted[T any](ctx context.Context, l *lazyRegister, ask func(court.Counter) (T, error)) (T, error) {
	return asked(ctx, l, func(r court.Register) (T, error) {
		c, ok := r.(court.Counter)
		if !ok {
			var none T
			return none, court.ErrNoRegister
		}
		return ask(c)
	})
}

func (l *lazyRegister) Figure(ctx context.Context, q register.FigureQuery) (court.FigureValue, error) {
	return counted(ctx, l, func(r court.Counter) (court.FigureValue, error) { return r.Figure(ctx, q) })
}

func (l *lazyRegister) FigureCases(ctx context.Context, q register.FigureCasesQuery) (court.FigureCases, error) {
	return counted(ctx, l, func(r court.Counter) (court.FigureCases, error) { return r.FigureCases(ctx, q) })
}

func (l *lazyRegister) Board(ctx context.Context, now time.Time, f register.BoardFilter) (register.Board, error) {
	return counted(ctx, l, func(r court.Counter) (register.Board, error) { return r.Board(ctx, now, f) })
}

func (l *lazyRegister) Digests(ctx context.Context, f register.DigestFilter) ([]register.DocumentInfo, error) {
	return counted(ctx, l, func(r court.Counter) ([]register.DocumentInfo, error) { return r.Digests(ctx, f) })
}

// The methods of court.RosterKeeper.

func (l *lazyRegister) Names(ctx context.Context, ids []string) (map[string]string, error) {
	return audited(ctx, l, func(r court.RosterKeeper) (map[string]string, error) { return r.Names(ctx, ids) })
}

func (l *lazyRegister) Roster(ctx context.Context, f register.RosterFilter) ([]court.Official, error) {
	return audited(ctx, l, func(r court.RosterKeeper) ([]court.Official, error) { return r.Roster(ctx, f) })
}

func (l *lazyRegister) ImportRoster(ctx context.Context, in register.RosterImport) (register.RosterChange, error) {
	return audited(ctx, l, func(r court.RosterKeeper) (register.RosterChange, error) { return r.ImportRoster(ctx, in) })
}

// The methods of court.Auditor and court.Noter.

// audited asks the register as one that keeps the trail, which every opened one is.
func audited[T, R any](ctx context.Context, l *lazyRegister, ask func(R) (T, error)) (T, error) {
	return asked(ctx, l, func(r court.Register) (T, error) {
		trail, ok := r.(R)
		if !ok {
			var none T
			return none, court.ErrNoRegister
		}
		return ask(trail)
	})
}

func (l *lazyRegister) Accesses(ctx context.Context, f court.AccessFilter) (court.Accesses, error) {
	return audited(ctx, l, func(r court.Auditor) (court.Accesses, error) { return r.Accesses(ctx, f) })
}

func (l *lazyRegister) NoteAccess(ctx context.Context, a court.Access) error {
	_, err := audited(ctx, l, func(r court.Noter) (struct{}, error) { return struct{}{}, r.NoteAccess(ctx, a) })
	return err
}
