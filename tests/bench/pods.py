#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""pods.py --bin FOLDER --out FILE [--kubeconfig FILE] [--without WHY] [--small]: figures of logs, tables of pods and terminals.

The programs of tests/bench are the window's own parts on a real server: the demo cluster, and for a log of a million lines a
kubelet (--kubeconfig), where curl, pilothousectl, kubectl and the window read it in turn. Every row says its limit and whether
the figure is over it; nothing here passes or fails.
"""
import argparse
import json
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import yaml

import logs
from bench import table
from wire import Wire

CONTEXT = "eks_stg-app"  # of the demo cluster
NODE_CONTEXT = "eks_bench-app"
STALL = 50  # ms, design: any wait on the GUI thread
KEY_FRAME = 8  # bytes on the wire of one typed byte: header 2, mask 4, channel 1, byte 1 (RFC 6455)


class Rows:
    def __init__(self):
        self.all = []

    def add(self, what, figure, unit, limit=None):
        """@param limit what the figure may be at most; None: it is only told"""
        figure = None if figure is None else round(figure, 2)
        over = limit is not None and (figure is None or figure > limit)
        self.all.append({"what": what, "figure": figure, "unit": unit, "limit": limit, "over": over})

    def print(self):
        def text(value, unit):
            return "none" if value is None else f"{value:,.2f}".rstrip("0").rstrip(".").replace(",", " ") + (f" {unit}" if unit else "")
        cells = [[row["what"], "", text(row["figure"], row["unit"]), "" if row["limit"] is None else f"≤ {text(row['limit'], row['unit'])}",
                  "OVER" if row["over"] else ""] for row in self.all]
        table(cells, ["what", "", "figure", "limit", ""])


class Demo:
    """Demo clusters of our own, as long as this is used."""

    def __init__(self, binaries, *options):
        self.binaries, self.options = binaries, options

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="pilothouse-bench.")
        argv = [self.binaries + "/pilothouse-demo", "--dir", self.folder.name, "--still", "--quit-with-parent", *self.options]
        self.process = subprocess.Popen(argv, stdout=subprocess.PIPE, text=True)
        ready = self.process.stdout.readline().split()
        if not ready or ready[0] != "ready":
            raise RuntimeError("the demo clusters did not start")
        self.kubeconfig = dict(word.split("=", 1) for word in ready[1:])["kubeconfig"]
        self.place = logs.Place(self.kubeconfig, CONTEXT, self.folder.name)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.folder.cleanup()


def run(options, name, *arguments, timeout=400):
    argv = [f"{options.bin}/tests/bench_{name}", *map(str, arguments)]
    return json.loads(subprocess.run(argv, check=True, stdout=subprocess.PIPE, timeout=timeout).stdout)


def million(options, rows, folder):
    """A log on a kubelet, read in turn by whoever can."""
    lines = 100_000 if options.small else 1_000_000
    place = logs.Place(options.kubeconfig, NODE_CONTEXT, folder)
    logs.make_writer(place, "default", "million", lines)
    where = ["--kubeconfig", options.kubeconfig, "--context", NODE_CONTEXT, "-n", "default"]
    own = {"HOME": folder, "XDG_CONFIG_HOME": folder, "XDG_STATE_HOME": folder}
    # Our own read with timestamps, to go on after a cut: curl's time for that very URL is what theirs is measured by.
    readers = {"curl, the same URL": (["curl", "-K", "-"], place.config(logs.log_path("default", "million", timestamps="true"))),
               "pilothousectl": ([options.bin + "/pilothousectl", *where, "logs", "million", "-c", "main"], None),
               "curl, without timestamps": (["curl", "-K", "-"], place.config(logs.log_path("default", "million")))}
    kubectl = shutil.which("kubectl") or shutil.which("kubectl", path=options.kube)
    if kubectl:
        readers["kubectl"] = ([kubectl, *where, "logs", "million", "-c", "main"], None)
    seconds, digests, sizes, windows = {name: [] for name in readers}, {name: [] for name in readers}, {}, []
    for _ in range(2 if options.small else options.rounds):
        for name, (argv, data) in readers.items():
            took, digest, sizes[name] = logs.measure(argv, own, data)
            seconds[name].append(took)
            digests[name].append(digest)
        windows.append(run(options, "log_window", options.kubeconfig, NODE_CONTEXT, "default", "million", "main", "--lines", lines))
    medians = {name: statistics.median(times) for name, times in seconds.items()}
    limit = round(medians["curl, the same URL"] * 1.05, 2)
    title = f"{lines:,} lines ({sizes['curl, without timestamps'] / 1e6:.0f} MB) of a kubelet".replace(",", " ")
    for name, median in medians.items():
        rows.add(f"{title}: {name}", median, "s", limit if name == "pilothousectl" else None)
    rows.add(f"{title}: the window", statistics.median(w["ms"] for w in windows) / 1000, "s", limit)
    del digests["curl, the same URL"]  # has the timestamps in it
    truth = digests.get("kubectl", digests["curl, without timestamps"])[0]
    others = sum(digest != truth for found in digests.values() for digest in found) + sum(w["sha256"] != truth for w in windows)
    rows.add("  readings with other bytes than kubectl's" if kubectl else "  readings with other bytes than curl's", others, "", 0)
    rows.add("  lines lost or doubled in the window", sum(w["missing"] + w["doubled"] + abs(lines - w["lines"]) for w in windows), "", 0)
    rows.add("  longest stall of the window", max(w["stallMs"] for w in windows), "ms", STALL)


def streams(options, rows, demo):
    """Logs that come faster than they can be read by anybody."""
    for rate, seconds, file in ((50_000, 5 if options.small else 60, 8192), (200_000, 4 if options.small else 20, 32 if options.small else 256)):
        pod = f"rate-{rate}"
        logs.make(demo.place, "default", pod, {"shape": "plain", "rate": str(rate)})
        found = run(options, "log_window", demo.kubeconfig, CONTEXT, "default", pod, "main", "--seconds", seconds, "--file-mib", file)
        title = f"{rate:,} lines/s for {seconds} s".replace(",", " ")
        rows.add(f"{title}: came", found["received"] / found["ms"] * 1000, "lines/s")
        rows.add("  lost or doubled", found["missing"] + found["doubled"], "", 0)
        if file < 8192:
            rows.add(f"  dropped beyond {file} MiB on disk", found["dropped"], "")
            rows.add("  of these not stated", abs(found["dropped"] - found["stated"]), "", 0)
        rows.add("  memory of the lines", found["storeMiB"], "MiB", 64)
        rows.add("  longest stall", found["stallMs"], "ms", STALL)
        rows.add("  closing the tab", found["closeMs"], "ms", STALL)
        demo.place.curl(f"/api/v1/namespaces/default/pods/{pod}", "-X", "DELETE")


def store(options, rows):
    lines = 1_000_000 if options.small else 10_000_000
    found = run(options, "log_store", lines)
    title = f"{lines:,} lines held".replace(",", " ")
    rows.add(f"{title}: any line, the slowest of 2 000", found["worstLineMs"], "ms", STALL)
    rows.add("  literal search over all", max(found["literalSearchMs"], found["literalSearchCaseMs"], found["countMs"]), "ms", 2000)
    rows.add("  a regular expression over all", found["regexCountMs"], "ms")
    rows.add("  memory of the lines", found["mostMemoryMiB"], "MiB", 64)
    rows.add("  longest that taking a batch in took", found["longestAppendMs"], "ms", STALL)
    rows.add("  letting go of them all", found["closeMs"], "ms", STALL)


def crowd(options, rows):
    pods, changes = (500, 50) if options.small else (5000, 50)
    with Demo(options.bin, "--pods", str(pods), "--churn", str(changes)) as demo:
        found = run(options, "live_table", demo.kubeconfig, CONTEXT, 5 if options.small else 15)
    title = f"{pods:,} pods".replace(",", " ") + f", {changes} changes a second"
    rows.add(f"{title}: all on screen", found["filledMs"], "ms")
    rows.add("  longest stall meanwhile", found["fillingStallMs"], "ms", STALL)
    rows.add("  longest stall afterwards", found["stallMs"], "ms", STALL)
    rows.add("  CPU on screen", found["cpuCores"], "cores", 0.25)


def flood(options, rows):
    with Demo(options.bin, "--plain") as demo:
        logs.make(demo.place, "default", "flood")
        host, port = demo.place.server.removeprefix("http://").split(":")
        wire = Wire(host, int(port))
        config = yaml.safe_load(pathlib.Path(demo.kubeconfig).read_text(encoding="utf-8"))
        for cluster in config["clusters"]:
            cluster["cluster"]["server"] = cluster["cluster"]["server"].replace(f":{port}", f":{wire.port}")
        wired = pathlib.Path(demo.folder.name) / "wired"
        wired.write_text(yaml.safe_dump(config), encoding="utf-8")
        found = run(options, "terminal_flood", wired, CONTEXT, "default", "flood", "main", "flood", 2 if options.small else 5)
        waits = [wire.after(int(moment), KEY_FRAME) for moment in found["pressed"]]
        wire.close()
    rows.add("a terminal's flood: shown", found["megabytesPerSecond"], "MB/s")
    rows.add("  output that waits, at most", found["heldBytes"] / 1024, "KiB", 256)
    rows.add("  Ctrl+C on the wire after, at most", None if None in waits else max(waits), "ms", 200)
    rows.add("  all quiet after, at most", max(found["quietMs"]), "ms")
    rows.add("  longest stall", found["stallMs"], "ms", STALL)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--kubeconfig", help="of a cluster with a kubelet")
    parser.add_argument("--without", default="no cluster with a kubelet was given", help="why there is none")
    parser.add_argument("--kube", default="", help="folder that has kubectl where PATH has none")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--only", nargs="*", help="million, streams, store, crowd, flood")
    options = parser.parse_args()
    rows, broken = Rows(), False
    with tempfile.TemporaryDirectory(prefix="pilothouse-bench.") as folder, Demo(options.bin) as demo:
        parts = {"million": lambda: million(options, rows, folder), "streams": lambda: streams(options, rows, demo),
                 "store": lambda: store(options, rows), "crowd": lambda: crowd(options, rows), "flood": lambda: flood(options, rows)}
        if not options.kubeconfig:
            del parts["million"]
            print(f"The rows of a kubelet are left out: {options.without}", file=sys.stderr)
        for name, part in parts.items():
            if options.only and name not in options.only:
                continue
            begin = time.monotonic()
            try:
                part()
                print(f"{name} is done after {time.monotonic() - begin:.0f} s", file=sys.stderr)
            except (subprocess.SubprocessError, RuntimeError, OSError, ValueError, KeyError) as fault:
                broken = True
                print(f"bench: {name}: {fault}", file=sys.stderr)
    print("\nLogs, tables of pods and terminals, on the demo cluster and a kubelet\n")
    rows.print()
    over = sum(row["over"] for row in rows.all)
    print(f"\n{over} of {sum(row['limit'] is not None for row in rows.all)} figures are over their limit")
    pathlib.Path(options.out).write_text(json.dumps(rows.all, indent=1), encoding="utf-8")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
