// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/cluster.h"

// POST /_demo/apply: one operation or an array of them, done in order. The answer is {"resourceVersion":"N"} or an
// error with status 422. No access rules, no faults.
//
//   {"create":OBJECT}  {"update":OBJECT}  {"apply":OBJECT}   whole objects with kind, apiVersion, metadata; update
//                      replaces, apply creates or merges (RFC 7386); a missing namespace is made
//   {"delete":{"apiVersion","kind","namespace","name"}}
//   {"upgradeRelease":{"namespace","name"}}   makes revision N+1: N becomes superseded, N+1 is deployed, the release's
//                      Deployments get a new image; optional "status" ("failed", "pending-upgrade") and "description"
//   {"deleteReleaseRecord":{"namespace","name","revision"}}
//   {"compact":true}   forgets the event history: every older watch position and continue token is Gone
//   {"bulk":{"namespace","count","prefix","bytes"}}  makes many ConfigMaps at once

namespace pilothouse::demo {

/// Runs the operations. @return what went wrong with the first that failed, or nothing
std::string applyOperations(Cluster& cluster, const json::value& operations);

} // namespace pilothouse::demo
