"""Two promises about stored bytes: they stay readable, and their schema is known."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["fastavro==1.13.1"]
# ///
import datetime as dt
import io

import fastavro
from fastavro.schema import fingerprint, to_parsing_canonical_form


def record(*fields):
    return {"type": "record", "name": "Flight", "fields": list(fields)}


def encode(schema, value):
    body = io.BytesIO()
    fastavro.schemaless_writer(body, schema, value)
    return body.getvalue()


def decode(body, writer, reader):
    try:
        return fastavro.schemaless_reader(io.BytesIO(body), writer, reader)
    except fastavro.read.SchemaResolutionError as error:
        return str(error)


def mark(schema):
    """What single-object encoding puts before the bytes to say which schema wrote them."""
    return fingerprint(to_parsing_canonical_form(schema), "CRC-64-AVRO")


# --8<-- [start:history]
flight = {"name": "flight", "type": "int"}
V1 = record(flight)
V2 = record(flight, {"name": "unit", "type": "string", "default": "min"})  # added
V3 = record(flight, {"name": "unit", "type": "string"})  # default tidied away
# --8<-- [end:history]

print(f"fastavro {fastavro.__version__}\n")
print("1. each version reads the one before it; does V3 read V1?")
for name, reader, writer, row in (("V2 reads V1", V2, V1, {"flight": 1545}),
                                  ("V3 reads V2", V3, V2, {"flight": 1545, "unit": "min"}),
                                  ("V3 reads V1", V3, V1, {"flight": 1545})):
    print(f"   {name}: {decode(encode(writer, row), writer, reader)}")

# --8<-- [start:store]
def departures(unit):
    return record({"name": "departed", "type": {"type": "long", "logicalType": unit}})


MILLIS, MICROS = departures("timestamp-millis"), departures("timestamp-micros")
store = {}  # writers' schemas by fingerprint, as a consumer keeps them
for schema in (MILLIS, MICROS):
    store[mark(schema)] = schema
# --8<-- [end:store]

departed = dt.datetime(2013, 1, 1, 10, 17, tzinfo=dt.timezone.utc)
body = encode(MILLIS, {"departed": departed})
print(f"\n2. written {departed:%Y-%m-%d %H:%M} as millis; later declared as micros")
print(f"   schemas registered: 2, fingerprints in the store: {len(store)}")
for name, writer in (("its full text", MILLIS),
                     ("the fingerprint", store[mark(MILLIS)])):
    when = decode(body, writer, MILLIS)["departed"]
    print(f"   writer's schema taken from {name:<16}{when:%Y-%m-%d %H:%M}")
