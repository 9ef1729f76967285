# SPDX-License-Identifier: MIT
# cmake -D OUT=FILE -P report.cmake: the report as one page with two places left, for the command line to fill.
#
# What `explain-bounce scan --format html` writes is this file with the two placeholders replaced, each of which stands once:
#   @WORDS@  one JSON object, {"lang": "sv", "direction": "ltr", "words": {...}}: what words_of (host/explain/words.h) gives
#   @LINES@  JSON lines (host/scan/scan.schema.json): a line for each mail that was found, and one summary
# In both, each "<" is written \u003c: in JSON it stands inside strings alone, and so no word of a mail ends the element.
#
# The modules become one script, and the page's policy allows that script and the style by their hashes and nothing else.
cmake_minimum_required(VERSION 3.25)
set(here "${CMAKE_CURRENT_LIST_DIR}")

# In the order in which they use each other; report.js is last. Each gets a scope of its own, around which stands what it exports.
set(modules lines say count dom charts explanation table remove page report)

# What a policy calls a text: 'sha256-' and its digest in base64 (CSP 3, section 2.3.1).
function(source_of text out)
  string(SHA256 hex "${text}")
  string(APPEND hex "0000") # two bytes, to whole groups of three
  set(alphabet "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  set(base64 "")
  foreach(group RANGE 10)
    math(EXPR at "${group} * 6")
    string(SUBSTRING "${hex}" ${at} 6 bytes)
    foreach(shift 18 12 6 0)
      math(EXPR place "(0x${bytes} >> ${shift}) & 63")
      string(SUBSTRING "${alphabet}" ${place} 1 letter)
      string(APPEND base64 "${letter}")
    endforeach()
  endforeach()
  string(SUBSTRING "${base64}" 0 43 base64) # 32 bytes are 43 letters and one "="
  set(${out} "'sha256-${base64}='" PARENT_SCOPE)
endfunction()

file(READ "${here}/report.html" page)
file(READ "${here}/report.css" style)
set(script "")
foreach(module ${modules})
  file(READ "${here}/${module}.js" text)
  if(text MATCHES "\nimport [^\n]*[^;\n]\n")
    message(FATAL_ERROR "${module}.js: an import has to stand on one line")
  endif()
  string(REGEX REPLACE "\nimport [^\n]*" "" text "${text}")
  set(names "")
  string(REGEX MATCHALL "\nexport (function|const) [A-Za-z]+" exports "${text}")
  foreach(export ${exports})
    string(REGEX REPLACE ".* " "" name "${export}")
    string(APPEND names "${name}, ")
  endforeach()
  string(REGEX REPLACE "\nexport (function|const)" "\n\\1" text "${text}")
  if(text MATCHES "\n(import|export)")
    message(FATAL_ERROR "${module}.js: an import or export that report.cmake does not know")
  endif()
  string(APPEND script "const { ${names}} = (() => {\n${text}return { ${names}};\n})();\n")
endforeach()
set(script "\n${script}")
set(style "\n${style}")
foreach(text script style)
  if("${${text}}" MATCHES "</|<!--")
    message(FATAL_ERROR "the ${text} would end its element")
  endif()
endforeach()

# put(OLD NEW): OLD has to stand in the page once.
function(put old new)
  string(FIND "${page}" "${old}" first)
  string(FIND "${page}" "${old}" last REVERSE)
  if(first EQUAL -1 OR NOT first EQUAL last)
    message(FATAL_ERROR "report.html: ${old} has to stand there once")
  endif()
  string(REPLACE "${old}" "${new}" page "${page}")
  set(page "${page}" PARENT_SCOPE)
endfunction()

source_of("${script}" script_hash)
source_of("${style}" style_hash)
put("script-src 'self'" "script-src ${script_hash}")
put("style-src 'self'" "style-src ${style_hash}")
put("<link rel=\"stylesheet\" href=\"report.css\">" "<style>${style}</style>")
put("<script type=\"module\" src=\"report.js\"></script>" "<script type=\"module\">${script}</script>")
foreach(place @WORDS@ @LINES@)
  string(REGEX MATCHALL "${place}" stands "${page}")
  list(LENGTH stands count)
  if(NOT count EQUAL 1)
    message(FATAL_ERROR "${place} has to stand in the page once")
  endif()
endforeach()
file(WRITE "${OUT}" "${page}")
