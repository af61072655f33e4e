package gateway_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/starter/access"
	"luxing/starter/court"
	"luxing/starter/gateway/issuer"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// TestEveryRoleAtEveryDistance walks the table over HTTP: every role reads, and
// tries a decision on, a case of its own, its division, its court and another
// court, and is let do what the table says and nothing else.
func TestEveryRoleAtEveryDistance(t *testing.T) {
	s := newStage(t)
	// Where the case lies, as seen by somebody called X001 of 浙0213, 民一庭.
	lies := map[lifecycle.Relation]func(*casefile.Filing){
		lifecycle.Own: func(f *casefile.Filing) {
			f.Court, f.Division, f.Judge, f.Clerk = "浙0213", "民一庭", "X001", "X001"
		},
		lifecycle.OfDivision: func(f *casefile.Filing) { f.Court, f.Division, f.Judge, f.Clerk = "浙0213", "民一庭", "J7", "C7" },
		lifecycle.OfCourt:    func(f *casefile.Filing) { f.Court, f.Division, f.Judge, f.Clerk = "浙0213", "民二庭", "J7", "C7" },
		lifecycle.OfAnother:  func(f *casefile.Filing) { f.Court, f.Division, f.Judge, f.Clerk = "浙0225", "民一庭", "J7", "C7" },
	}
	keys := map[lifecycle.Relation]string{}
	for rel, where := range lies {
		f := filing(t, int(rel))
		where(f)
		r, err := s.court.File(t.Context(), f)
		require.NoError(t, err)
		keys[rel] = r.Key
		soon(t, func() bool { _, err := s.reg.Find(t.Context(), r.Key); return err == nil })
	}
	for _, role := range lifecycle.Roles() {
		if !role.Human {
			continue
		}
		token, err := s.issuer.Token(issuer.Person{ID: "X001", Roles: []lifecycle.Role{role.Role}, Court: "浙0213", Division: "民一庭"})
		require.NoError(t, err)
		for rel, key := range keys {
			name := fmt.Sprintf("%s, %s", role.Role, rel)
			path := "/api/v1/cases/" + key
			status := func(allowed bool, r reply) {
				t.Helper()
				if allowed {
					assert.Less(t, r.StatusCode, 300, "%s: %s", name, r.body)
					return
				}
				assert.Equal(t, http.StatusForbidden, r.StatusCode, "%s: %s", name, r.body)
				assert.Equal(t, court.KindDenied, r.problem(t).Kind)
			}
			bearer := []string{"Authorization", "Bearer " + token}
			for _, what := range []string{"", "/timeline", "/deadlines", "/documents"} {
				status(lifecycle.Allowed(role.Role, lifecycle.ToRead, rel), s.call("", http.MethodGet, path+what, nil, bearer...))
			}
			status(lifecycle.Allowed(role.Role, lifecycle.ToList, rel) || lifecycle.Allowed(role.Role, lifecycle.ToDecide, rel), s.call("", http.MethodGet, path+"/decisions", nil, bearer...))
			// A nudge belongs to supervisors: whoever is near enough but of another
			// role hears that from the case, whoever is too far from the gateway.
			r := s.call("", http.MethodPost, path+"/decisions", map[string]any{"id": string(role.Role) + "-1", "event": "nudge", "data": map[string]any{"reason": "督办"}}, bearer...)
			switch {
			case !lifecycle.Allowed(role.Role, lifecycle.ToDecide, rel):
				status(false, r)
			case role.Role == lifecycle.DivisionHead || role.Role == lifecycle.TrialManagement || role.Role == lifecycle.President:
				status(true, r)
			default:
				require.Equal(t, http.StatusForbidden, r.StatusCode, "%s: %s", name, r.body)
				require.Equal(t, casefile.WrongRole, r.problem(t).Code, name)
			}
			// Who may file may hand in an application; that the case is open is said after.
			if r := s.call("", http.MethodPost, path+"/enforcements", map[string]any{"party": "P1"}, bearer...); lifecycle.Allowed(role.Role, lifecycle.ToFile, rel) {
				assert.Equal(t, http.StatusUnprocessableEntity, r.StatusCode, "%s: %s", name, r.body)
				assert.Contains(t, string(r.body), "apply_enforcement", name)
			} else {
				status(false, r)
			}
			status(lifecycle.Allowed(role.Role, lifecycle.ToCertify, rel), s.call("", http.MethodPost, path+"/certificates", map[string]any{"party": "D1"}, bearer...))
		}
		for path, action := range map[string]lifecycle.Action{"/cases": lifecycle.ToList, "/stuck": lifecycle.ToList, "/figures": lifecycle.ToMeasure, "/accesses": lifecycle.ToAudit, "/exports/cases": lifecycle.ToExport} {
			r := s.call("", http.MethodGet, "/api/v1"+path, nil, "Authorization", "Bearer "+token)
			want := http.StatusOK
			if lifecycle.Reach(role.Role, action) == lifecycle.Nobody {
				want = http.StatusForbidden
			}
			assert.Equal(t, want, r.StatusCode, "%s %s: %s", role.Role, path, r.body)
		}
		f := filing(t, 100)
		f.Court = "浙0213"
		r := s.call("", http.MethodPost, "/api/v1/cases", f, "Authorization", "Bearer "+token)
		if lifecycle.Allowed(role.Role, lifecycle.ToFile, lifecycle.OfCourt) {
			assert.Less(t, r.StatusCode, 300, "%s: %s", role.Role, r.body)
		} else {
			assert.Equal(t, http.StatusForbidden, r.StatusCode, "%s: %s", role.Role, r.body)
		}
		f.Court = "浙0225"
		assert.Equal(t, http.StatusForbidden, s.call("", http.MethodPost, "/api/v1/cases", f, "Authorization", "Bearer "+token).StatusCode, "%s files for its own court only", role.Role)
	}
	// Nobody may nothing but what is public.
	for _, path := range []string{"/cases", "/cases/" + keys[lifecycle.Own], "/cases/" + keys[lifecycle.Own] + "/decisions", "/stuck", "/figures", "/accesses", "/me", "/documents?id=x"} {
		require.Equal(t, http.StatusUnauthorized, s.call("", http.MethodGet, "/api/v1"+path, nil).StatusCode, path)
	}
	require.Equal(t, http.StatusUnauthorized, s.call("", http.MethodPost, "/api/v1/cases", filing(t, 1)).StatusCode)
	require.Equal(t, http.StatusOK, s.call("", http.MethodGet, "/api/v1/schemas/filing", nil).StatusCode)
}

