"""Records steps of PyTorch, which PyTorchStepsTests replays: python3 pytorch_steps.py > pytorch_steps.json

Every difference of definitions between EdgeNet and PyTorch stands here, and in the table of trainer/RECIPE.md:
learning_rate_of, cost_of, the parameter groups of optimizer_of, and momentum_at. Recorded with PyTorch 1.13, in float64.
"""
import json
import sys

import torch
from torch import nn

torch.set_default_dtype(torch.float64)

FEATURES, EXAMPLES, BATCH = 3, 12, 4
RECORDED = (1, 2, 7, 20)
ACTIVATIONS = {
    "linear": nn.Identity, "relu": nn.ReLU, "tanh": nn.Tanh, "sigmoid": nn.Sigmoid,
    "leaky-relu": lambda: nn.LeakyReLU(0.1),
}


def layer(units, activation, normalized=False):
    return {"units": units, "activation": activation, "batchNormalization": normalized}


def network_of(layers):
    modules, inputs = [], FEATURES
    for shape in layers:
        modules.append(nn.Linear(inputs, shape["units"], bias=not shape["batchNormalization"]))
        if shape["batchNormalization"]:
            modules.append(nn.BatchNorm1d(shape["units"], eps=1e-5))  # its bias is EdgeNet's bias
        if shape["activation"] == "prelu":
            modules.append(nn.PReLU(shape["units"], init=0.25))
        elif shape is not layers[-1]:
            modules.append(ACTIVATIONS[shape["activation"]]())  # the output's belongs to the loss
        inputs = shape["units"]
    for module in modules:
        if isinstance(module, nn.Linear):
            nn.init.normal_(module.weight, std=0.6)
            if module.bias is not None:
                nn.init.normal_(module.bias, std=0.3)
    return nn.Sequential(*modules)


def learning_rate_of(case):
    """EdgeNet: v = b v + (1 - b) g. PyTorch: v = b v + g, which is 1 / (1 - b) times as long."""
    rate = case["learningRate"]
    return rate * (1 - case["momentum"]) if case["optimizer"] == "momentum" else rate


def optimizer_of(network, case):
    """L2 takes the weights of the dense layers, and neither biases nor scales nor slopes: two groups."""
    weights = [module.weight for module in network if isinstance(module, nn.Linear)]
    others = [p for p in network.parameters() if not any(p is w for w in weights)]
    groups = [{"params": weights, "weight_decay": case["l2"]}, {"params": others, "weight_decay": 0.0}]
    rate, beta = learning_rate_of(case), case["momentum"]
    return {
        "plain": lambda: torch.optim.SGD(groups, lr=rate),
        "momentum": lambda: torch.optim.SGD(groups, lr=rate, momentum=beta),
        "adam": lambda: torch.optim.Adam(groups, lr=rate, betas=(beta, 0.999), eps=1e-8),
        "rms-prop": lambda: torch.optim.RMSprop(groups, lr=rate, alpha=beta, eps=1e-8),
    }[case["optimizer"]]()


def cost_of(case, logits, labels):
    """EdgeNet sums over the outputs, and squared error has a half; PyTorch takes means over outputs too."""
    outputs = labels.shape[1]
    if case["targets"] == "classes":
        return nn.functional.cross_entropy(logits, labels.argmax(1))
    if case["targets"] in ("binary", "flags"):
        return outputs * nn.functional.binary_cross_entropy_with_logits(logits, labels)
    return outputs / 2 * nn.functional.mse_loss(logits, labels)


def momentum_at(step):
    """Running statistics: the mean over the first ten steps, from then on 0.9 old + 0.1 new."""
    return max(0.1, 1 / step)


def state_of(network):
    """For each layer: weights, biases, scales, slopes, running means and variances."""
    state, modules = [], list(network)
    for i, module in enumerate(modules):
        if not isinstance(module, nn.Linear):
            continue
        behind = []
        for other in modules[i + 1:]:
            if isinstance(other, nn.Linear):
                break
            behind.append(other)
        norm = next((m for m in behind if isinstance(m, nn.BatchNorm1d)), None)
        prelu = next((m for m in behind if isinstance(m, nn.PReLU)), None)
        parts = [module.weight, norm.bias if norm else module.bias]
        parts += [norm.weight] if norm else []
        parts += [prelu.weight] if prelu else []
        parts += [norm.running_mean, norm.running_var] if norm else []
        for part in parts:
            state += part.detach().flatten().tolist()
    return state


