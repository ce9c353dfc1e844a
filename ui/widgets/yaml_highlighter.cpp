// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/yaml_highlighter.h"

#include "core/base/redaction.h"
#include "ui/theme/theme.h"
#include "ui/widgets/code_tone.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/SyntaxHighlighter>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

// The highlighter's rules are regular expressions: a minified megabyte on one line would hold up the window.
constexpr qsizetype kLongestColoured = 2000;

class YamlHighlighter final : public KSyntaxHighlighting::SyntaxHighlighter {
public:
    explicit YamlHighlighter(QTextDocument& document)
        : SyntaxHighlighter(&document) {
        setDefinition(m_repository.definitionForName(u"YAML"_s));
    }

protected:
    void highlightBlock(const QString& text) override {
        if (text.size() > kLongestColoured) {
            return;
        }
        SyntaxHighlighter::highlightBlock(text);
        for (qsizetype at = text.indexOf(kMask); at >= 0; at = text.indexOf(kMask, at + 1)) {
            qsizetype end = at + kMask.size();
            while (end < text.size() && text[end] >= u'₀' && text[end] <= u'₉') {
                ++end;
            }
            setFormat(
                static_cast<int>(at), static_cast<int>(end - at), Theme::of(nullptr).color(ColorToken::TextThird));
        }
    }
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format& format) override {
        const CodeTone tone = codeToneOf(format.textStyle());
        if (tone != CodeTone::Text && length > 0) {
            setFormat(offset, length, Theme::of(nullptr).color(codeColor(tone)));
        }
    }

private:
    KSyntaxHighlighting::Repository m_repository;
};

} // namespace

QSyntaxHighlighter* highlightYaml(QTextDocument& document) {
    return new YamlHighlighter(document);
}

} // namespace pilothouse::ui
