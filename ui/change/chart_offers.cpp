// SPDX-License-Identifier: Apache-2.0
#include "ui/change/chart_offers.h"

#include <QPointer>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::minutes kFresh{5};
constexpr size_t kMostOffers = 8; // an index may be tens of MB

bool isRegistry(const QString& url) {
    return url.startsWith("oci://"_L1);
}

} // namespace

ChartOffers::ChartOffers(RepositoryBook& book, RepositoryReader& reader, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_book(book)
    , m_reader(reader)
    , m_clock(clock) {
    connect(&book, &RepositoryBook::changed, this, [this] {
        m_offers.clear();
        Q_EMIT changed();
    });
}

ChartOffers::~ChartOffers() = default;

const ChartOffers::Offer* ChartOffers::find(const QString& url) const {
    const auto found = m_offers.find(url);
    return found == m_offers.end() ? nullptr : &found->second;
}

void ChartOffers::ask(const QString& url) {
    const Offer* known = find(url);
    const bool isFresh = known && !known->problem && m_clock.steadyNow() - known->read < kFresh;
    if (url.isEmpty() || (known && (known->isAsking || isFresh))) {
        return;
    }
    if (!known && m_offers.size() >= kMostOffers) {
        m_offers.erase(std::ranges::min_element(m_offers, {}, [](const auto& entry) { return entry.second.read; }));
    }
    Offer& offer = m_offers[url];
    offer.isAsking = true;
    offer.problem.reset();
    m_book.loginForUrl(url, [offers = QPointer<ChartOffers>(this), url](const Result<LoginPtr>& login) {
        if (offers) {
            offers->askWith(url, login);
        }
    });
    Q_EMIT changed();
}

void ChartOffers::askWith(const QString& url, const Result<LoginPtr>& login) {
    const auto found = m_offers.find(url);
    if (found == m_offers.end()) {
        return;
    }
    if (!login) {
        fail(url, login.error());
        return;
    }
    LoginPtr way = *login;
    if (!way) { // nobody has set it up: as helm would ask, without a login
        auto plain = std::make_shared<RepositoryLogin>();
        plain->url = url;
        way = std::move(plain);
    }
    if (isRegistry(url)) {
        found->second.call = m_reader.versions(way, url, [this, url](const Result<QStringList>& versions) {
            Offer& offer = m_offers[url];
            offer.versions = versions.value_or(QStringList());
            offer.read = m_clock.steadyNow();
            offer.isAsking = false;
            offer.problem = versions ? std::nullopt : std::optional<Error>(versions.error());
            Q_EMIT changed();
        });
        return;
    }
    found->second.call = m_reader.index(way, [this, url](const Result<RepositoryReader::Index>& index) {
        Offer& offer = m_offers[url];
        offer.index = index.value_or(nullptr);
        offer.read = m_clock.steadyNow();
        offer.isAsking = false;
        offer.problem = index ? std::nullopt : std::optional<Error>(index.error());
        Q_EMIT changed();
    });
}

void ChartOffers::fail(const QString& url, const Error& error) {
    Offer& offer = m_offers[url];
    offer.isAsking = false;
    offer.problem = error;
    Q_EMIT changed();
}

bool ChartOffers::isAsking(const QString& url) const {
    const Offer* offer = find(url);
    return offer && offer->isAsking;
}

RepositoryReader::Index ChartOffers::index(const QString& url) const {
    const Offer* offer = find(url);
    return offer ? offer->index : nullptr;
}

QStringList ChartOffers::versions(const QString& url, const QString& chart) const {
    const Offer* offer = find(url);
    if (!offer) {
        return {};
    }
    const IndexedChart* found = offer->index ? offer->index->find(chart) : nullptr;
    if (!found) {
        return chart.isEmpty() ? offer->versions : QStringList();
    }
    QStringList versions;
    versions.reserve(static_cast<qsizetype>(found->versions.size()));
    for (const IndexedVersion& version : found->versions) {
        versions += version.version;
    }
    return versions;
}

std::optional<Error> ChartOffers::problem(const QString& url) const {
    const Offer* offer = find(url);
    return offer ? offer->problem : std::nullopt;
}

} // namespace pilothouse::ui
