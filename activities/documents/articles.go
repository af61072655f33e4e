package documents

import "luxing/workflows/calendar"

// The Civil Procedure Law was renumbered twice within the life of the cases
// here. Package statute cites for people who read about a period; a document
// cites formally, by the law's full name and in Chinese numerals, and is dated:
// it must bear the number that the article had on its day.
var (
	edition2021 = calendar.NewDate(2022, 1, 1)
	edition2023 = calendar.NewDate(2024, 1, 1)
	// The interpretation of 2015 was amended and renumbered on this day.
	interpretation2022 = calendar.NewDate(2022, 4, 10)
)

// civilProcedure cites an article of the Civil Procedure Law, given by its
// number of 2023, as it was numbered on a day.
func civilProcedure(on calendar.Date, article int) string {
	n := article
	if on.Before(edition2023) && n >= 198 { // 2023 put four articles in before the old 194
		n -= 4
	}
	if on.Before(edition2021) { // 2021 put three in before the old 82 and four more after the old 162
		switch {
		case n >= 170:
			n -= 7
		case n >= 85:
			n -= 3
		}
	}
	return "《中华人民共和国民事诉讼法》第" + Chinese(n) + "条"
}

// interpretation cites an article of the interpretation of that law, given by
// its number of 2022, for the articles 440 and after, which all moved by two.
func interpretation(on calendar.Date, article int) string {
	n := article
	if on.Before(interpretation2022) {
		n += 2
	}
	return "《最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释》第" + Chinese(n) + "条"
}
