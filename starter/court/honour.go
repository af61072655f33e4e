package court

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"

	"luxing/activities/register"
	"luxing/starter/training"
	"luxing/workflows/bilingual"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// Honours is what a Register that knows certificates, lists and repairs answers as well.
type Honours interface {
	Standing(ctx context.Context, q casefile.StandingQuery) (casefile.Standing, error)
	ListEntries(ctx context.Context, f register.EntryFilter) ([]register.Listed, error)
	Repairs(ctx context.Context, f register.RepairFilter) ([]register.Repaired, error)
}

func (o overRegister) Standing(ctx context.Context, q casefile.StandingQuery) (casefile.Standing, error) {
	return o.r.Standing(ctx, q)
}

func (o overRegister) ListEntries(ctx context.Context, f register.EntryFilter) ([]register.Listed, error) {
	return o.r.ListEntries(ctx, f)
}

func (o overRegister) Repairs(ctx context.Context, f register.RepairFilter) ([]register.Repaired, error) {
	return o.r.Repairs(ctx, f)
}

// honours is the register as one that knows them.
func (c *Court) honours() (Honours, error) {
	if err := c.needRegister(); err != nil {
		return nil, err
	}
	h, ok := c.Register.(Honours)
	if !ok {
		return nil, &UnreachableError{What: "登记册 the register", Err: errors.New("it does not know lists and repairs")}
	}
	return h, nil
}

// maxAgain bounds how often one thing is applied for.
const maxAgain = 50

// next finds the key of an application: the first that was not made yet, or
// that of the last one where over does not say that it is over and done with.
func (c *Court) next(ctx context.Context, key string, over func(Held) (bool, error)) (string, error) {
	for n := 1; ; n++ {
		k := casefile.Again(key, n)
		if c.Register == nil || n == maxAgain {
			return k, nil
		}
		held, err := c.Register.Find(ctx, k)
		switch {
		case errors.Is(err, ErrNotRegistered), errors.Is(err, ErrNoRegister):
			return k, nil
		case err != nil:
			return "", registerError("find "+k, err)
		}
		done, err := over(held)
		if err != nil || !done {
			return k, err
		}
	}
}

// begin starts a workflow under its key, once, at a moment.
func (c *Court) begin(ctx context.Context, key, workflow, summary string, at time.Time, input any) (Status, error) {
	ctx, cancel := c.patient(ctx)
	defer cancel()
	if at.After(time.Now().Add(trainingLead)) {
		ctx = training.StartAt(ctx, at)
	}
	_, err := c.Temporal.ExecuteWorkflow(ctx, client.StartWorkflowOptions{
		ID: key, TaskQueue: c.taskQueue(),
		WorkflowIDReusePolicy:                    enumspb.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE,
		WorkflowIDConflictPolicy:                 enumspb.WORKFLOW_ID_CONFLICT_POLICY_FAIL,
		WorkflowExecutionErrorWhenAlreadyStarted: true,
		StaticSummary:                            summary,
	}, workflow, input)
	var taken *serviceerror.WorkflowExecutionAlreadyStarted
	switch {
	case err == nil:
		return Filed, nil
	case errors.As(err, &taken):
		return AlreadyFiled, nil
	}
	return "", c.failure(ctx, key, "", "start "+key, err)
}

// clockOf is the moment of a case: now, or its own clock where that was moved
// ahead for training.
func (c *Court) clockOf(seen Seen) time.Time {
	now := c.now()
	if seen.Now.After(now.Add(trainingLead)) {
		return seen.Now
	}
	return now
}

// Review is the answer to a request to revoke a certificate.
type Review struct {
	Key         string `json:"key"` // of the review: show and decide take it
	Certificate string `json:"certificate"`
	Status      Status `json:"status"` // filed or already_filed
}

