-- +goose Up

-- Who looked at whose data: every access to personal data through the gateway.
-- It holds IDs and no names. Nothing here is ever changed.
CREATE TABLE accesses (
    id       BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at       BIGINT NOT NULL,
    who      TEXT COLLATE "C" NOT NULL,
    role     TEXT COLLATE "C" NOT NULL,
    court    TEXT COLLATE "C" NOT NULL,         -- of whoever asked
    case_key TEXT COLLATE "C" NOT NULL,
    what     TEXT COLLATE "C" NOT NULL,
    detail   TEXT COLLATE "C" NOT NULL,
    source   TEXT COLLATE "C" NOT NULL,         -- the client's address
    refused  INTEGER NOT NULL
);
CREATE INDEX accesses_case ON accesses (case_key, id);
CREATE INDEX accesses_who  ON accesses (who, id);
CREATE INDEX accesses_at   ON accesses (at);

-- Answers to requests that carried an Idempotency-Key, until they expire.
CREATE TABLE answers (
    client  TEXT COLLATE "C" NOT NULL,          -- who sent it
    key     TEXT COLLATE "C" NOT NULL,
    digest  TEXT COLLATE "C" NOT NULL,          -- of the request
    holder  TEXT COLLATE "C" NOT NULL,          -- whoever works on it
    lease   BIGINT NOT NULL,                    -- until when, while it is being worked on
    status  INTEGER NOT NULL,                   -- 0 while it is being worked on
    header  TEXT COLLATE "C" NOT NULL,          -- JSON
    body    BYTEA NOT NULL,
    expires BIGINT NOT NULL,
    PRIMARY KEY (client, key)
);
CREATE INDEX answers_expire ON answers (expires);

-- People who have signed in. The session's own secret is only in the browser.
CREATE TABLE sessions (
    id      TEXT COLLATE "C" PRIMARY KEY,                 -- SHA-256 of the secret
    person  TEXT COLLATE "C" NOT NULL,                    -- JSON
    seen    BIGINT NOT NULL,
    expires BIGINT NOT NULL
);
CREATE INDEX sessions_expire ON sessions (expires);
