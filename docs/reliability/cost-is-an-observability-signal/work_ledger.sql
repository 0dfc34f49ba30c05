-- A ledger of work: one row for each run of each job, in DuckDB 2.0.

-- --8<-- [start:tables]
CREATE TABLE work_ledger (
    day       DATE    NOT NULL,
    job       VARCHAR NOT NULL,   -- as on the line of the bill
    run       INTEGER NOT NULL,
    scanned   BIGINT  NOT NULL,   -- rows read from tables
    handled   BIGINT  NOT NULL,   -- rows passed on, summed over all operators
    delivered BIGINT  NOT NULL,   -- rows returned or inserted
    cached    BOOLEAN NOT NULL,   -- answered from a result cache
    PRIMARY KEY (day, job, run));

CREATE TABLE approved_work (
    job             VARCHAR NOT NULL,
    since           DATE    NOT NULL,   -- a new approval is a new row
    approved_by     VARCHAR NOT NULL,
    scanned_per_row DOUBLE  NOT NULL,
    handled_per_row DOUBLE  NOT NULL,
    handled_per_run DOUBLE  NOT NULL,
    dearest         DOUBLE  NOT NULL DEFAULT 1.5,
    least           DOUBLE  NOT NULL DEFAULT 0.67,
    PRIMARY KEY (job, since));
-- --8<-- [end:tables]

-- --8<-- [start:alarm]
CREATE VIEW work_alarm AS
SELECT l.*,
       l.scanned / nullif(l.delivered, 0) / a.scanned_per_row AS scanned_ratio,
       l.handled / nullif(l.delivered, 0) / a.handled_per_row AS handled_ratio,
       l.handled / a.handled_per_run AS run_ratio,
       CASE WHEN a.job IS NULL THEN 'not approved'
            WHEN l.delivered = 0 THEN 'nothing delivered'
            WHEN scanned_ratio > a.dearest THEN 'scans more per row'
            WHEN handled_ratio > a.dearest THEN 'handles more per row'
            WHEN run_ratio < a.least THEN 'less work than usual'
       END AS alarm
FROM work_ledger l
ASOF LEFT JOIN approved_work a ON a.job = l.job AND a.since <= l.day
WHERE NOT l.cached;
-- --8<-- [end:alarm]

-- What a job has usually needed: look at it, then approve it under a name.
-- --8<-- [start:usual]
CREATE VIEW usual_work AS
SELECT job, month(day) AS month, median(scanned / delivered) AS scanned_per_row,
       median(handled / delivered) AS handled_per_row, median(handled) AS handled_per_run
FROM work_ledger WHERE delivered > 0 AND NOT cached GROUP BY ALL;
-- --8<-- [end:usual]
