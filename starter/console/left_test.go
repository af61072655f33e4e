package console_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/starter/gateway"
)

// While no worker is there a decision's form does not say that the decision is
// not lawful, which nobody can know: it says that the case does not answer, and
// what is left there is judged when the worker is back, once.
func leftWithTheServer(t *testing.T, s *stage) {
	// Before a court that waits less long for an answer.
	hasty := *s.court
	hasty.Patience = 2 * time.Second
	at := &stage{court: &hasty, reg: s.reg, keys: s.keys}
	at.url = at.serve(t, func(o *gateway.Options) { o.Rate, o.Burst = rate, rate })
	v := at.visitor(t, "judge")
	key := s.keys["supervised"]
	form := "/cases/" + key + "/decide/record_contact"
	code, page := v.get(form)
	require.Equal(t, 200, code)
	require.NotContains(t, page, `name="_leave"`, "a case that answers is asked at once")

	seen, err := s.court.View(t.Context(), key)
	require.NoError(t, err)
	on := seen.Now.Format("2006-01-02")

	s.away(t)
	defer func() {
		if s.worker == nil {
			s.back(t)
		}
	}()
	code, page = v.get(form)
	require.Equal(t, 503, code)
	require.Contains(t, page, "案件暂未答复")
	require.NotContains(t, page, "不能由您作出")
	require.Contains(t, page, `name="_leave"`)
	id := decision.FindStringSubmatch(page)[1]
	code, page = v.get("/cases/" + key)
	require.Equal(t, 200, code)
	require.Contains(t, page, "可留待审查的决定", "and the case's page leads there")
	require.Contains(t, page, "案件本身暂未答复，以下为登记册所载", "and says who does not answer")
	require.Contains(t, page, form)
	b := at.tab(t, "judge")
	b.open(form + "?lang=zh")
	b.picture("leave-zh")
	b.open(form + "?lang=en")
	b.picture("leave-en")

	// What is wrong with the form by itself is said now.
	code, page, _ = v.post(form, url.Values{"_id": {id}, "_leave": {"1"}})
	require.Equal(t, 422, code)
	require.Contains(t, page, id)
	typed := url.Values{"_id": {id}, "d.obligation": {"O1"}, "d.on": {on}, "d.channel": {"phone"}, "d.reached": {"true"}, "d.reason": {"已联系，月底付清"}}
	code, page, _ = v.post(form, typed)
	require.Equal(t, 503, code, "sent and not left: nobody answers")
	require.Contains(t, page, "尚未得到答复")
	require.Contains(t, page, `name="_leave"`)
	require.Contains(t, page, "已联系，月底付清", "what was typed stays")

	typed.Set("_leave", "1")
	var where string
	for range 2 { // by impatience twice
		code, page, where = v.post(form, typed)
		require.Equal(t, 200, code)
		require.Equal(t, "/cases/"+key+"?left="+id, where)
		require.Contains(t, page, "决定已留存，尚未审查")
	}
	b.open(where + "&lang=en")
	b.picture("left-en")
	b.open(where + "&lang=zh")
	b.picture("left-zh")

	// What the law forbids is left like any other, and refused when it is judged.
	unlawful := "/cases/" + key + "/decide/withdraw"
	_, page = v.get(unlawful)
	code, _, forbidden := v.post(unlawful, url.Values{"_id": {decision.FindStringSubmatch(page)[1]}, "_leave": {"1"}, "d.on": {on}, "d.reason": {"和解"}})
	require.Equal(t, 200, code)
	// Who may not decide on the case leaves nothing on it.
	other := at.visitor(t, "elsewhere")
	code, _, _ = other.post(form, typed)
	require.Equal(t, 403, code)

	s.back(t)
	eventually(t, "the decision is judged", func() bool {
		_, page = v.get(where)
		return strings.Contains(page, "留存的决定已作出")
	})
	eventually(t, "the other one as well", func() bool {
		_, page = v.get(forbidden)
		return strings.Contains(page, "留存的决定未获准许")
	})
	b.open(forbidden + "&lang=zh")
	b.picture("left-refused-zh")
	seen, err = s.court.View(t.Context(), key)
	require.NoError(t, err)
	taken := 0
	for _, e := range seen.Timeline {
		if e.Decision == id && e.Refused == "" {
			taken++
		}
	}
	require.Equal(t, 1, taken)
}
