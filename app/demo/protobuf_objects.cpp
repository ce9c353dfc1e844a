// SPDX-License-Identifier: Apache-2.0
#include "app/demo/protobuf_objects.h"

#include "app/demo/base64.h"
#include "app/demo/clock.h"

#include <array>
#include <cstdint>

namespace pilothouse::demo {

namespace {

struct Field {
    std::uint64_t number = 0;
    std::uint64_t varint = 0;
    std::string_view bytes; ///< of a length-delimited field
};

/// Walks the fields of one message; only varints and length-delimited fields occur in these types.
class FieldReader {
public:
    explicit FieldReader(std::string_view bytes)
        : m_rest(bytes) { }

    bool next(Field& out) {
        std::uint64_t key = 0;
        if (m_rest.empty() || !readVarint(key))
            return false;
        out = {key >> 3, 0, {}};
        if ((key & 7) == 0)
            return readVarint(out.varint);
        std::uint64_t size = 0;
        if ((key & 7) != 2 || !readVarint(size) || size > m_rest.size()) {
            m_damaged = true;
            return false;
        }
        out.bytes = m_rest.substr(0, size);
        m_rest.remove_prefix(size);
        return true;
    }

    bool isDamaged() const { return m_damaged; }

private:
    bool readVarint(std::uint64_t& out) {
        out = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (m_rest.empty())
                break;
            const auto byte = static_cast<unsigned char>(m_rest.front());
            m_rest.remove_prefix(1);
            out |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if (byte < 0x80)
                return true;
        }
        m_damaged = true;
        return false;
    }

