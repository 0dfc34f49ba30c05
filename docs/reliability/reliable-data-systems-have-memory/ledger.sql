-- --8<-- [start:ddl]
-- Times are whatever sorts. Rows are only added, except in erasures.
CREATE TABLE rules (                   -- what ran
  rule TEXT PRIMARY KEY,               -- digest of the text
  sql TEXT NOT NULL);
CREATE TABLE runs (                    -- that it ran
  run INTEGER PRIMARY KEY,
  report_day INTEGER NOT NULL,
  read_at INTEGER NOT NULL,            -- what it could see
  rule TEXT NOT NULL REFERENCES rules,
  value INTEGER);                      -- NULL: failed
CREATE TABLE decisions (               -- why that rule
  decision INTEGER PRIMARY KEY,
  decided_at INTEGER NOT NULL,
  rule TEXT NOT NULL REFERENCES rules,
  decided_by TEXT NOT NULL,            -- a role, no name
  because TEXT NOT NULL,
  holds_while TEXT,                    -- 1 while it is so
  supersedes INTEGER REFERENCES decisions);
CREATE TABLE verdicts (                -- was it so?
  run INTEGER REFERENCES runs,
  decision INTEGER REFERENCES decisions,
  holds INTEGER NOT NULL,
  PRIMARY KEY (run, decision));
CREATE TABLE cells (                   -- what it saw, as sums
  run INTEGER REFERENCES runs,
  country TEXT, gross INTEGER, tax INTEGER,
  PRIMARY KEY (run, country));
CREATE TABLE erasures (                -- until the last backup is gone
  person INTEGER PRIMARY KEY,          -- random key
  done_at INTEGER NOT NULL);
-- --8<-- [end:ddl]
-- The input, kept in versions: not part of the ledger.
CREATE TABLE orders (
  order_id INTEGER, person INTEGER, day INTEGER, country TEXT,
  gross INTEGER, tax INTEGER, paid INTEGER,
  recorded_at INTEGER, replaced_at INTEGER);
CREATE INDEX orders_day ON orders (day);
-- --8<-- [start:said]
SELECT run, value FROM runs
 WHERE report_day = :day AND read_at <= :seen_at
   AND value IS NOT NULL
 ORDER BY read_at DESC LIMIT 1;
-- --8<-- [end:said]
-- --8<-- [start:again]
SELECT rules.sql, report_day AS day, read_at, value
  FROM runs JOIN rules USING (rule) WHERE run = :run;
-- --8<-- [end:again]
-- --8<-- [start:why]
SELECT decision, because,
       min(report_day) AS since, count(*) AS reports
  FROM verdicts JOIN decisions USING (decision)
  JOIN runs USING (run)
 WHERE NOT holds GROUP BY decision;
-- --8<-- [end:why]
-- --8<-- [start:gaps]
SELECT run, cells.country,
       cells.gross - sum(orders.gross) AS gap
  FROM cells JOIN runs USING (run)
  JOIN orders ON orders.day = report_day
   AND orders.country = cells.country
   AND recorded_at <= read_at AND read_at < replaced_at
 GROUP BY run, cells.country HAVING gap <> 0;
-- --8<-- [end:gaps]
