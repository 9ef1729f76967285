// SPDX-License-Identifier: MIT
#include "host/compile/rules.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "host/classify/rule_table.h"
#include "host/compile/emit.h"
#include "host/compile/expression.h"
#include "host/compile/json_text.h"
#include "mime/ascii.h"

namespace eb {
namespace {

using Phrases = std::vector<std::string>;

struct Names {
  std::map<std::string, std::uint32_t> reasons;
  std::set<std::string> providers;
  std::set<std::string> programs;  // providers without hosts
  std::set<std::string> rules;
};

const std::vector<std::string_view> who_values{"sender",          "sender_admin", "recipient",
                                               "recipient_admin", "nobody",       "unknown"};
const std::vector<std::string_view> resend_values{"later", "after_fix", "no", "automatic", "unknown"};

// The C++ text of one table, row by row.
struct Table {
  std::string rows;
  std::size_t count = 0;
  void add(const std::string& row) {
    rows += "    {" + row + "},\n";
    ++count;
  }
};

struct RuleTables {
  Pool pool;
  Table reasons, rules, patterns;
  StringRows strings;
  std::vector<Expression> expressions;

  Run list(const std::vector<std::string>& values) { return strings.add(values, pool); }
};

std::string word(const Json& object, const char* key, const std::vector<std::string_view>& allowed,
                 const std::string& file, const std::string& where, Faults& faults) {
  if (!object.contains(key)) return {};
  std::string value = object[key].is_string() ? object[key].get<std::string>() : "";
  if (std::find(allowed.begin(), allowed.end(), value) == allowed.end())
    faults.add(file, where + ": " + key + " \"" + value + "\" is not known");
  return value;
}

bool flag(const Json& object, const char* key) {
  return object.contains(key) && object[key].is_boolean() && object[key].get<bool>();
}

void add_reasons(const Json& document, RuleTables& tables, Names& names, Faults& faults) {
  const std::string file = "reasons.json";
  for (const auto& reason : document) {
    check_keys(reason, {"id", "who", "resend"}, file, "a reason", faults);
    const std::string id = text(reason, "id");
    if (!names.reasons.emplace(id, static_cast<std::uint32_t>(names.reasons.size())).second)
      faults.add(file, id + " stands twice");
    const std::string who = word(reason, "who", who_values, file, id, faults);
    const std::string resend = word(reason, "resend", resend_values, file, id, faults);
    if (who.empty() || resend.empty()) faults.add(file, id + ": who and resend are wanted");
    tables.reasons.add(literal(tables.pool.add(id)) + ", " + literal(tables.pool.add(who)) + ", " +
                       literal(tables.pool.add(resend)));
  }
}

// "5.1.1", "x.1.1" for 4 and 5
bool well_formed_status(const std::string& status) {
  if (status.size() < 5 || (status[0] != '4' && status[0] != '5' && status[0] != 'x') || status[1] != '.') return false;
  const auto dot = status.find('.', 2);
  const auto digits = [](std::string_view s) {
    return !s.empty() && s.size() <= 3 && std::all_of(s.begin(), s.end(), is_digit);
  };
  return dot != std::string::npos && digits(std::string_view(status).substr(2, dot - 2)) &&
         digits(std::string_view(status).substr(dot + 1));
}

// "550", "5xx"
bool well_formed_reply(const std::string& reply) {
  if (reply.size() != 3 || (reply[0] != '4' && reply[0] != '5')) return false;
  return reply.substr(1) == "xx" || (is_digit(reply[1]) && is_digit(reply[2]));
}

std::vector<Phrases> alternatives_of(const Json& when, const std::string& file, const std::string& where,
                                     Faults& faults) {
  std::vector<Phrases> out;
  if (when.contains("words")) out.push_back(strings(when["words"], file, where + " words", faults));
  if (when.contains("token") && when["token"].is_string()) out.push_back({when["token"].get<std::string>()});
  for (const char* key : {"token", "any"}) {
    if (!when.contains(key) || when[key].is_string()) continue;
    if (!when[key].is_array() || when[key].empty()) faults.add(file, where + ": " + key + " wants a list");
    for (const auto& one : when[key]) out.push_back(strings(one, file, where + " " + key, faults));
  }
  if (when.contains("any") && !when["any"].is_array()) faults.add(file, where + ": any wants a list");
  for (const auto& phrases : out)
    for (const auto& phrase : phrases)
      if (const std::string fault = fault_of_phrase(phrase); !fault.empty())
        faults.add(file, where + ": \"" + phrase + "\": " + fault);
  return out;
}

struct Place {
  std::string file, where;
};

std::vector<std::string> checked(const Json& when, const char* key, bool (*well_formed)(const std::string&),
                                 const Place& place, Faults& faults) {
  if (!when.contains(key)) return {};
  auto values = strings(when[key], place.file, place.where + " " + key, faults);
  for (const auto& value : values)
    if (!well_formed(value)) faults.add(place.file, place.where + ": \"" + value + "\" is no " + key);
  return values;
}

void check_seen(const Json& rule, std::size_t alternatives, const Place& place, Faults& faults) {
  if (!rule.contains("seen") || !rule["seen"].is_array() ||
      rule["seen"].size() < std::max<std::size_t>(1, alternatives)) {
    faults.add(place.file, place.where + ": wants a seen sentence for each alternative");
    return;
  }
  for (const auto& seen : rule["seen"]) {
    if (seen.is_string()) continue;
    check_keys(seen, {"text", "status", "reply", "provider", "action"}, place.file, place.where + " seen", faults);
  }
}

void add_rule(const Json& rule, const std::string& file, RuleTables& tables, Names& names, Faults& faults) {
  const std::string id = text(rule, "id");
  const Place place{file, id.empty() ? "a rule without id" : id};
  check_keys(
      rule,
      {"id", "reason", "when", "who", "resend", "code", "blocklist", "weak", "vague", "success", "seen", "source"},
      file, place.where, faults);
  const auto slash = id.find('/');
  if (slash == std::string::npos) faults.add(file, place.where + ": an id is written provider/what");
  if (!names.rules.insert(id).second) faults.add(file, id + " stands twice");
  if (text(rule, "source").empty()) faults.add(file, place.where + ": no source");
  if (flag(rule, "success")) return;  // a code of success is registered and no reason
  const auto reason = names.reasons.find(text(rule, "reason"));
  if (reason == names.reasons.end())
    faults.add(file, place.where + ": the reason \"" + text(rule, "reason") + "\" is not known");
  if (!rule.contains("when") || !rule["when"].is_object()) {
    faults.add(file, place.where + ": no when");
    return;
  }
  const Json& when = rule["when"];
  check_keys(when, {"token", "words", "any", "pattern", "status", "reply", "provider", "action"}, file,
             place.where + " when", faults);
  const auto alternatives = alternatives_of(when, file, place.where, faults);
  const std::string pattern = text(when, "pattern");
  const std::size_t wordings = alternatives.size() + (pattern.empty() ? 0 : 1);
  check_seen(rule, wordings - (when.contains("token") && when.contains("any") ? 1 : 0), place, faults);
  const std::string if_provider = text(when, "provider");
  if (!if_provider.empty() && !names.providers.contains(if_provider))
    faults.add(file, place.where + ": the provider \"" + if_provider + "\" is not known");
  const auto statuses = checked(when, "status", well_formed_status, place, faults);
  const auto replies = checked(when, "reply", well_formed_reply, place, faults);
  const std::string prefix = id.substr(0, slash);
  const auto rule_number = static_cast<std::uint32_t>(tables.rules.count);
  const bool has_words = !alternatives.empty() || !pattern.empty();
  const bool code_is_match = text(rule, "code") == "match";
  if (code_is_match && (when.contains("words") || when.contains("any") || wordings == 0))
    faults.add(file, place.where + ": the code \"match\" wants a token or a pattern, and no other words");
  Pool& pool = tables.pool;
  tables.rules.add(
      literal(pool.add(id)) + ", " + std::to_string(reason == names.reasons.end() ? 0 : reason->second) + ", " +
      literal(pool.add(word(rule, "who", who_values, file, place.where, faults))) + ", " +
      literal(pool.add(word(rule, "resend", resend_values, file, place.where, faults))) + ", " +
      literal(pool.add(names.providers.contains(prefix) ? prefix : "")) + ", " +
      (names.programs.contains(prefix) ? "true" : "false") + ", " +
      literal(pool.add(code_is_match ? "" : text(rule, "code"))) + ", " + literal(pool.add(text(rule, "blocklist"))) +
      ", " + (code_is_match ? "true" : "false") + ", " + literal(tables.list(statuses)) + ", " +
      literal(tables.list(replies)) + ", " + literal(pool.add(if_provider)) + ", " +
      literal(pool.add(text(when, "action"))) + ", " + (has_words ? "true" : "false") + ", " +
      (when.contains("token") || code_is_match ? "true" : "false") + ", " + (flag(rule, "weak") ? "true" : "false"));
  const auto add_pattern = [&](const Phrases& phrases, const std::string& words, std::size_t length) {
    tables.patterns.add(std::to_string(rule_number) + ", " + std::to_string(length) + ", " + literal(pool.add(words)) +
                        ", " + literal(tables.list(phrases)));
  };
  for (const auto& phrases : alternatives) {
    if (phrases.empty()) continue;
    add_pattern(phrases, shown(phrases), spelled_out(phrases));
    tables.expressions.push_back({expression_of(phrases), false});
  }
  if (!pattern.empty()) {
    // Where a pattern finds the code, a code that a rule spells out is better.
    add_pattern({}, pattern, code_is_match ? 1 : pattern.size());
    tables.expressions.push_back({pattern, code_is_match});
  }
}

std::string source_of(const RuleTables& t, const std::string& database) {
  std::string out =
      "// Made by eb-compile from reasons.json and rules/*.json.\n#include \"host/classify/rule_table.h\"\n\nnamespace "
      "eb::rule_table {\n";
  out += "constinit const char blob[] =\n    " + literal(t.pool.blob()) + ";\n";
  const auto table = [&](const char* type, const char* name, const char* count, const Table& rows) {
    out += std::string("constinit const ") + type + " " + name + "[] = {\n" + rows.rows + "};\n";
    out += std::string("const std::size_t ") + count + " = " + std::to_string(rows.count) + ";\n";
  };
  table("ReasonRow", "reasons", "reason_count", t.reasons);
  table("RuleRow", "rules", "rule_count", t.rules);
  out += "constinit const Ref strings[] = {\n" + t.strings.rows() + "    {0, 0}};\n";
  table("PatternRow", "patterns", "pattern_count", t.patterns);
  out += "alignas(64) constinit const char database[] =\n    " + literal(database) + ";\n";
  return out + "}  // namespace eb::rule_table\n";
}

}  // namespace

void compile_rules(const std::filesystem::path& source, const std::filesystem::path& out, Faults& faults) {
  RuleTables tables;
  Names names;
  add_reasons(read_json(source / "host/classify/reasons.json", faults), tables, names, faults);
  for (const auto& provider : read_json(source / "host/evidence/providers.json", faults)) {
    names.providers.insert(text(provider, "id"));
    if (provider.contains("hosts") && provider["hosts"].empty()) names.programs.insert(text(provider, "id"));
  }
  std::vector<std::string> file_of_expression;
  for (const auto& path : json_files(source / "host/classify/rules")) {
    const Json document = read_json(path, faults);
    if (!document.is_array()) {
      faults.add(path.filename().string(), "a list of rules is wanted");
      continue;
    }
    for (const auto& rule : document) add_rule(rule, path.filename().string(), tables, names, faults);
    file_of_expression.resize(tables.expressions.size(), path.filename().string());
  }
  if (tables.expressions.empty()) {
    faults.add("rules", "there is no rule with words");
    return;
  }
  const Database database = build_database(tables.expressions);
  if (!database.fault.empty()) {
    const auto i = static_cast<std::size_t>(database.expression < 0 ? 0 : database.expression);
    faults.add(file_of_expression[i], "\"" + tables.expressions[i].text + "\": " + database.fault);
  }
  if (faults.empty()) write_file(out / "embedded/rules.cc", source_of(tables, database.bytes));
}

}  // namespace eb
