# SPDX-License-Identifier: MIT
# The packages of the extensions, put together from thunderbird/, shared/, the generated candidate list and the ids of clients.json.
string(JSON EXTENSION_ID GET "${CLIENTS_JSON}" extensions thunderbird)
string(JSON NATIVE_HOST GET "${CLIENTS_JSON}" host)
set(stage "${CMAKE_BINARY_DIR}/extension/thunderbird")
file(GLOB_RECURSE thunderbird_files CONFIGURE_DEPENDS RELATIVE "${CMAKE_SOURCE_DIR}/extension-stub/thunderbird" extension-stub/thunderbird/*)
file(GLOB shared_files CONFIGURE_DEPENDS RELATIVE "${CMAKE_SOURCE_DIR}/extension-stub/shared" extension-stub/shared/*)
set(staged)
foreach(file ${thunderbird_files})
  if(file MATCHES "\\.in$")
    string(REGEX REPLACE "\\.in$" "" name "${file}")
    configure_file("extension-stub/thunderbird/${file}" "${stage}/${name}" @ONLY)
  else()
    configure_file("extension-stub/thunderbird/${file}" "${stage}/${file}" COPYONLY)
    set(name "${file}")
  endif()
  list(APPEND staged "${stage}/${name}")
endforeach()
foreach(file ${shared_files})
  configure_file("extension-stub/shared/${file}" "${stage}/shared/${file}" COPYONLY)
  list(APPEND staged "${stage}/shared/${file}")
endforeach()
set(package "${CMAKE_BINARY_DIR}/explain-bounce-thunderbird.xpi")
# A fixed time makes the same sources the same package.
add_custom_command(OUTPUT "${package}"
  COMMAND "${CMAKE_COMMAND}" -E copy "${generated}/extension/candidate.js" "${stage}/shared/candidate.js"
  COMMAND "${CMAKE_COMMAND}" -E tar cf "${package}" --format=zip "--mtime=2026-01-01 00:00:00 UTC" .
  WORKING_DIRECTORY "${stage}"
  DEPENDS ${staged} "${generated}/extension/candidate.js" VERBATIM COMMENT "Packing the Thunderbird extension")
add_custom_target(thunderbird-extension ALL DEPENDS "${package}")
