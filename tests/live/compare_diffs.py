#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""compare_diffs.py --bin BUILD/bin: `pilothousectl diff` beside an independent comparison (PyYAML) of the manifests helm gives.

Two revisions of each of the twelve charts, of both majors: which objects differ and in which fields must agree, and the exact
patch, applied by patch(1) to the old manifest, must give the new one byte for byte.
"""
import argparse
import base64
import pathlib
import shutil
import tempfile

import yaml

from live import Ctl, Report, charts, helm, require, run
from releases import NAMESPACES, prepare

CLUSTER = "stg"
CLUSTER_SCOPED = {"Namespace", "ClusterRole", "ClusterRoleBinding", "PriorityClass", "StorageClass", "CustomResourceDefinition", "IngressClass"}
NOISE = {"helm.sh/chart", "app.kubernetes.io/version", "app.kubernetes.io/managed-by", "chart", "heritage"}
ABSENT = object()
PATCH = ["patch", "--binary"] if shutil.which("patch") else ["busybox", "patch"]


def objects_of(text, namespace):
    """Object by (group, kind, namespace, name); the items of a List count as objects of their own."""
    found = {}
    for document in yaml.safe_load_all(text):
        whole = document or {}
        for thing in whole["items"] if whole.get("kind", "").endswith("List") and "items" in whole else [whole] if whole else []:
            group = thing["apiVersion"].rpartition("/")[0]
            scope = "" if thing["kind"] in CLUSTER_SCOPED else thing["metadata"].get("namespace") or namespace
            found[(group, thing["kind"], scope, thing["metadata"]["name"])] = thing
    return found


def step(path, key):
    plain = key and all(c.isalnum() or c in "_-" for c in key)
    return (f"{path}.{key}" if path else key) if plain else f'{path}["{key}"]'


def names(items):
    """What the items of a list are called, when each has a name of its own."""
    for field in ("name", "containerPort", "port", "mountPath", "key", "host"):
        found = [str(item[field]) for item in items if isinstance(item, dict) and field in item]
        if len(found) == len(items) and len(set(found)) == len(found):
            return found
    return None


def fields(before, after, path="", key=""):
    """Paths of what differs. A null is the same as nothing."""
    before, after = (None if side is ABSENT else side for side in (before, after))
    if before == after and type(before) is type(after):
        return []
    open_maps = key in ("", "metadata", "labels", "annotations", "data")
    if open_maps and isinstance(before, dict) != isinstance(after, dict) and (before is None or after is None):
        before, after = before or {}, after or {}
    if isinstance(before, dict) and isinstance(after, dict):
        return [change for name in {**before, **after}
                for change in fields(before.get(name, ABSENT), after.get(name, ABSENT), step(path, str(name)), str(name))]
    if isinstance(before, list) and isinstance(after, list):
        return list_fields(before, after, path, key)
    return [path]


def list_fields(before, after, path, key):
    if before and after and names(before) and names(after):
        old, new = dict(zip(names(before), before)), dict(zip(names(after), after))
        changes = [change for name in {**old, **new} for change in fields(old.get(name), new.get(name), f"{path}[{name}]", key)]
        return changes or [path]  # the same things in another order
    if len(before) == len(after) and all(isinstance(item, dict) for item in before + after):
        return [change for number, pair in enumerate(zip(before, after)) for change in fields(*pair, f"{path}[{number}]", key)]
    return [path]


def folded(thing):
    """A Secret as the server keeps it: which way its values were written does not count."""
    if thing.get("kind") != "Secret":
        return thing
    data = {key: base64.b64decode(value) for key, value in (thing.get("data") or {}).items()}
    data.update({key: str(value).encode() for key, value in (thing.get("stringData") or {}).items()})
    return {**{key: value for key, value in thing.items() if key not in ("data", "stringData")}, "data": data}


def is_noise(path):
    return any(path.endswith(ending) for label in NOISE for ending in (f'metadata.labels["{label}"]', f"metadata.labels.{label}")) \
        or 'metadata.annotations["checksum/' in path


def expected(old, new, namespace):
    before, after = objects_of(old, namespace), objects_of(new, namespace)
    result = {}
    for key in {**before, **after}:
        if key not in after or key not in before:
            result[key] = {"change": "removed" if key not in after else "added", "fields": [], "labelsOnly": False}
            continue
        changes = sorted(set(fields(folded(before[key]), folded(after[key]))))
        if changes:
            real = [path for path in changes if not is_noise(path)]
            result[key] = {"change": "changed", "fields": real, "labelsOnly": not real, "noise": [p for p in changes if is_noise(p)]}
    return with_moves(result, before, after)


def with_moves(result, before, after):
    """What left one place and came to another under its kind and name, the only one that did, is one object replaced."""
    gone, come = ({kind_and_name: [key for key in result if result[key]["change"] == change and key[1::2] == kind_and_name]
                   for kind_and_name in {key[1::2] for key in result}} for change in ("removed", "added"))
    for kind_and_name in gone:
        if len(gone[kind_and_name]) == 1 and len(come[kind_and_name]) == 1:
            old, new = gone[kind_and_name][0], come[kind_and_name][0]
            del result[old]
            changes = fields(folded(before[old]), folded(after[new]))
            result[new] = {"change": "replaced", "fields": sorted(p for p in changes if not is_noise(p)), "labelsOnly": False}
    return result


def reported(answer):
    result = {}
    for item in answer["objects"]:
        entry = {"change": item["change"], "fields": sorted(item["fields"]), "labelsOnly": item["labelsOnly"]}
        if item["change"] == "changed":
            entry["noise"] = sorted(item["noise"])
        result[(item["group"], item["kind"], item["namespace"], item["name"])] = entry
    return result


def compare_pair(report, ctl, major, release, namespace, folder):
    label = f"{release}: "
    # helm ends the stored text with a newline of its own.
    old, new = (helm(major, CLUSTER, "get", "manifest", release, "-n", namespace, "--revision", revision)[:-1] for revision in ("1", "2"))
    arguments = ("diff", release, "1", "2", "-n", namespace)
    ours, theirs = reported(ctl.json(CLUSTER, *arguments, ok=(0, 2))), expected(old, new, namespace)
    report.equal(label + "objects that differ", sorted(ours), sorted(theirs))
    for key, entry in theirs.items():
        report.equal(label + "/".join(key), ours.get(key), entry)
    patch = ctl.text(CLUSTER, *arguments, "-o", "patch", ok=(0, 2))
    manifest, difference = folder / "manifest", folder / "difference"
    manifest.write_bytes(old)
    difference.write_bytes(patch)
    if patch:
        run([*PATCH, "-i", str(difference), str(manifest)])
    report.equal(label + "the patched manifest", manifest.read_bytes(), new)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    options = parser.parse_args()
    require()
    prepare(CLUSTER)
    report, ctl = Report(), Ctl(options.bin)
    with tempfile.TemporaryDirectory(prefix="pilothouse-diffs.") as folder:
        for major, namespace in NAMESPACES.items():
            for name in charts():
                release = f"{name}-{major}"
                report.attempt(release, lambda: compare_pair(report, ctl, major, release, namespace, pathlib.Path(folder)))
    report.finish()


main()
