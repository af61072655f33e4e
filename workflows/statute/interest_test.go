package statute

import (
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"luxing/workflows/policy"
)

func paid(on, yuan string) Payment { return Payment{day(on), fen(yuan)} }

// Worked out by hand: 300,000 yuan bear 52.50 a day, 100,000 bear 17.50.
func TestInterest(t *testing.T) {
	base := func(change func(*InterestInput)) InterestInput {
		in := InterestInput{PrincipalFen: fen("300000"), From: day("2019-07-01"), To: day("2019-09-29")}
		if change != nil {
			change(&in)
		}
		return in
	}
	type want struct{ doubled, exact, left, principal, general, over string }
	for _, c := range []struct {
		name string
		in   InterestInput
		days int
		want want
	}{
		{"ninety days", base(nil), 90, want{"4725.00", "4725.00", "4725.00", "300000.00", "0.00", "0.00"}},
		{"the day of payment left out", base(func(in *InterestInput) { in.SkipPaymentDay = true }), 89,
			want{"4672.50", "4672.50", "4672.50", "300000.00", "0.00", "0.00"}},
		{"paid on the last day", base(func(in *InterestInput) { in.To = in.From }), 0, want{"0.00", "0.00", "0.00", "300000.00", "0.00", "0.00"}},
		{"30 days of 300,000, 60 of 200,000", base(func(in *InterestInput) { in.Payments = []Payment{paid("2019-07-31", "100000")} }), 90,
			want{"3675.00", "3675.00", "3675.00", "200000.00", "0.00", "0.00"}},
		{"29 days of 300,000, 60 of 200,000", base(func(in *InterestInput) {
			in.Payments, in.SkipPaymentDay = []Payment{paid("2019-07-31", "100000")}, true
		}), 89, want{"3622.50", "3622.50", "3622.50", "200000.00", "0.00", "0.00"}},
		{"two payments of one day, given in any order", base(func(in *InterestInput) {
			in.Payments = []Payment{paid("2019-09-29", "200000"), paid("2019-07-31", "40000"), paid("2019-07-31", "60000")}
		}), 90, want{"3675.00", "3675.00", "3675.00", "0.00", "0.00", "0.00"}},
		{"paid before it was due", base(func(in *InterestInput) { in.Payments = []Payment{paid("2019-06-15", "100000")} }), 90,
			want{"3150.00", "3150.00", "3150.00", "200000.00", "0.00", "0.00"}},
		{"31 days of August not counted", base(func(in *InterestInput) {
			in.Suspensions = []Suspension{{day("2019-08-01"), day("2019-08-31")}}
		}), 59, want{"3097.50", "3097.50", "3097.50", "300000.00", "0.00", "0.00"}},
		{"suspended twice at once, and beyond both ends", base(func(in *InterestInput) {
			in.Suspensions = []Suspension{{day("2019-08-01"), day("2019-08-20")}, {day("2019-08-10"), day("2019-08-31")}, {day("2019-01-01"), day("2019-07-02")}, {day("2019-09-29"), day("2020-09-29")}}
		}), 57, want{"2992.50", "2992.50", "2992.50", "300000.00", "0.00", "0.00"}},
		{"more than is owed: principal, 30 days of doubled part, the rest back", base(func(in *InterestInput) { in.Payments = []Payment{paid("2019-07-31", "400000")} }), 30,
			want{"1575.00", "1575.00", "0.00", "0.00", "0.00", "98425.00"}},
		{"doubled part first as agreed: 1,575 and 8,425 of principal", base(func(in *InterestInput) {
			in.PaymentOrder, in.To, in.Payments = DoubledFirst, day("2019-08-30"), []Payment{paid("2019-07-31", "10000")}
		}), 60, want{"3105.77", "3105.76875", "1530.77", "291575.00", "0.00", "0.00"}},
		{"4.35 % a year of 360 days awarded beside it", base(func(in *InterestInput) { in.General = &GeneralInterest{43_500, 360} }), 90,
			want{"4725.00", "4725.00", "4725.00", "300000.00", "3262.50", "0.00"}},
		{"general interest goes on while the doubled part is suspended", base(func(in *InterestInput) {
			in.General, in.Suspensions = &GeneralInterest{43_500, 360}, []Suspension{{day("2019-07-02"), day("2019-09-29")}}
		}), 0, want{"0.00", "0.00", "0.00", "300000.00", "3262.50", "0.00"}},
		{"the agreed penalty excludes it", base(func(in *InterestInput) { in.AgreedPenalty = true }), 0,
			want{"0.00", "0.00", "0.00", "300000.00", "0.00", "0.00"}},
		{"120,000 with the day of payment, as published", InterestInput{PrincipalFen: fen("120000"), From: day("2025-03-20"), To: day("2025-05-07")}, 48,
			want{"1008.00", "1008.00", "1008.00", "120000.00", "0.00", "0.00"}},
		{"120,000 without it, as published", InterestInput{PrincipalFen: fen("120000"), From: day("2025-03-20"), To: day("2025-05-07"), SkipPaymentDay: true}, 47,
			want{"987.00", "987.00", "987.00", "120000.00", "0.00", "0.00"}},
		{"120,000 due by 21 March", InterestInput{PrincipalFen: fen("120000"), From: day("2025-03-21"), To: day("2025-05-07")}, 47,
			want{"987.00", "987.00", "987.00", "120000.00", "0.00", "0.00"}},
		{"instalments: 59 days of the first, 31 of the second", InterestInput{
			Instalments: []Instalment{{day("2026-02-28"), fen("100000")}, {day("2026-01-31"), fen("100000")}}, To: day("2026-03-31"),
		}, 59, want{"1575.00", "1575.00", "1575.00", "200000.00", "0.00", "0.00"}},
		{"a payment goes to the instalment due first: 10 days and 31", InterestInput{
			Instalments: []Instalment{{day("2026-01-31"), fen("100000")}, {day("2026-02-28"), fen("100000")}}, To: day("2026-03-31"),
			Payments: []Payment{paid("2026-02-10", "100000")},
		}, 41, want{"717.50", "717.50", "717.50", "100000.00", "0.00", "0.00"}},
		{"an instalment not yet due bears nothing", InterestInput{
			Instalments: []Instalment{{day("2026-01-31"), fen("100000")}, {day("2027-01-31"), fen("100000")}}, To: day("2026-02-10"),
		}, 10, want{"175.00", "175.00", "175.00", "200000.00", "0.00", "0.00"}},
		{"a fraction of a fen is dropped at the end", InterestInput{PrincipalFen: 100, From: day("2026-01-01"), To: day("2026-01-02")}, 1,
			want{"0.00", "0.000175", "0.00", "1.00", "0.00", "0.00"}},
		{"half a fen goes up", InterestInput{PrincipalFen: fen("200"), From: day("2026-01-01"), To: day("2026-01-02")}, 1,
			want{"0.04", "0.035", "0.04", "200.00", "0.00", "0.00"}},
	} {
		r, err := Interest(c.in)
		require.NoError(t, err, c.name)
		assert.Equal(t, c.want, want{Yuan(r.DoubledFen), r.DoubledExact, Yuan(r.DoubledLeftFen), Yuan(r.PrincipalLeftFen), Yuan(r.GeneralFen), Yuan(r.OverpaidFen)}, c.name)
		assert.Equal(t, c.days, r.Days, c.name)
		if err := stepsSum(r); err != "" {
			t.Errorf("%s: %s", c.name, err)
		}
	}
}

