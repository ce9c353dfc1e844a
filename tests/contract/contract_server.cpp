// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/contract_server.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>

#include <curl/curl.h>
#include <yaml-cpp/yaml.h>

#include <memory>

namespace pilothouse::contract {

using namespace Qt::StringLiterals;

namespace {

constexpr long kRequestSeconds = 20;

std::size_t append(char* data, std::size_t size, std::size_t count, void* to) {
    static_cast<QByteArray*>(to)->append(data, static_cast<qsizetype>(size * count));
    return size * count;
}

/// The bytes of NAME-data (base64) or of the file NAME names.
QByteArray dataOrFile(const YAML::Node& node, const std::string& name) {
    if (const YAML::Node data = node[name + "-data"]) {
        return QByteArray::fromBase64(QByteArray::fromStdString(data.as<std::string>()));
    }
    if (const YAML::Node path = node[name]) {
        QFile file(QString::fromStdString(path.as<std::string>()));
        if (file.open(QIODevice::ReadOnly)) {
            return file.readAll();
        }
    }
    return {};
}

YAML::Node named(const YAML::Node& list, const std::string& name, const char* what) {
    for (const YAML::Node& entry : list) {
        if (entry["name"].as<std::string>() == name) {
            return entry[what];
        }
    }
    return {};
}

} // namespace

QJsonObject Answer::json() const {
    return QJsonDocument::fromJson(body).object();
}

ContractServer::ContractServer(QString context)
    : m_context(std::move(context)) {
    const QString given = qEnvironmentVariable("PILOTHOUSE_CONTRACT_KUBECONFIG");
    if (given.isEmpty()) {
        startDemo();
    } else {
        readKubeconfig(given);
    }
}

ContractServer::~ContractServer() {
    for (const QByteArray& space : std::as_const(m_namespaces)) {
        send("DELETE", "/api/v1/namespaces/" + space);
    }
    if (m_demo.state() == QProcess::Running) {
        m_demo.terminate();
        m_demo.waitForFinished(5000);
    }
}

void ContractServer::startDemo() {
    m_demo.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_demo.start(qEnvironmentVariable("PILOTHOUSE_BIN") + "/pilothouse-demo"_L1,
        {u"--dir"_s, m_folder.path(), u"--quick"_s, u"--quit-with-parent"_s});
    while (!m_demo.canReadLine()) {
        if (!m_demo.waitForReadyRead(20000)) {
            m_problem = u"pilothouse-demo did not get ready"_s;
            return;
        }
    }
    for (const QByteArray& word : m_demo.readLine().trimmed().split(' ')) {
        if (word.startsWith("control=")) {
            m_control = word.sliced(8);
        }
    }
    readKubeconfig(m_folder.filePath(u"kubeconfig"_s));
}

Answer ContractServer::control(const QByteArray& method, const QByteArray& path, const QJsonObject& body) const {
    return m_control.isEmpty() ? Answer() : send(method, path, body, {"X-Demo-Control: " + m_control});
}

QList<QJsonObject> ContractServer::requests() const {
    QList<QJsonObject> requests;
    for (const QJsonValue& request : control("GET", "/_demo/requests").json().value("requests"_L1).toArray()) {
        if (!request["target"_L1].toString().startsWith("/_demo/"_L1)) {
            requests += request.toObject();
        }
    }
    return requests;
}

void ContractServer::readKubeconfig(const QString& path) {
    const YAML::Node config = YAML::LoadFile(path.toStdString());
    m_kubeconfig = path;
    if (m_context.isEmpty()) {
        m_context = QString::fromStdString(config["current-context"].as<std::string>());
    }
    const YAML::Node context = named(config["contexts"], m_context.toStdString(), "context");
    const YAML::Node cluster = named(config["clusters"], context["cluster"].as<std::string>(), "cluster");
    const YAML::Node user = named(config["users"], context["user"].as<std::string>(), "user");
    m_server = QByteArray::fromStdString(cluster["server"].as<std::string>());
    m_authority = dataOrFile(cluster, "certificate-authority");
    if (const YAML::Node token = user["token"]) {
        m_token = QByteArray::fromStdString(token.as<std::string>());
        return;
    }
    const auto keep = [&](const QString& name, const QByteArray& bytes) {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
            m_problem = u"cannot keep the client certificate"_s;
        }
        return file.fileName().toUtf8();
    };
    m_certificateFile = keep(u"client.crt"_s, dataOrFile(user, "client-certificate"));
    m_keyFile = keep(u"client.key"_s, dataOrFile(user, "client-key"));
}