    std::string_view m_rest;
    bool m_damaged = false;
};

/// One entry of a map<string, string or bytes>.
std::pair<std::string_view, std::string_view> mapEntry(std::string_view bytes) {
    std::pair<std::string_view, std::string_view> out;
    FieldReader reader(bytes);
    for (Field field; reader.next(field);)
        (field.number == 1 ? out.first : out.second) = field.bytes;
    return out;
}

void addText(json::object& to, std::string_view key, std::string_view bytes) {
    const auto [name, value] = mapEntry(bytes);
    if (!to.contains(key))
        to[key] = json::object();
    to[key].get_object()[name] = value;
}

json::object ownerReference(std::string_view bytes) {
    json::object out;
    FieldReader reader(bytes);
    for (Field field; reader.next(field);) {
        switch (field.number) {
        case 1:
            out["kind"] = field.bytes;
            break;
        case 3:
            out["name"] = field.bytes;
            break;
        case 4:
            out["uid"] = field.bytes;
            break;
        case 5:
            out["apiVersion"] = field.bytes;
            break;
        case 6:
            out["controller"] = field.varint != 0;
            break;
        case 7:
            out["blockOwnerDeletion"] = field.varint != 0;
            break;
        default:
            break;
        }
    }
    return out;
}

/// protocol: apimachinery generated.proto, ManagedFieldsEntry; fieldsV1 carries its JSON as it is
json::object managedField(std::string_view bytes) {
    constexpr std::array<const char*, 8> kNames{"", "manager", "operation", "apiVersion", "", "", "fieldsType", ""};
    json::object out;
    FieldReader reader(bytes);
    for (Field field; reader.next(field);) {
        if (field.number == 7) {
            FieldReader raw(field.bytes);
            Field text;
            boost::system::error_code error;
            if (raw.next(text) && text.number == 1)
                out["fieldsV1"] = json::parse(json::string_view(text.bytes.data(), text.bytes.size()), error);
        } else if (field.number == 4) {
            FieldReader time(field.bytes);
            Field seconds;
            if (time.next(seconds) && seconds.number == 1)
                out["time"] = formatTime(Time(std::chrono::seconds(static_cast<std::int64_t>(seconds.varint))));
        } else if (field.number == 8) {
            out["subresource"] = field.bytes;
        } else if (field.number < kNames.size() && *kNames[field.number]) {
            out[kNames[field.number]] = field.bytes;
        }
    }
    return out;
}

/// protocol: apimachinery generated.proto, ObjectMeta
json::object objectMeta(std::string_view bytes) {
    json::object out;
    FieldReader reader(bytes);
    for (Field field; reader.next(field);) {
        switch (field.number) {
        case 1:
            out["name"] = field.bytes;
            break;
        case 2:
            if (!field.bytes.empty())
                out["generateName"] = field.bytes;
            break;
        case 3:
            if (!field.bytes.empty())
                out["namespace"] = field.bytes;
            break;
        case 5:
            if (!field.bytes.empty())
                out["uid"] = field.bytes;
            break;
        case 6:
            if (!field.bytes.empty())
                out["resourceVersion"] = field.bytes;
            break;
        case 11:
            addText(out, "labels", field.bytes);
            break;
        case 12:
            addText(out, "annotations", field.bytes);
            break;
        case 13: {
            if (!out.contains("ownerReferences"))
                out["ownerReferences"] = json::array();
            out["ownerReferences"].get_array().push_back(ownerReference(field.bytes));
            break;
        }
        case 17: {
            if (!out.contains("managedFields"))
                out["managedFields"] = json::array();
            out["managedFields"].get_array().push_back(managedField(field.bytes));
            break;
        }
        case 14: {
            if (!out.contains("finalizers"))
                out["finalizers"] = json::array();
            out["finalizers"].get_array().push_back(json::value(field.bytes));
            break;
        }
        default:
            break;
        }
    }
    return out;
}

/// protocol: k8s.io/api core/v1 generated.proto, Secret and ConfigMap
json::object dataObject(std::string_view bytes, bool secret) {
    json::object out;
    FieldReader reader(bytes);
    for (Field field; reader.next(field);) {
        if (field.number == 1) {
            out["metadata"] = objectMeta(field.bytes);
        } else if (field.number == 2 && secret) {
            const auto [key, value] = mapEntry(field.bytes);
            makeObjectAt(out, "data")[key] = base64Encode(value);
        } else if (field.number == 2) {
            addText(out, "data", field.bytes);
        } else if (field.number == 3 && secret) {
            out["type"] = field.bytes;
        } else if (field.number == 4 && secret) {
            addText(out, "stringData", field.bytes);
        } else if (field.number == 3) {
            const auto [key, value] = mapEntry(field.bytes);
            makeObjectAt(out, "binaryData")[key] = base64Encode(value);
        } else if (field.number == (secret ? 5 : 4)) {
            out["immutable"] = field.varint != 0;
        }
    }
    return out;
}

json::object namespaceObject(std::string_view bytes) {
    json::object out;
    FieldReader reader(bytes);
    for (Field field; reader.next(field);)
        if (field.number == 1)
            out["metadata"] = objectMeta(field.bytes);
    out["spec"] = json::object{{"finalizers", json::array{"kubernetes"}}};
    out["status"] = json::object{{"phase", "Active"}};
    return out;
}

/// protocol: apimachinery generated.proto, DeleteOptions
json::object deleteOptions(std::string_view bytes) {
    json::object out;
    FieldReader reader(bytes);
    for (Field field; reader.next(field);) {
        if (field.number == 1)
            out["gracePeriodSeconds"] = static_cast<std::int64_t>(field.varint);
        else if (field.number == 2) {
            const auto [uid, version] = mapEntry(field.bytes); // Preconditions has the same two fields as a map's entry
            if (!uid.empty())
                makeObjectAt(out, "preconditions")["uid"] = uid;
            if (!version.empty())
                makeObjectAt(out, "preconditions")["resourceVersion"] = version;
        } else if (field.number == 4)
            out["propagationPolicy"] = field.bytes;
        else if (field.number == 5)
            out["dryRun"] = json::array{json::value(field.bytes)};
    }
    return out;
}

/// Copies the string fields of a message under the names at their numbers (index 0 is field 1).
json::object strings(std::string_view bytes, std::initializer_list<const char*> names) {
    json::object out;
    FieldReader reader(bytes);
    for (Field field; reader.next(field);)
        if (field.number >= 1 && field.number <= names.size())
            out[names.begin()[field.number - 1]] = field.bytes;
    return out;
}

/// protocol: k8s.io/api authorization/v1 generated.proto; spec is field 2 of both reviews
json::object reviewObject(std::string_view bytes, bool access) {
    json::object out;
    FieldReader reader(bytes);
    for (Field field; reader.next(field);) {
        if (field.number != 2)
            continue;
        if (!access) {
            out["spec"] = strings(field.bytes, {"namespace"});
            continue;
        }
        FieldReader spec(field.bytes);
        for (Field part; spec.next(part);) {
            if (part.number == 1)
                makeObjectAt(out, "spec")["resourceAttributes"]
                    = strings(part.bytes, {"namespace", "verb", "group", "version", "resource", "subresource", "name"});
            else if (part.number == 2)
                makeObjectAt(out, "spec")["nonResourceAttributes"] = strings(part.bytes, {"path", "verb"});
        }
    }
    return out;
}

} // namespace

std::optional<json::object> decodeProtobufObject(std::string_view bytes) {
    constexpr std::string_view kMagic("k8s\0", 4);
    if (!bytes.starts_with(kMagic))
        return {};
    std::string_view typeMeta;
    std::string_view raw;
    FieldReader reader(bytes.substr(kMagic.size()));
    for (Field field; reader.next(field);) {
        if (field.number == 1)
            typeMeta = field.bytes;
        else if (field.number == 2)
            raw = field.bytes;
    }
    const auto [apiVersion, kind] = mapEntry(typeMeta); // TypeMeta has the same two fields as a map's entry
    if (reader.isDamaged())
        return {};
    json::object out;
    if (kind == "SelfSubjectAccessReview" || kind == "SelfSubjectRulesReview")
        out = reviewObject(raw, kind == "SelfSubjectAccessReview");
    else if (kind == "SelfSubjectReview")
        out = {};
    else if (kind == "DeleteOptions")
        out = deleteOptions(raw);
    else if (apiVersion != "v1")
        return {};
    else if (kind == "Secret" || kind == "ConfigMap")
        out = dataObject(raw, kind == "Secret");
    else if (kind == "Namespace")
        out = namespaceObject(raw);
    else
        return {};
    out["kind"] = kind;
    out["apiVersion"] = apiVersion;
    return out;
}

} // namespace pilothouse::demo
