// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mime/text.h"

namespace eb {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Addresses, OfRfc5322) {
  EXPECT_THAT(addresses("john@example.com"), ElementsAre("john@example.com"));
  EXPECT_THAT(addresses("John Doe <john@example.com>, \"Doe, Jane\" <jane@example.com>"),
              ElementsAre("john@example.com", "jane@example.com"));
  EXPECT_THAT(addresses("\"john (x) doe\"@example.com, <\"a>b,c\"@example.com>"),
              ElementsAre("\"john (x) doe\"@example.com", "\"a>b,c\"@example.com"));
  EXPECT_THAT(addresses("Pete(A nice \\) chap (nested)) <pete(his account)@silly.test(his host)>"), IsEmpty());
  EXPECT_THAT(addresses("john@[192.0.2.1], <a@[IPv6:2001:db8::1]>, b@[IPv6:2001:db8::2]"),
              ElementsAre("john@[192.0.2.1]", "a@[IPv6:2001:db8::1]", "b@[IPv6:2001:db8::2]"));
}

TEST(Addresses, Comments) {
  EXPECT_THAT(addresses("john@example.com (John (Johnny) Doe, a@b.c)"), ElementsAre("john@example.com"));
  EXPECT_THAT(addresses("(a@b.c) john@example.com"), ElementsAre("john@example.com"));
}

TEST(Addresses, Groups) {
  EXPECT_THAT(addresses("undisclosed-recipients:;"), IsEmpty());
  EXPECT_THAT(addresses("A Group:Ed <ed@example.com>,joe@example.com;, last@example.com"),
              ElementsAre("ed@example.com", "joe@example.com", "last@example.com"));
}

TEST(Addresses, ObsoleteForms) {
  EXPECT_THAT(addresses("<@a.example,@b.example:c@d.example>"), ElementsAre("c@d.example"));
  EXPECT_THAT(addresses("john . doe @ example . com, , <x@example.com>"),
              ElementsAre("john.doe@example.com", "x@example.com"));
}

TEST(Addresses, AsMailersWriteThem) {
  EXPECT_THAT(addresses("a@example.com; b@example.com;"), ElementsAre("a@example.com", "b@example.com"));
  EXPECT_THAT(addresses("John <john@example.com, <jane@example.com"),
              ElementsAre("john@example.com", "jane@example.com"));
  EXPECT_THAT(addresses("John john@example.com"), ElementsAre("john@example.com"));
  EXPECT_THAT(addresses("'john@example.com' <john@example.com>"), ElementsAre("john@example.com"));
  EXPECT_THAT(addresses("'john@example.com', \"jane@example.com\""),
              ElementsAre("john@example.com", "jane@example.com"));
  EXPECT_THAT(addresses("john@example.com <>"), ElementsAre("john@example.com"));
  EXPECT_THAT(addresses("<mailto:john@example.com>"), ElementsAre("john@example.com"));
  EXPECT_THAT(addresses("first..last.@example.com"), ElementsAre("first..last.@example.com"));
  EXPECT_THAT(addresses("=?utf-8?Q?J=C3=B6?= <jo@example.com>, =?utf-8?Q?a@b?="), ElementsAre("jo@example.com"));
  EXPECT_THAT(addresses("\"a@b.c\" <john@example.com>"), ElementsAre("john@example.com"));
  EXPECT_THAT(addresses("\"unclosed <john@example.com>"), ElementsAre("john@example.com"));
  EXPECT_THAT(addresses("(unclosed <john@example.com>"), ElementsAre("john@example.com"));
  EXPECT_THAT(addresses("IMCEAEX-_O=EX_OU=FIRST+20GROUP_CN=bob@example.com"),
              ElementsAre("IMCEAEX-_O=EX_OU=FIRST+20GROUP_CN=bob@example.com"));
}

TEST(Addresses, International) {
  EXPECT_THAT(addresses("J\xC3\xB6rg <j\xC3\xB6rg@b\xC3\xBC"
                        "cher.example>"),
              ElementsAre("j\xC3\xB6rg@b\xC3\xBC"
                          "cher.example"));
  EXPECT_THAT(addresses("\xF6@example.com"), ElementsAre("\xC3\xB6@example.com"));
}

TEST(Addresses, NeverANonAddress) {
  for (const char* value : {"", "john", "<>", "@", "a@", "@b.c", "a@b@c", "a@.b", "a@b..c", "a@b.", "MAILER-DAEMON",
                            "<a b>", "a@b,c\x01@d", "\"a\"b@c d", "a@(b)", "a@[", "a@b/c", "<@a:>", ".a@b"}) {
    const std::vector<std::string> found = addresses(value);
    if (std::string_view(value).starts_with("a@b,c")) {
      EXPECT_THAT(found, ElementsAre("a@b"));
    } else {
      EXPECT_THAT(found, IsEmpty()) << value;
    }
  }
}

}  // namespace
}  // namespace eb
