// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/process.h"
#include "app/demo/shell_place.h"

#include <string>
#include <vector>

namespace pilothouse::demo {

/// A program that wrote what it had to say and ended.
class FinishedProcess final : public Process {
public:
    FinishedProcess(std::string output, std::string errors, int exitCode);
    Next next(Piece& out) override;

private:
    std::string m_output;
    std::string m_errors;
};

/// The program a command names: echo, ls, cat, env, pwd, ps, sleep, yes, flood, top, vi, stty, colors and others; null
/// when there is none. argv[0] may be a path.
ProcessPtr startProgram(const PlacePtr& place, const std::vector<std::string>& argv);

/// Programs that go on until they are stopped, by name without its folder; null when there is none of that name.
ProcessPtr startLastingProgram(const PlacePtr& place, const std::string& name, const std::vector<std::string>& argv);
/// Programs that own the screen.
ProcessPtr makeTop(const PlacePtr& place);
ProcessPtr makeEditor(const PlacePtr& place, const std::string& path);
/// What a terminal can show: 16, 256 and true colours, attributes, wide and joined characters, boxes.
std::string colourTable();

/// The last part of a path.
std::string baseName(const std::string& path);

} // namespace pilothouse::demo
