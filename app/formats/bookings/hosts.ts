import { formatNames } from '#formats/words/directions'

interface Given {
  host: { name: string }
  hostsTogether?: readonly { name: string }[]
}

export function hostNames({ host, hostsTogether = [] }: Given): string[] {
  return (hostsTogether.length > 0 ? hostsTogether : [host]).map(({ name }) => name)
}

export function formatHosts(given: Given, locale: string): string {
  return formatNames(hostNames(given), locale)
}
