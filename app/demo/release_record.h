// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/object_store.h"
#include "app/demo/release_plan.h"

#include <memory>

namespace pilothouse::demo {

/// The release as helm's JSON. protocol: helm pkg/release/v1
json::object releaseJson(const Release& release, const Revision& revision);

/// The record's object without its data: name, labels, type, times.
json::object recordObject(const Release& release, const Revision& revision);

/// The data of a record: base64(gzip(JSON)), once more in base64 inside of a Secret. Made when it is read.
/// @p head is the release; its revisions are not looked at.
std::shared_ptr<const LazyData> recordData(std::shared_ptr<const Release> head, Revision revision);

/// A record of a load release: about @p bytes long on the wire, cheap to make.
std::shared_ptr<const LazyData> loadData(
    std::string namespaceName, std::string name, int revision, int bytes, std::string status, Time deployed);

} // namespace pilothouse::demo
