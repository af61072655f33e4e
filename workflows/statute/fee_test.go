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

func fen(yuan string) int64 {
	n, err := ParseYuan(yuan)
	if err != nil {
		panic(err)
	}
	return n
}

// Worked out by hand from the brackets, and as published judgments have them.
func TestAcceptanceFee(t *testing.T) {
	for _, c := range []struct {
		kind    CaseKind
		claim   string
		exact   string
		charged string
	}{
		{Property, "0", "50.00", "50.00"},
		{Property, "10000", "50.00", "50.00"},
		{Property, "48440", "1011.00", "1011.00"},
		{Property, "100000", "2300.00", "2300.00"},
		{Property, "105900", "2418.00", "2418.00"},
		{Property, "200000", "4300.00", "4300.00"},
		{Property, "300000", "5800.00", "5800.00"},
		{Property, "500000", "8800.00", "8800.00"},
		{Property, "1000000", "13800.00", "13800.00"},
		{Property, "2000000", "22800.00", "22800.00"},
		{Property, "5000000", "46800.00", "46800.00"},
		{Property, "10000000", "81800.00", "81800.00"},
		{Property, "20000000", "141800.00", "141800.00"},
		{Property, "20000001", "141800.005", "141800.00"},
		{Property, "30000000", "191800.00", "191800.00"},
		{Property, "1116666", "14849.994", "14850.00"},
		{Property, "10020", "50.50", "51.00"}, // half a yuan goes up
		{Property, "10019.99", "50.49975", "50.00"},
		{Divorce, "200000", "300.00", "300.00"},
		{Divorce, "300000", "800.00", "800.00"},
		{Personality, "50000", "500.00", "500.00"},
		{Personality, "100000", "1000.00", "1000.00"},
		{Personality, "200000", "1500.00", "1500.00"},
		{NonProperty, "0", "100.00", "100.00"},
		{IntellectualProperty, "0", "1000.00", "1000.00"},
		{IntellectualProperty, "300000", "5800.00", "5800.00"},
		{Labour, "300000", "10.00", "10.00"},
		{JurisdictionDispute, "0", "100.00", "100.00"},
		{OrderToPay, "300000", "5800/3", "1933.00"},
		{PublicSummons, "300000", "100.00", "100.00"},
		{ArbitrationReview, "300000", "400.00", "400.00"},
		{BankruptcyPetition, "300000", "2900.00", "2900.00"},
		{BankruptcyPetition, "1000000000", "300000.00", "300000.00"},
		{"administrative", "0", "50.00", "50.00"},
		{"administrative-ip", "0", "100.00", "100.00"},
	} {
		f, err := AcceptanceFee(fen(c.claim), c.kind, policy.HalfUp)
		require.NoError(t, err, "%s %s", c.kind, c.claim)
		assert.Equal(t, c.exact, f.Exact, "%s %s", c.kind, c.claim)
		assert.Equal(t, c.charged, Yuan(f.ChargedFen), "%s %s", c.kind, c.claim)
		assert.Equal(t, c.kind, f.Kind)
		sums(t, f)
	}
}

func TestPreservationFee(t *testing.T) {
	for applied, want := range map[string]string{
		"0": "30.00", "1000": "30.00", "100000": "1020.00", "200000": "1520.00", "300000": "2020.00",
		"896000": "5000.00", "896001": "5000.00", "50000000": "5000.00", "895999": "5000.00", "895998": "5000.00", "895800": "4999.00",
	} {
		f, err := PreservationFee(fen(applied), policy.HalfUp)
		require.NoError(t, err)
		assert.Equal(t, want, Yuan(f.ChargedFen), applied)
		sums(t, f)
	}
}

func TestEnforcementFee(t *testing.T) {
	for amount, want := range map[string]string{
		"0": "50.00", "10000": "50.00", "300000": "4400.00", "500000": "7400.00", "5000000": "52400.00",
		"10000000": "77400.00", "20000000": "87400.00",
	} {
		f, err := EnforcementFee(fen(amount), policy.HalfUp)
		require.NoError(t, err)
		assert.Equal(t, want, Yuan(f.ChargedFen), amount)
		sums(t, f)
	}
}

