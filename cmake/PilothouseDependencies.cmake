# SPDX-License-Identifier: Apache-2.0
# Every library the product stands on (see ARCHITECTURE.md, "What it is built on").
find_package(Qt6 6.8 REQUIRED COMPONENTS Core Gui Widgets Svg LinguistTools Test Network)
# Qt puts the checkout's folder on the command line of every test; without it the compiler cache serves all checkouts.
set_property(TARGET Qt6::Test PROPERTY INTERFACE_COMPILE_DEFINITIONS QT_TESTLIB_LIB)
find_package(KF6SyntaxHighlighting 6.13 REQUIRED)
find_package(yaml-cpp 0.8 REQUIRED)
find_package(CURL 8.14 REQUIRED)
find_package(simdjson 3.12 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(libgit2 REQUIRED IMPORTED_TARGET libgit2>=1.9)
pkg_check_modules(libarchive REQUIRED IMPORTED_TARGET libarchive>=3.7)
pkg_check_modules(vterm REQUIRED IMPORTED_TARGET vterm>=0.3)
find_package(valijson REQUIRED)
pkg_check_modules(fyaml REQUIRED IMPORTED_TARGET libfyaml>=0.8)
find_package(Qt6Keychain 0.14 REQUIRED)
