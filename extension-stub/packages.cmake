# SPDX-License-Identifier: MIT
# The packages of the extensions, each put together from its own folder, shared/, the generated candidate list and the ids of
# clients.json. Words that all clients say stand in shared/_locales, a client's own in its _locales.
string(JSON NATIVE_HOST GET "${CLIENTS_JSON}" host)
string(JSON CHROMIUM_KEY GET "${CLIENTS_JSON}" chromium_key)

# What runs in the pages of a webmail, in this order.
set(CONTENT_SCRIPTS [["sites/list.js", "sites/roundcube.js", "sites/gmail.js", "sites/outlook.js", "sites/sogo.js", "sites/horde.js", "sites/zimbra.js", "sites/nextcloud.js", "sites/inline.js", "sites/any.js", "shared/panel.js", "look.js", "bar.js", "beginning.js", "source.js", "ask.js", "places.js", "frame.js"]])

# The report of a scan as one page, for the command line and to be saved (report.cmake says what is left to fill in).
set(report_page "${generated}/report/report.html.in")
file(GLOB report_sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_LIST_DIR}/shared/report/*")
add_custom_command(OUTPUT "${report_page}"
  COMMAND "${CMAKE_COMMAND}" -D "OUT=${report_page}" -P "${CMAKE_CURRENT_LIST_DIR}/shared/report/report.cmake"
  DEPENDS ${report_sources} VERBATIM COMMENT "Putting the report together")
add_custom_target(report-template ALL DEPENDS "${report_page}")

# extension(FOLDER ID PACKAGE [ROOM...]): FOLDER as a package, with the folders ROOM of shared/. Mozilla's clients know it by
# what ID has in clients.json, Chromium's by the key.
function(extension folder id package)
  string(JSON EXTENSION_ID GET "${CLIENTS_JSON}" extensions ${id})
  set(source "${CMAKE_SOURCE_DIR}/extension-stub")
  cmake_path(GET package STEM target)
  set(stage "${CMAKE_BINARY_DIR}/extension/${target}")
  # What is no longer a source must not stay in the package.
  file(REMOVE_RECURSE "${stage}")
  set(staged)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE "${source}/${folder}" "${source}/${folder}/*")
  foreach(file ${files})
    if(file MATCHES "^_locales/(.*)\\.json$")
      set(language "${CMAKE_MATCH_1}")
      file(READ "${source}/shared/_locales/${language}.json" common)
      file(READ "${source}/${folder}/${file}" own)
      string(REGEX REPLACE "}[ \n]*$" "" common "${common}")
      string(REGEX REPLACE "^[ \n]*{" "" own "${own}")
      string(STRIP "${common}" common)
      file(GENERATE OUTPUT "${stage}/_locales/${language}/messages.json" CONTENT "${common},${own}")
      set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${source}/shared/_locales/${language}.json" "${source}/${folder}/${file}")
      list(APPEND staged "${source}/shared/_locales/${language}.json" "${source}/${folder}/${file}")
      continue()
    endif()
    string(REGEX REPLACE "\\.in$" "" name "${file}")
    if(file MATCHES "\\.in$")
      configure_file("${source}/${folder}/${file}" "${stage}/${name}" @ONLY)
    else()
      configure_file("${source}/${folder}/${file}" "${stage}/${name}" COPYONLY)
    endif()
    list(APPEND staged "${stage}/${name}")
  endforeach()
  file(GLOB files CONFIGURE_DEPENDS RELATIVE "${source}/shared" "${source}/shared/*.js" "${source}/shared/*.css" "${source}/shared/*.html")
  foreach(room ${ARGN})
    file(GLOB more CONFIGURE_DEPENDS RELATIVE "${source}/shared" "${source}/shared/${room}/*.js" "${source}/shared/${room}/*.css")
    list(APPEND files ${more})
  endforeach()
  foreach(file ${files})
    configure_file("${source}/shared/${file}" "${stage}/shared/${file}" COPYONLY)
    list(APPEND staged "${stage}/shared/${file}")
  endforeach()
  set(report_copy)
  if("report" IN_LIST ARGN)
    set(report_copy COMMAND "${CMAKE_COMMAND}" -E copy "${report_page}" "${stage}/shared/report/report.html.in")
    list(APPEND staged "${report_page}")
  endif()
  # A fixed time makes the same sources the same package.
  add_custom_command(OUTPUT "${CMAKE_BINARY_DIR}/${package}"
    COMMAND "${CMAKE_COMMAND}" -E rm -f "${CMAKE_BINARY_DIR}/${package}"
    COMMAND "${CMAKE_COMMAND}" -E copy "${generated}/extension/candidate.js" "${stage}/shared/candidate.js"
    ${report_copy}
    COMMAND "${CMAKE_COMMAND}" -E tar cf "${CMAKE_BINARY_DIR}/${package}" --format=zip "--mtime=2026-01-01 00:00:00 UTC" .
    WORKING_DIRECTORY "${stage}"
    DEPENDS ${staged} "${generated}/extension/candidate.js" VERBATIM COMMENT "Packing ${package}")
  add_custom_target(${target} ALL DEPENDS "${CMAKE_BINARY_DIR}/${package}")
endfunction()

extension(thunderbird thunderbird explain-bounce-thunderbird.xpi report)
extension(webmail firefox explain-bounce-webmail-firefox.xpi)
extension(webmail firefox explain-bounce-webmail-chromium.zip)
