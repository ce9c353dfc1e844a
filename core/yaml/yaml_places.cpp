// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/yaml_places.h"

#include "core/yaml/scalar_rules.h"
#include "core/yaml/text_input.h"

#include <QSet>

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <istream>
#include <streambuf>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

class ViewBuffer final : public std::streambuf {
public:
    explicit ViewBuffer(QByteArray& bytes) { setg(bytes.data(), bytes.data(), bytes.data() + bytes.size()); }
};

struct LimitReached { };

/// Notes every event's place. Aliases are not followed: what they stand for has its place where it is written.
class PlaceNoter final : public YAML::EventHandler {
public:
    PlaceNoter(std::vector<YamlPlace>& places, const YamlLimits& limits)
        : m_places(places)
        , m_limits(limits) { }

    void OnDocumentStart(const YAML::Mark&) override { }
    void OnDocumentEnd() override { }
    void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { value(mark, {}, true); }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { value(mark, {}, false); }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, const std::string& text) override {
        const QString written = scalarText(QByteArrayView(text));
        if (!m_open.empty() && m_open.back().isMap && !m_open.back().hasKey) {
            key(mark, tag == "?", written);
        } else {
            value(mark, written, tag == "?");
        }
    }
    void OnSequenceStart(
        const YAML::Mark& mark, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
        open(mark, false);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
        open(mark, true);
    }
    void OnMapEnd() override { close(); }

private:
    struct Open {
        bool isMap = false;
        bool hasKey = false;
        QString pointer;
        QString key;
        int index = 0;
        QSet<QString> keys;
    };

    void note(YamlPlace place) {
        if (static_cast<qint64>(m_places.size()) >= m_limits.nodes) {
            throw LimitReached{};
        }
        m_places.push_back(std::move(place));
    }
    [[nodiscard]] QString here() const {
        if (m_open.empty()) {
            return {};
        }
        const Open& open = m_open.back();
        return open.pointer + u'/' + (open.isMap ? pointerStep(open.key) : QString::number(open.index));
    }
    void passed() {
        if (!m_open.empty()) {
            m_open.back().hasKey = false;
            ++m_open.back().index;
        }
    }
    void key(const YAML::Mark& mark, bool isPlain, const QString& written) {
        Open& map = m_open.back();
        map.key = isPlain ? resolveScalar(written).text : written;
        map.hasKey = true;
        const bool isMerge = isPlain && written == "<<"_L1;
        const bool isDuplicate = !isMerge && map.keys.contains(map.key);
        map.keys.insert(map.key);
        note({here(), mark.line + 1, written, isPlain, true, isDuplicate});
    }
    void value(const YAML::Mark& mark, const QString& written, bool isPlain) {
        note({here(), mark.line + 1, written, isPlain, false, false});
        passed();
    }
    void open(const YAML::Mark& mark, bool isMap) {
        if (m_open.size() >= static_cast<size_t>(m_limits.depth)) {
            throw LimitReached{};
        }
        const QString pointer = here();
        note({pointer, mark.line + 1, {}, false, false, false});
        m_open.push_back({.isMap = isMap, .hasKey = false, .pointer = pointer, .key = {}, .index = 0, .keys = {}});
    }
    void close() {
        m_open.pop_back();
        passed();
    }

    std::vector<YamlPlace>& m_places;
    YamlLimits m_limits;
    std::vector<Open> m_open;
};

} // namespace

QString pointerStep(const QString& key) {
    QString step = key;
    step.replace(u'~', "~0"_L1).replace(u'/', "~1"_L1);
    return step;
}

YamlPlaces YamlPlaces::of(const QByteArray& text, const YamlLimits& limits) {
    YamlPlaces result;
    Result<QByteArray> clean = textInput(text, {}, limits);
    if (!clean) {
        result.m_isWhole = false;
        return result;
    }
    PlaceNoter noter(result.m_places, limits);
    try {
        ViewBuffer buffer(*clean);
        std::istream stream(&buffer);
        YAML::Parser parser(stream);
        parser.HandleNextDocument(noter);
    } catch (const LimitReached&) {
        result.m_isWhole = false; // what was noted stays
    } catch (const YAML::Exception&) {
        result.m_isWhole = false; // the loader tells what is wrong
    }
    for (const YamlPlace& place : result.m_places) {
        if (!result.m_lines.contains(place.pointer)) { // the key stands above its value
            result.m_lines.insert(place.pointer, place.line);
        }
    }
    return result;
}

int YamlPlaces::lineOf(QString pointer) const {
    while (true) {
        const auto found = m_lines.constFind(pointer);
        if (found != m_lines.constEnd()) {
            return *found;
        }
        const qsizetype slash = pointer.lastIndexOf(u'/');
        if (slash < 0) {
            return 0;
        }
        pointer.truncate(slash);
    }
}

} // namespace pilothouse
