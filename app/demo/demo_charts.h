// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace pilothouse::demo {

/// Writes charts to install and to upgrade to into @p directory:
/// - `payment`: the next version of the release payments/payment, with a schema, a pre-upgrade hook (its command is
///   `migrate.command`), a test and an autoscaler to switch on; `payment-VERSION.tgz` is what is deployed in prd, and
///   the next version packed;
/// - `storefront`: the umbrella shop/storefront with its subcharts in charts/ (from file://../services/NAME);
/// - `preview`: its image can't be pulled; `journal`: a StatefulSet with claims; `flags`: a custom kind and one of it.
/// Throws std::system_error and std::filesystem::filesystem_error.
void writeCharts(const std::string& directory, std::uint64_t seed);

} // namespace pilothouse::demo
