// Package notice writes the small pages that the gateway itself shows to people:
// that they have signed out, or that they could not be let in and what to do
// about it. They are in Chinese, with English beside, and need no script.
package notice

import (
	"bytes"
	"html/template"
	"net/http"
)

// Text is what people read, in both languages.
type Text struct{ ZH, EN string }

// Link is a way on.
type Link struct {
	Text
	To string
}

// Page is a notice.
type Page struct {
	Status int // 200 if nought
	Title  Text
	Say    []Text
	Links  []Link
	// On is where the page leads by itself, at once; empty to stay. A form's
	// answer may lead to no other host where a policy bounds forms; a page may.
	On string
}

var page = template.Must(template.New("notice").Parse(`<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
{{with .On}}<meta http-equiv="refresh" content="0;url={{.}}">
{{end}}<title>{{.Title.ZH}} · 履行</title>
<link rel="stylesheet" href="/docs/style.css">
</head>
<body>
<main>
<h1>{{.Title.ZH}} <span lang="en">{{.Title.EN}}</span></h1>
{{range .Say}}<p>{{.ZH}}{{with .EN}}<br><span lang="en">{{.}}</span>{{end}}</p>
{{end}}{{range .Links}}<p><a href="{{.To}}">{{.ZH}} <span lang="en">{{.EN}}</span></a></p>
{{end}}</main>
</body>
</html>
`))

// Write answers with the page. Nothing must have been written yet.
func (p Page) Write(w http.ResponseWriter) {
	var b bytes.Buffer
	status := p.Status
	if status == 0 {
		status = http.StatusOK
	}
	if err := page.Execute(&b, p); err != nil { // no text can make it fail
		http.Error(w, p.Title.ZH+" "+p.Title.EN, status)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", "zh-CN")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // whoever does not hear it asks again
}
