import { listFormat } from '#formats/words/intl'

interface Given {
  host: { name: string }
  hostsTogether?: readonly { name: string }[]
}

export function hostNames({ host, hostsTogether = [] }: Given): string[] {
  return (hostsTogether.length > 0 ? hostsTogether : [host]).map(({ name }) => name)
}

export function formatHosts(given: Given, locale: string): string {
  return listFormat(locale).format(hostNames(given))
}
