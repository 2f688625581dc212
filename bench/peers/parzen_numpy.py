# The Parzen-window density with what one would use in Python, timed on the same points as the estimator: 10,000 rows under the
# window over 10,000 samples of 784 values, float32 as there.
#
#     python3 parzen_numpy.py numpy|sklearn SAMPLES TEST [SIGMA...]
#
# reads raw float32 rows of 784 and prints one line in the format of Go's benchmarks, scaled up to all rows and sigmas where only
# a part of them was done:
#
# numpy    matrix product and scipy.special.logsumexp, for each sigma, in slices of 1,000 rows;
# sklearn  sklearn.neighbors.KernelDensity, 50 rows and one sigma, times rows/50 and the number of sigmas: it goes through all
#          again for each sigma.
import sys
import time

import numpy as np

D = 784
what, samples, test = sys.argv[1:4]
sigmas = [float(s) for s in sys.argv[4:]]
samples, test = (np.fromfile(f, dtype=np.float32).reshape(-1, D) for f in (samples, test))


def with_numpy():
    from scipy.special import logsumexp
    norms = (samples * samples).sum(1)
    result = np.empty((len(sigmas), len(test)))
    for i in range(0, len(test), 1000):
        x = test[i:i + 1000]
        squares = (x * x).sum(1)[:, None] + norms - 2 * (x @ samples.T)
        for j, s in enumerate(sigmas):
            result[j, i:i + 1000] = logsumexp(squares / (-2 * s * s), axis=1) - np.log(len(samples)) - D * np.log(s * np.sqrt(2 * np.pi))
    return 1, result[0].mean()


def with_sklearn():
    from sklearn.neighbors import KernelDensity
    window = KernelDensity(bandwidth=sigmas[0]).fit(samples)
    x = test[:50]
    global start
    start = time.perf_counter()
    mean = window.score_samples(x).mean()
    return len(test) / len(x) * len(sigmas), mean


start = time.perf_counter()
scale, mean = {"numpy": with_numpy, "sklearn": with_sklearn}[what]()
seconds = (time.perf_counter() - start) * scale
print(f"BenchmarkMNIST/{what} 1 {seconds * 1e9:.0f} ns/op {mean:.4f} mean-nats")
