# SPDX-License-Identifier: Apache-2.0
"""Releases made by the real helms, of every state the console must read; made once a cluster."""
import subprocess
import time

from live import CLUSTERS, HELMS, charts, helm, helm_json

NAMESPACES = {3: "made-by-helm3", 4: "made-by-helm4"}


def prepare(cluster):
    """All twelve charts in two revisions by both majors, and the states that are not simply deployed."""
    present = {(row["namespace"], row["name"]) for row in helm_json(4, cluster, "list", "-A", "--max", "99999")}
    made = charts()
    for major, namespace in NAMESPACES.items():
        if (namespace, "broken-off") in present:
            continue
        for name, (first, second) in made.items():
            release = f"{name}-{major}"
            if (namespace, release) in present:
                continue
            helm(major, cluster, "install", release, first, "-n", namespace, "--create-namespace", "--description", f"first {name}")
            helm(major, cluster, "upgrade", release, second, "-n", namespace, *values_for(name))
        states(major, cluster, namespace, made)


def values_for(name):
    """Values of the user's own, with what makes them awkward: nulls, lists, numbers as text."""
    if name == "web":
        return ["--set", "replicas=1", "--set-string", "greeting=1e3", "--set-json", 'extra={"list":[1,null,"x"],"deep":{"on":"off"}}']
    if name == "storefront":
        return ["--set", "payment.log.level=debug", "--set", "web-neo.enabled=false"]
    return []


def states(major, cluster, namespace, made):
    """Failed, rolled back, uninstalled with history, kept in ConfigMaps, labelled, and one whose helm was killed half-way."""
    web, hooks, secrets = made["web"][0], made["hooks"][0], made["secrets"]
    helm(major, cluster, "install", "failed", web, "-n", namespace, "--set", "replicas=-1", ok=(1,))
    helm(major, cluster, "install", "rolled-back", secrets[0], "-n", namespace)
    helm(major, cluster, "upgrade", "rolled-back", secrets[1], "-n", namespace)
    helm(major, cluster, "rollback", "rolled-back", "1", "-n", namespace)
    helm(major, cluster, "install", "gone", secrets[0], "-n", namespace)
    helm(major, cluster, "uninstall", "gone", "-n", namespace, "--keep-history")
    helm(major, cluster, "install", "in-configmaps", secrets[0], "-n", namespace, driver="configmap")
    helm(major, cluster, "install", "with-labels", secrets[0], "-n", namespace, "--labels", "team=shop,choerodon.io.release=yes")
    helm(major, cluster, "install", "dotted.name", secrets[0], "-n", namespace)
    broken_off(major, cluster, namespace, hooks)


def broken_off(major, cluster, namespace, chart):
    """helm killed while it waits for a hook: the record stays pending-install for ever."""
    process = subprocess.Popen(
        [HELMS[major], "install", "broken-off", chart, "-n", namespace, "--kubeconfig", CLUSTERS[cluster], "--set", "message=x; sleep 600"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    for _ in range(150):
        rows = helm_json(4, cluster, "list", "-n", namespace, "--filter", "^broken-off$")
        if rows and rows[0]["status"] == "pending-install":
            break
        time.sleep(0.1)
    process.kill()
    process.wait()
