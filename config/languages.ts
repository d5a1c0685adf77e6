import i18nManager from '@adonisjs/i18n/services/main'
import { languageName } from '#formats/words/locales'

interface NamedLanguage {
  tag: string
  /** As those who speak it call it. */
  name: string
}

let named: NamedLanguage[] | undefined

/** What pages for clients, and mails, are written in. */
export function offeredLanguages(): readonly NamedLanguage[] {
  return (named ??= i18nManager
    .supportedLocales()
    .map((tag) => ({ tag, name: ownName(tag) }))
    .toSorted((one, other) => one.name.localeCompare(other.name)))
}

const TAG = /^[a-z]{2,3}(-[a-z\d]{2,8})*$/i

/** The language that an address names: "de" for "de-AT", "ar" for "AR"; null where none is spoken. */
export function namedLanguage(tag: unknown): string | null {
  return typeof tag === 'string' && TAG.test(tag) ? spokenOf([tag]) : null
}

/** The first language that is spoken here, in the order of these locales; null where none is. */
export function spokenOf(locales: readonly string[]): string | null {
  // Together, those that are spoken as they stand would go ahead of the others.
  for (const locale of locales) {
    const language = locale === '*' ? null : i18nManager.getSupportedLocaleFor(locale)
    if (language) return language
  }
  return null
}

function ownName(tag: string): string {
  const name = languageName(tag, tag)
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1)
}
