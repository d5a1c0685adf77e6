import type { IncomingHttpHeaders } from 'node:http'
import { appUrl } from '#config/app'

interface FromWhere {
  request: { headers: IncomingHttpHeaders; socket: { remoteAddress?: string } }
}

const NAMES = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/
const LOOPBACK = /^(::ffff:)?127(\.\d{1,3}){3}$|^::1$/

/** Headers in which proxies name the client that they ask for. */
const FORWARDED =
  /^(forwarded|via|x-forwarded-.+|x-(real|client|cluster-client)-ip|true-client-ip|cf-.+|fastly-.+|x-envoy-.+)$/

/** Behind a local proxy everyone comes from loopback, and not every proxy says that it is one. */
export function isAtThisMachine({ request }: FromWhere, siteUrl = appUrl): boolean {
  const { headers, socket } = request
  const isForwarded = Object.keys(headers).some((name) => FORWARDED.test(name))
  const hostName = (headers.host ?? '').replace(/:\d+$/, '')
  return (
    isOfThisMachine(siteUrl) &&
    LOOPBACK.test(socket.remoteAddress ?? '') &&
    NAMES.test(hostName) &&
    !isForwarded
  )
}

export function isOfThisMachine(url: string): boolean {
  return NAMES.test(new URL(url).hostname)
}
