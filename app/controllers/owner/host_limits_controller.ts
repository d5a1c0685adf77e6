import type { HttpContext } from '@adonisjs/core/http'
import SetHostLimits from '#actions/settings/set_host_limits'
import { chooseHost, renderAvailability } from '#controllers/owner/availability_page'
import { previewChange } from '#queries/preview_change'
import { changedLimits } from '#queries/proposed_changes'
import { touchedServices } from '#queries/touched_services'
import { validateForm } from '#validators/form'
import { hostQuery, validQuery } from '#validators/owner_query'
import { hostLimitsValidator } from '#validators/settings'

/** How many bookings a host takes in a day and in a week, over all services. */
export default class HostLimitsController {
  async update(ctx: HttpContext) {
    const { business, bouncer, membership, request, response, session, i18n } = ctx
    await bouncer.with('SettingsPolicy').authorize('edit')

    const { host: hostId } = await validQuery(hostQuery, ctx)
    const { host, hosts } = await chooseHost(ctx, hostId)
    const body = request.body()
    const checked = await validateForm(hostLimitsValidator, body, ctx, 'owner.wrong')
    const limitForm = checked.form
    if (!checked.ok) return renderAvailability(ctx, { host, hosts, limitForm, status: 422 })

    const { daily_limit: dailyLimit = null, weekly_limit: weeklyLimit = null } = checked.data
    const limits = { dailyLimit, weeklyLimit }
    if (body.preview !== undefined) {
      const services = await touchedServices(business, [host.id])
      const change = changedLimits(host.id, limits)
      const limitPreview = await previewChange({ business, services, change, now: Date.now() })
      return renderAvailability(ctx, { host, hosts, limitForm, limitPreview })
    }

    await new SetHostLimits().handle({
      businessId: business.id,
      hostId: host.id,
      limits,
      userId: membership.userId,
      requestId: request.id() ?? null,
    })
    session.flash('done', i18n.t('owner.limits.saved', { host: host.name }))
    return response.redirect().status(303).toPath(`/admin/availability?host=${host.id}#limits`)
  }
}
