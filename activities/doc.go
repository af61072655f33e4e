// Package activities is everything that the workflows do to the world, in
// three activities: Record puts a step on record (the register, documents,
// numbers and messages, in one transaction), Link starts a linked workflow, and
// Eligible asks the register whether a certificate may be given.
//
// All three are idempotent by the IDs that their input carries, so that a
// worker may be killed between any two lines of them. Errors that no retry can
// mend are application errors of a documented type and not retryable; every
// other error is retried.
package activities
