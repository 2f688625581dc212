#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("O3", "no-math-errno", "no-trapping-math") // nobody reads the flags; loops with conditions can be vectorised
#endif

#include "kernel.h"

#include <math.h>
#include <string.h>

// On Linux with gcc each function is compiled for three generations of processors, and the loader picks one.
#if defined(__x86_64__) && defined(__linux__) && defined(__GNUC__) && !defined(__clang__)
#define EACH_CPU __attribute__((target_clones("arch=skylake-avx512", "avx2,fma", "default")))
#else
#define EACH_CPU
#endif

// LANES sums run side by side, whatever the processor: the compiler makes vectors of them. A block of h has one minimum.
enum { LANES = 16, BLOCK = 64 };

EACH_CPU void parzen_centre(float *restrict dst, double *restrict norms, const float *restrict data, const double *restrict shift, int64_t rows, int64_t d) {
	for (int64_t i = 0; i < rows; i++, dst += d, data += d) {
		double lane[LANES] = {0}, sum = 0;
		int64_t k = 0;
		for (; k + LANES <= d; k += LANES)
			for (int l = 0; l < LANES; l++) {
				float c = (float)(data[k + l] - shift[k + l]);
				dst[k + l] = c;
				lane[l] += (double)c * c;
			}
		for (; k < d; k++) {
			float c = (float)(data[k] - shift[k]);
			dst[k] = c;
			sum += (double)c * c;
		}
		for (int l = 0; l < LANES; l++) sum += lane[l];
		norms[i] = sum;
	}
}

EACH_CPU float parzen_nearest(float *restrict h, float *restrict minima, const float *restrict half_norms, int64_t n) {
	float least = INFINITY;
	for (int64_t from = 0; from < n; from += BLOCK) {
		float lane[LANES];
		for (int l = 0; l < LANES; l++) lane[l] = INFINITY;
		int64_t j = from, to = from + BLOCK < n ? from + BLOCK : n;
		for (; j + LANES <= to; j += LANES)
			for (int l = 0; l < LANES; l++) {
				float e = half_norms[j + l] - h[j + l];
				h[j + l] = e;
				lane[l] = e < lane[l] ? e : lane[l];
			}
		for (; j < to; j++) {
			h[j] = half_norms[j] - h[j];
			lane[0] = h[j] < lane[0] ? h[j] : lane[0];
		}
		for (int half = LANES / 2; half; half /= 2)
			for (int l = 0; l < half; l++) lane[l] = lane[l + half] < lane[l] ? lane[l + half] : lane[l];
		minima[from / BLOCK] = lane[0];
		least = lane[0] < least ? lane[0] : least;
	}
	return least;
}

int64_t parzen_take(int32_t *restrict index, float *restrict h, const float *restrict minima, int64_t n, float limit) {
	int64_t taken = 0;
	for (int64_t from = 0; from < n; from += BLOCK) {
		if (minima[from / BLOCK] > limit) continue;
		int64_t to = from + BLOCK < n ? from + BLOCK : n;
		for (int64_t j = from; j < to; j++) {
			int in = h[j] <= limit;
			index[taken] = (int32_t)j;
			taken += in;
			h[j] = in ? INFINITY : h[j];
		}
	}
	return taken;
}

EACH_CPU void parzen_squares(double *restrict squares, const float *restrict x, const float *restrict samples, const int32_t *restrict index, int64_t n, int64_t d) {
	for (int64_t i = 0; i < n; i++) {
		const float *s = samples + (index ? index[i] : i) * d;
		double lane[LANES] = {0}, sum = 0;
		int64_t k = 0;
		for (; k + LANES <= d; k += LANES)
			for (int l = 0; l < LANES; l++) {
				double e = (double)x[k + l] - s[k + l];
				lane[l] += e * e;
			}
		for (; k < d; k++) {
			double e = (double)x[k] - s[k];
			sum += e * e;
		}
		for (int l = 0; l < LANES; l++) sum += lane[l];
		squares[i] = sum;
	}
}

EACH_CPU int64_t parzen_excesses(float *restrict v, const float *restrict h, const float *restrict minima, int64_t n, float least, float limit) {
	int64_t taken = 0;
	for (int64_t from = 0; from < n; from += BLOCK) {
		if (minima[from / BLOCK] > limit) continue;
		int64_t to = from + BLOCK < n ? from + BLOCK : n;
		for (int64_t j = from; j < to; j++) {
			v[taken] = 2 * (h[j] - least);
			taken += h[j] <= limit;
		}
	}
	return taken;
}

// exponential is eˣ within 2 units in the last place for -87 ≤ x ≤ 87, and 0 below.
// eˣ = 2ᵏ·eʳ with k = round(x/ln 2), |r| ≤ ln 2/2; the polynomial for eʳ is Cephes' expf (S. Moshier).
static inline float exponential(float x) {
	float clamped = x < -87 ? -87 : x;
	clamped = clamped > 87 ? 87 : clamped;
	float k = nearbyintf(clamped * 1.44269504088896341f);
	float r = clamped - k * 0.693359375f;
	r = r - k * -2.12194440e-4f;
	float p = 1.9875691500e-4f;
	p = p * r + 1.3981999507e-3f;
	p = p * r + 8.3334519073e-3f;
	p = p * r + 4.1665795894e-2f;
	p = p * r + 1.6666665459e-1f;
	p = p * r + 5.0000001201e-1f;
	p = p * r * r + r + 1;
	int32_t bits = (int32_t)((uint32_t)((int32_t)k + 127) << 23);
	float scale;
	memcpy(&scale, &bits, sizeof scale);
	return x < -87 ? 0 : p * scale;
}

EACH_CPU void parzen_sums(double *restrict sums, double *restrict moments, float *restrict v, int64_t n, const float *restrict rates, const float *restrict limits, int64_t sigmas) {
	for (int64_t j = 0; j < sigmas; j++) {
		int32_t near = 0;
		for (int64_t i = 0; i < n; i++) near += v[i] <= limits[j];
		if (near < n - n / 4) { // the rest matters at no later σ either
			int64_t kept = 0;
			for (int64_t i = 0; i < n; i++) {
				float e = v[i];
				v[kept] = e;
				kept += e <= limits[j];
			}
			n = kept;
		}
		int64_t padded = (n + LANES - 1) / LANES * LANES;
		for (int64_t i = n; i < padded; i++) v[i] = 3e38f; // eˣ is 0
		double sum[LANES] = {0}, moment[LANES] = {0};
		for (int64_t from = 0; from < padded; from += 64 * LANES) {
			int64_t to = from + 64 * LANES < padded ? from + 64 * LANES : padded;
			float s[LANES] = {0}, m[LANES] = {0};
			for (int64_t i = from; i < to; i += LANES)
				for (int l = 0; l < LANES; l++) {
					float e = exponential(-v[i + l] * rates[j]);
					s[l] += e;
					m[l] += v[i + l] * e;
				}
			for (int l = 0; l < LANES; l++) {
				sum[l] += s[l];
				moment[l] += m[l];
			}
		}
		sums[j] = moments[j] = 0;
		for (int l = 0; l < LANES; l++) {
			sums[j] += sum[l];
			moments[j] += moment[l];
		}
	}
}
