package gateway_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/starter/court"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

func TestTheLifeOfACaseOverTheAPI(t *testing.T) {
	s := newStage(t)
	f := filing(t, 1)

	r := s.call("I001", http.MethodPost, "/api/v1/cases", f)
	require.Equal(t, http.StatusCreated, r.StatusCode, string(r.body))
	require.Equal(t, "/api/v1/cases/"+f.Key, r.Header.Get("Location"))
	r = s.call("I001", http.MethodPost, "/api/v1/cases", f)
	require.Equal(t, http.StatusOK, r.StatusCode, "filed again, it is one case")
	other := *f
	other.ClaimFen++
	p := s.call("I001", http.MethodPost, "/api/v1/cases", other).problem(t)
	require.Equal(t, court.KindBadInput, p.Kind)
	require.Equal(t, "key", p.Faults[0].Field)

	at := "/api/v1/cases/" + f.Key
	r = s.call("J001", http.MethodGet, at, nil)
	require.Equal(t, http.StatusOK, r.StatusCode, string(r.body))
	var v court.Seen
	r.json(t, &v)
	require.Equal(t, lifecycle.FilingReview, v.Row.Phase)
	require.Equal(t, "张三", v.Filing.Parties[0].Name)
	tag := r.Header.Get("ETag")
	soon(t, func() bool { // when the register has told the case what it wrote
		r = s.call("J001", http.MethodGet, at, nil, "If-None-Match", `"other", `+tag)
		same := r.StatusCode == http.StatusNotModified
		tag = r.Header.Get("ETag")
		return same
	})
	require.Empty(t, r.body)
	require.Equal(t, tag, r.Header.Get("ETag"))

	var lawful struct{ Decisions []map[string]any }
	s.ok("J001", http.MethodGet, at+"/decisions", nil).json(t, &lawful)
	events := map[string]map[string]any{}
	for _, d := range lawful.Decisions {
		events[d["event"].(string)] = d
	}
	require.Contains(t, events, "accept")
	require.Equal(t, "judge", events["accept"]["role"])
	require.Equal(t, "object", events["refuse_filing"]["schema"].(map[string]any)["type"])

	r = s.call("J001", http.MethodPost, at+"/decisions", map[string]any{"id": "accept-1", "event": "accept"})
	require.Equal(t, http.StatusOK, r.StatusCode, string(r.body))
	var d struct{ Verdict casefile.Verdict }
	r.json(t, &d)
	require.True(t, d.Verdict.Taken)
	require.Equal(t, lifecycle.AwaitingFee, d.Verdict.To)
	r = s.call("J001", http.MethodGet, at, nil, "If-None-Match", tag)
	require.Equal(t, http.StatusOK, r.StatusCode, "the case has moved on")
	r = s.call("J001", http.MethodPost, at+"/decisions", map[string]any{"id": "accept-1", "event": "accept"})
	require.Equal(t, http.StatusOK, r.StatusCode, "sent again under its ID it is one decision")

	p = s.call("J001", http.MethodPost, at+"/decisions", map[string]any{"id": "accept-2", "event": "accept"}).problem(t)
	require.Equal(t, http.StatusConflict, p.Status)
	require.Equal(t, casefile.UnlawfulNow, p.Code)
	require.Contains(t, p.Lawful, lifecycle.FeeWaived)
	require.NotEmpty(t, p.Article)

	var deadlines struct{ Deadlines []casefile.Explanation }
	s.ok("J001", http.MethodGet, at+"/deadlines", nil).json(t, &deadlines)
	require.NotEmpty(t, deadlines.Deadlines)
	require.NotEmpty(t, deadlines.Deadlines[0].Steps)
	p = s.call("J001", http.MethodGet, at+"/deadlines?id=nope", nil).problem(t)
	require.Equal(t, http.StatusNotFound, p.Status)
	require.NotEmpty(t, p.Near)

	today := calendar.Of(time.Now()).String()
	// The fee of 300,000 yuan: 50 + 2.5% of 90,000 + 2% of 100,000 + 1.5% of 100,000 = 5,800 yuan.
	r = s.call("S001", http.MethodPost, at+"/decisions", map[string]any{"event": "fee_paid", "data": map[string]any{"amountFen": 580000, "on": "2022-03-07"}}, "Idempotency-Key", "fee-1")
	require.Equal(t, http.StatusOK, r.StatusCode, string(r.body))
	r = s.call("S001", http.MethodPost, at+"/deliveries", map[string]any{"document": "complaint", "party": "D1", "method": "direct", "on": today, "proof": "回执1"})
	require.Equal(t, http.StatusOK, r.StatusCode, string(r.body))
	again := s.call("S001", http.MethodPost, at+"/deliveries", map[string]any{"proof": "回执1", "on": today, "document": "complaint", "method": "direct", "party": "D1"})
	require.Equal(t, http.StatusOK, again.StatusCode, "the same receipt in another order is the same: %s", again.body)

	// Nothing to pay before judgment: the law's word, not the sender's fault.
	p = s.call("S001", http.MethodPost, at+"/payments", map[string]any{"payment": "bank-1", "payer": "D1", "amountFen": 100, "on": "2022-03-11"}).problem(t)
	require.Equal(t, http.StatusConflict, p.Status)

	n, next := 0, ""
	for {
		var tl struct {
			Entries []casefile.Entry
			Next    string
		}
		s.ok("A001", http.MethodGet, at+"/timeline?limit=2&cursor="+next, nil).json(t, &tl)
		n += len(tl.Entries)
		if next = tl.Next; next == "" {
			break
		}
		require.Len(t, tl.Entries, 2)
	}
	s.ok("J001", http.MethodGet, at, nil).json(t, &v)
	require.Equal(t, len(v.Timeline), n)

	var papers struct{ Documents []court.Paper }
	soon(t, func() bool {
		s.ok("C001", http.MethodGet, at+"/documents", nil).json(t, &papers)
		return len(papers.Documents) > 0
	})
	r = s.call("C001", http.MethodGet, "/api/v1/documents?id="+url.QueryEscape(papers.Documents[0].ID), nil)
	require.Equal(t, http.StatusOK, r.StatusCode)
	require.Equal(t, "text/html; charset=utf-8", r.Header.Get("Content-Type"))
	require.Contains(t, r.Header.Get("Content-Security-Policy"), "sandbox")
	require.Contains(t, string(r.body), "交纳诉讼费用通知书")
	require.Equal(t, http.StatusNotFound, s.call("C001", http.MethodGet, "/api/v1/documents?id=nope", nil).StatusCode)

	r = s.call("C001", http.MethodPost, at+"/certificates", map[string]any{"party": "D1"})
	require.Equal(t, http.StatusOK, r.StatusCode, string(r.body))
	require.Contains(t, string(s.call("C001", http.MethodPost, at+"/certificates", map[string]any{"party": "D1"}).body), "already_filed")
	require.Equal(t, http.StatusNotFound, s.call("C001", http.MethodPost, at+"/certificates", map[string]any{"party": "D9"}).StatusCode)
	require.Equal(t, http.StatusNotFound, s.call("", http.MethodGet, "/api/v1/certificates?certificate=0000-0000-0000", nil).StatusCode)

	r = s.call("J001", http.MethodPost, at+"/decisions", map[string]any{"id": "end", "event": "withdraw", "data": map[string]any{"reason": "原告申请撤诉"}})
	require.Equal(t, http.StatusOK, r.StatusCode, string(r.body))
	p = s.call("J001", http.MethodPost, at+"/decisions", map[string]any{"id": "after", "event": "withdraw", "data": map[string]any{"reason": "再撤"}}).problem(t)
	require.Equal(t, http.StatusConflict, p.Status)
}

