"""Writes expected.json: what Casefile must say about 3,000,000 flights, found with native DuckDB, numpy and scipy.

    python3 -m venv /tmp/oracle && /tmp/oracle/bin/pip install -r samples/flights/requirements.txt
    /tmp/oracle/bin/python samples/flights/generate-expected.py [--check]

--check writes nothing and fails where the committed file differs by more than 1e-12 relative.
"""

import json
import math
import sys
from importlib.metadata import version
from pathlib import Path

import duckdb
import numpy as np

import conventions as casefile

here = Path(__file__).parent
sys.path.append(str(here / "../../analysis/stats/fixtures"))
from shared import drift_tools as peers  # noqa: E402

parquet = here / "../../node_modules/vega-datasets/data/flights-3m.parquet"
windows = {
    "reference": ("2001-01-01T00:00:00.000Z", "2001-04-01T00:00:00.000Z"),
    "production": ("2001-05-01T00:00:00.000Z", "2001-07-01T00:00:00.000Z"),
}
columns = {"date": "timestamp", "delay": "number", "distance": "number", "origin": "text", "destination": "text"}


def open_windows():
    connection = duckdb.connect()
    for name, (start, end) in windows.items():
        start, end = (instant.replace("T", " ").replace("Z", "") for instant in (start, end))
        connection.execute(
            f"CREATE TABLE {name} AS SELECT * FROM read_parquet('{parquet}')"
            f" WHERE date >= TIMESTAMP '{start}' AND date < TIMESTAMP '{end}'"
        )
    return connection


def scalar(connection, sql):
    return connection.execute(sql).fetchone()[0]


def quality(connection, relation):
    rows = scalar(connection, f"SELECT count(*) FROM {relation}")
    return {
        "rows": rows,
        "duplicate_rows": rows - scalar(connection, f"SELECT count(*) FROM (SELECT DISTINCT * FROM {relation})"),
        "columns": {name: column_quality(connection, relation, name, kind) for name, kind in columns.items()},
    }


def column_quality(connection, relation, name, kind):
    nulls, distinct, low, high = connection.execute(
        f"SELECT count(*) - count({name}), count(DISTINCT {name}), min({name}), max({name}) FROM {relation}"
    ).fetchone()
    facts = {"nulls": nulls, "distinct": distinct, "min": plain(low), "max": plain(high)}
    if kind == "number":
        values = numbers(connection, relation, name)
        facts |= {"nans": int(np.isnan(values).sum()), "infinities": int(np.isinf(values).sum())}
        facts |= {"mean": float(values.mean()), "std_ddof0": float(values.std(ddof=0))}
    return facts


def plain(value):
    if hasattr(value, "isoformat"):
        return value.isoformat(timespec="milliseconds") + "Z"
    return value


def numbers(connection, relation, name):
    found = connection.execute(f"SELECT {name}::DOUBLE AS v FROM {relation} WHERE {name} IS NOT NULL").fetchnumpy()
    return np.ma.getdata(found["v"])


def counts(connection, relation, name):
    return dict(connection.execute(f"SELECT {name}, count(*) FROM {relation} GROUP BY 1").fetchall())


def number_drift(connection, name):
    reference, production = (numbers(connection, relation, name) for relation in windows)
    nulls = [scalar(connection, f"SELECT count(*) - count({name}) FROM {relation}") for relation in windows]
    edges = casefile.reference_edges(reference)
    all_bins = [casefile.bin_counts(side, edges, missing) for side, missing in zip((reference, production), nulls)]
    kept = casefile.occupied(*all_bins)
    return {
        "kind": "number",
        "edges": edges.tolist(),
        "reference_counts": all_bins[0].tolist(),
        "production_counts": all_bins[1].tolist(),
        "scores": named(
            casefile.filled_distances(*kept),
            casefile.shape_distances(*kept),
            casefile.rank_distances(reference, production),
        )
        | peer_scores(connection, name, "number"),
    }


def category_drift(connection, name):
    reference, production = (counts(connection, relation, name) for relation in windows)
    names, table = casefile.category_counts(reference, production)
    return {
        "kind": "text",
        "categories": len(names),
        "new": {name: production[name] for name in names if name not in reference},
        "vanished": {name: reference[name] for name in names if name not in production},
        "scores": named(
            casefile.filled_distances(*table),
            casefile.shape_distances(*table),
            casefile.contingency(*table),
        )
        | peer_scores(connection, name, "text"),
    }


def named(*parts):
    """Casefile's scores by convention id."""
    return {f"casefile/{name}": value for part in parts for name, value in part.items()}


def peer_scores(connection, name, kind):
    reference, production = (connection.execute(f"SELECT {name} FROM {relation}").df()[name] for relation in windows)
    return peers.evidently(reference, production, kind) | peers.nannyml(reference, production, kind)


def expected():
    connection = open_windows()
    drift = {"number": number_drift, "text": category_drift}
    packages = [line.split("==")[0] for line in (here / "requirements.txt").read_text().split()]
    return {
        "source": "vega-datasets 3.2.1, data/flights-3m.parquet",
        "made_with": {package: version(package) for package in packages},
        "windows": {name: {"column": "date", "from": start, "to": end} for name, (start, end) in windows.items()},
        "quality": {relation: quality(connection, relation) for relation in windows},
        "drift": {name: drift[kind](connection, name) for name, kind in columns.items() if kind in drift},
    }


def differences(old, new, place=""):
    if isinstance(old, dict) and isinstance(new, dict):
        return [d for key in sorted({*old, *new}) for d in differences(old.get(key), new.get(key), f"{place}/{key}")]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [d for i, pair in enumerate(zip(old, new)) for d in differences(*pair, f"{place}/{i}")]
    if isinstance(old, float) and isinstance(new, float) and math.isclose(old, new, rel_tol=1e-12):
        return []
    return [] if old == new else [f"{place}: {old} -> {new}"]


if __name__ == "__main__":
    file = here / "expected.json"
    made = expected()
    if "--check" in sys.argv:
        changed = differences(json.loads(file.read_text()), made)
        sys.exit("\n".join(changed) if changed else 0)
    file.write_text(json.dumps(made, indent=2) + "\n")
