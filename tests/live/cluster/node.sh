# SPDX-License-Identifier: Apache-2.0
# node.sh (sourced by keep.sh): controllers, scheduler and one node: containerd and a kubelet. Pods share the machine's network
# (hostNetwork) and use two images made of Debian's static busybox, so no registry is needed. Notes from trying it:
# cgroup v1 machines need failCgroupV1: false and the cgroupfs driver; without cgroupsPerQOS two kubelets on one machine
# leave each other's pods alone; the native snapshotter needs no overlay mounts.
mkdir -p "$folder/containerd" "$folder/state" "$folder/cni" /run/containerd
ip addr add "$NODE_ADDRESS/32" dev lo 2>/dev/null || true

cat >"$folder/cni/10-loopback.conflist" <<JSON
{"cniVersion": "1.0.0", "name": "loopback", "plugins": [{"type": "loopback"}]}
JSON

cat >"$folder/containerd.toml" <<TOML
version = 2
root = "$folder/containerd"
state = "/run/pilothouse-$name"
[grpc]
  address = "$socket"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "localhost/pause:1"
  disable_apparmor = true
  restrict_oom_score_adj = true
  stream_server_address = "127.0.0.1"
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "native"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "$folder/cni"
TOML

cat >"$folder/kubelet.yaml" <<YAML
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
failCgroupV1: false
cgroupDriver: cgroupfs
cgroupsPerQOS: false
enforceNodeAllocatable: []
failSwapOn: false
containerRuntimeEndpoint: "unix://$socket"
address: "$NODE_ADDRESS"
port: $KUBELET
healthzPort: $KUBELET_HEALTH
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: "$folder/pki/ca.crt"}}
authorization: {mode: Webhook}
tlsCertFile: "$folder/pki/node.crt"
tlsPrivateKeyFile: "$folder/pki/node.key"
evictionHard: {nodefs.available: "0%", imagefs.available: "0%", memory.available: "10Mi"}
imageGCHighThresholdPercent: 100
# Rotated logs are cut from what \`logs\` answers: throughput tests need one big file.
containerLogMaxSize: 2Gi
# A kubelet removes the logs of pods that it does not know: two on one machine would remove each other's.
podLogsDir: "$folder/pods"
localStorageCapacityIsolation: false
nodeStatusUpdateFrequency: 2s
syncFrequency: 5s
clusterDNS: [127.0.0.1]
resolvConf: ""
YAML

start containerd containerd --config "$folder/containerd.toml"
for ((i = 0; i < 120; i++)); do
  ctr -a "$socket" version >/dev/null 2>&1 && break
  sleep 0.25
done
image() {
  python3 "$here/busybox_image.py" "$1" "$(command -v busybox)" "$2" >"$folder/image.tar" \
    && ctr -a "$socket" -n k8s.io images import "$folder/image.tar" >/dev/null
  rm -f "$folder/image.tar"
}
image localhost/pause:1 '["/bin/sleep","100000000"]'
image localhost/busybox:1 '["/bin/sh"]'

for ((i = 0; i < 240; i++)); do
  curl -sk --max-time 2 --cert pki/admin.crt --key pki/admin.key "https://127.0.0.1:$API/readyz" 2>/dev/null | grep -qx ok && break
  sleep 0.25
done
start manager "$programs/kube-controller-manager" --kubeconfig=manager.kubeconfig --service-account-private-key-file=pki/sa.key \
  --root-ca-file=pki/ca.crt --leader-elect=false --bind-address=127.0.0.1 --secure-port="$MANAGER"
start scheduler "$programs/kube-scheduler" --kubeconfig=manager.kubeconfig --leader-elect=false --bind-address=127.0.0.1 \
  --secure-port="$SCHEDULER"
start kubelet "$programs/kubelet" --config="$folder/kubelet.yaml" --kubeconfig="$folder/node.kubeconfig" \
  --hostname-override="$NODE" --node-ip="$NODE_ADDRESS" --root-dir="$folder/kubelet"
