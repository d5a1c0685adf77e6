import type { HttpContext } from '@adonisjs/core/http'
import EndPortalSignIns from '#actions/portal/end_portal_sign_ins'
import SpendPortalLink from '#actions/portal/spend_portal_link'
import { seeOther } from '#controllers/see_other'
import PortalSignIn from '#models/portal/portal_sign_in'
import { isPortalLinkOpen } from '#queries/portal/portal_link'

/** Opening the link changes nothing, since mail programs open it too; its button signs in. */
export default class PortalSignInsController {
  async show(ctx: HttpContext) {
    const isOpen = await isPortalLinkOpen(ctx.params.token)
    return this.render(ctx, { isOpen, status: isOpen ? 200 : 404 })
  }

  async store(ctx: HttpContext) {
    const email = await new SpendPortalLink().handle({ token: ctx.params.token })
    if (email === null) return this.render(ctx, { isOpen: false, status: 409 })
    await ctx.auth.use('portal').login(new PortalSignIn().merge({ email }))
    return seeOther(ctx.response, 'portal.bookings.index')
  }

  async destroy(ctx: HttpContext) {
    const { email, id } = ctx.reader
    await new EndPortalSignIns().handle({ email, only: id })
    return this.leave(ctx)
  }

  async destroyAll(ctx: HttpContext) {
    await new EndPortalSignIns().handle({ email: ctx.reader.email })
    return this.leave(ctx)
  }

  private async leave({ auth, response }: HttpContext) {
    await auth.use('portal').logout()
    return seeOther(response, 'portal.links.create')
  }

  private render(
    { view, response, request }: HttpContext,
    { isOpen, status }: { isOpen: boolean; status: number }
  ) {
    response.status(status)
    return view.render('pages/portal/accounts/portal_sign_in', { isOpen, action: request.url() })
  }
}
