// SPDX-License-Identifier: MIT
// What providers and standards publish about their codes, where a list of it lies beside the checkout: each of them,
// said by one of that provider's hosts, is named with its provider, its code and its reason.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "host/classify/verdict.h"
#include "host/evidence/evidence.h"
#include "host/explain/json.h"
#include "mime/text.h"

namespace {

using eb::Json;
using Words = std::vector<std::string>;

// The list's names of providers -> ours; the rest have the same name. Empty: no provider of its own, as standards are
// said by anyone, and so are the lists that a server asks (Spamhaus, Cloudmark).
const std::map<std::string, std::string> ours{{"exchange-online", "microsoft"},
                                              {"exchange-server", "microsoft"},
                                              {"exchange (all)", "microsoft"},
                                              {"outlook.com", "microsoft"},
                                              {"yahoo/aol", "yahoo"},
                                              {"aol-legacy", "yahoo"},
                                              {"icloud", "apple"},
                                              {"gmx/web.de/ionos", "gmx"},
                                              {"orange/laposte", "orange"},
                                              {"mail.ru", "mailru"},
                                              {"i.ua", "iua"},
                                              {"t-online", "tonline"},
                                              {"bluehost/newfold", "bluehost"},
                                              {"iana", ""},
                                              {"rfc5321", ""},
                                              {"spamhaus", ""},
                                              {"cloudmark", ""}};

// The words for reasons of the program from which rows were taken -> those of ours that say the same.
const std::map<std::string, Words> same_reason{
    {"userunknown", {"user_unknown", "address_invalid"}},
    {"mailboxfull", {"mailbox_full"}},
    {"suspend", {"mailbox_disabled"}},
    {"hasmoved", {"recipient_moved"}},
    {"filtered", {"rejected_by_recipient", "sender_not_allowed"}},
    {"notaccept", {"domain_not_accepting_mail"}},
    {"mesgtoobig", {"message_too_large"}},
    {"exceedlimit", {"message_too_large", "too_many_recipients"}},
    {"spamdetected", {"spam"}},
    {"spandetected", {"spam"}},
    {"virusdetected", {"virus", "spam"}},
    {"contenterror", {"content_not_supported", "attachment_rejected", "message_malformed"}},
    {"policyviolation", {"policy", "content_policy", "spam", "attachment_rejected"}},
    {"securityerror",
     {"login_required", "policy", "encryption_required", "sender_account_blocked", "sender_not_allowed",
      "recipient_security_broken"}},
    {"notcompliantrfc", {"message_malformed", "sender_rejected"}},
    {"authfailure", {"authentication_failed"}},
    {"requireptr", {"reverse_dns"}},
    {"blocked", {"ip_blocked", "domain_blocked"}},
    {"blokced", {"ip_blocked"}},
    {"badreputation", {"ip_blocked", "domain_blocked"}},
    {"rejected",
     {"sender_rejected", "domain_blocked", "sender_account_blocked", "rejected_by_recipient", "sender_not_allowed"}},
    {"norelaying", {"relay_denied"}},
    {"speeding", {"rate_limited"}},
    {"toomanyconn", {"too_many_connections", "rate_limited", "too_many_recipients"}},
    {"networkerror", {"host_unreachable", "dns_failure", "mail_loop"}},
    {"expired", {"delivery_timeout"}},
    {"systemfull", {"server_full"}},
    {"systemerror", {"server_error", "server_unavailable"}},
    {"syntaxerror", {"protocol_error", "address_invalid"}}};

// Where that program's word is not what the provider says. `text` stands in the row's text or is its code.
struct Other {
  const char* provider;
  const char* text;
  const char* reason;
  const char* why;
};
const Other others[] = {
    {"exchange (all)", "tlsa-invalid", "recipient_security_broken", "the recipient's DANE records are wrong"},
    {"exchange (all)", "dnssec-invalid", "recipient_security_broken", "so is its DNSSEC"},
    {"exchange (all)", "certificate-host-mismatch", "recipient_security_broken", "its certificate names another host"},
    {"exchange (all)", "certificate-expired", "recipient_security_broken", "its certificate has run out"},
    {"exchange (all)", "temporarily rate limited", "rate_limited", "it says so"},
    {"exchange (all)", "4.4.2 connection dropped", "host_unreachable", "the connection dropped"},
    {"exchange (all)", "must have a reverse dns", "reverse_dns", "it says so"},
    {"exchange (all)", "rejected by recipient", "rejected_by_recipient", "the recipient's organisation did it"},
    {"exchange (all)", "customer block list", "rejected_by_recipient", "the recipient's own list"},
    {"exchange (all)", "over ipv6", "policy", "no block of this server: none may come by IPv6"},
    {"exchange (all)", "invalid domain name", "protocol_error", "what follows EHLO is no name"},
    {"exchange (all)", "message depth exceeded", "mail_loop", "answers that answer each other"},
    {"exchange (all)", "connection timed out", "host_unreachable", "no answer, for now"},
    {"exchange (all)", "client was not authenticated", "login_required", "the client did not log in"},
    {"exchange (all)", "5.4.310 does not exist", "domain_unknown", "the DNS domain does not exist"},
    {"exchange (all)", "not accepting network messages", "server_unavailable", "RFC 3463, X.3.2"},
    {"exchange (all)", "missing or bad storedriver", "server_error", "a fault inside Exchange"},
    {"exchange (all)", "x-dg-ref header", "message_malformed", "a header is too long"},
    {"exchange (all)", "3.6.2 compliant", "message_malformed", "the From header breaks RFC 5322"},
    {"exchange (all)", "5.7.700-749", "sender_account_blocked", "the sender's tenant is shut"},
    {"exchange (all)", "5.7.504", "user_unknown", "the address is not valid"},
    {"exchange (all)", "banned recipient", "rejected_by_recipient", "the recipient's organisation banned it"},
    {"exchange (all)", "helo / ehlo requires", "protocol_error", "what follows EHLO is no name"},
    {"exchange (all)", "mailbox address ambiguous", "address_ambiguous", "RFC 3463, X.1.4"},
    {"exchange (all)", "list expansion problem", "mailing_list_failure", "RFC 3463, X.2.4"},
    {"exchange (all)", "suspiciousremoteservererror", "host_unreachable", "the connection was reset"},
    {"google", "try again later, closing connection", "rate_limited", "too many sessions begin there"},
    {"google", "helo/ehlo argument", "protocol_error", "what follows EHLO is no name"},
    {"google", "an unusual rate of", "rate_limited", "a rate"},
    {"google", "connection expired", "server_unavailable", "to be opened again"},
    {"google", "timeout - closing connection", "host_unreachable", "the connection fell silent"},
    {"google", "not authorized to send email directly", "ip_blocked", "a home line, as its provider says"},
    {"google", "with the same message-id", "rate_limited", "a quota"},
    {"google", "unauthenticated email", "authentication_failed", "it says so"},
    {"google", "cannot decode response", "protocol_error", "RFC 4954, 501 5.5.2"},
    {"google", "authentication type", "login_required", "RFC 4954, 504 5.7.4"},
    {"google", "xoauth", "login_required", "another way to log in is wanted"},
    {"google", "starttls command first", "encryption_required", "it says so"},
    {"google", "domain policy size", "too_many_recipients", "one recipient a transaction"},
    {"google", "find the recipient domain", "domain_unknown", "the domain, not the user"},
    {"godaddy", "IB101", "server_unavailable", "their queue is long"},
    {"godaddy", "my delivered-to line", "mail_loop", "it says so"},
    {"mimecast", "internal resources are", "greylisted", "their page: greylisting"},
    {"mimecast", "sender address blocked", "rejected_by_recipient", "the recipient's organisation did it"},
    {"yahoo/aol", "temporarily deferred due to unexpected", "rate_limited", "deferred, not refused"},
    {"yahoo/aol", "will be permanently deferred", "ip_blocked", "all mail from the address"},
    {"yahoo/aol", "message not accepted for policy", "authentication_failed", "https://help.yahoo.com/kb/SLN7253.html"},
    {"qq", "suspected spam ip", "ip_blocked", "the address"},
    {"qq", "suspected spam", "spam", "it says so"},
    {"i.ua", "7", "protocol_error", "what follows EHLO is no name"},
    {"exchange (all)", "nonexistentdomain", "domain_unknown", "it says so"},
    {"orange/laposte", "client host rejected", "ip_blocked", "it says so"},
    {"spectrum", "1550", "too_many_recipients", "their page: too many recipients in one message"},
    {"cox", "CXSMTP", "protocol_error", "their page: a violation of SMTP"},
    {"spectrum", "1160-1190", "authentication_failed", "the sender's own domain does not allow it"},
    {"spectrum", "1260", "policy", "no block of this server: none may come by IPv6"},
    {"facebook", "POL-P7", "policy", "their page gives it two meanings"},
    {"facebook", "CON-T1", "server_unavailable", "their connections, not the sender's"},
};

struct Line {
  std::string text;
  std::string code;  // that has to come out; empty: the row has none of the provider's own
};

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
  return text;
}

