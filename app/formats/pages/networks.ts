const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/
const GROUPS = 8
const GROUPS_OF_A_NETWORK = 4

/** A whole IPv6 /64 counts as one visitor; an IPv4 address written as IPv6 counts as IPv4. */
export function networkOf(address: string): string | null {
  const plain = address.replace(/%.*$/, '')
  if (IPV4.test(plain)) return plain
  if (!/^[\da-f:.]+$/i.test(plain) || !URL.canParse(`http://[${plain}]`)) return null
  const groups = groupsOf(plain)
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  if (isMapped) return [groups[6] >> 8, groups[6] & 255, groups[7] >> 8, groups[7] & 255].join('.')
  const network = groups.slice(0, GROUPS_OF_A_NETWORK).map((group) => group.toString(16))
  return `${network.join(':')}::/64`
}

/** `URL` writes every spelling of an IPv6 address in the shortest one. */
function groupsOf(address: string): number[] {
  const shortest = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [before, after] = shortest.split('::').map((part) => (part ? part.split(':') : []))
  const written = [...before, ...(after ?? [])]
  const zeros = Array<string>(GROUPS - written.length).fill('0')
  return [...before, ...zeros, ...(after ?? [])].map((group) => Number.parseInt(group, 16))
}
