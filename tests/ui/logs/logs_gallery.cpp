// SPDX-License-Identifier: Apache-2.0
// Draws log tabs in both schemes into FOLDER/logs-*.png, to be looked at by people: logs_gallery FOLDER.
#include "tests/ui/logs/log_fixtures.h"

#include "ui/logs/log_view.h"
#include "ui/logs/logs_tab.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QLineEdit>
#include <QElapsedTimer>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace pilothouse;
using namespace pilothouse::ui;

namespace {

void wait(int ms) {
    QElapsedTimer time;
    time.start();
    while (time.elapsed() < ms) {
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    }
}

LogNotice notice(LogNotice::Kind kind, const QString& detail = {}, int revision = 0) {
    LogNotice told;
    told.kind = kind;
    told.detail = detail;
    told.revision = static_cast<Revision>(revision);
    return told;
}

LogBatchPtr plainLines() {
    BatchBuilder builder;
    builder.source(0, u"payment-api-6d9f-x2kqp"_s, u"app"_s, static_cast<Revision>(1381));
    builder.source(1, u"payment-api-6d9f-m81zt"_s, u"app"_s, static_cast<Revision>(1381));
    builder.source(2, u"payment-api-7c41-q0vwd"_s, u"app"_s, static_cast<Revision>(1382));
    LogNotice joins = notice(LogNotice::Kind::Joined);
    joins.source = 1;
    builder.notice(joins, at(0));
    const auto info = LogLevel::Info;
    for (int i = 0; i < 400; ++i) {
        const auto source = static_cast<quint16>(i % 3 == 1 ? 1 : i > 260 && i % 4 == 0 ? 2 : 0);
        const qint64 stamp = at(i * 900 + (i * 7919) % 600);
        const QByteArray number = QByteArray::number(88121 + i);
        if (i % 23 == 5) {
            builder.line(
                source, stamp, "ERROR charge failed: upstream timed out after 3000ms order=" + number, LogLevel::Error);
        } else if (i % 17 == 9) {
            builder.line(source, stamp, "WARN pool exhausted, waiting for connection waited=212ms", LogLevel::Warning);
        } else if (i % 11 == 3) {
            builder.line(source, stamp,
                "\x1b[32mINFO\x1b[0m cache warmed \x1b[36mkeys\x1b[0m=4096 \x1b[36mtook\x1b[0m=81ms", info);
        } else if (i % 29 == 8) {
            builder.line(source, stamp,
                R"({"level":"info","msg":"order created","order":)" + number
                    + R"(,"customer":{"id":"c-2219","tier":"gold"},"items":[{"sku":"A-100","n":2}],"took_ms":12})",
                info);
        } else {
            builder.line(source, stamp, "INFO POST /api/orders 201 12ms id=" + number, info);
        }
        if (i == 382) {
            builder.notice(notice(LogNotice::Kind::Revision, u"payment-1.4.20-c4962"_s, 1382), stamp);
        }
        if (i == 391) {
            builder.notice(notice(LogNotice::Kind::Reconnected, u"1.2 s"_s), stamp);
        }
    }
    return builder.take();
}

LogBatchPtr jsonLines() {
    BatchBuilder builder;
    builder.source(0, u"storefront-web-58d7c-bq7xz"_s, u"web"_s);
    builder.source(1, u"storefront-web-58d7c-kk2lp"_s, u"web"_s);
    for (int i = 0; i < 200; ++i) {
        const bool isBad = i % 19 == 4;
        builder.line(static_cast<quint16>(i % 2), at(i * 400),
            QByteArray(R"({"ts":"2026-11-21T14:02:10Z","level":")") + (isBad ? "error" : "info")
                + R"(","logger":"http","method":"GET","path":"/api/orders/)" + QByteArray::number(88000 + i)
                + R"(","status":)" + (isBad ? "502" : "200") + R"(,"msg":")"
                + (isBad ? "upstream closed the connection before it answered" : "request served") + R"("})",
            isBad ? LogLevel::Error : LogLevel::Info);
    }
    return builder.take();
}

