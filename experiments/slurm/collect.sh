#!/bin/sh
# What comes after all tasks of the batch in the folder $1, however they ended: one database, and the report.
cd "$1" || exit
exec ./experiments collect . >>collect.txt 2>&1
