-- +goose Up

-- Text is compared by its bytes, as SQLite does, so that pages of a list turn
-- in the same order on both.

-- One row a workflow: what boards search and sort by and figures count. It is
-- kept narrow, because the stuck list may read all of it.
CREATE TABLE workflows (
    key             TEXT COLLATE "C" PRIMARY KEY,
    kind            TEXT COLLATE "C" NOT NULL,
    seq             BIGINT NOT NULL,            -- of the last record
    case_key        TEXT COLLATE "C" NOT NULL,              -- the civil case it belongs to, itself for a case
    case_number     TEXT COLLATE "C" NOT NULL,
    court           TEXT COLLATE "C" NOT NULL,
    division        TEXT COLLATE "C" NOT NULL,
    judge           TEXT COLLATE "C" NOT NULL,
    cause           TEXT COLLATE "C" NOT NULL,
    procedure       TEXT COLLATE "C" NOT NULL,
    phase           TEXT COLLATE "C" NOT NULL,
    phase_since     BIGINT NOT NULL,
    open            INTEGER NOT NULL,           -- 1 until the phase is one that nothing leaves
    reason          TEXT COLLATE "C" NOT NULL,              -- why closed
    filed_on        TEXT COLLATE "C" NOT NULL,
    accepted_on     TEXT COLLATE "C" NOT NULL,
    closed_on       TEXT COLLATE "C" NOT NULL,
    waits_on        TEXT COLLATE "C" NOT NULL,
    due             BIGINT NOT NULL,            -- the largest number when nothing is due
    alert           TEXT COLLATE "C" NOT NULL,
    claim_fen       BIGINT NOT NULL,
    outstanding_fen BIGINT NOT NULL,
    updated         BIGINT NOT NULL             -- by the case's own clock
);
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
    key      TEXT COLLATE "C" PRIMARY KEY REFERENCES workflows (key),
    row_json TEXT COLLATE "C" NOT NULL
);

-- Every record that was written: what makes writing idempotent.
CREATE TABLE records (
    key     TEXT COLLATE "C" NOT NULL REFERENCES workflows (key),
    seq     BIGINT NOT NULL,
    digest  TEXT COLLATE "C" NOT NULL,
    result  TEXT COLLATE "C" NOT NULL,                      -- the answer, as JSON
    written BIGINT NOT NULL,
    PRIMARY KEY (key, seq)
);

-- The filing without its parties.
CREATE TABLE filings (
    key    TEXT COLLATE "C" PRIMARY KEY REFERENCES workflows (key),
    filing TEXT COLLATE "C" NOT NULL
);

-- Personal data, here only.
CREATE TABLE parties (
    key                 TEXT COLLATE "C" NOT NULL REFERENCES workflows (key),
    party               TEXT COLLATE "C" NOT NULL,
    pos                 INTEGER NOT NULL,
    side                TEXT COLLATE "C" NOT NULL,
    kind                TEXT COLLATE "C" NOT NULL,
    name                TEXT COLLATE "C" NOT NULL,
    id_number           TEXT COLLATE "C" NOT NULL,
    address             TEXT COLLATE "C" NOT NULL,
    phone               TEXT COLLATE "C" NOT NULL,
    e_service           INTEGER NOT NULL,
    whereabouts_unknown INTEGER NOT NULL,
    PRIMARY KEY (key, pos)
);
CREATE INDEX parties_id_number ON parties (id_number) WHERE id_number <> '';

-- The timeline.
CREATE TABLE entries (
    key       TEXT COLLATE "C" NOT NULL REFERENCES workflows (key),
    seq       BIGINT NOT NULL,
    pos       INTEGER NOT NULL,
    at        BIGINT NOT NULL,
    event     TEXT COLLATE "C" NOT NULL,
    role      TEXT COLLATE "C" NOT NULL,
    track     TEXT COLLATE "C" NOT NULL,
    mechanism BIGINT NOT NULL,
    entry     TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (key, seq, pos)
);

-- The periods that run, and no others.
CREATE TABLE deadlines (
    key      TEXT COLLATE "C" NOT NULL REFERENCES workflows (key),
    id       TEXT COLLATE "C" NOT NULL,
    pos      INTEGER NOT NULL,
    name     TEXT COLLATE "C" NOT NULL,
    kind     TEXT COLLATE "C" NOT NULL,                     -- statutory, internal, assumption
    due      BIGINT NOT NULL,
    on_whom  TEXT COLLATE "C" NOT NULL,
    article  TEXT COLLATE "C" NOT NULL,
    expires  TEXT COLLATE "C" NOT NULL,                     -- the event that the end causes by itself
    frozen   INTEGER NOT NULL,
    deadline TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (key, pos)
);
CREATE INDEX deadlines_due ON deadlines (due) WHERE frozen = 0;

-- Why cases are stuck, as they say themselves.
CREATE TABLE stuck_causes (
    key     TEXT COLLATE "C" NOT NULL REFERENCES workflows (key),
    pos     INTEGER NOT NULL,
    reason  TEXT COLLATE "C" NOT NULL,
    since   BIGINT NOT NULL,
    on_whom TEXT COLLATE "C" NOT NULL,
    unstick TEXT COLLATE "C" NOT NULL,
    article TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (key, pos)
);

CREATE TABLE obligations (
    key             TEXT COLLATE "C" NOT NULL REFERENCES workflows (key),
    id              TEXT COLLATE "C" NOT NULL,
    pos             INTEGER NOT NULL,
    amount_fen      BIGINT NOT NULL,
    paid_fen        BIGINT NOT NULL,
    outstanding_fen BIGINT NOT NULL,
    performed_on    TEXT COLLATE "C" NOT NULL,
    obligation      TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (key, pos)
);

