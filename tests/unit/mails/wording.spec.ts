import { test } from '@japa/runner'
import { lesson, sampleBooking } from '#messages/samples'
import { sayAsTold } from '#models/bookings/wording'
import { newsOf, type Standing, type WordKind } from '#scheduling/news'
import { calendarValue } from '#tests/support/calendar_file'
import { mailAbout } from '#tests/support/sample_mail'

const TOLD = {
  service: 'Swimming for beginners',
  instructions: 'Bring a towel.',
  locationType: 'in_person',
  locationDetails: 'Old pool',
  business: 'Swim School',
  address: '1 Old Street',
  email: 'old@swim.example',
  hosts: { 1: 'Anna B.' },
} as const

test.group('A calendar file', () => {
  test('says what the client was told, whatever the service says now', async ({ assert }) => {
    const booking = sampleBooking({ wording: TOLD })
    sayAsTold(booking)
    const mail = mailAbout('booking_confirmed', { booking })
    await mail?.buildWithContents()
    const file = String(mail?.message.toObject().message.icalEvent?.content)
    assert.equal(calendarValue(file, 'LOCATION'), 'Old pool, 1 Old Street')
    assert.equal(calendarValue(file, 'SUMMARY'), 'Swimming for beginners, Swim School')
    assert.include(calendarValue(file, 'DESCRIPTION'), 'Bring a towel.')
    assert.include(calendarValue(file, 'DESCRIPTION'), 'Anna B.')
    assert.notInclude(calendarValue(file, 'SUMMARY'), booking.clientName)
    // Other bookings share the service.
    assert.equal(lesson.locationDetails, 'Canal Street pool')
  })
})

test.group('An entry in the words of its service', () => {
  for (const audience of ['client', 'owner'] as const) {
    test(`reads the same for ${audience}`, async ({ assert }) => {
      const calendarDetails = 'With {host}\nCall {phone}\n{answers}'
      const wording = { ...TOLD, calendarTitle: '{client}: {service}', calendarDetails }
      const answers = [{ question: 'Which knee?', answer: 'The left one' }]
      const booking = sampleBooking({ wording, answers, clientPhone: '07700 900123' })
      sayAsTold(booking)
      const mail = mailAbout('booking_confirmed', { booking }, audience)
      await mail?.buildWithContents()
      const file = String(mail?.message.toObject().message.icalEvent?.content)
      const title = `${booking.clientName}: Swimming for beginners`
      assert.equal(calendarValue(file, 'SUMMARY'), title)
      assert.include(calendarValue(file, 'DESCRIPTION'), 'With Anna B.')
      assert.include(calendarValue(file, 'DESCRIPTION'), 'Call 07700 900123')
      assert.include(calendarValue(file, 'DESCRIPTION'), 'Which knee? The left one')
      assert.notInclude(calendarValue(file, 'DESCRIPTION'), booking.reference)
    })
  }
})

test.group('News of words', () => {
  const stands: Standing = {
    ...{ status: 'approved', hostId: 1, version: 0, isTheirs: true },
    startsAt: '2026-01-15T09:30:00Z',
    endsAt: '2026-01-15T10:30:00Z',
    words: { place: 'a', link: 'b' },
  }
  const news = (now: Partial<Standing>, last: Standing | null = stands) =>
    newsOf({
      type: 'booking_changed',
      now: { ...stands, version: 1, ...now },
      told: { last, unsure: [], hasOthers: true },
      isClient: true,
      changed: ['place'],
    })

  test('name what is otherwise than it was told last', ({ assert }) => {
    assert.deepInclude(news({ words: { place: 'c', link: 'b' } }), {
      type: 'booking_changed',
      changed: ['place'],
    })
    assert.deepEqual(news({}), { reason: 'unchanged' })
  })

  test('come with the new time, where it moved as well', ({ assert }) => {
    const moved = { startsAt: '2026-01-16T09:30:00Z', endsAt: '2026-01-16T10:30:00Z' }
    assert.deepInclude(news({ ...moved, words: { place: 'c', link: 'b' } }), {
      type: 'booking_rescheduled',
      changed: ['place'],
    })
  })

  test('are those it was owed for, where no words were kept', ({ assert }) => {
    const { words, ...old } = stands
    assert.isDefined(words)
    assert.deepInclude(news({}, old), { type: 'booking_changed', changed: ['place'] })
  })

  test('tell a room from whoever gives it', ({ assert }) => {
    const inOne = { place: 'a', hosts: 'anna, one', people: 'anna', room: 'one' }
    const before = { ...stands, words: inOne }
    const inTwo = { ...inOne, hosts: 'anna, two', room: 'two' }
    const changed = (now: Partial<Standing>, last: Standing = before) => {
      const said = news(now, last)
      return 'type' in said ? [said.type, ...said.changed] : said.reason
    }
    assert.deepEqual(changed({ words: inTwo }), ['booking_changed', 'room'])
    const byTom = { ...inTwo, hosts: 'tom, two', people: 'tom' }
    assert.deepEqual(changed({ words: byTom }), ['booking_changed', 'room', 'hosts'])
    assert.deepEqual(changed({ words: byTom, hostId: 2 }), ['booking_reassigned', 'room'])
    assert.deepEqual(changed({ words: inOne }), 'unchanged')

    const alone = { words: { room: 'two', hosts: 'two', people: '' }, hostId: 2, isByRoom: true }
    const alone1 = { ...before, words: { room: 'one', hosts: 'one', people: '' } }
    assert.deepEqual(changed(alone, alone1), ['booking_changed', 'room'])
  })

  test('tell a room also from what was told before the two were told apart', ({ assert }) => {
    const last = { ...stands, words: { place: 'a', hosts: 'anna, one' } }
    const now = { ...stands, version: 1, words: { ...last.words, hosts: 'anna, two', room: 'two' } }
    const said = (changed: WordKind[]) =>
      newsOf({
        ...{ type: 'booking_changed', now, isClient: true, changed },
        told: { last, unsure: [], hasOthers: true },
      })
    assert.deepInclude(said(['room']), { changed: ['room'] })
    assert.deepInclude(said(['hosts']), { changed: ['hosts'] })
  })
})
