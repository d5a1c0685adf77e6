import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import ApplyBookingTemplate from '#actions/links/apply_booking_template'
import RenewBookingLink from '#actions/links/renew_booking_link'
import SaveBookingLink from '#actions/links/save_booking_link'
import SaveBookingTemplate from '#actions/links/save_booking_template'
import { openShop } from '#database/factories/business'
import BookingLink from '#models/links/booking_link'
import type { ClientQuestion } from '#models/services/client_question'
import Service from '#models/services/service'
import { loadQuestion } from '#queries/availability/load_availability'
import { findLinkByToken } from '#queries/links/find_link_by_token'
import { linkRules } from '#queries/links/link_rules'
import { findSlots } from '#scheduling/slots/slots'
import { withEmptyTables, withGlobalTransaction } from '#tests/support/database'
import { tenOClock } from '#tests/support/guest'
import { byOwner, makeLink, makeOneTime, placeThrough } from '#tests/support/links'
import { brokenConstraint } from '#transactions'

type Shop = Awaited<ReturnType<typeof openShop>>

const QUESTION: ClientQuestion = {
  key: 'level',
  type: 'text',
  label: 'How well do you swim?',
  help: null,
  isRequired: true,
  maxLength: null,
  options: [],
}

/** Start hours on the day of `tenOClock`, London time, through a link. */
async function hoursThrough(shop: Shop, token: string) {
  const followed = await findLinkByToken(db.connection(), token)
  const link = followed && linkRules(followed.link, followed.oneTime)
  const day = tenOClock().startOf('day')
  const range = { start: day.toMillis(), end: day.plus({ days: 1 }).toMillis() }
  const { business, service } = shop
  const now = Date.now()
  const question = await loadQuestion({ business, service, link, hostId: null, range, now })
  return findSlots(question).map((slot) => ({
    hour: (slot.start - range.start) / 3_600_000,
    minutes: (slot.end - slot.start) / 60_000,
    hostIds: slot.hostIds,
  }))
}

test.group('A booking link', (group) => {
  withGlobalTransaction(group)

  test('has rules of its own, and hours that cut down those of its hosts', async ({ assert }) => {
    const nineToFive = [1, 2, 3, 4, 5, 6, 0].map((weekday) => ({
      weekday: weekday as 0 | 1 | 2 | 3 | 4 | 5 | 6,
      start: '09:00',
      end: '17:00',
    }))
    const shop = await openShop({ weeklyHours: nineToFive, hosts: 2 })
    const weeklyHours = nineToFive.map((range) => ({ ...range, start: '08:00', end: '11:00' }))
    const hours = { weeklyHours, overrides: [] }
    const link = await makeLink(shop, { durationMinutes: 120, hours }, [shop.hosts[1].id])

    assert.deepEqual(await hoursThrough(shop, link.token), [
      { hour: 9, minutes: 120, hostIds: [shop.hosts[1].id] },
    ])
    const placed = await placeThrough(shop, link.token, { at: tenOClock().set({ hour: 9 }) })
    if (placed.outcome !== 'booked') return assert.fail(placed.outcome)
    assert.equal(placed.booking.linkId, link.id)
    assert.equal(placed.booking.hostId, shop.hosts[1].id)
    assert.equal(placed.booking.endsAt.diff(placed.booking.startsAt).as('minutes'), 120)
  })

  test('needs all of those who are needed together, whomever it names', async ({ assert }) => {
    const shop = await openShop({ hosts: 2, service: { hostMode: 'collective' } })
    const [anna, tom] = shop.hosts
    const link = await makeLink(shop, {}, [anna.id])
    const { token } = await makeOneTime(shop, { hostId: anna.id })
    for (const [hour, address] of [link.token, token].entries()) {
      const placed = await placeThrough(shop, address, { at: tenOClock().set({ hour: 9 + hour }) })
      if (placed.outcome !== 'booked') return assert.fail(placed.outcome)
      const claims = await db.from('claims').where('holder_id', placed.booking.id).select('host_id')
      assert.sameMembers(
        claims.map((claim) => Number(claim.host_id)),
        [anna.id, tom.id]
      )
    }
  })

  test('refuses what only the service would offer, with times of the link instead', async ({
    assert,
  }) => {
    const shop = await openShop()
    const link = await makeLink(shop, { durationMinutes: 120 })
    const refused = await placeThrough(shop, link.token, { at: tenOClock().set({ hour: 11 }) })
    if (refused.outcome !== 'unavailable') return assert.fail(refused.outcome)
    assert.equal(refused.code, 'not_a_start_time')
    assert.deepEqual(
      refused.alternatives.map(({ start, end }) => (end - start) / 60_000),
      [120, 120, 120]
    )
  })

  test('counts its own bookings for its limits, and the service all of its', async ({ assert }) => {
    const shop = await openShop({ service: { weeklyLimit: 2 } })
    const [one, other] = [await makeLink(shop, { dailyLimit: 1 }), await makeLink(shop)]
    const outcome = async (token: string, hour: number) => {
      const placed = await placeThrough(shop, token, { at: tenOClock().set({ hour }) })
      return placed.outcome === 'unavailable' ? placed.code : placed.outcome
    }
    assert.equal(await outcome(one.token, 9), 'booked')
    assert.equal(await outcome(one.token, 10), 'limit_day')
    assert.equal(await outcome(other.token, 11), 'booked')
    assert.equal(await outcome(other.token, 12), 'limit_week')
  })

  test('decides about approval before the service does, a one-time link before both', async ({
    assert,
  }) => {
    const shop = await openShop({ service: { requiresApproval: true } })
    const link = await makeLink(shop, { requiresApproval: false })
    const { token } = await makeOneTime(shop, { requiresApproval: true }, link)
    const through = await placeThrough(shop, link.token)
    assert.equal(through.outcome, 'booked')
    const over = await placeThrough(shop, token, { at: tenOClock().set({ hour: 12 }) })
    assert.equal(over.outcome, 'requested')
  })

  test('that is switched off takes no booking, and one with a new address none by the old', async ({
    assert,
  }) => {
    const shop = await openShop()
    const off = await makeLink(shop, { isActive: false })
    assert.equal((await placeThrough(shop, off.token)).outcome, 'link_inactive')

    const link = await makeLink(shop)
    const renewal = { linkId: link.id, version: null }
    const renew = () => new RenewBookingLink().handle({ ...byOwner(shop), ...renewal })
    assert.equal(await renew(), 'saved')
    const renewed = await BookingLink.findOrFail(link.id)
    assert.equal((await placeThrough(shop, link.token)).outcome, 'link_revoked')
    assert.equal((await placeThrough(shop, renewed.token)).outcome, 'booked')
  })

  test('belongs to one business and one service', async ({ assert }) => {
    const [shop, other] = [await openShop(), await openShop()]
    const link = await makeLink(shop)
    assert.equal((await placeThrough(other, link.token)).outcome, 'not_found')
    const save = { ...byOwner(other), details: { name: 'Mine now' }, hostIds: [] }
    const stolen = await new SaveBookingLink().handle({
      ...save,
      serviceId: other.service.id,
      linkId: link.id,
    })
    assert.equal(stolen.outcome, 'not_found')
    const strange = await new SaveBookingLink().handle({
      ...save,
      serviceId: other.service.id,
      linkId: null,
      hostIds: [shop.host.id],
    })
    assert.equal(strange.outcome, 'host_elsewhere')
    const { businessId } = byOwner(other)
    const renewal = { linkId: link.id, version: null }
    await assert.rejects(() =>
      new RenewBookingLink().handle({ ...byOwner(shop), ...renewal, businessId })
    )
  })
})