def record(case, features, targets):
    torch.manual_seed(case.pop("seed"))
    network = network_of(case["layers"])
    network.train()
    optimizer = optimizer_of(network, case)
    labels = targets[case["targets"]]
    case["first"] = state_of(network)
    case["steps"] = []
    for step in range(1, max(RECORDED) + 1):
        first = (step - 1) * BATCH % EXAMPLES
        x, y = features[first:first + BATCH], labels[first:first + BATCH]
        for module in network:
            if isinstance(module, nn.BatchNorm1d):
                module.momentum = momentum_at(step)
        optimizer.zero_grad()
        cost = cost_of(case, network(x), y)
        penalty = sum((module.weight ** 2).sum() for module in network if isinstance(module, nn.Linear)) * case["l2"] / 2
        cost.backward()
        optimizer.step()
        for module in network:
            if isinstance(module, nn.PReLU):
                module.weight.data.clamp_(0, 1)  # EdgeNet keeps slopes from 0 to 1
        if step in RECORDED:
            case["steps"].append({"after": step, "cost": (cost + penalty).item(), "state": state_of(network)})
    return case


def main():
    torch.manual_seed(1)
    features = torch.randn(EXAMPLES, FEATURES)
    score = features[:, :1] - features[:, 1:2] + 0.5 * torch.randn(EXAMPLES, 1)
    targets = {
        "binary": (score > 0).double(),
        "flags": torch.cat([(score > 0).double(), (features[:, 2:] > 0).double()], 1),
        "classes": nn.functional.one_hot(torch.arange(EXAMPLES) % 3, 3).double(),
        "quantities": torch.cat([score, features[:, 2:] ** 2], 1),
    }
    outputs = {"binary": (1, "sigmoid"), "flags": (2, "sigmoid"), "classes": (3, "softmax"), "quantities": (2, "linear")}
    cases = []
    plans = [
        # optimizer, learning rate, beta, l2, hidden layers, targets
        ("plain", 0.3, 0.9, 0.0, [layer(4, "tanh")], "binary"),
        ("plain", 0.3, 0.9, 0.05, [layer(4, "sigmoid"), layer(3, "tanh")], "flags"),
        ("plain", 0.1, 0.9, 0.05, [layer(5, "relu")], "quantities"),
        ("plain", 0.2, 0.9, 0.0, [layer(4, "relu", True)], "classes"),
        ("momentum", 0.5, 0.9, 0.0, [layer(4, "leaky-relu")], "classes"),
        ("momentum", 0.3, 0.8, 0.02, [layer(4, "prelu")], "binary"),
        ("momentum", 0.2, 0.9, 0.1, [layer(3, "tanh", True), layer(3, "sigmoid", True)], "quantities"),
        ("adam", 0.05, 0.9, 0.0, [layer(4, "prelu")], "classes"),
        ("adam", 0.02, 0.7, 0.1, [layer(4, "relu")], "flags"),
        ("adam", 0.05, 0.9, 0.02, [layer(4, "prelu", True)], "binary"),
        ("rms-prop", 0.02, 0.9, 0.0, [layer(4, "sigmoid")], "quantities"),
        ("rms-prop", 0.01, 0.95, 0.05, [layer(4, "leaky-relu", True)], "classes"),
        ("rms-prop", 0.05, 0.9, 0.0, [], "binary"),
    ]
    for seed, (optimizer, rate, beta, l2, hidden, target) in enumerate(plans, 1):
        case = {
            "optimizer": optimizer, "learningRate": rate, "momentum": beta, "l2": l2,
            "layers": hidden + [layer(*outputs[target])], "targets": target, "seed": seed,
        }
        cases.append(record(case, features, targets))
    result = {
        "source": f"PyTorch {torch.__version__}", "batch": BATCH, "features": features.t().tolist(),
        "targets": {name: rows.t().tolist() for name, rows in targets.items()}, "cases": cases,
    }
    text = json.dumps(result, separators=(",", ":"))
    sys.stdout.write(text.replace('{"optimizer"', '\n{"optimizer"').replace('{"after"', '\n{"after"') + "\n")


main()
