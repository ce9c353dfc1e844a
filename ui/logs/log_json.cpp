// SPDX-License-Identifier: Apache-2.0
#include "ui/logs/log_json.h"

#include "core/logs/log_text.h"

#include <QJsonDocument>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDeepest = 64;
constexpr std::size_t kParts = 4000;
constexpr QChar kRowBreak = QChar::LineSeparator;

/// Copies the signs of a valid JSON text and puts breaks between them.
class Setter {
public:
    explicit Setter(const QString& json)
        : m_json(json) { }

    bool run(SetOutJson& out) {
        m_out = &out;
        while (m_at < m_json.size()) {
            if (!step(m_json.at(m_at))) {
                return false;
            }
        }
        return true;
    }

private:
    bool step(QChar c) {
        if (c == u'"') {
            copyString();
            return true;
        }
        ++m_at;
        if (c == u'{' || c == u'[') {
            m_out->text += c;
            if (++m_depth > kDeepest) {
                return false;
            }
            if (!closesAtOnce(c)) {
                breakRow();
            }
        } else if (c == u'}' || c == u']') {
            --m_depth;
            if (!m_out->text.endsWith(c == u'}' ? u'{' : u'[')) {
                breakRow();
            }
            m_out->text += c;
        } else if (c == u',') {
            m_out->text += c;
            breakRow();
        } else if (c == u':') {
            m_out->text += u": ";
        } else if (!c.isSpace()) {
            m_out->text += c;
        }
        return true;
    }

    void copyString() {
        const qsizetype start = m_at++;
        while (m_at < m_json.size() && m_json.at(m_at) != u'"') {
            m_at += m_json.at(m_at) == u'\\' ? 2 : 1;
        }
        m_at = std::min(m_at + 1, m_json.size());
        qsizetype after = m_at;
        while (after < m_json.size() && m_json.at(after).isSpace()) {
            ++after;
        }
        const bool isKey = after < m_json.size() && m_json.at(after) == u':';
        if (m_out->parts.size() < kParts) {
            m_out->parts.push_back({m_out->text.size(), m_at - start, isKey});
        }
        m_out->text += QStringView(m_json).sliced(start, m_at - start);
    }

    [[nodiscard]] bool closesAtOnce(QChar opened) const {
        qsizetype next = m_at;
        while (next < m_json.size() && m_json.at(next).isSpace()) {
            ++next;
        }
        return next < m_json.size() && m_json.at(next) == (opened == u'{' ? u'}' : u']');
    }

    void breakRow() {
        m_out->text += kRowBreak;
        m_out->text += QString(static_cast<qsizetype>(m_depth) * 2, u' ');
    }

    const QString& m_json;
    SetOutJson* m_out = nullptr;
    qsizetype m_at = 0;
    int m_depth = 0;
};

} // namespace

bool isJsonLike(QByteArrayView line) {
    const QByteArrayView trimmed = line.trimmed();
    return trimmed.size() > 2 && trimmed.front() == '{' && trimmed.back() == '}';
}

std::optional<SetOutJson> setOutJson(QByteArrayView line, qsizetype limit) {
    if (!isJsonLike(line) || line.size() > limit) {
        return std::nullopt;
    }
    // Qt's reader refuses what is not JSON and what is nested too deep; the signs themselves are copied, so that
    // numbers and the order of keys stay as they were.
    if (!QJsonDocument::fromJson(line.toByteArray()).isObject()) {
        return std::nullopt;
    }
    // Control signs can't stand raw in JSON; bidirectional overrides can, and are written out here.
    const QString json = ansiText(line, limit).text;
    SetOutJson out;
    if (!Setter(json).run(out)) {
        return std::nullopt;
    }
    return out;
}

} // namespace pilothouse::ui
