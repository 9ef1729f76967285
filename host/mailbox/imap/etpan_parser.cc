// SPDX-License-Identifier: MIT
#include "host/mailbox/imap/etpan_parser.h"

#include <libetpan/libetpan.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>

#include "mime/ascii.h"

namespace eb::imap {

// What is still to be read: the response, then a tagged line of our own, with which libetpan's parser ends.
struct ResponseInMemory {
  std::string_view response;
  std::string_view end;
};

namespace {

constexpr std::size_t kMostLeaves = 100;
constexpr int kDeepest = 50;
constexpr int kTag = 1;
constexpr std::string_view kEnd = "1 OK .\r\n";

ssize_t read_memory(mailstream_low* low, void* into, std::size_t room) {
  auto& memory = *static_cast<ResponseInMemory*>(low->data);
  std::string_view& from = memory.response.empty() ? memory.end : memory.response;
  const std::size_t size = std::min(room, from.size());
  if (size == 0) return -1;  // an end of file, told as 0, makes libetpan loop
  std::memcpy(into, from.data(), size);
  from.remove_prefix(size);
  return static_cast<ssize_t>(size);
}
ssize_t write_nowhere(mailstream_low*, const void*, std::size_t) { return -1; }
int close_nothing(mailstream_low*) { return 0; }
int no_descriptor(mailstream_low*) { return -1; }
void free_low(mailstream_low* low) { std::free(low); }  // NOLINT: made by mailstream_low_new
void cancel_nothing(mailstream_low*) {}
struct mailstream_cancel* nothing_to_cancel(mailstream_low*) {
  return nullptr;
}

mailstream_low_driver& memory_driver() {
  static mailstream_low_driver driver = {read_memory,    write_nowhere,     close_nothing, no_descriptor, free_low,
                                         cancel_nothing, nothing_to_cancel, nullptr,       nullptr,       nullptr,
                                         nullptr};
  return driver;
}

template <typename T, typename F>
void each(const clist* list, F&& act) {
  if (list == nullptr) return;
  for (const clistcell* cell = list->first; cell != nullptr; cell = cell->next) act(*static_cast<const T*>(cell->data));
}

std::string lower(const char* text) {
  std::string out = text != nullptr ? text : "";
  std::transform(out.begin(), out.end(), out.begin(), lower_case);
  return out;
}

std::string media(const mailimap_media_basic& basic) {
  const char* type = basic.med_basic_type;
  switch (basic.med_type) {
    case MAILIMAP_MEDIA_BASIC_APPLICATION:
      type = "application";
      break;
    case MAILIMAP_MEDIA_BASIC_AUDIO:
      type = "audio";
      break;
    case MAILIMAP_MEDIA_BASIC_IMAGE:
      type = "image";
      break;
    case MAILIMAP_MEDIA_BASIC_MESSAGE:
      type = "message";
      break;
    case MAILIMAP_MEDIA_BASIC_VIDEO:
      type = "video";
      break;
    default:
      break;
  }
  return lower(type) + '/' + lower(basic.med_subtype);
}

Leaf leaf_of(const mailimap_body_type_1part& part) {
  const mailimap_body_fields* fields = nullptr;
  Leaf leaf;
  if (part.bd_type == MAILIMAP_BODY_TYPE_1PART_TEXT && part.bd_data.bd_type_text != nullptr) {
    leaf.type = "text/" + lower(part.bd_data.bd_type_text->bd_media_text);
    fields = part.bd_data.bd_type_text->bd_fields;
  } else if (part.bd_type == MAILIMAP_BODY_TYPE_1PART_MSG && part.bd_data.bd_type_msg != nullptr) {
    leaf.type = "message/rfc822";
    fields = part.bd_data.bd_type_msg->bd_fields;
  } else if (part.bd_type == MAILIMAP_BODY_TYPE_1PART_BASIC && part.bd_data.bd_type_basic != nullptr) {
    if (part.bd_data.bd_type_basic->bd_media_basic != nullptr)
      leaf.type = media(*part.bd_data.bd_type_basic->bd_media_basic);
    fields = part.bd_data.bd_type_basic->bd_fields;
  }
  leaf.octets = fields != nullptr ? fields->bd_size : 0;
  return leaf;
}

void walk(const mailimap_body& body, int depth, Structure& out) {
  if (body.bd_type == MAILIMAP_BODY_MPART && body.bd_data.bd_body_mpart != nullptr) {
    if (depth == 0) out.multipart = lower(body.bd_data.bd_body_mpart->bd_media_subtype);
    if (depth == kDeepest) {
      out.more = true;
      return;
    }
    each<mailimap_body>(body.bd_data.bd_body_mpart->bd_list,
                        [&](const mailimap_body& part) { walk(part, depth + 1, out); });
  } else if (body.bd_type == MAILIMAP_BODY_1PART && body.bd_data.bd_body_1part != nullptr) {
    if (out.leaves.size() == kMostLeaves)
      out.more = true;
    else
      out.leaves.push_back(leaf_of(*body.bd_data.bd_body_1part));
  }
}

std::string rfc3339(const mailimap_date_time& time) {
  const bool sane = time.dt_year >= 0 && time.dt_year <= 9999 && time.dt_month >= 1 && time.dt_month <= 12 &&
                    time.dt_day >= 1 && time.dt_day <= 31 && time.dt_hour >= 0 && time.dt_hour < 24 &&
                    time.dt_min >= 0 && time.dt_min < 60 && time.dt_sec >= 0 && time.dt_sec <= 60 &&
                    std::abs(time.dt_zone) < 2400;
  if (!sane) return {};
  const int zone = std::abs(time.dt_zone);
  std::array<char, 64> text{};
  const int size = std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", time.dt_year,
                                 time.dt_month, time.dt_day, time.dt_hour, time.dt_min, time.dt_sec,
                                 time.dt_zone < 0 ? '-' : '+', zone / 100, zone % 100);
  return {text.data(), static_cast<std::size_t>(size)};
}

FetchItem::Section section_of(const mailimap_section* section) {
  if (section == nullptr || section->sec_spec == nullptr) return FetchItem::Section::from_first_byte;
  const mailimap_section_spec& spec = *section->sec_spec;
  const bool fields = spec.sec_type == MAILIMAP_SECTION_SPEC_SECTION_MSGTEXT && spec.sec_data.sec_msgtext != nullptr &&
                      spec.sec_data.sec_msgtext->sec_type == MAILIMAP_SECTION_MSGTEXT_HEADER_FIELDS;
  return fields ? FetchItem::Section::header_fields : FetchItem::Section::other;
}

void take(const mailimap_msg_att_static& part, FetchItem& item) {
  switch (part.att_type) {
    case MAILIMAP_MSG_ATT_UID:
      item.uid = part.att_data.att_uid;
      break;
    case MAILIMAP_MSG_ATT_RFC822_SIZE:
      item.size = part.att_data.att_rfc822_size;
      break;
    case MAILIMAP_MSG_ATT_INTERNALDATE:
      if (part.att_data.att_internal_date != nullptr) item.received_at = rfc3339(*part.att_data.att_internal_date);
      break;
    case MAILIMAP_MSG_ATT_BODYSTRUCTURE:
      if (part.att_data.att_bodystructure == nullptr) break;
      item.structure.emplace();
      walk(*part.att_data.att_bodystructure, 0, *item.structure);
      break;
    case MAILIMAP_MSG_ATT_BODY_SECTION:
      if (const mailimap_msg_att_body_section* body = part.att_data.att_body_section; body != nullptr) {
        item.section = section_of(body->sec_section);
        if (body->sec_origin_octet != 0) item.section = FetchItem::Section::other;
        if (body->sec_body_part != nullptr) item.octets.assign(body->sec_body_part, body->sec_length);
      }
      break;
    default:
      break;
  }
}

}  // namespace

