package nn

import "fmt"

// Diverged says that the numbers of a training are no longer finite. The error is final.
type Diverged struct {
	Update int    // counted from 1
	What   string // "the logit of D", "G/0/w", …
}

func (d *Diverged) Error() string {
	return fmt.Sprintf("training diverged: %s is not finite at update %d; a smaller learning rate is the usual cure", d.What, d.Update)
}