CREATE TABLE payments (
    key        TEXT COLLATE "C" NOT NULL REFERENCES workflows (key),
    id         TEXT COLLATE "C" NOT NULL,
    pos        INTEGER NOT NULL,
    obligation TEXT COLLATE "C" NOT NULL,
    payer      TEXT COLLATE "C" NOT NULL,
    amount_fen BIGINT NOT NULL,
    on_day     TEXT COLLATE "C" NOT NULL,
    payment    TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (key, pos)
);

CREATE TABLE documents (
    id        TEXT COLLATE "C" PRIMARY KEY,
    key       TEXT COLLATE "C" NOT NULL REFERENCES workflows (key),
    seq       BIGINT NOT NULL,
    pos       INTEGER NOT NULL,
    kind      TEXT COLLATE "C" NOT NULL,
    recipient TEXT COLLATE "C" NOT NULL,
    on_day    TEXT COLLATE "C" NOT NULL,
    number    TEXT COLLATE "C" NOT NULL,
    sha256    TEXT COLLATE "C" NOT NULL,
    missing   TEXT COLLATE "C" NOT NULL,                    -- facts that show as 待补, parted by commas
    html      TEXT COLLATE "C" NOT NULL
);
CREATE INDEX documents_workflow ON documents (key, seq, pos);

-- Sequences of numbers: one a court, kind of case and year.
CREATE TABLE sequences (
    court TEXT COLLATE "C" NOT NULL,
    type  TEXT COLLATE "C" NOT NULL,
    year  INTEGER NOT NULL,
    last  BIGINT NOT NULL,                      -- every number up to it is taken
    PRIMARY KEY (court, type, year)
);

-- Every number that was given, or that came with a filing, for ever.
CREATE TABLE numbers (
    court    TEXT COLLATE "C" NOT NULL,
    type     TEXT COLLATE "C" NOT NULL,
    year     INTEGER NOT NULL,
    n        BIGINT NOT NULL,
    text     TEXT COLLATE "C" NOT NULL UNIQUE,
    order_id TEXT COLLATE "C" UNIQUE,                       -- NULL for a number given elsewhere
    key      TEXT COLLATE "C" NOT NULL,
    case_key TEXT COLLATE "C" NOT NULL,
    given    BIGINT NOT NULL,
    PRIMARY KEY (court, type, year, n)
);

CREATE TABLE certificates (
    number      TEXT COLLATE "C" PRIMARY KEY,
    code        TEXT COLLATE "C" NOT NULL UNIQUE,
    key         TEXT COLLATE "C" NOT NULL REFERENCES workflows (key),
    case_key    TEXT COLLATE "C" NOT NULL,
    court       TEXT COLLATE "C" NOT NULL,
    party       TEXT COLLATE "C" NOT NULL,
    issued_on   TEXT COLLATE "C" NOT NULL,
    document_id TEXT COLLATE "C" NOT NULL REFERENCES documents (id)
);

-- Messages to other systems.
CREATE TABLE outbox (
    position BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id       TEXT COLLATE "C" NOT NULL UNIQUE,
    key      TEXT COLLATE "C" NOT NULL REFERENCES workflows (key),
    case_key TEXT COLLATE "C" NOT NULL,
    court    TEXT COLLATE "C" NOT NULL,
    type     TEXT COLLATE "C" NOT NULL,
    at       BIGINT NOT NULL,                   -- by the case's own clock
    data     TEXT COLLATE "C" NOT NULL,
    written  BIGINT NOT NULL,
    state    TEXT COLLATE "C" NOT NULL                      -- new, waiting, routed
);
CREATE INDEX outbox_unrouted ON outbox (state, type, position) WHERE state <> 'routed';
CREATE INDEX outbox_case     ON outbox (case_key, position);

-- What became of each message at each receiver.
CREATE TABLE outbox_receipts (
    position    BIGINT NOT NULL REFERENCES outbox (position),
    receiver    TEXT COLLATE "C" NOT NULL,
    case_key    TEXT COLLATE "C" NOT NULL,
    state       TEXT COLLATE "C" NOT NULL,                  -- pending, delivered, refused
    routed      BIGINT NOT NULL,
    attempts    INTEGER NOT NULL,
    next        BIGINT NOT NULL,                -- not before
    lease_owner TEXT COLLATE "C" NOT NULL,
    lease_until BIGINT NOT NULL,
    failed      BIGINT NOT NULL,                -- since when, 0 for never
    status      INTEGER NOT NULL,               -- of the last answer, 0 for none
    error       TEXT COLLATE "C" NOT NULL,
    delivered   BIGINT NOT NULL,
    PRIMARY KEY (position, receiver)
);
CREATE INDEX receipts_due   ON outbox_receipts (receiver, next, position) WHERE state = 'pending';
CREATE INDEX receipts_order ON outbox_receipts (receiver, case_key, position) WHERE state = 'pending';
CREATE INDEX receipts_bad   ON outbox_receipts (routed) WHERE state <> 'delivered';

-- Receivers that said they are gone (410). They get nothing until their
-- address changes.
CREATE TABLE receivers (
    name TEXT COLLATE "C" PRIMARY KEY,
    url  TEXT COLLATE "C" NOT NULL,
    gone BIGINT NOT NULL                        -- since when, 0 for not
);
