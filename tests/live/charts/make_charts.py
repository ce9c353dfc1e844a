#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""make_charts.py OUT: puts the test charts together as OUT/<name>/1 and OUT/<name>/2.

<name>/ is the first version; <name>.v2/ holds only the files that differ in the second. The body of `big` is generated:
about 0.9 MB of text, of which every 97th line differs in the second version.
"""
import pathlib
import shutil
import sys

HERE = pathlib.Path(__file__).resolve().parent


def names():
    return sorted(p.name for p in HERE.iterdir() if p.is_dir() and not p.name.endswith(".v2"))


def catalogue(version):
    lines = []
    for number in range(11500):
        price = (number * 7919) % 10000 + (1 if version == 2 and number % 97 == 0 else 0)
        lines.append(f"article.{number:05d}.title=Article number {number} of the catalogue; price={price}; stock=yes")
    return "\n".join(lines) + "\n"


def make(name, version, out):
    target = out / name / str(version)
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(HERE / name, target)
    if version == 2:
        shutil.copytree(HERE / f"{name}.v2", target, dirs_exist_ok=True)
    if name == "big":
        (target / "catalogue.properties").write_text(catalogue(version))
    return target


def main():
    out = pathlib.Path(sys.argv[1])
    for name in names():
        for version in (1, 2):
            make(name, version, out)


if __name__ == "__main__":
    main()
