"""Nested cross-validation of scikit-learn's RandomizedSearchCV of its MLP, on tables that tables.R and tables.py write: 5 stratified folds, repeated.

Run it as: python3 search_baseline.py TABLE.csv LABEL [--trials 32] [--repeats 3] [--f1] [--jobs 1] [--outer 15]
Each search sees the training side of its fold alone and judges by 5 stratified folds of it, with inputs standardised in each. The space is that of
`edgenet tune` in scikit-learn's terms; alpha is divided by the examples there. With --f1 it judges by F1 of the second class, as they sort.
"""
import argparse
import csv
import time
import warnings

import numpy
from scipy.stats import loguniform
from sklearn.metrics import accuracy_score, f1_score, make_scorer
from sklearn.model_selection import RandomizedSearchCV, RepeatedStratifiedKFold, StratifiedKFold
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

FOLDS = 5
SPACE = {
    "mlpclassifier__hidden_layer_sizes": [(4,), (8,), (12,), (16,), (24,), (32,), (48,), (64,), (16, 8), (24, 12), (32, 16)],
    "mlpclassifier__activation": ["relu", "tanh"],
    "mlpclassifier__alpha": loguniform(1e-4, 1),
    "mlpclassifier__learning_rate_init": loguniform(3e-4, 3e-2),
    "mlpclassifier__batch_size": [8, 16, 32, 64],
    "mlpclassifier__max_iter": [50, 100, 200, 300],
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("table")
    parser.add_argument("label")
    parser.add_argument("--trials", type=int, default=32)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--f1", action="store_true")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--outer", type=int, default=None, help="stop after so many searches")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")  # fits that end before they converge
    with open(arguments.table, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    inputs = [name for name in rows[0] if name != arguments.label]
    x = numpy.array([[float(row[name]) for name in inputs] for row in rows])
    y = numpy.array([row[arguments.label] for row in rows])
    positive = sorted(set(y))[1]
    average = {"pos_label": positive} if len(set(y)) == 2 else {"average": "macro"}
    accuracies, f1s, seconds = [], [], []
    outer = RepeatedStratifiedKFold(n_splits=FOLDS, n_repeats=arguments.repeats, random_state=0).split(x, y)
    for fold, (train, test) in enumerate(outer):
        if fold == arguments.outer:
            break
        start = time.perf_counter()
        search = RandomizedSearchCV(
            make_pipeline(StandardScaler(), MLPClassifier(random_state=fold)), SPACE, n_iter=arguments.trials, random_state=fold, n_jobs=arguments.jobs,
            cv=StratifiedKFold(FOLDS, shuffle=True, random_state=fold), scoring=make_scorer(f1_score, pos_label=positive) if arguments.f1 else "accuracy")
        said = search.fit(x[train], y[train]).predict(x[test])
        seconds.append(time.perf_counter() - start)
        accuracies.append(accuracy_score(y[test], said))
        f1s.append(f1_score(y[test], said, **average))
        print(f"{fold}: accuracy {accuracies[-1]:.4f}, F1 {f1s[-1]:.4f}, {seconds[-1]:.1f} s", flush=True)
    print(f"accuracy {numpy.mean(accuracies):.4f}, F1 {numpy.mean(f1s):.4f}, median of a search {numpy.median(seconds):.1f} s")


if __name__ == "__main__":
    main()
