/** A number as a telephone dials it: "+442079460182" from "+44 20 7946 0182". */
export function dialled(phone: string): string {
  return phone.replace(/(?!^\+)\D/g, '')
}

/** A link to an address on a map; plain, so that nothing is fetched before it is followed. */
export function mapLink(address: string): string {
  return `https://www.openstreetmap.org/search?${new URLSearchParams({ query: address })}`
}

/** The first letter of a name, for the mark of a business. */
export function initial(name: string): string {
  return (
    name
      .trim()
      .match(/\p{L}|\p{N}/u)?.[0]
      .toUpperCase() ?? '·'
  )
}
