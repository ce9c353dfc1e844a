#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# up.sh NAME FOLDER PROGRAMS: a real Kubernetes cluster with one node on this machine's loopback, ready when this returns.
# NAME (stg, prd, bench) gives its ports, so that several run side by side; its kubeconfig is FOLDER/admin.kubeconfig.
# Started again it is found running; PILOTHOUSE_CLUSTER=api starts etcd and the API server only (no mounts, no containers).
set -euo pipefail
name=$1 folder=$2 programs=$3
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/ports.sh" "$name"

running() {
  [ -s "$folder/keeper.pid" ] && kill -0 "$(cat "$folder/keeper.pid")" 2>/dev/null && ready
}
ready() {
  curl -s --max-time 2 --cacert "$folder/pki/ca.crt" --cert "$folder/pki/admin.crt" --key "$folder/pki/admin.key" \
    "https://127.0.0.1:$API/readyz" 2>/dev/null | grep -qx ok
}
node_ready() {
  kubectl --kubeconfig "$folder/admin.kubeconfig" --request-timeout=3s get nodes 2>/dev/null | grep -q ' Ready '
}
# wait_for WHAT SECONDS CHECK
wait_for() {
  local end=$((SECONDS + $2))
  until "$3"; do
    if [ $SECONDS -ge $end ] || ! kill -0 "$keeper" 2>/dev/null; then
      echo "cluster $name: $1 not ready after $2 s; the ends of its logs:" >&2
      tail -n 5 "$folder"/log/*.log >&2 || true
      bash "$here/down.sh" "$name" "$folder"
      exit 1
    fi
    sleep 0.3
  done
}

if running; then
  echo "cluster $name: running already"
  exit 0
fi
for program in etcd curl openssl; do
  command -v "$program" >/dev/null || { echo "cluster $name: $program is not installed" >&2; exit 1; }
done
bash "$here/down.sh" "$name" "$folder"
mkdir -p "$folder/log"
chmod 700 "$folder"
rm -rf "$folder"/{etcd,kubelet,containerd,state,pods}
rm -f "$folder"/log/*
bash "$here/certificates.sh" "$folder" "$NODE_ADDRESS"
bash "$here/kubeconfigs.sh" "$name" "$folder" "$API"

begin=$SECONDS
setsid bash "$here/keep.sh" "$name" "$folder" "$programs" </dev/null >"$folder/log/keeper.log" 2>&1 &
keeper=$!
echo "$keeper" >"$folder/keeper.pid"
wait_for "API server" 90 ready
if [ "${PILOTHOUSE_CLUSTER:-}" != api ]; then
  wait_for "node" 120 node_ready
fi
echo "cluster $name: up after $((SECONDS - begin)) s, API on 127.0.0.1:$API"
