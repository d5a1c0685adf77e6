import type { HttpContext } from '@adonisjs/core/http'
import { readerLocale } from '#controllers/reader'
import type { Reading } from '#pages/owner/history/changes_in_words'
import { historyNames } from '#queries/history/history_names'

export async function readingOf(ctx: HttpContext): Promise<Reading> {
  const { business, i18n } = ctx
  const names = await historyNames(business)
  return { i18n, zone: business.timeZone, locale: readerLocale(ctx, business), names }
}
