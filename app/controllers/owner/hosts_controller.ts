import type { HttpContext } from '@adonisjs/core/http'
import UpdateHost from '#actions/settings/update_host'
import { chooseHost, renderAvailability } from '#controllers/owner/availability_page'
import { previewChange } from '#queries/preview_change'
import { changedHost } from '#queries/proposed_changes'
import { touchedServices } from '#queries/touched_services'
import { validateForm } from '#validators/form'
import { hostQuery, validQuery } from '#validators/owner_query'
import { hostValidator } from '#validators/settings'

/** A host's clock, and the most bookings of a day and a week over all services. */
export default class HostsController {
  async update(ctx: HttpContext) {
    const { business, bouncer, membership, request, response, session, i18n } = ctx
    await bouncer.with('SettingsPolicy').authorize('edit')

    const { host: hostId } = await validQuery(hostQuery, ctx)
    const { host, hosts } = await chooseHost(ctx, hostId)
    const body = request.body()
    const checked = await validateForm(hostValidator, body, ctx, 'owner.wrong')
    const hostForm = checked.form
    if (!checked.ok) return renderAvailability(ctx, { host, hosts, hostForm, status: 422 })

    const { data } = checked
    const details = {
      timeZone: data.time_zone,
      dailyLimit: data.daily_limit ?? null,
      weeklyLimit: data.weekly_limit ?? null,
    }
    if (body.preview !== undefined) {
      const services = await touchedServices(business, [host.id])
      const change = changedHost(host.id, details)
      const hostPreview = await previewChange({ business, services, change, now: Date.now() })
      return renderAvailability(ctx, { host, hosts, hostForm, hostPreview })
    }

    await new UpdateHost().handle({
      businessId: business.id,
      hostId: host.id,
      details,
      userId: membership.userId,
      requestId: request.id() ?? null,
    })
    session.flash('done', i18n.t('owner.host.saved', { host: host.name }))
    return response.redirect().status(303).toPath(`/admin/availability?host=${host.id}#host-rules`)
  }
}
