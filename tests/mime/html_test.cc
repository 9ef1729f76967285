// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "mime/text.h"

namespace eb {
namespace {

TEST(Html, BlocksAndBreaksEndLines) {
  EXPECT_EQ(html_to_text("<h1>Title</h1><p>One\n  two</p><p>three<br>four<br/>five</p><div>six<div>seven</div></div>"),
            "Title\nOne two\nthree\nfour\nfive\nsix\nseven\n");
  EXPECT_EQ(html_to_text("<ul><li>a<li>b</ul>c<hr>d"), "a\nb\nc\nd\n");
  EXPECT_EQ(html_to_text("a<br><br>b"), "a\n\nb\n");
}

TEST(Html, CellsAreSeparated) {
  EXPECT_EQ(html_to_text("<table><tr><th>Name</th><td>Bob</td></tr><tr><td>x</td></tr></table>y"), "Name Bob\nx\ny\n");
}

TEST(Html, InlineMarkupSeparatesNothing) {
  EXPECT_EQ(html_to_text("bo<b>b</b>@<a href=\"mailto:x>y\">exam<wbr>ple</a>.com"), "bob@example.com\n");
}

TEST(Html, Entities) {
  EXPECT_EQ(html_to_text("&lt;bob@example.com&gt;&nbsp;&amp;&nbsp;&aring; &#229;&#xE5; &nosuch;"),
            "<bob@example.com> & \xC3\xA5 \xC3\xA5\xC3\xA5 &nosuch;\n");
  EXPECT_EQ(html_to_text("a < b, 1<2 &"), "a < b, 1<2 &\n");
}

TEST(Html, PreformattedTextIsKept) { EXPECT_EQ(html_to_text("x<pre>a  b\n  c</pre>y"), "x\na  b\n  c\ny\n"); }

TEST(Html, WhatIsNotShown) {
  EXPECT_EQ(html_to_text("<html><head><title>t</title><style>p{x:'</p>'}</style></head><body><!-- <p>c</p> -->a"
                         "<script>if (a<b) '<p>'</script>b<!DOCTYPE x><?xml v?></body></html>"),
            "ab\n");
  EXPECT_EQ(html_to_text(""), "");
  EXPECT_EQ(html_to_text("<p"), "");
  EXPECT_EQ(html_to_text("<"), "<\n");
}

TEST(Html, AddressInBracketsThatNobodyEscaped) {
  EXPECT_EQ(html_to_text("<p>could not deliver to <bob@example.com>: full</p>"),
            "could not deliver to <bob@example.com>: full\n");
}

TEST(Html, EachPrefixOfAPage) {
  const std::string page = "<div title='a>b'>x<!-- c --><pre>\n y</pre><script>z</script>&aring;<td>\xC3\xA5</div>";
  for (std::size_t size = 0; size <= page.size(); ++size) {
    EXPECT_LE(html_to_text(page.substr(0, size)).size(), page.size());
  }
}

}  // namespace
}  // namespace eb
