package weights

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"

	"gan2014/experiments/spec"
	"gan2014/internal/typeset"
)

// An Info says what someone must know to use and trust a trained generator: how it was trained, by which run, and what it scored.
type Info struct {
	System, Dataset, Budget string
	Recipe                  string // the run in its canonical form, which describes the nets and their training
	Seed                    int64
	Epochs                  int    // number of epochs that trained these weights
	Command                 string // the command that trained them
	Key, Version, Commit    string // of the run

	Samples int                // number of samples behind the scores
	Scores  map[string]float64 // likelihood of the test images before the weights were rounded, nats, by grid
}

// The keys of the metadata of a file.
const (
	formatKey  = "format"
	licenceKey = "licence"
	systemKey  = "system"
	datasetKey = "dataset"
	budgetKey  = "budget"
	recipeKey  = "recipe"
	seedKey    = "seed"
	epochsKey  = "epochs"
	commandKey = "command"
	runKey     = "run"
	versionKey = "version"
	commitKey  = "commit"
	samplesKey = "samples"
	scoresKey  = "test_nats_before_rounding"
)

// format names the layout of the files that this package writes and reads.
const format = "gan2014 generator 1"

const licence = "BSD-3-Clause" // of the project

// metadata returns the info as the metadata of a file. A score that is not finite is left out.
func (i Info) metadata() (map[string]string, error) {
	scores := map[string]float64{}
	for grid, ll := range i.Scores {
		if !math.IsNaN(ll) && !math.IsInf(ll, 0) {
			scores[grid] = ll
		}
	}
	text, err := json.Marshal(scores)
	return map[string]string{
		formatKey: format, licenceKey: licence, systemKey: i.System, datasetKey: i.Dataset, budgetKey: i.Budget, recipeKey: i.Recipe,
		seedKey: strconv.FormatInt(i.Seed, 10), epochsKey: strconv.Itoa(i.Epochs), commandKey: typeset.Line(i.Command),
		runKey: i.Key, versionKey: i.Version, commitKey: i.Commit, samplesKey: strconv.Itoa(i.Samples), scoresKey: string(text),
	}, err
}

// parseInfo reads the metadata of a file. Keys that it does not know are notes of the user.
func parseInfo(m map[string]string) (Info, error) {
	if m[formatKey] != format {
		return Info{}, fmt.Errorf("its metadata have the format %.60q: need %q, as experiments export writes it", m[formatKey], format)
	}
	for _, key := range []string{systemKey, datasetKey, budgetKey, recipeKey, commandKey, runKey, versionKey, commitKey} {
		text, ok := m[key]
		if !ok || strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) {
			return Info{}, fmt.Errorf("its metadata have no %s of one printable line", key)
		}
	}
	i := Info{System: m[systemKey], Dataset: m[datasetKey], Budget: m[budgetKey], Recipe: m[recipeKey], Command: m[commandKey],
		Key: m[runKey], Version: m[versionKey], Commit: m[commitKey]}
	var errs [4]error
	i.Seed, errs[0] = strconv.ParseInt(m[seedKey], 10, 64)
	i.Epochs, errs[1] = strconv.Atoi(m[epochsKey])
	i.Samples, errs[2] = strconv.Atoi(m[samplesKey])
	errs[3] = json.Unmarshal([]byte(m[scoresKey]), &i.Scores)
	for at, key := range []string{seedKey, epochsKey, samplesKey, scoresKey} {
		if errs[at] != nil {
			return Info{}, fmt.Errorf("its metadata have no proper %s: %w", key, errs[at])
		}
	}
	if i.Epochs < 0 || i.Samples < 0 {
		return Info{}, errors.New("its metadata have a negative number of epochs or samples")
	}
	return i, nil
}

// Run returns the run that trained the generator. Its seed is not that of the run.
func (i Info) Run() (spec.Run, error) {
	s, err := spec.Parse("recipe", []byte(i.Recipe), []string{`name="any"`, "seeds=[1]"}, nil)
	if err != nil {
		return spec.Run{}, fmt.Errorf("its recipe is none that this program reads: %s", typeset.FirstLine(err.Error()))
	}
	r := s.Plan()[0]
	if len(s.Systems) != 1 || r.System.Kind != spec.GAN || r.System.Dataset != i.Dataset {
		return spec.Run{}, fmt.Errorf("its recipe is not that of adversarial nets on %s", i.Dataset)
	}
	return r, nil
}

// Origin describes the training behind the samples of a generator, for the protocol of a likelihood on a grid. The score before rounding
// is part of it if it was computed with as many samples.
func (i Info) Origin(grid string, samples int) string {
	text := fmt.Sprintf("weights shipped, trained %s by the command `%s`", typeset.Count(i.Epochs, "epoch", "epochs"), i.Command)
	if ll, ok := i.Scores[grid]; ok && i.Samples == samples {
		text += fmt.Sprintf(", %s nats before rounding", typeset.Fixed(ll, 1))
	}
	return text
}
