// SPDX-License-Identifier: MIT
// PidTagRtfCompressed: where Outlook keeps a body of which there is no other form.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace eb::outlook {

// [MS-OXRTFCP] 2.1: what the compressed stream holds, at most `limit` bytes; of a damaged one what stands before the
// damage. Empty where the stream is none. The checksum is not looked at: a damaged text is better than none.
std::string decompress_rtf(std::string_view stream, std::size_t limit);

struct RtfText {
  std::string text;   // UTF-8
  bool html = false;  // `text` is HTML that was wrapped in RTF ([MS-OXRTFEX] 2.1)
};

// The words of an RTF document, without what it says of itself (fonts, colours, styles, pictures).
RtfText read_rtf(std::string_view rtf);

}  // namespace eb::outlook
