# SPDX-License-Identifier: Apache-2.0
# Figures: releases beside helm's own on a real kube-apiserver with etcd and nothing else; logs, tables of pods and terminals
# on the demo cluster and, where this machine can run one, on a real kubelet beside curl and kubectl.

# command_bench [--releases|--pods] [ARGS…]: all of it, or one half
command_bench() {
  local half=both arguments=()
  while [ $# -gt 0 ]; do
    case $1 in
      --releases | --pods) half=${1#--} ;;
      *) arguments+=("$1") ;;
    esac
    shift
  done
  place_choose BUILD RUN TEST LIVE
  build release all
  display_start && export QT_QPA_PLATFORM=xcb || export QT_QPA_PLATFORM=offscreen
  trap 'in_cluster down.sh bench; end_started' EXIT
  local status=0
  [ "$half" = pods ] || bench_releases "${arguments[@]}" || status=$?
  [ "$half" = releases ] || bench_pods "${arguments[@]}" || status=$?
  return $status
}

bench_releases() {
  tools_helm || die "bench compares with helm 3 and 4, and neither go nor npm is here to fetch them"
  tools_environment
  tools_kube || die "bench needs a real kube-apiserver, and there is no Go to build it with"
  PILOTHOUSE_CLUSTER=api in_cluster up.sh bench || die "the API server did not start"
  local status=0
  bench_place python3 "$PROJECT/tests/bench/bench.py" --kubeconfig "$CLUSTERS/bench/admin.kubeconfig" --bin "$PROJECT/build/bin" \
    --out "$PROJECT/build/bench.json" "$@" || status=$?
  in_cluster down.sh bench
  return $status
}

bench_pods() {
  local node=()
  if [ "$PLACE" = root ] && [ "$(root_entry)" = copy ]; then
    node=(--without "this machine allows no mounts, which containers need")
  elif ! tools_kube; then
    node=(--without "the Kubernetes server programs can't be built here")
  elif ! in_cluster up.sh bench; then
    node=(--without "the node did not come up")
  else
    node=(--kubeconfig "$CLUSTERS/bench/admin.kubeconfig" --kube "$TOOLS/kube")
  fi
  bench_place python3 "$PROJECT/tests/bench/pods.py" --bin "$PROJECT/build/bin" --out "$PROJECT/build/bench-pods.json" "${node[@]}" "$@"
}

bench_place() { in_place env DISPLAY="${DISPLAY:-}" QT_QPA_PLATFORM="$QT_QPA_PLATFORM" "$@"; }
