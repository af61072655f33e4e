-- +goose Up

-- A certificate that was revoked keeps its number; nobody else gets it.
ALTER TABLE certificates ADD COLUMN revoked_on TEXT NOT NULL DEFAULT '';
ALTER TABLE certificates ADD COLUMN revoked_by TEXT NOT NULL DEFAULT '';   -- the review's key
ALTER TABLE certificates ADD COLUMN ground     TEXT NOT NULL DEFAULT '';
CREATE INDEX certificates_court ON certificates (court, issued_on);

-- The entries of every batch of the integrity list. Who a holder is stands
-- among the parties of the case, and only there.
CREATE TABLE list_entries (
    batch       TEXT NOT NULL REFERENCES workflows (key),
    certificate TEXT NOT NULL,                  -- the application's key
    pos         INTEGER NOT NULL,
    court       TEXT NOT NULL,
    case_key    TEXT NOT NULL,
    party       TEXT NOT NULL,
    state       TEXT NOT NULL,                  -- candidate, kept_out, listed, removed
    listed_on   TEXT NOT NULL,
    removed_on  TEXT NOT NULL,
    entry       TEXT NOT NULL,                  -- the whole of it, as JSON
    PRIMARY KEY (batch, certificate)
) STRICT;
CREATE INDEX list_entries_certificate ON list_entries (certificate, state);
CREATE INDEX list_entries_party       ON list_entries (case_key, party);
CREATE INDEX list_entries_listed      ON list_entries (court, listed_on);

-- What became of each application for credit repair.
CREATE TABLE repairs (
    key         TEXT PRIMARY KEY REFERENCES workflows (key),
    court       TEXT NOT NULL,
    case_key    TEXT NOT NULL,
    enforcement TEXT NOT NULL,
    party       TEXT NOT NULL,
    state       TEXT NOT NULL,
    applied_on  TEXT NOT NULL,
    granted_on  TEXT NOT NULL,
    until_on    TEXT NOT NULL,
    ended_on    TEXT NOT NULL,
    barred_to   TEXT NOT NULL,
    paid_fen    INTEGER NOT NULL,               -- performed after the repair
    repair      TEXT NOT NULL
) STRICT;
CREATE INDEX repairs_party   ON repairs (case_key, party);
CREATE INDEX repairs_granted ON repairs (court, granted_on);
