// SPDX-License-Identifier: Apache-2.0
#include "core/helm/repository_index.h"

#include <QHash>

#include <libfyaml.h>

#include <algorithm>
#include <memory>
#include <optional>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t kLongestText = 1024; // of a name, a version, a description: what is shown of it
// Where the parts of an index lie: `entries`, its charts, their lists, the maps in those.
constexpr size_t kRootDepth = 1;
constexpr size_t kEntriesDepth = 2;
constexpr size_t kListDepth = 3;
constexpr size_t kVersionDepth = 4;

struct ParserDeleter {
    void operator()(fy_parser* parser) const { fy_parser_destroy(parser); }
};

struct DiagnosticsDeleter {
    void operator()(fy_diag* diagnostics) const { fy_diag_unref(diagnostics); }
};

/// What the parser has to say of a broken index stays off our stderr: it quotes it.
fy_diag* silentDiagnostics() {
    fy_diag_cfg config{};
    fy_diag_cfg_default(&config);
    config.fp = nullptr;
    config.output_fn = [](fy_diag*, void*, const char*, size_t) { };
    return fy_diag_create(&config);
}

/// Follows the events and keeps what belongs to a version.
class IndexReader {
public:
    IndexReader(const QByteArray& text, const IndexLimits& limits)
        : m_text(text)
        , m_limits(limits) { }

    Result<RepositoryIndex> read();

private:
    struct Level {
        bool isMap = false;
        bool isKeyNext = true;
        QString key; ///< of the value that comes
    };
    struct Found {
        QString name;
        QString description;
        IndexedVersion version;
    };

    [[nodiscard]] Result<bool> take(const fy_event& event); ///< false: the document has ended
    [[nodiscard]] Result<void> open(bool isMap);
    void close();
    void scalar(const fy_event& event);
    void value(const QString& text);
    void passValue();
    void keepVersion();
    [[nodiscard]] bool isVersionOpen() const;
    [[nodiscard]] RepositoryIndex finish();

    const QByteArray& m_text;
    IndexLimits m_limits;
    std::vector<Level> m_levels;
    Found m_found;
    bool m_hasEntries = false;
    qsizetype m_versions = 0;
    qsizetype m_skipped = 0;
    QHash<QString, std::vector<Found>> m_charts;
};

Result<RepositoryIndex> IndexReader::read() {
    if (m_text.size() > m_limits.bytes.bytes) {
        return fail(ErrorCode::Invalid, u"index.yaml"_s, u"is too large"_s, u"TooLarge"_s);
    }
    const std::unique_ptr<fy_diag, DiagnosticsDeleter> silent(silentDiagnostics());
    fy_parse_cfg config{};
    config.flags = FYPCF_QUIET;
    config.diag = silent.get();
    const std::unique_ptr<fy_parser, ParserDeleter> parser(fy_parser_create(&config));
    if (!parser || fy_parser_set_string(parser.get(), m_text.constData(), static_cast<size_t>(m_text.size())) != 0) {
        return fail(ErrorCode::Parse, u"index.yaml"_s, u"can't be read"_s);
    }
    Result<bool> goesOn = true;
    while (goesOn && *goesOn) {
        fy_event* event = fy_parser_parse(parser.get());
        if (!event) {
            break;
        }
        goesOn = take(*event);
        fy_parser_event_free(parser.get(), event);
    }
    if (!goesOn) {
        return std::unexpected(goesOn.error());
    }
    if (fy_parser_get_stream_error(parser.get()) || !m_hasEntries) {
        return fail(ErrorCode::Parse, u"index.yaml"_s, u"is no index of a chart repository"_s, u"NoIndex"_s);
    }
    return finish();
}

Result<bool> IndexReader::take(const fy_event& event) {
    Result<void> opened;
    switch (event.type) {
    case FYET_MAPPING_START:
        opened = open(true);
        break;
    case FYET_SEQUENCE_START:
        opened = open(false);
        break;
    case FYET_MAPPING_END:
    case FYET_SEQUENCE_END:
        close();
        break;
    case FYET_SCALAR:
        scalar(event);
        break;
    case FYET_ALIAS:
        value({});
        break;
    case FYET_DOCUMENT_END:
        return false;
    default:
        break;
    }
    if (!opened) {
        return std::unexpected(opened.error());
    }
    if (m_versions > m_limits.versions) {
        return fail(
            ErrorCode::Invalid, u"index.yaml"_s, u"has more than %1 versions"_s.arg(m_limits.versions), u"TooLarge"_s);
    }
    return true;
}

