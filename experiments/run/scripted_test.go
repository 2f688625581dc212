package run

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"testing"

	"gan2014/datasets"
	"gan2014/experiments/job"
	"gan2014/experiments/spec"
	"gan2014/internal/atomicfile"
	"gan2014/internal/rng"
	"gan2014/models/nn"
	"gan2014/parzen"
	"gan2014/results"
)

// A world is an output folder with a database and a small data set. Its runs are computed in this process.
type world struct {
	*testing.T
	out string
	DB  *results.DB
	set *datasets.Set

	threads int            // threads to record for runs
	version string         // version to record for runs; "" is this program's
	status  results.Status // status with which compute ends a run
}

// newWorld makes a data set of 2x2 images. Validation images lie around valid and test images around test, so that a choice made
// on the wrong images is visible.
func newWorld(t *testing.T) world {
	t.Helper()
	out := t.TempDir()
	db, err := results.Open(t.Context(), filepath.Join(out, "results.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	held := datasets.Fold{Valid: imagesAbout(validAt, 0.05, 40, "valid"), Test: imagesAbout(testAt, 0.05, 50, "test")}
	set := &datasets.Set{Name: "mnist", Width: 2, Height: 2, Channels: 1, Train: imagesAbout(0.5, 0.5, 400, "train"),
		Fold: held, Folds: []datasets.Fold{held}, SHA256: "the data"}
	return world{T: t, out: out, DB: db, set: set, threads: 1, status: results.Done}
}

const (
	validAt = 0.3
	testAt  = 0.7
)

// imagesAbout draws n images of four values, each at most spread from centre.
func imagesAbout(centre, spread float64, n int, name string) datasets.Images {
	m := datasets.Images{N: n, Dim: 4, Data: make([]float32, 4*n)}
	rng.Uniform(rng.For(1, "experiments/"+name), m.Data, centre-spread, centre+spread)
	return m
}

// plan returns the first run of the spec tiny, made small, with changes.
func (w world) plan(sets ...string) spec.Run {
	w.Helper()
	small := []string{"evaluation.samples=20", "evaluation.validation=30", "evaluation.grids.paper={from: 0.01, to: 1, count: 10, spacing: log}"}
	s, err := spec.Parse("tiny.yaml", testSpec("tiny.yaml"), append(small, sets...), nil)
	if err != nil {
		w.Fatal(err)
	}
	return s.Plan()[0]
}

// begin starts an attempt at a run, as the command exec does, and records it in the database.
func (w world) begin(run spec.Run) *Attempt {
	w.Helper()
	j := job.Job{Run: run, Key: run.Key(w.set.SHA256, job.Version(run.System.Kind)), Data: w.set.SHA256}
	a := &Attempt{Job: j, Set: w.set, DB: w.DB, Dir: j.Folder(w.out), Out: w.out, Show: func(job.Event) {}}
	if err := os.MkdirAll(a.Dir, 0o777); err != nil {
		w.Fatal(err)
	}
	file, err := os.Create(filepath.Join(a.Dir, job.LogName))
	if err != nil {
		w.Fatal(err)
	}
	w.Cleanup(func() { file.Close() })
	a.Log = &job.Log{File: file, User: io.Discard}
	r := job.Record(job.Assignment{}, j, w.set, w.threads)
	r.Version = cmp.Or(w.version, r.Version)
	if a.ID, err = w.DB.Begin(w.Context(), r); err != nil {
		w.Fatal(err)
	}
	return a
}

// end finishes the run in the database.
func (a *Attempt) end(t *testing.T, status results.Status) {
	t.Helper()
	if err := a.DB.Finish(t.Context(), a.ID, results.Ending{Status: status}); err != nil {
		t.Fatal(err)
	}
}

// A scripted model draws its samples around a different centre in each epoch. An epoch has two updates.
type scripted struct {
	centres []float64 // centre by epoch; the first is before any training
	epoch   int
	trained int    // epochs trained by this model
	stopAt  int    // epoch after which the training is interrupted; 0 means never
	stop    func() // interrupts the training
	id      string // training id in its checkpoints
}

// script moves away from the validation and test images first, reaches the validation images in epoch 3, and the test images in
// epoch 5.
func script() *scripted {
	return &scripted{centres: []float64{0.9, 0.95, 0.45, validAt, 0.6, testAt, 0.65, 0.9, 0.9, 0.9, 0.9}}
}

type trainingStats struct{}

func (trainingStats) Metrics() map[string]float64 { return map[string]float64{"loss_d": 1} }
func (trainingStats) String() string              { return "scripted" }

func (m *scripted) Epochs() int         { return m.epoch }
func (m *scripted) Updates() (int, int) { return 2 * m.epoch, 2 }
func (m *scripted) Save(path string) error {
	return atomicfile.WriteSummed(path, func(w io.Writer) error {
		_, err := fmt.Fprintln(w, m.id, m.epoch)
		return err
	})
}

func (m *scripted) Load(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var id string
	var epoch int
	if _, err := fmt.Sscan(string(text), &id, &epoch); err != nil {
		return nn.ErrCorrupt
	}
	if id != m.id {
		return &nn.ForeignError{Run: id, Wanted: m.id}
	}
	m.epoch = epoch
	return nil
}

func (m *scripted) Sample(n int, s rng.Stream) (nn.Matrix[float32], error) {
	return nn.Matrix[float32]{Rows: n, Cols: 4, Data: m.samplesOf(m.epoch, n, s)}, nil
}

func (m *scripted) samplesOf(epoch, n int, s rng.Stream) []float32 {
	data := make([]float32, 4*n)
	rng.Uniform(s, data, m.centres[epoch]-0.05, m.centres[epoch]+0.05)
	return data
}

func (m *scripted) advance(ctx context.Context) (epochStats, error) {
	if m.stopAt > 0 && m.epoch == m.stopAt {
		m.stop()
		return nil, ctx.Err()
	}
	m.epoch++
	m.trained++
	return trainingStats{}, nil
}

// training returns a training of the scripted model for an attempt.
func (m *scripted) training(a *Attempt) *training {
	m.id = a.trainingID()
	return &training{Attempt: a, model: m, advance: m.advance}
}

// compute trains the scripted model as a run, draws its samples and scores them.
func (w world) compute(m *scripted, run spec.Run, changes ...func(*Attempt)) *Attempt {
	w.Helper()
	a := w.begin(run)
	for _, change := range changes {
		change(a)
	}
	samples, epoch, err := m.training(a).fit(w.Context(), func() string { return "" })
	if err == nil {
		err = a.score(w.Context(), samples, epoch)
	}
	if err != nil {
		w.Fatal(err)
	}
	a.end(w.T, w.status)
	return a
}

// series returns a metric of a run by epoch.
func (w world) series(a *Attempt, name string) map[int]float64 {
	w.Helper()
	metrics, err := w.DB.Metrics(w.Context(), a.ID)
	if err != nil {
		w.Fatal(err)
	}
	values := map[int]float64{}
	for _, m := range metrics {
		if m.Name == name {
			values[m.Epoch] = m.Value
		}
	}
	return values
}

// evaluations returns the evaluations of a run by grid.
func (w world) evaluations(a *Attempt) map[string]results.Evaluation {
	w.Helper()
	es, err := w.DB.Evaluations(w.Context(), a.ID)
	if err != nil {
		w.Fatal(err)
	}
	byGrid := map[string]results.Evaluation{}
	for _, e := range es {
		byGrid[e.Grid] = e
	}
	return byGrid
}

// meanLL computes the mean log-likelihood of x in nats under a Gaussian Parzen window, and its standard error, term by term in
// float64.
func meanLL(samples parzen.Points, x datasets.Images, sigma float64) (mean, stdErr float64) {
	var sum, squares float64
	for i := range x.N {
		distances, nearest := make([]float64, samples.N), math.Inf(1)
		for j := range samples.N {
			for k, v := range x.Row(i) {
				d := float64(v) - float64(samples.Data[j*samples.D+k])
				distances[j] += d * d
			}
			nearest = min(nearest, distances[j])
		}
		var terms float64
		for _, distance := range distances {
			terms += math.Exp((nearest - distance) / (2 * sigma * sigma))
		}
		ll := math.Log(terms/float64(samples.N)) - nearest/(2*sigma*sigma) - float64(x.Dim)/2*math.Log(2*math.Pi*sigma*sigma)
		sum += ll
		squares += ll * ll
	}
	n := float64(x.N)
	mean = sum / n
	return mean, math.Sqrt((squares/n - mean*mean) / n)
}

// bestOf returns the sigma with the highest mean log-likelihood of x, and that log-likelihood.
func bestOf(samples parzen.Points, x datasets.Images, grid parzen.Grid) (sigma, ll float64) {
	ll = math.Inf(-1)
	for _, s := range grid {
		if mean, _ := meanLL(samples, x, s); mean > ll {
			sigma, ll = s, mean
		}
	}
	return sigma, ll
}

// near reports whether a and b agree within 1e-3 nats or a thousandth. The tolerance covers float32 products against float64 sums.
func near(a, b float64) bool { return math.Abs(a-b) <= 1e-3*max(1, math.Abs(b)) }

// exec changes the database directly, without the program's functions.
func (w world) exec(statement string, args ...any) {
	w.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(w.out, "results.db"))
	if err != nil {
		w.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement, args...); err != nil {
		w.Fatal(err)
	}
}

func (w world) remove(path string) {
	w.Helper()
	if err := os.Remove(path); err != nil {
		w.Fatal(err)
	}
}

// best selects the best epoch of the nets of the spec tiny.
const best = "systems.0.train.select=best-valid"

// testSpec reads a spec from the program's folder testdata.
func testSpec(name string) []byte {
	text, err := os.ReadFile(filepath.Join("..", "testdata", name))
	if err != nil {
		panic(err)
	}
	return text
}
