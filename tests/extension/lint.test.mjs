// SPDX-License-Identifier: MIT
// The built package, as Mozilla's own linter sees it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import test from "node:test";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const linter = path("../node_modules/.bin/addons-linter");
const packages = path("../../build/release/");

// addons-linter knows Firefox's permissions alone. A service worker is for Chromium, a script for Firefox: both stand in the one
// manifest of the webmail extension.
const expected = {
  "explain-bounce-thunderbird.xpi": ['MANIFEST_OPTIONAL_PERMISSIONS /optional_permissions: Invalid optional_permissions "addressBooks" at 0.', 'MANIFEST_PERMISSIONS /permissions: Invalid permissions "accountsRead" at 1.', 'MANIFEST_PERMISSIONS /permissions: Invalid permissions "messagesRead" at 0.'],
  "explain-bounce-webmail-firefox.xpi": ['MANIFEST_FIELD_UNSUPPORTED "/background/service_worker" is not supported.'],
  "explain-bounce-webmail-chromium.zip": ['MANIFEST_FIELD_UNSUPPORTED "/background/service_worker" is not supported.'],
};

for (const [name, warnings] of Object.entries(expected)) {
  test(`addons-linter: ${name} has no errors, and the expected warnings alone`, () => {
    assert.ok(existsSync(packages + name), `${name} is not built: cmake --workflow --preset release`);
    let output;
    try {
      output = execFileSync(linter, ["--output", "json", packages + name], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    } catch (error) {
      output = error.stdout; // it ends with 1 when there are errors
    }
    const found = JSON.parse(output);
    assert.deepEqual(found.errors.map(({ code, message }) => `${code} ${message}`), []);
    assert.deepEqual(found.warnings.map(({ code, message }) => `${code} ${message}`).sort(), warnings);
    assert.deepEqual(found.notices, []);
  });
}
