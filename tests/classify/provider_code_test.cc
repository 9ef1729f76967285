// SPDX-License-Identifier: MIT
// Which code and which provider a verdict names.
#include <gtest/gtest.h>

#include <string>

#include "host/classify/verdict.h"
#include "host/evidence/evidence.h"

namespace {

eb::Verdict verdict_of(const std::string& reply, const std::string& host) {
  eb::Report report;
  eb::ReportedRecipient& recipient = report.recipients.emplace_back();
  recipient.action = "failed";
  recipient.diagnostic = reply;
  recipient.remote_mta = host;
  return eb::classify(eb::gather(report, recipient));
}

TEST(ProviderCode, IsTheOneOfTheRule) {
  EXPECT_EQ(verdict_of("554 refused. AUP#CXBL", "cxr.cox.net").provider_code, "CXBL");
}

TEST(ProviderCode, IsWhatMatchedAsItStandsInTheMail) {
  EXPECT_EQ(verdict_of("421 Too many connections, slow down. OFR005_104 [104]", "").provider_code, "OFR005_104");
  EXPECT_EQ(verdict_of("421 slow down. ofr_104 [104]", "smtp-in.orange.fr").provider_code, "ofr_104");
  EXPECT_EQ(verdict_of("550 sender rejected. AUP#In-1310", "mx0.charter.net").provider_code, "AUP#In-1310");
  EXPECT_EQ(verdict_of("421 4.7.0 [TSS04] Messages temporarily deferred", "mta6.yahoodns.net").provider_code, "TSS04");
}

TEST(ProviderCode, StandsWithoutItsBrackets) {
  EXPECT_EQ(verdict_of("550 5.7.1 their network is on our block list (S3150). You", "x.outlook.com").provider_code,
            "S3150");
  EXPECT_EQ(
      verdict_of("550 SC-001 (BAY004-MC1F36) Unfortunately, messages weren't sent", "mx1.hotmail.com").provider_code,
      "SC-001");
  EXPECT_EQ(verdict_of("550 5.4.1 Recipient address rejected: Access denied. AS(201806281)", "").provider_code,
            "AS(201806281)");
}

TEST(ProviderCode, IsKnownWhenItStandsAlone) {
  EXPECT_EQ(verdict_of("TSS04", "").provider_code, "TSS04");
  EXPECT_EQ(verdict_of("S3140", "").provider_code, "S3140");
}

TEST(ProviderCode, IsNoPartOfAHostsName) {
  EXPECT_EQ(verdict_of("550 5.1.1 sc-001.example.com: user unknown", "s775.example.com").rule.find("microsoft"),
            std::string_view::npos);
}

TEST(ProviderCode, SpelledOutIsBetterThanFound) {
  const eb::Verdict known = verdict_of("554 rejected. AUP#IPBL0001", "cxr.cox.net");
  EXPECT_EQ(known.rule, "cox/ipbl0001");
  EXPECT_EQ(known.blocklist, "Spamhaus ZEN");
  const eb::Verdict new_one = verdict_of("554 rejected. AUP#IPBL10001", "cxr.cox.net");
  EXPECT_EQ(new_one.rule, "cox/ipbl-other");
  EXPECT_EQ(new_one.provider_code, "AUP#IPBL10001");
}

TEST(Provider, OfAMailProgramNeverHidesWhoseServerItIs) {
  const std::string reply = "554 5.7.1 <a@example.org>: Relay access denied";
  EXPECT_EQ(verdict_of(reply, "mx1.hostpoint.ch").provider, "hostpoint");
  EXPECT_EQ(verdict_of(reply, "mx.example.org").provider, "postfix");
}

}  // namespace
