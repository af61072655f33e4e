package workflows

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

func retried(day, instance string) casefile.RetrialForm {
	return casefile.RetrialForm{On: date(day), Court: "浙02", CaseNumber: "（2019）浙02民再5号", Instance: instance, Reason: "有新的证据"}
}

func running(day string) casefile.RunningRetrialForm {
	return casefile.RunningRetrialForm{On: date(day), Court: "浙02", CaseNumber: "（2019）浙02民再5号", Instance: "second", Ground: casefile.RunsForWages, Reason: "有新的证据"}
}

// heir is a party that was not in the filing.
func heir(id string, side casefile.Side) casefile.Party {
	return casefile.Party{ID: id, Side: side, Kind: casefile.Person, Name: "参加人戊", IDNumber: map[bool]string{true: "330211197604040037", false: "330211197503030024"}[id == "D8"]}
}

// incidentSample is well-formed data for the decisions of incidents.go.
func incidentSample(e lifecycle.Event, on calendar.Date) (any, bool) {
	day, party := casefile.DayForm{On: on}, casefile.PartyDayForm{Party: "D1", On: on}
	forms := map[lifecycle.Event]any{
		lifecycle.FeeSupplementPaid:    casefile.FeePaidForm{AmountFen: 2_900_00, On: on},
		lifecycle.ConfirmAddress:       casefile.AddressForm{Party: "D1", Address: "宁波市镇海区示例路1号", On: on},
		lifecycle.RecordGuidance:       casefile.GuidanceForm{Party: "P1", Stage: casefile.AtFiling, Method: "handed", On: on, Receipt: "送达回证"},
		lifecycle.ReviewWording:        drafts(owes()),
		lifecycle.Counterclaim:         casefile.CounterclaimForm{Party: "D1", ClaimFen: 100_000_00, Basis: "same_facts", On: on},
		lifecycle.CounterFeePaid:       casefile.CounterFeeForm{Counterclaim: "CC1", AmountFen: 1_150_00, On: on},
		lifecycle.AnswerCounterclaim:   casefile.PartyDayForm{Party: "P1", On: on},
		lifecycle.WithdrawCounterclaim: casefile.CounterWithdrawalForm{Counterclaim: "CC1", Reason: "和解"},
		lifecycle.CloseDebate:          day,
		lifecycle.JoinParty:            casefile.JoinForm{Joined: heir("D9", casefile.Defendant), Ground: "necessary", Asked: "application", Reason: "必须共同进行诉讼", On: on},
		lifecycle.ChangeParty:          casefile.ChangePartyForm{Party: "D1", Address: "宁波市镇海区示例路2号", Reason: "迁址"},
		lifecycle.PartyGone:            casefile.GoneForm{Party: "D1", Cause: "death", On: on, Reason: "死亡证明"},
		lifecycle.SucceedParty:         casefile.SuccessorForm{Party: "D1", Successor: heir("D8", casefile.Defendant), On: on},
		lifecycle.WithdrawParty:        casefile.WithdrawPartyForm{Party: "D2", Reason: "自行和解"},
		lifecycle.Represent:            casefile.RepresentForm{Party: "P1", Change: "appointed", Agent: "律师己", Powers: "special", Receiver: true, Proof: "授权委托书", On: on},
		lifecycle.SetEvidence:          casefile.EvidenceForm{Days: 15, On: on},
		lifecycle.ExtendEvidence:       casefile.ExtendEvidenceForm{Party: "D1", AppliedOn: on, Until: on.AddDays(30), Reason: "调取银行流水"},
		lifecycle.SetAnswer:            casefile.AnswerPeriodForm{Party: "D1", Days: 7, On: on, Agreed: true},
		lifecycle.ExcuseDefault:        casefile.ExcuseForm{Party: "D1", Period: "answer", ClearedOn: on, On: on, Days: 7, Reason: "住院"},
		lifecycle.RecordAbsence:        casefile.AbsenceForm{Party: "D1", On: on},
		lifecycle.Consolidate:          casefile.ConsolidateForm{Case: "zh-2019-000002", Same: true, Reason: "基于同一事实", On: on},
		lifecycle.Sever:                casefile.SeverForm{Parties: []string{"D2"}, Case: "zh-2019-000003", Reason: "不宜合并", On: on},
		lifecycle.JudgePart:            part(clearPart()),
		lifecycle.CorrectDocument:      casefile.CorrectForm{On: on, Was: "三十万", Is: "三十万元"},
		lifecycle.ServeAppeal:          casefile.PartyDayForm{Party: "P1", On: on},
		lifecycle.AnswerAppeal:         casefile.PartyDayForm{Party: "P1", On: on},
		lifecycle.OneAppealWithdrawn:   party,
		lifecycle.AppealWithdrawnEarly: day,
		lifecycle.RulingAppealDropped:  day,
		lifecycle.TagCase:              casefile.TagForm{Category: casefile.TagMass, Reason: "涉众"},
		lifecycle.UntagCase:            casefile.TagForm{Category: casefile.TagMass, Reason: "已化解"},
		lifecycle.Instruct:             casefile.InstructForm{Instruction: "提交专业法官会议讨论", Paper: "院庭长监督意见〔2019〕3号", On: on},
		lifecycle.StayParty:            casefile.StayPartyForm{Party: "D1", Ground: "respite", On: on, Reason: "缓期"},
		lifecycle.ResumeParty:          party,
		lifecycle.OrderRetrial:         casefile.RetrialForm{On: on, Court: "浙02", Instance: "second", Reason: "有新的证据"},
		lifecycle.RetrialUpheld:        day,
		lifecycle.UpheldToAwaiting:     day,
		lifecycle.UpheldToEnforcement:  day,
		lifecycle.UpheldToDormant:      day,
		lifecycle.RetrialChanged:       allowed(owes()),
		lifecycle.RetrialSetAside:      day,
		lifecycle.RefuseExcuse:         casefile.RefuseExcuseForm{Party: "D1", Period: "answer", On: on, Reason: "住院一日，不构成障碍"},
		lifecycle.SuspendLimitation:    casefile.SuspendForm{Ground: "force_majeure", On: on, Reason: "疫情封控"},
		lifecycle.ResumeLimitation:     day,
		lifecycle.ChangeClaim:          casefile.ClaimChangeForm{ClaimFen: 400_000_00, Reason: "追加逾期利息", On: on},
		lifecycle.ClaimFeePaid:         casefile.FeePaidForm{AmountFen: 7_300_00, On: on},
		lifecycle.Separate:             casefile.SeparateForm{Case: "zh-2019-000002", Reason: "不宜继续合并", On: on},
		lifecycle.RetrialRunning:       running(on.String()),
		lifecycle.RunningUpheld:        day,
		lifecycle.PetitionDismissed:    party,
		lifecycle.OneDismissed:         party,
		lifecycle.JoinedToLead:         casefile.JoinedForm{Lead: "zh-2019-000009", Court: "浙0211", Reason: "同一事实", On: on},
		lifecycle.HearingInLead:        casefile.LeadHearingForm{Lead: "zh-2019-000009", On: on},
		lifecycle.JoinderOver:          casefile.JoinderOverForm{Case: "zh-2019-000009", Why: casefile.JoinderClosed, On: on},
	}
	f, ok := forms[e]
	return f, ok
}