func TestADecisionIsLeftWithTheServerWhereNoWorkerJudgesIt(t *testing.T) {
	s := newStage(t)
	key := s.filed(1)
	at := "/api/v1/cases/" + key
	r := s.call("J001", http.MethodPost, at+"/decisions", map[string]any{"id": "a-1", "event": "accept"}, "Prefer", "respond-async, wait=10")
	require.Equal(t, http.StatusAccepted, r.StatusCode, string(r.body))
	require.Equal(t, "respond-async", r.Header.Get("Preference-Applied"))
	phase := func() lifecycle.State {
		var v court.Seen
		s.ok("J001", http.MethodGet, at, nil).json(t, &v)
		return v.Row.Phase
	}
	soon(t, func() bool { return phase() == lifecycle.AwaitingFee })

	s.stop()
	s.court.Patience = time.Second
	waive := map[string]any{"event": "fee_waived", "data": map[string]any{"reason": "确有困难"}}
	r = s.call("J001", http.MethodPost, at+"/decisions", waive, "Idempotency-Key", "w-1")
	require.Equal(t, http.StatusAccepted, r.StatusCode, string(r.body))
	require.Contains(t, string(r.body), `"left":true`)
	again := s.call("J001", http.MethodPost, at+"/decisions", waive, "Idempotency-Key", "w-1")
	require.Equal(t, "true", again.Header.Get("Idempotency-Replayed"))
	require.Equal(t, r.body, again.body)
	var v court.Seen
	s.ok("J001", http.MethodGet, at, nil).json(t, &v)
	require.Equal(t, court.FromRegister, v.Source)
	require.Contains(t, v.Missing, "办案引擎暂未答复")
	require.NotContains(t, v.Missing, "go run", "what an operator does is not the client's affair")
	// Nobody can say what is lawful now; what can be left is said, by one's roles.
	r = s.call("J001", http.MethodGet, at+"/decisions", nil)
	p := r.problem(t)
	require.Equal(t, http.StatusGatewayTimeout, p.Status)
	require.Equal(t, court.KindNoAnswer, p.Kind)
	require.NotEmpty(t, r.Header.Get("Retry-After"))
	require.Contains(t, p.Detail, "办案引擎暂未答复")
	require.NotContains(t, p.Detail, "go run")
	require.Contains(t, p.Leavable, lifecycle.FeeWaived)
	require.NotContains(t, p.Leavable, lifecycle.Accept, "which is of another phase")
	require.NotContains(t, p.Leavable, lifecycle.Nudge, "which is a supervisor's")
	require.Contains(t, s.call("T001", http.MethodGet, at+"/decisions", nil).problem(t).Leavable, lifecycle.Nudge)

	s.court.Patience = 10 * time.Second
	s.work()
	soon(t, func() bool { return phase() == lifecycle.Service })
	s.ok("J001", http.MethodGet, at, nil).json(t, &v)
	taken := 0
	for _, e := range v.Timeline {
		if e.Event == lifecycle.FeeWaived && e.Refused == "" {
			taken++
		}
	}
	require.Equal(t, 1, taken)
}

