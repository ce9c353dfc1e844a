#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Sees check_layers.py red: each rule is broken once in a small tree made for it, and kept once."""
import pathlib
import tempfile
import unittest

from check_layers import Checker

SPDX = "// SPDX-License-Identifier: Apache-2.0\n"


class Layers(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="pilothouse-arch.")
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.qt = self.root / "qt"
        self.write("qt/QString", "")
        self.write("qt/qglobal.h", "")
        for name in ("core/base/a.h", "core/net/a.h", "core/helm/a.h", "ui/theme/a.h", "ui/widgets/a.h", "ui/frame/a.h", "ui/shell/a.h", "ui/diff/a.h",
                     "ui/releases/a.h", "ui/clusters/a.h", "app/demo/a.h"):
            self.write(name, SPDX + "#pragma once\n")

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def faults(self, name, text, spdx=SPDX):
        self.write(name, spdx + text)
        return Checker(self.root, [self.qt]).run()

    def refused(self, name, text, spdx=SPDX):
        faults = self.faults(name, text, spdx)
        self.assertEqual(len(faults), 1, faults)
        self.assertTrue(faults[0].startswith(name + ":"), faults)

    def allowed(self, name, text):
        self.assertEqual(self.faults(name, text), [])

    def test_coreKeepsItsOrder(self):
        self.refused("core/base/b.cpp", '#include "core/net/a.h"\n')

    def test_coreMayUseWhatIsBelow(self):
        self.allowed("core/helm/b.cpp", '#include "core/net/a.h"\n#include <QString>\n#include <QtCore/QString>\n#include <vector>\n')

    def test_coreKnowsNoWindow(self):
        self.refused("core/helm/b.cpp", '#include "ui/theme/a.h"\n')

    def test_coreUsesQtCoreOnly(self):
        self.refused("core/helm/b.cpp", "#include <QWidget>\n")

    def test_coreUsesNoOtherQtModuleByPath(self):
        self.refused("core/helm/b.cpp", "#include <QtNetwork/QTcpSocket>\n")

    def test_featuresDoNotKnowEachOther(self):
        self.refused("ui/releases/b.cpp", '#include "ui/clusters/a.h"\n')

    def test_shellDoesNotKnowFeatures(self):
        self.refused("ui/shell/b.cpp", '#include "ui/clusters/a.h"\n')

    def test_widgetsDoNotKnowFeatures(self):
        self.refused("ui/widgets/b.cpp", '#include "ui/releases/a.h"\n')

    def test_themeStandsAlone(self):
        self.refused("ui/theme/b.cpp", '#include "ui/widgets/a.h"\n')

    def test_featuresMayUseWidgetsAndCore(self):
        self.allowed("ui/releases/b.cpp", '#include "ui/widgets/a.h"\n#include "core/helm/a.h"\n')

    def test_featuresMayShowADiff(self):
        self.allowed("ui/releases/b.cpp", '#include "ui/diff/a.h"\n')

    def test_theDiffKnowsNoFeature(self):
        self.refused("ui/diff/b.cpp", '#include "ui/releases/a.h"\n')

    def test_programsWithoutAWindowKnowNone(self):
        self.refused("app/demo/b.cpp", '#include "ui/theme/a.h"\n')

    def test_includesAreWrittenFromTheRoot(self):
        self.refused("core/base/b.cpp", '#include "a.h"\n')

    def test_filesAreNotTooLong(self):
        self.refused("core/base/b.cpp", "\n" * 500)

    def test_namesSaySomething(self):
        self.refused("core/base/helpers.cpp", "\n")

    def test_spdxIsThere(self):
        self.refused("core/base/b.cpp", "int a;\n", spdx="")

    def test_headersAreIncludedOnce(self):
        self.refused("core/base/b.h", "int a;\n")

    def test_singletonsAreRefused(self):
        self.refused("core/base/b.cpp", "auto& x = Store::instance();\n")

    def test_qtsOwnApplicationIsNoSingletonOfOurs(self):
        self.allowed("core/base/b.cpp", "auto* app = QCoreApplication::instance();\n")

    def test_frameDoesNotKnowFeatures(self):
        self.refused("ui/frame/b.cpp", '#include "ui/shell/a.h"\n')

    def test_nestedLoopsAreRefused(self):
        self.refused("core/base/b.cpp", "QEventLoop loop;\n")

    def test_nestedLoopsAreLeftToTests(self):
        self.allowed("tests/unit/b.cpp", "QEventLoop loop;\n")

    def test_dialogsDoNotExec(self):
        self.refused("ui/shell/b.cpp", "m_trustDialog->exec();\n")

    def test_staticDialogsAreRefused(self):
        self.refused("ui/shell/b.cpp", 'QMessageBox::question(this, t, u);\n')

    def test_labelsAreNotGuessedRich(self):
        self.refused("ui/shell/b.cpp", "label->setTextFormat(Qt::AutoText);\n")

    def test_commentsAndStringsMaySayAnything(self):
        self.allowed("core/base/b.cpp", '// no QEventLoop here\nauto x = "instance()";\n')


unittest.main()