// ReviewCertificate begins the review whether a certificate must be revoked.
// The certificate is named by its application's key. A review that ended
// without a revocation does not stand in the way of another.
func (c *Court) ReviewCertificate(ctx context.Context, certificate string, ground casefile.RevocationGround, why string) (Review, error) {
	if err := checkKey(certificate); err != nil {
		return Review{}, err
	}
	e := &InputError{What: "撤销证明 revocation of a certificate"}
	if !slices.Contains(casefile.RevocationGrounds(), ground) {
		e.Faults.Add("ground", "撤销事由 the ground", "%s", bilingual.OneOf(grounds()))
	}
	if why = strings.TrimSpace(why); why == "" || len(why) > 4000 {
		e.Faults.Add("why", "发现的事实 what came to light", "写明内容，不超过4000字节 some words, up to 4000 bytes")
	}
	if len(e.Faults) > 0 {
		return Review{}, e
	}
	known, err := c.honours()
	if err != nil {
		return Review{}, err
	}
	st, err := known.Standing(ctx, casefile.StandingQuery{Certificate: certificate})
	switch {
	case err != nil:
		return Review{}, registerError("find "+certificate, err)
	case !st.Found:
		return Review{}, &NotFoundError{What: "证明 certificate", ID: certificate}
	}
	r := Review{Certificate: certificate}
	r.Key, err = c.next(ctx, casefile.RevocationKey(certificate), func(h Held) (bool, error) { return h.Phase == lifecycle.CertificateKept, nil })
	if err != nil {
		return Review{}, err
	}
	at := c.now()
	if held, err := c.Register.Find(ctx, certificate); err == nil && held.Updated.After(at.Add(trainingLead)) {
		at = held.Updated
	}
	r.Status, err = c.begin(ctx, r.Key, casefile.RevocationWorkflow, "撤销证明审查 review of "+certificate, at, casefile.RevocationInput{
		Certificate: certificate, Key: r.Key, Ground: ground, Why: why, OpenedOn: calendar.Of(at), Policy: c.Policy, Edition: c.edition(), Days: c.Days,
	})
	return r, err
}

func grounds() []string {
	var names []string
	for _, g := range casefile.RevocationGrounds() {
		names = append(names, string(g))
	}
	return names
}

// RepairApplication is what a debtor asks for.
type RepairApplication struct {
	Enforcement string   // the enforcement case's key
	Party       string   // the debtor
	Asked       []string // measures, by ID
	Reason      string
	Papers      []string // handed in
}

// someMeasures asks for measures of credit repair.
func someMeasures(zh, en string) string {
	named := make([]string, len(casefile.RepairMeasures()))
	for i, m := range casefile.RepairMeasures() {
		name, _ := bilingual.Halves(casefile.MeasureName(m))
		named[i] = name + "（" + m + "）"
	}
	return fmt.Sprintf(zh, strings.Join(named, "、")) + " " + fmt.Sprintf(en, strings.Join(casefile.RepairMeasures(), ", "))
}

// Faults is everything that is wrong with an application by itself, without
// looking at the case.
func (r RepairApplication) Faults() (faults casefile.Faults) {
	if len(r.Asked) == 0 {
		faults.Add("asked", "申请的措施 the measures applied for", "%s", someMeasures("至少一项：%s", "one or more of %s"))
	}
	for i, m := range r.Asked {
		if !slices.Contains(casefile.RepairMeasures(), m) || slices.Index(r.Asked, m) != i {
			faults.Add(fmt.Sprintf("asked[%d]", i), "修复措施 a measure", "%s", someMeasures("各列一次：%s", "each once of %s"))
		}
	}
	if reason := strings.TrimSpace(r.Reason); reason == "" || len(reason) > 4000 {
		faults.Add("reason", "申请理由 the reason", "写明内容，不超过4000字节 some words, up to 4000 bytes")
	}
	if len(r.Papers) > 50 {
		faults.Add("papers", "材料 papers", "不超过50项 at most 50")
	}
	for i, p := range r.Papers {
		if strings.TrimSpace(p) == "" || len(p) > 300 {
			faults.Add(fmt.Sprintf("papers[%d]", i), "材料 papers", "不超过300字节的名称 a name of up to 300 bytes")
		}
	}
	return faults
}

