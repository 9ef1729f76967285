// SPDX-License-Identifier: MIT
#include "host/compile/conditions.h"

#include <string>
#include <vector>

#include "host/compile/emit.h"
#include "mime/condition_table.h"

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

// Groups that look at more than the subject: a person may write that, too.
Json without_mere_subjects(const Json& list) {
  Json out = Json::array();
  for (const auto& group : list) {
    bool more = false;
    for (const auto& condition : group) more = more || condition.value("field", "") != "subject";
    if (more) out.push_back(group);
  }
  return out;
}

struct ConditionTables {
  Pool pool;
  StringRows patterns;
  std::string conditions, groups, lists;
  std::uint32_t condition_count = 0, group_count = 0, list_count = 0;
};

// The same groups for the extension: expressions in place of patterns.
Json add_list(const std::string& name, const Json& list, const std::string& file, ConditionTables& t, Faults& faults) {
  Json script = Json::array();
  if (!list.is_array()) {
    faults.add(file, "\"" + name + "\": a list of groups is wanted");
    return script;
  }
  const Run list_run{t.group_count, static_cast<std::uint32_t>(list.size())};
  for (const auto& group : list) {
    const Run run{t.condition_count, static_cast<std::uint32_t>(group.size())};
    Json script_group = Json::array();
    for (const auto& condition : group) {
      check_keys(condition, {"field", "is"}, file, "a condition", faults);
      const auto field = strings(condition.value("field", Json()), file, "field", faults);
      const auto is = strings(condition.value("is", Json()), file, "is", faults);
      if (field.size() != 1) continue;
      Json expressions = Json::array();
      for (const auto& pattern : is) expressions.push_back(javascript(pattern));
      t.conditions += "    {" + literal(t.pool.add(field[0])) + ", " + literal(t.patterns.add(is, t.pool)) + "},\n";
      ++t.condition_count;
      script_group.push_back({{"field", field[0]}, {"patterns", expressions}});
    }
    t.groups += "    " + literal(run) + ",\n";
    ++t.group_count;
    script.push_back(script_group);
  }
  t.lists += "    {" + literal(t.pool.add(name)) + ", " + literal(list_run) + "},\n";
  ++t.list_count;
  return script;
}

}  // namespace

void compile_conditions(const std::filesystem::path& source, const std::filesystem::path& out, Faults& faults) {
  ConditionTables t;
  const Json candidates = read_json(source / "mime/candidate.json", faults);
  const Json kinds = read_json(source / "mime/kinds.json", faults);
  if (!candidates.is_object() || !kinds.is_object()) return;
  const Json any = candidates.value("any", Json());
  const Json script = add_list("candidate", any, "candidate.json", t, faults);
  add_list("machine", without_mere_subjects(any), "candidate.json", t, faults);
  for (const auto& [name, list] : kinds.items()) add_list(name, list, "kinds.json", t, faults);
  if (!faults.empty()) return;
  write_file(out / "embedded/conditions.cc",
             "// Made by eb-compile from mime/candidate.json and mime/kinds.json.\n#include "
             "\"mime/condition_table.h\"\n\nnamespace eb::condition_table {\n"
             "constinit const char blob[] =\n    " +
                 literal(t.pool.blob()) + ";\nconstinit const Ref patterns[] = {\n" + t.patterns.rows() +
                 "};\nconstinit const ConditionRow conditions[] = {\n" + t.conditions +
                 "};\nconstinit const Run groups[] = {\n" + t.groups + "};\nconstinit const ListRow lists[] = {\n" +
                 t.lists + "};\nconst std::size_t list_count = " + std::to_string(t.list_count) +
                 ";\n}  // namespace eb::condition_table\n");
  write_file(out / "extension/candidate.js",
             "// Made from mime/candidate.json. Groups of conditions: one group is enough, all its conditions must "
             "hold; a condition\n"
             "// holds if one of its patterns (case ignored) fits one of the mail's fields of that name.\nexport const "
             "candidate = " +
                 script.dump(1) + ";\n");
}

}  // namespace eb
