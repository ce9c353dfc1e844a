# SPDX-License-Identifier: Apache-2.0
# Figures beside helm's own, on a real kube-apiserver with etcd and nothing else.

command_bench() {
  place_choose BUILD RUN TEST LIVE
  build release all
  tools_helm || die "bench compares with helm 3 and 4, and neither go nor npm is here to fetch them"
  tools_environment
  tools_kube || die "bench needs a real kube-apiserver, and there is no Go to build it with"
  local folder=$CLUSTERS/bench
  PILOTHOUSE_CLUSTER=api in_cluster up.sh bench || die "the API server did not start"
  trap 'in_cluster down.sh bench; end_started' EXIT
  display_start && export QT_QPA_PLATFORM=xcb || export QT_QPA_PLATFORM=offscreen
  bench_place python3 "$PROJECT/tests/bench/bench.py" --kubeconfig "$folder/admin.kubeconfig" --bin "$PROJECT/build/bin" \
    --out "$PROJECT/build/bench.json" "$@"
}

bench_place() { in_place env DISPLAY="${DISPLAY:-}" QT_QPA_PLATFORM="$QT_QPA_PLATFORM" "$@"; }
