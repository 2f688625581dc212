package nn

import (
	"errors"
	"fmt"
	"sync"

	G "gorgonia.org/gorgonia"
)

// A Graph is a function of matrices under construction. It keeps its first error, which Build returns.
type Graph[T Float] struct {
	graph  *G.ExprGraph
	nodes  map[*G.Node]*Node[T]
	leaves G.Nodes // inputs and parameters, in the order in which they were added
	serial uint32
	err    error
}

// A Node is a matrix in a graph.
type Node[T Float] struct {
	node *G.Node
	*Matrix[T]
	param *Param[T] // the parameter of this leaf, if it is one
}

// construction guards Gorgonia's shared constants: graphs that are built or compiled at the same time would race for them.
var construction sync.Mutex

// Build calls define to make a graph, and compiles it. define returns the nodes whose matrices are needed after each run.
func Build[T Float](define func(*Graph[T]) []*Node[T]) (*Program, error) {
	construction.Lock()
	defer construction.Unlock()
	g := &Graph[T]{graph: G.NewGraph(), nodes: map[*G.Node]*Node[T]{}}
	return g.compile(define(g))
}

// Input adds a leaf over memory that the caller fills before each run. Parameters are leaves too; graphs may share them.
func (g *Graph[T]) Input(name string, m Matrix[T]) *Node[T] {
	dense := boxed(m, false)
	node := G.NodeFromAny(g.graph, dense, G.WithName(fmt.Sprintf("%s#%d", name, g.next())))
	g.leaves = append(g.leaves, node)
	return g.add(node, &m)
}

// leaf adds the value of a parameter.
func (g *Graph[T]) leaf(p *Param[T]) *Node[T] {
	n := g.Input(p.Name, p.Value)
	n.param = p
	return n
}

// Gradient returns the derivatives of cost, which is a number, by the leaves. The program writes derivatives by parameters to their Gradient.
// Call it once per graph: Gorgonia gives wrong answers to a second call.
func (g *Graph[T]) Gradient(cost *Node[T], leaves []*Node[T]) []*Node[T] {
	if g.err != nil {
		return nil
	}
	wrt := make(G.Nodes, len(leaves))
	for i, l := range leaves {
		wrt[i] = l.node
	}
	derivatives, err := G.Grad(cost.node, wrt...)
	if err != nil {
		g.fail(fmt.Errorf("nn: differentiate: %w", err))
		return nil
	}
	gradients := make([]*Node[T], len(leaves))
	for i, d := range derivatives {
		gradients[i] = g.known(d)
		if p := leaves[i].param; p != nil && gradients[i] != nil {
			gradients[i].Data = p.Gradient.Data
		}
	}
	return gradients
}

// apply adds the op to the graph as a function of in.
func (g *Graph[T]) apply(o *op[T], in ...*Node[T]) *Node[T] {
	o.graph, o.serial, o.out = g, g.next(), &Matrix[T]{Rows: o.rows, Cols: o.cols}
	if g.err != nil {
		return &Node[T]{Matrix: o.out}
	}
	children := make(G.Nodes, len(in))
	for i, n := range in {
		children[i] = n.node
		o.in = append(o.in, n.Matrix)
	}
	if o.wrt == nil {
		o.wrt = make([]bool, len(in))
	}
	node, err := G.ApplyOp(o, children...)
	if err != nil {
		g.fail(fmt.Errorf("nn: add %v: %w", o, err))
		return &Node[T]{Matrix: o.out}
	}
	return g.add(node, o.out)
}

func (g *Graph[T]) add(node *G.Node, m *Matrix[T]) *Node[T] {
	n := &Node[T]{node: node, Matrix: m}
	g.nodes[node] = n
	return n
}

// known returns this package's node for a node of Gorgonia. Only the derivative of the cost by itself has none.
func (g *Graph[T]) known(node *G.Node) *Node[T] { return g.nodes[node] }

func (g *Graph[T]) next() uint32 {
	g.serial++
	return g.serial
}

func (g *Graph[T]) fail(err error) {
	if g.err == nil {
		g.err = err
	}
}

// A Program is a compiled graph. It is not safe for use by several goroutines.
type Program struct{ machine G.VM }

func (g *Graph[T]) compile(wanted []*Node[T]) (*Program, error) {
	if g.err != nil {
		return nil, g.err
	}
	outputs := make(G.Nodes, len(wanted))
	for i, n := range wanted {
		if n == nil {
			return nil, errors.New("nn: a wanted gradient does not depend on its parameter")
		}
		outputs[i] = n.node
	}
	if err := g.distinct(); err != nil {
		return nil, err
	}
	program, locations, err := G.CompileFunction(g.graph, g.leaves, outputs)
	if err != nil {
		return nil, fmt.Errorf("nn: compile: %w", err)
	}
	return &Program{G.NewTapeMachine(g.graph, G.WithPrecompiled(program, locations))}, nil
}

// distinct returns an error if two nodes have the same hash, because Gorgonia would silently merge them.
func (g *Graph[T]) distinct() error {
	seen := map[uint32]*G.Node{}
	for _, n := range g.graph.AllNodes() {
		if other, ok := seen[n.Hashcode()]; ok && other != n {
			return fmt.Errorf("nn: nodes %v and %v have the same hash", n, other)
		}
		seen[n.Hashcode()] = n
	}
	return nil
}

// Run computes the wanted nodes from the present contents of the leaves.
func (p *Program) Run() error {
	defer p.machine.Reset()
	return p.machine.RunAll()
}
