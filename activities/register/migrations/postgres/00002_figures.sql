-- +goose Up

-- What figures count: one row a workflow, put together from its records as
-- they are written. Days are the court's, YYYY-MM-DD, empty for what has not
-- happened. A row whose seq is behind its workflow's is made anew from the
-- timeline, so that a worker of the release before may write as well.
CREATE TABLE facts (
    key          TEXT COLLATE "C" PRIMARY KEY REFERENCES workflows (key),
    seq          BIGINT NOT NULL,           -- of the last record that is in it
    kind         TEXT COLLATE "C" NOT NULL,
    case_key     TEXT COLLATE "C" NOT NULL,
    court        TEXT COLLATE "C" NOT NULL,
    division     TEXT COLLATE "C" NOT NULL,              -- the one that has the case now
    filed_on     TEXT COLLATE "C" NOT NULL,
    accepted_on  TEXT COLLATE "C" NOT NULL,
    phase        TEXT COLLATE "C" NOT NULL,
    phase_on     TEXT COLLATE "C" NOT NULL,              -- since when
    notice_on    TEXT COLLATE "C" NOT NULL,              -- first public notice
    preserved_on TEXT COLLATE "C" NOT NULL,              -- first ruling that preserves
    prompted_on  TEXT COLLATE "C" NOT NULL,              -- prompted to perform in court
    mediated_on  TEXT COLLATE "C" NOT NULL,
    in_court_on  TEXT COLLATE "C" NOT NULL,              -- performed in full in court
    concluded_on TEXT COLLATE "C" NOT NULL,              -- first instance, by whatever ending
    trial_last   TEXT COLLATE "C" NOT NULL,              -- last day of the trial limit as last known
    trial_frozen TEXT COLLATE "C" NOT NULL,              -- since when it stands still
    in_time      INTEGER NOT NULL,           -- 1 when concluded within it
    long_on      TEXT COLLATE "C" NOT NULL,              -- the day it has been pending for twelve months
    payable_on   TEXT COLLATE "C" NOT NULL,              -- a document with something to perform took effect
    performed_on TEXT COLLATE "C" NOT NULL,              -- in full, without enforcement
    enforced_on  TEXT COLLATE "C" NOT NULL,              -- first application for enforcement
    settled_on   TEXT COLLATE "C" NOT NULL,              -- the earlier of the two
    settled      INTEGER NOT NULL,           -- 1 when that was performance
    handoff_on   TEXT COLLATE "C" NOT NULL,              -- to bankruptcy, first
    certified_on TEXT COLLATE "C" NOT NULL,              -- a certificate was issued
    repaired_on  TEXT COLLATE "C" NOT NULL               -- credit repair was granted
);
CREATE INDEX facts_filed     ON facts (filed_on, court, division, kind, notice_on, preserved_on, key);
CREATE INDEX facts_accepted  ON facts (accepted_on, court, division, key) WHERE kind = 'case' AND accepted_on <> '';
CREATE INDEX facts_concluded ON facts (concluded_on, court, division, accepted_on, in_time, key) WHERE kind = 'case' AND accepted_on <> '';
CREATE INDEX facts_long      ON facts (long_on, concluded_on, court, division, key) WHERE long_on <> '' AND (concluded_on = '' OR concluded_on > long_on);
CREATE INDEX facts_mediated  ON facts (mediated_on, court, division, in_court_on, enforced_on, key) WHERE mediated_on <> '';
CREATE INDEX facts_prompted  ON facts (prompted_on, court, division, in_court_on, key) WHERE prompted_on <> '';
CREATE INDEX facts_payable   ON facts (payable_on, court, division, enforced_on, key) WHERE payable_on <> '';
CREATE INDEX facts_settled   ON facts (settled_on, court, division, settled, key) WHERE settled_on <> '';
CREATE INDEX facts_handoff   ON facts (handoff_on, court, division, key) WHERE handoff_on <> '';
CREATE INDEX facts_certified ON facts (certified_on, court, division, key) WHERE certified_on <> '';
CREATE INDEX facts_repaired  ON facts (repaired_on, court, division, key) WHERE repaired_on <> '';

-- The stays in a phase that are over.
CREATE TABLE spans (
    key      TEXT COLLATE "C" NOT NULL REFERENCES workflows (key),
    n        BIGINT NOT NULL,               -- in order
    kind     TEXT COLLATE "C" NOT NULL,
    phase    TEXT COLLATE "C" NOT NULL,
    court    TEXT COLLATE "C" NOT NULL,
    division TEXT COLLATE "C" NOT NULL,
    from_on  TEXT COLLATE "C" NOT NULL,
    to_on    TEXT COLLATE "C" NOT NULL,
    to_month TEXT COLLATE "C" NOT NULL,                  -- YYYY-MM of it
    days     INTEGER NOT NULL,
    PRIMARY KEY (key, n)
);
CREATE INDEX spans_phase ON spans (kind, phase, to_month, court, division, days, to_on);
CREATE INDEX spans_cases ON spans (kind, phase, to_on, court, division, key, n);

-- What is counted once each time it happens: a mechanism's first use in a
-- case, an entry in a list.
CREATE TABLE happenings (
    key      TEXT COLLATE "C" NOT NULL REFERENCES workflows (key),
    what     TEXT COLLATE "C" NOT NULL,                  -- mechanism/5, list_entry
    n        BIGINT NOT NULL,
    kind     TEXT COLLATE "C" NOT NULL,
    court    TEXT COLLATE "C" NOT NULL,
    division TEXT COLLATE "C" NOT NULL,
    on_day   TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (key, what, n)
);
CREATE INDEX happenings_what ON happenings (what, on_day, court, division, key);

CREATE INDEX documents_digest ON documents (on_day) WHERE kind = 'daily_digest';
