// Package host runs Luxing's workflows and activities against a Temporal server. It
// is shared by the production worker (worker) and the one that brings its own
// server (worker/local), and links no server itself.
//
// # Settings
//
// The connection is set as for Temporal's own tools, by TEMPORAL_ADDRESS,
// TEMPORAL_NAMESPACE, TEMPORAL_API_KEY, TEMPORAL_TLS_… and the profile file (see
// go.temporal.io/sdk/contrib/envconfig). The rest:
//
//	LUXING_DATA             data folder (data)
//	LUXING_REGISTER         the court register: sqlite:PATH or postgres://… (sqlite:DATA/register.db)
//	LUXING_KEYS             payload keys, ID:BASE64[,ID:BASE64…]; none sends everything in the clear
//	LUXING_KEYS_FILE        file with payload keys (DATA/keys)
//	LUXING_ACCEPT_PLAIN     on: also read payloads that are not sealed
//	LUXING_POLICY           the court's policy file
//	LUXING_COURTS           courts whose schedules are kept: the daily digest, the integrity list;
//	                        浙0211[,浙0212…] (those in the register)
//	LUXING_DIGEST_AT        when the daily digest is made, by the court's clock (07:30)
//	LUXING_VERIFY_URL       address for the QR code of certificates, to which the code is added:
//	                        https://luxing.court.internal/verify?q= (no QR code)
//	LUXING_WEBHOOKS         file with the receivers of messages to other systems, and the national checker
//	LUXING_TASK_QUEUE       task queue (luxing)
//	LUXING_METRICS_ADDRESS  where probes and metrics are answered (127.0.0.1:9464); off for nowhere
//	LUXING_LOG_LEVEL        debug, info, warn or error (info)
//	LUXING_STOP_TIMEOUT     how long work in flight may take after a signal to stop (30s)
//	LUXING_CACHE            open cases kept in memory between tasks (2000)
//	LUXING_BUILD_ID         the version of this build, if the build does not know its revision
//	LUXING_VERSIONING       on: Worker Deployment Versioning
//
// Versioning is off unless asked for: with it on, the server gives a worker nothing
// to do until an operator has made its version the current one, so that a fresh
// installation would stand still without a word. A court that rolls out gradually
// turns it on and sets the version as part of its rollout. Cases then move to the
// current version by themselves (auto-upgrade): they live for years, and no worker
// of 2026 shall have to run until 2031. What changes while cases are open is held
// together by workflow.GetVersion and the recorded histories.
package host
