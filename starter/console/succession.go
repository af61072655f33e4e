package console

import (
	"luxing/starter/court"
	"luxing/workflows/casefile"
)

// successionWhy is why somebody took a party's place.
func (p *page) successionWhy(x casefile.SuccessionView) string {
	why, _ := court.SuccessionWords(x)
	return p.Lang.of(why.ZH, why.EN)
}

// successionArticle is the article under which they did.
func (p *page) successionArticle(x casefile.SuccessionView) string {
	_, article := court.SuccessionWords(x)
	return p.Lang.article(article)
}
