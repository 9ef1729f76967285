// SPDX-License-Identifier: MIT
#include "host/native_messaging/base64.h"

#include <gtest/gtest.h>

namespace eb {
namespace {

TEST(Base64, VectorsOfRfc4648) {
  EXPECT_EQ(decode_base64(""), "");
  EXPECT_EQ(decode_base64("Zg=="), "f");
  EXPECT_EQ(decode_base64("Zm8="), "fo");
  EXPECT_EQ(decode_base64("Zm9v"), "foo");
  EXPECT_EQ(decode_base64("Zm9vYg=="), "foob");
  EXPECT_EQ(decode_base64("Zm9vYmE="), "fooba");
  EXPECT_EQ(decode_base64("Zm9vYmFy"), "foobar");
}

TEST(Base64, AllBytes) {
  EXPECT_EQ(decode_base64("AP+A"), std::string("\x00\xff\x80", 3));
  EXPECT_EQ(decode_base64("+/+/"), "\xfb\xff\xbf");
}

TEST(Base64, AnythingElseIsRefused) {
  for (const char* bad : {"Z", "Zg", "Zg=", "Zg===", "====", "=", "Zm9v=", "Zm9v====", "Z=g=", "=Zg=", "Zm 9", "Zm9v\n",
                          "Zm9\n", "Zm-_", "Zm9\xc3", "Zg==Zg==", "Zm8=Zm9v"})
    EXPECT_EQ(decode_base64(bad), std::nullopt) << bad;
}

TEST(Base64, BitsThatSayNothingMustBeZero) {
  EXPECT_EQ(decode_base64("Zh=="), std::nullopt);
  EXPECT_EQ(decode_base64("Zm9="), std::nullopt);
}

}  // namespace
}  // namespace eb
