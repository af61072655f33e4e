// Package exchange takes the messages of the register's outbox to other
// systems: CloudEvents 1.0 in structured JSON over signed webhooks (Standard
// Webhooks). Delivery is at least once, under an ID that never changes, so a
// receiver that remembers IDs gets each message once. The messages of one case
// reach a receiver in the order they were written. A receiver that is away is
// tried for ever, ever more slowly; what it refuses stays on record as refused.
package exchange
