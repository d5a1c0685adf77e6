import string from '@adonisjs/core/helpers/string'

/** Our own first path segments, and words that a visitor would take for one. */
const RESERVED = new Set(
  (
    'about account admin api assets availability book booking bookings cancel dev decide demo docs ' +
    'embed enquiry favicon feeds fonts health help home images login logout mail manage mcp metrics new openapi portal ' +
    'privacy public robots schedule settings sign-in sign-out sign-up sitemap static support terms ' +
    'unsubscribe waitlist webhooks www'
  ).split(' ')
)

const MAX_LENGTH = 100

export function isReservedSlug(slug: string): boolean {
  return RESERVED.has(slug)
}

/** 3 to 100 characters of `[a-z0-9-]`; never a reserved word, numbered when it is taken. */
export function freeSlug(name: string, taken: ReadonlySet<string>): string {
  let base = string.slug(readable(name), { lower: true, strict: true, trim: true })
  base = base
    .replace(/[^a-z0-9-]+/g, '')
    .replace(/-+/g, '-')
    .slice(0, MAX_LENGTH)
    .replace(/^-|-$/g, '')
  if (base.length < 3) base = base ? `${base}-bookings` : 'bookings-page'

  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : `-${number}`
    const slug = base.slice(0, MAX_LENGTH - suffix.length).replace(/-$/, '') + suffix
    if (!RESERVED.has(slug) && !taken.has(slug)) return slug
  }
}

/** As these are read aloud: the library writes θ and ξ as figures. */
const GREEK: Record<string, string> = { θ: 'th', ξ: 'x', η: 'i', ή: 'i', ω: 'o', ώ: 'o', χ: 'ch' }

/** Without signs, which the library would spell out: < as "less", ™ as "tm". */
function readable(name: string): string {
  return name
    .replaceAll(/\p{S}+/gu, ' ')
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[θξηήωώχ]/g, (letter) => GREEK[letter])
}
