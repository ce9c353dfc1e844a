// SPDX-License-Identifier: Apache-2.0
// The log tab on a real server, from the wire to the screen: a log of --lines lines read from its first, or one that is
// followed for --seconds. Prints as JSON what it took, and what of the log is missing, doubled or stated as dropped.
#include "tests/bench/bench_core.h"

#include "ui/logs/logs_tab.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QCryptographicHash>

#include <cstdlib>

using namespace pilothouse;
using namespace pilothouse::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 kPatience = 120'000; // ms

/// Lines carry their number behind this word: `seq=17`.
qint64 numberIn(QByteArrayView line) {
    static constexpr QByteArrayView kWord = "seq=";
    const qsizetype at = line.lastIndexOf(kWord);
    return at < 0 ? -1 : std::strtoll(line.data() + at + kWord.size(), nullptr, 10); // a newline ends it
}

/// What the store holds, looked at line by line.
struct Account {
    qint64 lines = 0;
    qint64 notices = 0;
    qint64 first = -1; ///< numbers
    qint64 last = -1;
    qint64 missing = 0;
    qint64 doubled = 0;
    QByteArray digest; ///< of the bytes as the server wrote them
};

Account accountOf(const LogStore& store) {
    Account found;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (qint64 i = store.first(); i < store.end(); ++i) {
        const LogStore::Line line = store.line(i);
        if (line.meta.isNotice) {
            ++found.notices;
            continue;
        }
        ++found.lines;
        hash.addData(line.bytes);
        hash.addData(line.meta.continues || line.meta.noNewline ? "" : "\n");
        const qint64 number = numberIn(line.bytes);
        if (number < 0) {
            continue;
        }
        if (found.last >= 0 && number != found.last + 1) {
            (number > found.last ? found.missing : found.doubled) += qAbs(number - found.last - 1);
        }
        found.first = found.first < 0 ? number : found.first;
        found.last = number;
    }
    found.digest = hash.result().toHex();
    return found;
}

/// The first lines as they were when they came, before any were dropped.
struct Beginning {
    qint64 number = -1;
    qint64 notices = 0;
};

void look(Beginning& beginning, const LogStore& store, qint64 from, qint64 end) {
    for (qint64 i = from; i < end && beginning.number < 0; ++i) {
        const LogStore::Line line = store.line(i);
        beginning.notices += line.meta.isNotice ? 1 : 0;
        beginning.number = line.meta.isNotice ? -1 : numberIn(line.bytes);
    }
}

} // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addPositionalArgument(u"place"_s, u"KUBECONFIG CONTEXT NAMESPACE POD CONTAINER"_s);
    parser.addOptions({{u"lines"_s, {}, u"N"_s}, {u"seconds"_s, {}, u"N"_s}, {u"file-mib"_s, {}, u"N"_s, u"8192"_s}});
    parser.process(app);
    const QStringList place = parser.positionalArguments();
    if (place.size() != 5) {
        parser.showHelp(2);
    }
    const qint64 lines = parser.value(u"lines"_s).toLongLong();
    const std::chrono::seconds time(parser.value(u"seconds"_s).toInt());
    Theme theme(app);
    BenchCore core(place[0]);
    WorkerPool pool;
    const PodTools::Logs what{.context = ContextId(place[1]),
        .scope = {place[2], PodScope::Pod{place[3]}},
        .container = place[4],
        .previous = false};
    LogStore::Options options{.memory = 64_MiB,
        .file = ByteSize{parser.value(u"file-mib"_s).toLongLong() * 1024 * 1024},
        .folder = core.folder.filePath(u"logs"_s)};
    auto tab = std::make_unique<LogsTab>(
        theme, LogsParts{coreLogsGateway(core.access, what.context), pool, nullptr, options}, what, Environment());
    const LogStore& store = tab->presenter().store();
    tab->resize(1280, 700);
    tab->show();
    Beginning beginning;
    QElapsedTimer timer;
    qint64 firstMs = -1;
    qint64 most = 0;
    QObject::connect(&store, &LogStore::appended, tab.get(), [&](qint64 from, qint64 end) {
        firstMs = firstMs < 0 ? timer.elapsed() : firstMs;
        most = qMax(most, store.memory());
        look(beginning, store, from, end);
    });
    QObject::connect(&store, &LogStore::cleared, tab.get(), [&] { beginning = {}; });
    Pulse pulse;
    const double before = cpuSeconds();
    timer.start();
    pulse.begin();
    if (lines > 0) {
        tab->presenter().setPreset(SincePreset::Head);
        while (store.end() - store.first() <= lines && timer.elapsed() < kPatience) { // it joined: a line of its own
            spin(5ms);
        }
    } else {
        tab->presenter().setPreset(SincePreset::Tail);
        spin(time);
    }
    const qint64 took = timer.elapsed();
    const double cpu = cpuSeconds() - before;
    spin(300ms); // what the last lines bring with them is a part of it
    const qint64 stall = pulse.longest();
    pulse.end();
    const qint64 dropped = store.droppedLines();
    const Account account = accountOf(store);
    const qint64 gone = dropped > 0 ? account.first - beginning.number : 0; // by their numbers
    const qint64 stated = dropped > 0 ? dropped - beginning.notices : 0; // by the store's word
    QJsonObject out{{u"firstMs"_s, firstMs}, {u"ms"_s, took}, {u"lines"_s, account.lines},
        {u"received"_s, account.last - beginning.number + 1}, {u"missing"_s, account.missing},
        {u"doubled"_s, account.doubled}, {u"dropped"_s, gone}, {u"stated"_s, stated}};
    out[u"sha256"_s] = QString::fromLatin1(account.digest);
    out[u"stallMs"_s] = stall;
    out[u"cpuSeconds"_s] = cpu;
    out[u"storeMiB"_s] = static_cast<double>(most) / 1048576.0;
    out[u"peakRssMiB"_s] = peakMiB();
    QElapsedTimer closing;
    closing.start();
    tab.reset();
    out[u"closeMs"_s] = closing.elapsed();
    tell(out);
    return 0;
}
