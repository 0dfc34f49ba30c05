"""Compare the steps of several pipelines: identical, same shape, or forked.

The four pipelines are made up. Put your own SQL in PIPELINES; a step that a pipeline does
not have is left out. The shape of a query is its syntax tree with every name numbered in
order of appearance and every literal blanked, so renaming keeps it and logic changes it.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["sqlglot==30.30.0"]
# ///
from collections import Counter, defaultdict
from importlib.metadata import version

from sqlglot import exp, parse_one

PIPELINES = {
    "orders": {
        "latest": """SELECT * FROM orders_raw QUALIFY row_number() OVER
                     (PARTITION BY order_id ORDER BY loaded_at DESC) = 1""",
        "erase": "SELECT * FROM latest ANTI JOIN erased USING (person_id)",
        "real": "SELECT * FROM kept WHERE NOT is_test",
        "money": "SELECT *, amount * rate AS eur FROM real JOIN rates USING (day)",
        "publish": "SELECT shop, date_trunc('day', at), sum(eur) FROM money GROUP BY ALL",
    },
    "refunds": {
        "latest": """SELECT * FROM refunds_raw QUALIFY row_number() OVER
                     (PARTITION BY refund_id ORDER BY loaded_at DESC) = 1""",
        "erase": "SELECT * FROM latest ANTI JOIN erased USING (person_id)",
        "real": "SELECT * FROM kept WHERE NOT is_test",
        "money": "SELECT *, -amount * rate AS eur FROM real JOIN rates USING (day)",
        "publish": "SELECT shop, date_trunc('day', at), sum(eur) FROM money GROUP BY ALL",
    },
    "invoices": {
        "latest": """SELECT * FROM invoices_raw QUALIFY row_number() OVER
                     (PARTITION BY invoice_no ORDER BY received_at DESC) = 1""",
        "erase": "SELECT * FROM latest ANTI JOIN erased USING (person_id)",
        "real": "SELECT * FROM kept WHERE status <> 'draft'",
        "money": "SELECT *, round(net * 1.19, 2) AS eur FROM real",
        "publish": "SELECT shop, date_trunc('month', at), sum(eur) FROM money GROUP BY ALL",
    },
    "clicks": {
        "latest": """SELECT * FROM clicks_raw QUALIFY row_number() OVER
                     (PARTITION BY click_id ORDER BY loaded_at DESC) = 1""",
        "real": "SELECT * FROM latest WHERE NOT is_bot",
        "publish": "SELECT page, date_trunc('day', at), count(*) FROM real GROUP BY ALL",
    },
}


# --8<-- [start:shape]
def shape_and_values(sql, dialect="duckdb"):
    """The query without its names and literals, and those names and literals in order."""
    tree, seen, values = parse_one(sql, read=dialect), {}, []
    for node in list(tree.walk(bfs=False)):
        if isinstance(node, exp.Identifier):
            values.append(node.name.lower())
            node.replace(exp.to_identifier(f"n{seen.setdefault(values[-1], len(seen))}"))
        elif isinstance(node, (exp.Literal, exp.Var)):
            values.append(node.name)
            node.set("this", "0")
    return tree.sql(dialect, comments=False), values


def compare(pipelines):
    """For each step: who lacks it, groups of equal shape, values varying in the largest."""
    steps = defaultdict(dict)
    for pipeline, queries in pipelines.items():
        for step, sql in queries.items():
            steps[step][pipeline] = shape_and_values(sql)
    for step, found in steps.items():
        groups = Counter(shape for shape, _ in found.values())
        common = groups.most_common(1)[0][0]
        columns = zip(*(values for shape, values in found.values() if shape == common))
        varying = len({column for column in columns if len(set(column)) > 1})
        missing = sorted(set(pipelines) - set(found))
        yield step, missing, sorted(groups.values(), reverse=True), varying
# --8<-- [end:shape]


def shape(sql):
    return shape_and_values(sql)[0]


# Renaming and other literals keep the shape; another operator, join key or step changes it.
assert shape("SELECT a FROM t WHERE b > 1") == shape("select x from u where y > 25")
assert shape("SELECT a FROM t WHERE b > 1") != shape("SELECT a FROM t WHERE b >= 1")
assert shape("SELECT a FROM t, u WHERE a = a") != shape("SELECT a FROM t, u WHERE a = b")
assert shape("SELECT sum(a) FROM t") != shape("SELECT max(a) FROM t")

print(f"sqlglot {version('sqlglot')}: {len(PIPELINES)} made-up pipelines\n")
print("step      groups of equal shape   vary in the largest   missing in")
for step, missing, groups, varying in compare(PIPELINES):
    sizes = " + ".join(map(str, groups))
    print(f"{step:<8}  {sizes:<22}  {varying:>19}   {', '.join(missing)}".rstrip())