// The court's policy: how fractions are charged, the number within a range,
// and what the enforcement fee is taken of.
func TestFeesByPolicy(t *testing.T) {
	p := policy.Default()
	p.Fees.Charging = policy.Down
	p.Fees.EnforcementBase = policy.BaseWithCosts
	p.Fees.Fixed = map[string]int64{"non-property": 70}
	b := NewBook(nil, p)
	f, err := b.AcceptanceFee(fen("1116666"), Property)
	require.NoError(t, err)
	assert.Equal(t, "14849.00", Yuan(f.ChargedFen))
	f, err = b.AcceptanceFee(0, NonProperty)
	require.NoError(t, err)
	assert.Equal(t, "70.00", Yuan(f.ChargedFen))
	assert.Equal(t, int64(50_00), f.LowFen)
	assert.Equal(t, int64(100_00), f.HighFen)
	f, err = b.EnforcementFee(fen("300000"), fen("7820"))
	require.NoError(t, err)
	assert.Equal(t, "4517.30", f.Exact, "4,400 and 1.5 % of 7,820")
	f, err = book().EnforcementFee(fen("300000"), fen("7820"))
	require.NoError(t, err)
	assert.Equal(t, "4400.00", f.Exact)
	f, err = b.PreservationFee(fen("200000"))
	require.NoError(t, err)
	assert.Equal(t, "1520.00", f.Exact)

	for charging, want := range map[policy.Charging]string{policy.HalfUp: "14850.00", policy.Up: "14850.00", policy.Down: "14849.00", policy.Exact: "14849.99"} {
		f, err := AcceptanceFee(fen("1116666"), Property, charging)
		require.NoError(t, err)
		assert.Equal(t, want, Yuan(f.ChargedFen), charging)
		assert.Equal(t, int64(14849_99), f.ExactFen)
	}
}

func TestHalfOnceOnly(t *testing.T) {
	for claim, want := range map[string]string{"300000": "2900.00", "48440": "505.50"} {
		f, err := AcceptanceFee(fen(claim), Property, policy.HalfUp)
		require.NoError(t, err)
		h, err := f.Half(HalfSummary)
		require.NoError(t, err)
		assert.Equal(t, want, Yuan(h.ChargedFen))
		sums(t, h)
		again, err := h.Half(HalfMediation)
		require.NoError(t, err)
		assert.Equal(t, h.ChargedFen, again.ChargedFen)
		assert.Contains(t, again.Steps[len(again.Steps)-1].Reason, "只能减半一次")
		assert.Len(t, h.Steps, len(again.Steps)-1, "the fee halved first is left as it was")
	}
	f, err := AcceptanceFee(fen("1089"), Property, policy.HalfUp)
	require.NoError(t, err)
	_, err = f.Half("kindness")
	assert.ErrorContains(t, err, "summary, mediation")
}

// Half is taken of what is charged, not of the exact fee: 14,551 to 7,275.50.
func TestHalfOfTheChargedFee(t *testing.T) {
	f, err := AcceptanceFee(fen("1083450"), Property, policy.HalfUp)
	require.NoError(t, err)
	assert.Equal(t, "14551.05", f.Exact)
	assert.Equal(t, "14551.00", Yuan(f.ChargedFen))
	h, err := f.Half(HalfSummary)
	require.NoError(t, err)
	assert.Equal(t, "7275.50", Yuan(h.ChargedFen))
	assert.Equal(t, "7275.525", h.Exact)
}

func TestQuarter(t *testing.T) {
	f, err := AcceptanceFee(fen("151700"), Property, policy.HalfUp) // 2,300 and 2 % of 51,700
	require.NoError(t, err)
	assert.Equal(t, "3334.00", Yuan(f.ChargedFen))
	assert.Equal(t, "833.50", Yuan(f.Quarter().ChargedFen))
	h, err := f.Half(HalfSummary)
	require.NoError(t, err)
	assert.Equal(t, "833.50", Yuan(h.Quarter().ChargedFen), "of the half that was paid")
	sums(t, f.Quarter())
}

func TestFeesRefuse(t *testing.T) {
	for name, call := range map[string]func() (Fee, error){
		"claim":        func() (Fee, error) { return AcceptanceFee(-1, Property, policy.HalfUp) },
		"kind":         func() (Fee, error) { return AcceptanceFee(1, "propertie", policy.HalfUp) },
		"charging":     func() (Fee, error) { return AcceptanceFee(1, Property, "nearest") },
		"preservation": func() (Fee, error) { return PreservationFee(-1, policy.HalfUp) },
		"enforcement":  func() (Fee, error) { return EnforcementFee(-1, policy.HalfUp) },
		"costs": func() (Fee, error) {
			p := policy.Default()
			p.Fees.EnforcementBase = policy.BaseWithCosts
			return NewBook(nil, p).EnforcementFee(math.MaxInt64, 1)
		},
	} {
		_, err := call()
		var bad *FieldError
		require.ErrorAs(t, err, &bad, name)
		assert.Equal(t, name, bad.Field)
		assert.NotEmpty(t, bad.Want)
	}
	_, err := AcceptanceFee(1, "propertie", policy.HalfUp)
	assert.ErrorContains(t, err, "property?")
}

