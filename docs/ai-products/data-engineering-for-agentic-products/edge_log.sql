-- --8<-- [start:ddl]
CREATE TABLE run (
    run_id    INTEGER PRIMARY KEY,
    task_id   TEXT NOT NULL,       -- what was asked; the same for every trial
    trial     INTEGER NOT NULL,    -- which attempt at it
    UNIQUE (task_id, trial)
);
CREATE TABLE edge (                -- one row for each value that decides where an act lands
    run_id    INTEGER NOT NULL REFERENCES run,
    span      INTEGER NOT NULL,    -- the acting execute_tool span
    tool      TEXT NOT NULL,
    argument  TEXT NOT NULL,
    value_mac TEXT NOT NULL,       -- keyed hash: can be compared, cannot be read
    source    TEXT NOT NULL CHECK (source IN ('user', 'record', 'outsider', 'nowhere')),
    from_span INTEGER,             -- where it was found; NULL for nowhere
    field     TEXT,                -- the result's field in which it was found
    method    TEXT NOT NULL CHECK (method IN ('matched', 'tracked'))
);
-- --8<-- [end:ddl]
-- --8<-- [start:ask]
-- Acts to hold for a person, each with the place to look at.
SELECT run_id, span, tool, argument, source, from_span, field
FROM edge
WHERE source IN ('outsider', 'nowhere')
ORDER BY run_id, span;
-- --8<-- [end:ask]
-- --8<-- [start:touched]
-- After an incident: every run in which this value decided where an act landed.
SELECT source, count(DISTINCT run_id) AS runs
FROM edge
WHERE value_mac = :mac
GROUP BY source ORDER BY runs DESC;
-- --8<-- [end:touched]
