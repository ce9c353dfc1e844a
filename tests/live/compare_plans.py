#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""compare_plans.py --bin BUILD/bin [--demo]: upgrade plans beside an independent comparison (PyYAML) and beside what helm then does.

For each chart and both majors: `plan upgrade` and `diff --chart` against the record, `diff --chart --live` against the cluster,
in which somebody has edited an object by hand, and `diff --live` without a chart must name the same objects and kinds of change
as the comparison in manifests.py; the patch, applied by patch(1) to the old manifest, must give byte for byte the manifest that
the real upgrade leaves. With --demo on a demo cluster of its own, else on the real one of ./dev test --live.
"""
import argparse
import os
import pathlib
import shutil
import subprocess
import tempfile

import live
from api import Api
from live import CLUSTERS, HELMS, Ctl, Report, charts, helm, require, run
from manifests import expected, expected_live, is_test, objects_of
from releases import values_for

CLUSTER = "stg"
PATCH = ["patch", "--binary"] if shutil.which("patch") else ["busybox", "patch"]
EDITED = {"data": {"by-hand.txt": "made by kubectl edit"}}
SCALED = {"spec": {"replicas": 4}}


class Case:
    """One release of one chart, at its first version and somewhere in between."""

    def __init__(self, report, ctl, api, major, name, versions, folder):
        self.report, self.ctl, self.api, self.major = report, ctl, api, major
        self.release, self.namespace = f"plan-{name}-{major}", f"plans-{major}"
        self.first, self.second = versions
        self.values = folder / f"{self.release}.yaml"
        self.flags, self.folder = values_for(name), folder

    def helm(self, *arguments):
        return helm(self.major, CLUSTER, *arguments, "-n", self.namespace)

    def manifest(self):
        return self.helm("get", "manifest", self.release)[:-1]  # helm adds a newline of its own

    def with_hooks(self, manifest):
        hooks = objects_of(self.helm("get", "hooks", self.release).decode(), self.namespace)
        return {**objects_of(manifest.decode(), self.namespace), **{key: hook for key, hook in hooks.items() if not is_test(hook)}}

    def ask(self, *arguments):
        return self.ctl.json(CLUSTER, *arguments, "-n", self.namespace, ok=(0, 2))

    def live(self, *sides):
        every = {key: thing for side in sides for key, thing in side.items()}
        return {key: self.api.live(key, thing) for key, thing in every.items()}

    def compare(self):
        self.helm("install", self.release, self.first, "--create-namespace", *self.flags)
        self.values.write_bytes(self.helm("get", "values", self.release, "-o", "yaml"))
        old = self.manifest()
        self.old = objects_of(old.decode(), self.namespace)
        before = self.with_hooks(old)
        edited = self.edit_by_hand()
        self.drift(edited)
        with_chart = (self.release, "--chart", self.second, "-f", str(self.values))
        plan, difference = self.ask("plan", "upgrade", *with_chart)["diff"], self.ask("diff", *with_chart)
        against_live = self.ask("diff", *with_chart, "--live")
        patch = self.ctl.text(CLUSTER, "diff", *with_chart, "-n", self.namespace, "-o", "patch", ok=(0, 2))
        planned_patch = self.ctl.text(CLUSTER, "plan", "upgrade", *with_chart, "-n", self.namespace, "-o", "patch", ok=(0, 2))
        rendered = objects_of(self.patched(old, patch).decode(), self.namespace)
        wanted_live = expected_live(self.old, rendered, self.live(self.old, rendered), edited)
        take = ["--force-conflicts"] if self.major == 4 else []  # or helm 4 refuses over what was edited by hand
        self.helm("upgrade", self.release, self.second, "-f", str(self.values), *take)
        new = self.manifest()
        # `helm template`, which plans are made of, trims the end of what it prints.
        self.report.equal(f"{self.release}: the patched manifest", self.patched(old, patch).rstrip(), new.rstrip())
        self.report.equal(f"{self.release}: the plan's own patch", planned_patch, patch)
        self.same("plan", reported(plan), expected(before, self.with_hooks(new)))
        self.same("diff --chart", reported(difference), expected(before, self.with_hooks(new)))
        self.same("diff --chart --live", kinds(reported(against_live)), kinds(wanted_live))

    def edit_by_hand(self):
        """Somebody scales a workload, or writes into a ConfigMap or Secret: what the release's record knows nothing of."""
        for kinds_, patch in (("Deployment", SCALED), ("StatefulSet", SCALED), ("ConfigMap", EDITED)):
            for key, thing in self.old.items():
                if key[1] == kinds_ and self.api.live(key, thing) is not None:
                    self.api.edit(key, thing, patch)
                    return {key}
        return set()

    def drift(self, edited):
        """`diff RELEASE --live` names the edited object, which helm's own comparison of records can't see, and no other."""
        found = kinds(reported(self.ask("diff", self.release, "--live")))
        self.same("diff --live", found, {key: {"change": "changed", "labelsOnly": False} for key in edited})

    def patched(self, manifest, patch):
        place, difference = self.folder / "manifest", self.folder / "difference"
        place.write_bytes(manifest)
        difference.write_bytes(patch)
        if patch:
            run([*PATCH, "-i", str(difference), str(place)])
        return place.read_bytes()

    def same(self, what, ours, theirs):
        label = f"{self.release}, {what}: "
        self.report.equal(label + "objects that differ", sorted(ours), sorted(theirs))
        for key, entry in theirs.items():
            self.report.equal(label + "/".join(key), ours.get(key), entry)


