// SPDX-License-Identifier: Apache-2.0
#include "core/helm/record_file.h"

#include "core/config/bounded_file.h"
#include "core/kube/json_text.h"
#include "core/kube/resource.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr ByteSize kMaxFile = 8_MiB; // etcd takes 1.5 MiB; kubectl's YAML is longer than the server's JSON
constexpr QByteArrayView kPartSuffix = ".part";

std::unexpected<Error> ioError(const QString& path, int number) {
    return fail(ErrorCode::Io, path, QString::fromLocal8Bit(std::strerror(number)));
}

/// The file beside the wanted one; removed unless it was put in its place.
class PartFile {
public:
    explicit PartFile(const QString& path)
        : m_name(QFile::encodeName(path) + ".XXXXXX" + kPartSuffix)
        , m_descriptor(::mkostemps(m_name.data(), static_cast<int>(kPartSuffix.size()), O_CLOEXEC)) { // made 0600
        m_error = m_descriptor < 0 ? errno : 0;
    }
    ~PartFile() {
        if (m_descriptor >= 0) {
            ::close(m_descriptor);
            if (!m_isPlaced) {
                ::unlink(m_name.constData());
            }
        }
    }
    Q_DISABLE_COPY_MOVE(PartFile)

    /// 0, else errno.
    [[nodiscard]] int write(const QByteArray& bytes) {
        if (m_descriptor < 0) {
            return m_error;
        }
        qsizetype done = 0;
        while (done < bytes.size()) {
            const auto count
                = ::write(m_descriptor, bytes.constData() + done, static_cast<size_t>(bytes.size() - done));
            if (count < 0 && errno == EINTR) {
                continue;
            }
            if (count <= 0) {
                return count < 0 ? errno : ENOSPC;
            }
            done += count;
        }
        return ::fsync(m_descriptor) == 0 ? 0 : errno;
    }
    [[nodiscard]] int place(const QString& path, IfFileExists ifExists) {
        const QByteArray target = QFile::encodeName(path);
        if (ifExists == IfFileExists::Refuse) {
            // Fails where there is one, also when it came this very moment; unlike rename.
            if (::link(m_name.constData(), target.constData()) == 0) {
                return 0; // the other name goes with this object
            }
            const bool hasNoLinks = errno == EPERM || errno == ENOTSUP || errno == EMLINK;
            if (!hasNoLinks || QFileInfo(path).exists() || QFileInfo(path).isSymLink()) {
                return hasNoLinks ? EEXIST : errno;
            }
        }
        m_isPlaced = ::rename(m_name.constData(), target.constData()) == 0;
        return m_isPlaced ? 0 : errno;
    }

private:
    QByteArray m_name;
    int m_descriptor;
    int m_error = 0;
    bool m_isPlaced = false;
};

const ApiResource& resourceOf(StorageDriver driver) {
    return driver == StorageDriver::Secret ? builtin::secrets() : builtin::configMaps();
}

/// As the server gave it, without who wrote which field when: no reader needs it, and it doubles the text.
QByteArray withoutManagedFields(QJsonObject object) {
    QJsonObject metadata = object.value("metadata"_L1).toObject();
    metadata.remove("managedFields"_L1);
    object.insert("metadata"_L1, metadata);
    return QJsonDocument(object).toJson(QJsonDocument::Indented);
}

std::unexpected<Error> notARecord(const QString& name, const QString& why) {
    return fail(ErrorCode::Invalid, name, why, u"NotARecord"_s);
}

bool looksLikeJson(const QByteArray& text) {
    return text.trimmed().startsWith('{');
}

} // namespace

Task<Result<QByteArray>> readRecordObject(ApiClient* client, RecordMeta meta) {
    const ApiResource& resource = resourceOf(meta.key.driver);
    const QString subject = resource.plural + u'/' + meta.objectName;
    const auto answer = co_await client->get(resource.path(meta.key.nameSpace, meta.objectName));
    if (!answer) {
        co_return std::unexpected(answer.error());
    }
    const auto object = parseJsonObject(*answer, subject);
    if (!object) {
        co_return std::unexpected(object.error());
    }
    const auto found = recordMetaFromJson(*answer, meta.key.driver);
    if (!found || found->key != meta.key || found->revision != meta.revision) {
        co_return fail(ErrorCode::Protocol, subject, u"the server gave another object than was asked for"_s);
    }
    co_return withoutManagedFields(*object);
}

Result<void> writeRecordFile(const QString& path, const QByteArray& bytes, IfFileExists ifExists) {
    if (QFileInfo(path).isDir()) {
        return ioError(path, EISDIR);
    }
    PartFile part(path);
    int problem = part.write(bytes);
    if (problem == 0) {
        problem = part.place(path, ifExists);
    }
    if (problem == EEXIST) {
        return fail(ErrorCode::Conflict, path, u"there is a file of that name"_s, u"FileExists"_s);
    }
    return problem == 0 ? Result<void>() : Result<void>(ioError(path, problem));
}

Result<RecordFile> recordFromText(const QByteArray& text, const QString& name) {
    QByteArray json = text;
    if (!looksLikeJson(text)) {
        const auto yaml = loadYaml(text, name);
        if (!yaml) {
            return std::unexpected(yaml.error());
        }
        json = toJson(*yaml);
    }
    const auto object = parseJsonObject(json, name);
    if (!object) {
        return std::unexpected(object.error());
    }
    const QString kind = object->value("kind"_L1).toString();
    if (kind != "Secret"_L1 && kind != "ConfigMap"_L1) {
        return notARecord(name, u"it is no Secret or ConfigMap that helm keeps a release in"_s);
    }
    const auto driver = kind == "Secret"_L1 ? StorageDriver::Secret : StorageDriver::ConfigMap;
    const auto meta = recordMetaFromJson(json, driver);
    if (!meta) {
        return notARecord(name, u"this %1 holds no release"_s.arg(kind));
    }
    auto record = decodeReleaseObject(json, *meta);
    if (!record) {
        return std::unexpected(record.error());
    }
    return RecordFile{.meta = *meta, .record = std::move(*record)};
}

Result<RecordFile> readRecordFile(const QString& path) {
    const auto text = readBoundedFile(path, kMaxFile);
    if (!text) {
        return std::unexpected(text.error());
    }
    return recordFromText(*text, path);
}

QString suggestedFileName(const RecordMeta& meta) {
    QString name = u"%1.v%2.%3.json"_s.arg(meta.key.name).arg(number(meta.revision)).arg(meta.key.nameSpace);
    for (QChar& c : name) {
        const bool isPlain = (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c.isDigit() || c == u'-'
            || c == u'_' || c == u'.';
        c = isPlain ? c : QChar(u'_');
    }
    return name.startsWith(u'.') ? u'_' + name : name;
}

} // namespace pilothouse
