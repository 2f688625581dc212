# One simultaneous step of the paper's nets in PyTorch, timed: what one would use instead. Same nets, dropout, losses and update
# as models/gan: one fake forward pass serves both losses, gradients at the old parameters, SGD with momentum.
#
#     python3 gan_step.py mnist|tfd|cifar10_convolutional fp32|bf16 STEPS
#
# prints one line in the format of Go's benchmarks, the mean over STEPS after a warm-up. With bf16 the forward pass runs under autocast, which
# multiplies with 8 bits of mantissa where the processor has such products.
import math
import os
import sys
import time

import torch
import torch.nn.functional as F

torch.set_num_threads(os.cpu_count())
torch.manual_seed(1)

# Layers are dicts; keep is dropout's, on the layer's input. mnist.yaml, tfd_pretrain/pretrain.yaml, cifar10_convolutional.yaml.
def dense(kind, units, pieces=1, keep=1.0):
    return dict(kind=kind, units=units, pieces=pieces, keep=keep)


def conv(channels, maps, kernel, pad, pool, stride, keep):
    return dict(kind="maxout conv", channels=channels, units=maps, pieces=2, kernel=kernel, pad=pad, pool=pool, stride=stride, keep=keep)


def maxout(units):
    return [dense("maxout", units, 5, 0.8), dense("maxout", units, 5, 0.5), dense("linear", 1, keep=0.5)]


NETS = {
    "mnist": dict(image=(784,), batch=100, G=[dense("relu", 1200), dense("relu", 1200), dense("sigmoid", 784)], D=maxout(240)),
    "tfd": dict(image=(2304,), batch=100, limit=1.9365, G=[dense("relu", 8000), dense("sigmoid", 8000), dense("sigmoid", 2304)], D=maxout(1200)),
    "cifar10_convolutional": dict(image=(3, 32, 32), batch=128, G=[dense("relu", 8000), dense("sigmoid", 8000), dict(kind="deconv", keep=1.0)],
                  D=[conv(3, 32, 8, 4, 4, 2, 0.8), conv(32, 32, 8, 3, 4, 2, 0.5), conv(32, 192, 5, 3, 2, 2, 0.5),
                     dense("maxout", 500, 5, 0.5), dense("linear", 1, keep=0.5)]),
}
NOISE = 100


def uniform(*shape, scale):
    return ((torch.rand(*shape) * 2 - 1) * scale).requires_grad_()


def parameters(layers, inputs, scale):
    params = []
    for layer in layers:
        if layer["kind"] == "deconv":
            params += [uniform(80, 3, 5, 5, scale=scale), torch.zeros(3, 32, 32).requires_grad_()]
            continue
        width = layer["units"] * layer["pieces"]
        if layer["kind"] == "maxout conv":
            params.append(uniform(width, layer["channels"], layer["kernel"], layer["kernel"], scale=scale))
            inputs = {8: 7, 5: 5}[layer["kernel"]] ** 2 * layer["units"]  # of the dense layer behind
        else:
            params.append(uniform(inputs, width, scale=scale))
            inputs = layer["units"]
        params.append(torch.zeros(width).requires_grad_())
    return params


def forward(layers, params, x):
    for i, layer in enumerate(layers):
        w, b, kind = params[2 * i], params[2 * i + 1], layer["kind"]
        if layer["keep"] < 1:
            x = x * (torch.rand_like(x) < layer["keep"]) * (1 / layer["keep"])
        if kind == "maxout conv":
            x = F.conv2d(x, w, b, padding=layer["pad"])
            x = x.view(x.shape[0], layer["units"], 2, *x.shape[2:]).max(2)[0]
            x = F.max_pool2d(x, layer["pool"], layer["stride"], ceil_mode=True)
            continue
        if kind == "deconv":
            x = F.conv_transpose2d(x.view(-1, 80, 10, 10), w, stride=3) + b
            continue
        x = torch.addmm(b, x.flatten(1), w)
        if kind == "relu":
            x = F.relu(x)
        elif kind == "sigmoid":
            x = torch.sigmoid(x)
        elif kind == "maxout":
            x = x.view(-1, layer["units"], layer["pieces"]).max(2)[0]
    return x


def main(name, precision, steps):
    net = NETS[name]
    batch = net["batch"]
    G = parameters(net["G"], NOISE, 0.05)
    D = parameters(net["D"], math.prod(net["image"]), 0.005)
    velocity = [torch.zeros_like(p) for p in G + D]
    images = torch.rand(10 * batch, *net["image"])

    def step(t):
        x = images[t % 10 * batch:][:batch]
        z = (torch.rand(batch, NOISE) * 2 - 1) * math.sqrt(3)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=precision == "bf16"):
            fake = forward(net["G"], G, z)
            real_logit, fake_logit = forward(net["D"], D, x), forward(net["D"], D, fake)
        real_logit, fake_logit = real_logit.float(), fake_logit.float()
        loss_d = 0.5 * (F.softplus(-real_logit).mean() + F.softplus(fake_logit).mean())
        loss_g = F.softplus(-fake_logit).mean()
        gradients = torch.autograd.grad(loss_g, G, retain_graph=True) + torch.autograd.grad(loss_d, D)
        with torch.no_grad():
            for p, v, g in zip(G + D, velocity, gradients):
                v.mul_(0.5).sub_(g, alpha=0.1)
                p.add_(v)
                if "limit" in net and p.dim() == 2:  # of the L2 norms of columns
                    norm = p.norm(dim=0)
                    p.mul_(norm.clamp(max=net["limit"]) / (1e-7 + norm))

    for t in range(3):
        step(t)
    start = time.perf_counter()
    for t in range(steps):
        step(t)
    print(f"BenchmarkStep/{name}/{precision} {steps} {(time.perf_counter() - start) / steps * 1e9:.0f} ns/op")


main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
