# SPDX-License-Identifier: Apache-2.0
"""A release of 200 objects, and what a preview of an edit in its values takes: ours beside helm's own dry runs."""
import json
import os
import pathlib
import subprocess

TASK = "edit in values → new preview, 200 objects"
RELEASE, NAMESPACE = "two-hundred", "bench-preview"
CONFIG_MAP = """{{- range $i := until 100 }}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: {{ printf "settings-%03d" $i }}, labels: {app: {{ $.Release.Name }}}}
data: {greeting: {{ printf "%s %d" $.Values.greeting (mod $i 10) | quote }}, number: {{ $i | quote }}}
{{- end }}
"""
SERVICE = """{{- range $i := until 50 }}
---
apiVersion: v1
kind: Service
metadata: {name: {{ printf "service-%03d" $i }}}
spec: {selector: {app: {{ printf "web-%03d" $i | quote }}}, ports: [{name: http, port: 80, targetPort: 8080}]}
{{- end }}
"""
DEPLOYMENT = """{{- range $i := until 50 }}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: {{ printf "web-%03d" $i }}}
spec:
  replicas: 0
  selector: {matchLabels: {app: {{ printf "web-%03d" $i | quote }}}}
  template:
    metadata: {labels: {app: {{ printf "web-%03d" $i | quote }}}}
    spec:
      containers:
      - name: web
        image: registry.invalid/web:1
        env: [{name: GREETING, value: {{ $.Values.greeting | quote }}}]
        resources: {requests: {cpu: 10m, memory: 16Mi}}
{{- end }}
"""


def make_chart(folder):
    chart = pathlib.Path(folder) / "two-hundred"
    (chart / "templates").mkdir(parents=True, exist_ok=True)
    (chart / "Chart.yaml").write_text("apiVersion: v2\nname: two-hundred\nversion: 0.1.0\n")
    (chart / "values.yaml").write_text("greeting: hello\n")
    for name, text in (("settings", CONFIG_MAP), ("services", SERVICE), ("web", DEPLOYMENT)):
        (chart / "templates" / f"{name}.yaml").write_text(text)
    return str(chart)


def prepare(kubeconfig, folder):
    """Makes the chart and, once a server, the release. @return the chart's folder"""
    chart = make_chart(folder)
    environment = {**os.environ, "KUBECONFIG": kubeconfig}
    helm = os.environ["PILOTHOUSE_HELM4"]
    subprocess.run([helm, "upgrade", "--install", RELEASE, chart, "-n", NAMESPACE, "--create-namespace", "--wait=hookOnly"],
                   check=True, env=environment, stdout=subprocess.DEVNULL)
    return chart


def rows(chart, helms):
    """helm's own ways to see what an edit would do, as bench.py runs them."""
    edit = ["-n", NAMESPACE, "--set", "greeting=edited"]
    found = []
    for who, helm in helms:
        found.append((TASK, who + " template", helm + ["template", RELEASE, chart, "--is-upgrade", *edit], (0,)))
        found.append((TASK, who + " upgrade --dry-run=server", helm + ["upgrade", RELEASE, chart, "--dry-run=server", *edit], (0,)))
    return found


def ours(binaries, kubeconfig, context, chart, environment):
    """@return edits as (whole ms, helm's part in ms, peak MiB), and the first one, which reads everything, by itself"""
    helms = str(pathlib.Path(os.environ["PILOTHOUSE_HELM4"]).parent)
    environment = {**environment, "PATH": os.pathsep.join([helms, environment.get("PATH", "/usr/bin:/bin")])}
    answer = subprocess.run([binaries + "/tests/bench_preview", "--kubeconfig", kubeconfig, "--context", context, "-n", NAMESPACE, RELEASE, chart],
                            check=True, env=environment, stdout=subprocess.PIPE, timeout=120)
    said = json.loads(answer.stdout)
    figures = [(edit["wholeMs"], edit["helmMs"], said["peakMiB"]) for edit in said["edits"]]
    return figures[1:], figures[0]


def describe(previews, firsts):
    """Lines for people: what one preview takes, and how much of it is helm's own rendering."""
    import statistics
    whole, helm, beyond = (statistics.median(column) for column in zip(*((w, h, w - h) for w, h, _ in previews)))
    first = statistics.median(w - h for w, h, _ in firsts)
    return [f"\nAn edit in the values of a release of 200 objects, until record and live are compared anew (medians of {len(previews)}):",
            f"  whole preview   {whole:>8.0f} ms   of which helm renders {helm:.0f} ms",
            f"  beyond helm     {beyond:>8.0f} ms   (the first preview of a page, which reads all objects: {first:.0f} ms)"]
