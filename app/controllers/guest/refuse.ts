import type { HttpContext } from '@adonisjs/core/http'
import { enquiryMarks } from '#controllers/guest/enquiry_marks'
import type { LinkRefusal } from '#queries/links/find_link_by_token'
import { emptyForm, validateForm } from '#validators/form'
import { enquiryDetails } from '#validators/guest_booking'

/** Why no booking is taken online: by this business, or here at all. */
export type ClosedKey = 'closed' | 'by_message'

type RefusalKey =
  ClosedKey | 'no_service' | 'bad_address' | 'no_length' | 'busy' | 'key_reused' | LinkRefusal

/** A page that says why not, and how to reach the business all the same. */
export async function refuse(ctx: HttpContext, key: RefusalKey, status: number): Promise<void> {
  const { request, response, view } = ctx
  const isClosed = key === 'closed' || key === 'by_message'
  // What was typed into a form for a booking is taken along into the message.
  const { form } = await validateForm(enquiryDetails, request.body(), ctx)
  const writing = { ...enquiryMarks(), form: emptyForm(form.values) }
  response.status(status)
  response.send(
    await view.render('pages/guest/refusal', { key, isClosed, ...(isClosed && writing) })
  )
}
