import type { HttpContext } from '@adonisjs/core/http'
import ChooseCalendars from '#actions/calendars/choose_calendars'
import { findConnection } from '#controllers/owner/calendars/find_connection'
import { besideStored } from '#controllers/owner/newer_form'
import { seeOther } from '#controllers/see_other'
import type CalendarConnection from '#models/calendars/calendar_connection'
import {
  calendarsPage,
  choiceVersion,
  connectionPage,
  typedChoice,
} from '#pages/owner/calendars/calendars_page'
import { isProviderSetUp, OAUTH_PROVIDERS } from '#services/calendars/oauth'
import { type Form, submittedVersion, typedForm } from '#validators/form'
import { calendarsQuery, validQuery } from '#validators/owner_query'

/** Calendars that hosts keep elsewhere. */
export default class CalendarsController {
  async index(ctx: HttpContext) {
    const { membership, view } = ctx
    const { provider, state } = await validQuery(calendarsQuery, ctx)
    const page = await calendarsPage(membership, { provider, isInNeed: state === 'in_need' })
    return view.render('pages/owner/calendars/calendars', page)
  }

  create({ view }: HttpContext) {
    const accounts = OAUTH_PROVIDERS.filter((provider) => isProviderSetUp(provider))
    return view.render('pages/owner/calendars/new_calendar', { accounts })
  }

  async show(ctx: HttpContext) {
    return this.render(ctx, await findConnection(ctx))
  }

  async update(ctx: HttpContext) {
    const { business, by, request, response, session, i18n } = ctx
    const connection = await findConnection(ctx)
    const body = request.body()
    const outcome = await new ChooseCalendars().handle({
      ...{ businessId: business.id, connectionId: connection.id, by },
      ...chosenIn(connection, body),
      version: submittedVersion(body),
    })
    if (outcome === 'stale') return this.showBesideStored(ctx, typedForm(body))
    session.flash('done', i18n.t('owner.calendars.saved'))
    return seeOther(response, 'owner.calendar_connections.show', { id: connection.id })
  }

  private async showBesideStored(ctx: HttpContext, form: Form) {
    const connection = await findConnection(ctx)
    const { id } = connection
    const beside = await besideStored(ctx, form, {
      values: typedChoice(connection),
      version: choiceVersion(connection.calendars),
      subject: { type: 'calendar_connection', id, actions: ['calendar.chosen'] },
    })
    ctx.response.status(409)
    return this.render(ctx, connection, beside)
  }

  private async render({ view }: HttpContext, connection: CalendarConnection, form?: Form) {
    const page = await connectionPage(connection, form)
    return view.render('pages/owner/calendars/calendar', page)
  }
}

function chosenIn({ calendars }: CalendarConnection, body: Record<string, unknown>) {
  return {
    blockingIds: calendars.filter(({ id }) => body[`blocks_${id}`]).map(({ id }) => id),
    writtenId: calendars.find(({ id }) => String(id) === body.writes)?.id ?? null,
  }
}
