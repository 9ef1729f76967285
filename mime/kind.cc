// SPDX-License-Identifier: MIT
#include "mime/report.h"

namespace eb {

std::string_view name(Kind kind) {
  switch (kind) {
    case Kind::failure:
      return "failure";
    case Kind::delay:
      return "delay";
    case Kind::held:
      return "held";
    case Kind::delivery:
      return "delivery";
    case Kind::receipt:
      return "receipt";
    case Kind::feedback_report:
      return "feedback_report";
    case Kind::auto_reply:
      return "auto_reply";
    case Kind::challenge:
      return "challenge";
    case Kind::not_a_report:
      break;
  }
  return "not_a_report";
}

}  // namespace eb
