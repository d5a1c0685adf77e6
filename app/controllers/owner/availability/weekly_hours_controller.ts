import type { HttpContext } from '@adonisjs/core/http'
import UpdateWeeklyHours from '#actions/availability/update_weekly_hours'
import {
  findShownHost,
  renderAvailability,
} from '#controllers/owner/availability/availability_page'
import { bookedFirst, previewSaving } from '#pages/owner/booked_first'
import { storedWeek, weekVersion } from '#pages/owner/availability/availability_page'
import { storedDates } from '#pages/owner/availability/date_draft'
import { findEarlier, formBefore } from '#controllers/owner/form_before'
import { besideStored } from '#controllers/owner/newer_form'
import { seeOther } from '#controllers/see_other'
import type { EarlierSettings } from '#models/audit_entry'
import { weekInWords } from '#models/availability/availability_rule'
import type Host from '#models/availability/host'
import { addressOf } from '#pages/address_of'
import { changedWeek } from '#queries/availability/proposed_changes'
import type { WeeklyRange } from '#scheduling/types'
import { emptyForm, type Form, submittedReading, submittedVersion } from '#validators/form'
import { hostQuery, hoursQuery, validQuery } from '#validators/owner_query'
import { checkWeek } from '#validators/availability/week_check'
import {
  asWeekday,
  copyDay,
  type DayRow,
  readWeek,
  rearrange,
  chosenDays,
  weekOf,
} from '#validators/availability/week_form'
import { daysBeside, weekValues } from '#validators/availability/week_values'

interface Typed {
  host: Host
  days: DayRow[]
  weekForm: Form
}

export default class WeeklyHoursController {
  async edit(ctx: HttpContext) {
    const query = await validQuery(hoursQuery, ctx)
    const { host, hosts } = await findShownHost(ctx, query.host)
    const page = { host, hosts }
    const earlier = await findEarlier(ctx, { type: 'host', id: host.id })
    if (earlier) return renderAvailability(ctx, { ...page, ...weekBefore(ctx, host, earlier) })
    if (query.date !== undefined) {
      const dates = { host, date: query.date, until: query.until ?? query.date }
      return renderAvailability(ctx, { ...page, draft: await storedDates(dates) })
    }
    const from = hosts.find(({ id }) => id === query.from)
    const model = from && storedWeek(from).find(({ weekday }) => weekday === query.day)
    if (!from || !model) return renderAvailability(ctx, page)
    const onto = chosenDays(ctx.request.qs())
    const days = copyDay(storedWeek(host), model, onto)
    return renderAvailability(ctx, { ...page, days, filledFrom: from })
  }

  async update(ctx: HttpContext) {
    const { business, by, request, response, session, i18n } = ctx

    const { host: hostId } = await validQuery(hostQuery, ctx)
    const { host, hosts } = await findShownHost(ctx, hostId)
    const body = request.body()
    const typed = readWeek(body)
    const form = emptyForm(submittedReading(body))
    const page = { host, hosts, days: typed, weekForm: form }
    if (body.copy_over !== undefined) return this.copyOver(ctx, page)
    const rearranged = rearrange(typed, body)
    if (rearranged) return renderAvailability(ctx, { ...page, ...rearranged })

    const { hours, errors } = checkWeek(typed)
    if (Object.keys(errors).length > 0) {
      return renderAvailability(ctx, { ...page, errors, status: 422 })
    }
    const saving = {
      business,
      change: changedWeek(host.id, hours),
      of: { hostIds: [host.id] },
      now: Date.now(),
    }
    if (body.preview !== undefined) {
      return renderAvailability(ctx, { ...page, preview: await previewSaving(saving) })
    }
    const booked = await bookedFirst(saving, body)
    if (booked) return renderAvailability(ctx, { ...page, preview: booked, status: 409 })

    const outcome = await new UpdateWeeklyHours().handle({
      host,
      by,
      hours,
      version: submittedVersion(body),
    })
    if (outcome === 'stale') return this.showBesideStored(ctx, page)
    session.flash('done', i18n.t('owner.availability.hours.saved', { host: host.name }))
    return seeOther(response, 'owner.weekly_hours.edit', {}, { query: { host: host.id } })
  }

  private async showBesideStored(ctx: HttpContext, { host: { id }, days: typed, weekForm }: Typed) {
    const { host, hosts } = await findShownHost(ctx, id)
    const stored = storedWeek(host)
    const values = { ...weekForm.values, ...weekValues(typed) }
    const beside = await besideStored(ctx, emptyForm(values), {
      values: weekValues(stored),
      version: weekVersion(host),
      subject: { type: 'host', id: host.id, actions: ['weekly_hours.updated'] },
    })
    const days = daysBeside(typed, stored, beside.values)
    return renderAvailability(ctx, { host, hosts, days, weekForm: beside, status: 409 })
  }

  private async copyOver(ctx: HttpContext, page: { host: Host; hosts: Host[]; days: DayRow[] }) {
    const { host, hosts, days } = page
    const body = ctx.request.body()
    const model = asWeekday(body.copy_over)
    const other = hosts.find(({ id }) => String(id) === body.copy_for)
    if (!other || model === null) return renderAvailability(ctx, { ...page, status: 422 })
    const stored = weekInWords(host.availabilityRules.map(({ range }) => range))
    const isSaved = weekInWords(checkWeek(days).hours).join() === stored.join()
    if (!isSaved) {
      const refusal = ctx.i18n.t('owner.availability.hours.save_first', {
        host: host.name,
        other: other.name,
      })
      return renderAvailability(ctx, { ...page, copied: model, refusal, status: 422 })
    }
    const ticked = [...new Set([model, ...chosenDays(body)])].map((day) => [`copy_${day}`, 'on'])
    const query = { host: other.id, from: host.id, day: model, ...Object.fromEntries(ticked) }
    return ctx.response
      .redirect()
      .status(303)
      .withQs(query)
      .toPath(addressOf('owner.weekly_hours.edit'))
  }
}

function weekBefore(ctx: HttpContext, host: Host, earlier: EarlierSettings) {
  const address = addressOf('owner.weekly_hours.edit', {}, { query: { host: host.id } })
  const version = weekVersion(host)
  const typed = ({ hours }: EarlierSettings['content']) => ({
    week: weekInWords(hours as WeeklyRange[]).join(),
  })
  const stored = typed({ hours: host.availabilityRules.map(({ range }) => range) })
  const weekForm = formBefore(ctx, earlier, { typed, stored, version, address })
  return { days: weekOf(earlier.content.hours as WeeklyRange[]), weekForm }
}
