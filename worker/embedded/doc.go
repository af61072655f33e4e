// Package embedded runs a whole Temporal server inside this process, on one
// SQLite file, so that a court (or a reader of this repository) needs nothing
// but the one binary.
//
// It is the ordinary server, not an imitation: the same services, the same
// persistence code, the same gRPC API. What is particular:
//
//   - State is a file in a data folder, never memory: a server in memory loses
//     every case at the next power cut, and did not hold a hundred thousand open
//     ones when it was tried. The file is in WAL mode with full sync, so that what
//     was acknowledged survives a kill and a power cut.
//   - One process owns a data folder at a time. A second one is turned away with
//     an error that says who holds it.
//   - A data folder is either for training or for real work, from its first day
//     on. Only a training server lets a client move a case's clock, and a folder
//     of the one kind is never opened as the other.
//   - Everything listens on the loopback interface only. The server has no sign-in
//     of its own; whoever can reach its port can read and change every case.
//
// Only worker/local and tests import this package. The production worker links
// no server.
package embedded
