package court

import (
	"context"
	"errors"
	"fmt"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"

	"luxing/workflows/casefile"
)

// Status is what became of a filing.
type Status string

// What can become of a filing.
const (
	Filed        Status = "filed"         // a case was started
	AlreadyFiled Status = "already_filed" // this very filing had started one before
	Refused      Status = "refused"       // it has faults, or its key is another case's
	Failed       Status = "failed"        // nothing is known to be wrong with it, but it was not filed
	NotSent      Status = "not_sent"      // filing stopped before its turn
)

// Receipt is the answer to a filing that stands.
type Receipt struct {
	Key    string `json:"key"`
	Status Status `json:"status"` // filed or already_filed
	Digest string `json:"digest"` // of the filing
}

// Read reads one filing and finds everything that is wrong with it, by this
// court's policy and day. The error is an *InputError; the filing is nil if it
// could not be read at all, and else only good for naming it.
func (c *Court) Read(data []byte) (*casefile.Filing, error) {
	f, faults := casefile.ReadFiling(data, c.Policy, c.today())
	if len(faults) > 0 {
		return f, &InputError{What: "立案材料有误 the filing is wrong", Faults: faults}
	}
	return f, nil
}

// File starts a case for a filing. The same filing sent again is answered
// AlreadyFiled; another filing under a key that is taken is an *InputError on
// its key. Either way one key is one case, also long after it closed.
func (c *Court) File(ctx context.Context, f *casefile.Filing) (Receipt, error) {
	if faults := f.Check(c.Policy, c.today()); len(faults) > 0 {
		return Receipt{}, &InputError{What: "立案材料有误 the filing is wrong", Faults: faults}
	}
	digest, err := Digest(f)
	if err != nil {
		return Receipt{}, err
	}
	r := Receipt{Key: f.Key, Status: Filed, Digest: digest}
	ctx, cancel := c.patient(ctx)
	defer cancel()

	// The server forgets a case when its retention is over and would start
	// another one; the register does not forget.
	if known, err := c.registered(ctx, f.Key); err != nil {
		return Receipt{}, err
	} else if known != nil {
		if was, err := Digest(known); err == nil && was == digest {
			return c.again(r, true, nil)
		}
		// The parties may have changed since; the memo is of the first filing.
		same, err := c.sameFiling(ctx, f, digest, known)
		return c.again(r, same, err)
	}

	if err := c.free(ctx, f.Key, "caseNumber", f.CaseNumber); err != nil {
		return Receipt{}, err
	}
	_, err = c.Temporal.ExecuteWorkflow(ctx, client.StartWorkflowOptions{
		ID:                                       f.Key,
		TaskQueue:                                c.taskQueue(),
		WorkflowIDReusePolicy:                    enumspb.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE,
		WorkflowIDConflictPolicy:                 enumspb.WORKFLOW_ID_CONFLICT_POLICY_FAIL,
		WorkflowExecutionErrorWhenAlreadyStarted: true,
		TypedSearchAttributes:                    attributes(f),
		Memo:                                     map[string]any{memoDigest: digest},
		StaticSummary:                            summary(f),
		StaticDetails:                            details(f, c.Policy),
	}, casefile.CaseWorkflow, casefile.CaseInput{
		Filing: *f, Policy: c.Policy, Edition: c.edition(), Days: c.Days, Digest: digest,
	})
	var taken *serviceerror.WorkflowExecutionAlreadyStarted
	switch {
	case err == nil:
		return r, nil
	case errors.As(err, &taken):
		same, err := c.sameFiling(ctx, f, digest, nil)
		return c.again(r, same, err)
	}
	return Receipt{}, c.failure(ctx, f.Key, "", "file "+f.Key, err)
}

// again answers a filing whose key is taken.
func (c *Court) again(r Receipt, same bool, err error) (Receipt, error) {
	switch {
	case err != nil:
		return Receipt{}, err
	case !same:
		return Receipt{}, badInput("案件标识已被另一份立案材料使用 the key is another filing's", "key",
			"一案一标识 one key, one case", "另一标识：“%[1]s”已用于内容不同的立案材料 a key of its own: %[1]s was filed before with other content", r.Key)
	}
	r.Status = AlreadyFiled
	return r, nil
}

// sameFiling compares a filing with the one that holds its key: by the
// workflow's memo, or, when the server has forgotten it, by the filing that
// the register keeps.
func (c *Court) sameFiling(ctx context.Context, f *casefile.Filing, digest string, known *casefile.Filing) (bool, error) {
	about, err := c.Temporal.DescribeWorkflow(ctx, f.Key, "")
	switch {
	case err == nil:
		var first string
		if err := about.GetMemoValue(memoDigest, &first); err != nil {
			return false, fmt.Errorf("read the digest of %s's first filing: %w", f.Key, err)
		}
		return first == digest, nil
	case !isMissing(err):
		return false, c.failure(ctx, f.Key, "", "look up "+f.Key, err)
	case known == nil:
		return false, fmt.Errorf("案件 %s 刚被他处移除 %s was there and is gone; send it again", f.Key, f.Key)
	}
	was, err := Digest(known)
	return was == digest, err
}

// free refuses a case number that another case has: one number is one case
// (法院案号规定第3条), and the register would never take the second.
func (c *Court) free(ctx context.Context, key, field, number string) error {
	if number == "" || c.Register == nil {
		return nil
	}
	holder, err := c.Register.Holder(ctx, number)
	switch {
	case errors.Is(err, ErrNoRegister):
		return nil
	case err != nil:
		return registerError("look up "+number, err)
	case holder == "" || holder == key:
		return nil
	}
	return badInput("案号已属另一案件 the case number is another case's", field, "法院案号规定第3条：一案一号 one number, one case",
		"本案自己的案号，或者不填：“%[1]s”是案件“%[2]s”的 a number of its own, or leave it out: %[1]s is the case %[2]s", number, holder)
}
