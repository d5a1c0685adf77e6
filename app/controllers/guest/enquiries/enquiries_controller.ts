import type { HttpContext } from '@adonisjs/core/http'
import ReceiveEnquiry from '#actions/enquiries/receive_enquiry'
import { withAddressMeant } from '#controllers/guest/bookings/address_meant'
import { type OpenPage, openBusiness } from '#controllers/guest/pages/open_page'
import { readAddress } from '#controllers/guest/pages/read_address'
import { enquiryForm, enquiryStamp } from '#controllers/guest/enquiries/enquiry_stamp'
import { enquiryPath } from '#formats/pages/addresses'
import { type FormStamp, readStamp } from '#models/tokens/form_stamp'
import type { PageService } from '#queries/pages/find_business_page'
import { formAge } from '#config/limits'
import { areLimitsOn, enquiriesPerAddress, takeTurn } from '#start/limiter'
import { emptyForm, type Form, validateForm } from '#validators/form'
import { enquiryAddress, enquiryDetails, formMarks } from '#validators/bookings/guest_booking'

interface Opened extends OpenPage {
  service: PageService | null
  startsAt: number | null
  timeZone: string
  stamp: FormStamp | null
}

/** Also while no bookings are taken. */
export default class EnquiriesController {
  async create(ctx: HttpContext) {
    const opened = await this.open(ctx, ctx.request.qs())
    return this.ask(ctx, opened, emptyForm())
  }

  async store(ctx: HttpContext) {
    const { request, response, i18n } = ctx
    const body = request.body()
    const opened = await this.open(ctx, body)
    const sent = await validateForm(enquiryDetails, body, ctx)
    // From another form: its text is taken along, and nothing is sent yet.
    if (body.message === undefined) return this.ask(ctx, opened, emptyForm(sent.form.values))

    const meant = withAddressMeant(ctx, sent.form)
    if (meant) return this.ask(ctx, opened, meant)
    const marks = await validateForm(formMarks, body, ctx)
    if (!marks.ok || !opened.stamp) {
      return this.turnAway(ctx, opened, sent.form, i18n.t('guest.details.stale'))
    }
    if (!sent.ok) return this.ask(ctx, opened, sent.form, 422)
    if (areLimitsOn() && Date.now() - opened.stamp.shownAt < formAge.leastMs) {
      return this.turnAway(ctx, opened, sent.form, i18n.t('guest.too_soon'))
    }

    const wait = await takeTurn(enquiriesPerAddress, request.ip())
    if (wait !== null) {
      response.header('retry-after', String(wait))
      const sentence = i18n.t('guest.enquiry.too_many', { minutes: Math.ceil(wait / 60) })
      return this.turnAway(ctx, opened, sent.form, sentence, 429)
    }

    const { business, service, startsAt, timeZone, locale } = opened
    const { client_name: name, client_email: email, client_phone: phone, message } = sent.data
    const { outcome } = await new ReceiveEnquiry().handle({
      businessId: business.id,
      serviceId: service?.id ?? null,
      wishedAt: startsAt,
      client: { name, email: email ?? null, phone: phone ?? null, timeZone, locale },
      message,
      idempotencyKey: `form-${opened.stamp.nonce}`,
      requestId: request.id() ?? null,
    })
    if (outcome === 'key_reused') {
      return this.turnAway(ctx, opened, sent.form, i18n.t('guest.enquiry.key_reused'))
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

  private async open(ctx: HttpContext, input: Record<string, unknown>): Promise<Opened> {
    const opened = await openBusiness(ctx)
    const asked = await readAddress(ctx, opened.business, enquiryAddress, input)
    const service = opened.services.find(({ slug }) => slug === asked.service) ?? null
    const timeZone = asked.zone ?? opened.business.timeZone
    const stamp = readStamp(input.stamp, enquiryForm(opened.business), Date.now())
    return { ...opened, service, startsAt: asked.start ?? null, timeZone, stamp }
  }

  private turnAway(ctx: HttpContext, opened: Opened, form: Form, sentence: string, status = 422) {
    return this.ask(ctx, opened, { ...form, errors: { form: sentence, ...form.errors } }, status)
  }

  private async ask(ctx: HttpContext, opened: Opened, form: Form, status = 200) {
    const { business, service, startsAt, timeZone, stamp } = opened
    const fresh = enquiryStamp(business, stamp?.shownAt)
    const page = { service, startsAt, timeZone, form, enquiryStamp: fresh }
    const html = await ctx.view.render('pages/guest/enquiries/enquiry', page)
    return ctx.response.status(status).send(html)
  }
}
