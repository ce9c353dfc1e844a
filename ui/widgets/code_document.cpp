// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/code_document.h"

#include "core/base/plain_text.h"
#include "ui/widgets/code_tone.h"

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/State>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kStep = 64;
// The highlighter's rules are regular expressions: a minified megabyte on one line would hold up the window.
constexpr qsizetype kLongestColoured = 2000;

bool isWordValue(QStringView text) {
    return text == u"true"_s || text == u"false"_s || text == u"null"_s;
}

bool beginsObject(QStringView line) {
    if (line.startsWith(u"---"_s))
        return true;
    return !line.isEmpty() && line.front().isLetter() && line.contains(u':');
}

} // namespace

class CodeDocument::Painter final : public KSyntaxHighlighting::AbstractHighlighter {
public:
    explicit Painter(CodeDocument& document)
        : m_document(document) { }

    void begin(CodeKind kind) {
        m_known.clear();
        const bool coloured = kind != CodeKind::Plain;
        if (coloured && m_repository == nullptr)
            m_repository = std::make_unique<KSyntaxHighlighting::Repository>();
        m_active = coloured;
        if (coloured)
            setDefinition(m_repository->definitionForName(kind == CodeKind::Yaml ? u"YAML"_s : u"JSON"_s));
        m_known.append(KSyntaxHighlighting::State());
        m_lastLine = -1;
    }

    QList<CodeSpan> spans(int number) {
        if (!m_active)
            return {};
        KSyntaxHighlighting::State state = stateBefore(number);
        m_spans.clear();
        m_collect = true;
        m_lastState = highlight(number, state);
        m_collect = false;
        m_lastLine = number;
        const QStringView line = m_document.line(number);
        for (CodeSpan& span : m_spans) {
            if (span.tone != CodeTone::Key && isWordValue(line.sliced(span.start, span.length).trimmed()))
                span.tone = CodeTone::Number;
        }
        return m_spans;
    }

protected:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format& format) override {
        const CodeTone tone = m_collect ? codeToneOf(format.textStyle()) : CodeTone::Text;
        if (tone != CodeTone::Text && length > 0)
            m_spans.append({offset, length, tone});
    }

private:
    KSyntaxHighlighting::State highlight(int number, const KSyntaxHighlighting::State& state) {
        return highlightLine(m_document.line(number).left(kLongestColoured), state);
    }

    KSyntaxHighlighting::State stateBefore(int number) {
        if (m_lastLine >= 0 && number == m_lastLine + 1)
            return keep(number, m_lastState);
        const int chunk = number / kStep;
        int from = 0;
        KSyntaxHighlighting::State state;
        if (chunk < m_known.size()) {
            from = chunk * kStep;
            state = m_known.at(chunk);
        } else if (number - int(m_known.size() - 1) * kStep <= 4 * kStep) {
            from = int(m_known.size() - 1) * kStep;
            state = m_known.constLast();
        } else {
            from = number;
            const int lowest = std::max(0, number - 2 * kStep);
            while (from > lowest && !beginsObject(m_document.line(from)))
                --from;
        }
        for (int line = from; line < number; ++line)
            state = keep(line + 1, highlight(line, state));
        return state;
    }

    /// Remembers the state at the start of a chunk when all chunks before it are known.
    KSyntaxHighlighting::State keep(int line, const KSyntaxHighlighting::State& state) {
        if (line % kStep == 0 && line / kStep == m_known.size())
            m_known.append(state);
        return state;
    }

    CodeDocument& m_document;
    std::unique_ptr<KSyntaxHighlighting::Repository> m_repository;
    QList<KSyntaxHighlighting::State> m_known;
    KSyntaxHighlighting::State m_lastState;
    QList<CodeSpan> m_spans;
    int m_lastLine = -1;
    bool m_active = false;
    bool m_collect = false;
};

CodeDocument::CodeDocument()
    : m_painter(std::make_unique<Painter>(*this)) { }

CodeDocument::~CodeDocument() = default;

void CodeDocument::setText(const QString& text, CodeKind kind) {
    m_text = escapeControlsKeepLines(text);
    m_text.replace(u"\r\n"_s, u"\n"_s);
    m_starts = {0};
    m_longest = 0;
    for (qsizetype at = m_text.indexOf(u'\n'); at >= 0; at = m_text.indexOf(u'\n', at + 1)) {
        m_longest = std::max(m_longest, int(at - m_starts.constLast()));
        if (at + 1 < m_text.size())
            m_starts.append(at + 1);
    }
    m_longest = std::max(m_longest, int(m_text.size() - m_starts.constLast()));
    m_painter->begin(kind);
}

QStringView CodeDocument::line(int number) const {
    if (number < 0 || number >= m_starts.size())
        return {};
    const qsizetype start = m_starts.at(number);
    qsizetype end = number + 1 < m_starts.size() ? m_starts.at(number + 1) : m_text.size();
    if (end > start && m_text.at(end - 1) == u'\n')
        --end;
    return QStringView(m_text).sliced(start, end - start);
}

QList<CodeSpan> CodeDocument::spans(int number) {
    return m_painter->spans(number);
}

CodePosition CodeDocument::positionOf(qsizetype offset) const {
    const auto after = std::ranges::upper_bound(m_starts, offset);
    const auto number = std::distance(m_starts.begin(), after) - 1;
    return {int(number), int(offset - m_starts.at(number))};
}

QString CodeDocument::textBetween(CodePosition from, CodePosition to) const {
    if (to < from)
        std::swap(from, to);
    const auto offset = [this](CodePosition at) {
        const int number = std::clamp(at.line, 0, lineCount() - 1);
        return m_starts.at(number) + std::clamp<qsizetype>(at.column, 0, line(number).size());
    };
    return m_text.sliced(offset(from), offset(to) - offset(from));
}

QList<CodePosition> CodeDocument::find(const QString& needle, Qt::CaseSensitivity sensitivity, int most) const {
    QList<CodePosition> places;
    if (needle.isEmpty())
        return places;
    for (qsizetype at = m_text.indexOf(needle, 0, sensitivity); at >= 0 && places.size() < most;
        at = m_text.indexOf(needle, at + needle.size(), sensitivity))
        places.append(positionOf(at));
    return places;
}

} // namespace pilothouse::ui
