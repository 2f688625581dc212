# Three updates of a small pair of nets, computed by PyTorch's autograd in float64: the recipe of mnist.yaml written a second
# time, in another framework, to compare the Go code with. Run: python3 golden.py > golden.json (golden.json: PyTorch 1.13).
import json
import math

import torch
import torch.nn.functional as F

torch.manual_seed(1)
double = dict(dtype=torch.float64)
B, NOISE, HIDDEN, PIXELS, UNITS, PIECES = 4, 3, 6, 5, 4, 3


def uniform(rows, cols, r):
    return ((torch.rand(rows, cols, **double) * 2 - 1) * r).requires_grad_()


def zeros(n):
    return torch.zeros(1, n, **double).requires_grad_()


G = [uniform(NOISE, HIDDEN, 1), zeros(HIDDEN), uniform(HIDDEN, PIXELS, 1), zeros(PIXELS)]
D = [uniform(PIXELS, UNITS * PIECES, 1), zeros(UNITS * PIECES), uniform(UNITS, 1, 1), zeros(1)]
V = [torch.zeros_like(p) for p in G + D]


def generate(z):
    return torch.sigmoid(F.relu(z @ G[0] + G[1]) @ G[2] + G[3])


def logit(x, masks):  # the pieces of unit u are columns u, UNITS + u, 2 * UNITS + u
    h = ((x * masks[0]) @ D[0] + D[1]).view(-1, PIECES, UNITS).max(1)[0]
    return (h * masks[1]) @ D[2] + D[3]


def numbers(tensors):
    return [t.detach().flatten().tolist() for t in tensors]


golden = {"start": numbers(G + D), "updates": []}
for t in range(3):
    x = torch.rand(B, PIXELS, **double)
    z = (torch.rand(B, NOISE, **double) * 2 - 1) * math.sqrt(3)
    masks = [(torch.rand(2 * B, n, **double) < keep).double() / keep for n, keep in ((PIXELS, 0.8), (UNITS, 0.5))]
    real = logit(x, [m[:B] for m in masks])
    fake = logit(generate(z), [m[B:] for m in masks])
    loss_d = 0.5 * (F.softplus(-real).mean() + F.softplus(fake).mean())
    loss_g = F.softplus(-fake).mean()
    gradients = list(torch.autograd.grad(loss_g, G, retain_graph=True)) + list(torch.autograd.grad(loss_d, D))
    rate, momentum = 0.1 / 1.000004**t, 0.5
    with torch.no_grad():
        for p, v, g in zip(G + D, V, gradients):
            v.mul_(momentum).sub_(g, alpha=rate)
            p.add_(v)
    golden["updates"].append({
        "x": numbers([x])[0], "z": numbers([z])[0], "masks": numbers(masks),
        "loss_d": loss_d.item(), "loss_g": loss_g.item(), "params": numbers(G + D),
    })
print(json.dumps(golden))
