// SPDX-License-Identifier: Apache-2.0
#include "core/session/forward_book.h"

#include <QJsonObject>
#include <QPointer>
#include <QUuid>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;
using State = ForwardStatus::State;

namespace {

constexpr qsizetype kMaxLines = 500;

bool isOver(State state) {
    return state == State::Stopped || state == State::Failed;
}

} // namespace

struct ForwardBook::Line {
    ForwardEntry entry;
    std::unique_ptr<PortForward> forward; ///< none: not running
};

ForwardBook::ForwardBook(ClientOf clientOf, QObject* parent)
    : QObject(parent)
    , m_clientOf(std::move(clientOf)) { }

ForwardBook::~ForwardBook() = default;

ForwardBook::Line* ForwardBook::find(const QString& id) {
    const auto it = std::ranges::find(m_lines, id, [](const auto& line) { return line->entry.id; });
    return it == m_lines.end() ? nullptr : it->get();
}

QString ForwardBook::add(const ContextId& context, const ForwardRequest& request) {
    for (const auto& line : m_lines) {
        if (line->entry.context == context && line->entry.request == request) {
            return line->entry.id;
        }
    }
    auto line = std::make_unique<Line>();
    line->entry = {
        .id = QUuid::createUuid().toString(QUuid::WithoutBraces), .context = context, .request = request, .status = {}};
    const QString id = line->entry.id;
    m_lines.push_back(std::move(line));
    Q_EMIT changed(entries());
    return id;
}

Result<void> ForwardBook::start(const QString& id) {
    Line* const line = find(id);
    if (!line) {
        return fail(ErrorCode::NotFound, u"forward "_s + id, u"it is not in the book"_s);
    }
    if (line->forward && !isOver(line->entry.status.state)) {
        return {};
    }
    const auto client = m_clientOf(line->entry.context);
    if (!client) {
        return std::unexpected(client.error());
    }
    line->forward = std::make_unique<PortForward>(**client, line->entry.request);
    connect(line->forward.get(), &PortForward::changed, this,
        [this, id](const ForwardStatus& status) { onStatus(id, status); });
    line->forward->start();
    line->entry.status = line->forward->status();
    Q_EMIT changed(entries());
    return {};
}

void ForwardBook::onStatus(const QString& id, const ForwardStatus& status) {
    Line* const line = find(id);
    if (!line || !line->forward) {
        return;
    }
    line->entry.status = status;
    const ForwardEntry entry = line->entry;
    const QPointer<ForwardBook> self(this);
    Q_EMIT changed(entries());
    if (self && isOver(status.state)) {
        Q_EMIT ended(entry);
    }
}

void ForwardBook::halt(Line& line, std::optional<Error> why) {
    if (!line.forward) {
        return;
    }
    const bool wasOver = isOver(line.entry.status.state);
    line.entry.status = line.forward->status();
    line.forward.reset();
    line.entry.status.state = State::Stopped;
    line.entry.status.localPort = 0;
    line.entry.status.openConnections = 0;
    if (why) {
        line.entry.status.lastError = std::move(why);
    }
    if (!wasOver) {
        const ForwardEntry entry = line.entry;
        Q_EMIT ended(entry);
    }
}

void ForwardBook::stop(const QString& id) {
    if (Line* const line = find(id)) {
        halt(*line, {});
        Q_EMIT changed(entries());
    }
}

void ForwardBook::remove(const QString& id) {
    if (Line* const line = find(id)) {
        halt(*line, {});
        std::erase_if(m_lines, [&id](const auto& candidate) { return candidate->entry.id == id; });
        Q_EMIT changed(entries());
    }
}

void ForwardBook::contextGone(const ContextId& context) {
    bool hasChanged = false;
    for (const auto& line : m_lines) {
        if (line->entry.context == context && line->forward) {
            halt(*line,
                fail(ErrorCode::Cancelled, context.value(), u"the context's connection was closed"_s, u"ContextGone"_s)
                    .error());
            hasChanged = true;
        }
    }
    if (hasChanged) {
        Q_EMIT changed(entries());
    }
}

ForwardEntriesPtr ForwardBook::entries() const {
    auto list = std::make_shared<std::vector<ForwardEntry>>();
    list->reserve(m_lines.size());
    for (const auto& line : m_lines) {
        list->push_back(line->entry);
    }
    return list;
}

QJsonArray ForwardBook::definitions() const {
    QJsonArray list;
    for (const auto& line : m_lines) {
        list.append(toJson(line->entry.context, line->entry.request));
    }
    return list;
}

void ForwardBook::restore(const QJsonArray& definitions) {
    for (const QJsonValue& value : definitions) {
        if (m_lines.size() >= kMaxLines) {
            return;
        }
        if (const auto definition = forwardDefinitionFrom(value.toObject())) {
            add(definition->context, definition->request);
        }
    }
}

QJsonObject toJson(const ContextId& context, const ForwardRequest& request) {
    QJsonObject object{{u"context"_s, context.value()}, {u"namespace"_s, request.target.nameSpace},
        {u"remotePort"_s, request.remotePort}, {u"localPort"_s, request.localPort}};
    if (const auto* pod = std::get_if<PodScope::Pod>(&request.target.what)) {
        object.insert(u"pod"_s, pod->name);
    } else if (const auto* workload = std::get_if<PodScope::Workload>(&request.target.what)) {
        object.insert(u"apiVersion"_s, workload->kind.apiVersion());
        object.insert(u"kind"_s, workload->kind.kind);
        object.insert(u"name"_s, workload->name);
    } else if (const auto* selector = std::get_if<PodScope::Selector>(&request.target.what)) {
        object.insert(u"selector"_s, selector->labels);
    } else if (const auto* release = std::get_if<PodScope::Release>(&request.target.what)) {
        object.insert(u"release"_s, release->name);
    }
    return object;
}

Result<ForwardDefinition> forwardDefinitionFrom(const QJsonObject& object) {
    const auto text = [&object](QLatin1StringView key) { return object.value(key).toString(); };
    ForwardDefinition definition;
    definition.context = ContextId(text("context"_L1));
    ForwardRequest& request = definition.request;
    request.target.nameSpace = text("namespace"_L1);
    request.remotePort = text("remotePort"_L1);
    request.localPort = object.value("localPort"_L1).toInt(-1);
    if (!text("pod"_L1).isEmpty()) {
        request.target.what = PodScope::Pod{text("pod"_L1)};
    } else if (!text("kind"_L1).isEmpty() && !text("name"_L1).isEmpty()) {
        request.target.what = PodScope::Workload{
            GroupVersionKind::fromApiVersion(text("apiVersion"_L1), text("kind"_L1)), text("name"_L1)};
    } else if (!text("selector"_L1).isEmpty()) {
        request.target.what = PodScope::Selector{text("selector"_L1)};
    } else if (!text("release"_L1).isEmpty()) {
        request.target.what = PodScope::Release{text("release"_L1)};
    } else {
        return fail(ErrorCode::Parse, u"forward"_s, u"it names no target"_s);
    }
    const bool isPort = request.localPort >= 0 && request.localPort <= 65535;
    if (definition.context.isEmpty() || request.remotePort.isEmpty() || !isPort) {
        return fail(ErrorCode::Parse, u"forward"_s, u"context, port or local port are missing"_s);
    }
    return definition;
}

} // namespace pilothouse
