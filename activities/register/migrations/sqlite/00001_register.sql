-- +goose Up

-- One row a workflow: what boards search and sort by and figures count. It is
-- kept narrow, because the stuck list may read all of it.
CREATE TABLE workflows (
    key             TEXT PRIMARY KEY,
    kind            TEXT NOT NULL,
    seq             INTEGER NOT NULL,            -- of the last record
    case_key        TEXT NOT NULL,              -- the civil case it belongs to, itself for a case
    case_number     TEXT NOT NULL,
    court           TEXT NOT NULL,
    division        TEXT NOT NULL,
    judge           TEXT NOT NULL,
    cause           TEXT NOT NULL,
    procedure       TEXT NOT NULL,
    phase           TEXT NOT NULL,
    phase_since     INTEGER NOT NULL,
    open            INTEGER NOT NULL,           -- 1 until the phase is one that nothing leaves
    reason          TEXT NOT NULL,              -- why closed
    filed_on        TEXT NOT NULL,
    accepted_on     TEXT NOT NULL,
    closed_on       TEXT NOT NULL,
    waits_on        TEXT NOT NULL,
    due             INTEGER NOT NULL,            -- the largest number when nothing is due
    alert           TEXT NOT NULL,
    claim_fen       INTEGER NOT NULL,
    outstanding_fen INTEGER NOT NULL,
    updated         INTEGER NOT NULL             -- by the case's own clock
) STRICT;
CREATE INDEX workflows_due      ON workflows (due, key);
CREATE INDEX workflows_judge    ON workflows (judge, due, key);
CREATE INDEX workflows_court    ON workflows (court, division, due, key);
CREATE INDEX workflows_phase    ON workflows (phase, due, key);
CREATE INDEX workflows_alert    ON workflows (alert, due, key);
CREATE INDEX workflows_kind     ON workflows (kind, due, key);
CREATE INDEX workflows_case     ON workflows (case_key);
CREATE INDEX workflows_quiet    ON workflows (updated) WHERE open = 1;

-- The whole of each row, as JSON.
CREATE TABLE workflow_rows (
    key      TEXT PRIMARY KEY REFERENCES workflows (key),
    row_json TEXT NOT NULL
) STRICT;

-- Every record that was written: what makes writing idempotent.
CREATE TABLE records (
    key     TEXT NOT NULL REFERENCES workflows (key),
    seq     INTEGER NOT NULL,
    digest  TEXT NOT NULL,
    result  TEXT NOT NULL,                      -- the answer, as JSON
    written INTEGER NOT NULL,
    PRIMARY KEY (key, seq)
) STRICT;

-- The filing without its parties.
CREATE TABLE filings (
    key    TEXT PRIMARY KEY REFERENCES workflows (key),
    filing TEXT NOT NULL
) STRICT;

-- Personal data, here only.
CREATE TABLE parties (
    key                 TEXT NOT NULL REFERENCES workflows (key),
    party               TEXT NOT NULL,
    pos                 INTEGER NOT NULL,
    side                TEXT NOT NULL,
    kind                TEXT NOT NULL,
    name                TEXT NOT NULL,
    id_number           TEXT NOT NULL,
    address             TEXT NOT NULL,
    phone               TEXT NOT NULL,
    e_service           INTEGER NOT NULL,
    whereabouts_unknown INTEGER NOT NULL,
    PRIMARY KEY (key, pos)
) STRICT;
CREATE INDEX parties_id_number ON parties (id_number) WHERE id_number <> '';

-- The timeline.
CREATE TABLE entries (
    key       TEXT NOT NULL REFERENCES workflows (key),
    seq       INTEGER NOT NULL,
    pos       INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    event     TEXT NOT NULL,
    role      TEXT NOT NULL,
    track     TEXT NOT NULL,
    mechanism INTEGER NOT NULL,
    entry     TEXT NOT NULL,
    PRIMARY KEY (key, seq, pos)
) STRICT;

-- The periods that run, and no others.
CREATE TABLE deadlines (
    key      TEXT NOT NULL REFERENCES workflows (key),
    id       TEXT NOT NULL,
    pos      INTEGER NOT NULL,
    name     TEXT NOT NULL,
    kind     TEXT NOT NULL,                     -- statutory, internal, assumption
    due      INTEGER NOT NULL,
    on_whom  TEXT NOT NULL,
    article  TEXT NOT NULL,
    expires  TEXT NOT NULL,                     -- the event that the end causes by itself
    frozen   INTEGER NOT NULL,
    deadline TEXT NOT NULL,
    PRIMARY KEY (key, pos)
) STRICT;
CREATE INDEX deadlines_due ON deadlines (due) WHERE frozen = 0;

-- Why cases are stuck, as they say themselves.
CREATE TABLE stuck_causes (
    key     TEXT NOT NULL REFERENCES workflows (key),
    pos     INTEGER NOT NULL,
    reason  TEXT NOT NULL,
    since   INTEGER NOT NULL,
    on_whom TEXT NOT NULL,
    unstick TEXT NOT NULL,
    article TEXT NOT NULL,
    PRIMARY KEY (key, pos)
) STRICT;

