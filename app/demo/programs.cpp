// SPDX-License-Identifier: Apache-2.0
#include "app/demo/programs.h"

#include "app/demo/log_lines.h"

#include <algorithm>
#include <charconv>
#include <format>
#include <map>

namespace pilothouse::demo {

FinishedProcess::FinishedProcess(std::string output, std::string errors, int exitCode)
    : m_output(std::move(output))
    , m_errors(std::move(errors)) {
    m_exitCode = exitCode;
}

Process::Next FinishedProcess::next(Piece& out) {
    std::string& from = m_output.empty() ? m_errors : m_output;
    if (from.empty())
        return Next::Exited;
    out.channel = m_output.empty() ? Channel::Error : Channel::Output;
    out.bytes = from.substr(0, kProcessPiece);
    from.erase(0, kProcessPiece);
    return Next::Output;
}

std::string baseName(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

namespace {

using Arguments = std::vector<std::string>;

ProcessPtr said(std::string output, std::string errors = {}, int code = 0) {
    return std::make_unique<FinishedProcess>(std::move(output), std::move(errors), code);
}

ProcessPtr echo(const PlacePtr&, const Arguments& argv) {
    std::string out;
    const bool bare = argv.size() > 1 && argv[1] == "-n";
    for (std::size_t i = bare ? 2 : 1; i < argv.size(); ++i)
        out += (out.empty() ? "" : " ") + argv[i];
    return said(out + (bare ? "" : "\n"));
}

std::string listed(const ShellPlace& place, const std::string& folder, const std::string& name, bool wide) {
    if (!wide)
        return name + '\n';
    const bool isFolder = name.ends_with('/');
    const auto file = place.files.find(folder == "/" ? folder + name : folder + '/' + name);
    return std::format("{} 1 root root {:6} Nov 21 09:14 {}\n", isFolder ? "drwxr-xr-x" : "-rw-r--r--",
        isFolder || file == place.files.end() ? 4096 : file->second.size(),
        isFolder ? name.substr(0, name.size() - 1) : name);
}

ProcessPtr ls(const PlacePtr& place, const Arguments& argv) {
    bool wide = false;
    std::string path = place->folder;
    for (std::size_t i = 1; i < argv.size(); ++i) {
        if (argv[i].starts_with('-'))
            wide = argv[i].contains('l');
        else
            path = place->resolve(argv[i]);
    }
    if (place->files.contains(path))
        return said(path + '\n');
    if (!place->isFolder(path))
        return said({}, "ls: " + path + ": No such file or directory\n", 1);
    std::string out;
    for (const std::string& name : place->entries(path))
        out += listed(*place, path, name, wide);
    return said(out);
}

ProcessPtr cat(const PlacePtr& place, const Arguments& argv) {
    std::string out;
    std::string errors;
    for (std::size_t i = 1; i < argv.size(); ++i) {
        const auto file = place->files.find(place->resolve(argv[i]));
        if (file == place->files.end())
            errors += "cat: can't open '" + argv[i] + "': No such file or directory\n";
        else
            out += file->second;
    }
    return said(out, errors, errors.empty() ? 0 : 1);
}

ProcessPtr env(const PlacePtr& place, const Arguments&) {
    std::string out;
    for (const auto& [name, value] : place->environment)
        out.append(name).append("=").append(value).append("\n");
    return said(out);
}

ProcessPtr ps(const PlacePtr& place, const Arguments&) {
    return said("PID   USER     TIME  COMMAND\n    1 root      0:07 /app/bin/" + place->container
        + "\n   14 root      0:00 sh\n   22 root      0:00 ps\n");
}

ProcessPtr seq(const PlacePtr&, const Arguments& argv) {
    long last = argv.size() > 1 ? std::strtol(argv.back().c_str(), nullptr, 10) : 0;
    last = std::clamp(last, 0L, 1000000L);
    std::string out;
    for (long i = 1; i <= last; ++i)
        out += std::to_string(i) + '\n';
    return said(out);
}

ProcessPtr which(const PlacePtr& place, const Arguments& argv) {
    std::string out;
    for (std::size_t i = 1; i < argv.size(); ++i) {
        const bool shell = argv[i] == "sh" || argv[i] == "ash" || (argv[i] == "bash" && hasBash(place->image));
        if (shell || startProgram(place, {argv[i]}))
            out += "/bin/" + argv[i] + '\n';
    }
    return said(out, {}, out.empty() ? 1 : 0);
}

ProcessPtr help(const PlacePtr&, const Arguments&) {
    return said("This small shell knows: cat cd clear colors date df echo env exit export false flood [LINES/S] free "
                "head help hostile hostname id ls ps pwd seq sleep stty top true uname uptime vi which whoami yes\n");
}

ProcessPtr head(const PlacePtr& place, const Arguments& argv) {
    const auto file = argv.size() < 2 ? place->files.end() : place->files.find(place->resolve(argv.back()));
    if (file == place->files.end())
        return said({}, argv.front() + ": no such file\n", 1);
    std::size_t end = 0;
    for (int line = 0; line < 10 && end != std::string::npos && end < file->second.size(); ++line)
        end = file->second.find('\n', end) + 1;
    return said(file->second.substr(0, end));
}

ProcessPtr date(const PlacePtr&, const Arguments&) {
    return said(std::format("{:%a %b %e %T UTC %Y}\n", std::chrono::floor<std::chrono::seconds>(now())));
}

/// What a hostile program writes: nothing of it may reach the client's keyboard, clipboard or title (TE1, TE2).
ProcessPtr hostile(const PlacePtr&, const Arguments&) {
    std::string out;
    for (std::uint64_t i = 1; i <= 20; ++i) {
        appendHostile(out, i);
        out += '\n';
    }
    return said(out);
}

template <int Code> ProcessPtr ends(const PlacePtr&, const Arguments&) {
    return said({}, {}, Code);
}

const std::map<std::string, ProcessPtr (*)(const PlacePtr&, const Arguments&)>& shortPrograms() {
    static const std::map<std::string, ProcessPtr (*)(const PlacePtr&, const Arguments&)> programs{{"echo", echo},
        {"ls", ls}, {"env", env}, {"printenv", env}, {"ps", ps}, {"seq", seq}, {"which", which}, {"help", help},
        {"hostile", hostile}, {"head", head}, {"date", date}, {"true", ends<0>}, {"false", ends<1>}};
    return programs;
}

/// Programs that always say the same.
std::string sentence(const ShellPlace& place, const std::string& name) {
    if (name == "pwd")
        return place.folder + '\n';
    if (name == "hostname")
        return place.pod + '\n';
    if (name == "whoami")
        return "root\n";
    if (name == "id")
        return "uid=0(root) gid=0(root) groups=0(root)\n";
    if (name == "uname")
        return "Linux " + place.pod + " 6.12.48-amd64 #1 SMP x86_64 Linux\n";
    if (name == "uptime")
        return " up 41 days,  3:12,  load average: 0.42, 0.37, 0.31\n";
    if (name == "df")
        return "Filesystem           1K-blocks      Used Available Use% Mounted on\noverlay              103081248  "
               "27401124  75663740  27% /\n";
    if (name == "free")
        return "              total        used        free      shared  buff/cache   available\nMem:       32514388   "
               " "
               "9120452     8123900       41000    15270036    22912104\n";
    if (name == "clear")
        return "\x1b[H\x1b[2J\x1b[3J";
    if (name == "colors")
        return colourTable();
    return {};
}

} // namespace

ProcessPtr startProgram(const PlacePtr& place, const std::vector<std::string>& argv) {
    if (argv.empty())
        return said({});
    const std::string name = baseName(argv.front());
    if (ProcessPtr lasting = startLastingProgram(place, name, argv))
        return lasting;
    if (name == "cat")
        return cat(place, argv);
    if (const auto found = shortPrograms().find(name); found != shortPrograms().end())
        return found->second(place, argv);
    if (std::string text = sentence(*place, name); !text.empty())
        return said(std::move(text));
    return nullptr;
}

} // namespace pilothouse::demo
