// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/change_objects.h"
#include "core/change/live_objects.h"
#include "core/kube/merge_keys.h"
#include "core/kube/object_change.h"

#include <QHash>

#include <memory>

namespace pilothouse {

/// How helm would write the objects of a change. Source: helm 4 pkg/action, getUpgradeServerSideValue.
enum class WriteMethod {
    ClientSide,
    ServerSide,
    /// Helm 4 takes a client-side release over: its old fields are handed to apply first, so that what the manifest has
    /// no more goes, as in a three-way merge.
    TakeOver,
};
/// @param lookedAt apply method of the record helm looks at: the newest; rollback: the one gone back to
[[nodiscard]] WriteMethod writeMethodOf(const Rendering& rendering, const QString& lookedAt);

/// What is not there yet, but comes with the change itself: nobody can be asked about what is in it.
struct Coming {
    std::vector<GroupVersionKind> kinds; ///< of its CRDs, version left out
    QStringList nameSpaces;
};
[[nodiscard]] Coming comingWith(const Rendering& rendering, const std::vector<ChangeObject>& objects);

/// What all objects of one prediction share. Immutable but for what the session owns.
struct PredictionScene {
    ApiClient* client = nullptr;
    std::shared_ptr<const ApiCatalog> catalog;
    RenderingPtr rendering;
    WriteMethod method = WriteMethod::ClientSide;
    QHash<QString, MergeSchemaPtr> schemas; ///< by apiVersion
    Coming coming;
    LiveObjectsPtr live; ///< read before for an earlier text; null: everything is read
};
using PredictionScenePtr = std::shared_ptr<const PredictionScene>;

/// An object before and after; Null: not there.
struct ObjectStates {
    YamlValue from;
    YamlValue to;
    std::vector<Error> problems;
};

/// The object as it is in the cluster, clean, against what the manifest wants (live_view.h).
[[nodiscard]] Task<ObjectStates> liveStates(PredictionScenePtr scene, ChangeObject object);
/// The object as it is in the cluster against the answer of a dry run.
[[nodiscard]] Task<ObjectStates> predictedStates(PredictionScenePtr scene, ChangeObject object);

/// Kinds that helm patches by strategic merge: those compiled into client-go. CustomResourceDefinitions and APIServices
/// get JSON merge patches like custom resources (helm pkg/kube/client.go, createPatch).
[[nodiscard]] bool isStrategic(const ManifestKey& key);

} // namespace pilothouse