// suit is a case of two defendants that stands in a state before judgment. In
// summary procedure half the fee, 2,900 yuan, is paid.
func suit(t *testing.T, state lifecycle.State, p casefile.Procedure) reached {
	t.Helper()
	fee := int64(5_800_00)
	if p != casefile.Ordinary {
		fee = 2_900_00
	}
	service := then(accepted(), line("2019-03-05 10:00", lifecycle.FeePaid, lifecycle.Clerk, casefile.FeePaidForm{AmountFen: fee, On: date("2019-03-05")}))
	defence := then(service,
		line("2019-03-06 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperComplaint, "D1", "2019-03-06")),
		line("2019-03-06 10:30", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperComplaint, "D2", "2019-03-06")))
	trial := then(defence,
		line("2019-03-10 10:00", lifecycle.Answer, lifecycle.Clerk, byParty("D1", "2019-03-10")),
		line("2019-03-10 10:30", lifecycle.Answer, lifecycle.Clerk, byParty("D2", "2019-03-10")),
		line("2019-03-11 10:00", lifecycle.ScheduleHearing, lifecycle.Judge, casefile.HearingForm{On: date("2019-03-20"), Time: "09:30", Place: "第三法庭"}))
	r := map[lifecycle.State]reached{
		lifecycle.Service: {lifecycle.Service, two("2019-03-04", p), service, "2019-03-05 11:00"},
		lifecycle.Defence: {lifecycle.Defence, two("2019-03-04", p), defence, "2019-03-06 11:00"},
		lifecycle.Trial:   {lifecycle.Trial, two("2019-03-04", p), trial, "2019-03-20 09:45"},
	}[state]
	if state == lifecycle.Stayed {
		r = suit(t, lifecycle.Trial, p)
		r.state = state
		r.by = then(r.by, line("2019-03-20 09:44", lifecycle.Stay, lifecycle.Judge, reason()))
	}
	require.NotEmpty(t, r.state)
	return r
}

