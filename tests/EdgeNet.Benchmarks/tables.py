"""Writes the tables that come with scikit-learn as CSV files: a header, the label as text and last.

Run it as: python3 tables.py FOLDER
The data is not ours and stays out of the repository.
"""
import csv
import os
import sys

from sklearn import datasets


def save(folder, name, bunch, label, targets=None):
    columns = [str(column).replace(" (cm)", "").replace(" ", "_") for column in bunch.feature_names]
    with open(os.path.join(folder, name + ".csv"), "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns + [label])
        for row, target in zip(bunch.data, bunch.target):
            writer.writerow([format(float(value), ".7g") for value in row] + [targets[target] if targets else format(float(target), ".7g")])


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    iris, wine, cancer, digits = datasets.load_iris(), datasets.load_wine(), datasets.load_breast_cancer(), datasets.load_digits()
    save(folder, "iris", iris, "species", [str(name) for name in iris.target_names])
    save(folder, "wine", wine, "kind", [str(name) for name in wine.target_names])
    save(folder, "breast-cells", cancer, "diagnosis", [str(name) for name in cancer.target_names])
    save(folder, "digits", digits, "digit", [str(name) for name in digits.target_names])
    save(folder, "diabetes", datasets.load_diabetes(scaled=False), "progression")


if __name__ == "__main__":
    main()