// The body never says who somebody is, and `as` is one of one's own roles.
func TestTheRoleIsTheSignInsAndNotTheBodys(t *testing.T) {
	s := newStage(t)
	at := "/api/v1/cases/" + s.filed(1) + "/decisions"
	for _, body := range []map[string]any{
		{"id": "a", "event": "accept", "role": "president"},
		{"id": "a", "event": "accept", "actor": "J001"},
		{"id": "a", "event": "accept", "court": "浙0211", "division": "民一庭"},
	} {
		r := s.call("A001", http.MethodPost, at, body)
		require.Contains(t, []int{http.StatusUnprocessableEntity, http.StatusForbidden}, r.StatusCode, string(r.body))
	}
	require.Equal(t, http.StatusForbidden, s.call("J001", http.MethodPost, at, map[string]any{"id": "a", "event": "nudge", "as": "president", "data": map[string]any{"reason": "x"}}).StatusCode)
	// The head hears cases too: as a judge this one is not theirs, as the head it is in reach.
	p := s.call("H001", http.MethodPost, at, map[string]any{"id": "h1", "event": "accept"}).problem(t)
	require.Equal(t, court.KindDenied, p.Kind)
	s.ok("H001", http.MethodPost, at, map[string]any{"id": "h2", "event": "nudge", "data": map[string]any{"reason": "请尽快审查立案"}})
	require.Equal(t, http.StatusForbidden, s.call("H001", http.MethodPost, at, map[string]any{"id": "h3", "event": "nudge", "as": "judge", "data": map[string]any{"reason": "x"}}).StatusCode)
}

