/** Why an address may not be sent to: `wrong-shape`, `not-https`, `private-address`. */
export type WrongAddress = 'wrong-shape' | 'not-https' | 'private-address'

const bits = (ip: string): number[] | undefined => {
  const parts = ip.split('.')
  if (parts.length !== 4 || parts.some((part) => !/^\d{1,3}$/.test(part) || Number(part) > 255)) return undefined
  return parts.map(Number)
}

/** Blocks of IPv4 that are no host on the internet (IANA special-purpose registry): first address, length of its prefix. */
const special4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const

const numberOf = (parts: readonly number[]): number => parts.reduce((sum, part) => sum * 256 + part, 0)

const isPublic4 = (parts: readonly number[]): boolean =>
  special4.every(([first, length]) => {
    const size = 2 ** (32 - length)
    const start = numberOf(bits(first) ?? [])
    const at = numberOf(parts)
    return at < start || at >= start + size
  })

/** The eight groups of an IPv6 address; undefined when it is none. */
const groups = (ip: string): number[] | undefined => {
  const plain = ip.replace(/%.*$/, '')
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(plain)
  const four = tail ? bits(tail[2] ?? '') : undefined
  if (tail && !four) return undefined
  const text = four
    ? `${tail?.[1]}${((four[0] ?? 0) * 256 + (four[1] ?? 0)).toString(16)}:${((four[2] ?? 0) * 256 + (four[3] ?? 0)).toString(16)}`
    : plain
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const read = (half: string | undefined) => (half ? half.split(':') : [])
  const [head, end] = [read(halves[0]), read(halves[1])]
  const missing = 8 - head.length - end.length
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined
  const all = [...head, ...Array<string>(halves.length === 2 ? missing : 0).fill('0'), ...end]
  if (all.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return undefined
  return all.map((group) => Number.parseInt(group, 16))
}

/**
 * Whether an IP address is a host on the internet: not loopback, private, link-local, multicast, documentation, or an IPv4
 * address in IPv6 clothes that is one of these. Of IPv6 only global unicast (2000::/3) is, without the tunnels that carry IPv4.
 */
export const isPublicIp = (ip: string): boolean => {
  const four = bits(ip)
  if (four) return isPublic4(four)
  const six = groups(ip)
  if (!six) return false
  const [a = 0, b = 0] = six
  if (a < 0x2000 || a > 0x3fff) return false
  // 2001::/23 is for protocols, 2001:db8::/32 and 3fff::/20 for documents, 2002::/16 for 6to4
  if (a === 0x2001 && (b < 0x200 || b === 0xdb8)) return false
  return a !== 0x2002 && !(a === 0x3fff && b < 0x1000)
}

/** A host as it stands in a URL, without the brackets of IPv6. */
export const bareHost = (hostname: string): string => hostname.replace(/^\[|\]$/g, '').toLowerCase()

/**
 * Whether messages may be sent to an address as far as its text tells: https, no credentials, no private address, no name
 * that is only known inside. `allowed`: hosts of this installation's own network, for which plain http and a private
 * address are right. What a name stands for is looked at when it is sent to.
 */
export const wrongAddress = (
  parts: { protocol: string; username: string; password: string; hostname: string } | undefined,
  allowed: readonly string[],
): WrongAddress | undefined => {
  if (parts?.username !== '' || parts.password !== '' || parts.hostname === '') return 'wrong-shape'
  if (parts.protocol !== 'https:' && parts.protocol !== 'http:') return 'not-https'
  const host = bareHost(parts.hostname)
  if (allowed.includes(host)) return undefined
  if (parts.protocol === 'http:') return 'not-https'
  const literal = bits(host) !== undefined || host.includes(':')
  if (literal) return isPublicIp(host) ? undefined : 'private-address'
  const inside = /(^|\.)(localhost|local|internal|intranet|home\.arpa)\.?$/.test(host) || !host.includes('.')
  return inside ? 'private-address' : undefined
}
