import { invariant } from "../base/assert.ts";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * A new investigation's id: `inv_` and a ULID (48 bits of time, then 80 random bits, in Crockford's base 32).
 * @param now milliseconds since 1970, at most 2^48 - 1
 * @param random 10 bytes from the host's secure source
 */
export function newInvestigationId(now: number, random: Uint8Array): string {
  invariant(random.length === 10, "an investigation id takes 10 random bytes");
  invariant(Number.isSafeInteger(now) && now >= 0 && now < 2 ** 48, "an investigation id takes a time in milliseconds");
  const bits = random.reduce((sum, byte) => (sum << 8n) | BigInt(byte), BigInt(now));
  return `inv_${Array.from({ length: 26 }, (_, index) => alphabet[Number((bits >> BigInt(5 * (25 - index))) & 31n)]).join("")}`;
}
