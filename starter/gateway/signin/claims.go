package signin

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"luxing/starter/access"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
)

// Claims are the names of the token's claims that say who somebody is. A dot
// leads into an object: realm_access.roles.
type Claims struct {
	Subject  string // the person's or system's ID in the court's papers, such as J001
	Name     string
	Roles    string // a list, or words separated by spaces
	Court    string // a court's code, or * for a system or auditor of every court
	Division string
	// RoleNames maps the provider's names of roles to ours; what is not in it is
	// taken as it stands.
	RoleNames map[string]lifecycle.Role
}

// DefaultClaims are the names used when nothing is configured.
func DefaultClaims() Claims {
	return Claims{Subject: "sub", Name: "name", Roles: "luxing_roles", Court: "luxing_court", Division: "luxing_division"}
}

// subjectForm is what an ID on a decision may be.
var subjectForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._:@-]{0,63}$`)

// person reads who somebody is from a token's claims. The error says everything
// that keeps them out, for whoever configures the provider. Courts are those
// beyond the ones built in.
func (c Claims) person(claims map[string]any, courts []policy.Court) (access.Person, error) {
	p := access.Person{Subject: text(claims, c.Subject), Name: text(claims, c.Name), Court: text(claims, c.Court), Division: text(claims, c.Division)}
	var faults []error
	if !subjectForm.MatchString(p.Subject) {
		faults = append(faults, fmt.Errorf("claim %s is not an ID: 1 to 64 letters, digits and . _ : @ -", c.Subject))
	}
	for _, name := range words(claims, c.Roles) {
		role, mapped := c.RoleNames[name]
		if !mapped {
			role = lifecycle.Role(name)
		}
		// Providers list roles of other systems too.
		if lifecycle.KnownRole(role) && !slices.Contains(p.Roles, role) {
			p.Roles = append(p.Roles, role)
		}
	}
	if len(p.Roles) == 0 {
		faults = append(faults, fmt.Errorf("claim %s names no role of this court", c.Roles))
	}
	if p.Court == lifecycle.EveryCourt {
		if slices.ContainsFunc(p.Roles, func(r lifecycle.Role) bool { return r != lifecycle.Integration && r != lifecycle.Auditor }) {
			faults = append(faults, fmt.Errorf("claim %s is *: only systems and auditors are of every court", c.Court))
		}
	} else if _, known := casefile.CourtOf(policy.Policy{Courts: courts}, p.Court); !known {
		faults = append(faults, fmt.Errorf("claim %s is not a court's code, such as 浙0211", c.Court))
	}
	return p, errors.Join(faults...)
}

// at follows a dotted path into the claims.
func at(claims map[string]any, path string) any {
	if v, ok := claims[path]; ok { // names with dots of their own, as https://court.example/roles
		return v
	}
	var v any = claims
	for step := range strings.SplitSeq(path, ".") {
		object, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = object[step]
	}
	return v
}

func text(claims map[string]any, path string) string {
	s, _ := at(claims, path).(string)
	return strings.TrimSpace(s)
}

func words(claims map[string]any, path string) []string {
	switch v := at(claims, path).(type) {
	case string:
		return strings.Fields(v)
	case []any:
		var all []string
		for _, item := range v {
			if s, ok := item.(string); ok {
				all = append(all, s)
			}
		}
		return all
	}
	return nil
}
