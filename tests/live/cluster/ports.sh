# SPDX-License-Identifier: Apache-2.0
# ports.sh NAME (sourced): where the cluster of that name listens. Everything is on loopback; a kubelet refuses 127.0.0.1 as
# the address of its node, so each has a documentation address (RFC 5737) put on the loopback interface.
case $1 in
  stg) number=0 ;;
  prd) number=1 ;;
  bench) number=2 ;;
  *) echo "there is no cluster \"$1\": stg, prd or bench" >&2; exit 1 ;;
esac
API=$((16443 + number)) ETCD=$((23790 + number)) PEER=$((23890 + number)) MANAGER=$((10357 + number))
SCHEDULER=$((10457 + number)) KUBELET=$((10550 + number)) KUBELET_HEALTH=$((10650 + number))
NODE=$1-node NODE_ADDRESS=192.0.2.$((1 + number))
