// SPDX-License-Identifier: MIT
// Pieces of explain-bounce-imap; its whole is tried against servers by the Python tests beside this.
#if __has_include(<libetpan/libetpan.h>) && __has_include(<gnutls/gnutls.h>)
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/mailbox/imap/answer.h"
#include "host/mailbox/imap/command.h"
#include "host/mailbox/imap/etpan_parser.h"
#include "host/mailbox/imap/utf7.h"

namespace {

using namespace eb::imap;
using testing::ElementsAre;

TEST(Utf7, BothWays) {
  // RFC 3501 5.1.3, and names as Dovecot and Cyrus write them.
  const std::vector<std::pair<std::string, std::string>> names = {
      {"INBOX", "INBOX"},
      {"A&B", "A&-B"},
      {"~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"},
      {"Skräppost", "Skr&AOQ-ppost"},
      {"受信箱", "&U9dP4Xux-"},
      {"😀", "&2D3eAA-"},
      {"åäö", "&AOUA5AD2-"},
      {"100%", "100%"},
      {"a \"b\" \\", "a \"b\" \\"},
      {"", ""}};
  for (const auto& [utf8, utf7] : names) {
    EXPECT_EQ(to_utf7(utf8), utf7);
    EXPECT_EQ(from_utf7(utf7), utf8);
  }
  EXPECT_EQ(from_utf7("Skräppost"), "Skräppost") << "against the rule, but some servers do it";
}

TEST(Utf7, Refused) {
  for (const std::string& name :
       {std::string("a\r\nb"), std::string("a\0b", 3), std::string("\x7f"), std::string("\xFF"),
        std::string("\xED\xA0\x80"), std::string("\xC0\x80"), std::string("a\xC2\x85")})
    EXPECT_FALSE(to_utf7(name)) << name;
  for (const char* name : {"&", "&AAA", "&AAAA-", "&#$-", "&2D0-", "&3gA-", "&AA0-", "&AOQ=-", "\xFF", "&AOR-"})
    EXPECT_FALSE(from_utf7(name)) << name;
}

TEST(Command, NothingSlipsThrough) {
  EXPECT_EQ(quoted_string("a \"b\" \\"), "\"a \\\"b\\\" \\\\\"");
  for (const std::string& text : {std::string("a\rb"), std::string("a\nb"), std::string("a\0b", 3), std::string("ä")})
    EXPECT_FALSE(quoted_string(text));
  EXPECT_FALSE(is_field_name("From)"));
  EXPECT_FALSE(any_of({{"FROM", "a\r\nb"}}));
  EXPECT_FALSE(any_of({{"HEADER", "From x", "b"}}));
  EXPECT_FALSE(any_of({{"DELETED"}}));
  EXPECT_EQ(any_of({{"FROM", "a"}, {"HEADER", "X-Y", "b"}, {"FROM", "c"}}),
            "OR FROM \"a\" OR HEADER \"X-Y\" \"b\" FROM \"c\"");
  EXPECT_EQ(imap_date("2026-11-03"), "3-Nov-2026");
  for (const char* date : {"2026-13-01", "2026-11-00", "2026-1-1", "2026-11-03 ", "2026\r\n1-03"})
    EXPECT_FALSE(imap_date(date)) << date;
}

TEST(Command, Base64) {
  // RFC 4648 10
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64(std::string("\0holly\0\xC3\xA4", 9)), "AGhvbGx5AMOk");
}

TEST(Answer, Lines) {
  const auto tagged = read_answer("A7 OK [READ-ONLY] done");
  ASSERT_TRUE(tagged);
  EXPECT_EQ(tagged->kind, Answer::Kind::tagged);
  EXPECT_EQ(tagged->tag, "A7");
  EXPECT_EQ(tagged->code, "READ-ONLY");
  EXPECT_EQ(tagged->text, "done");
  EXPECT_EQ(read_answer("* 12 EXISTS")->number, 12U);
  EXPECT_EQ(read_answer("* 12 FETCH (UID 1)")->kind, Answer::Kind::fetch);
  EXPECT_EQ(read_answer("+ go on")->kind, Answer::Kind::continuation);
  EXPECT_EQ(read_answer("+")->kind, Answer::Kind::continuation);
  EXPECT_EQ(read_answer("* OK [UIDVALIDITY 7")->code, "");
  EXPECT_FALSE(read_answer("HTTP/1.1 400 Bad Request"));
  EXPECT_FALSE(read_answer(""));
  EXPECT_FALSE(read_answer(" OK"));
  EXPECT_EQ(code_number("UIDVALIDITY 7", "UIDVALIDITY"), 7U);
  for (const char* code : {"UIDVALIDITY 0", "UIDVALIDITY 4294967296", "UIDVALIDITY", "UIDVALIDITY x", "UIDNEXT 7"})
    EXPECT_FALSE(code_number(code, "UIDVALIDITY")) << code;
}

