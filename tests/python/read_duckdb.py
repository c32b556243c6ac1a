"""Means per setting from the rows, with DuckDB: python read_duckdb.py DIR METRIC, after `folkmoot summarize DIR`."""
import sys

import duckdb

folder, metric = sys.argv[1:3]
levers = duckdb.sql(f"""select "column" from '{folder}/columns.csv' where file = 'runs.csv' and role = 'lever'""").fetchall()
names = ", ".join(f'"{lever}"' for (lever,) in levers)
both = duckdb.sql(f"""
    with own as (select {names}, avg("{metric}") as own from '{folder}/runs.csv' where status = 'ok' group by all)
    select {names}, own, mean from own join '{folder}/settings.csv' using ({names}) where metric = '{metric}' order by all""")
print(both)
worst = max(abs(row[-1] - row[-2]) for row in both.fetchall())
assert worst < 1e-9, "the tables disagree"
