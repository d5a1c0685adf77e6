import type { HttpContext } from '@adonisjs/core/http'
import AddDevice from '#actions/push/add_device'
import RemoveDevice from '#actions/push/remove_device'
import push from '#config/push'
import { renderTold } from '#controllers/owner/notifications/render_told'
import { seeOther } from '#controllers/see_other'
import PushDevice from '#models/push/push_device'
import { LONGEST_USER_AGENT } from '#models/accounts/sign_in_provider'
import { typedTold } from '#pages/owner/notifications/told_events'
import { mayPushTo } from '#services/push/push_post'
import { emptyForm, validateForm } from '#validators/form'
import { deviceValidator } from '#validators/push/device'

/** Browsers in which whoever is signed in wants to be told at once. */
export default class PushDevicesController {
  async store(ctx: HttpContext) {
    const { auth, request, response, session, i18n } = ctx
    const checked = await validateForm(deviceValidator, request.body(), ctx)
    if (!checked.ok || !mayPushTo(new URL(checked.data.endpoint)))
      return this.refuse(ctx, 'not_taken')

    const { id: userId, signInId = null } = auth.use('web').getUserOrFail()
    const userAgent = request.header('user-agent')?.slice(0, LONGEST_USER_AGENT) ?? null
    const { endpoint, p256dh: publicKey, auth: secret } = checked.data
    const added = { userId, signInId, userAgent, subscription: { endpoint, publicKey, secret } }
    if ((await new AddDevice().handle(added)) === 'too_many') return this.refuse(ctx, 'too_many')
    session.flash('done', i18n.t('owner.notifications.push.added'))
    return seeOther(response, 'owner.told_events.edit')
  }

  async destroy({ auth, params, response, session, i18n }: HttpContext) {
    const { id: userId } = auth.use('web').getUserOrFail()
    const { id: deviceId } = await PushDevice.query().where({ userId, id: params.id }).firstOrFail()
    await new RemoveDevice().handle({ userId, deviceId })
    session.flash('done', i18n.t('owner.notifications.push.removed'))
    return seeOther(response, 'owner.told_events.edit')
  }

  private async refuse(ctx: HttpContext, fault: 'not_taken' | 'too_many') {
    const { membership, response, i18n } = ctx
    const { values, version } = await typedTold(membership)
    response.status(422)
    const says = i18n.t(`owner.notifications.push.problem.${fault}`, { most: push.mostDevices })
    return renderTold(ctx, emptyForm({ ...values, version }), says)
  }
}
