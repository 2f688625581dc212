#include "products.h"

#include <math.h>

// The plain kernels define the result: fma is that of the C standard, rounded once, on any processor. Without the instruction it is a function
// of the C library, and slow.

#define TARGET
#define MOST_ROWS 4

#define NAME(x) float_##x
#define ELEMENT float
#define VECTOR float
#define LANES 1
#define LOAD(p) (*(p))
#define STORE(p, v) (*(p) = (v))
#define SPLAT(x) (x)
#define ZERO 0
#define MULTIPLY(a, b) ((a) * (b))
#define FMA(a, b, c) fmaf(a, b, c)
#include "tile.h"

#define NAME(x) double_##x
#define ELEMENT double
#define VECTOR double
#define LANES 1
#define LOAD(p) (*(p))
#define STORE(p, v) (*(p) = (v))
#define SPLAT(x) (x)
#define ZERO 0
#define MULTIPLY(a, b) ((a) * (b))
#define FMA(a, b, c) fma(a, b, c)
#include "tile.h"

struct kernels products_plain(void) { return (struct kernels){"plain", 1, MOST_ROWS, 1, MOST_ROWS, 1, float_multiply, double_multiply}; }
