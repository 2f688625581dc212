package spec_test

import (
	"reflect"
	"strings"
	"testing"

	"gan2014/experiments/spec"
	"gan2014/experiments/specs"
)

// smokeWith parses the bundled smoke.yaml with further lines.
func smokeWith(t *testing.T, lines string) (*spec.Spec, error) {
	t.Helper()
	_, text, err := specs.Read("smoke.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return spec.Parse("smoke.yaml", []byte(string(text)+"\n"+lines), nil, nil)
}

func TestClusterChangesNoKey(t *testing.T) {
	plain, err := smokeWith(t, "")
	if err != nil {
		t.Fatal(err)
	}
	s, err := smokeWith(t, "cluster: {cpus: 4, memory: 8G, time: 90, partition: it's, account: a b, options: [--qos=$(x), --exclusive]}")
	if err != nil {
		t.Fatal(err)
	}
	want := &spec.Cluster{CPUs: 4, Memory: "8G", Time: "90", Partition: "it's", Account: "a b", Options: []string{"--qos=$(x)", "--exclusive"}}
	if !reflect.DeepEqual(s.Cluster, want) {
		t.Errorf("cluster %+v, want %+v", s.Cluster, want)
	}
	for i, run := range s.Plan() {
		if run.Key() != plain.Plan()[i].Key() {
			t.Errorf("run %d has another key", i)
		}
	}
	back, err := spec.Parse("effective", s.YAML(), nil, nil)
	if err != nil || !reflect.DeepEqual(back.Cluster, want) {
		t.Errorf("%v: the effective spec has cluster %+v", err, back.Cluster)
	}
}

func TestClusterMistakes(t *testing.T) {
	check := func(lines string, texts ...string) {
		t.Helper()
		_, err := smokeWith(t, "cluster: "+lines)
		for _, text := range texts {
			if err == nil || !strings.Contains(err.Error(), text) {
				t.Errorf("%s: %q is missing in %v", lines, text, err)
			}
		}
	}
	check(`{cpu: 4}`, `unknown key "cpu"`, `did you mean "cpus"?`)
	check(`{cpus: 0}`, "cpus must be from 1 to 1024, not 0")
	check(`{memory: lots}`, `memory must be a number of megabytes, or one with K, M, G or T behind it, not "lots"`)
	check(`{memory: "4G\n#SBATCH --wrap=x"}`, "memory must be")
	check(`{time: "1:2:3:4"}`, "time must be minutes")
	check(`{time: [1]}`, "time must be minutes, hours:minutes:seconds or days-hours:minutes:seconds, not a list")
	check(`{partition: "a\nb"}`, "partition must be 1 to 160 printable characters")
	check(`{options: [--wrap=reboot]}`, `option "--wrap" is not allowed in a spec`)
	check(`{options: [--wra=reboot]}`, `option "--wra" is not allowed`) // sbatch accepts abbreviations
	check(`{options: [--output=/home/me/.profile]}`, `option "--output" is not allowed`)
	check(`{options: [-o, --qo=x]}`, `option "-o" is not allowed`, `did you mean "--qos"?`)
	check(`{options: "--qos=x"}`, "options must be a list")
}
