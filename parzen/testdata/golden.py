"""Golden values for the Parzen window, from NumPy in float64.

A restatement of what parzen_ll.py of the paper's code (goodfeli/adversarial,
commit 1720041) computes: log p(x) as a max-shifted log-mean-exp of
-||(x - s)/sigma||^2 / 2 less d*log(sigma*sqrt(2*pi)); sigma from
logspace(-1, 0, 10) by the mean over validation rows; mean and population
standard deviation / sqrt(n) over test rows. Differences are formed directly.

Points are float32 values that any language can make again: a 32-bit linear
congruential generator picks a prototype for each row, then adds noise to it.

Run: python3 golden.py > golden.json      (made with NumPy 1.24.2)
"""
import json
import numpy as np


class LCG:
    def __init__(self, seed):
        self.state = seed

    def byte(self):
        self.state = (1664525 * self.state + 1013904223) % 2**32
        return self.state >> 24


def points(lcg, prototypes, n, noise):
    """n rows: (3*prototype + noise*uniform byte) / 1024, exact in float32."""
    rows = []
    for _ in range(n):
        p = prototypes[lcg.byte() % len(prototypes)]
        rows.append([(3 * v + noise * lcg.byte()) / 1024 for v in p])
    return np.array(rows, dtype=np.float32).astype(np.float64)


def log_prob(x, samples, sigma):
    n, d = samples.shape
    out = []
    for row in x:
        e = -0.5 * np.sum(((row - samples) / sigma) ** 2, axis=1)
        top = e.max()
        out.append(top + np.log(np.mean(np.exp(e - top))))
    return np.array(out) - d * np.log(sigma * np.sqrt(2 * np.pi))


def case(seed, d, prototypes, n_samples, n_valid, n_test, noise):
    lcg = LCG(seed)
    centres = [[lcg.byte() for _ in range(d)] for _ in range(prototypes)]
    samples = points(lcg, centres, n_samples, noise)
    valid = points(lcg, centres, n_valid, noise)
    test = points(lcg, centres, n_test, noise)
    sigmas = np.logspace(-1, 0, num=10)
    curve = [log_prob(valid, samples, s).mean() for s in sigmas]
    best = int(np.argmax(curve))
    ll = log_prob(test, samples, sigmas[best])
    return {
        "seed": seed, "d": d, "prototypes": prototypes, "noise": noise,
        "samples": n_samples, "valid": n_valid, "test": n_test,
        "sigmas": list(sigmas), "curve": curve, "sigma": sigmas[best],
        "log_prob": list(ll), "ll": ll.mean(),
        "stderr": ll.std() / np.sqrt(n_test),
    }


print(json.dumps([
    case(1, 1, 2, 30, 9, 8, 1),
    case(2, 6, 3, 40, 11, 8, 1),
    case(3, 784, 5, 100, 10, 8, 1),
    case(4, 784, 5, 100, 10, 8, 3),
], indent=1))
