"""What pyarrow's write_to_dataset does before anybody sets an option.

The six animals are the example in its own documentation; the four codes are made up.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["pyarrow==26.0.1"]
# ///
import inspect
import tempfile
from pathlib import Path
from unittest import mock

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

animals = pa.table({
    "year": [2020, 2022, 2021, 2022, 2019, 2021],
    "n_legs": [2, 2, 4, 4, 5, 100],
    "animal": ["Flamingo", "Parrot", "Dog", "Horse", "Brittle stars", "Centipede"],
})


def signature_defaults(function):
    parameters = inspect.signature(function).parameters.values()
    return {p.name: p.default for p in parameters if p.default is not p.empty}


# --8<-- [start:passed_on]
def passed_on(**options):
    """What the wrapper hands to the function that does the work."""
    with mock.patch("pyarrow.dataset.write_dataset") as worker:
        pq.write_to_dataset(animals, "nowhere", partition_cols=["year"], **options)
    return worker.call_args.kwargs
# --8<-- [end:passed_on]


print(f"pyarrow {pa.__version__}")
printed = signature_defaults(pq.write_to_dataset)
print(f"\nIn the box: {len(printed)} optional parameters, "
      f"{sum(value is None for value in printed.values())} of them default to None")
first, second = passed_on(), passed_on()
print(f"  existing_data_behavior  None means {first['existing_data_behavior']!r}")
fixed = first["basename_template"] == second["basename_template"]
ending = first["basename_template"][32:]
print(f"  basename_template       None means 32 hex digits + {ending!r},")
print(f"                          {'the same' if fixed else 'new'} at each call")
inner = signature_defaults(ds.write_dataset)["existing_data_behavior"]
print(f"  write_dataset, which it wraps, has existing_data_behavior={inner!r}")

# --8<-- [start:first_use]
root = tempfile.mkdtemp()
print("\nThe documented example, run three times")
for run in (1, 2, 3):
    pq.write_to_dataset(animals, root_path=root, partition_cols=["year"])
    back, files = pq.read_table(root), list(Path(root).rglob("*.parquet"))
    print(f"  run {run}: {back.num_rows:2} rows, {sum(back['n_legs'].to_pylist())} legs, "
          f"{len(files):2} files")
# --8<-- [end:first_use]
print(f"  year went in as {animals['year'].type}, "
      f"came back as {back['year'].type.value_type} in a dictionary")

print("\nPartitioned by a text code, read back with defaults")
for codes in (["007", "08", "8"], ["007", "08", "8", "A1"]):
    table = pa.table({"code": codes, "n": range(len(codes))})
    root = tempfile.mkdtemp()
    pq.write_to_dataset(table, root, partition_cols=["code"])
    print(f"  in {codes}, out {sorted(pq.read_table(root)['code'].to_pylist())}")
