// SPDX-License-Identifier: MIT
#include "manifest/folders.h"

#include <algorithm>

#include "manifest/places.h"

namespace eb {

std::string note_of(const std::string& manifest) {
  return manifest.substr(0, manifest.size() - std::string(".json").size()) + ".folders";
}

std::set<std::string> noted_folders(const std::string& manifest, const Machine& machine) {
  std::set<std::string> folders;
  const std::string text = machine.read(note_of(manifest)).value_or("");
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    if (end > at) folders.insert(text.substr(at, end - at));
    at = end + 1;
  }
  return folders;
}

std::string make_folders(const std::string& path, const std::set<std::string>& known, std::set<std::string>& made,
                         Machine& machine) {
  const std::string folder = above(path);
  if (folder.empty()) return {};
  if (machine.is_folder(folder)) {
    if (!known.contains(folder)) return {};  // nor did we make what is above it
    made.insert(folder);
    return make_folders(folder, known, made, machine);
  }
  if (std::string error = make_folders(folder, known, made, machine); !error.empty()) return error;
  if (std::string error = machine.make_folder(folder); !error.empty()) return error;
  made.insert(folder);
  return {};
}

std::string note_folders(const std::string& manifest, const std::set<std::string>& made, Machine& machine) {
  if (made.empty()) return {};
  std::string text;
  for (const std::string& folder : made) text += folder + "\n";
  return machine.write(note_of(manifest), text);
}

void remove_folders(const std::string& path, const std::set<std::string>& made, Machine& machine) {
  for (std::string folder = above(path); !folder.empty(); folder = above(folder))
    if (made.contains(folder)) machine.remove_folder(folder);
}

}  // namespace eb
