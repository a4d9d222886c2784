"""Cross-validates scikit-learn's MLP of one hidden layer on the tables that tables.R and tables.py write.

Run it as: python3 mlp_baseline.py FOLDER tables.json RESULTS.json [TABLE ...] [--units 12 16 24] [--repeats 3] [--seed 0]
Inputs are standardised in each fold, targets of regression too. Everything else is scikit-learn's default, but for max_iter 1000.
The standard error is Nadeau and Bengio's, as in `edgenet evaluate`: folds share training examples. Macro F1 is over all classes of the table, as there;
with two classes F1 is that of the second, the positive one.
"""
import argparse
import csv
import json
import math
import os
import time
import warnings

import numpy
from sklearn.compose import TransformedTargetRegressor
from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics import accuracy_score, f1_score, mean_squared_error
from sklearn.model_selection import RepeatedKFold, RepeatedStratifiedKFold
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

FOLDS = 5


def read(path, table):
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    inputs = [name for name in rows[0] if name != table["label"] and name not in table.get("ignore", [])]
    x = numpy.array([[float(row[name]) for name in inputs] for row in rows])
    labels = [row[table["label"]] for row in rows]
    return x, numpy.array(labels if "classes" in table else [float(label) for label in labels])


def model(units, seed, classes):
    options = dict(hidden_layer_sizes=(units,), max_iter=1000, random_state=seed)
    if classes:
        return make_pipeline(StandardScaler(), MLPClassifier(**options))
    return TransformedTargetRegressor(make_pipeline(StandardScaler(), MLPRegressor(**options)), transformer=StandardScaler())


def estimate(values, repeats):
    values = numpy.array(values)
    error = math.sqrt((1 / len(values) + 1 / (FOLDS - 1)) * values.var(ddof=1))
    runs = values.reshape(repeats, FOLDS).mean(axis=1)
    return {"mean": round(float(values.mean()), 5), "se": round(error, 5), "sdOfRuns": round(float(runs.std(ddof=1)), 5)}


def cross_validate(x, y, units, repeats, seed, classes):
    splitter = RepeatedStratifiedKFold if classes else RepeatedKFold
    names = ("accuracy", "macroF1", "f1")[: 3 if len(classes) == 2 else 2] if classes else ("rmse",)
    scores = {name: [] for name in names}
    for fold, (train, test) in enumerate(splitter(n_splits=FOLDS, n_repeats=repeats, random_state=seed).split(x, y)):
        said = model(units, 1000 * seed + fold, classes).fit(x[train], y[train]).predict(x[test])
        if classes:
            scores["accuracy"].append(accuracy_score(y[test], said))
            scores["macroF1"].append(f1_score(y[test], said, labels=classes, average="macro", zero_division=0))
            if len(classes) == 2:
                scores["f1"].append(f1_score(y[test], said, pos_label=classes[1], zero_division=0))
        else:
            scores["rmse"].append(math.sqrt(mean_squared_error(y[test], said)))
    return {name: estimate(values, repeats) for name, values in scores.items()}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("tables")
    parser.add_argument("results")
    parser.add_argument("only", nargs="*")
    parser.add_argument("--units", nargs="+", type=int, default=[12, 16, 24])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    # The last epochs of some folds still gain a little; 1000 of them are enough for a baseline.
    warnings.simplefilter("ignore", ConvergenceWarning)
    warnings.simplefilter("ignore", UserWarning)  # a class with fewer rows than folds

    with open(arguments.tables, encoding="utf-8") as file:
        tables = json.load(file)
    results = {}
    for name in arguments.only or tables:
        x, y = read(os.path.join(arguments.folder, name + ".csv"), tables[name])
        classes = tables[name].get("classes")
        results[name] = {"rows": len(x), "features": x.shape[1], "classes": len(classes) if classes else 0, "units": {}}
        for units in arguments.units:
            start = time.time()
            scores = cross_validate(x, y, units, arguments.repeats, arguments.seed, classes)
            results[name]["units"][units] = scores
            print(name, x.shape, units, {key: (value["mean"], value["se"]) for key, value in scores.items()}, f"{time.time() - start:.0f} s", flush=True)
            with open(arguments.results, "w", encoding="utf-8") as file:
                json.dump(results, file, indent=1)


if __name__ == "__main__":
    main()
