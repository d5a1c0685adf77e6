import { languageName } from '#formats/words/locales'

export interface NamedLanguage {
  tag: string
  /** As those who speak it call it. */
  name: string
}

export function namedLanguages(tags: readonly string[]): NamedLanguage[] {
  return tags
    .map((tag) => ({ tag, name: ownName(tag) }))
    .toSorted((one, other) => one.name.localeCompare(other.name))
}

/** The first of the languages, in the order of the locales that somebody reads. */
export function languageIn(tags: readonly string[], locales: readonly string[]): string | null {
  const read = locales.map((locale) => locale.split('-')[0].toLowerCase())
  return read.find((language) => tags.includes(language)) ?? null
}

function ownName(tag: string): string {
  const name = languageName(tag, tag)
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1)
}
