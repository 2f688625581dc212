// Package products multiplies matrices so that every bit of the result depends only on the operands, and not on the processor, its
// instructions, the compiler or the number of threads.
//
// A product c = β·c + α·a·b is defined element by element. The terms are divided into blocks of 256 (DEPTH in products.h). Each block is
// a chain of fused multiply-adds in ascending order, and the chains are added in order:
//
//	s = 0; for p in the block: s = fma(aᵢₚ, bₚⱼ, s)
//	cᵢⱼ = fma(α, s, cᵢⱼ)       where cᵢⱼ is β·cᵢⱼ before the first block, and absent where β is 0
//
// Vector instructions compute several columns of c at once, and each thread computes its own tiles of c. Neither changes the order of the
// terms of an element. This order costs no speed: a fast kernel keeps a tile of c in registers and passes once over the terms anyway.
//
// tile.h holds the inner loop; avx512.c, avx2.c, neon.c and plain.c compile it for their instructions. blocks.h holds the loops around it
// and packs the operands in the order in which the kernel reads them. The plain kernels use the fma of the C standard, run on any
// processor and define the result.
package products
