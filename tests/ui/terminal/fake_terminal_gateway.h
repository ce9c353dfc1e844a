// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/fake_navigation.h"
#include "ui/terminal/terminal_tab.h"

#include <QPointer>

#include <functional>

namespace pilothouse::ui::tests {

/// A link that keeps what it is told, and says what the test wants.
class FakeLink final : public TerminalLink {
public:
    explicit FakeLink(ExecRequest asked)
        : request(std::move(asked)) { }
    void write(const QByteArray& bytes) override { written += bytes; }
    void interrupt(const QByteArray& bytes) override {
        written += bytes;
        ++interrupts;
    }
    void resize(int columns, int rows) override { size = {columns, rows}; }
    void taken(qsizetype bytes) override { acknowledged += bytes; }

    ExecRequest request;
    QByteArray written;
    QSize size;
    qsizetype acknowledged = 0;
    int interrupts = 0;
};

/// Answers at once, from what the test put in.
class FakeTerminalGateway final : public TerminalGateway {
public:
    CallHandle readPod(const ContextId&, const QString&, const QString&, Answer<PodView> answer) override {
        ++podReads;
        answer(pod);
        return {};
    }
    CallHandle findShell(const ContextId&, const ShellPlace& place, Answer<QStringList> answer) override {
        askedShell = place;
        answer(shell);
        return {};
    }
    void forgetShell(const ContextId&, const QString& imageId) override { forgotten.append(imageId); }
    CallHandle startDebug(const ContextId&, const DebugWish& wish, Answer<DebugPlace> answer) override {
        debugWays.append(wish.way);
        debugRequests.append(wish.request);
        debugTyped.append(wish.typed);
        answer(debugPlace);
        return {};
    }
    void removeDebugPod(const ContextId&, const DebugPlace& place) override { removed.append(place.pod); }
    std::unique_ptr<TerminalLink> open(const ContextId&, const ExecRequest& request, const QString& why) override {
        reason = why;
        ++opened;
        auto made = std::make_unique<FakeLink>(request);
        link = made.get();
        return made;
    }

    Result<PodView> pod;
    Result<QStringList> shell{QStringList{QStringLiteral("bash")}};
    Result<DebugPlace> debugPlace;
    ShellPlace askedShell;
    QStringList forgotten;
    QString reason;
    QList<DebugWay> debugWays;
    QList<DebugRequest> debugRequests;
    QStringList debugTyped;
    QStringList removed;
    QPointer<FakeLink> link;
    int opened = 0;
    int podReads = 0;
};

/// A pod with two containers in a context whose mode the test sets.
struct TerminalScene {
    FakeTerminalGateway gateway;
    FakeNavigation navigation;
    PlaceMode place;
    bool offersClipboard = false;
    PodTools::Terminal target{.context = ContextId(QStringLiteral("eks_stg-app")),
        .nameSpace = QStringLiteral("shop"),
        .pod = QStringLiteral("web-7d9f6c5b8-x2x4q"),
        .container = {}};

    TerminalScene() {
        place.isKnown = true;
        place.isProtected = false;
        place.mode = Mode::Troubleshooting;
        place.environment.kind = EnvironmentKind::Staging;
        PodView view;
        view.containers = {{.name = QStringLiteral("web"),
            .image = QStringLiteral("nginx:1.27"),
            .imageId = QStringLiteral("sha256:1"),
            .isRunning = true,
            .state = {}}};
        view.preferred = QStringLiteral("web");
        gateway.pod = view;
        gateway.debugPlace
            = DebugPlace{.nameSpace = target.nameSpace, .pod = target.pod, .container = QStringLiteral("debugger-1")};
    }
    void addSidecar() {
        gateway.pod->containers.append({.name = QStringLiteral("proxy"),
            .image = QStringLiteral("envoy:1.31"),
            .imageId = QStringLiteral("sha256:2"),
            .isRunning = true,
            .state = {}});
    }
    [[nodiscard]] TerminalPresenter::Services services() {
        return {.gateway = gateway,
            .mode = [this](const ContextId&, const QString&) { return place; },
            .offersClipboard = offersClipboard};
    }
    [[nodiscard]] std::unique_ptr<TerminalTab> tab() {
        return std::make_unique<TerminalTab>(
            target, TerminalTab::Services{.presenter = services(), .navigation = navigation});
    }
};

} // namespace pilothouse::ui::tests
