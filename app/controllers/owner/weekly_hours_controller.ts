import type { HttpContext } from '@adonisjs/core/http'
import UpdateWeeklyHours from '#actions/settings/update_weekly_hours'
import { chooseHost, renderAvailability } from '#controllers/owner/availability_page'
import { previewChange } from '#queries/preview_change'
import { changedWeek } from '#queries/proposed_changes'
import { touchedServices } from '#queries/touched_services'
import { hostQuery, validQuery } from '#validators/owner_query'
import { checkWeek } from '#validators/week_check'
import { readWeek, rearrange } from '#validators/week_form'

export default class WeeklyHoursController {
  async edit(ctx: HttpContext) {
    const asked = await validQuery(hostQuery, ctx)
    return renderAvailability(ctx, await chooseHost(ctx, asked.host))
  }

  /** Saves the week; other buttons of the form only rearrange it, or show what it would change. */
  async update(ctx: HttpContext) {
    const { business, bouncer, membership, request, response, session, i18n } = ctx
    await bouncer.with('SettingsPolicy').authorize('edit')

    const { host: hostId } = await validQuery(hostQuery, ctx)
    const { host, hosts } = await chooseHost(ctx, hostId)
    const body = request.body()
    const typed = readWeek(body)
    const rearranged = rearrange(typed, body)
    if (rearranged) {
      const focus = String(body.add ?? body.copy ?? String(body.remove).split('.')[0])
      return renderAvailability(ctx, { host, hosts, days: rearranged, focus })
    }

    const { hours, errors } = checkWeek(typed)
    if (Object.keys(errors).length > 0) {
      return renderAvailability(ctx, { host, hosts, days: typed, errors, status: 422 })
    }
    if (body.preview !== undefined) {
      const services = await touchedServices(business, [host.id])
      const change = changedWeek(host.id, hours)
      const preview = await previewChange({ business, services, change, now: Date.now() })
      return renderAvailability(ctx, { host, hosts, days: typed, preview })
    }

    await new UpdateWeeklyHours().handle({
      host,
      userId: membership.userId,
      hours,
      requestId: request.id() ?? null,
    })
    session.flash('done', i18n.t('owner.hours.saved', { host: host.name }))
    return response.redirect().status(303).toPath(`/admin/availability?host=${host.id}`)
  }
}