bool IndexReader::isVersionOpen() const {
    return m_levels.size() == kVersionDepth && m_levels[0].key == "entries"_L1 && m_levels[kEntriesDepth - 1].isMap
        && !m_levels[kListDepth - 1].isMap && m_levels.back().isMap;
}

Result<void> IndexReader::open(bool isMap) {
    if (m_levels.size() >= static_cast<size_t>(m_limits.depth)) {
        return fail(ErrorCode::Invalid, u"index.yaml"_s, u"is nested too deeply"_s, u"TooComplex"_s);
    }
    m_levels.push_back({.isMap = isMap, .isKeyNext = true, .key = {}});
    m_hasEntries = m_hasEntries || (m_levels.size() == kEntriesDepth && isMap && m_levels[0].key == "entries"_L1);
    if (isVersionOpen()) {
        m_found = {};
    }
    return {};
}

void IndexReader::close() {
    if (isVersionOpen()) {
        keepVersion();
    }
    if (!m_levels.empty()) {
        m_levels.pop_back();
    }
    passValue();
}

/// A value of the map above has ended: a key comes next.
void IndexReader::passValue() {
    if (!m_levels.empty() && m_levels.back().isMap) {
        m_levels.back().isKeyNext = true;
    }
}

void IndexReader::scalar(const fy_event& event) {
    // `urls`, `digest`, `keywords` … are most of an index: only what is kept is turned into text.
    const bool isWanted = m_levels.size() <= kEntriesDepth || m_levels.size() == kListDepth || isVersionOpen();
    QString text;
    if (isWanted && event.scalar.value) {
        size_t length = 0;
        const char* bytes = fy_token_get_text(event.scalar.value, &length);
        text = QString::fromUtf8(bytes, static_cast<qsizetype>(std::min(length, kLongestText)));
    }
    value(text);
}

void IndexReader::value(const QString& text) {
    if (m_levels.empty()) {
        return;
    }
    Level& level = m_levels.back();
    if (!level.isMap) {
        if (m_levels.size() == kListDepth && m_levels[0].key == "entries"_L1) {
            ++m_skipped; // a null entry
        }
        return;
    }
    if (level.isKeyNext) {
        level.key = text;
        level.isKeyNext = false;
        return;
    }
    level.isKeyNext = true;
    if (m_levels.size() == kRootDepth && level.key == "entries"_L1) {
        m_hasEntries = true; // `entries: null`: an empty repository
    }
    if (!isVersionOpen()) {
        return;
    }
    if (level.key == "name"_L1) {
        m_found.name = text;
    } else if (level.key == "version"_L1) {
        m_found.version.version = text;
    } else if (level.key == "appVersion"_L1) {
        m_found.version.appVersion = text;
    } else if (level.key == "description"_L1) {
        m_found.description = text;
    } else if (level.key == "deprecated"_L1) {
        m_found.version.isDeprecated = text == "true"_L1;
    }
}

void IndexReader::keepVersion() {
    // Filed under the key: that is what helm looks up.
    const QString name = m_levels[kEntriesDepth - 1].key;
    if (name.isEmpty() || m_found.version.version.isEmpty() || (!m_found.name.isEmpty() && m_found.name != name)) {
        ++m_skipped;
        return;
    }
    ++m_versions;
    m_charts[name].push_back(std::move(m_found));
}

RepositoryIndex IndexReader::finish() {
    RepositoryIndex index;
    index.versions = m_versions;
    index.skipped = m_skipped;
    for (auto chart = m_charts.begin(); chart != m_charts.end(); ++chart) {
        std::vector<Found>& found = chart.value();
        // helm writes them sorted: then nothing moves.
        const auto isNewer
            = [](const Found& a, const Found& b) { return isVersionBelow(b.version.version, a.version.version); };
        if (!std::ranges::is_sorted(found, isNewer)) {
            std::ranges::stable_sort(found, isNewer);
        }
        IndexedChart made{.name = chart.key(), .description = found.front().description, .versions = {}};
        made.versions.reserve(found.size());
        for (Found& one : found) {
            made.versions.push_back(std::move(one.version));
        }
        index.charts.push_back(std::move(made));
    }
    std::ranges::sort(index.charts, {}, &IndexedChart::name);
    return index;
}

} // namespace

const IndexedChart* RepositoryIndex::find(QStringView name) const {
    const auto at = std::ranges::lower_bound(charts, name, {}, &IndexedChart::name);
    return at != charts.end() && at->name == name ? &*at : nullptr;
}

Result<RepositoryIndex> readRepositoryIndex(const QByteArray& text, const IndexLimits& limits) {
    return IndexReader(text, limits).read();
}

} // namespace pilothouse
