package blas

/*
#cgo linux LDFLAGS: -ldl
#include <dlfcn.h>
#include <stdlib.h>

// The C interface of BLAS (cblas.h), row-major, with OpenBLAS's 32-bit integers.
typedef void sgemm_t(int, int, int, int, int, int, float, const float *, int, const float *, int, float, float *, int);
typedef void dgemm_t(int, int, int, int, int, int, double, const double *, int, const double *, int, double, double *, int);
typedef void set_threads_t(int);
typedef int get_threads_t(void);
typedef char *describe_t(void);

static void *lib;
static sgemm_t *sgemm;
static dgemm_t *dgemm;
static set_threads_t *set_threads;
static get_threads_t *get_threads;
static describe_t *config, *corename;

// load loads the library at path and returns 0 if it has all the needed functions.
static int load(const char *path) {
	lib = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	if (!lib) return 1;
	sgemm = (sgemm_t *)dlsym(lib, "cblas_sgemm");
	dgemm = (dgemm_t *)dlsym(lib, "cblas_dgemm");
	set_threads = (set_threads_t *)dlsym(lib, "openblas_set_num_threads");
	get_threads = (get_threads_t *)dlsym(lib, "openblas_get_num_threads");
	config = (describe_t *)dlsym(lib, "openblas_get_config");
	corename = (describe_t *)dlsym(lib, "openblas_get_corename");
	return !(sgemm && dgemm && set_threads && get_threads && config && corename);
}

// reload loads the library again with the kernels for the processor type core. OpenBLAS reads the variable for this when it is loaded.
static int reload(const char *path, const char *core) {
	dlclose(lib);
	setenv("OPENBLAS_CORETYPE", core, 1);
	return load(path);
}

static void use_threads(int n) { set_threads(n); }
static int threads_in_use(void) { return get_threads(); }
static const char *get_config(void) { return config(); }
static const char *get_corename(void) { return corename(); }

enum { row_major = 101 };

static void call_sgemm(int ta, int tb, int m, int n, int k, float alpha, const float *a, int lda, const float *b, int ldb, float beta, float *c, int ldc) {
	sgemm(row_major, ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
}
static void call_dgemm(int ta, int tb, int m, int n, int k, double alpha, const double *a, int lda, const double *b, int ldb, double beta, double *c, int ldc) {
	dgemm(row_major, ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
}
*/
import "C"

import (
	"errors"
	"os"
	"strings"
	"unsafe"

	"golang.org/x/sys/cpu"
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"
)

// names lists the library's paths in the order of trial: Debian and most of Linux, then Homebrew on Apple and on Intel processors.
var names = []string{
	"libopenblas.so.0", "libopenblas.so",
	"/opt/homebrew/opt/openblas/lib/libopenblas.dylib", "/usr/local/opt/openblas/lib/libopenblas.dylib",
}

// openBLAS is gonum's implementation with the matrix products of OpenBLAS for float32 and float64.
type openBLAS struct {
	gonum.Implementation
	name string
}

func open(threads int) (openBLAS, error) {
	for _, name := range names {
		path := C.CString(name)
		defer C.free(unsafe.Pointer(path))
		if C.load(path) != 0 {
			continue
		}
		if core := betterCore(C.GoString(C.get_corename())); core != "" {
			value := C.CString(core)
			defer C.free(unsafe.Pointer(value))
			if C.reload(path, value) != 0 {
				continue
			}
		}
		C.use_threads(C.int(threads))
		words := strings.Fields(C.GoString(C.get_config())) // "OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH …"
		return openBLAS{name: strings.Join(words[:min(2, len(words))], " ") + " " + C.GoString(C.get_corename())}, nil
	}
	return openBLAS{}, errors.New("no OpenBLAS library found")
}

// betterCore names better kernels for this processor, or returns an empty text to keep those chosen. An OpenBLAS that is older than the
// processor does not know it and falls back to kernels of 2004, which are several times slower. betterCore keeps a choice by the user.
func betterCore(chosen string) string {
	if os.Getenv("OPENBLAS_CORETYPE") != "" || chosen != "Prescott" {
		return ""
	}
	switch {
	case cpu.X86.HasAVX512F && cpu.X86.HasAVX512BW && cpu.X86.HasAVX512DQ && cpu.X86.HasAVX512VL:
		return "SkylakeX"
	case cpu.X86.HasAVX2 && cpu.X86.HasFMA:
		return "Haswell"
	}
	return ""
}

// transpose returns the code of cblas.h: 111 for a matrix as stored, 112 for its transpose.
func transpose(t blas.Transpose) C.int {
	if t == blas.NoTrans {
		return 111
	}
	return 112
}

// Sgemm computes c = alpha·op(a)·op(b) + beta·c in float32.
func (openBLAS) Sgemm(tA, tB blas.Transpose, m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32, c []float32, ldc int) {
	if m == 0 || n == 0 || k == 0 {
		gonum.Implementation{}.Sgemm(tA, tB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
		return
	}
	checkGemm(tA, tB, m, n, k, len(a), lda, len(b), ldb, len(c), ldc)
	C.call_sgemm(transpose(tA), transpose(tB), C.int(m), C.int(n), C.int(k), C.float(alpha), (*C.float)(&a[0]), C.int(lda),
		(*C.float)(&b[0]), C.int(ldb), C.float(beta), (*C.float)(&c[0]), C.int(ldc))
}

// Dgemm computes c = alpha·op(a)·op(b) + beta·c in float64.
func (openBLAS) Dgemm(tA, tB blas.Transpose, m, n, k int, alpha float64, a []float64, lda int, b []float64, ldb int, beta float64, c []float64, ldc int) {
	if m == 0 || n == 0 || k == 0 {
		gonum.Implementation{}.Dgemm(tA, tB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
		return
	}
	checkGemm(tA, tB, m, n, k, len(a), lda, len(b), ldb, len(c), ldc)
	C.call_dgemm(transpose(tA), transpose(tB), C.int(m), C.int(n), C.int(k), C.double(alpha), (*C.double)(&a[0]), C.int(lda),
		(*C.double)(&b[0]), C.int(ldb), C.double(beta), (*C.double)(&c[0]), C.int(ldc))
}

// setThreads sets the number of threads per product and returns the previous number.
func (openBLAS) setThreads(n int) (before int) {
	before = int(C.threads_in_use())
	C.use_threads(C.int(n))
	return before
}

// checkGemm panics, as gonum does, if C would read or write outside the slices.
func checkGemm(tA, tB blas.Transpose, m, n, k, a, lda, b, ldb, c, ldc int) {
	check := func(name string, rows, cols int, t blas.Transpose, length, stride int) {
		if t != blas.NoTrans {
			rows, cols = cols, rows
		}
		if stride < cols || length < (rows-1)*stride+cols {
			panic("blas: matrix " + name + " is shorter than its shape")
		}
	}
	check("a", m, k, tA, a, lda)
	check("b", k, n, tB, b, ldb)
	check("c", m, n, blas.NoTrans, c, ldc)
}