std::vector<std::string> split(const std::string& text, const std::string& separator) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  for (std::size_t at = 0; (at = text.find(separator, from)) != std::string::npos; from = at + separator.size())
    parts.push_back(text.substr(from, at - from));
  parts.push_back(text.substr(from));
  return parts;
}

// A provider's own code has a capital or, in GMX's URLs, stands behind "c="; 5.7.1, 550, "5.7.1-2" and "quota" are not.
std::string own_code(const Json& row) {
  static const std::regex shape("[A-Z0-9][A-Z0-9:()_.-]*[A-Z:()][A-Z0-9:()_.-]*|[A-Z]+[A-Z0-9:_-]*|554\\.30");
  std::string code = row["code"];
  const std::string provider = row["provider"];
  if (provider == "iana" || code == "IMCEAEX") return {};  // an address, not a code
  if (std::regex_match(code, shape)) return code;
  return row["text_pattern"].get<std::string>().find("c=" + code) != std::string::npos ? code : std::string();
}

// The reply lines that a row stands for: the placeholders of its text replaced by what a server says there.
std::vector<Line> lines_of(const Json& row) {
  const std::string provider = row["provider"];
  const std::string text = row["text_pattern"];
  const std::string smtp = row["smtp"].get<std::string>().substr(0, 3);
  std::string status = row["enhanced"];
  if (!status.empty() && status[0] == 'X') status[0] = smtp.empty() || smtp[0] != '4' ? '5' : '4';
  std::string code = own_code(row);
  std::vector<Line> out;
  if (provider == "spectrum") {  // "AUP#In-/Out- 1020" of 1020-1080: both directions, both ends
    for (const std::string& number : split(row["code"], "-"))
      for (const char* direction : {"AUP#In-", "AUP#Out-"}) out.push_back({"550 " + (direction + number), number});
    return out;
  }
  if (provider == "spamhaus") {  // the answer of a list, as the server that asked it says it
    const std::string answer = split(replaced(row["code"], "-24", ""), " ").front();
    return {{"554 5.7.1 Service unavailable; client [192.0.2.1] blocked using zen.spamhaus.org; " + answer, answer}};
  }
  std::vector<std::string> texts{text};
  if (row["code"] == "URL-params") {
    texts = {"550 Reject due to policy restrictions https://postmaster.gmx.net/en/case?c=hi&i=ip&v=192.0.2.1&r=0MV"};
    code = "hi";
  } else if (text.find('|') != std::string::npos) {
    texts = split(text, "|");
  } else if (text.find("', '") != std::string::npos) {
    texts = split(text, "', '");
  }
  for (std::string one : texts) {
    std::string wanted = code;
    if (one.size() > 2 && one.front() == '[' && one.back() == ']') wanted = one.substr(1, one.size() - 2);
    for (const char* ip : {"xxx.xxx.xxx.xxx", "xx.xx.xx.xx", "x.xx.xx.xx"}) one = replaced(one, ip, "192.0.2.1");
    one = std::regex_replace(one, std::regex("(^|[ =(])\\*"), "$1 192.0.2.1");
    for (std::string* each : {&one, &wanted}) *each = std::regex_replace(*each, std::regex("ATTR$"), "ATTR17");
    if (one.empty()) one = row["code"].get<std::string>() == status ? "" : wanted;
    std::string before;
    if (!smtp.empty() && one.find(smtp) == std::string::npos) before = smtp + ' ';
    if (!status.empty() && one.find(status) == std::string::npos) before += status + ' ';
    const std::string line(eb::trim(before + one));
    if (eb::ascii_lower(line).find(eb::ascii_lower(wanted)) == std::string::npos) wanted.clear();
    out.push_back({line, wanted});
  }
  return out;
}