struct EtpanParser::Session {
  ResponseInMemory memory;
  mailimap* imap = nullptr;

  Session() : imap(mailimap_new(0, nullptr)) {
    if (imap != nullptr) imap->imap_stream = mailstream_new(mailstream_low_new(&memory, &memory_driver()), 65536);
  }
  ~Session() {
    if (imap == nullptr) return;
    if (imap->imap_stream != nullptr) mailstream_close(imap->imap_stream);
    imap->imap_stream = nullptr;
    mailimap_free(imap);
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
};

EtpanParser::EtpanParser() : session_(std::make_unique<Session>()) {}
EtpanParser::~EtpanParser() = default;

bool EtpanParser::parse(std::string_view response) {
  mailimap* imap = session_->imap;
  if (imap == nullptr || imap->imap_stream == nullptr) return false;
  session_->memory = {response, kEnd};
  imap->imap_tag = kTag;
  mailimap_response* parsed = nullptr;
  const bool good = mailimap_read_line(imap) != nullptr && mailimap_parse_response(imap, &parsed) == MAILIMAP_NO_ERROR;
  if (parsed != nullptr) mailimap_response_free(parsed);
  // Anything left over would be taken for the beginning of the next response.
  const bool used_up =
      session_->memory.response.empty() && session_->memory.end.empty() && imap->imap_stream->read_buffer_len == 0;
  if (!good || !used_up) session_ = std::make_unique<Session>();
  return good && used_up;
}

std::optional<FetchItem> EtpanParser::fetch(std::string_view response) {
  if (!parse(response)) return std::nullopt;
  const mailimap_response_info* info = session_->imap->imap_response_info;
  if (info == nullptr || info->rsp_fetch_list == nullptr || clist_count(info->rsp_fetch_list) != 1) return std::nullopt;
  FetchItem item;
  each<mailimap_msg_att>(info->rsp_fetch_list, [&](const mailimap_msg_att& mail) {
    each<mailimap_msg_att_item>(mail.att_list, [&](const mailimap_msg_att_item& part) {
      if (part.att_type == MAILIMAP_MSG_ATT_ITEM_STATIC && part.att_data.att_static != nullptr)
        take(*part.att_data.att_static, item);
    });
  });
  return item;
}

std::optional<ListItem> EtpanParser::list(std::string_view response) {
  if (!parse(response)) return std::nullopt;
  const mailimap_response_info* info = session_->imap->imap_response_info;
  if (info == nullptr || info->rsp_mailbox_list == nullptr || clist_count(info->rsp_mailbox_list) != 1)
    return std::nullopt;
  ListItem item;
  each<mailimap_mailbox_list>(info->rsp_mailbox_list, [&](const mailimap_mailbox_list& box) {
    if (box.mb_name != nullptr) item.name = box.mb_name;
    if (box.mb_flag == nullptr) return;
    item.selectable = box.mb_flag->mbf_sflag != MAILIMAP_MBX_LIST_SFLAG_NOSELECT;
    each<mailimap_mbx_list_oflag>(box.mb_flag->mbf_oflags, [&](const mailimap_mbx_list_oflag& flag) {
      // RFC 5258 3.1: it is not there at all.
      if (lower(flag.of_flag_ext).ends_with("nonexistent")) item.selectable = false;
    });
  });
  return item;
}

}  // namespace eb::imap
