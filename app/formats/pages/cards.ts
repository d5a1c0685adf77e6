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
  cover: ShownPicture | null
}

export interface Card {
  /** Null where not all of its letters can be drawn. */
  title: string | null
  /** Whose it is, where the title does not say that. */
  below: string | null
  colour: string
  /** The logo, or the face of whom it is about. */
  mark: ShownPicture | null
  cover: ShownPicture | null
}

/** The picture of a page, at an address that is another once it looks otherwise. */
export interface CardAtAddress {
  card: Card
  path: string
  /** What photographs are smaller in, and what drawings are. */
  type: 'jpeg' | 'png'
}

export function businessCard(business: Carded): CardAtAddress {
  return cardAt([business.slug], cardOf(business, null))
}

export function serviceCard(
  business: Carded,
  { slug, name }: { slug: string; name: string }
): CardAtAddress {
  return cardAt([business.slug, slug], cardOf(business, name))
}

/** Of a page of a person, whose face it then shows, or of several people. */
export function scheduleCard(
  business: Carded,
  { pageSlug, name }: { pageSlug: string; name: string },
  face: ShownPicture | null
): CardAtAddress {
  const card = cardOf(business, name)
  return cardAt(['schedule', pageSlug], { ...card, mark: face ?? card.mark })
}

function cardOf({ name, brandColour, logo, cover }: Carded, partName: string | null): Card {
  const [whose, part] = [drawnText(name), partName === null ? null : drawnText(partName)]
  return {
    title: part ?? whose,
    below: part === null ? null : whose,
    colour: hexColour(brandColour),
    mark: logo,
    cover,
  }
}

function cardAt(folders: string[], card: Card): CardAtAddress {
  const type = card.cover ? 'jpeg' : 'png'
  const file = `${fingerprint(JSON.stringify(card))}.${type}`
  return { card, type, path: ['/images/cards', ...folders, file].join('/') }
}

/** Keeps no secret and guards nothing: it only tells one picture from the next (FNV-1a). */
function fingerprint(text: string): string {
  let hash = 0xcbf29ce484222325n
  for (const letter of text) {
    const mixed = hash ^ BigInt(letter.codePointAt(0) ?? 0)
    hash = BigInt.asUintN(64, mixed * 0x100000001b3n)
  }
  return hash.toString(16).padStart(16, '0')
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
