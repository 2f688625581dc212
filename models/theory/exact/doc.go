// Package exact has small models whose answers are known without sampling, and the methods that find these answers by sampling: a Markov chain
// between two modes, a Boltzmann machine with all of its states listed, and a linear generator with its posterior.
package exact
