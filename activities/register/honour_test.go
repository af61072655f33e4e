package register_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/activities/register/registertest"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// certified writes a case and a certificate of its debtor, and gives the
// certificate's application key.
func certified(t *testing.T, r *register.Register, key, idNumber, issued string) string {
	t.Helper()
	c := record(key, 1)
	c.Filing.Parties[1].IDNumber = idNumber
	_, err := r.Write(ctx, c)
	require.NoError(t, err)
	cert := record(casefile.CertificateKey(key, "D1"), 1)
	cert.Kind, cert.Filing, cert.Row.Case, cert.Row.Phase = casefile.KindCertificate, nil, key, lifecycle.Issued
	order := cert.Key + "/自动履行证明"
	cert.Numbers = []casefile.NumberOrder{{ID: order, Court: "浙0211", Type: register.CertificateType, Year: 2020}}
	cert.Documents = []casefile.DocumentOrder{{ID: cert.Key + "/certificate/D1/1", Kind: casefile.CertificateDocument, To: "D1", On: day(issued), NumberID: order}}
	_, err = r.Write(ctx, cert)
	require.NoError(t, err)
	return cert.Key
}

func batch(key string, seq int64, phase lifecycle.State, entries ...casefile.ListEntry) casefile.Record {
	rec := record(key, seq)
	rec.Kind, rec.Filing, rec.Row.Case, rec.Row.Phase, rec.Listed = casefile.KindList, nil, key, phase, entries
	return rec
}

func entry(s casefile.ListSubject, state casefile.EntryState, on string) casefile.ListEntry {
	e := casefile.ListEntry{ListSubject: s, State: state}
	if on != "" {
		e.ListedOn = day(on)
	}
	return e
}

func enforced(t *testing.T, r *register.Register, caseKey, reason string) string {
	t.Helper()
	zhi := record(casefile.EnforcementKey(caseKey), 1)
	zhi.Kind, zhi.Filing, zhi.Row.Case, zhi.Row.Phase, zhi.Row.Reason, zhi.Row.Judge = casefile.KindEnforcement, nil, caseKey, lifecycle.Measures, reason, "E001"
	zhi.Obligations = []casefile.ObligationView{duty("O1", "D1", "")}
	_, err := r.Write(ctx, zhi)
	require.NoError(t, err)
	return zhi.Key
}

const (
	li  = "330205198502023456"
	sun = "330211199003030017"
)

