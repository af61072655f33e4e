-- +goose Up

-- The stuck board's first reading takes what is late and what is silent from
-- these indexes alone, without a row of either table, where the server knows
-- that all of a page's rows are visible.
CREATE INDEX deadlines_late ON deadlines (due, key, kind, expires, frozen) WHERE frozen = 0;
DROP INDEX deadlines_due;
CREATE INDEX workflows_silent ON workflows (updated, waits_on, key, open) WHERE open = 1;
DROP INDEX workflows_quiet;