func TestOrderOfPayment(t *testing.T) {
	in := InterestInput{
		PrincipalFen: fen("300000"), From: day("2019-07-01"), To: day("2019-07-31"),
		General: &GeneralInterest{43_500, 360}, Payments: []Payment{paid("2019-07-31", "2000")},
	}
	// Thirty days: doubled part 1,575.00, general interest 1,087.50.
	for order, want := range map[PaymentOrder][3]string{
		"":             {"298000.00", "1087.50", "1575.00"},
		PrincipalFirst: {"298000.00", "1087.50", "1575.00"},
		GeneralFirst:   {"299087.50", "0.00", "1575.00"},
		DoubledFirst:   {"300000.00", "662.50", "0.00"},
	} {
		in.PaymentOrder = order
		r, err := Interest(in)
		require.NoError(t, err)
		assert.Equal(t, want, [3]string{Yuan(r.PrincipalLeftFen), Yuan(r.GeneralLeftFen), Yuan(r.DoubledLeftFen)}, order)
	}
}

func TestInterestByPolicy(t *testing.T) {
	p := policy.Default()
	p.Interest.CountPaymentDay = false
	in := InterestInput{PrincipalFen: fen("120000"), From: day("2025-03-20"), To: day("2025-05-07")}
	r, err := NewBook(nil, p).Interest(in)
	require.NoError(t, err)
	assert.Equal(t, "987.00", Yuan(r.DoubledFen))
	assert.Contains(t, r.Convention, "不计算")
	r, err = book().Interest(in)
	require.NoError(t, err)
	assert.Equal(t, "1008.00", Yuan(r.DoubledFen))
}