test.group('A link’s limit under rush', (group) => {
  withEmptyTables(group)

  test('is kept by 12 who book at once, each another time', async ({ assert }) => {
    const shop = await openShop({ hosts: 2 })
    const link = await makeLink(shop, { weeklyLimit: 3 })
    const monday = tenOClock().plus({ weeks: 1 }).startOf('week')
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, nth) =>
        placeThrough(shop, link.token, { at: monday.set({ hour: 8 + nth }) })
      )
    )
    const told = outcomes.map((each) => ('code' in each ? each.code : each.outcome))
    const tally = Object.groupBy(told, (outcome) => outcome)
    assert.equal(tally.booked?.length, 3)
    assert.equal(tally.limit_week?.length, 9)
  })
})

test.group('A booking template', (group) => {
  withGlobalTransaction(group)

  test('names its questions in plain letters, says the database too', async ({ assert }) => {
    const shop = await openShop()
    const refusalOf = (question: object) =>
      new SaveBookingTemplate()
        .handle({
          ...byOwner(shop),
          templateId: null,
          details: { name: 'Odd', questions: [QUESTION, question as ClientQuestion] },
        })
        .then(String, brokenConstraint)
    for (const key of [`a'](b)`, '', 7, undefined]) {
      assert.equal(await refusalOf({ ...QUESTION, key }), 'booking_templates_question_keys')
    }
  })

  test('is copied into services and links, which keep their copy', async ({ assert }) => {
    const shop = await openShop()
    const details = { name: 'Beginners', questions: [QUESTION], followUp: 'How was it?' }
    const save = { ...byOwner(shop), templateId: null, details }
    const saved = await new SaveBookingTemplate().handle(save)
    if (saved.outcome !== 'saved') return assert.fail(saved.outcome)
    const templateId = saved.template.id
    const link = await makeLink(shop)

    const apply = (to: { serviceId: number } | { linkId: number }) =>
      new ApplyBookingTemplate().handle({ ...byOwner(shop), templateId, to })
    assert.equal(await apply({ serviceId: shop.service.id }), 'applied')
    assert.equal(await apply({ linkId: link.id }), 'applied')
    const changed = { ...save, templateId, details: { questions: [] } }
    await new SaveBookingTemplate().handle(changed)

    assert.deepEqual((await Service.findOrFail(shop.service.id)).questions, [QUESTION])
    const copied = await BookingLink.findOrFail(link.id)
    assert.deepEqual(copied.questions, [QUESTION])
    assert.equal(copied.followUp, 'How was it?')

    const elsewhere = await openShop()
    assert.equal(await apply({ serviceId: elsewhere.service.id }), 'not_found')
    const theirs = { ...changed, ...byOwner(elsewhere) }
    assert.equal((await new SaveBookingTemplate().handle(theirs)).outcome, 'not_found')
  })

  test('has a name that no other has', async ({ assert }) => {
    const shop = await openShop()
    const save = { ...byOwner(shop), templateId: null, details: { name: 'Beginners' } }
    assert.equal((await new SaveBookingTemplate().handle(save)).outcome, 'saved')
    assert.equal((await new SaveBookingTemplate().handle(save)).outcome, 'name_taken')
  })
})
