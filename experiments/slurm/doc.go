// Package slurm submits a batch of tasks to Slurm and asks for their state. It uses the commands of every Slurm installation:
// sbatch, squeue, scancel and scontrol. It schedules nothing itself and knows nothing of experiments.
//
// The scripts are constant. Names that a user chooses reach Slurm as arguments of a command, never as text that a shell reads.
package slurm
