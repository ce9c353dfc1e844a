// SPDX-License-Identifier: Apache-2.0
#include "app/demo/chart_archive.h"

#include "app/demo/base64.h"
#include "app/demo/kubeconfig_writer.h"

#include <array>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace pilothouse::demo {

namespace {

constexpr std::size_t kBlock = 512;

/// One header of a ustar archive. protocol: POSIX pax, "ustar Interchange Format"
std::string tarHeader(const std::string& path, std::size_t size) {
    std::array<char, kBlock> block{};
    const auto put = [&](std::size_t at, const std::string& text) {
        std::memcpy(block.data() + at, text.data(), std::min(text.size(), kBlock - at));
    };
    char octal[16];
    put(0, path.substr(0, 99));
    put(100, "0000644");
    put(108, "0000000");
    put(116, "0000000");
    std::snprintf(octal, sizeof octal, "%011zo", size);
    put(124, octal);
    put(136, "14700000000"); // the same bytes every time
    put(148, "        ");
    put(156, "0");
    put(257, "ustar");
    put(263, "00");
    unsigned sum = 0;
    for (const char c : block)
        sum += static_cast<unsigned char>(c);
    std::snprintf(octal, sizeof octal, "%06o", sum);
    put(148, octal);
    block[154] = '\0';
    return {block.data(), block.size()};
}

} // namespace

void writeChartFolder(const std::string& folder, const ChartFiles& files) {
    for (const ChartFile& file : files) {
        const std::filesystem::path path = std::filesystem::path(folder) / file.path;
        std::filesystem::create_directories(path.parent_path());
        writePrivateFile(path.string(), file.text);
    }
}

std::string packedChart(const std::string& name, const ChartFiles& files) {
    std::string out;
    for (const ChartFile& file : files) {
        out += tarHeader(name + '/' + file.path, file.text.size());
        out += file.text;
        out.append((kBlock - file.text.size() % kBlock) % kBlock, '\0');
    }
    out.append(2 * kBlock, '\0');
    return gzip(out);
}

} // namespace pilothouse::demo
