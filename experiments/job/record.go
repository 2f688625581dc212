package job

import (
	"gan2014/datasets"
	"gan2014/results"
)

// Record returns the database row of a run: its recipe, its data and the environment that computes it.
func Record(given Assignment, j Job, set *datasets.Set, threads int) results.Run {
	var files []results.DataFile
	for _, f := range set.Files {
		files = append(files, results.DataFile{Name: f.Name, SHA256: f.SHA256, Source: f.Source, Bytes: f.Bytes})
	}
	return results.Run{
		Key: j.Key, Recipe: j.Recipe(set.SHA256, Version(j.System.Kind)), Version: Version(j.System.Kind),
		Spec: j.Spec, System: j.System.Name, VariantOf: j.System.VariantOf, Kind: string(j.System.Kind), Dataset: j.System.Dataset,
		Seed: j.Seed, Budget: j.Budget, EffectiveSpec: string(j.Canonical()), SpecText: given.Text,
		Environment: Environment(threads, given.Source, given.Command), Data: files, DatasetSHA256: set.SHA256,
		Forecast: given.Forecast,
	}
}
