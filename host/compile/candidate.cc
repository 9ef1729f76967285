// SPDX-License-Identifier: MIT
#include "host/compile/candidate.h"

#include <string>

#include "host/compile/emit.h"
#include "mime/candidate_table.h"

namespace eb {
namespace {

// "*mailer-daemon@*" -> a JavaScript regular expression that must fit the whole value.
std::string javascript(const std::string& pattern) {
  std::string out = "^\\s*";
  for (const char c : pattern) {
    if (c == '*') {
      out += "[^]*";
    } else if (c == ' ') {
      out += "\\s+";
    } else {
      if (std::string_view("\\^$.|?+()[]{}/").find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out + "\\s*$";
}

}  // namespace

void compile_candidate(const std::filesystem::path& source, const std::filesystem::path& out, Faults& faults) {
  const std::string file = "candidate.json";
  const Json document = read_json(source / "mime" / file, faults);
  if (!document.is_object() || !document.contains("any") || !document["any"].is_array()) {
    faults.add(file, "a list \"any\" is wanted");
    return;
  }
  Pool pool;
  std::string patterns;
  std::string conditions;
  std::string groups;
  std::uint32_t pattern_count = 0;
  std::uint32_t condition_count = 0;
  std::uint32_t group_count = 0;
  Json script = Json::array();
  for (const auto& group : document["any"]) {
    const Run run{condition_count, static_cast<std::uint32_t>(group.size())};
    Json script_group = Json::array();
    for (const auto& condition : group) {
      check_keys(condition, {"field", "is"}, file, "a condition", faults);
      const auto field = strings(condition.value("field", Json()), file, "field", faults);
      const auto is = strings(condition.value("is", Json()), file, "is", faults);
      if (field.size() != 1) continue;
      const Run list{pattern_count, static_cast<std::uint32_t>(is.size())};
      Json expressions = Json::array();
      for (const auto& pattern : is) {
        patterns += "    " + literal(pool.add(pattern)) + ",\n";
        expressions.push_back(javascript(pattern));
      }
      pattern_count += list.count;
      conditions += "    {" + literal(pool.add(field[0])) + ", " + literal(list) + "},\n";
      ++condition_count;
      script_group.push_back({{"field", field[0]}, {"patterns", expressions}});
    }
    groups += "    " + literal(run) + ",\n";
    ++group_count;
    script.push_back(script_group);
  }
  if (!faults.empty()) return;
  write_file(out / "embedded/candidate.cc",
             "// Made by eb-compile from mime/candidate.json.\n#include \"mime/candidate_table.h\"\n\nnamespace "
             "eb::candidate_table {\n"
             "constinit const char blob[] =\n    " +
                 literal(pool.blob()) + ";\nconstinit const Ref patterns[] = {\n" + patterns +
                 "};\nconstinit const ConditionRow conditions[] = {\n" + conditions +
                 "};\nconstinit const Run groups[] = {\n" + groups + "};\nconst std::size_t group_count = " +
                 std::to_string(group_count) + ";\n}  // namespace eb::candidate_table\n");
  write_file(out / "extension/candidate.js",
             "// Made from mime/candidate.json. Groups of conditions: one group is enough, all its conditions must "
             "hold; a condition\n"
             "// holds if one of its patterns (case ignored) fits one of the mail's fields of that name.\nexport const "
             "candidate = " +
                 script.dump(1) + ";\n");
}

}  // namespace eb
