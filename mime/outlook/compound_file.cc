// SPDX-License-Identifier: MIT
#include "mime/outlook/compound_file.h"

#include <gsf/gsf-infile-msole.h>
#include <gsf/gsf-infile.h>
#include <gsf/gsf-input-memory.h>
#include <gsf/gsf-input.h>

#include <algorithm>

#include "mime/outlook/compound_file_mark.h"
#include "mime/text.h"

namespace eb::outlook {
namespace {

// A mail to two thousand people, each a storage, and its own properties. The library looks children up in a list.
constexpr int kMostChildren = 8000;
constexpr std::size_t kSector = 512;

void be_silent(const gchar*, GLogLevelFlags, const gchar*, gpointer) {}

template <typename T>
std::shared_ptr<void> owned(T* object) {
  return object == nullptr ? nullptr : std::shared_ptr<void>(object, [](void* o) { g_object_unref(o); });
}

// The library believes the header: these are the only values that [MS-CFB] 2.2 allows. The bytes at 24 to 64 are
// version, byte order, sector and mini sector shift, and (at 56) the size below which streams lie in mini sectors.
bool has_lawful_header(std::string_view bytes) {
  if (bytes.size() < kSector || !is_compound_file(bytes)) return false;
  const auto two = [&](std::size_t at) {
    return static_cast<unsigned char>(bytes[at]) | static_cast<unsigned char>(bytes[at + 1]) << 8;
  };
  return two(28) == 0xFFFE && (two(30) == 9 || two(30) == 12) && two(32) == 6 && two(56) == 4096 && two(58) == 0;
}

}  // namespace

Storage::Storage(std::shared_ptr<void> infile) : infile_(std::move(infile)) {
  auto* const library = GSF_INFILE(infile_.get());
  const int all = gsf_infile_num_children(library);
  const int count = std::min(all, kMostChildren);
  cut_ = count < all;
  for (int i = 0; i < count; ++i) {
    const char* name = gsf_infile_name_by_index(library, i);
    if (name == nullptr) continue;
    std::string lower = ascii_lower(name);
    if (places_.emplace(lower, i).second) names_.push_back(std::move(lower));
  }
}

std::shared_ptr<void> Storage::child(std::string_view name) const {
  const auto place = places_.find(ascii_lower(name));
  if (place == places_.end()) return nullptr;
  return owned(gsf_infile_child_by_index(GSF_INFILE(infile_.get()), place->second));
}

std::optional<Storage> Storage::storage(std::string_view name) const {
  std::shared_ptr<void> found = child(name);
  if (!found || !GSF_IS_INFILE(found.get()) || gsf_infile_num_children(GSF_INFILE(found.get())) < 0) return {};
  return Storage(std::move(found));
}

std::optional<std::string> Storage::stream(std::string_view name, std::size_t limit, bool* cut) const {
  const std::shared_ptr<void> found = child(name);
  if (!found) return {};
  auto* const input = GSF_INPUT(found.get());
  const gsf_off_t size = gsf_input_size(input);
  if (cut != nullptr && size > 0 && static_cast<std::size_t>(size) > limit) *cut = true;
  std::string bytes(size <= 0 ? 0 : std::min(static_cast<std::size_t>(size), limit), '\0');
  auto* const begin = reinterpret_cast<guint8*>(bytes.data());
  if (bytes.empty() || gsf_input_read(input, bytes.size(), begin) != nullptr) return bytes;
  // A sector of it lies beyond the end of a file that was cut: keep what stands before.
  std::size_t have = 0;
  if (gsf_input_seek(input, 0, G_SEEK_SET)) return {};
  while (have < bytes.size()) {
    const std::size_t step = std::min(kSector, bytes.size() - have);
    if (gsf_input_read(input, step, begin + have) == nullptr) break;
    have += step;
  }
  if (have == 0) return {};
  bytes.resize(have);
  return bytes;
}

std::optional<Storage> open_compound_file(std::string_view bytes) {
  if (!has_lawful_header(bytes)) return {};
  // What the library thinks of a damaged file is nobody's business.
  g_log_set_default_handler(be_silent, nullptr);
  const std::shared_ptr<void> input = owned(
      gsf_input_memory_new(reinterpret_cast<const guint8*>(bytes.data()), static_cast<gsf_off_t>(bytes.size()), FALSE));
  if (!input) return {};
  GError* error = nullptr;
  std::shared_ptr<void> root = owned(gsf_infile_msole_new(GSF_INPUT(input.get()), &error));
  g_clear_error(&error);
  if (!root) return {};
  return Storage(std::move(root));
}

}  // namespace eb::outlook
