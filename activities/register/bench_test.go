package register_test

import (
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"luxing/activities/register"
	"luxing/activities/register/registertest"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// typical is a record as a case in trial leaves it: one event, six periods
// that run, a message, and every fourth time a document.
func typical(key string, seq int64) casefile.Record {
	rec := record(key, seq)
	for i := range 6 {
		rec.Deadlines = append(rec.Deadlines, casefile.OpenDeadline{ID: fmt.Sprintf("period-%d", i), Name: "期限", On: "judge",
			Deadline: statute.Deadline{Rule: "summary-trial", Due: at("2019-06-04T16:00:00Z"), Kind: statute.Statutory, Article: "民事诉讼法第161条"}})
	}
	rec.Messages = []casefile.Message{{ID: fmt.Sprintf("%s/%d", key, seq), Type: "cn.luxing.deadline.alert", Data: map[string]string{"case": key}}}
	if seq%4 == 1 {
		rec.Documents = []casefile.DocumentOrder{{ID: fmt.Sprintf("%s/doc/%d", key, seq), Kind: casefile.FeeNotice, To: "P1", On: day("2019-03-05"), Facts: map[string]string{"feeFen": "290000"}}}
	}
	return rec
}

// Records written per second, every commit on the disk, by one writer and by
// sixteen at once (each with cases of its own, as activities have).
func BenchmarkWrite(b *testing.B) {
	for _, db := range registertest.Databases {
		for _, writers := range []int{1, 16} {
			b.Run(fmt.Sprintf("%s/writers=%d", db.Name, writers), func(b *testing.B) {
				r := registertest.Open(b, db.DSN(b))
				var worker atomic.Int64
				b.SetParallelism(writers) // times GOMAXPROCS
				work := func(next func() bool) {
					me, n := worker.Add(1), int64(0)
					for next() {
						key := fmt.Sprintf("zh-%d-%d", me, n/8)
						if _, err := r.Write(ctx, typical(key, n%8+1)); err != nil {
							b.Error(err)
							return
						}
						n++
					}
				}
				b.ResetTimer()
				if writers == 1 {
					i := 0
					work(func() bool { i++; return i <= b.N })
				} else {
					b.RunParallel(func(pb *testing.PB) { work(pb.Next) })
				}
				b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "records/s")
			})
		}
	}
}

const openCases = 100_000

// open100k is the i-th open case of a big court: of a hundred, one is overdue,
// one past a target, one says itself that it is stuck, one silent.
func open100k(i int) casefile.Record {
	rec := typical(fmt.Sprintf("zh-%06d", i), 1)
	rec.Documents, rec.Messages = nil, nil
	moment := at("2026-11-01T00:00:00Z")
	rec.Row.Updated = moment.Add(-time.Duration(i%50*24) * time.Hour)
	rec.Row.Judge = fmt.Sprintf("judge-%d", i%300)
	rec.Row.Division = fmt.Sprintf("民%d庭", i%12)
	rec.Row.Phase = []lifecycle.State{lifecycle.Service, lifecycle.Defence, lifecycle.Trial, lifecycle.InSupervision, lifecycle.AwaitingEnforcement}[i%5]
	rec.Row.Due = moment.Add(time.Duration(i%4000) * time.Hour)
	for j := range rec.Deadlines {
		rec.Deadlines[j].Deadline.Due = rec.Row.Due.Add(time.Duration(j*24) * time.Hour)
	}
	switch i % 100 {
	case 11:
		rec.Deadlines[0].Deadline.Due = moment.Add(-time.Duration(i%500+1) * time.Hour)
		rec.Row.Alert = casefile.AlertOverdue
	case 23:
		rec.Deadlines[1].Deadline.Due, rec.Deadlines[1].Deadline.Kind = moment.Add(-time.Duration(i%700+1)*time.Hour), statute.Internal
	case 47:
		rec.Row.Stuck = []casefile.StuckCause{{Reason: casefile.StuckHiddenOverrun, Since: moment.Add(-48 * time.Hour), On: "trial_management", Unstick: "审查 review", Article: "a"}}
	case 71:
		rec.Row.Updated = moment.Add(-time.Duration(100+i%50) * 24 * time.Hour)
	}
	return rec
}

// The boards of a court with a hundred thousand open cases. The aim is that no
// page takes a tenth of a second.
func BenchmarkRead(b *testing.B) {
	moment := at("2026-11-01T00:00:00Z")
	for _, db := range registertest.Databases {
		b.Run(db.Name, func(b *testing.B) {
			r := registertest.Open(b, db.DSN(b))
			register.Load(b, r, openCases, open100k)
			list := func(f register.Filter) func() error {
				return func() error { _, err := r.List(ctx, f); return err }
			}
			stuck := func(f register.StuckFilter) func() error {
				return func() error { _, err := r.Stuck(ctx, moment, f); return err }
			}
			for _, c := range []struct {
				name string
				read func() error
			}{
				{"List/all", list(register.Filter{Open: true})},
				{"List/judge", list(register.Filter{Open: true, Judge: "judge-7"})},
				{"List/division", list(register.Filter{Open: true, Court: "浙0211", Division: "民3庭"})},
				{"List/phase+judge", list(register.Filter{Phase: lifecycle.Trial, Judge: "judge-7"})},
				{"List/alert", list(register.Filter{Alert: casefile.AlertOverdue})},
				{"List/dueBefore", list(register.Filter{DueBefore: moment.Add(240 * time.Hour), Limit: 1000})},
				{"List/nothingFound", list(register.Filter{Kind: casefile.KindCertificate, Court: "浙0211"})},
				{"Stuck/all", stuck(register.StuckFilter{})},
				{"Stuck/judge", stuck(register.StuckFilter{Filter: register.Filter{Judge: "judge-11"}})},
				{"Stuck/division", stuck(register.StuckFilter{Filter: register.Filter{Court: "浙0211", Division: "民11庭"}})},
				{"Stuck/1000", stuck(register.StuckFilter{Filter: register.Filter{Limit: 1000}})},
				{"Board/1000", func() error {
					_, err := r.Board(ctx, moment, register.BoardFilter{StuckFilter: register.StuckFilter{Filter: register.Filter{Limit: 1000}}})
					return err
				}},
				{"Stuck/reason", stuck(register.StuckFilter{Reason: casefile.StuckOverdue, Filter: register.Filter{Limit: 1000}})},
				{"Find", func() error { _, err := r.Find(ctx, "zh-004711"); return err }},
			} {
				b.Run(c.name, func(b *testing.B) {
					for b.Loop() {
						if err := c.read(); err != nil {
							b.Fatal(err)
						}
					}
					b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/1000, "ms/page")
				})
			}
		})
	}
}

