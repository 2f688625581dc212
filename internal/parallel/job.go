package parallel

// A Job is work that several goroutines do at once. It may run again after it has ended; this allocates nothing.
type Job struct {
	Work func() // each of them calls it once; it returns when no part of the work is left to take

	helpers []*helper
	helping Countdown
}

// Run calls Work on this goroutine and on up to workers−1 others, and returns when all of them have returned. It does not wait for a helper that
// has not begun when the work is done, because the helper sleeps or its thread has no processor.
func (j *Job) Run(workers int) {
	for range workers - 1 {
		h := hire()
		j.helpers = append(j.helpers, h)
		j.helping.Add(1)
		h.start(j)
	}
	j.Work()
	for _, h := range j.helpers {
		if h.cancel(j) {
			h.free()
			j.helping.Done(1)
		}
	}
	j.helpers = j.helpers[:0]
	j.helping.Wait()
}
