"""A ledger for a retrieval corpus, and three queries to run after each ingestion.

Synthetic: 206 documents, two ingestion runs, chunks as spans without text. Each fault is
put into a correct state alone, the three queries are run, and the fault is taken back.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0"]
# ///
import duckdb

# --8<-- [start:ddl]
DDL = """
CREATE TABLE source_item (          -- what the source listed in each run
  run_id INTEGER, doc_id VARCHAR, content_hash VARCHAR NOT NULL,
  PRIMARY KEY (run_id, doc_id));
CREATE TABLE rejected (             -- what was refused, and why
  run_id INTEGER, doc_id VARCHAR, reason VARCHAR NOT NULL,
  PRIMARY KEY (run_id, doc_id));
CREATE TABLE document_version (     -- every text ever indexed
  doc_id VARCHAR, content_hash VARCHAR NOT NULL, source_uri VARCHAR,
  char_count INTEGER NOT NULL CHECK (char_count > 0),
  valid_from TIMESTAMP, valid_to TIMESTAMP,   -- valid_to is null: current
  PRIMARY KEY (doc_id, valid_from), CHECK (valid_to > valid_from));
CREATE TABLE chunk (                -- spans, so that gaps can be seen
  chunk_id VARCHAR PRIMARY KEY, doc_id VARCHAR NOT NULL, valid_from TIMESTAMP NOT NULL,
  start_char INTEGER NOT NULL, end_char INTEGER NOT NULL, CHECK (end_char > start_char));
CREATE TABLE index_entry (          -- the ids the index itself lists, reloaded each run
  chunk_id VARCHAR PRIMARY KEY);
CREATE VIEW served AS
  SELECT DISTINCT v.* FROM index_entry JOIN chunk USING (chunk_id)
  JOIN document_version v USING (doc_id, valid_from);
"""
GUARD = """
CREATE UNIQUE INDEX one_current ON document_version
  ((CASE WHEN valid_to IS NULL THEN doc_id END));
"""
# --8<-- [end:ddl]

# --8<-- [start:queries]
CHECKS = {"1 documents": """
  SELECT doc_id, 'listed, not served at this hash' AS fault FROM source_item s
  WHERE run_id = $run
    AND NOT EXISTS (FROM served v WHERE v.doc_id = s.doc_id
                    AND v.content_hash = s.content_hash AND v.valid_to IS NULL)
    AND NOT EXISTS (FROM rejected r WHERE r.run_id = $run AND r.doc_id = s.doc_id)
  UNION ALL
  SELECT DISTINCT doc_id, 'served, not listed' FROM served v
  WHERE NOT EXISTS (FROM source_item s WHERE s.run_id = $run AND s.doc_id = v.doc_id)
""", "2 versions": """
  SELECT doc_id, count(*) AS versions_served FROM served
  GROUP BY doc_id HAVING count(*) > 1 OR bool_or(valid_to IS NOT NULL)
""", "3 coverage": """
  WITH span AS (
    SELECT v.doc_id, v.valid_from, v.char_count, start_char, end_char,
      coalesce(max(end_char) OVER (PARTITION BY v.doc_id, v.valid_from ORDER BY start_char
               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS reached
    FROM index_entry JOIN chunk USING (chunk_id)
    JOIN document_version v USING (doc_id, valid_from) WHERE v.valid_to IS NULL)
  SELECT doc_id, sum(greatest(start_char - reached, 0)) AS hole,
    char_count - max(end_char) AS tail FROM span
  GROUP BY doc_id, valid_from, char_count HAVING hole > 0 OR tail <> 0
"""}
# --8<-- [end:queries]

INGEST = """
INSERT INTO source_item SELECT run, 'd' || i, 'h' || i || CASE WHEN run = 2 AND i % 5 = 0
  AND i < 200 THEN 'b' ELSE '' END FROM range(206) t(i), range(1, 3) r(run)
  WHERE CASE WHEN run = 1 THEN i < 200 ELSE i NOT BETWEEN 195 AND 199 END;
INSERT INTO rejected VALUES (2, 'd204', 'encrypted'), (2, 'd205', 'no text layer');
CREATE MACRO nth(id) AS CAST(id[2:] AS INTEGER);
INSERT INTO document_version (doc_id, content_hash, char_count, valid_from, valid_to)
  SELECT doc_id, content_hash, 900 + nth(doc_id) * 7919 % 4000,
    CASE min(run_id) WHEN 1 THEN TIMESTAMP '2026-01-01' ELSE TIMESTAMP '2026-02-01' END,
    CASE max(run_id) WHEN 1 THEN TIMESTAMP '2026-02-01' END
  FROM source_item ANTI JOIN rejected USING (run_id, doc_id) GROUP BY doc_id, content_hash;
INSERT INTO chunk SELECT concat(content_hash, ':', i), doc_id, valid_from, i,
  least(i + 600, char_count) FROM document_version, range(0, char_count - 99, 500) t(i);
CREATE VIEW piece AS SELECT *, nth(doc_id) AS n FROM chunk
  JOIN document_version USING (doc_id, valid_from);
INSERT INTO index_entry SELECT chunk_id FROM piece WHERE valid_to IS NULL;
"""
LOSE = "DELETE FROM index_entry WHERE chunk_id IN (SELECT chunk_id FROM piece WHERE "
KEEP = "INSERT OR IGNORE INTO index_entry SELECT chunk_id FROM piece WHERE "
FAULTS = {
    "none": "",
    "never ingested": LOSE + "n BETWEEN 1 AND 4)",
    "update missed": "UPDATE source_item SET content_hash = 'new' WHERE nth(doc_id) < 3",
    "deleted, still served": KEEP + "n IN (196, 197)",
    "old version left open": KEEP + """n < 30;
      UPDATE document_version SET valid_to = NULL WHERE nth(doc_id) < 30""",
    "closed, still in the index": KEEP + "n BETWEEN 30 AND 64",
    "last chunk lost": LOSE + "n BETWEEN 70 AND 77 AND end_char = char_count)",
    "cut short before counting": LOSE + """n < 9 AND start_char > 0);
      UPDATE document_version SET char_count = 600 WHERE nth(doc_id) < 9""",
}

db = duckdb.connect()
db.execute(DDL + INGEST)
print(f"duckdb {duckdb.__version__}: documents reported after one fault")
print(f"{'fault':<26}{'totals':>6}" + "".join(f"{name:>13}" for name in CHECKS))
for fault, statements in FAULTS.items():
    db.execute("BEGIN; " + statements)
    surplus, = db.execute("""SELECT (SELECT count(*) FROM source_item WHERE run_id = 2)
      - (SELECT count(DISTINCT doc_id) FROM served)
      - (SELECT count(*) FROM rejected WHERE run_id = 2)""").fetchone()
    found = [len({row[0] for row in db.execute(sql, {"run": 2} if "$run" in sql else None)
                  .fetchall()}) for sql in CHECKS.values()]
    print(f"{fault:<26}{surplus:>6}" + "".join(f"{count:>13}" for count in found))
    db.execute("ROLLBACK")

print("\na second current version of one document")
for label, setup in (("primary key (doc_id, valid_from)", ""), ("unique index", GUARD)):
    db.execute("BEGIN;" + setup)
    try:
        db.execute("INSERT INTO document_version VALUES ('d7','c','',9,'2026-03-01',NULL)")
        print(f"  {label:<34} accepts it")
    except duckdb.ConstraintException:
        print(f"  {label:<34} refuses it")
    db.execute("ROLLBACK")
