// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/json.h"

#include <chrono>
#include <string>

namespace pilothouse::demo {

/// What becomes of a container, told by its image and command. No image is ever pulled; these are the demo's rules:
/// - the image can't be pulled when its tag or name contains `missing` or `broken`, or its registry's host ends in
///   `.invalid` (RFC 2606: no such host exists);
/// - it crashes at start when its tag contains `crash`, or its command ends with `exit N` other than 0 or is `false`;
/// - it runs and never becomes ready when its tag contains `unready`;
/// - a container that runs once (a hook, a Job) ends well after one pace, or after the `sleep N` in its command; it
///   fails by the rules of crashing and when its tag contains `fail`.
struct ImageFate {
    bool pullable = true;
    bool crashes = false;
    bool becomesReady = true;
    std::chrono::milliseconds sleeps{}; ///< from `sleep N` in the command
};

ImageFate fateOf(const json::object& container);

/// The kubelet's words about an image that can't be pulled.
std::string pullFailure(const std::string& image);

} // namespace pilothouse::demo