var beforeJudgment = []lifecycle.State{lifecycle.Service, lifecycle.Defence, lifecycle.Trial}

// Whatever else can happen before judgment can happen in each state before it,
// and leaves the suit where it was.
func TestIncidentsInEveryStateBeforeJudgment(t *testing.T) {
	for _, state := range beforeJudgment {
		t.Run(string(state), func(t *testing.T) {
			t.Parallel()
			r := suit(t, state, casefile.Ordinary)
			day := r.from[:10]
			on := date(day)
			i := 0
			at := func(e lifecycle.Event, role lifecycle.Role, form any) dec {
				i++
				return dec{r.later(i), e, role, form}
			}
			counsel := casefile.RepresentForm{Party: "P1", Change: "appointed", Agent: "律师己", Powers: "general", Proof: "授权委托书", On: on}
			changed, revoked := counsel, counsel
			changed.Change, changed.Powers = "changed", "special"
			revoked.Change, revoked.Powers = "revoked", ""
			by := []dec{
				at(lifecycle.ConfirmAddress, lifecycle.Clerk, casefile.AddressForm{Party: "D1", Address: "宁波市镇海区示例路9号", Phone: "13800000009", EService: true, On: on}),
				at(lifecycle.ChangeParty, lifecycle.Clerk, casefile.ChangePartyForm{Party: "D2", Name: "被告丁公司", Reason: "更名，附登记通知书"}),
				at(lifecycle.Represent, lifecycle.Intake, counsel), at(lifecycle.Represent, lifecycle.Clerk, changed), at(lifecycle.Represent, lifecycle.Judge, revoked),
				at(lifecycle.SetEvidence, lifecycle.Judge, casefile.EvidenceForm{Days: 15, On: on}),
				at(lifecycle.ExtendEvidence, lifecycle.Judge, casefile.ExtendEvidenceForm{Party: "D2", AppliedOn: on, Until: on.AddDays(30), Reason: "调取流水"}),
				at(lifecycle.Counterclaim, lifecycle.Judge, casefile.CounterclaimForm{Party: "D1", ClaimFen: 100_000_00, Basis: "same_facts", On: on}),
				at(lifecycle.CounterFeePaid, lifecycle.Intake, casefile.CounterFeeForm{Counterclaim: "CC1", AmountFen: 1_150_00, On: on}),
				at(lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperCounterclaim, "P1", day)),
				at(lifecycle.AnswerCounterclaim, lifecycle.Clerk, casefile.PartyDayForm{Party: "P1", On: on}),
				at(lifecycle.Consolidate, lifecycle.Judge, casefile.ConsolidateForm{Case: "zh-2019-000002", Same: true, Reason: "基于同一事实", On: on}),
				at(lifecycle.StayParty, lifecycle.Judge, casefile.StayPartyForm{Party: "D2", Ground: "bankruptcy", On: on, Reason: "破产受理"}),
				at(lifecycle.ResumeParty, lifecycle.Judge, casefile.PartyDayForm{Party: "D2", On: on}),
				at(lifecycle.JoinParty, lifecycle.Judge, casefile.JoinForm{Joined: heir("D9", casefile.Defendant), Ground: "necessary", Asked: "application", Reason: "共同借款人", On: on}),
				at(lifecycle.WithdrawClaim, lifecycle.Judge, reason()),
				at(lifecycle.WithdrawCounterclaim, lifecycle.Judge, casefile.CounterWithdrawalForm{Counterclaim: "CC1", Reason: "和解"}),
				at(lifecycle.WithdrawParty, lifecycle.Judge, casefile.WithdrawPartyForm{Party: "D2", Reason: "自行和解"}),
				at(lifecycle.Sever, lifecycle.Judge, casefile.SeverForm{Parties: []string{"D9"}, Case: "zh-2019-000003", Reason: "不宜合并", On: on}),
			}
			l := lived{in: r.in, by: then(r.by, by), until: r.later(i + 1)}
			c := l.play(t)
			v := c.final
			assert.Equal(t, state, c.row.Phase)
			d1, _ := v.Filing.Party("D1")
			assert.Equal(t, "宁波市镇海区示例路9号", d1.Address)
			d2, _ := v.Filing.Party("D2")
			assert.Equal(t, "被告丁公司", d2.Name)
			assert.Empty(t, v.Agents)
			assert.Equal(t, []casefile.LeftView{{Party: "D2", Why: "withdrawn", On: on}, {Party: "D9", Why: "severed", On: on, Case: "zh-2019-000003"}}, v.Left)
			assert.Equal(t, "withdrawn", v.Crossclaims[0].Ended)
			var linked []string
			for _, k := range v.Links {
				linked = append(linked, k.Key)
			}
			assert.Equal(t, []string{"zh-2019-000002", "zh-2019-000003"}, linked)
			assert.Empty(t, c.links, "another case is linked, not started")
			// The register has the parties as they are now.
			for k := len(c.records) - 1; ; k-- {
				if f := c.records[k].Filing; f != nil {
					assert.Equal(t, v.Filing.Parties, f.Parties)
					break
				}
			}
			// No name, number or address on the timeline.
			for _, e := range v.Timeline {
				for _, p := range append(v.Filing.Parties, casefile.Party{Name: "律师己"}) {
					for _, personal := range []string{p.Name, p.IDNumber, p.Address, p.Phone} {
						assert.False(t, personal != "" && strings.Contains(e.Note, personal), "%s: %s", e.Event, e.Note)
					}
				}
			}
		})
	}
}

