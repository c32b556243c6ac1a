"""EMA Workbench asks, Folkmoot answers: python ema_black_box.py FOLKMOOT SCENARIO

Two ways to let an engine for exploratory modelling drive Folkmoot. The first calls the program once per experiment, which is simple and
lets the engine choose the next point from what it has seen. The second writes all points into a table and sweeps it in one go, which is
fast and leaves a result folder. Both give the same numbers, because a point has the same dice however it is asked for.
"""
import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from ema_workbench import CategoricalParameter, IntegerParameter, Model, RealParameter, ScalarOutcome, SequentialEvaluator
from ema_workbench.analysis import prim

folkmoot, scenario = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
METRICS = ["harm_passed_share", "delay_p90_days"]
REPLICATES = 4
# Names of EMA Workbench stand for paths of the scenario.
PATHS = {
    "window": "decisions.operational.route.review.optimistic.window",
    "insiders": "adversary.insiders.seats",
    "context": "people.core.context",
}


def written(name, value):
    """A value as the scenario would say it."""
    if name == "window":
        return f'"{value}"'
    return f"{value:.6f}" if name == "context" else str(value)


def one(folder, **point):
    """One experiment: a run of the program that prints one JSON object."""
    edits = [word for name, value in point.items() for word in ("--set", f"{PATHS[name]}={written(name, value)}")]
    line = [folkmoot, "run", scenario, "--json", "--replicates", str(REPLICATES), "--out", folder, "--force", *edits]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)["metrics"]
    return {metric: told[metric]["mean"] for metric in METRICS}


def swept(folder, points):
    """All experiments: a table of points, swept in one go."""
    with open(folder / "points.csv", "w", newline="") as table:
        rows = csv.writer(table)
        rows.writerow([PATHS[name] for name in points[0]])
        rows.writerows([[written(name, value) for name, value in point.items()] for point in points])
    (folder / "all.toml").write_text(
        f'schema = 1\nquestion = "What if?"\nscenario = "{scenario}"\nreplicates = {REPLICATES}\n'
        f"metrics = {json.dumps(METRICS)}\n[levers]\ndesign = {{ table = \"points.csv\" }}\n"
    )
    line = [folkmoot, "sweep", folder / "all.toml", "--json", "--out", folder / "swept"]
    told = json.loads(subprocess.run(line, capture_output=True, text=True, check=True).stdout)
    return [[point["metrics"][metric]["mean"] for metric in METRICS] for point in told["points"]]


with tempfile.TemporaryDirectory() as place:
    place = Path(place)
    model = Model("partnership", function=lambda **point: one(place / "one", **point))
    model.uncertainties = [RealParameter("context", 0.2, 0.8)]
    model.levers = [CategoricalParameter("window", ["24 hours", "7 days"]), IntegerParameter("insiders", 1, 4)]
    model.outcomes = [ScalarOutcome(metric) for metric in METRICS]
    with SequentialEvaluator(model) as evaluator:
        experiments, outcomes = evaluator.perform_experiments(scenarios=6, policies=4)
    points = [{name: row[name] for name in PATHS} for _, row in experiments.iterrows()]
    again = swept(place, points)
    for number, means in enumerate(again):
        for metric, mean in zip(METRICS, means):
            assert abs(mean - outcomes[metric][number]) < 1e-12, (points[number], metric)
    # What comes back goes on into the engine's own analyses.
    worst = outcomes["harm_passed_share"] >= sorted(outcomes["harm_passed_share"])[-6]
    # The workbench puts limits between whole numbers, which a column of integers does not take.
    inputs = experiments[list(PATHS)].astype({"insiders": float})
    box = prim.Prim(inputs, worst.astype(int), threshold=0.5).find_box()
    print(f"{len(points)} experiments; the densest box holds {box.density:.0%} of the worst: {dict(box.box_lims[-1].iloc[0])}")
