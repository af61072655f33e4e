// Package activities is the room that touches the world on behalf of the
// workflows: it writes records to the court register, starts linked workflows,
// and asks the register what a certificate depends on. Every activity is
// idempotent: it may be killed between any two lines and run again.
package activities