// A case under special supervision, anywhere: every instruction stands on the
// timeline in full, and there is no instruction without a tag.
func TestEveryInstructionOfALeaderIsOnTheRecord(t *testing.T) {
	for _, r := range everyState() {
		t.Run(string(r.state), func(t *testing.T) {
			t.Parallel()
			on := date(r.from[:10])
			by := []dec{
				{r.later(1), lifecycle.TagCase, lifecycle.DivisionHead, casefile.TagForm{Category: casefile.TagMass, Reason: "涉众"}},
				{r.later(2), lifecycle.TagCase, lifecycle.Judge, casefile.TagForm{Category: casefile.TagConflict, Reason: "与类案不一"}},
				{r.later(3), lifecycle.Instruct, lifecycle.President, casefile.InstructForm{Instruction: "提交审委会讨论", Paper: "监督意见〔2019〕3号", On: on}},
				{r.later(4), lifecycle.UntagCase, lifecycle.TrialManagement, casefile.TagForm{Category: casefile.TagMass, Reason: "已化解"}},
			}
			if r.state == lifecycle.FilingReview || r.in.Filing.Judge == "" {
				by[1].role = lifecycle.President
			}
			l := lived{in: r.in, by: then(r.by, by), until: r.later(6), phase: r.state}
			c := l.play(t, func(c *court) {
				c.look(moment(r.later(3)).Add(30*time.Second), func(v casefile.View) { assert.Equal(t, []string{casefile.TagConflict, casefile.TagMass}, v.Tags) })
			})
			l.check(t, c)
			assert.Equal(t, []string{casefile.TagConflict}, c.final.Tags)
			said := c.happened(lifecycle.Instruct, "")
			require.Len(t, said, 1)
			assert.Equal(t, "Y001", said[0].Actor)
			assert.Contains(t, said[0].Note, "提交审委会讨论（监督意见〔2019〕3号")
		})
	}
}

