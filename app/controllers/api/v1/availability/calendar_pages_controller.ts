import type { HttpContext } from '@adonisjs/core/http'
import type { Infer } from '@vinejs/vine/types'
import { appUrl } from '#config/app'
import { Refusal } from '#exceptions/refusal'
import { addressOf } from '#pages/address_of'
import { isProviderSetUp } from '#services/calendars/oauth'
import {
  CONNECT_PROVIDERS,
  type calendarConnectingShape,
} from '#shapes/availability/calendar_connecting'

/** Where one signs in at the provider; the others ask for a server. */
const ACCOUNTS = {
  google: 'google',
  outlook: 'outlook',
  microsoft: 'outlook',
  apple: null,
  caldav: null,
} as const

/** Calendars are opened by whoever they belong to, on a page; a key is told which one (seed 002). */
export default class CalendarPagesController {
  async show({
    bouncer,
    i18n,
    params,
  }: HttpContext): Promise<Infer<typeof calendarConnectingShape>> {
    const provider = CONNECT_PROVIDERS.find((each) => each === params.provider)
    if (!provider) throw new Refusal(404, 'not_found')
    await bouncer.with('CalendarPolicy').authorize('connect')
    const account = ACCOUNTS[provider]
    if (account && !isProviderSetUp(account)) {
      throw new Refusal(409, 'calendar_not_set_up', i18n.t('api.calendar_not_set_up'), {
        facts: { provider },
      })
    }
    const path = account
      ? addressOf('owner.calendar_accounts.create', { provider: account })
      : addressOf('owner.calendar_servers.create')
    return { provider, url: `${appUrl}${path}` }
  }
}
