// SPDX-License-Identifier: Apache-2.0
#include "app/pilothousectl/object_flags.h"

#include <array>

namespace pilothouse::ctl {

using namespace Qt::StringLiterals;

namespace {

Result<Propagation> parseCascade(const QString& word) {
    for (const Propagation one : std::array{Propagation::Background, Propagation::Foreground, Propagation::Orphan}) {
        if (propagationWord(one).toLower() == word) {
            return one;
        }
    }
    return fail(ErrorCode::Invalid, u"--cascade "_s + word, u"it must be background, foreground or orphan"_s);
}

} // namespace

void addObjectFlags(QCommandLineParser& parser) {
    parser.addOptions({
        {u"replicas"_s, u"scale: how many."_s, u"number"_s},
        {u"cascade"_s, u"delete: what becomes of what hangs on it: background, foreground or orphan."_s, u"how"_s,
            u"background"_s},
        {u"force"_s, u"drain: pods that nobody makes anew too."_s},
        {u"delete-emptydir-data"_s, u"drain: pods with emptyDir volumes too."_s},
    });
}

Result<ObjectFlags> readObjectFlags(const QCommandLineParser& parser) {
    ObjectFlags flags;
    const auto cascade = parseCascade(parser.value(u"cascade"_s));
    if (!cascade) {
        return std::unexpected(cascade.error());
    }
    flags.cascade = *cascade;
    flags.unmanaged = parser.isSet(u"force"_s);
    flags.localData = parser.isSet(u"delete-emptydir-data"_s);
    if (const QString word = parser.value(u"replicas"_s); parser.isSet(u"replicas"_s)) {
        bool isNumber = false;
        flags.replicas = word.toInt(&isNumber);
        if (!isNumber) {
            return fail(ErrorCode::Invalid, u"--replicas "_s + word, u"it must be a number from 0"_s);
        }
    }
    return flags;
}

} // namespace pilothouse::ctl