// The other half of the fee after a conversion, seven days from 03-05, 03-06
// and 03-20: paid, excused, or not paid, in each state before judgment.
func TestFeeSupplementAfterConversion(t *testing.T) {
	lapse := map[lifecycle.State]string{lifecycle.Service: "2019-03-13", lifecycle.Defence: "2019-03-14", lifecycle.Trial: "2019-03-28"}
	for _, state := range beforeJudgment {
		r := suit(t, state, casefile.Summary)
		on := date(r.from[:10])
		convert := line(r.later(1), lifecycle.ConvertProcedure, lifecycle.Judge, casefile.ConvertForm{To: casefile.Ordinary, Reason: "案情复杂"})
		t.Run(string(state)+" paid", func(t *testing.T) {
			t.Parallel()
			l := lived{in: r.in, until: r.later(5), by: then(r.by, convert, line(r.later(2), lifecycle.FeeSupplementPaid, lifecycle.Intake, casefile.FeePaidForm{AmountFen: 2_900_00, On: on}))}
			c := l.play(t)
			assert.Equal(t, int64(5_800_00), c.final.Fees[0].PaidFen)
			assert.Equal(t, int64(5_800_00), c.final.Fees[0].ChargedFen)
			for _, d := range c.final.Deadlines {
				assert.NotEqual(t, "fee-supplement", d.ID)
			}
		})
		t.Run(string(state)+" excused", func(t *testing.T) {
			t.Parallel()
			l := lived{in: r.in, until: r.later(5), by: then(r.by, convert, line(r.later(2), lifecycle.ExcuseSupplement, lifecycle.Judge, reason()))}
			c := l.play(t)
			assert.Equal(t, int64(2_900_00), c.final.Fees[0].PaidFen)
			assert.Equal(t, state, c.row.Phase)
		})
		t.Run(string(state)+" lapsed", func(t *testing.T) {
			t.Parallel()
			l := lived{in: r.in, by: then(r.by, convert), phase: lifecycle.Closed, reason: ClosedWithdrawn, on: lapse[state]}
			if state == lifecycle.Service { // 03-12 is a Tuesday
				l.by = then(l.by)
			}
			c := l.play(t)
			l.check(t, c)
			// Half of the 2,900 goes back: a quarter of 5,800 is charged.
			assert.Equal(t, int64(1_450_00), c.final.Fees[0].ChargedFen)
			c.happens(lapse[state], lifecycle.SupplementLapsed, "")
			assert.Contains(t, c.happened(lifecycle.SupplementLapsed, "")[0].Note, "应退受理费1450.00元")
		})
	}
	// A stay stops the seven days, and the money may come while it lasts.
	for name, end := range map[string]dec{
		"paid":    {"2019-05-10 10:00", lifecycle.FeeSupplementPaid, lifecycle.Clerk, casefile.FeePaidForm{AmountFen: 2_900_00, On: date("2019-05-10")}},
		"excused": {"2019-05-10 10:00", lifecycle.ExcuseSupplement, lifecycle.Judge, reason()},
	} {
		t.Run("stayed, "+name, func(t *testing.T) {
			t.Parallel()
			r := suit(t, lifecycle.Trial, casefile.Summary)
			l := lived{in: r.in, until: "2019-05-11", by: then(r.by, line(r.later(1), lifecycle.ConvertProcedure, lifecycle.Judge, casefile.ConvertForm{To: casefile.Ordinary, Reason: "复杂"}),
				line(r.later(2), lifecycle.Stay, lifecycle.Judge, reason()), []dec{end})}
			assert.Equal(t, lifecycle.Stayed, l.play(t).row.Phase)
		})
	}
}

