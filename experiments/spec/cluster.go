package spec

import (
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A Cluster holds the resources that a scheduler is asked for, for each run. It changes no number and is part of no key.
type Cluster struct {
	CPUs      int      `json:"cpus,omitempty"` // 0 lets the program decide
	Memory    string   `json:"memory,omitempty"`
	Time      string   `json:"time,omitempty"`
	Partition string   `json:"partition,omitempty"`
	Account   string   `json:"account,omitempty"`
	Options   []string `json:"options,omitempty"` // each --name or --name=value
}

var clusterKeys = []key{
	{name: "cpus", form: asInteger, span: from(1, 1024), absent: "-threads, or 2", meaning: "number of processors and of threads of a run"},
	{name: "memory", form: asText, absent: "half as much again as such runs took, or 4G", meaning: "memory of a run: megabytes, or as in 4G",
		or: &key{form: asInteger, span: from(1, 100_000_000)}},
	{name: "time", form: asText, absent: "twice as long as the longest run may take by its forecast, and ten minutes",
		meaning: "time limit of a run: minutes, or as in 2:30:00 or 1-12:00:00; a run that reaches it continues from its checkpoint in a new job",
		or:      &key{form: asInteger, span: from(1, 1_000_000)}},
	{name: "partition", form: asText, absent: "the cluster's", meaning: "the queue for the runs"},
	{name: "account", form: asText, absent: "the user's", meaning: "the account that is charged"},
	{name: "options", form: asList, span: from(1, 100), absent: "nothing", meaning: "more options of sbatch that choose where and when runs are computed",
		item: &key{name: "option", form: asText, meaning: "one of " + strings.Join(clusterOptions, ", ") + ", as in --qos=long"}},
}

// clusterOptions lists the options of sbatch that a spec may give. A spec may come from a stranger, so no option may run a command
// or write a file.
var clusterOptions = []string{
	"--begin", "--comment", "--constraint", "--contiguous", "--core-spec", "--deadline", "--exclude", "--exclusive", "--gpus", "--gres",
	"--hint", "--licenses", "--mail-type", "--mail-user", "--network", "--nice", "--nodelist", "--oversubscribe",
	"--prefer", "--priority", "--qos", "--reservation", "--sockets-per-node", "--threads-per-core", "--time-min", "--tmp", "--wckey",
}

var (
	memories = regexp.MustCompile(`^[1-9][0-9]*[KMGT]?$`)
	limits   = regexp.MustCompile(`^([0-9]+-)?[0-9]+(:[0-9]{1,2}){0,2}$`)
)

// cluster reads the resources. It returns nil if the spec has none.
func (p *parser) cluster(root *object) *Cluster {
	if !root.has("cluster") {
		return nil
	}
	o := root.object("cluster")
	return &Cluster{
		CPUs:      o.integer("cpus"),
		Memory:    o.like("memory", memories, "a number of megabytes, or one with K, M, G or T behind it"),
		Time:      o.like("time", limits, "minutes, hours:minutes:seconds or days-hours:minutes:seconds"),
		Partition: o.title("partition"),
		Account:   o.title("account"),
		Options:   p.clusterOptions(o),
	}
}

// like reads a text that must match form. The error about another text says what is expected.
func (o *object) like(name string, form *regexp.Regexp, what string) string {
	v, ok := o.get(name)
	if !ok {
		return ""
	}
	if v.node.Kind != yaml.ScalarNode || !form.MatchString(v.node.Value) {
		o.report(v.node, "", "%s must be %s, not %s", name, what, describe(v.node))
	}
	return v.node.Value
}

func (p *parser) clusterOptions(o *object) (options []string) {
	if !o.has("options") {
		return nil
	}
	for _, item := range p.list(o.fields["options"]) {
		text := p.line(item)
		if name, _, _ := strings.Cut(text, "="); text != "" && !slices.Contains(clusterOptions, name) {
			p.report(item.node, suggest(name, "options", clusterOptions), "option %s is not allowed in a spec", quote(name))
		}
		options = append(options, text)
	}
	return options
}
