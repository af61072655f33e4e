package gateway

import (
	"net/http"
	"strings"

	"luxing/starter/access"
	"luxing/starter/court"
	"luxing/starter/gateway/notice"
)

// answer tells whoever asked of the problem: a program by the problem document,
// a person at a browser by a page that says what to do.
func (p *Problem) answer(w http.ResponseWriter, r *http.Request) {
	if !atBrowser(r) {
		p.write(w)
		return
	}
	for k, v := range p.headers {
		w.Header()[k] = v
	}
	p.page(r).Write(w)
}

// atBrowser tells a person's request by what it wants to read. The API answers
// everybody alike.
func atBrowser(r *http.Request) bool {
	return !strings.HasPrefix(r.URL.Path, "/api/") && strings.Contains(r.Header.Get("Accept"), "text/html")
}

// forPeople is what a person is told of a problem: by its kind, else its status.
var forPeople = map[court.Kind][]notice.Text{
	court.KindSignIn: {{
		ZH: "登录未能完成：可能已超过十分钟，或被取消，或统一身份认证未予准许。请重新登录；仍不能登录的，请联系管理员，并告知下面的原因。",
		EN: "Signing in was not finished: it took longer than ten minutes, was called off, or the identity provider did not allow it. Sign in again; if that does not help, tell the administrator the reason below.",
	}},
	court.KindUnreachable: {{
		ZH: "所需的系统暂时连接不上，没有办理任何事项。请稍后再试。",
		EN: "A system that is needed is out of reach; nothing was done. Try again in a moment.",
	}},
	kindTooOften: {{
		ZH: "请求过于频繁，没有办理任何事项。请稍候片刻再试。",
		EN: "You ask too often; nothing was done. Wait a moment and try again.",
	}},
	kindOverload: {{
		ZH: "系统繁忙，没有办理任何事项。请稍候片刻再试。",
		EN: "The system is busy; nothing was done. Wait a moment and try again.",
	}},
	kindCrossSite: {{
		ZH: "此请求来自其他网站的页面，不予受理，没有办理任何事项。请从本系统的页面操作。",
		EN: "The request came from another site's page and is not taken; nothing was done. Begin at a page of this system.",
	}},
	court.KindFailed: {{
		ZH: "内部错误，已记录。如再次出现，请告知管理员。",
		EN: "An internal error; it was logged. If it comes again, tell the administrator.",
	}},
}

// page is the problem as a person reads it, with a way to try again.
func (p *Problem) page(r *http.Request) notice.Page {
	title := both(p.Title)
	said, known := forPeople[p.Kind]
	if !known || p.Kind == court.KindSignIn || p.Kind == court.KindUnreachable {
		said = append(said[:len(said):len(said)], both(p.Detail))
	}
	again := notice.Link{Text: notice.Text{ZH: "重试", EN: "try again"}, To: "/"}
	switch {
	case p.Kind == court.KindSignIn || strings.HasPrefix(r.URL.Path, "/auth/") && r.Method == http.MethodGet:
		// What came back from the provider is good once: it is begun anew.
		again = notice.Link{Text: notice.Text{ZH: "重新登录", EN: "sign in again"}, To: access.SignInPath}
	case r.Method == http.MethodGet && p.Kind != kindCrossSite && strings.HasPrefix(r.URL.RequestURI(), "/") && !strings.HasPrefix(r.URL.RequestURI(), "//"):
		again.To = r.URL.RequestURI()
	}
	return notice.Page{Status: p.Status, Title: title, Say: said, Links: []notice.Link{again}}
}

// both takes a text in both languages apart, Chinese first: at the first blank
// that a word of English follows.
func both(s string) notice.Text {
	for i, c := range s {
		if c != ' ' || i+1 >= len(s) || i == 0 || s[i-1] < 0x80 {
			continue
		}
		if b := s[i+1]; b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '%' {
			return notice.Text{ZH: s[:i], EN: s[i+1:]}
		}
	}
	return notice.Text{ZH: s}
}
