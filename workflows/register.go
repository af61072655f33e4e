package workflows

import (
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"luxing/workflows/casefile"
)

// Registry is what a worker offers to register workflows with.
type Registry interface {
	RegisterWorkflowWithOptions(w any, options workflow.RegisterOptions)
}

// Register registers every workflow of ours under its name.
func Register(r Registry) {
	r.RegisterWorkflowWithOptions(Case, workflow.RegisterOptions{Name: casefile.CaseWorkflow})
	r.RegisterWorkflowWithOptions(Enforcement, workflow.RegisterOptions{Name: casefile.EnforceWorkflow})
	r.RegisterWorkflowWithOptions(Certificate, workflow.RegisterOptions{Name: casefile.CertWorkflow})
	r.RegisterWorkflowWithOptions(Revocation, workflow.RegisterOptions{Name: casefile.RevocationWorkflow})
	r.RegisterWorkflowWithOptions(CreditRepair, workflow.RegisterOptions{Name: casefile.RepairWorkflow})
	r.RegisterWorkflowWithOptions(IntegrityList, workflow.RegisterOptions{Name: casefile.ListWorkflow})
	r.RegisterWorkflowWithOptions(IntegrityListDue, workflow.RegisterOptions{Name: casefile.ListDueWorkflow})
	r.RegisterWorkflowWithOptions(Digest, workflow.RegisterOptions{Name: casefile.DigestWorkflow})
}

// Attributes lists the search attributes that a namespace must know.
func Attributes() []temporal.SearchAttributeKey {
	return []temporal.SearchAttributeKey{
		AttrPhase, AttrWaitsFor, AttrWaitsOn, AttrAlert, AttrCourt, AttrDivision, AttrJudge, AttrCause, AttrProcedure, AttrNumber, AttrDue, AttrMechanisms,
	}
}