// The case itself refuses whoever is too far, should a gateway ever let them through.
func TestTheCaseChecksReachAgain(t *testing.T) {
	s := newStage(t)
	key := s.filed(1)
	for name, d := range map[string]casefile.Decision{
		"a clerk of another division": {Role: lifecycle.Clerk, Actor: "C009", Court: "浙0211", Division: "民二庭"},
		"a clerk of another court":    {Role: lifecycle.Clerk, Actor: "C001", Court: "浙0105", Division: "民一庭"},
		"a head of another division":  {Role: lifecycle.DivisionHead, Actor: "H009", Court: "浙0211", Division: "民二庭", Event: lifecycle.Nudge, Data: []byte(`{"reason":"督办"}`)},
		"a president of another one":  {Role: lifecycle.President, Actor: "Y009", Court: "浙0105", Event: lifecycle.Nudge, Data: []byte(`{"reason":"督办"}`)},
	} {
		if d.Event == "" {
			d.Event = lifecycle.Accept
		}
		d.ID = court.NewDecisionID(d)
		_, err := s.court.Decide(t.Context(), key, d)
		var refused *court.RefusedError
		require.ErrorAs(t, err, &refused, name)
		require.Equal(t, casefile.OutOfReach, refused.Refusal.Code, name)
		require.Equal(t, http.StatusForbidden, court.ProblemOf(err).Status)
	}
	_, err := s.court.Decide(t.Context(), key, casefile.Decision{ID: "ok", Event: lifecycle.Accept, Role: lifecycle.Clerk, Actor: "C002", Court: "浙0211", Division: "民一庭"})
	require.NoError(t, err)
}

func TestEveryAccessIsOnTheTrail(t *testing.T) {
	s := newStage(t)
	key := s.filed(1)
	began := time.Now().Add(-time.Minute)
	s.ok("J001", http.MethodGet, "/api/v1/cases/"+key, nil)
	s.ok("J001", http.MethodGet, "/api/v1/cases/"+key+"/timeline", nil)
	s.ok("C001", http.MethodGet, "/api/v1/cases/"+key+"/documents", nil)
	s.ok("C001", http.MethodGet, "/api/v1/cases/"+key+"/deadlines", nil)
	s.ok("C001", http.MethodPost, "/api/v1/cases/"+key+"/decisions", map[string]any{"id": "acc", "event": "accept"})
	require.Equal(t, http.StatusForbidden, s.call("J003", http.MethodGet, "/api/v1/cases/"+key, nil).StatusCode)
	var papers struct{ Documents []court.Paper }
	soon(t, func() bool {
		s.ok("C001", http.MethodGet, "/api/v1/cases/"+key+"/documents", nil).json(t, &papers)
		return len(papers.Documents) > 0
	})
	s.ok("C001", http.MethodGet, "/api/v1/documents?id="+url.QueryEscape(papers.Documents[0].ID), nil)

	var got []court.Access
	for next := ""; ; {
		var page court.Accesses
		s.ok("A001", http.MethodGet, "/api/v1/accesses?limit=3&case="+key+"&from="+url.QueryEscape(began.UTC().Format(time.RFC3339))+"&cursor="+next, nil).json(t, &page)
		got = append(got, page.Accesses...)
		if next = page.Next; next == "" {
			break
		}
	}
	has := func(who, what, detail string, refused bool) {
		t.Helper()
		for _, a := range got {
			if a.Who == who && a.What == what && a.Refused == refused && (detail == "" || a.Detail == detail) && a.Case == key && a.From == "127.0.0.1" && a.Role != "" {
				return
			}
		}
		t.Errorf("%s %s is not on the trail: %v", who, what, got)
	}
	has("I001", "file", "", false)
	has("J001", "read_case", "", false)
	has("C001", "list_documents", "", false)
	has("C001", "read_deadlines", "", false)
	has("C001", "decide:accept", "acc", false)
	has("C001", "read_document", papers.Documents[0].ID, false)
	has("J003", "read", "", true)
	has("A001", "read_trail", "", false) // on a later page than it asked for

	// What cannot be written down is not done.
	s.trail.fail(errors.New("disk full"))
	for path, method := range map[string]string{"": http.MethodGet, "/documents": http.MethodGet, "/deadlines": http.MethodGet, "/timeline": http.MethodGet} {
		r := s.call("J001", method, "/api/v1/cases/"+key+path, nil)
		require.Equal(t, http.StatusServiceUnavailable, r.StatusCode, string(r.body))
		require.NotContains(t, string(r.body), "张三")
		require.NotContains(t, string(r.body), "disk full")
	}
	r := s.call("J001", http.MethodPost, "/api/v1/cases/"+key+"/decisions", map[string]any{"id": "w", "event": "withdraw", "data": map[string]any{"reason": "撤诉"}})
	require.Equal(t, http.StatusServiceUnavailable, r.StatusCode)
	f := filing(t, 2)
	require.Equal(t, http.StatusServiceUnavailable, s.call("I001", http.MethodPost, "/api/v1/cases", f).StatusCode)
	s.trail.fail(nil)
	require.Equal(t, http.StatusNotFound, s.call("I001", http.MethodGet, "/api/v1/cases/"+f.Key, nil).StatusCode, "nothing was filed")
	var v court.Seen
	s.ok("J001", http.MethodGet, "/api/v1/cases/"+key, nil).json(t, &v)
	require.Equal(t, lifecycle.AwaitingFee, v.Row.Phase, "nothing was decided")
}

