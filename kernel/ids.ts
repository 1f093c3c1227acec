const hex = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'))

/**
 * A UUIDv7 (RFC 9562) from an instant in ms since 1970 and at least 10 random bytes: ids sort by the time they were
 * made, and may be made on a phone without a network. Throws RangeError on too few bytes or an impossible instant.
 */
export const uuidv7 = (now: number, random: Uint8Array): string => {
  if (random.length < 10) throw new RangeError('uuidv7 needs 10 random bytes')
  if (!Number.isInteger(now) || now < 0 || now >= 2 ** 48) throw new RangeError('uuidv7 needs an instant in whole ms')
  const bytes = new Uint8Array(16)
  for (let i = 5, rest = now; i >= 0; i--, rest = Math.floor(rest / 256)) bytes[i] = rest % 256
  bytes.set(random.subarray(0, 10), 6)
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const text = Array.from(bytes, (byte) => hex[byte]).join('')
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`
}

const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** Whether the text is a UUIDv7 in lower case, as `uuidv7` writes it. */
export const isUuidv7 = (text: string): boolean => shape.test(text)

/** The instant (ms since 1970) at which a UUIDv7 was made. */
export const madeAt = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
