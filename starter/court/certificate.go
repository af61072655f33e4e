package court

import (
	"context"
	"errors"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"

	"luxing/starter/training"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
)

// Application is the answer to an application for a certificate.
type Application struct {
	Key    string `json:"key"` // of the application: show and decide take it
	Case   string `json:"case"`
	Party  string `json:"party"`
	Status Status `json:"status"` // filed or already_filed
}

// trainingLead is how far a case's clock must be ahead of the wall clock to have
// been moved for training: further than two machines' clocks differ.
const trainingLead = time.Minute

// ApplyCertificate applies for a certificate of voluntary performance
// (自动履行证明) for one debtor of a case. There is one application a debtor:
// sent again it is answered AlreadyFiled. The application begins at the time on
// the case's clock where that was moved for training.
func (c *Court) ApplyCertificate(ctx context.Context, key, party string) (Application, error) {
	if err := checkKey(key); err != nil {
		return Application{}, err
	}
	seen, err := c.View(ctx, key)
	if err != nil {
		return Application{}, err
	}
	if seen.Kind != casefile.KindCase {
		return Application{}, badInput("案件 case", "key", "须为民事案件 a civil case", "the civil case's key, %s", seen.Row.Case)
	}
	if seen.Filing != nil {
		if _, ok := seen.Filing.Party(party); !ok {
			var ids []string
			for _, p := range seen.Filing.Parties {
				ids = append(ids, p.ID)
			}
			return Application{}, &NotFoundError{What: "当事人 party", ID: clipped(party), Near: ids}
		}
	}
	now := c.now()
	if seen.Now.After(now.Add(trainingLead)) {
		now = seen.Now
	}
	on := calendar.Of(now)
	a := Application{Key: casefile.CertificateKey(key, party), Case: key, Party: party, Status: Filed}
	ctx, cancel := c.patient(ctx)
	defer cancel()
	if now.After(time.Now().Add(trainingLead)) {
		ctx = training.StartAt(ctx, now)
	}
	_, err = c.Temporal.ExecuteWorkflow(ctx, client.StartWorkflowOptions{
		ID:                                       a.Key,
		TaskQueue:                                c.taskQueue(),
		WorkflowIDReusePolicy:                    enumspb.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE,
		WorkflowIDConflictPolicy:                 enumspb.WORKFLOW_ID_CONFLICT_POLICY_FAIL,
		WorkflowExecutionErrorWhenAlreadyStarted: true,
		StaticSummary:                            "自动履行证明 certificate " + key + " " + party,
	}, casefile.CertWorkflow, casefile.CertificateInput{
		Case: key, Party: party, AppliedOn: on, Policy: c.Policy, Edition: c.edition(), Days: c.Days,
	})
	var taken *serviceerror.WorkflowExecutionAlreadyStarted
	switch {
	case err == nil:
	case errors.As(err, &taken):
		a.Status = AlreadyFiled
	default:
		return Application{}, c.failure(ctx, a.Key, "", "apply for certificate "+a.Key, err)
	}
	return a, nil
}
