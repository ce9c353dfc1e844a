# SPDX-License-Identifier: Apache-2.0
# Tests: ctest in the place where they were built; its closing summary is the last thing printed.

command_test() {
  local preset=release live= arguments=()
  while [ $# -gt 0 ]; do
    case $1 in
      --asan) preset=asan ;;
      --dev) preset=dev ;;
      --live) live=1 ;;
      --) shift; arguments+=("$@"); break ;;
      *) arguments+=("$1") ;;
    esac
    shift
  done
  place_choose BUILD RUN TEST ${live:+LIVE}
  build "$preset"
  tools_helm || note "helm 3 and 4 can't be fetched here (neither go nor npm): tests that need them are skipped and say so"
  tools_environment
  if [ -n "$live" ]; then
    cluster_up || die "the real clusters did not come up (see above); without them: ./dev test"
    [ -n "$CLUSTERS_FOUND" ] || trap 'cluster_down; end_started' EXIT
  else
    arguments=(-LE live "${arguments[@]}")
  fi
  say "Testing ($preset)"
  local status=0
  tests_run "$(build_folder "$preset")" "${arguments[@]}" || status=$?
  if [ -n "$live" ] && [ -z "$CLUSTERS_FOUND" ]; then
    cluster_down >/dev/null 2>&1
    trap end_started EXIT
  fi
  return "$status"
}

# tests_run BUILD ARGS…: inside the root when it can be entered with /proc and all; otherwise on this machine
tests_run() {
  local folder=$1
  shift
  # A stranger's cluster must never be reached by a test.
  unset KUBECONFIG
  set -- --test-dir "$folder" --output-on-failure --no-tests=error -j"$JOBS" "$@"
  if [ "$PLACE" = root ] && [ "$(root_entry)" = copy ]; then
    has python3 || tools_wrapper python3 "PYTHONHOME=$ROOT/usr"
    in_foreground with_programs "$(root_loader)" --library-path "$(root_libraries)" "$ROOT/usr/bin/ctest" "$@"
  else
    in_foreground in_place ctest "$@"
  fi
}

# cluster_up, cluster_down: stg and prd, real ones, side by side on this machine's loopback
CLUSTERS=$CACHE/clusters
CLUSTERS_FOUND= # they ran before: they stay
cluster_up() {
  if [ "$PLACE" = root ] && [ "$(root_entry)" = copy ]; then
    note "real clusters run containers, and this machine allows no mounts (CAP_SYS_ADMIN is missing)"
    return 1
  fi
  tools_kube || { note "the Kubernetes server programs can't be built here: that needs Go and its module proxy"; return 1; }
  local name
  [ ! -s "$CLUSTERS/stg/keeper.pid" ] || [ ! -s "$CLUSTERS/prd/keeper.pid" ] || CLUSTERS_FOUND=1
  for name in stg prd; do
    in_cluster up.sh "$name" || return 1
    export "PILOTHOUSE_LIVE_${name^^}=$CLUSTERS/$name/admin.kubeconfig"
  done
}

cluster_down() {
  local name
  for name in stg prd; do
    in_cluster down.sh "$name" || true
  done
}

in_cluster() {
  local script=$1 name=$2
  shift 2
  cluster_env in_place bash "$PROJECT/tests/live/cluster/$script" "$name" "$CLUSTERS/$name" "$TOOLS/kube" "$@" >&2
}

# Without mounts: etcd and the programs beside it run on this machine through the root's loader.
cluster_env() {
  local program
  if [ "$PLACE" = root ] && [ "$(root_entry)" = copy ]; then
    shift
    for program in etcd kubectl curl openssl; do has "$program" || tools_wrapper "$program"; done
    with_programs "$@"
  else
    "$@"
  fi
}

