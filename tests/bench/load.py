# SPDX-License-Identifier: Apache-2.0
"""Fills an API server with release records, several connections at a time, one process each."""
import http.client
import json
import multiprocessing
import os
import ssl
import urllib.parse

import yaml

from records import history, name_of, namespace_of

LONG = ("long-history", "bench-00", 256)
BIG = ("big-manifest", "bench-00", 2)
BIG_DOCUMENTS = 1420  # about 1 MB of manifest


class Server:
    """The API server of a kubeconfig, over one connection that is kept."""

    def __init__(self, kubeconfig):
        with open(kubeconfig, encoding="utf-8") as file:
            config = yaml.safe_load(file)
        cluster, user = config["clusters"][0]["cluster"], config["users"][0]["user"]
        context = ssl.create_default_context(cafile=cluster["certificate-authority"])
        context.load_cert_chain(user["client-certificate"], user["client-key"])
        address = urllib.parse.urlsplit(cluster["server"])
        self.connection = http.client.HTTPSConnection(address.hostname, address.port, context=context, timeout=60)

    def create(self, path, thing):
        self.connection.request("POST", path, json.dumps(thing), {"Content-Type": "application/json"})
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status not in (201, 409):
            raise RuntimeError(f"POST {path}: {answer.status} {body[:300]!r}")


def fill(work):
    kubeconfig, releases, revisions = work
    server = Server(kubeconfig)
    for index in releases:
        namespace = namespace_of(index)
        for secret in history(name_of(index), namespace, revisions):
            server.create(f"/api/v1/namespaces/{namespace}/secrets", secret)


def fill_special(kubeconfig):
    server = Server(kubeconfig)
    name, namespace, revisions = LONG
    for secret in history(name, namespace, revisions):
        server.create(f"/api/v1/namespaces/{namespace}/secrets", secret)
    name, namespace, revisions = BIG
    for secret in history(name, namespace, revisions, documents=BIG_DOCUMENTS):
        server.create(f"/api/v1/namespaces/{namespace}/secrets", secret)


def load(kubeconfig, releases, revisions):
    """@return how many Secrets the server holds after it"""
    server = Server(kubeconfig)
    for index in range(12):
        server.create("/api/v1/namespaces", {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": namespace_of(index)}})
    workers = max(2, min(8, (os.cpu_count() or 2) * 2))
    shares = [(kubeconfig, list(range(releases))[worker::workers], revisions) for worker in range(workers)]
    with multiprocessing.Pool(workers) as pool:
        pool.map(fill, shares)
    fill_special(kubeconfig)
    return releases * revisions + LONG[2] + BIG[2]