// A wish beyond one's reach is refused and not quietly narrowed.
func TestWhatAListMayShow(t *testing.T) {
	g := &access.Guard{}
	of := func(r lifecycle.Role, division string) access.Person {
		return access.Person{Subject: "X001", Roles: []lifecycle.Role{r}, Court: "浙0211", Division: division}
	}
	for _, c := range []struct {
		what string
		who  access.Person
		wish access.Scope
		want access.Scope
		no   bool
	}{
		{"a judge sees the division", of(lifecycle.Judge, "民一庭"), access.Scope{}, access.Scope{Court: "浙0211", Division: "民一庭"}, false},
		{"a judge's own cases, wherever they lie", of(lifecycle.Judge, "民一庭"), access.Scope{Judge: "X001"}, access.Scope{Court: "浙0211", Judge: "X001"}, false},
		{"another division is refused", of(lifecycle.Judge, "民一庭"), access.Scope{Division: "民二庭"}, access.Scope{}, true},
		{"another court is refused", of(lifecycle.President, ""), access.Scope{Court: "浙0105"}, access.Scope{}, true},
		{"somebody without a division has none to see", of(lifecycle.Judge, ""), access.Scope{}, access.Scope{}, true},
		{"the president sees the court", of(lifecycle.President, ""), access.Scope{Division: "民二庭"}, access.Scope{Court: "浙0211", Division: "民二庭"}, false},
		{"the auditor sees all", of(lifecycle.Auditor, ""), access.Scope{}, access.Scope{}, false},
		{"an outside system sees nothing", of(lifecycle.Integration, ""), access.Scope{}, access.Scope{}, true},
	} {
		got, err := g.Narrow(access.With(t.Context(), c.who, ""), lifecycle.ToList, c.wish)
		if c.no {
			var denied *court.DeniedError
			assert.ErrorAs(t, err, &denied, c.what)
			continue
		}
		assert.NoError(t, err, c.what)
		assert.Equal(t, c.want, got, c.what)
	}
}
