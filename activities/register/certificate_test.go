package register_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/activities/register/registertest"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

func duty(id, debtor, performed string) casefile.ObligationView {
	o := casefile.ObligationView{Obligation: casefile.Obligation{ID: id, Debtors: []string{debtor}, Creditor: "P1", Subject: casefile.Money, AmountFen: 100}}
	if performed != "" {
		o.PerformedOn = day(performed)
	}
	return o
}

func TestADebtorsEligibilityIsReadFromTheRegister(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		write := func(rec casefile.Record) {
			t.Helper()
			_, err := r.Write(ctx, rec)
			require.NoError(t, err)
		}
		ask := func(key, party string) casefile.Eligibility {
			t.Helper()
			e, err := r.Eligible(ctx, casefile.EligibilityQuery{Case: key, Party: party})
			require.NoError(t, err)
			return e
		}
		first := numbered("zh-1")
		first.Filing.Parties[1].IDNumber = "33020519850202345X"
		first.Obligations = []casefile.ObligationView{duty("O1", "D1", "2019-06-12"), duty("O2", "D1", "2019-07-01"), duty("O3", "D2", "")}
		write(first)

		e := ask("zh-1", "D1")
		require.True(t, e.Found)
		require.Equal(t, "（2019）浙0211民初1号", e.CaseNumber)
		require.Equal(t, "浙0211", e.Court)
		require.Len(t, e.Duties, 2)
		require.Equal(t, day("2019-07-01"), e.PerformedOn, "the day of the last")
		require.Empty(t, e.EnforcementCase)
		require.Len(t, e.Parties, 3)

		require.Equal(t, calendar.Date{}, ask("zh-1", "D2").PerformedOn, "one duty is open")
		require.False(t, ask("zh-1", "D9").Found)
		require.False(t, ask("nothing", "D1").Found)
		require.Empty(t, ask("nothing", "D1").Parties)

		// The other defendant of this case is under enforcement, for its own duty.
		zhi := record("zh-1-zhi", 1)
		zhi.Kind, zhi.Filing, zhi.Row.Case, zhi.Row.Phase = casefile.KindEnforcement, nil, "zh-1", lifecycle.Measures
		zhi.Obligations = []casefile.ObligationView{duty("O3", "D2", "")}
		write(zhi)
		require.Equal(t, "zh-1-zhi", ask("zh-1", "D2").EnforcementCase)
		require.Empty(t, ask("zh-1", "D1").EnforcementCase)

		// The same person under enforcement in another case, known by the number
		// alone and in either case of its letters.
		other := record("zh-2", 1)
		other.Filing.Parties = []casefile.Party{{ID: "P1", Side: casefile.Plaintiff, Name: "王五", IDNumber: "330211198001011234"}, {ID: "D5", Side: casefile.Defendant, Name: "李四", IDNumber: "33020519850202345x"}}
		write(other)
		zhi2 := record("zh-2-zhi", 1)
		zhi2.Kind, zhi2.Filing, zhi2.Row.Case, zhi2.Row.Phase = casefile.KindEnforcement, nil, "zh-2", lifecycle.EnforcementReview
		write(zhi2)
		require.Equal(t, "zh-2-zhi", ask("zh-1", "D1").EnforcementCase, "until it says whose duties it is about, it is about the defendants'")
		require.Empty(t, ask("zh-2", "P1").EnforcementCase, "the applicant is no debtor")

		refused := record("zh-2-zhi", 2)
		refused.Kind, refused.Row.Case, refused.Row.Phase, refused.Row.Reason = casefile.KindEnforcement, "zh-2", lifecycle.Concluded, "refused"
		write(refused)
		require.Empty(t, ask("zh-1", "D1").EnforcementCase, "a refused application is no enforcement case")
	})
}

func TestACertificateCanBeVerified(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		_, err := r.Write(ctx, numbered("zh-1"))
		require.NoError(t, err)
		cert := record("zh-1-zhengming-d1", 1)
		cert.Kind, cert.Filing, cert.Row.Case, cert.Row.Phase = casefile.KindCertificate, nil, "zh-1", lifecycle.Issued
		cert.Row.CaseNumber = "（2019）浙0211民初1号"
		cert.Numbers = []casefile.NumberOrder{{ID: "zh-1-zhengming-d1/自动履行证明", Court: "浙0211", Type: register.CertificateType, Year: 2019}}
		cert.Documents = []casefile.DocumentOrder{{ID: "zh-1-zhengming-d1/certificate/D1/1", Kind: casefile.CertificateDocument, To: "D1", On: day("2019-07-20"),
			NumberID: "zh-1-zhengming-d1/自动履行证明", Facts: map[string]string{"performedOn": "2019-07-01"}, Obligations: []casefile.ObligationView{duty("O1", "D1", "2019-07-01")}}}
		res, err := r.Write(ctx, cert)
		require.NoError(t, err)
		number := res.Numbers[cert.Numbers[0].ID]
		require.Equal(t, "（2019）浙0211自动履行证明1号", number)

		doc, err := r.Document(ctx, cert.Documents[0].ID)
		require.NoError(t, err)
		require.Empty(t, doc.Missing)
		require.Contains(t, doc.HTML, number)
		require.Contains(t, doc.HTML, "（2019）浙0211民初1号", "it is about the civil case")
		_, rest, _ := strings.Cut(doc.HTML, "核　验　码：<b>")
		code, _, _ := strings.Cut(rest, "</b>")
		require.Len(t, code, len("XXXX-XXXX-XXXX"))

		byNumber, err := r.Verify(ctx, " (2019)浙0211自动履行证明1号 ")
		require.NoError(t, err)
		require.Equal(t, register.Verification{Number: number, Court: "浙0211", IssuedOn: day("2019-07-20"), Valid: true, Phase: lifecycle.Issued}, byNumber,
			"the number alone can be guessed, so it tells nothing of the debtor")

		for _, shown := range []string{code, strings.ToLower(code), strings.ReplaceAll(code, "-", ""), strings.ReplaceAll(code, "0", "O")} {
			v, err := r.Verify(ctx, shown)
			require.NoError(t, err, shown)
			require.True(t, v.Valid)
			require.Equal(t, "李*", v.Name)
			require.Equal(t, "（2019）浙0211民初1号", v.CaseNumber)
			require.Equal(t, doc.SHA256, v.SHA256)
		}
		for _, wrong := range []string{"", "（2019）浙0211自动履行证明2号", "AAAA-AAAA-AAAA", "' OR 1=1 --", "%"} {
			_, err := r.Verify(ctx, wrong)
			require.ErrorIs(t, err, register.ErrNotFound, wrong)
		}
		w, err := r.Find(ctx, cert.Key)
		require.NoError(t, err)
		require.Equal(t, "（2019）浙0211民初1号", w.Row.CaseNumber)

		// Whatever takes the certificate out of "issued" makes it invalid.
		undone := record(cert.Key, 2)
		undone.Kind, undone.Row.Case, undone.Row.Phase = casefile.KindCertificate, "zh-1", "revoked"
		_, err = r.Write(ctx, undone)
		require.NoError(t, err)
		v, err := r.Verify(ctx, number)
		require.NoError(t, err)
		require.False(t, v.Valid)
	})
}
