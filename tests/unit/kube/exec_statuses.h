// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace pilothouse {

/// What servers say on the status channel. In a file of its own: moc loses its way in such strings.
inline constexpr auto kExit3
    = R"({"status":"Failure","reason":"NonZeroExitCode","message":"command terminated with exit code 3",
"details":{"causes":[{"reason":"ExitCode","message":"3"}]}})";
inline constexpr auto kSuccess = R"({"metadata":{},"status":"Success"})";
inline constexpr auto kNoBash
    = R"({"status":"Failure","code":500,"reason":"InternalError","message":"error executing command in container: failed to exec in container: failed to start exec: OCI runtime exec failed: exec failed: unable to start container process: exec: \"bash\": executable file not found in $PATH: unknown"})";

} // namespace pilothouse
