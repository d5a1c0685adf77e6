import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { BaseCommand, args, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { DateTime } from 'luxon'
import type { UnavailableCode } from '#scheduling/reasons/refusal_code'
import CreateOneTimeLink from '#actions/links/create_one_time_link'
import SaveBookingLink from '#actions/links/save_booking_link'
import { appUrl } from '#config/app'
import Business from '#models/settings/business'
import { byUser } from '#models/by'
import { MOST_OFFERED_TIMES } from '#models/links/one_time_link'
import { PickedTimeError, readPickedTime } from '#models/links/picked_time'
import {
  type LinkRecipient,
  RecipientError,
  readRecipients,
} from '#models/notifications/recipients'
import Service from '#models/services/service'
import type { Span } from '#scheduling/types'
import { findOwner } from '#queries/accounts/find_owner'

const WORDS = {
  already_over: 'it would be over already.',
  busy: 'too many are booking just now. Try again in a moment.',
  too_many_times: `it can offer ${MOST_OFFERED_TIMES} times at most.`,
  nothing_to_hold: 'say with --offer which times it is to hold.',
  places_not_held: 'places of a group cannot be held. Offer the times without --holds.',
  host_elsewhere: 'the host does not give this service.',
  not_found: 'there is no such service.',
  stale: 'it was changed meanwhile.',
}

/** Why a picked time cannot be had. */
const REASONS: Record<UnavailableCode, string> = {
  slot_taken: 'is taken',
  too_soon: 'is too soon to be booked',
  too_far: 'is farther ahead than bookings are taken',
  outside_hours: 'is outside the opening hours',
  not_a_start_time: 'is no start time',
  limit_day: 'is on a day that has as many bookings as it may',
  limit_week: 'is in a week that has as many bookings as it may',
  inactive: 'cannot be had, for no bookings are taken',
  too_few_places: 'has no place left',
}

type To = { name: string | null; email: string | null }
type Order = { businessId: number; serviceId: number; userId: number; linkId: null }
type Made = { token: string } | { refusal: string }

/** The address of a one-time link is told here and never again: only a hash of it is kept. */
export default class LinksCreate extends BaseCommand {
  static override commandName = 'links:create'
  static override description = 'Make a booking link, or a one-time link, and print its address'
  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'The business, as in /book/{business}' })
  declare business: string

  @args.string({ description: 'The service, as in /book/{business}/{service}' })
  declare service: string

  @flags.string({ description: 'What you call it' })
  declare name: string | undefined

  @flags.number({ description: 'The length of its bookings; the service’s unless given' })
  declare minutes: number | undefined

  @flags.boolean({ description: 'For one recipient and one booking' })
  declare oneTime: boolean

  @flags.number({ description: 'After how many days a one-time link runs out', default: 14 })
  declare days: number

  @flags.string({ description: 'Whose name the form of a one-time link is filled in with' })
  declare recipientName: string | undefined

  @flags.string({ description: 'Whose address the form of a one-time link is filled in with' })
  declare recipientEmail: string | undefined

  @flags.string({
    description: 'Makes a one-time link for each line of a file, or of "-": "Name <address>"',
  })
  declare each: string | undefined

  @flags.boolean({ description: 'Whether a one-time link may be used again once cancelled' })
  declare rearms: boolean

  @flags.array({
    description:
      'A time that a one-time link offers, and no other: "2027-01-15T09:30" by the clock of the business, "2027-01-15T09:30/PT45M" for a length of its own; repeat it for more',
  })
  declare offer: string[] | undefined

  @flags.boolean({
    description: 'Keeps the offered times from everybody else until the link is used or over',
  })
  declare holds: boolean

  private offeredTimes: Span[] | null = null
  private timeZone = 'utc'

  override async run() {
    const owner = await findOwner(this.business)
    const service =
      owner && (await Service.findBy({ businessId: owner.businessId, slug: this.service }))
    if (!owner || !service) return this.fail('There is no such service.')
    if (this.each !== undefined && this.holds) {
      return this.fail('Times can be held for one recipient only. Nothing was made.')
    }
    if (!(await this.readOffer(service))) return
    const order = { ...owner, serviceId: service.id, linkId: null }
    if (this.each !== undefined) return this.makeMany(order, this.each)
    const { recipientName, recipientEmail } = this
    const to = { name: recipientName ?? null, email: recipientEmail ?? null }
    const made = await (this.oneTime ? this.makeOneTime(order, to) : this.makeLink(order))
    if ('refusal' in made) return this.fail(made.refusal)
    this.logger.log(addressOf(made.token))
  }

  /** @returns whether the times to offer can be read, and there is a link to offer them */
  private async readOffer({ businessId, durationMinutes }: Service): Promise<boolean> {
    if (!this.offer?.length) return true
    if (!this.oneTime && this.each === undefined) {
      this.fail('Only a one-time link offers picked times: add --one-time. Nothing was made.')
      return false
    }
    const { timeZone } = await Business.findOrFail(businessId)
    try {
      const read = (written: string) =>
        readPickedTime(written, timeZone, this.minutes ?? durationMinutes)
      this.offeredTimes = this.offer.map(read)
    } catch (error) {
      if (!(error instanceof PickedTimeError)) throw error
      this.fail(`${error.message}: write it as 2027-01-15T09:30. Nothing was made.`)
      return false
    }
    this.timeZone = timeZone
    return true
  }

  /** Prints whom each is for, and its address. */
  private async makeMany(order: Order, file: string) {
    const recipients = await this.read(file)
    if (!recipients) return
    for (const to of recipients) {
      const made = await this.makeOneTime(order, to)
      if ('refusal' in made) return this.fail(made.refusal)
      this.logger.log(`${to.email}\t${addressOf(made.token)}`)
    }
  }

  private async read(file: string): Promise<LinkRecipient[] | null> {
    try {
      return readRecipients(await (file === '-' ? text(process.stdin) : readFile(file, 'utf8')))
    } catch (error) {
      if (error instanceof RecipientError) {
        this.fail(`No address in line ${error.lines.join(', ')}. Nothing was made.`)
      } else {
        this.fail(`${file} cannot be read. Nothing was made.`)
      }
      return null
    }
  }

  private async makeLink(order: Order): Promise<Made> {
    const details = {
      name: this.name ?? 'Made by command',
      durationMinutes: this.minutes ?? null,
    }
    const saved = await new SaveBookingLink().handle({
      ...order,
      details,
      hostIds: [],
      by: byUser(order.userId),
    })
    if (saved.outcome !== 'saved') return refusal(WORDS[saved.outcome])
    return { token: saved.link.token }
  }

  private async makeOneTime(order: Order, to: To): Promise<Made> {
    const created = await new CreateOneTimeLink().handle({
      ...order,
      details: {
        durationMinutes: this.minutes ?? null,
        expiresAt: DateTime.utc().plus({ days: this.days }),
        recipientName: to.name,
        recipientEmail: to.email,
        rearmsOnCancel: this.rearms,
        offeredTimes: this.offeredTimes,
      },
      holdsTimes: this.holds,
      by: byUser(order.userId),
    })
    if (created.outcome === 'created') return { token: created.token }
    if (created.outcome !== 'times_unavailable') return refusal(WORDS[created.outcome])
    const sentences = created.refused.map(({ start, code }) => {
      const startsAt = DateTime.fromMillis(start, { zone: this.timeZone })
      return `${startsAt.toFormat("yyyy-MM-dd'T'HH:mm")} ${REASONS[code]}`
    })
    return refusal(`${sentences.join('; ')}.`)
  }

  private fail(sentence: string) {
    this.exitCode = 1
    this.logger.logError(sentence)
  }
}

function refusal(why: string): { refusal: string } {
  return { refusal: `The link could not be made: ${why}` }
}

function addressOf(token: string): string {
  return `${appUrl}/public/bookings/${token}`
}
