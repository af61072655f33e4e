package exchange

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// A bank that is away for four days gets the list entry and its removal when it
// is back, in order, while the tax office had both at once; each receiver has
// its own receipts.
func TestAListEntryOutlastsDaysOfOutage(t *testing.T) {
	c := newCourt(t)
	back := c.clock().Add(4 * 24 * time.Hour)
	tries := 0
	bank := newBank(t, func(int, string) int {
		tries++
		if c.clock().Before(back) {
			return http.StatusServiceUnavailable
		}
		return http.StatusNoContent
	})
	tax := newBank(t, nil)
	const key = "list-330211-2020q3"
	push := func(seq int64, what string) {
		t.Helper()
		rec := casefile.Record{Key: key, Kind: casefile.KindList, Seq: seq, Row: casefile.Row{Case: key, Court: "浙0211", Phase: lifecycle.Published}}
		for _, audience := range []string{"bank", "tax"} {
			typ := "cn.luxing.list." + audience + "." + what
			rec.Messages = append(rec.Messages, casefile.Message{ID: key + "/" + typ + "/1", Type: typ, At: c.clock(), Data: map[string]string{"certificate": "zh-1-zhengming-d1"}})
		}
		_, err := c.reg.Write(t.Context(), rec)
		require.NoError(t, err)
	}
	push(1, "added")
	a, b := to(bank, "cn.luxing.list.bank.*"), to(tax, "cn.luxing.list.tax.*")
	a.Name, b.Name = "bank", "tax"
	d := c.dispatcher(a, b)
	for hour := range 5 * 24 {
		if hour == 48 {
			push(2, "removed")
		}
		require.NoError(t, d.round(t.Context()))
		c.pass(time.Hour + 15*time.Minute)
	}
	delivered := bank.taken()
	last := delivered[len(delivered)-2:]
	require.True(t, strings.HasSuffix(last[0], "bank.added/1") && strings.HasSuffix(last[1], "bank.removed/1"), "in order: %v", last)
	require.Greater(t, tries, 60, "it was tried all along")
	require.Less(t, tries, 130, "once an hour at most")
	require.Len(t, tax.taken(), 2)
	for _, m := range c.outbox() {
		require.Len(t, m.Receipts, 1, m.Type)
		require.Equal(t, register.Delivered, m.Receipts[0].State, m.Type)
	}
}
