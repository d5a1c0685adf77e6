import { BaseCommand, args } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { DateTime } from 'luxon'
import { appUrl } from '#config/app'
import BookingLink from '#models/links/booking_link'
import OneTimeLink from '#models/links/one_time_link'
import { findOwner } from '#queries/accounts/find_owner'
import { doorNumbers } from '#queries/numbers/door_numbers'

/** Names no recipient; a one-time link's address is known to whoever was sent it alone. */
export default class LinksList extends BaseCommand {
  static override commandName = 'links:list'
  static override description = 'List the links of a business with their addresses and states'
  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'The business, as in /book/{business}' })
  declare business: string

  override async run() {
    const owner = await findOwner(this.business)
    if (!owner) {
      this.exitCode = 1
      return this.logger.logError('There is no such business.')
    }
    const { businessId } = owner
    const links = await BookingLink.query().where({ businessId }).preload('service').orderBy('id')
    const doors = await doorNumbers(businessId, 0)
    for (const { id, name, service, isActive, draftStep, token } of links) {
      const state = draftStep !== null ? 'not yet on' : isActive ? 'on' : 'off'
      const { visits = 0 } = doors.find(({ linkId }) => linkId === id) ?? {}
      this.print([name, service.name, state, `${visits} views`, addressOf(token)])
    }
    const now = DateTime.utc()
    const all = await OneTimeLink.query().where({ businessId }).preload('service').orderBy('id')
    for (const oneTime of all) {
      const { id, service, expiresAt, offeredTimes, holderId } = oneTime
      const until = expiresAt.toISO({ suppressMilliseconds: true })
      const state = oneTime.stateAt(now)
      const held = holderId !== null && state !== 'expired' ? ', held' : ''
      const times = offeredTimes ? [`${offeredTimes.length} times${held}`] : []
      this.print([`one-time ${id}`, service.name, state, `until ${until}`, ...times])
    }
  }

  private print(cells: string[]) {
    this.logger.log(cells.join(' | '))
  }
}

function addressOf(token: string): string {
  return `${appUrl}/public/bookings/${token}`
}
