// SPDX-License-Identifier: MIT
// Each fault that the build tool knows, provoked once.
#include "host/compile/catalog.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "host/compile/catalog_check.h"
#include "host/compile/catalog_files.h"
#include "host/compile/catalog_places.h"
#include "host/compile/phrase_check.h"

namespace eb {
namespace {

Json entry() {
  return {
      {"headline", "Headline"}, {"cause", "Cause."}, {"steps", {"Do it."}}, {"keywords", {"key"}}, {"source", "RFC"}};
}

Json catalog() {
  Json kinds = Json::object();
  Json words = {{"who.sender", "You"}, {"reason.mailbox_full", "Full"}};
  for (const char* kind : {"failure", "delay", "held", "delivery", "receipt", "feedback_report", "auto_reply",
                           "challenge", "not_a_report"}) {
    kinds[kind] = entry();
    words["kind." + std::string(kind)] = "Kind";
  }
  return {
      {"language", "en"},
      {"direction", "ltr"},
      {"words", words},
      {"kinds", kinds},
      {"topics", {{"bounce", entry()}}},
      {"reasons", {{"mailbox_full", entry()}, {"mailbox_full@automatic", entry()}, {"mailbox_full@sender", entry()}}},
      {"rules", {{"godaddy/IB508", entry()}}}};
}

const CatalogIds kIds{{"mailbox_full"}, {"godaddy/IB508"}, {{"mailbox_full", {"sender"}}}};

// Exactly one fault, and its words.
std::string only_fault(const Faults& faults) {
  if (faults.empty()) return "none";
  std::string all;
  for (const auto& [file, what] : faults.all()) all += (all.empty() ? "" : "; ") + file + ": " + what;
  return all;
}

std::string fault_of(const Json& changed) {
  Faults faults;
  check_catalog(changed, "en", kIds, faults);
  return only_fault(faults);
}

TEST(CatalogCheck, FindsNothingWrongWithAGoodOne) { EXPECT_EQ(fault_of(catalog()), "none"); }

TEST(CatalogCheck, TellsEachFault) {
  const auto changed = [](const char* pointer, const Json& value) {
    Json c = catalog();
    c[Json::json_pointer(pointer)] = value;
    return fault_of(c);
  };
  const auto without = [](const char* section, const char* id) {
    Json c = catalog();
    c[section].erase(id);
    return fault_of(c);
  };
  const std::string at = "catalog/en.json: ";
  EXPECT_EQ(changed("/language", "sv"), at + "language: is not that of the file's name");
  EXPECT_EQ(changed("/direction", "up"), at + "direction: ltr or rtl is wanted");
  EXPECT_EQ(changed("/sections", 1), at + "the catalog: unknown key \"sections\"");
  EXPECT_EQ(changed("/words", 1), at + "words: an object is wanted");
  EXPECT_EQ(changed("/words/x", ""), at + "words x: an empty string");
  EXPECT_EQ(changed("/words/x", 5), at + "words x: a string or an object of plural forms is wanted");
  EXPECT_EQ(without("kinds", "held"), at + "kinds: no entry for held");
  EXPECT_EQ(without("reasons", "mailbox_full"), at + "reasons: no entry for mailbox_full");
  EXPECT_EQ(changed("/kinds/new", entry()), at + "kinds new: there is no such kind");
  EXPECT_EQ(changed("/reasons/new", entry()), at + "reasons new: there is no such reason");
  EXPECT_EQ(changed("/rules/godaddy~1IB999", entry()), at + "rules godaddy/IB999: there is no such rule");
  EXPECT_EQ(changed("/kinds/held/body", "x"), at + "kinds held: unknown key \"body\"");
  EXPECT_EQ(changed("/kinds/held/steps", "x"), at + "kinds held steps: a list is wanted");
  EXPECT_EQ(changed("/kinds/held/keywords/0", 3), at + "kinds held keywords 1: a word is wanted");
  EXPECT_EQ(changed("/kinds/held/source", 3), at + "kinds held source: a string is wanted");
  Json no_cause = catalog();
  no_cause["kinds"]["held"].erase("cause");
  EXPECT_EQ(fault_of(no_cause), at + "kinds held: no cause");
  EXPECT_EQ(changed("/kinds/held/links", {{{"title", "T"}, {"url", "http://x.example"}}}),
            at + "kinds held links 1 url: a link is https://..., [{removal_url}] or [{registry_url}]");
  EXPECT_EQ(changed("/kinds/held/links", {{{"url", "https://x.example"}}}), at + "kinds held links 1: no title");
}

TEST(CatalogCheck, WantsANameForEveryReasonAndKind) {
  for (const char* name : {"reason.mailbox_full", "kind.held"}) {
    Json c = catalog();
    c["words"].erase(name);
    EXPECT_EQ(fault_of(c), "catalog/en.json: words: no entry for " + std::string(name));
  }
  for (const char* name : {"reason.mailbox_fall", "kind.hold"}) {
    Json c = catalog();
    c["words"][name] = "Name";
    EXPECT_EQ(fault_of(c), "catalog/en.json: words " + std::string(name) + ": names nothing that there is");
  }
  Json c = catalog();
  c["words"]["kind.held"] = std::string(45, 'x');
  EXPECT_EQ(fault_of(c), "catalog/en.json: words kind.held: a name has at most 44 characters; this one has 45");
}

TEST(CatalogCheck, TheReportAloneHasItsPlaceholders) {
  Json c = catalog();
  c["words"]["report.progress"] = "{done} of {total} mails";
  EXPECT_EQ(fault_of(c), "none");
  c["words"].erase("report.progress");
  c["words"]["cli.progress"] = "{done} mails";
  EXPECT_EQ(fault_of(c), "catalog/en.json: words cli.progress: the placeholder {done} is for the words report.* alone");
}

TEST(CatalogCheck, WantsALanguageWhosePluralsAreKnown) {
  Json c = catalog();
  c["language"] = "tlh";
  Faults faults;
  check_catalog(c, "tlh", kIds, faults);
  EXPECT_EQ(only_fault(faults), "catalog/tlh.json: language: host/explain/plural.cc has no rule for it");
}

using Strings = std::vector<std::string>;

TEST(PhraseCheck, TellsEachFault) {
  EXPECT_EQ(faults_of("Fine [{ip}|it].", "en", Style::words), Strings{});
  EXPECT_EQ(faults_of("[{nonsense}|x]", "en", Style::words), Strings{"the placeholder {nonsense} is not known"});
  EXPECT_EQ(faults_of("{ip}", "en", Style::words), Strings{"the placeholder {ip} stands outside brackets"});
  EXPECT_EQ(faults_of("x]", "en", Style::words), Strings{"a closing bracket without an opening one"});
  EXPECT_EQ(faults_of("[x", "en", Style::words), Strings{"an opening bracket without a closing one"});
  EXPECT_EQ(faults_of("a|b", "en", Style::words), Strings{"a bar outside brackets"});
  EXPECT_EQ(faults_of("a } b", "en", Style::words), Strings{"a brace without its partner"});
  EXPECT_EQ(faults_of("[a]", "en", Style::words), Strings{"a bracket whose first alternative has no placeholder"});
  EXPECT_EQ(faults_of("[{ip}|a|b]", "en", Style::words), Strings{"an alternative behind one that has no placeholder"});
  EXPECT_EQ(faults_of("a  b", "en", Style::words), Strings{"two blanks in a row"});
  EXPECT_EQ(faults_of("a ", "en", Style::words), Strings{"a blank at the edge"});
  EXPECT_EQ(faults_of(std::string(90, 'x') + "[{subject}]", "en", Style::headline), Strings{});
  EXPECT_EQ(faults_of(std::string(91, 'x'), "en", Style::headline),
            Strings{"a headline has at most 90 characters; this one may have 91"});
  EXPECT_EQ(faults_of("a\nb", "en", Style::headline), Strings{"a headline is one line"});
  EXPECT_EQ(faults_of("[{subject}]", "en", Style::headline), Strings{"a headline that may be empty"});
  EXPECT_EQ(faults_of("[{subject}]", "en", Style::sentence), Strings{"a cause that may be empty"});
  EXPECT_EQ(faults_of("{shown} of {count} in {folder}", "en", Style::report), Strings{});
  EXPECT_EQ(faults_of("[{folder}|it]", "en", Style::words),
            Strings{"the placeholder {folder} is for the words report.* alone"});
  EXPECT_EQ(faults_of(std::string(44, 'x'), "en", Style::name), Strings{});
  EXPECT_EQ(faults_of("a\nb", "en", Style::name), Strings{"a name is one line"});
  EXPECT_EQ(faults_of("[{ip}|x]", "en", Style::name), Strings{"a name holds no placeholder"});
}

TEST(PhraseCheck, StepsAreSentencesHoweverTheyAreFilled) {
  for (const char* good : {"Do it.", "[Ask {sender}.]", "[{registry}|The registry] knows.", "Öppna den.", "Łącz to.",
                           "Ask them[ at {removal_url}].", "やり直してください。"})
    EXPECT_EQ(faults_of(good, "en", Style::step), Strings{}) << good;
  for (const char* lower : {"do it.", "öppna den.", "ł.", "[{registry}|the registry] knows.", "1 thing."})
    EXPECT_EQ(faults_of(lower, "en", Style::step), Strings{"a step begins with an upper-case letter"}) << lower;
  for (const char* open : {"Do it", "Do it!", "Ask them [at {removal_url}.]"})
    EXPECT_EQ(faults_of(open, "en", Style::step), Strings{"a step ends with a full stop"}) << open;
}

TEST(PhraseCheck, WantsThePluralFormsOfTheLanguage) {
  const Json two = {{"one", "a"}, {"other", "b"}};
  EXPECT_EQ(faults_of(two, "sv", Style::words), Strings{});
  EXPECT_EQ(faults_of(two, "pl", Style::words),
            (Strings{"the plural form \"few\" is missing", "the plural form \"many\" is missing"}));
  EXPECT_EQ(faults_of({{"other", "a"}, {"one", "b"}}, "ja", Style::words),
            Strings{"the language has no plural form \"one\""});
  EXPECT_EQ(faults_of({{"one", 1}, {"other", "b"}}, "en", Style::words),
            Strings{"the plural form \"one\" is no string"});
}

// As if every headline and cause were said in other words.
Json translated(Json other) {
  for (const char* section : {"kinds", "topics", "reasons", "rules"})
    for (auto& entry : other[section])
      for (const char* field : {"headline", "cause"})
        if (entry.contains(field)) entry[field] = "Ö " + entry[field].get<std::string>();
  return other;
}

std::string difference(const char* pointer, const Json& value, const std::string& language) {
  Json other = translated(catalog());
  if (value.is_null())
    other[Json::json_pointer(pointer).parent_pointer()].erase(Json::json_pointer(pointer).back());
  else
    other[Json::json_pointer(pointer)] = value;
  Faults faults;
  compare_catalogs(catalog(), other, language, faults);
  return only_fault(faults);
}

TEST(CompareCatalogs, WantsTheSameKeysAndPlaceholders) {
  EXPECT_EQ(difference("/words/who.sender", "Du", "sv"), "none");
  EXPECT_EQ(difference("/words/who.sender", nullptr, "sv"), "catalog/sv.json: words: no entry for who.sender");
  EXPECT_EQ(difference("/words/new", "x", "sv"), "catalog/sv.json: words new: English has no such entry");
  EXPECT_EQ(difference("/kinds/held/cause", "[{ip}|x]", "sv"),
            "catalog/sv.json: kinds held cause: other placeholders than in English");
  const std::string english = catalog()["kinds"]["held"]["cause"].get<std::string>();
  EXPECT_EQ(difference("/kinds/held/cause", english, "sv"), "catalog/sv.json: kinds held cause: stands in English");
  EXPECT_EQ(difference("/rules/godaddy~1IB508", nullptr, "sv"), "catalog/sv.json: rules: no entry for godaddy/IB508");
  EXPECT_EQ(difference("/rules/godaddy~1IB508", nullptr, "de"), "none");
}

TEST(CatalogCheck, WantsPluralFormsWhereOneIsNamed) {
  Json c = catalog();
  c["reasons"]["mailbox_full"]["headline"] = "The mailbox[ of {recipient}] is full";
  EXPECT_EQ(fault_of(c), "catalog/en.json: reasons mailbox_full headline: names {recipient}: plural forms are wanted");
  c["reasons"]["mailbox_full"]["headline"] = {{"one", "The mailbox[ of {recipient}] is full"},
                                              {"other", "{count} mailboxes are full"}};
  EXPECT_EQ(fault_of(c), "none");
}

TEST(CatalogCheck, WantsWordsForWhoeverARuleNames) {
  Json c = catalog();
  c["reasons"].erase("mailbox_full@sender");
  EXPECT_EQ(fault_of(c), "catalog/en.json: reasons: no entry for mailbox_full@sender");
}

TEST(CatalogCheck, WantsASource) {
  Json c = catalog();
  c["kinds"]["held"].erase("source");
  EXPECT_EQ(fault_of(c), "catalog/en.json: kinds held: no source");
}

class Folder : public testing::Test {
 protected:
  void SetUp() override {
    path_ = std::filesystem::temp_directory_path() /
            ("explain-bounce-" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  void TearDown() override { std::filesystem::remove_all(path_); }
  std::filesystem::path write(const std::string& name, const std::string& text) const {
    auto file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << text;
    return file;
  }
  std::filesystem::path path_;
};

TEST_F(Folder, RegistriesAreChecked) {
  const auto faults_in = [&](const char* lines, bool v6) {
    Faults faults;
    read_registries(write("r.csv", lines), v6, faults);
    return faults.all().size();
  };
  EXPECT_EQ(faults_in("# note\n1.0.0.0/8,apnic\n", false), 0U);
  EXPECT_EQ(faults_in("2001:200::/23,apnic\n", true), 0U);
  for (const char* line : {"1.0.0.0,apnic", "1.0.0.0/8", "1.0.0.0/33,apnic", "1.0.0.0/0,apnic", "1.0.0.0/8,nobody",
                           "1.2.0.0/8,apnic", "x/8,apnic", "2001:200::/23,apnic"})
    EXPECT_EQ(faults_in((std::string("2.0.0.0/8,ripe\n") + line + "\n").c_str(), false), 1U) << line;
  EXPECT_EQ(faults_in("1.0.0.0/8,apnic\n1.0.0.0/8,ripe\n", false), 1U);
  EXPECT_EQ(faults_in("", false), 1U);
  Faults faults;
  read_registries(path_ / "none.csv", false, faults);
  EXPECT_FALSE(faults.empty());
}

TEST_F(Folder, BlocklistsAreChecked) {
  const auto fault_in = [&](const char* json) {
    Faults faults;
    std::string blob;
    read_blocklists(write("b.json", json), blob, faults);
    return only_fault(faults);
  };
  const auto one = [](const std::string& words, const std::string& page, const std::string& more) {
    return "[{\"name\": \"A\", \"words\": " + words + ", \"page\": \"" + page + "\"" + more + "}]";
  };
  const std::string source = ", \"source\": \"s\"";
  EXPECT_EQ(fault_in(one("[\"a\"]", "https://a.example", source).c_str()), "none");
  EXPECT_EQ(fault_in(one("[\"A\"]", "https://a.example", source).c_str()), "b.json: A: \"A\" is not in lower case");
  EXPECT_EQ(fault_in(one("[\"a\"]", "http://a.example", source).c_str()), "b.json: A: page wants an https link");
  EXPECT_EQ(fault_in(one("[\"a\"]", "https://a.example", "").c_str()), "b.json: A: no source");
  EXPECT_EQ(fault_in(one("[\"a\"]", "https://a.example", source + ", \"removal\": \"https://a.example/\"").c_str()),
            "b.json: A: removal wants an https link with {ip}");
  EXPECT_EQ(fault_in(one("[\"a\"]", "https://a.example", source + ", \"x\": 1").c_str()),
            "b.json: A: unknown key \"x\"");
}

TEST_F(Folder, AnEntryMayHaveTheWordsOfAnother) {
  Json file = catalog();
  file.erase("rules");
  file["sentences"] = {{"do_it", "Do it."}, {"unused", "Nothing."}};
  file["kinds"]["held"]["steps"] = {"=do_it", "=nothing"};
  file["reasons"]["mailbox_full@sender"] = "mailbox_full";
  file["reasons"]["mailbox_full@automatic"] = "mailbox_full@sender";
  write("en.json", file.dump());
  write("en/godaddy.json", Json{{"godaddy/IB508", entry()}}.dump());
  write("en/other.json", Json{{"godaddy/IB508", entry()}}.dump());
  Faults faults;
  const Json read = read_catalog(path_, "en", faults);
  EXPECT_EQ(read["kinds"]["held"]["steps"][0], "Do it.");
  EXPECT_EQ(read["reasons"]["mailbox_full@sender"], read["reasons"]["mailbox_full"]);
  EXPECT_EQ(read["rules"]["godaddy/IB508"], entry());
  EXPECT_EQ(only_fault(faults),
            "catalog/en/other.json: godaddy/IB508: stands in another file too; "
            "catalog/en.json: kinds held steps: there is no sentence \"nothing\"; "
            "catalog/en.json: mailbox_full@automatic: \"mailbox_full@sender\" is no entry with words of its own; "
            "catalog/en.json: sentences unused: nobody uses it");
}

TEST_F(Folder, AllFaultsAreToldAtOnceAndNothingIsWritten) {
  write("host/classify/reasons.json", R"([{"id": "mailbox_full"}])");
  write("host/classify/rules/godaddy.json", R"([{"id": "godaddy/IB508"}])");
  write("host/explain/registries/ipv4.csv", "1.0.0.0/8,apnic\n");
  write("host/explain/registries/ipv6.csv", "2001:200::/23,apnic\n");
  write("host/explain/blocklists.json", "[]");
  write("host/explain/sending_services.json", "[]");
  Json english = catalog();
  // "=name" is the sentence of that name, and an entry that is an id has the words of that one.
  write("host/explain/catalog/en/godaddy.json", Json{{"godaddy/IB508", english["rules"]["godaddy/IB508"]}}.dump());
  english.erase("rules");
  english["sentences"] = {{"do_it", "Do it."}};
  english["kinds"]["held"]["steps"][0] = "=do_it";
  write("host/explain/catalog/en.json", english.dump());
  Faults none;
  compile_catalog(path_, path_ / "out", none);
  EXPECT_EQ(only_fault(none), "none");
  EXPECT_TRUE(std::filesystem::exists(path_ / "out/embedded/catalog.cc"));
  std::filesystem::remove_all(path_ / "out");

  english["kinds"]["held"]["steps"][0] = "do it";
  write("host/explain/catalog/en.json", english.dump());
  write("host/explain/catalog/sv.json", "{ not json");
  write("host/explain/registries/ipv4.csv", "nonsense\n");
  Faults faults;
  compile_catalog(path_, path_ / "out", faults);
  const auto told = [&](const std::string& file) {
    return std::any_of(faults.all().begin(), faults.all().end(), [&](const auto& f) { return f.first == file; });
  };
  EXPECT_TRUE(told("catalog/en.json"));
  EXPECT_TRUE(told("sv.json"));
  EXPECT_TRUE(told("registries/ipv4.csv"));
  EXPECT_FALSE(std::filesystem::exists(path_ / "out/embedded/catalog.cc"));
  std::filesystem::remove(path_ / "host/explain/catalog/en.json");
  Faults missing;
  compile_catalog(path_, path_ / "out", missing);
  EXPECT_TRUE(std::any_of(missing.all().begin(), missing.all().end(),
                          [](const auto& f) { return f.second == "there is no en.json"; }));
}

}  // namespace
}  // namespace eb
