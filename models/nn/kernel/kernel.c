#include "cpu.h"
#include "kernel.h"

#include <float.h>
#include <math.h>
#include <string.h>

// flushed is x, or 0 for a subnormal number: those cost a hundred cycles each, carry nothing here, and would beget more.
static inline float flushed(float x) { return fabsf(x) < FLT_MIN ? 0 : x; }

EACH_CPU void gan_relu(float *restrict y, const float *restrict x, const float *restrict bias, int64_t rows, int64_t cols) {
	for (int64_t i = 0; i < rows; i++, y += cols, x += cols)
		for (int64_t j = 0; j < cols; j++) {
			float s = x[j] + bias[j];
			y[j] = s > 0 ? s : s == s ? 0 : s; // NaN stays NaN: divergence must not hide
		}
}

EACH_CPU void gan_relu_slope(float *restrict dx, const float *restrict y, const float *restrict dy, int64_t n) {
	for (int64_t i = 0; i < n; i++) dx[i] = y[i] > 0 ? dy[i] : 0;
}

// exponential is eˣ within 2 units in the last place between ±87.33, the ends of the normal numbers, and clamped there.
// eˣ = 2ᵏ·eʳ with k = round(x/ln 2), |r| ≤ ln 2/2; the polynomial for eʳ is Cephes' expf (S. Moshier).
static inline float exponential(float x) {
	x = x < -87.33f ? -87.33f : x;
	x = x > 87.33f ? 87.33f : x;
	float k = nearbyintf(x * 1.44269504088896341f);
	float r = x - k * 0.693359375f;
	r = r - k * -2.12194440e-4f;
	float p = 1.9875691500e-4f;
	p = p * r + 1.3981999507e-3f;
	p = p * r + 8.3334519073e-3f;
	p = p * r + 4.1665795894e-2f;
	p = p * r + 1.6666665459e-1f;
	p = p * r + 5.0000001201e-1f;
	p = p * r * r + r + 1;
	int32_t bits = ((int32_t)k + 127) << 23;
	float scale;
	memcpy(&scale, &bits, sizeof scale);
	return p * scale;
}

EACH_CPU void gan_sigmoid(float *restrict y, const float *restrict x, const float *restrict bias, int64_t rows, int64_t cols) {
	for (int64_t i = 0; i < rows; i++, y += cols, x += cols)
		for (int64_t j = 0; j < cols; j++) {
			float s = x[j] + bias[j];
			float v = 1 / (1 + exponential(-s));
			y[j] = s == s ? v : s;
		}
}

EACH_CPU void gan_sigmoid_slope(float *restrict dx, const float *restrict y, const float *restrict dy, int64_t n) {
	for (int64_t i = 0; i < n; i++) dx[i] = flushed(dy[i] * (y[i] * (1 - y[i])));
}

// tangent is tanh x: near 0 the polynomial of Cephes' tanhf (S. Moshier), elsewhere 1 − 2/(e²ˣ+1), both of |x|.
static inline float tangent(float x) {
	float a = fabsf(x), z = x * x;
	float p = -5.70498872745e-3f;
	p = p * z + 2.06390887954e-2f;
	p = p * z - 5.37397155531e-2f;
	p = p * z + 1.33314422036e-1f;
	p = p * z - 3.33332819422e-1f;
	float near = p * z * a + a;
	float far = 1 - 2 / (exponential(2 * a) + 1);
	return copysignf(a > 0.625f ? far : near, x);
}

EACH_CPU void gan_tanh(float *restrict y, const float *restrict x, const float *restrict bias, int64_t rows, int64_t cols) {
	for (int64_t i = 0; i < rows; i++, y += cols, x += cols)
		for (int64_t j = 0; j < cols; j++) {
			float s = x[j] + bias[j];
			float v = tangent(s);
			y[j] = s == s ? v : s;
		}
}

EACH_CPU void gan_tanh_slope(float *restrict dx, const float *restrict y, const float *restrict dy, int64_t n) {
	for (int64_t i = 0; i < n; i++) dx[i] = flushed(dy[i] * (1 - y[i] * y[i]));
}

EACH_CPU void gan_maxout(float *restrict y, uint8_t *restrict winner, const float *restrict x, const float *restrict bias, int64_t rows, int64_t units, int64_t pieces) {
	for (int64_t i = 0; i < rows; i++, y += units, winner += units, x += units * pieces) {
		for (int64_t u = 0; u < units; u++) {
			y[u] = x[u] + bias[u];
			winner[u] = 0;
		}
		for (int64_t p = 1; p < pieces; p++) {
			const float *xp = x + p * units, *bp = bias + p * units;
			for (int64_t u = 0; u < units; u++) {
				float s = xp[u] + bp[u];
				int better = !(s <= y[u]) & (y[u] == y[u]); // the first NaN stays
				y[u] = better ? s : y[u];
				winner[u] = better ? (uint8_t)p : winner[u];
			}
		}
	}
}

