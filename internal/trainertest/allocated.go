package trainertest

import "runtime"

// Allocated returns how many bytes an update allocates in steady state: the least of five means over ten updates, as memory that updates use
// again is allocated anew after a garbage collection.
func Allocated(update func()) uint64 {
	const rounds, updates = 5, 10
	least := ^uint64(0)
	for range rounds {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		for range updates {
			update()
		}
		runtime.ReadMemStats(&after)
		least = min(least, (after.TotalAlloc-before.TotalAlloc)/updates)
	}
	return least
}
