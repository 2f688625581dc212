// Package slurm hands a batch of tasks to Slurm, and asks what became of them, by the commands that every installation has: sbatch,
// squeue, scancel and scontrol. It schedules nothing itself, and knows nothing of experiments.
//
// The scripts are constant: what a user names reaches Slurm as an argument of a command, never as text that a shell reads.
package slurm
