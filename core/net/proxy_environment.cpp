// SPDX-License-Identifier: Apache-2.0
#include "core/net/proxy_environment.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <vector>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

using Address = std::vector<unsigned char>; // 4 or 16 bytes

std::optional<Address> addressOf(QStringView text) {
    const QByteArray bytes = text.toLatin1();
    std::array<unsigned char, 16> buffer{};
    if (inet_pton(AF_INET, bytes.constData(), buffer.data()) == 1) {
        return Address(buffer.begin(), buffer.begin() + 4);
    }
    if (inet_pton(AF_INET6, bytes.constData(), buffer.data()) == 1) {
        return Address(buffer.begin(), buffer.end());
    }
    return std::nullopt;
}

bool isLoopback(QStringView host) {
    const auto address = addressOf(host);
    if (!address) {
        return host == "localhost"_L1;
    }
    return address->size() == 4 ? address->front() == 127 : *address == *addressOf(u"::1");
}

bool isInRange(const Address& address, QStringView range) {
    const qsizetype slash = range.indexOf(u'/');
    const auto base = addressOf(range.first(slash));
    bool isNumber = false;
    const int bits = range.sliced(slash + 1).toInt(&isNumber);
    if (!base || !isNumber || base->size() != address.size() || bits < 0
        || bits > static_cast<int>(address.size()) * 8) {
        return false;
    }
    for (int bit = 0; bit < bits; ++bit) {
        const auto byte = static_cast<size_t>(bit / 8);
        const int mask = 0x80 >> (bit % 8);
        if ((address[byte] & mask) != ((*base)[byte] & mask)) {
            return false;
        }
    }
    return true;
}

/// `host:8080`, `[::1]:8080` → host and port; 0: every port.
std::pair<QStringView, int> splitPort(QStringView entry) {
    if (addressOf(entry)) {
        return {entry, 0};
    }
    const qsizetype colon = entry.lastIndexOf(u':');
    QStringView host = colon < 0 ? entry : entry.first(colon);
    const int port = colon < 0 ? 0 : entry.sliced(colon + 1).toInt();
    if (host.startsWith(u'[') && host.endsWith(u']')) {
        host = host.sliced(1, host.size() - 2);
    }
    return {host, port};
}

bool matches(QStringView entry, const QString& host, const std::optional<Address>& address, int port) {
    if (entry == "*"_L1) {
        return true;
    }
    if (entry.contains(u'/')) {
        return address && isInRange(*address, entry);
    }
    auto [name, entryPort] = splitPort(entry);
    if (entryPort != 0 && entryPort != port) {
        return false;
    }
    if (const auto entryAddress = addressOf(name)) {
        return address == entryAddress;
    }
    if (name.startsWith("*."_L1)) {
        name = name.sliced(1);
    }
    if (name.startsWith(u'.')) {
        return host.endsWith(name);
    }
    return !name.isEmpty() && (host == name || host.endsWith(QString(u'.' + name.toString())));
}

QString valueOf(const QProcessEnvironment& environment, const QString& lowerName) {
    const QString value = environment.value(lowerName);
    return value.isEmpty() ? environment.value(lowerName.toUpper()) : value;
}

} // namespace

QString proxyFromEnvironment(const QUrl& url, const QProcessEnvironment& environment) {
    const bool isTls = url.scheme() == "https"_L1;
    const QString proxy = valueOf(environment, isTls ? u"https_proxy"_s : u"http_proxy"_s);
    const QString host = url.host().toLower();
    if (proxy.isEmpty() || isLoopback(host)) {
        return {};
    }
    const auto address = addressOf(host);
    const int port = url.port(isTls ? 443 : 80);
    const QString excepted = valueOf(environment, u"no_proxy"_s).toLower();
    for (const QStringView entry : QStringView(excepted).split(u',')) {
        if (const QStringView trimmed = entry.trimmed(); !trimmed.isEmpty() && matches(trimmed, host, address, port)) {
            return {};
        }
    }
    return proxy;
}

} // namespace pilothouse
