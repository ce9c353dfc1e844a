# SPDX-License-Identifier: Apache-2.0
"""Release records as helm 3 writes them (Secret `sh.helm.release.v1.NAME.vN`: base64 of gzip of JSON), of a wanted size.

A record of a common chart is about 73 kB of JSON and 31 kB as a stored Secret: templates and manifest press well, the random
part stands for what does not (digests, certificates, packed files).
"""
import base64
import gzip
import json
import random

RANDOM_BYTES = 16_500
SERVICES = "orders payment invoice basket search mail stock price media gateway login report".split()
BASE_TIME = 1_760_000_000


def namespace_of(index):
    return f"bench-{index % 12:02d}"


def name_of(index):
    return f"{SERVICES[index % len(SERVICES)]}-{index:04d}"


def document(release, namespace, number, tag):
    return (f"---\n# Source: service/templates/deployment-{number}.yaml\napiVersion: apps/v1\nkind: Deployment\n"
            f"metadata:\n  name: {release}-{number}\n  namespace: {namespace}\n  labels:\n    app.kubernetes.io/name: service\n"
            f"    app.kubernetes.io/instance: {release}\n    app.kubernetes.io/managed-by: Helm\nspec:\n  replicas: 2\n"
            f"  selector:\n    matchLabels:\n      app: {release}-{number}\n  template:\n    metadata:\n      labels:\n"
            f"        app: {release}-{number}\n    spec:\n      containers:\n      - name: main\n"
            f"        image: registry.example.org/{release}:{tag}\n        ports:\n        - containerPort: 8080\n"
            f"        env:\n        - name: LEVEL\n          value: info\n        resources:\n          limits:\n            cpu: 500m\n"
            f"            memory: 256Mi\n")


def manifest_of(release, namespace, revision, documents):
    """Every document, of which one differs from revision to revision."""
    return "".join(document(release, namespace, number, f"v1.{revision if number == revision % documents else 0}.0")
                   for number in range(documents))


def record(release, namespace, revision, status, documents=24, noise=RANDOM_BYTES):
    seed = random.Random(f"{release}/{revision}")
    template = base64.b64encode(document("{{ .Release.Name }}", "{{ .Release.Namespace }}", 0, "{{ .Values.tag }}").encode()).decode()
    when = "2026-10-09T%02d:%02d:00.123456789Z" % (revision % 24, revision % 60)
    return {
        "name": release, "namespace": namespace, "version": revision,
        "info": {"first_deployed": "2026-10-09T00:00:00.123456789Z", "last_deployed": when, "deleted": "",
                 "description": "Upgrade complete" if revision > 1 else "Install complete", "status": status,
                 "notes": f"{release} is there.\n"},
        "chart": {"metadata": {"name": "service", "version": f"1.{revision}.0", "appVersion": f"v1.{revision}.0", "apiVersion": "v2",
                               "description": "A service", "type": "application"},
                  "lock": None, "schema": None,
                  "templates": [{"name": f"templates/deployment-{number}.yaml", "data": template} for number in range(12)],
                  "values": {"tag": "latest", "replicas": 2, "limits": {"cpu": "500m", "memory": "256Mi"}},
                  "files": [{"name": "files/data.bin", "data": base64.b64encode(seed.randbytes(noise)).decode()}]},
        "config": {"tag": f"v1.{revision}.0", "replicas": 2},
        "manifest": manifest_of(release, namespace, revision, documents),
    }


def secret(release, namespace, revision, status, **shape):
    body = json.dumps(record(release, namespace, revision, status, **shape), separators=(",", ":")).encode()
    stored = base64.b64encode(base64.b64encode(gzip.compress(body, 6, mtime=0))).decode()
    return {
        "apiVersion": "v1", "kind": "Secret", "type": "helm.sh/release.v1",
        "metadata": {"name": f"sh.helm.release.v1.{release}.v{revision}", "namespace": namespace,
                     "labels": {"name": release, "owner": "helm", "status": status, "version": str(revision),
                                "modifiedAt": str(BASE_TIME + revision * 3600)}},
        "data": {"release": stored},
    }


def history(release, namespace, revisions, **shape):
    for revision in range(1, revisions + 1):
        yield secret(release, namespace, revision, "deployed" if revision == revisions else "superseded", **shape)
