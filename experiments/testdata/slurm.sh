#!/bin/sh
# Runs a command beside a Slurm of its own: two nodes that are both this machine, their state in a folder that is gone afterwards.
# Root installs the packages where they are missing; where that cannot be, the command is not run, and a notice says so.
set -eu
skip() { echo "NOT CHECKED: $*"; exit 0; }
[ "$(id -u)" = 0 ] || skip 'a Slurm for a test needs root'
if ! command -v slurmctld slurmd munged setpriv >/dev/null; then
	command -v apt-get >/dev/null || skip 'Slurm is not installed, and there is no apt-get to install it with'
	echo 'installing Slurm (apt-get install slurm-wlm slurmctld slurmd munge)'
	install='env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends slurm-wlm slurmctld slurmd munge'
	{ $install || { apt-get update -qq && $install; }; } >/dev/null 2>&1 || skip 'Slurm cannot be installed'
fi

dir=$(mktemp -d)
host=$(hostname -s)
port=$((20000 + $$ % 20000))
export SLURM_CONF="$dir/slurm.conf"
stop() {
	scancel --user=root >/dev/null 2>&1 || true
	sleep 1
	pids=$(cat "$dir"/*.pid "$dir"/munge/pid 2>/dev/null || true)
	kill $pids 2>/dev/null || true
	for pid in $pids; do # until each has written what it writes at its end
		tries=0
		while kill -0 "$pid" 2>/dev/null && [ $tries -lt 20 ]; do
			tries=$((tries + 1))
			sleep 0.5
		done
	done
	rm -rf "$dir"
}
trap stop EXIT
trap 'exit 130' INT TERM

chmod 755 "$dir"
mkdir "$dir/state"
install -d -o munge -g munge -m 755 "$dir/munge"
head -c 1024 /dev/urandom >"$dir/munge/key"
chown munge: "$dir/munge/key"
chmod 400 "$dir/munge/key"
setpriv --reuid=munge --regid=munge --clear-groups munged --socket="$dir/munge/socket" --key-file="$dir/munge/key" \
	--pid-file="$dir/munge/pid" --log-file="$dir/munge/log" --seed-file="$dir/munge/seed"

cat >"$SLURM_CONF" <<END
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$dir/munge/socket
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SlurmdParameters=config_overrides
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool-%n
SlurmctldPidFile=$dir/slurmctld.pid
SlurmdPidFile=$dir/slurmd-%n.pid
SlurmctldLogFile=$dir/slurmctld.log
SlurmdLogFile=$dir/slurmd-%n.log
SchedulerParameters=sched_interval=1,batch_sched_delay=1
KillWait=5
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
NodeName=n1 NodeHostname=$host NodeAddr=127.0.0.1 Port=$((port + 1)) CPUs=4 RealMemory=2000
NodeName=n2 NodeHostname=$host NodeAddr=127.0.0.1 Port=$((port + 2)) CPUs=4 RealMemory=2000
PartitionName=all Nodes=n1,n2 Default=YES MaxTime=60 State=UP
END
slurmctld
slurmd -N n1
slurmd -N n2 || echo 'only one node could be started'
tries=0
until sinfo --noheader --states=idle | grep -q idle; do
	tries=$((tries + 1))
	[ $tries -lt 20 ] || { tail -n 20 "$dir"/*.log; exit 1; }
	sleep 1
done
sinfo
"$@"
