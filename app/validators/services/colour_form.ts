import { SERVICE_COLOURS } from '#formats/pages/colours'

export const OWN_COLOUR = 'own'

/** Where a choice of one's own begins. */
const FIRST = '#7a5c3e'

export function typedColour(colour: string | null | undefined): Record<string, string> {
  if (!colour) return { colour: '', own_colour: FIRST }
  const isListed = SERVICE_COLOURS.some((listed) => listed === colour)
  return { colour: isListed ? colour : OWN_COLOUR, own_colour: isListed ? FIRST : colour }
}

export function chosenColour({
  colour,
  own_colour: own,
}: {
  colour?: string
  own_colour?: string
}): string | null {
  return (colour === OWN_COLOUR ? own : colour) ?? null
}
