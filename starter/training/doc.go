// Package training moves the clock of one execution forward on a real Temporal
// server, so that a two-year case can be rehearsed in an afternoon and a test can
// run a whole life. It is the only place that knows of Temporal's (experimental)
// time skipping. Workflows know nothing of it, and a production server refuses it
// (ErrNotTraining).
//
// # What moves
//
// Each execution has a virtual clock of its own: real time plus what was skipped.
// workflow.Now, the times of its events, its timers and the ScheduledTime of its
// activities are virtual. The time inside an activity is real, and so is its
// deadline. After a move the clock runs on at the speed of the wall clock; nothing
// is skipped unless somebody asks for it. The clock never goes backward, and a
// case cannot start in the past.
//
// The virtual clock carries over continue-as-new. It does not carry over to
// workflows started from an activity, which start today: FollowClock cures that
// for the client that a training worker gives its activities. Child workflows do
// inherit it, but while one is open its parent's clock stands still.
//
// Signals and updates sent meanwhile are handled as always, at the virtual moment
// they arrive. Signals between executions reach a clock that may stand elsewhere.
//
// # How it moves
//
// The server can move a clock over many timers by itself. Tried on server 1.32.1,
// two of its habits make the result wrong now and then, so that this package takes
// one step at a time:
//
//   - A move that ends while work is in flight, or that is very short, runs on to
//     the next timer. One nanosecond became five days. So each step is sent only
//     to an execution that is at rest, is allowed one skip
//     (max_session_skip_count), and the last second before a target is waited for
//     in real time.
//   - A timer that is due but has not fired is not "in flight": the next move goes
//     past it, and it fires days late. So a step is sent only when every timer due
//     has fired.
//
// "At rest" means: no workflow task pending, no activity open (one waiting for its
// next attempt does not count; its retries are moved to like timers), no child, no
// signal to another execution under way, no timer due. Advance waits for that
// before each step and after the last, so that when it returns everything that was
// due has been worked off.
//
// Three more things the server does with moved clocks. It may hand out a retry of an
// activity twice, and then the one after it comes without its pause. It adds the
// skipped time twice to the recorded start of a continued run, so that the start time shown for
// it lies too far ahead and its run timeout is too long; the start event, which the
// workflow sees, is right. And for the same reason it would hold back the next run
// by days, unless history.workflowIdReuseMinimalInterval is zero, as worker/embedded
// sets it on training servers.
//
// # What it costs
//
// A step takes some ten milliseconds whatever its length, plus the work it sets
// off; years without a timer are one step, each timer in between is another. Each
// leaves two events in the history, which replay ignores. Histories with moved
// clocks replay like any other.
package training