CREATE TABLE obligations (
    key             TEXT NOT NULL REFERENCES workflows (key),
    id              TEXT NOT NULL,
    pos             INTEGER NOT NULL,
    amount_fen      INTEGER NOT NULL,
    paid_fen        INTEGER NOT NULL,
    outstanding_fen INTEGER NOT NULL,
    performed_on    TEXT NOT NULL,
    obligation      TEXT NOT NULL,
    PRIMARY KEY (key, pos)
) STRICT;

CREATE TABLE payments (
    key        TEXT NOT NULL REFERENCES workflows (key),
    id         TEXT NOT NULL,
    pos        INTEGER NOT NULL,
    obligation TEXT NOT NULL,
    payer      TEXT NOT NULL,
    amount_fen INTEGER NOT NULL,
    on_day     TEXT NOT NULL,
    payment    TEXT NOT NULL,
    PRIMARY KEY (key, pos)
) STRICT;

CREATE TABLE documents (
    id        TEXT PRIMARY KEY,
    key       TEXT NOT NULL REFERENCES workflows (key),
    seq       INTEGER NOT NULL,
    pos       INTEGER NOT NULL,
    kind      TEXT NOT NULL,
    recipient TEXT NOT NULL,
    on_day    TEXT NOT NULL,
    number    TEXT NOT NULL,
    sha256    TEXT NOT NULL,
    missing   TEXT NOT NULL,                    -- facts that show as 待补, parted by commas
    html      TEXT NOT NULL
) STRICT;
CREATE INDEX documents_workflow ON documents (key, seq, pos);

-- Sequences of numbers: one a court, kind of case and year.
CREATE TABLE sequences (
    court TEXT NOT NULL,
    type  TEXT NOT NULL,
    year  INTEGER NOT NULL,
    last  INTEGER NOT NULL,                      -- every number up to it is taken
    PRIMARY KEY (court, type, year)
) STRICT;

-- Every number that was given, or that came with a filing, for ever.
CREATE TABLE numbers (
    court    TEXT NOT NULL,
    type     TEXT NOT NULL,
    year     INTEGER NOT NULL,
    n        INTEGER NOT NULL,
    text     TEXT NOT NULL UNIQUE,
    order_id TEXT UNIQUE,                       -- NULL for a number given elsewhere
    key      TEXT NOT NULL,
    case_key TEXT NOT NULL,
    given    INTEGER NOT NULL,
    PRIMARY KEY (court, type, year, n)
) STRICT;

CREATE TABLE certificates (
    number      TEXT PRIMARY KEY,
    code        TEXT NOT NULL UNIQUE,
    key         TEXT NOT NULL REFERENCES workflows (key),
    case_key    TEXT NOT NULL,
    court       TEXT NOT NULL,
    party       TEXT NOT NULL,
    issued_on   TEXT NOT NULL,
    document_id TEXT NOT NULL REFERENCES documents (id)
) STRICT;

-- Messages to other systems.
CREATE TABLE outbox (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id       TEXT NOT NULL UNIQUE,
    key      TEXT NOT NULL REFERENCES workflows (key),
    case_key TEXT NOT NULL,
    court    TEXT NOT NULL,
    type     TEXT NOT NULL,
    at       INTEGER NOT NULL,                   -- by the case's own clock
    data     TEXT NOT NULL,
    written  INTEGER NOT NULL,
    state    TEXT NOT NULL                      -- new, waiting, routed
) STRICT;
CREATE INDEX outbox_unrouted ON outbox (state, type, position) WHERE state <> 'routed';
CREATE INDEX outbox_case     ON outbox (case_key, position);

-- What became of each message at each receiver.
CREATE TABLE outbox_receipts (
    position    INTEGER NOT NULL REFERENCES outbox (position),
    receiver    TEXT NOT NULL,
    case_key    TEXT NOT NULL,
    state       TEXT NOT NULL,                  -- pending, delivered, refused
    routed      INTEGER NOT NULL,
    attempts    INTEGER NOT NULL,
    next        INTEGER NOT NULL,                -- not before
    lease_owner TEXT NOT NULL,
    lease_until INTEGER NOT NULL,
    failed      INTEGER NOT NULL,                -- since when, 0 for never
    status      INTEGER NOT NULL,               -- of the last answer, 0 for none
    error       TEXT NOT NULL,
    delivered   INTEGER NOT NULL,
    PRIMARY KEY (position, receiver)
) STRICT;
CREATE INDEX receipts_due   ON outbox_receipts (receiver, next, position) WHERE state = 'pending';
CREATE INDEX receipts_order ON outbox_receipts (receiver, case_key, position) WHERE state = 'pending';
CREATE INDEX receipts_bad   ON outbox_receipts (routed) WHERE state <> 'delivered';

-- Receivers that said they are gone (410). They get nothing until their
-- address changes.
CREATE TABLE receivers (
    name TEXT PRIMARY KEY,
    url  TEXT NOT NULL,
    gone INTEGER NOT NULL                        -- since when, 0 for not
) STRICT;
