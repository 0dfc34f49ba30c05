"""A table for labels, and the query that reads the judge's gauge from it.

Synthetic: the products and the lazy judge of blind_spot.py. For each product 200 of 1,000
answers were labeled at random. The fluent one's rejected answers were labeled as well.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = []
# ///
import random
import sqlite3

DDL = """
-- --8<-- [start:ddl]
create table label (
    product  text not null,     -- model, prompt and retrieval: one name for all three
    question integer not null,  -- the same questions for every product
    rubric   integer not null,  -- a new number whenever the wording changes
    drawn    text not null,     -- 'random', or the name of a queue
    judge_version text not null,
    judge    integer not null,  -- 1 passes, 0 fails
    human    integer not null,
    labeler  text not null,
    primary key (product, question, rubric, judge_version, labeler, drawn));
-- --8<-- [end:ddl]
"""

GAUGE = """
-- --8<-- [start:gauge]
select product, count(*) as labels, sum(1 - human) as wrong,
       round(avg(case when human = 1 then judge end), 2) as sensitivity,
       round(avg(case when human = 0 then 1 - judge end), 2) as specificity,
       round(avg(human - judge), 3) as shift  -- add this to the judge's mean
from label
where drawn = 'random' and rubric = :rubric and judge_version = :judge_version
group by product order by product;
-- --8<-- [end:gauge]
"""

def is_prime(n):
    return all(n % d for d in range(2, int(n**0.5) + 1))

def judge(n):
    return int(all(n % d for d in (2, 3, 5, 7, 11, 13)) and n % 100 != 91)

def answers(rng, right, avoid, count):
    """Answers to so many questions; wrong ones are composites without these factors."""
    while count:
        n, want = rng.randrange(1_000, 20_001), rng.random() < right
        while is_prime(n) != want or not (want or all(n % d for d in avoid)):
            n = rng.randrange(1_000, 20_001)
        count -= 1
        yield n

def main():
    rng, book = random.Random(1), sqlite3.connect(":memory:")
    book.execute(DDL)
    for product, right, avoid in (("plain", 0.80, ()), ("fluent", 0.74, (2, 3, 5))):
        given = list(answers(rng, right, avoid, 1_000))
        drawn = {"random": rng.sample(range(1_000), 200)}
        if product == "fluent":
            drawn["rejected"] = [q for q, n in enumerate(given) if not judge(n)]
        for how, questions in drawn.items():
            book.executemany("insert into label values (?, ?, 2, ?, 'j1', ?, ?, 'ann')", [
                (product, q, how, judge(given[q]), int(is_prime(given[q])))
                for q in questions])
    for title, query in (("random labels", GAUGE),
                         ("all labels", GAUGE.replace("drawn = 'random' and ", ""))):
        rows = book.execute(query, {"rubric": 2, "judge_version": "j1"})
        titles = [column[0] for column in rows.description[1:]]
        print(f"{title:13}" + " ".join(f"{name:>11}" for name in titles))
        for product, *values in rows:
            print(f"  {product:11}" + " ".join(f"{value:>11}" for value in values))

if __name__ == "__main__":
    main()