// lived is the i-th case of a year of a big court: filed on some day of the
// year, accepted, served, tried, and of every ten two mediated of which one
// performed in court, two judged and performed, one enforced, five pending.
func lived(i int) casefile.Record {
	filed := day("2025-11-01").AddDays(i % 365)
	rec := casefile.Record{Key: fmt.Sprintf("nb-%06d", i), Kind: casefile.KindCase, Seq: 1, Row: casefile.Row{
		Case: fmt.Sprintf("nb-%06d", i), Court: "浙0211", Division: fmt.Sprintf("民%d庭", i%12), Judge: fmt.Sprintf("judge-%d", i%300), Cause: "民间借贷纠纷",
		Procedure: casefile.Summary, FiledOn: filed, AcceptedOn: filed.AddDays(2), Mechanisms: []int{1, 1 + i%12},
	}}
	step := func(after int, e lifecycle.Event, to lifecycle.State) {
		at := filed.AddDays(after).Start().Add(10 * time.Hour)
		rec.Entries = append(rec.Entries, casefile.Entry{At: at, Event: e, To: to, Role: lifecycle.Judge})
		rec.Row.Phase, rec.Row.PhaseSince, rec.Row.Updated = to, at, at
	}
	step(0, "filed", lifecycle.FilingReview)
	step(2, lifecycle.Accept, lifecycle.AwaitingFee)
	step(4, lifecycle.FeePaid, lifecycle.Service)
	step(9+i%20, lifecycle.AllServed, lifecycle.Defence)
	step(30+i%25, lifecycle.DefenceClosed, lifecycle.Trial)
	switch i / 12 % 10 {
	case 0:
		step(60+i%30, lifecycle.Mediate, lifecycle.InCourtPrompt)
		rec.Row.Reason = "performed"
		step(60+i%30, lifecycle.PerformedInCourt, lifecycle.Closed)
	case 1:
		step(60+i%30, lifecycle.Mediate, lifecycle.InCourtPrompt)
		step(60+i%30, lifecycle.PromptAnswered, lifecycle.AwaitingEffect)
		step(70+i%30, lifecycle.TakeEffect, lifecycle.InSupervision)
	case 2, 3:
		step(60+i%30, lifecycle.JudgeLater, lifecycle.AwaitingEffect)
		step(80+i%30, lifecycle.TakeEffect, lifecycle.InSupervision)
		rec.Row.Reason = "performed"
		step(90+i%60, lifecycle.AllPerformed, lifecycle.Closed)
	case 4:
		step(60+i%30, lifecycle.JudgeLater, lifecycle.AwaitingEffect)
		step(80+i%30, lifecycle.TakeEffect, lifecycle.InSupervision)
		step(99+i%30, lifecycle.ApplyEnforcement, lifecycle.InEnforcement)
	}
	return rec
}

// Every figure over a year of a hundred thousand cases, and the cases behind.
func BenchmarkFigures(b *testing.B) {
	for _, db := range registertest.Databases {
		b.Run(db.Name, func(b *testing.B) {
			r := registertest.Open(b, db.DSN(b))
			register.Load(b, r, openCases, lived)
			q := register.FigureQuery{From: day("2025-11-01"), To: day("2026-10-31"), By: register.ByMonth}
			run := func(name string, ask func() error) {
				b.Run(name, func(b *testing.B) {
					for b.Loop() {
						if err := ask(); err != nil {
							b.Fatal(err)
						}
					}
					b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/1000, "ms/figure")
				})
			}
			for _, f := range register.Figures() {
				if f.Group == register.GroupMechanisms && f.ID != "mechanism-01" || f.Group == register.GroupPhases && f.ID != "days-service" && f.ID != "days-trial" {
					continue // one like the others
				}
				q.ID = f.ID
				of := q
				run(f.ID, func() error { _, err := r.Figure(ctx, of); return err })
			}
			q.ID = "public-notice"
			run("cases", func() error {
				_, err := r.FigureCases(ctx, register.FigureCasesQuery{FigureQuery: q, Limit: 1000})
				return err
			})
			q.ID = "days-service"
			run("cases/days", func() error {
				_, err := r.FigureCases(ctx, register.FigureCasesQuery{FigureQuery: q, Limit: 1000})
				return err
			})
		})
	}
}
