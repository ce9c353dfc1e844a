#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# restart.sh FOLDER kill|start: ends the cluster's API server without warning (KILL), and has its keeper start it again; done
# when it says it is ready. Between the two it stays down.
set -euo pipefail
folder=$1

# The one started last: an earlier one's number may be a thread's of it by now, which /proc shows as well.
apiserver() {
  local pid found=
  while read -r pid; do
    if [ -e "/proc/$pid" ] && [ "$(readlink "/proc/$pid/cwd")" = "$folder" ] \
      && tr '\0' ' ' <"/proc/$pid/cmdline" | grep -q 'kube-apiserver '; then
      found=$pid
    fi
  done <"$folder/pids"
  echo "$found"
}

case $2 in
  kill)
    pid=$(apiserver)
    [ -n "$pid" ] || { echo "$folder: no API server is running" >&2; exit 1; }
    kill -9 "$pid"
    while [ -e "/proc/$pid" ]; do sleep 0.05; done # its keeper has noticed
    ;;
  start)
    kill -USR1 "$(cat "$folder/keeper.pid")"
    address=$(sed -n 's/.*server: "\([^"]*\)".*/\1/p' "$folder/admin.kubeconfig")
    for ((tries = 0; tries < 1200; tries++)); do
      if curl -s --max-time 2 --cacert "$folder/pki/ca.crt" --cert "$folder/pki/admin.crt" --key "$folder/pki/admin.key" \
        "$address/readyz" 2>/dev/null | grep -qx ok; then
        exit 0
      fi
      sleep 0.05
    done
    echo "$folder: the API server did not come back" >&2
    exit 1
    ;;
  *) echo "restart.sh FOLDER kill|start" >&2; exit 2 ;;
esac
