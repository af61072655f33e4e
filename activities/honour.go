package activities

import (
	"context"
	"fmt"
	"sync"

	"go.uber.org/zap"

	"luxing/activities/exchange"
	"luxing/workflows/casefile"
)

// Checker asks whether somebody is a debtor of enforcement anywhere in the country.
type Checker interface {
	Ask(ctx context.Context, q exchange.Inquiry) (exchange.Record, error)
}

// CheckWith makes the checks of the integrity list ask c. Without a checker
// nobody is known to be clean.
func CheckWith(c Checker) Option { return func(a *Activities) { a.checker = c } }

// Standing tells what the register knows of a certificate; see [register.Register.Standing].
func (a *Activities) Standing(ctx context.Context, q casefile.StandingQuery) (casefile.Standing, error) {
	return a.register.Standing(ctx, q)
}

// Candidates lists who may come onto a court's list; see [register.Register.Candidates].
func (a *Activities) Candidates(ctx context.Context, q casefile.CandidatesQuery) ([]casefile.ListSubject, error) {
	return a.register.Candidates(ctx, q)
}

// RepairFacts tells what the register knows of a debtor who applies for credit
// repair; see [register.Register.RepairFacts].
func (a *Activities) RepairFacts(ctx context.Context, q casefile.RepairQuery) (casefile.RepairFacts, error) {
	return a.register.RepairFacts(ctx, q)
}

// askAtOnce bounds how many inquiries are on their way together.
const askAtOnce = 4

// ListCheck looks at each holder in our own register first, and then has the
// whole country asked. Who was not answered about is unknown, and says why; it
// is no error of the others.
func (a *Activities) ListCheck(ctx context.Context, q casefile.ListCheckQuery) ([]casefile.ListAnswer, error) {
	answers := make([]casefile.ListAnswer, len(q.Subjects))
	errs := make([]error, len(q.Subjects))
	var wg sync.WaitGroup
	turn := make(chan struct{}, askAtOnce)
	for i, s := range q.Subjects {
		wg.Go(func() {
			turn <- struct{}{}
			defer func() { <-turn }()
			answers[i], errs[i] = a.listCheck(ctx, q.Batch, s)
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil { // our own register is away: all is asked again
			return nil, err
		}
	}
	return answers, nil
}

func (a *Activities) listCheck(ctx context.Context, batch string, s casefile.ListSubject) (casefile.ListAnswer, error) {
	answer := casefile.ListAnswer{Certificate: s.Certificate, Found: casefile.Tainted, Source: "本院登记库 our register"}
	why, who, err := a.register.Taint(ctx, s)
	if err != nil {
		return answer, err
	}
	if why != "" {
		answer.Why = why
		return answer, nil
	}
	answer.Found, answer.Source = casefile.Unknown, "全国执行核查 national check"
	switch {
	case a.checker == nil:
		answer.Why = "未配置全国执行核查 no national check is configured"
		return answer, nil
	case who.IDNumber == "" || who.Name == "":
		answer.Why = "缺少姓名或证件号码，无法核查 no name or number to ask about"
		return answer, nil
	}
	rec, err := a.checker.Ask(ctx, exchange.Inquiry{ID: batch + "/" + s.Certificate, Name: who.Name, IDNumber: who.IDNumber})
	switch {
	case err != nil:
		a.log.Warn("the national check gave no answer", zap.String("case", s.Certificate), zap.Error(err))
		answer.Why = "核查系统未答复 " + err.Error()
	case rec.Cases > 0:
		answer.Found, answer.Why = casefile.Tainted, fmt.Sprintf("全国有%d件执行案件 debtor of enforcement cases elsewhere", rec.Cases)
	case rec.Listed:
		answer.Found, answer.Why = casefile.Tainted, "被纳入失信名单 listed as dishonest"
	default:
		answer.Found = casefile.Clean
	}
	return answer, nil
}
