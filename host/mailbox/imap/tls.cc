// SPDX-License-Identifier: MIT
#include "host/mailbox/imap/tls.h"

#include <gnutls/gnutls.h>

#include <optional>

#include "host/mailbox/imap/certificate.h"
#include "host/mailbox/imap/clock.h"
#include "host/mailbox/imap/printable.h"

namespace eb::imap {

using Kind = AccountFault::Kind;

struct Tls::Session {
  gnutls_session_t session = nullptr;
  gnutls_certificate_credentials_t credentials = nullptr;
  std::string host;
  bool own_ca = false;
  std::string refused;  // why the certificate was
  int fd = -1;
  bool begun = false;

  Session() = default;
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() {
    if (session != nullptr) gnutls_deinit(session);
    if (credentials != nullptr) gnutls_certificate_free_credentials(credentials);
  }
};

namespace {

bool is_ip_address(std::string_view host) {
  return host.find(':') != std::string_view::npos || host.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

Tls::Tls(int fd) : session_(std::make_unique<Session>()) { session_->fd = fd; }
Tls::~Tls() = default;

Asked<Tls::Step> Tls::handshake(const std::string& host, const std::string& ca_file) {
  Session& own = *session_;
  if (!own.begun) {
    own.begun = true;
    own.host = host;
    own.own_ca = !ca_file.empty();
    gnutls_certificate_allocate_credentials(&own.credentials);
    const int anchors =
        own.own_ca ? gnutls_certificate_set_x509_trust_file(own.credentials, ca_file.c_str(), GNUTLS_X509_FMT_PEM)
                   : gnutls_certificate_set_x509_system_trust(own.credentials);
    if (anchors <= 0 && own.own_ca)
      return fault(Kind::local, "no certificate can be read from " + ca_file + " (--ca-file wants a PEM file)");
    if (anchors <= 0)
      return fault(Kind::local,
                   "this machine trusts no certificates at all; install ca-certificates, or use --ca-file");
    gnutls_init(&own.session, GNUTLS_CLIENT | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL);
    gnutls_set_default_priority(own.session);
    gnutls_credentials_set(own.session, GNUTLS_CRD_CERTIFICATE, own.credentials);
    if (!is_ip_address(host)) gnutls_server_name_set(own.session, GNUTLS_NAME_DNS, host.data(), host.size());
    gnutls_session_set_ptr(own.session, &own);
    gnutls_session_set_verify_function(own.session, [](gnutls_session_t session) {
      Session& self = *static_cast<Session*>(gnutls_session_get_ptr(session));
      self.refused = why_not_trusted(session, self.host, self.own_ca);
      return self.refused.empty() ? 0 : GNUTLS_E_CERTIFICATE_ERROR;
    });
    gnutls_transport_set_int(own.session, own.fd);
    gnutls_handshake_set_timeout(own.session, 0);  // the deadline is the stream's
  }
  const int result = gnutls_handshake(own.session);
  if (result == 0) return Step::done;
  if (!own.refused.empty()) return fault(Kind::certificate, own.refused);
  if (gnutls_error_is_fatal(result) == 0)
    return gnutls_record_get_direction(own.session) == 0 ? Step::wants_read : Step::wants_write;
  if (result == GNUTLS_E_UNEXPECTED_PACKET || result == GNUTLS_E_UNEXPECTED_PACKET_LENGTH ||
      result == GNUTLS_E_UNSUPPORTED_VERSION_PACKET)
    return fault(Kind::connection,
                 host + " does not speak TLS on this port; is it the right one? (imaps: 993, imap: 143)");
  return fault(Kind::connection, "TLS with " + host + " could not be agreed on: " + gnutls_strerror(result));
}

ssize_t Tls::send(std::string_view bytes) {
  const ssize_t sent = gnutls_record_send(session_->session, bytes.data(), bytes.size());
  return sent == GNUTLS_E_AGAIN || sent == GNUTLS_E_INTERRUPTED ? 0 : sent == 0 ? -1 : sent;
}

Tls::Received Tls::receive(char* into, std::size_t room) {
  const ssize_t got = gnutls_record_recv(session_->session, into, room);
  if (got >= 0) return {static_cast<std::size_t>(got), false, {}};
  const int error = static_cast<int>(got);
  if (gnutls_error_is_fatal(error) == 0) return {0, true, {}};
  if (error == GNUTLS_E_PREMATURE_TERMINATION) return {0, false, "the server closed the connection"};
  return {0, false, std::string("the encrypted connection broke: ") + gnutls_strerror(error)};
}

std::size_t Tls::pending() const { return gnutls_record_check_pending(session_->session); }

std::string Tls::words() const {
  gnutls_session_t session = session_->session;
  const char* version = gnutls_protocol_get_name(gnutls_protocol_get_version(session));
  const char* cipher = gnutls_cipher_get_name(gnutls_cipher_get(session));
  return std::string(version != nullptr ? version : "TLS") + ", " + (cipher != nullptr ? cipher : "?");
}

}  // namespace eb::imap
