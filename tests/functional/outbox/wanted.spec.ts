import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import {
  allMessages,
  enquiryReceived,
  messageOf,
  type MessageType,
  type StaffAudience,
  toldEvents,
  staffChannels,
} from '#messages'
import { bySystem } from '#models/by'
import Notification from '#models/notifications/notification'
import { owe, oweNotifications, tellThoseInCharge } from '#outbox'
import { inTransaction, sql } from '#transactions'
import { withGlobalTransaction } from '#tests/support/database'
import { writtenTo } from '#tests/support/enquiries'
import { switchOn } from '#tests/support/push'
import { joinAs, openShopByRequest, place } from '#tests/support/requests'

/** What is told of bookings, and of what else there is; each with its way into the outbox. */
const OF_BOOKINGS = [
  ...(['booking_requested', 'booking_confirmed', 'booking_rescheduled'] as const),
  ...(['booking_reassigned', 'booking_cancelled', 'booking_expired'] as const),
  ...(['move_requested', 'move_expired'] as const),
]
const CONCERNED: Partial<Record<StaffAudience, string[]>> = {
  in_charge: ['owner', 'admin'],
  former_host: ['colleague'],
}
const MUTED = [[], ['mail'], ['in_app'], ['push'], ['mail', 'in_app', 'push']] as const

/** The team of a shop: who is told, by what they are there. */
async function openTeam() {
  const shop = await openShopByRequest({ hosts: 2 })
  const admin = await joinAs('admin', shop.business)
  const host = await joinAs('staff', shop.business)
  const colleague = await joinAs('staff', shop.business)
  const viewer = await joinAs('viewer', shop.business)
  await shop.hosts[0].merge({ userId: host.id }).save()
  await shop.hosts[1].merge({ userId: colleague.id }).save()
  const booking = await place(shop, { hostId: shop.hosts[0].id })
  const members = { owner: shop.user, admin, host, colleague, viewer }
  for (const { id } of Object.values(members)) await switchOn(id)
  const names = new Map(Object.entries(members).map(([name, { id }]) => [id, name]))
  return { shop, booking, members, names }
}

type Team = Awaited<ReturnType<typeof openTeam>>

async function mute({ shop, members }: Team, event: string, channels: readonly string[]) {
  await db.from('muted_events').delete()
  for (const { id } of Object.values(members)) {
    for (const channel of channels) {
      const row = { business_id: shop.business.id, user_id: id, event, channel }
      await db.table('muted_events').insert(row)
    }
  }
}

/** Who is told on which channel by what `cause` owes. */
async function toldBy({ names }: Team, cause: () => Promise<unknown>) {
  await Notification.query().delete()
  await cause()
  const told = await Notification.query().whereNotNull('user_id')
  return told.map(({ userId, channel }) => `${names.get(Number(userId))} ${channel}`).toSorted()
}

function causesOf({ shop, booking }: Team): Record<string, () => Promise<unknown>> {
  const by = bySystem()
  const businessId = shop.business.id
  const ofBookings = OF_BOOKINGS.map((type) => [
    type,
    () => inTransaction((trx) => oweNotifications(trx, { booking, type, by })),
  ])
  const inTrouble = (type: MessageType) => () =>
    sql(
      db.connection(),
      `with troubled as (
         insert into notifications (business_id, subject_type, subject_id, type, channel, dedupe_key)
         values (:businessId, 'booking', :id, 'booking_confirmed', 'mail', 'to the client')
         returning *)
       ${tellThoseInCharge(type)}`,
      { businessId, id: booking.id }
    )
  const formerHostId = shop.hosts[1].id
  return {
    ...Object.fromEntries(ofBookings),
    request_lost: () =>
      inTransaction((trx) =>
        oweNotifications(trx, { booking, type: 'request_lost', formerHostId, by })
      ),
    message_failed: inTrouble('message_failed'),
    message_bounced: inTrouble('message_bounced'),
    async enquiry_received() {
      const { id } = await writtenTo(businessId)
      const subject = { type: 'enquiry', id } as const
      await inTransaction((trx) => owe(trx, enquiryReceived, { businessId, subject, by }))
    },
    waitlist_to_call: () =>
      inTransaction((trx) =>
        owe(trx, messageOf('waitlist_to_call'), {
          ...{ businessId, by },
          subject: { type: 'waitlist_entry', id: 1 },
        })
      ),
    ...Object.fromEntries(
      (['said_coming', 'said_not_coming'] as const).map((type) => [
        type,
        () =>
          inTransaction((trx) =>
            owe(trx, messageOf(type), {
              ...{ businessId, by },
              subject: { type: 'booking', id: booking.id },
            })
          ),
      ])
    ),
    dates_not_planned: () =>
      inTransaction((trx) =>
        owe(trx, messageOf('dates_not_planned'), {
          ...{ businessId, by },
          subject: { type: 'session_series', id: 1 },
        })
      ),
  }
}

