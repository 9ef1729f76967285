// SPDX-License-Identifier: MIT
#include "mime/candidate.h"

#include "mime/conditions.h"

namespace eb {

bool is_candidate(const std::vector<Field>& header) { return fits_list("candidate", header, {}); }

std::vector<std::string> candidate_fields() { return fields_of_list("candidate"); }

}  // namespace eb
