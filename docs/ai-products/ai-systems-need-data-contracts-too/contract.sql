-- Each clause returns the requests that it refuses. request and passage are the call, as it
-- would reach the model; ledger, snapshot and evaluated are kept by somebody else.

-- --8<-- [start:who]
-- join: readable          (by the ledger's list of today, not the index's copy)
select p.request from passage p join request r on r.request = p.request
  join ledger l using (id, version) where not list_contains(l.readers, r.asker);
-- --8<-- [end:who]
-- --8<-- [start:what]
-- join: current           (unknown, superseded and withdrawn passages find no partner)
select request from passage anti join (from ledger where current) using (id, version);
-- join: unaltered
select p.request from passage p join ledger l using (id, version)
  where sha256(p.text) <> l.sha;
-- --8<-- [end:what]
-- --8<-- [start:when]
-- join: fresh             (at most a day old)
select r.request from request r left join snapshot s using (snapshot)
  where (r.at - s.as_of <= 24) is not true;
-- join: same encoder
select r.request from request r join snapshot s using (snapshot) where r.encoder <> s.encoder;
-- --8<-- [end:when]
-- --8<-- [start:together]
-- join: this question
select p.request from passage p join request r on r.request = p.request
  where p.query <> r.question;
-- join: once
select request from passage group by request, id having count(*) > 1;
-- join: verbatim          (what was retrieved is what the model will read)
select p.request from passage p join request r on r.request = p.request
  where not contains(r.prompt, p.text) or not contains(r.prompt, r.question);
-- join: fences            (no passage closes its own tag)
select r.request from request r join passage p on r.request = p.request
  group by r.request, r.prompt
  having count(*) <> len(string_split(r.prompt, '</passage>')) - 1;
-- join: budget            (characters, as a stand-in for tokens)
select request from request where length(prompt) > 8000;
-- --8<-- [end:together]
-- --8<-- [start:receipt]
-- join: evaluated         (this template, model and encoder, together)
select request from request anti join evaluated using (template, model, encoder);
-- --8<-- [end:receipt]

-- What I would have written first: rules about a passage by itself.
-- rule: long enough
select request from passage where length(text) < 200;
-- rule: scores enough
select request from passage where score < 2;
-- rule: no commands
select request from passage
  where regexp_matches(text, '(?i)\b(ignore|disregard|instruction|you must|you are)');
