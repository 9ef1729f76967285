// SPDX-License-Identifier: MIT
// outlook_samples FOLDER: writes a few .msg files there, for tests that look from outside.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "tests/outlook/fixtures.h"

namespace {

bool write(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream out(file, std::ios::binary);
  out << bytes;
  return out.good();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  using eb::test::Id;
  const std::filesystem::path folder = argv[1];
  eb::test::TestMessage full = eb::test::ndr();
  full.recipients.push_back(
      eb::test::failed("bob@forest.example", "<mx.forest.example #5.2.2 smtp;552 5.2.2 Mailbox full>"));
  full.properties.text(Id::body, "Your message could not be delivered.\r\n" + std::string(6000, '-'));
  eb::test::TestAttachment returned;
  returned.message.push_back(eb::test::note("holly@bakery.example", "Lunch", "See you at noon."));
  returned.message.back().recipients.clear();
  returned.message.back().recipients.emplace_back().text(Id::smtp_address, "bob@forest.example");
  full.attachments.push_back(returned);
  // Enough sectors for several of the FAT, and names enough for a deep tree.
  eb::test::TestMessage large = eb::test::note("bob@forest.example", "Pictures", "Here they are.");
  for (int i = 0; i < 40; ++i) {
    eb::test::TestAttachment picture;
    picture.properties.text(Id::attach_long_filename, "picture" + std::to_string(i) + ".jpg");
    picture.properties.binary(Id::attach_data, std::string(300000, static_cast<char>('a' + i % 26)));
    large.attachments.push_back(picture);
  }
  eb::test::StorageNode document;
  document.streams["WordDocument"] = std::string(5000, 'x');
  const bool written = write(folder / "full.msg", msg_file(full)) && write(folder / "large.MSG", msg_file(large)) &&
                       write(folder / "document.doc", compound_file(document));
  return written ? 0 : 1;
}
