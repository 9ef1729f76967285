// SPDX-License-Identifier: MIT
#include "host/native_messaging/services.h"

#include "host/explain/catalog.h"

namespace eb {

Services real_services() { return {&explain_mail, &explain_text, &lookup, &languages}; }

}  // namespace eb
