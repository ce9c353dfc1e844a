// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/http.h"
#include "app/demo/json.h"

#include <deque>
#include <list>
#include <optional>
#include <regex>

// The demo cluster's control endpoints. They are on the API port of every cluster, each for its own cluster, and want
// the header "X-Demo-Control: TOKEN" with the token of the ready line. Bodies are JSON; answers are JSON.
//
//   POST   /_demo/faults    one fault or an array of them; they are tried in order, the first that matches wins
//   GET    /_demo/faults    the faults not used up, with how often each has fired
//   DELETE /_demo/faults    forgets them all
//   GET    /_demo/requests  the last 2,000 requests: {"requests":[{"method","target","accept","userAgent","status"}]}
//   DELETE /_demo/requests  forgets them
//   POST   /_demo/apply     changes the world past all access rules (world_control.h)
//   POST   /_demo/users     {"name","token","rules":[{"verbs","groups","resources","namespaces"}]}: somebody who sees
//   pods
//                           and workloads, and may do what the rules say
//   POST   /_demo/restart   {"refuseForMs":500}: closes the port and every connection, listens again after that time
//
// A fault:
//   "method"   exact method; any when absent          "path"   regular expression, searched in "path?query"
//   "watch"    true: watches only, false: others only  "skip"  matches let through first (default 0)
//   "count"    how often it fires (default 1; 0: for ever)
//   What it does (several may be combined):
//   "latencyMs":N              waits before answering
//   "status":N                 answers that instead of asking the API; with "headers":{}, "body":text or JSON,
//                              "contentType". Without a body a Status object of the right reason is made.
//   "cutAfterBytes":N          closes the connection after N bytes of the body (inside a chunk, inside a frame);
//                              with "reset":true by RST
//   "dripBytesPerSecond":N     sends the body that slowly
//   "badJsonAfterBytes":N      sends N bytes of the right body, then bytes that are no JSON, and ends in order
//   "silent":true              accepts the request and never sends a byte; a running watch falls silent
//   "goneWatch":true           a watch gets an ERROR event with code 410 and ends
//   "dropWatch":true           a watch is closed in the middle of its stream without an event
//   "endStream":true           a followed log ends in order, as some runtimes end it at a rotation (LO2)
//   "cutLine":true             a followed log is cut in the middle of its next line
// goneWatch, dropWatch, silent, endStream and cutLine reach watches, followed logs and (the second and third)
// WebSockets that are running already, at once.
//
// For WebSockets (exec, attach, portforward; TE6): latencyMs, status, cutAfterBytes (of messages' payload, inside a
// frame), reset and dripBytesPerSecond as above; and "socket":WHAT, after "afterMessages":N messages in order (default
// 0: instead of the first):
//   "text"                     a message as a text frame
//   "unknownChannel"           a message for channel 9
//   "emptyMessage"             a message without a byte
//   "emptyFragments"           200,000 fragments without a byte, and no last one
//   "fragments", "pingBetweenFragments"   every message in two, with a ping between them
//   "silent"                   not a byte more, pings are not answered: with afterMessages 0 it is 101 and silence
//   "closeWithoutStatus", "closeError"    a close frame without a code, with 1011
//   "hugeFrame", "reservedBits", "masked" frames no server may send
//   "cut"                      the connection ends between two frames
//   "badAccept", "noProtocol"  a handshake that is wrong
// A running conversation gets "socket" too when the fault has "running":true.
//
// Examples: 401 once: {"status":401,"path":"secrets"}; throttled: {"status":429,"headers":{"Retry-After":"1"}};
// captive portal: {"status":200,"contentType":"text/html","body":"<html>Sign in</html>","count":0}.

namespace pilothouse::demo {

/// One thing that goes wrong; the field names are those of the JSON above.
struct Fault {
    std::string method;
    std::string pathText;
    std::regex path;
    std::optional<bool> watch;
    int skip = 0;
    int count = 1;
    int fired = 0;

    int latencyMs = 0;
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::string contentType;
    std::optional<std::size_t> cutAfterBytes;
    bool reset = false;
    std::size_t dripBytesPerSecond = 0;
    std::optional<std::size_t> badJsonAfterBytes;
    bool silent = false;
    bool goneWatch = false;
    bool dropWatch = false;
    bool endStream = false;
    bool cutLine = false;
    std::string socket;
    int afterMessages = 0;
    bool running = false;

    bool matches(const HttpRequest& request) const;
    bool reachesRunningWatches() const { return silent || goneWatch || dropWatch || endStream || cutLine; }
    /// Meant for what runs already: it waits for that and is not spent on a new request.
    bool onlyRunning() const { return goneWatch || dropWatch || endStream || cutLine || running; }
    /// The answer of a fault with a status.
    HttpResponse response() const;
};

/// The faults of one cluster and the record of what was asked. Single-threaded.
class FaultScript {
public:
    /// @return how many faults were added, or what is wrong with the text
    std::string add(const json::value& script);
    void clear();
    json::object describe() const;

    /// The fault for a request that came in; it counts as fired.
    std::optional<Fault> take(const HttpRequest& request);
    /// The fault for a watch that is running; it counts as fired.
    std::optional<Fault> takeForRunning(const HttpRequest& request);

    /// Called when faults were added, so that running watches look again. @return handle
    int subscribe(std::function<void()> changed);
    void unsubscribe(int handle) { m_subscribers.erase(handle); }

    void noteRequest(const HttpRequest& request, int status);
    json::object requests() const;
    void clearRequests() { m_requests.clear(); }

private:
    std::optional<Fault> fire(std::list<Fault>::iterator fault);

    struct Noted {
        std::string method;
        std::string target;
        std::string accept;
        std::string userAgent;
        int status = 0;
    };
    std::list<Fault> m_faults;
    std::deque<Noted> m_requests;
    std::map<int, std::function<void()>> m_subscribers;
    int m_nextSubscriber = 1;
};

} // namespace pilothouse::demo
