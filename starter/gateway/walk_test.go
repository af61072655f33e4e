package gateway_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/starter/console"
	"luxing/starter/court"
	"luxing/starter/gateway"
	"luxing/starter/gateway/issuer"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// places are where a case lies as somebody called X001 of 浙0213, 民一庭, sees it.
var places = map[lifecycle.Relation]func(*casefile.Filing){
	lifecycle.Own: func(f *casefile.Filing) {
		f.Court, f.Division, f.Judge, f.Clerk = "浙0213", "民一庭", "X001", "X001"
	},
	lifecycle.OfDivision: func(f *casefile.Filing) { f.Court, f.Division, f.Judge, f.Clerk = "浙0213", "民一庭", "J7", "C7" },
	lifecycle.OfCourt:    func(f *casefile.Filing) { f.Court, f.Division, f.Judge, f.Clerk = "浙0213", "民二庭", "J7", "C7" },
	lifecycle.OfAnother:  func(f *casefile.Filing) { f.Court, f.Division, f.Judge, f.Clerk = "浙0225", "民一庭", "J7", "C7" },
}

// TestEveryRoleBulksAndFilesAsFarAsTheTableSays walks filing and bulk decisions
// at every relation over HTTP, and asks the cases themselves the same, as a
// gateway would that lets everybody through.
func TestEveryRoleBulksAndFilesAsFarAsTheTableSays(t *testing.T) {
	s := newStage(t)
	keys := map[lifecycle.Relation]string{}
	for rel, lies := range places {
		f := filing(t, int(rel))
		lies(f)
		_, err := s.court.File(t.Context(), f)
		require.NoError(t, err)
		keys[rel] = f.Key
		soon(t, func() bool { _, err := s.reg.Find(t.Context(), f.Key); return err == nil })
	}
	supervisors := map[lifecycle.Role]bool{lifecycle.DivisionHead: true, lifecycle.TrialManagement: true, lifecycle.President: true}
	cells := 0
	for n, role := range lifecycle.Roles() {
		if !role.Human {
			continue
		}
		token, err := s.issuer.Token(issuer.Person{ID: "X001", Roles: []lifecycle.Role{role.Role}, Court: "浙0213", Division: "民一庭"})
		require.NoError(t, err)
		bearer := []string{"Authorization", "Bearer " + token}
		for rel, key := range keys {
			cell := fmt.Sprintf("%s, %s", role.Role, rel)
			cells++
			id := fmt.Sprintf("bulk-%s-%d", role.Role, rel)
			r := s.call("", http.MethodPost, "/api/v1/bulk", map[string]any{"id": id, "keys": []string{key}, "event": "nudge", "data": map[string]any{"reason": "督办"}}, bearer...)
			if lifecycle.Reach(role.Role, lifecycle.ToBulk) == lifecycle.Nobody {
				assert.Equal(t, http.StatusForbidden, r.StatusCode, cell)
			} else if assert.Equal(t, http.StatusOK, r.StatusCode, "%s: %s", cell, r.body) {
				var got struct{ Outcomes []court.BulkOutcome }
				r.json(t, &got)
				assert.Equal(t, lifecycle.Allowed(role.Role, lifecycle.ToBulk, rel), got.Outcomes[0].Taken, "%s: %s", cell, r.body)
				if !got.Outcomes[0].Taken {
					assert.Equal(t, court.KindDenied, got.Outcomes[0].Problem.Kind, cell)
				}
			}

			// A filing lies with nobody yet but where it is to go.
			f := filing(t, 1000+100*n+int(rel))
			places[rel](f)
			stands := rel
			if rel == lifecycle.OfDivision {
				stands = lifecycle.Own
			}
			r = s.call("", http.MethodPost, "/api/v1/cases", f, bearer...)
			if lifecycle.Allowed(role.Role, lifecycle.ToFile, stands) {
				assert.Equal(t, http.StatusCreated, r.StatusCode, "%s: %s", cell, r.body)
			} else {
				assert.Equal(t, http.StatusForbidden, r.StatusCode, "%s: %s", cell, r.body)
			}

			// The case itself: too far is too far, and whoever is near enough is
			// judged by their role.
			_, err := s.court.Decide(t.Context(), key, casefile.Decision{
				ID: "self-" + id, Event: lifecycle.Nudge, Role: role.Role, Actor: "X001", Court: "浙0213", Division: "民一庭", Data: []byte(`{"reason":"督办"}`),
			})
			var refused *court.RefusedError
			switch {
			case !lifecycle.Allowed(role.Role, lifecycle.ToDecide, rel) && lifecycle.Reach(role.Role, lifecycle.ToDecide) != lifecycle.Nobody:
				if assert.ErrorAs(t, err, &refused, cell) {
					assert.Contains(t, []casefile.Code{casefile.OutOfReach, casefile.WrongRole}, refused.Refusal.Code, cell)
					if supervisors[role.Role] {
						assert.Equal(t, casefile.OutOfReach, refused.Refusal.Code, cell)
					}
				}
			case supervisors[role.Role]:
				assert.NoError(t, err, cell)
			default:
				if assert.ErrorAs(t, err, &refused, cell) {
					assert.Equal(t, casefile.WrongRole, refused.Refusal.Code, cell)
				}
			}
		}
	}
	require.GreaterOrEqual(t, cells, 4*8)
}

