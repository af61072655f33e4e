-- +goose Up

-- Who works at the court, so that what is printed and shown names people and
-- not their IDs. Whoever has left stays, inactive: old decisions bear the ID.
CREATE TABLE people (
    id       TEXT PRIMARY KEY,              -- as decisions and the trail have it, J001
    name     TEXT NOT NULL,
    roles    TEXT NOT NULL,                 -- parted by blanks, the first is the usual one
    court    TEXT NOT NULL,                 -- code, or * for every court
    division TEXT NOT NULL,
    active   INTEGER NOT NULL,
    updated  INTEGER NOT NULL
) STRICT;
CREATE INDEX people_court ON people (court, division, id);
