// SPDX-License-Identifier: MIT
#include "host/imap/url.h"

#include <gtest/gtest.h>

namespace {

using eb::ImapUrl;
using eb::parse_imap_url;

TEST(ImapUrl, AllParts) {
  const auto url = parse_imap_url("imaps://holly@mail.example.com:1993/INBOX/Sub%20folder");
  ASSERT_TRUE(url) << url.error();
  EXPECT_TRUE(url->tls);
  EXPECT_EQ(url->host, "mail.example.com");
  EXPECT_EQ(url->port, 1993);
  EXPECT_EQ(url->user, "holly");
  EXPECT_EQ(url->folder, "INBOX/Sub folder");
}

TEST(ImapUrl, Defaults) {
  EXPECT_EQ(parse_imap_url("imaps://h")->port, 993);
  EXPECT_EQ(parse_imap_url("imap://h")->port, 143);
  EXPECT_FALSE(parse_imap_url("IMAP://h")->tls);
  for (const char* text : {"imaps://h", "imaps://h/", "imaps://h//"})
    EXPECT_EQ(parse_imap_url(text)->folder, "INBOX") << text;
}

TEST(ImapUrl, UserNameWithAt) {
  for (const char* text :
       {"imaps://holly%40example.com@mail.example.com/", "imaps://holly@example.com@mail.example.com/"}) {
    const auto url = parse_imap_url(text);
    ASSERT_TRUE(url) << text;
    EXPECT_EQ(url->user, "holly@example.com");
    EXPECT_EQ(url->host, "mail.example.com");
  }
}

TEST(ImapUrl, OtherScripts) {
  EXPECT_EQ(parse_imap_url("imaps://h/Skr%C3%A4ppost")->folder, "Skräppost");
  EXPECT_EQ(parse_imap_url("imaps://h/Skräppost")->folder, "Skräppost");
  EXPECT_EQ(parse_imap_url("imaps://h/100%25")->folder, "100%");
}

TEST(ImapUrl, AuthAndAddressesOfTheNetwork) {
  EXPECT_EQ(parse_imap_url("imaps://holly;AUTH=XOAUTH2@h/")->mechanism, "xoauth2");
  EXPECT_EQ(parse_imap_url("imaps://holly;AUTH=*@h/")->mechanism, "");
  EXPECT_EQ(parse_imap_url("imaps://[2001:db8::1]:993/")->host, "2001:db8::1");
}

TEST(ImapUrl, PasswordIsRefusedAndNotRepeated) {
  const auto url = parse_imap_url("imaps://holly:s3cret@mail.example.com/");
  ASSERT_FALSE(url);
  EXPECT_NE(url.error().find("--password-command"), std::string::npos);
  EXPECT_EQ(url.error().find("s3cret"), std::string::npos);
}

TEST(ImapUrl, RefusedWithWords) {
  for (const char* text :
       {"imaps://", "imaps:///INBOX", "imaps://h:0/", "imaps://h:99999/", "imaps://h:x/", "imaps://[::1/",
        "imaps://h/%zz", "imaps://h/%0d%0aX", "imaps://h/%00", "imaps://h/%FF", "imaps://u%0a@h/",
        "imaps://h/INBOX;UID=7", "imaps://h/INBOX?SUBJECT", "http://h/", "imaps://a b/"}) {
    const auto url = parse_imap_url(text);
    ASSERT_FALSE(url) << text;
    EXPECT_GT(url.error().size(), 20U) << text;
  }
}

TEST(ImapUrl, TextAndBack) {
  for (const char* text : {"imaps://mail.example.com/INBOX", "imap://holly@mail.example.com/INBOX",
                           "imaps://holly@example.com@h:1993/A%20b/100%25",
                           "imaps://holly;AUTH=xoauth2@[2001:db8::1]:1143/Skr%C3%A4ppost"}) {
    const auto url = parse_imap_url(text);
    ASSERT_TRUE(url) << text;
    EXPECT_EQ(eb::to_text(*url), text);
  }
}

}  // namespace