QString ContractServer::kubeconfigFor(const QString& token) const {
    YAML::Node user;
    user["name"] = "account";
    user["user"]["token"] = token.toStdString();
    YAML::Node cluster;
    cluster["name"] = "cluster";
    cluster["cluster"]["server"] = m_server.toStdString();
    cluster["cluster"]["certificate-authority-data"] = m_authority.toBase64().toStdString();
    YAML::Node context;
    context["name"] = m_context.toStdString();
    context["context"]["cluster"] = "cluster";
    context["context"]["user"] = "account";
    YAML::Node config;
    config["apiVersion"] = "v1";
    config["kind"] = "Config";
    config["current-context"] = m_context.toStdString();
    config["clusters"].push_back(cluster);
    config["users"].push_back(user);
    config["contexts"].push_back(context);
    QFile file(m_folder.filePath(u"account.kubeconfig"_s));
    const std::string text = YAML::Dump(config);
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(text.data(), static_cast<qint64>(text.size())) == static_cast<qint64>(text.size());
    return isWritten ? file.fileName() : QString();
}

Answer ContractServer::send(
    const QByteArray& method, const QByteArray& path, const QJsonObject& body, const QList<QByteArray>& headers) const {
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle(curl_easy_init(), curl_easy_cleanup);
    const QByteArray sent = body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact);
    curl_slist* list = nullptr;
    bool authorized = false;
    bool typed = false;
    for (const QByteArray& header : headers) {
        list = curl_slist_append(list, header.constData());
        authorized = authorized || header.startsWith("Authorization:");
        typed = typed || header.startsWith("Content-Type:");
    }
    if (!typed) {
        list = curl_slist_append(list, "Content-Type: application/json");
    }
    if (!m_token.isEmpty() && !authorized) {
        list = curl_slist_append(list, QByteArray("Authorization: Bearer " + m_token).constData());
    }
    Answer answer;
    curl_easy_setopt(handle.get(), CURLOPT_URL, QByteArray(m_server + path).constData());
    curl_easy_setopt(handle.get(), CURLOPT_CUSTOMREQUEST, method.constData());
    curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, list);
    curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT, kRequestSeconds);
    curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, append);
    curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &answer.body);
    if (!sent.isEmpty()) {
        curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(sent.size()));
        curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDS, sent.constData());
    }
    curl_blob authority{
        const_cast<char*>(m_authority.constData()), static_cast<std::size_t>(m_authority.size()), CURL_BLOB_NOCOPY};
    if (!m_authority.isEmpty()) {
        curl_easy_setopt(handle.get(), CURLOPT_CAINFO_BLOB, &authority);
    }
    if (!m_certificateFile.isEmpty() && !authorized) {
        curl_easy_setopt(handle.get(), CURLOPT_SSLCERT, m_certificateFile.constData());
        curl_easy_setopt(handle.get(), CURLOPT_SSLKEY, m_keyFile.constData());
    }
    curl_easy_perform(handle.get());
    long status = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
    char* type = nullptr;
    curl_easy_getinfo(handle.get(), CURLINFO_CONTENT_TYPE, &type);
    answer.status = static_cast<int>(status);
    answer.contentType = type;
    curl_slist_free_all(list);
    return answer;
}

Answer ContractServer::get(const QByteArray& path, const QByteArray& accept) const {
    return send("GET", path, {}, {"Accept: " + accept});
}

QList<QJsonObject> ContractServer::watch(
    const QByteArray& path, std::chrono::seconds length, const QByteArray& accept) const {
    const QByteArray mark = path.contains('?') ? "&" : "?";
    const Answer answer = get(
        path + mark + "watch=true&timeoutSeconds=" + QByteArray::number(static_cast<int>(length.count())), accept);
    QList<QJsonObject> events;
    for (const QByteArray& line : answer.body.split('\n')) {
        if (!line.trimmed().isEmpty()) {
            events.append(QJsonDocument::fromJson(line).object());
        }
    }
    return events;
}

QByteArray ContractServer::makeNamespace() {
    const QByteArray name = "contract-" + QUuid::createUuid().toByteArray(QUuid::Id128).left(10);
    const Answer made = create("/api/v1/namespaces",
        {{u"kind"_s, u"Namespace"_s}, {u"apiVersion"_s, u"v1"_s},
            {u"metadata"_s, QJsonObject{{u"name"_s, QString::fromLatin1(name)}}}});
    if (made.status == 201) {
        m_namespaces.append(name);
    }
    return name;
}

bool ContractServer::makeConfigMaps(const QByteArray& space, int count) const {
    for (int i = 0; i < count; ++i) {
        const QJsonObject labels{{u"parity"_s, i % 2 == 0 ? u"even"_s : u"odd"_s}};
        const QJsonObject metadata{{u"name"_s, u"cm-%1"_s.arg(i, 4, 10, QLatin1Char('0'))}, {u"labels"_s, labels}};
        const Answer made = create("/api/v1/namespaces/" + space + "/configmaps",
            {{u"kind"_s, u"ConfigMap"_s}, {u"apiVersion"_s, u"v1"_s}, {u"metadata"_s, metadata},
                {u"data"_s, QJsonObject{{u"n"_s, QString::number(i)}}}});
        if (made.status != 201) {
            return false;
        }
    }
    return true;
}

} // namespace pilothouse::contract
