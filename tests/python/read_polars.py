"""Means per setting from the rows, with polars: python read_polars.py DIR METRIC, after `folkmoot summarize DIR`."""
import sys

import polars as pl

folder, metric = sys.argv[1:3]
runs = pl.read_csv(f"{folder}/runs.csv", infer_schema_length=None).filter(pl.col("status") == "ok")
columns = pl.read_csv(f"{folder}/columns.csv").filter((pl.col("file") == "runs.csv") & (pl.col("role") == "lever"))
levers = columns["column"].to_list()
own = runs.group_by(levers, maintain_order=True).agg(pl.col(metric).mean().alias("own"))
told = pl.read_csv(f"{folder}/settings.csv", infer_schema_length=None).filter(pl.col("metric") == metric)
both = own.join(told, on=levers).select(*levers, "own", "mean")
print(both)
assert both.height == own.height and (both["own"] - both["mean"]).abs().max() < 1e-9, "the tables disagree"
