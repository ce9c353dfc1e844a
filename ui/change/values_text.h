// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QHash>
#include <QString>

namespace pilothouse {
class KnownSecrets;
}

namespace pilothouse::ui {

/// A values file as it stands in the editor: sensitive values are placeholders (`••••••₁`), everything else is shown as
/// written. What is not touched comes out byte for byte as it went in (CH4): line ends, byte order mark, comments,
/// quotes, tabs, and the hidden values themselves, also after their line was moved or indented. A value. Thread: any.
class ValuesText {
public:
    enum class Hiding {
        Placeholders, ///< sensitive values are hidden one by one
        Whole, ///< one is still to be seen, or the text can't be read: hide all of it until asked
        Refused, ///< no text an editor could give back unchanged (not UTF-8)
    };
    ValuesText() = default;
    /// @param known values that are hidden under any key; may be null, not kept
    explicit ValuesText(const QByteArray& bytes, const KnownSecrets* known = nullptr);

    [[nodiscard]] Hiding hiding() const { return m_hiding; }
    [[nodiscard]] const QString& shown() const { return m_shown; }
    [[nodiscard]] int hiddenCount() const { return static_cast<int>(m_hidden.size()); }
    /// The bytes of @p shown, edited or not, with every hidden value in its place.
    /// Errors: Invalid with reason UnknownPlaceholder and the placeholder as subject.
    [[nodiscard]] Result<QByteArray> bytes(const QString& shown) const;
    /// What a placeholder stands for, as the editor shows it; empty: it is none of this text's.
    [[nodiscard]] QString revealed(const QString& placeholder) const;
    /// The placeholder in @p line nearest to @p column; empty: none.
    [[nodiscard]] static QString placeholderIn(const QString& line, int column);
    /// 0-based line in @p shown where line @p line (0-based) of bytes(shown) stands.
    [[nodiscard]] int shownLine(const QString& shown, int line) const;
    /// Without placeholders from now on, for a person who asked to see and edit everything.
    void showAll();

private:
    void hideValues(const QByteArray& text, const KnownSecrets* known);
    [[nodiscard]] QString decoded(const QByteArray& text);
    [[nodiscard]] QByteArray encoded(const QString& text) const;

    QByteArray m_bytes;
    QString m_shown;
    QHash<QString, QByteArray> m_hidden; ///< by placeholder
    Hiding m_hiding = Hiding::Placeholders;
    bool m_hasMark = false; ///< UTF-8 byte order mark
    bool m_hasCrlf = false; ///< every line ends in CR LF
};

} // namespace pilothouse::ui
