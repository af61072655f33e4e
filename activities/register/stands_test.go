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

// holding is a holder as a batch has them.
func holding(certificate, caseKey string) casefile.ListSubject {
	return casefile.ListSubject{Certificate: certificate, Number: "（2020）浙0211自动履行证明1号", Case: caseKey, Party: "D1", IssuedOn: day("2020-05-01")}
}

// tainting is the first record of an enforcement that taints its debtor.
func tainting(caseKey string) casefile.Record {
	zhi := record(casefile.EnforcementKey(caseKey), 1)
	zhi.Kind, zhi.Filing, zhi.Row.Case, zhi.Row.Phase = casefile.KindEnforcement, nil, caseKey, lifecycle.NoticeDue
	zhi.Tainted = []casefile.Taint{{Party: "D1", Why: "有执行案件"}}
	return zhi
}

// The register says in which open batches those stand whom a record taints: as
// the person of another case, by the identity number, and never of a batch that
// has ended or of an entry that is off.
func TestARecordIsToldWhereTheTaintedStand(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		of := certified(t, r, "zh-1", li, "2020-05-01")
		other := certified(t, r, "zh-2", sun, "2020-05-01")
		write := func(rec casefile.Record) []casefile.Stand {
			t.Helper()
			res, err := r.Write(ctx, rec)
			require.NoError(t, err)
			return res.Stands
		}
		sued := func(key, id string) {
			c := record(key, 1)
			c.Filing.Parties[1].IDNumber = id
			write(c)
		}
		for key, id := range map[string]string{"zh-7": strings.ToLower(li), "zh-8": li, "zh-9": li, "zh-10": "", "zh-11": li} {
			sued(key, id)
		}
		require.Empty(t, write(tainting("zh-7")), "on no list")

		write(batch("list-330211-2020q3", 1, lifecycle.Published, entry(holding(of, "zh-1"), casefile.EntryListed, "2020-07-08"), entry(holding(other, "zh-2"), casefile.EntryListed, "2020-07-08")))
		want := []casefile.Stand{{Batch: "list-330211-2020q3", Certificate: of, Why: "有执行案件"}}
		first := tainting("zh-8")
		require.Equal(t, want, write(first))
		require.Empty(t, write(tainting("zh-10")), "without a number a party is known in its own case only")

		// Taken off meanwhile: the same record is answered as it was, another one as it is.
		write(batch("list-330211-2020q3", 2, lifecycle.Published, entry(holding(of, "zh-1"), casefile.EntryRemoved, "2020-07-08"), entry(holding(other, "zh-2"), casefile.EntryListed, "2020-07-08")))
		require.Equal(t, want, write(first), "sent again")
		require.Empty(t, write(tainting("zh-9")))

		// A candidate of a batch that is being made counts, a batch that ended does not.
		write(batch("list-330211-2020q4", 1, lifecycle.ListApproval, entry(holding(of, "zh-1"), casefile.EntryCandidate, ""), entry(holding(other, "zh-2"), casefile.EntryKeptOut, "")))
		require.Equal(t, "list-330211-2020q4", write(tainting("zh-11"))[0].Batch)
		write(batch("list-330211-2020q4", 2, lifecycle.ListCancelled, entry(holding(of, "zh-1"), casefile.EntryCandidate, "")))
		sued("zh-12", li)
		require.Empty(t, write(tainting("zh-12")))

		// A certificate that is revoked is asked for by itself.
		revoke := record(casefile.RevocationKey(other), 1)
		revoke.Kind, revoke.Filing, revoke.Row.Case, revoke.Row.Phase = casefile.KindRevocation, nil, "zh-2", lifecycle.CertificateRevoked
		revoke.Revoked = &casefile.RevokedCertificate{Certificate: other, On: day("2020-08-03"), Ground: casefile.FalseConfirmation}
		revoke.Tainted = []casefile.Taint{{Certificate: other, Why: "证明书已撤销"}}
		require.Equal(t, []casefile.Stand{{Batch: "list-330211-2020q3", Certificate: other, Why: "证明书已撤销"}}, write(revoke))

		neither := tainting("zh-7")
		neither.Seq, neither.Tainted = 2, []casefile.Taint{{Why: "x"}, {Party: "D1", Certificate: other}}
		_, err := r.Write(ctx, neither)
		var invalid *register.InvalidError
		require.ErrorAs(t, err, &invalid)
		require.Len(t, invalid.Faults, 2)
	})
}

