# SPDX-License-Identifier: Apache-2.0
"""Pods that write much, made on a demo cluster or on a kubelet, and their logs read by curl, pilothousectl and kubectl."""
import base64
import hashlib
import json
import os
import pathlib
import subprocess
import tempfile
import time
import urllib.parse

import yaml

ANNOTATION = "demo.pilothouse.dev/log-"
IMAGE = "localhost/busybox:1"  # tests/live/cluster/node.sh has it; the demo takes any
# 108 characters and a newline, a million times: 109 MB
LINE = 'INFO: payment-api request %07d finished path=/v1/charges/7 status=200 ms=%03d customer=%07d seq=%07d'


def entry(items, name, field):
    return next(item[field] for item in items if item["name"] == name)


class Place:
    """A context of a kubeconfig, as curl takes it: on standard input, so that no token is in an argv."""

    def __init__(self, kubeconfig, context, folder):
        config = yaml.safe_load(pathlib.Path(kubeconfig).read_text(encoding="utf-8"))
        chosen = entry(config["contexts"], context, "context")
        cluster, user = entry(config["clusters"], chosen["cluster"], "cluster"), entry(config["users"], chosen["user"], "user")
        self.server = cluster["server"]
        self.options = []
        if "certificate-authority" in cluster or "certificate-authority-data" in cluster:
            self.options.append(f'cacert = "{self.file(cluster, "certificate-authority", folder)}"')
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

    def config(self, path):
        return "\n".join(self.options + [f'url = "{self.server}{path}"', "silent", "show-error", "fail"]).encode()

    def curl(self, path, *arguments, data=None):
        config = self.config(path).decode()
        if data is not None:
            config += f'\ndata = {json.dumps(json.dumps(data))}\nheader = "Content-Type: application/json"'
        return subprocess.run(["curl", "-K", "-", *arguments], input=config.encode(), capture_output=True, check=True).stdout


def wait(what, seconds, check):
    end = time.monotonic() + seconds
    while True:
        try:
            if check():
                return
        except subprocess.CalledProcessError:
            pass  # not there yet
        if time.monotonic() > end:
            raise RuntimeError(f"{what} within {seconds} s: no")
        time.sleep(0.2)


def make(place, namespace, pod, annotations=None, command=None):
    """A pod with one container, "main"; waits until it runs."""
    container = {"name": "main", "image": IMAGE, "imagePullPolicy": "IfNotPresent", **({"command": command} if command else {})}
    body = {"apiVersion": "v1", "kind": "Pod",
            "metadata": {"name": pod, "annotations": {ANNOTATION + name: value for name, value in (annotations or {}).items()}},
            "spec": {"hostNetwork": True, "terminationGracePeriodSeconds": 0, "automountServiceAccountToken": False,
                     "containers": [container]}}
    path = f"/api/v1/namespaces/{namespace}/pods"
    # A new cluster has to make the namespace's service account first.
    wait(f"pod {pod} was taken", 30, lambda: place.curl(path, data=body))
    wait(f"pod {pod} runs", 60, lambda: b'"running"' in place.curl(f"{path}/{pod}"))


def make_writer(place, namespace, pod, lines):
    """On a kubelet: a container that writes @p lines lines and stays; waits until all are written."""
    program = f'BEGIN {{ for (i = 1; i <= {lines}; i++) printf "{LINE}\\n", i, i % 1000, i * 7 % 9999991, i }}'
    make(place, namespace, pod, command=["sh", "-c", f"awk '{program}'; sleep 3600"])
    last = f"/api/v1/namespaces/{namespace}/pods/{pod}/log?container=main&tailLines=1"
    wait("the log was written", 240, lambda: place.curl(last).rstrip().endswith(f" seq={lines:07d}".encode()))


def log_path(namespace, pod, **query):
    return f"/api/v1/namespaces/{namespace}/pods/{pod}/log?" + urllib.parse.urlencode({"container": "main", **query})


def measure(argv, environment=None, data=None):
    """@return (seconds, SHA-256 of what it wrote, bytes)"""
    with tempfile.TemporaryFile() as out:
        begin = time.monotonic()
        done = subprocess.run(argv, input=data, stdout=out, stderr=subprocess.PIPE, env={**os.environ, **(environment or {})}, check=False)
        seconds = time.monotonic() - begin
        if done.returncode != 0:
            raise RuntimeError(f"{argv[0]}: exit {done.returncode}: {done.stderr[-500:].decode(errors='replace')}")
        out.seek(0)
        digest, size = hashlib.sha256(), 0
        while chunk := out.read(1 << 20):
            digest.update(chunk)
            size += len(chunk)
    return seconds, digest.hexdigest(), size
