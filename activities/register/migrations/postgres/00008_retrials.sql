-- +goose Up

-- The latest retrial of each case's document, for what rests on it: certificates
-- and enforcements that the case that tries it again does not know.
CREATE TABLE retrials (
    case_key   TEXT PRIMARY KEY,  -- whose document it is
    by_key     TEXT NOT NULL,     -- the case that tries it again
    ordered_on TEXT NOT NULL,
    runs       SMALLINT NOT NULL, -- 1 when enforcement is not suspended
    outcome    TEXT NOT NULL,     -- the event that ended it, '' while it is out
    over_on    TEXT NOT NULL
);
