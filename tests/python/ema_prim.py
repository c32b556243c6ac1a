"""The same boxes as EMA Workbench, step by step: python ema_prim.py FOLKMOOT

Writes a table with a planted box, lets both peel it, and compares the ways they went.
"""
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
from ema_workbench.analysis import prim

folkmoot = Path(sys.argv[1]).resolve()


def planted(seed):
    """500 points: two inputs that matter, one that does not, few levels, words; a fifth of the cases is luck."""
    dice = np.random.default_rng(seed)
    x = pd.DataFrame({name: dice.uniform(size=500).round(6) for name in ["a", "b", "c"]})
    x["seats"] = dice.integers(1, 6, size=500).astype(float)
    x["rule"] = dice.choice(["none", "some", "all"], size=500)
    inside = (x["a"] < 0.4) & (x["b"] > 0.5) & (x["rule"] != "none")
    return x, (inside | (dice.uniform(size=500) < 0.05)).astype(int)


with tempfile.TemporaryDirectory() as place:
    place = Path(place)
    for seed in range(5):
        x, y = planted(seed)
        names = [f"p{number}" for number in range(len(x))]
        x.assign(point=names).to_csv(place / "points.csv", index=False)
        pd.DataFrame({"point": names, "replicate": 0, "bad": y}).to_csv(place / "runs.csv", index=False)
        for alpha in ["5%", "10%"]:
            line = [folkmoot, "discover", place, "--where", "bad > 0.5", "--hold-out", "0", "--alpha", alpha, "--boxes", "1"]
            subprocess.run(line, capture_output=True, check=True)
            ours = pd.read_csv(place / "peeling.csv").query("box == 1")
            share = float(alpha.rstrip("%")) / 100
            theirs = prim.Prim(x, y.to_numpy(), threshold=0.5, peel_alpha=share, paste_alpha=share).find_box().peeling_trajectory
            # Where peels tie, theirs depends on the order of a set of words: both ways are then right, so only shared steps count.
            steps = min(len(ours), len(theirs))
            same = np.abs(ours["mass"].to_numpy()[:steps] - theirs["mass"].to_numpy()[:steps]) < 1e-9
            same &= np.abs(ours["coverage"].to_numpy()[:steps] - theirs["coverage"].to_numpy()[:steps]) < 1e-9
            same &= np.abs(ours["density"].to_numpy()[:steps] - theirs["density"].to_numpy()[:steps]) < 1e-9
            print(f"table {seed}, alpha {alpha}: {same.sum()} of {max(len(ours), len(theirs))} steps are the same")
            assert same.all() and len(ours) == len(theirs)