func TestCandidatesAreHoldersOfCertificatesThatStand(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		first := certified(t, r, "zh-1", li, "2020-05-01")
		certified(t, r, "zh-2", li, "2020-06-01") // the same person again
		other := certified(t, r, "zh-3", sun, "2020-06-02")
		gather := func(b string) []string {
			t.Helper()
			cs, err := r.Candidates(ctx, casefile.CandidatesQuery{Court: "浙0211", Batch: b})
			require.NoError(t, err)
			ids := []string{}
			for _, c := range cs {
				require.NotEmpty(t, c.Number)
				require.Equal(t, "D1", c.Party)
				ids = append(ids, c.Certificate)
			}
			return ids
		}
		require.Equal(t, []string{first, other}, gather("list-330211-2020q3"), "one a person, the oldest first")
		elsewhere, err := r.Candidates(ctx, casefile.CandidatesQuery{Court: "浙0203"})
		require.NoError(t, err)
		require.Empty(t, elsewhere)

		cs, err := r.Candidates(ctx, casefile.CandidatesQuery{Court: "浙0211", Batch: "list-330211-2020q3"})
		require.NoError(t, err)
		_, err = r.Write(ctx, batch("list-330211-2020q3", 1, lifecycle.ListApproval, entry(cs[0], casefile.EntryCandidate, ""), entry(cs[1], casefile.EntryKeptOut, "")))
		require.NoError(t, err)
		require.Equal(t, []string{first, other}, gather("list-330211-2020q3"), "its own candidates")
		require.NotContains(t, gather("list-330211-2020q4"), first, "who is in a batch that is being made is in no other")
		require.Contains(t, gather("list-330211-2020q4"), other, "who was kept out is asked about again")

		_, err = r.Write(ctx, batch("list-330211-2020q3", 2, lifecycle.Published, entry(cs[0], casefile.EntryListed, "2020-07-08"), entry(cs[1], casefile.EntryKeptOut, "")))
		require.NoError(t, err)
		require.Equal(t, []string{other}, gather("list-330211-2020q4"), "nobody stands twice, whatever certificate it is by")

		st, err := r.Standing(ctx, casefile.StandingQuery{Certificate: first})
		require.NoError(t, err)
		require.True(t, st.Found)
		require.Equal(t, "list-330211-2020q3", st.Batch)
		require.Equal(t, day("2020-05-01"), st.IssuedOn)
		require.Equal(t, "wang", st.Judge)

		// The register's own facts.
		why, who, err := r.Taint(ctx, cs[1])
		require.NoError(t, err)
		require.Empty(t, why)
		require.Equal(t, sun, who.IDNumber)
		enforced(t, r, "zh-3", "")
		why, _, err = r.Taint(ctx, cs[1])
		require.NoError(t, err)
		require.Contains(t, why, "zh-3-zhi")
		why, _, err = r.Taint(ctx, casefile.ListSubject{Certificate: "x", Case: "zh-1", Party: "D9"})
		require.NoError(t, err)
		require.NotEmpty(t, why)

		// What figures and people read.
		for _, c := range []struct {
			f register.EntryFilter
			n int
		}{
			{register.EntryFilter{}, 2}, {register.EntryFilter{Court: "浙0211", State: casefile.EntryListed}, 1}, {register.EntryFilter{Batch: "list-330211-2020q4"}, 0},
			{register.EntryFilter{From: day("2020-07-08"), To: day("2020-07-08")}, 1}, {register.EntryFilter{From: day("2020-07-09")}, 0}, {register.EntryFilter{To: day("2020-07-07")}, 0},
		} {
			es, err := r.ListEntries(ctx, c.f)
			require.NoError(t, err)
			require.Len(t, es, c.n, "%+v", c.f)
		}
	})
}

func TestARevokedCertificateIsVoidForEver(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		key := certified(t, r, "zh-1", li, "2020-05-01")
		st, err := r.Standing(ctx, casefile.StandingQuery{Certificate: key})
		require.NoError(t, err)
		revoke := record(casefile.RevocationKey(key), 1)
		revoke.Kind, revoke.Filing, revoke.Row.Case, revoke.Row.Phase = casefile.KindRevocation, nil, "zh-1", lifecycle.CertificateRevoked
		revoke.Revoked = &casefile.RevokedCertificate{Certificate: key, On: day("2020-06-03"), Ground: casefile.FalseConfirmation}
		for range 2 { // sent twice, done once
			_, err = r.Write(ctx, revoke)
			require.NoError(t, err)
		}
		v, err := r.Verify(ctx, st.Number)
		require.NoError(t, err)
		require.Equal(t, register.Verification{Number: st.Number, Court: "浙0211", IssuedOn: day("2020-05-01"), RevokedOn: day("2020-06-03"), Phase: lifecycle.CertificateRevoked}, v)
		st, err = r.Standing(ctx, casefile.StandingQuery{Certificate: key})
		require.NoError(t, err)
		require.True(t, st.Revoked)
		cs, err := r.Candidates(ctx, casefile.CandidatesQuery{Court: "浙0211"})
		require.NoError(t, err)
		require.Empty(t, cs)
		why, _, err := r.Taint(ctx, casefile.ListSubject{Certificate: key, Case: "zh-1", Party: "D1"})
		require.NoError(t, err)
		require.Contains(t, why, "撤销")

		none := record("zh-9-zhengming-d1-chexiao", 1)
		none.Kind, none.Filing, none.Row.Case, none.Row.Phase = casefile.KindRevocation, nil, "zh-9", lifecycle.CertificateRevoked
		none.Revoked = &casefile.RevokedCertificate{Certificate: "zh-9-zhengming-d1", On: day("2020-06-03"), Ground: casefile.FalseConfirmation}
		_, err = r.Write(ctx, none)
		require.True(t, register.Final(err), "%v", err)
		st, err = r.Standing(ctx, casefile.StandingQuery{Certificate: "zh-9-zhengming-d1"})
		require.NoError(t, err)
		require.False(t, st.Found)
	})
}