TEST(Answer, Searches) {
  std::vector<eb::Uid> uids;
  EXPECT_TRUE(read_search("4 7 9 (MODSEQ 917162500)", 10, uids));
  EXPECT_TRUE(read_search("", 10, uids));
  EXPECT_TRUE(read_esearch("(TAG \"A4\") UID ALL 20:22 COUNT 3", 10, uids));
  EXPECT_TRUE(read_esearch("(TAG \"A4\") UID", 10, uids));
  EXPECT_THAT(uids, ElementsAre(4, 7, 9, 20, 21, 22));
  EXPECT_FALSE(read_search("0", 10, uids));
  EXPECT_FALSE(read_search("1 2 3 4 5", 10, uids)) << "more than 10 in all";
  EXPECT_FALSE(read_esearch("(TAG \"A4\") UID ALL 1:4294967295", 10, uids));
}

TEST(EtpanParser, MailData) {
  EtpanParser parser;
  const auto shape = parser.fetch(
      "* 1 FETCH (UID 7 RFC822.SIZE 2000 INTERNALDATE \" 3-Nov-2026 06:45:00 -0130\" BODYSTRUCTURE ((\"text\" "
      "\"plain\" (\"charset\" \"utf-8\") NIL "
      "NIL \"7bit\" 100 4 NIL NIL NIL NIL)(\"message\" \"delivery-status\" NIL NIL NIL \"7bit\" 200 NIL NIL NIL "
      "NIL)(\"message\" \"rfc822\" NIL NIL "
      "NIL \"7bit\" 900 (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL) (\"text\" \"plain\" NIL NIL NIL \"7bit\" 10 1) 9) "
      "\"report\"))\r\n");
  ASSERT_TRUE(shape);
  EXPECT_EQ(shape->uid, 7U);
  EXPECT_EQ(shape->size, 2000U);
  EXPECT_EQ(shape->received_at, "2026-11-03T06:45:00-01:30");
  ASSERT_TRUE(shape->structure);
  EXPECT_EQ(shape->structure->multipart, "report");
  ASSERT_EQ(shape->structure->leaves.size(), 3U);
  EXPECT_EQ(shape->structure->leaves[1].type, "message/delivery-status");
  EXPECT_EQ(shape->structure->leaves[2].type, "message/rfc822");
  EXPECT_EQ(shape->structure->leaves[2].octets, 900U);

  const auto part = parser.fetch("* 1 FETCH (UID 8 BODY[]<0> {5}\r\na\r\nbc)\r\n");
  ASSERT_TRUE(part);
  EXPECT_EQ(part->section, FetchItem::Section::from_first_byte);
  EXPECT_EQ(part->octets, "a\r\nbc");
  EXPECT_EQ(parser.fetch("* 1 FETCH (BODY[HEADER.FIELDS (FROM \"TO\")] {2}\r\nab UID 9)\r\n")->section,
            FetchItem::Section::header_fields);
  EXPECT_EQ(parser.fetch("* 1 FETCH (BODY[]<5> {2}\r\nab UID 9)\r\n")->section, FetchItem::Section::other);
  EXPECT_EQ(parser.fetch("* 1 FETCH (BODY[TEXT] {2}\r\nab UID 9)\r\n")->section, FetchItem::Section::other);
}

TEST(EtpanParser, GoesOnAfterWhatItCannotRead) {
  EtpanParser parser;
  for (const char* text : {"* 1 FETCH ((((\r\n", "* 1 FETCH (UID 1 BODY[] {100}\r\nshort\r\n",
                           "* 1 FETCH (UID 1 BODY[] \"open\r\n", "\r\n", "", "* 1 FETCH (UID 1"}) {
    EXPECT_FALSE(parser.fetch(text)) << text;
    const auto next = parser.fetch("* 2 FETCH (UID 2 RFC822.SIZE 3)\r\n");
    ASSERT_TRUE(next) << text;
    EXPECT_EQ(next->uid, 2U);
  }
  EXPECT_FALSE(parser.list("* 2 FETCH (UID 2)\r\n"));
  const auto folder = parser.list("* LIST (\\HasNoChildren \\NonExistent) \"/\" \"a\\\"b\"\r\n");
  ASSERT_TRUE(folder);
  EXPECT_EQ(folder->name, "a\"b");
  EXPECT_FALSE(folder->selectable);
  EXPECT_FALSE(parser.list("* LIST (\\NoSelect) NIL {3}\r\nabc\r\n")->selectable);
}

}  // namespace
#endif
