#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""logs.py --kubeconfig FILE --context NAME --bin FOLDER [--make] [-n NAMESPACE] [--pod POD] [--kubectl PROGRAM]

One log of a million lines read by curl, pilothousectl and kubectl from the same server, five rounds, each running every program once:
medians, and whether the bytes are the same. --make makes the pod (on the demo cluster; elsewhere one that writes as much must be there).
Nothing here passes or fails: budgets are in ARCHITECTURE.md.
"""
import argparse
import base64
import hashlib
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse

import yaml

ROUNDS = 5
ANNOTATION = "demo.pilothouse.dev/log-"


def entry(items, name, field):
    return next(item[field] for item in items if item["name"] == name)


class Place:
    """A context of a kubeconfig, as curl takes it: on standard input, so that no token is in an argv."""

    def __init__(self, kubeconfig, context, folder):
        config = yaml.safe_load(pathlib.Path(kubeconfig).read_text(encoding="utf-8"))
        chosen = entry(config["contexts"], context, "context")
        cluster, user = entry(config["clusters"], chosen["cluster"], "cluster"), entry(config["users"], chosen["user"], "user")
        self.server = cluster["server"]
        self.options = [f'cacert = "{self.file(cluster, "certificate-authority", folder)}"']
        if "token" in user:
            self.options.append(f'header = "Authorization: Bearer {user["token"]}"')
        if "client-certificate" in user or "client-certificate-data" in user:
            self.options.append(f'cert = "{self.file(user, "client-certificate", folder)}"')
            self.options.append(f'key = "{self.file(user, "client-key", folder)}"')

    @staticmethod
    def file(part, name, folder):
        if name in part:
            return part[name]
        path = pathlib.Path(folder) / name
        path.touch(mode=0o600)
        path.write_bytes(base64.b64decode(part[name + "-data"]))
        return path

    def curl(self, path, *arguments, data=None):
        lines = self.options + [f'url = "{self.server}{path}"', "silent", "show-error", "fail"]
        if data is not None:
            lines += [f"data = {json.dumps(json.dumps(data))}", 'header = "Content-Type: application/json"']
        return subprocess.run(["curl", "-K", "-", *arguments], input="\n".join(lines).encode(), capture_output=True, check=True).stdout


def make(place, namespace, pod, lines):
    annotations = {ANNOTATION + "shape": "plain", ANNOTATION + "lines": str(lines)}
    containers = [{"name": "main", "image": "localhost/busybox:1"}]
    place.curl(f"/api/v1/namespaces/{namespace}/pods", data={"apiVersion": "v1", "kind": "Pod", "metadata": {"name": pod, "annotations": annotations},
                                                            "spec": {"containers": containers}})
    for _ in range(100):
        if b'"running"' in place.curl(f"/api/v1/namespaces/{namespace}/pods/{pod}"):
            return
        time.sleep(0.2)
    sys.exit("the pod does not run")


def measure(argv, environment, data=None):
    """@return (seconds, SHA-256 of what it wrote, bytes)"""
    with tempfile.TemporaryFile() as out:
        begin = time.monotonic()
        subprocess.run(argv, input=data, stdout=out, stderr=subprocess.PIPE, env=environment, check=True)
        seconds = time.monotonic() - begin
        out.seek(0)
        digest, size = hashlib.sha256(), 0
        while chunk := out.read(1 << 20):
            digest.update(chunk)
            size += len(chunk)
    return seconds, digest.hexdigest(), size


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--kubeconfig", "--context", "--bin"):
        parser.add_argument(name, required=True)
    parser.add_argument("-n", "--namespace", default="default")
    parser.add_argument("--pod", default="million")
    parser.add_argument("--container", default="main")
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--kubectl")
    parser.add_argument("--make", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Place(options.kubeconfig, options.context, folder)
        if options.make:
            make(place, options.namespace, options.pod, options.lines)
        environment = {**os.environ, "HOME": folder, "XDG_CONFIG_HOME": folder, "XDG_STATE_HOME": folder}
        where = ["--kubeconfig", options.kubeconfig, "--context", options.context, "-n", options.namespace]
        target = f"{place.server}/api/v1/namespaces/{options.namespace}/pods/{options.pod}/log"
        query = urllib.parse.urlencode({"container": options.container})
        config = "\n".join(place.options + [f'url = "{target}?{query}"', "silent", "fail"]).encode()
        stamped = "\n".join(place.options + [f'url = "{target}?{query}&timestamps=true"', "silent", "fail"]).encode()
        programs = {"curl": (["curl", "-K", "-"], config), "curl, timestamps=true": (["curl", "-K", "-"], stamped),
                    "pilothousectl": ([options.bin + "/pilothousectl", *where, "logs", options.pod, "-c", options.container], None)}
        if options.kubectl:
            programs["kubectl"] = ([options.kubectl, *where, "logs", options.pod, "-c", options.container], None)
        seconds, digests, sizes = {name: [] for name in programs}, {}, {}
        for _ in range(ROUNDS):
            for name, (argv, data) in programs.items():
                took, digests[name], sizes[name] = measure(argv, environment, data)
                seconds[name].append(took)
        for name in programs:
            same = "" if digests[name] == digests["curl"] else "   other bytes than curl's"
            print(f"{name:24} {statistics.median(seconds[name]):7.3f} s   {sizes[name] / 1e6:8.1f} MB{same}")


if __name__ == "__main__":
    main()
