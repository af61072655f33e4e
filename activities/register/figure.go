package register

import (
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// Unit is what a figure's value is counted in.
type Unit string

// The units of figures.
const (
	Percent   Unit = "percent" // a share of a hundred, 37.52
	Ratio     Unit = "ratio"   // so many to one, 0.98
	Count     Unit = "count"   // cases, or whatever the numerator counts
	MoneyFen  Unit = "fen"
	CourtDays Unit = "days" // calendar days between two of the court's days, as a median
)

// Source says where a figure's definition comes from.
type Source string

// The sources of definitions.
const (
	// FromReport: the definition is the one that published numbers of the
	// reform are given by.
	FromReport Source = "report"
	// FromUsage: no official formula was found; this is how the press or
	// another court uses the term.
	FromUsage Source = "usage"
	// OurOwn: the sources are silent; the definition is the court's to change.
	OurOwn Source = "assumption"
)

// Figure is the definition of one figure, once for code, pages and docs.
type Figure struct {
	ID     string `json:"id"`
	Name   string `json:"name"` // Chinese
	NameEN string `json:"nameEn"`
	// What it says, in words, with what its reader must be warned of.
	Definition   string `json:"definition"`
	DefinitionEN string `json:"definitionEn"`
	// What is counted above and below the line, empty below for a plain count.
	Numerator     string `json:"numerator"`
	NumeratorEN   string `json:"numeratorEn"`
	Denominator   string `json:"denominator,omitempty"`
	DenominatorEN string `json:"denominatorEn,omitempty"`
	// Day is the day by which a case falls into a period.
	Day    string `json:"day"`
	DayEN  string `json:"dayEn"`
	Unit   Unit   `json:"unit"`
	Source Source `json:"source"`
	// Note is where the source says what it says, and published values with
	// the definition that they were published by.
	Note string `json:"note,omitempty"`
	// Group puts figures that are read together under one head.
	Group FigureGroup `json:"group"`
	// Margin is how far a division may lie from the whole that was asked for
	// and still be in the middle band: percentage points for a percentage,
	// percent of the whole's value for other units. It is our own, not sourced.
	Margin int `json:"margin"`

	sql query
}

// FigureGroup is a chapter of the figures page.
type FigureGroup string

// The groups, in the order of the page.
const (
	GroupPerformance FigureGroup = "performance" // 自动履行
	GroupTrial       FigureGroup = "trial"       // 审理与送达
	GroupIncentive   FigureGroup = "incentive"   // 激励与信用
	GroupPhases      FigureGroup = "phases"      // 各阶段用时
	GroupMechanisms  FigureGroup = "mechanisms"  // 十二项机制
)

// Band is where a division lies against the whole that was asked for. Bands
// replace a league table, which the Supreme People's Court does not allow its
// indicators to be used for.
type Band string

// The bands.
const (
	BandBelow  Band = "below"
	BandWithin Band = "within"
	BandAbove  Band = "above"
	// BandFew: fewer than [FewCases] below the line, so that one case would
	// move it from band to band.
	BandFew Band = "few"
	// BandNone: there is nothing to compare, such as a plain count.
	BandNone Band = "none"
)

// FewCases is the least denominator that a band is given for. It is our own.
const FewCases = 10

// Step is the length of the points of a trend.
type Step string

// The steps.
const (
	ByMonth   Step = "month"
	ByQuarter Step = "quarter"
)

// FigureQuery asks for a figure.
type FigureQuery struct {
	// ID names the figure; see [Figures].
	ID string `json:"id"`
	// From and To are the first and the last day of the period.
	From calendar.Date `json:"from"`
	To   calendar.Date `json:"to"`
	// By is the step of the trend, ByMonth when empty.
	By Step `json:"by"`
	// Court and Division narrow the figure; empty is all.
	Court    string `json:"court,omitempty"`
	Division string `json:"division,omitempty"`
}

// Measured is a figure's value over some cases.
type Measured struct {
	// Value is in the figure's unit. It is nil when nothing is below the line:
	// no value is then given, not nought.
	Value *float64 `json:"value"`
	// Numerator and Denominator are what was counted. Of a median the
	// denominator is the number of cases; of a plain count it is 0.
	Numerator   int64 `json:"numerator"`
	Denominator int64 `json:"denominator"`
}

// Point is a figure's value in one step of its trend, cut to the period asked for.
type Point struct {
	From calendar.Date `json:"from"`
	To   calendar.Date `json:"to"`
	Measured
}

// DivisionValue is a figure's value in one division of one court, in its band.
type DivisionValue struct {
	Court    string `json:"court"`
	Division string `json:"division"`
	Band     Band   `json:"band"`
	Measured
}

// FigureValue is the answer to a FigureQuery.
type FigureValue struct {
	Figure Figure      `json:"figure"`
	Query  FigureQuery `json:"query"`
	Measured
	// Trend has every step of the period, also those in which nothing happened.
	Trend []Point `json:"trend"`
	// Divisions are in the order of their names, never of their values.
	Divisions []DivisionValue `json:"divisions"`
}

// FigureCasesQuery asks for the cases behind a figure, or behind one of its
// points or divisions, which are the same question with a narrower query.
type FigureCasesQuery struct {
	FigureQuery
	// Numerator leaves out the cases that are below the line only.
	Numerator bool
	// Cursor goes on where a page ended; Limit bounds a page, 50 when it is 0,
	// at most 1,000.
	Cursor string
	Limit  int
}

// FigureCase is one case behind a figure.
type FigureCase struct {
	Key        string          `json:"key"`
	Kind       casefile.Kind   `json:"kind"`
	CaseNumber string          `json:"caseNumber,omitempty"`
	Court      string          `json:"court"`
	Division   string          `json:"division,omitempty"`
	Judge      string          `json:"judge,omitempty"`
	Phase      lifecycle.State `json:"phase"`
	// On is the day by which it falls into the period.
	On calendar.Date `json:"on"`
	// Counted says that it is above the line as well.
	Counted bool `json:"counted"`
	// Amount is what it adds where more than itself is counted: days, fen.
	Amount int64 `json:"amount,omitempty"`
}

// FigureCases is one page of the cases behind a figure, by day and key.
type FigureCases struct {
	Cases []FigureCase `json:"cases"`
	Next  string       `json:"next,omitempty"`
}
