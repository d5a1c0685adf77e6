import type { HttpContext } from '@adonisjs/core/http'
import { type OpenService, openService } from '#controllers/guest/pages/open_page'
import { chosenHost, readAddress, wantedLength } from '#controllers/guest/pages/read_address'
import { type Routed, routedBy } from '#controllers/guest/pages/routed'
import { Redirect } from '#exceptions/redirect'
import { enquiryStamp } from '#controllers/guest/enquiries/enquiry_stamp'
import type { UnavailableCode } from '#scheduling/reasons/refusal_code'
import { timesPath } from '#formats/pages/addresses'
import { termsOfAlternatives, termsOfWish } from '#controllers/guest/bookings/terms_of_wish'
import { type FormQuestion, formQuestion } from '#models/tokens/form_question'
import {
  type FormName,
  formStamp,
  type FormStamp,
  nonceOf,
  readStamp,
} from '#models/tokens/form_stamp'
import type { PageHost } from '#queries/pages/find_business_page'
import { findAlternatives, findPlaces } from '#queries/availability/find_alternatives'
import type { Places } from '#scheduling/slots/places_at'
import type { Slot } from '#scheduling/types'
import { detailsAddress, detailsChoice } from '#validators/pages/guest_address'
import type { Form } from '#validators/form'

const MINUTE = 60_000

export interface ChosenTime extends OpenService {
  startsAt: number
  host: PageHost | null
  routed: Routed | null
  /** On offer or not; null is the service's usual one. */
  durationMinutes: number | null
  timeZone: string
  now: number
  /** Null where the form carried none that is valid. */
  formName: FormName
  stamp: FormStamp | null
  returnMark: string | null
  prefills: { name?: string; email?: string; phone?: string; notes?: string }
}

export async function readChosenTime(
  ctx: HttpContext,
  input: Record<string, unknown>,
  purpose: 'booking' | 'waitlist' = 'booking'
): Promise<ChosenTime> {
  const page = await openService(ctx)
  const isForm = ctx.request.method() === 'POST'
  const asked = await readAddress(
    ctx,
    page.business,
    isForm ? detailsChoice : detailsAddress,
    input
  )
  const { start, zone, host: hostId, duration, as, answer, via, ...prefills } = asked
  if (start === undefined) {
    throw new Redirect(timesPath(page.business, page.service), { keepsQuery: true })
  }
  const routed = routedBy(ctx, page, { answer, via })
  const host = chosenHost(ctx, page, hostId ?? routed?.host?.id)
  const durationMinutes = wantedLength(page, duration)
  const timeZone = (page.isZoneFixed ? null : zone) ?? page.business.timeZone
  const returnMark = as ?? null
  const chosen = { startsAt: start, host, routed, durationMinutes, timeZone, returnMark, prefills }
  const now = Date.now()
  const formName: FormName = `${purpose} ${page.service.id}`
  const stamp = readStamp(input.stamp, formName, now)
  return { ...page, ...chosen, now, formName, stamp }
}

interface ShownDetails {
  status?: number
  known?: Places | null
  isRecounted?: boolean
}

export async function showDetails(
  { response, view, i18n }: HttpContext,
  chosen: ChosenTime,
  form: Form,
  { status = 200, known, isRecounted = false }: ShownDetails = {}
): Promise<void> {
  const { service } = chosen
  const asked = known ?? (service.mayShare ? await findPlaces(wishOf(chosen), chosen.now) : null)
  const isShared = (asked?.isShared ?? service.mayShare) || form.errors.seats !== undefined
  const places = isShared ? asked : null
  const terms = termsOfWish(chosen, form, places, i18n)
  response.status(status)
  response.send(
    await view.render('pages/guest/bookings/details', {
      ...pageState(chosen, form),
      ...{ isShared, places, isRecounted, ...terms },
    })
  )
}

export function wishOf(chosen: ChosenTime) {
  return { ...chosen, hostId: chosen.host?.id ?? null }
}

/** The times offered instead, and why. */
export interface Offer {
  code: UnavailableCode | 'gone' | 'over' | 'length_gone'
  alternatives: Slot[]
}

/** All that was typed is kept. */
export async function showAlternatives(
  { response, view, i18n }: HttpContext,
  chosen: ChosenTime,
  form: Form,
  { code, alternatives }: Offer
): Promise<void> {
  response.status(409)
  response.send(
    await view.render('pages/guest/bookings/taken', {
      ...pageState(chosen, form),
      code,
      ...termsOfAlternatives(chosen, form, alternatives, i18n),
    })
  )
}

/** All that was typed is kept. */
export async function showOver(ctx: HttpContext, chosen: ChosenTime, form: Form): Promise<void> {
  const alternatives = await findAlternatives(wishOf(chosen), chosen.now)
  return showAlternatives(ctx, chosen, form, { code: 'over', alternatives })
}

/** A new stamp for each form shown; whoever has filled it in once need not wait again. */
export function freshStamp({ formName, stamp, now }: ChosenTime): string {
  return formStamp(formName, stamp?.shownAt ?? now)
}

/** Null where the form is not asked a question. */
export function questionWith(stamp: string, form: Form): FormQuestion | null {
  return form.errors.sum === undefined ? null : formQuestion(nonceOf(stamp))
}

function pageState(chosen: ChosenTime, form: Form) {
  const { startsAt, usualMinutes, host, routed, durationMinutes, timeZone, returnMark } = chosen
  const duration = durationMinutes ?? usualMinutes
  const stamp = freshStamp(chosen)
  return {
    startsAt,
    endsAt: startsAt + duration * MINUTE,
    host,
    routed,
    duration,
    /** As addresses and forms send it on. */
    wished: { host: host?.id, duration: durationMinutes, as: returnMark, ...routed?.carried },
    timeZone,
    form,
    stamp,
    question: questionWith(stamp, form),
    enquiryStamp: enquiryStamp(chosen.business),
  }
}