std::string host_of(const std::string& provider) {
  static const Json all = [] {
    std::ifstream in(std::string(SOURCE_DIR) + "/host/evidence/providers.json");
    return Json::parse(in);
  }();
  for (const Json& one : all)
    if (one["id"] == provider && !one["hosts"].empty()) return "mx." + one["hosts"][0].get<std::string>();
  return "mx.example.net";
}

eb::Verdict said_by(const std::string& host, const std::string& line, const std::string& status) {
  eb::Report report;
  report.reporting_mta = "mail.example.com";
  eb::ReportedRecipient& recipient = report.recipients.emplace_back();
  recipient.address = "user@example.net";
  recipient.action = "failed";
  recipient.status = status;
  recipient.diagnostic = line;
  recipient.remote_mta = host;
  return eb::classify(eb::gather(report, recipient));
}

bool ends_with(std::string text, std::string end) {
  text = eb::ascii_lower(text);
  end = eb::ascii_lower(end);
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

// Empty: any reason will do.
Words wanted_reasons(const Json& row, const std::string& line) {
  if (!row.contains("reason")) return {};
  for (const Other& other : others) {
    const bool here = row["code"] == other.text || eb::ascii_lower(line).find(other.text) != std::string::npos;
    if (row["provider"] == other.provider && here) return {other.reason};
  }
  const auto known = same_reason.find(row.value("reason", std::string()));
  return known == same_reason.end() ? Words() : known->second;
}

std::filesystem::path list_of_codes() {
  const char* named = std::getenv("EXPLAIN_BOUNCE_CORPUS");
  const std::filesystem::path corpus =
      named != nullptr ? std::filesystem::path(named) : std::filesystem::path(SOURCE_DIR) / ".." / "shared" / "corpus";
  return corpus / ".." / "facts" / "codes.jsonl";
}

void check(const Json& row, const Line& line) {
  const std::string provider = row["provider"];
  const auto renamed = ours.find(provider);
  const std::string us = renamed == ours.end() ? provider : renamed->second;
  const std::string status = row["enhanced"];
  const bool usable = !status.empty() && (status[0] == '4' || status[0] == '5') && status.find(' ') == status.npos;
  const eb::Verdict verdict = said_by(host_of(us), line.text, usable ? status : "");
  const std::string where = provider + ": \"" + line.text + "\" by " + std::string(verdict.rule);
  EXPECT_NE(verdict.reason, "not_recognised") << where;
  if (!us.empty()) {
    // A standard may say that a code tells nothing; a provider that has a code of its own for it does not.
    EXPECT_NE(verdict.reason, "not_stated") << where;
    EXPECT_TRUE(verdict.provider == us || (us == "orange" && verdict.provider == "laposte"))
        << where << ": " << verdict.provider;
  }
  if (!line.code.empty()) {
    EXPECT_TRUE(ends_with(verdict.provider_code, line.code)) << where << ": " << verdict.provider_code;
  }
  const Words reasons = wanted_reasons(row, line.text);
  EXPECT_TRUE(reasons.empty() || std::find(reasons.begin(), reasons.end(), verdict.reason) != reasons.end())
      << where << ": " << verdict.reason << " for " << row.value("reason", std::string());
}

TEST(Codes, EachCodeOfAProviderOrStandardIsNamed) {
  std::ifstream in(list_of_codes());
  if (!in) GTEST_SKIP() << "skipped: no corpus";
  std::map<std::string, int> exempt;
  std::set<std::string> providers;
  int lines = 0;
  for (std::string text; std::getline(in, text);) {
    if (text.empty()) continue;
    const Json row = Json::parse(text);
    const std::string provider = row["provider"];
    // Other programs' patterns, not what any server is known to say: KumoMTA's rules, and the phrases by which Sisimai
    // guesses a reason from any server's words ("generic").
    if (row["basis"] == "pattern") {
      ++exempt[provider];
      continue;
    }
    // Replies of success and of a dialogue under way: no mail comes back with one.
    const std::string smtp = row["smtp"];
    if (!smtp.empty() && (smtp[0] == '2' || smtp[0] == '3')) continue;
    if (provider == "iana" && row["code"] == "X.1.9") continue;  // a code of success too
    // A word by which one knows the provider, and no reply
    if (row["text_pattern"] == "cuda_nsu") continue;
    providers.insert(provider);
    for (const Line& line : lines_of(row)) {
      ++lines;
      check(row, line);
    }
  }
  EXPECT_GT(lines, 1000);
  EXPECT_GT(providers.size(), 40U);
  for (const auto& [provider, rows] : exempt) EXPECT_TRUE(provider == "generic" || provider == "kumomta-rules");
}

}  // namespace
