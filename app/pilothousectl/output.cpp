// SPDX-License-Identifier: Apache-2.0
#include "app/pilothousectl/output.h"

#include "core/base/plain_text.h"
#include "core/yaml/yaml_loader.h"

#include <QJsonDocument>

#include <cstdio>

namespace pilothouse::ctl {

using namespace Qt::StringLiterals;

namespace {

QByteArray json(const QJsonValue& value) {
    return value.isArray() ? QJsonDocument(value.toArray()).toJson() : QJsonDocument(value.toObject()).toJson();
}

} // namespace

QByteArray TextTable::text() const {
    std::vector<QStringList> lines{header};
    lines.insert(lines.end(), rows.begin(), rows.end());
    std::vector<qsizetype> widths(static_cast<size_t>(header.size()), 0);
    for (QStringList& line : lines) {
        for (qsizetype i = 0; i < line.size(); ++i) {
            line[i] = escapeControls(line[i]);
            widths[static_cast<size_t>(i)] = qMax(widths[static_cast<size_t>(i)], line[i].size());
        }
    }
    QString out;
    for (const QStringList& line : lines) {
        QString text;
        for (qsizetype i = 0; i < line.size(); ++i) {
            text += i + 1 == line.size() ? line[i] : line[i].leftJustified(widths[static_cast<size_t>(i)] + 3);
        }
        out += text.trimmed() + u'\n';
    }
    return out.toUtf8();
}

void write(const QByteArray& bytes) {
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stdout);
    std::fflush(stdout);
}

void writeError(const Error& error) {
    const QByteArray line = "pilothousectl: " + describe(error).toUtf8() + '\n';
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr);
}

void writeNote(const QString& text) {
    const QByteArray line = escapeControls(text).toUtf8() + '\n';
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr);
}

void writeAs(Format format, const QJsonValue& value, const TextTable& table) {
    if (format == Format::Text) {
        write(table.text());
        return;
    }
    const QByteArray text = json(value);
    if (format == Format::Json) {
        write(text);
        return;
    }
    const auto tree = loadJson(text, u"output"_s);
    if (tree) {
        write(toYaml(*tree));
    }
}

} // namespace pilothouse::ctl
