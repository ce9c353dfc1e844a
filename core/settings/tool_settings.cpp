// SPDX-License-Identifier: Apache-2.0
#include "core/settings/tool_settings.h"

#include "core/settings/settings_store.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMiB = qint64{1024} * 1024;

constexpr QStringView kLogMemory = u"logs.memoryMiB";
constexpr QStringView kLogFile = u"logs.fileMiB";
constexpr QStringView kWrap = u"logs.wrap";
constexpr QStringView kTimestamps = u"logs.timestamps";
constexpr QStringView kLocalTime = u"logs.localTime";
constexpr QStringView kScrollback = u"terminal.scrollbackMiB";
constexpr QStringView kZoom = u"terminal.zoom";
constexpr QStringView kPaste = u"terminal.paste";
constexpr QStringView kClipboard = u"terminal.offerClipboard";

struct Bounds {
    qint64 least = 0; ///< MiB
    qint64 most = 0;
};
constexpr Bounds kMemoryBounds{16, 1024};
constexpr Bounds kFileBounds{64, 65'536};
constexpr Bounds kScrollbackBounds{1, 256};
constexpr int kSmallestZoom = -6;
constexpr int kLargestZoom = 24;

ByteSize sizeIn(const SettingsStore& store, QStringView path, ByteSize fallback, Bounds bounds) {
    const qint64 wanted = store.value(path).toInteger(fallback.bytes / kMiB);
    return ByteSize{std::clamp(wanted, bounds.least, bounds.most) * kMiB};
}

void keepSize(SettingsStore& store, QStringView path, ByteSize size, Bounds bounds) {
    store.setValue(path, std::clamp(size.bytes / kMiB, bounds.least, bounds.most));
}

QString pasteWord(PasteRule rule) {
    switch (rule) {
    case PasteRule::Always:
        return u"always"_s;
    case PasteRule::ProtectedOnly:
        return u"protected"_s;
    case PasteRule::SeveralLines:
        break;
    }
    return u"lines"_s;
}

PasteRule pasteRuleFrom(const QString& word) {
    return word == "always"_L1   ? PasteRule::Always
        : word == "protected"_L1 ? PasteRule::ProtectedOnly
                                 : PasteRule::SeveralLines;
}

} // namespace

LogSettings logSettingsIn(const SettingsStore& store) {
    LogSettings settings;
    settings.memory = sizeIn(store, kLogMemory, settings.memory, kMemoryBounds);
    settings.file = sizeIn(store, kLogFile, settings.file, kFileBounds);
    settings.wrap = store.value(kWrap).toBool(settings.wrap);
    settings.timestamps = store.value(kTimestamps).toBool(settings.timestamps);
    settings.localTime = store.value(kLocalTime).toBool(settings.localTime);
    return settings;
}

TerminalSettings terminalSettingsIn(const SettingsStore& store) {
    TerminalSettings settings;
    settings.scrollback = sizeIn(store, kScrollback, settings.scrollback, kScrollbackBounds);
    settings.zoom = std::clamp(store.value(kZoom).toInt(settings.zoom), kSmallestZoom, kLargestZoom);
    settings.paste = pasteRuleFrom(store.value(kPaste).toString());
    settings.offersClipboard = store.value(kClipboard).toBool(settings.offersClipboard);
    return settings;
}

void keepSettings(SettingsStore& store, const LogSettings& settings) {
    const LogSettings before = logSettingsIn(store);
    if (settings.memory != before.memory) {
        keepSize(store, kLogMemory, settings.memory, kMemoryBounds);
    }
    if (settings.file != before.file) {
        keepSize(store, kLogFile, settings.file, kFileBounds);
    }
    if (settings.wrap != before.wrap) {
        store.setValue(kWrap, settings.wrap);
    }
    if (settings.timestamps != before.timestamps) {
        store.setValue(kTimestamps, settings.timestamps);
    }
    if (settings.localTime != before.localTime) {
        store.setValue(kLocalTime, settings.localTime);
    }
}

void keepSettings(SettingsStore& store, const TerminalSettings& settings) {
    const TerminalSettings before = terminalSettingsIn(store);
    if (settings.scrollback != before.scrollback) {
        keepSize(store, kScrollback, settings.scrollback, kScrollbackBounds);
    }
    if (settings.zoom != before.zoom) {
        store.setValue(kZoom, std::clamp(settings.zoom, kSmallestZoom, kLargestZoom));
    }
    if (settings.paste != before.paste) {
        store.setValue(kPaste, pasteWord(settings.paste));
    }
    if (settings.offersClipboard != before.offersClipboard) {
        store.setValue(kClipboard, settings.offersClipboard);
    }
}

bool isLogSetting(QStringView path) {
    return path == kLogMemory || path == kLogFile || path == kWrap || path == kTimestamps || path == kLocalTime;
}

bool isTerminalSetting(QStringView path) {
    return path == kScrollback || path == kZoom || path == kPaste || path == kClipboard;
}

} // namespace pilothouse