def reported(answer):
    result = {}
    for item in answer["objects"]:
        entry = {"change": item["change"], "fields": sorted(item["fields"]), "labelsOnly": item["labelsOnly"]}
        if item["change"] == "changed":
            entry["noise"] = sorted(item["noise"])
        result[(item["group"], item["kind"], item["namespace"], item["name"])] = entry
    return result


def kinds(entries):
    """Without the fields: what a server fills in makes paths of its own."""
    return {key: {"change": entry["change"], "labelsOnly": entry["labelsOnly"]} for key, entry in entries.items()}


class Demo:
    """A demo cluster for this test alone."""

    def __init__(self, binaries, folder):
        self.process = subprocess.Popen([str(pathlib.Path(binaries) / "pilothouse-demo"), "--dir", folder, "--quick", "--quit-with-parent"],
                                        stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
        words = dict(word.partition("=")[::2] for word in self.process.stdout.readline().split())
        CLUSTERS[CLUSTER] = CLUSTERS["prd"] = words["kubeconfig"]
        self.charts = pathlib.Path(words["charts"])

    def more(self):
        """The demo's own charts, where there are two versions."""
        return {"payment": (str(self.charts / "payment-v1.4.20-c4962.tgz"), str(self.charts / "payment-v1.4.21-a5e05.tgz"))}

    def end(self):
        self.process.terminate()
        self.process.wait()


def compare_all(report, options, demo, folder):
    require()
    api = Api(CLUSTERS[CLUSTER])
    made = {**charts(), **(demo.more() if demo else {})}
    for major in HELMS:
        helms = os.pathsep.join([str(pathlib.Path(HELMS[major]).parent), os.environ["PATH"]])
        states = {f"XDG_{place}_HOME": str(folder / place.lower()) for place in ("CONFIG", "CACHE", "DATA", "STATE")}
        ctl = Ctl(options.bin, {"PATH": helms, **states})
        for name, versions in made.items():
            if options.only and name not in options.only:
                continue
            case = Case(report, ctl, api, major, name, versions, folder)
            report.attempt(case.release, case.compare)
        if not demo:
            clean_up(major)


def clean_up(major):
    """A real cluster is used again."""
    for row in live.helm_json(major, CLUSTER, "list", "-n", f"plans-{major}", "--max", "999"):
        helm(major, CLUSTER, "uninstall", row["name"], "-n", f"plans-{major}", ok=(0, 1))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--demo", action="store_true")
    parser.add_argument("--only", nargs="*", help="names of charts")
    options = parser.parse_args()
    report, demo = Report(), None
    with tempfile.TemporaryDirectory(prefix="pilothouse-plans.") as folder:
        try:
            demo = Demo(options.bin, folder + "/demo") if options.demo else None
            compare_all(report, options, demo, pathlib.Path(folder))
        finally:
            if demo:
                demo.end()
    report.finish()


main()
