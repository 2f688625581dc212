# One simultaneous step of the paper's nets in PyTorch, timed: what one would use instead. Same nets, dropout, losses and update
# as models/gan: one fake forward pass serves both losses, gradients at the old parameters, SGD with momentum.
#
#     python3 gan_step.py mnist|tfd STEPS
#
# prints one line in the format of Go's benchmarks, the mean over STEPS after a warm-up.
import math
import os
import sys
import time

import torch
import torch.nn.functional as F

torch.set_num_threads(os.cpu_count())
torch.manual_seed(1)

# Layers are (kind, units, pieces, keep); the discriminator's last is its logit. mnist.yaml and tfd_pretrain/pretrain.yaml.
NETS = {
    "mnist": dict(pixels=784, noise=100, batch=100, scale=0.05,
                  G=[("relu", 1200), ("relu", 1200), ("sigmoid", 784)],
                  D=[("maxout", 240, 5, 0.8), ("maxout", 240, 5, 0.5), ("linear", 1, 1, 0.5)]),
    "tfd": dict(pixels=2304, noise=100, batch=100, scale=0.05,
                G=[("relu", 8000), ("sigmoid", 8000), ("sigmoid", 2304)],
                D=[("maxout", 1200, 5, 0.8), ("maxout", 1200, 5, 0.5), ("linear", 1, 1, 0.5)]),
}


def parameters(layers, inputs, scale):
    params = []
    for kind, units, *rest in layers:
        width = units * (rest[0] if kind == "maxout" else 1)
        params.append(((torch.rand(inputs, width) * 2 - 1) * scale).requires_grad_())
        params.append(torch.zeros(width).requires_grad_())
        inputs = units
    return params


def forward(layers, params, x):
    for i, (kind, units, *rest) in enumerate(layers):
        if len(rest) == 2 and rest[1] < 1:
            x = x * (torch.rand_like(x) < rest[1]) * (1 / rest[1])
        x = torch.addmm(params[2 * i + 1], x, params[2 * i])
        if kind == "relu":
            x = F.relu(x)
        elif kind == "sigmoid":
            x = torch.sigmoid(x)
        elif kind == "maxout":
            x = x.view(-1, units, rest[0]).max(2)[0]
    return x


def main(name, steps):
    net = NETS[name]
    G = parameters(net["G"], net["noise"], net["scale"])
    D = parameters(net["D"], net["pixels"], 0.005)
    velocity = [torch.zeros_like(p) for p in G + D]
    images = torch.rand(10 * net["batch"], net["pixels"])

    def step(t):
        x = images[t % 10 * net["batch"]:][:net["batch"]]
        z = (torch.rand(net["batch"], net["noise"]) * 2 - 1) * math.sqrt(3)
        fake = forward(net["G"], G, z)
        real_logit, fake_logit = forward(net["D"], D, x), forward(net["D"], D, fake)
        loss_d = 0.5 * (F.softplus(-real_logit).mean() + F.softplus(fake_logit).mean())
        loss_g = F.softplus(-fake_logit).mean()
        gradients = torch.autograd.grad(loss_g, G, retain_graph=True) + torch.autograd.grad(loss_d, D)
        with torch.no_grad():
            for p, v, g in zip(G + D, velocity, gradients):
                v.mul_(0.5).sub_(g, alpha=0.1)
                p.add_(v)

    for t in range(3):
        step(t)
    start = time.perf_counter()
    for t in range(steps):
        step(t)
    print(f"BenchmarkStep/{name}/pytorch {steps} {(time.perf_counter() - start) / steps * 1e9:.0f} ns/op")


main(sys.argv[1], int(sys.argv[2]))