func TestABatchIsReportedLineByLine(t *testing.T) {
	s := newStage(t)
	var lines bytes.Buffer
	for n := range 6 {
		f := filing(t, n)
		switch n {
		case 2:
			f.Judge, f.ClaimFen = "", -1
		case 3:
			f.Court = "浙0105" // another court's
		}
		raw, err := json.Marshal(f)
		require.NoError(t, err)
		lines.Write(append(raw, '\n'))
	}
	lines.WriteString("{broken\n")
	type line struct {
		Report  *court.Report
		Summary *court.Summary
	}
	read := func(r reply) (reports []court.Report, sum court.Summary) {
		for raw := range bytes.Lines(r.body) {
			var l line
			require.NoError(t, json.Unmarshal(raw, &l))
			if l.Report != nil {
				reports = append(reports, *l.Report)
			}
			if l.Summary != nil {
				sum = *l.Summary
			}
		}
		return reports, sum
	}
	r := s.call("I900", http.MethodPost, "/api/v1/cases/batch", lines.String(), "Content-Type", "application/x-ndjson", "Idempotency-Key", "b-1")
	require.Equal(t, http.StatusOK, r.StatusCode, string(r.body))
	reports, sum := read(r)
	require.Len(t, reports, 7)
	require.Equal(t, court.Summary{Read: 7, Filed: 4, Refused: 3}, sum)
	require.Len(t, reports[2].Faults, 2, "both at once")
	require.Equal(t, court.Refused, reports[3].Status)
	require.Equal(t, 7, reports[6].Line)

	again := s.call("I900", http.MethodPost, "/api/v1/cases/batch", lines.String(), "Content-Type", "application/x-ndjson", "Idempotency-Key", "b-1")
	require.Equal(t, "true", again.Header.Get("Idempotency-Replayed"))
	require.Equal(t, r.body, again.body)
	_, sum = read(s.call("I900", http.MethodPost, "/api/v1/cases/batch", lines.String(), "Content-Type", "application/x-ndjson"))
	require.Equal(t, 4, sum.AlreadyFiled, "without the key the filings' own keys hold")

	require.Equal(t, http.StatusForbidden, s.call("J001", http.MethodPost, "/api/v1/cases/batch", "[]").StatusCode)
}

