import type { HttpContext } from '@adonisjs/core/http'
import { enquiryStamp } from '#pages/guest/enquiries/enquiry_stamp'
import { Refusal } from '#exceptions/refusal'
import type { LinkRefusal } from '#queries/links/find_link_by_token'
import { emptyForm, validateForm } from '#validators/form'
import { enquiryDetails } from '#validators/bookings/guest_booking'

const TEMPLATE = 'pages/guest/pages/refusal'

export type ClosedKey = 'closed' | 'by_message'

type RefusalKey =
  | 'no_service'
  | 'service_archived'
  | 'preview'
  | 'bad_address'
  | 'no_length'
  | 'not_online'
  | 'page_closed'
  | 'link_ended'
  | LinkRefusal

interface Named {
  name: string
}

/** With the ways to reach the business all the same. */
export function guestRefusal(
  { i18n }: HttpContext,
  business: Named,
  key: Exclude<RefusalKey, 'link_ended'>,
  status: number,
  { words = key, ...named }: { service?: string; words?: RefusalKey } = {}
): Refusal {
  const page = { template: TEMPLATE, state: { key: words, isClosed: false, named } }
  return new Refusal(status, key, sentenceOf(i18n, business, words), { page })
}

/** The page itself exists (200); a booking that was sent is refused. */
export async function closedRefusal(
  ctx: HttpContext,
  business: Named & { id: number },
  key: ClosedKey
): Promise<Refusal> {
  const { form } = await validateForm(enquiryDetails, ctx.request.body(), ctx)
  const writing = { enquiryStamp: enquiryStamp(business), form: emptyForm(form.values) }
  const state = { key, isClosed: true, ...writing }
  const page = {
    template: TEMPLATE,
    state,
    status: ctx.request.method() === 'POST' ? 409 : 200,
  }
  return new Refusal(409, key, sentenceOf(ctx.i18n, business, key), { page })
}

function sentenceOf(i18n: HttpContext['i18n'], { name }: Named, key: string): string {
  return i18n.t(`guest.pages.refusals.${key}.sentence`, { business: name })
}
