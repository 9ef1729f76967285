// SPDX-License-Identifier: MIT
#include "host/mailbox/imap/certificate.h"

#include <gnutls/x509.h>

#include <array>
#include <ctime>

#include "host/mailbox/imap/printable.h"

namespace eb::imap {
namespace {

std::string date_of(std::time_t time) {
  std::tm parts{};
  ::gmtime_r(&time, &parts);
  std::array<char, 32> text{};
  return std::string(text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d", &parts));
}

class Certificate {
 public:
  explicit Certificate(gnutls_session_t session) {
    unsigned count = 0;
    const gnutls_datum_t* list = gnutls_certificate_get_peers(session, &count);
    gnutls_x509_crt_init(&own_);
    good_ = list != nullptr && count > 0 && gnutls_x509_crt_import(own_, list, GNUTLS_X509_FMT_DER) == 0;
  }
  ~Certificate() { gnutls_x509_crt_deinit(own_); }
  Certificate(const Certificate&) = delete;
  Certificate& operator=(const Certificate&) = delete;

  bool self_signed() const { return good_ && gnutls_x509_crt_check_issuer(own_, own_) != 0; }
  std::string expired_on() const { return good_ ? date_of(gnutls_x509_crt_get_expiration_time(own_)) : "?"; }
  std::string valid_from() const { return good_ ? date_of(gnutls_x509_crt_get_activation_time(own_)) : "?"; }
  // The names that it is for, at most four; the common name where it has no other.
  std::string names() const {
    std::string out;
    if (!good_) return out;
    std::array<char, 256> name{};
    for (unsigned index = 0; index < 4; ++index) {
      std::size_t size = name.size();
      const int type = gnutls_x509_crt_get_subject_alt_name(own_, index, name.data(), &size, nullptr);
      if (type == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE) break;
      if (type != GNUTLS_SAN_DNSNAME) continue;
      out += (out.empty() ? "" : ", ") + printable({name.data(), size}, 100);
    }
    if (!out.empty()) return out;
    std::size_t size = name.size();
    if (gnutls_x509_crt_get_dn_by_oid(own_, GNUTLS_OID_X520_COMMON_NAME, 0, 0, name.data(), &size) == 0)
      out = printable({name.data(), size}, 100);
    return out;
  }

 private:
  gnutls_x509_crt_t own_ = nullptr;
  bool good_ = false;
};

}  // namespace

std::string why_not_trusted(gnutls_session_t session, const std::string& host, bool own_ca) {
  unsigned status = 0;
  const std::string whose = "the certificate of " + host;
  if (gnutls_certificate_verify_peers3(session, host.c_str(), &status) != 0) return whose + " cannot be read";
  if (status == 0) return {};
  const Certificate certificate(session);
  // One sentence, about what must be mended first.
  if ((status & GNUTLS_CERT_REVOKED) != 0) return whose + " was revoked; ask who runs the server";
  if ((status & GNUTLS_CERT_EXPIRED) != 0)
    return whose + " expired on " + certificate.expired_on() +
           "; who runs the server must renew it (or is the clock of this machine wrong?)";
  if ((status & GNUTLS_CERT_NOT_ACTIVATED) != 0)
    return whose + " is valid from " + certificate.valid_from() + " on only; is the clock of this machine right?";
  if ((status & (GNUTLS_CERT_SIGNER_NOT_FOUND | GNUTLS_CERT_SIGNER_NOT_CA)) != 0) {
    if (own_ca) return whose + " is not signed by one in the file given with --ca-file";
    if (certificate.self_signed())
      return whose +
             " is self-signed, so nobody vouches for it; if the server is yours, give its certificate with --ca-file "
             "FILE";
    return whose +
           " is signed by nobody that this machine trusts; if the signer is your own, give its certificate with "
           "--ca-file FILE";
  }
  if ((status & GNUTLS_CERT_UNEXPECTED_OWNER) != 0) {
    const std::string names = certificate.names();
    return "the certificate that " + host + " shows is for " + (names.empty() ? std::string("another name") : names) +
           "; use the name that it is for, if that is the same server";
  }
  if ((status & GNUTLS_CERT_INSECURE_ALGORITHM) != 0) return whose + " is signed in a way that is no longer safe";
  gnutls_datum_t text{};
  std::string words = whose + " is not valid";
  if (gnutls_certificate_verification_status_print(status, GNUTLS_CRT_X509, &text, 0) == 0) {
    words += ": " + printable({reinterpret_cast<const char*>(text.data), text.size});
    gnutls_free(text.data);
  }
  return words;
}

}  // namespace eb::imap
