// SPDX-License-Identifier: MIT
#include "host/explain/suggestion.h"

#include <gtest/gtest.h>

#include <array>

namespace {

using eb::suggestion_for;

TEST(Suggestion, SlipsOfThePen) {
  const std::array<std::array<const char*, 2>, 14> slips{{{"bob@gmial.com", "bob@gmail.com"},
                                                          {"bob@gmai.com", "bob@gmail.com"},
                                                          {"Bob.Ek@hotmial.se", "Bob.Ek@hotmail.se"},
                                                          {"bob@outlok.com", "bob@outlook.com"},
                                                          {"bob@gmail..com", "bob@gmail.com"},
                                                          {"bob@gmail.com.", "bob@gmail.com"},
                                                          {"bob.@gmail.com", "bob@gmail.com"},
                                                          {"bob@gmail.con", "bob@gmail.com"},
                                                          {"bob@bakery.con", "bob@bakery.com"},
                                                          {"bob@forest.example.nte", "bob@forest.example.net"},
                                                          {"bob@hotmail,com", "bob@hotmail.com"},
                                                          {"bob@iclould.com", "bob@icloud.com"},
                                                          {"bob@protonmial.com", "bob@protonmail.com"},
                                                          {"bob@www.gmail.com", "bob@gmail.com"}}};
  for (const auto& [failed, meant] : slips) EXPECT_EQ(suggestion_for(failed, {}, false), meant);
}

TEST(Suggestion, DotsInTheName) {
  EXPECT_EQ(suggestion_for("bob..ek@bakery.example", {}, false), "bob.ek@bakery.example");
  EXPECT_EQ(suggestion_for(".bob.@bakery.example", {}, false), "bob@bakery.example");
  EXPECT_EQ(suggestion_for("bob..ek.@docomo.ne.jp", {}, false), "");
  EXPECT_EQ(suggestion_for("\"a..b\"@bakery.example", {}, false), "");
}

TEST(Suggestion, TwoSlipsWhereTheDomainIsMissing) {
  EXPECT_EQ(suggestion_for("bob@hotmial.con", {}, true), "bob@hotmail.com");
  EXPECT_EQ(suggestion_for("bob@otulok.com", {}, true), "bob@outlook.com");
  EXPECT_EQ(suggestion_for("bob@comcst.nett", {}, false), "");
}

TEST(Suggestion, TheAddressBookKnows) {
  EXPECT_EQ(
      suggestion_for("elen.berg@forest.example", {{"ann@forest.example", "ellen.berg@forest.example"}, {}}, false),
      "ellen.berg@forest.example");
  EXPECT_EQ(suggestion_for("ellen.berg@forest.example", {{"ellen.berg@forest.example"}, {}}, false), "");
  EXPECT_EQ(suggestion_for("erik@forest.example", {{"ellen@forest.example"}, {}}, false), "");
}

TEST(Suggestion, AMissingDomainMayBeASlipOfAKnownOne) {
  EXPECT_EQ(suggestion_for("anna@bakrey.example", {{}, {"harbour.example", "bakery.example"}}, true),
            "anna@bakery.example");
  // It exists, so it may well be meant.
  EXPECT_EQ(suggestion_for("anna@bakrey.example", {{}, {"bakery.example"}}, false), "");
  EXPECT_EQ(suggestion_for("anna@brewery.example", {{}, {"bakery.example"}}, true), "");
}

TEST(Suggestion, NoFalseAlarmOnDomainsThatExist) {
  for (const char* domain : {"google.com",      "microsoft.com",  "amazon.com",
                             "apple.com",       "kth.se",         "chalmers.se",
                             "lu.se",           "uu.se",          "su.se",
                             "gu.se",           "liu.se",         "umu.se",
                             "ki.se",           "slu.se",         "regeringskansliet.se",
                             "skatteverket.se", "polisen.se",     "stockholm.se",
                             "goteborg.se",     "malmo.se",       "volvo.com",
                             "volvocars.com",   "ericsson.com",   "ikea.com",
                             "scania.com",      "hm.com",         "spotify.com",
                             "klarna.com",      "telia.se",       "telenor.com",
                             "tele2.com",       "tre.se",         "bahnhof.net",
                             "loopia.se",       "one.com",        "binero.se",
                             "glesys.se",       "gmx.com",        "gmx.at",
                             "gmx.ch",          "mail.com",       "email.com",
                             "ymail.com",       "mailbox.org",    "posteo.de",
                             "tutanota.com",    "hey.com",        "pm.me",
                             "zoho.com",        "zoho.eu",        "live.com",
                             "live.nl",         "live.fr",        "hotmail.it",
                             "hotmail.de",      "yahoo.de",       "yahoo.fr",
                             "yahoo.it",        "outlook.de",     "outlook.fr",
                             "mit.edu",         "harvard.edu",    "stanford.edu",
                             "ox.ac.uk",        "cam.ac.uk",      "bbc.co.uk",
                             "gov.uk",          "nhs.uk",         "nhs.net",
                             "europa.eu",       "un.org",         "who.int",
                             "redhat.com",      "debian.org",     "ubuntu.com",
                             "gnu.org",         "kernel.org",     "apache.org",
                             "mozilla.org",     "wikipedia.org",  "bund.de",
                             "berlin.de",       "muenchen.de",    "siemens.com",
                             "bmw.de",          "bosch.com",      "sap.com",
                             "telekom.de",      "vodafone.de",    "o2online.de",
                             "1und1.de",        "ionos.de",       "strato.de",
                             "hetzner.com",     "ovh.net",        "free.com",
                             "orange.com",      "sncf.fr",        "gouv.fr",
                             "paris.fr",        "ulb.ac.be",      "kuleuven.be",
                             "tudelft.nl",      "uva.nl",         "rijksoverheid.nl",
                             "kpn.com",         "xs4all.nl",      "telfort.nl",
                             "dtu.dk",          "ku.dk",          "au.dk",
                             "tdc.dk",          "uio.no",         "ntnu.no",
                             "oslo.kommune.no", "helsinki.fi",    "aalto.fi",
                             "elisa.fi",        "dna.fi",         "nokia.com",
                             "uw.edu.pl",       "agh.edu.pl",     "gov.pl",
                             "allegro.pl",      "wp.pl",          "o2.pl",
                             "onet.pl",         "cuni.cz",        "seznam.com",
                             "unibo.it",        "poste.it",       "eni.com",
                             "tim.it",          "uam.es",         "telefonica.com",
                             "movistar.es",     "correos.es",     "ua.pt",
                             "sapo.pt",         "uol.com",        "usp.br",
                             "gov.br",          "globo.com",      "naver.net",
                             "daum.net",        "kakao.com",      "samsung.com",
                             "u-tokyo.ac.jp",   "kyoto-u.ac.jp",  "sony.com",
                             "nifty.com",       "biglobe.ne.jp",  "ocn.ne.jp",
                             "so-net.ne.jp",    "au.com",         "softbank.jp",
                             "qq.com",          "163.com",        "126.com",
                             "sina.com",        "sohu.com",       "aliyun.com",
                             "tsinghua.edu.cn", "yandex.com",     "mail.bg",
                             "abv.bg",          "ukr.net",        "i.ua",
                             "meta.ua",         "rediffmail.com", "sify.com",
                             "bell.ca",         "sympatico.ca",   "shaw.ca",
                             "telstra.com",     "iinet.net.au",   "xtra.co.nz",
                             "comcast.com",     "verizon.com",    "att.com",
                             "cox.net",         "charter.com",    "spectrum.net",
                             "aol.com",         "aim.com",        "icloud.com",
                             "me.com",          "mac.com"})
    EXPECT_EQ(suggestion_for(std::string("bob@") + domain, {}, false), "") << domain;
}

TEST(Suggestion, AnythingMayStandThere) {
  for (const char* odd : {"", "@", "bob", "bob@", "@gmail.com", "bob@.", "bob@...", "\xff@gmial.com", "a@b@gmial.com"})
    (void)suggestion_for(odd, {{"", "x", "@@@@@@@@@"}, {"", ".", "@"}}, true);
  EXPECT_EQ(suggestion_for(std::string(5000, 'a') + "@gmial.com", {}, true), "");
}

}  // namespace
