package register_test

import (
	"fmt"
	"testing"
	"time"

	"luxing/activities/register/registertest"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

func TestMain(m *testing.M) {
	if killedHelper() {
		return
	}
	registertest.Main(m)
}

func day(s string) calendar.Date { return calendar.MustParse(s) }

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

// filing is a loan of 300,000 yuan between two people.
func filing(key string) *casefile.Filing {
	return &casefile.Filing{
		Key: key, Court: "浙0211", FiledOn: day("2019-03-04"), Cause: "民间借贷纠纷", Procedure: casefile.Summary, ClaimFen: 30_000_000,
		Division: "民一庭", Judge: "wang",
		Parties: []casefile.Party{
			{ID: "P1", Side: casefile.Plaintiff, Kind: casefile.Person, Name: "张三", IDNumber: "33021119800101123X", Address: "镇海区城河西路1号", Phone: "13800000001", EService: true},
			{ID: "D1", Side: casefile.Defendant, Kind: casefile.Person, Name: "李四", IDNumber: "330205198502023456", WhereaboutsUnknown: true},
			{ID: "D2", Side: casefile.Defendant, Kind: casefile.Enterprise, Name: "甬江建筑公司", IDNumber: "91330211MA2AABCD1X"},
		},
	}
}

// record is the n-th record of a case in trial.
func record(key string, seq int64) casefile.Record {
	rec := casefile.Record{
		Key: key, Kind: casefile.KindCase, Seq: seq,
		Row: casefile.Row{
			Case: key, Court: "浙0211", Division: "民一庭", Judge: "wang", Cause: "民间借贷纠纷", Procedure: casefile.Summary,
			FiledOn: day("2019-03-04"), Phase: lifecycle.Trial, PhaseSince: at("2019-03-20T09:00:00+08:00"),
			Wait:     casefile.Wait{For: "summary-trial", ForName: "简易程序审限", On: "judge", Due: at("2019-06-04T16:00:00Z"), Last: "2019-06-04", Article: "民事诉讼法第161条", Kind: statute.Statutory, Alert: casefile.Calm},
			ClaimFen: 30_000_000, Updated: at("2019-03-20T09:00:00+08:00").Add(time.Duration(seq) * time.Minute),
		},
		Entries: []casefile.Entry{{At: at("2019-03-20T09:00:00+08:00").Add(time.Duration(seq) * time.Minute), Event: "schedule_hearing", Name: "确定开庭日期", Role: lifecycle.Judge, Note: fmt.Sprint("第", seq, "步")}},
	}
	if seq == 1 {
		rec.Filing = filing(key)
	}
	return rec
}

func numberOrder(key string) casefile.NumberOrder {
	return casefile.NumberOrder{ID: key + "/民初", Court: "浙0211", Type: "民初", Year: 2019}
}
