-- +goose Up

-- Who works at the court, so that what is printed and shown names people and
-- not their IDs. Whoever has left stays, inactive: old decisions bear the ID.
CREATE TABLE people (
    id       TEXT COLLATE "C" PRIMARY KEY,              -- as decisions and the trail have it, J001
    name     TEXT COLLATE "C" NOT NULL,
    roles    TEXT COLLATE "C" NOT NULL,                 -- parted by blanks, the first is the usual one
    court    TEXT COLLATE "C" NOT NULL,                 -- code, or * for every court
    division TEXT COLLATE "C" NOT NULL,
    active   BIGINT NOT NULL,
    updated  BIGINT NOT NULL
);
CREATE INDEX people_court ON people (court, division, id);
