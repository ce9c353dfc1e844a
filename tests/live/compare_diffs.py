#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""compare_diffs.py --bin BUILD/bin: `pilothousectl diff` beside an independent comparison (PyYAML) of the manifests helm gives.

Two revisions of each of the twelve charts, of both majors: which objects differ and in which fields must agree, and the exact
patch, applied by patch(1) to the old manifest, must give the new one byte for byte.
"""
import argparse
import pathlib
import shutil
import tempfile

from live import Ctl, Report, charts, helm, require, run
from manifests import expected, objects_of
from releases import NAMESPACES, prepare

CLUSTER = "stg"
PATCH = ["patch", "--binary"] if shutil.which("patch") else ["busybox", "patch"]


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
    ours, theirs = reported(ctl.json(CLUSTER, *arguments, ok=(0, 2))), expected(objects_of(old, namespace), objects_of(new, namespace))
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
