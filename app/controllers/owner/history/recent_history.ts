import type { HttpContext } from '@adonisjs/core/http'
import { readingOf } from '#controllers/owner/history/reading'
import type { AuditSubject } from '#models/audit_entry'
import { type EntryInWords, entryInWords } from '#pages/owner/history/history_page'
import { recentHistory } from '#queries/history/history_list'

/** The last changes of what a page shows; null for those who may not see the history. */
export async function lastChangesOf(
  ctx: HttpContext,
  about: AuditSubject,
  id: number
): Promise<(EntryInWords & { isOwn: boolean })[] | null> {
  if (await ctx.bouncer.with('SettingsPolicy').denies('edit')) return null
  const entries = await recentHistory(ctx.business.id, { about, id })
  if (entries.length === 0) return []
  const reading = await readingOf(ctx)
  return entries.map((entry) => ({
    ...entryInWords(entry, reading),
    isOwn: entry.subject_type === about,
  }))
}