// A debtor's answer period stands still for him alone: the other's ends on
// Thursday 03-21, his ten days later, on Sunday 03-31, so Monday 04-01.
func TestOnePartysStayStopsThatPartyOnly(t *testing.T) {
	r := suit(t, lifecycle.Defence, casefile.Ordinary)
	l := lived{in: r.in, until: "2019-04-03", by: then(r.by,
		line("2019-03-08 10:00", lifecycle.StayParty, lifecycle.Judge, casefile.StayPartyForm{Party: "D2", Ground: "respite", On: date("2019-03-08"), Reason: "缓期"}),
		line("2019-03-18 10:00", lifecycle.ResumeParty, lifecycle.Judge, casefile.PartyDayForm{Party: "D2", On: date("2019-03-18")}))}
	c := l.play(t, func(c *court) {
		c.look(at("2019-03-10", "09:00"), func(v casefile.View) {
			assert.True(t, deadline(t, v, "answer/D1").Frozen.IsZero())
			assert.Equal(t, "2019-03-08", deadline(t, v, "answer/D2").Frozen.String())
			assert.True(t, deadline(t, v, "trial").Frozen.IsZero(), "the trial goes on")
		})
	})
	ends := c.happened(lifecycle.AnswerExpired, "")
	require.Len(t, ends, 2)
	assert.True(t, ends[0].At.Equal(moment("2019-03-22")))
	assert.True(t, ends[1].At.Equal(moment("2019-04-02")))
}

// A stay of one debtor in every state where it can be; with one debtor of his
// own the term stands still, with two it runs on for the other.
func TestOneDebtorsStayAfterJudgment(t *testing.T) {
	for _, state := range []lifecycle.State{lifecycle.AwaitingEffect, lifecycle.InSupervision, lifecycle.AwaitingEnforcement} {
		t.Run(string(state), func(t *testing.T) {
			t.Parallel()
			r := stateOf(t, state)
			on := date(r.from[:10])
			l := lived{in: r.in, until: r.later(5), phase: state, by: then(r.by, []dec{
				{r.later(1), lifecycle.StayParty, lifecycle.Judge, casefile.StayPartyForm{Party: "D1", Ground: "respite", On: on, Reason: "缓期"}},
				{r.later(3), lifecycle.ResumeParty, lifecycle.Judge, casefile.PartyDayForm{Party: "D1", On: on}},
			})}
			l.check(t, l.play(t))
		})
	}
	joint := owes()
	joint.Debtors = []string{"D1", "D2"}
	for name, c := range map[string]struct {
		o      casefile.Obligation
		frozen bool
	}{"his own": {owes(), true}, "with another": {joint, false}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := suit(t, lifecycle.Trial, casefile.Summary)
			l := lived{in: r.in, until: "2019-03-25", by: then(r.by,
				line("2019-03-20 10:00", lifecycle.Mediate, lifecycle.Judge, casefile.MediationForm{RecordOnly: true, Obligations: []casefile.Obligation{c.o}}),
				line("2019-03-20 11:00", lifecycle.PromptAnswered, lifecycle.Judge, casefile.PromptForm{Answer: "deferred"}),
				line("2019-03-21 10:00", lifecycle.StayParty, lifecycle.Judge, casefile.StayPartyForm{Party: "D1", Ground: "bankruptcy", On: date("2019-03-21"), Reason: "破产受理"}))}
			v := l.play(t).final
			assert.Equal(t, c.frozen, !deadline(t, v, "term/O1").Frozen.IsZero())
		})
	}
}
