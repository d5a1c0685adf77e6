import { createHash } from 'node:crypto'
import { hexColour } from '#formats/pages/colours'
import type { ShownPicture } from '#formats/pages/pictures'

/** As those who show a link to a page ask for it. */
export const CARD_SIZE = { width: 1200, height: 630 }

/** What `cards.ttf` has: the letters of the languages that are written in Latin ones. */
const DRAWN =
  /^[ -~\u00A0-\u0130\u0132-\u017E\u0218-\u021B\u2013\u2014\u2018\u2019\u201C\u201D\u2022\u2026\u20AC\u2122\u2212]$/u
const PICTOGRAPH = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\u200D\uFE0F]/u
const LONGEST = 120

interface Carded {
  slug: string
  name: string
  brandColour: string
  logo: ShownPicture | null
}

export interface Card {
  /** Null where not all of its letters can be drawn. */
  name: string | null
  service: string | null
  colour: string
  logo: ShownPicture | null
  path: string
}

/** The picture of a page, at an address that is another once it looks otherwise; null where nothing can be drawn. */
export function cardOf(
  { slug, name, brandColour, logo }: Carded,
  service: { slug: string; name: string } | null
): Card | null {
  const drawn = {
    name: drawnText(name),
    service: service && drawnText(service.name),
    colour: hexColour(brandColour),
    logo,
  }
  if (drawn.name === null && !logo) return null
  const digest = createHash('sha256').update(JSON.stringify(drawn)).digest('base64url')
  const folder = ['/images/cards', slug, ...(service ? [service.slug] : [])].join('/')
  return { ...drawn, path: `${folder}/${digest.slice(0, 16)}.png` }
}

/** Without the pictographs in it; null where a letter is left that the typeface has not. */
function drawnText(text: string): string | null {
  const letters = [...text.normalize('NFC')]
  const kept = letters.filter((letter) => DRAWN.test(letter) || !PICTOGRAPH.test(letter))
  if (!kept.every((letter) => DRAWN.test(letter))) return null
  const words = kept.join('').replaceAll(/\s+/g, ' ').trim()
  if (words === '') return null
  return words.length > LONGEST ? `${words.slice(0, LONGEST).trimEnd()}…` : words
}
