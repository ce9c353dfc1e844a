#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# keep.sh NAME FOLDER PROGRAMS: the parent of one cluster's processes. Starts them, stays, and on TERM ends them in an order
# that leaves no container behind; on USR1 starts the API server again. PILOTHOUSE_CLUSTER=api: etcd and the API server only.
set -uo pipefail
name=$1 folder=$2 programs=$3
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/ports.sh" "$name"
cd "$folder" || exit 1
socket=$folder/containerd.sock
declare -A started=()
: >"$folder/pids"

# start PART CMD…: in the background, its output in log/PART.log
start() {
  local part=$1
  shift
  "$@" >"$folder/log/$part.log" 2>&1 &
  started[$part]=$!
  echo "$!" >>"$folder/pids"
}

# stop PART: TERM, ten seconds, KILL
stop() {
  local pid=${started[$1]:-} waited
  [ -n "$pid" ] || return 0
  kill "$pid" 2>/dev/null || return 0
  for ((waited = 0; waited < 100; waited++)); do
    kill -0 "$pid" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -9 "$pid" 2>/dev/null
}

stop_containers() {
  local task
  [ -n "${started[containerd]:-}" ] || return 0
  for task in $(timeout 10 ctr -a "$socket" -n k8s.io tasks ls -q 2>/dev/null); do
    timeout 10 ctr -a "$socket" -n k8s.io tasks rm -f "$task" >/dev/null 2>&1
  done
  stop containerd
  # A shim outlives its containerd by design; ours are those that name our socket.
  local entry
  for entry in /proc/[0-9]*; do
    if tr '\0' ' ' <"$entry/cmdline" 2>/dev/null | grep -qF -- "-address $socket"; then
      kill -9 "${entry#/proc/}" 2>/dev/null
    fi
  done
}

stop_all() {
  trap '' TERM INT HUP
  stop kubelet
  stop_containers
  stop scheduler
  stop manager
  stop apiserver
  stop etcd
  local pod
  for pod in $(awk -v f="$folder/" 'index($2, f) == 1 {print $2}' /proc/self/mounts | sort -r); do umount -l "$pod"; done
  rm -f "$folder/pids" "$folder/keeper.pid"
  exit 0
}
trap stop_all TERM INT HUP

start etcd etcd --name "$name" --data-dir "$folder/etcd" --unsafe-no-fsync --quota-backend-bytes 8000000000 \
  --listen-client-urls "http://127.0.0.1:$ETCD" --advertise-client-urls "http://127.0.0.1:$ETCD" \
  --listen-peer-urls "http://127.0.0.1:$PEER" --initial-advertise-peer-urls "http://127.0.0.1:$PEER" \
  --initial-cluster "$name=http://127.0.0.1:$PEER"
# max requests in flight are the server's defaults: figures are taken against what people run.
start_apiserver() {
  start apiserver "$programs/kube-apiserver" --etcd-servers="http://127.0.0.1:$ETCD" --secure-port="$API" --bind-address=127.0.0.1 \
    --advertise-address="$NODE_ADDRESS" --endpoint-reconciler-type=none --service-cluster-ip-range=10.96.0.0/16 \
    --tls-cert-file=pki/apiserver.crt --tls-private-key-file=pki/apiserver.key --client-ca-file=pki/ca.crt \
    --service-account-issuer=https://kubernetes.default.svc --service-account-key-file=pki/sa.key \
    --service-account-signing-key-file=pki/sa.key --authorization-mode=Node,RBAC --allow-privileged=true \
    --kubelet-client-certificate=pki/kubelet-client.crt --kubelet-client-key=pki/kubelet-client.key \
    --kubelet-preferred-address-types=InternalIP --enable-admission-plugins=NodeRestriction
}
start_apiserver
# USR1: the API server again, after somebody ended it (restart.sh). Only noted here: a process started in between would
# be the one the loop below waits for.
again=
trap 'again=1' USR1
if [ "${PILOTHOUSE_CLUSTER:-}" != api ]; then
  . "$here/node.sh"
fi
# Signals are handled between two sleeps; a part that ends by itself is said in the log.
while :; do
  for part in "${!started[@]}"; do
    kill -0 "${started[$part]}" 2>/dev/null || { echo "$part has ended by itself"; unset "started[$part]"; }
  done
  if [ -n "$again" ] && [ -z "${started[apiserver]:-}" ]; then
    again=
    start_apiserver
  fi
  sleep 0.2 &
  wait $!
done
