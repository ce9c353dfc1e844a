// SPDX-License-Identifier: Apache-2.0
#include "core/kube/pod_scope.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

struct ScopeText {
    QString operator()(const PodScope::Pod& pod) const { return u"pod/"_s + pod.name; }
    QString operator()(const PodScope::Workload& workload) const {
        return workload.kind.kind.toLower() + u'/' + workload.name;
    }
    QString operator()(const PodScope::Selector& selector) const { return selector.labels; }
    QString operator()(const PodScope::Release& release) const { return u"release/"_s + release.name; }
};

} // namespace

QString podScopeText(const PodScope& scope) {
    return std::visit(ScopeText(), scope.what);
}

} // namespace pilothouse
