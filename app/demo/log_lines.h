// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/log_recipe.h"

namespace pilothouse::demo {

/// Writes the text of lines. One for each reader: it remembers the last second it has spelled.
class LineWriter {
public:
    explicit LineWriter(const LogRecipe& recipe)
        : m_recipe(recipe) { }

    /// Appends line @p index without its end.
    void append(std::string& out, std::uint64_t index);
    /// Appends a time as the kubelet puts it before a line, with nine digits and a space.
    /// protocol: kubelet pkg/kubelet/kuberuntime/logs.go, RFC3339NanoFixed
    void appendStamp(std::string& out, Time time);
    /// Whether a line of this shape ends (a progress display writes over itself for ever).
    bool endsLines() const { return m_recipe.shape() != LogShape::Progress; }

    /// Appends @p count bytes of the huge line from @p offset on.
    static void appendHuge(std::string& out, std::uint64_t offset, std::uint64_t count);

private:
    struct Facts {
        std::uint64_t sequence;
        std::uint64_t dice;
        Time time;
    };

    void appendDateTime(std::string& out, Time time);
    void appendJson(std::string& out, const Facts& facts);
    void appendKlog(std::string& out, const Facts& facts);
    void appendLogfmt(std::string& out, const Facts& facts);
    void appendPlain(std::string& out, const Facts& facts);
    void appendAnsi(std::string& out, const Facts& facts);
    void appendTrace(std::string& out, const Facts& facts);
    void appendCrash(std::string& out, const Facts& facts);

    const LogRecipe& m_recipe;
    std::int64_t m_second = -1;
    std::string m_dateTime; ///< of m_second: 2026-11-21T12:04:31
};

/// A line that means harm to who shows it: controls, broken UTF-8, sequences that ask a terminal (LO1, TE1).
void appendHostile(std::string& out, std::uint64_t sequence);

} // namespace pilothouse::demo
