import type { IncomingHttpHeaders } from 'node:http'
import { appUrl } from '#config/app'

/** The part of a request that tells where it comes from. */
interface Asked {
  request: { headers: IncomingHttpHeaders; socket: { remoteAddress?: string } }
}

const NAMES = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/
const LOOPBACK = /^(::ffff:)?127(\.\d{1,3}){3}$|^::1$/

/** Headers that say for whom somebody else asks, however a proxy spells them. */
const FORWARDED =
  /^(forwarded|via|x-forwarded-.+|x-(real|client|cluster-client)-ip|true-client-ip|cf-.+|fastly-.+|x-envoy-.+)$/

/**
 * Whether whoever asks sits at this machine. Behind a proxy on this machine everyone comes from
 * loopback, and not every proxy says that it is one or passes the name on that was asked for; so
 * where people reach us under another machine's name, nobody is at this one.
 */
export function isAtThisMachine({ request }: Asked, siteUrl = appUrl): boolean {
  const { headers, socket } = request
  const isForwarded = Object.keys(headers).some((name) => FORWARDED.test(name))
  const asked = (headers.host ?? '').replace(/:\d+$/, '')
  return (
    isOfThisMachine(siteUrl) &&
    LOOPBACK.test(socket.remoteAddress ?? '') &&
    NAMES.test(asked) &&
    !isForwarded
  )
}

/** Whether an address leads nowhere but to the machine of whoever follows it. */
export function isOfThisMachine(url: string): boolean {
  return NAMES.test(new URL(url).hostname)
}
