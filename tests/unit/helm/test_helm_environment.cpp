// SPDX-License-Identifier: Apache-2.0
#include "core/helm/helm_environment.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QString valueOf(const HelmEnvironment& environment, const QString& name) {
    return environment.toProcessEnvironment().value(name, u"(none)"_s);
}

} // namespace

class TestHelmEnvironment : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void HE5_whatSteersHelmIsDroppedAndNamed_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"HELM_KUBEAPISERVER", "HELM_KUBEASGROUPS", "HELM_KUBEASUSER", "HELM_KUBECAFILE",
                 "HELM_KUBECONTEXT", "HELM_KUBEINSECURE_SKIP_TLS_VERIFY", "HELM_KUBETLS_SERVER_NAME", "HELM_KUBETOKEN",
                 "HELM_NAMESPACE", "HELM_MAX_HISTORY", "HELM_QPS", "HELM_DRIVER_SQL_CONNECTION_STRING", "HELM_BIN",
                 "HELM_NO_PLUGINS", "HELM_COLOR", "KUBECONFIG", "KUBERC", "KUBECTL_EXTERNAL_DIFF",
                 "KUBERNETES_SERVICE_HOST", "LD_PRELOAD", "LD_LIBRARY_PATH"}) {
            QTest::newRow(name) << QString::fromLatin1(name);
        }
    }
    void HE5_whatSteersHelmIsDroppedAndNamed() {
        QFETCH(const QString, name);

        const HelmEnvironment environment = helmEnvironment({{name, u"hostile"_s}});

        QCOMPARE(valueOf(environment, name), u"(none)"_s);
        QCOMPARE(environment.steering, QStringList{name});
    }

    void HE5_namesAreToldButNoValues() {
        const HelmEnvironment environment = helmEnvironment(
            {{u"MY_PASSWORD"_s, u"canary"_s}, {u"KUBECONFIG"_s, u"canary"_s}, {u"PATH"_s, u"/bin"_s}});

        QCOMPARE(environment.dropped, QStringList({u"KUBECONFIG"_s, u"MY_PASSWORD"_s}));
        QCOMPARE(environment.steering, QStringList{u"KUBECONFIG"_s});
    }

    void whatLoginsAndPluginsNeedStays() {
        for (const char* name : {"HOME", "LANG", "LC_ALL", "XDG_CACHE_HOME", "AWS_PROFILE", "GOOGLE_CLOUD_PROJECT",
                 "AZURE_TENANT_ID", "VAULT_ADDR", "SOPS_AGE_KEY_FILE", "GNUPGHOME", "SSH_AUTH_SOCK", "https_proxy",
                 "NO_PROXY", "HELM_PLUGINS", "HELM_CACHE_HOME", "HELM_REGISTRY_CONFIG", "HELM_REPOSITORY_CACHE",
                 "HELM_SECRETS_BACKEND", "DOCKER_CONFIG"}) {
            QCOMPARE(
                valueOf(helmEnvironment({{QString::fromLatin1(name), u"x"_s}}), QString::fromLatin1(name)), u"x"_s);
        }
    }

    void saysWhatThePlanSays() {
        const EnvironmentVariables own{{u"HELM_DRIVER"_s, u"sql"_s}, {u"HELM_DEBUG"_s, u"1"_s}, {u"NO_COLOR"_s, u""_s}};

        const HelmEnvironment environment = helmEnvironment(own, StorageDriver::ConfigMap);

        QCOMPARE(valueOf(environment, u"HELM_DRIVER"_s), u"configmap"_s);
        QCOMPARE(valueOf(environment, u"HELM_DEBUG"_s), QString());
        QCOMPARE(valueOf(environment, u"NO_COLOR"_s), u"1"_s);
        QCOMPARE(valueOf(environment, u"HELM_NO_PLUGINS"_s), u"(none)"_s);
        QCOMPARE(
            valueOf(helmEnvironment(own, StorageDriver::Secret, HelmPlugins::Leave), u"HELM_NO_PLUGINS"_s), u"1"_s);
    }

    void HE1_relativeFoldersOfPathAreDropped() {
        const HelmEnvironment environment = helmEnvironment({{u"PATH"_s, u".:/usr/bin:bin::/bin:"_s}});

        QCOMPARE(valueOf(environment, u"PATH"_s), u"/usr/bin:/bin"_s);
    }

    void setReplacesOrAdds() {
        HelmEnvironment environment = helmEnvironment({{u"HOME"_s, u"/a"_s}});
        environment.set(u"HOME"_s, u"/b"_s);
        environment.set(u"TMPDIR"_s, u"/c"_s);

        QCOMPARE(valueOf(environment, u"HOME"_s), u"/b"_s);
        QCOMPARE(valueOf(environment, u"TMPDIR"_s), u"/c"_s);
    }
};

QTEST_GUILESS_MAIN(TestHelmEnvironment)
#include "test_helm_environment.moc"
