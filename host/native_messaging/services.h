// SPDX-License-Identifier: MIT
#pragma once

#include "host/native_messaging/session.h"

namespace eb {

// The explaining functions of host/explain, and the file of host/feedback.
Services real_services();

}  // namespace eb
