-- +goose Up

-- Who looked at whose data: every access to personal data through the gateway.
-- It holds IDs and no names. Nothing here is ever changed.
CREATE TABLE accesses (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    at       INTEGER NOT NULL,
    who      TEXT NOT NULL,
    role     TEXT NOT NULL,
    court    TEXT NOT NULL,                     -- of whoever asked
    case_key TEXT NOT NULL,
    what     TEXT NOT NULL,
    detail   TEXT NOT NULL,
    source   TEXT NOT NULL,                     -- the client's address
    refused  INTEGER NOT NULL
) STRICT;
CREATE INDEX accesses_case ON accesses (case_key, id);
CREATE INDEX accesses_who  ON accesses (who, id);
CREATE INDEX accesses_at   ON accesses (at);

-- Answers to requests that carried an Idempotency-Key, until they expire.
CREATE TABLE answers (
    client  TEXT NOT NULL,                      -- who sent it
    key     TEXT NOT NULL,
    digest  TEXT NOT NULL,                      -- of the request
    holder  TEXT NOT NULL,                      -- whoever works on it
    lease   INTEGER NOT NULL,                   -- until when, while it is being worked on
    status  INTEGER NOT NULL,                   -- 0 while it is being worked on
    header  TEXT NOT NULL,                      -- JSON
    body    BLOB NOT NULL,
    expires INTEGER NOT NULL,
    PRIMARY KEY (client, key)
) STRICT;
CREATE INDEX answers_expire ON answers (expires);

-- People who have signed in. The session's own secret is only in the browser.
CREATE TABLE sessions (
    id      TEXT PRIMARY KEY,                 -- SHA-256 of the secret
    person  TEXT NOT NULL,                    -- JSON
    seen    INTEGER NOT NULL,
    expires INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_expire ON sessions (expires);
