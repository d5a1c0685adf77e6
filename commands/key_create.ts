import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { DateTime } from 'luxon'
import CreateKey from '#actions/keys/create_key'
import { byUser } from '#models/by'
import { MOST_KEYS } from '#models/keys/api_key'
import { readScopes, SCOPES } from '#models/keys/scopes'
import type Membership from '#models/accounts/membership'
import { memberByEmail } from '#queries/accounts/member_by_email'
import env from '#start/env'

/** The key is told here and never again: only a hash of it is kept. */
export default class KeyCreate extends BaseCommand {
  static override commandName = 'key:create'
  static override description =
    'Make a key of the API for a member of a business, and print it alone'
  static override help = [`Scopes: all, or some of ${SCOPES.join(', ')}, with commas between them.`]
  static override options: CommandOptions = { startApp: true }

  @flags.string({ description: 'As whom it acts: the address that they sign in with' })
  declare email: string | undefined

  @flags.string({ description: 'What it is for: all, or bookings:read,bookings:write …' })
  declare scopes: string | undefined

  @flags.string({
    description:
      'In which business, as in /book/{business}; else in DEFAULT_BUSINESS, or where they have been longest',
  })
  declare business: string | undefined

  @flags.string({ description: 'What you call it', default: 'Made by command' })
  declare name: string

  @flags.number({ description: 'After how many days it expires; never unless given' })
  declare expiresInDays: number | undefined

  override async run() {
    const scopes = readScopes(this.scopes ?? '')
    if (!scopes)
      return this.fail(`Say with --scopes what it is for: all, or some of ${SCOPES.join(', ')}.`)
    const { expiresInDays: days } = this
    if (days !== undefined && !(Number.isInteger(days) && days >= 1 && days <= 3650)) {
      return this.fail('Say with --expires-in-days a whole number from 1 to 3650.')
    }
    const members = await memberByEmail(this.email ?? '', this.business ?? null)
    if (members.length === 0)
      return this.fail('There is no such member. Say with --email who it is.')
    const usual = members.find(({ business }) => business.slug === env.get('DEFAULT_BUSINESS'))
    const membership = usual ?? members[0]
    if (members.length > 1) this.sayWhich(membership, members)
    const { id: membershipId, businessId, userId } = membership
    const created = await new CreateKey().handle({
      ...{ businessId, membershipId, name: this.name.slice(0, 100), scopes, by: byUser(userId) },
      expiresAt: days === undefined ? null : DateTime.utc().plus({ days }),
    })
    if (created === 'too_many') return this.fail(`They have ${MOST_KEYS} keys. Withdraw one first.`)
    this.logger.log(created.written)
  }

  /** Beside the key, which is alone where programs read it. */
  private sayWhich({ business }: Membership, members: Membership[]) {
    const others = members.flatMap((other) =>
      other.business.slug === business.slug ? [] : [other.business.slug]
    )
    this.logger.logError(
      `It is for ${business.slug}. They belong to ${others.join(', ')} as well: say with --business which is meant.`
    )
  }

  private fail(sentence: string) {
    this.exitCode = 1
    this.logger.logError(sentence)
  }
}
