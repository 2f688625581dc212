//go:build cgo

// Package blas calls the matrix product of OpenBLAS, the yardstick of the benchmarks. The program itself does not use it.
package blas

/*
#cgo linux LDFLAGS: -ldl
#include <dlfcn.h>
#include <stdlib.h>

// The C interface of BLAS (cblas.h), row-major, with OpenBLAS's 32-bit integers.
typedef void sgemm_t(int, int, int, int, int, int, float, const float *, int, const float *, int, float, float *, int);
typedef void set_threads_t(int);
typedef char *describe_t(void);

static void *lib;
static sgemm_t *sgemm;
static set_threads_t *set_threads;
static describe_t *config, *corename;

// load loads the library at path and returns 0 if it has all the needed functions. OpenBLAS reads the variable that chooses its kernels when
// it is loaded; an older one does not know newer processors and would use kernels of 2004.
static int load(const char *path, const char *kernels) {
	if (*kernels) setenv("OPENBLAS_CORETYPE", kernels, 1);
	lib = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	if (!lib) return 1;
	sgemm = (sgemm_t *)dlsym(lib, "cblas_sgemm");
	set_threads = (set_threads_t *)dlsym(lib, "openblas_set_num_threads");
	config = (describe_t *)dlsym(lib, "openblas_get_config");
	corename = (describe_t *)dlsym(lib, "openblas_get_corename");
	return !(sgemm && set_threads && config && corename);
}

static void use_threads(int n) { set_threads(n); }
static const char *get_config(void) { return config(); }
static const char *get_corename(void) { return corename(); }

enum { row_major = 101 };

static void call_sgemm(int ta, int tb, int m, int n, int k, float alpha, const float *a, int lda, const float *b, int ldb, float beta, float *c, int ldc) {
	sgemm(row_major, ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
}
*/
import "C"

import (
	"errors"
	"strings"
	"unsafe"

	"gan2014/internal/products"
)

// paths lists the library's names in the order of trial: Debian and most of Linux, then Homebrew on Apple and on Intel processors.
var paths = []string{
	"libopenblas.so.0", "libopenblas.so",
	"/opt/homebrew/opt/openblas/lib/libopenblas.dylib", "/usr/local/opt/openblas/lib/libopenblas.dylib",
}

// Load loads OpenBLAS for the given number of threads, with kernels for the instructions that package products uses, and returns its name. Later
// calls change only the number of threads.
func Load(threads int) (name string, err error) {
	kernels := C.CString(coreType())
	defer C.free(unsafe.Pointer(kernels))
	for _, p := range paths {
		path := C.CString(p)
		defer C.free(unsafe.Pointer(path))
		if C.load(path, kernels) != 0 {
			continue
		}
		C.use_threads(C.int(threads))
		words := strings.Fields(C.GoString(C.get_config())) // "OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH …"
		return strings.Join(words[:min(2, len(words))], " ") + " " + C.GoString(C.get_corename()), nil
	}
	return "", errors.New("NOT COMPARED: OpenBLAS is not installed (Debian: apt-get install libopenblas0-pthread)")
}

// coreType returns OpenBLAS's name for processors with the instructions of the products' current kernels.
func coreType() string {
	set, _ := products.Current()
	return map[string]string{"avx512": "SkylakeX", "avx2": "Haswell"}[set.String()]
}

// Sgemm computes c = op(a)·op(b) for row-major matrices without gaps: c has m rows and n columns, and each sum k terms. op transposes
// where the flag is set. Load must have succeeded.
func Sgemm(transA, transB bool, m, n, k int, a, b, c []float32) {
	if len(a) < m*k || len(b) < k*n || len(c) < m*n || m*n*k == 0 {
		panic("blas: a matrix is shorter than its shape")
	}
	lda, ldb := k, n
	if transA {
		lda = m
	}
	if transB {
		ldb = k
	}
	C.call_sgemm(transpose(transA), transpose(transB), C.int(m), C.int(n), C.int(k), 1, (*C.float)(&a[0]), C.int(lda), (*C.float)(&b[0]), C.int(ldb), 0, (*C.float)(&c[0]), C.int(n))
}

// transpose returns the code of cblas.h.
func transpose(t bool) C.int {
	if t {
		return 112
	}
	return 111
}
