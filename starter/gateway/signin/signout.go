package signin

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"net/url"

	"go.uber.org/zap"

	"luxing/starter/access"
	"luxing/starter/court"
)

// kept is a session as the register has it: who it is, and the provider's token
// by which the provider knows whom it is to sign out. That token opens nothing
// here, where bearer tokens are for another audience.
type kept struct {
	access.Person
	IDToken string `json:"idToken,omitempty"`
}

// maxHint keeps an address that carries the token within what servers take.
const maxHint = 6 << 10

func (s *Service) leftCookie() string { return s.sessionCookie() + "-left" }

// logout ends the session here and at the provider. A provider that goes on
// knowing the browser would sign the same person in again at their next step:
// where it offers to end its session it is asked to, and either way it is told
// at the next sign-in to ask who is there.
func (s *Service) logout(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	to := ""
	if c, err := r.Cookie(s.sessionCookie()); err == nil && c.Value != "" {
		hint := s.hint(r.Context(), c.Value)
		if err := s.o.Store.EndSession(r.Context(), c.Value); err != nil {
			s.o.Fail(w, r, &court.UnreachableError{What: "登记册 the register", Err: err})
			return
		}
		to = s.ending(r.Context(), hint)
	}
	http.SetCookie(w, s.cookie(s.sessionCookie(), "", 0))
	http.SetCookie(w, s.cookie(s.leftCookie(), "1", SessionLife))
	if to == "" {
		s.signedOut(w, r)
		return
	}
	var page bytes.Buffer
	if err := goOn.Execute(&page, to); err != nil {
		s.o.Fail(w, r, fmt.Errorf("make the page that leads to the provider: %w", err))
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = page.WriteTo(w) // whoever does not hear it is signed out here
}

// goOn leads to the provider by itself, without a script. It is a page and no
// redirect: a form's answer may lead to no other host where a policy bounds
// forms.
var goOn = template.Must(template.New("goOn").Parse(`<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="0;url={{.}}">
<title>正在退出 · 履行</title>
<link rel="stylesheet" href="/docs/style.css">
</head>
<body>
<main>
<h1>正在退出 <span lang="en">Signing out</span></h1>
<p>本系统的登录已结束，正在退出统一身份认证。<br><span lang="en">Your session here has ended; the identity provider is asked to end its own.</span></p>
<p><a href="{{.}}">继续退出 <span lang="en">go on</span></a></p>
</main>
</body>
</html>
`))

// hint is the token of a session; empty when there is none, or too long a one.
func (s *Service) hint(ctx context.Context, secret string) string {
	raw, err := s.o.Store.Session(ctx, secret, SessionIdle)
	var k kept
	if err != nil || json.Unmarshal([]byte(raw), &k) != nil || len(k.IDToken) > maxHint {
		return ""
	}
	return k.IDToken
}

// ending is where the provider ends its session (OpenID Connect RP-Initiated
// Logout 1.0); empty for a provider that does not, or that is away.
func (s *Service) ending(ctx context.Context, hint string) string {
	p, err := s.found(ctx)
	if err != nil {
		s.o.Log.Warn("signed out here and not at the identity provider", zap.Error(err))
		return ""
	}
	var offers struct {
		End string `json:"end_session_endpoint"`
	}
	if err := p.Claims(&offers); err != nil || offers.End == "" {
		return ""
	}
	u, err := url.Parse(offers.End)
	if err != nil || u.Host == "" || u.Scheme != "https" && (u.Scheme != "http" || !loopback(u.Hostname())) {
		return ""
	}
	q := u.Query()
	q.Set("client_id", s.o.ClientID)
	q.Set("post_logout_redirect_uri", s.public.ResolveReference(&url.URL{Path: access.SignedOutPath}).String())
	if hint != "" {
		q.Set("id_token_hint", hint)
	}
	u.RawQuery = q.Encode()
	return u.String()
}

// signedOut is where a provider leads back to, and leads to where every
// sign-out ends.
func (s *Service) signedOut(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "/?"+access.SignedOut, http.StatusSeeOther)
}
