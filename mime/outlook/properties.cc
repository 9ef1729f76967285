// SPDX-License-Identifier: MIT
#include "mime/outlook/properties.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <utility>

#include "mime/outlook/code_page.h"
#include "mime/text.h"

namespace eb::outlook {
namespace {

// Property types ([MS-OXCDATA] 2.11.1).
constexpr unsigned kInteger16 = 0x0002, kInteger32 = 0x0003, kTime = 0x0040;
constexpr unsigned kString8 = 0x001E, kUnicode = 0x001F, kBinary = 0x0102;
constexpr std::size_t kEntry = 16;  // tag, flags, value ([MS-OXMSG] 2.4.2)
constexpr std::size_t kMostEntries = 4096;

std::uint64_t little_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

constexpr std::uint32_t tag(Id id, unsigned type) { return static_cast<std::uint32_t>(id) << 16 | type; }

void drop_zeros(std::string& text) {
  while (!text.empty() && text.back() == '\0') text.pop_back();
}

// Two digits, as dates have them.
std::string two(unsigned number) {
  return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

}  // namespace

Properties::Properties(Storage storage, Header header, std::uint32_t code_page)
    : storage_(std::move(storage)), code_page_(code_page) {
  const std::size_t begin = static_cast<std::size_t>(header);
  const std::string stream = storage_.stream("__properties_version1.0", begin + kMostEntries * kEntry).value_or("");
  for (std::size_t at = begin; at + kEntry <= stream.size(); at += kEntry) {
    const std::string_view entry = std::string_view(stream).substr(at, kEntry);
    fixed_.emplace(static_cast<std::uint32_t>(little_endian(entry.substr(0, 4))), little_endian(entry.substr(8)));
  }
  if (code_page_ == 0) code_page_ = number(Id::message_code_page).value_or(0);
  if (code_page_ == 0) code_page_ = number(Id::internet_code_page).value_or(0);
}

std::optional<std::string> Properties::value(Id id, unsigned type, std::size_t limit, bool* cut) const {
  std::array<char, 32> name{};
  std::snprintf(name.data(), name.size(), "__substg1.0_%08x", tag(id, type));
  return storage_.stream(name.data(), limit, cut);
}

std::string Properties::text(Id id, std::size_t limit, bool* cut) const {
  std::string out;
  if (const auto unicode = value(id, kUnicode, limit, cut)) {
    out = from_utf16le(*unicode);
  } else if (const auto bytes = value(id, kString8, limit, cut)) {
    std::string trimmed = *bytes;
    drop_zeros(trimmed);
    out = to_utf8(trimmed, charset_of(code_page_));
  }
  drop_zeros(out);
  return out;
}

std::string Properties::binary(Id id, std::size_t limit, bool* cut) const {
  return value(id, kBinary, limit, cut).value_or("");
}

std::optional<std::uint32_t> Properties::number(Id id) const {
  if (const auto found = fixed_.find(tag(id, kInteger32)); found != fixed_.end())
    return static_cast<std::uint32_t>(found->second);
  if (const auto found = fixed_.find(tag(id, kInteger16)); found != fixed_.end())
    return static_cast<std::uint32_t>(found->second & 0xFFFF);
  return {};
}

std::string Properties::date(Id id) const {
  const auto found = fixed_.find(tag(id, kTime));
  if (found == fixed_.end() || found->second == 0) return {};
  // Tenths of a microsecond since 1601 ([MS-OXCDATA] 2.11.1, PtypTime).
  constexpr std::uint64_t second = 10'000'000, day = 86'400 * second, last = 1400UL * 366UL * day;
  if (found->second > last) return {};
  using std::chrono::sys_days;
  const sys_days date =
      sys_days(std::chrono::year(1601) / 1 / 1) + std::chrono::days(static_cast<long>(found->second / day));
  const std::chrono::year_month_day parts(date);
  const unsigned seconds = static_cast<unsigned>(found->second % day / second);
  static constexpr std::array<const char*, 7> weekdays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<const char*, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return std::string(weekdays[std::chrono::weekday(date).c_encoding()]) + ", " +
         two(static_cast<unsigned>(parts.day())) + ' ' + months[static_cast<unsigned>(parts.month()) - 1] + ' ' +
         std::to_string(static_cast<int>(parts.year())) + ' ' + two(seconds / 3600) + ':' + two(seconds / 60 % 60) +
         ':' + two(seconds % 60) + " +0000";
}

}  // namespace eb::outlook