func TestTheFactsOfARepairAreReadFromTheRegister(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		c := numbered("zh-1")
		c.Filing.Parties[1].IDNumber = li
		_, err := r.Write(ctx, c)
		require.NoError(t, err)
		zhi := enforced(t, r, "zh-1", "")
		ask := func(key, enforcement, party string) casefile.RepairFacts {
			t.Helper()
			f, err := r.RepairFacts(ctx, casefile.RepairQuery{Enforcement: enforcement, Party: party, Key: key})
			require.NoError(t, err)
			return f
		}
		mine := casefile.RepairKey(zhi, "D1")
		f := ask(mine, zhi, "D1")
		require.True(t, f.Found && f.Open)
		require.Equal(t, "E001", f.Officer)
		require.Len(t, f.Parties, 3)
		require.Empty(t, f.Listing)
		require.False(t, ask(mine, zhi, "D2").Found, "no debtor of this enforcement")
		require.False(t, ask(mine, "zh-1", "D1").Found, "no enforcement")
		require.False(t, ask(mine, "nothing", "D1").Found)

		// Listed, banned and limited, as the enforcement went on.
		next := record(zhi, 2)
		next.Kind, next.Row.Case, next.Row.Phase, next.Row.Judge = casefile.KindEnforcement, "zh-1", lifecycle.Measures, "E001"
		next.Entries = []casefile.Entry{
			{Event: lifecycle.DecideListing, Track: "listing/D1", From: lifecycle.NotListed, To: lifecycle.InGrace}, {Event: lifecycle.GraceOver, Track: "listing/D1", From: lifecycle.InGrace, To: lifecycle.Listed},
			{Event: lifecycle.RemoveListing, Track: "listing/D1", From: lifecycle.Listed, To: lifecycle.Listed, Refused: "x"},
			{Event: lifecycle.ImposeBan, Track: "exit_ban/D1", From: lifecycle.NoBan, To: lifecycle.Banned}, {Event: lifecycle.ImposeBan, Track: "exit_ban/D10", From: lifecycle.NoBan, To: lifecycle.BanLifted},
		}
		next.Payments = []casefile.Payment{{ID: "K1", Payer: "D1", AmountFen: 5}, {ID: "K2", Payer: "D2", AmountFen: 7}}
		next.Obligations = []casefile.ObligationView{duty("O1", "D1", "")}
		next.Messages = []casefile.Message{{ID: "m1", Type: "cn.luxing.consumption.restricted", Data: map[string]string{"party": "D1"}}, {ID: "m2", Type: "cn.luxing.consumption.lifted", Data: map[string]string{"party": "D10"}}}
		_, err = r.Write(ctx, next)
		require.NoError(t, err)
		f = ask(mine, zhi, "D1")
		require.Equal(t, lifecycle.Listed, f.Listing)
		require.Equal(t, lifecycle.Banned, f.ExitBan)
		require.True(t, f.Consumption)
		require.Equal(t, []casefile.Payment{{ID: "K1", Payer: "D1", AmountFen: 5}}, f.Paid, "the debtor's own")

		// An application that is open, then revoked.
		app := record(mine, 1)
		app.Kind, app.Filing, app.Row.Case, app.Row.Phase = casefile.KindRepair, nil, "zh-1", lifecycle.RepairAssessment
		app.Repair = &casefile.RepairRecord{Enforcement: zhi, Party: "D1", State: string(lifecycle.RepairAssessment), AppliedOn: day("2020-06-01")}
		_, err = r.Write(ctx, app)
		require.NoError(t, err)
		require.Empty(t, ask(mine, zhi, "D1").Pending, "its own")
		require.Equal(t, mine, ask(mine+"-2", zhi, "D1").Pending)
		app.Seq, app.Row.Phase = 2, lifecycle.RepairUndone
		app.Repair = &casefile.RepairRecord{Enforcement: zhi, Party: "D1", State: string(lifecycle.RepairUndone), AppliedOn: day("2020-06-01"), GrantedOn: day("2020-06-04"), BarredTo: day("2021-01-25"), PaidFen: 5_000_00}
		_, err = r.Write(ctx, app)
		require.NoError(t, err)
		f = ask(mine+"-2", zhi, "D1")
		require.Empty(t, f.Pending)
		require.Equal(t, day("2021-01-25"), f.BarredTo)
		// The bar follows the person into another enforcement.
		d := record("zh-7", 1)
		d.Filing.Parties[1].IDNumber = li
		_, err = r.Write(ctx, d)
		require.NoError(t, err)
		require.Equal(t, day("2021-01-25"), ask("x", enforced(t, r, "zh-7", ""), "D1").BarredTo)

		rs, err := r.Repairs(ctx, register.RepairFilter{Court: "浙0211", From: day("2020-06-04"), To: day("2020-06-04")})
		require.NoError(t, err)
		require.Len(t, rs, 1)
		require.Equal(t, int64(5_000_00), rs[0].PaidFen)
		rs, err = r.Repairs(ctx, register.RepairFilter{To: day("2020-06-03")})
		require.NoError(t, err)
		require.Empty(t, rs)
	})
}

