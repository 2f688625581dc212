#!/bin/sh
# A task of an array: task number $2 + SLURM_ARRAY_TASK_ID of the batch in the folder $1, whose batch.json names its run.
cd "$1" || exit
n=$(($2 + SLURM_ARRAY_TASK_ID))
exec ./experiments task . "$n" >>"task-$n.txt" 2>&1
