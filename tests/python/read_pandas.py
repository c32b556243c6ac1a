"""Means per setting from the rows, with pandas: python read_pandas.py DIR METRIC, after `folkmoot summarize DIR`."""
import sys

import pandas as pd

folder, metric = sys.argv[1:3]
runs = pd.read_csv(f"{folder}/runs.csv").query("status == 'ok'")
columns = pd.read_csv(f"{folder}/columns.csv", keep_default_na=False)
levers = columns.query("file == 'runs.csv' and role == 'lever'")["column"].tolist()
own = runs.groupby(levers, sort=False)[metric].mean()
told = pd.read_csv(f"{folder}/settings.csv").query("metric == @metric").set_index(levers)["mean"]
print(pd.DataFrame({"own": own, "told": told}))
assert len(own) == len(told) and (own - told).abs().max() < 1e-9, "the tables disagree"
