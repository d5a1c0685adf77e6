import { lookup, type LookupAddress, type LookupOptions } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

/** IANA gives out IPv6 addresses of the internet from here alone; the rest stands for something else. */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3')

/** Neither of this machine, nor of a network behind it, nor one that stands for such an address. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  return parsed.kind() === 'ipv4' || parsed.match(GLOBAL_IPV6)
}

export function isLoopback(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback'
}

/** An address as the host of a URL has it; null where that is a name. */
export function addressOfHost({ hostname }: URL): string | null {
  const bare = hostname.replace(/^\[|\]$/g, '')
  return ipaddr.isValid(bare) ? bare : null
}

export class AddressNotAllowed extends Error {
  readonly code = 'ADDRESS_NOT_ALLOWED'
}

type Resolve = (
  hostname: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void
) => void

/**
 * For the `lookup` of a connection, which then goes to the address that was looked at and to no other:
 * a name that leads elsewhere the next time it is asked wins nothing. Refuses a name of which any
 * address is not allowed.
 */
export function lookupOf(
  isAllowed: (address: string) => boolean,
  resolve: Resolve = lookup
): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, [])
      if (addresses.length === 0 || !addresses.every(({ address }) => isAllowed(address))) {
        return callback(new AddressNotAllowed('Not an address of the internet'), [])
      }
      if (options.all) return callback(null, addresses)
      const [{ address, family }] = addresses
      callback(null, address, family)
    })
  }
}

/** By https and without a password; names are looked up, and looked at, when the connection is made. */
export function mayReach(url: URL, allowsLoopback: boolean): boolean {
  const address = addressOfHost(url)
  if (url.username !== '' || url.password !== '') return false
  if (isOwnMachine(url)) return allowsLoopback
  if (url.protocol !== 'https:') return false
  return address === null ? isName(url.hostname) : isPublicAddress(address)
}

/** As its host says: a name with a dot in it, or an address that is not of a network behind us. */
export function isOnInternet(url: string): boolean {
  return mayReach(new URL(url.replace(/^http:/, 'https:')), false)
}

function isOwnMachine(url: URL): boolean {
  const address = addressOfHost(url)
  return address === null ? isLocalName(url.hostname) : isLoopback(address)
}

function isLocalName(hostname: string): boolean {
  return /(^|\.)localhost\.?$/i.test(hostname)
}

/** Of the internet: with a dot in it. */
function isName(hostname: string): boolean {
  return /^[^.]+(\.[^.]+)+\.?$/.test(hostname)
}
