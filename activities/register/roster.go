package register

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"luxing/workflows/lifecycle"
)

// Official is somebody who works at a court, or a system of it, as the roster
// has them.
type Official struct {
	ID       string           `json:"id"` // as decisions and the trail have it, J001
	Name     string           `json:"name"`
	Roles    []lifecycle.Role `json:"roles"`
	Court    string           `json:"court"` // code, or * for every court
	Division string           `json:"division,omitempty"`
	Active   bool             `json:"active"`
}

func (o Official) same(p Official) bool {
	return o.ID == p.ID && o.Name == p.Name && slices.Equal(o.Roles, p.Roles) && o.Court == p.Court && o.Division == p.Division && o.Active == p.Active
}

// RosterFilter chooses officials. An empty field chooses all.
type RosterFilter struct {
	Court  string
	Active bool // those only who are active
}

// RosterChange is what an import changed, by ID, sorted.
type RosterChange struct {
	Added       []string `json:"added"`
	Changed     []string `json:"changed"`
	Deactivated []string `json:"deactivated"`
	// Missing are active, of a court that was imported, and not among those
	// imported; they were left as they are.
	Missing   []string `json:"missing"`
	Unchanged int      `json:"unchanged"`
}

// RosterImport are officials to put on the roster.
type RosterImport struct {
	Officials []Official
	// DeactivateMissing makes those inactive who are missing among Officials, of
	// the courts that Officials work at.
	DeactivateMissing bool
	// KeepKnown leaves those as they are who are on the roster already.
	KeepKnown bool
}

// ImportRoster puts officials on the roster in one transaction. The same import
// again changes nothing. Nobody is ever taken off: a decision of years ago bears
// the ID.
func (r *Register) ImportRoster(ctx context.Context, in RosterImport) (RosterChange, error) {
	var change RosterChange
	err := r.transaction(ctx, func(s session) error {
		change = RosterChange{Added: []string{}, Changed: []string{}, Deactivated: []string{}, Missing: []string{}}
		known := map[string]Official{}
		err := eachOfficial(ctx, s, func(o Official) { known[o.ID] = o }, "1 = 1"+s.d.lockRow)
		if err != nil {
			return err
		}
		courts, given := map[string]bool{}, map[string]bool{}
		for _, o := range in.Officials {
			courts[o.Court], given[o.ID] = true, true
			was, is := known[o.ID]
			switch {
			case is && (was.same(o) || in.KeepKnown):
				change.Unchanged++
				continue
			case is:
				change.Changed = append(change.Changed, o.ID)
			default:
				change.Added = append(change.Added, o.ID)
			}
			if err := r.putOfficial(ctx, s, o); err != nil {
				return err
			}
		}
		for _, o := range known {
			switch {
			case given[o.ID] || !o.Active || !courts[o.Court]:
			case !in.DeactivateMissing:
				change.Missing = append(change.Missing, o.ID)
			default:
				change.Deactivated = append(change.Deactivated, o.ID)
				o.Active = false
				if err := r.putOfficial(ctx, s, o); err != nil {
					return err
				}
			}
		}
		for _, ids := range [][]string{change.Added, change.Changed, change.Deactivated, change.Missing} {
			slices.Sort(ids)
		}
		return nil
	})
	if err != nil {
		return RosterChange{}, fmt.Errorf("importing the roster: %w", err)
	}
	return change, nil
}

func (r *Register) putOfficial(ctx context.Context, s session, o Official) error {
	roles := make([]string, len(o.Roles))
	for i, role := range o.Roles {
		roles[i] = string(role)
	}
	_, err := s.exec(ctx, "INSERT INTO people (id, name, roles, court, division, active, updated) VALUES "+rows(1, 7)+
		" ON CONFLICT (id) DO UPDATE SET name = excluded.name, roles = excluded.roles, court = excluded.court, division = excluded.division, active = excluded.active, updated = excluded.updated",
		o.ID, o.Name, strings.Join(roles, " "), o.Court, o.Division, flag(o.Active), micros(r.now()))
	return err
}

// Roster lists officials by court, division and ID.
func (r *Register) Roster(ctx context.Context, f RosterFilter) ([]Official, error) {
	var q where
	q.text("court", f.Court)
	if f.Active {
		q.add("active = ?", 1)
	}
	all := []Official{}
	if err := eachOfficial(ctx, r.read(), func(o Official) { all = append(all, o) }, q.String()+" ORDER BY court, division, id", q.args...); err != nil {
		return nil, fmt.Errorf("reading the roster: %w", err)
	}
	return all, nil
}

// Names gives the names of those of the IDs whom the roster knows, in one
// question however many they are. Whoever has left still has a name.
func (r *Register) Names(ctx context.Context, ids []string) (map[string]string, error) {
	names, err := namesOf(ctx, r.read(), ids)
	if err != nil {
		return nil, fmt.Errorf("names of the roster: %w", err)
	}
	return names, nil
}

func namesOf(ctx context.Context, s session, ids []string) (map[string]string, error) {
	names := make(map[string]string, len(ids))
	ids = slices.Clone(ids)
	slices.Sort(ids)
	ids = slices.DeleteFunc(slices.Compact(ids), func(id string) bool { return id == "" })
	for from := 0; from < len(ids); from += nameBatch {
		some := ids[from:min(from+nameBatch, len(ids))]
		args := make([]any, len(some))
		for i, id := range some {
			args[i] = id
		}
		err := s.each(ctx, func(row *sql.Rows) error {
			var id, name string
			err := row.Scan(&id, &name)
			names[id] = name
			return err
		}, "SELECT id, name FROM people WHERE id IN "+rows(1, len(some)), args...)
		if err != nil {
			return nil, err
		}
	}
	return names, nil
}

// nameBatch is how many names one question asks for: more than a page shows,
// fewer than a statement may have parameters.
const nameBatch = 10_000

func eachOfficial(ctx context.Context, s session, take func(Official), where string, args ...any) error {
	return s.each(ctx, func(row *sql.Rows) error {
		var o Official
		var roles string
		var active int
		if err := row.Scan(&o.ID, &o.Name, &roles, &o.Court, &o.Division, &active); err != nil {
			return err
		}
		o.Active = active != 0
		for _, role := range strings.Fields(roles) {
			o.Roles = append(o.Roles, lifecycle.Role(role))
		}
		take(o)
		return nil
	}, "SELECT id, name, roles, court, division, active FROM people WHERE "+where, args...)
}
