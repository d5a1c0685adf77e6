import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#exceptions/refusal'
import type Host from '#models/availability/host'
import { bookedOutside } from '#queries/availability/booked_outside'
import type { WeeklyRange } from '#scheduling/types'
import { checkWeek } from '#validators/availability/week_check'
import { weekSentences } from '#validators/availability/week_sentences'

export function hostAsked(
  { business, params }: HttpContext,
  id: number = params.id
): Promise<Host> {
  return business
    .related('hosts')
    .query()
    .where('id', id)
    .preload('availabilityRules')
    .firstOrFail()
}

/** Hours that contradict each other are named by their place in the list. */
export function checkedRanges(
  { i18n }: HttpContext,
  ranges: WeeklyRange[],
  list: 'ranges' | 'hours' = 'ranges'
): WeeklyRange[] {
  const days = ([0, 1, 2, 3, 4, 5, 6] as const).map((weekday) => {
    const own = ranges.filter((range) => range.weekday === weekday)
    return {
      weekday,
      isOpen: own.length > 0,
      ranges: own.map(({ start, end }) => ({ from: start, to: end })),
    }
  })
  const { hours, errors } = checkWeek(days)
  const [wrong] = Object.entries(weekSentences(errors, i18n))
  if (!wrong) return hours
  const [name, sentence] = wrong
  const [, weekday, nth, side] = /^days\.(\d)\.ranges\.(\d+)\.(from|to)$/.exec(name) ?? []
  const own = ranges.filter((range) => String(range.weekday) === weekday)
  const index = ranges.indexOf(own[Number(nth)])
  const field = `${list}/${index}/${side === 'to' ? 'end' : 'start'}`
  throw Refusal.ofField(field, 'invalid', sentence)
}

/** Whoever would be booked outside the hours is named first. */
export async function askOfBooked(
  { business, i18n }: HttpContext,
  {
    change,
    of,
    keepsBooked,
  }: Omit<Parameters<typeof bookedOutside>[0], 'business' | 'now'> & { keepsBooked: boolean }
): Promise<void> {
  if (keepsBooked) return
  const outside = await bookedOutside({ business, change, of, now: Date.now() })
  if (outside.length === 0) return
  throw new Refusal(409, 'booked_outside', i18n.t('api.booked_outside'), {
    facts: { booking_ids: outside.map(({ bookingId }) => bookingId) },
  })
}
