// SPDX-License-Identifier: MIT
#pragma once

namespace eb {

// The page of extension-stub/shared/report in one piece (report.cmake), with two places to fill: @WORDS@ and @LINES@.
extern const char* const report_page;

}  // namespace eb
