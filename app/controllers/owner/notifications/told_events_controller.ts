import type { HttpContext } from '@adonisjs/core/http'
import ChooseMessages from '#actions/notifications/choose_messages'
import { besideStored } from '#controllers/owner/newer_form'
import { seeOther } from '#controllers/see_other'
import { renderTold } from '#controllers/owner/notifications/render_told'
import { mutesOffered, typedTold } from '#pages/owner/notifications/told_events'
import { muteName } from '#queries/notifications/muted_events'
import { emptyForm, submittedVersion, typedForm } from '#validators/form'

/** What whoever is signed in is told of; nobody chooses for others. */
export default class ToldEventsController {
  async edit(ctx: HttpContext) {
    const { values, version } = await typedTold(ctx.membership)
    return renderTold(ctx, emptyForm({ ...values, version }))
  }

  async update(ctx: HttpContext) {
    const { business, by, membership, request, response, session, i18n } = ctx

    const body = request.body()
    const offered = mutesOffered(membership)
    const outcome = await new ChooseMessages().handle({
      businessId: business.id,
      userId: membership.userId,
      offered,
      muted: offered.filter((each) => body[muteName(each)] === undefined),
      getsDigest: body.digest !== undefined,
      version: submittedVersion(body),
      by,
    })
    if (outcome === 'stale') {
      await membership.refresh()
      const { values, version } = await typedTold(membership)
      const subject = { type: 'user', id: membership.userId, actions: ['member.messages_chosen'] }
      response.status(409)
      return renderTold(ctx, await besideStored(ctx, typedForm(body), { values, version, subject }))
    }
    session.flash('done', i18n.t('owner.notifications.told.saved'))
    return seeOther(response, 'owner.told_events.edit')
  }
}