// ApplyRepair applies for credit repair (信用修复) to the court that enforces.
// While an application is open there is no other; one that has ended does not
// stand in the way of the next, which the court judges for itself.
func (c *Court) ApplyRepair(ctx context.Context, r RepairApplication) (Application, error) {
	if err := checkKey(r.Enforcement); err != nil {
		return Application{}, err
	}
	r.Reason = strings.TrimSpace(r.Reason)
	if faults := r.Faults(); len(faults) > 0 {
		return Application{}, &InputError{What: "信用修复申请 application for credit repair", Faults: faults}
	}
	seen, err := c.View(ctx, r.Enforcement)
	if err != nil {
		return Application{}, err
	}
	if seen.Kind != casefile.KindEnforcement {
		return Application{}, badInput("执行案件 enforcement case", "key", "须为执行案件 an enforcement case", "执行案件的标识（如%[1]s） the enforcement case's key, such as %[1]s", casefile.EnforcementKey(seen.Row.Case))
	}
	if seen.Filing != nil {
		if _, ok := seen.Filing.Party(r.Party); !ok {
			var ids []string
			for _, p := range seen.Filing.Parties {
				ids = append(ids, p.ID)
			}
			return Application{}, &NotFoundError{What: "当事人 party", ID: clipped(r.Party), Near: ids}
		}
	}
	a := Application{Case: r.Enforcement, Party: r.Party}
	a.Key, err = c.next(ctx, casefile.RepairKey(r.Enforcement, r.Party), func(h Held) (bool, error) { return !h.ClosedOn.IsZero(), nil })
	if err != nil {
		return Application{}, err
	}
	at := c.clockOf(seen)
	a.Status, err = c.begin(ctx, a.Key, casefile.RepairWorkflow, "信用修复 credit repair "+r.Enforcement+" "+r.Party, at, casefile.RepairInput{
		Enforcement: r.Enforcement, Key: a.Key, Party: r.Party, AppliedOn: calendar.Of(at), Asked: r.Asked, Reason: r.Reason, Papers: r.Papers,
		Policy: c.Policy, Edition: c.edition(), Days: c.Days,
	})
	return a, err
}

// Repairs lists credit repairs from the register.
func (c *Court) Repairs(ctx context.Context, f register.RepairFilter) ([]register.Repaired, error) {
	known, err := c.honours()
	if err != nil {
		return nil, err
	}
	all, err := known.Repairs(ctx, f)
	if err != nil {
		return nil, registerError("list credit repairs", err)
	}
	return all, nil
}

// ListEntries lists entries of integrity lists from the register.
func (c *Court) ListEntries(ctx context.Context, f register.EntryFilter) ([]register.Listed, error) {
	known, err := c.honours()
	if err != nil {
		return nil, err
	}
	all, err := known.ListEntries(ctx, f)
	if err != nil {
		return nil, registerError("list the entries", err)
	}
	return all, nil
}

// BeginList begins the batch of today for a court, as its schedule would; one
// that was begun is answered AlreadyFiled.
func (c *Court) BeginList(ctx context.Context, code string) (Application, error) {
	if _, known := casefile.CourtOf(c.Policy, code); !known || casefile.CourtDigits(code) == "" {
		return Application{}, badInput("法院 court", "court", "法院代字 a court's code", "法院代字（如浙0211） a code such as 浙0211")
	}
	months, _ := c.Policy.Length("integrity-list-batch")
	today := c.today()
	period := casefile.ListPeriod(today, months)
	a := Application{Key: casefile.ListKey(code, period)}
	var err error
	a.Status, err = c.begin(ctx, a.Key, casefile.ListWorkflow, "诚信履行名单 integrity list of "+code, c.now(), casefile.ListInput{
		Key: a.Key, Court: code, Period: period, Begun: today, Policy: c.Policy, Edition: c.edition(), Days: c.Days,
	})
	return a, err
}
