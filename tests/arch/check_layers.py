#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""check_layers.py PROJECT [--qt-core DIR…]: keeps the layering of ARCHITECTURE.md where the linker can't see it.

One static library a module lets the linker refuse most wrong calls, but headers alone, and Qt's (all below one prefix), pass it.
Prints each fault as file:line: what; exits 1 when there is one.
"""
import argparse
import glob
import pathlib
import re
import sys

# What each module may include, itself apart. core: base < async < net < {yaml, config, logs} < kube < helm < session < change.
CORE = {
    "base": set(),
    "async": {"base"},
    "yaml": {"base"},
    "settings": {"base", "yaml"},
    "net": {"base", "async"},
    "logs": {"base", "async"},
    "terminal": {"base"},
    "diff": {"base", "yaml"},
    "config": {"base", "async", "net", "yaml"},
    "keychain": {"base", "async", "config"},
    "kube": {"base", "async", "logs", "net", "yaml", "config"},
    "helm": {"base", "async", "logs", "net", "yaml", "config", "kube", "diff"},
    "session": {"base", "async", "logs", "net", "yaml", "config", "kube", "diff", "helm", "settings"},
    "change": {"base", "async", "logs", "net", "yaml", "config", "kube", "diff", "helm", "settings", "session"},
}
# ui: theme < widgets < frame < diff < features and the shell; features and shell meet only through frame, and in
# app/pilothouse. The diff view is what the release page and the upgrade page both show.
UI_BELOW = {"theme": set(), "widgets": {"theme"}, "frame": {"theme", "widgets"}, "diff": {"theme", "widgets", "frame"}}
UI_FEATURE = {"theme", "widgets", "frame", "diff"}
SOURCES = ("core", "ui", "app", "tests")
MAX_LINES = 500
BAD_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
FORBIDDEN = [
    (re.compile(r"(?<!Application)::instance\(\)|[&*]\s*instance\(\)"), "no singletons: construction is in app/", ("core", "ui", "app")),
    (re.compile(r"\bQEventLoop\b"), "no nested event loops outside tests", ("core", "ui", "app")),
    (re.compile(r"\bprocessEvents\("), "no nested event loops outside tests", ("core", "ui", "app")),
    (re.compile(r"(?:[dD]ialog|[mM]essageBox|[mM]enu)\w*(?:\.|->|\(\)\.)exec\("), "dialogs and menus open(), they never exec()", ("ui", "app")),
    (re.compile(r"\bQ(?:MessageBox|InputDialog|FileDialog|ColorDialog)::(?:question|warning|critical|information|get\w+)\("),
     "static dialogs run an event loop of their own", ("ui", "app")),
    (re.compile(r"\bQt::(?:AutoText|RichText)\b"), "text from a cluster is plain text", ("ui", "app")),
    (re.compile(r"\bvolatile\s+sig_atomic|\bstd::system\(|[^.\w:]system\("), "no shell", ("core", "ui", "app")),
]
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^">]+)[">]')
COMMENT = re.compile(r'//.*$')
STRING = re.compile(r'"(?:\\.|[^"\\])*"')


class Checker:
    def __init__(self, project, qt_core):
        self.project = pathlib.Path(project)
        self.qt_core = qt_core
        self.faults = []

    def fault(self, path, line, what):
        self.faults.append(f"{path.relative_to(self.project)}:{line}: {what}")

    def run(self):
        for top in SOURCES:
            for path in sorted((self.project / top).rglob("*")):
                if path.is_file() and path.suffix in (".cpp", ".h"):
                    self.check_source(path, top)
                elif path.is_file() and path.suffix in (".py", ".sh"):
                    self.check_file(path, path.read_text(errors="replace").splitlines())
        return self.faults

    def check_file(self, path, lines):
        if len(lines) > MAX_LINES:
            self.fault(path, MAX_LINES, f"{len(lines)} lines; split it ({MAX_LINES} at most)")
        if not any("SPDX-License-Identifier: Apache-2.0" in line for line in lines[:2]):
            self.fault(path, 1, "no SPDX line")
        parts = [part.rsplit(".", 1)[0] for part in path.relative_to(self.project).parts]
        if BAD_NAMES & set(parts):
            self.fault(path, 1, "a name that says nothing: " + ", ".join(BAD_NAMES & set(parts)))

    def check_source(self, path, top):
        lines = path.read_text(errors="replace").splitlines()
        self.check_file(path, lines)
        if path.suffix == ".h" and "#pragma once" not in lines[:4]:
            self.fault(path, 1, "no #pragma once below the SPDX line")
        for number, line in enumerate(lines, 1):
            match = INCLUDE.match(line)
            if match:
                self.check_include(path, number, top, *match.groups())
            else:
                self.check_words(path, number, top, line)

    def check_words(self, path, number, top, line):
        code = COMMENT.sub("", STRING.sub('""', line))
        for pattern, what, tops in FORBIDDEN:
            if top in tops and pattern.search(code):
                self.fault(path, number, what)

    def check_include(self, path, number, top, bracket, name):
        if top == "tests":
            return
        if bracket == "<":
            if top == "core" and not self.core_may_use(name):
                self.fault(path, number, f"core uses Qt Core only, not <{name}>")
            return
        if name.endswith(".moc"):
            return
        parts = pathlib.PurePosixPath(name).parts
        if not (self.project / name).exists() or parts[0] not in SOURCES:
            self.fault(path, number, f'"{name}": includes are written from the project\'s root')
            return
        own = path.relative_to(self.project).parts
        reason = self.layer_fault(own, parts)
        if reason:
            self.fault(path, number, f'"{name}": {reason}')

    def core_may_use(self, name):
        if not re.match(r"Q[A-Z]\w*(/|$)|q[a-z]+\.h$|Qt\w*/", name):
            return True
        module, _, rest = name.rpartition("/")
        if module and module != "QtCore":
            return False
        return any((folder / rest).exists() for folder in self.qt_core)

    @staticmethod
    def layer_fault(own, other):
        top, module = own[0], own[1]
        other_top, other_module = other[0], other[1]
        if (top, module) == (other_top, other_module):
            return None
        if top == "core":
            if other_top != "core":
                return "core includes core only"
            if other_module not in CORE.get(module, set()):
                return f"core/{module} may not know core/{other_module}"
        elif top == "ui":
            if other_top == "core":
                return None
            if other_top != "ui":
                return "ui includes ui and core only"
            if other_module not in UI_BELOW.get(module, UI_FEATURE):
                return f"ui/{module} may not know ui/{other_module}: they meet through ui/frame and in app/pilothouse"
        elif top == "app":
            if other_top == "tests" or (other_top == "app" and other_module != module):
                return "a program includes itself, ui and core"
            if other_top == "ui" and module != "pilothouse":
                return f"app/{module} has no window"
        return None


def qt_core_folders(given):
    candidates = [pathlib.Path(folder) for folder in given]
    candidates += map(pathlib.Path, glob.glob("/usr/include/*/qt6/QtCore") + glob.glob("/usr/include/qt6/QtCore"))
    return [folder for folder in candidates if (folder / "QString").exists()]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("project")
    parser.add_argument("--qt-core", action="append", default=[])
    options = parser.parse_args()
    folders = qt_core_folders(options.qt_core)
    if not folders:
        sys.exit("check_layers: Qt's QtCore headers were not found; name them with --qt-core")
    faults = Checker(options.project, folders).run()
    print("\n".join(faults) if faults else "layers are kept")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
