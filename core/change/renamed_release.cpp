// SPDX-License-Identifier: Apache-2.0
#include "core/change/renamed_release.h"

#include "core/session/environment_pair.h"

#include <algorithm>
#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

bool isNameByte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

/// The key of a `key: value` line, without quotes and list dashes; empty where the line is none.
QByteArrayView keyOf(QByteArrayView line) {
    const qsizetype colon = line.indexOf(": ");
    if (colon < 0) {
        return {};
    }
    QByteArrayView key = line.first(colon).trimmed();
    while (key.startsWith("- ")) {
        key = key.sliced(2).trimmed();
    }
    return key.size() > 1 && (key.front() == '"' || key.front() == '\'') ? key.sliced(1, key.size() - 2) : key;
}

bool saysNamespace(QByteArrayView key) {
    return key == "namespace" || key.endsWith("release-namespace") || key.endsWith("Namespace");
}

/// Objects of a release are called after it, and so are what refers to them.
bool saysRelease(QByteArrayView key) {
    static constexpr std::array<QByteArrayView, 9> kKeys{"name", "app.kubernetes.io/instance", "release", "instance",
        "meta.helm.sh/release-name", "serviceAccountName", "secretName", "claimName", "serviceName"};
    return std::ranges::contains(kKeys, key);
}

class Renamer {
public:
    Renamer(const Renaming& renaming, RenamedText& out)
        : m_what(renaming.what)
        , m_from(renaming.from.toUtf8())
        , m_to(renaming.to.toUtf8())
        , m_isDistinctive(differByEnvironmentOnly(renaming.from, renaming.to))
        , m_out(out) { }

    void run();

private:
    [[nodiscard]] QByteArray line(QByteArrayView text);
    [[nodiscard]] bool isMeant(QByteArrayView text, qsizetype at, qsizetype valueBegin, bool isSaid) const;

    Renaming::What m_what;
    QByteArray m_from;
    QByteArray m_to;
    bool m_isDistinctive;
    RenamedText& m_out;
};

bool Renamer::isMeant(QByteArrayView text, qsizetype at, qsizetype valueBegin, bool isSaid) const {
    const qsizetype end = at + m_from.size();
    const char after = end < text.size() ? text[end] : '\0';
    const bool isBegin = at == 0 || !isNameByte(text[at - 1]);
    // Objects are called `release-service`; a namespace is a whole name.
    const bool isEnd = !isNameByte(after) || (m_what == Renaming::What::Release && after == '-');
    if (!isBegin || !isEnd) {
        return false;
    }
    if (m_isDistinctive) {
        return true;
    }
    const bool isDnsPart = at > 0 && text[at - 1] == '.' && text.sliced(end).startsWith(".svc");
    if (m_what == Renaming::What::Namespace && isDnsPart) {
        return true;
    }
    // Of a sentence behind `name: ` only its beginning can be the name.
    return isSaid && at <= valueBegin + 1;
}

QByteArray Renamer::line(QByteArrayView text) {
    const QByteArrayView key = keyOf(text);
    const bool isSaid = m_what == Renaming::What::Namespace ? saysNamespace(key) : saysRelease(key);
    const qsizetype colon = text.indexOf(": ");
    const qsizetype valueBegin = colon < 0 ? 0 : colon + 2;
    QByteArray out;
    qsizetype done = 0;
    for (qsizetype at = text.indexOf(m_from); at >= 0; at = text.indexOf(m_from, at + m_from.size())) {
        if (at < done || !isMeant(text, at, valueBegin, isSaid)) {
            continue;
        }
        out += text.sliced(done, at - done);
        out += m_to;
        done = at + m_from.size();
        ++m_out.places;
    }
    out += text.sliced(done);
    return out;
}

void Renamer::run() {
    if (m_from.isEmpty() || m_from == m_to || !m_out.text.contains(m_from)) {
        return;
    }
    const QByteArray before = std::exchange(m_out.text, {});
    m_out.text.reserve(before.size());
    for (qsizetype begin = 0; begin < before.size();) {
        const qsizetype newline = before.indexOf('\n', begin);
        const qsizetype end = newline < 0 ? before.size() : newline + 1;
        m_out.text += line(QByteArrayView(before).sliced(begin, end - begin));
        begin = end;
    }
}

} // namespace

RenamedText renamed(const QByteArray& text, const std::vector<Renaming>& renamings) {
    RenamedText out{text, 0};
    for (const Renaming& renaming : renamings) {
        Renamer(renaming, out).run();
    }
    return out;
}

RenamedRelease renamedLike(const ReleaseRecord& from, const ReleaseRecord& to) {
    const std::vector<Renaming> renamings{
        {Renaming::What::Namespace, from.nameSpace, to.nameSpace}, {Renaming::What::Release, from.name, to.name}};
    auto record = std::make_shared<ReleaseRecord>(from);
    RenamedRelease result;
    const auto rename = [&](const QByteArray& text) {
        RenamedText done = renamed(text, renamings);
        result.places += done.places;
        return std::move(done.text);
    };
    record->manifest = rename(from.manifest);
    for (Hook& hook : record->hooks) {
        hook.manifest = rename(hook.manifest);
    }
    record->notes = QString::fromUtf8(rename(from.notes.toUtf8()));
    record->name = to.name;
    record->nameSpace = to.nameSpace;
    result.record = std::move(record);
    return result;
}

} // namespace pilothouse
