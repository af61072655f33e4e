package gateway

import (
	"crypto/tls"
	"fmt"
	"net"
	"net/netip"
	"os"
	"strconv"
	"strings"
	"time"

	"go.uber.org/zap/zapcore"

	"luxing/starter/court"
	"luxing/starter/gateway/signin"
	"luxing/workflows/lifecycle"
)

// Settings are what a gateway in production is told from outside.
type Settings struct {
	Listen    string // LUXING_LISTEN, 127.0.0.1:8080
	PublicURL string // LUXING_PUBLIC_URL, where browsers reach it; required

	Issuer       string   // LUXING_OIDC_ISSUER, required
	ClientID     string   // LUXING_OIDC_CLIENT_ID, luxing-console
	ClientSecret string   // LUXING_OIDC_CLIENT_SECRET, or the file that LUXING_OIDC_CLIENT_SECRET_FILE names
	Audience     string   // LUXING_OIDC_AUDIENCE of bearer tokens, luxing-api
	Scopes       []string // LUXING_OIDC_SCOPES beside openid, separated by blanks or commas
	Algorithms   []string // LUXING_OIDC_ALGORITHMS
	// Claims: LUXING_CLAIM_SUBJECT, _NAME, _ROLES, _COURT, _DIVISION, and
	// LUXING_ROLE_NAMES as their=ours, separated by commas.
	Claims signin.Claims

	TLSCert, TLSKey string         // LUXING_TLS_CERT, LUXING_TLS_KEY: PEM files; none behind a proxy that ends TLS
	Proxies         []netip.Prefix // LUXING_TRUSTED_PROXIES, addresses or networks

	Rate     float64       // LUXING_RATE, requests a second of one client
	Burst    int           // LUXING_BURST
	InFlight int           // LUXING_IN_FLIGHT
	Drain    time.Duration // LUXING_STOP_TIMEOUT
	LogLevel string        // LUXING_LOG_LEVEL, info
	Version  string
}

