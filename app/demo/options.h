// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/certificate.h"
#include "app/demo/crowd_size.h"

#include <cstdint>
#include <expected>
#include <string>
#include <vector>

namespace pilothouse::demo {

/// How many generated releases are added: RELEASES x REVISIONS records of about BYTES each.
struct Load {
    int releases = 0;
    int revisions = 0;
    int bytes = 0;
};

/// The command line of pilothouse-demo.
struct Options {
    std::string directory;
    std::uint16_t port = 0; ///< of the first cluster; the next ones take the following ports; 0: free ones
    std::uint64_t seed = 1;
    int minorVersion = 34;
    int bookmarkMs = 60000;
    int paceMs = 0; ///< how long a good pod takes to become ready; 0: a second, 200 ms in a still world
    bool still = false; ///< no ticker: nothing changes by itself
    bool quitWithParent = false;
    bool plain = false;
    CertificateFlaw flaw = CertificateFlaw::None;
    Load load;
    CrowdSize crowd; ///< in stg
};

/// Errors: a sentence for the terminal.
std::expected<Options, std::string> parseOptions(const std::vector<std::string>& arguments);

extern const char* const kUsage;

} // namespace pilothouse::demo
