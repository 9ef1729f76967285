// SPDX-License-Identifier: MIT
// What a line of the server is, as far as it is no mail data: answers to commands, counts, capabilities, lists of UIDs
// (RFC 9051 7). Read here and not by libetpan, which some of these bring down.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/mailbox/account.h"

namespace eb::imap {

struct Answer {
  enum class Kind { tagged, untagged, continuation, exists, expunge, capability, search, esearch, list, fetch, other };
  Kind kind = Kind::other;
  std::string_view tag;
  // Of tagged and untagged: OK, NO, BAD, BYE, PREAUTH.
  enum class Result { none, ok, no, bad, bye, preauth } result = Result::none;
  std::string_view code;     // "UIDVALIDITY 7", without its brackets
  std::string_view text;     // what follows, for people; of the other kinds: what follows the word
  std::uint32_t number = 0;  // of exists; of expunge: the place of the mail that is gone
};

// Nothing: no line that a server may send.
std::optional<Answer> read_answer(std::string_view line);

// "UIDVALIDITY 7" and "UIDVALIDITY" -> 7. Nothing: another code, or no 32-bit number above 0.
std::optional<std::uint32_t> code_number(std::string_view code, std::string_view word);

// Upper case, without what a code or a line has around them.
std::vector<std::string> read_capabilities(std::string_view words);

// Of "SEARCH 4 7 9" or "ESEARCH (TAG "A4") UID ALL 4,7:9" what follows the first word; appended to `into`. False: no
// such list, or more than `most` in all.
bool read_search(std::string_view words, std::size_t most, std::vector<Uid>& into);
bool read_esearch(std::string_view words, std::size_t most, std::vector<Uid>& into);

}  // namespace eb::imap