// ReadSettings reads the settings. The error is a *court.InputError with
// everything that is wrong, by the setting's name.
func ReadSettings(env func(string) string) (Settings, error) {
	wrong := &court.InputError{What: "网关设置有误 the gateway's settings are wrong"}
	fault := func(name, want string, args ...any) {
		wrong.Faults.Add(name, "环境变量 environment variable", want, args...)
	}
	text := func(name, otherwise string) string {
		if v := strings.TrimSpace(env(name)); v != "" {
			return v
		}
		return otherwise
	}
	need := func(name, want string) string {
		v := text(name, "")
		if v == "" {
			fault(name, "%s", want)
		}
		return v
	}
	list := func(name string) []string {
		return strings.FieldsFunc(env(name), func(r rune) bool { return r == ',' || r == ' ' })
	}
	number := func(name string, otherwise float64) float64 {
		v := text(name, "")
		if v == "" {
			return otherwise
		}
		n, err := strconv.ParseFloat(v, 64)
		if err != nil || n <= 0 || n > 1e6 {
			fault(name, "大于零的数字，不是“%[1]s” a number above zero, not %[1]q", v)
		}
		return n
	}
	claims := signin.DefaultClaims()
	s := Settings{
		Listen: text("LUXING_LISTEN", "127.0.0.1:8080"), PublicURL: strings.TrimRight(need("LUXING_PUBLIC_URL", "浏览器访问网关的网址（如https://court.example） where browsers reach the gateway, such as https://court.example"), "/"),
		Issuer: need("LUXING_OIDC_ISSUER", "身份提供方的网址（如https://id.example/realms/court） the identity provider's URL, such as https://id.example/realms/court"), ClientID: text("LUXING_OIDC_CLIENT_ID", DefaultClientID),
		ClientSecret: env("LUXING_OIDC_CLIENT_SECRET"), Audience: text("LUXING_OIDC_AUDIENCE", DefaultAudience), Scopes: list("LUXING_OIDC_SCOPES"), Algorithms: list("LUXING_OIDC_ALGORITHMS"),
		Claims: signin.Claims{
			Subject: text("LUXING_CLAIM_SUBJECT", claims.Subject), Name: text("LUXING_CLAIM_NAME", claims.Name), Roles: text("LUXING_CLAIM_ROLES", claims.Roles),
			Court: text("LUXING_CLAIM_COURT", claims.Court), Division: text("LUXING_CLAIM_DIVISION", claims.Division), RoleNames: map[string]lifecycle.Role{},
		},
		TLSCert: text("LUXING_TLS_CERT", ""), TLSKey: text("LUXING_TLS_KEY", ""),
		Rate: number("LUXING_RATE", DefaultRate), Burst: int(number("LUXING_BURST", DefaultBurst)), InFlight: int(number("LUXING_IN_FLIGHT", DefaultInFlight)),
		Drain: DefaultDrain, LogLevel: text("LUXING_LOG_LEVEL", "info"),
	}
	if file := text("LUXING_OIDC_CLIENT_SECRET_FILE", ""); file != "" {
		raw, err := os.ReadFile(file)
		switch {
		case err != nil:
			fault("LUXING_OIDC_CLIENT_SECRET_FILE", "可以读取的文件 a file that can be read: %s", err)
		case s.ClientSecret != "":
			fault("LUXING_OIDC_CLIENT_SECRET_FILE", "本项或者LUXING_OIDC_CLIENT_SECRET，只设其一 this or LUXING_OIDC_CLIENT_SECRET, not both")
		default:
			s.ClientSecret = strings.TrimSpace(string(raw))
		}
	}
	for _, pair := range list("LUXING_ROLE_NAMES") {
		theirs, ours, ok := strings.Cut(pair, "=")
		if !ok || theirs == "" || !lifecycle.KnownRole(lifecycle.Role(ours)) {
			fault("LUXING_ROLE_NAMES", "对方名称=本系统身份（如judge），不是“%[1]s” their=ours, where ours is a role such as judge; not %[1]q", pair)
			continue
		}
		s.Claims.RoleNames[theirs] = lifecycle.Role(ours)
	}
	for _, p := range list("LUXING_TRUSTED_PROXIES") {
		prefix, err := netip.ParsePrefix(p)
		if err != nil {
			var one netip.Addr
			if one, err = netip.ParseAddr(p); err == nil {
				prefix = netip.PrefixFrom(one, one.BitLen())
			}
		}
		if err != nil {
			fault("LUXING_TRUSTED_PROXIES", "地址或者网段（如10.0.0.0/8），不是“%[1]s” addresses or networks such as 10.0.0.0/8, not %[1]q", p)
			continue
		}
		s.Proxies = append(s.Proxies, prefix)
	}
	if v := text("LUXING_STOP_TIMEOUT", ""); v != "" {
		d, err := time.ParseDuration(v)
		if err != nil || d <= 0 {
			fault("LUXING_STOP_TIMEOUT", "时长（如30s），不是“%[1]s” a time such as 30s, not %[1]q", v)
		}
		s.Drain = d
	}
	if (s.TLSCert == "") != (s.TLSKey == "") {
		fault("LUXING_TLS_CERT", "LUXING_TLS_CERT与LUXING_TLS_KEY都设，或者都不设 both LUXING_TLS_CERT and LUXING_TLS_KEY, or neither")
	} else if _, err := s.TLS(); err != nil {
		fault("LUXING_TLS_CERT", "可用的证书和密钥 a certificate and key that work: %s", err)
	}
	if _, _, err := net.SplitHostPort(s.Listen); err != nil {
		fault("LUXING_LISTEN", "主机和端口（如127.0.0.1:8080），不是“%[1]s” HOST:PORT such as 127.0.0.1:8080 or :8443, not %[1]q", s.Listen)
	}
	if _, err := signin.CheckPublicURL(s.PublicURL); err != nil && s.PublicURL != "" {
		fault("LUXING_PUBLIC_URL", "可用的网址 an address that works: %s", err)
	}
	if err := signin.CheckIssuer(s.Issuer); err != nil && s.Issuer != "" {
		fault("LUXING_OIDC_ISSUER", "可用的网址 an address that works: %s", err)
	}
	if s.Audience == s.ClientID {
		fault("LUXING_OIDC_AUDIENCE", "与LUXING_OIDC_CLIENT_ID不同的名称：仅证明身份的令牌不能代人行事 another name than LUXING_OIDC_CLIENT_ID: a token that says who somebody is lets nobody act for them")
	}
	for _, a := range s.Algorithms {
		if err := signin.CheckAlgorithm(a); err != nil {
			fault("LUXING_OIDC_ALGORITHMS", "可用的算法 algorithms that may be used: %s", err)
		}
	}
	if _, err := zapcore.ParseLevel(s.LogLevel); err != nil {
		fault("LUXING_LOG_LEVEL", "日志级别（debug、info、warn、error之一），不是“%[1]s” debug, info, warn or error, not %[1]q", s.LogLevel)
	}
	if len(wrong.Faults) > 0 {
		return s, wrong
	}
	return s, nil
}

// TLS is how the listener is secured; nil where a proxy does that.
func (s Settings) TLS() (*tls.Config, error) {
	if s.TLSCert == "" {
		return nil, nil
	}
	pair, err := tls.LoadX509KeyPair(s.TLSCert, s.TLSKey)
	if err != nil {
		return nil, fmt.Errorf("a certificate and its key: load %s and %s: %w", s.TLSCert, s.TLSKey, err)
	}
	return &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"}}, nil
}
