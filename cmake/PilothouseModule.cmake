# SPDX-License-Identifier: Apache-2.0
# One static library a module, so that the linker keeps the layering; tests/arch keeps what it can't see.

add_library(pilothouse_flags INTERFACE)
target_include_directories(pilothouse_flags INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(pilothouse_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wold-style-cast
  -Wextra-semi -Wimplicit-fallthrough -fno-omit-frame-pointer
  $<$<BOOL:${PILOTHOUSE_WERROR}>:-Werror>)
target_compile_definitions(pilothouse_flags INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_CAST_FROM_BYTEARRAY
  QT_NO_CONTEXTLESS_CONNECT QT_NO_FOREACH QT_NO_KEYWORDS QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
  QT_STRICT_ITERATORS QT_USE_QSTRINGBUILDER QT_DISABLE_DEPRECATED_UP_TO=0x060800
  PILOTHOUSE_VERSION="${PROJECT_VERSION}")
if(PILOTHOUSE_SANITIZE)
  # The checks a sanitizer adds make g++ 14 take an awaiter's optional in a coroutine's frame for uninitialized; the
  # release build warns of real cases.
  target_compile_options(pilothouse_flags INTERFACE
    -fsanitize=address,undefined -fno-sanitize-recover=undefined -Wno-maybe-uninitialized)
  target_link_options(pilothouse_flags INTERFACE -fsanitize=address,undefined)
endif()

# Not for tests: QTRY_* of Qt 6.8 narrows inside its own macro.
set(PILOTHOUSE_STRICT -Wconversion -Wno-sign-conversion)

# The programs start on the machine that built them even where its own C library is older: when they are built in a
# root of their own, they name that root's loader and libraries (set by ./dev).
set(PILOTHOUSE_ROOT "" CACHE PATH "Root file system whose loader and libraries the programs use")
function(_pilothouse_program_root target)
  if(PILOTHOUSE_ROOT)
    set(lib ${PILOTHOUSE_ROOT}/usr/lib/x86_64-linux-gnu)
    target_link_options(${target} PRIVATE
      -Wl,--dynamic-linker=${PILOTHOUSE_ROOT}/lib64/ld-linux-x86-64.so.2
      -Wl,--disable-new-dtags,-rpath,${lib}:${lib}/libproxy:${lib}/pulseaudio:${PILOTHOUSE_ROOT}/usr/lib)
  endif()
endfunction()

# pilothouse_module(NAME DEPS targets… [PUBLIC_LIBS libs…] [PCH headers…]): the static library of this folder.
function(pilothouse_module name)
  cmake_parse_arguments(ARG "" "" "DEPS;LIBS;PCH" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS *.cpp *.h)
  if(NOT sources MATCHES "\\.cpp")
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE pilothouse_flags ${ARG_DEPS})
    return()
  endif()
  add_library(${name} STATIC ${sources})
  set_target_properties(${name} PROPERTIES AUTOMOC ON LINKER_LANGUAGE CXX)
  target_compile_options(${name} PRIVATE ${PILOTHOUSE_STRICT})
  target_link_libraries(${name} PUBLIC pilothouse_flags ${ARG_DEPS} PRIVATE ${ARG_LIBS})
  if(ARG_PCH)
    target_precompile_headers(${name} PRIVATE ${ARG_PCH})
  endif()
endfunction()

# pilothouse_program(NAME DEPS targets… [SOURCES files…]): a program in build/bin, from this folder's sources if none are named.
function(pilothouse_program name)
  cmake_parse_arguments(ARG "" "" "DEPS;SOURCES" ${ARGN})
  set(sources ${ARG_SOURCES})
  if(NOT sources)
    file(GLOB sources CONFIGURE_DEPENDS *.cpp *.h)
  endif()
  if(NOT sources MATCHES "\\.cpp")
    return()
  endif()
  add_executable(${name} ${sources})
  set_target_properties(${name} PROPERTIES AUTOMOC ON)
  target_compile_options(${name} PRIVATE ${PILOTHOUSE_STRICT})
  target_link_libraries(${name} PRIVATE pilothouse_flags ${ARG_DEPS})
  _pilothouse_program_root(${name})
endfunction()

# What every test program is told: where the programs and the sources are, and how the sanitizers report.
set(PILOTHOUSE_TEST_ENVIRONMENT
  QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8
  PILOTHOUSE_BIN=${CMAKE_BINARY_DIR}/bin PILOTHOUSE_SOURCE=${CMAKE_SOURCE_DIR}
  ASAN_OPTIONS=detect_leaks=1
  LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/support/lsan.supp:print_suppressions=0
  UBSAN_OPTIONS=print_stacktrace=1)

# pilothouse_test(FILE DEPS targets… [LABELS …] [TIMEOUT s]): one Qt Test program a file, in build/bin/tests.
function(pilothouse_test file)
  cmake_parse_arguments(ARG "" "TIMEOUT" "DEPS;LABELS" ${ARGN})
  get_filename_component(name ${file} NAME_WE)
  add_executable(${name} ${file})
  set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin/tests)
  target_link_libraries(${name} PRIVATE pilothouse_flags ${ARG_DEPS} Qt6::Test)
  _pilothouse_program_root(${name})
  add_test(NAME ${name} COMMAND ${name})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
    ENVIRONMENT "${PILOTHOUSE_TEST_ENVIRONMENT}")
endfunction()
