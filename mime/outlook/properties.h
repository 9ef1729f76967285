// SPDX-License-Identifier: MIT
// The properties of a message, a recipient or an attachment ([MS-OXMSG] 2.1 and 2.4), read when they are asked for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

#include "mime/outlook/compound_file.h"

namespace eb::outlook {

// Property ids ([MS-OXPROPS] 2).
enum class Id : std::uint16_t {
  message_class = 0x001A,
  subject = 0x0037,
  client_submit_time = 0x0039,
  received_by_name = 0x0040,
  sent_representing_name = 0x0042,
  original_subject = 0x0049,
  original_submit_time = 0x004E,
  original_sender_name = 0x005A,
  sent_representing_address_type = 0x0064,
  sent_representing_email_address = 0x0065,
  original_sender_address_type = 0x0066,
  original_sender_email_address = 0x0067,
  conversation_topic = 0x0070,
  original_display_cc = 0x0073,
  original_display_to = 0x0074,
  received_by_address_type = 0x0075,
  received_by_email_address = 0x0076,
  transport_message_headers = 0x007D,
  ndr_reason_code = 0x0C04,
  ndr_diag_code = 0x0C05,
  recipient_type = 0x0C15,
  sender_name = 0x0C1A,
  supplementary_info = 0x0C1B,
  sender_address_type = 0x0C1E,
  sender_email_address = 0x0C1F,
  ndr_status_code = 0x0C20,
  remote_mta = 0x0C21,
  message_delivery_time = 0x0E06,
  body = 0x1000,
  report_text = 0x1001,
  rtf_compressed = 0x1009,
  html = 0x1013,
  internet_message_id = 0x1035,
  original_message_id = 0x1046,
  display_name = 0x3001,
  address_type = 0x3002,
  email_address = 0x3003,
  search_key = 0x300B,
  attach_data = 0x3701,
  attach_filename = 0x3704,
  attach_long_filename = 0x3707,
  attach_mime_tag = 0x370E,
  smtp_address = 0x39FE,
  transmittable_display_name = 0x3A20,
  internet_code_page = 0x3FDE,
  message_code_page = 0x3FFD,
  sender_smtp_address = 0x5D01,
  sent_representing_smtp_address = 0x5D02,
  received_by_smtp_address = 0x5D07,
  recipient_display_name = 0x5FF6,
  reporting_mta = 0x6820,
};

// How many bytes stand before the first entry of the property stream ([MS-OXMSG] 2.4.1).
enum class Header : std::size_t { message = 32, embedded_message = 24, part = 8 };

class Properties {
 public:
  // `code_page` is the one of strings that are not Unicode; 0: these properties name it themselves.
  Properties(Storage storage, Header header, std::uint32_t code_page);

  // UTF-8, without the zero at its end; empty where there is none. At most `limit` bytes as stored; `cut`, where given,
  // becomes true if there are more.
  std::string text(Id id, std::size_t limit = kTextLimit, bool* cut = nullptr) const;
  std::string binary(Id id, std::size_t limit, bool* cut = nullptr) const;
  std::optional<std::uint32_t> number(Id id) const;
  // A time as RFC 5322 3.3 writes it, "Mon, 23 Nov 2026 05:45:00 +0000"; empty where there is none.
  std::string date(Id id) const;

  std::uint32_t code_page() const { return code_page_; }
  const Storage& storage() const { return storage_; }

  static constexpr std::size_t kTextLimit = std::size_t{256} << 10;

 private:
  std::optional<std::string> value(Id id, unsigned type, std::size_t limit, bool* cut) const;

  Storage storage_;
  std::uint32_t code_page_;
  std::unordered_map<std::uint32_t, std::uint64_t> fixed_;  // property tag -> value
};

}  // namespace eb::outlook
