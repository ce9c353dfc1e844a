// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/api_error.h"
#include "app/demo/resource_types.h"

#include <string>
#include <vector>

namespace pilothouse::demo {

/// A label or field selector. Labels know =, ==, !=, in, notin, exists and !exists; fields only the first three.
class Selector {
public:
    static ApiResult<Selector> labels(const std::string& text);
    /// Errors: BadRequest for a field the resource does not support, in the server's words.
    static ApiResult<Selector> fields(const std::string& text, const ResourceType& type);

    bool isEmpty() const { return m_terms.empty(); }
    bool matches(const json::object& object) const;

private:
    enum class Operator { Equal, NotEqual, In, NotIn, Exists, NotExists };
    struct Term {
        std::string key;
        Operator op = Operator::Equal;
        std::vector<std::string> values;
    };
    static bool holds(const Term& term, const std::string* value);

    std::vector<Term> m_terms;
    bool m_onFields = false;
};

} // namespace pilothouse::demo
