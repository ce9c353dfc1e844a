#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# down.sh NAME FOLDER: ends the cluster's processes, by the ids it wrote down. Nothing to end is fine.
set -uo pipefail
folder=$2

# ours PID: the id was not given to somebody else since
ours() { tr '\0' ' ' 2>/dev/null <"/proc/$1/cmdline" | grep -qF -- "$folder"; }

if [ -s "$folder/keeper.pid" ]; then
  keeper=$(cat "$folder/keeper.pid")
  if ours "$keeper"; then
    kill "$keeper"
    for ((waited = 0; waited < 600; waited++)); do
      ours "$keeper" || break
      sleep 0.1
    done
    ! ours "$keeper" || kill -9 "$keeper"
  fi
fi
# A keeper that was killed hard leaves its processes: they are on its list.
if [ -s "$folder/pids" ]; then
  while read -r pid; do
    if [ -e "/proc/$pid" ] && { ours "$pid" || [ "$(readlink "/proc/$pid/cwd")" = "$folder" ]; }; then kill -9 "$pid"; fi
  done <"$folder/pids"
fi
rm -f "$folder/keeper.pid" "$folder/pids"
