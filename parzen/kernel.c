#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("O3", "no-math-errno", "no-trapping-math") // nobody reads the flags; loops with conditions can be vectorised
#endif

#include "kernel.h"

#include <math.h>
#include <string.h>

// On Linux with gcc each function is compiled for three generations of processors, and the loader picks one.
#if defined(__x86_64__) && defined(__linux__) && defined(__GNUC__) && !defined(__clang__)
#define EACH_CPU __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define EACH_CPU
#endif

// LANES sums run side by side, whatever the processor: the compiler makes vectors of them. A block of h has one minimum.
enum { LANES = 16, BLOCK = 128 };

#define INLINE static inline __attribute__((always_inline)) // into each of the three

INLINE float smaller(float a, float b) { return a < b ? a : b; }

// total adds the lanes two by two.
INLINE double total(double *lane) {
	for (int l = 0; l < 8; l++) lane[l] += lane[l + 8];
	for (int l = 0; l < 4; l++) lane[l] += lane[l + 4];
	return (lane[0] + lane[2]) + (lane[1] + lane[3]);
}

EACH_CPU void parzen_centre(float *restrict dst, double *restrict norms, const float *restrict data, const float *restrict shift, int64_t rows, int64_t d) {
	for (int64_t i = 0; i < rows; i++, dst += d, data += d) {
		double lane[LANES] = {0}, sum = 0;
		int64_t k = 0;
		for (; k + LANES <= d; k += LANES)
			for (int l = 0; l < LANES; l++) {
				float c = data[k + l] - shift[k + l];
				dst[k + l] = c;
				lane[l] += (double)c * c;
			}
		for (; k < d; k++) {
			float c = data[k] - shift[k];
			dst[k] = c;
			sum += (double)c * c;
		}
		norms[i] = sum + total(lane);
	}
}

INLINE float narrow_total(float *lane) {
	for (int l = 0; l < 8; l++) lane[l] += lane[l + 8];
	for (int l = 0; l < 4; l++) lane[l] += lane[l + 4];
	return (lane[0] + lane[2]) + (lane[1] + lane[3]);
}

// block_minimum is the least h of a whole block, found two by two.
INLINE float block_minimum(const float *restrict products, const float *restrict half_norms) {
	float m[BLOCK / 2];
	for (int l = 0; l < 64; l++) m[l] = smaller(half_norms[l] - products[l], half_norms[l + 64] - products[l + 64]);
	for (int l = 0; l < 32; l++) m[l] = smaller(m[l], m[l + 32]);
	for (int l = 0; l < 16; l++) m[l] = smaller(m[l], m[l + 16]);
	for (int l = 0; l < 8; l++) m[l] = smaller(m[l], m[l + 8]);
	for (int l = 0; l < 4; l++) m[l] = smaller(m[l], m[l + 4]);
	return smaller(smaller(m[0], m[2]), smaller(m[1], m[3]));
}

EACH_CPU float parzen_nearest(float *restrict minima, const float *restrict products, const float *restrict half_norms, int64_t n) {
	float least = INFINITY;
	for (int64_t from = 0; from < n; from += BLOCK) {
		float m = INFINITY;
		if (from + BLOCK <= n)
			m = block_minimum(products + from, half_norms + from);
		else
			for (int64_t j = from; j < n; j++) m = smaller(half_norms[j] - products[j], m);
		minima[from / BLOCK] = m;
		least = smaller(m, least);
	}
	return least;
}

int64_t parzen_take(int32_t *restrict index, float *restrict products, const float *restrict half_norms, const float *restrict minima, int64_t n, float limit) {
	int64_t taken = 0;
	for (int64_t from = 0; from < n; from += BLOCK) {
		if (minima[from / BLOCK] > limit) continue;
		int64_t to = from + BLOCK < n ? from + BLOCK : n;
		for (int64_t j = from; j < to; j++) {
			index[taken] = (int32_t)j;
			taken += half_norms[j] - products[j] <= limit;
		}
	}
	for (int64_t i = 0; i < taken; i++) products[index[i]] = -INFINITY;
	return taken;
}

// squared_distance is Σ(x−s)², while the row next is fetched: rows are far apart.
INLINE double squared_distance(const float *restrict x, const float *restrict s, const char *restrict next, int64_t d) {
	double lane[2 * LANES] = {0}, sum = 0; // twice, for additions take a while
	int64_t k = 0;
	for (; k + 2 * LANES <= d; k += 2 * LANES) {
		__builtin_prefetch(next + k * sizeof *s);
		__builtin_prefetch(next + k * sizeof *s + 64);
		for (int l = 0; l < 2 * LANES; l++) {
			double e = (double)x[k + l] - s[k + l];
			lane[l] += e * e;
		}
	}
	for (; k < d; k++) {
		double e = (double)x[k] - s[k];
		sum += e * e;
	}
	for (int l = 0; l < LANES; l++) lane[l] += lane[l + LANES];
	return sum + total(lane);
}

EACH_CPU void parzen_squares(double *restrict squares, const float *restrict x, const float *restrict samples, const int32_t *restrict index, int64_t n, int64_t d) {
	for (int64_t i = 0; i < n; i++) {
		int64_t ahead = i + 1 < n ? i + 1 : i;
		const float *s = samples + (index ? index[i] : i) * d, *next = samples + (index ? index[ahead] : ahead) * d;
		squares[i] = squared_distance(x, s, (const char *)next, d);
	}
}

EACH_CPU int64_t parzen_excesses(float *restrict v, const float *restrict products, const float *restrict half_norms, const float *restrict minima, int64_t n, float least, float limit) {
	int64_t taken = 0;
	for (int64_t from = 0; from < n; from += BLOCK) {
		if (minima[from / BLOCK] > limit) continue;
		int64_t to = from + BLOCK < n ? from + BLOCK : n;
		for (int64_t j = from; j < to; j++) {
			float h = half_norms[j] - products[j];
			v[taken] = 2 * (h - least);
			taken += h <= limit;
		}
	}
	return taken;
}

// exponential is eˣ within 2 units in the last place for -87 ≤ x ≤ 87, and 0 below.
// eˣ = 2ᵏ·eʳ with k = round(x/ln 2), |r| ≤ ln 2/2; the polynomial for eʳ is Cephes' expf (S. Moshier).
INLINE float exponential(float x) {
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
		double sum = 0, moment = 0;
		for (int64_t from = 0; from < padded; from += 64 * LANES) {
			int64_t to = from + 64 * LANES < padded ? from + 64 * LANES : padded;
			float s[LANES] = {0}, m[LANES] = {0};
			for (int64_t i = from; i < to; i += LANES)
				for (int l = 0; l < LANES; l++) {
					float e = exponential(-v[i + l] * rates[j]);
					s[l] += e;
					m[l] += v[i + l] * e;
				}
			sum += narrow_total(s);
			moment += narrow_total(m);
		}
		sums[j] = sum;
		moments[j] = moment;
	}
}