command_cluster() {
  place_choose BUILD RUN TEST LIVE
  tools_helm || true
  case ${1:-} in
    up)
      cluster_up || die "the real clusters did not come up"
      command_cluster env
      ;;
    down) cluster_down ;;
    env)
      echo "export KUBECONFIG=$CLUSTERS/stg/admin.kubeconfig:$CLUSTERS/prd/admin.kubeconfig"
      echo "export PILOTHOUSE_LIVE_STG=$CLUSTERS/stg/admin.kubeconfig PILOTHOUSE_LIVE_PRD=$CLUSTERS/prd/admin.kubeconfig"
      ;;
    *) die "cluster needs up, down or env" ;;
  esac
}

# command_soak [--operators] [MINUTES]: first 50 seeds of 200 operations of several operators, each seed a line of
# build-asan/soak-operators.tsv; then all the sanitizer build's tests in random order until the time is over, each round a
# line of build-asan/soak.tsv. What this commit has passed is not played again. --operators: only the seeds.
SOAK_SEEDS=50
SOAK_OPERATIONS=200

command_soak() {
  local minutes=60 only= end failed=0
  while [ $# -gt 0 ]; do
    case $1 in
      --operators) only=1 ;;
      *[!0-9]* | '') die "soak needs minutes, or --operators" ;;
      *) minutes=$1 ;;
    esac
    shift
  done
  place_choose BUILD RUN TEST
  build asan
  tools_helm || true
  tools_environment
  end=$((SECONDS + minutes * 60))
  soak_operators "$end" || failed=1
  [ -n "$only" ] || soak_rounds "$end" || failed=1
  return $failed
}

soak_commit() { git -C "$PROJECT" rev-parse --short HEAD 2>/dev/null || echo unknown; }

# soak_operators END: the seeds this commit has not passed yet, until END
soak_operators() {
  local end=$1 table seed begun result failed=0 passed
  table=$(build_folder asan)/soak-operators.tsv
  [ -e "$table" ] || printf 'seed\toperations\tcommit\tended\tseconds\tresult\n' >"$table"
  say "Seeds of $SOAK_OPERATIONS operations each; results: $table"
  for seed in $(seq "$SOAK_SEEDS"); do
    [ $SECONDS -lt "$end" ] || break
    ! soak_passed "$table" "$seed" || continue
    begun=$SECONDS result=passed
    # Qt Test ends a function after five minutes of its own accord.
    PILOTHOUSE_SEEDS=$seed PILOTHOUSE_OPERATIONS=$SOAK_OPERATIONS QTEST_FUNCTION_TIMEOUT=1800000 \
      tests_run "$(build_folder asan)" -R '^test_contract_change_operators$' || { result=failed; failed=1; }
    printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$seed" "$SOAK_OPERATIONS" "$(soak_commit)" "$(date -u +%FT%TZ)" "$((SECONDS - begun))" \
      "$result" >>"$table"
  done
  passed=$(for seed in $(seq "$SOAK_SEEDS"); do ! soak_passed "$table" "$seed" || echo "$seed"; done | wc -l)
  say "$passed of $SOAK_SEEDS seeds passed at this commit"
  return $failed
}

# soak_passed TABLE SEED: this commit has passed this seed
soak_passed() {
  awk -F'\t' -v seed="$2" -v operations="$SOAK_OPERATIONS" -v commit="$(soak_commit)" \
    '$1 == seed && $2 == operations && $3 == commit && $6 == "passed" { found = 1 } END { exit !found }' "$1"
}

soak_rounds() {
  local end=$1 round table failed=0
  table=$(build_folder asan)/soak.tsv
  [ -e "$table" ] || printf 'round\tcommit\tended\tresult\n' >"$table"
  round=$(($(wc -l <"$table") - 1))
  say "All tests in random order, from round $((round + 1)) on; results: $table"
  while [ $SECONDS -lt "$end" ]; do
    round=$((round + 1))
    local result=passed
    tests_run "$(build_folder asan)" -LE live --schedule-random || { result=failed; failed=1; }
    printf '%s\t%s\t%s\t%s\n' "$round" "$(soak_commit)" "$(date -u +%FT%TZ)" "$result" >>"$table"
  done
  tail -n 5 "$table"
  return $failed
}
