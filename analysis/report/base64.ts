const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** RFC 4648 base 64 with padding, without a host's help. */
export function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3);
    const word = (first << 16) | (second << 8) | third;
    const left = Math.min(3, bytes.length - at);
    for (let digit = 0; digit < 4; digit += 1)
      text += digit > left ? "=" : alphabet.charAt((word >> (18 - 6 * digit)) & 63);
  }
  return text;
}
