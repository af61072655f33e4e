package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/zap"

	"luxing/activities/exchange"
)

// The neighbours are reached by what reaches real ones: the exchange's own
// readers and its checker.
func TestTheNeighboursAnswerAsRealOnesDo(t *testing.T) {
	folder := t.TempDir()
	n, err := openNeighbours(t.Context(), folder, zap.NewNop())
	require.NoError(t, err)
	require.Equal(t, filepath.Join(folder, neighboursFile), n.file)
	receivers, err := exchange.LoadReceivers(n.file)
	require.NoError(t, err)
	require.Len(t, receivers, 1)
	for typ, takes := range map[string]bool{"cn.luxing.list.bank.added": true, "cn.luxing.list.published": true, "cn.luxing.listing.removed": true, "cn.luxing.case.closed": false} {
		require.Equal(t, takes, receivers[0].Takes(typ), typ)
	}
	check, err := exchange.LoadChecker(n.file)
	require.NoError(t, err)
	ask := func(name string) (exchange.Record, error) {
		return check.Ask(t.Context(), exchange.Inquiry{ID: "list-330211-2020q3/a-zhengming-d1", Name: name, IDNumber: "339900198206153361"})
	}
	clean, err := ask("郎某")
	require.NoError(t, err)
	require.Equal(t, exchange.Record{}, clean)
	debtor, err := ask("应某某")
	require.NoError(t, err)
	require.Equal(t, 2, debtor.Cases)
	_, err = ask("卓某某")
	require.ErrorIs(t, err, exchange.ErrNoAnswer)

	// Who does not sign is not listened to.
	for _, path := range []string{"/events", "/check"} {
		res, err := http.Post(strings.TrimSuffix(receivers[0].URL, "/events")+path, "application/json", strings.NewReader(`{"id":"x","type":"y","name":"z","idNumber":"1"}`))
		require.NoError(t, err)
		require.NoError(t, res.Body.Close())
		require.Equal(t, http.StatusUnauthorized, res.StatusCode, path)
	}
	info, err := os.Stat(n.file)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	require.NoError(t, n.close())
	_, err = ask("郎某")
	require.ErrorIs(t, err, exchange.ErrNoAnswer)
}
