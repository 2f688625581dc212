// Package elementary has the elementary functions that decide numbers here: exp, log and their kin in float64.
//
// Go's package math takes other code on other processors: assembly for some, and fused multiply-adds where the processor has them, so the
// last bits of a result depend on the machine. The functions here are made of +, −, ×, ÷ and √ of float64 alone, each rounded by itself
// (the language lets a compiler fuse x*y + z, but not float64(x*y) + z), so they give the same bits everywhere. Their coefficients are those
// of series, as exact fractions. The tests compare them with exact arithmetic: each result is within 1 unit in the last place of the true
// value, where no larger bound is stated.
package elementary
