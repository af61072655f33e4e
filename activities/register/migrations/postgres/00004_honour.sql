-- +goose Up

-- A certificate that was revoked keeps its number; nobody else gets it.
ALTER TABLE certificates ADD COLUMN revoked_on TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE certificates ADD COLUMN revoked_by TEXT COLLATE "C" NOT NULL DEFAULT '';   -- the review's key
ALTER TABLE certificates ADD COLUMN ground     TEXT COLLATE "C" NOT NULL DEFAULT '';
CREATE INDEX certificates_court ON certificates (court, issued_on);

-- The entries of every batch of the integrity list. Who a holder is stands
-- among the parties of the case, and only there.
CREATE TABLE list_entries (
    batch       TEXT COLLATE "C" NOT NULL REFERENCES workflows (key),
    certificate TEXT COLLATE "C" NOT NULL,                  -- the application's key
    pos         BIGINT NOT NULL,
    court       TEXT COLLATE "C" NOT NULL,
    case_key    TEXT COLLATE "C" NOT NULL,
    party       TEXT COLLATE "C" NOT NULL,
    state       TEXT COLLATE "C" NOT NULL,                  -- candidate, kept_out, listed, removed
    listed_on   TEXT COLLATE "C" NOT NULL,
    removed_on  TEXT COLLATE "C" NOT NULL,
    entry       TEXT COLLATE "C" NOT NULL,                  -- the whole of it, as JSON
    PRIMARY KEY (batch, certificate)
);
CREATE INDEX list_entries_certificate ON list_entries (certificate, state);
CREATE INDEX list_entries_party       ON list_entries (case_key, party);
CREATE INDEX list_entries_listed      ON list_entries (court, listed_on);

-- What became of each application for credit repair.
CREATE TABLE repairs (
    key         TEXT COLLATE "C" PRIMARY KEY REFERENCES workflows (key),
    court       TEXT COLLATE "C" NOT NULL,
    case_key    TEXT COLLATE "C" NOT NULL,
    enforcement TEXT COLLATE "C" NOT NULL,
    party       TEXT COLLATE "C" NOT NULL,
    state       TEXT COLLATE "C" NOT NULL,
    applied_on  TEXT COLLATE "C" NOT NULL,
    granted_on  TEXT COLLATE "C" NOT NULL,
    until_on    TEXT COLLATE "C" NOT NULL,
    ended_on    TEXT COLLATE "C" NOT NULL,
    barred_to   TEXT COLLATE "C" NOT NULL,
    paid_fen    BIGINT NOT NULL,               -- performed after the repair
    repair      TEXT COLLATE "C" NOT NULL
);
CREATE INDEX repairs_party   ON repairs (case_key, party);
CREATE INDEX repairs_granted ON repairs (court, granted_on);
