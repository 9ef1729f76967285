// SPDX-License-Identifier: MIT
#include "host/explain/mailbox_domains.h"

#include <algorithm>
#include <array>

namespace eb {
namespace {

constexpr std::array<std::string_view, 90> well_known{
    "gmail.com",       "googlemail.com", "hotmail.com",     "hotmail.se",    "hotmail.fr",       "hotmail.co.uk",
    "hotmail.dk",      "outlook.com",    "live.com",        "live.se",       "live.co.uk",       "msn.com",
    "yahoo.com",       "yahoo.se",       "yahoo.co.uk",     "yahoo.co.jp",   "rocketmail.com",   "icloud.com",
    "protonmail.com",  "proton.me",      "fastmail.com",    "gmx.de",        "gmx.net",          "web.de",
    "t-online.de",     "freenet.de",     "arcor.de",        "orange.fr",     "wanadoo.fr",       "laposte.net",
    "neuf.fr",         "libero.it",      "virgilio.it",     "tiscali.it",    "alice.it",         "telia.com",
    "comhem.se",       "bredband.net",   "bredband2.com",   "swipnet.se",    "spray.se",         "bahnhof.se",
    "telenor.se",      "online.no",      "luukku.com",      "kolumbus.fi",   "elisanet.fi",      "saunalahti.fi",
    "suomi24.fi",      "stofanet.dk",    "jubii.dk",        "ziggo.nl",      "kpnmail.nl",       "planet.nl",
    "hetnet.nl",       "telenet.be",     "skynet.be",       "bluewin.ch",    "mail.ru",          "yandex.ru",
    "rambler.ru",      "comcast.net",    "verizon.net",     "sbcglobal.net", "bellsouth.net",    "charter.net",
    "earthlink.net",   "btinternet.com", "virginmedia.com", "ntlworld.com",  "blueyonder.co.uk", "bigpond.com",
    "optusnet.com.au", "rogers.com",     "telus.net",       "uol.com.br",    "terra.com.br",     "interia.pl",
    "poczta.onet.pl",  "seznam.cz",      "centrum.cz",      "naver.com",     "hanmail.net",      "docomo.ne.jp",
    "ezweb.ne.jp",     "softbank.ne.jp", "aol.com",         "me.com",        "mac.com",          "free.fr"};

// Providers whose names are a slip away from one of those, and that exist.
constexpr std::array<std::string_view, 82> real{
    "aim.com",       "amail.com",    "aol.de",       "aol.fr",     "email.com",     "fmail.com",       "free.com",
    "freenet.com",   "gemail.com",   "gmail.co",     "gmail.se",   "gmall.com",     "gmx.at",          "gmx.ch",
    "gmx.com",       "gmx.de",       "gmx.net",      "hey.com",    "homail.com",    "hotmail.be",      "hotmail.ca",
    "hotmail.co",    "hotmail.de",   "hotmail.es",   "hotmail.fi", "hotmail.it",    "hotmail.nl",      "hotmail.no",
    "icloud.co",     "live.ca",      "live.co",      "live.de",    "live.dk",       "live.fi",         "live.fr",
    "live.it",       "live.nl",      "live.no",      "mail.bg",    "mail.ch",       "mail.com",        "mail.de",
    "mail.ee",       "mailbox.org",  "online.de",    "online.nl",  "onlinehome.de", "orange.com",      "orange.es",
    "outlook.co.id", "outlook.de",   "outlook.dk",   "outlook.es", "outlook.fr",    "outlook.it",      "outlook.jp",
    "outlook.se",    "pmail.com",    "rmail.com",    "tele2.com",  "telia.se",      "teliasonera.com", "tmail.com",
    "umail.com",     "web.com",      "wed.de",       "yahoo.ca",   "yahoo.co.id",   "yahoo.co.in",     "yahoo.com.ar",
    "yahoo.com.au",  "yahoo.com.br", "yahoo.com.mx", "yahoo.de",   "yahoo.dk",      "yahoo.es",        "yahoo.fr",
    "yahoo.in",      "yahoo.it",     "yahoo.no",     "ymail.com",  "zmail.com"};

template <typename List>
bool holds(const List& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

std::span<const std::string_view> well_known_domains() { return well_known; }

bool is_well_known_domain(std::string_view domain) { return holds(well_known, domain); }

bool is_mailbox_domain(std::string_view domain) { return holds(well_known, domain) || holds(real, domain); }

}  // namespace eb
