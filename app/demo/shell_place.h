// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/json.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace pilothouse::demo {

/// What a program of the demo sees around it: a container's files, environment and terminal. Shared by a shell and what
/// it runs; gone with the session, so nothing that is written there outlives it.
struct ShellPlace {
    std::string pod;
    std::string container;
    std::string image;
    std::string folder = "/app";
    std::map<std::string, std::string> environment;
    std::map<std::string, std::string> files; ///< by absolute path; folders are what paths have in common
    int columns = 80;
    int rows = 24;
    bool tty = false;

    std::string resolve(const std::string& path) const;
    bool isFolder(const std::string& path) const;
    /// Names of what is in a folder, folders with a slash at the end.
    std::vector<std::string> entries(const std::string& folder) const;
};
using PlacePtr = std::shared_ptr<ShellPlace>;

/// The place of a container. @p container is its part of the pod's spec.
PlacePtr placeOf(const json::object& pod, const json::object& container);

/// Images whose name says distroless or scratch have no shell, and nothing else to run.
bool hasPrograms(const std::string& image);
/// Images on a distribution have bash beside sh.
bool hasBash(const std::string& image);

} // namespace pilothouse::demo
