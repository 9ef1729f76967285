// SPDX-License-Identifier: MIT
#pragma once

#include "host/native_messaging/session.h"

namespace eb {

// The explaining functions of host/explain.
Services real_services();

}  // namespace eb
