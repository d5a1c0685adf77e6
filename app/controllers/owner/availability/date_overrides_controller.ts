import type { HttpContext } from '@adonisjs/core/http'
import RemoveDateOverrides from '#actions/availability/remove_date_overrides'
import SetDateOverrides from '#actions/availability/set_date_overrides'
import { overridesOn } from '#queries/availability/overrides_on'
import {
  findShownHost,
  renderAvailability,
} from '#controllers/owner/availability/availability_page'
import { bookedFirst, previewSaving } from '#pages/owner/booked_first'
import { datesBesideStored, wordsFor } from '#controllers/owner/availability/dates_beside_stored'
import { seeOther } from '#controllers/see_other'
import { Refusal } from '#exceptions/refusal'
import {
  type DateDraft,
  EVERYONE,
  replacedInWords,
  rowsOf,
  storedDates,
} from '#pages/owner/availability/date_draft'
import DateOverride from '#models/availability/date_override'
import type Host from '#models/availability/host'
import { changedDates, withoutDates } from '#queries/availability/proposed_changes'
import { dayOf } from '#scheduling/time/dates'
import { dateAt } from '#scheduling/time/zones'
import {
  dateOverrideValidator,
  overriddenDates,
  rearrangeDates,
} from '#validators/availability/date_override_form'
import { submittedVersion, validateForm } from '#validators/form'
import { hostQuery, removalQuery, validQuery } from '#validators/owner_query'
import { submittedShown } from '#validators/seen'

export default class DateOverridesController {
  /** Other buttons of the form fill or rearrange it, or show what it would change. */
  async store(ctx: HttpContext) {
    const { business, by, request, response, session, i18n } = ctx

    const { host: hostId } = await validQuery(hostQuery, ctx)
    const { host, hosts } = await findShownHost(ctx, hostId)
    const page = { host, hosts }
    const { whom: chosen = String(host.id), ...body } = request.body()
    const checked = await validateForm(
      dateOverrideValidator,
      { ...body, whom: chosen },
      ctx,
      'owner.validator'
    )
    const { form } = checked
    const ranges = rearrangeDates(body)
    const draft: DateDraft = { form, ranges: ranges.rows, isFocused: ranges.isRearranged }
    const isForEveryone = form.values.whom === EVERYONE
    const whom = isForEveryone ? hosts : hosts.filter(({ id }) => String(id) === chosen)
    if (whom.length === 0) form.errors.whom = i18n.t('owner.validator.messages.in')
    if (ranges.isRearranged) {
      return renderAvailability(ctx, {
        ...page,
        draft: { ...draft, form: { ...form, errors: {} } },
      })
    }
    if (body.show !== undefined || body.join !== undefined) {
      return renderAvailability(ctx, {
        ...page,
        draft: await this.fill(draft, whom[0] ?? host, body),
      })
    }

    const today = dateAt(host.timeZone, Date.now())
    const dates = checked.ok ? overriddenDates(checked.data, draft, today, ctx) : []
    if (dates.length === 0) return renderAvailability(ctx, { ...page, draft, status: 422 })
    const meant = { hosts: whom, dates: dates.map(({ date }) => date) }
    const hostIds = whom.map(({ id }) => id)
    const saving = {
      business,
      change: changedDates(hostIds, dates),
      of: { hostIds },
      now: Date.now(),
    }
    const isPreview = body.preview !== undefined
    const preview = isPreview ? await previewSaving(saving) : await bookedFirst(saving, body)
    if (preview) {
      const stored = await overridesOn({ hostIds, dates: meant.dates })
      const replaces = replacedInWords(wordsFor(ctx), meant, stored)
      const status = isPreview ? 200 : 409
      return renderAvailability(ctx, { ...page, draft: { ...draft, preview, replaces }, status })
    }

    const set = await new SetDateOverrides().handle({
      businessId: business.id,
      hosts: isForEveryone ? 'everyone' : whom,
      dates,
      read: { hostIds, dates: meant.dates, version: submittedVersion(body) },
      by,
    })
    if (set.outcome === 'stale') {
      const beside = await datesBesideStored(ctx, draft, meant)
      return renderAvailability(ctx, { ...page, draft: beside, status: 409 })
    }
    const saved = i18n.t('owner.availability.dates.saved', { count: dates.length })
    session.flash(
      'done',
      [saved, replacedInWords(wordsFor(ctx), meant, set.replaced)].filter(Boolean).join(' ')
    )
    return seeOther(
      response,
      'owner.weekly_hours.edit',
      {},
      { query: { host: host.id }, part: 'dates' }
    )
  }

  async destroy(ctx: HttpContext) {
    const { business, by, params, request, response, session, i18n } = ctx
    const query = await validQuery(removalQuery, ctx)
    const override = await DateOverride.query()
      .where({ businessId: business.id, id: params.id })
      .first()
    if (!override) {
      const page = await findShownHost(ctx, query.host)
      if (query.host === undefined) throw new Refusal(404, 'not_found')
      return renderAvailability(ctx, { ...page, ...datesChanged(ctx) })
    }
    const { date, hostId } = override
    const { until = date } = query
    if (until < date) {
      const sentence = i18n.t('owner.availability.dates.inverted')
      throw new Refusal(422, 'invalid', sentence)
    }
    const { host, hosts } = await findShownHost(ctx, hostId)
    const body = request.body()
    const change = withoutDates(hostId, date, until)
    const saving = { business, change, of: { hostIds: [hostId] }, now: Date.now() }
    const isPreview = body.preview !== undefined
    const preview = isPreview ? await previewSaving(saving) : await bookedFirst(saving, body)
    if (preview) {
      const removal = { id: override.id, preview }
      return renderAvailability(ctx, { host, hosts, removal, status: isPreview ? 200 : 409 })
    }

    const outcome = await new RemoveDateOverrides().handle({
      override,
      until,
      version: submittedVersion(body),
      by,
    })
    if (outcome === 'stale') {
      return renderAvailability(ctx, { host, hosts, ...datesChanged(ctx) })
    }
    const count = dayOf(until) - dayOf(date) + 1
    session.flash('done', i18n.t('owner.availability.dates.removed', { count }))
    return seeOther(
      response,
      'owner.weekly_hours.edit',
      {},
      { query: { host: hostId }, part: 'dates' }
    )
  }

  /** In place of the rows or, to `join`, beside them. */
  private async fill(
    { form, ranges }: DateDraft,
    host: Host,
    body: Record<string, unknown>
  ): Promise<DateDraft> {
    const { date = '', until = '', whom, reason } = form.values
    if (form.errors.date || form.errors.until || date === '') return { form, ranges }
    const stored = await storedDates({ host, date, until: until || date })
    const values = { ...stored.form.values, until, whom, ...(reason && { reason }) }
    if (body.join === undefined) return { ...stored, form: { values, errors: {} } }
    const windows = [...stored.ranges, ...ranges]
      .filter(({ from, to }) => from !== '' || to !== '')
      .map(({ from, to }) => ({ start: from, end: to }))
      .toSorted((one, other) => one.start.localeCompare(other.start))
    return { ...stored, ranges: rowsOf(windows), form: { values, errors: {} } }
  }
}

/** Those dates as the page showed them stand beside how they are now. */
function datesChanged({ request }: HttpContext) {
  const shownBefore = submittedShown(request.body())
  return { problem: 'dates_changed', shownBefore, status: 409 } as const
}