func TestListsGoOnByTheirCursor(t *testing.T) {
	s := newStage(t)
	s.home = "浙0212" // a court of the test's own
	want := map[string]bool{}
	for n := range 5 {
		want[s.filed(n)] = true
	}
	s.filed(9, func(f *casefile.Filing) { f.Division, f.Judge = "民二庭", "J003" })
	got := map[string]bool{}
	for next := ""; ; {
		var page court.Page
		s.ok("J001", http.MethodGet, "/api/v1/cases?open=true&limit=2&cursor="+next, nil).json(t, &page)
		for _, c := range page.Cases {
			require.False(t, got[c.Key], "no case comes twice")
			got[c.Key] = true
		}
		if next = page.Next; next == "" {
			break
		}
	}
	require.Equal(t, want, got, "the judge's division alone")
	var page court.Page
	s.ok("Y001", http.MethodGet, "/api/v1/cases", nil).json(t, &page)
	require.Len(t, page.Cases, 6)
	s.ok("A001", http.MethodGet, "/api/v1/cases?court="+url.QueryEscape(s.home)+"&division="+url.QueryEscape("民二庭")+"&kind=case&dueBefore=2190-01-01", nil).json(t, &page)
	require.Len(t, page.Cases, 1)
	require.Equal(t, http.StatusForbidden, s.call("J001", http.MethodGet, "/api/v1/cases?division="+url.QueryEscape("民二庭"), nil).StatusCode)
	require.Equal(t, http.StatusUnprocessableEntity, s.call("J001", http.MethodGet, "/api/v1/cases?cursor=nonsense", nil).StatusCode)

	var board court.Board
	s.ok("H001", http.MethodGet, "/api/v1/stuck?limit=10", nil).json(t, &board)
	for _, c := range board.Cases {
		require.Equal(t, "民一庭", c.Division)
	}
	require.Equal(t, http.StatusOK, s.call("T001", http.MethodGet, "/api/v1/figures?from=2022-01-01&to=2022-12-31&by=quarter", nil).StatusCode)
	var figures struct {
		Figures []court.FigureValue
	}
	s.ok("H001", http.MethodGet, "/api/v1/figures", nil).json(t, &figures)
	require.Len(t, figures.Figures, len(court.FigureDefinitions()))
	require.Equal(t, "民一庭", figures.Figures[0].Query.Division)
	s.ok("T001", http.MethodGet, "/api/v1/figures/"+figures.Figures[0].Figure.ID+"/cases", nil)
	for _, list := range []string{"stuck", "cases", "figures"} {
		r := s.call("Y001", http.MethodGet, "/api/v1/exports/"+list+"?format=csv", nil)
		require.Equal(t, http.StatusOK, r.StatusCode, string(r.body))
		require.True(t, strings.HasPrefix(string(r.body), "\ufeff"))
		s.ok("Y001", http.MethodGet, "/api/v1/exports/"+list+"?format=xlsx", nil)
	}
	require.Equal(t, http.StatusForbidden, s.call("J001", http.MethodGet, "/api/v1/exports/cases", nil).StatusCode)
}

func TestABulkDecisionIsCheckedCaseByCase(t *testing.T) {
	s := newStage(t)
	mine := s.filed(1)
	theirs := s.filed(2, func(f *casefile.Filing) { f.Division, f.Judge = "民二庭", "J003" })
	body := map[string]any{"keys": []string{mine, theirs, "no-such-case"}, "event": "nudge", "data": map[string]any{"reason": "请尽快处理"}}
	var got struct {
		Summary  court.BulkSummary
		Outcomes []court.BulkOutcome
	}
	r := s.call("H001", http.MethodPost, "/api/v1/bulk", body, "Idempotency-Key", "nudge-1")
	require.Equal(t, http.StatusOK, r.StatusCode, string(r.body))
	r.json(t, &got)
	require.True(t, got.Outcomes[0].Taken)
	require.Equal(t, http.StatusForbidden, got.Outcomes[1].Problem.Status, "another division's")
	require.Equal(t, http.StatusNotFound, got.Outcomes[2].Problem.Status)
	s.ok("Y001", http.MethodPost, "/api/v1/bulk", body).json(t, &got)
	require.Equal(t, 2, got.Summary.Taken)
	require.Equal(t, http.StatusForbidden, s.call("J001", http.MethodPost, "/api/v1/bulk", body).StatusCode)
	for n, bad := range []map[string]any{{"keys": []string{}, "event": "nudge"}, {"keys": []string{mine}, "event": "nope"}, {"keys": []string{"../x"}, "event": "nudge"}} {
		assert.Equal(t, http.StatusUnprocessableEntity, s.call("Y001", http.MethodPost, "/api/v1/bulk", bad).StatusCode, fmt.Sprint(n))
	}
}
