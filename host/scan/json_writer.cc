// SPDX-License-Identifier: MIT
#include <utility>

#include "host/cli/print.h"
#include "host/scan/writer.h"

namespace eb {
namespace {

class JsonWriter : public ReportWriter {
 public:
  explicit JsonWriter(Sink sink) : sink_(std::move(sink)) {}
  bool found(const Found& found) override { return sink_(found_line(found)); }
  bool end(const Summary&, const Json& json) override { return sink_(json_line(json)); }

 private:
  Sink sink_;
};

}  // namespace

std::unique_ptr<ReportWriter> json_writer(Sink sink) { return std::make_unique<JsonWriter>(std::move(sink)); }

}  // namespace eb