// A push carries who it is about on its way, and nowhere else.
func TestIdentityIsRevealedOnTheWayOnly(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		certified(t, r, "zh-1", li, "2020-05-01")
		b := batch("list-330211-2020q3", 1, lifecycle.Published)
		b.Messages = []casefile.Message{{ID: "b/cn.luxing.list.tax.added/1", Type: "cn.luxing.list.tax.added", At: at("2020-07-08T02:00:00Z"), Data: map[string]string{"case": b.Key, casefile.RevealIdentity: "zh-1/D1"}}}
		_, err := r.Write(ctx, b)
		require.NoError(t, err)
		require.NoError(t, r.Enrol(ctx, []register.Receiver{{Name: "tax", URL: "https://tax"}}))
		_, err = r.Route(ctx, func(string) []string { return []string{"tax"} }, 10)
		require.NoError(t, err)
		ds, err := r.Claim(ctx, "me", "tax", time.Minute, 10)
		require.NoError(t, err)
		require.Len(t, ds, 1)
		require.Equal(t, map[string]string{"case": b.Key, "name": "李四", "idNumber": li}, ds[0].Data)
		require.Equal(t, calendar.MustParse("2020-07-08"), calendar.Of(ds[0].At))
		if path, ok := strings.CutPrefix(dsn, "sqlite:"); ok {
			require.NotContains(t, dump(t, path)["outbox"], li)
		}
	})
}

// The QR code is there when the court has an address to verify at.
func TestCertificatesSayWhereTheyAreVerified(t *testing.T) {
	for _, address := range []string{"", "https://court.example/verify?code="} {
		r := registertest.Open(t, registertest.Databases[0].DSN(t), register.VerifyAt(address))
		key := certified(t, r, "zh-1", li, "2020-05-01")
		doc, err := r.Document(ctx, key+"/certificate/D1/1")
		require.NoError(t, err)
		require.Equal(t, address != "", strings.Contains(doc.HTML, "核验二维码"), address)
	}
}
