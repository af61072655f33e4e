package workflows

import (
	"slices"

	"go.temporal.io/sdk/workflow"

	"luxing/workflows/lifecycle"
)

// placesChange are the states of an enforcement in which a party's place may be taken.
var placesChange = []lifecycle.State{lifecycle.NoticeDue, lifecycle.Reporting, lifecycle.Measures, lifecycle.SettledFor, lifecycle.Deferred, lifecycle.EndedNow}

// openEnforce are all the states of an enforcement that is not over.
var openEnforce = []lifecycle.State{lifecycle.EnforcementReview, lifecycle.NoticeDue, lifecycle.Reporting, lifecycle.Measures, lifecycle.SettledFor, lifecycle.Deferred,
	lifecycle.Referred, lifecycle.InBankruptcy, lifecycle.EndedNow, lifecycle.RetrialStopped, lifecycle.Suspended, lifecycle.Reversing}

// widening is a change that lets a row apply in more states.
type widening struct {
	since workflow.Version
	in    []lifecycle.State
}

// widened names the states in which a row of a table applies only since a
// change: a decision that an older history refused there is refused there still.
var widened = map[lifecycle.Event][]widening{
	lifecycle.ReleaseMoney:        {{joinder, []lifecycle.State{lifecycle.EnforcementReview, lifecycle.InBankruptcy}}},
	lifecycle.Collect:             {{joinder, []lifecycle.State{lifecycle.EnforcementReview, lifecycle.Referred, lifecycle.InBankruptcy}}},
	lifecycle.HandOverMoney:       {{joinder, []lifecycle.State{lifecycle.EnforcementReview, lifecycle.NoticeDue, lifecycle.Referred, lifecycle.RetrialStopped}}},
	lifecycle.Pay:                 {{joinder, []lifecycle.State{lifecycle.InRetrial}}},
	lifecycle.ReversePayment:      {{joinder, []lifecycle.State{lifecycle.InRetrial}}},
	lifecycle.ConfirmReceipt:      {{joinder, []lifecycle.State{lifecycle.InRetrial}}},
	lifecycle.OneReferralReturned: {{joinder, []lifecycle.State{lifecycle.InBankruptcy, lifecycle.Reversing}}},
	lifecycle.OneReferralAccepted: {{joinder, []lifecycle.State{lifecycle.EnforcementReview, lifecycle.NoticeDue, lifecycle.InBankruptcy, lifecycle.Reversing}}},
	lifecycle.BankruptcySuspends:  {{joinder, []lifecycle.State{lifecycle.EnforcementReview, lifecycle.NoticeDue}}},
	lifecycle.DebtorBankrupt:      {{relay, openEnforce}},
	lifecycle.EstatePaidElsewhere: {{relay, openEnforce}},
	lifecycle.EstatePaid: {{relay, []lifecycle.State{lifecycle.Service, lifecycle.Defence, lifecycle.Trial, lifecycle.Stayed, lifecycle.InCourtPrompt, lifecycle.AwaitingEffect,
		lifecycle.Appeal, lifecycle.InSupervision, lifecycle.AwaitingEnforcement, lifecycle.InEnforcement, lifecycle.Dormant, lifecycle.InRetrial, lifecycle.BankruptcyHandoff}}},
	lifecycle.SucceededElsewhere: {{relay, openEnforce}},
	lifecycle.SuspendEnforce:     {{joinder, []lifecycle.State{lifecycle.NoticeDue, lifecycle.Reporting, lifecycle.Measures}}},
	lifecycle.ChangeDebtor:       {{joinder, placesChange}},
	lifecycle.ChangeCreditor:     {{joinder, placesChange}},
	lifecycle.SucceededThere: {{joinder, []lifecycle.State{lifecycle.InEnforcement, lifecycle.Dormant, lifecycle.InRetrial, lifecycle.BankruptcyHandoff}},
		{relay, []lifecycle.State{lifecycle.Service, lifecycle.Defence, lifecycle.Trial, lifecycle.Stayed, lifecycle.InCourtPrompt, lifecycle.AwaitingEffect, lifecycle.Appeal,
			lifecycle.InSupervision, lifecycle.AwaitingEnforcement}}},
	lifecycle.RetrialNoted:      {{joinder, []lifecycle.State{lifecycle.Checking}}},
	lifecycle.RetrialOver:       {{joinder, []lifecycle.State{lifecycle.Checking}}},
	lifecycle.FallsWhileChecked: {{joinder, []lifecycle.State{lifecycle.Checking}}},
	lifecycle.PartyBankrupt: {{joinder, []lifecycle.State{lifecycle.Stayed, lifecycle.InCourtPrompt, lifecycle.AwaitingEffect, lifecycle.Appeal,
		lifecycle.Dormant, lifecycle.InRetrial, lifecycle.BankruptcyHandoff}}},
	lifecycle.ResumeParty: {{relay, []lifecycle.State{lifecycle.Stayed, lifecycle.InCourtPrompt, lifecycle.Appeal, lifecycle.InEnforcement, lifecycle.Dormant,
		lifecycle.InRetrial, lifecycle.BankruptcyHandoff}}},
	lifecycle.AdministratorIn: {{joinder, []lifecycle.State{lifecycle.InCourtPrompt, lifecycle.AwaitingEffect, lifecycle.Appeal, lifecycle.InSupervision,
		lifecycle.AwaitingEnforcement, lifecycle.InEnforcement, lifecycle.Dormant, lifecycle.InRetrial, lifecycle.BankruptcyHandoff}}},
}

// notYet reports whether this run is older than the row that it asks for.
func (m *matter) notYet(from lifecycle.State, e lifecycle.Event) bool {
	return slices.ContainsFunc(widened[e], func(w widening) bool { return !m.since(w.since) && slices.Contains(w.in, from) })
}
