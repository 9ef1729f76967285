// SPDX-License-Identifier: MIT
// The folders (and registry keys) that we make on the way to a manifest, so that they go again with it, and none that
// was there before. They are noted in a file beside the manifest, which goes with it too.
#pragma once

#include <set>
#include <string>

#include "manifest/machine.h"

namespace eb {

// The note beside that manifest.
std::string note_of(const std::string& manifest);

// What the note beside that manifest holds; nothing where there is none.
std::set<std::string> noted_folders(const std::string& manifest, const Machine& machine);

// Makes what is missing above `path`, and adds to `made` each folder that is new, or that stands in `known`: those that
// were made for another manifest. Empty on success, else what went wrong.
std::string make_folders(const std::string& path, const std::set<std::string>& known, std::set<std::string>& made,
                         Machine& machine);

// Writes the note, where there is anything to note.
std::string note_folders(const std::string& manifest, const std::set<std::string>& made, Machine& machine);

// Removes those folders above `path` that are in `made` and empty.
void remove_folders(const std::string& path, const std::set<std::string>& made, Machine& machine);

}  // namespace eb
