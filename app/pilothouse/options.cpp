// SPDX-License-Identifier: Apache-2.0
#include "app/pilothouse/options.h"

#include <QCommandLineParser>

namespace pilothouse {

using namespace Qt::StringLiterals;

Result<AppOptions> parseAppOptions(const QStringList& arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription(u"A desktop console for Helm releases and the clusters they run in."_s);
    parser.addOptions({
        {u"kubeconfig"_s, u"Kubeconfig file to read instead of $KUBECONFIG or ~/.kube/config."_s, u"file"_s},
        {u"context"_s, u"Context to open."_s, u"name"_s},
        {u"config-folder"_s, u"Folder for settings instead of the user's own."_s, u"folder"_s},
        {u"language"_s, u"en or zh_CN; the system's where it is left out."_s, u"language"_s},
        {u"view"_s, u"View to open: releases."_s, u"name"_s, u"releases"_s},
        {u"measure"_s, u"Write what the window took to one JSON file."_s, u"file"_s},
        {u"quit-when-complete"_s, u"With --measure: end when everything has been read."_s},
        {u"tour"_s, u"Take pictures of every screen, light and dark, English and Chinese."_s, u"folder"_s},
    });
    const auto help = parser.addHelpOption();
    const auto version = parser.addVersionOption();
    if (!parser.parse(arguments)) {
        return fail(ErrorCode::Invalid, u"command line"_s, parser.errorText());
    }
    if (parser.isSet(help)) {
        parser.showHelp();
    }
    if (parser.isSet(version)) {
        parser.showVersion();
    }
    if (parser.value(u"view"_s) != "releases"_L1) {
        return fail(
            ErrorCode::Invalid, u"--view "_s + parser.value(u"view"_s), u"the view that can be measured is releases"_s);
    }
    AppOptions options;
    options.kubeconfig = parser.value(u"kubeconfig"_s);
    options.context = ContextId(parser.value(u"context"_s));
    options.configFolder = parser.value(u"config-folder"_s);
    options.language = parser.value(u"language"_s);
    options.measureFile = parser.value(u"measure"_s);
    options.quitWhenComplete = parser.isSet(u"quit-when-complete"_s);
    options.tourFolder = parser.value(u"tour"_s);
    return options;
}

} // namespace pilothouse
