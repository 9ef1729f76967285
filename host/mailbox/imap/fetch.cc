// SPDX-License-Identifier: MIT
#include <algorithm>

#include "host/mailbox/imap/command.h"
#include "host/mailbox/imap/session.h"
#include "host/mailbox/imap/wire/uid_set.h"

namespace eb::imap {
namespace {

using Kind = AccountFault::Kind;
using nlohmann::json;

constexpr std::size_t kMostCommands = 200;
constexpr std::uint64_t kMostUids = 100'000;
constexpr std::uint32_t kMostOctets = std::uint32_t{1} << 20;  // of a mail, and of a header block
constexpr std::size_t kMostHeader = 65536;

struct Command {
  enum class What { header, shape, part } what;
  std::string set;
  UidSet uids;
  std::uint32_t octets = 0;  // of a part
  std::string text;
};

// Nothing: the request is none that we send.
std::optional<std::vector<Command>> commands_of(const json& request) {
  std::string fields;
  if (request.contains("fields") && request["fields"].is_array())
    for (const json& field : request["fields"]) {
      if (!field.is_string() || !is_field_name(field.get_ref<const std::string&>())) return std::nullopt;
      fields += (fields.empty() ? "" : " ") + field.get<std::string>();
    }
  std::vector<Command> commands;
  std::uint64_t uids = 0;
  const auto add = [&](Command::What what, const json& set, std::uint32_t octets) {
    if (!set.is_string()) return false;
    auto parsed = UidSet::parse(set.get_ref<const std::string&>());
    if (!parsed) return false;
    uids += parsed->size();
    Command command = {what, set.get<std::string>(), std::move(*parsed), octets, {}};
    command.text = "UID FETCH " + command.set + " (UID ";
    // A header block of which more than this is needed tells nothing by it.
    if (what == Command::What::header)
      command.text += "BODY.PEEK[HEADER.FIELDS (" + fields + ")])";
    else if (what == Command::What::shape)
      command.text += "RFC822.SIZE INTERNALDATE BODYSTRUCTURE)";
    else
      command.text += "BODY.PEEK[]<0." + std::to_string(octets) + ">)";
    commands.push_back(std::move(command));
    return commands.size() <= kMostCommands;
  };
  for (const auto& [name, what] : {std::pair("headers", Command::What::header), {"shapes", Command::What::shape}}) {
    if (!request.contains(name)) continue;
    if (what == Command::What::header && fields.empty()) return std::nullopt;
    for (const json& set : request[name])
      if (!add(what, set, 0)) return std::nullopt;
  }
  if (request.contains("parts"))
    for (const json& part : request["parts"]) {
      const std::uint64_t octets = part.is_object() ? number_of(part, "octets") : 0;
      if (octets == 0 || octets > kMostOctets || !part.contains("uids")) return std::nullopt;
      if (!add(Command::What::part, part["uids"], static_cast<std::uint32_t>(octets))) return std::nullopt;
    }
  return uids <= kMostUids ? std::optional(std::move(commands)) : std::nullopt;
}

void tell_shape(const FetchItem& item, const Session::Tell& tell) {
  json leaves = json::array();
  for (const Leaf& leaf : item.structure->leaves) leaves.push_back({leaf.type, leaf.octets});
  tell({{"is", "shape"},
        {"uid", item.uid},
        {"size", item.size.value_or(0)},
        {"received_at", item.received_at},
        {"multipart", item.structure->multipart},
        {"leaves", std::move(leaves)},
        {"more", item.structure->more}},
       {});
}

// Only what was asked for goes on: of such a mail, of that section, no more octets than that. False: it was not.
bool pass_on(FetchItem& item, const std::vector<Command>& commands, const Session::Tell& tell) {
  using Section = FetchItem::Section;
  const auto asked = [&](Command::What what) {
    return std::find_if(commands.begin(), commands.end(),
                        [&](const Command& command) { return command.what == what && command.uids.has(item.uid); });
  };
  if (item.uid == 0) return false;
  if (item.section == Section::header_fields && asked(Command::What::header) != commands.end()) {
    item.octets.resize(std::min(item.octets.size(), kMostHeader));
    tell({{"is", "header"}, {"uid", item.uid}}, item.octets);
    return true;
  }
  if (item.section == Section::from_first_byte) {
    const auto command = asked(Command::What::part);
    if (command == commands.end()) return false;
    item.octets.resize(std::min<std::size_t>(item.octets.size(), command->octets));
    tell({{"is", "part"}, {"uid", item.uid}}, item.octets);
    return true;
  }
  if (item.section == Section::none && item.size && item.structure && asked(Command::What::shape) != commands.end()) {
    tell_shape(item, tell);
    return true;
  }
  return false;
}

}  // namespace

Asked<json> fetch(const json& request, Conversation& talk, EtpanParser& parser, const Session::Tell& tell) {
  const auto commands = commands_of(request);
  if (!commands) return fault(Kind::usage, "no such fetch");
  std::vector<std::string> tags;
  for (const Command& command : *commands) {
    const auto tag = talk.send(command.text);
    if (!tag) return tl::unexpected(tag.error());
    tags.push_back(*tag);
  }
  std::uint64_t unreadable = 0;
  json refused = json::array();
  for (std::size_t index = 0; index < tags.size(); ++index) {
    const auto done = talk.finish(tags[index], [&](const Answer& answer, const Response& response) -> Asked<void> {
      if (answer.kind != Answer::Kind::fetch) return {};
      auto item = response.tangled ? std::nullopt : parser.fetch(response.bytes);
      if (!item)
        ++unreadable;
      else
        (void)pass_on(*item, *commands, tell);  // also flags that another program changes just now come as FETCH
      return {};
    });
    if (!done) return tl::unexpected(done.error());
    if (done->result == Answer::Result::bad)
      return fault(Kind::protocol, "the server does not understand us (it says: " + done->text + ")");
    if (done->result == Answer::Result::no) refused.push_back((*commands)[index].set);
  }
  return json{{"refused", std::move(refused)}, {"unreadable", unreadable}};
}

}  // namespace eb::imap
