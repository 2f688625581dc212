#!/bin/sh
# Installs OpenBLAS's shared library, the yardstick of the benchmarks, where this can be done without asking. Never fails.
[ "$(uname)" = Linux ] || exit 0
ldconfig -p 2>/dev/null | grep -q libopenblas.so.0 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	echo 'installing OpenBLAS (apt-get install libopenblas0-pthread)'
	apt-get install -y -qq libopenblas0-pthread >/dev/null 2>&1 ||
		{ apt-get update -qq && apt-get install -y -qq libopenblas0-pthread; } >/dev/null 2>&1 && exit 0
fi
echo 'OpenBLAS is not installed, so nothing is compared with it. To install it: sudo apt-get install libopenblas0-pthread'
exit 0
