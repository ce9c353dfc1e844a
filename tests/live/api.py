# SPDX-License-Identifier: Apache-2.0
"""The API server asked by plain HTTPS: nothing of the product and nothing of helm in between."""
import base64
import json
import ssl
import tempfile
import urllib.error
import urllib.parse
import urllib.request

import yaml


class Api:
    """The current context of a kubeconfig: a token or a client certificate, and the authority's certificate."""

    def __init__(self, kubeconfig):
        with open(kubeconfig, encoding="utf-8") as file:
            config = yaml.safe_load(file)
        named = lambda kind, name: next(one for one in config[kind] if one["name"] == name)
        context = named("contexts", config["current-context"])["context"]
        cluster = named("clusters", context["cluster"])["cluster"]
        user = named("users", context["user"])["user"]
        self.server, self.token, self.resources = cluster["server"], user.get("token", ""), {}
        self.tls = ssl.create_default_context(cafile=cluster.get("certificate-authority"), cadata=decoded(cluster, "certificate-authority-data"))
        self.tls.verify_flags &= ~ssl.VERIFY_X509_STRICT  # clusters' own authorities often lack key identifiers
        if "client-certificate-data" in user or "client-certificate" in user:
            with tempfile.NamedTemporaryFile("w") as pair:
                pair.write("".join(decoded(user, f"{part}-data") or read(user[part]) for part in ("client-certificate", "client-key")))
                pair.flush()
                self.tls.load_cert_chain(pair.name)

    def ask(self, method, path, body=None, content="application/json"):
        """The answer as JSON; None where there is no such thing."""
        headers = {"Content-Type": content, "Accept": "application/json"}
        if self.token:
            headers["Authorization"] = "Bearer " + self.token
        request = urllib.request.Request(self.server + path, json.dumps(body).encode() if body is not None else None, headers, method=method)
        try:
            with urllib.request.urlopen(request, context=self.tls, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as fault:
            if fault.code == 404:
                return None
            raise AssertionError(f"{method} {path}: {fault.code} {fault.read()[:300]}") from fault

    def path(self, thing, namespace):
        """Where this object of a manifest is; None where the server has no such kind."""
        version = thing["apiVersion"]
        root = ("/apis/" if "/" in version else "/api/") + version
        if root not in self.resources:
            found = (self.ask("GET", root) or {}).get("resources", [])
            self.resources[root] = {one["kind"]: one for one in found if "/" not in one["name"]}
        resource = self.resources[root].get(thing["kind"])
        if resource is None:
            del self.resources[root]  # it may come
            return None
        place = f"/namespaces/{namespace}" if resource["namespaced"] else ""
        return f"{root}{place}/{resource['name']}/{urllib.parse.quote(thing['metadata']['name'])}"

    def live(self, key, thing):
        path = self.path(thing, key[2])
        return self.ask("GET", path) if path else None

    def edit(self, key, thing, patch):
        """As `kubectl edit` does it: a merge patch under its own manager's name."""
        self.ask("PATCH", self.path(thing, key[2]) + "?fieldManager=kubectl-edit", patch, "application/merge-patch+json")


def decoded(entry, name):
    return base64.b64decode(entry[name]).decode() if name in entry else None


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()
