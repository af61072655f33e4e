package register_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/activities/register/registertest"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// beside is the first record of a workflow that rests on a case's document.
func beside(kind casefile.Kind, key, of string, phase lifecycle.State) casefile.Record {
	r := record(key, 1)
	r.Kind, r.Filing, r.Row.Case, r.Row.Phase = kind, nil, of, phase
	return r
}

// The register answers the news of a retrial with what rests on the document,
// and whatever comes later with the retrial.
func TestTheRegisterKnowsWhatRestsOnADocumentThatIsTriedAgain(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		write := func(rec casefile.Record) casefile.RecordResult {
			t.Helper()
			res, err := r.Write(ctx, rec)
			require.NoError(t, err)
			return res
		}
		given := certified(t, r, "zh-1", li, "2020-05-01") // zh-1 and a certificate that was given
		require.Nil(t, write(beside(casefile.KindEnforcement, "zh-1-zhi", "zh-1", lifecycle.Concluded)).Retrial, "nobody tries it again")
		write(beside(casefile.KindEnforcement, "zh-1-zhi-2", "zh-1", lifecycle.EnforcementReview))
		write(beside(casefile.KindEnforcement, "zh-2-zhi", "zh-2", lifecycle.Measures))
		d2 := casefile.CertificateKey("zh-1", "D2")
		write(beside(casefile.KindCertificate, d2, "zh-1", lifecycle.CertificateRefused))
		write(beside(casefile.KindCertificate, casefile.Again(d2, 2), "zh-1", lifecycle.Deciding))
		write(beside(casefile.KindRevocation, casefile.RevocationKey(given), "zh-1", lifecycle.CertificateKept))

		news := func(key string, seq int64, e lifecycle.Event, on string) casefile.Record {
			c := record(key, seq)
			c.Filing = nil
			c.Retrials = []casefile.RetrialNews{{Of: "zh-1", Event: e, On: day(on)}}
			return c
		}
		order := news("zh-9", 1, lifecycle.OrderRetrial, "2020-06-01")
		resting := func(e lifecycle.Event, on, review string) []casefile.Resting {
			return []casefile.Resting{
				{Of: "zh-1", Event: e, On: day(on), Kind: casefile.KindCertificate, Key: given, Review: review},
				{Of: "zh-1", Event: e, On: day(on), Kind: casefile.KindCertificate, Key: d2 + "-2"},
				{Of: "zh-1", Event: e, On: day(on), Kind: casefile.KindEnforcement, Key: "zh-1-zhi-2"},
			}
		}
		first := write(order).Resting
		require.Equal(t, resting(lifecycle.OrderRetrial, "2020-06-01", casefile.RevocationKey(given)+"-2"), first, "an earlier review kept it: the next")
		out := &casefile.RetrialState{By: "zh-9", On: day("2020-06-01")}
		late := beside(casefile.KindEnforcement, "zh-1-zhi-3", "zh-1", lifecycle.EnforcementReview)
		require.Equal(t, out, write(late).Retrial)
		require.Equal(t, out, write(late).Retrial, "sent again")
		second := late
		second.Seq = 2
		require.Nil(t, write(second).Retrial, "said once")
		require.Equal(t, first, write(order).Resting, "answered as the first time")
		e, err := r.Eligible(ctx, casefile.EligibilityQuery{Case: "zh-1", Party: "D1"})
		require.NoError(t, err)
		require.Equal(t, out, e.Retrial)
		late.Seq, late.Row.Phase = 3, lifecycle.Concluded
		write(late)

		// The review that is open is the review; the outcome of another retrial than
		// the latest changes nothing.
		write(beside(casefile.KindRevocation, casefile.RevocationKey(given)+"-2", "zh-1", lifecycle.RevocationReview))
		write(news("zh-8", 1, lifecycle.RetrialUpheld, "2020-06-15"))
		require.Equal(t, resting(lifecycle.RetrialSetAside, "2020-07-01", casefile.RevocationKey(given)+"-2"), write(news("zh-9", 2, lifecycle.RetrialSetAside, "2020-07-01")).Resting)
		st, err := r.Retrial(ctx, "zh-1")
		require.NoError(t, err)
		require.Equal(t, &casefile.RetrialState{By: "zh-9", On: day("2020-06-01"), Outcome: lifecycle.RetrialSetAside, OutcomeOn: day("2020-07-01")}, st)
		st, err = r.Retrial(ctx, "zh-2")
		require.NoError(t, err)
		require.Nil(t, st)

		// Revoked, nothing of it stands.
		revoked := beside(casefile.KindRevocation, casefile.RevocationKey(given)+"-2", "zh-1", lifecycle.CertificateRevoked)
		revoked.Seq, revoked.Revoked = 2, &casefile.RevokedCertificate{Certificate: given, On: day("2020-07-02"), Ground: casefile.JudgmentReversed}
		write(revoked)
		again := news("zh-7", 1, lifecycle.OrderRetrial, "2020-08-03")
		again.Retrials[0].Runs = true
		for _, x := range write(again).Resting {
			require.NotEqual(t, given, x.Key)
		}
		st, err = r.Retrial(ctx, "zh-1")
		require.NoError(t, err)
		require.Equal(t, &casefile.RetrialState{By: "zh-7", On: day("2020-08-03"), Runs: true}, st)

		bad := news("zh-7", 2, lifecycle.JudgeLater, "2020-08-03")
		bad.Retrials = append(bad.Retrials, casefile.RetrialNews{})
		_, err = r.Write(ctx, bad)
		var invalid *register.InvalidError
		require.ErrorAs(t, err, &invalid)
		require.Len(t, invalid.Faults, 4)
	})
}
