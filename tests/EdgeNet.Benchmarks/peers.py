"""The peers' side of the comparison: the same training steps in PyTorch, and a whole fit in scikit-learn.

Started by the driver with the number of threads. Reads lines "WORKLOAD STEPS" and answers "WALL CPU", both in microseconds a step.
"""
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


def sklearn_fit():
    """(e): 150 epochs on 146 examples of 60 features, 12 hidden units, batches of 32, Adam, as in models/sonar/recipe.json."""
    random = numpy.random.RandomState(1)
    x = random.rand(146, 60).astype(numpy.float32)
    y = (x[:, :30].sum(1) > x[:, 30:].sum(1)).astype(int)

    def fit():
        model = MLPClassifier((12,), batch_size=32, learning_rate_init=0.003, alpha=0.01, max_iter=150, n_iter_no_change=150, random_state=1)
        assert model.fit(x, y).n_iter_ == 150

    return fit


work = {}
print(f"PyTorch {torch.__version__}, scikit-learn {sys.modules['sklearn'].__version__}, numpy {numpy.__version__}", flush=True)
for line in sys.stdin:
    name, count = line.split()
    if name not in work:
        work[name] = sklearn_fit() if name == "e" else torch_step(name)
    step = work[name]
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(int(count)):
        step()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{wall * 1e6 / int(count)} {cpu * 1e6 / int(count)}", flush=True)
