import type { HttpContext } from '@adonisjs/core/http'
import { readNumber } from '#formats/contacts/phone_numbers'
import ReceiveEnquiry from '#actions/enquiries/receive_enquiry'
import { waitInWords } from '#controllers/ask_to_wait'
import { openBusiness } from '#controllers/guest/pages/open_page'
import { readAddress } from '#controllers/guest/pages/read_address'
import { guestRefusal } from '#controllers/guest/pages/refusals'
import {
  checkForm,
  type FormAgain,
  isTooSoon,
  setStatus,
  toSendAgain,
  withSentence,
} from '#controllers/guest/submitted_form'
import { enquiryPath } from '#formats/pages/addresses'
import { withoutClock } from '#formats/words/locales'
import { readStamp } from '#models/tokens/form_stamp'
import { enquiryPage, type OpenEnquiry } from '#pages/guest/enquiries/enquiry_page'
import { enquiryForm } from '#pages/guest/enquiries/enquiry_stamp'
import { enquiriesPerAddress, consumeLimit } from '#start/limiter'
import { emptyForm, validateForm } from '#validators/form'
import { enquiryAddress, enquiryDetails } from '#validators/bookings/guest_booking'

/** Also while no bookings are taken. */
export default class EnquiriesController {
  async create(ctx: HttpContext) {
    const enquiry = await this.open(ctx, ctx.request.qs())
    return this.ask(ctx, enquiry, { form: emptyForm() })
  }

  async store(ctx: HttpContext) {
    const { request, response, i18n } = ctx
    const body = request.body()
    const enquiry = await this.open(ctx, body)
    const input = await validateForm(enquiryDetails, body, ctx)
    const { form } = input
    // From a form for something else: what was typed there is taken along, and nothing sent yet.
    if (body.message === undefined) {
      return this.ask(ctx, enquiry, { form: emptyForm(form.values) })
    }
    const checked = await checkForm(ctx, input, enquiry.stamp)
    if ('again' in checked) return this.ask(ctx, enquiry, checked.again)
    const { sound, stamp } = checked
    if (await isTooSoon(ctx, stamp, Date.now())) {
      return this.ask(ctx, enquiry, toSendAgain(form, i18n.t('guest.bookings.too_soon')))
    }
    const wait = await consumeLimit(enquiriesPerAddress, request.ip())
    if (wait !== null) {
      const { words, seconds } = waitInWords(wait, i18n)
      const sentence = i18n.t('guest.enquiries.too_many', { wait: words })
      const later = { status: 429, retryAfter: seconds }
      return this.ask(ctx, enquiry, withSentence(form, sentence, later))
    }

    const { business, service, startsAt, timeZone, locale } = enquiry
    const { client_name: name, client_email: email, client_phone: phone, message } = sound.data
    const { outcome } = await new ReceiveEnquiry().handle({
      businessId: business.id,
      serviceId: service?.id ?? null,
      wishedAt: startsAt,
      client: {
        name,
        email: email ?? null,
        phone: phone ? (readNumber(phone, enquiry, business) ?? phone) : null,
        timeZone,
        locale: withoutClock(locale),
      },
      message,
      idempotencyKey: `form-${stamp.nonce}`,
      by: ctx.by,
    })
    if (outcome === 'blocked') throw guestRefusal(ctx, business, 'not_online', 403)
    if (outcome === 'key_reused') {
      return this.ask(ctx, enquiry, toSendAgain(form, i18n.t('guest.enquiries.key_reused')))
    }
    return response
      .redirect()
      .status(303)
      .toPath(`${enquiryPath(business)}/sent`)
  }

  async show(ctx: HttpContext) {
    await openBusiness(ctx)
    return ctx.view.render('pages/guest/enquiries/enquiry_sent')
  }

  private async open(ctx: HttpContext, input: Record<string, unknown>): Promise<OpenEnquiry> {
    const page = await openBusiness(ctx)
    const { business, services } = page
    const wanted = await readAddress(ctx, business, enquiryAddress, input)
    const service = services.find(({ slug }) => slug === wanted.service) ?? null
    const stamp = readStamp(input.stamp, enquiryForm(business), Date.now())
    const timeZone = wanted.zone ?? business.timeZone
    return { ...page, service, startsAt: wanted.start ?? null, timeZone, stamp }
  }

  private ask(ctx: HttpContext, enquiry: OpenEnquiry, again: FormAgain) {
    setStatus(ctx, again)
    return ctx.view.render('pages/guest/enquiries/enquiry', enquiryPage(enquiry, again.form))
  }
}
