// Package gateway is the court's way in over HTTP: the API for other systems,
// sign-in, and the pages that are mounted on it. It is a thin layer: what may
// be done, and by whom, is [access.Guard]'s, and what it means is package
// court's.
//
// The API is described by an OpenAPI 3.1 document made from this code, at
// /openapi.json and /openapi.yaml, with a page for people at /docs. Every
// failure, also those of the server itself (404, 405, 413, 415, 429, 503), is
// a problem document (RFC 9457) with all faults at once.
//
// A write may carry an Idempotency-Key. The first request under a key is done,
// its answer kept for a day, and whoever sends it again is answered the same.
// Only success is kept: a request that was refused did nothing, and may be
// sent again under its key when what was missing is there. Below that every
// write is idempotent by itself (a filing by its key, a decision by its ID), so
// that a gateway killed in between leaves nothing half done.
//
// Under more than it can carry the gateway says so before it begins: 429 to a
// client that asks too often, 503 when too much is under way, both with
// Retry-After.
package gateway
