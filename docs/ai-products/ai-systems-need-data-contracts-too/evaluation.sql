-- Each clause returns what makes a reported score void. cases, graded and run are the
-- evaluation; ledger, release and traffic are kept by somebody else.

-- --8<-- [start:joins]
-- join: all graded          (each case, and nothing else)
from cases full join graded using (question) where answer is null or answered is null;
-- join: once
select question from graded group by question having count(*) > 1;
-- join: current             (the page, in the version that was labeled)
from cases anti join (from ledger where current) using (id, version);
-- join: supported           (the page says what the case expects)
from cases join ledger using (id, version) where not contains(text, answer);
-- join: readable
from cases join ledger using (id, version) where not list_contains(readers, asker);
-- join: unseen              (the template gives no case away)
from cases, run where contains(template, answer);
-- join: this release
from run anti join release using (template, k);
-- join: like the traffic    (no kind of question off by ten points)
select kind from (from cases select kind, 1 as n union all from traffic select kind, -1)
  group by kind having abs(count(*) filter (n > 0) / (select count(*) from cases)
    - count(*) filter (n < 0) / (select count(*) from traffic)) > 0.1;
-- --8<-- [end:joins]
