// Package codec encrypts what Luxing hands to Temporal. The Temporal server, its
// database and its operators see workflow IDs, state names and times; they do not
// see parties, claims or papers.
//
// A payload is compressed with zstd if that makes it smaller and sealed with
// AES-256-GCM. In the clear beside it stand the key's ID, the namespace and the
// workflow ID. These three are sealed in as well (additional data), so that a
// payload changed, cut, or put under another name does not open. When the SDK says
// which workflow a payload is read for, it must be the one it was sealed for: a
// decision copied from one case's history into another's is refused.
//
// Where the SDK does not say whose a payload is (the web UI encoding an input, an
// activity completed from outside by its token), it is bound to the namespace
// only. Two readings are exempt from the comparison, not from the seal: the codec
// endpoint, to which the UI does not tell the workflow, and the SDK's replayer,
// which replays under a namespace of its own.
//
// # Keys
//
// Keys are written one a line, or separated by commas, as ID:BASE64 with 32 bytes
// behind the base64; a line may be empty or begin with #. The first is the current
// one, used to seal; any of them opens.
//
//	# LUXING_KEYS, or the file named by LUXING_KEYS_FILE
//	2026b:3J2cAv0…=
//	2026a:p0lXr1Q…=
//
// To change keys without a pause: add the new one as the second everywhere and
// restart the workers; then move it to the front and restart them again; drop the
// old one when the last case sealed with it has left the server's retention. A key
// that is lost takes with it every payload it sealed: keep a copy off the machine.
//
// Nonces are random, which is safe for some four thousand million payloads a key;
// change keys yearly.
package codec
