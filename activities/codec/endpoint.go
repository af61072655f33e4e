package codec

import (
	"crypto/subtle"
	"net"
	"net/http"
	"slices"
	"strings"

	"go.temporal.io/sdk/converter"
)

// maxBody bounds a request to the endpoint: a page of history, generously.
const maxBody = 32 << 20

// EndpointOptions say who may use the codec endpoint.
type EndpointOptions struct {
	// Origins are the web pages that may call it, as browsers name them:
	// "http://localhost:8233".
	Origins []string
	// Token, if set, must be sent as a bearer token. Without one only callers on
	// this machine are served.
	Token string
}

// NewEndpoint returns a handler for POST /encode and /decode, as Temporal's web UI
// and command line call it to show payloads in the clear.
//
// Whoever may call it reads every payload they have. On the loopback interface
// without a token that is every account on the machine, like the embedded server
// itself.
func NewEndpoint(c *Codec, o EndpointOptions) http.Handler {
	return &endpoint{codec: converter.NewPayloadCodecHTTPHandler(c), namespace: c.place.namespace, options: o}
}

type endpoint struct {
	codec     http.Handler
	namespace string
	options   EndpointOptions
}

// ServeHTTP implements http.Handler.
func (e *endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Add("Vary", "Origin")
	if origin := r.Header.Get("Origin"); origin != "" {
		if !slices.Contains(e.options.Origins, origin) {
			http.Error(w, "this page may not read payloads", http.StatusForbidden)
			return
		}
		w.Header().Set("Access-Control-Allow-Origin", origin)
		w.Header().Set("Access-Control-Allow-Credentials", "true")
	}
	if r.Method == http.MethodOptions {
		w.Header().Set("Access-Control-Allow-Methods", http.MethodPost)
		w.Header().Set("Access-Control-Allow-Headers", "Authorization, Content-Type, X-Namespace")
		w.Header().Set("Access-Control-Max-Age", "600")
		w.WriteHeader(http.StatusNoContent)
		return
	}
	if status, message := e.refuse(r); status != 0 {
		http.Error(w, message, status)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	e.codec.ServeHTTP(w, r)
}

// refuse says why a request is not served, or zero.
func (e *endpoint) refuse(r *http.Request) (int, string) {
	switch {
	case e.options.Token != "":
		token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		if !ok || subtle.ConstantTimeCompare([]byte(token), []byte(e.options.Token)) != 1 {
			return http.StatusUnauthorized, "a bearer token is needed"
		}
	case !isLoopback(r.RemoteAddr) || !isLoopback(r.Host):
		// The Host is looked at too: a page elsewhere can point a name of its own at
		// this machine, but cannot call it localhost.
		return http.StatusForbidden, "only this machine may read payloads"
	}
	if ns := r.Header.Get("X-Namespace"); ns != "" && ns != e.namespace {
		return http.StatusNotFound, "no keys for this namespace"
	}
	return 0, ""
}

// isLoopback says whether a host, with or without a port, is this machine.
func isLoopback(hostPort string) bool {
	host, _, err := net.SplitHostPort(hostPort)
	if err != nil {
		host = hostPort
	}
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return ip != nil && ip.IsLoopback()
}
