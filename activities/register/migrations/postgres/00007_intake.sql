-- +goose Up

-- Files of filings that somebody has checked and may file, so that any gateway
-- shows them and goes on with them. The content is personal data: it goes when
-- it is filed, and the whole row when it expires. Name, checked, content and
-- outcome are sealed where there are keys.
CREATE TABLE intakes (
    id      TEXT PRIMARY KEY,
    owner   TEXT NOT NULL,
    name    TEXT NOT NULL,
    made    BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    checked TEXT NOT NULL,                      -- what the check found, as JSON
    content BYTEA NOT NULL,                      -- the file, compressed; empty when it was filed
    state   TEXT NOT NULL,                      -- checked, filing, filed
    holder  TEXT NOT NULL,                      -- who files it
    lease   BIGINT NOT NULL,                   -- until when, unless it says again that it does
    outcome TEXT NOT NULL                       -- what became of it so far, as JSON
);
CREATE INDEX intakes_owner   ON intakes (owner, made);
CREATE INDEX intakes_expires ON intakes (expires);