/** Nobody else would notice. */
const FOR_ALL_IN_CHARGE = ['webhook_paused', 'calendar_lost', 'outside_kept', 'erasure_asked']

test.group('Who of the business is told', (group) => {
  withGlobalTransaction(group)

  test('is everybody whom it concerns, on each channel that they did not switch off', async ({
    assert,
  }) => {
    const team = await openTeam()
    const causes = causesOf(team)
    for (const [type, cause] of Object.entries(causes)) {
      const { event = '', staff } = messageOf(type)
      const concerned = CONCERNED[staff ?? 'host'] ?? ['owner', 'admin', 'host']
      const ofEvent = toldEvents('owner').find((each) => each.event === event)?.channels ?? []
      const said = staffChannels(messageOf(type))
      const channels = ofEvent.filter((channel) => said.includes(channel))
      for (const muted of MUTED) {
        await mute(team, event, muted)
        const left = channels.filter((channel) => !(muted as readonly string[]).includes(channel))
        assert.deepEqual(
          await toldBy(team, cause),
          concerned.flatMap((name) => left.map((channel) => `${name} ${channel}`)).toSorted(),
          `${type}, without ${muted.join(' and ') || 'nothing'}`
        )
      }
      await mute(team, event === 'booked' ? 'moved' : 'booked', ['mail', 'in_app', 'push'])
      assert.lengthOf(await toldBy(team, cause), concerned.length * channels.length, type)
    }
  })

  test('hears of each message that may be switched off, and of no other', async ({ assert }) => {
    const tried = Object.keys(causesOf(await openTeam()))
    const events = allMessages().filter(({ event }) => event !== undefined)
    assert.sameMembers(
      events.map(({ type }) => type),
      tried
    )
    const told = allMessages().filter(
      ({ staff = 'themselves' }) => staff !== 'themselves' && staff !== 'in_calendar'
    )
    assert.sameMembers(
      told.map(({ type }) => type),
      [...tried, ...FOR_ALL_IN_CHARGE]
    )
  })

  test('gets the mail that keeps a calendar right, whatever they switched off', async ({
    assert,
  }) => {
    const team = await openTeam()
    const { booking, shop, names } = team
    const text = { bookings: { [booking.id]: { status: 'approved' } } }
    await Notification.query().delete()
    await Notification.create({
      ...{ businessId: shop.business.id, subjectType: 'booking', subjectId: booking.id },
      ...{ userId: shop.user.id, type: 'booking_confirmed', channel: 'mail', status: 'sent' },
      ...{ data: {}, dedupeKey: 'an earlier one', told: text as Notification['told'] },
    })
    await mute(team, 'cancelled', ['mail', 'in_app', 'push'])
    const type = 'booking_cancelled'
    await inTransaction((trx) => oweNotifications(trx, { booking, type, by: bySystem() }))
    const told = await Notification.query().where({ type }).whereNotNull('user_id')
    assert.deepEqual(
      told.map(({ userId, channel }) => `${names.get(Number(userId))} ${channel}`),
      ['owner mail']
    )
  })

  test('is still told when they come back to the team', async ({ assert }) => {
    const team = await openTeam()
    await mute(team, 'booked', ['mail'])
    const member = { business_id: team.shop.business.id, user_id: team.members.admin.id }
    await db.from('memberships').where(member).delete()
    assert.isEmpty(await db.from('muted_events').where(member))
  })
})
