#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""compare_releases.py --bin BUILD/bin: what pilothousectl reads beside what both real helms say, field by field.

`helm list` of v3 shows 256 rows and no pending ones unless asked (-a --max 99999); v4 shows all states. helm's list knows
one storage driver at a time, the console both: helm is asked twice. Times are compared as text, in UTC.
"""
import argparse

import yaml

from live import CLUSTERS, Ctl, Report, helm, helm_json, require
from releases import NAMESPACES, prepare

LIST_FIELDS = ("name", "namespace", "revision", "updated", "status", "chart", "app_version")
HISTORY_FIELDS = ("revision", "updated", "status", "chart", "app_version", "description")


def helm_rows(major, cluster):
    arguments = ["list", "-A", "--max", "99999"] + (["-a"] if major == 3 else [])
    rows = []
    for driver in ("secret", "configmap"):
        rows += [(driver, row) for row in helm_json(major, cluster, *arguments, driver=driver)]
    return rows


def compare_list(report, ctl, cluster, major):
    ours = ctl.json(cluster, "releases", "-A")
    theirs = [row for _, row in helm_rows(major, cluster)]
    key = lambda row: (row["namespace"], row["name"])
    report.equal(f"{cluster}: names of releases, helm {major}", sorted(map(key, ours)), sorted(map(key, theirs)))
    by_key = {key(row): row for row in ours}
    for row in theirs:
        for field in LIST_FIELDS:
            report.equal(f"{cluster}: {row['namespace']}/{row['name']}: {field}, helm {major}",
                         by_key.get(key(row), {}).get(field), row[field])


def compare_history(report, ctl, cluster, major, driver, row):
    where = ("-n", row["namespace"])
    theirs = helm_json(major, cluster, "history", row["name"], *where, "--max", "99999", driver=driver)
    ours = {entry["revision"]: entry for entry in ctl.json(cluster, "history", row["name"], *where)}
    report.equal(f"{cluster}: history of {row['name']}, helm {major}", sorted(ours), sorted(entry["revision"] for entry in theirs))
    for entry in theirs:
        for field in HISTORY_FIELDS:
            report.equal(f"{cluster}: {row['name']} revision {entry['revision']}: {field}, helm {major}",
                         ours.get(entry["revision"], {}).get(field), entry.get(field))
    return [entry["revision"] for entry in theirs]


def compare_bodies(report, ctl, cluster, major, driver, row, revision):
    name, where = row["name"], ("-n", row["namespace"])
    at = ("--revision", str(revision))
    label = f"{cluster}: {row['namespace']}/{name} revision {revision}, helm {major}: "
    get = lambda what, *more: helm(major, cluster, "get", what, name, *where, *at, *more, driver=driver)
    report.attempt(label + "manifest", lambda: report.equal(
        label + "manifest", ctl.text(cluster, "manifest", name, *where, *at).rstrip(b"\n"), get("manifest").rstrip(b"\n")))
    report.attempt(label + "notes", lambda: report.equal(
        label + "notes", ctl.text(cluster, "notes", name, *where, *at).strip(), get("notes").strip()))
    report.attempt(label + "values", lambda: report.equal(
        label + "values", ctl.json(cluster, "values", name, *where, *at) or None, yaml.safe_load(get("values", "-o", "json")) or None))
    # A record holds no subcharts' defaults: helm merges what is there, and so do we.
    report.attempt(label + "all values", lambda: report.equal(
        label + "all values", ctl.json(cluster, "values", name, *where, *at, "--all"), yaml.safe_load(get("values", "-a", "-o", "json"))))


def compare_cluster(report, ctl, cluster):
    for major in NAMESPACES:
        report.attempt(f"{cluster}: list, helm {major}", lambda: compare_list(report, ctl, cluster, major))
        for driver, row in helm_rows(major, cluster):
            # Each helm is compared on what it made; bodies once, they do not depend on who reads them.
            if row["namespace"] != NAMESPACES[major]:
                continue
            revisions = []
            report.attempt(f"{cluster}: history of {row['name']}, helm {major}", lambda: revisions.extend(
                compare_history(report, ctl, cluster, major, driver, row)))
            for revision in revisions:
                compare_bodies(report, ctl, cluster, major, driver, row, revision)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--prepare-only", action="store_true")
    options = parser.parse_args()
    require()
    for cluster in CLUSTERS:
        prepare(cluster)
    if options.prepare_only:
        return
    report, ctl = Report(), Ctl(options.bin)
    for cluster in CLUSTERS:
        compare_cluster(report, ctl, cluster)
    report.finish()


main()
