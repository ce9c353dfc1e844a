// SPDX-License-Identifier: Apache-2.0
#include "core/settings/settings_store.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kGenerations = 3;
constexpr qint64 kMaxFile = 16 * 1024 * 1024;
constexpr auto kPrivateFile = QFile::ReadOwner | QFile::WriteOwner;
constexpr auto kPrivateFolder = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;

QString generation(const QString& file, int number) {
    return file + u'.' + QString::number(number);
}

/// A copy in one step: whoever looks sees the old one or the new one (FS2).
Result<void> writeWhole(const QString& path, const QByteArray& bytes) {
    QSaveFile file(path);
    // commit() syncs the file before it renames it.
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.setPermissions(kPrivateFile)
        && file.write(bytes) == bytes.size() && file.commit();
    return isWritten ? Result<void>() : fail(ErrorCode::Io, path, file.errorString());
}

/// The rename itself lasts only once its folder is on the disk.
void syncFolder(const QString& folder) {
#ifdef Q_OS_UNIX
    const int descriptor = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        ::fsync(descriptor);
        ::close(descriptor);
    }
#else
    Q_UNUSED(folder);
#endif
}

Result<QByteArray> readWhole(const QString& path) {
    const QFileInfo info(path);
    if (!info.exists()) {
        return fail(ErrorCode::NotFound, path, u"does not exist"_s);
    }
    QFile file(path);
    if (!info.isFile() || info.size() > kMaxFile) {
        return fail(ErrorCode::Io, path, info.isFile() ? u"is too large"_s : u"is not a regular file"_s);
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorCode::Io, path, file.errorString());
    }
    return file.read(kMaxFile);
}

Result<QJsonObject> parse(const QByteArray& text, const QString& path) {
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(text, &problem);
    if (problem.error != QJsonParseError::NoError) {
        return fail(ErrorCode::Parse, path, problem.errorString());
    }
    if (!document.isObject()) {
        return fail(ErrorCode::Parse, path, u"is no JSON object"_s);
    }
    return document.object();
}

QJsonValue inserted(const QJsonValue& into, QStringView path, const QJsonValue& value) {
    if (path.isEmpty()) {
        return value;
    }
    const qsizetype dot = path.indexOf(u'.');
    const QString key = (dot < 0 ? path : path.first(dot)).toString();
    QJsonObject object = into.toObject();
    object.insert(key, inserted(object.value(key), dot < 0 ? QStringView() : path.sliced(dot + 1), value));
    return object;
}

} // namespace

SettingsStore::SettingsStore(QString file, QObject* parent)
    : QObject(parent)
    , m_file(std::move(file)) {
    m_saveTimer.setSingleShot(true);
    m_saveTimer.setInterval(std::chrono::seconds(1));
    connect(&m_saveTimer, &QTimer::timeout, this, &SettingsStore::saveAndTell);
}

SettingsStore::~SettingsStore() {
    if (m_dirty) {
        (void)save(); // there is no one left to tell
    }
}

Result<void> SettingsStore::load() {
    const Result<QByteArray> text = readWhole(m_file);
    if (!text && text.error().code == ErrorCode::NotFound) {
        return {}; // the first start
    }
    Result<QJsonObject> root = text ? parse(*text, m_file) : std::unexpected(text.error());
    if (root) {
        m_root = *root;
        m_lastSaved = *text;
        return {};
    }
    Error told = root.error();
    if (text) {
        const QString aside
            = m_file + u".bad-"_s + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd'T'HHmmss.zzz'Z'"_s);
        told.reason = QFile::rename(m_file, aside) ? u"SetAside"_s : u"CantSetAside"_s;
        told.detail += told.reason == u"SetAside"_s ? u"; kept as "_s + aside : QString();
    }
    return std::unexpected(told);
}

QJsonValue SettingsStore::value(QStringView path, const QJsonValue& fallback) const {
    QJsonValue value = m_root;
    for (const QStringView key : path.split(u'.')) {
        value = value.toObject().value(key);
    }
    return value.isUndefined() ? fallback : value;
}

void SettingsStore::setValue(QStringView path, const QJsonValue& value) {
    if (this->value(path, QJsonValue(QJsonValue::Undefined)) == value) {
        return;
    }
    m_root = inserted(m_root, path, value).toObject();
    m_dirty = true;
    if (!m_saveTimer.isActive()) {
        m_saveTimer.start();
    }
    Q_EMIT changed(path.toString());
}

Result<void> SettingsStore::flush() {
    m_saveTimer.stop();
    return m_dirty ? save() : Result<void>();
}

void SettingsStore::saveAndTell() {
    const Result<void> saved = flush();
    if (saved) {
        m_failureTold = false;
    } else if (!m_failureTold) {
        m_failureTold = true;
        Q_EMIT saveFailed(saved.error());
    }
}

/// Older generations are whole copies, made before the file itself is replaced: at every moment `m_file` is the old
/// text or the new one.
void SettingsStore::keepGenerations() const {
    if (m_lastSaved.isEmpty()) {
        return;
    }
    for (int number = kGenerations - 1; number > 1; --number) {
        QFile::remove(generation(m_file, number));
        QFile::rename(generation(m_file, number - 1), generation(m_file, number));
    }
    (void)writeWhole(generation(m_file, 1), m_lastSaved);
}

Result<void> SettingsStore::save() {
    const QString folder = QFileInfo(m_file).absolutePath();
    if (!QFileInfo::exists(folder) && !QDir().mkpath(folder)) {
        return fail(ErrorCode::Io, folder, u"can't be made"_s);
    }
    QFile::setPermissions(folder, kPrivateFolder);
    const QByteArray text = QJsonDocument(m_root).toJson();
    keepGenerations();
    const Result<void> written = writeWhole(m_file, text);
    if (written) {
        syncFolder(folder);
        m_lastSaved = text;
        m_dirty = false;
    }
    return written;
}

} // namespace pilothouse
