package nn

import (
	"encoding/binary"
	"fmt"
	"hash"
	"hash/fnv"
	"runtime/debug"

	"github.com/chewxy/hm"
	G "gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// An op is one function of matrices in a graph. It implements Gorgonia's interface of an operation.
//
// Gorgonia reuses the buffers of its own operations and thereby overwrites values that are still needed. It also identifies nodes
// by a hash alone. So an op owns its result, which nothing else writes, or its result is a view of an input. It reads its inputs in their
// owners' memory, and has a serial number that makes its hash unique. Gorgonia decides which ops run, and in which order.
type op[T Float] struct {
	name       string
	serial     uint32
	rows, cols int    // of the result
	scalar     bool   // the result is the number out.Data[0]
	wrt        []bool // whether each input has a derivative
	graph      *Graph[T]

	// forward writes the function of the inputs into out, which still holds the last result.
	forward func(out Matrix[T], in []*Matrix[T])
	// view returns the rows of an input that are the result. An op has either forward or view.
	view   func(in []*Matrix[T]) Matrix[T]
	shared bool // the result lies in the memory of the input
	// backward returns the derivative of every input with a true entry in wrt, nil for the others, given that of the result.
	backward func(grad *Node[T]) []*Node[T]

	in  []*Matrix[T]
	out *Matrix[T] // without data until the first run, unless Gradient gives it some, so that an unused result costs no memory
	box G.Value    // out in the form that Gorgonia needs
}

// Do computes the result. It turns a panic into an error, because a panic in a goroutine of Gorgonia would end the process.
func (o *op[T]) Do(...G.Value) (result G.Value, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("nn: %v: %v\n%s", o, r, debug.Stack())
		}
	}()
	if o.view != nil {
		o.share()
	} else {
		o.compute()
	}
	if o.box == nil {
		o.box = boxed(*o.out, o.scalar)
	}
	return o.box, nil
}

// compute runs forward.
func (o *op[T]) compute() {
	if o.out.Data == nil {
		o.out.Data = make([]T, o.rows*o.cols)
	}
	o.forward(*o.out, o.in)
}

// share lets the result be the view. If Gradient gave the result memory of its own, share copies the view there.
func (o *op[T]) share() {
	v := o.view(o.in)
	if o.out.Data == nil {
		o.out.Data, o.shared = v.Data, true
	}
	if !o.shared {
		copy(o.out.Data, v.Data)
	}
}

// SymDiff adds the derivatives of the inputs to the graph.
func (o *op[T]) SymDiff(_ G.Nodes, _, grad *G.Node) (G.Nodes, error) {
	derivatives := make(G.Nodes, len(o.in))
	for i, d := range o.backward(o.graph.known(grad)) {
		if d != nil {
			derivatives[i] = d.node
		}
	}
	return derivatives, o.graph.err
}

func (o *op[T]) DiffWRT(int) []bool { return o.wrt }

// Type returns matrix → … → matrix (or number), all of one element type.
func (o *op[T]) Type() hm.Type {
	element := hm.TypeVariable('a')
	matrix := G.TensorType{Dims: 2, Of: element}
	types := make([]hm.Type, len(o.in), len(o.in)+1)
	for i := range types {
		types[i] = matrix
	}
	if o.scalar {
		return hm.NewFnType(append(types, element)...)
	}
	return hm.NewFnType(append(types, matrix)...)
}

func (o *op[T]) InferShape(...G.DimSizer) (tensor.Shape, error) {
	if o.scalar {
		return tensor.ScalarShape(), nil
	}
	return tensor.Shape{o.rows, o.cols}, nil
}

func (o *op[T]) WriteHash(h hash.Hash) {
	h.Write([]byte(o.name))
	h.Write(binary.LittleEndian.AppendUint32(nil, o.serial))
}

func (o *op[T]) Hashcode() uint32 {
	h := fnv.New32a()
	o.WriteHash(h)
	return h.Sum32()
}

func (o *op[T]) Arity() int           { return len(o.in) }
func (o *op[T]) ReturnsPtr() bool     { return true }
func (o *op[T]) CallsExtern() bool    { return false } // true would make Gorgonia allocate a result of its own at every run
func (o *op[T]) OverwritesInput() int { return -1 }
func (o *op[T]) String() string       { return fmt.Sprintf("%s#%d", o.name, o.serial) }

// boxed wraps a matrix for Gorgonia, over the same memory.
func boxed[T Float](m Matrix[T], scalar bool) G.Value {
	if !scalar {
		return tensor.New(tensor.WithShape(m.Rows, m.Cols), tensor.WithBacking(m.Data))
	}
	if data, ok := any(m.Data).([]float32); ok {
		return G.NewF32(data[0]) // nothing reads this number: its value is read from the matrix
	}
	return G.NewF64(float64(m.Data[0]))
}
