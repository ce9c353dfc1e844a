// SPDX-License-Identifier: Apache-2.0
#include "ui/diff/diff_export.h"

#include "core/base/plain_text.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QMessageBox>
#include <QRegularExpression>
#include <QSaveFile>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(pilothouse::ui::DiffExport)
};

QString shellWord(const QString& text) {
    static const QRegularExpression kPlain(u"^[A-Za-z0-9_@%+=:,./-]+$"_s);
    if (kPlain.match(text).hasMatch()) {
        return text;
    }
    return u'\'' + QString(text).replace(u"'"_s, u"'\\''"_s) + u'\'';
}

void write(QWidget& parent, const QString& path, const QByteArray& text) {
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit()) {
        return;
    }
    auto* box = new QMessageBox(QMessageBox::Warning, Words::tr("Not saved"),
        Words::tr("%1 could not be written: %2").arg(escapeControls(path), file.errorString()), QMessageBox::Ok,
        &parent);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

QString fileName(const ReleaseDiff& diff, DiffFormat format) {
    static const QRegularExpression kUnsafe(u"[^A-Za-z0-9._-]+"_s);
    const QString base = QString(diff.fromName + u"-to-"_s + diff.toName).replace(kUnsafe, u"-"_s);
    return base + (format == DiffFormat::Markdown ? u".md"_s : u".diff"_s);
}

} // namespace

QByteArray exportDiff(const ReleaseDiff& diff, DiffFormat format, LabelChanges labels) {
    const ManifestDiff all = joined(diff, labels);
    return format == DiffFormat::Markdown ? toMarkdown(all, diff.fromName, diff.toName)
                                          : toUnifiedText(all, diff.fromName, diff.toName);
}

void saveDiff(QWidget& parent, const ReleaseDiff& diff, DiffFormat format, LabelChanges labels) {
    const bool isMarkdown = format == DiffFormat::Markdown;
    const QString filter = isMarkdown ? Words::tr("Markdown (*.md)") : Words::tr("Differences (*.diff *.patch)");
    auto* dialog = new QFileDialog(&parent, Words::tr("Save differences"), QString(), filter);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->selectFile(fileName(diff, format));
    QObject::connect(dialog, &QFileDialog::fileSelected, &parent,
        [&parent, text = exportDiff(diff, format, labels)](const QString& path) { write(parent, path, text); });
    dialog->open();
}

QString diffCommand(const ContextId& context, const ReleaseKey& release, Revision from, Revision to) {
    const QString driver = release.driver == StorageDriver::ConfigMap ? u"HELM_DRIVER=configmap "_s : QString();
    return driver
        + u"helm diff revision %1 %2 %3 -n %4 --kube-context %5"_s.arg(shellWord(release.name),
            QString::number(number(from)), QString::number(number(to)), shellWord(release.nameSpace),
            shellWord(context.value()));
}

} // namespace pilothouse::ui
