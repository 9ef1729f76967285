# SPDX-License-Identifier: MIT
# cmake -D PAGE=FILE -D OUT=FILE.cc -P embed_page.cmake: the report page as a string of C++.
cmake_minimum_required(VERSION 3.25)
file(READ "${PAGE}" page)
string(FIND "${page}" ")report_page\"" at)
if(NOT at EQUAL -1)
  message(FATAL_ERROR "the page would end the string that it stands in")
endif()
file(WRITE "${OUT}" "// Made from extension-stub/shared/report.
#include \"host/scan/report_page.h\"

namespace eb {
const char* const report_page = R\"report_page(${page})report_page\";
}  // namespace eb
")
