#include "host/compile/catalog.h"
#include "host/compile/emit.h"
namespace eb { void compile_catalog(const std::filesystem::path&, const std::filesystem::path& out, Faults&) { write_file(out/"embedded/catalog.cc","\n"); } }
