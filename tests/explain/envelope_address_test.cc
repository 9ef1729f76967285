// SPDX-License-Identifier: MIT
#include "host/explain/envelope_address.h"

#include <gtest/gtest.h>

namespace eb {
namespace {

TEST(EnvelopeAddress, UndoesWhatServersRewrote) {
  const auto expect = [](const char* written, const char* address, const char* forwarder) {
    const EnvelopeAddress found = envelope_address(written);
    EXPECT_EQ(found.address, address) << written;
    EXPECT_EQ(found.forwarder, forwarder) << written;
  };
  expect("holly@bakery.example", "holly@bakery.example", "");
  expect("SRS0=HHH=TT=bakery.example=holly@harbour.example", "holly@bakery.example", "harbour.example");
  expect("srs0+HHH=TT=bakery.example=holly@harbour.example", "holly@bakery.example", "harbour.example");
  expect("SRS1=KKK=harbour.example==HHH=TT=bakery.example=holly@mill.example", "holly@bakery.example", "mill.example");
  expect("prvs=0123456789=holly@bakery.example", "holly@bakery.example", "");
  expect("SRS0=HHH=TT=bakery.example=prvs=01234=holly@harbour.example", "holly@bakery.example", "harbour.example");
  expect("SRS0=HHH@harbour.example", "SRS0=HHH@harbour.example", "");
  expect("SRS0=@x", "SRS0=@x", "");
  expect("", "", "");
}

TEST(EnvelopeAddress, ATagIsTheSameMailbox) {
  EXPECT_TRUE(same_mailbox("Holly+shop@bakery.example", "holly@Bakery.example"));
  EXPECT_TRUE(same_mailbox("prvs=0123=holly@bakery.example", "holly@bakery.example"));
  EXPECT_FALSE(same_mailbox("holly@bakery.example", "polly@bakery.example"));
  EXPECT_FALSE(same_mailbox("holly@bakery.example", "holly@harbour.example"));
}

}  // namespace
}  // namespace eb