func TestInterestRefuses(t *testing.T) {
	ok := InterestInput{PrincipalFen: 100, From: day("2026-01-01"), To: day("2026-02-01")}
	for field, change := range map[string]func(*InterestInput){
		"principal":        func(in *InterestInput) { in.PrincipalFen = -1 },
		"from":             func(in *InterestInput) { in.From = day("2014-07-30") },
		"to":               func(in *InterestInput) { in.To = day("2025-12-31") },
		"payments[0]":      func(in *InterestInput) { in.Payments = []Payment{{day("2026-01-05"), 0}} },
		"payments[0].date": func(in *InterestInput) { in.Payments = []Payment{{day("2026-02-02"), 1}} },
		"payments[1]": func(in *InterestInput) {
			in.Payments = []Payment{{day("2026-01-05"), math.MaxInt64}, {day("2026-01-05"), 1}}
		},
		"suspensions[0]":            func(in *InterestInput) { in.Suspensions = []Suspension{{day("2026-01-05"), day("2026-01-04")}} },
		"order":                     func(in *InterestInput) { in.PaymentOrder = "costs_first" },
		"general.annual_millionths": func(in *InterestInput) { in.General = &GeneralInterest{-1, 360} },
		"general.days_in_year":      func(in *InterestInput) { in.General = &GeneralInterest{1, 366} },
		"instalments":               func(in *InterestInput) { in.Instalments = []Instalment{{day("2026-01-05"), 1}} },
		"instalments[1]": func(in *InterestInput) {
			*in = InterestInput{To: in.To, Instalments: []Instalment{{day("2026-01-05"), math.MaxInt64}, {day("2026-01-05"), 1}}}
		},
		"instalments[0].due": func(in *InterestInput) { *in = InterestInput{To: in.To, Instalments: []Instalment{{Fen: 1}}} },
	} {
		in := ok
		change(&in)
		_, err := Interest(in)
		require.Error(t, err, field)
		var fields []string
		for _, e := range err.(interface{ Unwrap() []error }).Unwrap() {
			fields = append(fields, e.(*FieldError).Field)
			assert.NotEmpty(t, e.(*FieldError).Want)
		}
		assert.Equal(t, []string{field}, fields)
	}
	_, err := Interest(InterestInput{})
	assert.Len(t, err.(interface{ Unwrap() []error }).Unwrap(), 2, "no from, no to: both are named")
	_, err = Interest(InterestInput{PrincipalFen: 1, From: day("2014-07-31"), To: day("2014-08-01")})
	assert.NoError(t, err, "the first day of the interpretation")
}

func TestInterestDoesNotOverflow(t *testing.T) {
	in := InterestInput{PrincipalFen: math.MaxInt64, From: day("2026-01-01"), To: day("2026-01-31")}
	r, err := Interest(in)
	require.NoError(t, err)
	// 92,233,720,368,547,758.07 yuan for 30 days.
	assert.Equal(t, "484227031934875.7298675", r.DoubledExact)
	in.To = day("2199-12-31") // a hundred and seventy years: more than the principal ten times over
	_, err = Interest(in)
	var bad *FieldError
	require.ErrorAs(t, err, &bad)
	assert.Equal(t, "principal", bad.Field)
}

// stepsSum says how the steps fail to add up to the doubled part.
func stepsSum(r InterestResult) string {
	sum, segments := new(big.Rat), new(big.Rat)
	for _, s := range r.Steps {
		part, ok := new(big.Rat).SetString(s.Amount)
		if !ok {
			return "amount " + s.Amount
		}
		sum.Add(sum, part)
	}
	if want, _ := new(big.Rat).SetString(Yuan(r.DoubledFen)); sum.Cmp(want) != 0 {
		return "steps add up to " + sum.FloatString(8)
	}
	for _, s := range r.Segments {
		part, _ := new(big.Rat).SetString(s.Doubled)
		segments.Add(segments, part)
	}
	if want, _ := new(big.Rat).SetString(r.DoubledExact); segments.Cmp(want) != 0 {
		return "segments add up to " + segments.FloatString(8)
	}
	return ""
}

func TestInterestProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := day("2015-01-01").AddDays(rapid.IntRange(0, 3000).Draw(t, "from"))
		total := rapid.IntRange(0, 2000).Draw(t, "days")
		in := InterestInput{
			PrincipalFen: rapid.Int64Range(0, 1_000_000_000_000).Draw(t, "principal"), From: from, To: from.AddDays(total),
			SkipPaymentDay: rapid.Bool().Draw(t, "skip"),
		}
		for range rapid.IntRange(0, 4).Draw(t, "payments") {
			in.Payments = append(in.Payments, Payment{from.AddDays(rapid.IntRange(-10, total).Draw(t, "on")), rapid.Int64Range(1, 1_000_000_000).Draw(t, "fen")})
		}
		for range rapid.IntRange(0, 3).Draw(t, "suspensions") {
			s := from.AddDays(rapid.IntRange(-50, 2000).Draw(t, "suspended"))
			in.Suspensions = append(in.Suspensions, Suspension{s, s.AddDays(rapid.IntRange(0, 300).Draw(t, "for"))})
		}
		whole, err := Interest(in)
		if err != nil {
			t.Fatal(err)
		}
		if s := stepsSum(whole); s != "" {
			t.Fatal(s)
		}

		// Day by day, the plain way.
		naive := new(big.Rat)
		end := in.To
		if in.SkipPaymentDay {
			end = end.AddDays(-1)
		}
		counted := 0
		for d := from.AddDays(1); !d.After(end); d = d.AddDays(1) {
			left := in.PrincipalFen
			for _, p := range in.Payments {
				if p.Date.Before(d) || in.SkipPaymentDay && p.Date == d {
					left -= p.Fen
				}
			}
			stopped := false
			for _, s := range in.Suspensions {
				stopped = stopped || !d.Before(s.From) && !d.After(s.To)
			}
			if left > 0 && !stopped {
				naive.Add(naive, new(big.Rat).SetFrac64(left*doubledRate, doubledPer))
				counted++
			}
		}
		if naive.Cmp(whole.DoubledRat()) != 0 || counted != whole.Days {
			t.Fatalf("%s over %d days, day by day %s over %d", whole.DoubledRat(), whole.Days, naive, counted)
		}

		// What runs to a day and from that day on is the whole.
		if in.SkipPaymentDay {
			return
		}
		at := from.AddDays(rapid.IntRange(0, total).Draw(t, "split"))
		first, second := in, in
		first.To, second.From = at, at
		first.Payments, second.Payments = nil, nil
		for _, p := range in.Payments {
			if p.Date.After(at) {
				second.Payments = append(second.Payments, p)
			} else {
				first.Payments = append(first.Payments, p)
			}
		}
		a, err := Interest(first)
		if err != nil {
			t.Fatal(err)
		}
		second.PrincipalFen = a.PrincipalLeftFen
		b, err := Interest(second)
		if err != nil {
			t.Fatal(err)
		}
		if sum := new(big.Rat).Add(a.DoubledRat(), b.DoubledRat()); sum.Cmp(whole.DoubledRat()) != 0 {
			t.Fatalf("split at %s: %s, whole: %s", at, sum, whole.DoubledRat())
		}
	})
}

func TestSmallClaims(t *testing.T) {
	for _, c := range []struct {
		claim, filed                string
		applies, byAgreement, found bool
	}{
		{"54323", "2022-06-01", true, false, true},
		{"54323.01", "2022-06-01", false, true, true},
		{"217290", "2022-06-01", false, true, true},
		{"217290.01", "2022-06-01", false, false, true},
		{"54323", "2026-06-01", true, false, true},
		{"54323", "2021-12-31", false, false, false},
	} {
		l, ok := book().SmallClaims(fen(c.claim), "浙江", day(c.filed))
		assert.Equal(t, c.found, ok, c)
		assert.Equal(t, c.applies, l.Applies, c)
		assert.Equal(t, c.byAgreement, l.ByAgreement, c)
	}
	l, _ := book().SmallClaims(1, "浙江", day("2022-06-01"))
	assert.False(t, l.Assumed)
	assert.Contains(t, l.Article, "CPL 2021 art. 165")
	l, _ = book().SmallClaims(1, "浙江", day("2026-06-01"))
	assert.True(t, l.Assumed)
	assert.Contains(t, l.Article, "CPL 2023 art. 165")
	_, ok := book().SmallClaims(1, "江苏", day("2026-06-01"))
	assert.False(t, ok)
}

func BenchmarkInterest(b *testing.B) {
	in := InterestInput{PrincipalFen: fen("300000"), From: day("2019-07-01"), To: day("2021-09-29"), Payments: []Payment{paid("2019-10-01", "100000"), paid("2020-10-01", "100000")}}
	b.ReportAllocs()
	for b.Loop() {
		_, _ = Interest(in)
	}
}
