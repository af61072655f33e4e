package main

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	webhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
	"go.uber.org/zap"

	"luxing/activities/exchange"
)

// neighbours stand for the systems around a court on a training server that was
// given none (LUXING_WEBHOOKS): a receiver that acknowledges what it is sent, and
// a national enforcement check. They are reached as real ones are, over HTTP and
// signed, and configured as real ones are, by a file.
type neighbours struct {
	file   string // as LUXING_WEBHOOKS wants it
	server *http.Server
}

// neighboursFile is the file's name in the data folder.
const neighboursFile = "neighbours.yaml"

// neighboursSecret names the environment variable in which the file's reader
// looks for the secret, and makes one for this process.
const neighboursSecret = "LUXING_NEIGHBOURS_SECRET"

var makeSecret = sync.OnceValue(func() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // never fails
	return "whsec_" + base64.StdEncoding.EncodeToString(b)
})

// elsewhere is what the country knows of the people of the sample docket, by
// name, in which it differs from nothing: nobody else is a debtor anywhere. Of a
// name that is unanswered the check says that it cannot tell.
var elsewhere = map[string]struct {
	cases      int
	listed     bool
	unanswered bool
}{
	"应某某": {cases: 2},
	"卓某某": {unanswered: true},
}

// openNeighbours starts them on the loopback, at any free port.
func openNeighbours(ctx context.Context, folder string, log *zap.Logger) (*neighbours, error) {
	secret := makeSecret()
	hook, err := webhooks.NewWebhook(secret)
	if err != nil {
		return nil, fmt.Errorf("the neighbours' secret: %w", err)
	}
	if err := os.Setenv(neighboursSecret, secret); err != nil {
		return nil, fmt.Errorf("the neighbours' secret: %w", err)
	}
	var lc net.ListenConfig
	at, err := lc.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen for the neighbours: %w", err)
	}
	n := &neighbours{file: filepath.Join(folder, neighboursFile)}
	text := fmt.Sprintf("# Written at every start: the systems around a training server.\nchecker: {url: \"http://%[1]s/check\", secret_env: %[2]s}\nreceivers:\n"+
		"- {name: neighbours, url: \"http://%[1]s/events\", secret_env: %[2]s, types: [cn.luxing.list.*, cn.luxing.listing.*]}\n", at.Addr(), neighboursSecret)
	if err := os.WriteFile(n.file, []byte(text), 0o600); err != nil {
		return nil, errors.Join(fmt.Errorf("write the neighbours' file: %w", err), at.Close())
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /events", signed(hook, acknowledge))
	mux.HandleFunc("POST /check", signed(hook, check))
	n.server = &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, ErrorLog: zap.NewStdLog(log)}
	go func() {
		if err := n.server.Serve(at); !errors.Is(err, http.ErrServerClosed) {
			log.Error("the neighbours do not answer any more", zap.Error(err))
		}
	}()
	return n, nil
}

// close ends them after what is under way.
func (n *neighbours) close() error {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	return n.server.Shutdown(ctx)
}

// maxSaid bounds what a neighbour listens to.
const maxSaid = 1 << 20

// signed lets through what bears the court's signature.
func signed(hook *webhooks.Webhook, then func(http.ResponseWriter, []byte)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(io.LimitReader(r.Body, maxSaid))
		if err != nil || hook.Verify(body, r.Header) != nil {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		then(w, body)
	}
}

// acknowledge takes a message.
func acknowledge(w http.ResponseWriter, body []byte) {
	var event struct{ ID, Type string }
	if json.Unmarshal(body, &event) != nil || event.ID == "" || event.Type == "" {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// check answers an inquiry of the national enforcement check.
func check(w http.ResponseWriter, body []byte) {
	var q exchange.Inquiry
	if json.Unmarshal(body, &q) != nil || q.ID == "" || q.Name == "" || q.IDNumber == "" {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	known := elsewhere[q.Name]
	if known.unanswered {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"id": q.ID, "cases": known.cases, "listed": known.listed})
}
