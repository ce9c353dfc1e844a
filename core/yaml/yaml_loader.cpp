// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/yaml_loader.h"

#include "core/yaml/scalar_rules.h"
#include "core/yaml/text_input.h"
#include "core/yaml/tree_builder.h"

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <istream>
#include <streambuf>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// Reads bytes where they are.
class ViewBuffer final : public std::streambuf {
public:
    explicit ViewBuffer(QByteArray& bytes) { setg(bytes.data(), bytes.data(), bytes.data() + bytes.size()); }
};

/// Passes yaml-cpp's events on to a TreeBuilder.
///
/// Events, not nodes: yaml-cpp registers an anchor before its children, so its node graphs may be cyclic, and its depth
/// guard bounds the text's nesting only, not that of aliases in aliases.
class EventReader final : public YAML::EventHandler {
public:
    explicit EventReader(TreeBuilder& builder)
        : m_builder(builder) { }
    [[nodiscard]] const YAML::Mark& lastMark() const { return m_mark; }

    void OnDocumentStart(const YAML::Mark& mark) override { m_mark = mark; }
    void OnDocumentEnd() override { }
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        m_mark = mark;
        if (m_builder.wantsKey()) {
            throw TreeRefusal{ErrorCode::Parse, u"a key is missing"_s, {}};
        }
        m_builder.scalar(YamlValue(), anchor);
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        m_mark = mark;
        if (m_builder.wantsKey()) {
            throw TreeRefusal{ErrorCode::Parse, u"an alias can't be a key here"_s, {}};
        }
        m_builder.alias(anchor);
    }
    void OnScalar(
        const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) override {
        m_mark = mark;
        const QString text = scalarText(QByteArrayView(value));
        if (m_builder.wantsKey()) {
            onKey(tag, text);
        } else {
            m_builder.scalar(valueOf(tag, text), anchor);
        }
    }
    void OnSequenceStart(
        const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
        m_mark = mark;
        m_builder.beginSequence(anchor);
    }
    void OnSequenceEnd() override { m_builder.end(); }
    void OnMapStart(
        const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
        m_mark = mark;
        m_builder.beginMap(anchor);
    }
    void OnMapEnd() override { m_builder.end(); }

private:
    /// yaml-cpp's tag of a plain scalar is `?`, of a quoted one or a block `!`.
    static bool isResolved(const std::string& tag) {
        return tag.empty() || tag == "?"
            || (tag.starts_with("tag:yaml.org,2002:") && !tag.ends_with(":str") && !tag.ends_with(":binary"));
    }
    void onKey(const std::string& tag, const QString& text) {
        if (tag == "?" && text == u"<<"_s) {
            m_builder.mergeKey();
            return;
        }
        const ResolvedScalar resolved = isResolved(tag) ? resolveScalar(text) : ResolvedScalar{.text = text};
        m_builder.key(resolved.text);
    }
    static YamlValue valueOf(const std::string& tag, const QString& text) {
        if (tag == "tag:yaml.org,2002:binary") {
            return YamlValue::string(QString::fromUtf8(QByteArray::fromBase64(text.toLatin1())));
        }
        if (!isResolved(tag)) {
            return YamlValue::string(text);
        }
        using Kind = ResolvedScalar::Kind;
        ResolvedScalar resolved = resolveScalar(text);
        if (resolved.kind == Kind::Null) {
            return {};
        }
        const bool isString = resolved.kind == Kind::String || resolved.kind == Kind::Timestamp;
        return YamlValue(YamlValue::Scalar{std::move(resolved.text), isString});
    }

    TreeBuilder& m_builder;
    YAML::Mark m_mark;
};

QString position(const QString& name, const QByteArray& text, const YAML::Mark& mark) {
    if (mark.is_null()) {
        return name;
    }
    // Columns count characters, yaml-cpp's marks bytes.
    const qsizetype at = std::clamp<qsizetype>(mark.pos, 0, text.size());
    const qsizetype lineStart = at > 0 ? text.lastIndexOf('\n', at - 1) + 1 : 0;
    const qsizetype column = QString::fromUtf8(QByteArrayView(text).sliced(lineStart, at - lineStart)).size();
    return u"%1:%2:%3"_s.arg(name).arg(mark.line + 1).arg(column + 1);
}

} // namespace

Result<YamlValue> loadYaml(
    const QByteArray& text, const QString& name, const YamlLimits& limits, DuplicateKeys duplicates) {
    Result<QByteArray> clean = textInput(text, name, limits);
    if (!clean) {
        return std::unexpected(clean.error());
    }
    TreeBuilder builder(limits, duplicates);
    EventReader reader(builder);
    try {
        ViewBuffer buffer(*clean);
        std::istream stream(&buffer);
        YAML::Parser parser(stream);
        parser.HandleNextDocument(reader);
    } catch (const TreeRefusal& refusal) {
        return fail(refusal.code, position(name, *clean, reader.lastMark()), refusal.detail, refusal.reason);
    } catch (const YAML::DeepRecursion& error) {
        return fail(ErrorCode::Invalid, position(name, *clean, error.mark), u"nested too deeply"_s, u"TooComplex"_s);
    } catch (const YAML::Exception& error) {
        return fail(ErrorCode::Parse, position(name, *clean, error.mark), QString::fromStdString(error.msg).left(2048));
    }
    return builder.takeRoot();
}

} // namespace pilothouse