func TestLargestFee(t *testing.T) {
	f, err := AcceptanceFee(math.MaxInt64, Property, policy.HalfUp)
	require.NoError(t, err)
	// 92,233,720,368,547,758.07 yuan: 141,800 and 0.5 % above 20 million.
	assert.Equal(t, "461168601884538.79035", f.Exact)
}

// sums checks that the steps add up to what is charged.
func sums(tb testing.TB, f Fee) {
	tb.Helper()
	sum := new(big.Rat)
	for _, s := range f.Steps {
		part, ok := new(big.Rat).SetString(s.Amount)
		require.True(tb, ok, s.Amount)
		sum.Add(sum, part)
		assert.Contains(tb, s.Reason, " / ")
	}
	charged, _ := new(big.Rat).SetString(Yuan(f.ChargedFen))
	assert.Zero(tb, sum.Cmp(charged), "steps add up to %s, charged %s", sum.FloatString(6), Yuan(f.ChargedFen))
}

func TestFeeProperties(t *testing.T) {
	fees := map[string]func(int64) (Fee, error){
		"acceptance":   func(n int64) (Fee, error) { return AcceptanceFee(n, Property, policy.HalfUp) },
		"divorce":      func(n int64) (Fee, error) { return AcceptanceFee(n, Divorce, policy.HalfUp) },
		"personality":  func(n int64) (Fee, error) { return AcceptanceFee(n, Personality, policy.HalfUp) },
		"preservation": func(n int64) (Fee, error) { return PreservationFee(n, policy.HalfUp) },
		"enforcement":  func(n int64) (Fee, error) { return EnforcementFee(n, policy.HalfUp) },
	}
	edges := []int64{1_000, 10_000, 50_000, 100_000, 200_000, 500_000, 896_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000, 20_000_000}
	rapid.Check(t, func(t *rapid.T) {
		amount := rapid.Int64Range(0, 3_000_000_000).Draw(t, "fen")
		if rapid.Bool().Draw(t, "edge") {
			amount = rapid.SampledFrom(edges).Draw(t, "yuan")*fenPerYuan + rapid.Int64Range(-3, 3).Draw(t, "beside")
		}
		for name, fee := range fees {
			f, err := fee(amount)
			if err != nil {
				t.Fatal(err)
			}
			g, err := fee(amount + 1)
			if err != nil {
				t.Fatal(err)
			}
			// Monotone, and without a jump: a fen more claims at most 2.5 % of a
			// fen more.
			step := new(big.Rat).Sub(g.exact, f.exact)
			if step.Sign() < 0 || step.Cmp(big.NewRat(25, 1000)) > 0 {
				t.Fatalf("%s: from %s to %s the fee goes from %s to %s", name, Yuan(amount), Yuan(amount+1), f.Exact, g.Exact)
			}
			if d := f.ChargedFen - f.ExactFen; d > 50 || d < -50 {
				t.Fatalf("%s: %s charged as %s", name, f.Exact, Yuan(f.ChargedFen))
			}
		}
	})
}

func TestParseYuan(t *testing.T) {
	for text, want := range map[string]int64{
		"0": 0, "1": 100, "1.5": 150, "1.05": 105, "300000": 30_000_000, "007": 700,
		"92233720368547758.07": math.MaxInt64,
	} {
		got, err := ParseYuan(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, got, text)
	}
	for text, rule := range map[string]string{
		"": "is empty", "-1": "is negative", "1.234": "has 3 decimals", "1,000": "has separators", "1 000": "has separators",
		"1.": "is no amount", ".5": "is no amount", "1e3": "is no amount", "+1": "is no amount", "一万": "is no amount", "1.2.3": "is no amount",
		"NaN": "is no amount", "0x10": "is no amount",
		"92233720368547758.08": "is out of range", "100000000000000000000": "is out of range",
	} {
		_, err := ParseYuan(text)
		var bad *FieldError
		require.ErrorAs(t, err, &bad, text)
		assert.Contains(t, bad.Rule, rule, text)
		assert.NotEmpty(t, bad.Want)
	}
}

