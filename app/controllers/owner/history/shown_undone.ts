import type { HttpContext } from '@adonisjs/core/http'
import { readingOf } from '#controllers/owner/history/reading'
import { readerLocale } from '#controllers/reader'
import type { Undone } from '#controllers/undone/undone_change'
import { addressOf } from '#pages/address_of'
import { type Changed, changesInWords } from '#pages/owner/history/changes_in_words'
import { dateLines } from '#pages/owner/history/date_lines'

interface ShownUndone {
  /** What is changed: a person's name, "Services". */
  about: string
  /** How it is, and how it will be. */
  lines: Changed[]
  /** The page that shows it. */
  address: string
}

type Any = Undone<'dates' | 'order' | 'link'>

export function showUndone(ctx: HttpContext, undone: Any): ShownUndone | Promise<ShownUndone> {
  switch (undone.kind) {
    case 'dates':
      return showDates(ctx, undone)
    case 'order':
      return showOrder(ctx, undone)
    case 'link':
      return showLink(ctx, undone)
  }
}

function showDates(ctx: HttpContext, { host, now, then }: Undone<'dates'>): ShownUndone {
  const reading = { i18n: ctx.i18n, locale: readerLocale(ctx, ctx.business) }
  return {
    about: host.name,
    lines: dateLines({ now, then }, reading),
    address: addressOf('owner.weekly_hours.edit', {}, { query: { host: host.id }, part: 'dates' }),
  }
}

function showOrder({ i18n }: HttpContext, { services, now, then }: Undone<'order'>): ShownUndone {
  const named = (ids: number[]) =>
    ids.map((id) => services.find((service) => service.id === id)?.name ?? '').join(', ')
  const title = i18n.t('owner.layout.menu.services')
  return {
    about: title,
    lines: [{ label: title, from: named(now), to: named(then) }],
    address: addressOf('owner.services.index'),
  }
}

async function showLink(ctx: HttpContext, { link, changes }: Undone<'link'>): Promise<ShownUndone> {
  const changed = { changes, subject_type: 'booking_link' }
  return {
    about: link.name,
    lines: changesInWords(changed, await readingOf(ctx)),
    address: addressOf('owner.booking_links.show', { id: link.id }),
  }
}
