// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/change/object_text.h"

namespace pilothouse {

/// The request that does a step. Not shown: it may hold secrets.
struct ObjectCall {
    enum class Kind { None, Create, Replace, Merge, Apply, Delete };
    Kind kind = Kind::None;
    ObjectWrite write;
    ObjectDelete removal;
};

/// A step, the request that does it, and the object on both sides.
struct LookedObject {
    ObjectStep step;
    ObjectCall call;
    YamlValue from; ///< editable(); Null: not there
    YamlValue to; ///< the answer of the dry run, editable(); Null: it goes, or was not tried
    YamlValue live; ///< as read; Null: not there
    YamlValue opened; ///< where somebody else changed it since: what it was, editable()
};

/// What is to be done to one object, before it is looked at.
struct ObjectWish {
    ObjectRequestPtr request;
    ObjectTarget target; ///< of all verbs but Apply
    WrittenObject written; ///< of Apply
    std::shared_ptr<const ApiCatalog> catalog;
    bool isPlaceComing = false; ///< its namespace is made by an object before it
    ObjectVerb verb = ObjectVerb::Apply; ///< the request's; of a drain: Cordon for its nodes
};

/// What a look may come to: it can't be done, or nothing is to be done.
[[nodiscard]] LookedObject blocked(LookedObject looked, const QString& word, const QString& detail);
[[nodiscard]] LookedObject asItIs(LookedObject looked, const QString& word);
/// True where the server answered and said no: a fact of the plan, not a failure of looking.
[[nodiscard]] bool isRefusal(const Error& error);

/// One wish for each object; of a drain only its nodes. Errors: those of readObjects(), Invalid with reason OtherName
/// (an edited text that names another object).
[[nodiscard]] Result<std::vector<ObjectWish>> wishesOf(
    const ObjectRequestPtr& request, const std::shared_ptr<const ApiCatalog>& catalog);

/// Looks at the object and tries the change as a dry run. What the server refuses is a Blocked step.
/// Errors: those that mean the server can't be asked.
[[nodiscard]] Task<Result<LookedObject>> lookAtObject(ApiClient* client, ObjectWish wish);

/// Sends it. @return the object as the server keeps it; Null for Delete
[[nodiscard]] Task<Result<YamlValue>> sendCall(ApiClient* client, ObjectCall call, Effect effect);

} // namespace pilothouse
