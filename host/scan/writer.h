// SPDX-License-Identifier: MIT
// The report, in one of its formats: found bounces go in as they come, words come out. Memory does not grow with them.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "host/scan/found.h"
#include "host/scan/options.h"
#include "host/scan/spoken.h"
#include "host/scan/summary.h"

namespace eb {

// Takes a piece of the report. False: no more can be written.
using Sink = std::function<bool(std::string_view)>;

class ReportWriter {
 public:
  virtual ~ReportWriter() = default;
  virtual bool begin() { return true; }
  virtual bool found(const Found&) { return true; }
  // `json`: the summary's line (Summary::to_json).
  virtual bool end(const Summary& summary, const Json& json) = 0;
};

struct Screen {
  std::size_t width = 80;
  std::size_t height = 24;  // lines; the text tries to fit
  bool colour = false;
};

std::unique_ptr<ReportWriter> json_writer(Sink sink);
std::unique_ptr<ReportWriter> csv_writer(Sink sink);
std::unique_ptr<ReportWriter> text_writer(Sink sink, const Spoken& spoken, const Screen& screen);
std::unique_ptr<ReportWriter> html_writer(Sink sink, const Spoken& spoken);

}  // namespace eb
