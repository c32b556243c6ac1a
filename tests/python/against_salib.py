"""SALib and Folkmoot: the same analysis of the same tables, and SALib driving Folkmoot as a black box.

    python3 -m venv venv && venv/bin/pip install SALib==1.6.0
    venv/bin/python tests/python/against_salib.py target/release/folkmoot

Three ways to use both together, each with a check that fails when the two disagree:

1. Folkmoot makes Morris' walks and Saltelli's blocks and runs them; SALib analyses the tables.
2. SALib samples; the points go into a table that an experiment names; Folkmoot runs it and both analyse it.
3. SALib asks for one point at a time: `folkmoot run --json --set PATH=VALUE`.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import pandas as pd
from SALib.analyze import morris, pawn, sobol
from SALib.sample import latin
from scipy.stats import rankdata

FOLKMOOT = pathlib.Path(sys.argv[1]).resolve()
SCENARIO = pathlib.Path("scenarios/partnership.toml").resolve()
METRICS = ["harm_passed_share", "delay_p90_days"]
REPLICATES = 5
PROBLEM = {
    "num_vars": 4,
    "names": [
        "people.core.context",
        "people.core.theta",
        "people.strategic_partners.attention",
        "decisions.operational.route.core.consent.blocked_by",
    ],
    "bounds": [[0.3, 0.9], [0.2, 0.8], [0.05, 0.6], [0.5, 3.5]],
}
NAMES = PROBLEM["names"]
WHOLE = {NAMES[3]}

checks = 0


def same(what, found, expected, within):
    """Fails unless two numbers agree."""
    global checks
    checks += 1
    if not abs(found - expected) <= within:
        sys.exit(f"{what}: folkmoot says {found}, SALib says {expected}")


def experiment(folder, name, table):
    """An experiment over a short version of the scenario."""
    text = "\n".join(
        [
            "schema = 1",
            'question = "Do SALib and Folkmoot agree?"',
            'scenario = "short.toml"',
            f"replicates = {REPLICATES}",
            f"metrics = {json.dumps(METRICS)}",
            "[worlds]",
            *table,
        ]
    )
    path = folder / f"{name}.toml"
    path.write_text(text + "\n")
    return path


def ask(folder, path):
    """Sweeps and analyses; gives Folkmoot's estimates, and the mean of each metric at each row of the design."""
    out = folder / path.stem
    command = [FOLKMOOT, "sensitivity", path, "--out", out, "--json"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"folkmoot failed: {done.stderr}")
    table = pd.read_csv(out / "sensitivity.csv", keep_default_na=False, na_values={"estimate": [""]})
    runs = pd.read_csv(out / "runs.csv")
    means = runs.groupby("point")[METRICS].mean()
    points = pd.read_csv(out / "points.csv").set_index("point")
    design = out / "design.csv"
    rows = pd.read_csv(design)["point"] if design.exists() else points.index.to_series()
    return table, points.loc[rows, NAMES].to_numpy(float), {metric: means.loc[rows, metric].to_numpy(float) for metric in METRICS}


def estimate(table, metric, name, measure):
    row = table[(table["metric"] == metric) & (table["input"] == name) & (table["measure"] == measure)]
    return float(row["estimate"].iloc[0])


def axes():
    """The problem as axes of an experiment."""
    for name, (low, high) in zip(NAMES, PROBLEM["bounds"]):
        if name in WHOLE:
            yield f'"{name}" = {{ from = 1, to = 3, step = 1 }}'
        else:
            yield f'"{name}" = {{ uniform = [{low}, {high}] }}'


def walks(folder):
    """Folkmoot's walks, SALib's elementary effects."""
    table, rows, outcomes = ask(folder, experiment(folder, "walks", ["design = { morris = { walks = 8 } }", *axes()]))
    # SALib takes a step of its own grid, 2/3 of the range on four levels; ours is half of the range.
    scale = (2 / 3) / 0.5
    for metric in METRICS:
        found = morris.analyze(PROBLEM, rows, outcomes[metric], num_levels=4, seed=1)
        for place, name in enumerate(NAMES):
            for measure in ["mu", "mu_star", "sigma"]:
                expected = float(found[measure][place]) * scale
                same(f"{measure} of {name}", estimate(table, metric, name, measure), expected, 1e-9 * max(1, abs(expected)))


def blocks(folder):
    """Folkmoot's blocks, SALib's Sobol' indices."""
    table, _, outcomes = ask(folder, experiment(folder, "blocks", ["design = { saltelli = { samples = 64 } }", *axes()]))
    for metric in METRICS:
        found = sobol.analyze(PROBLEM, outcomes[metric], calc_second_order=False, seed=1)
        for place, name in enumerate(NAMES):
            for measure, theirs in [("first_order", "S1"), ("total_order", "ST")]:
                same(f"{measure} of {name}", estimate(table, metric, name, measure), float(found[theirs][place]), 1e-9)


def points(folder):
    """SALib's points in a table; distances by SALib, rank correlations by regression."""
    sample = latin.sample(PROBLEM, 200, seed=1)
    frame = pd.DataFrame(sample, columns=NAMES)
    for name in WHOLE:
        frame[name] = frame[name].round().astype(int)
    frame.to_csv(folder / "points.csv", index=False)
    table, rows, outcomes = ask(folder, experiment(folder, "points", ['design = { table = "points.csv" }']))
    for metric in METRICS:
        found = pawn.analyze(PROBLEM, rows, outcomes[metric], S=10)
        for place, name in enumerate(NAMES):
            # SALib leaves the largest row out of the last slice, and cuts whole numbers at quantiles.
            if name not in WHOLE:
                same(f"pawn of {name}", estimate(table, metric, name, "pawn"), float(found["mean"][place]), 0.01)
            same(f"prcc of {name}", estimate(table, metric, name, "prcc"), partial(rows, outcomes[metric], place), 1e-9)
    return frame, outcomes


def partial(rows, outcome, place):
    """Correlation of what is left of two ranks once the other inputs' ranks are regressed off."""
    ranks = np.apply_along_axis(rankdata, 0, rows)
    others = np.column_stack([np.ones(len(rows)), np.delete(ranks, place, axis=1)])
    left = [ranks[:, place], rankdata(outcome)]
    left = [column - others @ np.linalg.lstsq(others, column, rcond=None)[0] for column in left]
    return float(np.corrcoef(*left)[0, 1])


def model(folder, values):
    """One point, asked for on the command line."""
    sets = [part for name, value in values.items() for part in ("--set", f"{name}={value}")]
    command = [FOLKMOOT, "run", folder / "short.toml", *sets, "--replicates", str(REPLICATES), "--json"]
    done = subprocess.run([*command, "--out", folder / "one", "--force"], capture_output=True, text=True, check=True)
    return {metric: json.loads(done.stdout)["metrics"][metric]["mean"] for metric in METRICS}


def one_at_a_time(folder, frame, outcomes):
    for row in range(3):
        values = {name: int(frame[name][row]) if name in WHOLE else float(frame[name][row]) for name in NAMES}
        found = model(folder, values)
        for metric in METRICS:
            same(f"{metric} of row {row}", found[metric], outcomes[metric][row], 1e-9)


def main():
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        short = SCENARIO.read_text().replace('"2 years"', '"180 days"')
        (folder / "short.toml").write_text(short)
        walks(folder)
        blocks(folder)
        one_at_a_time(folder, *points(folder))
    print(f"{checks} numbers agree")


main()
