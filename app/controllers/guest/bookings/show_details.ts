import type { HttpContext } from '@adonisjs/core/http'
import { type FormAgain, setStatus } from '#controllers/guest/submitted_form'
import {
  datesTakenPage,
  detailsPage,
  hasTyped,
  type OfferedInstead,
  type ShownDetails,
  takenPage,
  wantedTime,
} from '#pages/guest/bookings/details_page'
import type { ChosenTime } from '#pages/guest/opened'
import { findAlternatives, type Obstacle } from '#queries/availability/find_alternatives'
import type { ChosenDate } from '#queries/availability/chosen_dates'
import { isLeftOutAt } from '#queries/availability/left_out_by_link'
import type { Places } from '#scheduling/slots/places_at'
import type { Form } from '#validators/form'

/** The form about a chosen time. */
export async function showDetails(
  ctx: HttpContext,
  chosen: ChosenTime,
  again: FormAgain,
  shown: ShownDetails = {}
): Promise<string> {
  const { i18n, view } = ctx
  const page = await detailsPage(chosen, again.form, (key, values) => i18n.t(key, values), shown)
  setStatus(ctx, again)
  return view.render('pages/guest/bookings/details', page)
}

export function showTooFew(ctx: HttpContext, chosen: ChosenTime, form: Form, known: Places) {
  const seats = ctx.i18n.t('guest.bookings.details.too_few_places', { count: known.left })
  const again = { ...form, errors: { ...form.errors, seats } }
  return showDetails(ctx, chosen, { form: again, status: 409 }, { known })
}

/** What can be booked instead of a time that is not to be had. */
export async function showInstead(
  { i18n, response, view }: HttpContext,
  chosen: ChosenTime,
  form: Form,
  { code, alternatives }: OfferedInstead
): Promise<string> {
  const isLeftOut = await isLeftOutByLink(chosen, code)
  const told = isOffOnly(chosen, code) ? 'host_off' : code
  const offered = { code: isLeftOut ? 'left_out' : told, alternatives } as const
  const page = takenPage(chosen, form, offered, (key, values) => i18n.t(key, values))
  response.status(409)
  return view.render('pages/guest/bookings/taken', page)
}

const OF_HOURS: OfferedInstead['code'][] = ['outside_hours', 'closed_day', 'not_a_start_time']

/** Somebody's day off closes nothing for the others. */
function isOffOnly({ host, service }: ChosenTime, code: OfferedInstead['code']): boolean {
  return host !== null && service.hosts.length > 1 && ['outside_hours', 'closed_day'].includes(code)
}

function isLeftOutByLink(
  chosen: ChosenTime,
  code: OfferedInstead['code']
): boolean | Promise<boolean> {
  const { startsAt, timeZone } = chosen
  return OF_HOURS.includes(code) && isLeftOutAt(wantedTime(chosen), startsAt, timeZone)
}

/** The same where one of several dates is not to be had, or more are. */
export function showDatesTaken(
  { i18n, response, view }: HttpContext,
  chosen: ChosenTime,
  form: Form,
  dates: readonly ChosenDate[]
): Promise<string> {
  const page = datesTakenPage(chosen, form, dates, (key, values) => i18n.t(key, values))
  response.status(409)
  return view.render('pages/guest/bookings/dates_taken', page)
}

type Reasons = Partial<Record<Obstacle['code'], OfferedInstead['code']>>

/** Nobody has typed anything yet. */
const TOLD_BEFORE: Reasons = { slot_taken: 'gone', too_few_places: 'gone' }

const TOLD_AFTERWARDS: Reasons = { closed_day: 'outside_hours' }

/** The same for one that was looked for and not found, or that nobody can wait for. */
export async function showNearest(
  ctx: HttpContext,
  chosen: ChosenTime,
  form: Form,
  { code }: Pick<Obstacle, 'code'>
) {
  const alternatives = await findAlternatives(wantedTime(chosen), chosen.now)
  if (chosen.startsAt <= chosen.now) {
    return showInstead(ctx, chosen, form, { code: 'over', alternatives })
  }
  // Shown again in another language, the reason stays the one that was told.
  const reasons = hasTyped(form) ? TOLD_AFTERWARDS : TOLD_BEFORE
  return showInstead(ctx, chosen, form, { code: reasons[code] ?? code, alternatives })
}
