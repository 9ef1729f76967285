// SPDX-License-Identifier: MIT
#include "host/explain/ip_address.h"

#include <gtest/gtest.h>

#include "host/explain/blocklist.h"

namespace eb {
namespace {

TEST(ParseIp, TakesAddressesOnly) {
  for (const char* text : {"192.0.2.1", "0.0.0.0", "255.255.255.255", "::", "::1", "2001:db8::1", "1:2:3:4:5:6:7:8",
                           "::ffff:192.0.2.1", "fe80::", "2001:DB8::A"})
    EXPECT_TRUE(parse_ip(text)) << text;
  for (const char* text : {"",
                           "1",
                           "1.2.3",
                           "1.2.3.4.5",
                           "1.2.3.256",
                           "1.2.3.04",
                           "1..2.3",
                           "a.b.c.d",
                           "1.2.3.4 ",
                           ":",
                           ":::",
                           "1:2:3:4:5:6:7",
                           "1:2:3:4:5:6:7:8:9",
                           "1::2::3",
                           "12345::",
                           "g::",
                           "06:45:00",
                           "::1:",
                           "1:2:3:4:5:6:7::8",
                           "::1.2.3"})
    EXPECT_FALSE(parse_ip(text)) << text;
}

TEST(ParseIp, PutsTheBitsInFront) {
  EXPECT_EQ(parse_ip("192.0.2.1")->high, 0xC000020100000000U);
  EXPECT_EQ(parse_ip("2001:db8::ff")->high, 0x20010DB800000000U);
  EXPECT_EQ(parse_ip("2001:db8::ff")->low, 0xFFU);
}

// Who holds these addresses is known from the registries themselves.
TEST(Registry, IsTheOneThatIanaDesignates) {
  const auto name = [](const char* ip) {
    const auto registry = registry_of(*parse_ip(ip));
    return registry ? registry->name : std::string_view("nobody");
  };
  EXPECT_EQ(name("8.8.8.8"), "ARIN");
  EXPECT_EQ(name("68.178.213.37"), "ARIN");
  EXPECT_EQ(name("193.0.6.139"), "RIPE NCC");
  EXPECT_EQ(name("77.238.60.14"), "RIPE NCC");
  EXPECT_EQ(name("24.132.0.1"), "RIPE NCC");  // inside a block of ARIN's
  EXPECT_EQ(name("24.131.0.1"), "ARIN");
  EXPECT_EQ(name("200.3.14.10"), "LACNIC");
  EXPECT_EQ(name("196.216.2.1"), "AFRINIC");
  EXPECT_EQ(name("202.12.29.142"), "APNIC");
  EXPECT_EQ(name("1.1.1.1"), "APNIC");
  EXPECT_EQ(name("2a00:1450::1"), "RIPE NCC");
  EXPECT_EQ(name("2607:f8b0::1"), "ARIN");
  EXPECT_EQ(name("2404:6800::1"), "APNIC");
  EXPECT_EQ(name("2800:3f0::1"), "LACNIC");
  EXPECT_EQ(name("2c0f:fb50::1"), "AFRINIC");
}

TEST(Registry, NobodyHandsOutSpecialAddresses) {
  for (const char* ip :
       {"10.1.2.3",  "127.0.0.1",    "169.254.1.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1",
        "192.0.2.1", "198.51.100.1", "203.0.113.9", "198.18.0.1", "224.0.0.1",      "240.0.0.1",   "255.255.255.255",
        "0.0.0.0",   "::1",          "fe80::1",     "fc00::1",    "ff02::1",        "2001:db8::1"})
    EXPECT_FALSE(registry_of(*parse_ip(ip))) << ip;
  EXPECT_TRUE(registry_of(*parse_ip("172.32.0.1")));
  EXPECT_TRUE(registry_of(*parse_ip("100.128.0.1")));
}

struct Named {
  const char* diagnostic;
  const char* remote_mta;
  const char* ip;
};

class SendingIp : public testing::TestWithParam<Named> {};
TEST_P(SendingIp, IsTheOneThatTheRefusalNames) {
  EXPECT_EQ(sending_ip(GetParam().diagnostic, GetParam().remote_mta), GetParam().ip);
}

INSTANTIATE_TEST_SUITE_P(
    Diagnostics, SendingIp,
    testing::Values(
        Named{"550 5.7.1 Service unavailable; Client host [203.0.113.9] blocked using zen.example.org", "",
              "203.0.113.9"},
        Named{"host mx.example.com[198.51.100.1] said: 554 5.7.1 Client host [203.0.113.9] blocked", "", "203.0.113.9"},
        Named{"host mx.example.com [198.51.100.1]: 550 your IP 203.0.113.9 is listed", "", "203.0.113.9"},
        Named{"host mx.example.com (198.51.100.1) said: 550 no such user", "", ""},
        Named{"host mx.example.com[198.51.100.1] said: 550 no such user", "", ""},
        Named{"connect to mx.example.com[198.51.100.1]:25: Connection timed out", "", ""},
        Named{"Connected to 198.51.100.1 but sender was rejected.", "", ""},
        Named{"198.51.100.1 does not like recipient.", "", ""},
        Named{"198.51.100.1 failed after I sent the message.", "", ""},
        Named{"550 5.7.606 Access denied, banned sending IP [203.0.113.9]. To request removal", "", "203.0.113.9"},
        Named{"554 IB103 IP 203.0.113.9 has a poor reputation.", "", "203.0.113.9"},
        Named{"550 blocked, see https://check.example.org/?ip=203.0.113.9.", "", "203.0.113.9"},
        Named{"550 198.51.100.1 says that 203.0.113.9 is bad", "mx.example.com (198.51.100.1)", "203.0.113.9"},
        Named{"550 5.7.1 [2001:db8::25] Our system has detected", "", "2001:db8::25"},
        Named{"550 5.7.1 [IPv6:2001:db8::25] is blocked", "", "2001:db8::25"},
        Named{"550-5.7.26 [2001:DB8::25      15] unauthenticated", "", "2001:DB8::25"},
        Named{"550 client 10.0.0.5 behind 203.0.113.9 blocked", "", "203.0.113.9"},
        Named{"550 [127.0.0.1] [192.168.0.1] [169.254.3.4] [fe80::1] [::1]", "", ""},
        Named{"550 9.113.0.203.zen.example.org is listed", "", ""},
        Named{"Exchange 15.20.7202.10 at 06:45:00, x-203.0.113.9", "", ""}, Named{"550 5.1.1 no such user", "", ""},
        Named{"", "", ""}));

TEST(Blocklist, IsFoundByItsWords) {
  EXPECT_EQ(blocklist_in("Client host [203.0.113.9] blocked using ZEN.SPAMHAUS.ORG"), "Spamhaus");
  EXPECT_EQ(blocklist_in("see http://unblock.secureserver.net/?ip=203.0.113.9"), "GoDaddy");
  EXPECT_EQ(blocklist_in("550 no such user"), "");
}

TEST(Blocklist, HasItsPageForTheAddress) {
  EXPECT_EQ(removal_page("Spamhaus SBL", "203.0.113.9"), "https://check.spamhaus.org/results/?query=203.0.113.9");
  EXPECT_EQ(removal_page("spamhaus", ""), "https://check.spamhaus.org/");
  EXPECT_EQ(removal_page("GoDaddy", "203.0.113.9"), "https://unblock.secureserver.net/?ip=203.0.113.9");
  EXPECT_EQ(removal_page("Spamhausen", "203.0.113.9"), "");
  EXPECT_EQ(removal_page("", "203.0.113.9"), "");
}

}  // namespace
}  // namespace eb