// The removal of the last entry ends the batch. What its receivers then do not
// take is on the stuck list all the same.
func TestARemovalThatIsNotDeliveredIsStuckEvenAfterItsBatch(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		of := certified(t, r, "zh-1", li, "2020-05-01")
		b := batch("list-330211-2020q3", 1, lifecycle.ListClosed, entry(holding(of, "zh-1"), casefile.EntryRemoved, "2020-07-08"))
		b.Messages = []casefile.Message{{ID: "b/removed/1", Type: "cn.luxing.list.bank.removed", At: at("2020-07-09T02:00:00Z"), Data: map[string]string{"case": b.Key, casefile.RevealIdentity: "zh-1/D1"}}}
		_, err := r.Write(ctx, b)
		require.NoError(t, err)
		require.NoError(t, r.Enrol(ctx, []register.Receiver{{Name: "bank", URL: "https://bank"}}))
		_, err = r.Route(ctx, func(string) []string { return []string{"bank"} }, 10)
		require.NoError(t, err)
		page, err := r.Stuck(ctx, calendar.MustParse("2099-01-01").Start(), register.StuckFilter{Reason: casefile.StuckDelivery})
		require.NoError(t, err)
		require.Len(t, page.Cases, 1)
		require.Equal(t, b.Key, page.Cases[0].Key)
		require.Equal(t, "bank", page.Cases[0].Causes[0].On)
	})
}

// The documents of a batch name its holders from the register, which alone has
// them, and keep the names that they have.
func TestTheDocumentsOfABatchNameItsHolders(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		_, err := r.ImportRoster(ctx, register.RosterImport{Officials: []register.Official{{ID: "T001", Name: "唐知微", Court: "浙0211", Active: true}}})
		require.NoError(t, err)
		of, other := certified(t, r, "zh-1", li, "2020-05-01"), certified(t, r, "zh-2", sun, "2020-05-01")
		listed := entry(holding(of, "zh-1"), casefile.EntryListed, "2020-07-08")
		listed.CheckedOn, listed.Source = day("2020-07-08"), "全国执行核查 national check"
		out := entry(holding(other, "zh-2"), casefile.EntryKeptOut, "")
		out.Number = "（2020）浙0211自动履行证明2号"
		b := batch("list-330211-2020q3", 1, lifecycle.Published, listed, out)
		number := casefile.NumberOrder{ID: b.Key + "/诚信名单", Court: "浙0211", Type: "诚信名单", Year: 2020}
		order := casefile.DocumentOrder{ID: b.Key + "/list_announcement/court/1", Kind: casefile.ListAnnouncement, On: day("2020-07-08"), NumberID: number.ID,
			Facts: map[string]string{"batch": b.Key, "period": "2020q3", "approvedBy": "T001", "until": "2022-07-08", "names": "masked", "receivers": "tax"}}
		b.Numbers, b.Documents = []casefile.NumberOrder{number}, []casefile.DocumentOrder{order}
		_, err = r.Write(ctx, b)
		require.NoError(t, err)
		doc, err := r.Document(ctx, order.ID)
		require.NoError(t, err)
		require.Empty(t, doc.Missing)
		require.Equal(t, "（2020）浙0211诚信名单1号", doc.Number)
		require.Contains(t, doc.HTML, "李某")
		require.Contains(t, doc.HTML, "批准：唐知微")
		require.Contains(t, doc.HTML, "全国执行核查")
		require.NotContains(t, doc.HTML, "李四")
		require.NotContains(t, doc.HTML, out.Number, "who was kept out is not on it")
		require.NotContains(t, doc.HTML, li)

		// Another name later changes nothing that was issued.
		_, err = r.ImportRoster(ctx, register.RosterImport{Officials: []register.Official{{ID: "T001", Name: "改名", Court: "浙0211", Active: true}}})
		require.NoError(t, err)
		_, err = r.Write(ctx, b)
		require.NoError(t, err)
		same, err := r.Document(ctx, order.ID)
		require.NoError(t, err)
		require.Equal(t, doc, same)

		off := listed
		off.State, off.RemovedOn = casefile.EntryRemoved, day("2020-07-20")
		gone := batch(b.Key, 2, lifecycle.Published, off, out)
		decision := casefile.DocumentOrder{ID: b.Key + "/list_removal/court/1", Kind: casefile.ListRemoval, On: day("2020-07-20"), NumberID: number.ID,
			Facts: map[string]string{"batch": b.Key, "period": "2020q3", "reason": "本院立有执行案件", "certificates": of, "names": "full", "receivers": "tax", "by": "T001"}}
		gone.Documents = []casefile.DocumentOrder{decision}
		_, err = r.Write(ctx, gone)
		require.NoError(t, err)
		doc, err = r.Document(ctx, decision.ID)
		require.NoError(t, err)
		require.Empty(t, doc.Missing)
		require.Equal(t, "（2020）浙0211诚信名单1号", doc.Number)
		require.Contains(t, doc.HTML, "李四")
		require.Contains(t, doc.HTML, "决定：改名")
	})
}
