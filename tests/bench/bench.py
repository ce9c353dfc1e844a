#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""bench.py --kubeconfig FILE --bin FOLDER: the window's and pilothousectl's figures beside helm's own, on the same server.

Every round runs each command once, so that a slow minute of the machine falls on all; medians are printed. Peak memory is what
the kernel says of the process (wait4). Nothing here passes or fails: budgets are in ARCHITECTURE.md.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import preview
from load import BIG, LONG, load
from records import name_of, namespace_of

CONTEXT = "eks_bench-app"  # as tests/live/cluster/kubeconfigs.sh names it
WINDOW_FIELDS = ("windowShownMs", "firstRowsMs", "completeMs", "peakRssMiB", "maxGuiStallMs", "rows", "bytesReceived", "requests")


class Runner:
    def __init__(self, kubeconfig, folder):
        self.folder = pathlib.Path(folder)
        self.environment = {**os.environ, "TZ": "UTC", "KUBECONFIG": kubeconfig, "HELM_DRIVER": "secret"}
        for variable in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            self.environment[variable] = str(self.folder / variable.lower())

    def run(self, argv, ok=(0,)):
        """@return (milliseconds, peak MiB)"""
        begin = time.monotonic()
        errors = self.folder / "errors"
        with open(errors, "wb") as log:
            process = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=log, stdin=subprocess.DEVNULL, env=self.environment)
            _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in ok:
            raise RuntimeError(f"{' '.join(argv)}: exit {process.returncode}: {errors.read_text(errors='replace')[-500:]}")
        return (time.monotonic() - begin) * 1000, usage.ru_maxrss / 1024

    def measure_window(self, program, kubeconfig, context):
        out = self.folder / "measure.json"
        out.unlink(missing_ok=True)
        self.run([program, "--measure", str(out), "--kubeconfig", kubeconfig, "--context", context, "--view", "releases",
                  "--quit-when-complete"])
        return json.loads(out.read_text())


def commands(options, helms, chart):
    """(task, who, argv, exit codes that are fine)"""
    ctl = [options.bin + "/pilothousectl", "--context", CONTEXT]
    name, where = name_of(7), ["-n", namespace_of(7)]
    long_name, long_where = LONG[0], ["-n", LONG[1]]
    big_name, big_where = BIG[0], ["-n", BIG[1]]
    rows = [("every release", "pilothousectl", ctl + ["releases", "-A", "-o", "json"], (0,))]
    rows += [("every release", who, helm + ["list", "-A", "--max", "99999", "-o", "json"] + (["-a"] if who == "helm 3" else []), (0,))
             for who, helm in helms]
    for task, release, place, maximum in (("history, 10 revisions", name, where, "10"), ("history, 256 revisions", long_name, long_where, "256")):
        rows += [(task, "pilothousectl", ctl + ["history", release, *place, "-o", "json"], (0,))]
        rows += [(task, who, helm + ["history", release, *place, "--max", maximum, "-o", "json"], (0,)) for who, helm in helms]
    rows += [("manifest", "pilothousectl", ctl + ["manifest", name, *where], (0,))]
    rows += [("manifest", who, helm + ["get", "manifest", name, *where], (0,)) for who, helm in helms]
    rows += [("diff of two 1 MB manifests", "pilothousectl", ctl + ["diff", big_name, "1", "2", *big_where, "-o", "json"], (2,))]
    script = '"$0" get manifest "$1" --revision 1 -n "$2" >"$3.1" && "$0" get manifest "$1" --revision 2 -n "$2" >"$3.2" && diff -u "$3.1" "$3.2"'
    rows += [("diff of two 1 MB manifests", who + " get ×2 + diff -u", ["sh", "-c", script, *helm, big_name, BIG[1], tempfile.gettempdir() + "/pilothouse-bench"], (1,))
             for who, helm in helms]
    return rows + preview.rows(chart, helms)


def table(rows, headings):
    rows = [headings] + rows
    widths = [max(len(row[column]) for row in rows) for column in range(len(headings))]
    for number, row in enumerate(rows):
        print("  ".join(cell.ljust(width) if column < 2 else cell.rjust(width) for column, (cell, width) in enumerate(zip(row, widths))).rstrip())
        if number == 0:
            print("  ".join("-" * width for width in widths))


