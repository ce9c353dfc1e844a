# SPDX-License-Identifier: Apache-2.0
"""What the live tests share: the clusters, the real helms, pilothousectl, and a report of what differs."""
import atexit
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
CLUSTERS = {name: os.environ.get(f"PILOTHOUSE_LIVE_{name.upper()}", "") for name in ("stg", "prd")}
HELMS = {major: os.environ.get(f"PILOTHOUSE_HELM{major}", "") for major in (3, 4)}
SKIPPED = 77  # ctest's SKIP_RETURN_CODE


def require():
    """Ends the test as skipped, saying so, where there is no cluster or no helm to compare with."""
    missing = [f"PILOTHOUSE_LIVE_{name.upper()}" for name, path in CLUSTERS.items() if not os.path.exists(path)]
    missing += [f"PILOTHOUSE_HELM{major}" for major, path in HELMS.items() if not os.access(path, os.X_OK)]
    if missing:
        print("skipped: needs", ", ".join(missing), "(run by ./dev test --live)")
        sys.exit(SKIPPED)


def run(argv, ok=(0,), env=None, timeout=120):
    """Runs a program to its end and returns its stdout. Any exit code but those in `ok` fails the test."""
    environment = {**os.environ, "TZ": "UTC", "KUBECONFIG": "/nonexistent", **(env or {})}
    done = subprocess.run(argv, capture_output=True, env=environment, timeout=timeout, stdin=subprocess.DEVNULL)
    if done.returncode not in ok:
        raise AssertionError(f"{' '.join(map(str, argv))}\n  exit {done.returncode}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def helm(major, cluster, *arguments, ok=(0,), driver="secret"):
    return run([HELMS[major], *arguments, "--kubeconfig", CLUSTERS[cluster]], ok=ok, env={"HELM_DRIVER": driver})


def helm_json(major, cluster, *arguments, driver="secret"):
    return json.loads(helm(major, cluster, *arguments, "-o", "json", driver=driver))


class Ctl:
    """pilothousectl of one build."""

    def __init__(self, folder, env=None):
        self.program = str(pathlib.Path(folder) / "pilothousectl")
        self.env = env

    def text(self, cluster, *arguments, ok=(0,)):
        return run([self.program, *arguments, "--kubeconfig", CLUSTERS[cluster], "--context", f"eks_{cluster}-app"], ok=ok, env=self.env)

    def json(self, cluster, *arguments, ok=(0,)):
        return json.loads(self.text(cluster, *arguments, "-o", "json", ok=ok))


def charts():
    """The test charts, put together in a folder of their own: name → (version 1, version 2)."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="pilothouse-charts."))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    run([sys.executable, str(HERE / "charts" / "make_charts.py"), str(folder)])
    return {path.name: (str(path / "1"), str(path / "2")) for path in sorted(folder.iterdir())}


class Report:
    """Collects differences instead of stopping at the first one."""

    def __init__(self):
        self.compared = 0
        self.differences = []

    def equal(self, where, ours, helms):
        self.compared += 1
        if ours != helms:
            self.differences.append(f"{where}\n    helm:          {shorten(helms)}\n    pilothousectl: {shorten(ours)}")

    def attempt(self, where, compare):
        try:
            compare()
        except (AssertionError, ValueError, KeyError, TypeError, AttributeError, subprocess.TimeoutExpired) as fault:
            self.compared += 1
            self.differences.append(f"{where}\n    {type(fault).__name__}: {fault}")

    def finish(self):
        for difference in self.differences:
            print("DIFFERS", difference)
        print(f"{self.compared} comparisons, {len(self.differences)} differences")
        sys.exit(1 if self.differences or not self.compared else 0)


def shorten(value):
    text = value.decode(errors="replace") if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    return text if len(text) < 400 else f"{text[:300]}… ({len(text)} characters)"
