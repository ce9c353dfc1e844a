// SPDX-License-Identifier: Apache-2.0
#include "app/demo/options.h"

#include <charconv>
#include <cstdio>
#include <map>
#include <optional>

namespace pilothouse::demo {

const char* const kUsage
    = "usage: pilothouse-demo --dir DIR [options]\n"
      "Serves demo clusters on loopback ports and writes DIR/kubeconfig (contexts eks_stg-app, eks_prd-app,\n"
      "eks_edge-app, eks_lab-app) and charts to install and upgrade to in DIR/charts. Prints one line when ready, runs "
      "until SIGTERM.\n"
      "  --port N              port of the first cluster, the others follow (default: free ports)\n"
      "  --seed N              another world of the same shape\n"
      "  --quick, --still      nothing changes by itself (no restarts, no events)\n"
      "  --pace MS             pods that are made become ready after MS milliseconds (default 1000, 200 when still)\n"
      "  --quit-with-parent    ends when the process that started it ends\n"
      "  --load RxVxB          adds R releases with V revisions of about B bytes each, in every cluster\n"
      "  --kube-version 1.N    plays an older server (default 1.34)\n"
      "  --old                 plays Kubernetes 1.21: no v5 channels, no ephemeral containers, legacy discovery\n"
      "  --pods N              adds N pods to stg, in namespace crowd\n"
      "  --churn N             N changes of these pods a second\n"
      "  --bookmarks MS        a bookmark to idle watches every MS milliseconds (default 60000)\n"
      "  --plain               http without certificates\n"
      "  --certificate WHAT    expired, not-yet-valid, wrong-host, self-signed or unknown-ca\n";

namespace {

constexpr int kOldMinor = 21; // the oldest that is read (design: servers of 1.21 on)

template <typename Number> bool parseNumber(const std::string& text, Number& out) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc() && end == text.data() + text.size();
}

std::optional<CertificateFlaw> parseFlaw(const std::string& text) {
    static const std::map<std::string, CertificateFlaw> flaws{{"expired", CertificateFlaw::Expired},
        {"not-yet-valid", CertificateFlaw::NotYetValid}, {"wrong-host", CertificateFlaw::WrongHost},
        {"self-signed", CertificateFlaw::SelfSigned}, {"unknown-ca", CertificateFlaw::UnknownAuthority}};
    const auto found = flaws.find(text);
    if (found == flaws.end())
        return {};
    return found->second;
}

bool parseValue(Options& out, const std::string& name, const std::string& value) {
    if (name == "--dir") {
        out.directory = value;
        return !value.empty();
    }
    if (name == "--port")
        return parseNumber(value, out.port);
    if (name == "--seed")
        return parseNumber(value, out.seed);
    if (name == "--bookmarks")
        return parseNumber(value, out.bookmarkMs) && out.bookmarkMs > 0;
    if (name == "--pace")
        return parseNumber(value, out.paceMs) && out.paceMs > 0;
    if (name == "--kube-version")
        return value.starts_with("1.") && parseNumber(value.substr(2), out.minorVersion);
    if (name == "--load")
        return std::sscanf(value.c_str(), "%dx%dx%d", &out.load.releases, &out.load.revisions, &out.load.bytes) == 3;
    if (name == "--pods")
        return parseNumber(value, out.crowd.pods) && out.crowd.pods >= 0;
    if (name == "--churn")
        return parseNumber(value, out.crowd.changesPerSecond) && out.crowd.changesPerSecond >= 0;
    if (name == "--certificate") {
        const auto flaw = parseFlaw(value);
        out.flaw = flaw.value_or(CertificateFlaw::None);
        return flaw.has_value();
    }
    return false;
}

} // namespace

std::expected<Options, std::string> parseOptions(const std::vector<std::string>& arguments) {
    Options out;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& name = arguments[i];
        if (name == "--quick" || name == "--still")
            out.still = true;
        else if (name == "--quit-with-parent")
            out.quitWithParent = true;
        else if (name == "--plain")
            out.plain = true;
        else if (name == "--old")
            out.minorVersion = kOldMinor;
        else if (i + 1 >= arguments.size() || !parseValue(out, name, arguments[i + 1]))
            return std::unexpected("don't understand " + name);
        else
            ++i;
    }
    if (out.directory.empty())
        return std::unexpected("--dir is missing");
    return out;
}

} // namespace pilothouse::demo