// What other systems report, from a paper that did not arrive to the money that
// ends the case, and the certificate that a bank verifies.
func TestWhatOtherSystemsReportIsBooked(t *testing.T) {
	s := newStage(t)
	today := calendar.Of(time.Now()).String()
	f := filing(t, 1)
	f.FiledOn, f.Procedure, f.ClaimFen, f.Online = calendar.Of(time.Now()), casefile.Summary, 4_800_000, true
	for i := range f.Parties {
		f.Parties[i].EService, f.Parties[i].Phone = true, "13800000001"
	}
	r := s.call("I900", http.MethodPost, "/api/v1/cases", f)
	require.Equal(t, http.StatusCreated, r.StatusCode, string(r.body))
	soon(t, func() bool { _, err := s.reg.Find(t.Context(), f.Key); return err == nil })
	at := "/api/v1/cases/" + f.Key
	decide := func(who, event string, data any) {
		t.Helper()
		body := map[string]any{"id": event, "event": event}
		if data != nil {
			body["data"] = data
		}
		s.ok(who, http.MethodPost, at+"/decisions", body)
	}
	decide("C001", "accept", nil)
	// Half of 50 + 2.5% of 38,000 yuan: 500 yuan.
	decide("S001", "fee_paid", map[string]any{"amountFen": 50_000, "on": today})
	failed := map[string]any{"document": "complaint", "party": "D1", "method": "post", "on": today, "outcome": "查无此人"}
	s.ok("S001", http.MethodPost, at+"/failed-deliveries", failed)
	s.ok("S001", http.MethodPost, at+"/failed-deliveries", failed) // the same report is one
	s.ok("S001", http.MethodPost, at+"/deliveries", map[string]any{"document": "complaint", "party": "D1", "method": "electronic", "on": today})
	var v court.Seen
	s.ok("J001", http.MethodGet, at, nil).json(t, &v)
	count := map[lifecycle.Event]int{}
	for _, e := range v.Timeline {
		count[e.Event]++
	}
	require.Equal(t, 1, count[lifecycle.RecordFailed])
	require.Equal(t, 1, count[lifecycle.RecordServed])

	decide("J001", "mediate", map[string]any{"recordOnly": true, "obligations": []map[string]any{
		{"id": "O1", "debtors": []string{"D1"}, "creditor": "P1", "subject": "money", "amountFen": 4_800_000},
	}})
	pay := map[string]any{"payment": "bank-7", "payer": "D1", "amountFen": 4_800_000, "on": today, "method": "bank", "confirmed": true}
	r = s.ok("S001", http.MethodPost, at+"/payments", pay)
	require.Contains(t, string(r.body), `"taken":true`)
	s.ok("S001", http.MethodPost, at+"/payments", pay)
	s.ok("J001", http.MethodGet, at, nil).json(t, &v)
	require.Len(t, v.Payments, 1)
	require.EqualValues(t, 4_800_000, v.Payments[0].AmountFen)
	require.Equal(t, lifecycle.Closed, v.Row.Phase)
	require.Equal(t, "performed", v.Row.Reason)

	// The certificate stands in the register as its workflow leaves it there.
	key := f.Key + "-zhengming-d1"
	soon(t, func() bool {
		w, err := s.reg.Find(t.Context(), f.Key)
		return err == nil && w.Row.Phase == lifecycle.Closed
	})
	number := casefile.NumberOrder{ID: key + "/n", Court: f.Court, Type: register.CertificateType, Year: 2026}
	written, err := s.reg.Write(t.Context(), casefile.Record{
		Key: key, Kind: casefile.KindCertificate, Seq: 1, Numbers: []casefile.NumberOrder{number},
		Row: casefile.Row{Case: f.Key, Court: f.Court, Division: f.Division, Judge: f.Judge, FiledOn: f.FiledOn, Phase: lifecycle.Issued, PhaseSince: time.Now(), Updated: time.Now()},
		Documents: []casefile.DocumentOrder{{ID: key + "/certificate/D1/1", Kind: casefile.CertificateDocument, To: "D1", On: f.FiledOn, NumberID: number.ID,
			Facts: map[string]string{"performedOn": today}, Obligations: v.Obligations}},
	})
	require.NoError(t, err)
	named := written.Numbers[number.ID]
	require.NotEmpty(t, named)
	r = s.ok("", http.MethodGet, "/api/v1/certificates?certificate="+url.QueryEscape(named), nil)
	var told court.Verification
	r.json(t, &told)
	require.True(t, told.Valid)
	require.Equal(t, "no-store", r.Header.Get("Cache-Control"))
	require.NotContains(t, string(r.body), "某", "the number alone can be guessed, so it tells nothing of the debtor")
	doc, err := s.reg.Document(t.Context(), key+"/certificate/D1/1")
	require.NoError(t, err)
	_, rest, _ := strings.Cut(doc.HTML, "核　验　码：<b>")
	code, _, _ := strings.Cut(rest, "</b>")
	require.Len(t, code, len("XXXX-XXXX-XXXX"))
	require.Contains(t, string(s.ok("", http.MethodGet, "/api/v1/certificates?certificate="+code, nil).body), doc.SHA256)
}

