// SPDX-License-Identifier: MIT
#pragma once

#include <gnutls/gnutls.h>

#include <string>

namespace eb::imap {

// Looks at the certificate that the server has just shown. Empty: all is well; else what is wrong with it and what to
// do. `own_ca`: it was held against a file of the user's own.
std::string why_not_trusted(gnutls_session_t session, const std::string& host, bool own_ca);

}  // namespace eb::imap
