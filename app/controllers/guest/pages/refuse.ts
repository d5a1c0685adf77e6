import type { HttpContext } from '@adonisjs/core/http'
import { enquiryStamp } from '#controllers/guest/enquiries/enquiry_stamp'
import type { LinkRefusal } from '#queries/links/find_link_by_token'
import { emptyForm, validateForm } from '#validators/form'
import { enquiryDetails } from '#validators/bookings/guest_booking'

/** Why no booking is taken online: by this business, or here at all. */
export type ClosedKey = 'closed' | 'by_message'

type RefusalKey = 'no_service' | 'bad_address' | 'no_length' | 'busy' | 'key_reused' | LinkRefusal

/** A page that says why not, and how to reach the business all the same. */
export async function refuse(ctx: HttpContext, key: RefusalKey, status: number): Promise<void> {
  ctx.response.status(status)
  ctx.response.send(await ctx.view.render('pages/guest/pages/refusal', { key, isClosed: false }))
}

/** The same where the business can be written to from that page. */
export async function refuseClosed(
  ctx: HttpContext,
  business: { id: number },
  key: ClosedKey,
  status: number
): Promise<void> {
  // What was typed into a form for a booking is taken along into the message.
  const { form } = await validateForm(enquiryDetails, ctx.request.body(), ctx)
  const writing = { enquiryStamp: enquiryStamp(business), form: emptyForm(form.values) }
  ctx.response.status(status)
  ctx.response.send(
    await ctx.view.render('pages/guest/pages/refusal', { key, isClosed: true, ...writing })
  )
}
