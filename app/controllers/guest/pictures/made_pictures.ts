import { Memory } from '#queries/memory'

/** By their addresses, also those being made, so that others wait for them. */
const made = new Memory<Promise<Buffer>>()

/** Made once and kept a while, unless that failed: whoever comes next tries again then. */
export function madePicture(address: string, make: () => Promise<Buffer>): Promise<Buffer> {
  const known = made.get(address)
  if (known) return known
  const picture = made.set(address, make())
  picture.catch(() => made.forget(address))
  return picture
}
