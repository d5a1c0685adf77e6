import type { HttpContext } from '@adonisjs/core/http'
import RequestPortalLink from '#actions/portal/request_portal_link'
import { askToWait } from '#controllers/ask_to_wait'
import { addressKey } from '#formats/contacts/mail_address'
import { addressOf } from '#pages/address_of'
import { consumeLimit, portalLinksPerAddress, portalLinksPerRecipient } from '#start/limiter'
import { emptyForm, type Form, validateForm } from '#validators/form'
import { portalLinkValidator } from '#validators/portal/sign_in'

/** A link by mail to whoever says their address; the answer is the same for all. */
export default class PortalLinksController {
  async create(ctx: HttpContext) {
    if (await ctx.auth.use('portal').check()) {
      return ctx.response.redirect().withQs().toPath(addressOf('portal.bookings.index'))
    }
    return this.show(ctx, emptyForm())
  }

  async store(ctx: HttpContext) {
    const { request, i18n } = ctx
    const checked = await validateForm(portalLinkValidator, request.body(), ctx)
    if (!checked.ok) return this.show(ctx, checked.form, { status: 422 })

    const { email } = checked.data
    const wait =
      (await consumeLimit(portalLinksPerAddress, request.ip())) ??
      (await consumeLimit(portalLinksPerRecipient, addressKey(email)))
    if (wait !== null) {
      checked.form.errors.email = i18n.t('portal.accounts.too_many', {
        wait: askToWait(ctx, wait),
      })
      return this.show(ctx, checked.form, { status: 429 })
    }
    const requestId = request.id() ?? null
    await new RequestPortalLink().handle({ email, language: i18n.locale, requestId })
    return this.show(ctx, checked.form, { isSent: true })
  }

  private show({ view, response }: HttpContext, form: Form, { status = 200, isSent = false } = {}) {
    response.status(status).header('cache-control', 'no-store')
    return view.render('pages/portal/accounts/portal_link', { form, isSent })
  }
}
