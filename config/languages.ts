import { readdirSync } from 'node:fs'
import app from '@adonisjs/core/services/app'
import { languageIn, namedLanguages } from '#formats/words/languages'

/** Every folder of `resources/lang`: what pages for clients, and mails, are written in. */
const tags = readdirSync(app.languageFilesPath(), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

export const offeredLanguages = namedLanguages(tags)

export function isSpoken(tag: unknown): tag is string {
  return typeof tag === 'string' && tags.includes(tag)
}

/** The first language that is spoken here, in the order of these locales; null where none is. */
export function spokenOf(locales: readonly string[]): string | null {
  return languageIn(tags, locales)
}
