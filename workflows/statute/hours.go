package statute

import "time"

const hour = time.Hour

var hourArticle = cpli.cite("125")

// minute writes a time of a period in hours.
func minute(t time.Time) string { return t.Format("2006-01-02T15:04") }
