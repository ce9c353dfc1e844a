// SPDX-License-Identifier: Apache-2.0
#include "app/demo/representation.h"

#include "app/demo/table.h"

namespace pilothouse::demo {

namespace {

std::string trimmed(std::string_view text) {
    const auto from = text.find_first_not_of(' ');
    return from == std::string_view::npos ? std::string()
                                          : std::string(text.substr(from, text.find_last_not_of(' ') - from + 1));
}

std::map<std::string, std::string> parameters(std::string_view media) {
    std::map<std::string, std::string> out;
    auto mark = media.find(';');
    while (mark != std::string_view::npos) {
        media.remove_prefix(mark + 1);
        mark = media.find(';');
        const std::string pair = trimmed(media.substr(0, mark));
        const auto equal = pair.find('=');
        if (equal != std::string::npos)
            out[pair.substr(0, equal)] = pair.substr(equal + 1);
    }
    return out;
}

std::string partial(const json::object& object, const std::string& version) {
    static const json::value none = json::object();
    const json::value* metadata = object.if_contains("metadata");
    return R"({"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/)" + version + R"(","metadata":)"
        + json::serialize(metadata ? *metadata : none) + '}';
}

/// The object with the apiVersion it was asked in: versions share their storage.
std::string whole(const ResourceType& type, const StoredObject& object) {
    json::object complete = object.complete();
    complete["apiVersion"] = type.apiVersion();
    return json::serialize(complete);
}

} // namespace

ApiResult<Representation> Representation::negotiate(const HttpRequest& request) {
    Representation out;
    if (const std::string include = request.queryValue("includeObject"); !include.empty())
        out.m_includeObject = include;
    const std::string accept = request.header("accept");
    std::string_view rest = accept.empty() ? std::string_view("*/*") : std::string_view(accept);
    while (!rest.empty()) {
        const auto comma = rest.find(',');
        const std::string media = trimmed(rest.substr(0, comma));
        rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
        const std::string kind = trimmed(std::string_view(media).substr(0, media.find(';')));
        if (kind != "application/json" && kind != "*/*" && kind != "application/*")
            continue;
        auto wanted = parameters(media);
        const std::string as = wanted["as"];
        if (!as.empty() && (wanted["g"] != "meta.k8s.io" || (wanted["v"] != "v1" && wanted["v"] != "v1beta1")))
            continue;
        if (!wanted["v"].empty())
            out.m_metaVersion = wanted["v"];
        if (as.empty())
            return out;
        if (as == "Table")
            out.m_form = Form::Table;
        else if (as == "PartialObjectMetadata" || as == "PartialObjectMetadataList")
            out.m_form = Form::Metadata;
        else
            continue;
        return out;
    }
    return std::unexpected(ApiError{406, "NotAcceptable",
        "only the following media types are accepted: application/json, "
        "application/json;as=Table;g=meta.k8s.io;v=v1, "
        "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"});
}

std::string Representation::row(const ResourceType& type, const StoredObject& object) const {
    std::string out = R"({"cells":)" + json::serialize(tableCells(type, object));
    if (m_includeObject == "Metadata")
        out += R"(,"object":)" + partial(object.value, m_metaVersion);
    else if (m_includeObject == "Object")
        out += R"(,"object":)" + whole(type, object);
    else
        out += R"(,"object":null)";
    return out + '}';
}

std::string Representation::table(const ResourceType& type, const StoredObject& object, bool withColumns) const {
    const json::object metadata{{"resourceVersion", std::to_string(object.version)}};
    std::string out = R"({"kind":"Table","apiVersion":"meta.k8s.io/)" + m_metaVersion + R"(","metadata":)"
        + json::serialize(metadata) + R"(,"columnDefinitions":)";
    out += withColumns ? json::serialize(tableColumns(type)) : std::string("null");
    return out + R"(,"rows":[)" + row(type, object) + "]}";
}

std::string Representation::single(const ResourceType& type, const StoredObject& object) const {
    switch (m_form) {
    case Form::Metadata:
        return partial(object.value, m_metaVersion) + '\n';
    case Form::Table:
        return table(type, object, true) + '\n';
    case Form::Full:
        break;
    }
    return whole(type, object) + '\n';
}

std::string Representation::watched(const ResourceType& type, const StoredObject& object, bool first) const {
    if (m_form == Form::Table)
        return table(type, object, first);
    return m_form == Form::Metadata ? partial(object.value, m_metaVersion) : whole(type, object);
}

std::string Representation::bookmark(const ResourceType& type, std::uint64_t version, bool initialEventsEnd) const {
    StoredObject object;
    object.version = version;
    json::object metadata{{"resourceVersion", std::to_string(version)}, {"creationTimestamp", nullptr}};
    if (initialEventsEnd)
        metadata["annotations"] = json::object{{"k8s.io/initial-events-end", "true"}};
    object.value = {{"kind", type.kind}, {"apiVersion", type.apiVersion()}, {"metadata", std::move(metadata)}};
    return watched(type, object, false);
}

std::string Representation::listStart(const ResourceType& type, const json::object& listMetadata) const {
    const std::string metadata = json::serialize(listMetadata);
    if (m_form == Form::Table)
        return R"({"kind":"Table","apiVersion":"meta.k8s.io/)" + m_metaVersion + R"(","metadata":)" + metadata
            + R"(,"columnDefinitions":)" + json::serialize(tableColumns(type)) + R"(,"rows":[)";
    if (m_form == Form::Metadata)
        return R"({"kind":"PartialObjectMetadataList","apiVersion":"meta.k8s.io/)" + m_metaVersion + R"(","metadata":)"
            + metadata + R"(,"items":[)";
    return R"({"kind":")" + type.kind + R"(List","apiVersion":")" + type.apiVersion() + R"(","metadata":)" + metadata
        + R"(,"items":[)";
}

std::string Representation::listItem(const ResourceType& type, const StoredObject& object) const {
    if (m_form == Form::Table)
        return row(type, object);
    if (m_form == Form::Metadata)
        return partial(object.value, m_metaVersion);
    if (type.custom)
        return whole(type, object);
    json::object bare = object.complete(); // items of built-in lists carry neither kind nor apiVersion
    bare.erase("kind");
    bare.erase("apiVersion");
    return json::serialize(bare);
}

} // namespace pilothouse::demo
