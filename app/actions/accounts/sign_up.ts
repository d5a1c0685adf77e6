import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import opening from '#config/opening'
import { likelyWeekStart } from '#formats/words/choices'
import { recordAudit } from '#history'
import { byUser } from '#models/by'
import Business from '#models/settings/business'
import User from '#models/accounts/user'
import { freeSlug } from '#models/slug'
import type Service from '#models/services/service'
import { oweProofMail, wakeUnwaited } from '#outbox'
import { takenSlugs } from '#queries/pages/taken_slugs'
import { brokenConstraint, inTransaction, sql } from '#transactions'

export interface NewAccount {
  businessName: string
  fullName: string
  email: string
  showsEmail: boolean
  password: string
  timeZone: string
  locale: string
  currency: string
  service: {
    name: string
    durationMinutes: number
    /** A decimal string, "50.00". */
    price: string
    locationType: Service['locationType']
    locationDetails: string | null
  }
  requestId: string | null
}

const SLUGS = new Set(['businesses_slug_unique', 'hosts_page_slug_unique'])
const TRIES = 5

/** The answer never tells whether the address has an account: only the mail does. */
export default class SignUp {
  async handle(account: NewAccount): Promise<{ user: User; business: Business }> {
    for (let attempt = 1; ; attempt++) {
      try {
        const opened = await inTransaction((trx) => this.open(account, trx))
        wakeUnwaited(opened.owed, account.requestId)
        return { user: opened.user, business: opened.business }
      } catch (error) {
        // Somebody took the same name in the same moment: the next try sees theirs.
        if (!SLUGS.has(brokenConstraint(error) ?? '') || attempt === TRIES) throw error
      }
    }
  }

  private async open(account: NewAccount, trx: Transaction) {
    const { fullName, email, password, requestId } = account
    const same = await this.pressedBefore(account, trx)
    if (same) return { ...same, owed: [] }

    const user = await User.create({ fullName, email, password }, { client: trx })
    const business = await this.openBusiness(account, trx)
    await business.related('memberships').create({ userId: user.id, role: 'owner' })

    const host = await business.related('hosts').create({
      userId: user.id,
      name: fullName,
      timeZone: account.timeZone,
    })
    await host.related('availabilityRules').createMany(
      opening.weekdays.map((dayOfWeek) => ({
        businessId: business.id,
        dayOfWeek,
        opensTime: opening.hours.opens,
        closesTime: opening.hours.closes,
      }))
    )

    const service = await business.related('services').create({
      ...account.service,
      slug: freeSlug(account.service.name, new Set()),
    })
    await service.related('hosts').attach({ [host.id]: { business_id: business.id } })

    const who = { businessId: business.id, by: byUser(user.id, requestId) }
    await recordAudit(trx, {
      ...{ ...who, action: 'host.added', subjectType: 'host', subjectId: host.id },
      changes: { services: { from: [], to: [service.id] } },
    })
    await recordAudit(trx, {
      ...{ ...who, action: 'service.created', subjectType: 'service', subjectId: service.id },
      changes: { hosts: { from: [], to: [host.id] } },
    })
    await recordAudit(trx, {
      ...{ ...who, action: 'business.opened' },
      ...{ subjectType: 'business', subjectId: business.id },
    })
    const recipient = { businessId: business.id, userId: user.id, requestId }
    return { user, business, owed: await oweProofMail(trx, recipient) }
  }

  /** Whoever presses twice means one business: made a moment ago, with this address and password. */
  private async pressedBefore({ email, password, businessName }: NewAccount, trx: Transaction) {
    await sql(trx, 'select pg_advisory_xact_lock(hashtextextended(:name, 0))', {
      name: `sign_up ${email}`,
    })
    // By the name before the password, so that the time tells nobody who has an account.
    const made = await Business.query({ client: trx })
      .where('name', businessName)
      .whereRaw(`created_at > clock_timestamp() - interval '1 minute'`)
      .preload('memberships', (memberships) => memberships.preload('user'))
    for (const business of made) {
      const user = business.memberships.map((each) => each.user).find((one) => one.email === email)
      if (user && (await user.verifyPassword(password))) return { user, business }
    }
    return null
  }

  private async openBusiness(account: NewAccount, trx: Transaction): Promise<Business> {
    const { businessName, email, showsEmail, timeZone, locale, currency } = account
    const business = await Business.create(
      {
        name: businessName,
        slug: freeSlug(businessName, await takenSlugs(businessName, trx)),
        email: showsEmail ? email : null,
        timeZone,
        locale,
        currency,
        weekStartsOn: likelyWeekStart(locale),
      },
      { client: trx }
    )
    await business.related('settings').create({
      maxAdvanceBookingDays: opening.lookaheadDays,
      minAdvanceBookingHours: opening.leadHours,
      maxMoves: opening.maxMoves,
      bufferTimeMinutes: opening.pauseMinutes,
    })
    return business
  }
}
