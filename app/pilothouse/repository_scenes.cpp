// SPDX-License-Identifier: Apache-2.0
#include "app/pilothouse/repository_scenes.h"

#include "app/pilothouse/application.h"
#include "app/pilothouse/change_wiring.h"

#include "core/session/repository_book.h"

#include "ui/change/chart_form.h"
#include "ui/change/chart_row.h"
#include "ui/frame/repository_place.h"

#include <QFile>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QString kCorp = u"https://charts.example.com/stable"_s;

Repository sample(const QString& name, const QString& url) {
    Repository repository;
    repository.id = u"tour-"_s + name;
    repository.name = name;
    repository.url = url;
    return repository;
}

/// What a person may have set up; nothing of it is asked before somebody chooses it.
void setUp(Application& application) {
    Repository corp = sample(u"corp"_s, kCorp);
    corp.user = u"deployer"_s;
    corp.keep = Repository::Keep::ThisRun;
    Repository registry = sample(u"images"_s, u"oci://registry.example.com/team"_s);
    registry.proxy = u"http://proxy.example.com:3128"_s;
    Repository old = sample(u"old"_s, u"https://charts.old.example.com"_s);
    old.skipTlsVerify = true;
    for (const Repository& repository : {corp, registry, old}) {
        const bool hasPassword = repository.keep != Repository::Keep::Nothing;
        application.repositories().put(repository,
            hasPassword ? std::make_shared<const Secret>(QByteArray("sample")) : nullptr,
            [](const Result<RepositoryBook::Kept>&) { });
    }
}

void chooseSource(Application& application, const ChartSource& source) {
    ui::ChangePage* page = application.changes().page();
    auto* form = page && page->sheet() ? qobject_cast<ui::ChartForm*>(&page->sheet()->form()) : nullptr;
    if (form) {
        form->chart().setSource(source);
        Q_EMIT form->chart().edited();
    }
}

/// A helmfile to be asked about; without helmfile on PATH the page says how to get it.
ChartSource helmfileIn(const QString& folder) {
    const QString path = folder + u"/helmfile.yaml"_s;
    if (QFile file(path); file.open(QIODevice::WriteOnly)) {
        file.write("releases: []\n");
    }
    ChartSource source;
    source.kind = ChartSource::Kind::Helmfile;
    source.location = path;
    source.environment = u"stg"_s;
    source.selector = u"tier=front"_s;
    return source;
}

} // namespace

std::vector<TourScene> repositoryScenes(Application& application, const ContextId& stg) {
    Application* app = &application;
    ui::Place upgrade = ui::placeOf(stg, ui::page::kUpgrade);
    upgrade.release = ReleaseKey{.nameSpace = u"payments"_s, .name = u"payment"_s};
    return {
        {.name = u"repositories"_s, .place = ui::repositoryPlace(stg), .steps = {[app] { setUp(*app); }}},
        {.name = u"repository-chosen"_s, .place = ui::repositoryPlace(stg, kCorp)},
        {.name = u"upgrade-repository"_s, .place = upgrade, .steps = {[app] {
             chooseSource(
                 *app, {.kind = ChartSource::Kind::Repository, .location = u"payment"_s, .repositoryUrl = kCorp});
         }}},
        {.name = u"upgrade-helmfile"_s, .place = upgrade, .steps = {[app] {
             if (const QString& folder = app->options().configFolder; !folder.isEmpty()) {
                 chooseSource(*app, helmfileIn(folder));
             }
         }}},
    };
}

} // namespace pilothouse
