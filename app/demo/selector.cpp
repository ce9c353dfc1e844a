// SPDX-License-Identifier: Apache-2.0
#include "app/demo/selector.h"

#include <algorithm>

namespace pilothouse::demo {

namespace {

std::string trimmed(std::string_view text) {
    const auto from = text.find_first_not_of(" \t");
    if (from == std::string_view::npos)
        return {};
    return std::string(text.substr(from, text.find_last_not_of(" \t") - from + 1));
}

/// Splits at commas that stand outside of parentheses.
std::vector<std::string> splitTerms(std::string_view text) {
    std::vector<std::string> out;
    int depth = 0;
    std::size_t from = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && text[i] == '(')
            ++depth;
        else if (i < text.size() && text[i] == ')')
            --depth;
        else if (i == text.size() || (text[i] == ',' && depth == 0)) {
            if (std::string term = trimmed(text.substr(from, i - from)); !term.empty())
                out.push_back(std::move(term));
            from = i + 1;
        }
    }
    return out;
}

std::vector<std::string> setValues(std::string_view text) {
    std::vector<std::string> out;
    while (!text.empty()) {
        const auto comma = text.find(',');
        out.push_back(trimmed(text.substr(0, comma)));
        text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
    }
    return out;
}

bool fieldSupported(const ResourceType& type, const std::string& field) {
    if (field == "metadata.name" || (field == "metadata.namespace" && type.namespaced))
        return true;
    if (type.plural == "secrets")
        return field == "type";
    if (type.plural == "pods")
        return field == "spec.nodeName" || field == "status.phase" || field == "status.podIP"
            || field == "spec.restartPolicy" || field == "spec.serviceAccountName" || field == "spec.schedulerName";
    if (type.plural == "events")
        return field.starts_with("involvedObject.") || field == "reason" || field == "type" || field == "source"
            || field == "reportingComponent";
    if (type.plural == "namespaces")
        return field == "status.phase";
    if (type.plural == "nodes")
        return field == "spec.unschedulable";
    if (type.plural == "replicasets")
        return field == "status.replicas";
    return type.plural == "jobs" && field == "status.successful";
}

} // namespace

ApiResult<Selector> Selector::labels(const std::string& text) {
    Selector out;
    for (const std::string& term : splitTerms(text)) {
        const auto open = term.find('(');
        if (open != std::string::npos && term.ends_with(')')) {
            const std::string head = trimmed(std::string_view(term).substr(0, open));
            const auto space = head.find_last_of(' ');
            const std::string word = space == std::string::npos ? std::string() : head.substr(space + 1);
            if (word != "in" && word != "notin")
                return std::unexpected(badRequest(
                    "unable to parse requirement: found '" + word + "', expected: in, notin, =, ==, !=, gt, lt"));
            out.m_terms.push_back({trimmed(head.substr(0, space)), word == "in" ? Operator::In : Operator::NotIn,
                setValues(std::string_view(term).substr(open + 1, term.size() - open - 2))});
        } else if (const auto unequal = term.find("!="); unequal != std::string::npos) {
            out.m_terms.push_back(
                {trimmed(term.substr(0, unequal)), Operator::NotEqual, {trimmed(term.substr(unequal + 2))}});
        } else if (const auto equal = term.find('='); equal != std::string::npos) {
            const auto value = term.find_first_not_of('=', equal);
            out.m_terms.push_back({trimmed(term.substr(0, equal)), Operator::Equal,
                {value == std::string::npos ? std::string() : trimmed(term.substr(value))}});
        } else if (term.starts_with('!')) {
            out.m_terms.push_back({trimmed(term.substr(1)), Operator::NotExists, {}});
        } else {
            out.m_terms.push_back({term, Operator::Exists, {}});
        }
    }
    return out;
}

ApiResult<Selector> Selector::fields(const std::string& text, const ResourceType& type) {
    ApiResult<Selector> out = labels(text);
    if (!out)
        return out;
    out->m_onFields = true;
    for (const Term& term : out->m_terms) {
        if (term.op != Operator::Equal && term.op != Operator::NotEqual)
            return std::unexpected(
                badRequest("invalid field selector: '" + text + "'; can't understand '" + term.key + "'"));
        if (!fieldSupported(type, term.key))
            return std::unexpected(badRequest("Unable to find \"" + qualifiedResource(type.group, type.plural)
                + "\" that match label selector \"\", field selector \"" + text
                + "\": field label not supported: " + term.key));
    }
    return out;
}

bool Selector::holds(const Term& term, const std::string* value) {
    const bool listed = value && std::ranges::find(term.values, *value) != term.values.end();
    switch (term.op) {
    case Operator::Equal:
    case Operator::In:
        return listed;
    case Operator::NotEqual:
    case Operator::NotIn:
        return !listed;
    case Operator::Exists:
        return value != nullptr;
    case Operator::NotExists:
        return value == nullptr;
    }
    return false;
}

bool Selector::matches(const json::object& object) const {
    const json::object* labels = m_onFields || m_terms.empty() ? nullptr : objectAt(object, "metadata.labels");
    for (const Term& term : m_terms) {
        std::string value;
        bool present = m_onFields; // a field that is not set reads as empty
        if (m_onFields) {
            value = stringAt(object, term.key);
        } else if (labels) {
            const json::value* found = labels->if_contains(term.key);
            present = found && found->is_string();
            if (present)
                value = std::string(found->get_string());
        }
        if (!holds(term, present ? &value : nullptr))
            return false;
    }
    return true;
}

} // namespace pilothouse::demo
