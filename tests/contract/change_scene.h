// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/change_desk.h"
#include "tests/contract/contract_server.h"
#include "tests/support/awaiting.h"

#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace pilothouse::contract {

/// A small chart: a ConfigMap, a Secret, a Deployment without pods (so that nothing has to be pulled), a hook. Written
/// into a folder of its own.
class TestChart {
public:
    TestChart();
    [[nodiscard]] QString path() const { return m_folder.path() + QStringLiteral("/web"); }
    void setVersion(const QString& version) const;
    void write(const QString& name, const QByteArray& text) const;

private:
    QTemporaryDir m_folder;
};

/// The rules that make the whole context a place of that kind, and nothing else anything.
[[nodiscard]] std::vector<EnvironmentRule> rulesHere(const QString& context, EnvironmentKind kind);

/// One console: a workspace and a desk with a state folder of its own, as another machine would have.
class Console {
public:
    struct Options {
        QString kubeconfig;
        QString helm; ///< folder of PATH comes first
        std::vector<EnvironmentRule> rules;
        std::vector<std::pair<QString, QString>> environment; ///< on top
    };
    explicit Console(Options options);
    ~Console();
    Q_DISABLE_COPY_MOVE(Console)

    /// Ends the window; running helms go on. A new one looks at the same state folder.
    void restart();
    [[nodiscard]] ChangeDesk& desk() const { return *m_desk; }
    [[nodiscard]] Workspace& workspace() const { return *m_workspace; }
    [[nodiscard]] QString stateFolder() const { return m_state.path() + QStringLiteral("/state"); }

    [[nodiscard]] ChangePlanPtr plan(const ChangeRequest& request) const; ///< fails the program when there is none
    [[nodiscard]] Result<QString> begin(const ChangePlanPtr& plan, const QString& typed = {}) const;
    /// Until it has ended; at most 40 s.
    [[nodiscard]] RunStatusPtr end(const QString& id) const;
    [[nodiscard]] RunStatusPtr run(const QString& id) const;
    /// Plan, begin, end.
    [[nodiscard]] RunStatusPtr carryOut(const ChangeRequest& request) const;
    [[nodiscard]] std::vector<AuditEntry> audit() const;

private:
    void open();
    Options m_options;
    QTemporaryDir m_state;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<ChangeDesk> m_desk;
};

/// What helm leaves of a release: its records and its objects, comparable between two namespaces.
struct Remains {
    QStringList records; ///< `2 deployed web-0.2.0 {"a":1}`, oldest first
    QStringList manifests; ///< one a record, without the namespace's name
    QStringList objects; ///< kind, name, labels, annotations and spec or data, without what the server fills in
};
[[nodiscard]] Remains remainsOf(const ContractServer& server, const QByteArray& nameSpace, const QString& release);

/// Starts helm as a person would; it runs while the test goes on.
std::unique_ptr<QProcess> startHelm(const QString& helm, const ContractServer& server, const QStringList& arguments);
/// Runs it to its end. @return its exit code
int helmByHand(const QString& helm, const ContractServer& server, const QStringList& arguments);

/// One release in a namespace of ours, and its twin in another one that only plain helm touches.
class Twins {
public:
    /// @param server,chart outlive it
    Twins(ContractServer& server, QString helm, const TestChart& chart);

    static constexpr QLatin1StringView kRelease{"web"};
    [[nodiscard]] const QByteArray& ours() const { return m_ours; }
    [[nodiscard]] const QByteArray& theirs() const { return m_theirs; }
    /// What a console is asked to do with ours; waits for hooks only.
    [[nodiscard]] ChangeRequest request(ChangeKind kind, const QByteArray& values = {}) const;

    /// The same by helm alone, with the chart as it is now. @return helm's exit code
    [[nodiscard]] int byHelm(const QString& verb, const QByteArray& values, const QStringList& more = {}) const;
    [[nodiscard]] std::unique_ptr<QProcess> startHelm(
        const QString& verb, const QByteArray& values, const QStringList& more = {}) const;
    [[nodiscard]] int byHand(const QStringList& arguments) const; ///< in theirs
    [[nodiscard]] int byHandInOurs(const QStringList& arguments) const;

    /// How records, manifests and objects of the two differ; empty: in nothing.
    [[nodiscard]] QString difference() const;

private:
    [[nodiscard]] QStringList argumentsOf(const QString& verb, const QByteArray& values, const QStringList& more) const;
    ContractServer& m_server;
    QString m_helm;
    const TestChart& m_chart;
    QTemporaryDir m_files;
    QByteArray m_ours;
    QByteArray m_theirs;
};

/// `upgrade Succeeded`, newest first, of the operations in that namespace.
[[nodiscard]] QStringList outcomesIn(const std::vector<AuditEntry>& entries, const QByteArray& nameSpace);

} // namespace pilothouse::contract