EACH_CPU void gan_maxout_slope(float *restrict dx, const uint8_t *restrict winner, const float *restrict dy, int64_t rows, int64_t units, int64_t pieces) {
	for (int64_t i = 0; i < rows; i++, winner += units, dy += units)
		for (int64_t p = 0; p < pieces; p++, dx += units)
			for (int64_t u = 0; u < units; u++) dx[u] = winner[u] == p ? dy[u] : 0;
}

EACH_CPU void gan_multiply(float *restrict dst, const float *restrict a, const float *restrict b, int64_t n) {
	for (int64_t i = 0; i < n; i++) dst[i] = a[i] * b[i];
}

EACH_CPU void gan_scale_rows(float *restrict dst, const float *restrict x, const float *restrict c, int64_t rows, int64_t cols) {
	for (int64_t i = 0; i < rows; i++, dst += cols, x += cols)
		for (int64_t j = 0; j < cols; j++) dst[j] = flushed(c[i] * x[j]);
}

EACH_CPU void gan_sum_rows(float *restrict sum, const float *restrict x, const float *restrict c, int64_t rows, int64_t cols) {
	memset(sum, 0, cols * sizeof *sum);
	for (int64_t i = 0; i < rows; i++, x += cols) {
		float f = c ? c[i] : 1;
		for (int64_t j = 0; j < cols; j++) sum[j] += flushed(f * x[j]);
	}
}

EACH_CPU float gan_squared_norm(const float *x, int64_t n) {
	enum { LANES = 16 };
	float sum[LANES] = {0};
	int64_t i = 0;
	for (; i + LANES <= n; i += LANES)
		for (int l = 0; l < LANES; l++) sum[l] += x[i + l] * x[i + l];
	for (int l = 0; i + l < n; l++) sum[l] += x[i + l] * x[i + l];
	for (int half = LANES / 2; half > 0; half /= 2)
		for (int l = 0; l < half; l++) sum[l] += sum[l + half];
	return sum[0];
}

EACH_CPU int gan_descend(float *restrict w, float *restrict v, const float *restrict g, int64_t n, float rate, float momentum) {
	int bad = 0;
	for (int64_t i = 0; i < n; i++) {
		float s = flushed(momentum * v[i] - rate * g[i]);
		v[i] = s;
		s += w[i];
		w[i] = s;
		bad |= !(fabsf(s) <= FLT_MAX);
	}
	return bad;
}

// The columns from..to of a matrix, in strips whose sums of squares stay in the nearest cache.
EACH_CPU int gan_descend_within(float *restrict w, float *restrict v, const float *restrict g, int64_t rows, int64_t cols, int64_t from, int64_t to, float limit, float rate, float momentum) {
	enum { STRIP = 4096 };
	float scale[STRIP];
	int bad = 0;
	for (; from < to; from += STRIP) {
		int64_t n = to - from < STRIP ? to - from : STRIP;
		memset(scale, 0, sizeof scale);
		for (int64_t i = from; i < rows * cols; i += cols)
			for (int64_t j = 0; j < n; j++) {
				float s = flushed(momentum * v[i + j] - rate * g[i + j]);
				v[i + j] = s;
				s += w[i + j];
				w[i + j] = s;
				scale[j] += s * s;
			}
		for (int64_t j = 0; j < n; j++) {
			float norm = sqrtf(scale[j]);
			bad |= !(norm <= FLT_MAX);
			scale[j] = (norm < limit ? norm : limit) / (1e-7f + norm);
		}
		for (int64_t i = from; i < rows * cols; i += cols)
			for (int64_t j = 0; j < n; j++) w[i + j] *= scale[j];
	}
	return bad;
}

EACH_CPU void gan_average(float *restrict average, const float *restrict w, int64_t n, float share) {
	for (int64_t i = 0; i < n; i++) average[i] += share * (w[i] - average[i]);
}

EACH_CPU void gan_mask(float *restrict mask, const uint16_t *restrict words, int64_t n, int32_t limit, float scale) {
	for (int64_t i = 0; i < n; i++) mask[i] = words[i] < limit ? scale : 0;
}

EACH_CPU void gan_bernoulli(float *restrict y, const float *restrict p, const uint16_t *restrict words, int64_t n) {
	for (int64_t i = 0; i < n; i++) y[i] = words[i] + 0.5f < 65536 * p[i] ? 1 : 0;
}
