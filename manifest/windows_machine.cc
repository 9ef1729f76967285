// SPDX-License-Identifier: MIT
#ifdef _WIN32
#include <filesystem>
#include <system_error>

#include "manifest/machine.h"
#include "manifest/windows_text.h"

namespace eb {
namespace {

std::string fault(const std::string& path, DWORD code) {
  return path + ": " + std::system_category().message(static_cast<int>(code));
}

// "HKCU\Software\X" split into its hive and the rest; no hive: a path of the file system.
struct Key {
  HKEY hive = nullptr;
  std::wstring rest;
};

Key key_of(const std::string& path) {
  if (path.starts_with("HKCU\\")) return {HKEY_CURRENT_USER, wide(path.substr(5))};
  if (path.starts_with("HKLM\\")) return {HKEY_LOCAL_MACHINE, wide(path.substr(5))};
  return {};
}

class OpenKey {
 public:
  OpenKey(const Key& key, REGSAM rights) { RegOpenKeyExW(key.hive, key.rest.c_str(), 0, rights, &key_); }
  ~OpenKey() {
    if (key_ != nullptr) RegCloseKey(key_);
  }
  OpenKey(const OpenKey&) = delete;
  OpenKey& operator=(const OpenKey&) = delete;
  HKEY get() const { return key_; }

 private:
  HKEY key_ = nullptr;
};

class WindowsMachine : public Machine {
 public:
  bool exists(const std::string& path) const override {
    if (const Key key = key_of(path); key.hive != nullptr) return OpenKey(key, KEY_READ).get() != nullptr;
    return GetFileAttributesW(wide(path).c_str()) != INVALID_FILE_ATTRIBUTES;
  }

  bool is_folder(const std::string& path) const override {
    if (key_of(path).hive != nullptr) return exists(path);
    const DWORD attributes = GetFileAttributesW(wide(path).c_str());
    return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
  }

  // Windows tells a program by the end of its name.
  bool is_executable(const std::string& path) const override {
    return path.ends_with(".exe") && exists(path) && !is_folder(path);
  }

  bool is_same(const std::string& one, const std::string& other) const override {
    std::error_code error;
    return one == other || std::filesystem::equivalent(wide(one), wide(other), error);
  }

  std::optional<std::string> read(const std::string& path) const override {
    if (const Key key = key_of(path); key.hive != nullptr) return default_value(key);
    const HANDLE file = CreateFileW(wide(path).c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_DELETE, nullptr,
                                    OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
    if (file == INVALID_HANDLE_VALUE) return std::nullopt;
    std::string content(kLongest + 1, '\0');
    DWORD size = 0;
    const bool ok = ReadFile(file, content.data(), static_cast<DWORD>(content.size()), &size, nullptr) != 0;
    CloseHandle(file);
    if (!ok || size > kLongest) return std::nullopt;
    content.resize(size);
    return content;
  }

  // Windows keeps rights in access control lists, which folders hand down: a person's own folders and Program Files are
  // closed to others from the start, and we change nothing there.
  std::string changeable_by_others(const std::string&) const override { return {}; }

  std::string make_folder(const std::string& path) override {
    if (const Key key = key_of(path); key.hive != nullptr) return make_key(path, key);
    if (CreateDirectoryW(wide(path).c_str(), nullptr) != 0 || is_folder(path)) return {};
    return fault(path, GetLastError());
  }

  std::string write(const std::string& path, const std::string& content) override {
    if (const Key key = key_of(path); key.hive != nullptr) return set_default_value(path, key, content);
    const std::wstring fresh = wide(path + "." + std::to_string(GetCurrentProcessId()));
    const HANDLE file =
        CreateFileW(fresh.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr);
    if (file == INVALID_HANDLE_VALUE) return fault(path, GetLastError());
    DWORD size = 0;
    bool ok = WriteFile(file, content.data(), static_cast<DWORD>(content.size()), &size, nullptr) != 0 &&
              size == content.size() && FlushFileBuffers(file) != 0;
    DWORD code = GetLastError();
    CloseHandle(file);
    if (ok) {
      ok = MoveFileExW(fresh.c_str(), wide(path).c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH) != 0;
      code = GetLastError();
    }
    if (ok) return {};
    DeleteFileW(fresh.c_str());
    return fault(path, code);
  }

  std::string remove(const std::string& path) override {
    if (const Key key = key_of(path); key.hive != nullptr) {
      const LSTATUS code = RegDeleteKeyW(key.hive, key.rest.c_str());
      return code == ERROR_SUCCESS || code == ERROR_FILE_NOT_FOUND ? std::string()
                                                                   : fault(path, static_cast<DWORD>(code));
    }
    if (DeleteFileW(wide(path).c_str()) != 0) return {};
    const DWORD code = GetLastError();
    return code == ERROR_FILE_NOT_FOUND || code == ERROR_PATH_NOT_FOUND ? std::string() : fault(path, code);
  }

  void remove_folder(const std::string& path) override {
    const Key key = key_of(path);
    if (key.hive == nullptr) {
      RemoveDirectoryW(wide(path).c_str());
      return;
    }
    DWORD keys = 1;
    DWORD values = 1;
    {
      const OpenKey open(key, KEY_READ);
      RegQueryInfoKeyW(open.get(), nullptr, nullptr, nullptr, &keys, nullptr, nullptr, &values, nullptr, nullptr,
                       nullptr, nullptr);
    }
    if (keys == 0 && values == 0) RegDeleteKeyW(key.hive, key.rest.c_str());
  }

 private:
  static std::optional<std::string> default_value(const Key& key) {
    DWORD bytes = 0;
    if (RegGetValueW(key.hive, key.rest.c_str(), nullptr, RRF_RT_REG_SZ, nullptr, nullptr, &bytes) != ERROR_SUCCESS)
      return std::nullopt;
    std::wstring value(bytes / sizeof(wchar_t) + 1, L'\0');
    bytes = static_cast<DWORD>(value.size() * sizeof(wchar_t));
    if (RegGetValueW(key.hive, key.rest.c_str(), nullptr, RRF_RT_REG_SZ, nullptr, value.data(), &bytes) !=
        ERROR_SUCCESS)
      return std::nullopt;
    return narrow(value.substr(0, value.find(L'\0')));
  }

  static std::string make_key(const std::string& path, const Key& key) {
    HKEY made = nullptr;
    const LSTATUS code = RegCreateKeyExW(key.hive, key.rest.c_str(), 0, nullptr, 0, KEY_WRITE, nullptr, &made, nullptr);
    if (code != ERROR_SUCCESS) return fault(path, static_cast<DWORD>(code));
    RegCloseKey(made);
    return {};
  }

  static std::string set_default_value(const std::string& path, const Key& key, const std::string& text) {
    if (std::string error = make_key(path, key); !error.empty()) return error;
    const std::wstring value = wide(text);
    const OpenKey open(key, KEY_SET_VALUE);
    const LSTATUS code = RegSetValueExW(open.get(), nullptr, 0, REG_SZ, reinterpret_cast<const BYTE*>(value.c_str()),
                                        static_cast<DWORD>((value.size() + 1) * sizeof(wchar_t)));
    return code == ERROR_SUCCESS ? std::string() : fault(path, static_cast<DWORD>(code));
  }
};

}  // namespace

std::unique_ptr<Machine> this_machine() { return std::make_unique<WindowsMachine>(); }

}  // namespace eb
#endif
