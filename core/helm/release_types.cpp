// SPDX-License-Identifier: Apache-2.0
#include "core/helm/release_types.h"

#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

struct StatusWord {
    ReleaseStatus status;
    QStringView word;
};
/// Source: helm pkg/release/common/status.go.
constexpr std::array kStatusWords = {
    StatusWord{ReleaseStatus::Unknown, u"unknown"},
    StatusWord{ReleaseStatus::Deployed, u"deployed"},
    StatusWord{ReleaseStatus::Uninstalled, u"uninstalled"},
    StatusWord{ReleaseStatus::Superseded, u"superseded"},
    StatusWord{ReleaseStatus::Failed, u"failed"},
    StatusWord{ReleaseStatus::Uninstalling, u"uninstalling"},
    StatusWord{ReleaseStatus::PendingInstall, u"pending-install"},
    StatusWord{ReleaseStatus::PendingUpgrade, u"pending-upgrade"},
    StatusWord{ReleaseStatus::PendingRollback, u"pending-rollback"},
};

struct ImageParts {
    QStringView repository;
    QStringView tag;
};

/// `registry:5000/team/app:v1@sha256:…`: a colon before the last slash is a port.
ImageParts splitImage(QStringView image) {
    const qsizetype digest = image.indexOf(u'@');
    const QStringView named = digest < 0 ? image : image.left(digest);
    const qsizetype colon = named.lastIndexOf(u':');
    if (colon > named.lastIndexOf(u'/')) {
        return {named.left(colon), named.mid(colon + 1)};
    }
    return {named, digest < 0 ? QStringView() : image.mid(digest + 1)};
}

} // namespace

ReleaseStatus releaseStatusFromWord(QStringView word) {
    for (const StatusWord& entry : kStatusWords) {
        if (entry.word == word) {
            return entry.status;
        }
    }
    return ReleaseStatus::Unknown;
}

QString releaseStatusWord(ReleaseStatus status) {
    for (const StatusWord& entry : kStatusWords) {
        if (entry.status == status) {
            return QString::fromRawData(entry.word.data(), entry.word.size()); // literals: shared, never copied
        }
    }
    return u"unknown"_s;
}

QString ImageUse::repository() const {
    return splitImage(image).repository.toString();
}

QString ImageUse::tag() const {
    return splitImage(image).tag.toString();
}

} // namespace pilothouse
