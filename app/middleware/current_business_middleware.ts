import { Bouncer } from '@adonisjs/bouncer'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import db from '@adonisjs/lucid/services/db'
import { ownerProof } from '#config/mail'
import { Refusal } from '#exceptions/refusal'
import { formatLocale } from '#formats/words/locales'
import { FORM_BUSINESS } from '#middleware/form_fields'
import Membership from '#models/accounts/membership'
import SignIn from '#models/accounts/sign_in'
import type User from '#models/accounts/user'
import { WAITING_COUNT } from '#models/accounts/waiting_count'
import { byUser } from '#models/by'
import Call from '#models/calls/call'
import { UNREAD } from '#messages'
import type Business from '#models/settings/business'
import { SETUP_DONE, SETUP_STOPS, type Setup, type SetupStop } from '#models/settings/setup'
import { policies } from '#policies/main'
import { onBehalfOf } from '#services/tenant'

/** Named in one notice. */
const MOST_CALLS = 5

/** Every record on the owner's side is found through this business. */
export default class CurrentBusinessMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const user = ctx.auth.use('web').getUserOrFail()
    const submitted = formBusiness(ctx)
    const membership = await this.findMembership(user.id, submitted ?? user.worksIn ?? 0)
    if (membership && isOfAnother(ctx, membership, submitted)) {
      throw new Refusal(409, 'other_business', ctx.i18n.t('owner.layout.other_business'))
    }
    if (!membership) {
      const page = { template: 'pages/owner/accounts/no_business', state: { user } }
      throw new Refusal(403, 'no_business', ctx.i18n.t('errors.no_business.sentence'), { page })
    }

    const { business } = membership
    if (submitted !== null && submitted !== user.worksIn) await this.workIn(user, business.id)
    const locale = formatLocale(ctx.request.languages(), ctx.i18n.locale, business.locale)
    ctx.by = byUser(user.id, ctx.by.requestId)
    ctx.membership = membership
    ctx.business = business
    const done: SetupStop[] | null = membership.$extras.setup_done
    ctx.setup = done && { done, of: SETUP_STOPS.length }
    ctx.bouncer = new Bouncer(membership, {}, policies).setContainerResolver(ctx.containerResolver)
    const isUnproven = ownerProof.isAsked && user.emailVerifiedAt === null
    ctx.view.share({
      business,
      membership,
      user,
      locale,
      zone: business.timeZone,
      ownZone: user.timeZone ?? business.timeZone,
      address: ctx.request.url(),
      waitingCount: Number(membership.$extras.waiting_count),
      enquiryCount: Number(membership.$extras.enquiries_count),
      setup: ctx.setup,
      businessCount: Number(membership.$extras.businesses_count),
      isUnproven,
      held: isUnproven ? await this.heldMails(business.id) : null,
      unreadCount: Number(membership.$extras.unread_count),
      ...ctx.bouncer.edgeHelpers,
    })
    await onBehalfOf(business.id, next)
    if (!isReading(ctx) && isRedirect(ctx)) await this.sayWhomToCall(ctx)
  }

  /** Whatever it was that a client is not told of by any message. */
  private async sayWhomToCall({ business, by, session }: HttpContext): Promise<void> {
    if (by.requestId === null) return
    const calls = await Call.query()
      .where({ businessId: business.id, requestId: by.requestId })
      .whereNull('called_at')
      .preload('booking')
      .preload('waitlistEntry')
      .orderBy('id')
    if (calls.length === 0) return
    const named = calls.slice(0, MOST_CALLS).map(({ about }) => ({
      ...{ name: about.clientName, phone: about.clientPhone, email: about.clientEmail },
    }))
    session.flash('calls', { calls: named, more: calls.length - named.length, stays: true })
  }

  private async heldMails(businessId: number): Promise<{ mails: number; clients: number }> {
    const { rows } = await db.rawQuery(
      `select count(*)::int as mails,
         count(distinct coalesce(waitlist_entries.client_email, bookings.client_email, clients.email))
           filter (where notifications.user_id is null and inbox_address_id is null)::int as clients
       from notifications
         left join bookings on bookings.id = notifications.booking_id
         left join waitlist_entries on subject_type = 'waitlist_entry'
           and waitlist_entries.id = subject_id
         left join clients on subject_type = 'client' and clients.id = subject_id
       where notifications.business_id = ? and channel = 'mail'
         and notifications.status = 'queued' and subject_type <> 'user'
         and (last_error = 'owner_unproven' or next_attempt_at <= clock_timestamp())`,
      [businessId]
    )
    return rows[0]
  }

  private async workIn({ signInId }: User, businessId: number): Promise<void> {
    await SignIn.query()
      .where('id', signInId ?? 0)
      .update({ businessId })
  }

  private findMembership(userId: number, businessId: number): Promise<Membership | null> {
    const unread = db
      .from('notifications')
      .whereColumn('notifications.business_id', 'memberships.business_id')
      .whereColumn('notifications.user_id', 'memberships.user_id')
      .where('channel', 'in_app')
      .whereRaw(UNREAD)
      .count('*')
      .as('unread_count')

    const enquiries = db
      .from('enquiries')
      .whereColumn('enquiries.business_id', 'memberships.business_id')
      .whereNull('answered_at')
      .count('*')
      .as('enquiries_count')

    return Membership.query()
      .select('*')
      .select(enquiries)
      .select(unread)
      .select(db.raw(`${WAITING_COUNT} as waiting_count`))
      .select(db.raw(`${SETUP_DONE} as setup_done`))
      .where('user_id', userId)
      .preload('business', (business) => business.preload('settings'))
      .select(
        db
          .from('memberships as all_of_theirs')
          .whereColumn('all_of_theirs.user_id', 'memberships.user_id')
          .count('*')
          .as('businesses_count')
      )
      .orderByRaw('(business_id = ?) desc, id', [businessId])
      .first()
  }
}

/** Each form says in which business it was read, and is written there, whatever another tab chose. */
function formBusiness({ request }: HttpContext): number | null {
  if (isReading({ request })) return null
  const named: unknown = request.body()[FORM_BUSINESS]
  if (named === undefined || named === null) return null
  return typeof named === 'string' && /^[1-9]\d{0,14}$/.test(named) ? Number(named) : 0
}

/** Where there are several, a form that names none could be meant for any. */
function isOfAnother({ request }: HttpContext, membership: Membership, submitted: number | null) {
  if (submitted !== null) return membership.businessId !== submitted
  return !isReading({ request }) && Number(membership.$extras.businesses_count) > 1
}

function isReading({ request }: Pick<HttpContext, 'request'>): boolean {
  return request.method() === 'GET' || request.method() === 'HEAD'
}

/** A page that answers by itself says it of each booking. */
function isRedirect({ response }: HttpContext): boolean {
  const status = response.getStatus()
  return status >= 300 && status < 400
}

declare module '@adonisjs/core/http' {
  export interface HttpContext {
    business: Business
    membership: Membership
    setup: Setup | null
    bouncer: Bouncer<Membership, Record<string, never>, typeof policies>
  }
}
