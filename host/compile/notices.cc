// SPDX-License-Identifier: MIT
#include "host/compile/notices.h"

#include <map>
#include <string>
#include <vector>

#include "host/compile/emit.h"
#include "mime/notice_table.h"

namespace eb {
namespace {

struct NoticeTables {
  Pool pool;
  StringRows lines;
  std::string groups, fields, layouts;
  std::uint32_t group_count = 0, field_count = 0, layout_count = 0;

  Run add_lines(const std::vector<std::string>& patterns) { return lines.add(patterns, pool); }
};

const std::map<std::string, std::string> extents{{"line", "Extent::line"},
                                                 {"indented", "Extent::indented"},
                                                 {"paragraph", "Extent::paragraph"},
                                                 {"until_next", "Extent::until_next"}};

void check_pattern(const std::string& pattern, const std::string& file, Faults& faults) {
  if (pattern.empty()) faults.add(file, "an empty line pattern");
  for (std::size_t at = pattern.find('{'); at != std::string::npos; at = pattern.find('{', at + 1)) {
    const std::string name = pattern.substr(at, pattern.find('}', at) - at + 1);
    if (name != "{address}" && name != "{host}" && name != "{text}")
      faults.add(file, "\"" + pattern + "\": " + name + " is not known");
    if (name == "{text}" && at + name.size() != pattern.size())
      faults.add(file, "\"" + pattern + "\": {text} stands last");
  }
}

void add_layout(const Json& layout, const std::string& file, NoticeTables& t, Faults& faults) {
  check_keys(layout,
             {"id", "what", "any_bounce", "transcript", "know", "fields", "recipient", "reason", "delay", "ignore",
              "stop", "returned", "source"},
             file, "a layout", faults);
  const auto list = [&](const char* key) {
    if (!layout.contains(key)) return Run{};
    const auto patterns = strings(layout[key], file, key, faults);
    for (const auto& pattern : patterns) check_pattern(pattern, file, faults);
    return t.add_lines(patterns);
  };
  const bool any_bounce = layout.value("any_bounce", false);
  std::vector<Run> groups;
  for (const auto& group : layout.value("know", Json::array()))
    groups.push_back(t.add_lines(strings(group, file, "know", faults)));
  const Json wanted = layout.value("fields", Json::object());
  std::vector<std::pair<Ref, Run>> fields;
  for (const auto& [name, patterns] : wanted.items())
    fields.emplace_back(t.pool.add(name), t.add_lines(strings(patterns, file, name, faults)));
  if (groups.empty() && fields.empty() && !any_bounce) faults.add(file, "nothing tells how to know it");
  if (!layout.contains("recipient")) faults.add(file, "no recipient lines");
  const Run know{t.group_count, static_cast<std::uint32_t>(groups.size())};
  for (const Run& run : groups) t.groups += "    " + literal(run) + ",\n";
  t.group_count += know.count;
  const Run field_run{t.field_count, static_cast<std::uint32_t>(fields.size())};
  for (const auto& [name, run] : fields) t.fields += "    {" + literal(name) + ", " + literal(run) + "},\n";
  t.field_count += field_run.count;
  const auto extent = extents.find(layout.value("reason", std::string("until_next")));
  if (extent == extents.end()) faults.add(file, "reason is line, indented, paragraph or until_next");
  const std::string rows = literal(list("recipient")) + ", " + literal(list("delay")) + ", " + literal(list("ignore")) +
                           ", " + literal(list("stop")) + ", " + literal(list("returned"));
  t.layouts += "    {" + literal(t.pool.add(layout.value("id", std::string()))) + ", " +
               (any_bounce ? "true" : "false") + ", " + (layout.value("transcript", false) ? "true" : "false") + ", " +
               literal(know) + ", " + literal(field_run) + ", " + rows + ", " +
               (extent == extents.end() ? "Extent::line" : extent->second) + "},\n";
  ++t.layout_count;
}

}  // namespace

void compile_notices(const std::filesystem::path& source, const std::filesystem::path& out, Faults& faults) {
  NoticeTables t;
  std::vector<std::pair<Json, std::string>>
      last_resort;  // layouts that fit any bounce come last, whatever their file's name
  for (const auto& path : json_files(source / "mime/notices")) {
    Json layout = read_json(path, faults);
    if (!layout.is_object()) continue;
    if (layout.value("any_bounce", false)) {
      last_resort.emplace_back(std::move(layout), path.filename().string());
    } else {
      add_layout(layout, path.filename().string(), t, faults);
    }
  }
  for (const auto& [layout, file] : last_resort) add_layout(layout, file, t, faults);
  if (!faults.empty()) return;
  write_file(out / "embedded/notices.cc",
             "// Made by eb-compile from mime/notices/*.json.\n#include \"mime/notice_table.h\"\n\nnamespace "
             "eb::notice_table {\n"
             "constinit const char blob[] =\n    " +
                 literal(t.pool.blob()) + ";\nconstinit const Ref lines[] = {\n" + t.lines.rows() +
                 "    {0, 0}};\nconstinit const Run groups[] = {\n" + t.groups +
                 "    {0, 0}};\nconstinit const FieldRow fields[] = {\n" + t.fields +
                 "    {{0, 0}, {0, 0}}};\nconstinit const LayoutRow layouts[] = {\n" + t.layouts +
                 "};\nconst std::size_t layout_count = " + std::to_string(t.layout_count) +
                 ";\n}  // namespace eb::notice_table\n");
}

}  // namespace eb
