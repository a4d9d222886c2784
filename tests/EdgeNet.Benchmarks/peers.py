"""The peers' side of the comparison: the same training steps in PyTorch, whole fits in scikit-learn.

Started by the driver with the number of threads. Reads lines "WORKLOAD STEPS FILE", where FILE describes
(e), and answers "WALL CPU", both in microseconds a step.
"""
import json
import sys
import time
import warnings

import numpy
import torch
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

warnings.simplefilter("ignore", ConvergenceWarning)
torch.set_num_threads(int(sys.argv[1]))

# Inputs, units of the layers, examples in a step; ReLU in hidden layers. As in Workload.cs.
STEPS = {
    "a": ([60, 12, 1], 32),
    "b": ([60, 64, 64, 1], 128),
    "c": ([640, 128, 128, 128, 8, 128, 128, 128, 640], 256),
    "d": ([12288, 20, 7, 5, 1], 209),
}


def torch_step(name):
    sizes, batch = STEPS[name]
    torch.manual_seed(1)
    modules = []
    for inputs, units in zip(sizes, sizes[1:]):
        modules += [torch.nn.Linear(inputs, units), torch.nn.ReLU()]
    model = torch.nn.Sequential(*modules[:-1])
    x = torch.rand(batch, sizes[0])
    squared = sizes[-1] > 1
    y = torch.rand(batch, sizes[-1]) if squared else (torch.rand(batch, 1) > 0.5).float()
    loss_of = torch.nn.MSELoss() if squared else torch.nn.BCEWithLogitsLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)

    def step():
        optimizer.zero_grad()
        loss = loss_of(model(x), y)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


def matrices(part):
    return numpy.array(part["x"], numpy.float32), numpy.array(part["y"]).astype(int)


def sklearn_fit(job):
    """(e): a fit of 12 hidden units, batches of 32, Adam, as in models/sonar/recipe.json, with early stopping on as many examples as EdgeNet's.

    It looks at them after every epoch and keeps the best weights, and goes on for as many epochs as EdgeNet took.
    """
    (x, y), (dev_x, dev_y) = matrices(job["train"]), matrices(job["dev"])
    share = len(dev_y) / (len(y) + len(dev_y))
    x, y = numpy.concatenate([x, dev_x]), numpy.concatenate([y, dev_y])
    epochs = job["epochs"]

    def fit():
        model = MLPClassifier((12,), batch_size=32, learning_rate_init=0.003, alpha=0.01, max_iter=epochs, random_state=1,
                              early_stopping=True, validation_fraction=share, n_iter_no_change=epochs)
        assert model.fit(x, y).n_iter_ == epochs

    return fit


work = {}
print(f"PyTorch {torch.__version__}, scikit-learn {sys.modules['sklearn'].__version__}, numpy {numpy.__version__}", flush=True)
for line in sys.stdin:
    name, count, file = line.split()
    if name not in work:
        if name == "e":
            with open(file) as text:
                work[name] = sklearn_fit(json.load(text))
        else:
            work[name] = torch_step(name)
    step = work[name]
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(int(count)):
        step()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{wall * 1e6 / int(count)} {cpu * 1e6 / int(count)}", flush=True)
