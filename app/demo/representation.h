// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/api_error.h"
#include "app/demo/http.h"
#include "app/demo/object_store.h"

#include <string>

namespace pilothouse::demo {

/// The form in which objects are answered: whole, metadata only, or rows of a Table. Chosen by the Accept header.
/// protocol: API concepts, "Receiving resources as Tables", "Metadata-only fetches"
class Representation {
public:
    enum class Form { Full, Metadata, Table };

    /// Errors: NotAcceptable (406) when nothing of the header can be made.
    static ApiResult<Representation> negotiate(const HttpRequest& request);

    Form form() const { return m_form; }

    /// One object as the whole body of an answer.
    std::string single(const ResourceType& type, const StoredObject& object) const;
    /// One object as the "object" of a watch event.
    std::string watched(const ResourceType& type, const StoredObject& object, bool first) const;
    /// A BOOKMARK's object.
    std::string bookmark(const ResourceType& type, std::uint64_t version, bool initialEventsEnd) const;

    /// A list is listStart + items joined by commas + listEnd.
    std::string listStart(const ResourceType& type, const json::object& listMetadata) const;
    std::string listItem(const ResourceType& type, const StoredObject& object) const;
    static std::string listEnd() { return "]}\n"; }

private:
    std::string row(const ResourceType& type, const StoredObject& object) const;
    std::string table(const ResourceType& type, const StoredObject& object, bool withColumns) const;

    Form m_form = Form::Full;
    std::string m_metaVersion = "v1";
    std::string m_includeObject = "Metadata";
};

} // namespace pilothouse::demo
