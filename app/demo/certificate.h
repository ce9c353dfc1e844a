// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

namespace boost::asio::ssl {
class context;
}

namespace pilothouse::demo {

/// What is wrong with the server's certificate; Good is the rule, the others play TLS faults (TL1).
enum class CertificateFlaw { None, Expired, NotYetValid, WrongHost, SelfSigned, UnknownAuthority };

/// A CA made for this run and the server certificate signed by it, as PEM.
struct Certificates {
    std::string authority; ///< what goes into the kubeconfig
    std::string certificate;
    std::string privateKey;
};

/// Makes keys (P-256) and certificates for 127.0.0.1 and localhost. Throws std::runtime_error.
Certificates makeCertificates(CertificateFlaw flaw);

/// A server context with these certificates, TLS 1.2 and up, HTTP/1.1 by ALPN.
std::shared_ptr<boost::asio::ssl::context> serverContext(const Certificates& certificates);

} // namespace pilothouse::demo