// Exports, bulk decisions, applications and what is read in the console are on
// the trail as what is read by the API is.
func TestWhatLeavesAndWhatIsAppliedForIsOnTheTrail(t *testing.T) {
	s := newStage(t, func(o *gateway.Options) {
		o.Console = console.Pages(gateway.Parts{Court: o.Guard.Court, Guard: o.Guard, Register: reg})
	})
	s.home = "浙0281" // a court of the test's own
	key := s.filed(1)
	began := time.Now().Add(-time.Second).UTC()
	s.ok("Y001", http.MethodGet, "/api/v1/exports/cases?division="+url.QueryEscape("民一庭"), nil)
	s.ok("Y001", http.MethodGet, "/api/v1/exports/stuck?format=xlsx", nil)
	s.ok("Y001", http.MethodGet, "/api/v1/exports/figures", nil)
	s.ok("Y001", http.MethodPost, "/api/v1/bulk", map[string]any{"id": "b-1", "keys": []string{key}, "event": "nudge", "data": map[string]any{"reason": "督办"}})
	s.ok("C001", http.MethodPost, "/api/v1/cases/"+key+"/decisions", map[string]any{"id": "acc", "event": "accept"})
	s.ok("C001", http.MethodPost, "/api/v1/cases/"+key+"/certificates", map[string]any{"party": "D1"})
	var papers []register.DocumentInfo
	soon(t, func() bool {
		var err error
		papers, err = s.reg.Documents(t.Context(), key)
		return err == nil && len(papers) > 0
	})
	page := func(who, path string) int {
		t.Helper()
		res, _, _ := at(t, http.DefaultClient, http.MethodGet, s.url+path, nil, "Authorization", "Bearer "+s.token(who))
		return res.StatusCode
	}
	require.Equal(t, http.StatusOK, page("J001", "/cases/"+key))
	require.Equal(t, http.StatusOK, page("J001", "/cases/"+key+"/documents/"+papers[0].ID))
	require.Equal(t, http.StatusForbidden, page("J003", "/cases/"+key+"/documents/"+papers[0].ID))
	require.Equal(t, http.StatusOK, page("Y001", "/stuck/export?format=csv"))

	var noted court.Accesses
	s.ok("A001", http.MethodGet, "/api/v1/accesses?limit=1000&court="+url.QueryEscape(s.home)+"&from="+url.QueryEscape(began.Format(time.RFC3339)), nil).json(t, &noted)
	has := func(who, what, of, detail string, refused bool) {
		t.Helper()
		for _, a := range noted.Accesses {
			if a.Who == who && a.What == what && a.Case == of && a.Detail == detail && a.Refused == refused && a.From == "127.0.0.1" {
				return
			}
		}
		t.Errorf("%s %s %s is not on the trail: %+v", who, what, detail, noted.Accesses)
	}
	has("Y001", "export_cases", "", s.home+" 民一庭 ", false)
	has("Y001", "export_board", "", s.home+"  ", false)
	has("Y001", "export_figures", "", s.home+"  ", false)
	has("Y001", "decide:nudge", key, "b-1", false)
	has("C001", "apply_certificate", key, "D1", false)
	has("J001", "read_case", key, "", false)
	has("J001", "read_document", key, papers[0].ID, false)
	has("J003", "read", key, "", true)
	boards := 0
	for _, a := range noted.Accesses {
		if a.What == "export_board" {
			boards++
		}
	}
	require.Equal(t, 2, boards, "the console's as the API's")
}
