/** A number as a telephone dials it: "+442079460182" from "+44 20 7946 0182". */
export function dialled(phone: string): string {
  return phone.replace(/(?!^\+)\D/g, '')
}

/** A plain link, so that nothing is fetched from the map before somebody follows it. */
export function mapLink(address: string): string {
  return `https://www.openstreetmap.org/search?${new URLSearchParams({ query: address })}`
}

export function initial(name: string): string {
  return (
    name
      .trim()
      .match(/[\p{L}\p{N}]/u)?.[0]
      .toUpperCase() ?? '·'
  )
}
