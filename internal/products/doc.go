// Package products multiplies matrices so that the operands alone decide every bit of the result: not the processor, its instructions, the
// compiler or the number of threads.
//
// A product c = β·c + α·a·b is defined element by element. The terms are divided in blocks of 256 (DEPTH in products.h). Each block is a chain
// of fused multiply-adds in ascending order, and the chains are added in order:
//
//	s = 0; for p in the block: s = fma(aᵢₚ, bₚⱼ, s)
//	cᵢⱼ = fma(α, s, cᵢⱼ)       where cᵢⱼ is β·cᵢⱼ before the first block, and absent where β is 0
//
// Vectors run over the columns of c and threads share out its tiles, so neither is in the result. A good kernel does this anyway: it
// keeps a tile of c in registers and passes once over the terms.
//
// tile.h holds the inner loop, which avx512.c, avx2.c, neon.c and plain.c compile for their instructions; blocks.h holds the loops around it,
// which bring the operands into the order in which the kernel reads them. The plain kernels use the fma of the C standard and define the
// result; they run on any processor.
package products
