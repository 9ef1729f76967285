// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdint>

#include "mime/outlook/rtf.h"

namespace eb::outlook {
namespace {

constexpr std::size_t kHeader = 16;  // compressed size, raw size, kind, checksum: four bytes each
constexpr std::size_t kDictionary = 4096;
// What the dictionary begins with ([MS-OXRTFCP] 2.1.2.1).
constexpr std::string_view kPreload =
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS "
    "Sans "
    "SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    "\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab"
    "\\tx";
static_assert(kPreload.size() == 207);

class Expander {
 public:
  explicit Expander(std::size_t limit) : limit_(limit), dictionary_(kPreload), at_(kPreload.size()) {
    dictionary_.resize(kDictionary, ' ');
  }
  bool full() const { return out_.size() >= limit_; }
  void put(char c) {
    out_.push_back(c);
    dictionary_[at_] = c;
    at_ = (at_ + 1) % kDictionary;
  }
  // False: a reference to the place that is written next ends the text.
  bool copy(std::size_t from, std::size_t length) {
    if (from == at_) return false;
    for (std::size_t i = 0; i < length && !full(); ++i) put(dictionary_[(from + i) % kDictionary]);
    return true;
  }
  std::string out_;

 private:
  std::size_t limit_;
  std::string dictionary_;
  std::size_t at_;
};

}  // namespace

std::string decompress_rtf(std::string_view stream, std::size_t limit) {
  if (stream.size() < kHeader) return {};
  const std::string_view kind = stream.substr(8, 4);
  stream.remove_prefix(kHeader);
  if (kind == "MELA") return std::string(stream.substr(0, limit));
  if (kind != "LZFu") return {};
  Expander expander(limit);
  for (std::size_t at = 0; at < stream.size();) {
    const auto control = static_cast<unsigned char>(stream[at++]);
    for (unsigned bit = 0; bit < 8; ++bit) {
      if (at >= stream.size() || expander.full()) return std::move(expander.out_);
      if ((control >> bit & 1U) == 0) {
        expander.put(stream[at++]);
        continue;
      }
      if (at + 1 >= stream.size()) return std::move(expander.out_);
      const auto high = static_cast<unsigned char>(stream[at]);
      const auto low = static_cast<unsigned char>(stream[at + 1]);
      const unsigned reference = static_cast<unsigned>(high) << 8U | low;
      at += 2;
      if (!expander.copy(reference >> 4U, (reference & 0xFU) + 2)) return std::move(expander.out_);
    }
  }
  return std::move(expander.out_);
}

}  // namespace eb::outlook
