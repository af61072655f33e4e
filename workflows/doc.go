// Package workflows holds the deterministic core: a civil case as one durable
// Temporal workflow, and the workflows linked to it.
//
// Case, Enforcement and Certificate share one engine, the matter: it judges
// decisions against the lifecycle tables, keeps the deadlines and the one
// timer that watches them, collects what each step leaves in the world into
// one record, and says at any moment what it waits for. A workflow adds its
// guards, its effects and the consequences it draws on its own.
//
// Nothing here touches a clock, a network, a file or a random number but
// through its inputs, so a history recorded today replays in ten years.
package workflows