func TestYuan(t *testing.T) {
	for n, want := range map[int64]string{0: "0.00", 5: "0.05", 101_150: "1011.50", -50: "-0.50", -101_150: "-1011.50", math.MinInt64: "-92233720368547758.08"} {
		assert.Equal(t, want, Yuan(n))
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(0, math.MaxInt64).Draw(t, "fen")
		if back, err := ParseYuan(Yuan(n)); err != nil || back != n {
			t.Fatalf("%d came back as %d, %v", n, back, err)
		}
	})
}

func TestRefund(t *testing.T) {
	for _, c := range []struct {
		in   RefundInput
		want string
	}{
		{RefundInput{Ground: RefundNotAccepted, PaidFen: fen("5800")}, "5800.00"},
		{RefundInput{Ground: RefundRemand, PaidFen: fen("5800")}, "5800.00"},
		{RefundInput{Ground: RefundCrime, PaidFen: fen("5800")}, "5800.00"},
		{RefundInput{Ground: RefundClaimReduced, PaidFen: fen("5800"), DueFen: fen("2418")}, "3382.00"},
		{RefundInput{Ground: RefundClaimReduced, PaidFen: fen("2418"), DueFen: fen("5800")}, "0.00"},
		{RefundInput{Ground: RefundMediation, PaidFen: fen("1011")}, "505.50"},
		{RefundInput{Ground: RefundMediation, PaidFen: fen("505.50"), Halved: true}, "0.00"},
		{RefundInput{Ground: RefundWithdrawal, PaidFen: fen("5800")}, "2900.00"},
		{RefundInput{Ground: RefundConversionUnpaid, PaidFen: fen("1667"), Halved: true}, "833.50"},
		{RefundInput{Ground: RefundNotBorne, PaidFen: fen("5800"), DueFen: fen("800")}, "5000.00"},
		{RefundInput{Ground: RefundStayed, PaidFen: fen("5800")}, "0.00"},
		{RefundInput{Ground: RefundTerminated, PaidFen: fen("5800")}, "0.00"},
	} {
		r, err := ComputeRefund(c.in)
		require.NoError(t, err, c.in.Ground)
		assert.Equal(t, c.want, Yuan(r.Fen), "%+v", c.in)
		assert.Equal(t, c.want, r.Steps[0].Amount)
		assert.Contains(t, r.Steps[0].Article, " / ")
	}
	for field, in := range map[string]RefundInput{
		"ground": {Ground: "kindness", PaidFen: 1}, "paid": {Ground: RefundRemand, PaidFen: -1}, "due": {Ground: RefundNotBorne, DueFen: -1},
	} {
		_, err := ComputeRefund(in)
		var bad *FieldError
		require.ErrorAs(t, err, &bad)
		assert.Equal(t, field, bad.Field)
	}
}

func TestApportion(t *testing.T) {
	for _, c := range []struct {
		fen     int64
		weights []int64
		want    []int64
	}{
		{241_800, []int64{97_500, 8_400}, []int64{222_620, 19_180}}, // 2,418 by 97,500 won of 105,900
		{100, []int64{1, 1, 1}, []int64{34, 33, 33}},
		{0, []int64{1, 2}, []int64{0, 0}},
		{5, []int64{0, 7}, []int64{0, 5}},
		{math.MaxInt64, []int64{math.MaxInt64, math.MaxInt64}, []int64{math.MaxInt64/2 + 1, math.MaxInt64 / 2}},
	} {
		got, err := Apportion(c.fen, c.weights)
		require.NoError(t, err)
		assert.Equal(t, c.want, got)
	}
	for field, call := range map[string]func() ([]int64, error){
		"amount":     func() ([]int64, error) { return Apportion(-1, []int64{1}) },
		"weights":    func() ([]int64, error) { return Apportion(1, []int64{0, 0}) },
		"weights[1]": func() ([]int64, error) { return Apportion(1, []int64{1, -1}) },
	} {
		_, err := call()
		var bad *FieldError
		require.ErrorAs(t, err, &bad)
		assert.Equal(t, field, bad.Field)
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(0, math.MaxInt64).Draw(t, "fen")
		weights := rapid.SliceOfN(rapid.Int64Range(1, math.MaxInt64), 1, 8).Draw(t, "weights")
		parts, err := Apportion(n, weights)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range parts {
			n -= p
			if p < 0 {
				t.Fatalf("a part of %d", p)
			}
		}
		if n != 0 {
			t.Fatalf("%d fen lost", n)
		}
	})
	assert.NotEmpty(t, Bearings())
}

func BenchmarkAcceptanceFee(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		_, _ = AcceptanceFee(30_000_000, Property, policy.HalfUp)
	}
}
