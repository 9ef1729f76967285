// SPDX-License-Identifier: MIT
#pragma once

#include "mime/report.h"

namespace eb {

// Amazon SES tells bounces, complaints and deliveries as JSON, alone or inside an SNS notification that is mailed
// (https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html). True, and the report filled, if report.notice
// is one.
bool read_ses_notification(Report& report);

}  // namespace eb