def describe(results, window):
    ours = {task: statistics.median(ms for ms, _ in runs) for (task, who), runs in results.items() if who == "pilothousectl"}
    rows = []
    for (task, who), runs in results.items():
        ms, memory = (statistics.median(column) for column in zip(*runs))
        ratio = "" if who == "pilothousectl" or task not in ours else f"{ms / ours[task]:.1f}×"
        rows.append([task, who, f"{ms:.0f} ms", f"{memory:.0f} MiB", ratio])
    table(rows, ["what", "who", "time", "memory", "against ours"])
    if not window:
        return
    print("\nThe window on the same server (from the start of the process):")
    for field in WINDOW_FIELDS:
        values = [run[field] for run in window if field in run]
        if values:
            print(f"  {field:15} {statistics.median(values):>12g}   (from {min(values):g} to {max(values):g})")
    complete = statistics.median(run["completeMs"] for run in window)
    for (task, who), runs in results.items():
        if task == "every release" and who != "pilothousectl":
            print(f"  {who} list takes {statistics.median(ms for ms, _ in runs) / complete:.1f} times as long as the whole window")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kubeconfig", required=True)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--helm-rounds", type=int, default=3, help="rounds that also run helm list, the slow one")
    parser.add_argument("--small", action="store_true", help="50 releases of 4 revisions, 2 rounds: to try the bench itself")
    options = parser.parse_args()
    releases, revisions = (50, 4) if options.small else (1000, 10)
    rounds = 2 if options.small else options.rounds

    begin = time.monotonic()
    held = load(options.kubeconfig, releases, revisions)
    print(f"{held} release Secrets loaded in {time.monotonic() - begin:.0f} s", file=sys.stderr)
    helms = [(f"helm {major}", [os.environ[f"PILOTHOUSE_HELM{major}"]]) for major in (3, 4)]
    results, window, previews, firsts, broken = {}, [], [], [], []
    with tempfile.TemporaryDirectory(prefix="pilothouse-bench.") as folder:
        runner = Runner(options.kubeconfig, folder)
        chart = preview.prepare(options.kubeconfig, folder)
        for number in range(rounds + 1):  # round 0 warms caches and is thrown away
            for task, who, argv, ok in commands(options, helms, chart):
                slow = task == "every release" and who.startswith("helm")
                if (slow and (number == 0 or number > options.helm_rounds)) or (task, who) in broken:
                    continue
                try:
                    figure = runner.run(argv, ok)
                    if number:
                        results.setdefault((task, who), []).append(figure)
                except (RuntimeError, OSError) as fault:
                    broken.append((task, who))
                    print(f"bench: {task}, {who}: {fault}", file=sys.stderr)
            if ("window", "") not in broken:
                try:
                    figures = runner.measure_window(options.bin + "/pilothouse", options.kubeconfig, CONTEXT)
                    window += [figures] if number else []
                except (RuntimeError, OSError, ValueError) as fault:
                    broken.append(("window", ""))
                    print(f"bench: window: {fault}", file=sys.stderr)
            if ("preview", "") not in broken:
                try:
                    several, first = preview.ours(options.bin, options.kubeconfig, CONTEXT, chart, runner.environment)
                    previews += several if number else []
                    firsts += [first] if number else []
                except (subprocess.SubprocessError, OSError, ValueError) as fault:
                    broken.append(("preview", ""))
                    print(f"bench: preview: {fault}", file=sys.stderr)
            print(f"round {number} of {rounds} is done", file=sys.stderr)
    print(f"\n{releases} releases × {revisions} revisions on a real API server, medians of {rounds} interleaved rounds\n")
    if previews:  # in the table like any other, beside helm's own ways
        results[(preview.TASK, "pilothousectl")] = [(whole, memory) for whole, _, memory in previews]
    describe(results, window)
    if previews:
        print("\n".join(preview.describe(previews, firsts)))
    pathlib.Path(options.out).write_text(json.dumps(
        {"secrets": held, "results": [{"task": t, "who": w, "runs": runs} for (t, w), runs in results.items()], "window": window, "previews": previews}, indent=1))
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
