// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/session/repository_book.h"
#include "ui/frame/repository_reader.h"

#include <QHash>
#include <QObject>

#include <map>
#include <optional>

namespace pilothouse::ui {

/// What can be chosen as a chart: the repositories that are set up, their charts and versions, as they were read last.
/// Read anew after five minutes, when a repository was changed, and when it failed. Thread: GUI.
class ChartOffers final : public QObject {
    Q_OBJECT
public:
    /// All three outlive this object.
    ChartOffers(RepositoryBook& book, RepositoryReader& reader, const Clock& clock, QObject* parent = nullptr);
    ~ChartOffers() override;
    Q_DISABLE_COPY_MOVE(ChartOffers)

    [[nodiscard]] const std::vector<Repository>& repositories() const { return m_book.all(); }
    [[nodiscard]] const Repository* forUrl(const QString& url) const { return m_book.forUrl(url); }

    /// Reads what lies at @p url: a repository's index, or the versions of `oci://host/path/chart`. Told by `changed`.
    void ask(const QString& url);
    [[nodiscard]] bool isAsking(const QString& url) const;
    /// Null: not read.
    [[nodiscard]] RepositoryReader::Index index(const QString& url) const;
    /// Newest first; empty where nothing is known. @param chart of a repository; empty: @p url names it (OCI)
    [[nodiscard]] QStringList versions(const QString& url, const QString& chart = {}) const;
    [[nodiscard]] std::optional<Error> problem(const QString& url) const;

Q_SIGNALS:
    void changed();

private:
    struct Offer {
        bool isAsking = false;
        Clock::Steady read;
        RepositoryReader::Index index;
        QStringList versions;
        std::optional<Error> problem;
        CallHandle call;
    };
    void askWith(const QString& url, const Result<LoginPtr>& login);
    void fail(const QString& url, const Error& error);
    [[nodiscard]] const Offer* find(const QString& url) const;

    RepositoryBook& m_book;
    RepositoryReader& m_reader;
    const Clock& m_clock;
    std::map<QString, Offer> m_offers;
};

} // namespace pilothouse::ui
