package console

// text is one text in both languages.
type text struct{ zh, en string }

var catalogue = map[string]text{}
