import { listFormat } from '#formats/intl'

/** All who give a booking: the one host, unless several give it together. */
interface Given {
  host: { name: string }
  hostNames?: readonly string[]
}

export function formatHosts({ host, hostNames }: Given, locale: string): string {
  return hostNames ? listFormat(locale).format(hostNames) : host.name
}
