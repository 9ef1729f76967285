// SPDX-License-Identifier: MIT
// Addresses that the reader knows, where the reader allowed it (an optional permission).
const enough = 20_000;

/** @returns {Promise<string[]>} none without the permission */
export async function knownAddresses(api) {
  if (!(await api.permissions.contains({ permissions: ["addressBooks"] }))) return [];
  const known = new Set();
  for (const book of await api.addressBooks.list(true)) {
    if (book.remote) continue; // a question over the network
    for (const { properties, vCard } of book.contacts ?? []) {
      // RFC 6350 6.4.2: EMAIL;TYPE=work:ann@example.com
      const card = properties?.vCard ?? vCard ?? "";
      for (const [, address] of card.matchAll(/^(?:[\w-]+\.)?EMAIL[^:\r\n]*:(\S+@\S+)/gim)) known.add(address);
      for (const address of [properties?.PrimaryEmail, properties?.SecondEmail]) if (address) known.add(address);
      if (known.size >= enough) return [...known];
    }
  }
  return [...known];
}
