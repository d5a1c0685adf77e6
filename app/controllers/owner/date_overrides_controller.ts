import { Exception } from '@adonisjs/core/exceptions'
import type { HttpContext } from '@adonisjs/core/http'
import RemoveDateOverrides from '#actions/settings/remove_date_overrides'
import SetDateOverrides from '#actions/settings/set_date_overrides'
import { chooseHost, renderAvailability } from '#controllers/owner/availability_page'
import DateOverride from '#models/date_override'
import { previewChange } from '#queries/preview_change'
import { changedDates, withoutDates } from '#queries/proposed_changes'
import { touchedServices } from '#queries/touched_services'
import { dayOf } from '#scheduling/dates'
import { dateAt } from '#scheduling/zones'
import { overriddenDates } from '#validators/date_override_form'
import { validateForm } from '#validators/form'
import { hostQuery, removalQuery, validQuery } from '#validators/owner_query'
import { dateOverrideValidator } from '#validators/settings'

/** Dates on which a host is closed, or keeps other hours. */
export default class DateOverridesController {
  async store(ctx: HttpContext) {
    const { business, bouncer, membership, request, response, session, i18n } = ctx
    await bouncer.with('SettingsPolicy').authorize('edit')

    const { host: hostId } = await validQuery(hostQuery, ctx)
    const { host, hosts } = await chooseHost(ctx, hostId)
    const body = request.body()
    const checked = await validateForm(dateOverrideValidator, body, ctx, 'owner.wrong')
    const { form } = checked
    const now = Date.now()
    const today = dateAt(host.timeZone, now)
    const dates = checked.ok ? overriddenDates(checked.data, form, today, ctx) : []
    if (dates.length === 0) {
      return renderAvailability(ctx, { host, hosts, dateForm: form, status: 422 })
    }
    if (body.preview !== undefined) {
      const services = await touchedServices(business, [host.id])
      const change = changedDates([host.id], dates)
      const datePreview = await previewChange({ business, services, change, now })
      return renderAvailability(ctx, { host, hosts, dateForm: form, datePreview })
    }

    await new SetDateOverrides().handle({
      businessId: business.id,
      hosts: [host],
      dates,
      userId: membership.userId,
      requestId: request.id() ?? null,
    })
    session.flash('done', i18n.t('owner.dates.saved', { count: dates.length }))
    return response.redirect().status(303).toPath(`/admin/availability?host=${host.id}#dates`)
  }

  /** One date, or with `until` a run of them. */
  async destroy(ctx: HttpContext) {
    const { business, bouncer, membership, params, request, response, session, i18n } = ctx
    await bouncer.with('SettingsPolicy').authorize('edit')
    const override = await DateOverride.query()
      .where({ businessId: business.id, id: params.id })
      .firstOrFail()
    const { date, hostId } = override
    const { until = date } = await validQuery(removalQuery, ctx)
    if (until < date) {
      const sentence = i18n.t('owner.dates.inverted')
      throw new Exception(`until: ${sentence}`, { status: 422, code: 'E_MALFORMED_QUERY' })
    }
    if (request.input('preview') !== undefined) {
      const { host, hosts } = await chooseHost(ctx, hostId)
      const services = await touchedServices(business, [hostId])
      const change = withoutDates(hostId, date, until)
      const preview = await previewChange({ business, services, change, now: Date.now() })
      return renderAvailability(ctx, { host, hosts, removal: { id: override.id, preview } })
    }

    await new RemoveDateOverrides().handle({
      override,
      until,
      userId: membership.userId,
      requestId: request.id() ?? null,
    })
    const count = dayOf(until) - dayOf(date) + 1
    session.flash('done', i18n.t('owner.dates.removed', { count }))
    return response.redirect().status(303).toPath(`/admin/availability?host=${hostId}#dates`)
  }
}