struct Scene {
    Scene(Theme& theme, WorkerPool& pool, EnvironmentKind kind, const PodTools::Logs& what) {
        auto made = std::make_unique<FakeLogsGateway>();
        gateway = made.get();
        LogStore::Options store;
        store.folder = folder.path();
        tab = std::make_unique<LogsTab>(
            theme, LogsParts{std::move(made), pool, nullptr, store}, what, Environment{kind, u"prd"_s});
        tab->resize(1280, 800);
        tab->show();
        tab->setFocus();
        wait(20);
    }
    void shoot(const QString& path) {
        wait(700);
        tab->grab().save(path);
    }
    QTemporaryDir folder;
    FakeLogsGateway* gateway;
    std::unique_ptr<LogsTab> tab;
};

PodTools::Logs release() {
    PodTools::Logs what;
    what.context = ContextId(u"eks_prd-app"_s);
    what.scope = {u"payments"_s, PodScope::Release{u"payment-api"_s}};
    return what;
}

PodTools::Logs deployment() {
    PodTools::Logs what;
    what.context = ContextId(u"eks_stg-app"_s);
    what.scope = {u"shop"_s, PodScope::Workload{{u"apps"_s, u"v1"_s, u"Deployment"_s}, u"storefront-web"_s}};
    return what;
}

void press(LogsTab& tab, Qt::Key key, const QString& text = {}, Qt::KeyboardModifiers held = {}) {
    QKeyEvent event(QEvent::KeyPress, key, held, text);
    QCoreApplication::sendEvent(&tab.view(), &event);
    wait(60);
}

void shootAll(Theme& theme, WorkerPool& pool, const QString& base) {
    const std::vector<LogContainer> three{{u"payment-api-6d9f-x2kqp"_s, u"app"_s, ContainerKind::Regular, true, 0},
        {u"payment-api-6d9f-m81zt"_s, u"app"_s, ContainerKind::Regular, true, 2},
        {u"payment-api-7c41-q0vwd"_s, u"app"_s, ContainerKind::Regular, true, 0}};
    {
        Scene scene(theme, pool, EnvironmentKind::Production, release());
        scene.shoot(base + u"-1-looking.png"_s);
        scene.gateway->tell(LogFollowStatus::State::Streaming, three);
        scene.gateway->send(plainLines());
        scene.tab->presenter().mark();
        scene.shoot(base + u"-2-follow.png"_s);
        press(*scene.tab, Qt::Key_F, u"\x06"_s, Qt::ControlModifier);
        scene.tab->findChild<QLineEdit*>()->clear();
        for (auto* field : scene.tab->findChildren<QLineEdit*>()) {
            if (field->parent() != nullptr && field->accessibleName().contains(u"Find")) {
                field->setText(u"orders"_s);
            }
        }
        wait(400);
        for (int i = 0; i < 3; ++i) {
            press(*scene.tab, Qt::Key_Up);
        }
        qint64 json = scene.tab->view().linesInSight().first;
        while (!scene.tab->presenter().store().line(json).bytes.startsWith('{')) {
            ++json;
        }
        scene.tab->view().toggleExpanded(json);
        scene.shoot(base + u"-3-find-unfolded.png"_s);
        scene.tab->escape();
        scene.tab->focusFilter();
        (void)scene.tab->presenter().setFilterText(u"!/orders/"_s, false);
        scene.tab->logActions().command->trigger();
        scene.shoot(base + u"-4-filter.png"_s);
    }
    {
        Scene scene(theme, pool, EnvironmentKind::Staging, deployment());
        scene.gateway->tell(LogFollowStatus::State::Streaming,
            {{u"storefront-web-58d7c-bq7xz"_s, u"web"_s, ContainerKind::Regular, true, 0},
                {u"storefront-web-58d7c-kk2lp"_s, u"web"_s, ContainerKind::Regular, true, 0}});
        scene.gateway->send(jsonLines());
        scene.tab->logActions().columns->trigger();
        scene.shoot(base + u"-5-columns.png"_s);
        scene.tab->resize(700, 260);
        scene.shoot(base + u"-6-dock.png"_s);
    }
}

} // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    if (argc < 2) {
        qWarning("logs_gallery FOLDER");
        return 1;
    }
    Theme theme(app);
    WorkerPool pool(2);
    const QString folder = QString::fromLocal8Bit(argv[1]);
    theme.setChoice(Theme::Choice::Dark);
    shootAll(theme, pool, folder + u"/logs-dark"_s);
    theme.setChoice(Theme::Choice::Light);
    shootAll(theme, pool, folder + u"/logs-light"_s);
    return 0;
}
